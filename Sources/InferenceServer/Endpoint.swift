// The addresses of the protocol.

internal import InferenceProtocol

/// What a path names. `v2/` and `v2` are the same.
enum Endpoint: Equatable {
  case server, live, ready, metrics, repositoryIndex, statistics
  case model(String, version: String?)
  case modelReady(String, version: String?)
  case infer(String, version: String?)
  case configuration(String, version: String?)
  case modelStatistics(String, version: String?)

  /// Nil for a path that names nothing.
  init?(path: String) {
    let end = path.utf8.firstIndex(of: UInt8(ascii: "?")) ?? path.endIndex
    let parts = path[..<end].split(separator: "/", omittingEmptySubsequences: true).map(Self.decoded)
    switch parts {
    case ["metrics"]: self = .metrics
    case ["v2"]: self = .server
    case ["v2", "health", "live"]: self = .live
    case ["v2", "health", "ready"]: self = .ready
    case ["v2", "repository", "index"]: self = .repositoryIndex
    case ["v2", "models", "stats"]: self = .statistics
    default:
      guard parts.count >= 3, parts[0] == "v2", parts[1] == "models" else { return nil }
      var rest = parts.dropFirst(3)
      var version: String?
      if rest.first == "versions", rest.count >= 2 {
        version = rest[rest.startIndex + 1]
        rest = rest.dropFirst(2)
      }
      switch Array(rest) {
      case []: self = .model(parts[2], version: version)
      case ["ready"]: self = .modelReady(parts[2], version: version)
      case ["infer"]: self = .infer(parts[2], version: version)
      case ["config"]: self = .configuration(parts[2], version: version)
      case ["stats"]: self = .modelStatistics(parts[2], version: version)
      default: return nil
      }
    }
  }

  var method: String {
    switch self {
    case .infer, .repositoryIndex: "POST"
    default: "GET"
    }
  }

  /// Percent-encoding undone (RFC 3986, section 2.1); as it is where it is none.
  private static func decoded(_ part: Substring) -> String {
    guard part.utf8.contains(UInt8(ascii: "%")) else { return String(part) }
    var bytes: [UInt8] = []
    var rest = Substring(part).utf8
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), let code = UInt8(String(Substring(rest.prefix(2))), radix: 16), rest.count >= 2 {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? String(part)
  }
}
