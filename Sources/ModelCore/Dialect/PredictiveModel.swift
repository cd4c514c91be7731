// A model as data: what goes in, what is done to it, where it came from.

/// A trained model that any reader makes and any writer takes: the estimator dialect.
package struct PredictiveModel: Equatable, Sendable {
  package var inputs: [InputColumn]
  package var estimator: Estimator
  package var origin: ModelOrigin
  /// What a reader met on its way: defaults it had to assume, parts it left out because they do not act on predictions.
  package var remarks: [Remark]
  /// Whether the library is given dictionaries, which hold the cells of a row under the names of the columns.
  package var takesDictionaries = false

  package init(inputs: [InputColumn], estimator: Estimator, origin: ModelOrigin, remarks: [Remark] = []) {
    self.inputs = inputs
    self.estimator = estimator
    self.origin = origin
    self.remarks = remarks
  }
}

/// A column of the table that the model takes.
package struct InputColumn: Equatable, Sendable {
  package enum Kind: String, Sendable {
    case double, single, integer, boolean, string
    /// An estimator of text or objects did not say.
    case unknown
  }
  /// As the model was fitted with, or `x0`, `x1`, … where it saw no names.
  package var name: String
  /// Whether the name was in the model file.
  package var isNamed: Bool
  package var kind: Kind

  package init(name: String, isNamed: Bool = true, kind: Kind) {
    self.name = name
    self.isNamed = isNamed
    self.kind = kind
  }
}

/// What wrote the model file.
package struct ModelOrigin: Equatable, Sendable {
  /// As the library's distribution is called: `scikit-learn`, `xgboost`, `lightgbm`.
  package var library: String
  /// As written in the file; nil where the file does not say.
  package var version: String?
  /// Whether the version was concluded from the file's shape, not read.
  package var isInferred: Bool

  package init(library: String, version: String?, isInferred: Bool = false) {
    self.library = library
    self.version = version
    self.isInferred = isInferred
  }
}

/// Something about a model that a person should know, and how much it matters to predictions.
package struct Remark: Hashable, Sendable {
  package enum Loss: String, Sendable {
    /// Predictions are the same, bit for bit.
    case exact
    /// They differ by rounding; the text says how much.
    case bounded
    /// Something is left out.
    case lossy
  }
  package var loss: Loss
  /// The estimator or parameter, such as `steps[1].StandardScaler.scale_`.
  package var place: String
  package var text: String

  package init(_ loss: Loss, at place: String, _ text: String) {
    self.loss = loss
    self.place = place
    self.text = text
  }
}
