// A wish that no pack can fulfil.

/// What was asked of the catalogue and cannot be had, with what can.
package struct RequestError: Error, Hashable, Sendable {
  package enum Code: String, Sendable {
    case unknownLibrary = "unknown-library"
    case unknownRelease = "unknown-release"
    case unknownSwap = "unknown-swap"
    case malformedRelease = "malformed-release"
    case downgrade
  }

  package var code: Code
  /// One sentence without a full stop.
  package var message: String
  /// What to ask for instead.
  package var remedy: String

  package init(code: Code, message: String, remedy: String) {
    self.code = code
    self.message = message
    self.remedy = remedy
  }

  package var rendered: String { "\(message)\n  \(remedy)" }
}
