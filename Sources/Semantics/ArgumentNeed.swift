// What a call must give for a rule about a member to have anything to say of it.

/// An argument without which a rule says nothing of a call.
package struct ArgumentNeed: Hashable, Sendable {
  package var label: String
  /// The place among positional arguments, the receiver not counted; nil where it cannot be given by place.
  package var position: Int?
  /// Whether it must be a string that is written out, or a display in which one may stand: at whatever place, since
  /// classes differ in that. Of a use that is no call such a rule says nothing.
  package var isText: Bool

  package init(label: String, position: Int?, isText: Bool) {
    self.label = label
    self.position = position
    self.isText = isText
  }
}
