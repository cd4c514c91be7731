// What a file becomes under many edits, written as text.

import SourceModel
import Testing

@testable import Changes

/// Edits in a notation of the tests' own: a line is a group, ` & ` stands between its edits.
///
/// `cd=X[c]Y` replaces `cd` by an X, what became of `c`, and a Y; `|c=X` inserts before `c`, `c|=X` after it. The
/// letters of a source are distinct, so that text names a range.
struct EditNotation {
  let source: String
  init(_ source: String) { self.source = source }

  func groups(_ text: String) -> [EditGroup] {
    text.split(separator: "\n").map { line in
      EditGroup(line.split(separator: " & ").map { edit($0.drop { $0 == " " }) })
    }
  }

  private func edit(_ text: Substring) -> Edit {
    let equals = text.firstIndex(of: "=") ?? text.endIndex
    let place = text[..<equals]
    return Edit(range(of: place), pieces(text[equals...].dropFirst()))
  }

  func range(of place: Substring) -> ByteRange {
    let letters = place.filter { $0 != "|" }
    let bytes = Array(source.utf8)
    let wanted = Array(letters.utf8)
    let start = bytes.indices.first { bytes[$0...].starts(with: wanted) } ?? bytes.count
    let found = ByteRange(start..<(start + wanted.count))
    if place.hasPrefix("|") { return ByteRange(found.start, found.start) }
    return place.hasSuffix("|") ? ByteRange(found.end, found.end) : found
  }

  private func pieces(_ text: Substring) -> [Piece] {
    text.split(separator: "[", omittingEmptySubsequences: false).enumerated().flatMap { place, part -> [Piece] in
      guard place > 0, let close = part.firstIndex(of: "]") else { return [.literal(String(part))] }
      return [.copy(range(of: part[..<close])), .literal(String(part[part.index(after: close)...]))]
    }
  }

  /// An edit as it would be written: its place in the source, and what it puts there.
  func text(_ edit: Edit) -> String {
    let pieces = edit.replacement.map { piece in
      switch piece {
      case .literal(let text): text
      case .copy(let range): "[\(slice(range))]"
      }
    }
    let place =
      edit.range.isEmpty
      ? "|\(slice(ByteRange(edit.range.start, UInt32(source.utf8.count))).prefix(1))" : slice(edit.range)
    return place + "=" + pieces.joined()
  }

  private func slice(_ range: ByteRange) -> String {
    String(decoding: Array(source.utf8)[range.range], as: UTF8.self)
  }
}

private func merged(_ source: String, _ edits: String) -> MergedEdits {
  MergedEdits(EditNotation(source).groups(edits), into: ContiguousArray(source.utf8))
}

private func expect(
  _ edits: String, in source: String = "abcdefghij", becomes expected: String, conflicts: [String] = [],
  moot: [String] = [], sourceLocation: SourceLocation = #_sourceLocation
) {
  let notation = EditNotation(source)
  let result = merged(source, edits)
  #expect(String(decoding: result.bytes, as: UTF8.self) == expected, sourceLocation: sourceLocation)
  let found = result.conflicts.map {
    "\($0.reason.rawValue): \(notation.text($0.refused.edit)) not with \(notation.text($0.kept.edit))"
  }
  #expect(found == conflicts, sourceLocation: sourceLocation)
  #expect(result.moot.map { notation.text($0.edit) } == moot, sourceLocation: sourceLocation)
}

@Suite("Edits merge") struct MergedEditsTests {
  @Test func `Edits apart are all made`() {
    expect("bc=X\nef=", becomes: "aXdghij")
    expect("ef=\nbc=X", becomes: "aXdghij")
    expect("", becomes: "abcdefghij")
    expect("", in: "", becomes: "")
    expect("|=new", in: "", becomes: "new")
  }

  @Test func `Touching ranges are apart`() {
    expect("ab=X\ncd=Y\n|c=-", becomes: "X-Yefghij")
    expect("|a=<\nj|=>\na=A\nj=J", becomes: "<Abcdefghi" + "J>")
  }

  @Test func `Insertions at one place stand in the given order, and identical ones are one`() {
    expect("|c=1\n|c=2", becomes: "ab12cdefghij")
    expect("|c=2\n|c=1", becomes: "ab21cdefghij")
    expect("|c=1\n|c=2\n|c=1 & f=F", becomes: "ab12cdeFghij")
    expect("|c=x & |c=x", becomes: "abxcdefghij")
  }

  @Test func `Identical edits are one, however their text is cut into pieces`() {
    let source = ContiguousArray("abc".utf8)
    let whole = EditGroup([Edit(ByteRange(1, 2), "xy")])
    let pieces = EditGroup([Edit(ByteRange(1, 2), [.literal("x"), .literal(""), .literal("y")])])
    let result = MergedEdits([whole, pieces], into: source)
    #expect(result.bytes == ContiguousArray("axyc".utf8))
    #expect(result.kept == [0, 1])
  }

  @Test func `A copy carries the edits inside it along`() {
    expect("bcdef=f([c], [e])\nc=C\ne=E", becomes: "af(C, E)ghij")
    expect("bcdef=f([e], [c])\nc=C\ne=E", becomes: "af(E, C)ghij")
    expect("bcdef=[c][c]\nc=C", becomes: "aCCghij")
    expect("abcdefghij=1[bcdefghi]\nbcdefghi=2[cdefgh]\ncdefgh=3[defg]\ne=E", becomes: "123dEfg")
  }

  @Test func `An edit in none of the copies goes with its text`() {
    expect("bcdef=f([c])\ne=E", becomes: "af(c)ghij", moot: ["e=E"])
    expect("bcdef=\n|d=X & i=I", becomes: "aghIj", moot: ["|d=X"])
  }

  @Test func `An insertion at the edge of a copy goes with it`() {
    expect("bcdef=f([c], [e])\n|c=<\nc|=>", becomes: "af(<c>, e)ghij")
    expect("bcdef=[bcd]\n|b=1\nd|=2", becomes: "a1bcd2ghij")
    expect("bcdef=[cd]-[e]\n|e=X", becomes: "acd-Xeghij")
    expect("bcdef=[cd]-[cd]\nd|=X", becomes: "acdX-cdXghij")
  }

  @Test func `An insertion at the edge of a replaced range is outside it`() {
    expect("cd=X\n|c=(\nd|=)", becomes: "ab(X)efghij")
    expect("cd=f([cd])\n|c=(\nd|=)", becomes: "ab(f(cd))efghij")
  }

  @Test func `A wrapper stands around another edit of its range, whichever came first`() {
    expect("cd=f([cd])\ncd=X", becomes: "abf(X)efghij")
    expect("cd=X\ncd=f([cd])", becomes: "abf(X)efghij")
    expect("cd=f([cd])\nc=C\nd=D", becomes: "abf(CD)efghij")
  }

  @Test func `Different edits of one range do not go together`() {
    expect("cd=X\ncd=Y", becomes: "abXefghij", conflicts: ["same-range: cd=Y not with cd=X"])
    expect(
      "cd=f([cd])\ncd=g([cd])", becomes: "abf(cd)efghij", conflicts: ["same-range: cd=g([cd]) not with cd=f([cd])"])
  }

  @Test func `Ranges that cut each other do not go together, and the first come stands`() {
    expect("bcd=X\ncde=Y", becomes: "aXefghij", conflicts: ["overlap: cde=Y not with bcd=X"])
    expect("cde=Y\nbcd=X", becomes: "abYfghij", conflicts: ["overlap: bcd=X not with cde=Y"])
  }

  @Test func `An edit may not cut through what another copies`() {
    expect("bcdef=[cd]\nde=X", becomes: "acdghij", conflicts: ["cuts-copy: de=X not with bcdef=[cd]"])
    expect("de=X\nbcdef=[cd]", becomes: "abcXfghij", conflicts: ["cuts-copy: bcdef=[cd] not with de=X"])
  }

  @Test func `A group is left out whole`() {
    expect("bcd=X\na=A & cde=Y & i=I", becomes: "aXefghij", conflicts: ["overlap: cde=Y not with bcd=X"])
    expect("bcd=X & cde=Y", becomes: "abcdefghij", conflicts: ["overlap: cde=Y not with bcd=X"])
  }

  @Test func `What a left-out group asked for stands if another asks for it, too`() {
    expect("bcd=X\n|i=+ & cde=Y\n|i=+", becomes: "aXefgh+ij", conflicts: ["overlap: cde=Y not with bcd=X"])
    expect("bcd=X\n|i=+\n|i=+ & cde=Y", becomes: "aXefgh+ij", conflicts: ["overlap: cde=Y not with bcd=X"])
  }

  @Test func `A left-out group stands in nobody's way`() {
    expect("bcd=X\ncde=Y & gh=Z\nghi=W", becomes: "aXefWj", conflicts: ["overlap: cde=Y not with bcd=X"])
  }

  @Test func `Text moves and swaps within a group, with the edits inside it`() {
    expect("bc= & |g=[bc]\nc=C", becomes: "adefbCghij")
    expect("b=[h] & h=[b]", becomes: "ahcdefgbij")
    expect("bc=[gh] & gh=[bc]\nc=C\ng=G", becomes: "aGhdefbCij")
  }

  @Test func `A copy from elsewhere follows another group's edit of that text`() {
    expect("|b=[gh]\ngh=X", becomes: "aXbcdefXij")
  }

  @Test func `Groups that copy each other in a circle do not go together`() {
    expect("bc=[gh]\ngh=[bc]", becomes: "aghdefghij", conflicts: ["circular: gh=[bc] not with bc=[gh]"])
  }

  @Test func `A copy may not cut its own edit`() {
    expect("bcd=[cde]", becomes: "abcdefghij", conflicts: ["malformed: bcd=[cde] not with bcd=[cde]"])
    expect("cd=[bcde]", becomes: "abcdefghij", conflicts: ["malformed: cd=[bcde] not with cd=[bcde]"])
  }

  @Test func `Copies of copies that explode are left out`() {
    let count = 200
    let source = String(repeating: "x", count: count)
    let groups = (0..<50).map { depth in
      let inner = ByteRange(UInt32(depth) + 1, UInt32(count - depth) - 1)
      return EditGroup([Edit(ByteRange(UInt32(depth), UInt32(count - depth)), [.copy(inner), .copy(inner)])])
    }
    let result = MergedEdits(groups, into: ContiguousArray(source.utf8))
    #expect(!result.conflicts.isEmpty && result.conflicts.allSatisfy { $0.reason == .tooLarge })
    #expect(result.bytes.count < 100_000)
  }

  @Test func `Nesting as deep as the file is long is no trouble`() {
    let count = 40_000
    let groups = (0..<count / 2).map { depth in
      let range = ByteRange(UInt32(depth), UInt32(count - depth))
      return EditGroup([Edit(range, [.literal("("), .copy(range), .literal(")")])])
    }
    let result = MergedEdits(groups, into: ContiguousArray(repeating: 0x78, count: count))
    #expect(result.conflicts.isEmpty)
    #expect(result.bytes.count == 2 * count)
  }

  @Test(arguments: [
    ("bc=XYZ", "aXYZdefghij", "0 1 1 4 5 6 7 8 9 10 11"),
    ("bcdef=f([e])\ne=<[e]>", "af(<e>)ghij", "0 1 1 1 4 1 7 8 9 10 11"),
    ("|c=12", "ab12cdefghij", "0 1 4 5 6 7 8 9 10 11 12"),
    ("bc= & |g=[bc]", "adefbcghij", "0 4 5 1 2 3 6 7 8 9 10"),
    ("abcdefghij=", "", "0 0 0 0 0 0 0 0 0 0 0"),
  ])
  func `Old places are found in the new file`(edits: String, becomes: String, places: String) {
    let result = merged("abcdefghij", edits)
    #expect(String(decoding: result.bytes, as: UTF8.self) == becomes)
    let found = (0...10).map { String(result.offsets.newOffset(of: $0)) }.joined(separator: " ")
    #expect(found == places)
  }
}
