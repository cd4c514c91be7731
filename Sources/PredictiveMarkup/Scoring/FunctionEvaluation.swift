// Built-in functions for those who have values and no row.

/// PMML's built-in functions over values that are known.
package enum FunctionEvaluation {
  package static func apply(_ name: String, to values: [FieldValue]) throws(ScoringError) -> FieldValue {
    try BuiltInFunction.apply(name, to: values)
  }
}
