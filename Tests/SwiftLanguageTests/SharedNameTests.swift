// Names that two imported modules declare: a use may be of the one or of the other.

import Adaptation
import RuleEngine
import RuleModel
import Semantics
import SwiftLanguage
import Testing

@Suite("A name that two imported modules declare")
struct SharedNameTests {
  private static let catalogue = Result { try PackCatalogue() }

  /// What becomes of a file that moves from Hummingbird 1 to 2, and what is left for a person.
  private func adapted(_ code: String) throws -> (code: String, reviews: [String]) {
    var request = AdaptationRequest(paths: [])
    request.targets = [VersionTarget(library: "hummingbird", version: "2.28.1")]
    request.origins = [VersionTarget(library: "hummingbird", version: "1.10.0")]
    let bytes = ContiguousArray(code.utf8)
    let report = try AdaptationRun.adapt(
      bytes, named: "Sources/App/a.swift", request: request, catalogue: Self.catalogue.get(), language: SwiftLanguage())
    let file = try #require(report.files.first)
    #expect(file.problems.isEmpty)
    let reviews = file.findings.filter { $0.standing == .review }.flatMap(\.reasons)
    return (String(decoding: file.rewriting?.after ?? bytes, as: UTF8.self), reviews)
  }

  @Test(
    "is for a person, whether it stands alone, in a type, or types a value",
    arguments: [
      "let method = HTTPMethod.GET", "func f(_ a: HTTPMethod) {}", "let all: [HTTPMethod] = []",
      "let headers = HTTPHeaders()",
      "func f(_ headers: inout HTTPHeaders) { headers.replaceOrAdd(name: \"a\", value: \"b\") }",
      "func f() { var headers = HTTPHeaders(); headers.replaceOrAdd(name: \"a\", value: \"b\") }",
      "let status = HTTPResponseStatus.payloadTooLarge",
    ])
  func shared(code: String) throws {
    for imports in ["import Hummingbird\nimport NIOHTTP1\n", "import NIOHTTP1\nimport Hummingbird\n"] {
      let (after, reviews) = try adapted(imports + code + "\n")
      #expect(after == imports + code + "\n")
      #expect(!reviews.isEmpty)
      let isSaid = reviews.contains { $0.contains("another module that the file imports declares the name") }
      #expect(isSaid, "\(reviews)")
    }
  }

  @Test(
    "is certain where only the library has it, or the code says whose it is",
    arguments: [
      ("import Hummingbird\nlet a = HTTPMethod.GET\n", "import Hummingbird\nlet a = HTTPRequest.Method.get\n"),
      (
        "import Hummingbird\nimport NIOCore\nlet a = HTTPMethod.GET\n",
        "import Hummingbird\nimport NIOCore\nlet a = HTTPRequest.Method.get\n"
      ),
      (
        "import Hummingbird\nimport struct NIOHTTP1.HTTPHeaders\nlet a = HTTPMethod.GET\n",
        "import Hummingbird\nimport struct NIOHTTP1.HTTPHeaders\nlet a = HTTPRequest.Method.get\n"
      ),
      (
        "import Hummingbird\nimport NIOHTTP1\nlet a = Hummingbird.HTTPMethod.GET\n",
        "import Hummingbird\nimport NIOHTTP1\nlet a = Hummingbird.HTTPRequest.Method.get\n"
      ),
      (
        "import Hummingbird\nimport NIOHTTP1\nfunc f(_ a: HBRequest) {}\n",
        "import Hummingbird\nimport NIOHTTP1\nfunc f(_ a: Request, context: BasicRequestContext) {}\n"
      ),
    ])
  func certain(before: String, after: String) throws {
    #expect(try adapted(before).code == after)
  }

  @Test("a decoder of JSON is taken away by a person only: dates are read in another way then")
  func decoder() throws {
    let code = """
      import Hummingbird
      import HummingbirdFoundation
      func configure(_ app: HBApplication) {
          app.decoder = JSONDecoder()
          app.encoder = JSONEncoder()
      }

      """
    let (after, reviews) = try adapted(code)
    #expect(after.contains("app.decoder = JSONDecoder()\n    app.encoder = JSONEncoder()"))
    #expect(after.contains("configure(_ app: "))
    #expect(!reviews.isEmpty)
  }

  @Test("an assignment takes the place of a statement only")
  func assignment() throws {
    let head = "import Hummingbird\nfunc f(_ h: inout HTTPHeaders) {\n    "
    let (statement, _) = try adapted(head + "h.replaceOrAdd(name: \"a\", value: \"b\")\n}\n")
    #expect(statement.contains("    h[.init(\"a\")!] = \"b\"\n"))
    let (used, reviews) = try adapted(head + "_ = h.replaceOrAdd(name: \"a\", value: \"b\")\n}\n")
    #expect(used.contains("_ = h.replaceOrAdd(name: \"a\", value: \"b\")"))
    #expect(reviews.contains { $0.contains("gives no value") })
  }
}
