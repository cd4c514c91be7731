// Values that may be models loaded from files, where a library's classes are all that annotations say of them.

import Semantics
import SourceModel

extension TypeInference {
  /// Whether this run puts something else in the place of models.
  var movesModels: Bool { analysis.context.movesModels }

  func isModel(_ fact: TypeFact) -> Bool { analysis.context.models.model(ofType: fact.type) != nil }

  /// Whether a value is a model, or a container with one in it.
  func holdsModel(_ fact: TypeFact) -> Bool { isModel(fact) || fact.elements.contains { holdsModel($0) } }

  /// Whether a type is a class of a library of which no more is known: `sklearn.pipeline.Pipeline`.
  func isOfModelLibrary(_ fact: TypeFact) -> Bool {
    !isModel(fact) && surfaces.provides(fact.type) && surfaces.resolve(fact.type) == nil
  }

  /// What is declared to be of a library's class, held against the values it gets. A model says more of itself than
  /// an annotation; where the values are not known, it might be one.
  func settled(_ declared: TypeFact?, _ given: GivenValue?) -> TypeFact? {
    switch given {
    case .model(let fact): fact
    case .unknown: declared.flatMap { isOfModelLibrary($0) ? nil : $0 }
    case .other: declared ?? TypeFact(type: "builtins.object", evidence: .inferred)
    case nil: declared
    }
  }

  /// What is declared, held against one value that it is given.
  mutating func settled(_ declared: TypeFact, byValue value: NodeID) -> TypeFact? {
    guard isOfModelLibrary(declared) else { return declared }
    if tree.python(value) == .none { return builtin("NoneType", value) }
    return settled(declared, given(by: value))
  }

  /// What all assignments to a name or an attribute give it.
  mutating func valueType(of target: NodeID) -> TypeFact? {
    guard tree.python(target) == .name else { return held(at: target) }
    let whole = wholeTable()
    let name = whole.table.names.find(tree.bytes, tree[target].start, tree[target].end)
    guard name != NameSet.absent, let found = whole.table.find(name, from: scope(at: target)) else { return nil }
    let bound = found.bindings.map { whole.table.bindings[Int($0)] }.filter { $0.form == .assigned }
    return join(bound.map { type(of: $0) })
  }

  /// Whether nothing that a declared type says could be meant of a model.
  func isPlain(_ fact: TypeFact) -> Bool {
    !movesModels || fact.type.hasPrefix("builtins.") || surfaces.resolve(fact.type) != nil
  }

  /// What an expression is to one who asks for models.
  mutating func given(by node: NodeID) -> GivenValue {
    if let fact = type(of: node), !fact.type.isEmpty {
      guard isModel(fact) else { return .other }
      return fact.evidence == .guessed ? .unknown : .model(capped(fact, .inferred))
    }
    return isMade(node, depth: 0) || isTrained(node) ? .other : .unknown
  }

  /// Whether a value was made by calling a library, and loaded by none of its calls.
  private mutating func isMade(_ node: NodeID, depth: Int) -> Bool {
    guard depth < 8 else { return false }
    switch tree.python(node) {
    case .call:
      guard let function = tree.child(PythonRole.function.role, of: node) else { return false }
      if let symbol = symbol(function) {
        guard analysis.context.models.loaders.contains(symbol.text) else { return surfaces.provides(symbol.text) }
        return loadsAnother(node)
      }
      return tree.python(function) == .attribute && isMade(NodeID(function.row + 1), depth: depth + 1)
    case .attribute:
      if let fact = type(of: NodeID(node.row + 1)), isOfModelLibrary(fact) { return true }
      if let owner = type(of: NodeID(node.row + 1)).flatMap({ classNode(named: $0.type) }) {
        let values = storedValues(of: tree.text(NodeID(tree[node].subtreeEnd - 1)), ofClass: owner)
        return !values.isEmpty && values.allSatisfy { isMade($0, depth: depth + 1) }
      }
      return isMade(NodeID(node.row + 1), depth: depth + 1)
    case .name:
      let bindings = bindings(of: node)
      return !bindings.isEmpty
        && bindings.allSatisfy { $0.form == .assigned && isMade(NodeID($0.value), depth: depth + 1) }
    default: return type(of: node) != nil
    }
  }

  /// Whether the path of a load is written down, and leads to no model that moves.
  private mutating func loadsAnother(_ call: NodeID) -> Bool {
    guard let argument = tree.children(of: call).first(where: { tree.pythonRole($0) == .argumentValues }),
      let end = pathEnd(of: argument, depth: 0)
    else { return false }
    return !analysis.context.models.facts.contains { $0.fileName == end.fileName }
  }

  private mutating func bindings(of node: NodeID) -> [Binding] {
    let whole = wholeTable()
    let name = whole.table.names.find(tree.bytes, tree[node].start, tree[node].end)
    guard name != NameSet.absent, let found = whole.table.find(name, from: scope(at: node)) else { return [] }
    return found.bindings.map { whole.table.bindings[Int($0)] }
  }

  private static let training = ["fit", "fit_transform", "fit_predict", "partial_fit"]

  /// Whether a name is fitted by the same function or module that uses it: no session could be, so that it is none.
  private mutating func isTrained(_ node: NodeID) -> Bool {
    guard tree.python(node) == .name else { return false }
    let (name, scope, calls) = (tree.text(node), scope(at: node), callTable().calls)
    return Self.training.flatMap { calls[$0] ?? [] }.contains { call in
      let base = NodeID(call.row + 2)
      return tree.python(base) == .name && tree.text(base) == name && self.scope(at: base) == scope
    }
  }

  /// Whether a file makes models and loads none: what its own functions are given, and nothing gives them, is not loaded.
  mutating func isOfTraining() -> Bool {
    let calls = callTable().calls
    guard Self.training.contains(where: { calls[$0] != nil }) else { return false }
    let loaders = analysis.context.models.loaders
    return !loaders.contains { loader in
      (calls[loader.lastDottedPart] ?? []).contains { call in symbol(NodeID(call.row + 1))?.text == loader }
    }
  }

  /// `cast(Pipeline, joblib.load(path))` is what it is told of.
  mutating func castModel(_ name: String, call: NodeID) -> TypeFact? {
    guard movesModels, name == "typing.cast" else { return nil }
    let arguments = tree.children(of: call).filter { tree.pythonRole($0) == .argumentValues }
    guard arguments.count == 2, let fact = type(of: arguments[1]), isModel(fact) else { return nil }
    return fact
  }

  /// What a function gives back, by the values behind its `return`s and `yield`s.
  mutating func given(byBodyOf function: NodeID) -> GivenValue? {
    guard let body = tree.child(PythonRole.body.role, of: function) else { return nil }
    var found: GivenValue?
    var row = body.row
    while row < tree[function].subtreeEnd {
      let node = NodeID(row)
      switch tree.python(node) {
      case .functionDef, .asyncFunctionDef, .classDef, .lambda:
        row = tree[node].subtreeEnd
        continue
      case .returnStatement, .yield:
        guard let value = tree.child(PythonRole.value.role, of: node), tree.python(value) != .none else { break }
        let given = given(by: value)
        found = found.map { $0.joined(with: given) } ?? given
      default: break
      }
      row += 1
    }
    return found
  }
}
