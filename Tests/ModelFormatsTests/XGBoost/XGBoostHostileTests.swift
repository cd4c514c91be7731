// Files of XGBoost's formats, broken: nothing crashes, nothing grows, what is read can be run.

import Foundation
import ModelCore
import Testing

@testable import ModelFormats

@Suite("Broken models of XGBoost", .serialized)
struct XGBoostHostileTests {
  static let kinds: [ModelFileKind] = [.xgboostBinary, .xgboostJSON, .xgboostUBJSON]

  /// Small models of one format, of all releases.
  private static func seeds(_ kind: ModelFileKind) throws -> [Bytes] {
    let paths = try FileManager.default.subpathsOfDirectory(atPath: XGBoostCorpusTests.folder.path()).sorted()
    let endings: [ModelFileKind: String] = [.xgboostBinary: ".bin", .xgboostJSON: ".json", .xgboostUBJSON: ".ubj"]
    return try paths.filter { $0.contains(endings[kind] ?? "?") }.compactMap { path in
      let file = try ModelFile(path: XGBoostCorpusTests.folder.appending(path: path).path())
      return file.kind == kind && file.source.bytes.count < 24_000 ? file.source.bytes : nil
    }
  }

  @Test("no mutation of a file crashes its reader or the interpreter", arguments: kinds)
  func mutations(kind: ModelFileKind) throws {
    var random = Random(seed: 1987)
    let seeds = try Self.seeds(kind)
    #expect(seeds.count > 10)
    let count = HostileTests.count / 4
    var refused = 0
    var readCount = 0
    for round in 0..<count {
      let seed = seeds[random.below(seeds.count)]
      let bytes = round % 2 == 0 ? Mutation.mutated(seed, &random) : Self.renumbered(seed, &random)
      switch Self.outcome(bytes, kind) {
      case .some(let problem):
        refused += 1
        #expect(!problem.isEmpty)
      case .none: readCount += 1
      }
    }
    #expect(refused > count / 10)
    #expect(readCount > count / 10, "\(kind): \(readCount) of \(count)")
  }

  /// A file with numbers replaced where it has numbers: digits in JSON, words in the others.
  private static func renumbered(_ bytes: Bytes, _ random: inout Random) -> Bytes {
    var content = ContiguousArray(bytes.storage[bytes.range])
    let isText = content.first == UInt8(ascii: "{") && !content.contains(0)
    for _ in 0...random.below(3) {
      let start = random.below(content.count - 8)
      if isText {
        guard let place = content[start...].firstIndex(where: { $0 >= 0x30 && $0 < 0x3A }) else { continue }
        let end = content[place...].firstIndex { $0 < 0x30 || $0 >= 0x3A } ?? place
        let number = ["0", "-1", "1", "7", "2147483647", "-2147483648", "4294967296", "1E39", "NaN", "3"][
          random.below(10)]
        content.replaceSubrange(place..<end, with: number.utf8)
      } else {
        let word = [0, 1, -1, 7, Int32.max, Int32.min, 0x7F80_0000, 0x7FC0_0000][random.below(8)]
        withUnsafeBytes(of: random.below(2) == 0 ? word.littleEndian : word.bigEndian) {
          content.replaceSubrange(start..<(start + 4), with: $0)
        }
      }
    }
    return Bytes(content)
  }

  /// Reads a model and asks it about two rows; why not, where it is refused.
  private static func outcome(_ bytes: Bytes, _ kind: ModelFileKind) -> String? {
    do {
      var file = try ModelFile(ModelSource(name: "mutated", bytes: bytes))
      file.kind = kind
      let model = try XGBoostReader.read(file).model
      guard model.inputs.count < 1000 else { return nil }
      let cells = (0..<(2 * model.inputs.count)).map { $0 % 3 == 0 ? Double.nan : Double($0) / 7 }
      let rows = Matrix(rowCount: 2, columnCount: model.inputs.count, values: ContiguousArray(cells))
      let table: Table =
        model.inputs.contains { $0.kind == .string }
        ? .columns(model.inputs.indices.map { .numbers(rows.column($0)) }) : .matrix(rows)
      do { _ = try Interpreter(model).answer(table) } catch let refusal as Refusal { return "\(refusal)" }
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("every part of a file that is cut off is refused with a reason", arguments: kinds)
  func truncation(kind: ModelFileKind) throws {
    for seed in try Self.seeds(kind).prefix(6) {
      for count in stride(from: 160, to: seed.count - 12, by: 97) {
        let part = try #require(seed.part(0, count: count))
        #expect(throws: FormatError.self, "\(kind), \(count) of \(seed.count) bytes") {
          var file = try ModelFile(ModelSource(name: "cut", bytes: part))
          file.kind = kind
          // The attributes of a binary file stand behind the model, and some files have none.
          guard try kind == .xgboostBinary && Self.isWhole(part, of: seed) else {
            _ = try XGBoostReader.read(file)
            return
          }
          throw FormatError(.truncated, "XGBoost model", "It is whole.")
        }
      }
    }
  }

  /// Whether what was cut off of a binary file are the names of metrics, which are not read.
  private static func isWhole(_ part: Bytes, of seed: Bytes) throws -> Bool {
    guard let contents = try? BoosterBinary.read(part) else { return false }
    return try BoosterBinary.read(seed).attributes == contents.attributes
  }

  // MARK: Bombs

  @Test("a bomb ends in an error, in at most twice its size and 64 MB", arguments: bombs)
  func bomb(bomb: HostileTests.Bomb) throws {
    try HostileTests().expectBounded(bomb.make(), "\(bomb)")
  }

  /// Releases 1.6 send unseen categories where missing ones go, so that a set may be told by all others.
  @Test("a category far beyond the others takes no memory", arguments: ["categories-onehot", "categories-partition"])
  func farCategory(name: String) throws {
    let path = Fixtures.root.appending(path: "Corpus/models/xgboost/1.6.2/\(name).json.gz").path()
    let text = try #require(try ModelFile(path: path).source.bytes.utf8)
    let far = text.replacing(/"categories":\[\d+/, with: "\"categories\":[16777215")
    #expect(far != text)
    try HostileTests().expectBounded(Bytes(ContiguousArray(far.utf8)), name)
  }

  private static let head = "{\"version\":[2,0,0],\"learner\":"

  static let bombs: [HostileTests.Bomb] = [
    .init(description: "JSON: eight million empty arrays") { text(head + "[", "[],", 8 << 20, "0]}") },
    .init(description: "JSON: eight million numbers in an object") {
      text(head + "{", "\"a\":0,", 8 << 20, "\"b\":1}}")
    },
    .init(description: "JSON: sixteen million one-digit numbers where text belongs") {
      text(head + "{\"objective\":[", "1,", 16 << 20, "1]}}")
    },
    .init(description: "JSON: a million brackets") { text(head, "[", 1 << 20, "") },
    .init(description: "JSON: a million trees") {
      text(
        head
          + #"{"learner_model_param":{"base_score":"0","num_feature":"1"},"objective":{"name":"reg:squarederror"},"gradient_booster":{"name":"gbtree","model":{"gbtree_model_param":{"num_trees":"1"},"tree_info":[0],"trees":["#,
        "{},", 1 << 20, "{}]}}}}")
    },
    .init(description: "UBJSON: nulls without end") {
      Bytes(
        ContiguousArray("{L".utf8) + [0, 0, 0, 0, 0, 0, 0, 7] + ContiguousArray("learner[$Z#L".utf8)
          + [0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF] + ContiguousArray("}".utf8))
    },
    .init(description: "UBJSON: typed arrays of arrays") {
      var bytes = ContiguousArray("{L".utf8) + [0, 0, 0, 0, 0, 0, 0, 7] + ContiguousArray("learner[".utf8)
      for _ in 0..<(1 << 21) { bytes += ContiguousArray("[$d#i".utf8) + [0] }
      return Bytes(bytes + ContiguousArray("]}".utf8))
    },
    .init(description: "binary: two thousand million trees") { binary(trees: .max, nodes: 1) },
    .init(description: "binary: two thousand million nodes") { binary(trees: 1, nodes: .max) },
  ]

  private static func text(_ head: String, _ unit: String, _ count: Int, _ end: String) -> Bytes {
    var bytes = ContiguousArray(head.utf8)
    bytes.reserveCapacity(head.utf8.count + unit.utf8.count * count + end.utf8.count)
    let unit = Array(unit.utf8)
    for _ in 0..<count { bytes += unit }
    return Bytes(bytes + end.utf8)
  }

  private static func binary(trees: Int32, nodes: Int32) -> Bytes {
    var bytes = ContiguousArray<UInt8>(repeating: 0, count: 136)
    bytes[4] = 5
    for name in ["reg:linear", "gbtree"] {
      withUnsafeBytes(of: UInt64(name.utf8.count).littleEndian) { bytes += $0 }
      bytes += name.utf8
    }
    withUnsafeBytes(of: trees.littleEndian) { bytes += $0 }
    bytes += [UInt8](repeating: 0, count: 156)
    withUnsafeBytes(of: Int32(1).littleEndian) { bytes += $0 }
    withUnsafeBytes(of: nodes.littleEndian) { bytes += $0 }
    bytes += [UInt8](repeating: 0, count: 140 + 36 + 4)
    return Bytes(bytes)
  }
}
