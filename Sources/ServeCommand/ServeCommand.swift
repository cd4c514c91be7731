// The program: arguments, models, the server, and a clean end.

import ArgumentParser
import HummingbirdCore
import InferenceServer
import Logging
import NIOCore
import ServiceLifecycle
import UnixSignals

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `godwit-serve MODEL…`, which `godwit serve` starts.
@main
struct ServeCommand: AsyncParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "godwit-serve",
    abstract: "Serve models by the Open Inference Protocol, version 2.",
    discussion: """
      A model is an ONNX file, or any that `godwit convert` reads; it is named after its file, or NAME=FILE names it. ONNX \
      Runtime runs it. The server is not ready (/v2/health/ready) until every model is loaded and answers its golden rows \
      as it did where it was made; a model that does not is not served.

      It listens on this machine alone unless --host says otherwise: there is no encryption and no password. \
      /metrics is for Prometheus. SIGTERM and SIGINT end it when what is being answered is answered.
      """,
    version: version)

  @Argument(help: ArgumentHelp("The models: FILE, or NAME=FILE.", valueName: "model"))
  var models: [String]

  @Option(help: ArgumentHelp("The address to listen on.", valueName: "address"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("The port; 0 for any that is free.", valueName: "number"))
  var port = 8080

  @Option(
    help: ArgumentHelp("Threads that read and answer; as many as there are cores by default.", valueName: "number"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Threads that one run of a model may use; more than 1 is for large models.", valueName: "number"))
  var modelThreads = 1

  @Option(help: ArgumentHelp("Requests that may wait for a run of a model; more get status 503.", valueName: "number"))
  var queue = 128

  @Option(help: ArgumentHelp("Bytes that a request's body may have; more get status 413.", valueName: "bytes"))
  var maxBody = 64 << 20

  @Option(
    help: ArgumentHelp(
      "Bytes that the bodies of all requests at hand may have; more get status 503.", valueName: "bytes"))
  var maxBodies = 512 << 20

  @Option(help: ArgumentHelp("Connections that may be open; more wait to be taken.", valueName: "number"))
  var connections = 1024

  @Option(
    help: ArgumentHelp(
      "Seconds that a request may take to arrive, and a connection may be idle.", valueName: "seconds"))
  var timeout = 60

  @Option(help: ArgumentHelp("Seconds that requests get to be answered when the server ends.", valueName: "seconds"))
  var grace = 30

  /// Errors of the arguments are exit code 2, as all that could not be done.
  static func main() async {
    do {
      var command = try parseAsRoot()
      if var command = command as? any AsyncParsableCommand { try await command.run() } else { try command.run() }
    } catch let status as ExitCode {
      exit(withError: status)
    } catch {
      guard exitCode(for: error) == .success else {
        write(fullMessage(for: error))
        exit(withError: ExitCode(2))
      }
      exit(withError: error)
    }
  }

  func validate() throws {
    if !(0...65_535).contains(port) { throw ValidationError("--port takes a number from 0 to 65535.") }
    for (name, value) in [
      ("--threads", threads ?? 1), ("--model-threads", modelThreads), ("--max-body", maxBody),
      ("--max-bodies", maxBodies), ("--connections", connections), ("--timeout", timeout), ("--grace", grace),
    ] where value < 1 {
      throw ValidationError("\(name) takes a number from 1.")
    }
    if queue < 0 { throw ValidationError("--queue takes a number from 0.") }
  }

  func run() async throws {
    let cores = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    let threads = threads ?? cores
    let limits = InferenceServer.Limits(body: maxBody, runs: max(threads, cores), queue: queue)
    let server = InferenceServer(models: try served(limits), limits: limits, version: Self.version)
    let carrier = Carrier(
      server: server,
      options: Carrier.Options(
        host: host, port: port, threads: threads, connections: connections, timeout: .seconds(Int64(timeout)),
        bodyBudget: maxBodies))
    // The framework's own log has nothing that is not said here.
    let logger = Logger(label: "godwit-serve") { _ in SwiftLogNoOpLogHandler() }
    var configuration = ServiceGroupConfiguration(
      services: [.init(service: carrier), .init(service: Loading(server: server, threads: modelThreads))],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
    configuration.maximumGracefulShutdownDuration = .seconds(grace)
    do {
      try await ServiceGroup(configuration: configuration).run()
    } catch {
      Self.complain("cannot listen on \(host):\(port): \(error); name another with --host and --port.")
      throw ExitCode(2)
    }
  }

  private func served(_ limits: InferenceServer.Limits) throws -> [ServedModel] {
    var served: [ServedModel] = []
    for argument in models {
      let (name, path) = Self.parts(argument)
      guard access(path, R_OK) == 0 else {
        Self.complain("\(path) cannot be read: \(String(cString: strerror(errno))); name a model file.")
        throw ExitCode(2)
      }
      if let other = served.first(where: { $0.name == name }) {
        Self.complain("\(other.path) and \(path) are both named `\(name)`; name one of them with NAME=FILE.")
        throw ExitCode(2)
      }
      served.append(ServedModel(name: name, path: path, limits: limits))
    }
    return served
  }

  /// `NAME=FILE`, or a file and its name without the ending. A file whose own name has `=` in it is a file.
  static func parts(_ argument: String) -> (name: String, path: String) {
    if let place = argument.firstIndex(of: "="), place != argument.startIndex, access(argument, F_OK) != 0,
      !argument[..<place].contains("/")
    {
      return (String(argument[..<place]), String(argument[argument.index(after: place)...]))
    }
    let file = argument.split(separator: "/").last.map(String.init) ?? argument
    let stem = file.dropFirst().lastIndex(of: ".").map { String(file[..<$0]) } ?? file
    return (stem, argument)
  }

  static func complain(_ sentence: String) { write("godwit-serve: \(sentence)") }

  private static func write(_ text: String) {
    let line = Array("\(text)\n".utf8)
    _ = line.withUnsafeBytes { bytes in
      #if canImport(Glibc)
        Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
      #elseif canImport(Musl)
        Musl.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
      #else
        Darwin.write(STDERR_FILENO, bytes.baseAddress, bytes.count)
      #endif
    }
  }
}

/// Loads the models while the server already says that it lives.
private struct Loading: Service {
  let server: InferenceServer
  let threads: Int

  func run() async throws {
    await server.load(threads: threads) { ServeCommand.complain($0) }
    // A service that ends would end the others.
    try? await gracefulShutdown()
    server.stop()
  }
}
