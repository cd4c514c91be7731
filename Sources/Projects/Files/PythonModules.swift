// Which module each Python file is.

/// The name one Python file is imported by.
package struct PythonModule: Hashable, Sendable {
  /// Relative to the project.
  package var file: String
  /// What it is called from `root`.
  package var name: String
  /// Whether it is the `__init__` of a package.
  package var isPackage: Bool
  /// Whether it only declares what another file defines.
  package var isStub: Bool
  /// The folder that has to be on the import path for `name`; empty for the project's own.
  package var root: String
}

/// The modules of a project, told from the paths of its files alone.
///
/// A package is a folder with an `__init__` file; its name begins at the first folder above that has none. Below a
/// folder named `src` or `site-packages`, or one with a `setup.py`, or the project itself, folders without an
/// `__init__` are packages too. A script is also called by its own name alone, since its folder is on the import path.
package struct PythonModules: Sendable {
  /// In the order of the files given.
  package let modules: [PythonModule]
  private let naming: Naming
  /// The first module of a name; the next one of the same name is in `following`.
  private let first: [String: Int]
  private let following: [Int?]
  /// The modules that have other names, by the last part of them all.
  private let renamed: [Substring: [Int]]

  /// Takes the relative paths of the project's Python files.
  package init(files: [String]) {
    var naming = Naming(files: files)
    modules = files.map { naming.module($0) }
    self.naming = naming
    var first: [String: Int] = [:]
    var following = [Int?](repeating: nil, count: files.count)
    var renamed: [Substring: [Int]] = [:]
    first.reserveCapacity(files.count)
    for index in modules.indices.reversed() {
      following[index] = first.updateValue(index, forKey: modules[index].name)
      if naming.hasOtherNames(modules[index]) { renamed[lastPart(modules[index].name), default: []].append(index) }
    }
    self.first = first
    self.following = following
    self.renamed = renamed
  }

  /// The modules that `name` may mean, the likeliest first: those of exactly that name before those that are called so
  /// from another folder, sources before stubs.
  package func modules(named name: String) -> [PythonModule] {
    var found: [PythonModule] = []
    var next = first[name]
    while let index = next {
      found.append(modules[index])
      next = following[index]
    }
    found += (renamed[lastPart(name)] ?? []).reversed().map { modules[$0] }.filter {
      $0.name != name && otherNames(of: $0).contains(name)
    }
    return found.filter { !$0.isStub } + found.filter(\.isStub)
  }

  /// What else a module is called, seen from other folders that may be on the import path; shortest first.
  package func otherNames(of module: PythonModule) -> [String] {
    naming.names(module.file).filter { $0 != module.name }
  }
}

private func lastPart(_ name: String) -> Substring {
  guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return name[...] }
  return name[name.utf8.index(after: dot)...]
}

private struct Naming: Sendable {
  /// What is known of a folder: what its modules' names begin with, and from where.
  private struct Prefix {
    var text: String
    var root: String
  }

  private static let slash = UInt8(ascii: "/")

  /// The folders with an `__init__` file.
  private var packages: Set<String> = []
  /// Folders known to be on the import path.
  private var roots: Set<String> = [""]
  /// By folder; a project has many files to a folder.
  private var prefixes: [Substring: Prefix] = [:]

  init(files: [String]) {
    for file in files {
      let name = fileName(file)
      if name == "__init__.py" || name == "__init__.pyi" { packages.insert(String(folder(of: file))) }
      if name == "setup.py" { roots.insert(String(folder(of: file))) }
    }
  }

  mutating func module(_ file: String) -> PythonModule {
    let folder = folder(of: file)
    let prefix = prefixes[folder] ?? makePrefix(folder)
    prefixes[folder] = prefix
    let fileName = fileName(file)
    let stem = stem(fileName)
    let isPackage = stem == "__init__"
    var name = isPackage ? prefix.text : prefix.text.isEmpty ? String(stem) : prefix.text + "." + stem
    // The project's own folder may be a package, whose name lies outside of it.
    if name.isEmpty { name = "__init__" }
    return PythonModule(
      file: file, name: name, isPackage: isPackage, isStub: fileName.utf8.last == UInt8(ascii: "i"), root: prefix.root)
  }

  private func makePrefix(_ folder: Substring) -> Prefix {
    var root = packageRoot(folder)
    // A script's folder is no package; its name is taken from the nearest folder known to be on the import path.
    if root == folder { root = importRoot(folder) }
    let parts = folder.utf8.dropFirst(root.isEmpty ? 0 : root.utf8.count + 1).split(separator: Self.slash)
    return Prefix(text: parts.map { String(Substring($0)) }.joined(separator: "."), root: String(root))
  }

  /// The first folder at or above `folder` without an `__init__`.
  private func packageRoot(_ folder: Substring) -> Substring {
    var folder = folder
    while !folder.isEmpty, packages.contains(String(folder)) { folder = parent(folder) }
    return folder
  }

  private func importRoot(_ folder: Substring) -> Substring {
    var folder = folder
    while !isRoot(folder) { folder = parent(folder) }
    return folder
  }

  /// The names from the package's own folder and from each above it, shortest first.
  func names(_ file: String) -> [String] {
    let stem = stem(fileName(file))
    var root = packageRoot(folder(of: file))
    let start = root.isEmpty ? file[...] : file[file.utf8.index(file.startIndex, offsetBy: root.utf8.count + 1)...]
    var parts = start.utf8.split(separator: Self.slash).dropLast().map { String(Substring($0)) }
    if stem != "__init__" || parts.isEmpty { parts.append(String(stem)) }
    var names = [parts.joined(separator: ".")]
    while !isRoot(root) {
      parts.insert(lastComponent(String(root)), at: 0)
      names.append(parts.joined(separator: "."))
      root = parent(root)
    }
    return names
  }

  /// Whether the folder the module's package lies in is not known to be on the import path, or its own folder may be.
  func hasOtherNames(_ module: PythonModule) -> Bool {
    !isRoot(module.root[...]) || packageRoot(folder(of: module.file)).utf8.count != module.root.utf8.count
  }

  private func isRoot(_ folder: Substring) -> Bool {
    if folder.isEmpty || roots.contains(String(folder)) { return true }
    let name = fileName(folder)
    return name == "src" || name == "site-packages" || name == "dist-packages"
  }

  private func folder(of file: String) -> Substring { parent(file[...]) }

  private func parent(_ path: Substring) -> Substring {
    guard let slash = path.utf8.lastIndex(of: Self.slash) else { return path[..<path.startIndex] }
    return path[..<slash]
  }

  private func fileName(_ path: some StringProtocol) -> Substring {
    let path = Substring(path)
    guard let slash = path.utf8.lastIndex(of: Self.slash) else { return path }
    return path[path.utf8.index(after: slash)...]
  }

  /// The name without its `.py`, `.pyi` or `.pyw`.
  private func stem(_ name: Substring) -> Substring {
    guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")), dot > name.startIndex else { return name }
    return name.utf8[dot...].starts(with: ".py".utf8) ? name[..<dot] : name
  }
}
