// The extension for binary tensors: bytes behind the JSON, and bytes alone.

import InferenceServer
import Testing

@Suite("Binary tensors")
struct BinaryTensorTests {
  private func withServer(_ body: (EchoServer) async throws -> Void) async throws {
    let server = try await EchoServer()
    defer { server.remove() }
    await server.load()
    try await body(server)
  }

  private static func head(_ type: String, _ shape: String, _ size: Int, more: String = "") -> String {
    #"{"inputs":[{"name":"x","datatype":"\#(type)","shape":\#(shape),"parameters":{"binary_data_size":\#(size)}}]\#(more)}"#
  }

  @Test("every datatype goes in and comes out as bytes, bit for bit", arguments: EchoServer.types.map(\.name))
  func roundTrip(type: String) async throws {
    let widths = [
      "BOOL": 1, "UINT8": 1, "INT8": 1, "UINT16": 2, "INT16": 2, "FP16": 2, "BF16": 2, "UINT32": 4, "INT32": 4,
      "FP32": 4, "UINT64": 8, "INT64": 8, "FP64": 8,
    ]
    var tail = (0..<(widths[type] ?? 0) * 4).map { UInt8($0 * 37 % 251) }
    if type == "BOOL" { tail = [1, 0, 0, 1] }
    if type == "BYTES" {
      tail = [3, 0, 0, 0] + Array("aßc".utf8.prefix(3)) + [0, 0, 0, 0, 1, 0, 0, 0, 10, 2, 0, 0, 0, 195, 164]
    }
    try await withServer { server in
      let json = Array(
        Self.head(type, "[2,2]", tail.count, more: #","parameters":{"binary_data_output":true}"#).utf8)
      let response = await server.ask(
        "/v2/models/\(type)/infer", "POST", json + tail, jsonLength: String(json.count))
      #expect(response.status == 200)
      #expect(response.type == "application/octet-stream")
      let length = response.fields.first { $0.name == ServerRequest.jsonLengthField }.flatMap { Int($0.value) } ?? 0
      #expect(Array(response.body.dropFirst(length)) == tail)
      let text = String(decoding: response.body.prefix(length), as: UTF8.self)
      #expect(
        text == #"{"model_name":"\#(type)","model_version":"1","outputs":[{"name":"y","datatype":"\#(type)","#
          + #""shape":[2,2],"parameters":{"binary_data_size":\#(tail.count)}}]}"#)
    }
  }

  @Test("an output's own wish counts before the request's")
  func wishes() async throws {
    try await withServer { server in
      let tail: [UInt8] = [0, 0, 128, 63, 0, 0, 0, 64]
      let more =
        #","parameters":{"binary_data_output":true},"outputs":[{"name":"y","parameters":{"binary_data":false}}]"#
      let answer = await server.answer("FP32", Self.head("FP32", "[1,2]", 8, more: more), tail: tail)
      #expect(answer.hasSuffix(#""data":[1.0,2.0]}]}"#))
      let half = await server.answer("FP16", Self.head("FP16", "[1,2]", 4), tail: [0, 60, 0, 64])
      #expect(half == #"400 {"error":"output `y` is FP16, which JSON has no form for; ask for it as `binary_data`"}"#)
      let json = #"{"inputs":[{"name":"x","datatype":"FP16","shape":[1,2],"data":[1,2]}]}"#
      let refused = await server.answer("FP16", json)
      #expect(
        refused == #"400 {"error":"input `x` is FP16, which JSON has no form for; send it with `binary_data_size`"}"#)
    }
  }

  @Test(
    "bytes that are not what was announced are refused",
    arguments: [
      ("FP32", 8, [UInt8](repeating: 0, count: 7), "input `x` has 8 bytes by its `binary_data_size`, and 7 are left"),
      ("FP32", 8, [UInt8](repeating: 0, count: 9), "1 bytes are left behind the last binary tensor"),
      ("FP32", 4, [0, 0, 0, 0], "input `x` has 4 bytes where FP32 of the shape [1, 2] has another number"),
      ("FP32", -1, [], "`binary_data_size` of input `x` is no number of bytes"),
      ("BOOL", 2, [1, 2], "input `x` is BOOL and has bytes other than 0 and 1"),
      ("BYTES", 3, [1, 0, 0], "input `x` ends within a length"),
      ("BYTES", 5, [9, 0, 0, 0, 65], "input `x` ends within element 1, which has 9 bytes by its length"),
      ("BYTES", 4, [255, 255, 255, 255], "input `x` ends within element 1, which has 4294967295 bytes by its length"),
      ("BYTES", 5, [1, 0, 0, 0, 65], "input `x` does not have exactly the 2 elements of its shape in its 5 bytes"),
      ("BYTES", 10, [1, 0, 0, 0, 255, 1, 0, 0, 0, 65], "element 1 of input `x` is no UTF-8"),
    ])
  func mismatches(type: String, size: Int, tail: [UInt8], sentence: String) async throws {
    try await withServer { server in
      let answer = await server.answer(type, Self.head(type, "[1,2]", size), tail: tail)
      #expect(answer == "400 {\"error\":\"\(sentence)\"}")
    }
  }

  @Test("the length of the JSON is held against the body")
  func headerLength() async throws {
    try await withServer { server in
      let body = Array(#"{"inputs":[]}"#.utf8)
      for (length, sentence) in [
        ("99", "Inference-Header-Content-Length is 99, more than the 13 bytes of the body"),
        ("-1", "Inference-Header-Content-Length is `-1`, no number of bytes"),
        ("x", "Inference-Header-Content-Length is `x`, no number of bytes"),
        ("12", "the body is no JSON: The file ends before a value and what is open."),
      ] {
        let response = await server.ask("/v2/models/FP32/infer", "POST", body, jsonLength: length)
        #expect(String(decoding: response.body, as: UTF8.self) == "{\"error\":\"\(sentence)\"}")
        #expect(response.status == 400)
      }
    }
  }

  @Test("one bare tensor takes the model's name and type, and its shape from its length")
  func bareTensor() async throws {
    try await withServer { server in
      let tensor: [UInt8] = [0, 0, 128, 63, 0, 0, 0, 64, 0, 0, 64, 64, 0, 0, 128, 64]
      let response = await server.ask("/v2/models/FP32/infer", "POST", tensor, jsonLength: "0")
      #expect(response.status == 200)
      #expect(Array(response.body.suffix(16)) == tensor)
      #expect(String(decoding: response.body.dropLast(16), as: UTF8.self).contains(#""shape":[2,2]"#))
      let odd = await server.ask("/v2/models/FP32/infer", "POST", [1, 2, 3], jsonLength: "0")
      #expect(
        String(decoding: odd.body, as: UTF8.self)
          == #"{"error":"the shape of a bare tensor of 3 bytes does not follow from [-1, 2]; send JSON with it"}"#)
      let two = await server.ask("/v2/models/pair/infer", "POST", [1, 2, 3, 4], jsonLength: "0")
      #expect(two.status == 400)
    }
  }
}
