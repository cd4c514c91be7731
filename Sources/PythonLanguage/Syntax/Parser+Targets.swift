// Expressions that turn out to be targets: what may be assigned to and deleted.

import SourceModel

extension Parser {
  /// The targets of `for`: up to the `in`.
  mutating func targetList(_ role: PythonRole) throws(SyntaxFailure) {
    let mark = builder.mark
    let start = lexer.start
    try target(role)
    guard token == .comma else { return }
    setRole(.elements)
    while take(.comma) {
      guard token.startsExpression else { break }
      try target(.elements)
    }
    close(.tuple, mark, start, role)
    setContext(.store)
  }

  /// One target, possibly starred, whose context is store.
  mutating func target(_ role: PythonRole) throws(SyntaxFailure) {
    let start = lexer.start
    if token == .star {
      try starred(role)
    } else {
      try operation(Precedence.bitOr, role)
    }
    try assign(.store, from: start)
  }

  /// Makes the node closed last a target, or fails if it cannot be one.
  mutating func assign(_ context: ExpressionContext, from start: Int) throws(SyntaxFailure) {
    let row = builder.rows.count - 1
    guard mark(row, context) else { throw failure("this cannot be assigned to or deleted", from: start) }
  }

  /// Gives the node closed last, which is known to have one, its context.
  mutating func setContext(_ context: ExpressionContext) {
    builder.rows[builder.rows.count - 1].detail = context.rawValue
  }

  /// Marks a row and what it is made of. False for what is no target.
  private mutating func mark(_ row: Int, _ context: ExpressionContext) -> Bool {
    switch PythonKind(rawValue: builder.rows[row].kind.raw) {
    case .name, .attribute, .subscription:
      builder.rows[row].detail = context.rawValue
      return true
    case .starred:
      guard context == .store else { return false }
      let inner = builder.rows[row - 1].kind
      guard inner != PythonKind.starred.kind, mark(row - 1, context) else { return false }
      builder.rows[row].detail = context.rawValue
      return true
    case .tuple, .list:
      return markElements(row, context)
    default:
      return false
    }
  }

  private mutating func markElements(_ row: Int, _ context: ExpressionContext) -> Bool {
    builder.rows[row].detail = context.rawValue
    let first = row + 1 - Int(builder.rows[row].subtreeEnd)
    var child = row - 1
    while child >= first {
      guard mark(child, context) else { return false }
      child -= Int(builder.rows[child].subtreeEnd)
    }
    return true
  }
}
