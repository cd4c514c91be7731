// Whole numbers of 64 bits, and what an array is made of: for readers that take nothing else for a number.

extension DocumentValue {
  /// Whether this is an array of numbers alone, of at least one; its values are read by `doubles()` and its like.
  package var isRunOfNumbers: Bool { (content.kind == .numbers || content.kind == .packedArray) && content.count > 0 }

  /// The numbers of a run of a JSON document, exactly; nil where one is no whole number of the type, or this is no run.
  package func wholeNumbers() -> ContiguousArray<Int64>? { wholes() }
  package func naturalNumbers() -> ContiguousArray<UInt64>? { wholes() }

  /// One number of a JSON document, exactly; nil for all else.
  package var whole: Int64? { oneWhole() }
  package var natural: UInt64? { oneWhole() }

  @inline(__always)
  private func oneWhole<Number: FixedWidthInteger>() -> Number? {
    guard content.kind == .number else { return nil }
    return tree.bytes.withUnsafeBytes { JSONNumber.whole($0, at: Int(content.start), as: Number.self).value }
  }

  @inline(__always)
  private func wholes<Number: FixedWidthInteger>() -> ContiguousArray<Number>? {
    guard content.kind == .numbers else { return nil }
    let count = Int(content.count)
    return tree.bytes.withUnsafeBytes { bytes in
      var numbers = ContiguousArray<Number>()
      numbers.reserveCapacity(count)
      var offset = Int(content.start)
      for _ in 0..<count {
        while bytes[offset] <= 0x20 || bytes[offset] == UInt8(ascii: ",") { offset += 1 }
        let (value, end) = JSONNumber.whole(bytes, at: offset, as: Number.self)
        guard let value, end > offset else { return nil }
        numbers.append(value)
        offset = end
      }
      return numbers
    }
  }

  /// Whether a number of this run or this number is written with digits and yet beyond all doubles, as 1e999 is.
  package var hasNumberBeyondDoubles: Bool {
    switch content.kind {
    case .number: isBeyondDoubles(at: Int(content.start)).answer
    case .numbers: runHasNumberBeyondDoubles
    default: false
    }
  }

  private var runHasNumberBeyondDoubles: Bool {
    var offset = Int(content.start)
    for _ in 0..<Int(content.count) {
      while tree.bytes[offset] <= 0x20 || tree.bytes[offset] == UInt8(ascii: ",") { offset += 1 }
      let (answer, end) = isBeyondDoubles(at: offset)
      if answer { return true }
      precondition(end > offset, "a run of numbers holds numbers")
      offset = end
    }
    return false
  }

  private func isBeyondDoubles(at offset: Int) -> (answer: Bool, end: Int) {
    tree.bytes.withUnsafeBytes { bytes in
      let (value, end) = JSONNumber.double(bytes, at: offset)
      let first = bytes[offset] == UInt8(ascii: "-") && offset + 1 < bytes.count ? bytes[offset + 1] : bytes[offset]
      return (value.isInfinite && first &- 0x30 < 10, end)
    }
  }
}
