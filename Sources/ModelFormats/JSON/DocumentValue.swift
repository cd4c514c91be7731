// One value of a JSON or UBJSON document.

/// A view of one value. Cheap to copy; keeps its document alive.
package struct DocumentValue: Sendable {
  let tree: DocumentTree
  let row: Int

  var content: DocumentTree.Row { tree.rows[row] }

  package enum Kind: String, Sendable { case null, boolean, number, text, array, object }

  package var kind: Kind {
    switch content.kind {
    case .null: .null
    case .no, .yes: .boolean
    case .number, .packed: .number
    case .numbers, .packedArray, .array: .array
    case .text: .text
    case .object: .object
    }
  }

  /// Where it stands in the file.
  package var offset: Int { Int(content.start) }

  /// Values of an array, or keys of an object; 0 for everything else.
  package var count: Int {
    switch content.kind {
    case .numbers, .packedArray, .array, .object: Int(content.count)
    default: 0
    }
  }

  // MARK: Scalars

  package var boolean: Bool? {
    switch content.kind {
    case .yes: true
    case .no: false
    default: nil
    }
  }

  /// A number; nil for all else.
  package var double: Double? {
    switch content.kind {
    case .number: tree.bytes.withUnsafeBytes { JSONNumber.double($0, at: Int(content.start)).value }
    case .packed: packed?.double(at: Int(content.start), in: tree)
    default: nil
    }
  }

  /// A whole number that an `Int` holds; nil for all else.
  package var integer: Int? {
    if content.kind == .packed, let packed, packed.isInteger { return packed.integer(at: Int(content.start), in: tree) }
    if content.kind == .number, let text = part(Int(content.count))?.utf8, let number = Int(text) { return number }
    return double.flatMap { Int(exactly: $0) }
  }

  /// Text with its escapes undone; nil for all else, and for what is no UTF-8.
  package var text: String? {
    guard content.kind == .text, let part = part(Int(content.count)) else { return nil }
    return content.form == 0 ? part.utf8 : JSONText.unescaped(part)
  }

  private func part(_ count: Int) -> Bytes? { tree.bytes.part(Int(content.start), count: count) }
  private var packed: PackedNumber? { PackedNumber(rawValue: content.form) }

  // MARK: Containers

  /// The value of a key, the last one where there are several; nil where there is none.
  package subscript(key: StaticString) -> DocumentValue? {
    var found: DocumentValue?
    forEachEntry { name, value in
      if name.count == key.utf8CodeUnitCount, tree.bytes.starts(with: key, at: Int(name.start)) { found = value }
    }
    return found
  }

  /// Keys and values, in order; none for what is no object.
  package var entries: [(key: String, value: DocumentValue)] {
    var entries: [(String, DocumentValue)] = []
    forEachEntry { name, value in
      let key = DocumentValue(tree: tree, row: value.row - 1)
      entries.append((key.text ?? "", value))
    }
    return entries
  }

  private func forEachEntry(_ body: (_ name: (start: UInt32, count: Int), _ value: DocumentValue) -> Void) {
    guard content.kind == .object else { return }
    let end = Int(content.end)
    var place = row + 1
    while place + 1 < end {
      let name = tree.rows[place]
      body((name.start, Int(name.count)), DocumentValue(tree: tree, row: place + 1))
      place = Int(tree.rows[place + 1].end)
    }
  }

  /// Hands over the values of an array one after the other. A run of numbers has no values of its own: `doubles()`.
  package func forEachElement<Failure: Error>(_ body: (DocumentValue) throws(Failure) -> Void) throws(Failure) {
    guard content.kind == .array else { return }
    let end = Int(content.end)
    var place = row + 1
    while place < end {
      try body(DocumentValue(tree: tree, row: place))
      place = Int(tree.rows[place].end)
    }
  }

  /// The values of an array that is no run of numbers.
  package var elements: [DocumentValue] {
    var elements: [DocumentValue] = []
    elements.reserveCapacity(count)
    forEachElement { elements.append($0) }
    return elements
  }

  // MARK: Runs of numbers

  /// The numbers of an array; nil where something else is in it, or it is no array. Booleans are 0 and 1.
  package func doubles() -> ContiguousArray<Double>? { run(JSONNumber.double) { $0.double(at: $1, in: tree) } }

  /// The same, rounded to single precision once and not twice.
  package func floats() -> ContiguousArray<Float>? { run(JSONNumber.float) { $0.float(at: $1, in: tree) } }

  /// Whole numbers; nil where one is not, or does not fit.
  package func integers() -> ContiguousArray<Int32>? {
    switch content.kind {
    case .numbers:
      var all = true
      let numbers: ContiguousArray<Int32>? = run({ bytes, offset in
        let (value, end) = JSONNumber.integer(bytes, at: offset)
        if value == nil { all = false }
        return (value ?? 0, end)
      }) { _, _ in 0 }
      return all ? numbers : nil
    case .packedArray:
      guard let packed else { return nil }
      var numbers = ContiguousArray<Int32>()
      numbers.reserveCapacity(count)
      for place in 0..<count {
        guard let number = packed.integer(at: Int(content.start) + place * packed.width, in: tree),
          let narrow = Int32(exactly: number)
        else { return nil }
        numbers.append(narrow)
      }
      return numbers
    default:
      guard content.kind == .array else { return nil }
      let numbers = elements.compactMap { $0.number.flatMap { Int32(exactly: $0) } }
      return numbers.count == count ? ContiguousArray(numbers) : nil
    }
  }

  private var number: Double? { double ?? boolean.map { $0 ? 1 : 0 } }

  private func run<Number: BinaryFloatingPoint>(
    _ written: (UnsafeRawBufferPointer, Int) -> (value: Number, end: Int), _ stored: (PackedNumber, Int) -> Number
  ) -> ContiguousArray<Number>? {
    if content.kind == .numbers || content.kind == .packedArray { return plainRun(written, stored) }
    guard content.kind == .array else { return nil }
    let numbers = elements.compactMap { $0.number.map { Number($0) } }
    return numbers.count == count ? ContiguousArray(numbers) : nil
  }

  private func run(
    _ written: (UnsafeRawBufferPointer, Int) -> (value: Int32, end: Int), _ stored: (PackedNumber, Int) -> Int32
  ) -> ContiguousArray<Int32>? { plainRun(written, stored) }

  @inline(__always)
  private func plainRun<Number>(
    _ written: (UnsafeRawBufferPointer, Int) -> (value: Number, end: Int), _ stored: (PackedNumber, Int) -> Number
  ) -> ContiguousArray<Number>? {
    let start = Int(content.start)
    let count = Int(content.count)
    if content.kind == .packedArray {
      guard let packed else { return nil }
      var numbers = ContiguousArray<Number>()
      numbers.reserveCapacity(count)
      for place in 0..<count { numbers.append(stored(packed, start + place * packed.width)) }
      return numbers
    }
    return tree.bytes.withUnsafeBytes { bytes in
      var numbers = ContiguousArray<Number>()
      numbers.reserveCapacity(count)
      var offset = start
      for _ in 0..<count {
        while bytes[offset] <= 0x20 || bytes[offset] == UInt8(ascii: ",") { offset += 1 }
        let (value, end) = written(bytes, offset)
        precondition(end > offset, "a run of numbers holds numbers")
        numbers.append(value)
        offset = end
      }
      return numbers
    }
  }
}
