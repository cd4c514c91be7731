// JSON and UBJSON: values, exact numbers, broken files, bombs.

import Foundation
import Testing

@testable import ModelFormats

@Suite("JSON and UBJSON")
struct DocumentTests {
  /// The document written back, runs of numbers included.
  private static func outline(_ value: DocumentValue) -> String {
    switch value.kind {
    case .null: return "null"
    case .boolean: return value.boolean.map { "\($0)" } ?? "?"
    case .number: return value.double.map { "\($0)" } ?? "?"
    case .text: return "'\(value.text ?? "?")'"
    case .object: return "{" + value.entries.map { "\($0.key): \(outline($0.value))" }.joined(separator: ", ") + "}"
    case .array:
      if let numbers = value.doubles() { return "[" + numbers.map { "\($0)" }.joined(separator: ", ") + "]" }
      return "[" + value.elements.map(outline).joined(separator: ", ") + "]"
    }
  }

  private func expectJSON(_ text: String, _ expected: String) throws {
    #expect(try Self.outline(JSONReader.read(Bytes(ContiguousArray(text.utf8))).root) == expected, "\(text)")
  }

  @Test("values come out as they went in")
  func values() throws {
    try expectJSON("null", "null")
    try expectJSON(" [ ] ", "[]")
    try expectJSON("{}", "{}")
    try expectJSON("\u{FEFF}{\"a\" : [1, 2.5 ,-3e2]}", "{a: [1.0, 2.5, -300.0]}")
    try expectJSON("[1,\"a\",[2],{}]", "[1.0, 'a', [2.0], {}]")
    try expectJSON("[1,2,true]", "[1.0, 2.0, 1.0]")
    try expectJSON("[[1,2],[3]]", "[[1.0, 2.0], [3.0]]")
    try expectJSON("[NaN,-Infinity,Infinity,nan]", "[nan, -inf, inf, nan]")
    try expectJSON("[null,false]", "[null, false]")
    try expectJSON(#"["\"\\\/\n\t\u00e9\ud83d\ude00"]"#, "['\"\\/\n\té😀']")
    try expectJSON(#"{"a":1,"b":{"c":"d"},"a":2}"#, "{a: 1.0, b: {c: 'd'}, a: 2.0}")
    let tree = try JSONReader.read(Bytes(ContiguousArray(#"{"a":1,"b":{"c":"5E-1"},"a":2}"#.utf8)))
    #expect(tree.root["a"]?.integer == 2)
    #expect(tree.root["b"]?["c"]?.text == "5E-1")
    #expect(tree.root["c"] == nil)
  }

  @Test(
    "what is no JSON is refused",
    arguments: [
      "", "[", "{", "[1", "[1,", "[1,]", "[,1]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "\"a", "01", "1.", ".5",
      "+1", "1e", "--1", "tru", "[1 2]", "1 2", "\"\u{1}\"", "[1}", "{\"a\":1]", "nan2", "'a'",
    ])
  func refusals(text: String) {
    #expect(throws: FormatError.self) { try JSONReader.read(Bytes(ContiguousArray(text.utf8))) }
  }

  /// The standard library's own conversion is the oracle.
  @Test("numbers are the nearest double and the nearest single of their digits")
  func numbers() throws {
    var random = Random(seed: 7)
    for round in 0..<100_000 {
      let text = Self.number(round, &random)
      let bytes = Bytes(ContiguousArray("[\(text)]".utf8))
      let root = try JSONReader.read(bytes).root
      let double = try #require(Double(text))
      #expect(root.doubles()?.first?.bitPattern == double.bitPattern, "\(text)")
      #expect(root.floats()?.first?.bitPattern == Float(text)?.bitPattern, "\(text)")
      #expect(root.integers()?.first == Int32(exactly: double), "\(text)")
    }
  }

  private static func number(_ round: Int, _ random: inout Random) -> String {
    switch round % 5 {
    case 0: return finite(Double(bitPattern: random.next()))
    case 1: return finite(Float(bitPattern: UInt32(truncatingIfNeeded: random.next())))
    case 2: return "\(Int64(bitPattern: random.next()) >> random.below(64))"
    case 3: return "\(random.below(1 << 30)).\(random.below(1 << 30))E\(random.below(80) - 40)"
    default:
      // Half way between two singles, and a hair beside it.
      let low = Double(Float(bitPattern: UInt32(0x3F80_0000 + random.below(1 << 23))))
      let middle = low + Double(Float(low).ulp) / 2
      return ["\(middle)", "\(middle.nextUp)", "\(middle)0000000000000001"][random.below(3)]
    }
  }

  private static func finite(_ value: some BinaryFloatingPoint & CustomStringConvertible) -> String {
    value.isFinite ? value.description : "0"
  }

  @Test("UBJSON's types, typed runs and both byte orders are read")
  func packed() throws {
    let big: [UInt8] = [
      0x7B, 0x4C, 0, 0, 0, 0, 0, 0, 0, 1, 0x61, 0x5B, 0x24, 0x64, 0x23, 0x4C, 0, 0, 0, 0, 0, 0, 0, 2, 0x3F, 0x80, 0, 0,
      0xC0, 0, 0, 0, 0x69, 1, 0x62, 0x5B, 0x54, 0x4E, 0x5A, 0x53, 0x69, 2, 0x68, 0x69, 0x5D, 0x69, 1, 0x63, 0x49, 0xFF,
      0xFE, 0x7D,
    ]
    let root = try UBJSONReader.read(Bytes(ContiguousArray(big))).root
    #expect(Self.outline(root) == "{a: [1.0, -2.0], b: [true, null, 'hi'], c: -2.0}")
    #expect(root["a"]?.floats() == [1, -2])
    #expect(root["a"]?.integers() == [1, -2])
    #expect(root["c"]?.integer == -2)
    let little: [UInt8] = [
      0x7B, 0x49, 1, 0, 0x61, 0x5B, 0x24, 0x64, 0x23, 0x49, 2, 0, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0x55, 1, 0x62, 0x68,
      0x00, 0x3C, 0x7D,
    ]
    #expect(try Self.outline(UBJSONReader.read(Bytes(ContiguousArray(little))).root) == "{a: [1.0, -2.0], b: 1.0}")
    for count in 0..<big.count {
      #expect(throws: FormatError.self) { try UBJSONReader.read(Bytes(ContiguousArray(big[..<count]))) }
    }
  }

  @Test(
    "claimed sizes and depth are bounded before memory is taken",
    arguments: [
      [0x5B, 0x24, 0x64, 0x23, 0x4C, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
      [0x5B, 0x24, 0x5A, 0x23, 0x4C, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
      [0x5B, 0x24, 0x5B, 0x23, 0x4C, 0x0F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x5D],
      [0x53, 0x4C, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
    ] as [[UInt8]])
  func claims(bytes: [UInt8]) {
    #expect(throws: FormatError.self) { try UBJSONReader.read(Bytes(ContiguousArray(bytes))) }
    #expect(throws: FormatError.self) { try JSONReader.read(Bytes(ContiguousArray(bytes))) }
  }

  @Test("a hundred thousand open brackets end in an error")
  func depth() {
    let bytes = Bytes(ContiguousArray(repeating: 0x5B, count: 100_000))
    #expect(throws: FormatError.self) { try UBJSONReader.read(bytes) }
    #expect(throws: FormatError.self) { try JSONReader.read(bytes) }
  }
}
