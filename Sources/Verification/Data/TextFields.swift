// A column of fields as they stand in the file's bytes; what they say is read when it is asked for.

/// Ranges of bytes, one a row. The bytes are shared by all columns of a part.
package struct TextFields: Equatable, Sendable {
  struct Span: Equatable, Sendable {
    var start: Int32
    var end: Int32
    /// Between quotes; doubled ones inside stand for one.
    var isQuoted: Bool
  }
  let bytes: ContiguousArray<UInt8>
  let spans: [Span]

  var count: Int { spans.count }

  /// Text as written; nil for an empty field without quotes.
  func text(_ row: Int) -> String? {
    let span = spans[row]
    if span.start == span.end { return span.isQuoted ? "" : nil }
    let field = bytes[Int(span.start)..<Int(span.end)]
    guard span.isQuoted, field.contains(0x22) else { return String(decoding: field, as: UTF8.self) }
    var plain: ContiguousArray<UInt8> = []
    var isDoubled = false
    for byte in field {
      isDoubled = byte == 0x22 && !isDoubled
      if !isDoubled { plain.append(byte) }
    }
    return String(decoding: plain, as: UTF8.self)
  }

  /// The fields as numbers, or the first row that holds none.
  func numbers() -> (numbers: [Double], firstOther: Int?) {
    var numbers: [Double] = []
    numbers.reserveCapacity(spans.count)
    let failed = bytes.withUnsafeBufferPointer { bytes -> Int? in
      for (row, span) in spans.enumerated() {
        let field = UnsafeBufferPointer(rebasing: bytes[Int(span.start)..<Int(span.end)])
        guard let number = field.isEmpty ? .nan : NumberText.double(field) else { return row }
        numbers.append(number)
      }
      return nil
    }
    return (numbers, failed)
  }

  /// The field as a whole number; nil where it is none.
  func integer(_ row: Int) -> Int? {
    let span = spans[row]
    return bytes.withUnsafeBufferPointer {
      NumberText.integer(UnsafeBufferPointer(rebasing: $0[Int(span.start)..<Int(span.end)]))
    }
  }

  func part(_ range: Range<Int>) -> TextFields { TextFields(bytes: bytes, spans: Array(spans[range])) }
}
