// A model by its name, from the moment it is announced: loading, ready, or not to be had.

internal import Inference
internal import InferenceProtocol
internal import ModelCore
internal import Synchronization

/// One model of a server.
package final class ServedModel: Sendable {
  package enum Availability: Sendable {
    case loading
    case ready(ServableModel)
    /// With the sentence why.
    case unavailable(String)
  }

  package let name: String
  package let path: String
  /// A file is one version.
  package static let version = "1"
  static let platform = "onnxruntime_onnx"

  private let state = Mutex(Availability.loading)
  let statistics = ModelStatistics()
  let admission: Admission
  /// The mean time of the last runs in nanoseconds, later ones counting more.
  private let meanRun = Atomic<UInt64>(0)
  /// Runs of less than this are done where the request is read: handing them to another thread costs 10 to 30 µs.
  private static let shortRun: UInt64 = 1_000_000

  package init(name: String, path: String, limits: InferenceServer.Limits) {
    self.name = name
    self.path = path
    admission = Admission(runLimit: limits.runs, queueLimit: limits.queue)
  }

  package var availability: Availability {
    get { state.withLock { $0 } }
    set { state.withLock { $0 = newValue } }
  }

  var isReady: Bool { if case .ready = availability { true } else { false } }

  func metadata(of model: ServableModel) -> ModelMetadata {
    ModelMetadata(name: name, version: Self.version, platform: Self.platform, signature: model.signature)
  }

  /// The model, or why it is not there.
  func model() throws(ProtocolError) -> ServableModel {
    switch availability {
    case .ready(let model): return model
    case .loading: throw .unavailable("model `\(name)` is being loaded")
    case .unavailable(let reason): throw .unavailable("model `\(name)` is not available: \(reason)")
    }
  }

  /// Runs the model. A long run goes on where it holds up nobody else.
  func run(_ request: InferenceRequest, _ model: ServableModel) async throws(ProtocolError) -> [NamedTensor] {
    let wanted = request.outputs.map(\.name)
    let started = Clock.nanoseconds
    defer {
      let took = Clock.nanoseconds - started
      let mean = meanRun.load(ordering: .relaxed)
      meanRun.store(mean == 0 ? took : (mean * 7 + took) / 8, ordering: .relaxed)
    }
    do {
      if meanRun.load(ordering: .relaxed) < Self.shortRun {
        return try model.session.run(request.inputs, wanted: wanted)
      }
      return try await withTaskExecutorPreference(globalConcurrentExecutor) {
        try await Self.run(model.session, request.inputs, wanted)
      }
    } catch let error as InferenceError {
      throw ProtocolError(400, "the model cannot run on these inputs: \(error.message)")
    } catch {
      throw ProtocolError(500, "the model could not be run: \(error)")
    }
  }

  @concurrent
  private static func run(
    _ session: InferenceSession, _ inputs: [NamedTensor], _ wanted: [String]
  ) async throws -> [NamedTensor] {
    try session.run(inputs, wanted: wanted)
  }
}
