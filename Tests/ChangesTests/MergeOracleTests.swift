// The merging of edits against a plain, slow telling of its rules, over many generated edits.

import SourceModel
import Testing

@testable import Changes

/// The rules of `MergedEdits`, each as it is said, with every edit compared to every other.
private struct PlainMerge {
  let source: ContiguousArray<UInt8>
  private(set) var kept: [Int] = []
  /// The edits that stand, in the order they came, each with the groups that asked for it.
  private var edits: [(edit: Edit, groups: [Int])] = []

  init(_ groups: [EditGroup], _ source: ContiguousArray<UInt8>) {
    self.source = source
    for (group, edits) in groups.enumerated() {
      var standing = self.edits
      guard edits.edits.allSatisfy({ Self.add($0.normalized, group, to: &standing) }) else { continue }
      self.edits = standing
      kept.append(group)
    }
  }

  private static func add(_ edit: Edit, _ group: Int, to standing: inout [(edit: Edit, groups: [Int])]) -> Bool {
    if let place = standing.firstIndex(where: { $0.edit == edit }) {
      standing[place].groups.append(group)
      return true
    }
    guard !edit.isMalformed, standing.allSatisfy({ go(edit, $0.edit) }) else { return false }
    standing.append((edit, [group]))
    return true
  }

  private static func go(_ edit: Edit, _ other: Edit) -> Bool {
    let cut =
      cuts(edit.range, other.range) || other.copies { cuts($0, edit.range) }
      || edit.copies { cuts($0, other.range) }
    let isSame = edit.range == other.range && !edit.range.isEmpty && edit.isWrapper == other.isWrapper
    return !cut && !isSame
  }

  private static func cuts(_ left: ByteRange, _ right: ByteRange) -> Bool {
    left.overlaps(right) && !left.contains(right) && !right.contains(left)
  }

  /// The new text, or nothing where copies go in a circle or grow too large for a plain telling.
  func text() -> [UInt8]? {
    var budget = 3_000
    return text(of: ByteRange(0, UInt32(source.count)), copier: nil, active: [], &budget)
  }

  private func text(of span: ByteRange, copier: Int?, active: [Int], _ budget: inout Int) -> [UInt8]? {
    var text: [UInt8] = []
    var written = span.start
    for place in topmost(in: span, copier) {
      let edit = edits[place].edit
      budget -= 1
      if active.contains(place) || budget < 0 { return nil }
      text += source[Int(written)..<Int(edit.range.start)]
      written = edit.range.end
      for piece in edit.replacement {
        switch piece {
        case .literal(let literal): text += literal.utf8
        case .copy(let range):
          guard let copied = self.text(of: range, copier: place, active: active + [place], &budget) else { return nil }
          text += copied
        }
      }
    }
    return text + source[Int(written)..<Int(span.end)]
  }

  private func topmost(in span: ByteRange, _ copier: Int?) -> [Int] {
    let inside = edits.indices.filter { belongs($0, to: span, copier) }
    return inside.filter { place in
      !inside.contains { isInside(place, of: $0) }
    }.sorted { (order($0), $0) < (order($1), $1) }
  }

  private func order(_ place: Int) -> Int {
    let range = edits[place].edit.range
    return 2 * Int(range.start) + (range.isEmpty ? 0 : 1)
  }

  private func isInside(_ place: Int, of other: Int) -> Bool {
    let (range, around) = (edits[place].edit.range, edits[other].edit.range)
    if range.isEmpty { return around.start < range.start && range.start < around.end }
    if range == around { return place != other && edits[other].edit.isWrapper }
    return around.contains(range)
  }

  private func belongs(_ place: Int, to span: ByteRange, _ copier: Int?) -> Bool {
    let range = edits[place].edit.range
    guard place != copier, span.contains(range) else { return false }
    guard let copier else { return true }
    let copying = edits[copier]
    let isFromInside = copying.edit.range.contains(span)
    if range.isEmpty {
      if range.start == span.end {
        let goesOn = copying.edit.copies { $0.start == span.end }
        return isFromInside && span.end != copying.edit.range.end && !goesOn
      }
      return range.start != span.start || (isFromInside && span.start != copying.edit.range.start)
    }
    return range != span || isFromInside || !copying.groups.contains { edits[place].groups.contains($0) }
  }
}

@Suite("Merging, told twice") struct MergeOracleTests {
  private let source = ContiguousArray("abcdefghijkl".utf8)

  private func range(in outer: ByteRange, _ random: inout SeededRandom) -> ByteRange {
    let start = UInt32.random(in: outer.start...outer.end, using: &random)
    return ByteRange(start, min(outer.end, start + UInt32.random(in: 0...6, using: &random)))
  }

  private func edit(_ random: inout SeededRandom) -> Edit {
    let whole = ByteRange(0, UInt32(source.count))
    let place = range(in: whole, &random)
    let pieces = (0..<Int.random(in: 0...3, using: &random)).map { _ in
      switch Int.random(in: 0...9, using: &random) {
      case 0: Piece.copy(range(in: whole, &random))
      case 1...2: Piece.copy(place)
      case 3...6: Piece.copy(range(in: place, &random))
      default: Piece.literal(["X", "Y", "(", ")", ""].randomElement(using: &random) ?? "")
      }
    }
    // A copy of nothing says nothing about where its text belongs.
    return Edit(place, pieces.filter { if case .copy(let range) = $0 { !range.isEmpty } else { true } })
  }

  @Test func `Both tellings agree on what stands and what comes out`() {
    var random = SeededRandom(3)
    var told = 0
    for _ in 0..<3_000 {
      let groups = (0..<Int.random(in: 1...7, using: &random)).map { _ in
        EditGroup((0..<Int.random(in: 1...2, using: &random)).map { _ in edit(&random) })
      }
      let plain = PlainMerge(groups, source)
      guard let text = plain.text() else { continue }
      told += 1
      let merged = MergedEdits(groups, into: source)
      #expect(merged.kept == plain.kept, "\(groups)")
      #expect(Array(merged.bytes) == text, "\(groups)")
    }
    #expect(told > 2_750)
  }
}
