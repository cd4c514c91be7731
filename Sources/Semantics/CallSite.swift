// A call as any language writes it: who is called, on what, with which arguments.

package import SourceModel

/// One argument of a call.
package struct Argument: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    case positional
    case labelled(String)
    /// `*items`: any number of positional arguments.
    case unpacked
    /// `**items`: any labelled arguments.
    case unpackedMapping
    /// A closure behind the parentheses, with its label where it has one.
    case trailing(String?)
  }
  package var form: Form
  /// The value.
  package var node: NodeID
  /// The whole argument with its label; without the comma.
  package var range: ByteRange

  package init(form: Form, node: NodeID, range: ByteRange) {
    self.form = form
    self.node = node
    self.range = range
  }

  /// Whether it is a closure behind the parentheses.
  package var isTrailing: Bool {
    if case .trailing = form { return true }
    return false
  }

  package var label: String? {
    if case .labelled(let label) = form { return label }
    return nil
  }
}

/// One call in a tree.
package struct CallSite: Hashable, Sendable {
  /// The whole call.
  package var node: NodeID
  package var callee: NodeID
  /// In source order.
  package var arguments: [Argument]
  /// What stands between the parentheses; of a call without any, the empty place where they would be.
  package var argumentList: ByteRange
  /// Whether a sign before the callee's name is part of the call: `#expect(…)`.
  package var hasSign: Bool

  package init(
    node: NodeID, callee: NodeID, arguments: [Argument], argumentList: ByteRange, hasSign: Bool = false
  ) {
    self.hasSign = hasSign
    self.node = node
    self.callee = callee
    self.arguments = arguments
    self.argumentList = argumentList
  }
}

/// `base.member` in a tree.
package struct MemberAccess: Hashable, Sendable {
  package var node: NodeID
  package var base: NodeID
  package var member: String
  package var memberRange: ByteRange

  package init(node: NodeID, base: NodeID, member: String, memberRange: ByteRange) {
    self.node = node
    self.base = base
    self.member = member
    self.memberRange = memberRange
  }
}
