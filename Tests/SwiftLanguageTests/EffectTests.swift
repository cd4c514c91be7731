// Where `try` and `await` come to stand, and how far up they go.

import Adaptation
import Foundation
import RuleEngine
import RuleModel
import Semantics
import SwiftLanguage
import Testing

@Suite("What comes to wait")
struct EffectTests {
  private static let catalogue = Result { try PackCatalogue() }

  /// A file of handlers around a body, moved from Hummingbird 1 to 2; the text of its body, and what is left to review.
  private func adapted(_ code: String) throws -> (code: String, reviews: [String]) {
    var request = AdaptationRequest(paths: [])
    request.targets = [VersionTarget(library: "hummingbird", version: "2.28.1")]
    request.origins = [VersionTarget(library: "hummingbird", version: "1.10.0")]
    let bytes = ContiguousArray(("import Hummingbird\n" + code).utf8)
    let report = try AdaptationRun.adapt(
      bytes, named: "Sources/App/a.swift", request: request, catalogue: Self.catalogue.get(), language: SwiftLanguage())
    let file = try #require(report.files.first)
    #expect(file.problems.isEmpty)
    let after = String(decoding: file.rewriting?.after ?? bytes, as: UTF8.self)
    let reviews = file.findings.filter { $0.standing == .review }.flatMap(\.reasons)
    return (String(after.dropFirst("import Hummingbird\n".count)), reviews)
  }

  @Test(
    "the words stand where the language takes them",
    arguments: [
      ("try r.decode(as: A.self)", "try await r.decode(as: A.self, context: context)"),
      ("let a = try r.decode(as: A.self)", "let a = try await r.decode(as: A.self, context: context)"),
      ("let a = try r.decode(as: A.self).b", "let a = try await r.decode(as: A.self, context: context).b"),
      ("let a = try? r.decode(as: A.self)", "let a = try? await r.decode(as: A.self, context: context)"),
      ("let a = try 1 + r.decode(as: Int.self)", "let a = try await 1 + r.decode(as: Int.self, context: context)"),
      ("try use(r.decode(as: A.self))", "try use(await r.decode(as: A.self, context: context))"),
      ("use(try r.decode(as: A.self))", "use(try await r.decode(as: A.self, context: context))"),
      ("x = try r.decode(as: A.self)", "x = try await r.decode(as: A.self, context: context)"),
      ("return try r.decode(as: A.self)", "return try await r.decode(as: A.self, context: context)"),
      (
        "if let a = try? r.decode(as: A.self) { use(a) }",
        "if let a = try? await r.decode(as: A.self, context: context) { use(a) }"
      ),
      ("for a in try r.decode(as: [A].self) {}", "for a in try await r.decode(as: [A].self, context: context) {}"),
      ("let s = try \"\\(r.decode(as: A.self))\"", "let s = try \"\\(await r.decode(as: A.self, context: context))\""),
      ("Task { try r.decode(as: A.self) }", "Task { try await r.decode(as: A.self, context: context) }"),
    ])
  func places(before: String, after: String) throws {
    let (code, reviews) = try adapted("func f(_ r: HBRequest) throws -> A {\n    \(before)\n}\n")
    let isInTask = before.hasPrefix("Task")
    #expect(
      code
        == "func f(_ r: Request, context: BasicRequestContext) \(isInTask ? "" : "async ")throws -> A {\n    \(after)\n}\n"
    )
    #expect(reviews == [])
  }

  @Test(
    "where nothing may wait, a person is asked",
    arguments: [
      ("items.map { _ in try r.decode(as: A.self) }", "the closure around it may not wait"),
      ("defer { use(try? r.decode(as: A.self)) }", "a `defer` cannot wait"),
      ("let b = try a ?? r.decode(as: A.self)", "what stands behind `??` cannot wait"),
      ("XCTAssertNotNil(try r.decode(as: A.self))", "an argument of `XCTAssertNotNil` cannot wait"),
    ])
  func refusals(body: String, reason: String) throws {
    let (code, reviews) = try adapted("func f(_ r: HBRequest) throws -> A {\n    \(body)\n}\n")
    #expect(!code.contains("await"))
    #expect(reviews.contains { $0.contains(reason) }, "\(reviews)")
  }

  @Test(
    "functions that cannot be other than they are keep the call as it is",
    arguments: [
      (
        "protocol P { func f(_ r: HBRequest) throws -> A }\nstruct S: P { func f(_ r: HBRequest) throws -> A { BODY } }",
        "`P` asks for"
      ),
      ("class S: Base { override func f(_ r: HBRequest) throws -> A { BODY } }", "overrides another function"),
      ("class S { @objc func f(_ r: HBRequest) throws -> A { BODY } }", "called from outside of Swift"),
      ("struct S: Unheard { func f(_ r: HBRequest) throws -> A { BODY } }", "`Unheard` asks for"),
      ("struct S { init(_ r: HBRequest) throws { BODY } }", "no function that could come to be"),
      (
        "class S { func f(_ r: HBRequest) throws -> A { BODY } }\nclass T: S { override func f(_ r: HBRequest) throws -> A { x } }",
        "may override"
      ),
    ])
  func fixed(code: String, reason: String) throws {
    let (after, reviews) = try adapted(code.replacingOccurrences(of: "BODY", with: "try r.decode(as: A.self)"))
    #expect(!after.contains("await"))
    #expect(reviews.contains { $0.contains(reason) }, "\(reviews)")
  }

  @Test(
    "a function that may be called on a value of unknown type stays as it is, unless the labels rule it out",
    arguments: [
      ("func g(_ s: Any) { find(s).f(1) }", true),
      ("func g() { things.map { $0.f(1) } }", true),
      ("func g() { find().f() }", false),
      ("func g() { find().f(1, again: true) }", false),
      ("func g() { find().f(number: 1) }", false),
      ("func g() { print(find().f) }", false),
      ("func g(_ t: T) { t.f(1) }\nstruct T { func f(_ n: Int) {} }", false),
      ("func g() { \"a\".f(1) }", false),
    ])
  func doubted(caller: String, isDoubted: Bool) throws {
    let (after, reviews) = try adapted(
      "struct S {\n    let r: HBRequest\n    func f(_ n: Int) throws -> A { try r.decode(as: A.self) }\n}\n\(caller)\n")
    let doubts = reviews.filter { $0.contains("`f` is called on a value whose type is not known") }
    #expect(doubts.isEmpty != isDoubted, "\(reviews)")
    if isDoubted { #expect(!after.contains("await")) }
  }

  @Test("callers in other files follow, up to one that cannot")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("effects-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let sources = folder.appendingPathComponent("Sources/App")
    try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
    let files = [
      "Reader.swift": """
      import Hummingbird
      struct Reader {
          func read(_ request: HBRequest) throws -> Row { try request.decode(as: Row.self) }
          func peek(_ request: HBRequest) throws -> Row { try request.decode(as: Row.self) }
      }
      struct Row: Decodable { var a: Int }
      """,
      "Middle.swift": """
      import Hummingbird
      struct Middle {
          let reader = Reader()
          func first(_ request: HBRequest) throws -> Int { try reader.read(request).a }
      }
      """,
      "Routes.swift": """
      import Hummingbird
      func add(to group: HBRouterGroup, middle: Middle) {
          group.get("a") { request in try middle.first(request) }
          group.get("b") { request in
              [1, 2].compactMap { _ in try? middle.reader.peek(request).a }
          }
      }
      """,
    ]
    for (name, text) in files { try Data(text.utf8).write(to: sources.appendingPathComponent(name)) }
    var request = AdaptationRequest(paths: [folder.path])
    request.targets = [VersionTarget(library: "hummingbird", version: "2.28.1")]
    request.origins = [VersionTarget(library: "hummingbird", version: "1.10.0")]
    let run = try AdaptationRun(request, catalogue: Self.catalogue.get(), language: SwiftLanguage())
    let report = try run.complete(run.execute()).report
    let after = report.files.reduce(into: [:]) { found, file in
      found[file.path.split(separator: "/").last.map(String.init) ?? ""] =
        String(decoding: file.rewriting?.after ?? [], as: UTF8.self)
    }
    let reader = after["Reader.swift"] ?? ""
    #expect(
      reader.contains(
        "context: BasicRequestContext) async throws -> Row { try await request.decode(as: Row.self, context: context) }"
      ))
    #expect(
      reader.contains(
        "func peek(_ request: Request, context: BasicRequestContext) throws -> Row { try request.decode(as: Row.self) }"
      ))
    let middle = after["Middle.swift"] ?? ""
    #expect(middle.contains("async throws -> Int { try await reader.read(request, context: context).a }"))
    let routes = after["Routes.swift"] ?? ""
    #expect(routes.contains("import Hummingbird"))
    #expect(routes.contains("{ request, context in try await middle.first(request, context: context) }"))
    let reviews = report.files.flatMap(\.findings).filter { $0.standing == .review }
    #expect(reviews.count == 1)
    #expect(
      reviews.first?.reasons.first?.contains("Sources/App/Routes.swift, line 5: the closure around it may not wait")
        == true)
  }
}
