// What a file becomes under the edits of many findings.

import SourceModel

/// The edits of many findings over one file, merged into its new bytes.
///
/// - Groups are taken in the given order, each whole or not at all; a group that does not go with those before it is
///   left out and reported.
/// - Edits go together when their ranges are apart (touching is apart) or one holds the other. An insertion at the edge
///   of a range is outside of it.
/// - Identical edits are one. Different insertions at one place stand in the given order. Two edits of one range go
///   together when exactly one of them copies the whole range: the other stands inside it.
/// - A copied range is what became of it: the edits inside it are carried along, as often as it is copied.
/// - An edit inside another's range but in none of its copies is moot: it went with the text it stood in.
/// - A copied range may lie outside the edit's own range (moving, swapping); an edit of exactly that range by the same
///   group is then not followed.
///
/// n log n in the number of edits, plus the size of the output.
package struct MergedEdits: Sendable {
  /// The new bytes.
  package let bytes: ContiguousArray<UInt8>
  /// The groups that stand, by their place in the given list, ascending.
  package let kept: [Int]
  /// One conflict for each group left out, by group.
  package let conflicts: [EditConflict]
  /// Edits of kept groups that went with the text they stood in, by place.
  package let moot: [GroupedEdit]
  package let offsets: OffsetMap

  /// Every range must lie inside `source`.
  package init(_ groups: [EditGroup], into source: ContiguousArray<UInt8>) {
    precondition(Self.fits(groups, source.count), "an edit's ranges lie inside its file")
    var refused = Set<Int>()
    var writingConflicts: [EditConflict] = []
    while true {
      var admission = EditAdmission(groups)
      admission.admitAll(except: refused)
      let forest = EditForest(admission.admitted)
      let flattening = EditFlattening(source, forest)
      if let failure = flattening.failure {
        writingConflicts += Self.conflicts(of: failure, forest, refused: &refused)
        continue
      }
      conflicts = (admission.conflicts + writingConflicts).sorted { $0.refused.group < $1.refused.group }
      let left = Set(conflicts.map(\.refused.group))
      kept = groups.indices.filter { !left.contains($0) }
      moot = Self.moot(flattening, forest)
      offsets = OffsetMap(
        kept: flattening.kept, replaced: flattening.replaced, newCount: flattening.output.count)
      bytes = flattening.output
      return
    }
  }

  private static func fits(_ groups: [EditGroup], _ count: Int) -> Bool {
    groups.allSatisfy { group in
      group.edits.allSatisfy { edit in
        Int(edit.range.end) <= count && !edit.copies { Int($0.end) > count }
      }
    }
  }

  /// Leaves out the last come of the groups in a circle, and every group of a nest that grows too large: one by one
  /// would take as long as the nest is deep.
  private static func conflicts(
    of failure: EditFlattening.Failure, _ forest: EditForest, refused: inout Set<Int>
  ) -> [EditConflict] {
    let involved = failure.rows.flatMap { row in
      forest.rows[row].groups.map { GroupedEdit(group: $0, edit: forest.rows[row].edit) }
    }.sorted { $0.group < $1.group }
    guard let first = involved.first, let last = involved.last else {
      preconditionFailure("only edits make a file circular or too large")
    }
    let leaving = failure.reason == .circular ? involved.filter { $0.group == last.group } : involved
    return leaving.compactMap { edit in
      guard refused.insert(edit.group).inserted else { return nil }
      let other = failure.reason == .circular ? first : edit
      return EditConflict(reason: failure.reason, refused: edit, kept: other)
    }
  }

  private static func moot(_ flattening: EditFlattening, _ forest: EditForest) -> [GroupedEdit] {
    forest.rows.indices.filter { !flattening.isApplied[$0] }.flatMap { row in
      forest.rows[row].groups.map { GroupedEdit(group: $0, edit: forest.rows[row].edit) }
    }
  }
}
