// Tensors as bytes, little-endian, by the extension for binary tensors.

internal import ModelCore
internal import ModelFormats

enum BinaryTensor {
  /// Exactly the bytes of the shape; BYTES have a length of four bytes before each element.
  static func read(
    _ bytes: Bytes, _ datatype: Datatype, _ shape: [Int], named name: String
  ) throws(ProtocolError) -> Tensor {
    var tensor = Tensor(type: datatype.element, shape: shape, contents: .bytes([]))
    guard let count = tensor.elementCount else {
      throw .invalid("the shape of input `\(name)` has more elements than can be counted")
    }
    guard datatype.byteCount != nil else {
      tensor.contents = .strings(try texts(bytes, count, name))
      return tensor
    }
    guard let wanted = datatype.element.byteCount(of: count), wanted == bytes.count else {
      throw .invalid(
        "input `\(name)` has \(bytes.count) bytes where \(datatype.name) of the shape "
          + "\(ModelSignature.Value.text(shape)) has another number")
    }
    if datatype.element == .bool, bytes.withUnsafeBytes({ $0.contains { $0 > 1 } }) {
      throw .invalid("input `\(name)` is BOOL and has bytes other than 0 and 1")
    }
    tensor.contents = contents(bytes, datatype.element, count)
    return tensor
  }

  private static func contents(_ bytes: Bytes, _ type: ElementType, _ count: Int) -> Tensor.Contents {
    switch type {
    case .float: .floats(elements(bytes, count, zero: 0))
    case .double: .doubles(elements(bytes, count, zero: 0))
    case .int64: .integers(elements(bytes, count, zero: 0))
    default: .bytes(bytes.withUnsafeBytes { ContiguousArray($0) })
    }
  }

  private static func elements<Number>(_ bytes: Bytes, _ count: Int, zero: Number) -> ContiguousArray<Number> {
    var numbers = ContiguousArray(repeating: zero, count: count)
    numbers.withUnsafeMutableBytes { target in bytes.withUnsafeBytes { target.copyMemory(from: $0) } }
    return numbers
  }

  private static func texts(_ bytes: Bytes, _ count: Int, _ name: String) throws(ProtocolError) -> [String] {
    var texts: [String] = []
    texts.reserveCapacity(min(count, bytes.count / 4))
    var place = 0
    while place < bytes.count {
      guard texts.count < count else { break }
      guard let head = bytes.part(place, count: 4) else { throw .invalid("input `\(name)` ends within a length") }
      let length = (0..<4).reduce(0) { $0 | Int(head[$1]) << ($1 * 8) }
      guard let part = bytes.part(place + 4, count: length) else {
        throw .invalid(
          "input `\(name)` ends within element \(texts.count + 1), which has \(length) bytes by its length")
      }
      guard let text = part.utf8 else { throw .invalid("element \(texts.count + 1) of input `\(name)` is no UTF-8") }
      texts.append(text)
      place += 4 + length
    }
    guard texts.count == count, place == bytes.count else {
      throw .invalid(
        "input `\(name)` does not have exactly the \(count) elements of its shape in its \(bytes.count) bytes")
    }
    return texts
  }

  // MARK: Writing

  static func bytes(of tensor: Tensor) -> [UInt8] {
    switch tensor.contents {
    case .floats(let numbers): numbers.withUnsafeBytes { Array($0) }
    case .doubles(let numbers): numbers.withUnsafeBytes { Array($0) }
    case .integers(let numbers): numbers.withUnsafeBytes { Array($0) }
    case .bytes(let bytes): Array(bytes)
    case .strings(let texts): texts.reduce(into: []) { append($1, to: &$0) }
    case .external: []
    }
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    let length = UInt32(text.utf8.count)
    for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: length >> shift)) }
    bytes.append(contentsOf: text.utf8)
  }
}
