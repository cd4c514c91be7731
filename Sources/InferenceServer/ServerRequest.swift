// Requests and responses, without what carries them.

internal import InferenceProtocol
package import ModelFormats

/// What a server looks at of a request.
package struct ServerRequest: Sendable {
  package var method: String
  /// As it was sent, percent-encoded.
  package var path: String
  /// The value of `Inference-Header-Content-Length`.
  package var jsonLengthText: String?
  /// The value of `Content-Encoding`.
  package var encoding: String?
  package var body: Bytes

  package static let jsonLengthField = "Inference-Header-Content-Length"

  package init(method: String, path: String, jsonLength: String? = nil, encoding: String? = nil, body: Bytes) {
    self.method = method
    self.path = path
    jsonLengthText = jsonLength
    self.encoding = encoding
    self.body = body
  }

  func jsonLength() throws(ProtocolError) -> Int? {
    guard let jsonLengthText else { return nil }
    guard let length = Int(jsonLengthText), length >= 0 else {
      throw .invalid("\(Self.jsonLengthField) is `\(jsonLengthText)`, no number of bytes")
    }
    return length
  }

  /// The body with its compression undone.
  func plainBody(limit: Int) throws(ProtocolError) -> Bytes {
    let compression: Compression
    switch encoding?.lowercased() {
    case nil, "", "identity": return body
    case "gzip", "x-gzip": compression = .gzip
    case "deflate": compression = .zlib
    case let other?:
      throw ProtocolError(415, "the body is encoded as `\(other)`; gzip, deflate and identity are understood")
    }
    do {
      return try Decompression(compression, limit: limit).result(of: body)
    } catch {
      if error.code == .tooLarge {
        throw ProtocolError(
          413, "the body is more than \(limit) bytes when it is decompressed; --max-body says how many may be")
      }
      throw .invalid("the body cannot be decompressed: \(error.message)")
    }
  }
}

package struct ServerResponse: Sendable {
  package var status: Int
  /// `Content-Type`.
  package var type: String
  package var fields: [(name: String, value: String)]
  package var body: [UInt8]

  package init(status: Int = 200, type: String, body: [UInt8]) {
    self.status = status
    self.type = type
    fields = []
    self.body = body
  }

  static func json(_ body: [UInt8], status: Int = 200) -> ServerResponse {
    ServerResponse(status: status, type: "application/json", body: body)
  }

  static func error(_ error: ProtocolError) -> ServerResponse {
    var response = json(error.body, status: error.status)
    if error.status == 503 { response.fields.append(("Retry-After", "1")) }
    return response
  }

  /// For what the carrier finds wrong before there is a request.
  package static func error(_ status: Int, _ message: String) -> ServerResponse {
    error(ProtocolError(status, message))
  }
}
