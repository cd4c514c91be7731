// Annotations that name a library's class for what is a model loaded from a file.

import Semantics
import SourceModel

/// `def load() -> Pipeline` gives what takes the model's place once that moves: the annotation moves with it.
enum AnnotatedModels {
  /// The references, with those in annotations of models named by the model: `scikit_learn.models.churn.__class__`.
  static func named(_ references: [ResolvedReference], _ inference: inout TypeInference) -> [ResolvedReference] {
    references.map { resolved in
      let reference = resolved.reference
      guard [.annotation, .load].contains(reference.use), reference.route != .receiver,
        inference.isOfModelLibrary(TypeFact(type: reference.name, evidence: .annotated)),
        let fact = model(annotatedAt: reference.node, &inference)
      else { return resolved }
      var renamed = resolved
      renamed.reference.name = "\(fact.type).__class__"
      renamed.reference.receiver = fact
      return renamed
    }
  }

  /// The model that a parameter, result or variable is, whose annotation a node stands in.
  private static func model(annotatedAt node: NodeID, _ inference: inout TypeInference) -> TypeFact? {
    let tree = inference.tree
    var at = node
    while at.row > 0 {
      let owner = inference.parents[at]
      switch (tree.python(owner), tree.pythonRole(at)) {
      case (.argument, .annotation): return model(inference.given(toParameter: owner))
      case (.functionDef, .returns), (.asyncFunctionDef, .returns): return model(inference.given(byBodyOf: owner))
      case (.annAssign, .annotation): return model(assignedBy: owner, &inference)
      case (.call, .argumentValues):
        guard let function = tree.child(PythonRole.function.role, of: owner), let symbol = inference.symbol(function)
        else { return nil }
        return inference.castModel(symbol.text, call: owner)
      case (.subscription, _), (.binaryOp, _), (.tuple, _), (.attribute, _): at = owner
      default: return nil
      }
    }
    return nil
  }

  private static func model(_ given: GivenValue?) -> TypeFact? {
    if case .model(let fact)? = given { return fact }
    return nil
  }

  /// What an annotated name, attribute or field holds.
  private static func model(assignedBy statement: NodeID, _ inference: inout TypeInference) -> TypeFact? {
    let tree = inference.tree
    guard let target = tree.child(PythonRole.target.role, of: statement) else { return nil }
    let owner = inference.parents[statement]
    let fact =
      tree.python(owner) == .classDef && tree.python(target) == .name
      ? inference.attribute(tree.text(target), ofClass: owner) : inference.valueType(of: target)
    return fact.flatMap { inference.isModel($0) ? $0 : nil }
  }
}
