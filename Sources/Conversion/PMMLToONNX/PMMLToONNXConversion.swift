// From PMML documents to ONNX graphs.

package import ModelCore
package import PredictiveMarkup

/// Converts a document's model to a graph that answers the same.
///
/// Each data field that the model takes is an input of its own, n × 1: doubles, with NaN for what is missing, or strings,
/// with the empty string for what is missing.
package enum PMMLToONNXConversion {
  /// A graph and its loss report.
  package struct Result: Sendable {
    package var model: TensorModel
    package var remarks: [Remark]
  }

  /// Throws a `ConversionError` where the graph would be another model.
  package static func convert(_ document: MarkupDocument, target: OperatorTarget) throws -> Result {
    guard let model = document.models.first else {
      throw ConversionError(at: "document", "it holds no model", remedy: "give a document with a model")
    }
    let writing = DocumentGraph(document, target)
    let answer = try writing.answer(of: model)
    try writing.writeOutputs(of: answer, model)
    return Result(
      model: writing.graph.model(
        named: model.name ?? "model", metadata: [Property("source", "PMML \(document.version)")]),
      remarks: writing.remarks)
  }
}

/// A field of a document as a value of the graph.
struct FieldValueOfGraph {
  enum Content {
    /// n × 1 doubles; NaN is missing.
    case number(Value)
    /// n × 1 strings; the empty one is missing.
    case text(Value)
    /// n × 1 places in a list that is known; below 0 is missing.
    case choice(Value, [String])
  }
  var content: Content

  static func number(_ value: Value) -> FieldValueOfGraph { FieldValueOfGraph(content: .number(value)) }
}

/// What a model of the document answers, as values of the graph.
struct MarkupGraphAnswer {
  /// A number, or a place among `categories`.
  var value: FieldValueOfGraph
  var categories: [String] = []
  /// n × k, in the order of `categories`.
  var probabilities: Value?
  /// Of a chain in which each segment answers a target of its own: all of them.
  var targets: [(name: String, answer: MarkupGraphAnswer)] = []
  /// Of ranked entities: n × r distances, and the entities' names by place.
  var ranked: (places: Value, distances: Value, names: [String])?
}
