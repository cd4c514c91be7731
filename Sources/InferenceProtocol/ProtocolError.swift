// What a server answers to a request that it cannot carry out.

/// A status of HTTP, and a sentence for `{"error": …}`.
package struct ProtocolError: Error, Equatable, Sendable {
  package var status: Int
  package var message: String

  package init(_ status: Int, _ message: String) {
    self.status = status
    self.message = message
  }

  /// The client's error: the request cannot be carried out as it is.
  package static func invalid(_ message: String) -> ProtocolError { ProtocolError(400, message) }
  package static func notFound(_ message: String) -> ProtocolError { ProtocolError(404, message) }
  package static func unavailable(_ message: String) -> ProtocolError { ProtocolError(503, message) }

  /// `{"error":"…"}`.
  package var body: [UInt8] {
    var json = JSONBytes()
    json.object { json in json.entry("error", message) }
    return json.bytes
  }
}
