// Which operators a graph may use.

internal import ModelCore

/// A release of ONNX by its `ai.onnx` opset, with the `ai.onnx.ml` opset and file structure of that release.
///
/// Source: the table of versions in ONNX's `docs/Versioning.md`.
package struct OperatorTarget: Equatable, Sendable {
  package static let oldest = 9
  /// What ONNX Runtime 1.32 loads.
  package static let newest = 28

  package let opset: Int
  package let learningOpset: Int
  package let irVersion: Int

  package init(opset: Int = newest) throws(ConversionError) {
    guard (Self.oldest...Self.newest).contains(opset) else {
      throw ConversionError(
        at: "opset \(opset)", "there is no such target",
        remedy: "ask for an opset from \(Self.oldest) to \(Self.newest)")
    }
    self.opset = opset
    learningOpset =
      switch opset {
      case ..<11: 1
      case ..<16: 2
      case ..<20: 3
      case 20: 4
      default: 5
      }
    irVersion =
      switch opset {
      case 9: 4
      case 10: 5
      case 11: 6
      case ..<15: 7
      case ..<19: 8
      case ..<21: 9
      case ..<23: 10
      case 23: 11
      case 24: 12
      case ..<28: 13
      default: 14
      }
  }

  /// Of a graph that uses operators of both domains.
  var imports: [OpsetImport] {
    [OpsetImport(domain: "", version: opset), OpsetImport(domain: "ai.onnx.ml", version: learningOpset)]
  }
}

/// Why a model cannot be said in the target's words without becoming another model.
package struct ConversionError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The estimator and parameter.
  package var place: String
  package var message: String
  package var remedy: String

  package init(at place: String, _ message: String, remedy: String) {
    self.place = place
    self.message = message
    self.remedy = remedy
  }

  package var description: String { "\(place): \(message); \(remedy)" }
}
