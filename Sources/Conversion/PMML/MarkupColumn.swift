// What stands for a column while a document is put together.

internal import ModelCore
internal import PredictiveMarkup

/// A value that expressions can use; it becomes a field where a model asks for one.
struct MarkupColumn {
  var expression: FieldExpression
  var isText = false

  static func constant(_ number: Double) -> MarkupColumn { MarkupColumn(expression: .constant(number)) }

  func applying(_ function: String, _ others: MarkupColumn...) -> MarkupColumn {
    MarkupColumn(expression: .apply(Application(function, [expression] + others.map(\.expression))))
  }

  static func + (left: MarkupColumn, right: MarkupColumn) -> MarkupColumn { left.applying("+", right) }
  static func - (left: MarkupColumn, right: MarkupColumn) -> MarkupColumn { left.applying("-", right) }
  static func * (left: MarkupColumn, right: MarkupColumn) -> MarkupColumn { left.applying("*", right) }
  static func / (left: MarkupColumn, right: MarkupColumn) -> MarkupColumn { left.applying("/", right) }

  static func condition(_ test: MarkupColumn, _ yes: MarkupColumn, _ no: MarkupColumn) -> MarkupColumn {
    MarkupColumn(expression: .apply(Application("if", [test.expression, yes.expression, no.expression])))
  }

  /// 1 / (1 + e^(−x)).
  var logistic: MarkupColumn { .constant(1) / (.constant(1) + (.constant(0) - self).applying("exp")) }
}

/// An estimator as a model element, before it has a mining schema, a target or outputs.
struct ComposedAnswer {
  var model: MarkupModel
  /// Labels in the order of probabilities; empty for numbers.
  var classes: [Label] = []
  var hasProbabilities = false
  /// Where the model's own probabilities are not the estimator's.
  var probabilities: [MarkupColumn]?
  /// `decision_function`.
  var scores: [RegressionModel.Equation]?
  var transformation: [MarkupColumn]?
  /// Values of several targets.
  var targets: [MarkupColumn] = []

  init(_ model: MarkupModel) { self.model = model }

  /// A model that says what its equation says.
  static func value(_ equation: RegressionModel.Equation) -> ComposedAnswer {
    ComposedAnswer(MarkupModel(.regression, .regression(RegressionModel(.none, [equation]))))
  }
}
