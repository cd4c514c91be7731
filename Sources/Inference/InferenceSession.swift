// A graph, ready to run.

internal import COnnxRuntime
package import ModelCore

/// A model loaded into ONNX Runtime. Runs may go on at the same time on several threads.
package final class InferenceSession: Sendable {
  package struct Options: Equatable, Sendable {
    /// Threads that one run may use; 0 for as many as there are cores.
    package var threads: Int
    /// Whether ONNX Runtime may rewrite the graph before it runs it.
    package var optimizes: Bool
    package init(threads: Int = 0, optimizes: Bool = true) {
      self.threads = threads
      self.optimizes = optimizes
    }
  }

  package let inputs: [ValueInfo]
  package let outputs: [ValueInfo]
  private let library: InferenceLibrary
  package var runtimeVersion: String { library.version }
  /// Made once; ONNX Runtime allows runs of one session on any thread.
  nonisolated(unsafe) private let session: OpaquePointer

  /// Loads a model from the bytes of an ONNX file.
  package init(
    _ bytes: some ContiguousBytesOfModel, in library: InferenceLibrary, options: Options = Options()
  )
    throws(InferenceError)
  {
    let functions = library.functions.pointee
    let settings = try library.make { functions.CreateSessionOptions(&$0) }
    defer { functions.ReleaseSessionOptions(settings) }
    try library.check(functions.SetIntraOpNumThreads(settings, Int32(options.threads)))
    try library.check(functions.SetInterOpNumThreads(settings, 1))
    try library.check(functions.SetSessionGraphOptimizationLevel(settings, options.optimizes ? 99 : 0))
    let session = try library.make { session in
      bytes.withModelBytes {
        functions.CreateSessionFromArray(library.environment, $0.baseAddress, $0.count, settings, &session)
      }
    }
    do throws(InferenceError) {
      inputs = try SessionDescription(library, session).inputs()
      outputs = try SessionDescription(library, session).outputs()
    } catch {
      functions.ReleaseSession(session)
      throw error
    }
    self.library = library
    self.session = session
  }

  deinit { library.functions.pointee.ReleaseSession(session) }

  /// Runs the graph. `wanted` are names of outputs, all by default; results come in their order.
  package func run(_ given: [NamedTensor], wanted: [String]? = nil) throws(InferenceError) -> [NamedTensor] {
    let functions = library.functions.pointee
    let names = wanted ?? outputs.map(\.name)
    var values: [OpaquePointer?] = []
    defer { for value in values { functions.ReleaseValue(value) } }
    for input in given {
      values.append(try TensorTransfer(library).value(of: input.tensor, named: input.name))
    }
    var results = [OpaquePointer?](repeating: nil, count: names.count)
    defer { for result in results { functions.ReleaseValue(result) } }
    let inputNames = CStrings(given.map(\.name))
    let outputNames = CStrings(names)
    try library.check(
      functions.Run(
        session, nil, inputNames.pointers, values, values.count, outputNames.pointers, names.count, &results))
    var answers: [NamedTensor] = []
    for (name, result) in zip(names, results) {
      guard let result else { throw InferenceError("output `\(name)` is empty", remedy: "ask for another output") }
      answers.append(NamedTensor(name, try TensorTransfer(library).tensor(of: result, named: name)))
    }
    return answers
  }
}

/// Bytes that stand in one piece.
package protocol ContiguousBytesOfModel {
  func withModelBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R
}
extension [UInt8]: ContiguousBytesOfModel {
  package func withModelBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { withUnsafeBytes(body) }
}
extension ContiguousArray<UInt8>: ContiguousBytesOfModel {
  package func withModelBytes<R>(_ body: (UnsafeRawBufferPointer) -> R) -> R { withUnsafeBytes(body) }
}

/// Strings as C wants them, for as long as this lives.
final class CStrings {
  private let storage: [UnsafeMutablePointer<CChar>]
  var pointers: [UnsafePointer<CChar>?] { storage.map { UnsafePointer($0) } }

  init(_ strings: [String]) {
    storage = strings.map { string in
      let bytes = string.utf8CString
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
      bytes.withUnsafeBufferPointer { source in
        if let base = source.baseAddress { copy.initialize(from: base, count: source.count) }
      }
      return copy
    }
  }

  deinit { for string in storage { string.deallocate() } }
}
