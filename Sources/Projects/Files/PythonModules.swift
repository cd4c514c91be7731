// Which module each Python file is.

/// The names one Python file can be imported by.
package struct PythonModule: Hashable, Sendable {
  /// Relative to the project.
  package var file: String
  /// What it is called from the folder that its package lies in.
  package var name: String
  /// What else it may be called, seen from folders further up or, for a script, from its own; without `name`.
  package var otherNames: [String]
  /// Whether it is the `__init__` of a package.
  package var isPackage: Bool
  /// Whether it only declares what another file defines.
  package var isStub: Bool
  /// The folder that has to be on the import path for `name`.
  package var root: String
}

/// The modules of a project, told from the paths of its files alone.
package struct PythonModules: Sendable {
  /// In the order of the files given.
  package let modules: [PythonModule]
  private let byName: [String: [Int]]

  /// Takes the relative paths of the project's Python files.
  package init(files: [String]) {
    var packages: Set<String> = []
    var roots: Set<String> = [""]
    for file in files {
      let name = lastComponent(file)
      if name == "__init__.py" || name == "__init__.pyi" { packages.insert(folder(of: file)) }
      if name == "setup.py" { roots.insert(folder(of: file)) }
    }
    let naming = Naming(packages: packages, roots: roots)
    modules = files.map(naming.module)
    byName = Self.index(modules)
  }

  /// The modules that `name` may mean, the likeliest first: those that it is the first name of before the others,
  /// sources before stubs.
  package func modules(named name: String) -> [PythonModule] {
    (byName[name] ?? []).map { modules[$0] }
  }

  private static func index(_ modules: [PythonModule]) -> [String: [Int]] {
    var byName: [String: [Int]] = [:]
    let stubsLast = modules.indices.filter { !modules[$0].isStub } + modules.indices.filter { modules[$0].isStub }
    for index in stubsLast { byName[modules[index].name, default: []].append(index) }
    for index in stubsLast {
      for name in modules[index].otherNames { byName[name, default: []].append(index) }
    }
    return byName
  }
}

/// The folder of a relative path; empty for the project itself.
private func folder(of path: String) -> String {
  path.utf8.contains(UInt8(ascii: "/")) ? parentFolder(path) : ""
}

private struct Naming {
  /// The folders with an `__init__` file.
  var packages: Set<String>
  /// Folders known to be on the import path.
  var roots: Set<String>

  func module(_ file: String) -> PythonModule {
    let fileName = lastComponent(file)
    let stem = stem(fileName)
    let isPackage = stem == "__init__"
    var root = folder(of: file)
    var parts = isPackage ? [] : [stem]
    while !root.isEmpty, isPackage && parts.isEmpty || packages.contains(root) {
      parts.insert(lastComponent(root), at: 0)
      root = folder(of: root)
    }
    // The project's own folder may be a package, whose name lies outside of it.
    if parts.isEmpty { parts = [stem] }
    var names = names(above: root, parts)
    let own = parts.count == 1 && !isPackage ? names.first { roots.contains($0.root) || isSourceFolder($0.root) } : nil
    let first = own ?? names[0]
    names.removeAll { $0.name == first.name }
    return PythonModule(
      file: file, name: first.name, otherNames: names.map(\.name), isPackage: isPackage,
      isStub: fileName.hasSuffix(".pyi"), root: first.root)
  }

  /// The module's name from `root` and from each folder above it: folders without an `__init__` are packages too.
  private func names(above root: String, _ parts: [String]) -> [(name: String, root: String)] {
    var names = [(name: parts.joined(separator: "."), root: root)]
    var (root, parts) = (root, parts)
    while !root.isEmpty, !isSourceFolder(root), !roots.contains(root) {
      parts.insert(lastComponent(root), at: 0)
      root = folder(of: root)
      names.append((parts.joined(separator: "."), root))
    }
    return names
  }

  private func isSourceFolder(_ folder: String) -> Bool {
    let name = lastComponent(folder)
    return name == "src" || name == "site-packages" || name == "dist-packages"
  }

  private func stem(_ name: String) -> String {
    for suffix in [".pyi", ".pyw", ".py"] where name.hasSuffix(suffix) { return String(name.dropLast(suffix.count)) }
    return name
  }
}
