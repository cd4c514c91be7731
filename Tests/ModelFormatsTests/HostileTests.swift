// Files made to do harm: broken, truncated, self-containing, claiming more than there is. Nothing crashes, nothing grows.

import Foundation
import Testing

@testable import ModelFormats

@Suite("Hostile files", .serialized)
struct HostileTests {
  /// Pickles and arrays of these tests, as bytes to be broken.
  private static func seeds() throws -> [Bytes] {
    var seeds = PickleCase.all.map(\.bytes).filter { $0.count < 4000 }
    for line in try Fixtures.text("arrays-2.5.txt").split(separator: "\n") {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false)
      if parts.count == 5 { seeds.append(Bytes(hex: String(parts[2]))) }
    }
    return seeds + Self.models()
  }

  /// Small models of the corpus, of all releases.
  private static func models() -> [Bytes] {
    let folder = Fixtures.root.appending(path: "Corpus/models")
    let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path())) ?? []
    let models = paths.filter { $0.hasSuffix(".pkl") || $0.hasSuffix(".joblib") }.sorted()
    return stride(from: 0, to: models.count, by: 7).compactMap { place in
      guard let bytes = try? Fixtures.bytes(folder.appending(path: models[place])), bytes.count < 16_000 else {
        return nil
      }
      return bytes
    }
  }

  /// 4,000 in each run of the tests; `GODWIT_MUTATIONS` asks for more.
  static let count = ProcessInfo.processInfo.environment["GODWIT_MUTATIONS"].flatMap { Int($0) } ?? 4000

  @Test("no mutation of a file crashes a reader, and what cannot be read says why")
  func mutations() throws {
    var random = Random(seed: 2026)
    let seeds = try Self.seeds()
    #expect(seeds.count > 500)
    var refused = 0
    for _ in 0..<Self.count {
      let seed = seeds[random.below(seeds.count)]
      if let problem = Self.outcome(Mutation.mutated(seed, &random)) {
        refused += 1
        #expect(!problem.isEmpty)
      }
    }
    #expect(refused > Self.count / 10)
    #expect(refused < Self.count)
  }

  /// Reads a file as far as it goes: everything a pickle holds, every array, and a model where there is one.
  private static func outcome(_ bytes: Bytes) -> String? {
    do {
      let file = try ModelFile(ModelSource(name: "mutated", bytes: bytes))
      switch file.kind {
      case .numpyArray: try touch(try NumPyFile.array(file.source.bytes))
      case .numpyArchive, .zip: for entry in try NumPyArchive.arrays(file.source.bytes) { try touch(entry.array) }
      default:
        let pickle = try Pickle.read(file.source)
        if pickle.arenaSize < 2000 { _ = WalkedPickle.count(pickle.root, depth: 0) }
        if let array = try pickle.root.array() { try touch(array) }
        if ScikitLearnReader.canRead(pickle) { _ = try ScikitLearnReader.read(pickle) }
      }
      return nil
    } catch {
      return "\(error)"
    }
  }

  private static func touch(_ array: NumPyArray) throws {
    switch array.type.kind {
    case .boolean, .integer, .unsigned, .time, .timeSpan: _ = try array.integers()
    case .float: _ = try array.doubles()
    case .complex: _ = try array.complexNumbers()
    case .text, .bytes: _ = try array.texts()
    case .object, .void: _ = try array.labels()
    }
  }

  @Test("every prefix of a model is refused with a reason")
  func truncation() throws {
    for seed in try Self.seeds().filter({ $0.count < 700 }).prefix(200) {
      for count in stride(from: 0, to: seed.count - 1, by: 3) {
        guard let part = seed.part(0, count: count) else { continue }
        #expect(throws: FormatError.self) {
          let file = try ModelFile(ModelSource(name: "cut", bytes: part))
          // What is left of an archive or a compressed file is found out at once; a pickle when it is run.
          _ =
            file.kind == .numpyArray
            ? try NumPyFile.array(part).shape : try Pickle.read(file.source).root.items?.map(\.kind.hashValue)
        }
      }
    }
  }

  // MARK: Bombs

  struct Bomb: Sendable, CustomStringConvertible {
    var description: String
    var make: @Sendable () -> Bytes
  }

  static let bombs: [Bomb] = [
    Bomb(description: "ten million empty lists") { repeated([0x5D], 10 << 20, "") },
    Bomb(description: "ten million marks") { repeated([0x28], 10 << 20, "") },
    Bomb(description: "two million empty dictionaries, thrown away") { repeated([0x7D, 0x30], 2 << 20, "") },
    Bomb(description: "lists in lists, a million deep") {
      repeated([0x5D], 1 << 20, String(repeating: "a", count: (1 << 20) - 1) + ".")
    },
    Bomb(description: "tuples in tuples, a million deep") {
      Bytes([0x4E] + ContiguousArray(repeating: 0x85, count: 1 << 20) + [0x2E])
    },
    Bomb(description: "copies of copies: 2^40 by memo") { doubling() },
    Bomb(description: "four gigabytes of text claimed") { Bytes([0x58, 0xFF, 0xFF, 0xFF, 0xFF, 0x61]) },
    Bomb(description: "2^63 bytes claimed") { Bytes([0x80, 4, 0x8E, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F]) },
    Bomb(description: "a memo key of four thousand million") { Bytes([0x4E, 0x72, 0xFF, 0xFF, 0xFF, 0xFF, 0x2E]) },
    Bomb(description: "a million memo keys far apart") { farKeys() },
    Bomb(description: "three hundred thousand globals") { manyGlobals() },
    Bomb(description: "a long of two gigabytes claimed") { Bytes([0x80, 2, 0x8B, 0xFF, 0xFF, 0xFF, 0x7F, 0x00]) },
    Bomb(description: "an array of 2^62 elements in joblib's wrapper") { joblibClaim() },
  ]

  private static func repeated(_ unit: [UInt8], _ count: Int, _ end: String) -> Bytes {
    var bytes = ContiguousArray<UInt8>()
    bytes.reserveCapacity(unit.count * count + end.utf8.count)
    for _ in 0..<count { bytes += unit }
    return Bytes(bytes + end.utf8)
  }

  /// `x = (x, x)`, forty times.
  private static func doubling() -> Bytes {
    var bytes: ContiguousArray<UInt8> = [0x4E, 0x71, 0]
    for key in UInt8(0)..<40 { bytes += [0x68, key, 0x68, key, 0x86, 0x71, key + 1] }
    return Bytes(bytes + [0x2E])
  }

  private static func farKeys() -> Bytes {
    var bytes: ContiguousArray<UInt8> = [0x4E]
    for key in UInt32(0)..<(1 << 20) {
      bytes.append(0x72)
      withUnsafeBytes(of: (key &* 4093).littleEndian) { bytes += $0 }
    }
    return Bytes(bytes + [0x2E])
  }

  private static func manyGlobals() -> Bytes {
    var bytes = ContiguousArray<UInt8>()
    for number in 0..<300_000 { bytes += "c\(number)\nb\n0".utf8 }
    return Bytes(bytes + [0x4E, 0x2E])
  }

  private static func joblibClaim() -> Bytes {
    let text =
      "cjoblib.numpy_pickle\nNumpyArrayWrapper\n)\u{81}}(Vshape\nL4611686018427387904L\n\u{85}Vdtype\ncnumpy\ndtype\n(Vf8\nI0\nI1\ntRub."
    return Bytes(ContiguousArray(text.unicodeScalars.map { UInt8($0.value) }))
  }

  @Test("a bomb ends in an error or a value, in at most twice its size and 64 MB", arguments: bombs)
  func bomb(bomb: Bomb) throws {
    try expectBounded(bomb.make(), "\(bomb)")
  }

  /// Reads the file in a process of its own and looks at the memory that one took.
  func expectBounded(_ bytes: Bytes, _ title: String) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "godwit-bomb-\(UUID().uuidString)")
    try Data(bytes.storage[bytes.range]).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let (code, output) = try Driver.run([file.path()])
    #expect(code == 0, "\(title): \(output)")
    let lines = output.split(separator: "\n")
    #expect(lines.first.map { $0.hasPrefix("read: ") || $0.hasPrefix("refused: ") } ?? false, "\(title): \(output)")
    let peak = try #require(lines.last.flatMap { Int($0.dropFirst("peak: ".count)) })
    #expect(peak > 0)
    #expect(peak << 10 <= 2 * bytes.count + (64 << 20), "\(title): \(peak >> 10) MB for \(bytes.count >> 20) MB")
  }

  /// 128 MB of zeros, as each compressor makes some hundred bytes or kilobytes of it; and what is small enough to be read,
  /// but asks for much memory.
  @Test(
    "a compressed bomb is counted before it is kept, and what becomes much larger counts by the size that it had",
    arguments: ["gz", "bz2", "xz", "z"], ["zeros", "lists", "JSON", "nodes"])
  func compressedBomb(kind: String, content: String) throws {
    let python = """
      import bz2, gzip, lzma, sys, zlib
      how = {"gz": gzip.compress, "bz2": bz2.compress, "xz": lzma.compress, "z": zlib.compress}[sys.argv[1]]
      size = 15 << 20
      tree = (b'<PMML xmlns="http://www.dmg.org/PMML-4_4" version="4.4"><Header/><DataDictionary/><TreeModel '
              b'functionName="regression"><MiningSchema/><Node score="1"><True/>%s</Node></TreeModel></PMML>')
      what = {"zeros": lambda: b"B\\x00\\x00\\x00\\x08" + bytes(1 << 27) + b".", "lists": lambda: b"]" * size,
              "JSON": lambda: b'{"learner":[' + b"[]," * (size // 3) + b"0]}",
              "nodes": lambda: tree % (b'<Node score="1"><True/></Node>' * (size // 31))}[sys.argv[2]]
      sys.stdout.buffer.write(how(what()))
      """
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", python, kind, content]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(data.count > 40)
    try expectBounded(Bytes(ContiguousArray(data)), "\(kind) of \(content)")
  }

  @Test("a file beside a pickle holds one array")
  func siblings() throws {
    let array = Bytes(
      ContiguousArray("\u{93}NUMPY\u{1}\u{0}v\u{0}".unicodeScalars.map { UInt8($0.value) })
        + "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }".utf8 + ContiguousArray(repeating: 0x20, count: 60)
        + [0x0A] + ContiguousArray(repeating: 0, count: 8))
    func list(of names: [String]) -> Bytes {
      var text = "("
      for name in names {
        text +=
          "cjoblib.numpy_pickle\nNDArrayWrapper\n)\u{81}}(S'filename'\nS'\(name)'\nS'subclass'\ncnumpy\nndarray\nub"
      }
      return Bytes(ContiguousArray((text + "l.").unicodeScalars.map { UInt8($0.value) }))
    }
    func read(_ names: [String]) throws -> Int? {
      try Pickle.read(ModelSource(name: "", bytes: list(of: names)) { _ in array }).root.items?.count
    }
    #expect(try read(["a.npy", "b.npy"]) == 2)
    #expect { try read(["a.npy", "a.npy"]) } throws: { "\($0)".contains("Two arrays are in one file, a.npy") }
  }

  @Test("a call to a program is recorded, and no program runs")
  func systemCall() throws {
    let mark = FileManager.default.temporaryDirectory.appending(path: "godwit-hostile-\(UUID().uuidString)")
    for text in [
      "cos\nsystem\n(S'touch \(mark.path())'\ntR.", "cposix\nsystem\n(S'touch \(mark.path())'\ntR.",
      "c__builtin__\neval\n(S'1'\ntR.", "csubprocess\nPopen\n((lS'touch'\naS'\(mark.path())'\natR.",
    ] {
      let pickle = try Pickle.read(Bytes(ContiguousArray(text.utf8)))
      #expect(pickle.globals.allSatisfy { GlobalMeaning(of: $0.global) == .dangerous && $0.isCalled })
      #expect(throws: (any Error).self) { try ScikitLearnReader.read(pickle) }
    }
    #expect(!FileManager.default.fileExists(atPath: mark.path()))
  }

  @Test("an estimator that holds itself is refused")
  func recursion() throws {
    let text = "csklearn.pipeline\nPipeline\n)\u{81}p1\n}(S'steps'\n(lS'a'\ng1\n\u{86}aS'b'\ng1\n\u{86}aub."
    let bytes = Bytes(ContiguousArray(text.unicodeScalars.map { UInt8($0.value) }))
    let pickle = try Pickle.read(bytes)
    #expect { try ScikitLearnReader.read(pickle) } throws: {
      "\($0)".contains("nested") || "\($0)".contains("not known")
    }
  }

  /// `call(call(call(…)))` as the steps of a pipeline, as the bytes of an array, as the names of columns.
  @Test("calls in calls in calls, three hundred thousand deep, end", arguments: ["set", "bytes", "bytearray"])
  func deepCalls(name: String) throws {
    var bytes = ContiguousArray("c__builtin__\n\(name)\nq".utf8)
    bytes += [0, 0x30, 0x5D, 0x71, 1, 0x30]
    for _ in 0..<300_000 { bytes += [0x68, 0, 0x68, 1, 0x85, 0x52, 0x71, 1, 0x30] }
    bytes += "csklearn.pipeline\nPipeline\n)".utf8
    bytes += [0x81, 0x7D] + "S'steps'\nh".utf8 + [1] + "sS'estimators_'\nh".utf8 + [1] + "sb.".utf8
    try expectBounded(Bytes(bytes), name)
  }

  @Test("a pipeline with millions of steps or attributes is refused in bounded memory", arguments: [true, false])
  func manyParts(areSteps: Bool) throws {
    var bytes = ContiguousArray("csklearn.pipeline\nPipeline\n)".utf8) + [0x81, 0x7D]
    if areSteps { bytes += ContiguousArray("S'steps'\n]".utf8) }
    for _ in 0..<2500 { bytes += [0x28] + ContiguousArray(repeating: 0x4E, count: 2000) + [areSteps ? 0x65 : 0x75] }
    bytes += areSteps ? "sb.".utf8 : "b.".utf8
    try expectBounded(Bytes(bytes), "many parts")
  }

  @Test("a pipeline of pipelines that are one and the same, forty deep, is refused in time and memory")
  func sharedParts() throws {
    var text = "csklearn.preprocessing\nStandardScaler\n)\u{81}}b"
    text += "q\u{0}"
    for key in UInt8(0)..<40 {
      let part = String(UnicodeScalar(key))
      text += "csklearn.pipeline\nPipeline\n)\u{81}}S'steps'\n(lS'a'\nh\(part)\u{86}aS'b'\nh\(part)\u{86}asb"
      text += "q" + String(UnicodeScalar(key + 1))
    }
    try expectBounded(Bytes(ContiguousArray((text + ".").unicodeScalars.map { UInt8($0.value) })), "shared parts")
  }
}

/// The program that reads one file, built beside the tests.
enum Driver {
  private static let path: String = {
    let arguments = CommandLine.arguments
    let bundle = arguments.firstIndex(of: "--test-bundle-path").map { arguments[$0 + 1] } ?? arguments[0]
    var folder = URL(filePath: bundle)
    for _ in 0..<6 {
      folder.deleteLastPathComponent()
      let program = folder.appending(path: "ModelDriver").path()
      if FileManager.default.isExecutableFile(atPath: program) { return program }
    }
    return "ModelDriver"
  }()

  static func run(_ arguments: [String]) throws -> (code: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}

/// Walks through everything a value holds, to a depth.
enum WalkedPickle {
  static func count(_ value: PickleValue, depth: Int) -> Int {
    guard depth < 12 else { return 1 }
    var total = 1
    for item in (value.items ?? []).prefix(4) { total += count(item, depth: depth + 1) }
    for entry in (value.entries ?? []).prefix(8) {
      total += count(entry.key, depth: depth + 1) + count(entry.value, depth: depth + 1)
    }
    if let object = value.object {
      for argument in object.arguments.prefix(4) { total += count(argument, depth: depth + 1) }
      for attribute in object.attributes.prefix(8) { total += count(attribute.value, depth: depth + 1) }
      _ = object.items.count
    }
    _ = (value.integer, value.double, value.text, value.bytes, value.boolean, value.isArray)
    return total
  }
}

/// Numbers by chance, the same in each run: SplitMix64.
struct Random {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
    return z ^ z >> 31
  }

  mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }
}

/// One to eight changes: bits, bytes, runs cut out, doubled or overwritten, opcodes put in.
enum Mutation {
  static func mutated(_ bytes: Bytes, _ random: inout Random) -> Bytes {
    var content = ContiguousArray(bytes.storage[bytes.range])
    for _ in 0...random.below(7) where !content.isEmpty {
      let place = random.below(content.count)
      let length = min(1 + random.below(12), content.count - place)
      switch random.below(8) {
      case 0: content[place] ^= 1 << UInt8(random.below(8))
      case 1: content[place] = UInt8(truncatingIfNeeded: random.next())
      case 2: content.removeSubrange(place..<(place + length))
      case 3: content.insert(contentsOf: content[place..<(place + length)], at: random.below(content.count))
      case 4: content[place] = [0x00, 0x7F, 0x80, 0xFF][random.below(4)]
      case 5: content.insert(Opcode.allCases[random.below(68)].rawValue, at: place)
      case 6: for index in place..<(place + length) { content[index] = 0xFF }
      default: content.removeSubrange((content.count - random.below(content.count / 4 + 1))...)
      }
    }
    return Bytes(content)
  }
}
