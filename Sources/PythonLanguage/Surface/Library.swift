// All modules of a library linked: what a name of a module means, through imports, stars and `__all__`.

import SourceModel

/// What a name means in the end.
enum Meaning {
  case module(String)
  case definition(Definition)
  /// Something in compiled code that no stub shows.
  case compiled(module: String, name: String)
  /// A name of another library.
  case foreign(String)
}

/// Where something is defined.
struct Definition {
  let text: ModuleText
  let name: String
  let binding: ModuleBinding

  /// One definition, one key.
  var key: String { "\(text.module):\(name)" }
}

/// Which of a module's texts is asked.
enum Side: Hashable {
  /// What exists when the library runs.
  case runTime
  /// What stubs and annotations say.
  case types

  var effect: Effect { self == .runTime ? .atRunTime : .forTypes }
}

/// The names of a module after its body has run.
struct Namespace {
  var bindings: [String: ModuleBinding] = [:]
  /// The compiled module, or the module that fills itself, from which names come that cannot be read off.
  var openOrigin: String?
}

/// The modules of a library and what their names mean.
final class Library {
  let modules: [String: LibraryModule]
  private let target: PythonTarget
  private var texts: [String: ModuleText?] = [:]
  private var namespaces: [String: Namespace] = [:]
  private var openNamespaces: Set<String> = []
  private var meanings: [String: Meaning?] = [:]
  private var exportLists: [String: ExportList?] = [:]

  init(_ modules: [LibraryModule], target: PythonTarget) {
    self.modules = Dictionary(modules.map { ($0.name, $0) }) { first, _ in first }
    self.target = target
  }

  private static func key(_ module: String, _ side: Side) -> String { (side == .types ? "t:" : "r:") + module }

  // MARK: Texts

  /// The text of a module that speaks for a side; nil for a compiled module without a stub.
  func text(of module: String, _ side: Side) -> ModuleText? {
    guard let found = modules[module] else { return nil }
    let wantsStub = side == .types ? found.stub != nil : found.source == nil
    let key = (wantsStub ? "s:" : "p:") + module
    if let known = texts[key] { return known }
    let text = (wantsStub ? found.stub : found.source).map {
      ModuleReader.read($0, module: module, isPackage: found.isPackage, isStub: wantsStub, target: target)
    }
    texts[key] = .some(text)
    return text
  }

  /// Whether a name begins with a module of the library.
  func owns(_ name: String) -> Bool { modules[String(name.prefix { $0 != "." })] != nil }

  /// Whether a module imports one that the library does not have: a script of its build.
  func isBroken(_ module: String) -> Bool {
    text(of: module, .runTime)?.needs.contains { needed in
      guard modules[needed] == nil, let dot = needed.lastIndex(of: ".") else { return false }
      let owner = String(needed[..<dot])
      return lookup(String(needed[needed.index(after: dot)...]), in: owner, .runTime) == nil
    } ?? false
  }

  // MARK: Namespaces

  /// The names of a module, those of its star imports included.
  func namespace(of module: String, _ side: Side) -> Namespace {
    let key = Self.key(module, side)
    if let known = namespaces[key] { return known }
    guard let text = text(of: module, side) else {
      return Namespace(openOrigin: modules[module] == nil ? nil : module)
    }
    // A module that imports itself round a corner sees nothing of itself yet.
    guard openNamespaces.insert(key).inserted else { return Namespace() }
    defer { openNamespaces.remove(key) }
    let made = replay(text, side)
    namespaces[key] = made
    return made
  }

  private func replay(_ text: ModuleText, _ side: Side) -> Namespace {
    var result = Namespace()
    var tentative: [String: ModuleBinding] = [:]
    for (event, effect) in text.events where effect.contains(side.effect) {
      switch event {
      case .bind(let name, let binding, true): tentative[name] = tentative[name] ?? binding
      case .bind(let name, let binding, false):
        if !isOnlyRootImport(binding, of: result.bindings[name]) { result.bindings[name] = binding }
      case .delete(let name):
        result.bindings[name] = nil
        tentative[name] = nil
      case .star(let module):
        for name in starNames(of: module, side) { result.bindings[name] = .imported(module: module, name: name) }
        result.openOrigin = result.openOrigin ?? openOrigin(ofStar: module, side)
      }
    }
    result.bindings.merge(tentative) { firm, _ in firm }
    if text.isOpen { result.openOrigin = result.openOrigin ?? text.module }
    return result
  }

  /// `import numpy.core` after `numpy` was bound to something changes nothing of what is asked here.
  private func isOnlyRootImport(_ binding: ModuleBinding, of known: ModuleBinding?) -> Bool {
    if case .imported(_, nil) = binding, case .imported(_, nil)? = known { return true }
    return false
  }

  private func openOrigin(ofStar module: String, _ side: Side) -> String? {
    guard modules[module] != nil else { return nil }
    return namespace(of: module, side).openOrigin
  }

  // MARK: __all__

  /// What `__all__` holds, and whether more may be in it.
  struct ExportList {
    var names: [String] = []
    var isOpen = false
  }

  /// The `__all__` of a module; nil where it has none.
  func exports(of module: String, _ side: Side) -> ExportList? {
    let key = Self.key(module, side)
    if let known = exportLists[key] { return known }
    exportLists[key] = .some(nil)
    let found = text(of: module, side).flatMap { text in
      if let steps = text.exports { return exports(steps, of: text, side) }
      // A `__getattr__` that passes everything on passes `__all__` on.
      guard let other = text.forwardsTo, other != module, side == .runTime else { return nil }
      return exports(of: other, side)
    }
    exportLists[key] = .some(found)
    return found
  }

  private func exports(_ steps: [ExportStep], of text: ModuleText, _ side: Side) -> ExportList {
    var list = ExportList()
    for step in steps {
      switch step {
      case .reset: list = ExportList()
      case .add(let names): list.names += names
      case .remove(let names):
        // A name that was added twice stays once.
        for name in names { list.names.firstIndex(of: name).map { _ = list.names.remove(at: $0) } }
      case .addAll(let module):
        let other = exports(of: real(module, side), side)
        list.names += other?.names ?? []
        list.isOpen = list.isOpen || other?.isOpen ?? true
      case .addPublic:
        list.names += namespace(of: text.module, side).bindings.keys.filter { !$0.hasPrefix("_") }.sorted()
      case .open: list.isOpen = true
      }
    }
    return list
  }

  /// A module by the name under which a module knows it: `numpy.core.char` is `numpy.core.defchararray`.
  private func real(_ module: String, _ side: Side) -> String {
    guard modules[module] == nil, let dot = module.lastIndex(of: ".") else { return module }
    let owner = String(module[..<dot])
    guard owner != module, modules[owner] != nil,
      case .module(let found)? = lookup(String(module[module.index(after: dot)...]), in: owner, side)
    else { return module }
    return found
  }

  /// The names that `from module import *` brings, in the order they are known.
  func starNames(of module: String, _ side: Side) -> [String] {
    guard let text = text(of: module, side) else { return [] }
    if let list = exports(of: module, side) { return list.names }
    let names = namespace(of: module, side).bindings.keys.filter { !$0.hasPrefix("_") }
    return names.filter { !text.isStub || !text.privateImports.contains($0) }.sorted()
  }

  // MARK: Meanings

  /// What a name of a module means; nil where the module has no such name.
  ///
  /// - Parameter isAsked: Whether the library itself imports the name from there, so that it must exist.
  func lookup(_ name: String, in module: String, _ side: Side, isAsked: Bool = false) -> Meaning? {
    let key = "\(isAsked ? "!" : "")\(Self.key(module, side)):\(name)"
    if let known = meanings[key] { return known }
    meanings[key] = .some(nil)
    let found = find(name, in: module, side, isAsked)
    meanings[key] = .some(found)
    return found
  }

  private func find(_ name: String, in module: String, _ side: Side, _ isAsked: Bool) -> Meaning? {
    guard modules[module] != nil else { return owns(module) ? nil : .foreign("\(module).\(name)") }
    let child = "\(module).\(name)"
    guard let text = text(of: module, side) else {
      return modules[child] != nil ? .module(child) : .compiled(module: module, name: name)
    }
    let space = namespace(of: module, side)
    if let binding = space.bindings[name], let found = meaning(of: binding, name, in: text, side) { return found }
    if let binding = text.lazyNames[name], let found = meaning(of: binding, name, in: text, side) { return found }
    if let other = text.forwardsTo, side == .runTime, other != module,
      let found = lookup(name, in: real(other, side), side)
    {
      return found
    }
    if modules[child] != nil { return .module(child) }
    guard side == .runTime, let origin = space.openOrigin else { return nil }
    let isExported = exports(of: module, side)?.names.contains(name) ?? false
    return isAsked || isExported ? .compiled(module: origin, name: name) : nil
  }

  private func meaning(of binding: ModuleBinding, _ name: String, in text: ModuleText, _ side: Side) -> Meaning? {
    switch binding {
    case .functions, .classDefinition: break
    case .value(let expression, let annotation):
      if let expression, side == .runTime || text.isPlainAlias(annotation),
        let dotted = DottedText.of(expression, in: text.tree),
        let found = resolve(dotted, in: text.module, side, isAsked: side == .runTime)
      {
        return found
      }
    case .imported(let module, nil): return modules[module] != nil ? .module(module) : .foreign(module)
    case .imported(let module, let member?): return lookup(member, in: module, side, isAsked: true)
    case .reference(let dotted):
      if let found = resolve(dotted, in: text.module, side, isAsked: true) { return found }
    }
    return .definition(Definition(text: text, name: name, binding: binding))
  }

  /// What a dotted name that stands in a module means.
  func resolve(_ dotted: String, in module: String, _ side: Side, isAsked: Bool = false) -> Meaning? {
    let parts = dotted.split(separator: ".").map(String.init)
    guard let first = parts.first else { return nil }
    var found = lookup(first, in: module, side)
    if found == nil, Builtins.names.contains(first) { found = .foreign("builtins.\(first)") }
    if found == nil, isAsked { found = lookup(first, in: module, side, isAsked: true) }
    for part in parts.dropFirst() {
      switch found {
      case .module(let name)?:
        found = lookup(part, in: name, side) ?? (isAsked ? lookup(part, in: name, side, isAsked: true) : nil)
      case .foreign(let name)?:
        found = .foreign("\(name).\(part)")
      case .definition, .compiled, nil: return nil
      }
    }
    return found
  }
}
