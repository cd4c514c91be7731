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
}
