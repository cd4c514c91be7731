// A tensor model as the bytes of an ONNX file.

package import ModelCore

/// Field numbers are those of `onnx.proto`, the names of its messages stand beside them.
package enum ONNXWriter {
  /// The file. The same model gives the same bytes.
  /// A tensor in a file of its own, as ONNX's test runner wants them.
  package static func bytes(of tensor: NamedTensor) -> ContiguousArray<UInt8> {
    var writer = WireWriter()
    self.tensor(tensor.tensor, named: tensor.name, &writer)
    return writer.bytes
  }

  package static func bytes(of model: TensorModel) -> ContiguousArray<UInt8> {
    var writer = WireWriter()
    writer.integer(1, model.irVersion)
    writer.stringIfAny(2, model.producerName)
    writer.stringIfAny(3, model.producerVersion)
    writer.stringIfAny(4, model.domain)
    if model.modelVersion != 0 { writer.integer(5, model.modelVersion) }
    writer.stringIfAny(6, model.documentation)
    writer.message(7) { graph(model.graph, &$0) }
    for opset in model.opsets { writer.message(8) { self.opset(opset, &$0) } }
    properties(model.metadata, 14, &writer)
    for function in model.functions { writer.message(25) { self.function(function, &$0) } }
    return writer.bytes
  }

  private static func properties(_ properties: [Property], _ field: Int, _ writer: inout WireWriter) {
    for property in properties {
      writer.message(field) {
        $0.string(1, property.key)
        $0.string(2, property.value)
      }
    }
  }

  private static func opset(_ opset: OpsetImport, _ writer: inout WireWriter) {
    writer.stringIfAny(1, opset.domain)
    writer.integer(2, opset.version)
  }

  /// FunctionProto.
  private static func function(_ function: ModelFunction, _ writer: inout WireWriter) {
    writer.string(1, function.name)
    for input in function.inputs { writer.string(4, input) }
    for output in function.outputs { writer.string(5, output) }
    for attribute in function.attributes { writer.string(6, attribute) }
    for node in function.nodes { writer.message(7) { self.node(node, &$0) } }
    writer.stringIfAny(8, function.documentation)
    for opset in function.opsets { writer.message(9) { self.opset(opset, &$0) } }
    writer.stringIfAny(10, function.domain)
    for attribute in function.defaults { writer.message(11) { self.attribute(attribute, &$0) } }
    for info in function.values { writer.message(12) { valueInfo(info, &$0) } }
    writer.stringIfAny(13, function.overload)
    properties(function.metadata, 14, &writer)
  }

  /// GraphProto.
  private static func graph(_ graph: Graph, _ writer: inout WireWriter) {
    for node in graph.nodes { writer.message(1) { self.node(node, &$0) } }
    writer.string(2, graph.name)
    for constant in graph.constants { writer.message(5) { tensor(constant.tensor, named: constant.name, &$0) } }
    writer.stringIfAny(10, graph.documentation)
    for info in graph.inputs { writer.message(11) { valueInfo(info, &$0) } }
    for info in graph.outputs { writer.message(12) { valueInfo(info, &$0) } }
    for info in graph.values { writer.message(13) { valueInfo(info, &$0) } }
    for constant in graph.sparseConstants {
      writer.message(15) { sparseTensor(constant.tensor, named: constant.name, &$0) }
    }
    properties(graph.metadata, 16, &writer)
  }

  /// NodeProto.
  private static func node(_ node: GraphNode, _ writer: inout WireWriter) {
    for input in node.inputs { writer.string(1, input) }
    for output in node.outputs { writer.string(2, output) }
    writer.stringIfAny(3, node.name)
    writer.string(4, node.operation)
    for attribute in node.attributes { writer.message(5) { self.attribute(attribute, &$0) } }
    writer.stringIfAny(6, node.documentation)
    writer.stringIfAny(7, node.domain)
    writer.stringIfAny(8, node.overload)
    properties(node.metadata, 9, &writer)
  }

  /// AttributeProto.
  private static func attribute(_ attribute: Attribute, _ writer: inout WireWriter) {
    writer.string(1, attribute.name)
    switch attribute.value {
    case .float(let value): writer.float(2, value)
    case .integer(let value): writer.integer(3, value)
    case .string(let value): writer.string(4, value)
    case .tensor(let value): writer.message(5) { tensor(value, named: "", &$0) }
    case .graph(let value): writer.message(6) { graph(value, &$0) }
    case .floats(let values): writer.packed(7, values)
    case .integers(let values): writer.packed(8, values)
    case .strings(let values): for value in values { writer.string(9, value) }
    case .tensors(let values): for value in values { writer.message(10) { tensor(value, named: "", &$0) } }
    case .graphs(let values): for value in values { writer.message(11) { graph(value, &$0) } }
    case .type(let value): writer.message(14) { type(value, &$0) }
    case .types(let values): for value in values { writer.message(15) { type(value, &$0) } }
    case .sparseTensor(let value): writer.message(22) { sparseTensor(value, named: "", &$0) }
    case .sparseTensors(let values):
      for value in values { writer.message(23) { sparseTensor(value, named: "", &$0) } }
    case .reference(let name, _): writer.string(21, name)
    }
    writer.integer(20, AttributeKind.number(of: attribute.value))
  }

  /// TensorProto.
  private static func tensor(_ tensor: Tensor, named name: String, _ writer: inout WireWriter) {
    if !tensor.shape.isEmpty { writer.packed(1, tensor.shape.lazy.map(Int64.init)) }
    writer.integer(2, tensor.type.rawValue)
    if case .strings(let strings) = tensor.contents { for string in strings { writer.string(6, string) } }
    writer.stringIfAny(8, name)
    switch tensor.contents {
    case .doubles(let values): writer.raw(9, values)
    case .floats(let values): writer.raw(9, values)
    case .integers(let values): writer.raw(9, values)
    case .bytes(let bytes): writer.raw(9, bytes)
    case .strings: break
    case .external(let place):
      properties(place, 13, &writer)
      writer.integer(14, 1)
    }
  }

  /// SparseTensorProto.
  private static func sparseTensor(_ sparse: SparseTensor, named name: String, _ writer: inout WireWriter) {
    writer.message(1) { tensor(sparse.values, named: name, &$0) }
    writer.message(2) { tensor(sparse.indices, named: "", &$0) }
    writer.packed(3, sparse.shape.map(Int64.init))
  }

  /// ValueInfoProto.
  private static func valueInfo(_ info: ValueInfo, _ writer: inout WireWriter) {
    writer.string(1, info.name)
    if let type = info.type { writer.message(2) { self.type(type, &$0) } }
    writer.stringIfAny(3, info.documentation)
  }

  /// TypeProto.
  private static func type(_ type: ValueType, _ writer: inout WireWriter) {
    switch type {
    case .tensor(let element, let shape): writer.message(1) { tensorType(element, shape, &$0) }
    case .sequence(let element): writer.message(4) { $0.message(1) { self.type(element, &$0) } }
    case .map(let key, let value):
      writer.message(5) {
        $0.integer(1, key.rawValue)
        $0.message(2) { self.type(value, &$0) }
      }
    case .opaque(let domain, let name):
      writer.message(7) {
        $0.stringIfAny(1, domain)
        $0.stringIfAny(2, name)
      }
    case .sparseTensor(let element, let shape): writer.message(8) { tensorType(element, shape, &$0) }
    case .optional(let element): writer.message(9) { $0.message(1) { self.type(element, &$0) } }
    }
  }

  private static func tensorType(
    _ element: ElementType, _ shape: [ValueType.Dimension]?, _ writer: inout WireWriter
  ) {
    writer.integer(1, element.rawValue)
    guard let shape else { return }
    writer.message(2) {
      for dimension in shape {
        $0.message(1) {
          switch dimension {
          case .fixed(let size): $0.integer(1, size)
          case .named(let name): $0.string(2, name)
          case .unknown: break
          }
        }
      }
    }
  }
}

/// Numbers of `AttributeProto.AttributeType`.
enum AttributeKind {
  static func number(of value: Attribute.Value) -> Int32 {
    switch value {
    case .float: 1
    case .integer: 2
    case .string: 3
    case .tensor: 4
    case .graph: 5
    case .floats: 6
    case .integers: 7
    case .strings: 8
    case .tensors: 9
    case .graphs: 10
    case .sparseTensor: 11
    case .sparseTensors: 12
    case .type: 13
    case .types: 14
    case .reference(_, let kind): kind
    }
  }
}
