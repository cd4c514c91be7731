// The server as a program: what goes over the wire, and how it begins and ends.

import Foundation
import Testing

@Suite("godwit-serve")
struct ServeCommandTests {
  private static let model = "open/sk024/logreg.pkl"
  private static let infer = "/v2/models/logreg/infer"

  private static func body(_ server: RunningServer) throws -> String {
    let metadata = try server.get("/v2/models/logreg")
    let width = metadata.split(separator: "\"shape\":[-1,").dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) }
    let columns = try #require(width)
    let data = (0..<columns).map { "0.\($0 + 1)" }.joined(separator: ",")
    return #"{"inputs":[{"name":"input","datatype":"FP64","shape":[1,\#(columns)],"data":[\#(data)]}]}"#
  }

  @Test("a model in a pickle is converted, checked and served; requests share a connection, and may come all at once")
  func serving() throws {
    let server = try RunningServer([Self.model])
    #expect(server.said.contains("logreg.pkl is pickle and was converted for serving"))
    #expect(server.said.contains("model `logreg` is ready"))
    #expect(try server.get("/v2/health/ready") == #"200 {"ready":true,"live":true}"#)
    let request = RunningServer.post(Self.infer, try Self.body(server))
    let alone = try #require(try server.answer(to: request))
    #expect(alone.status == 200)
    #expect(alone.body.contains(#""name":"label""#))
    #expect(alone.fields.contains("content-type: application/json"))
    let connection = try server.connection()
    for _ in 0..<5 {
      connection.send(request)
      #expect(connection.answer()?.body == alone.body)
    }
    let many = try server.connection()
    many.send(String(repeating: "GET /v2/health/live HTTP/1.1\r\nHost: x\r\n\r\n", count: 20))
    many.send("GET /v2/health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    var answers = 0
    while let answer = many.answer() {
      // What is behind the first answer in the same bytes counts too.
      answers += 1 + answer.body.components(separatedBy: "HTTP/1.1 200").count - 1
    }
    #expect(answers >= 1)
  }

  @Test("a body may come in chunks, a byte at a time, and after 100 Continue")
  func arrivals() throws {
    let server = try RunningServer([Self.model])
    let body = try Self.body(server)
    let expected = try server.answer(to: RunningServer.post(Self.infer, body))?.body
    let chunks = body.utf8.map { "1\r\n\(Character(UnicodeScalar($0)))\r\n" }.joined() + "0\r\n\r\n"
    let chunked = "POST \(Self.infer) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n\(chunks)"
    #expect(try server.answer(to: chunked)?.body == expected)
    let slow = try server.connection()
    for byte in RunningServer.post(Self.infer, body).utf8 { slow.send([byte]) }
    #expect(slow.answer()?.body == expected)
    let asking = try server.connection()
    asking.send(
      "POST \(Self.infer) HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
    #expect(asking.answer()?.status == 100)
    asking.send(body)
    #expect(asking.answer()?.body == expected)
  }

  @Test("what is too large is refused before it is read, by its length or by what comes")
  func tooLarge() throws {
    let server = try RunningServer([Self.model], ["--max-body", "1000"])
    let sentence = #"{"error":"the body has more than 1000 bytes; --max-body says how many may be"}"#
    let announced = try #require(
      try server.answer(to: "POST \(Self.infer) HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000000\r\n\r\n"))
    #expect(announced.status == 413)
    #expect(announced.body == sentence)
    #expect(announced.fields.contains("connection: close"))
    let chunk = "1f4\r\n" + String(repeating: " ", count: 500) + "\r\n"
    let chunked = try #require(
      try server.answer(
        to: "POST \(Self.infer) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk + chunk + chunk))
    #expect(chunked.status == 413)
    #expect(chunked.body == sentence)
    #expect(try server.get("/v2/health/live") == #"200 {"live":true}"#)
  }

  @Test("all bodies together are bounded too")
  func budget() throws {
    let server = try RunningServer([Self.model], ["--max-bodies", "3000"])
    let waiting = try server.connection()
    waiting.send(
      "POST \(Self.infer) HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2900\r\n\r\n")
    #expect(waiting.answer()?.status == 100)
    let refused = try #require(
      try server.answer(to: RunningServer.post(Self.infer, String(repeating: " ", count: 500))))
    #expect(refused.status == 503)
    #expect(refused.body == #"{"error":"the bodies of other requests take 3000 bytes already; ask again later"}"#)
    #expect(refused.fields.contains("retry-after: 1"))
    waiting.send(String(repeating: " ", count: 2900))
    #expect(waiting.answer()?.status == 400)
    #expect(
      try server.answer(to: RunningServer.post(Self.infer, String(repeating: " ", count: 500)))?.status == 400)
  }

  @Test("a request that does not arrive in time loses its connection, and a broken one its own only")
  func slowRequests() throws {
    let server = try RunningServer([Self.model], ["--timeout", "1"])
    for beginning in [
      "", "GET /v2", "GET /v2 HTTP/1.1\r\nHost", "POST \(Self.infer) HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n",
      "POST \(Self.infer) HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n{",
      "POST \(Self.infer) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{",
    ] {
      let connection = try server.connection()
      connection.send(beginning)
      #expect(connection.answer() == nil, "\(beginning)")
    }
    for broken in [
      "\u{16}\u{3}\u{1}\u{2}\u{0}\r\n\r\n", "GET\r\n\r\n", "POST \(Self.infer) HTTP/1.1\r\nContent-Length: x\r\n\r\n",
    ] {
      let answer = try server.answer(to: broken)
      #expect(answer == nil || answer?.status == 400, "\(broken)")
    }
    #expect(try server.get("/v2/health/live") == #"200 {"live":true}"#)
  }

  @Test("what was begun is answered when the server is ended, and then it ends well")
  func gracefulEnd() throws {
    let server = try RunningServer([Self.model])
    let body = try Self.body(server)
    let connection = try server.connection()
    connection.send("GET /v2/health/live HTTP/1.1\r\nHost: x\r\n\r\n")
    #expect(connection.answer()?.status == 200)
    connection.send(
      "POST \(Self.infer) HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: \(body.utf8.count)\r\n\r\n")
    // By now the request has begun.
    #expect(connection.answer()?.status == 100)
    connection.send(String(body.prefix(10)))
    server.process.terminate()
    usleep(200_000)
    #expect(server.process.isRunning)
    connection.send(String(body.dropFirst(10)))
    #expect(connection.answer()?.status == 200)
    server.process.waitUntilExit()
    #expect(server.process.terminationReason == .exit)
    #expect(server.process.terminationStatus == 0)
  }

  @Test("a model whose golden rows come out different is not served, and the server is not ready")
  func goldenGate() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "godwit-gate-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "wrong.onnx")
    try WrongModel.bytes().write(to: path)
    let server = try RunningServer([path.path])
    let ready = try server.get("/v2/health/ready")
    #expect(ready.hasPrefix("503 "))
    #expect(ready.contains("golden rows that came with the model differently here"))
    #expect(try server.get("/v2/models/wrong/ready").hasPrefix("503 "))
    let answer = try server.answer(to: RunningServer.post("/v2/models/wrong/infer", "{}"))
    #expect(answer?.status == 503)
  }

  @Test(
    "what cannot be started is one sentence and exit code 2",
    arguments: [
      (["/nothing.onnx"], "nothing.onnx cannot be read: No such file or directory; name a model file."),
      (
        [RunningServer.corpus + "/" + model, "logreg=\(RunningServer.corpus)/\(model)"],
        "are both named `logreg`; name one of them with NAME=FILE."
      ),
      ([RunningServer.corpus + "/" + model, "--port", "0", "--host", "203.0.113.7"], "cannot listen on 203.0.113.7:0"),
      ([RunningServer.corpus + "/" + model, "--threads", "0"], "--threads takes a number from 1."),
      ([], "Missing expected argument"),
    ])
  func badStarts(arguments: [String], sentence: String) throws {
    let server = try RunningServer(arguments: arguments)
    server.process.waitUntilExit()
    #expect(server.process.terminationStatus == 2)
    #expect(server.said.contains(sentence), "\(server.said)")
  }
}
