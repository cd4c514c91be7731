// Tensors of an ONNX file: elements raw, or in the field of their type.

internal import ModelCore

extension ONNXReader {
  /// TensorProto and its name.
  mutating func tensor(_ range: Range<Int>) throws(ONNXError) -> (name: String, tensor: Tensor) {
    var parts = TensorParts()
    try take(160, at: range.lowerBound)
    var reader = fields(range)
    while let (number, value) = try reader.next() {
      let at = reader.position
      switch number {
      case 1: try integers(value, into: &parts.shape, at: at)
      case 2: parts.type = try elementType(value, at: at)
      case 4: try floats(value, into: &parts.floats, at: at)
      case 5, 7, 11: try integers(value, into: &parts.integers, at: at)
      case 6: parts.strings.append(try string(value, at: at))
      case 8: parts.name = try string(value, at: at)
      case 9: parts.raw = try delimited(value, at: at)
      case 10: try doubles(value, into: &parts.doubles, at: at)
      case 12, 16: break  // documentation, metadata
      case 13: parts.external.append(try property(try delimited(value, at: at)))
      case 14: parts.isExternal = try integer(value, at: at) == 1
      default: note("field \(number) of TensorProto")
      }
    }
    guard let type = parts.type else {
      throw ONNXError(message: "tensor `\(parts.name)` has no element type", offset: range.lowerBound)
    }
    var tensor = Tensor(type: type, shape: parts.shape.map { Int($0) }, contents: .external(parts.external))
    if !parts.isExternal { tensor.contents = try contents(parts, type, tensor.elementCount, at: range.lowerBound) }
    return (parts.name, tensor)
  }

  /// SparseTensorProto; its name is that of its values.
  mutating func sparseTensor(_ range: Range<Int>) throws(ONNXError) -> (name: String, tensor: SparseTensor) {
    var name = ""
    var values: Tensor?
    var indices: Tensor?
    var shape: [Int64] = []
    var reader = fields(range)
    while let (number, value) = try reader.next() {
      let at = reader.position
      switch number {
      case 1: (name, values) = try tensor(try delimited(value, at: at))
      case 2: indices = try tensor(try delimited(value, at: at)).tensor
      case 3: try integers(value, into: &shape, at: at)
      default: note("field \(number) of SparseTensorProto")
      }
    }
    guard let values, let indices else {
      throw ONNXError(message: "a sparse tensor lacks its values or indices", offset: range.lowerBound)
    }
    return (name, SparseTensor(values: values, indices: indices, shape: shape.map { Int($0) }))
  }

  private mutating func doubles(
    _ value: WireReader.Field, into doubles: inout ContiguousArray<Double>, at offset: Int
  ) throws(ONNXError) {
    switch value {
    case .fixed64(let bits):
      try take(8, at: offset)
      doubles.append(Double(bitPattern: bits))
    case .delimited(let range):
      guard range.count % 8 == 0 else { throw ONNXError(message: "doubles are cut off", offset: range.lowerBound) }
      try take(range.count, at: offset)
      doubles.append(contentsOf: elements(range, UInt64.self).lazy.map { Double(bitPattern: $0) })
    default: throw ONNXError(message: "doubles are expected and something else found", offset: offset)
    }
  }

  private func elements<Word: FixedWidthInteger>(_ range: Range<Int>, _ type: Word.Type) -> ContiguousArray<Word> {
    ContiguousArray(
      stride(from: range.lowerBound, to: range.upperBound, by: MemoryLayout<Word>.size).map { word(at: $0, type) })
  }

  private mutating func contents(
    _ parts: TensorParts, _ type: ElementType, _ count: Int?, at offset: Int
  ) throws(ONNXError) -> Tensor.Contents {
    func mismatch(_ found: Int) -> ONNXError {
      ONNXError(
        message: "tensor `\(parts.name)` of shape \(parts.shape) and type \(type) has \(found) elements", offset: offset
      )
    }
    guard let count else { throw mismatch(0) }
    if type == .string {
      guard parts.strings.count == count else { throw mismatch(parts.strings.count) }
      return .strings(parts.strings)
    }
    guard let byteCount = type.byteCount(of: count), let width = type.bitWidth else { throw mismatch(0) }
    if let raw = parts.raw {
      guard raw.count == byteCount else { throw mismatch(raw.count * 8 / width) }
      try take(raw.count, at: offset)
      return switch type {
      case .double: .doubles(ContiguousArray(elements(raw, UInt64.self).map { Double(bitPattern: $0) }))
      case .float: .floats(ContiguousArray(elements(raw, UInt32.self).map { Float(bitPattern: $0) }))
      case .int64: .integers(elements(raw, Int64.self))
      default: .bytes(ContiguousArray(bytes[raw]))
      }
    }
    switch type {
    case .double:
      guard parts.doubles.count == count else { throw mismatch(parts.doubles.count) }
      return .doubles(parts.doubles)
    case .float:
      guard parts.floats.count == count else { throw mismatch(parts.floats.count) }
      return .floats(ContiguousArray(parts.floats))
    case .int64:
      guard parts.integers.count == count else { throw mismatch(parts.integers.count) }
      return .integers(ContiguousArray(parts.integers))
    default:
      let bytes = parts.typedBytes(type, width)
      guard bytes.count == byteCount else { throw mismatch(bytes.count * 8 / width) }
      return .bytes(bytes)
    }
  }
}

/// The fields of a tensor.
private struct TensorParts {
  var name = ""
  var type: ElementType?
  var shape: [Int64] = []
  var raw: Range<Int>?
  var floats: [Float] = []
  var doubles: ContiguousArray<Double> = []
  /// `int32_data`, `int64_data` and `uint64_data`, of which a tensor has one.
  var integers: [Int64] = []
  var strings: [String] = []
  var external: [Property] = []
  var isExternal = false

  /// What stands in a typed field, as raw data would hold it. Types of less than a byte come packed into bytes.
  func typedBytes(_ type: ElementType, _ width: Int) -> ContiguousArray<UInt8> {
    var bytes: ContiguousArray<UInt8> = []
    func append(_ bits: UInt64, _ count: Int) {
      for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: bits >> UInt64(8 * index))) }
    }
    switch type {
    case .complex64: for float in floats { append(UInt64(float.bitPattern), 4) }
    case .complex128: for double in doubles { append(double.bitPattern, 8) }
    default: for integer in integers { append(UInt64(bitPattern: integer), max(1, width / 8)) }
    }
    return bytes
  }
}
