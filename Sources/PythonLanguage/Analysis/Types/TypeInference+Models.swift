// Values that may be models loaded from files, where a library's classes are all that annotations say of them.

import Semantics
import SourceModel

extension TypeInference {
  /// Whether this run puts something else in the place of models.
  var movesModels: Bool { !analysis.context.models.isEmpty }

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
    return isMade(node, depth: 0) ? .other : .unknown
  }

  /// Whether a value was made by calling a library, and loaded by none of its calls.
  private mutating func isMade(_ node: NodeID, depth: Int) -> Bool {
    guard depth < 8 else { return false }
    switch tree.python(node) {
    case .call:
      guard let function = tree.child(PythonRole.function.role, of: node) else { return false }
      if let symbol = symbol(function) {
        return surfaces.provides(symbol.text) && !analysis.context.models.loaders.contains(symbol.text)
      }
      return tree.python(function) == .attribute && isMade(NodeID(function.row + 1), depth: depth + 1)
    case .attribute:
      if let fact = type(of: NodeID(node.row + 1)), isOfModelLibrary(fact) { return true }
      return isMade(NodeID(node.row + 1), depth: depth + 1)
    case .name:
      guard let binding = onlyBinding(of: node), binding.form == .assigned else { return false }
      return isMade(NodeID(binding.value), depth: depth + 1)
    default: return type(of: node) != nil
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
