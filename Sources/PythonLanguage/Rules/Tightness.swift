// How tightly expressions bind, and how tightly a place holds what stands there.

import SourceModel

/// Levels of Python's grammar, loosest first.
enum Tightness: Int, Comparable {
  case loose, named, expression, or, and, not, comparison, bitOr, bitXor, bitAnd, shift, sum, product, unary, power
  case await, primary, atom

  static func < (left: Tightness, right: Tightness) -> Bool { left.rawValue < right.rawValue }

  /// The level above this one.
  var tighter: Tightness { Tightness(rawValue: rawValue + 1) ?? .atom }

  /// How tightly an expression binds.
  init(of node: NodeID, in tree: Tree) {
    switch tree.python(node) {
    case .yield, .yieldFrom, .starred, .slice: self = .loose
    case .tuple:
      self = tree.bytes[Int(tree[node].start)] == UInt8(ascii: "(") && Tightness.isWrapped(node, tree) ? .atom : .loose
    case .namedExpression: self = .named
    case .lambda, .conditional: self = .expression
    case .boolOp: self = tree.detail(node) == BooleanOperator.or.rawValue ? .or : .and
    case .unaryOp: self = tree.detail(node) == UnaryOperator.not.rawValue ? .not : .unary
    case .compare: self = .comparison
    case .binaryOp: self = Tightness.binary(tree.detail(node))
    case .await: self = .await
    case .attribute, .call, .subscription: self = .primary
    default: self = .atom
    }
  }

  /// Whether the parenthesis that a tuple begins with is its own: `(1, 2)`, not `(1), 2`.
  private static func isWrapped(_ tuple: NodeID, _ tree: Tree) -> Bool {
    guard let first = tree.children(of: tuple).first(where: { _ in true }) else { return true }
    var scanner = SourceScanner(tree.bytes, from: Int(tree[tuple].start), to: Int(tree[tuple].end))
    while let (offset, byte) = scanner.next() {
      if scanner.depth == 0, byte == UInt8(ascii: ")") { return offset + 1 == Int(tree[tuple].end) }
    }
    return first == tuple
  }

  static func binary(_ detail: UInt8) -> Tightness {
    switch BinaryOperator(rawValue: detail) {
    case .add, .sub: .sum
    case .mult, .matMult, .div, .mod, .floorDiv: .product
    case .pow: .power
    case .leftShift, .rightShift: .shift
    case .bitOr: .bitOr
    case .bitXor: .bitXor
    case .bitAnd, nil: .bitAnd
    }
  }

  /// What an expression must bind as tightly as to stand at `place` below `parent` without parentheses.
  init(requiredAt place: NodeID, below parent: NodeID, in tree: Tree) {
    let role = tree.pythonRole(place)
    switch tree.python(parent) {
    case .attribute, .await: self = .primary
    case .call: self = role == .function ? .primary : .named
    case .subscription: self = role == .value ? .primary : .expression
    case .binaryOp: self = Tightness.operand(place, of: parent, tree)
    case .unaryOp: self = tree.detail(parent) == UnaryOperator.not.rawValue ? .not : .unary
    case .compare, .starred: self = .bitOr
    case .boolOp: self = tree.detail(parent) == BooleanOperator.or.rawValue ? .and : .not
    case .conditional: self = role == .orElse ? .expression : .or
    case .comprehension: self = role == .target ? .primary : .or
    case .ifStatement, .whileStatement, .match, .matchCase: self = .named
    case .list, .set: self = .named
    case .expressionStatement, .assign, .augAssign, .annAssign, .returnStatement: self = .expression
    default: self = role == .decorator ? .named : .expression
    }
  }

  private static func operand(_ place: NodeID, of parent: NodeID, _ tree: Tree) -> Tightness {
    let own = binary(tree.detail(parent))
    let isLeft = tree.pythonRole(place) == .left
    if own == .power { return isLeft ? .await : .unary }
    return isLeft ? own : own.tighter
  }
}
