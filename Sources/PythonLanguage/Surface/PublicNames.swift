// Which names of which modules are shown, and under which of its names a thing is described.

import SourceModel

/// One name of one module and what it means.
struct FoundName {
  /// The module it stands in, by its own name.
  var module: String
  var name: String
  var meaning: Meaning
  /// Whether a star import brings it.
  var isExported: Bool
  /// Where it is shown.
  var path: String
}

/// Finds the public names of a library, and for each thing the name it goes by.
struct PublicNames {
  let library: Library
  /// Private packages that are shown all the same.
  let shownPrivate: [String]
  /// Packages of whose parts only the names are told.
  let outlined: [String]
  private(set) var found: [FoundName] = []
  /// Dotted names that came through an open module.
  private var openNames: Set<String> = []
  /// The name under which a module is shown: `numpy.core.defchararray` as `numpy.char`.
  private(set) var shownModules: [String: String] = [:]
  /// The paths of each thing, the one it goes by first.
  private(set) var paths: [String: [FoundName]] = [:]

  init(_ library: Library, shownPrivate: [String], outlined: [String]) {
    self.library = library
    self.shownPrivate = shownPrivate
    self.outlined = outlined
    for module in library.modules.keys.sorted() where !outlined.contains(where: { module.hasPrefix($0 + ".") }) {
      collect(module)
    }
    addOpenCopies()
    unify()
    chooseModules()
    choosePaths()
  }

  static func key(_ meaning: Meaning) -> String? {
    switch meaning {
    case .definition(let definition): definition.key
    case .compiled(let module, let name): "\(module):\(name)"
    case .module, .foreign: nil
    }
  }

  // MARK: Names of one module

  private mutating func collect(_ module: String) {
    guard !library.isBroken(module), let text = library.text(of: module, .runTime) else { return }
    let space = library.namespace(of: module, .runTime)
    let star = library.starNames(of: module, .runTime)
    let exported = Set(star)
    var names = Set(star)
    for (name, binding) in space.bindings where isPublic(name) && isOwn(binding, in: text) { names.insert(name) }
    for name in text.lazyNames.keys where isPublic(name) { names.insert(name) }
    let hasOpenExports = library.exports(of: module, .runTime)?.isOpen ?? false
    for (name, binding) in space.bindings where hasOpenExports && isPublic(name) {
      // What is imported from where names cannot be read off is exported like those.
      guard !exported.contains(name), let meaning = openMeaning(name, binding, in: module) else { continue }
      names.remove(name)
      if openNames.insert("\(module).\(name)").inserted { add(name, meaning, in: module, isExported: true) }
    }
    for name in names.sorted() {
      guard let meaning = library.lookup(name, in: module, .runTime) else { continue }
      if case .foreign = meaning, isForeignImport(name, space, in: text), !isLazy(name, in: text) { continue }
      add(name, meaning, in: module, isExported: exported.contains(name))
    }
    addForwarded(from: text, except: names)
    addOpenNames(of: module, origin: space.openOrigin, except: names.union(space.bindings.keys))
  }

  /// What a name means that is imported from a module with an open `__all__`, and only so known.
  private mutating func openMeaning(_ name: String, _ binding: ModuleBinding, in module: String) -> Meaning? {
    guard case .imported(let source, name) = binding, library.exports(of: source, .runTime)?.isOpen ?? false,
      library.lookup(name, in: source, .runTime) == nil || isOpenImport(name, in: source),
      let meaning = library.lookup(name, in: module, .runTime), case .compiled = meaning
    else { return nil }
    addOpen(name, meaning, in: source, isExported: true, depth: 0)
    return meaning
  }

  private func isOpenImport(_ name: String, in module: String) -> Bool {
    guard case .imported(let source, name)? = library.namespace(of: module, .runTime).bindings[name] else {
      return false
    }
    return library.exports(of: source, .runTime)?.isOpen ?? false
  }

  /// What a module's `__getattr__` passes on from one that is not shown.
  private mutating func addForwarded(from text: ModuleText, except known: Set<String>) {
    guard let other = text.forwardsTo, other != text.module, !isShown(other) else { return }
    let exported = Set(library.starNames(of: other, .runTime))
    for name in library.namespace(of: other, .runTime).bindings.keys.sorted()
    where isPublic(name) && !known.contains(name) {
      guard exported.contains(name), let meaning = library.lookup(name, in: other, .runTime) else { continue }
      add(name, meaning, in: text.module, isExported: true)
    }
  }

  /// `import os` at the top of a module is nothing that the module offers, unless its `__all__` says so.
  private func isForeignImport(_ name: String, _ space: Namespace, in text: ModuleText) -> Bool {
    guard case .imported? = space.bindings[name] else { return false }
    return library.exports(of: text.module, .runTime)?.names.contains(name) != true
  }

  private func isLazy(_ name: String, in text: ModuleText) -> Bool { text.lazyNames[name] != nil }

  /// What compiled code or loops put into a module, as far as its stub declares it.
  private mutating func addOpenNames(of module: String, origin: String?, except known: Set<String>) {
    guard let origin, let stub = library.text(of: module, .types), stub.isStub else { return }
    let isOpen = library.exports(of: module, .runTime)?.isOpen ?? true
    for name in library.namespace(of: module, .types).bindings.keys.sorted() {
      guard !known.contains(name), isPublic(name), !name.hasPrefix("__"), !stub.privateImports.contains(name),
        library.text(of: module, .runTime)?.deleted.contains(name) != true,
        case .definition(let definition)? = library.lookup(name, in: module, .types), definition.text.isStub,
        definition.text.module == module || library.namespace(of: definition.text.module, .runTime).openOrigin != nil,
        !isForTypesOnly(definition), library.lookup(name, in: module, .runTime) == nil
      else { continue }
      addOpen(name, .compiled(module: origin, name: name), in: module, isExported: isOpen, depth: 0)
    }
  }

  /// An open name stands in every module on the way from the one that fills itself.
  private mutating func addOpen(_ name: String, _ meaning: Meaning, in module: String, isExported: Bool, depth: Int) {
    guard depth < 12, !openNames.contains("\(module).\(name)") else { return }
    openNames.insert("\(module).\(name)")
    add(name, meaning, in: module, isExported: isExported)
    guard isExported, let text = library.text(of: module, .runTime) else { return }
    for case (.star(let source), _) in text.events where library.exports(of: source, .runTime)?.isOpen ?? false {
      guard library.lookup(name, in: source, .runTime) == nil || isOpenImport(name, in: source) else { continue }
      addOpen(name, meaning, in: source, isExported: true, depth: depth + 1)
    }
  }

  /// What modules that star-import an open module have of it.
  private mutating func addOpenCopies() {
    for module in library.modules.keys.sorted() {
      guard let text = library.text(of: module, .runTime) else { continue }
      for case (.star(let source), _) in text.events where library.exports(of: source, .runTime)?.isOpen ?? false {
        let isOpen = library.exports(of: module, .runTime)?.isOpen ?? true
        for entry in found where entry.module == source && openNames.contains("\(source).\(entry.name)") {
          guard library.lookup(entry.name, in: module, .runTime) == nil else { continue }
          addOpen(entry.name, entry.meaning, in: module, isExported: isOpen, depth: 0)
        }
      }
    }
  }

  /// Type variables and aliases, which no module has when it runs.
  private func isForTypesOnly(_ definition: Definition) -> Bool {
    guard case .value(let expression?, let annotation) = definition.binding else { return false }
    let tree = definition.text.tree
    if let annotation, tree.text(annotation).hasSuffix("TypeAlias") { return true }
    guard tree.python(expression) == .call, let function = tree.child(PythonRole.function.role, of: expression) else {
      return tree.python(expression) == .binaryOp
    }
    return ["TypeVar", "ParamSpec", "NewType", "TypeVarTuple"].contains { tree.text(function).hasSuffix($0) }
  }

  private mutating func add(_ name: String, _ meaning: Meaning, in module: String, isExported: Bool) {
    found.append(
      FoundName(module: module, name: name, meaning: meaning, isExported: isExported, path: "\(module).\(name)"))
  }

  /// No leading underscore, or one of the names that a module tells of itself, such as `__version__`.
  private func isPublic(_ name: String) -> Bool {
    guard name.hasPrefix("_") else { return true }
    let hidden: Set = [
      "__all__", "__getattr__", "__dir__", "__doc__", "__path__", "__file__", "__name__", "__warningregistry__",
    ]
    return name.hasPrefix("__") && name.hasSuffix("__") && !hidden.contains(name)
  }

  /// What a module defines, and in a package also what it imports from the library.
  private func isOwn(_ binding: ModuleBinding, in text: ModuleText) -> Bool {
    guard case .imported(let module, let name) = binding else { return true }
    guard library.owns(module) else { return false }
    // A public module whose contents stand in a private one beside it.
    let isFromPrivate = name != nil && module.split(separator: ".").last?.hasPrefix("_") ?? false
    if !text.isPackage {
      let listed = library.exports(of: text.module, .runTime)?.names ?? []
      return isFromPrivate && listed.isEmpty && isSibling(module, of: text.module)
    }
    return name != nil || module != text.module
  }

  /// One class of a stub is one thing, however the library finds it: `generic = allTypes["generic"]`.
  private mutating func unify() {
    var groups: [String: [Int]] = [:]
    var others: [(stub: String, index: Int)] = []
    for index in found.indices {
      guard Self.key(found[index].meaning) != nil,
        case .definition(let stub)? = library.lookup(found[index].name, in: found[index].module, .types),
        stub.text.isStub, case .classDefinition = stub.binding
      else { continue }
      if stub.name == found[index].name {
        groups[stub.key, default: []].append(index)
      } else if case .compiled = found[index].meaning {
        // `double = float64`, and nothing but the stub says more.
        others.append((stub.key, index))
      }
    }
    var meanings: [String: Meaning] = [:]
    for (stub, indices) in groups {
      guard let best = indices.min(by: { opacity($0) < opacity($1) }), opacity(best) < 2 else { continue }
      meanings[stub] = found[best].meaning
      for index in indices where opacity(index) == 2 { found[index].meaning = found[best].meaning }
    }
    // The same in modules that the stubs do not describe.
    var renamed: [String: Meaning] = [:]
    for (stub, index) in others { Self.key(found[index].meaning).map { renamed[$0] = meanings[stub] } }
    for index in found.indices {
      guard let key = Self.key(found[index].meaning), let meaning = renamed[key] else { continue }
      found[index].meaning = meaning
    }
  }

  /// How little a meaning says: a definition, compiled code, the result of an expression.
  private func opacity(_ index: Int) -> Int {
    switch found[index].meaning {
    case .definition(let definition):
      if case .value = definition.binding { return 2 }
      return 0
    default: return 1
    }
  }

  private func isSibling(_ module: String, of other: String) -> Bool {
    module.split(separator: ".").dropLast() == other.split(separator: ".").dropLast()
  }

  // MARK: Modules

  /// Modules that are no part of what a library offers.
  private static let leftOut: Set = ["tests", "test", "conftest", "setup", "_tests"]

  private func isShown(_ module: String) -> Bool {
    if library.isBroken(module) { return false }
    let parts = module.split(separator: ".").map(String.init)
    if parts.dropFirst().contains(where: { Self.leftOut.contains($0) }) { return false }
    if let last = parts.last, parts.count > 2, last.hasPrefix("test_") || last.hasPrefix("setup_") { return false }
    let rest = shownPrivate.filter { module == $0 || module.hasPrefix($0 + ".") }.max { $0.count < $1.count }
    let checked = rest.map { module.dropFirst($0.count) } ?? module[...]
    return !checked.split(separator: ".").contains { $0.hasPrefix("_") }
  }

  /// The shortest public name a module can be reached by.
  private mutating func chooseModules() {
    var names: [String: [String]] = [:]
    for module in library.modules.keys where isShown(module) { names[module] = [module] }
    for entry in found {
      guard case .module(let module) = entry.meaning, module != entry.path, isShown(entry.module), isPublic(entry.name),
        !entry.name.hasPrefix("__"), !Self.leftOut.contains(entry.name)
      else { continue }
      // A package and something below it cannot be one another's name.
      if entry.path.hasPrefix(module + ".") { continue }
      names[module, default: []].append(entry.path)
    }
    for (module, paths) in names {
      shownModules[module] = paths.min { Self.rank($0, own: module) < Self.rank($1, own: module) }
    }
    // A part of a module that is shown under another name is shown below that.
    for (module, shown) in shownModules where shown == module {
      var owner = module[...]
      while let dot = owner.lastIndex(of: ".") {
        owner = owner[..<dot]
        guard let other = shownModules[String(owner)], other != owner else { continue }
        shownModules[module] = other + module.dropFirst(owner.count)
        break
      }
    }
  }

  private static func rank(_ path: String, own: String) -> (Int, Int, String) {
    (path.split(separator: ".").count, path == own ? 0 : 1, path)
  }

  // MARK: Paths

  private mutating func choosePaths() {
    for index in found.indices {
      guard let module = shownModules[found[index].module] else { continue }
      found[index].path = "\(module).\(found[index].name)"
    }
    for entry in found {
      guard let key = Self.key(entry.meaning) else { continue }
      paths[key, default: []].append(entry)
    }
    for (key, entries) in paths {
      let own = key.split(separator: ":").last.map(String.init) ?? key
      paths[key] = entries.sorted { self.order($0, own) < self.order($1, own) }
    }
  }

  /// Shown before hidden, exported before not, by its own name before another, short before long.
  private func order(_ entry: FoundName, _ own: String) -> (Int, Int, Int, Int, String) {
    let isShown = shownModules[entry.module] != nil
    let depth = entry.path.split(separator: ".").count
    return (isShown ? 0 : 1, entry.name == own ? 0 : 1, depth, entry.isExported ? 0 : 1, entry.path)
  }

  /// The name something goes by; nil where none of its names is shown.
  func path(ofKey key: String) -> String? {
    guard let first = paths[key]?.first, shownModules[first.module] != nil else { return nil }
    return first.path
  }

  /// The name that something in compiled code goes by, also where one module alone knows it by another origin.
  func path(ofCompiled name: String, in module: String) -> String? {
    if let path = path(ofKey: "\(module):\(name)") { return path }
    let entry = found.first { $0.module == module && $0.name == name }
    return entry.flatMap { Self.key($0.meaning) }.flatMap { path(ofKey: $0) }
  }
}
