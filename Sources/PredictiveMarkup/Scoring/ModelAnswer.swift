// What a model says about one row.

package import ModelCore

/// The answer of a model, before and after its outputs are named.
package struct ModelAnswer: Equatable, Sendable {
  /// A category and the number it got.
  package struct Score: Equatable, Sendable {
    package var category: String
    package var value: Double
    package init(_ category: String, _ value: Double) {
      self.category = category
      self.value = value
    }
  }
  package struct Output: Equatable, Sendable {
    package var name: String
    package var value: FieldValue
    /// Whether it is for the user, not only for models that follow.
    package var isFinal: Bool
  }
  package struct Reason: Equatable, Sendable {
    package var code: String
    package var points: Double
  }

  package var targetField: String?
  /// Missing where the model has no answer.
  package var value = FieldValue.missing
  /// Probabilities by category, in the document's order; empty where there are none.
  package var probabilities: [Score] = []
  package var confidences: [Score] = []
  /// Distances or similarities by entity, best first.
  package var affinities: [Score] = []
  /// The node, the cluster, the rule or the neighbour that decided.
  package var entity: String?
  package var reasons: [Reason] = []
  package var rules: [AssociationMatch] = []
  /// Answers of segments that ran, by the segments' names.
  package var segments: [Segment] = []
  package var outputs: [Output] = []

  package init() {}

  package struct Segment: Equatable, Sendable {
    package var id: String
    package var answer: ModelAnswer
  }

  package func probability(of category: String) -> Double? {
    probabilities.first { $0.category == category }?.value
  }

  /// The value of a target, of a document that has several; nil where nothing answers it.
  package func value(of target: String) -> FieldValue? {
    if targetField == target { return value }
    return segments.last { $0.answer.targetField == target }?.answer.value
  }

  package func output(_ name: String) -> FieldValue? { outputs.last { $0.name == name }?.value }

  /// The category with the greatest number, the first of equals; nil for none.
  static func winner(_ scores: [Score]) -> String? {
    var best: Score?
    for score in scores where best.map({ score.value > $0.value }) ?? !score.value.isNaN { best = score }
    return best?.category
  }
}

extension Precision {
  /// A number as this precision holds it.
  func rounded(_ number: Double) -> Double { self == .single ? Double(Float(number)) : number }

  /// A text of the document as this precision reads it.
  func read(_ text: String) -> Double? {
    self == .single ? Float(Literal.trimmed(text)).map(Double.init) ?? Literal.number(text) : Literal.number(text)
  }
}
