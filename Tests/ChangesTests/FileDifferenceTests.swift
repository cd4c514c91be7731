// The unified diff, as text; and that git makes of it the very bytes.

import SourceModel
import Testing

@testable import Changes

private typealias Side = FileDifference.Side

private func lines(_ text: String) -> ContiguousArray<UInt8> { ContiguousArray(text.utf8) }

private func expect(
  from old: String, to new: String, path: String = "x.py", shows expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let difference = FileDifference(path: path, from: lines(old), to: lines(new))
  #expect(String(decoding: difference.unified(), as: UTF8.self) == expected, sourceLocation: sourceLocation)
}

@Suite("A unified diff") struct FileDifferenceTests {
  @Test func `Nothing is shown where nothing changed`() {
    expect(from: "a\n", to: "a\n", shows: "")
    expect(from: "", to: "", shows: "")
  }

  @Test func `A changed line stands among three lines around it`() {
    expect(
      from: "1\n2\n3\n4\n5\n6\n7\n8\n9\n", to: "1\n2\n3\n4\nfive\n6\n7\n8\n9\n",
      shows: """
        diff --git a/x.py b/x.py
        --- a/x.py
        +++ b/x.py
        @@ -2,7 +2,7 @@
         2
         3
         4
        -5
        +five
         6
         7
         8

        """)
  }

  @Test func `A missing last newline is said on the side that misses it`() {
    expect(
      from: "a\nb", to: "a\nb\n",
      shows: """
        diff --git a/x.py b/x.py
        --- a/x.py
        +++ b/x.py
        @@ -1,2 +1,2 @@
         a
        -b
        \\ No newline at end of file
        +b

        """)
    expect(
      from: "a\nb", to: "A\nb",
      shows: """
        diff --git a/x.py b/x.py
        --- a/x.py
        +++ b/x.py
        @@ -1,2 +1,2 @@
        -a
        +A
         b
        \\ No newline at end of file

        """)
  }

  @Test func `The function around a hunk is named`() {
    expect(
      from: "def f(x):\n  1\n  2\n  3\n  4\n  5\n", to: "def f(x):\n  1\n  2\n  3\n  4\n  five\n",
      shows: """
        diff --git a/x.py b/x.py
        --- a/x.py
        +++ b/x.py
        @@ -3,4 +3,4 @@ def f(x):
           2
           3
           4
        -  5
        +  five

        """)
  }

  @Test func `An inserted function shows whole`() {
    expect(
      from: "def f():\n  pass\n\ndef h():\n  pass\n", to: "def f():\n  pass\n\ndef g():\n  pass\n\ndef h():\n  pass\n",
      shows: """
        diff --git a/x.py b/x.py
        --- a/x.py
        +++ b/x.py
        @@ -1,5 +1,8 @@
         def f():
           pass
         
        +def g():
        +  pass
        +
         def h():
           pass

        """)
  }

  @Test func `Names with spaces end in a tab, and others are quoted as C does`() {
    let head = { (name: String, tab: String) in
      let (old, new) = (name.replacing("?", with: "a"), name.replacing("?", with: "b"))
      return "diff --git \(old) \(new)\n--- \(old)\(tab)\n+++ \(new)\(tab)\n@@ -1 +1 @@\n-a\n+b\n"
    }
    expect(from: "a\n", to: "b\n", path: "my file.py", shows: head("?/my file.py", "\t"))
    expect(from: "a\n", to: "b\n", path: "é\"\\\t\u{1}.py", shows: head(#""?/\303\251\"\\\t\001.py""#, ""))
  }

  @Test func `New, deleted, renamed and binary files are named as such`() {
    func shown(_ old: Side, _ new: Side) -> String {
      String(decoding: FileDifference(from: old, to: new).unified(), as: UTF8.self)
    }
    let (absent, empty) = (Side(path: "x", bytes: nil), Side(path: "x", bytes: []))
    #expect(shown(absent, empty) == "diff --git a/x b/x\nnew file mode 100644\n")
    #expect(shown(empty, absent) == "diff --git a/x b/x\ndeleted file mode 100644\n")
    #expect(
      shown(absent, Side(path: "x", bytes: lines("a\n"), isExecutable: true))
        == "diff --git a/x b/x\nnew file mode 100755\n--- /dev/null\n+++ b/x\n@@ -0,0 +1 @@\n+a\n")
    #expect(
      shown(Side(path: "x", bytes: lines("a\n")), absent)
        == "diff --git a/x b/x\ndeleted file mode 100644\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n")
    #expect(
      shown(Side(path: "x", bytes: lines("a\n")), Side(path: "y", bytes: lines("a\n")))
        == "diff --git a/x b/y\nsimilarity index 100%\nrename from x\nrename to y\n")
    #expect(
      shown(Side(path: "x", bytes: [0, 1]), Side(path: "x", bytes: [0, 2]))
        == "diff --git a/x b/x\nBinary files a/x and b/x differ\n")
  }

  @Test func `Quoted names come back`() {
    for name in ["", "plain", "a \"b\" \\c", "\u{1}\n\t\u{7F}", "naïve/日本.py", "\\101"] {
      #expect(QuotedName.unquoted(QuotedName.quoted(name)) == name)
    }
    for broken in ["", "\"", "a", "\"\\\"", "\"\\9\"", "\"\\40\"", "\"\\777\""] {
      #expect(QuotedName.unquoted(Array(broken.utf8)) == nil)
    }
  }

  @Test func `A million lines, shuffled or all unlike, end soon`() {
    var random = SeededRandom(7)
    let count = 3_000
    let old = (0..<count).map { "line \($0)\n" }
    let new = old.shuffled(using: &random)
    let script = ShortestScript(
      (0..<Int32(count)).map { $0 }, (0..<Int32(count)).shuffled(using: &random), costLimit: 16)
    #expect(script.isDeleted.count { $0 } == script.isInserted.count { $0 })
    let difference = FileDifference(path: "x", from: lines(old.joined()), to: lines(new.joined()))
    #expect(difference.insertedLineCount == difference.deletedLineCount)
    let unlike = FileDifference(
      path: "x", from: lines(String(repeating: "a\n", count: 50_000)),
      to: lines(String(repeating: "b\n", count: 50_000)))
    #expect(unlike.changes == [LineChange(old: 0..<50_000, new: 0..<50_000)])
  }
}

@Suite("A diff of what edits made") struct EditedDifferenceTests {
  @Test func `Where edits are known, the lines told are those that have to be replaced`() {
    var random = SeededRandom(3)
    var sameCount = 0
    for _ in 0..<1_500 {
      let old = lines(
        (0..<Int.random(in: 0...12, using: &random)).map { _ in
          ["a", "b", "", "longer line"].randomElement(using: &random) ?? ""
        }
        .joined(separator: "\n") + (Bool.random(using: &random) ? "\n" : ""))
      let groups = (0..<Int.random(in: 0...4, using: &random)).map { _ in EditGroup([edit(of: old.count, &random)]) }
      let merged = MergedEdits(groups, into: old)
      let difference = FileDifference(path: "x", from: old, to: merged.bytes, offsets: merged.offsets)
      expectRight(difference.changes, from: old, to: merged.bytes)
      let searched = FileDifference(path: "x", from: old, to: merged.bytes)
      #expect(difference.insertedLineCount >= searched.insertedLineCount)
      if difference.changes == searched.changes { sameCount += 1 }
    }
    #expect(sameCount > 1_000)
  }

  private func edit(of count: Int, _ random: inout SeededRandom) -> Edit {
    let start = Int.random(in: 0...count, using: &random)
    let end = min(count, start + Int.random(in: 0...5, using: &random))
    let range = ByteRange(start..<end)
    let text = ["", "x", "\n", "x\ny", "a\n", "\nb"].randomElement(using: &random) ?? ""
    return Bool.random(using: &random)
      ? Edit(range, text) : Edit(range, [.literal(text), .copy(range), .literal("\n")])
  }

  /// With the changes the old lines are the new ones, and between two changes is a line that stays.
  private func expectRight(
    _ changes: [LineChange], from old: ContiguousArray<UInt8>, to new: ContiguousArray<UInt8>
  ) {
    let (oldLines, newLines) = (Lines(old), Lines(new))
    var made: [ArraySlice<UInt8>] = []
    var line = 0
    for change in changes {
      #expect(line == 0 || change.old.lowerBound > line)
      made += (line..<change.old.lowerBound).map { oldLines[$0] }
      #expect(made.count == change.new.lowerBound)
      made += change.new.map { newLines[$0] }
      line = change.old.upperBound
    }
    made += (line..<oldLines.count).map { oldLines[$0] }
    #expect(ContiguousArray(made.joined()) == new)
  }
}

@Suite("The shortest script") struct ShortestScriptTests {
  /// What remains on both sides is the same, and as long as can be.
  private func expectShortest(_ old: [Int32], _ new: [Int32], costLimit: Int, isExact: Bool) {
    let script = ShortestScript(old, new, costLimit: costLimit)
    let keptOld = old.indices.filter { !script.isDeleted[$0] }.map { old[$0] }
    let keptNew = new.indices.filter { !script.isInserted[$0] }.map { new[$0] }
    #expect(keptOld == keptNew, "\(old) \(new)")
    if isExact { #expect(keptOld.count == longestCommon(old, new), "\(old) \(new)") }
  }

  private func longestCommon(_ old: [Int32], _ new: [Int32]) -> Int {
    var best = Array(repeating: 0, count: new.count + 1)
    for element in old {
      var diagonal = 0
      for place in new.indices {
        let above = best[place + 1]
        best[place + 1] = element == new[place] ? diagonal + 1 : max(above, best[place])
        diagonal = above
      }
    }
    return best[new.count]
  }

  @Test func `It is right always, and shortest where the limit allows`() {
    var random = SeededRandom(1)
    for _ in 0..<800 {
      let letters = Int32.random(in: 1...6, using: &random)
      let old = (0..<Int.random(in: 0...30, using: &random)).map { _ in Int32.random(in: 0...letters, using: &random) }
      let new = (0..<Int.random(in: 0...30, using: &random)).map { _ in Int32.random(in: 0...letters, using: &random) }
      expectShortest(old, new, costLimit: 256, isExact: true)
      expectShortest(old, new, costLimit: Int.random(in: 1...4, using: &random), isExact: false)
    }
  }
}
