// What one definition is: its kind, parameters, type and bases.

import Semantics
import SourceModel

/// Turns definitions and class bodies into entries.
struct EntryReader {
  let library: Library
  let publicName: (Definition) -> String?
  /// The public name of something in compiled code.
  let compiledName: (_ module: String, _ name: String) -> String?
  let target: PythonTarget

  private var types: TypeReader { TypeReader(library: library, publicName: publicName) }

  /// Public members, and those special methods that say something of types or belong to a protocol of the library.
  static func isShown(_ member: String) -> Bool {
    guard member.hasPrefix("_") else { return true }
    return ["__enter__", "__getitem__"].contains(member)
      || (member.hasPrefix("__array") && member.hasSuffix("__"))
  }

  func list(_ parameters: String) -> ParameterList? {
    let file = PythonParser.parseSignature(ContiguousArray("f(\(parameters))".utf8))
    guard !file.hasErrors,
      let arguments = file.tree.children(of: file.tree.root).first(where: { file.tree.python($0) == .arguments })
    else { return nil }
    return FunctionReader.parameters(ofArguments: arguments, in: file.tree)
  }

  // MARK: Module level

  func entry(of definition: Definition) -> APISurface.Entry {
    switch definition.binding {
    case .functions(let nodes):
      var list = signature(of: nodes, in: definition.text)
      // Stubs make functions out of methods and leave the receiver's name.
      if list.parameters.first?.name == "self" { list.parameters[0].name = "a" }
      return APISurface.Entry(
        kind: .function, parameters: list.text,
        type: types.returnType(of: nodes, in: TypeReader.Place(text: definition.text)))
    case .classDefinition: return classEntry(definition)
    case .value(let expression, let annotation): return valueEntry(expression, annotation, definition.text)
    case .imported, .reference: return APISurface.Entry(kind: .value)
    }
  }

  func documentation(of definition: Definition) -> String? {
    guard case .functions(let nodes) = definition.binding, let node = nodes.last else { return nil }
    let tree = definition.text.tree
    guard !FunctionReader.decorators(of: node, in: tree).isEmpty,
      let statement = tree.child(PythonRole.body.role, of: node), tree.python(statement) == .expressionStatement,
      let first = tree.children(of: statement).first(where: { _ in true })
    else { return nil }
    return StringLiteral.content(of: first, in: tree)
  }

  /// The parameters of a function; where it is overloaded in a source, those of its implementation.
  private func signature(of nodes: [NodeID], in text: ModuleText) -> ParameterList {
    if !text.isStub, let last = nodes.last { return FunctionReader.parameters(of: last, in: text.tree) }
    return FunctionReader.union(nodes.map { FunctionReader.parameters(of: $0, in: text.tree) })
  }

  private func valueEntry(_ expression: NodeID?, _ annotation: NodeID?, _ text: ModuleText) -> APISurface.Entry {
    let tree = text.tree
    let annotation = text.isPlainAlias(annotation) ? nil : annotation
    if let annotation {
      let type = types.type(annotation, in: tree, TypeReader.Place(text: text))
      let parameters = callParameters(of: annotation, text)
      if type != nil || parameters != nil { return APISurface.Entry(kind: .value, parameters: parameters, type: type) }
    }
    guard let expression else { return APISurface.Entry(kind: .value) }
    switch tree.python(expression) {
    case .lambda:
      let arguments = tree.child(PythonRole.arguments.role, of: expression)
      return APISurface.Entry(
        kind: .function, parameters: arguments.map { FunctionReader.parameters(ofArguments: $0, in: tree).text })
    case .call: return callEntry(expression, text)
    case .attribute: return boundMethod(expression, text) ?? APISurface.Entry(kind: .value)
    case .subscription where text.isStub && annotation == nil:
      // `intp = signedinteger[_NBit]`: a class of its own below the other.
      guard let base = types.type(expression, in: tree, TypeReader.Place(text: text)), base.contains(".") else {
        return APISurface.Entry(kind: .value)
      }
      return APISurface.Entry(kind: .class, bases: [base])
    default: return APISurface.Entry(kind: .value, type: literalType(expression, tree))
    }
  }

  /// What calling a value takes, where its class shows a `__call__`.
  private func callParameters(of annotation: NodeID, _ text: ModuleText) -> String? {
    let tree = text.tree
    let bare = tree.python(annotation) == .subscription ? tree.child(PythonRole.value.role, of: annotation) : annotation
    guard let dotted = bare.flatMap({ DottedText.of($0, in: tree) }),
      case .definition(let type)? = library.resolve(dotted, in: text.module, side(text))
    else { return nil }
    for body in bodies(of: type) {
      guard case .functions(let nodes)? = body.members["__call__"] else { continue }
      return signature(of: nodes, in: body.text).withoutReceiver.text
    }
    return nil
  }

  /// What calling a class of the library gives is a value of that class.
  private func callEntry(_ call: NodeID, _ text: ModuleText) -> APISurface.Entry {
    var entry = APISurface.Entry(kind: .value)
    guard let function = tree(text).child(PythonRole.function.role, of: call),
      let dotted = DottedText.of(function, in: text.tree)
    else { return entry }
    if dotted == "namedtuple" || dotted.hasSuffix(".namedtuple") {
      return APISurface.Entry(kind: .class, parameters: fields(ofCall: call, text.tree), bases: ["builtins.tuple"])
    }
    if case .definition(let definition)? = library.resolve(dotted, in: text.module, .runTime),
      case .classDefinition = definition.binding
    {
      entry.type = publicName(definition)
    }
    return entry
  }

  /// The fields in `namedtuple("Point", "x y")`.
  private func fields(ofCall call: NodeID, _ tree: Tree) -> String? {
    let arguments = tree.children(of: call).filter { tree.pythonRole($0) == .argumentValues }.map { $0 }
    guard arguments.count >= 2 else { return nil }
    let value = StaticEvaluator(tree: tree, names: [:]).value(of: arguments[1])
    let names = value.texts ?? value.text.map { $0.split { $0 == " " || $0 == "," }.map(String.init) }
    return names?.joined(separator: ", ")
  }

  private func tree(_ text: ModuleText) -> Tree { text.tree }

  /// `rand = _generator.rand`: the method of a value that the module keeps.
  private func boundMethod(_ node: NodeID, _ text: ModuleText) -> APISurface.Entry? {
    guard let dotted = DottedText.of(node, in: text.tree), let dot = dotted.lastIndex(of: "."),
      case .definition(let owner)? = library.resolve(String(dotted[..<dot]), in: text.module, side(text)),
      case .value(let expression, let annotation) = owner.binding
    else { return nil }
    let tree = owner.text.tree
    let called = expression.flatMap { tree.child(PythonRole.function.role, of: $0) }
    guard let named = annotation ?? called, let name = DottedText.of(named, in: tree),
      case .definition(let type)? = library.resolve(name, in: owner.text.module, side(owner.text))
    else { return nil }
    let member = String(dotted[dotted.index(after: dot)...])
    for body in bodies(of: type) {
      guard let declaration = body.members[member] else { continue }
      var entry = self.entry(of: declaration, in: body)
      guard entry.kind == .method else { return nil }
      entry.kind = .function
      entry.parameters = entry.parameters.flatMap { list($0) }?.withoutReceiver.text
      return entry
    }
    return nil
  }

  private func literalType(_ node: NodeID, _ tree: Tree) -> String? {
    switch tree.python(node) {
    case .string, .joinedString: "str"
    case .bytes: "bytes"
    case .trueLiteral, .falseLiteral: "bool"
    case .list, .listComprehension: "list"
    case .dict, .dictComprehension: "dict"
    case .set, .setComprehension: "set"
    case .tuple: "tuple"
    case .number: tree.detail(node) == 0 ? "int" : tree.detail(node) == 1 ? "float" : "complex"
    default: nil
    }
  }

  // MARK: Classes

  private func classEntry(_ definition: Definition) -> APISurface.Entry {
    let bodies = bodies(of: definition)
    return APISurface.Entry(
      kind: .class, parameters: constructor(of: definition, depth: 0)?.text, bases: publicBases(of: bodies))
  }

  private func side(_ text: ModuleText) -> Side { text.isStub ? .types : .runTime }

  private func base(_ node: NodeID, in text: ModuleText) -> Meaning? {
    let tree = text.tree
    let bare = tree.python(node) == .subscription ? tree.child(PythonRole.value.role, of: node) : node
    return bare.flatMap { DottedText.of($0, in: tree) }.flatMap {
      library.resolve($0, in: text.module, side(text), isAsked: true)
    }
  }

  /// The body of a class and those of its bases that have no public name, nearest first.
  func bodies(of definition: Definition) -> [ClassBody] {
    var bodies: [ClassBody] = []
    var queue = [definition]
    var seen: Set<String> = []
    while let next = queue.first, bodies.count < 24 {
      queue.removeFirst()
      guard case .classDefinition(let node) = next.binding, seen.insert(next.key).inserted else { continue }
      let body = ClassBody(node, in: next.text, target: target)
      bodies.append(body)
      for base in body.bases {
        guard case .definition(let other)? = self.base(base, in: next.text), !isPublic(other) else { continue }
        queue.append(other)
      }
    }
    return bodies
  }

  private func isPublic(_ definition: Definition) -> Bool {
    guard let name = publicName(definition) else { return false }
    return name.split(separator: ".").last.map(String.init) == definition.name
  }

  private func publicBases(of bodies: [ClassBody]) -> [String] {
    var found: [String] = []
    for body in bodies {
      for node in body.bases {
        switch base(node, in: body.text) {
        case .definition(let definition)? where isPublic(definition):
          if let name = publicName(definition) { found.append(name) }
        case .compiled(let module, let name)?:
          if let name = compiledName(module, name) { found.append(name) }
        case .foreign(let name)? where !name.hasPrefix("typing") && name != "builtins.object":
          found.append(name)
        case .foreign("typing.NamedTuple")?: found.append("builtins.tuple")
        default: break
        }
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }

  /// What calling the class takes: its `__init__`, else its `__new__`, else those of its bases.
  private func constructor(of definition: Definition, depth: Int) -> ParameterList? {
    guard depth < 12, case .classDefinition(let node) = definition.binding else { return nil }
    let body = ClassBody(node, in: definition.text, target: target)
    for name in ["__init__", "__new__"] {
      guard case .functions(let nodes)? = body.members[name] else { continue }
      return signature(of: nodes, in: definition.text).withoutReceiver
    }
    if let fields = fields(of: body) { return fields }
    var isWholeKnown = !definition.text.isStub
    for node in body.bases {
      guard case .definition(let other)? = base(node, in: definition.text) else {
        isWholeKnown = false
        continue
      }
      guard let found = constructor(of: other, depth: depth + 1) else {
        isWholeKnown = false
        continue
      }
      // A base that takes nothing leaves it to the next.
      if !found.parameters.isEmpty { return found }
    }
    return isWholeKnown ? ParameterList() : nil
  }

  /// The fields of a data class or named tuple, as its constructor takes them.
  private func fields(of body: ClassBody) -> ParameterList? {
    let tree = body.text.tree
    let isData = FunctionReader.decorators(of: body.node, in: tree).contains { $0.hasSuffix("dataclass") }
    let isTuple = body.bases.contains { DottedText.of($0, in: tree)?.hasSuffix("NamedTuple") ?? false }
    guard isData || isTuple else { return nil }
    var list = ParameterList()
    for name in body.order {
      guard case .value(let expression, .some)? = body.members[name] else { continue }
      let value = expression.map { tree.text($0) }
      list.parameters.append(Parameter(name: name, defaultValue: value.map { $0.utf8.count > 40 ? "..." : $0 }))
    }
    return list
  }

  // MARK: Members

  /// The members that bodies declare; a source says what there is and what it takes, a stub of which type it is.
  func members(of bodies: [ClassBody]) -> [String: APISurface.Entry] {
    var found: [String: APISurface.Entry] = [:]
    var fromStub: Set<String> = []
    for body in bodies {
      var mine: [String: APISurface.Entry] = [:]
      for name in body.order where Self.isShown(name) {
        guard let declaration = body.members[name] else { continue }
        mine[name] = entry(of: declaration, in: body)
      }
      for name in body.attributes where Self.isShown(name) && mine[name] == nil {
        mine[name] = APISurface.Entry(kind: .property)
      }
      for (name, entry) in mine {
        guard let known = found[name] else {
          found[name] = entry
          if body.text.isStub { fromStub.insert(name) }
          continue
        }
        guard body.text.isStub, !fromStub.contains(name) else { continue }
        found[name] = completed(known, by: entry)
        fromStub.insert(name)
      }
    }
    return found.filter { $0.value.kind != .method || !$0.key.hasPrefix("__get") || $0.value.type != nil }
  }

  private func completed(_ entry: APISurface.Entry, by stub: APISurface.Entry) -> APISurface.Entry {
    var entry = entry
    if entry.kind == .value, stub.kind != .value {
      entry.kind = stub.kind
      entry.parameters = stub.parameters
    }
    if entry.kind == stub.kind { entry.type = stub.type ?? entry.type }
    entry.parameters = entry.parameters ?? stub.parameters
    return entry
  }

  private func entry(of declaration: MemberDeclaration, in body: ClassBody) -> APISurface.Entry {
    let tree = body.text.tree
    let place = TypeReader.Place(text: body.text, owner: body.node)
    switch declaration {
    case .classDefinition: return APISurface.Entry(kind: .class)
    case .functions(let nodes):
      guard let first = nodes.first else { return APISurface.Entry(kind: .method) }
      let kind = FunctionReader.memberKind(first, in: tree)
      let type = types.returnType(of: nodes, in: place)
      if kind == .property { return APISurface.Entry(kind: .property, type: type) }
      return APISurface.Entry(kind: kind, parameters: signature(of: nodes, in: body.text).text, type: type)
    case .value(let expression, let annotation):
      // `product = prod` in a class body.
      if let expression, tree.python(expression) == .name,
        case .functions(let nodes)? = body.members[tree.text(expression)]
      {
        return entry(of: .functions(nodes), in: body)
      }
      var entry = valueEntry(expression, annotation, body.text)
      if entry.kind == .function { entry.kind = .method }
      if entry.kind == .class { entry.kind = .value }
      if isPropertyCall(expression, tree) { entry = APISurface.Entry(kind: .property) }
      if entry.kind == .value, annotation != nil, expression == nil,
        !tree.text(annotation ?? body.node).contains("ClassVar")
      {
        entry.kind = .property
      }
      return entry
    }
  }

  /// `shape = property(fget, fset)`.
  private func isPropertyCall(_ node: NodeID?, _ tree: Tree) -> Bool {
    guard let node, tree.python(node) == .call, let function = tree.child(PythonRole.function.role, of: node) else {
      return false
    }
    return tree.text(function) == "property"
  }
}
