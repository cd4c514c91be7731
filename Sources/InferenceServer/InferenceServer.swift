// The protocol's endpoints over the models at hand, whatever carries the bytes.

internal import Inference
internal import InferenceProtocol
internal import ModelCore
package import ModelFormats
internal import Synchronization

/// Answers requests of the Open Inference Protocol, version 2. Any number of them at the same time.
package final class InferenceServer: Sendable {
  package struct Limits: Sendable {
    /// Bytes of one body, decompressed.
    package var body: Int
    /// Runs of one model at the same time.
    package var runs: Int
    /// Requests that wait for a run of one model.
    package var queue: Int

    package init(body: Int, runs: Int, queue: Int) {
      self.body = body
      self.runs = runs
      self.queue = queue
    }
  }

  package let models: [ServedModel]
  package let limits: Limits
  private let version: String
  private let isStopping = Atomic<Bool>(false)

  /// - Parameter version: of the program.
  package init(models: [ServedModel], limits: Limits, version: String) {
    self.models = models
    self.limits = limits
    self.version = version
  }

  package static let extensions = [
    "binary_tensor_data", "model_configuration", "model_repository", "statistics",
  ]

  /// Loads every model, one after the other; each is there as soon as it can be.
  ///
  /// - Parameter tell: is given each sentence that a person should read.
  @concurrent
  package func load(threads: Int, tell: @Sendable (String) -> Void) async {
    for model in models {
      do {
        let loaded = try ServableModel.load(path: model.path, threads: threads)
        for remark in loaded.remarks { tell(remark) }
        model.availability = .ready(loaded)
        tell("model `\(model.name)` is ready")
      } catch {
        model.availability = .unavailable("\(error)")
        tell("model `\(model.name)` is not available: \(error)")
      }
    }
  }

  /// From now on the server is not ready, and answers what is still asked.
  package func stop() { isStopping.store(true, ordering: .relaxed) }

  package var isReady: Bool { !isStopping.load(ordering: .relaxed) && models.allSatisfy(\.isReady) }

  // MARK: Requests

  package func respond(to request: ServerRequest) async -> ServerResponse {
    guard let endpoint = Endpoint(path: request.path) else {
      return .error(.notFound("there is nothing at \(request.path); the protocol's paths begin with /v2"))
    }
    guard request.method == endpoint.method else {
      var response = ServerResponse.error(
        ProtocolError(405, "\(request.path) is asked for by \(endpoint.method), not \(request.method)"))
      response.fields.append(("Allow", endpoint.method))
      return response
    }
    do {
      return try await respond(endpoint, request)
    } catch {
      return .error(error)
    }
  }

  private func respond(
    _ endpoint: Endpoint, _ request: ServerRequest
  ) async throws(ProtocolError) -> ServerResponse {
    switch endpoint {
    case .infer(let name, let version): return try await infer(try model(name, version), request)
    case .live: return .json(Self.flags(["live": true]))
    case .ready: return readiness
    case .server:
      return .json(ServerMetadata(name: "godwit", version: version, extensions: Self.extensions).body)
    case .model(let name, let version):
      let served = try model(name, version)
      return .json(served.metadata(of: try served.model()).body)
    case .configuration(let name, let version):
      let served = try model(name, version)
      return .json(served.metadata(of: try served.model()).configuration)
    case .modelReady(let name, let version): return try readiness(of: try model(name, version))
    case .modelStatistics(let name, let version): return statistics([try model(name, version)])
    case .statistics: return statistics(models)
    case .repositoryIndex: return index
    case .metrics: return ServerResponse(type: "text/plain; version=0.0.4", body: Metrics(models).text)
    }
  }

  private func model(_ name: String, _ version: String?) throws(ProtocolError) -> ServedModel {
    guard let model = models.first(where: { $0.name == name }) else {
      let names = models.map { "`\($0.name)`" }.joined(separator: ", ")
      throw .notFound("there is no model `\(name)`; there is \(names)")
    }
    if let version, version != ServedModel.version {
      throw .notFound("model `\(name)` has no version `\(version)`; it has \(ServedModel.version)")
    }
    return model
  }

  // MARK: Health

  private static func flags(_ flags: KeyValuePairs<StaticString, Bool>) -> [UInt8] {
    var json = JSONBytes()
    json.object { json in for (name, flag) in flags { json.entry(name, flag) } }
    return json.bytes
  }

  /// With a body, which the protocol does not ask for: KServe's client reads one.
  private var readiness: ServerResponse {
    if isReady { return .json(Self.flags(["ready": true, "live": true])) }
    var json = JSONBytes()
    json.object { json in
      json.entry("ready", false)
      json.entry("live", true)
      json.entry("error", unreadiness)
    }
    return .json(json.bytes, status: 503)
  }

  private var unreadiness: String {
    if isStopping.load(ordering: .relaxed) { return "the server is stopping" }
    for model in models {
      do throws(ProtocolError) { _ = try model.model() } catch { return error.message }
    }
    return "the server is not ready"
  }

  private func readiness(of model: ServedModel) throws(ProtocolError) -> ServerResponse {
    _ = try model.model()
    var json = JSONBytes()
    json.object { json in
      json.entry("name", model.name)
      json.entry("ready", true)
    }
    return .json(json.bytes)
  }

  // MARK: Extensions

  private func statistics(_ models: [ServedModel]) -> ServerResponse {
    var json = JSONBytes()
    json.object { json in
      json.key("model_stats")
      json.array { json in
        for model in models {
          model.statistics.now.write(name: model.name, version: ServedModel.version, to: &json)
        }
      }
    }
    return .json(json.bytes)
  }

  private var index: ServerResponse {
    var json = JSONBytes()
    json.array { json in
      for model in models {
        json.object { json in
          json.entry("name", model.name)
          json.entry("version", ServedModel.version)
          let (state, reason) =
            switch model.availability {
            case .ready: ("READY", "")
            case .loading: ("LOADING", "")
            case .unavailable(let reason): ("UNAVAILABLE", reason)
            }
          json.entry("state", state)
          json.entry("reason", reason)
        }
      }
    }
    return .json(json.bytes)
  }

  // MARK: Predictions

  private func infer(_ served: ServedModel, _ request: ServerRequest) async throws(ProtocolError) -> ServerResponse {
    let started = Clock.nanoseconds
    var counted = ModelStatistics.Request()
    do throws(ProtocolError) {
      let response = try await answer(served, request, started, &counted)
      counted.total = Clock.nanoseconds - started
      served.statistics.add(counted)
      return response
    } catch {
      counted.status = error.status
      counted.total = Clock.nanoseconds - started
      served.statistics.add(counted)
      throw error
    }
  }

  private func answer(
    _ served: ServedModel, _ request: ServerRequest, _ started: UInt64, _ counted: inout ModelStatistics.Request
  ) async throws(ProtocolError) -> ServerResponse {
    let model = try served.model()
    let body = try request.plainBody(limit: limits.body)
    let wanted = try RequestReader(for: model.signature).read(body, headerLength: try request.jsonLength())
    counted.rows = wanted.inputs.first?.tensor.shape.first ?? 1
    let read = Clock.nanoseconds
    counted.read = read - started
    guard await served.admission.enter() else {
      throw .unavailable("model `\(served.name)` has \(limits.queue) requests waiting; ask again later")
    }
    let admitted = Clock.nanoseconds
    counted.queue = admitted - read
    let outputs: [NamedTensor]
    do throws(ProtocolError) {
      outputs = try await served.run(wanted, model)
      served.admission.leave()
    } catch {
      served.admission.leave()
      throw error
    }
    let ran = Clock.nanoseconds
    counted.run = ran - admitted
    let (bytes, headerLength) = try InferenceResponse(
      modelName: served.name, modelVersion: ServedModel.version, id: wanted.id, outputs: outputs, forms: wanted.outputs
    ).written()
    var response = ServerResponse.json(bytes)
    if let headerLength {
      response.type = "application/octet-stream"
      response.fields.append((ServerRequest.jsonLengthField, String(headerLength)))
    }
    counted.write = Clock.nanoseconds - ran
    return response
  }
}
