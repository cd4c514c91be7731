// Functions that are handed a closure to call when they are done, and that come to wait instead.

package import SourceModel

/// What a completion handler is handed.
package enum HandlerForm: String, Sendable, CaseIterable {
  /// One value that is a success or a failure.
  case result
  /// A value or none, and an error or none: one of them is there.
  case valueOrError = "value-or-error"
  /// An error or none.
  case error
  /// A value; nothing fails.
  case value
  case nothing

  /// Whether the handler is told of failures.
  package var tellsFailure: Bool {
    switch self {
    case .result, .valueOrError, .error: true
    case .value, .nothing: false
    }
  }
}

/// The parameter of a function that takes a completion handler, and what that is handed.
package struct CompletionHandler: Hashable, Sendable {
  /// The variable of `was`.
  package var parameter: String
  package var form: HandlerForm

  package init(parameter: String, form: HandlerForm) {
    self.parameter = parameter
    self.form = form
  }
}

/// How a call with a completion handler becomes one that waits: what was in the handler comes to stand behind it.
package struct HandlerPlan: Sendable {
  /// What takes the call's place, as the text of a rewriting: `$call` is the call without its handler.
  package var text = ""
  /// What the other variables of the text stand for.
  package var nodes: [String: [NodeID]] = [:]
  /// Changes inside of what those nodes copy.
  package var edits: [Edit] = []
  /// The call as it stands, without its handler.
  package var call: [Piece] = []
  /// Why it cannot be done for certain.
  package var obstacles: [String] = []

  package init() {}
}
