// An ONNX file as a tensor model.

package import ModelCore

/// Reads ONNX models of any version of the structure. Field numbers are those of `onnx.proto`.
package struct ONNXReader {
  /// A model and what of its file the dialect has no place for.
  package struct Result: Sendable {
    package var model: TensorModel
    package var remarks: [Remark]
  }

  let bytes: ContiguousArray<UInt8>
  var unread: [String] = []
  /// How many more bytes may be held beside the file. What is packed into single bytes grows when it is read.
  private var budget: Int
  /// Whether lists in attributes are left out but for their first value: a forest's nodes, in the old operators.
  let skimsLists: Bool

  private init(_ bytes: ContiguousArray<UInt8>, skimsLists: Bool) {
    self.bytes = bytes
    self.skimsLists = skimsLists
    budget = bytes.count + 48 << 20
  }

  package static func read(_ bytes: ContiguousArray<UInt8>) throws(ONNXError) -> Result {
    try read(bytes, skimsLists: false)
  }

  /// What goes in and out and which operators there are, for who does not compute with the model: of lists in attributes
  /// the first value stands for all. A forest's lists take more memory than the file, so that `read` refuses large ones.
  package static func outline(_ bytes: ContiguousArray<UInt8>) throws(ONNXError) -> Result {
    try read(bytes, skimsLists: true)
  }

  private static func read(_ bytes: ContiguousArray<UInt8>, skimsLists: Bool) throws(ONNXError) -> Result {
    var reader = ONNXReader(bytes, skimsLists: skimsLists)
    let model = try reader.model()
    let remarks = reader.unread.map { Remark(.lossy, at: $0, "is not read; it does not act on predictions") }
    return Result(model: model, remarks: remarks)
  }

  /// Whether bytes are an ONNX model by what they hold: fields that a model has, of their types, a version and a graph.
  package static func recognises(_ bytes: ContiguousArray<UInt8>) -> Bool {
    var reader = WireReader(bytes, 0..<bytes.count)
    var hasVersion = false
    var hasGraph = false
    do throws(ONNXError) {
      while let (number, value) = try reader.next() {
        switch (number, value) {
        case (1, .varint(let version)):
          guard (1...1000).contains(version) else { return false }
          hasVersion = true
        case (7, .delimited): hasGraph = true
        case (5, .varint): break
        case (2, .delimited), (3, .delimited), (4, .delimited), (6, .delimited), (8, .delimited): break
        case (14, .delimited), (20, .delimited), (25, .delimited), (26, .delimited): break
        default: return false
        }
      }
    } catch {
      return false
    }
    return hasVersion && hasGraph
  }

  // MARK: What messages share

  /// Deeper than any graph in a graph that a person wrote.
  static let depthLimit = 64

  mutating func note(_ what: String) {
    if !unread.contains(what) { unread.append(what) }
  }

  /// Takes memory from the budget before it is asked for.
  mutating func take(_ count: Int, at offset: Int) throws(ONNXError) {
    budget -= count
    guard budget >= 0 else {
      throw ONNXError(message: "the model would take more than twice its file's size in memory", offset: offset)
    }
  }

  func fields(_ range: Range<Int>) -> WireReader { WireReader(bytes, range) }

  mutating func string(_ value: WireReader.Field, at offset: Int) throws(ONNXError) -> String {
    let range = try delimited(value, at: offset)
    try take(range.count + 16, at: range.lowerBound)
    guard let text = String(validating: bytes[range], as: UTF8.self) else {
      throw ONNXError(message: "a text is not UTF-8", offset: range.lowerBound)
    }
    return text
  }

  func delimited(_ value: WireReader.Field, at offset: Int) throws(ONNXError) -> Range<Int> {
    guard case .delimited(let range) = value else {
      throw ONNXError(message: "a message or text is expected and a number found", offset: offset)
    }
    return range
  }

  func integer(_ value: WireReader.Field, at offset: Int) throws(ONNXError) -> Int64 {
    guard case .varint(let number) = value else {
      throw ONNXError(message: "an integer is expected and something else found", offset: offset)
    }
    return Int64(bitPattern: number)
  }

  func elementType(_ value: WireReader.Field, at offset: Int) throws(ONNXError) -> ElementType {
    let number = try integer(value, at: offset)
    guard let raw = Int32(exactly: number), let type = ElementType(rawValue: raw) else {
      throw ONNXError(message: "there is no element type \(number)", offset: offset)
    }
    return type
  }

  // MARK: Messages

  private mutating func model() throws(ONNXError) -> TensorModel {
    var model = TensorModel(irVersion: 0, opsets: [], graph: Graph(name: ""))
    var hasGraph = false
    var reader = fields(0..<bytes.count)
    while let (number, value) = try reader.next() {
      let at = reader.position
      switch number {
      case 1: model.irVersion = Int(try integer(value, at: at))
      case 2: model.producerName = try string(value, at: at)
      case 3: model.producerVersion = try string(value, at: at)
      case 4: model.domain = try string(value, at: at)
      case 5: model.modelVersion = Int(try integer(value, at: at))
      case 6: model.documentation = try string(value, at: at)
      case 7:
        model.graph = try graph(try delimited(value, at: at), depth: 0)
        hasGraph = true
      case 8: model.opsets.append(try opset(try delimited(value, at: at)))
      case 14: model.metadata.append(try property(try delimited(value, at: at)))
      case 20: note("training_info")
      case 25: model.functions.append(try function(try delimited(value, at: at)))
      case 26: note("configuration")
      default: note("field \(number) of ModelProto")
      }
    }
    guard hasGraph else { throw ONNXError(message: "the model has no graph", offset: bytes.count) }
    return model
  }

  private mutating func opset(_ range: Range<Int>) throws(ONNXError) -> OpsetImport {
    var opset = OpsetImport(domain: "", version: 0)
    try take(48, at: range.lowerBound)
    var reader = fields(range)
    while let (number, value) = try reader.next() {
      switch number {
      case 1: opset.domain = try string(value, at: reader.position)
      case 2: opset.version = Int(try integer(value, at: reader.position))
      default: note("field \(number) of OperatorSetIdProto")
      }
    }
    return opset
  }

  mutating func property(_ range: Range<Int>) throws(ONNXError) -> Property {
    var property = Property("", "")
    try take(32, at: range.lowerBound)
    var reader = fields(range)
    while let (number, value) = try reader.next() {
      switch number {
      case 1: property.key = try string(value, at: reader.position)
      case 2: property.value = try string(value, at: reader.position)
      default: note("field \(number) of StringStringEntryProto")
      }
    }
    return property
  }

  private mutating func function(_ range: Range<Int>) throws(ONNXError) -> ModelFunction {
    var function = ModelFunction(name: "", domain: "", inputs: [], outputs: [], nodes: [], opsets: [])
    try take(256, at: range.lowerBound)
    var reader = fields(range)
    while let (number, value) = try reader.next() {
      let at = reader.position
      switch number {
      case 1: function.name = try string(value, at: at)
      case 4: function.inputs.append(try string(value, at: at))
      case 5: function.outputs.append(try string(value, at: at))
      case 6: function.attributes.append(try string(value, at: at))
      case 7: function.nodes.append(try node(try delimited(value, at: at), depth: 0))
      case 8: function.documentation = try string(value, at: at)
      case 9: function.opsets.append(try opset(try delimited(value, at: at)))
      case 10: function.domain = try string(value, at: at)
      case 11: function.defaults.append(try attribute(try delimited(value, at: at), depth: 0))
      case 12: function.values.append(try valueInfo(try delimited(value, at: at)))
      case 13: function.overload = try string(value, at: at)
      case 14: function.metadata.append(try property(try delimited(value, at: at)))
      default: note("field \(number) of FunctionProto")
      }
    }
    return function
  }

  mutating func graph(_ range: Range<Int>, depth: Int) throws(ONNXError) -> Graph {
    guard depth < Self.depthLimit else {
      throw ONNXError(message: "graphs are nested deeper than \(Self.depthLimit)", offset: range.lowerBound)
    }
    var graph = Graph(name: "")
    try take(256, at: range.lowerBound)
    var reader = fields(range)
    while let (number, value) = try reader.next() {
      let at = reader.position
      switch number {
      case 1: graph.nodes.append(try node(try delimited(value, at: at), depth: depth))
      case 2: graph.name = try string(value, at: at)
      case 5:
        let (name, tensor) = try tensor(try delimited(value, at: at))
        graph.constants.append(NamedTensor(name, tensor))
      case 10: graph.documentation = try string(value, at: at)
      case 11: graph.inputs.append(try valueInfo(try delimited(value, at: at)))
      case 12: graph.outputs.append(try valueInfo(try delimited(value, at: at)))
      case 13: graph.values.append(try valueInfo(try delimited(value, at: at)))
      case 14: note("quantization_annotation")
      case 15:
        let (name, tensor) = try sparseTensor(try delimited(value, at: at))
        graph.sparseConstants.append(NamedSparseTensor(name, tensor))
      case 16: graph.metadata.append(try property(try delimited(value, at: at)))
      default: note("field \(number) of GraphProto")
      }
    }
    return graph
  }

  private mutating func node(_ range: Range<Int>, depth: Int) throws(ONNXError) -> GraphNode {
    var node = GraphNode(operation: "", inputs: [], outputs: [])
    try take(256, at: range.lowerBound)
    var reader = fields(range)
    while let (number, value) = try reader.next() {
      let at = reader.position
      switch number {
      case 1: node.inputs.append(try string(value, at: at))
      case 2: node.outputs.append(try string(value, at: at))
      case 3: node.name = try string(value, at: at)
      case 4: node.operation = try string(value, at: at)
      case 5: node.attributes.append(try attribute(try delimited(value, at: at), depth: depth))
      case 6: node.documentation = try string(value, at: at)
      case 7: node.domain = try string(value, at: at)
      case 8: node.overload = try string(value, at: at)
      case 9: node.metadata.append(try property(try delimited(value, at: at)))
      case 10: note("device_configurations")
      default: note("field \(number) of NodeProto")
      }
    }
    return node
  }
}
