// Why a model that was read is not made into the dialect: it would not answer the same.

/// A part of a model that cannot be represented faithfully.
package struct ModelRefusal: Error, Equatable, Sendable {
  /// Where in the model: `steps[1].StandardScaler`.
  package var place: String
  /// The class, as its library calls it.
  package var estimator: String
  /// The parameter or attribute that stands in the way; nil where it is the estimator as a whole.
  package var parameter: String?
  /// A sentence: what it is.
  package var reason: String
  /// A sentence: what to do.
  package var remedy: String

  package init(place: String, estimator: String, parameter: String? = nil, _ reason: String, remedy: String) {
    self.place = place
    self.estimator = estimator
    self.parameter = parameter
    self.reason = reason
    self.remedy = remedy
  }
}

extension ModelRefusal: CustomStringConvertible {
  package var description: String {
    "\(place.isEmpty ? estimator : place)\(parameter.map { ", \($0)" } ?? ""): \(reason) \(remedy)".onOneLine
  }
}
