// Why a graph could not be run.

/// One sentence of what went wrong, and one of what to do.
package struct InferenceError: Error, Equatable, Sendable, CustomStringConvertible {
  package var message: String
  package var remedy: String

  package init(_ message: String, remedy: String) {
    self.message = message
    self.remedy = remedy
  }

  package var description: String { "\(message); \(remedy)" }
}
