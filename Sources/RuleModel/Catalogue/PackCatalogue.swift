// All rule files a run knows, found by library, language and release.

package import Semantics
import SourceModel

/// The packs the program carries and those of the user, read only when asked for.
///
/// A file of the user's adds to the shipped file of the same library, language and release; a rule in it with the id
/// of a shipped one takes its place. A `library.yaml` or a surface of the user's takes the place of the shipped one.
package struct PackCatalogue: Sendable {
  /// A file and what its path makes it.
  struct Item: Sendable {
    var path: PackPath
    var file: RuleFile
    var document: RuleDocument { RuleDocument(path: file.path, bytes: file.bytes) }
  }

  /// By name.
  package let libraries: [Library]
  let items: [Item]

  /// Takes the shipped files and the user's. Reads the `library.yaml` files, and of the others only the paths.
  ///
  /// - Throws: `RuleErrors` for a file that is none by its path, and for a broken `library.yaml`.
  package init(shipped: [RuleFile] = RuleFile.shipped, own: [RuleFile] = []) throws(RuleErrors) {
    var items: [Item] = []
    var errors: [RuleError] = []
    for file in shipped + own {
      guard let path = PackPath(file.path) else {
        let place = RulePlace(file: file.path, position: Position(line: 1, column: 1))
        errors.append(
          RuleError(
            code: .path, message: "this file's path does not say what it holds", remedy: PackPath.remedy, place: place))
        continue
      }
      items.append(Item(path: path, file: file))
    }
    self.items = items
    libraries = Self.libraries(of: items, &errors)
    guard errors.isEmpty else { throw RuleErrors(errors) }
  }

  private static func libraries(of items: [Item], _ errors: inout [RuleError]) -> [Library] {
    var libraries: [String: Library] = [:]
    for item in items {
      switch item.path {
      case .library(let name):
        do {
          libraries[name] = try LibraryReader.read(item.document, name: name)
        } catch {
          errors += error.errors
        }
      case .release, .swap, .surface, .standIn: break
      }
    }
    // A user's pack without a `library.yaml` is of the library that its folder names.
    for name in items.map(\.path.library) where libraries[name] == nil {
      libraries[name] = Library(name: name, modules: [name], distributions: ["pip": [name]])
    }
    return libraries.values.sorted { $0.name < $1.name }
  }

  // MARK: Libraries

  /// The library of that name: its own, one of its modules, or one of its distributions, normalised.
  package func library(named name: String) -> Library? {
    libraries.first { $0.name == name } ?? library(providing: name) ?? library(distributedAs: name)
  }

  /// The library that a module belongs to: `sklearn.svm` → scikit-learn.
  package func library(providing module: String) -> Library? {
    let root = QualifiedName.root(of: module)
    return libraries.first { $0.modules.contains(module) } ?? libraries.first { $0.modules.contains(root) }
  }

  /// The library that a package system ships under that name; letter case and `-_.` do not matter.
  package func library(distributedAs name: String, by system: String? = nil) -> Library? {
    let wanted = Self.normalised(name)
    return libraries.first { library in
      library.distributions.contains { key, names in
        (system == nil || key == system) && names.contains { Self.normalised($0) == wanted }
      }
    }
  }

  /// A name as package indices compare it: lower case, runs of `-`, `_` and `.` as one `-`.
  package static func normalised(_ name: String) -> String {
    var result = ""
    for character in name.lowercased() {
      if "-_.".contains(character) {
        if !result.hasSuffix("-") { result.append("-") }
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// - Throws: `RequestError` that lists what is known.
  package func knownLibrary(named name: String) throws(RequestError) -> Library {
    if let library = library(named: name) { return library }
    let names = libraries.map(\.name)
    let nearest = Suggestion.nearest(to: name, among: names)
    throw RequestError(
      code: .unknownLibrary, message: "no pack knows the library `\(name)`",
      remedy: nearest.map { "did you mean `\($0)`?" } ?? "known are \(Suggestion.list(names))")
  }

  // MARK: What there is

  /// The languages that a library has packs for, sorted.
  package func languages(of library: String) -> [String] {
    Set(
      items.compactMap { item in
        switch item.path {
        case .release(library, let language, _), .swap(library, let language, _): language
        default: nil
        }
      }
    ).sorted()
  }

  /// The releases that packs of a library speak of, oldest first; for one language or for all.
  package func releases(of library: String, language: String? = nil) -> [Release] {
    Set(
      items.compactMap { item in
        if case .release(library, let its, let release) = item.path, its == language ?? its { return release }
        return nil
      }
    ).sorted()
  }

  /// The releases a library has a surface for, oldest first.
  package func surfaceReleases(of library: String, language: String) -> [Release] {
    Set(
      items.compactMap { item in
        if case .surface(library, language, let release) = item.path { return release }
        return nil
      }
    ).sorted()
  }

  /// The libraries that can take a library's place, sorted.
  package func swaps(of library: String, language: String) -> [String] {
    Set(
      items.compactMap { item in
        if case .swap(library, language, let other) = item.path { return other }
        return nil
      }
    ).sorted()
  }

  // MARK: Surfaces

  /// The surface of the newest release that is no newer than `release`; nil where there is none.
  ///
  /// - Throws: `RuleErrors` for a broken file.
  package func surface(of library: String, language: String, at release: Release) throws(RuleErrors) -> APISurface? {
    guard let nearest = surfaceReleases(of: library, language: language).last(where: { $0 <= release }) else {
      return nil
    }
    let path = PackPath.surface(library: library, language: language, nearest)
    guard let file = items.last(where: { $0.path == path })?.file else { return nil }
    return try SurfaceReader.read(path: file.path, bytes: file.bytes)
  }

  // MARK: Declarations that stand in for headers

  /// The declarations of all libraries for a language, by the path that code includes; in the order of their paths.
  package func standIns(language: String) -> [(include: String, file: RuleFile)] {
    items.compactMap { item in
      if case .standIn(_, language, let include) = item.path { return (include, item.file) }
      return nil
    }
  }

  // MARK: Cache keys

  /// A digest of every byte that rules of a library come from: its packs, its `library.yaml`, and the surfaces given.
  package func digest(of library: String, language: String, surfaces: [Release] = []) -> Digest {
    var digest = Digest()
    for item in items {
      switch item.path {
      case .library(library), .release(library, language, _), .swap(library, language, _),
        .standIn(library, language, _):
        break
      case .surface(library, language, let release) where surfaces.contains(release): break
      default: continue
      }
      digest.add(item.file.path)
      digest.add(item.file.bytes)
    }
    return digest
  }
}
