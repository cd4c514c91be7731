// Decides which groups of edits go together: first come, first kept.

import SourceModel

/// Admits groups one by one, each whole or not at all, so that the admitted edits nest and never cut one another.
struct EditAdmission {
  /// An edit that stands, with every group that asked for it.
  struct Admitted {
    var edit: Edit
    var groups: [Int]
    /// Its place among the candidates of the two indexes.
    var candidate: Int
    /// A wrapper copies the very range it replaces, so that one other edit of that range can stand inside it.
    var isWrapper: Bool { edit.isWrapper }
  }

  /// The admitted edits in the order of admission.
  private(set) var admitted: [Admitted] = []
  private(set) var conflicts: [EditConflict] = []

  private let groups: [[Edit]]
  /// The place of each group's first edit, and of each edit's first copy, among the candidates of the two indexes.
  private var firstCandidate: [Int] = []
  private var firstCopy: [Int] = []
  private var candidates: [GroupedEdit] = []
  private var copyOwners: [Int] = []
  private var edits: OverlapIndex
  private var copies: OverlapIndex
  /// The places of admitted edits by what they replace: of a range, two at most; of insertions, by what they insert.
  private var replacing: [ByteRange: [Int]] = [:]
  private var inserting: [Edit: Int] = [:]

  init(_ groups: [EditGroup]) {
    self.groups = groups.map { $0.edits.map(\.normalized) }
    var copyRanges: [ByteRange] = []
    for (group, edits) in self.groups.enumerated() {
      firstCandidate.append(candidates.count)
      for edit in edits {
        firstCopy.append(copyRanges.count)
        for case .copy(let range) in edit.replacement {
          copyRanges.append(range)
          copyOwners.append(candidates.count)
        }
        candidates.append(GroupedEdit(group: group, edit: edit))
      }
    }
    areApart = Self.areApart(candidates)
    edits = OverlapIndex(candidates: areApart ? [] : candidates.map(\.edit.range))
    copies = OverlapIndex(candidates: areApart ? [] : copyRanges)
  }

  /// Whether none of the edits has to do with another, as is so in most files: then all of them go together.
  private let areApart: Bool

  private static func areApart(_ candidates: [GroupedEdit]) -> Bool {
    var ranges: [ByteRange] = []
    ranges.reserveCapacity(candidates.count)
    for candidate in candidates {
      let range = candidate.edit.range
      if candidate.edit.copies(where: { range.isEmpty || !range.contains($0) }) { return false }
      ranges.append(range)
    }
    ranges.sort()
    return zip(ranges, ranges.dropFirst()).allSatisfy { $0.end <= $1.start && $0 != $1 }
  }

  /// Admits every group that goes with those before it, except `refused` ones.
  mutating func admitAll(except refused: Set<Int>) {
    guard areApart else {
      for group in groups.indices where !refused.contains(group) { admit(group) }
      return
    }
    admitted.reserveCapacity(candidates.count)
    for (place, candidate) in candidates.enumerated() where !refused.contains(candidate.group) {
      admitted.append(Admitted(edit: candidate.edit, groups: [candidate.group], candidate: place))
    }
  }

  private mutating func admit(_ group: Int) {
    let before = admitted.count
    var joined: [Int] = []
    for (offset, edit) in groups[group].enumerated() {
      if let place = place(of: edit) {
        guard admitted[place].groups.last != group else { continue }
        admitted[place].groups.append(group)
        joined.append(place)
      } else if let conflict = conflict(of: GroupedEdit(group: group, edit: edit)) {
        conflicts.append(conflict)
        withdraw(group, admittedSince: before, joined: joined)
        return
      } else {
        stand(edit, candidate: firstCandidate[group] + offset, group: group)
      }
    }
  }

  /// The place of the same edit, if it stands already.
  private func place(of edit: Edit) -> Int? {
    edit.range.isEmpty ? inserting[edit] : replacing[edit.range]?.first { admitted[$0].edit == edit }
  }

  private mutating func stand(_ edit: Edit, candidate: Int, group: Int) {
    if edit.range.isEmpty {
      inserting[edit] = admitted.count
    } else {
      replacing[edit.range, default: []].append(admitted.count)
    }
    admitted.append(Admitted(edit: edit, groups: [group], candidate: candidate))
    edits.insert(candidate)
    for copy in 0..<edit.copyCount { copies.insert(firstCopy[candidate] + copy) }
  }

  private mutating func withdraw(_ group: Int, admittedSince before: Int, joined: [Int]) {
    for place in joined { admitted[place].groups.removeLast() }
    while admitted.count > before {
      let last = admitted.removeLast()
      if last.edit.range.isEmpty {
        inserting[last.edit] = nil
      } else {
        replacing[last.edit.range]?.removeLast()
      }
      edits.remove(last.candidate)
      for copy in 0..<last.edit.copyCount { copies.remove(firstCopy[last.candidate] + copy) }
    }
  }

  /// What speaks against admitting `new` beside what is admitted so far.
  private func conflict(of new: GroupedEdit) -> EditConflict? {
    let edit = new.edit
    if edit.isMalformed { return EditConflict(reason: .malformed, refused: new, kept: new) }
    if let other = edits.candidate(cutting: edit.range) {
      return EditConflict(reason: .overlap, refused: new, kept: candidates[other])
    }
    if let copy = copies.candidate(cutting: edit.range) {
      return EditConflict(reason: .cutsCopy, refused: new, kept: candidates[copyOwners[copy]])
    }
    for case .copy(let copy) in edit.replacement {
      guard let other = edits.candidate(cutting: copy) else { continue }
      return EditConflict(reason: .cutsCopy, refused: new, kept: candidates[other])
    }
    for place in replacing[edit.range] ?? [] where admitted[place].isWrapper == edit.isWrapper {
      let kept = GroupedEdit(group: admitted[place].groups[0], edit: admitted[place].edit)
      return EditConflict(reason: .sameRange, refused: new, kept: kept)
    }
    return nil
  }
}

extension Edit {
  /// Whether a range that it copies is as asked.
  func copies(where isWanted: (ByteRange) -> Bool) -> Bool {
    replacement.contains { piece in
      if case .copy(let range) = piece { isWanted(range) } else { false }
    }
  }

  var copyCount: Int {
    replacement.reduce(0) { count, piece in
      if case .copy = piece { count + 1 } else { count }
    }
  }

  /// Whether the edit copies the very range it replaces.
  var isWrapper: Bool { !range.isEmpty && copies { $0 == range } }

  /// A copy may lie inside the edit's range, be it, or lie outside; it may not cut it or strictly hold it.
  var isMalformed: Bool {
    copies { copy in
      copy != range && copy.overlaps(range) && !(range.contains(copy) && !range.isEmpty)
    }
  }

  /// The same edit with neighbouring literals joined and empty ones left out, so that equal edits are identical.
  var normalized: Edit {
    if isNormal { return self }
    var pieces: [Piece] = []
    for piece in replacement {
      if case .literal(let text) = piece {
        if text.isEmpty { continue }
        if case .literal(let before)? = pieces.last {
          pieces[pieces.count - 1] = .literal(before + text)
          continue
        }
      }
      pieces.append(piece)
    }
    return Edit(range, pieces)
  }

  private var isNormal: Bool {
    var isBehindText = false
    for piece in replacement {
      guard case .literal(let text) = piece else {
        isBehindText = false
        continue
      }
      if isBehindText || text.isEmpty { return false }
      isBehindText = true
    }
    return true
  }
}
