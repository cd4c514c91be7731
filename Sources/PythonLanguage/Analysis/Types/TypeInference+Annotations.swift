// Types as the project's own annotations write them, and what tests make of them.

import Semantics
import SourceModel

extension TypeInference {
  /// The type that an annotation names.
  mutating func annotation(_ node: NodeID, named name: String) -> TypeFact? {
    let text = StringText.content(of: node, in: tree).map { tree.text(in: $0) } ?? tree.text(node)
    let chain = [EvidenceStep("\(name): \(text)", tree.range(node))]
    return annotation(text, at: node, chain, depth: 0)
  }

  private mutating func annotation(_ text: String, at node: NodeID, _ chain: [EvidenceStep], depth: Int) -> TypeFact? {
    guard depth < 8 else { return nil }
    let expression = TypeText(unquoted(text))
    if !expression.alternatives.isEmpty {
      return union(expression.alternatives, at: node, chain, depth)
    }
    let name = qualified(expression.name, at: node)
    switch name {
    case "typing.Optional":
      return expression.arguments.first.flatMap { annotation($0, at: node, chain, depth: depth + 1) }
    case "typing.Union": return union(expression.arguments, at: node, chain, depth)
    case "typing.Annotated", "typing.Final", "typing.ClassVar", "typing.Awaitable", "typing.Required":
      return expression.arguments.first.flatMap { annotation($0, at: node, chain, depth: depth + 1) }
    case "typing.Any", "builtins.object", "": return nil
    case "None", "builtins.None": return TypeFact(type: "builtins.NoneType", evidence: .annotated, chain: chain)
    case "numpy.typing.NDArray": return TypeFact(type: ArrayTypes.array, evidence: .annotated, chain: chain)
    default: break
    }
    if name.hasPrefix("numpy.typing.") || name == "typing.Self" { return nil }
    if let container = TypeInference.containers[name] {
      return TypeFact(
        type: container, evidence: .annotated, chain: chain,
        elements: elements(container, expression.arguments, at: node, chain, depth))
    }
    if name.hasPrefix("typing.") { return nil }
    guard let type = classType(name) else { return nil }
    return TypeFact(type: type, evidence: .annotated, chain: chain)
  }

  /// What is annotated to be one of several types is known only where all agree.
  private mutating func union(_ parts: [String], at node: NodeID, _ chain: [EvidenceStep], _ depth: Int) -> TypeFact? {
    let facts = parts.map { annotation($0, at: node, chain, depth: depth + 1) }
      .filter { $0?.type != "builtins.NoneType" }
    guard let first = facts.compactMap({ $0 }).first else { return nil }
    if facts.allSatisfy({ $0?.type == first.type }) { return first }
    guard let ours = facts.compactMap({ $0 }).first(where: { surfaces.provides($0.type) }) else { return nil }
    return capped(ours, .guessed)
  }

  private func unquoted(_ text: String) -> String {
    guard text.count > 1, let first = text.first, first == text.last, first == "'" || first == "\"" else { return text }
    return String(text.dropFirst().dropLast())
  }

  private static let containers: [String: String] = {
    var found: [String: String] = [:]
    for name in ["list", "tuple", "set", "dict", "frozenset"] { found["builtins.\(name)"] = "builtins.\(name)" }
    for name in ["List", "Sequence", "Iterable", "Iterator", "Collection", "MutableSequence", "Generator"] {
      for module in ["typing", "collections.abc"] { found["\(module).\(name)"] = "builtins.list" }
    }
    for name in ["Dict", "Mapping", "MutableMapping", "DefaultDict"] {
      for module in ["typing", "collections.abc"] { found["\(module).\(name)"] = "builtins.dict" }
    }
    found["typing.Tuple"] = "builtins.tuple"
    found["typing.Set"] = "builtins.set"
    return found
  }()

  private mutating func elements(
    _ container: String, _ arguments: [String], at node: NodeID, _ chain: [EvidenceStep], _ depth: Int
  ) -> [TypeFact] {
    var wanted = arguments.filter { $0 != "..." }
    if container == "builtins.dict" { wanted = Array(wanted.dropFirst()) }
    if container != "builtins.tuple" { wanted = Array(wanted.prefix(1)) }
    let facts = wanted.map { annotation($0, at: node, chain, depth: depth + 1) }
    if container != "builtins.tuple" { return facts.compactMap { $0 } }
    return facts.map { $0 ?? unknown(at: node) }
  }

  /// The qualified name of a dotted name in an annotation.
  private mutating func qualified(_ name: String, at node: NodeID) -> String {
    let parts = name.split(separator: ".").map(String.init)
    guard let first = parts.first else { return "" }
    let whole = wholeTable()
    let id = whole.table.names.find(first)
    guard id != NameSet.absent, let found = whole.table.find(id, from: scope(at: node)) else {
      return parts.count == 1 ? "builtins.\(name)" : name
    }
    if var meaning = whole.resolver.resolve(id, from: scope(at: node), at: node) {
      for part in parts.dropFirst() { meaning.text += ".\(part)" }
      return meaning.text
    }
    guard let last = found.bindings.last, whole.table.bindings[Int(last)].form == .definition else { return "" }
    let owner = parents[whole.table.bindings[Int(last)].node]
    return tree.python(owner) == .classDef ? className(owner) : ""
  }

  /// The type that a qualified name is, unless it is known to be no class.
  private func classType(_ name: String) -> String? {
    guard surfaces.provides(name) else { return name }
    guard let found = surfaces.resolve(name) else { return name }
    return found.entry.kind == .class ? found.name : nil
  }

  // MARK: Narrowing

  /// The type that `isinstance` tests around a name leave for it.
  mutating func narrowed(_ node: NodeID) -> TypeFact? {
    guard tree.detail(node) == ExpressionContext.load.rawValue, isTested(node) else { return nil }
    let name = tree.text(node)
    let parents = parents.all
    var at = node
    var steps = 0
    while at.row > 0, steps < 40 {
      let parent = parents[at.index]
      switch tree.python(parent) {
      case .functionDef, .asyncFunctionDef, .classDef, .lambda:
        if at != node { return narrowedBefore(at, in: parent, name, node) }
      default: break
      }
      if let fact = narrowedInside(at, parent, name, node) { return fact }
      if let fact = narrowedBefore(at, in: parent, name, node) { return fact }
      at = parent
      steps += 1
    }
    return nil
  }

  /// Under a test that holds.
  private mutating func narrowedInside(_ child: NodeID, _ parent: NodeID, _ name: String, _ node: NodeID) -> TypeFact? {
    switch tree.python(parent) {
    case .ifStatement, .conditional, .whileStatement:
      guard tree.pythonRole(child) == .body, let test = tree.child(PythonRole.test.role, of: parent) else { return nil }
      return fact(from: test, name, node)
    case .boolOp:
      guard tree.detail(parent) == BooleanOperator.and.rawValue else { return nil }
      for operand in tree.children(of: parent) where operand < child {
        if let fact = fact(from: operand, name, node) { return fact }
      }
      return nil
    default: return nil
    }
  }

  /// After `assert isinstance(x, T)` or `if not isinstance(x, T): return` in the same block.
  private mutating func narrowedBefore(_ child: NodeID, in parent: NodeID, _ name: String, _ node: NodeID) -> TypeFact?
  {
    let role = tree.pythonRole(child)
    guard role == .body || role == .orElse else { return nil }
    var found: TypeFact?
    for statement in tree.children(of: parent) where statement < child && tree.pythonRole(statement) == role {
      switch tree.python(statement) {
      case .assert:
        if let test = tree.child(PythonRole.test.role, of: statement), let fact = fact(from: test, name, node) {
          found = fact
        }
      case .ifStatement:
        if let test = negated(statement), let fact = fact(from: test, name, node) { found = fact }
      default: break
      }
    }
    return found
  }

  /// The test inside `if not test: return`.
  private func negated(_ statement: NodeID) -> NodeID? {
    guard let test = tree.child(PythonRole.test.role, of: statement), tree.python(test) == .unaryOp,
      tree.detail(test) == UnaryOperator.not.rawValue, tree.child(PythonRole.orElse.role, of: statement) == nil
    else { return nil }
    var last: NodeID?
    for child in tree.children(of: statement) where tree.pythonRole(child) == .body { last = child }
    guard let last, Blocks.leaves(last, tree) else { return nil }
    return tree.child(PythonRole.operand.role, of: test)
  }

  private mutating func fact(from test: NodeID, _ name: String, _ node: NodeID) -> TypeFact? {
    if tree.python(test) == .boolOp, tree.detail(test) == BooleanOperator.and.rawValue {
      for operand in tree.children(of: test) {
        if let fact = fact(from: operand, name, node) { return fact }
      }
      return nil
    }
    guard tree.python(test) == .call, let function = tree.child(PythonRole.function.role, of: test),
      tree.isText("isinstance", function)
    else { return nil }
    let arguments = tree.children(of: test).filter { tree.pythonRole($0) == .argumentValues }
    guard arguments.count == 2, tree.text(arguments[0]) == name, !isRebound(name, between: test, and: node) else {
      return nil
    }
    guard let fact = annotation(arguments[1], named: "isinstance(\(name))") else { return nil }
    return tree.python(arguments[1]) == .tuple ? nil : capped(fact, .inferred)
  }

  private mutating func isRebound(_ name: String, between test: NodeID, and node: NodeID) -> Bool {
    let whole = wholeTable()
    guard let found = whole.table.find(whole.table.names.find(name), from: scope(at: node)) else { return false }
    return found.bindings.contains {
      let at = whole.table.bindings[Int($0)].node
      return at > test && at < node
    }
  }
}
