// Predicates decided for one row.

extension RowPredicate {
  /// Nil is unknown.
  func holds(in scope: Scope, depth: Int = 0) throws(ScoringError) -> Bool? {
    guard depth < 400 else { throw ScoringError(.brokenDocument, "predicates are nested more than 400 deep") }
    switch self {
    case .always: return true
    case .never: return false
    case .simple(let field, let comparison, let literal):
      return Self.compare(try scope.value(of: field), comparison, literal)
    case .set(let field, let isIn, let literals):
      let value = try scope.value(of: field)
      return value.isMissing ? nil : literals.contains { value.equals($0) } == isIn
    case .compound(let connective, let predicates):
      return try Self.connect(connective, predicates, in: scope, depth: depth + 1)
    }
  }

  private static func compare(_ value: FieldValue, _ comparison: Comparison, _ literal: Literal) -> Bool? {
    switch comparison {
    case .isMissing: return value.isMissing
    case .isNotMissing: return !value.isMissing
    default: if value.isMissing { return nil }
    }
    switch comparison {
    case .equal: return value.equals(literal)
    case .notEqual: return !value.equals(literal)
    case .lessThan: return value.order(to: literal).map { $0 < 0 } ?? false
    case .lessOrEqual: return value.order(to: literal).map { $0 <= 0 } ?? false
    case .greaterThan: return value.order(to: literal).map { $0 > 0 } ?? false
    default: return value.order(to: literal).map { $0 >= 0 } ?? false
    }
  }

  private static func connect(
    _ connective: Connective, _ predicates: [RowPredicate], in scope: Scope, depth: Int
  ) throws(ScoringError) -> Bool? {
    var isUnknown = false
    var parity = false
    for predicate in predicates {
      let holds = try predicate.holds(in: scope, depth: depth)
      switch (connective, holds) {
      case (.and, false?): return false
      case (.or, true?): return true
      case (.surrogate, .some(let holds)): return holds
      case (.xor, nil): return nil
      case (.xor, .some(let holds)): parity = parity != holds
      case (_, nil): isUnknown = true
      default: break
      }
    }
    switch connective {
    case .xor: return parity
    case .surrogate: return nil
    case .and: return isUnknown ? nil : true
    case .or: return isUnknown ? nil : false
    }
  }
}
