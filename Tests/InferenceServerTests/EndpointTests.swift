// Everything of the protocol but predictions: health, metadata, the extensions, and what is at no address.

import InferenceProtocol
import InferenceServer
import Testing

@Suite("Endpoints")
struct EndpointTests {
  private func withServer(_ body: (EchoServer) async throws -> Void) async throws {
    let server = try await EchoServer()
    defer { server.remove() }
    try await body(server)
  }

  private func text(_ response: ServerResponse) -> String {
    "\(response.status) \(String(decoding: response.body, as: UTF8.self))"
  }

  @Test("a server lives before it is ready, is ready when every model is, and is not while it stops")
  func health() async throws {
    try await withServer { server in
      #expect(text(await server.ask("/v2/health/live")) == #"200 {"live":true}"#)
      #expect(
        text(await server.ask("/v2/health/ready"))
          == #"503 {"ready":false,"live":true,"error":"model `BOOL` is being loaded"}"#)
      let early = await server.ask("/v2/models/FP32/infer", "POST", Array("{}".utf8))
      #expect(text(early) == #"503 {"error":"model `FP32` is being loaded"}"#)
      #expect(early.fields.contains { $0.name == "Retry-After" })
      await server.load()
      #expect(text(await server.ask("/v2/models/FP32/ready")) == #"200 {"name":"FP32","ready":true}"#)
      let broken = text(await server.ask("/v2/models/broken/ready"))
      #expect(broken.hasPrefix("503 {\"error\":\"model `broken` is not available: "))
      #expect(broken.contains("cannot be served; give an ONNX file"))
      #expect(!server.server.isReady)
      let good = InferenceServer(
        models: server.server.models.filter { $0.name != "broken" }, limits: server.server.limits, version: "test")
      #expect(good.isReady)
      good.stop()
      #expect(!good.isReady)
    }
  }

  @Test("metadata, configuration and the index of models")
  func metadata() async throws {
    try await withServer { server in
      await server.load()
      let about =
        #"200 {"name":"godwit","version":"test","extensions":["binary_tensor_data","model_configuration","#
        + #""model_repository","statistics"]}"#
      #expect(text(await server.ask("/v2")) == about)
      #expect(text(await server.ask("/v2/")) == about)
      let model =
        #"200 {"name":"FP32","versions":["1"],"platform":"onnxruntime_onnx","#
        + #""inputs":[{"name":"x","datatype":"FP32","shape":[-1,2]}],"outputs":[{"name":"y","datatype":"FP32","shape":[-1,2]}]}"#
      #expect(text(await server.ask("/v2/models/FP32")) == model)
      #expect(text(await server.ask("/v2/models/FP32/versions/1")) == model)
      #expect(text(await server.ask("/v2/models/F%5032/versions/1/")) == model)
      #expect(
        text(await server.ask("/v2/models/BYTES/config"))
          == #"200 {"name":"BYTES","platform":"onnxruntime_onnx","backend":"onnxruntime","max_batch_size":0,"#
          + #""input":[{"name":"x","data_type":"TYPE_STRING","dims":[-1,2]}],"#
          + #""output":[{"name":"y","data_type":"TYPE_STRING","dims":[-1,2]}]}"#)
      let index = text(await server.ask("/v2/repository/index", "POST"))
      #expect(index.contains(#"{"name":"FP32","version":"1","state":"READY","reason":""}"#))
      #expect(index.contains(#"{"name":"broken","version":"1","state":"UNAVAILABLE","reason":"#))
    }
  }

  @Test("what is not there is status 404, a wrong method 405, each with a sentence")
  func misses() async throws {
    try await withServer { server in
      await server.load()
      #expect(
        text(await server.ask("/")) == #"404 {"error":"there is nothing at /; the protocol's paths begin with /v2"}"#)
      #expect(await server.ask("/v2/models/FP32/versions/1/nothing").status == 404)
      #expect(
        text(await server.ask("/v2/models/FP32/versions/2"))
          == #"404 {"error":"model `FP32` has no version `2`; it has 1"}"#)
      #expect(
        text(await server.ask("/v2/models/none")).hasPrefix(
          "404 {\"error\":\"there is no model `none`; there is `BOOL`,"))
      #expect(await server.ask("/v2/models/none/ready").status == 404)
      let wrong = await server.ask("/v2/models/FP32/infer")
      #expect(text(wrong) == #"405 {"error":"/v2/models/FP32/infer is asked for by POST, not GET"}"#)
      #expect(wrong.fields.contains { $0.name == "Allow" && $0.value == "POST" })
    }
  }

  @Test("requests are counted in statistics and metrics")
  func counting() async throws {
    try await withServer { server in
      await server.load()
      let good = #"{"inputs":[{"name":"x","datatype":"INT8","shape":[3,2],"data":[1,2,3,4,5,6]}]}"#
      _ = await server.answer("INT8", good)
      _ = await server.answer("INT8", good)
      _ = await server.answer("INT8", "{}")
      let statistics = text(await server.ask("/v2/models/INT8/stats"))
      #expect(statistics.contains(#""inference_count":6,"execution_count":2"#))
      #expect(statistics.contains(#""fail":{"count":1,"#))
      #expect(await server.ask("/v2/models/stats").status == 200)
      let metrics = await server.ask("/metrics")
      #expect(metrics.type == "text/plain; version=0.0.4")
      let lines = String(decoding: metrics.body, as: UTF8.self).split(separator: "\n")
      for line in [
        #"godwit_model_ready{model="INT8"} 1"#, #"godwit_model_ready{model="broken"} 0"#,
        #"godwit_requests_total{model="INT8",code="200"} 2"#, #"godwit_requests_total{model="INT8",code="400"} 1"#,
        #"godwit_rows_total{model="INT8"} 6"#, #"godwit_request_seconds_count{model="INT8"} 3"#,
        #"godwit_request_seconds_bucket{model="INT8",le="+Inf"} 3"#, #"godwit_running{model="INT8"} 0"#,
      ] { #expect(lines.contains(Substring(line))) }
    }
  }

  @Test("a body may be compressed, up to the bytes that a plain one may have")
  func compression() async throws {
    try await withServer { server in
      await server.load()
      // The JSON of `wanted`, made with Python's gzip and zlib.
      let wanted = #"{"inputs":[{"name":"x","datatype":"INT8","shape":[1,2],"data":[1,2]}]}"#
      for (encoding, body) in [("gzip", CompressedBodies.gzip), ("deflate", CompressedBodies.zlib)] {
        let response = await server.ask("/v2/models/INT8/infer", "POST", body, encoding: encoding)
        #expect(text(response) == (await server.answer("INT8", wanted)))
        let cut = await server.ask("/v2/models/INT8/infer", "POST", Array(body.dropLast(9)), encoding: encoding)
        #expect(cut.status == 400)
      }
      #expect(await server.ask("/v2/models/INT8/infer", "POST", [1], encoding: "br").status == 415)
      let bomb = await server.ask("/v2/models/INT8/infer", "POST", CompressedBodies.bomb, encoding: "gzip")
      #expect(bomb.status == 413)
    }
  }
}
