// The value of an expression that is written down as it is.

import Semantics
import SourceModel

enum ConstantReader {
  static func constant(at node: NodeID, in tree: Tree) -> Constant? {
    switch tree.python(node) {
    case .none: .some(.none)
    case .trueLiteral: .boolean(true)
    case .falseLiteral: .boolean(false)
    case .number: .number(tree.text(node))
    case .unaryOp: signed(node, tree)
    case .string: StringText.content(of: node, in: tree).map { .string(tree.text(in: $0)) }
    default: nil
    }
  }

  private static func signed(_ node: NodeID, _ tree: Tree) -> Constant? {
    guard let operand = tree.child(PythonRole.operand.role, of: node), tree.python(operand) == .number else {
      return nil
    }
    switch tree.detail(node) {
    case UnaryOperator.minus.rawValue: return .number("-" + tree.text(operand))
    case UnaryOperator.plus.rawValue: return .number(tree.text(operand))
    default: return nil
    }
  }
}
