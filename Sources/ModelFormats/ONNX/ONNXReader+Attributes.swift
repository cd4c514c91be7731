// Attributes and types of an ONNX file.

internal import ModelCore

extension ONNXReader {
  /// AttributeProto. Files before the fourth version of the structure do not say which kind it is.
  mutating func attribute(_ range: Range<Int>, depth: Int) throws(ONNXError) -> Attribute {
    var parts = AttributeParts()
    try take(96, at: range.lowerBound)
    var reader = fields(range)
    while let (number, value) = try reader.next() {
      let at = reader.position
      switch number {
      case 1: parts.name = try string(value, at: at)
      case 2: parts.float = try float(value, at: at)
      case 3: parts.integer = try integer(value, at: at)
      case 4: parts.string = try string(value, at: at)
      case 5: parts.tensor = try self.tensor(try delimited(value, at: at)).tensor
      case 6: parts.graph = try graph(try delimited(value, at: at), depth: depth + 1)
      case 7 where skimsLists && !parts.floats.isEmpty, 8 where skimsLists && !parts.integers.isEmpty,
        9 where skimsLists && !parts.strings.isEmpty:
        break
      case 7: try floats(skimsLists ? first(of: value, 4) : value, into: &parts.floats, at: at)
      case 8: try integers(skimsLists ? first(of: value, 10) : value, into: &parts.integers, at: at)
      case 9: parts.strings.append(try string(value, at: at))
      case 10: parts.tensors.append(try self.tensor(try delimited(value, at: at)).tensor)
      case 11: parts.graphs.append(try graph(try delimited(value, at: at), depth: depth + 1))
      case 13: break  // documentation
      case 14: parts.type = try type(try delimited(value, at: at), depth: 0)
      case 15: if let type = try type(try delimited(value, at: at), depth: 0) { parts.types.append(type) }
      case 20: parts.kind = Int32(truncatingIfNeeded: try integer(value, at: at))
      case 21: parts.reference = try string(value, at: at)
      case 22: parts.sparse = try sparseTensor(try delimited(value, at: at)).tensor
      case 23: parts.sparses.append(try sparseTensor(try delimited(value, at: at)).tensor)
      default: note("field \(number) of AttributeProto")
      }
    }
    guard let value = parts.value else {
      throw ONNXError(
        message: "attribute `\(parts.name)` has no value of its kind \(parts.kind)", offset: range.lowerBound)
    }
    return Attribute(parts.name, value)
  }

  /// The first number of those packed into bytes; `most` is how many bytes one has.
  private func first(of value: WireReader.Field, _ most: Int) -> WireReader.Field {
    guard case .delimited(let range) = value, range.count > most else { return value }
    if most == 4 { return .delimited(range.prefix(4)) }
    let end = range.prefix(most).firstIndex { bytes[$0] < 0x80 }.map { $0 + 1 }
    return .delimited(range.lowerBound..<(end ?? range.lowerBound + most))
  }

  private func float(_ value: WireReader.Field, at offset: Int) throws(ONNXError) -> Float {
    guard case .fixed32(let bits) = value else {
      throw ONNXError(message: "a float is expected and something else found", offset: offset)
    }
    return Float(bitPattern: bits)
  }

  /// Packed or one by one.
  mutating func floats(_ value: WireReader.Field, into floats: inout [Float], at offset: Int) throws(ONNXError) {
    guard case .delimited(let range) = value else {
      try take(4, at: offset)
      floats.append(try float(value, at: offset))
      return
    }
    guard range.count % 4 == 0 else { throw ONNXError(message: "floats are cut off", offset: range.lowerBound) }
    try take(range.count, at: offset)
    floats.reserveCapacity(floats.count + range.count / 4)
    for place in stride(from: range.lowerBound, to: range.upperBound, by: 4) {
      floats.append(Float(bitPattern: word(at: place, UInt32.self)))
    }
  }

  /// Packed or one by one.
  mutating func integers(
    _ value: WireReader.Field, into integers: inout [Int64], at offset: Int
  ) throws(ONNXError) {
    guard case .delimited(let range) = value else {
      try take(8, at: offset)
      integers.append(try integer(value, at: offset))
      return
    }
    // A number ends with each byte that has no high bit.
    let count = bytes[range].reduce(0) { $0 + ($1 < 0x80 ? 1 : 0) }
    try take(count * 8, at: offset)
    integers.reserveCapacity(integers.count + count)
    var reader = fields(range)
    while reader.position < reader.end { integers.append(Int64(bitPattern: try reader.varint())) }
  }

  /// A little-endian number that is known to be there.
  func word<Word: FixedWidthInteger>(at place: Int, _ type: Word.Type) -> Word {
    bytes.withUnsafeBytes { Word(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Word.self)) }
  }

  mutating func valueInfo(_ range: Range<Int>) throws(ONNXError) -> ValueInfo {
    var info = ValueInfo("", nil)
    try take(96, at: range.lowerBound)
    var reader = fields(range)
    while let (number, value) = try reader.next() {
      let at = reader.position
      switch number {
      case 1: info.name = try string(value, at: at)
      case 2: info.type = try type(try delimited(value, at: at), depth: 0)
      case 3: info.documentation = try string(value, at: at)
      default: note("field \(number) of ValueInfoProto")
      }
    }
    return info
  }

  /// TypeProto; nil where it says nothing.
  mutating func type(_ range: Range<Int>, depth: Int) throws(ONNXError) -> ValueType? {
    guard depth < Self.depthLimit else {
      throw ONNXError(message: "types are nested deeper than \(Self.depthLimit)", offset: range.lowerBound)
    }
    var result: ValueType?
    try take(32, at: range.lowerBound)
    var reader = fields(range)
    while let (number, value) = try reader.next() {
      guard number != 6 else { continue }  // denotation
      let part = try delimited(value, at: reader.position)
      switch number {
      case 1: result = try tensorType(part).map { .tensor($0.element, shape: $0.shape) }
      case 4: result = try inner(part, field: 1, depth).map { .sequence($0) }
      case 5: result = try mapType(part, depth)
      case 7: result = try opaqueType(part)
      case 8: result = try tensorType(part).map { .sparseTensor($0.element, shape: $0.shape) }
      case 9: result = try inner(part, field: 1, depth).map { .optional($0) }
      default: note("field \(number) of TypeProto")
      }
    }
    return result
  }

  private mutating func inner(_ range: Range<Int>, field: Int, _ depth: Int) throws(ONNXError) -> ValueType? {
    var reader = fields(range)
    var result: ValueType?
    while let (number, value) = try reader.next() {
      guard number == field else { continue }
      result = try type(try delimited(value, at: reader.position), depth: depth + 1)
    }
    return result
  }

  private mutating func mapType(_ range: Range<Int>, _ depth: Int) throws(ONNXError) -> ValueType? {
    var reader = fields(range)
    var key: ElementType?
    var element: ValueType?
    while let (number, value) = try reader.next() {
      if number == 1 { key = try elementType(value, at: reader.position) }
      if number == 2 { element = try type(try delimited(value, at: reader.position), depth: depth + 1) }
    }
    guard let key, let element else { return nil }
    return .map(key: key, value: element)
  }

  private mutating func opaqueType(_ range: Range<Int>) throws(ONNXError) -> ValueType {
    var reader = fields(range)
    var domain = ""
    var name = ""
    while let (number, value) = try reader.next() {
      if number == 1 { domain = try string(value, at: reader.position) }
      if number == 2 { name = try string(value, at: reader.position) }
    }
    return .opaque(domain: domain, name: name)
  }

  private mutating func tensorType(
    _ range: Range<Int>
  ) throws(ONNXError) -> (element: ElementType, shape: [ValueType.Dimension]?)? {
    var reader = fields(range)
    var element: ElementType?
    var shape: [ValueType.Dimension]?
    while let (number, value) = try reader.next() {
      if number == 1 { element = try elementType(value, at: reader.position) }
      if number == 2 { shape = try dimensions(try delimited(value, at: reader.position)) }
    }
    return element.map { ($0, shape) }
  }

  private mutating func dimensions(_ range: Range<Int>) throws(ONNXError) -> [ValueType.Dimension] {
    var reader = fields(range)
    var dimensions: [ValueType.Dimension] = []
    while let (number, value) = try reader.next() {
      guard number == 1 else { continue }
      try take(24, at: range.lowerBound)
      var dimension = ValueType.Dimension.unknown
      var parts = fields(try delimited(value, at: reader.position))
      while let (number, value) = try parts.next() {
        if number == 1 { dimension = .fixed(Int(try integer(value, at: parts.position))) }
        if number == 2 { dimension = .named(try string(value, at: parts.position)) }
      }
      dimensions.append(dimension)
    }
    return dimensions
  }
}

/// The fields of an attribute, of which its kind says which one counts.
private struct AttributeParts {
  var name = ""
  var kind: Int32 = 0
  var reference: String?
  var float: Float?
  var integer: Int64?
  var string: String?
  var tensor: Tensor?
  var graph: Graph?
  var type: ValueType?
  var sparse: SparseTensor?
  var floats: [Float] = []
  var integers: [Int64] = []
  var strings: [String] = []
  var tensors: [Tensor] = []
  var graphs: [Graph] = []
  var types: [ValueType] = []
  var sparses: [SparseTensor] = []

  var value: Attribute.Value? {
    if let reference { return .reference(to: reference, kind: kind) }
    return switch kind {
    case 0: guessed
    case 1: .float(float ?? 0)
    case 2: .integer(integer ?? 0)
    case 3: .string(string ?? "")
    case 4: tensor.map { .tensor($0) }
    case 5: graph.map { .graph($0) }
    case 6: .floats(floats)
    case 7: .integers(integers)
    case 8: .strings(strings)
    case 9: .tensors(tensors)
    case 10: .graphs(graphs)
    case 11: sparse.map { .sparseTensor($0) }
    case 12: .sparseTensors(sparses)
    case 13: type.map { .type($0) }
    case 14: .types(types)
    default: nil
    }
  }

  private var guessed: Attribute.Value? {
    if let float { return .float(float) }
    if let integer { return .integer(integer) }
    if let string { return .string(string) }
    if let tensor { return .tensor(tensor) }
    if let graph { return .graph(graph) }
    if !floats.isEmpty { return .floats(floats) }
    if !integers.isEmpty { return .integers(integers) }
    if !strings.isEmpty { return .strings(strings) }
    if !tensors.isEmpty { return .tensors(tensors) }
    return graphs.isEmpty ? nil : .graphs(graphs)
  }
}
