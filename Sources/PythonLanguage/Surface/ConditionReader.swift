// Tests in the body of a module that can be decided without running it.

import SourceModel

/// Decides `if sys.version_info >= (3, 9):`, `if TYPE_CHECKING:` and the like.
struct ConditionReader {
  let tree: Tree
  let isStub: Bool
  let target: PythonTarget

  /// Whether a test holds where the given effect is asked for; nil where nobody can say.
  func truth(_ node: NodeID, _ effect: Effect, depth: Int = 0) -> Bool? {
    guard depth < 40 else { return nil }
    switch tree.python(node) {
    case .trueLiteral: return true
    case .falseLiteral, .none: return false
    case .number: return tree.text(node) != "0"
    case .name, .attribute:
      guard DottedText.of(node, in: tree)?.split(separator: ".").last == "TYPE_CHECKING" else { return nil }
      return effect == .forTypes || isStub
    case .unaryOp:
      guard tree.detail(node) == UnaryOperator.not.rawValue, let operand = tree.child(PythonRole.operand.role, of: node)
      else { return nil }
      return truth(operand, effect, depth: depth + 1).map { !$0 }
    case .boolOp:
      let parts = tree.children(of: node).map { truth($0, effect, depth: depth + 1) }
      let deciding = tree.detail(node) == BooleanOperator.or.rawValue
      if parts.contains(deciding) { return deciding }
      return parts.contains(nil) ? nil : !deciding
    case .compare: return comparison(node)
    default: return nil
    }
  }

  private func comparison(_ node: NodeID) -> Bool? {
    let parts = tree.children(of: node).map { $0 }
    guard parts.count == 3, let operation = ComparisonOperator(rawValue: tree.detail(parts[1])) else { return nil }
    let left = tree.text(parts[0]).filter { !$0.isWhitespace }
    let right = tree.text(parts[2])
    if left == "__name__" { return operation == .notEqual }
    if left == "sys.platform", let text = StringLiteral.content(of: parts[2], in: tree) {
      return operation == .equal ? text == target.platform : operation == .notEqual ? text != target.platform : nil
    }
    guard left.hasPrefix("sys.version_info") else { return nil }
    let mine = [3, target.version.minor]
    switch left.dropFirst("sys.version_info".count) {
    case "", "[:2]": return Self.compare(mine, numbers(right), operation)
    case "[0]", ".major", "[:1]": return Self.compare([3], numbers(right), operation)
    case "[1]", ".minor": return Self.compare([target.version.minor], numbers(right), operation)
    default: return nil
    }
  }

  private func numbers(_ text: String) -> [Int] {
    text.split { !$0.isNumber }.compactMap { Int($0) }
  }

  private static func compare(_ left: [Int], _ right: [Int], _ operation: ComparisonOperator) -> Bool? {
    guard !right.isEmpty else { return nil }
    let isLess = left.lexicographicallyPrecedes(right)
    switch operation {
    case .less: return isLess
    // A version of two numbers is below one of three that begins with them, so this holds for `(3, 9, 1)` too.
    case .greaterOrEqual: return !isLess
    case .greater: return right.lexicographicallyPrecedes(left) || (left == right && right.count == 2)
    case .lessOrEqual: return !right.lexicographicallyPrecedes(left) && left != right
    case .equal: return left == right
    case .notEqual: return left != right
    default: return nil
    }
  }
}
