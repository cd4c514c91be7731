// What is told of a rewritten file from the parts that changed, against parsing all of it.

import SourceModel
import SwiftLanguage
import Testing

@Suite("Swift files that change in some parts")
struct ChangedPartsTests {
  private static let source = """
    // A comment, and then code.
    import Lib
    @testable import struct Lib.Thing

    let table = ["a": 1, "b": { $0 + 1 }(2)]

    final class Model: Base, Other {
      var text = "a \\(table["a"] ?? 0) b"; var more: Int { 1 }
      lazy var other: Int = {
        return 3
      }()

      /// Says it.
      @available(macOS 14, *)
      func tell(_ name: String, twice: Bool = false) async throws -> [Int] {
        guard let first = table[name] else { return [] }
        if twice { try await tell(name) } else {
          Lib.check(first)
        }
        for number in 0..<first where number > 1 {
          Lib.check(number) { value in
            print(value, #"raw "text" \\#(value)"#)
          }
        }
        switch first {
        case 1: return [1]
        default: break
        }
        return [first]
      }

      init() {}
    #if DEBUG
      func debug() { print(self) }
    #endif
    }

    extension Model { enum Kind: String { case one, two = "2" } }
    func free() { Lib.check(1); Lib.check(2) }
    if table.isEmpty { free() }
    let pattern = /[a-z]+/

    """

  /// Edits of one place each: what they replace, by what.
  private static let pieces = [
    "", "x", "(", ")", "\n", "\"", "\"\"\"", ":", " = 1", "lib.new(1)", "{", "}", "{ }", "  ", "//", "/*",
    "if q {\n r\n}\n", "\n\n", ".", "else", "try await x()", ",", "func h() {}\n", "@Test ", "#", "\nwhere ",
  ]

  @Test("what the changed parts say is what the whole file says", arguments: UInt64(1)...24)
  func agreement(seed: UInt64) {
    let language = SwiftLanguage()
    let before = ContiguousArray(Self.source.utf8)
    let parsed = language.parse(before)
    #expect(parsed.diagnostics.isEmpty)
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var (wholeCount, brokenCount) = (0, 0)
    for _ in 0..<150 {
      // One or two edits, apart from each other.
      let first = random(before.count)
      var ranges = [first..<min(before.count, first + random(6))]
      if random(2) == 0, ranges[0].upperBound + 2 < before.count {
        let second = ranges[0].upperBound + 1 + random(before.count - ranges[0].upperBound - 1)
        ranges.append(second..<min(before.count, second + random(6)))
      }
      let texts = ranges.map { _ in Array(Self.pieces[random(Self.pieces.count)].utf8) }
      let after = Self.edited(before, ranges, texts)
      let isBroken = language.parse(after).hasErrors
      if isBroken { brokenCount += 1 }
      if Self.staysWhole(parsed, after, ranges, texts) {
        wholeCount += 1
        #expect(!isBroken, "\(String(decoding: after, as: UTF8.self))")
      }
    }
    #expect(wholeCount > 0 && brokenCount > 0)
  }

  private static func edited(
    _ before: ContiguousArray<UInt8>, _ ranges: [Range<Int>], _ texts: [[UInt8]]
  ) -> ContiguousArray<UInt8> {
    var after: ContiguousArray<UInt8> = []
    var place = 0
    for (range, text) in zip(ranges, texts) {
      after += before[place..<range.lowerBound] + text
      place = range.upperBound
    }
    return after + before[place...]
  }

  private static func staysWhole(
    _ parsed: ParsedFile, _ after: ContiguousArray<UInt8>, _ ranges: [Range<Int>], _ texts: [[UInt8]]
  ) -> Bool {
    SwiftLanguage().staysWhole(parsed, as: after, changedIn: ranges.map { ByteRange($0) }) { old in
      zip(ranges, texts).reduce(Int(old)) { offset, edit in
        edit.0.upperBound <= Int(old) ? offset + edit.1.count - edit.0.count : offset
      }
    }
  }

  /// Replaces the first place where a text stands.
  private static func stays(_ text: String, _ new: String) -> Bool {
    let before = ContiguousArray(source.utf8)
    guard let found = source.firstRange(of: text) else { preconditionFailure("the source has the text") }
    let start = source.utf8.distance(from: source.startIndex, to: found.lowerBound)
    let ranges = [start..<start + text.utf8.count]
    let after = edited(before, ranges, [Array(new.utf8)])
    return staysWhole(SwiftLanguage().parse(before), after, ranges, [Array(new.utf8)])
  }

  @Test("an edit inside a statement is told of from that statement, a broken one is refused")
  func inside() {
    #expect(Self.stays("Lib.check(first)", "Lib.verify(first)"))
    #expect(!Self.stays("Lib.check(first)", "Lib.verify(first"))
    #expect(!Self.stays("Lib.check(number)", "Lib.verify(number))"))
    #expect(Self.stays("final class Model: Base, Other", "struct Model: Other"))
    #expect(!Self.stays("final class Model: Base, Other", "final struct class Model"))
    #expect(Self.stays("func tell(", "@Test func tell("))
    #expect(!Self.stays("func tell(", "@Test( func tell("))
    #expect(Self.stays("import Lib\n", "import Lib\nimport Other\n"))
    #expect(!Self.stays("import Lib\n", "import Lib import\n"))
  }

  /// What statements are made of, so that many of them are wrong.
  private static let vocabulary = [
    "a", "b", "Name", "_", "$0", "$", "`x`", "`", "é", "value1", "if", "in", "let", "try", "await", "any", "each",
    "copy",
    "consume", "some", "self", "0", "12", "1.5", "0x1F", "1_000", "2e", "\"s\"", "\"t u\"", "\"", "\"\\(a)\"",
    "#\"r\"#",
    "\"\"\"", "(", ")", "[", "]", "{", "}", ",", ":", ".", "?", "!", "&", "=", "==", "->", "<", ">", "+", "-", "/",
    "/*", "*/",
    "// c", "\n", "\n", " ", " ", "  ", "\t", ";", "@Test", "@available", "@", "#expect", "#if", "#", "\u{a0}", "\u{0}",
    "..<",
  ]

  @Test("of two statements of one shape both parse, or neither", arguments: UInt64(1)...12)
  func shapes(seed: UInt64) {
    let language = SwiftLanguage()
    var state = seed
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var known: [StatementShape: (isWhole: Bool, text: String)] = [:]
    var sameCount = 0
    for _ in 0..<400 {
      let words = (0..<1 + random(7)).map { _ in Self.vocabulary[random(Self.vocabulary.count)] }
      // The same words with other names, numbers and strings, and the one with its neighbour's white space.
      for other in [words, words.map { Self.others[$0] ?? $0 }] {
        for start in ["", "x("] {
          let text = "func part() {\n" + start + other.joined(separator: random(2) == 0 ? "" : " ") + "\n}\n"
          let bytes = ContiguousArray(text.utf8)
          let isWhole = !language.parse(bytes).hasErrors
          let shape = StatementShape(ArraySlice(bytes))
          if let earlier = known[shape], earlier.text != text {
            sameCount += 1
            #expect(earlier.isWhole == isWhole, "\(earlier.text)\(text)")
          }
          known[shape] = (isWhole, text)
        }
      }
    }
    #expect(sameCount > 100)
  }

  private static let others = [
    "a": "whole", "b": "rest_2", "Name": "Other", "value1": "q", "0": "77", "12": "3", "\"s\"": "\"\"",
    "\"t u\"": "\"v\"",
    "  ": " ", "// c": "// other", "\t": "   ",
  ]

  @Test("statements that look alike are one, and what the parser may see in them is not lost")
  func looks() {
    func shape(_ text: String) -> StatementShape { StatementShape(ArraySlice(text.utf8)) }
    #expect(shape("#expect(first.count == 3, \"one\")  // says\n") == shape("#expect(last.size == 12, \"\")\n"))
    for (one, other) in [
      ("a b", "a in"), ("a -b", "a - b"), ("f(1)", "f(1.5)"), ("f(\"a\")", "f(\"\\(a)\")"), ("@A f", "@B f"),
      ("#a(1)", "#b(1)"), ("x\ny", "x y"), ("`a`", "`b`"), ("/a/", "/b/"), ("é", "è"),
      ("#if a\n#endif", "#if b\n#endif"),
      ("\"\"\"\na\n\"\"\"", "\"\"\"\nb\n\"\"\""), ("$0", "$1"),
    ] {
      #expect(shape(one) != shape(other), "\(one) and \(other)")
    }
  }
}
