// What is told of a rewritten file from its changed statements, against parsing all of it.

import PythonLanguage
import SourceModel
import Testing

@Suite("Files that change in some statements")
struct ChangedStatementsTests {
  private static let source = """
    # A comment, and then code.
    import lib
    from lib import (a,
        b)  # two names

    def f(x, y=1):
        '''Text
        of two lines.'''
        if x:
            return lib.a(x)
        return y

    @decorated
    class C:
        z = [1,
             2]

        async def g(self):
            await f(self.z)

    if a: b()
    c = 1; d = 2
    try:
        pass
    except E:
        raise
    e = \\
        3
    """

  /// Edits of one place each: what they replace, by what.
  private static let pieces = [
    "", "x", "(", ")", "\n", "'", "'''", ":", " = 1", "lib.new(1)", "\\\n", "  ", "\t", "#", "if q:\n    r\n", "\n\n",
    "\u{0}", "é", ",", "def h(): pass\n",
  ]

  @Test("what the changed statements say is what the whole file says", arguments: UInt64(1)...40)
  func agreement(seed: UInt64) {
    let language = PythonLanguage()
    let before = ContiguousArray(Self.source.utf8)
    let parsed = language.parse(before)
    #expect(parsed.diagnostics.isEmpty)
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var wholeCount = 0
    for _ in 0..<200 {
      // One or two edits, apart from each other.
      let first = random(before.count)
      var ranges = [first..<min(before.count, first + random(6))]
      if random(2) == 0, ranges[0].upperBound + 2 < before.count {
        let second = ranges[0].upperBound + 1 + random(before.count - ranges[0].upperBound - 1)
        ranges.append(second..<min(before.count, second + random(6)))
      }
      let texts = ranges.map { _ in Array(Self.pieces[random(Self.pieces.count)].utf8) }
      var after: ContiguousArray<UInt8> = []
      var place = 0
      for (range, text) in zip(ranges, texts) {
        after += before[place..<range.lowerBound] + text
        place = range.upperBound
      }
      after += before[place...]
      let isWhole = language.staysWhole(parsed, as: after, changedIn: ranges.map { ByteRange($0) }) { old in
        zip(ranges, texts).reduce(Int(old)) { offset, edit in
          edit.0.upperBound <= Int(old) ? offset + edit.1.count - edit.0.count : offset
        }
      }
      if isWhole {
        wholeCount += 1
        #expect(!language.parse(after).hasErrors, "\(String(decoding: after, as: UTF8.self))")
      }
    }
    #expect(wholeCount > 0)
  }

  @Test("an edit inside a statement is told of from that statement")
  func inside() {
    let language = PythonLanguage()
    let before = ContiguousArray("import a\nb = a.c\nd = 1\n".utf8)
    func stays(_ text: String) -> Bool {
      let after = before[..<13] + Array(text.utf8) + before[16...]
      return language.staysWhole(
        language.parse(before), as: ContiguousArray(after), changedIn: [ByteRange(13, 16)]
      ) { Int($0) < 13 ? Int($0) : Int($0) + text.utf8.count - 3 }
    }
    #expect(stays("x.y.z"))
    #expect(!stays("x(("))
    #expect(!stays("'''"))
  }

  @Test("where the whole file changes, or says how it is encoded, all of it is asked for")
  func whole() {
    let language = PythonLanguage()
    let short = ContiguousArray("a = 1\n".utf8)
    #expect(!language.staysWhole(language.parse(short), as: short, changedIn: [ByteRange(0, 1)]) { Int($0) })
    let encoded = ContiguousArray("# coding: latin-1\nimport a\nb = 1\nc = 2\n".utf8)
    #expect(!language.staysWhole(language.parse(encoded), as: encoded, changedIn: [ByteRange(31, 32)]) { Int($0) })
  }

  @Test("kinds and roles are known by their numbers")
  func numbers() {
    for kind in PythonKind.allCases { #expect(PythonKind(raw: kind.rawValue) == kind) }
    for role in PythonRole.allCases { #expect(PythonRole(raw: role.rawValue) == role) }
    #expect(PythonKind(raw: UInt16(PythonKind.allCases.count)) == .error)
    #expect(PythonKind(raw: .max) == .error)
    #expect(PythonRole(raw: UInt8(PythonRole.allCases.count)) == PythonRole.none)
    #expect(PythonRole(raw: .max) == PythonRole.none)
  }
}
