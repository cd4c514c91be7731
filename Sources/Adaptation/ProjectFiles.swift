// The files of a project: sources with their modules, and what declares its requirements.

package import Projects
import SourceModel

/// What a run looks at.
package struct ProjectFiles: Sendable {
  /// What reports and patches are relative to, and where the journal is kept.
  package var root: String
  /// Sorted by path.
  package var sources: [SourceFile]
  package var manifests: ProjectManifests
  package var problems: [String]
  /// CMake files, where the language is built by them.
  var cmakeFiles: [String] = []
  var makefiles: [String] = []

  /// Walks the given files and folders for the sources of a language; without suffixes by what is known of its name.
  ///
  /// - Parameter mayRequire: Whether a source may say in itself what it requires.
  package init(
    paths: [String], excludes: [String], suffixes: [String] = [], language: String = "python",
    mayRequire: (ContiguousArray<UInt8>) -> Bool = { _ in true }
  ) throws(AdaptationError) {
    guard let first = paths.first, let root = ProjectRoot.find(from: first) else {
      throw AdaptationError("\(paths.first ?? "") does not exist; name a file or a folder that does.")
    }
    for path in paths where resolvedPath(path) == nil {
      throw AdaptationError("\(path) does not exist; name a file or a folder that does.")
    }
    self.root = root
    var options =
      suffixes.isEmpty
      ? WalkOptions.sources(of: language) : WalkOptions.sources(endingIn: suffixes + Self.buildFiles)
    options.excludes = excludes
    let walk = SourceTree.walk(roots: paths, options: options)
    problems = walk.problems.map { "\(Self.relative($0.path, to: root)): \($0.message)" }
    manifests = ProjectManifests.read(walk, mayRequire: mayRequire)
    problems += manifests.problems.map(\.message)
    if suffixes.isEmpty {
      sources = language == "swift" ? Self.swiftSources(walk, root: root) : Self.sources(walk, root: root)
    } else {
      sources = Self.sources(walk, root: root, suffixes)
      cmakeFiles = walk.entries.map(\.absolutePath).filter { $0.hasSuffix("/CMakeLists.txt") || $0.hasSuffix(".cmake") }
      makefiles = walk.entries.map(\.absolutePath).filter { $0.hasSuffix("/Makefile") || $0.hasSuffix(".mk") }
    }
    for path in paths {
      guard let place = resolvedPath(path), !Self.isInside(place, root) else { continue }
      throw AdaptationError("\(path) lies outside of the project \(root); adapt it in a run of its own.")
    }
  }

  /// The ends of the names of files that tell how C++ is built.
  private static let buildFiles = ["CMakeLists.txt", ".cmake", "Makefile", ".mk"]

  private static func isInside(_ path: String, _ root: String) -> Bool {
    path == root || root == "/" || path.hasPrefix(root + "/")
  }

  /// The same with the requirements of scripts, which are named by their paths below the root.
  func knowing(scripts: [String]) -> ProjectFiles {
    guard !scripts.isEmpty else { return self }
    let named = Set(scripts)
    var files = self
    files.manifests = manifests.adding(scripts: sources.filter { named.contains($0.path) }.map(\.location))
    return files
  }

  /// The path of a file below the root.
  package func relative(_ path: String) -> String { Self.relative(path, to: root) }

  private static func relative(_ path: String, to root: String) -> String {
    path.hasPrefix(root + "/") ? String(path.dropFirst(root.count + 1)) : path
  }

  private static func sources(_ walk: Walk, root: String) -> [SourceFile] {
    let entries = walk.entries.filter { isSource($0.absolutePath) }
    let modules = PythonModules(files: entries.map { relative($0.absolutePath, to: root) }).modules
    return inOrder(
      zip(entries, modules).map { entry, module in
        SourceFile(
          path: module.file, location: entry.absolutePath, module: module.name, isPackage: module.isPackage,
          stamp: stamp(of: entry))
      })
  }

  /// Files of languages without modules of one file each.
  private static func sources(_ walk: Walk, root: String, _ suffixes: [String]) -> [SourceFile] {
    // Declarations of a team's packs are nobody's code.
    let entries = walk.entries.filter { entry in
      suffixes.contains { entry.absolutePath.hasSuffix($0) } && !entry.absolutePath.contains("/cpp/stub/")
    }
    return entries.map { entry in
      SourceFile(
        path: relative(entry.absolutePath, to: root), location: entry.absolutePath, module: "", isPackage: false,
        stamp: FileStamp(
          size: entry.identity.size, modified: entry.identity.modified, changed: entry.identity.changed,
          inode: entry.identity.inode))
    }.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func swiftSources(_ walk: Walk, root: String) -> [SourceFile] {
    // The files of a folder come one after the other, and are of one module.
    var (folder, module) = ("", "")
    return inOrder(
      walk.entries.filter { $0.absolutePath.hasSuffix(".swift") }.map { entry in
        let path = entry.root == root ? entry.path : relative(entry.absolutePath, to: root)
        let own = parentFolder(path)
        if own != folder { (folder, module) = (own, SwiftModules.module(of: path)) }
        return SourceFile(
          path: path, location: entry.absolutePath, module: module, isPackage: false, stamp: stamp(of: entry))
      })
  }

  /// Sorted by path, as a walk of one folder gives them.
  private static func inOrder(_ sources: [SourceFile]) -> [SourceFile] {
    let isSorted = zip(sources, sources.dropFirst()).allSatisfy {
      !$1.path.utf8.lexicographicallyPrecedes($0.path.utf8)
    }
    return isSorted ? sources : sources.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  private static func stamp(of entry: WalkEntry) -> FileStamp {
    FileStamp(
      size: entry.identity.size, modified: entry.identity.modified, changed: entry.identity.changed,
      inode: entry.identity.inode)
  }

  /// Whether a walked file is code: manifests are taken along, and `setup.py` is both.
  private static func isSource(_ path: String) -> Bool {
    [".py", ".pyi", ".pyw"].contains { path.hasSuffix($0) } || ManifestKind(path: path) == nil
  }

  /// Reads a source file as the walk found it.
  package static let reader: FileReader = { file in
    do throws(PathProblem) {
      return .success(try readFile(foundAt: file.location))
    } catch {
      return .failure(ReadingProblem("\(file.path): \(error.message)"))
    }
  }
}
