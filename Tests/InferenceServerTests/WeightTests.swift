// Graphs whose weights lie in another file.

import Conversion
import Foundation
import ModelCore
import ModelFormats
import Testing

@testable import InferenceServer

@Suite("Weights in another file")
struct WeightTests {
  @Test("a model that keeps weights beside itself is refused with what to do")
  func external() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "weights-\(UUID().uuidString).onnx").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let place = [Property("location", "big.weights"), Property("offset", "0"), Property("length", "8")]
    let row = ValueType.tensor(.float, shape: [.named("n"), .fixed(2)])
    let graph = Graph(
      name: "sum", nodes: [GraphNode(operation: "Add", inputs: ["x", "w"], outputs: ["y"])],
      constants: [NamedTensor("w", Tensor(type: .float, shape: [2], contents: .external(place)))],
      inputs: [ValueInfo("x", row)], outputs: [ValueInfo("y", row)])
    let model = TensorModel(irVersion: 8, opsets: [OpsetImport(domain: "", version: 17)], graph: graph)
    try Data(ONNXWriter.bytes(of: model)).write(to: URL(filePath: path))
    let error = try #require(throws: ServingError.self) { try ServableGraph(path: path, target: OperatorTarget()) }
    #expect(
      "\(error)".hasPrefix("\(path) keeps weights in big.weights, and a model is served from one file; save it as one"))
  }
}
