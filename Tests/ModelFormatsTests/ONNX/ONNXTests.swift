// ONNX files written and read: every message of the format, and bytes that are no model.

import ModelCore
import ModelFormats
import Testing

@Suite("ONNX files")
struct ONNXTests {
  /// A model with everything that the format has a place for.
  static let everything: TensorModel = {
    let tensors = [
      Tensor([1.5, -0.0, .infinity], shape: [3]), Tensor([Float(0.1), 2], shape: [2, 1]),
      Tensor([Int64.min, -1, 0, .max], shape: [4]), Tensor(["", "é", "日本"], shape: [3]),
      Tensor([true, false], shape: [2]),
      Tensor([7.0], shape: []), Tensor([Double](), shape: [0, 4]),
      Tensor(type: .int4, shape: [3], contents: .bytes([0x21, 0x03])),
      Tensor(type: .float16, shape: [1], contents: .bytes([0, 0x3c])),
      Tensor(type: .complex128, shape: [1], contents: .bytes(ContiguousArray(repeating: 9, count: 16))),
      Tensor(
        type: .double, shape: [8], contents: .external([Property("location", "w.bin"), Property("length", "64")])),
    ]
    let sparse = SparseTensor(values: tensors[1], indices: Tensor([Int64(3), 5], shape: [2]), shape: [2, 4])
    let inner = Graph(name: "inner", nodes: [GraphNode(operation: "Neg", inputs: ["x"], outputs: ["z"])])
    let attributes: [Attribute.Value] = [
      .float(0.25), .integer(-3), .string("π"), .tensor(tensors[0]), .graph(inner), .type(.tensor(.bool, shape: nil)),
      .sparseTensor(sparse), .floats([1, -.infinity]), .integers([0, 300, -1]), .strings(["a", ""]), .tensors(tensors),
      .graphs([inner, inner]), .types([.optional(.sequence(.tensor(.string, shape: [])))]), .sparseTensors([sparse]),
      .reference(to: "alpha", kind: 1), .floats([]), .strings([]),
    ]
    let node = GraphNode(
      name: "n", operation: "All", domain: "d.example", inputs: ["x", "", "w"], outputs: ["y"],
      attributes: attributes.enumerated().map { Attribute("a\($0)", $1) }, documentation: "does all", overload: "o",
      metadata: [Property("k", "v")])
    let types: [ValueType?] = [
      nil, .tensor(.double, shape: [.named("rows"), .fixed(4), .unknown]), .sparseTensor(.float, shape: [.fixed(2)]),
      .map(key: .int64, value: .tensor(.float, shape: nil)), .opaque(domain: "d", name: "n"),
    ]
    let infos = types.enumerated().map { ValueInfo("v\($0)", $1, documentation: $0 == 1 ? "rows" : "") }
    let graph = Graph(
      name: "g", nodes: [node], constants: tensors.enumerated().map { NamedTensor("t\($0)", $1) },
      sparseConstants: [NamedSparseTensor("t1", sparse)].map { NamedSparseTensor($0.name, $0.tensor) }, inputs: infos,
      outputs: infos, values: infos, documentation: "a graph", metadata: [Property("", "")])
    let function = ModelFunction(
      name: "f", domain: "d.example", overload: "o", inputs: ["x"], outputs: ["y"], attributes: ["alpha"],
      defaults: [Attribute("beta", .float(1))], nodes: [node], opsets: [OpsetImport(domain: "", version: 18)],
      documentation: "twice", values: infos, metadata: [Property("a", "b")])
    return TensorModel(
      irVersion: 10, opsets: [OpsetImport(domain: "", version: 21), OpsetImport(domain: "ai.onnx.ml", version: 5)],
      producerName: "godwit", producerVersion: "1", domain: "org.example", modelVersion: 3, documentation: "doc",
      graph: graph, functions: [function], metadata: [Property("author", "someone")])
  }()

  @Test("a model is read as it was written, whatever it holds")
  func roundTrip() throws {
    let bytes = ONNXWriter.bytes(of: Self.everything)
    #expect(ONNXReader.recognises(bytes))
    let result = try ONNXReader.read(bytes)
    #expect(result.model == Self.everything)
    #expect(result.remarks.isEmpty)
    #expect(ONNXWriter.bytes(of: result.model) == bytes)
  }

  @Test("elements in the fields of their types are read as raw ones are")
  func typedFields() throws {
    func field(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(payload.count)] + payload }
    func read(_ tensor: [UInt8]) throws -> Tensor? {
      try ONNXReader.read(ContiguousArray([0x08, 7] + field(7, field(5, tensor)))).model.graph.constants.first?.tensor
    }
    // Packed, and one by one.
    #expect(try read([0x08, 2, 0x10, 7] + field(7, [1, 0x80, 1])) == Tensor([Int64(1), 128], shape: [2]))
    #expect(try read([0x08, 2, 0x10, 7, 0x38, 5, 0x38, 6]) == Tensor([Int64(5), 6], shape: [2]))
    #expect(try read([0x08, 1, 0x10, 1, 0x25, 0, 0, 0x80, 0x3f]) == Tensor([Float(1)], shape: [1]))
    #expect(try read([0x08, 1, 0x10, 11] + field(10, [0, 0, 0, 0, 0, 0, 0xf0, 0x3f])) == Tensor([1.0], shape: [1]))
    #expect(try read([0x08, 2, 0x10, 9] + field(5, [1, 0])) == Tensor([true, false], shape: [2]))
    let halves = Tensor(type: .float16, shape: [1], contents: .bytes([0x00, 0x3c]))
    #expect(try read([0x08, 1, 0x10, 10] + field(5, [0x80, 0x78])) == halves)
  }

  @Test(
    "what is no model is an error that names the place",
    arguments: [
      ([], "the model has no graph"),
      ([0x08], "a number is cut off"),
      ([0x3a, 0x05, 0], "5 bytes are claimed and 1 are left"),
      ([0x3a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f], "9223372036854775807 bytes are claimed"),
      ([0x0b], "a field has wire type 3"),
      ([0x00, 0x00], "a field has number 0"),
      ([0x12, 0x01, 0xff, 0x3a, 0x00], "a text is not UTF-8"),
      ([0x3a, 0x04, 0x2a, 0x02, 0x10, 99], "there is no element type 99"),
      ([0x3a, 0x06, 0x2a, 0x04, 0x08, 3, 0x10, 1], "of shape [3] and type float has 0 elements"),
    ] as [([UInt8], String)])
  func errors(bytes: [UInt8], message: String) {
    let error = #expect(throws: ONNXError.self) { try ONNXReader.read(ContiguousArray(bytes)) }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }

  @Test("a giant shape, a deep nest and packed zeros take no memory that is not there")
  func bombs() {
    func field(_ number: UInt64, _ payload: ContiguousArray<UInt8>) -> ContiguousArray<UInt8> {
      func varint(_ value: UInt64) -> [UInt8] {
        value < 0x80 ? [UInt8(value)] : [UInt8(value & 0x7f) | 0x80] + varint(value >> 7)
      }
      return ContiguousArray(varint(number << 3 | 2) + varint(UInt64(payload.count))) + payload
    }
    let shape: ContiguousArray<UInt8> = [0x08, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x08, 0x40, 0x10, 11]
    #expect(throws: ONNXError.self) { try ONNXReader.read(field(7, field(5, shape))) }
    var graph: ContiguousArray<UInt8> = []
    for _ in 0..<500 { graph = field(1, field(5, field(6, graph) + [0xa0, 0x01, 5])) }
    #expect(throws: ONNXError.self) { try ONNXReader.read(field(7, graph)) }
    var type: ContiguousArray<UInt8> = []
    for _ in 0..<500 { type = field(4, field(1, type)) }
    #expect(throws: ONNXError.self) { try ONNXReader.read(field(7, field(11, field(2, type)))) }
    let zeros = field(8, ContiguousArray(repeating: 0, count: 16 << 20)) + [0xa0, 0x01, 7]
    #expect(throws: ONNXError.self) { try ONNXReader.read(field(7, field(1, field(5, zeros)))) }
  }

  @Test("20,000 damaged files are read or refused, and never crash")
  func mutations() {
    let whole = ONNXWriter.bytes(of: Self.everything)
    var generator = SplitMix(state: 5)
    var refused = 0
    for round in 0..<20_000 {
      var bytes = whole
      for _ in 0..<(1 + round % 4) {
        bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
      }
      if round % 3 == 0 { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &generator)) }
      _ = ONNXReader.recognises(bytes)
      do { _ = try ONNXReader.read(bytes) } catch { refused += 1 }
      _ = try? ONNXReader.outline(bytes)
    }
    #expect(refused > 5_000)
  }

  @Test("an outline of a forest too large to be held tells what goes in and out, in the memory of the file")
  func outlines() throws {
    let count = 3_000_000
    let node = GraphNode(
      name: "trees", operation: "TreeEnsembleRegressor", domain: "ai.onnx.ml", inputs: ["input"], outputs: ["score"],
      attributes: [
        Attribute("nodes_modes", .strings([String](repeating: "BRANCH_LEQ", count: count))),
        Attribute("nodes_nodeids", .integers((0..<count).map { Int64($0 % 100) })),
        Attribute("nodes_featureids", .integers([Int64](repeating: 1, count: count))),
        Attribute("nodes_values", .floats([Float](repeating: 0.5, count: count))),
        Attribute("post_transform", .string("NONE")),
      ])
    var graph = Graph(name: "forest")
    graph.nodes = [node]
    graph.inputs = [ValueInfo("input", .tensor(.float, shape: [.named("rows"), .fixed(2)]))]
    graph.outputs = [ValueInfo("score", .tensor(.float, shape: [.named("rows"), .fixed(1)]))]
    let model = TensorModel(irVersion: 8, opsets: [OpsetImport(domain: "ai.onnx.ml", version: 3)], graph: graph)
    let bytes = ONNXWriter.bytes(of: model)
    #expect(throws: ONNXError.self) { try ONNXReader.read(bytes) }
    let outline = try ONNXReader.outline(bytes).model.graph
    #expect(outline.inputs == graph.inputs && outline.outputs == graph.outputs)
    let attributes = try #require(outline.nodes.first).attributes
    #expect(attributes.map(\.name) == node.attributes.map(\.name))
    #expect(attributes[1].value == .integers([0]) && attributes[3].value == .floats([0.5]))
    #expect(attributes[4].value == .string("NONE"))
  }
}

/// Steele, Lea and Flood's generator: the same numbers on every machine.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
