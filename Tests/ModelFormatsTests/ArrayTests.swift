// Arrays of every dtype, order and container, as three releases of NumPy wrote them.

import Testing

@testable import ModelFormats

@Suite("Arrays")
struct ArrayTests {
  @Test("each array is read as NumPy has it", arguments: ["1.16", "1.21", "2.5"])
  func arrays(version: String) throws {
    let lines = try Fixtures.text("arrays-\(version).txt").split(separator: "\n")
    #expect(lines.count > 200)
    for line in lines {
      let parts = line.split(separator: "\t", omittingEmptySubsequences: false).map { String($0) }
      try #require(parts.count == 5)
      let array = try read(Bytes(hex: parts[2]), as: parts[1])
      let title = "\(parts[0]), \(parts[1]), \(version)"
      #expect(array.shape.map { String($0) }.joined(separator: " ") == parts[3], "\(title)")
      #expect(try elements(array).joined(separator: " ") == parts[4], "\(title)")
    }
  }

  @Test("some rows of an array are those rows, whatever the order in memory", arguments: [false, true])
  func rows(isFortran: Bool) throws {
    let numbers = (0..<12).map(Double.init)
    let data = numbers.flatMap { number in withUnsafeBytes(of: number.bitPattern.littleEndian) { Array($0) } }
    let array = try NumPyArray(
      type: NumPyType(.float, size: 8), shape: [4, 3], isFortran: isFortran, data: Bytes(ContiguousArray(data)))
    for range in [0..<4, 1..<3, 3..<4, 2..<2] {
      let part = try array.rows(range)
      #expect(part.shape == [range.count, 3])
      #expect(try part.doubles() == Array(try array.doubles()[(range.lowerBound * 3)..<(range.upperBound * 3)]))
    }
  }

  @Test("what is told of a broken file stays on one line, and moves no cursor")
  func oneLine() {
    let error = FormatError(.malformed, "pickle", at: 3, "The name `a\nb\u{1B}[2Jc\u{202E}\u{E9}` is not known.")
    #expect("\(error)" == "pickle, byte 3: The name `a\\nb\\u{1B}[2Jc\\u{202E}\u{E9}` is not known.")
    let refusal = ModelRefusal(place: "a\r", estimator: "b", "It is\u{2028}so.", remedy: "Mend it.")
    #expect("\(refusal)" == "a\\r: It is\\u{2028}so. Mend it.")
  }

  private func read(_ bytes: Bytes, as format: String) throws -> NumPyArray {
    switch format {
    case "npy":
      #expect(ModelFileKind(plain: bytes) == .numpyArray)
      return try NumPyFile.array(bytes)
    case "npz":
      #expect(ModelFileKind(plain: bytes) == .numpyArchive)
      return try #require(try NumPyArchive.arrays(bytes).first { $0.name == "first" }).array
    default:
      let file = try ModelFile(ModelSource(name: "", bytes: bytes))
      #expect(file.kind == .pickle)
      let root = try Pickle.read(file.source).root
      if let array = try root.array() { return array }
      return try scalar(root)
    }
  }

  /// A scalar as an array without dimensions.
  private func scalar(_ value: PickleValue) throws -> NumPyArray {
    if let scalar = value.scalar { return scalar.array }
    // Protocol 2 of Python 3 and Python 2 know NumPy's text scalars as text and NumPy's booleans as themselves.
    return try NumPyArray(
      type: NumPyType(.object, size: 8), shape: [], isFortran: false, data: Bytes([]), objects: [value])
  }

  private func elements(_ array: NumPyArray) throws -> [String] {
    switch array.type.kind {
    case .boolean, .integer, .unsigned, .time, .timeSpan: return try array.integers().map { String($0) }
    case .float: return try array.doubles().map(float)
    case .complex: return try array.complexNumbers().map { "\(float($0.real))+\(float($0.imaginary))" }
    case .text, .bytes: return try array.texts().map(text)
    case .object: return try array.objects.map(object)
    case .void:
      let columns = try array.type.fields.map { field in try elements(try #require(array.field(field.name))) }
      return (0..<array.count).map { row in columns.map { $0[row] }.joined(separator: ",") }
    }
  }

  private func object(_ value: PickleValue) throws -> String {
    if value.isNone { return "N" }
    if let text = value.text { return self.text(text) }
    if value.kind == .double { return float(value.double ?? 0) }
    return String(try #require(value.integer))
  }

  private func text(_ text: String?) -> String {
    guard let text else { return "N" }
    return "u" + text.utf8.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
  }

  private func float(_ value: Double) -> String {
    let digits = String(value.bitPattern, radix: 16)
    return "f" + String(repeating: "0", count: 16 - digits.count) + digits
  }

  @Test("what is written is read again")
  func writing() throws {
    let numbers = [1.5, -0.0, .infinity, 2, 3, 4]
    let array = try NumPyFile.array(Bytes(ContiguousArray(NumPyFile.write(numbers, shape: [2, 3]))))
    #expect(array.shape == [2, 3])
    #expect(try array.doubles().map(\.bitPattern) == numbers.map(\.bitPattern))
    let line = try NumPyFile.array(Bytes(ContiguousArray(NumPyFile.write([1, -2], shape: [2]))))
    #expect(try line.integers() == [1, -2])
    #expect(NumPyFile.write([1, -2], shape: [2]).count == 128 + 16)
  }

  @Test("a long double is refused, with what to do")
  func longDouble() throws {
    let header = "{'descr': '<f16', 'fortran_order': False, 'shape': (1,), }\n"
    let bytes =
      [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + [UInt8](repeating: 0, count: 16)
    let array = try NumPyFile.array(Bytes(ContiguousArray(bytes)))
    #expect { try array.doubles() } throws: { "\($0)".contains("float64") }
  }

  @Test(
    "a claimed size is held against the file",
    arguments: ["(99999999999999, 8)", "(4294967296, 4294967296)", "(-1, 2)", "(1000,)"])
  func sizes(shape: String) throws {
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': \(shape), }\n"
    let bytes = [0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8) + [1, 2, 3]
    #expect(throws: FormatError.self) { try NumPyFile.array(Bytes(ContiguousArray(bytes))) }
  }
}
