// What a model answers with, told by name and kind.

internal import Equivalence
internal import ModelCore

extension GoldenRows {
  /// An answer's name, and what it is for each row: a label of some type, or how many numbers.
  package var outputs: [(name: String, kind: String)] {
    answers.outputs.map { output in (output.name, Self.kind(of: output.content)) }
  }

  private static func kind(of content: Predictions.Content) -> String {
    switch content {
    case .numbers(let matrix) where matrix.columnCount == 1: "double"
    case .numbers(let matrix): "\(matrix.columnCount) doubles"
    case .detections: "boxes"
    case .labels(let labels):
      switch labels.first {
      case .integer?: "integer"
      case .boolean?: "boolean"
      case .number?: "double"
      case .string?: "string"
      case .missing?, nil: "label"
      }
    }
  }
}
