// Tensors as JSON has them: numbers, booleans or texts, flat or nested.

internal import ModelCore
internal import ModelFormats

/// Reads `data` of an input.
struct JSONTensor {
  let name: String
  let datatype: Datatype
  let shape: [Int]

  func read(_ data: DocumentValue) throws(ProtocolError) -> Tensor {
    guard datatype.hasJSONForm else {
      throw .invalid(
        "input `\(name)` is \(datatype.name), which JSON has no form for; send it with `binary_data_size`")
    }
    let count = try elementCount()
    switch datatype.element {
    case .float:
      var numbers = ContiguousArray<Float>()
      try forEachPart(of: data) { part throws(ProtocolError) in try append(part, to: &numbers) }
      return try tensor(.floats(numbers), numbers.count, count)
    case .double:
      var numbers = ContiguousArray<Double>()
      try forEachPart(of: data) { part throws(ProtocolError) in try append(part, to: &numbers) }
      return try tensor(.doubles(numbers), numbers.count, count)
    case .int64:
      var numbers = ContiguousArray<Int64>()
      try forEachPart(of: data) { part throws(ProtocolError) in numbers += try wholes(part) }
      return try tensor(.integers(numbers), numbers.count, count)
    case .string:
      var texts: [String] = []
      try forEachPart(of: data) { part throws(ProtocolError) in texts.append(try text(part)) }
      return try tensor(.strings(texts), texts.count, count)
    case .bool:
      var flags = ContiguousArray<UInt8>()
      try forEachPart(of: data) { part throws(ProtocolError) in flags += try self.flags(part) }
      return try tensor(.bytes(flags), flags.count, count)
    default: return try narrow(data, count)
    }
  }

  private func elementCount() throws(ProtocolError) -> Int {
    guard let count = Tensor(type: datatype.element, shape: shape, contents: .bytes([])).elementCount else {
      throw .invalid("the shape of input `\(name)` has more elements than can be counted")
    }
    return count
  }

  private func tensor(_ contents: Tensor.Contents, _ given: Int, _ wanted: Int) throws(ProtocolError) -> Tensor {
    guard given == wanted else {
      throw .invalid(
        "input `\(name)` has \(given) elements where its shape \(ModelSignature.Value.text(shape)) has \(wanted)")
    }
    return Tensor(type: datatype.element, shape: shape, contents: contents)
  }

  /// Hands over what `data` is made of, level by level: runs of numbers, and single values.
  private func forEachPart(
    of data: DocumentValue, depth: Int = 0, _ body: (DocumentValue) throws(ProtocolError) -> Void
  ) throws(ProtocolError) {
    if depth == 0, data.kind != .array { throw .invalid("`data` of input `\(name)` is no list") }
    // Flat, or as deep as the shape; a shape of no dimension has its one element in a list.
    guard data.kind != .array || depth < max(1, shape.count) else {
      throw .invalid("`data` of input `\(name)` is nested deeper than its shape")
    }
    guard data.kind == .array, !data.isRunOfNumbers else { return try body(data) }
    try data.forEachElement { element throws(ProtocolError) in try forEachPart(of: element, depth: depth + 1, body) }
  }

  private func unusable(_ value: DocumentValue) -> ProtocolError {
    let found =
      switch value.kind {
      case .null: "a null"
      case .boolean: "a boolean"
      case .text: "text"
      case .object: "an object"
      case .number, .array: "a number that it cannot hold"
      }
    return .invalid("`data` of input `\(name)`, which is \(datatype.name), has \(found) in it")
  }

  // MARK: Numbers

  private func append(_ part: DocumentValue, to numbers: inout ContiguousArray<Float>) throws(ProtocolError) {
    if part.isRunOfNumbers, let run = part.floats() {
      if run.contains(where: \.isInfinite) {
        // A number too large for the type is an error, the word Infinity is not.
        guard let wide = part.doubles(), !part.hasNumberBeyondDoubles,
          !zip(run, wide).contains(where: { $0.isInfinite && $1.isFinite })
        else { throw unusable(part) }
      }
      numbers += run
    } else {
      let value = try number(part)
      let narrow = Float(value)
      guard narrow.isInfinite == value.isInfinite else { throw unusable(part) }
      numbers.append(narrow)
    }
  }

  private func append(_ part: DocumentValue, to numbers: inout ContiguousArray<Double>) throws(ProtocolError) {
    if part.isRunOfNumbers, let run = part.doubles() {
      if run.contains(where: \.isInfinite), part.hasNumberBeyondDoubles { throw unusable(part) }
      numbers += run
    } else {
      numbers.append(try number(part))
    }
  }

  /// A number among other values, or one of the words for what JSON has no number for.
  private func number(_ part: DocumentValue) throws(ProtocolError) -> Double {
    if part.kind == .number, let number = part.double, !part.hasNumberBeyondDoubles { return number }
    switch part.text {
    case "NaN": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: throw unusable(part)
    }
  }

  private func wholes(_ part: DocumentValue) throws(ProtocolError) -> ContiguousArray<Int64> {
    if let numbers = part.wholeNumbers() { return numbers }
    guard let number = part.whole else { throw unusable(part) }
    return [number]
  }

  private func naturals(_ part: DocumentValue) throws(ProtocolError) -> ContiguousArray<UInt64> {
    if let numbers = part.naturalNumbers() { return numbers }
    guard let number = part.natural else { throw unusable(part) }
    return [number]
  }

  // MARK: Types kept as bytes

  private func narrow(_ data: DocumentValue, _ count: Int) throws(ProtocolError) -> Tensor {
    switch datatype.element {
    case .int8: try signed(data, count, Int8.self)
    case .int16: try signed(data, count, Int16.self)
    case .int32: try signed(data, count, Int32.self)
    case .uint8: try unsigned(data, count, UInt8.self)
    case .uint16: try unsigned(data, count, UInt16.self)
    case .uint32: try unsigned(data, count, UInt32.self)
    default: try unsigned(data, count, UInt64.self)
    }
  }

  private func signed<Number: FixedWidthInteger>(
    _ data: DocumentValue, _ count: Int, _: Number.Type
  ) throws(ProtocolError) -> Tensor {
    var numbers = ContiguousArray<Number>()
    try forEachPart(of: data) { part throws(ProtocolError) in
      for whole in try wholes(part) {
        guard let number = Number(exactly: whole) else { throw unusable(part) }
        numbers.append(number.littleEndian)
      }
    }
    return try tensor(.bytes(numbers.withUnsafeBytes { ContiguousArray($0) }), numbers.count, count)
  }

  private func unsigned<Number: FixedWidthInteger>(
    _ data: DocumentValue, _ count: Int, _: Number.Type
  ) throws(ProtocolError) -> Tensor {
    var numbers = ContiguousArray<Number>()
    try forEachPart(of: data) { part throws(ProtocolError) in
      for natural in try naturals(part) {
        guard let number = Number(exactly: natural) else { throw unusable(part) }
        numbers.append(number.littleEndian)
      }
    }
    return try tensor(.bytes(numbers.withUnsafeBytes { ContiguousArray($0) }), numbers.count, count)
  }

  private func flags(_ part: DocumentValue) throws(ProtocolError) -> ContiguousArray<UInt8> {
    if let flag = part.boolean { return [flag ? 1 : 0] }
    let numbers = try naturals(part)
    guard numbers.allSatisfy({ $0 <= 1 }) else { throw unusable(part) }
    return ContiguousArray(numbers.map { UInt8($0) })
  }

  private func text(_ part: DocumentValue) throws(ProtocolError) -> String {
    guard let text = part.text else {
      if part.kind == .text {
        throw .invalid("`data` of input `\(name)` has text that is no UTF-8; send it with `binary_data_size`")
      }
      throw unusable(part)
    }
    return text
  }
}
