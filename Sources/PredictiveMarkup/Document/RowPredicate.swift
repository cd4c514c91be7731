// Conditions on a row, true, false, or unknown where a value is missing.

/// The predicates of PMML.
package indirect enum RowPredicate: Equatable, Sendable {
  package enum Comparison: String, Sendable {
    case equal, notEqual, lessThan, lessOrEqual, greaterThan, greaterOrEqual, isMissing, isNotMissing
  }
  package enum Connective: String, Sendable { case or, and, xor, surrogate }
  case always
  case never
  case simple(field: String, Comparison, Literal)
  case set(field: String, isIn: Bool, [Literal])
  case compound(Connective, [RowPredicate])
}
