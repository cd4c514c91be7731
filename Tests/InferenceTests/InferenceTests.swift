// ONNX Runtime through its C interface: loading, running, and what it says when it cannot.

import Foundation
import Inference
import ModelCore
import Testing

@Suite("ONNX Runtime")
struct InferenceTests {
  /// y = x + x for doubles, as an ONNX file of opset 13 written out by hand.
  static let doubling: [UInt8] = {
    func field(_ number: UInt8, _ payload: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(payload.count)] + payload }
    func text(_ number: UInt8, _ string: String) -> [UInt8] { field(number, Array(string.utf8)) }
    func info(_ name: String) -> [UInt8] {
      let shape = field(1, text(2, "rows")) + field(1, [0x08, 2])
      return text(1, name) + field(2, field(1, [0x08, 11] + field(2, shape)))
    }
    let node = text(1, "x") + text(1, "x") + text(2, "y") + text(4, "Add")
    let graph = field(1, node) + text(2, "g") + field(11, info("x")) + field(12, info("y"))
    return [0x08, 7] + field(8, [0x10, 13]) + field(7, graph)
  }()

  @Test("the runtime is told to keep no record of its use, and to send none")
  func telemetry() throws {
    _ = try InferenceLibrary()
    #expect(ProcessInfo.processInfo.environment["ORT_DISABLE_TELEMETRY"] == "1")
  }

  @Test("a session tells what it takes and gives, and runs")
  func run() throws {
    let library = try InferenceLibrary()
    #expect(library.version.hasPrefix("1."))
    let session = try InferenceSession(Self.doubling, in: library, options: .init(threads: 1))
    let type = ValueType.tensor(.double, shape: [.named("rows"), .fixed(2)])
    #expect(session.inputs == [ValueInfo("x", type)])
    #expect(session.outputs == [ValueInfo("y", type)])
    let answers = try session.run([NamedTensor("x", Tensor([1.5, -2, 0.1, .infinity], shape: [2, 2]))])
    #expect(answers == [NamedTensor("y", Tensor([3, -4, 0.2, .infinity], shape: [2, 2]))])
    #expect(try session.run([NamedTensor("x", Tensor([Double](), shape: [0, 2]))])[0].tensor.shape == [0, 2])
  }

  @Test("what ONNX Runtime refuses is an error with its words")
  func refusals() throws {
    let library = try InferenceLibrary()
    #expect(throws: InferenceError.self) { try InferenceSession([UInt8](repeating: 7, count: 50), in: library) }
    let session = try InferenceSession(Self.doubling, in: library)
    #expect(throws: InferenceError.self) { try session.run([NamedTensor("x", Tensor([Float(1)], shape: [1, 1]))]) }
    #expect(throws: InferenceError.self) { try session.run([NamedTensor("x", Tensor([1.0], shape: [2, 2]))]) }
    #expect(throws: InferenceError.self) { try session.run([NamedTensor("z", Tensor([1.0, 2], shape: [1, 2]))]) }
    #expect(throws: InferenceError.self) { try session.run([]) }
  }

  @Test("a library that is not there is one sentence with a remedy")
  func missing() {
    let error = #expect(throws: InferenceError.self) {
      try InferenceLibrary(candidates: ["/nowhere/libonnxruntime.so"])
    }
    #expect(error?.message == "ONNX Runtime's library is not there")
    #expect(error?.remedy.contains("make runtime") == true)
  }

  @Test("a file that is no library is told with the loader's words")
  func noLibrary() {
    let error = #expect(throws: InferenceError.self) { try InferenceLibrary(candidates: ["./Package.swift"]) }
    #expect(error?.message.hasPrefix("ONNX Runtime's library is not there (./Package.swift: ") == true)
  }
}
