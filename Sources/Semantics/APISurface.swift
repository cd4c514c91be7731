// The public names of a library at one release: facts only, no code.

/// The public API of one library at one release.
package struct APISurface: Sendable {
  /// One public name.
  package struct Entry: Hashable, Sendable {
    package enum Kind: String, Sendable, CaseIterable {
      case module, function, `class`, method, classmethod, staticmethod, property, value
      /// Another name of `target`.
      case alias
    }
    package var kind: Kind
    /// The parameters as the language writes them, without parentheses; nil where they are not known.
    package var parameters: String?
    /// The qualified name of what a call returns, or of what a property or value is.
    package var type: String?
    package var bases: [String]
    /// What an alias stands for.
    package var target: String?
    /// Whether `from module import *` brings it.
    package var isExported: Bool

    package init(
      kind: Kind, parameters: String? = nil, type: String? = nil, bases: [String] = [], target: String? = nil,
      isExported: Bool = false
    ) {
      self.kind = kind
      self.parameters = parameters
      self.type = type
      self.bases = bases
      self.target = target
      self.isExported = isExported
    }
  }

  package var library: String
  /// The release as written, such as `1.26`.
  package var release: String
  package var entries: [String: Entry]

  package init(library: String, release: String, entries: [String: Entry]) {
    self.library = library
    self.release = release
    self.entries = entries
  }

  package subscript(name: String) -> Entry? { entries[name] }

  /// The entry that `name` leads to, aliases followed, members looked up in bases and of values in their class; with the
  /// name it was found under.
  package func resolve(_ name: String, depth: Int = 0) -> (name: String, entry: Entry)? {
    // Surfaces are generated: alias and base chains are short; the limit is there for a broken file.
    guard depth < 16 else { return nil }
    if let entry = entries[name] {
      guard entry.kind == .alias, let target = entry.target else { return (name, entry) }
      return resolve(target, depth: depth + 1) ?? (name, entry)
    }
    guard let dot = name.lastDot else { return nil }
    let member = name[name.index(after: dot)...]
    guard let owner = resolve(String(name[..<dot]), depth: depth + 1) else { return nil }
    if owner.name != name[..<dot] { return resolve("\(owner.name).\(member)", depth: depth + 1) }
    for base in owner.entry.bases {
      if let found = resolve("\(base).\(member)", depth: depth + 1) { return found }
    }
    // `numpy.add.reduce`: what the value's class has.
    if owner.entry.kind == .value, let type = owner.entry.type, type.isDotted, type != owner.name {
      return resolve("\(type).\(member)", depth: depth + 1)
    }
    return nil
  }
}

/// The libraries a run knows, each at the release the code was written for. A class: every question about a name takes it.
package final class SurfaceSet: Sendable {
  package let surfaces: [APISurface]
  /// Top-level module names the libraries provide, also those without a surface: `numpy`, `sklearn`.
  package let roots: Set<String>
  /// Few libraries are provided, and most names are of others: neither is worth a string or a hash.
  private let rootBytes: [ContiguousArray<UInt8>]
  /// By module the library that provides it; of one without a surface the module stands for it.
  private let libraries: [String: String]

  package init(surfaces: [APISurface], roots: Set<String>) {
    self.surfaces = surfaces
    self.roots = roots
    rootBytes = Self.bytes(of: roots)
    libraries = roots.reduce(into: [:]) { libraries, root in
      libraries[root] = surfaces.first { $0.entries[root] != nil }?.library ?? root
    }
  }

  /// The library that provides what begins with a module's name; nil where none does.
  package func library(of name: String) -> String? { libraries[name] ?? libraries[name.firstDottedPart] }

  /// The same with further libraries.
  package func adding(_ surfaces: [APISurface] = [], roots: some Sequence<String> = []) -> SurfaceSet {
    SurfaceSet(surfaces: self.surfaces + surfaces, roots: self.roots.union(roots))
  }

  private static func bytes(of roots: Set<String>) -> [ContiguousArray<UInt8>] {
    roots.filter { !$0.utf8.contains(UInt8(ascii: ".")) }.sorted().map { ContiguousArray($0.utf8) }
  }

  /// Whether a dotted name begins with a module of a provided library.
  package func provides(_ name: String) -> Bool {
    name.withBytes { bytes in
      for root in rootBytes where bytes.count >= root.count {
        guard bytes.count == root.count || bytes[root.count] == UInt8(ascii: ".") else { continue }
        if root.elementsEqual(bytes[..<root.count]) { return true }
      }
      return false
    }
  }

  /// Files use few different names many times: each is looked up once.
  private let resolved = NameMemo<Resolved?>()

  /// What a name leads to. A class, since the same few are handed out hundreds of thousands of times.
  package final class Resolved: Sendable {
    package let name: String
    package let entry: APISurface.Entry

    init(name: String, entry: APISurface.Entry) {
      self.name = name
      self.entry = entry
    }
  }

  package func resolve(_ name: String) -> Resolved? {
    guard !surfaces.isEmpty else { return nil }
    return resolved.value(name) { name in
      surfaces.lazy.compactMap { $0.resolve(name) }.first.map { Resolved(name: $0.name, entry: $0.entry) }
    }
  }

  /// The names that `from module import *` brings, sorted.
  package func starNames(of module: String) -> [String] {
    starred.value(module) { module in
      let prefix = module + "."
      return surfaces.flatMap { surface in
        surface.entries.lazy.filter { name, entry in
          entry.isExported && name.hasPrefix(prefix) && !name.dropFirst(prefix.count).contains(".")
        }.map { String($0.key.dropFirst(prefix.count)) }
      }.sorted()
    }
  }

  private let starred = NameMemo<[String]>()

  // MARK: Names by themselves

  /// What names in the surfaces are made of.
  package final class Spelled: Sendable {
    /// Modules, and what stands directly in one.
    package let outer: NameSet
    /// By library what stands directly in a module of its, however deep that is.
    package let inModules: [String: NameSet]
    /// The last parts of all names.
    package let last: NameSet

    fileprivate init(_ surfaces: SurfaceSet) {
      var (outer, last) = (NameSet(), NameSet())
      var inModules: [String: NameSet] = [:]
      for root in surfaces.roots.sorted() { _ = outer.insert(root) }
      for surface in surfaces.surfaces {
        // Modules inside of modules could be opened, too: then any part may stand for itself.
        let isDeep = surface.entries.contains { name, entry in
          entry.kind == .module && (name.isDotted || entry.bases.contains { $0.isDotted })
        }
        for name in surface.entries.keys {
          outer.insert(partsOf: name, atMost: isDeep ? .max : 2)
          last.insert(lastPartOf: name)
          let owner = name.lastDot.map { String(name[..<$0]) } ?? ""
          if surfaces.roots.contains(owner) || surface.entries[owner]?.kind == .module {
            inModules[surface.library, default: []].insert(lastPartOf: name)
          }
        }
      }
      (self.outer, self.inModules, self.last) = (outer, inModules, last)
    }
  }

  /// Found once for all files: most names of a file are no library's, which their bytes show.
  package var names: Spelled { spelled.value("names") { _ in Spelled(self) } }

  private let spelled = NameMemo<Spelled>()
}
