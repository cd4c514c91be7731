// A server whose models give back what they are given, one for each datatype.

import Foundation
import InferenceServer
import ModelCore
import ModelFormats

/// Models `BOOL`, `INT8`, … with an input `x` of the shape [n, 2] and an output `y`; `pair` with inputs `a` and `b` of
/// [n, 1] and [n, 1] and their sum `y` and difference `z`; `scalar` with an input of no dimension; `broken`, which is no model.
struct EchoServer {
  static let types: [(name: String, type: ElementType)] = [
    ("BOOL", .bool), ("UINT8", .uint8), ("UINT16", .uint16), ("UINT32", .uint32), ("UINT64", .uint64),
    ("INT8", .int8), ("INT16", .int16), ("INT32", .int32), ("INT64", .int64), ("FP16", .float16), ("FP32", .float),
    ("FP64", .double), ("BYTES", .string), ("BF16", .bfloat16),
  ]
  let server: InferenceServer
  let folder: URL

  init(limits: InferenceServer.Limits = .init(body: 1 << 20, runs: 2, queue: 4)) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "godwit-serve-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var models: [ServedModel] = []
    func add(_ name: String, _ bytes: some Sequence<UInt8>) throws {
      let path = folder.appending(path: "\(name).onnx").path
      try Data(bytes).write(to: URL(filePath: path))
      models.append(ServedModel(name: name, path: path, limits: limits))
    }
    for (name, type) in Self.types { try add(name, Self.echo(type)) }
    try add("scalar", Self.echo(.float, shape: []))
    try add("pair", Self.pair)
    try add("broken", "no model".utf8)
    self.folder = folder
    server = InferenceServer(models: models, limits: limits, version: "test")
  }

  func load() async { await server.load(threads: 1) { _ in } }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  private static func file(_ graph: Graph) -> ContiguousArray<UInt8> {
    ONNXWriter.bytes(of: TensorModel(irVersion: 8, opsets: [OpsetImport(domain: "", version: 17)], graph: graph))
  }

  private static func echo(
    _ type: ElementType, shape: [ValueType.Dimension] = [.named("n"), .fixed(2)]
  )
    -> ContiguousArray<UInt8>
  {
    file(
      Graph(
        name: "echo", nodes: [GraphNode(operation: "Identity", inputs: ["x"], outputs: ["y"])],
        inputs: [ValueInfo("x", .tensor(type, shape: shape))], outputs: [ValueInfo("y", .tensor(type, shape: shape))]))
  }

  private static var pair: ContiguousArray<UInt8> {
    let column = ValueType.tensor(.float, shape: [.named("n"), .fixed(1)])
    return file(
      Graph(
        name: "pair",
        nodes: [
          GraphNode(operation: "Add", inputs: ["a", "b"], outputs: ["y"]),
          GraphNode(operation: "Sub", inputs: ["a", "b"], outputs: ["z"]),
        ],
        inputs: [ValueInfo("a", column), ValueInfo("b", column)],
        outputs: [ValueInfo("y", column), ValueInfo("z", column)]))
  }

  // MARK: Asking

  func ask(
    _ path: String, _ method: String = "GET", _ body: [UInt8] = [], jsonLength: String? = nil, encoding: String? = nil
  ) async -> ServerResponse {
    await server.respond(
      to: ServerRequest(
        method: method, path: path, jsonLength: jsonLength, encoding: encoding, body: Bytes(ContiguousArray(body))))
  }

  /// Status and body, or the status alone where the body is no text.
  func answer(_ model: String, _ json: String, tail: [UInt8]? = nil) async -> String {
    let head = Array(json.utf8)
    let response = await ask(
      "/v2/models/\(model)/infer", "POST", head + (tail ?? []), jsonLength: tail.map { _ in String(head.count) })
    return "\(response.status) \(String(validating: response.body, as: UTF8.self) ?? "")"
  }
}
