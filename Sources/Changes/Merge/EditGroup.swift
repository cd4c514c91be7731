// Edits that only make sense together, and why a group of them was left out.

package import SourceModel

/// Edits of one file that are made together or not at all (a use, its import, its keyword).
package struct EditGroup: Hashable, Sendable {
  package var edits: [Edit]
  package init(_ edits: [Edit]) { self.edits = edits }
}

/// One edit of one group, the group named by its place in the list that was given.
package struct GroupedEdit: Hashable, Sendable {
  package var group: Int
  package var edit: Edit
  package init(group: Int, edit: Edit) {
    self.group = group
    self.edit = edit
  }
}

/// Why a group was left out: one of its edits, and the edit it does not go with.
package struct EditConflict: Hashable, Sendable {
  package enum Reason: String, Sendable {
    /// The two share bytes and neither holds the other.
    case overlap
    /// Both replace the same range, differently, and not exactly one of them wraps it.
    case sameRange = "same-range"
    /// One cuts through a range that the other copies.
    case cutsCopy = "cuts-copy"
    /// Each copies, in the end, what the other becomes.
    case circular
    /// A copy that cuts through its own edit's range, or strictly holds it.
    case malformed
    /// Copies of copies would let the file grow beyond all measure.
    case tooLarge = "too-large"
  }

  package var reason: Reason
  package var refused: GroupedEdit
  /// The same as `refused` where an edit is at fault by itself.
  package var kept: GroupedEdit
}
