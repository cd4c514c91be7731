// A request for predictions, understood and held against the model.

package import ModelCore

/// What the model is to be given, and which of its answers are wanted in which form.
package struct InferenceRequest: Equatable, Sendable {
  package struct WantedOutput: Equatable, Sendable {
    package var name: String
    /// As bytes behind the JSON, by the extension for binary tensors.
    package var isBinary: Bool

    package init(name: String, isBinary: Bool) {
      self.name = name
      self.isBinary = isBinary
    }
  }
  package var id: String?
  /// One for each input of the model.
  package var inputs: [NamedTensor]
  /// In the order in which they are answered; all of the model's where none are named.
  package var outputs: [WantedOutput]
}
