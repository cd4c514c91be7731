// Which model file a call loads.

import Semantics
import SourceModel

extension TypeInference {
  /// The model that a call of `name` loads. Where its path cannot be followed and the project has one model only, that.
  mutating func modelSource(of call: NodeID, to name: String) -> ModelSource? {
    let models = analysis.context.models
    guard models.loaders.contains(name) else { return nil }
    let arguments =
      laterPath(of: call).map { [$0] }
      ?? tree.children(of: call).filter { tree.pythonRole($0) == .argumentValues } + keywordValues(of: call)
    let ends = arguments.map { pathEnd(of: $0, depth: 0) }
    for case let end? in ends {
      if let model = models.model(named: end.fileName) {
        return ModelSource(model: model, place: end.place, elsewhere: end.elsewhere)
      }
    }
    guard !ends.isEmpty, !ends.contains(where: { $0 != nil }), models.facts.count == 1 else { return nil }
    return ModelSource(model: models.facts[0], place: nil)
  }

  mutating func modelSource(of call: NodeID) -> ModelSource? {
    guard analysis.context.movesModels, tree.python(call) == .call,
      let function = tree.child(PythonRole.function.role, of: call), let symbol = symbol(function)
    else { return nil }
    return modelSource(of: call, to: symbol.text)
  }

  /// The type of what a call of `name` loads: proved where a string says which file.
  mutating func loaded(by name: String, call: NodeID) -> TypeFact? {
    guard analysis.context.movesModels, let source = modelSource(of: call, to: name) else { return nil }
    let isSure = source.isKnown
    let text = isSure ? "\(name) of \(source.model.file)" : "\(name); \(source.model.file) is the project's only model"
    var fact = TypeFact(
      type: source.model.type, evidence: isSure ? .proved : .inferred, chain: [EvidenceStep(text, tree.range(call))])
    if let bundle = source.model.bundle, bundle.container != .dictionary {
      fact.elements = bundle.entries.map { TypeFact(type: $0.type ?? "", evidence: fact.evidence, chain: fact.chain) }
    }
    return fact
  }

  /// What a file of several values is, where an expression's type stands for one.
  func bundle(_ fact: TypeFact) -> ModelFact.Bundle? {
    analysis.context.movesModels ? analysis.context.models.model(ofType: fact.type)?.bundle : nil
  }

  /// `bundle["model"]`, `pair[0]`: the model that stands there; nil for plain values and where the key is not written.
  func part(of base: TypeFact, at index: NodeID) -> TypeFact? {
    guard let bundle = bundle(base), let key = partKey(index),
      let type = bundle.entries.first(where: { $0.key == key })?.type
    else { return nil }
    let step = EvidenceStep("its part \(key)", tree.range(index))
    return TypeFact(type: type, evidence: base.evidence, chain: base.chain + [step])
  }

  func partKey(_ index: NodeID) -> String? {
    switch ConstantReader.constant(at: index, in: tree) {
    case .string(let text): text
    case .number(let text): text
    default: nil
    }
  }

  /// `booster = Booster()` and in the next statement `booster.load_model(path)`: that path.
  private func laterPath(of call: NodeID) -> NodeID? {
    let statement = parents[call]
    guard tree.python(statement) == .assign, tree.child(PythonRole.value.role, of: statement) == call else {
      return nil
    }
    let targets = tree.children(of: statement).filter { tree.pythonRole($0) == .targets }
    let role = tree.pythonRole(statement)
    let next = tree.children(of: parents[statement]).first { $0 > statement && tree.pythonRole($0) == role }
    guard targets.count == 1, let next, tree.python(next) == .expressionStatement,
      let loading = tree.child(PythonRole.value.role, of: next), tree.python(loading) == .call,
      let function = tree.child(PythonRole.function.role, of: loading), tree.python(function) == .attribute,
      tree.text(NodeID(tree[function].subtreeEnd - 1)).hasPrefix("load"),
      tree.text(NodeID(function.row + 1)) == tree.text(targets[0])
    else { return nil }
    return tree.children(of: loading).first { tree.pythonRole($0) == .argumentValues }
  }

  private func keywordValues(of call: NodeID) -> [NodeID] {
    tree.children(of: call).filter { tree.pythonRole($0) == .keywords }
      .compactMap { tree.child(PythonRole.value.role, of: $0) }
  }
}
