// A document made ready to answer rows.

package import ModelCore

/// The reference semantics of PMML 4.4.1 over one document.
///
/// Numbers are doubles, except where the document asks for single precision. A row goes through the data dictionary, the
/// mining schema, derived fields, the model, targets and outputs, in that order.
package struct Scorer: Sendable {
  package let document: MarkupDocument
  let library: FunctionLibrary
  let dictionary: [String: DataField]
  let derived: [String: DerivedField]
  let root: PreparedModel

  /// Makes the first model of the document ready.
  package init(_ document: MarkupDocument) throws(ScoringError) {
    guard let model = document.models.first else {
      throw ScoringError(.brokenDocument, "the document holds no model")
    }
    self.document = document
    let library = FunctionLibrary(document.functions)
    self.library = library
    dictionary = Dictionary(document.fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let derived = Dictionary(document.derived.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.derived = derived
    root = PreparedModel(model, targetType: nil, dictionary: dictionary, shared: derived, library: library)
  }

  /// The answer for a row of cells by field name. A field left out is missing; a NaN is too.
  package func score(_ row: [String: FieldValue]) throws(ScoringError) -> ModelAnswer {
    let scope = Scope(parent: nil, derived: derived, library: library)
    for field in document.fields { scope.set(field.name, to: .missing) }
    for field in root.model.schema where !field.usage.isTarget {
      let treatment = FieldTreatment(mining: field, data: dictionary[field.name])
      scope.set(field.name, to: try treatment.apply(to: row[field.name] ?? .missing))
    }
    return try root.score(in: scope, isOutermost: true)
  }
}

/// A model with what can be known of it before the first row.
final class PreparedModel: Sendable {
  let model: MarkupModel
  let derived: [String: DerivedField]
  let dictionary: [String: DataField]
  /// The type that answers are read in.
  let targetType: FieldType
  let segments: [PreparedModel]
  let neighbors: PreparedNeighbors?

  /// `shared`: derived fields of the document and of the models around this one.
  init(
    _ model: MarkupModel, targetType outer: FieldType?, dictionary: [String: DataField],
    shared: [String: DerivedField], library: FunctionLibrary
  ) {
    self.model = model
    self.dictionary = dictionary
    let derived = Dictionary(model.derived.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.derived = derived
    let visible = derived.isEmpty ? shared : shared.merging(derived) { _, own in own }
    let declared = model.targetName.flatMap { dictionary[$0]?.type }
    let fallback: FieldType = model.function == .regression ? .double : .string
    let type = declared ?? outer.flatMap { model.function == .regression ? .double : $0 } ?? fallback
    self.targetType = type
    if case .mining(let segmentation) = model.content {
      segments = segmentation.segments.map {
        PreparedModel($0.model, targetType: type, dictionary: dictionary, shared: visible, library: library)
      }
    } else {
      segments = []
    }
    if case .nearestNeighbor(let neighbors) = model.content {
      self.neighbors = PreparedNeighbors(
        neighbors, target: model.targetName, dictionary: dictionary, derived: visible, library: library)
    } else {
      neighbors = nil
    }
  }

  /// A category of the document in the target's type.
  func value(of category: String) -> FieldValue { FieldValue.parse(category, as: targetType) ?? .string(category) }

  func score(in outer: Scope, isOutermost: Bool = false) throws(ScoringError) -> ModelAnswer {
    guard model.isScorable else { throw ScoringError(.unsupported, "the document says that its model is not scorable") }
    let scope = Scope(parent: outer, derived: derived, library: outer.library)
    if !isOutermost { try inherit(in: scope, from: outer) }
    var answer = try evaluate(in: scope)
    answer.targetField = model.targetName ?? answer.targetField
    try applyTargets(to: &answer)
    try nameOutputs(of: &answer, in: scope)
    return answer
  }

  /// What the mining schema of a model inside a model says about missing values and outliers.
  private func inherit(in scope: Scope, from outer: Scope) throws(ScoringError) {
    for field in model.schema where !field.usage.isTarget {
      let hasTreatment = field.missingReplacement != nil || field.outliers != .asIs
      guard hasTreatment, let value = try? outer.value(of: field.name) else { continue }
      var treatment = FieldTreatment(mining: field, data: nil)
      treatment.type = value.type ?? dictionary[field.name]?.type
      scope.set(field.name, to: try treatment.apply(to: value))
    }
  }

  private func evaluate(in scope: Scope) throws(ScoringError) -> ModelAnswer {
    switch model.content {
    case .tree(let tree): try score(tree, in: scope)
    case .regression(let regression): try score(regression, in: scope)
    case .mining(let segmentation): try score(segmentation, in: scope)
    case .generalRegression(let regression): try score(regression, in: scope)
    case .network(let network): try score(network, in: scope)
    case .supportVectors(let machine): try score(machine, in: scope)
    case .clustering(let clustering): try score(clustering, in: scope)
    case .nearestNeighbor(let neighbors): try score(neighbors, in: scope)
    case .naiveBayes(let bayes): try score(bayes, in: scope)
    case .scorecard(let scorecard): try score(scorecard, in: scope)
    case .rules(let rules): try score(rules, in: scope)
    case .association(let association): try score(association, in: scope)
    }
  }

  /// An answer that is the category with the greatest probability.
  func classified(_ probabilities: [ModelAnswer.Score]) -> ModelAnswer {
    var answer = ModelAnswer()
    answer.probabilities = probabilities
    if let winner = ModelAnswer.winner(probabilities) { answer.value = value(of: winner) }
    return answer
  }

  /// An answer that is a number, in the precision of the model.
  func regressed(_ number: Double?) -> ModelAnswer {
    var answer = ModelAnswer()
    if let number { answer.value = model.precision == .single ? .float(Float(number)) : .double(number) }
    return answer
  }
}
