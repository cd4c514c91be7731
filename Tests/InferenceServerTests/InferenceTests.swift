// Requests for predictions: what is answered, and what is refused.

import InferenceServer
import Testing

@Suite("Requests for predictions")
struct InferenceTests {
  private func withServer(_ body: (EchoServer) async throws -> Void) async throws {
    let server = try await EchoServer()
    defer { server.remove() }
    await server.load()
    try await body(server)
  }

  private static func request(_ type: String, _ shape: String, _ data: String, more: String = "") -> String {
    #"{"inputs":[{"name":"x","datatype":"\#(type)","shape":\#(shape),"data":\#(data)}]\#(more)}"#
  }

  private static func reply(_ type: String, _ shape: String, _ data: String, id: String = "") -> String {
    #"200 {"model_name":"\#(type)","model_version":"1",\#(id)"outputs":[{"name":"y","datatype":"\#(type)","#
      + #""shape":\#(shape),"data":\#(data)}]}"#
  }

  @Test(
    "elements come back as they went, at the ends of their types too",
    arguments: [
      ("BOOL", "[true,false]", "[true,false]"), ("BOOL", "[1,0]", "[true,false]"),
      ("UINT8", "[0,255]", "[0,255]"), ("UINT16", "[0,65535]", "[0,65535]"),
      ("UINT32", "[0,4294967295]", "[0,4294967295]"),
      ("UINT64", "[0,18446744073709551615]", "[0,18446744073709551615]"),
      ("INT8", "[-128,127]", "[-128,127]"), ("INT16", "[-32768,32767]", "[-32768,32767]"),
      ("INT32", "[-2147483648,2147483647]", "[-2147483648,2147483647]"),
      ("INT64", "[-9223372036854775808,9223372036854775807]", "[-9223372036854775808,9223372036854775807]"),
      ("INT64", "[9007199254740993,-0]", "[9007199254740993,0]"), ("INT64", "[2.0,1e3]", "[2,1000]"),
      ("FP32", "[0.1,-3.4028235e38]", "[0.1,-3.4028235e+38]"), ("FP32", "[1e-45,16777217]", "[1e-45,16777216.0]"),
      ("FP32", "[NaN,-Infinity]", #"["NaN","-Infinity"]"#), ("FP32", #"["NaN","Infinity"]"#, #"["NaN","Infinity"]"#),
      ("FP64", "[0.1,1.7976931348623157e308]", "[0.1,1.7976931348623157e+308]"),
      ("FP64", "[5e-324,-0.0]", "[5e-324,-0.0]"),
      ("FP64", "[Infinity,1]", #"["Infinity",1.0]"#),
      ("BYTES", #"["","ä\n\"\\\u0001"]"#, #"["","ä\n\"\\\u0001"]"#), ("BYTES", #"["\ud83d\ude00","x"]"#, #"["😀","x"]"#),
    ])
  func elements(type: String, given: String, answered: String) async throws {
    try await withServer { server in
      #expect(await server.answer(type, Self.request(type, "[1,2]", given)) == Self.reply(type, "[1,2]", answered))
    }
  }

  @Test("data may be flat or as deep as its shape, of no row, or of no dimension")
  func nesting() async throws {
    try await withServer { server in
      let reply = Self.reply("FP32", "[2,2]", "[1.0,2.0,3.0,4.0]")
      #expect(await server.answer("FP32", Self.request("FP32", "[2,2]", "[[1,2],[3,4]]")) == reply)
      #expect(await server.answer("FP32", Self.request("FP32", "[2,2]", "[1, 2 ,3,\n4]")) == reply)
      #expect(await server.answer("FP32", Self.request("FP32", "[0,2]", "[]")) == Self.reply("FP32", "[0,2]", "[]"))
      let scalar = await server.answer("scalar", Self.request("FP32", "[]", "[7]"))
      #expect(scalar.hasSuffix(#""shape":[],"data":[7.0]}]}"#))
      let deep = await server.answer("FP32", Self.request("FP32", "[1,2]", "[[[1,2]]]"))
      #expect(deep == #"400 {"error":"`data` of input `x` is nested deeper than its shape"}"#)
    }
  }

  @Test("an id comes back, and nothing is made up where there is none")
  func id() async throws {
    try await withServer { server in
      let request = Self.request("INT8", "[1,2]", "[1,2]", more: #","id":"a\"b","parameters":{"priority":3}"#)
      #expect(await server.answer("INT8", request) == Self.reply("INT8", "[1,2]", "[1,2]", id: #""id":"a\"b","#))
    }
  }

  @Test("outputs are answered in the order asked for, all of them where none is named")
  func outputs() async throws {
    try await withServer { server in
      let inputs =
        #"{"inputs":[{"name":"b","shape":[1,1],"datatype":"FP32","data":[2]},"#
        + #"{"name":"a","shape":[1,1],"datatype":"FP32","data":[5]}]"#
      func named(_ answer: String) -> [String] {
        answer.split(separator: #"{"name":""#).dropFirst().map { String($0.prefix(1)) }
      }
      #expect(named(await server.answer("pair", inputs + "}")) == ["y", "z"])
      #expect(named(await server.answer("pair", inputs + #","outputs":[]}"#)) == ["y", "z"])
      let asked = await server.answer("pair", inputs + #","outputs":[{"name":"z"},{"name":"y"}]}"#)
      #expect(named(asked) == ["z", "y"])
      #expect(asked.contains(#""name":"z","datatype":"FP32","shape":[1,1],"data":[3.0]"#))
      #expect(named(await server.answer("pair", inputs + #","outputs":[{"name":"z"}]}"#)) == ["z"])
    }
  }

  @Test(
    "what the client has wrong is status 400 and one sentence",
    arguments: [
      ("", "the body is empty where a JSON object belongs"), ("[1]", "the body is no JSON object"),
      ("{}", "`inputs` is missing"), (#"{"inputs":[]}"#, "`inputs` is no list of tensors"),
      (#"{"inputs":[1]}"#, "`inputs` is no list of tensors"), (#"{"inputs":[{}]}"#, "an input has no `name`"),
      (request("INT9", "[1,2]", "[1,2]"), "input `x` has the unknown datatype `INT9`"),
      (request("FP64", "[1,2]", "[1,2]"), "input `x` is FP64 where the model takes FP32"),
      (request("FP32", "[1,3]", "[1,2,3]"), "input `x` has the shape [1, 3] where the model takes [-1, 2]"),
      (request("FP32", "[2]", "[1,2]"), "input `x` has the shape [2] where the model takes [-1, 2]"),
      (request("FP32", "[-1,2]", "[1,2]"), "input `x` has the size -1 in its shape"),
      (request("FP32", "[1.5,2]", "[1,2]"), "input `x` has no `shape`, a list of whole numbers"),
      (request("FP32", "[1,2]", "[1]"), "input `x` has 1 elements where its shape [1, 2] has 2"),
      (request("FP32", "[1,2]", "[1,2,3]"), "input `x` has 3 elements where its shape [1, 2] has 2"),
      (request("FP32", "[1,2]", "[1,null]"), "`data` of input `x`, which is FP32, has a null in it"),
      (request("FP32", "[1,2]", #"["1",2]"#), "`data` of input `x`, which is FP32, has text in it"),
      (request("FP32", "[1,2]", "[true,2]"), "`data` of input `x`, which is FP32, has a boolean in it"),
      (request("FP32", "[1,2]", "[{},2]"), "`data` of input `x`, which is FP32, has an object in it"),
      (
        request("FP32", "[1,2]", "[1e39,2]"),
        "`data` of input `x`, which is FP32, has a number that it cannot hold in it"
      ),
      (
        request("FP32", "[1,2]", "[1e999,2]"),
        "`data` of input `x`, which is FP32, has a number that it cannot hold in it"
      ),
      (request("FP32", "[1,2]", "3"), "`data` of input `x` is no list"),
      (
        request("FP32", "[4611686018427387904,2]", "[1]"),
        "the shape of input `x` has more elements than can be counted"
      ),
      (
        request("FP32", "[1,2]", "[1,2]", more: #","outputs":[{"name":"w"}]"#),
        "the model has no output `w`; it has `y`"
      ),
      (
        request("FP32", "[1,2]", "[1,2]", more: #","outputs":[{"name":"y"},{"name":"y"}]"#),
        "output `y` is asked for twice"
      ),
      (
        request("FP32", "[1,2]", "[1,2]", more: #","outputs":[{"name":"y","parameters":{"classification":1}}]"#),
        "output `y` is asked for as a classification, an extension that is not offered here"
      ),
      (request("FP32", "[1,2]", "[1,2]", more: #","id":7"#), "`id` is no text"),
      (
        #"{"inputs":[{"name":"w","shape":[1,2],"datatype":"FP32","data":[1,2]}]}"#,
        "the model has no input `w`; it has `x`"
      ),
      (#"{"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32"}]}"#, "input `x` has no `data`"),
      (
        #"{"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","parameters":{"binary_data_size":8}}]}"#,
        "input `x` has `binary_data_size`, and Inference-Header-Content-Length is not sent"
      ),
      (
        #"{"inputs":[{"name":"x","shape":[1,2],"datatype":"FP32","data":[1,2]},"#
          + #"{"name":"x","shape":[1,2],"datatype":"FP32","data":[1,2]}]}"#,
        "input `x` is given twice"
      ),
    ])
  func refusals(body: String, sentence: String) async throws {
    try await withServer { server in
      let escaped = sentence.replacing("\"", with: "\\\"")
      #expect(await server.answer("FP32", body) == "400 {\"error\":\"\(escaped)\"}")
    }
  }

  @Test(
    "a number that its type cannot hold is refused and never wrapped",
    arguments: [
      ("INT8", "[300,-129]"), ("INT8", "[1.5,0]"), ("UINT8", "[-1,0]"), ("UINT64", "[18446744073709551616,0]"),
      ("INT64", "[9223372036854775808,0]"), ("INT64", "[-9223372036854775809,0]"), ("BOOL", "[2,0]"),
      ("FP64", "[1e999,0]"), ("FP64", "[-1e999,0]"),
    ])
  func tooWide(type: String, data: String) async throws {
    try await withServer { server in
      let answer = await server.answer(type, Self.request(type, "[1,2]", data))
      #expect(
        answer == #"400 {"error":"`data` of input `x`, which is \#(type), has a number that it cannot hold in it"}"#)
    }
  }

  @Test("JSON that is broken is status 400, wherever it breaks")
  func truncation() async throws {
    try await withServer { server in
      let whole = Self.request("BYTES", "[1,2]", #"["a","\u00e4"]"#)
      for count in 0..<whole.utf8.count {
        let part = String(decoding: Array(whole.utf8.prefix(count)), as: UTF8.self)
        #expect(await server.answer("BYTES", part).hasPrefix("400 {\"error\":"), "\(part)")
      }
      let deep = String(repeating: "[", count: 100_000)
      #expect(await server.answer("FP32", Self.request("FP32", "[1,2]", deep)).hasPrefix("400 "))
    }
  }

  @Test("text that is no UTF-8 is refused")
  func notUTF8() async throws {
    try await withServer { server in
      var body = Array(Self.request("BYTES", "[1,2]", #"["a","?"]"#).utf8)
      body[try #require(body.lastIndex(of: UInt8(ascii: "?")))] = 0xFF
      let response = await server.ask("/v2/models/BYTES/infer", "POST", body)
      #expect(response.status == 400)
      #expect(String(decoding: response.body, as: UTF8.self).contains("no UTF-8; send it with `binary_data_size`"))
    }
  }
}
