// Documents made to do harm: broken, truncated, nested without end, full of entities.

import Foundation
import PredictiveMarkup
import Testing

@testable import ModelFormats

@Suite("Hostile documents", .serialized)
struct PMMLHostileTests {
  static let count = ProcessInfo.processInfo.environment["GODWIT_MUTATIONS"].flatMap { Int($0) } ?? 2000

  @Test("no mutation of a document crashes the reader or the scorer, and what cannot be read says why in one sentence")
  func mutations() throws {
    var random = Random(seed: 44)
    let cases = try PMMLCase.all.map { (bytes: try $0.bytes, rows: try $0.lines.prefix(2).map(\.row)) }
    var (refused, scored) = (0, 0)
    for _ in 0..<Self.count {
      let seed = cases[random.below(cases.count)]
      let other = cases[random.below(cases.count)].bytes
      do {
        let document = try PMMLReader.read(Self.mutated(seed.bytes, other, &random))
        _ = PMMLWriter.write(document)
        let scorer = try Scorer(document)
        for row in seed.rows {
          if (try? scorer.score(row.mapValues { PMMLCase.value($0) })) != nil { scored += 1 }
        }
      } catch {
        refused += 1
        #expect(!"\(error)".isEmpty && !"\(error)".contains("\n"), "\(error)")
      }
    }
    #expect(refused > Self.count / 10)
    #expect(scored > Self.count / 10)
  }

  /// Bytes broken anywhere, numbers and names exchanged, or a piece of another document put in.
  private static func mutated(_ bytes: Bytes, _ other: Bytes, _ random: inout Random) -> Bytes {
    switch random.below(3) {
    case 0: return Mutation.mutated(bytes, &random)
    case 1:
      var lines = bytes.storage[bytes.range].split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
      let from = other.storage[other.range].split(separator: 0x0A, omittingEmptySubsequences: false).map(Array.init)
      for _ in 0...random.below(3) { lines.insert(from[random.below(from.count)], at: random.below(lines.count)) }
      if random.below(2) == 0 { lines.remove(at: random.below(lines.count)) }
      return Bytes(ContiguousArray(lines.joined(separator: [0x0A])))
    default:
      // What stands in quotes, exchanged: still well-formed, mostly.
      var parts = bytes.storage[bytes.range].split(separator: 0x22, omittingEmptySubsequences: false).map(Array.init)
      let wild = ["", "-1", "0", "1e308", "NaN", "INF", "99999999999999999999", "x", "true", "-0.5"]
      for _ in 0...random.below(4) where parts.count > 3 {
        let place = 1 + 2 * random.below((parts.count - 1) / 2)
        parts[place] =
          random.below(2) == 0
          ? Array(wild[random.below(wild.count)].utf8) : parts[1 + 2 * random.below((parts.count - 1) / 2)]
      }
      return Bytes(ContiguousArray(parts.joined(separator: [0x22])))
    }
  }

  @Test("every prefix of a document is refused with a reason")
  func truncation() throws {
    for test in PMMLCase.all.filter({ $0.name.hasPrefix("tree") || $0.name.hasPrefix("bayes") }) {
      let bytes = try test.bytes
      for count in stride(from: 0, to: bytes.count - 8, by: 37) {
        let part = try #require(bytes.part(0, count: count))
        #expect(throws: FormatError.self) { try PMMLReader.read(part) }
      }
    }
  }

  @Test("entities, external subsets and odd encodings are refused before they are read")
  func entities() {
    let head = "<?xml version=\"1.0\"?>"
    let laughs = "<!DOCTYPE PMML [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
    let documents = [
      head + laughs + "<PMML version=\"4.4\">&b;</PMML>",
      head + "<!-- c -->\n<!DOCTYPE PMML SYSTEM \"http://127.0.0.1:9/x.dtd\"><PMML version=\"4.4\"/>",
      "<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-PMML version=\"4.4\"/+AD4-",
      "<?xml version=\"1.0\" encoding=\"UTF-7\"?><PMML version=\"4.4\"/>",
      head + "<PMML version=\"4.4\">&undefined;</PMML>",
    ]
    for document in documents {
      #expect(throws: FormatError.self, "\(document)") { try PMMLReader.read(Bytes(ContiguousArray(document.utf8))) }
      let wide = ContiguousArray(document.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] })
      #expect(throws: FormatError.self) { try PMMLReader.read(Bytes([0xFF, 0xFE] + wide)) }
    }
  }

  @Test("a document in UTF-16 is the same document")
  func wideText() throws {
    let test = try #require(PMMLCase.all.first)
    let text = String(decoding: try test.bytes.storage[try test.bytes.range], as: UTF8.self)
    let wide = ContiguousArray(text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] })
    #expect(try PMMLReader.read(Bytes([0xFE, 0xFF] + wide)) == (try PMMLReader.read(try test.bytes)))
  }

  static let bombs: [(String, @Sendable () -> String)] = [
    ("a million elements deep", { String(repeating: "<PMML>", count: 1_000_000) }),
    (
      "a hundred thousand attributes",
      {
        "<PMML version=\"4.4\" " + (0..<100_000).map { "a\($0)=\"1\"" }.joined(separator: " ") + "/>"
      }
    ),
    (
      "an attribute of thirty megabytes",
      { "<PMML version=\"4.4\" x=\"" + String(repeating: "a", count: 30 << 20) + "\"/>" }
    ),
    (
      "a giant sparse array claimed",
      {
        wrapped("<VectorInstance id=\"v\"><REAL-SparseArray n=\"900000000000\"/></VectorInstance>")
      }
    ),
    (
      "half a million elements of nothing",
      { "<PMML version=\"4.4\">" + String(repeating: "<Extension/>", count: 500_000) + "</PMML>" }
    ),
    (
      "a set of ten million words",
      {
        "<PMML version=\"4.4\"><DataDictionary/><TreeModel functionName=\"regression\"><Node><SimpleSetPredicate field=\"x\" "
          + "booleanOperator=\"isIn\"><Array>" + String(repeating: "a b ", count: 5 << 20)
          + "</Array></SimpleSetPredicate></Node></TreeModel></PMML>"
      }
    ),
    (
      "five thousand vectors of a thousand numbers",
      {
        let vector =
          "<VectorInstance id=\"v\"><Array>" + String(repeating: "0.25 ", count: 1000) + "</Array></VectorInstance>"
        return
          "<PMML version=\"4.4\"><SupportVectorMachineModel functionName=\"regression\"><LinearKernelType/><VectorDictionary><VectorFields>"
          + String(repeating: "<FieldRef field=\"x\"/>", count: 1000) + "</VectorFields>"
          + String(repeating: vector, count: 5000) + "</VectorDictionary></SupportVectorMachineModel></PMML>"
      }
    ),
    (
      "a million items",
      {
        "<PMML version=\"4.4\"><DataDictionary/><AssociationModel functionName=\"associationRules\">"
          + String(repeating: "<Item id=\"1\" value=\"1\"/>", count: 1_000_000) + "</AssociationModel></PMML>"
      }
    ),
    (
      "a text of four megabytes",
      {
        wrapped(
          "<VectorInstance id=\"v\"><Array>" + String(repeating: "1 ", count: 2 << 20) + "</Array></VectorInstance>")
      }
    ),
  ]

  private static func wrapped(_ vectors: String) -> String {
    "<PMML version=\"4.4\"><SupportVectorMachineModel functionName=\"regression\"><LinearKernelType/><VectorDictionary><VectorFields><FieldRef field=\"x\"/></VectorFields>"
      + vectors + "</VectorDictionary></SupportVectorMachineModel></PMML>"
  }

  @Test("a bomb ends in an error or a document, in bounded memory and time", arguments: bombs.indices)
  func bomb(_ place: Int) throws {
    let (title, make) = Self.bombs[place]
    let text = make()
    let file = FileManager.default.temporaryDirectory.appending(path: "godwit-\(UUID().uuidString).pmml")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let (code, output) = try Driver.run([file.path()])
    #expect(code == 0, "\(title): \(output)")
    let peak = try #require(output.split(separator: "\n").last.flatMap { Int($0.dropFirst("peak: ".count)) })
    #expect(
      peak << 10 <= 2 * text.utf8.count + (64 << 20), "\(title): \(peak >> 10) MB for \(text.utf8.count >> 20) MB")
  }
}
