// Why a row or a document cannot be scored.

/// A row that the document gives no answer for, or a document that contradicts itself.
package struct ScoringError: Error, Equatable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// A value that the model does not take.
    case invalidValue
    /// A name that nothing in the document has.
    case unknownName
    /// Something that the standard allows and this scorer does not do.
    case unsupported
    /// The document breaks the standard.
    case brokenDocument
  }
  package var code: Code
  package var message: String

  init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
