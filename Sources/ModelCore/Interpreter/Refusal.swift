// Why a model, or a table of rows, cannot be answered.

/// What was refused, where, and what to do about it.
package struct Refusal: Error, Equatable, Sendable, CustomStringConvertible {
  /// The estimator as its library calls it, such as `OneHotEncoder`.
  package var estimator: String
  /// What was met and what was expected.
  package var problem: String
  /// What a person can do.
  package var remedy: String

  package init(_ estimator: String, _ problem: String, remedy: String) {
    self.estimator = estimator
    self.problem = problem
    self.remedy = remedy
  }

  package var description: String { "\(estimator): \(problem); \(remedy)" }
}

extension Refusal {
  /// The parts of a model do not fit each other; only a broken file or a reader's mistake makes such a model.
  static func misfit(_ estimator: String, _ problem: String) -> Refusal {
    Refusal(estimator, problem, remedy: "check that the model file is whole and was read by its right format")
  }

  /// The table has another width than the estimator was fitted with.
  static func width(_ estimator: String, expected: Int, found: Int) -> Refusal {
    Refusal(
      estimator, "takes \(expected) columns and was given \(found)",
      remedy: "give the columns the model was fitted with, in their order")
  }
}
