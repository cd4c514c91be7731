// Makes the entries of a surface: one for each thing, and aliases for its other names.

import Semantics
import SourceModel

/// Makes the entries of a surface.
struct EntryBuilder {
  let library: Library
  let names: PublicNames
  let target: PythonTarget
  let laterRelease: APISurface?
  var entries: [String: APISurface.Entry] = [:]
  /// The stub that speaks of a thing, by the thing's key.
  private var stubs: [String: Definition] = [:]
  /// The thing that a stub's definition is, by the definition's key.
  private var things: [String: String] = [:]
  /// Documentation of compiled things by dotted name.
  private var documented: [String: String] = [:]

  init(_ library: Library, _ names: PublicNames, target: PythonTarget, laterRelease: APISurface?) {
    self.library = library
    self.names = names
    self.target = target
    self.laterRelease = laterRelease
    for module in library.modules.keys.sorted() {
      guard let text = library.text(of: module, .runTime) else { continue }
      documented.merge(text.documented) { first, _ in first }
    }
    for (key, entries) in names.paths.sorted(by: { $0.key < $1.key }) { findStub(of: key, entries) }
  }

  private mutating func findStub(of key: String, _ paths: [FoundName]) {
    for path in paths {
      guard case .definition(let definition)? = library.lookup(path.name, in: path.module, .types) else { continue }
      // The source itself, where it has no stub, is no second witness, but its classes are known by it.
      guard definition.text.isStub else { continue }
      if stubs[key] == nil { stubs[key] = definition }
      if things[definition.key] == nil || definition.name == path.name { things[definition.key] = key }
      return
    }
  }

  private var entryReader: EntryReader {
    EntryReader(
      library: library, publicName: publicName, compiledName: { names.path(ofCompiled: $1, in: $0) }, target: target)
  }

  // MARK: All entries

  mutating func build() {
    for (module, shown) in names.shownModules {
      entries[shown] = APISurface.Entry(kind: .module)
      if shown != module, isShownByItself(module) { entries[module] = APISurface.Entry(kind: .alias, target: shown) }
      if let text = library.text(of: module, .runTime), let other = text.forwardsTo, other != module,
        let real = names.shownModules[other], real != shown
      {
        entries[shown] = APISurface.Entry(kind: .alias, target: real)
      }
    }
    for key in names.paths.keys.sorted() { addThing(key) }
    for entry in names.found { addOther(entry) }
    let roots = library.modules.keys.filter { !$0.contains(".") }
    for root in roots where library.modules[root]?.isPackage ?? false {
      for name in ["__file__", "__name__", "__doc__"] where entries["\(root).\(name)"] == nil {
        entries["\(root).\(name)"] = APISurface.Entry(kind: .value, type: "str")
      }
      entries["\(root).__path__"] = APISurface.Entry(kind: .value, type: "list[str]")
    }
    dropUnknownTypes()
    dropInherited()
  }

  /// Leaves out types whose names the library does not have here: a later release may have told them.
  private mutating func dropUnknownTypes() {
    let surface = APISurface(library: "", release: "", entries: entries)
    for (name, entry) in entries {
      guard let type = entry.type else { continue }
      let words = type.split { !($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
      if words.contains(where: { isUnknownType(String($0), in: surface) }) {
        entries[name]?.type = nil
      }
    }
  }

  /// `numpy.bool` is a class in one release and another name of a builtin in one before it.
  private func isUnknownType(_ name: String, in surface: APISurface) -> Bool {
    guard library.owns(name), name.contains(".") else { return false }
    return surface.resolve(name)?.entry.kind != .class
  }

  /// Whether a module shown under another name can be reached by its own, too.
  private func isShownByItself(_ module: String) -> Bool {
    !module.split(separator: ".").dropFirst().contains { $0.hasPrefix("_") }
      || names.shownPrivate.contains { module == $0 || module.hasPrefix($0 + ".") }
  }

  /// Names that are other names: modules, things shown elsewhere, builtins.
  private mutating func addOther(_ entry: FoundName) {
    guard names.shownModules[entry.module] != nil else { return }
    switch entry.meaning {
    case .module(let module):
      guard let shown = names.shownModules[module], shown != entry.path else {
        markExported(entry)
        return
      }
      if entries[entry.path] == nil || entries[entry.path]?.kind == .alias {
        entries[entry.path] = APISurface.Entry(kind: .alias, target: shown, isExported: entry.isExported)
      }
    case .foreign(let name):
      entries[entry.path] = APISurface.Entry(kind: .alias, target: name, isExported: entry.isExported)
    case .definition, .compiled:
      guard let key = PublicNames.key(entry.meaning), let path = names.path(ofKey: key) else { return }
      if path == entry.path {
        markExported(entry)
      } else if var value = entries[path], value.kind == .value, !(value.type?.contains(".") ?? false) {
        value.isExported = entry.isExported
        entries[entry.path] = value
      } else {
        entries[entry.path] = APISurface.Entry(kind: .alias, target: path, isExported: entry.isExported)
      }
    }
  }

  private mutating func markExported(_ entry: FoundName) {
    if entry.isExported { entries[entry.path]?.isExported = true }
  }

  // MARK: One thing

  private mutating func addThing(_ key: String) {
    guard let path = names.path(ofKey: key), let first = names.paths[key]?.first else { return }
    let later = laterRelease?.resolve(path)?.entry
    var source: Definition?
    if case .definition(let definition) = first.meaning { source = definition }
    let documentation = documentation(of: key)
    let name = key.split(separator: ":").last.map(String.init) ?? first.name
    var entry = entry(source: source, stub: stubs[key], documentation, named: name, path: path)
    if let later, later.kind != .module, later.kind != .alias, entry.kind == .value, entry.type == nil, source == nil {
      entry = later
    }
    if entry.kind == later?.kind {
      entry.type = entry.type ?? later?.type
      entry.parameters = entry.parameters ?? later?.parameters
    }
    entry.isExported = first.isExported
    entries[path] = entry
    if entry.kind == .class { addMembers(of: path, key, source) }
  }

  private func documentation(of key: String) -> String? {
    let own = key.replacingColon()
    if let text = documented[own] { return text }
    for path in names.paths[key] ?? [] {
      if let text = documented["\(path.module).\(path.name)"] { return text }
    }
    return nil
  }

  private func entry(
    source: Definition?, stub: Definition?, _ documentation: String?, named name: String, path: String
  ) -> APISurface.Entry {
    let reader = entryReader
    let own = source.map { reader.entry(of: $0) }
    let declared = stub.map { reader.entry(of: $0) }
    // What a source binds to the result of a call a stub may know as a function or class.
    var entry: APISurface.Entry
    if let own, own.kind != .value || declared == nil || declared?.kind == .value {
      entry = own
      if let declared, declared.kind == own.kind || own.kind == .value {
        entry.type = declared.type ?? (own.kind == .value ? own.type : nil)
        if own.kind == .value { entry.kind = declared.kind }
        entry.parameters = own.parameters ?? declared.parameters
      }
      if own.kind == .class, entry.bases.isEmpty { entry.bases = declared?.bases ?? [] }
    } else if let declared {
      entry = declared
    } else {
      entry = APISurface.Entry(kind: .value)
      if let documentation, FunctionReader.documentsCall(documentation, of: name) {
        entry.kind = name.first?.isUppercase ?? false ? .class : .function
      }
    }
    let text = documentation ?? source.flatMap { reader.documentation(of: $0) }
    if let text, entry.kind == .function || (entry.kind == .class && source == nil) {
      entry.parameters = merged(entry.parameters, FunctionReader.parameters(inDocumentation: text, of: name), reader)
    }
    return entry
  }

  /// A signature with the defaults that the documentation shows.
  func merged(_ parameters: String?, _ documented: ParameterList?, _ reader: EntryReader) -> String? {
    guard let documented else { return parameters }
    guard let parameters, var list = reader.list(parameters) else { return documented.text }
    for index in list.parameters.indices {
      if documented.parameters.first(where: { $0.name == list.parameters[index].name })?.passing == .positionalOnly,
        list.parameters[..<index].allSatisfy({ $0.passing == .positionalOnly })
      {
        list.parameters[index].passing = .positionalOnly
      }
      guard list.parameters[index].defaultValue != nil,
        let other = documented.parameters.first(where: { $0.name == list.parameters[index].name }),
        let value = other.defaultValue
      else { continue }
      list.parameters[index].defaultValue = value
    }
    return list.text
  }

  // MARK: Classes

  /// The public name of a class, or of the nearest base that has one.
  func publicName(_ definition: Definition) -> String? { publicName(definition, depth: 0) }

  private func publicName(_ definition: Definition, depth: Int) -> String? {
    guard depth < 16 else { return nil }
    let key = definition.text.isStub ? things[definition.key] ?? definition.key : definition.key
    if let path = names.path(ofKey: key) { return path }
    guard case .classDefinition(let node) = definition.binding else { return nil }
    for base in ClassBody(node, in: definition.text, target: target).bases {
      guard let dotted = baseName(base, definition.text.tree),
        case .definition(let other)? = library.resolve(dotted, in: definition.text.module, side(of: definition)),
        let found = publicName(other, depth: depth + 1)
      else { continue }
      return found
    }
    return nil
  }

  private func side(of definition: Definition) -> Side { definition.text.isStub ? .types : .runTime }

  private func baseName(_ node: NodeID, _ tree: Tree) -> String? {
    let bare = tree.python(node) == .subscription ? tree.child(PythonRole.value.role, of: node) : node
    return bare.flatMap { DottedText.of($0, in: tree) }
  }

  private mutating func addMembers(of path: String, _ key: String, _ source: Definition?) {
    let reader = entryReader
    let definitions = [source, stubs[key]].compactMap { $0 }
    let bodies = definitions.flatMap { reader.bodies(of: $0) }
    var members = reader.members(of: bodies)
    for name in documentedMembers(of: key) {
      let text = documented[name.documented] ?? ""
      var list = FunctionReader.parameters(inDocumentation: text, of: name.member)
      list?.parameters.insert(Parameter(name: "self"), at: 0)
      if members[name.member] == nil {
        let isCalled = FunctionReader.documentsCall(text, of: name.member)
        members[name.member] = APISurface.Entry(kind: isCalled ? .method : .property, parameters: list?.text)
      } else if let kind = members[name.member]?.kind, [.method, .classmethod, .staticmethod].contains(kind) {
        let known = members[name.member]?.parameters
        members[name.member]?.parameters = merged(known, list, reader)
      }
    }
    // A stub that says `def __getattr__(self, name) -> Any` does not know the members.
    let isUntold = bodies.allSatisfy { $0.text.isStub && $0.members["__getattr__"] != nil }
    if isUntold, let laterRelease {
      for (name, entry) in laterRelease.entries where name.hasPrefix(path + ".") {
        let member = String(name.dropFirst(path.utf8.count + 1))
        if !member.contains("."), members[member] == nil { members[member] = entry }
      }
    } else if bodies.contains(where: { $0.text.isStub && $0.members["__getattr__"] != nil }), let laterRelease {
      // The source tells the methods; attributes that it sets by name only a later stub tells.
      for (name, entry) in laterRelease.entries where name.hasPrefix(path + ".") && entry.kind == .property {
        let member = String(name.dropFirst(path.utf8.count + 1))
        if !member.contains("."), members[member] == nil { members[member] = entry }
      }
    }
    for (name, entry) in members {
      var entry = entry
      if let later = laterRelease?.entries["\(path).\(name)"], later.kind == entry.kind {
        entry.type = entry.type ?? later.type
        entry.parameters = entry.parameters ?? later.parameters
      }
      entries["\(path).\(name)"] = entry
    }
  }

  private func documentedMembers(of key: String) -> [(documented: String, member: String)] {
    let owners = [key.replacingColon()] + (names.paths[key] ?? []).map { "\($0.module).\($0.name)" }
    return documented.keys.sorted().compactMap { name in
      guard let dot = name.lastIndex(of: "."), owners.contains(String(name[..<dot])) else { return nil }
      let member = String(name[name.index(after: dot)...])
      return EntryReader.isShown(member) ? (name, member) : nil
    }
  }

  /// Leaves out members that a base gives just as well.
  private mutating func dropInherited() {
    let surface = APISurface(library: "", release: "", entries: entries)
    for (name, entry) in entries where [.method, .property, .classmethod, .staticmethod, .value].contains(entry.kind) {
      guard let dot = name.lastIndex(of: "."), let owner = entries[String(name[..<dot])], owner.kind == .class else {
        continue
      }
      let member = name[name.index(after: dot)...]
      let inherited = owner.bases.lazy.compactMap { surface.resolve("\($0).\(member)")?.entry }.first
      if inherited == entry { entries[name] = nil }
    }
  }
}

extension String {
  /// `numpy.core.multiarray:array` as a dotted name.
  fileprivate func replacingColon() -> String { String(map { $0 == ":" ? "." : $0 }) }
}
