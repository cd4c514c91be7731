// HTTP: what Hummingbird reads becomes requests of the server, and its answers go back.

import HTTPTypes
import HummingbirdCore
import InferenceServer
import Logging
import ModelFormats
import NIOCore
import NIOPosix
import ServiceLifecycle
import Synchronization

/// The HTTP side of a server.
struct Carrier: Service {
  struct Options: Sendable {
    var host: String
    var port: Int
    var threads: Int
    var connections: Int
    var timeout: TimeAmount
    /// Bytes that all bodies at hand may have.
    var bodyBudget: Int
  }
  let server: InferenceServer
  let options: Options

  func run() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: options.threads)
    let desk = Desk(server: server, budget: options.bodyBudget)
    let host = options.host
    let timeout = options.timeout
    let logger = Logger(label: "godwit-serve") { _ in SwiftLogNoOpLogHandler() }
    let channel = HTTP1Channel(
      responder: { request, writer, _ in try await desk.serve(request, writer) },
      configuration: .init(additionalChannelHandlers: [ArrivalDeadline(timeout)], idleTimeout: timeout))
    let carrier = Server(
      childChannelSetup: LoopChannel(channel: channel),
      configuration: ServerConfiguration(
        address: .hostname(host, port: options.port),
        availableConnectionsDelegate: MaximumAvailableConnections(options.connections)),
      onServerRunning: { channel in
        let shown = host.contains(":") ? "[\(host)]" : host
        ServeCommand.complain("Listening on http://\(shown):\(channel.localAddress?.port ?? 0)")
      },
      eventLoopGroup: group, logger: logger)
    try await carrier.run()
    try await group.shutdownGracefully()
  }
}

/// Reads requests whole and writes what the server answers.
private final class Desk: Sendable {
  private let server: InferenceServer
  private let budget: Int
  private let held = Atomic<Int>(0)

  private static let jsonLength = HTTPField.Name("Inference-Header-Content-Length")
  private static let retryAfter = HTTPField.Name("Retry-After")

  init(server: InferenceServer, budget: Int) {
    self.server = server
    self.budget = budget
  }

  @concurrent
  func serve(_ request: Request, _ writer: consuming ResponseWriter) async throws {
    var reserved = 0
    defer { held.subtract(reserved, ordering: .relaxed) }
    let fields = request.head.headerFields
    let length = fields[.contentLength].flatMap { Int($0) }
    var refusal: ServerResponse?
    if let length { refusal = self.refusal(of: length, &reserved) }
    var body = ContiguousArray<UInt8>()
    if refusal == nil {
      if fields[.expect]?.lowercased() == "100-continue" {
        try await writer.writeInformationalHead(HTTPResponse(status: .continue))
      }
      body.reserveCapacity(length ?? 0)
      for try await part in request.body {
        refusal = self.refusal(of: body.count + part.readableBytes, &reserved)
        if refusal != nil { break }
        body.append(contentsOf: part.readableBytesView)
      }
    }
    if let refusal {
      // What still comes is read and forgotten by the framework, for as long as a request may take to arrive: a connection
      // that is closed with bytes unread would take the answer along.
      return try await write(refusal, to: writer, closes: true, isHead: false)
    }
    let method = request.head.method
    let asked = ServerRequest(
      method: method == .head ? "GET" : method.rawValue, path: request.head.path ?? "",
      jsonLength: Self.jsonLength.flatMap { fields[$0] }, encoding: fields[.contentEncoding], body: Bytes(body))
    try await write(
      await server.respond(to: asked), to: writer, closes: fields[.connection] == "close", isHead: method == .head)
  }

  /// Why a body of so many bytes is not read; nil where it may be, and then its bytes are reserved.
  private func refusal(of count: Int, _ reserved: inout Int) -> ServerResponse? {
    let limit = server.limits.body
    if count > limit { return .error(413, "the body has more than \(limit) bytes; --max-body says how many may be") }
    return count <= reserved || reserve(count - reserved, &reserved) ? nil : tooBusy
  }

  private var tooBusy: ServerResponse {
    .error(503, "the bodies of other requests take \(budget) bytes already; ask again later")
  }

  private func reserve(_ count: Int, _ reserved: inout Int) -> Bool {
    guard held.add(count, ordering: .relaxed).newValue <= budget else {
      held.subtract(count, ordering: .relaxed)
      return false
    }
    reserved += count
    return true
  }

  @concurrent
  private func write(
    _ response: ServerResponse, to writer: consuming ResponseWriter, closes: Bool, isHead: Bool
  ) async throws {
    var fields = HTTPFields()
    fields.reserveCapacity(4)
    fields[.contentType] = response.type
    fields[.contentLength] = String(response.body.count)
    for (name, value) in response.fields {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    if closes { fields[.connection] = "close" }
    let head = HTTPResponse(status: .init(code: response.status), headerFields: fields)
    if isHead { return try await writer.writeResponse(head) }
    try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: response.body)))
  }
}
