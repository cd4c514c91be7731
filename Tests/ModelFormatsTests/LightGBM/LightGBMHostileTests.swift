// LightGBM's files made to break the reader: mutated, cut, and claiming more than they hold.

import Foundation
import ModelCore
import Testing

@testable import ModelFormats

@Suite("Hostile files of LightGBM's")
struct LightGBMHostileTests {
  static let count = ProcessInfo.processInfo.environment["GODWIT_MUTATIONS"].flatMap { Int($0) } ?? 3000

  static let seeds: [Bytes] = {
    let folder = LightGBMCorpusTests.folder
    let names = [
      "l2.txt", "categories.txt", "linear-categories.txt", "multiclass.txt", "frame-booster.txt",
      "zero-as-missing.json",
      "categories.json", "linear.json", "frame-booster-dump.json", "classifier-texts.pkl", "frame-booster-pickled.pkl",
      "voting.pkl",
    ]
    return names.compactMap { name in try? ModelFile(path: folder.appending(path: "4.6.0/\(name)").path()).source.bytes
    }
  }()

  @Test("mutated files are read or refused with a reason, never more")
  func mutations() throws {
    #expect(Self.seeds.count == 12)
    var random = Random(seed: 35)
    var refused = 0
    var read = 0
    for round in 0..<Self.count {
      let seed = Self.seeds[round % Self.seeds.count]
      let isText = seed.starts(with: "tree") || seed.starts(with: "{")
      let mutant = isText && round % 3 != 0 ? TextMutation.mutated(seed, &random) : Mutation.mutated(seed, &random)
      if let reason = Self.outcome(mutant) {
        refused += 1
        #expect(reason.count > 10, "\(reason)")
      } else {
        read += 1
      }
    }
    // Most changes hit what matters; those to gains, counts and parameters do not.
    #expect(refused > Self.count / 4 && read > Self.count / 20)
  }

  /// Nil where a model came out; it must then answer, or say why not.
  private static func outcome(_ bytes: Bytes) -> String? {
    do {
      let file = try ModelFile(ModelSource(name: "mutated", bytes: bytes))
      guard let model = try ModelReading.read(file)?.model else { return "it is \(file.kind.rawValue)" }
      guard model.inputs.count < 100 else { return nil }
      let isText = model.inputs.map { $0.kind == .string }
      let rows = Table.columns(isText.map { $0 ? .strings(["red", nil]) : .numbers([0.5, .nan]) })
      _ = try Interpreter(model).answer(
        isText.contains(true) ? rows : .matrix(Matrix(rowCount: 2, columnCount: isText.count)))
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test("every cut of a model's text or dump is refused")
  func truncation() throws {
    for seed in Self.seeds.prefix(9) {
      // Behind the trees of a text there is nothing that predictions need, but for categories.
      let text = String(decoding: seed.storage[seed.range], as: UTF8.self)
      let end =
        text.range(of: "\nend of trees").map { text.utf8.distance(from: text.startIndex, to: $0.lowerBound) }
        ?? seed.count
      for count in stride(from: 0, to: end - 1, by: 7) {
        guard let part = seed.part(0, count: count) else { continue }
        #expect(throws: (any Error).self, "the first \(count) bytes") {
          let file = try ModelFile(ModelSource(name: "cut", bytes: part))
          guard try ModelReading.read(file) != nil else {
            throw FormatError(.malformed, "none", "It is no model.")
          }
        }
      }
    }
  }

  // MARK: Claims

  struct Claim: Sendable, CustomStringConvertible {
    var description: String
    var make: @Sendable () -> String
  }

  private static let head =
    "tree\nversion=v4\nnum_class=1\nnum_tree_per_iteration=1\nmax_feature_idx=0\nobjective=regression\n"
    + "feature_names=a\nfeature_infos=[0:1]\n"

  private static func tree(_ leaves: String, _ rest: String) -> String {
    "\nTree=0\nnum_leaves=\(leaves)\nnum_cat=0\n\(rest)\n"
  }

  static let claims: [Claim] = [
    Claim(description: "a thousand million leaves") { head + tree("1000000000", "leaf_value=1 2\n") },
    Claim(description: "2^63 leaves") { head + tree("9223372036854775808", "leaf_value=1\n") },
    Claim(description: "a million trees promised") {
      head + "tree_sizes=" + String(repeating: "1 ", count: 1 << 20) + "\n"
    },
    Claim(description: "a million trees of one leaf") {
      head + String(repeating: "Tree=0\nnum_leaves=1\nleaf_value=1\n\n", count: 1 << 20)
    },
    Claim(description: "eight million leaves of two bytes in one tree") {
      head + tree("8000000", "leaf_value=" + String(repeating: "1 ", count: 8_000_000) + "\n")
    },
    Claim(description: "a chain of a million nodes") { chain(1 << 20) },
    Claim(description: "a million full sets") { sets(1 << 20) },
    Claim(description: "four million features") {
      "tree\nversion=v4\nnum_class=1\nmax_feature_idx=4194303\nfeature_names=" + String(repeating: "a ", count: 1 << 22)
        + "\n"
    },
    Claim(description: "a set from word 60 million on") {
      head
        + tree(
          "2",
          "num_cat=1\nsplit_feature=0\nthreshold=0\ndecision_type=1\nleft_child=-1\nright_child=-2\nleaf_value=1 2\ncat_boundaries=0 60000000\ncat_threshold=1\n"
        )
    },
    Claim(description: "ten million categories of columns") {
      head + tree("1", "leaf_value=1\n") + "\nend of trees\n\npandas_categorical:[["
        + String(repeating: "1,", count: 10_000_000) + "1]]\n"
    },
    Claim(description: "ten million empty lists of categories") {
      head + tree("1", "leaf_value=1\n") + "\nend of trees\n\npandas_categorical:["
        + String(repeating: "[],", count: 10_000_000) + "[]]\n"
    },
    Claim(description: "a dump of a million empty trees") {
      "{\"name\":\"tree\",\"version\":\"v4\",\"num_tree_per_iteration\":1,\"max_feature_idx\":0,\"average_output\":false,\"feature_names\":[\"a\"],"
        + "\"tree_info\":[" + String(repeating: "{\"tree_structure\":{\"leaf_value\":1}},", count: 1 << 20)
        + "{\"tree_structure\":{\"leaf_value\":1}}]}"
    },
  ]

  /// Each node's right child is the next one.
  private static func chain(_ count: Int) -> String {
    func line(_ key: String, _ number: (Int) -> String) -> String {
      key + "=" + (0..<count).map(number).joined(separator: " ") + "\n"
    }
    return head
      + tree(
        String(count + 1),
        line("split_feature") { _ in "0" } + line("threshold") { "\($0)" } + line("decision_type") { _ in "2" }
          + line("left_child") { "\(-1 - $0)" } + line("right_child") { $0 + 1 < count ? "\($0 + 1)" : "\(-count - 1)" }
          + "leaf_value=" + (0...count).map { "\($0)" }.joined(separator: " ") + "\n")
  }

  private static func sets(_ count: Int) -> String {
    head
      + tree(
        "2",
        "num_cat=\(count)\nsplit_feature=0\nthreshold=0\ndecision_type=1\nleft_child=-1\nright_child=-2\nleaf_value=1 2\n"
          + "cat_boundaries=" + (0...count).map { "\($0)" }.joined(separator: " ") + "\ncat_threshold="
          + String(repeating: "4294967295 ", count: count) + "\n")
  }

  @Test("a file that claims much is read or refused in at most twice its size and 64 MB", arguments: claims)
  func bounded(claim: Claim) throws {
    let bytes = Data(claim.make().utf8)
    let file = FileManager.default.temporaryDirectory.appending(path: "godwit-claim-\(UUID().uuidString)")
    try bytes.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let (code, output) = try Driver.run([file.path()])
    #expect(code == 0, "\(claim): \(output)")
    let lines = output.split(separator: "\n")
    #expect(lines.first.map { $0.hasPrefix("read: ") || $0.hasPrefix("refused: ") } ?? false, "\(claim): \(output)")
    let peak = try #require(lines.last.flatMap { Int($0.dropFirst("peak: ".count)) })
    #expect(
      peak << 10 <= 2 * bytes.count + (64 << 20), "\(claim): \(peak >> 10) MB for \(bytes.count >> 20) MB: \(output)")
  }

  @Test(
    "a number is read to the nearest double",
    arguments: ["0", "-0", "1", "12345678901234567", "9007199254740993", "1e22", "1e23", "8.5e27"])
  func number(text: String) { expectNearest(text) }

  /// Held against the standard library's reading, over numbers as programs print them and over digits by chance.
  @Test("a hundred thousand numbers are read as the standard library reads them")
  func numbers() {
    var random = Random(seed: 17)
    for round in 0..<100_000 {
      let bits = random.next()
      switch round % 4 {
      case 0:
        let number = Double(bitPattern: bits)
        expectNearest(number.isNaN ? "nan" : "\(number)")
      case 1: expectNearest("\(Double(Int64(bitPattern: bits) >> 12) * 0x1p-40)")
      case 2: expectNearest("\(bits).\(random.next() % 1000)e\(Int(random.next() % 80) - 40)")
      default: expectNearest("0.\(String(repeating: "0", count: random.below(9)))\(bits >> UInt64(random.below(40)))")
      }
    }
  }

  private func expectNearest(_ text: String) {
    let found = Array(text.utf8).withUnsafeBufferPointer { buffer -> Double? in
      var reader = DecimalText(buffer, 0..<buffer.count)
      return reader.double()
    }
    let wanted = Double(text)
    #expect(found?.bitPattern == wanted?.bitPattern || (found?.isNaN ?? false) && (wanted?.isNaN ?? false), "\(text)")
  }
}

/// Changes that keep a text a text: numbers replaced, lines dropped, doubled or swapped.
enum TextMutation {
  static func mutated(_ bytes: Bytes, _ random: inout Random) -> Bytes {
    var lines = String(decoding: bytes.storage[bytes.range], as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false
    ).map { String($0) }
    for _ in 0...random.below(3) where !lines.isEmpty {
      let place = random.below(lines.count)
      switch random.below(6) {
      case 0: lines.remove(at: place)
      case 1: lines.insert(lines[place], at: random.below(lines.count))
      case 2: lines.swapAt(place, random.below(lines.count))
      default: lines[place] = withOtherNumber(lines[place], &random)
      }
    }
    return Bytes(ContiguousArray(lines.joined(separator: "\n").utf8))
  }

  private static let numbers = [
    "0", "-1", "-2", "1", "3", "4", "2147483647", "-2147483648", "4294967295", "9223372036854775807", "1e308", "-1e308",
    "nan", "inf", "1e-400",
    "1e999999999999", "0.5", "-0.5", "", "-", "255", "12", "64",
  ]

  private static func withOtherNumber(_ line: String, _ random: inout Random) -> String {
    var words = line.split(omittingEmptySubsequences: false) { " =:,".contains($0) }.map { String($0) }
    let marks = line.filter { " =:,".contains($0) }.map { String($0) }
    guard words.count > 1 else { return line }
    words[1 + random.below(words.count - 1)] = numbers[random.below(numbers.count)]
    return zip(words, marks + [""]).map { $0 + $1 }.joined()
  }
}
