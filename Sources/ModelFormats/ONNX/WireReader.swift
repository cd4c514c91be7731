// Protocol buffers' wire format, read: every length is held against what is left before it is believed.

/// Why bytes are not the ONNX model they claim to be.
package struct ONNXError: Error, Equatable, Sendable, CustomStringConvertible {
  package var message: String
  /// Where in the file.
  package var offset: Int
  package var description: String { "\(message) (at byte \(offset))" }
}

/// Goes over the fields of one message.
struct WireReader {
  /// One field's value; delimited values are ranges of the file.
  enum Field {
    case varint(UInt64)
    case fixed32(UInt32)
    case fixed64(UInt64)
    case delimited(Range<Int>)
  }

  /// The whole file.
  let bytes: ContiguousArray<UInt8>
  private(set) var position: Int
  let end: Int

  init(_ bytes: ContiguousArray<UInt8>, _ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "a message lies in its file")
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next field and its number; nil at the message's end.
  mutating func next() throws(ONNXError) -> (number: Int, value: Field)? {
    guard position < end else { return nil }
    let start = position
    let tag = try varint()
    let number = Int(tag >> 3)
    guard number > 0, number < 1 << 29 else {
      throw ONNXError(message: "a field has number \(tag >> 3)", offset: start)
    }
    switch tag & 7 {
    case 0: return (number, .varint(try varint()))
    case 1: return (number, .fixed64(try fixed(8)))
    case 2:
      let length = try varint()
      guard length <= UInt64(end - position) else {
        throw ONNXError(message: "\(length) bytes are claimed and \(end - position) are left", offset: start)
      }
      let range = position..<(position + Int(length))
      position = range.upperBound
      return (number, .delimited(range))
    case 5: return (number, .fixed32(UInt32(try fixed(4))))
    default: throw ONNXError(message: "a field has wire type \(tag & 7)", offset: start)
    }
  }

  mutating func varint() throws(ONNXError) -> UInt64 {
    var result: UInt64 = 0
    var shift: UInt64 = 0
    let start = position
    while position < end, shift < 64 {
      let byte = bytes[position]
      position += 1
      result |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return result }
      shift += 7
    }
    throw ONNXError(message: position < end ? "a number is longer than 64 bits" : "a number is cut off", offset: start)
  }

  private mutating func fixed(_ count: Int) throws(ONNXError) -> UInt64 {
    guard end - position >= count else { throw ONNXError(message: "a number is cut off", offset: position) }
    var result: UInt64 = 0
    for index in 0..<count { result |= UInt64(bytes[position + index]) << UInt64(8 * index) }
    position += count
    return result
  }
}
