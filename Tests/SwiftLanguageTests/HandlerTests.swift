// Completion handlers that become `await`: what comes out, that it type-checks, and where nobody can be certain.

import Adaptation
import Foundation
import RuleEngine
import RuleModel
import Semantics
import SwiftLanguage
import Testing

@Suite("Completion handlers that come to stand behind `await`")
struct HandlerTests {
  private static let catalogue = Result { try PackCatalogue() }

  /// What becomes of code that moves to Core ML of macOS 14, and what is left for a person.
  private static func adapted(_ code: String) throws -> (code: String, reviews: [String]) {
    var request = AdaptationRequest(paths: [])
    request.targets = [VersionTarget(library: "coreml", version: "14")]
    request.origins = [VersionTarget(library: "coreml", version: "11")]
    let bytes = ContiguousArray((head + code).utf8)
    let report = try AdaptationRun.adapt(
      bytes, named: "Sources/App/a.swift", request: request, catalogue: catalogue.get(), language: SwiftLanguage())
    let file = try #require(report.files.first)
    #expect(file.problems.isEmpty)
    let after = String(decoding: file.rewriting?.after ?? bytes, as: UTF8.self)
    return (String(after.dropFirst(head.count)), file.findings.filter { $0.standing == .review }.flatMap(\.reasons))
  }

  private static let head = "import CoreML\nimport Foundation\n"

  /// Functions of which each stands in a type of its own, before and after.
  private static let cases: [(before: String, after: String)] = [
    // A `Result`, looked at by a switch.
    (
      """
      func load(_ url: URL) {
          MLModel.load(contentsOf: url) { result in
              switch result {
              case .success(let model):
                  // What is read is kept.
                  keep(model)  // at once
              case .failure(let error):
                  say(error)
              }
          }
      }
      """,
      """
      func load(_ url: URL) async {
          do {
              let model = try await MLModel.load(contentsOf: url)
              // What is read is kept.
              keep(model)  // at once
          } catch {
              say(error)
          }
      }
      """
    ),
    // The label written, the cases turned round, one that does nothing, and a type written at the parameter.
    (
      """
      func load(_ url: URL, _ options: MLModelConfiguration) {
          MLModel.load(
              contentsOf: url,
              configuration: options,
              completionHandler: { (outcome: Result<MLModel, any Error>) in
                  switch outcome {
                  case .failure: break
                  case let .success(loaded): keep(loaded)
                  }
              })
      }
      """,
      """
      func load(_ url: URL, _ options: MLModelConfiguration) async {
          do {
              let loaded = try await MLModel.load(
                  contentsOf: url,
                  configuration: options)
              keep(loaded)
          } catch {}
      }
      """
    ),
    // `if case`, `guard case`, `get()`.
    (
      """
      func load(_ url: URL) {
          MLModel.load(contentsOf: url) { result in
              if case .success(let model) = result {
                  keep(model)
              }
          }
      }
      """,
      """
      func load(_ url: URL) async {
          if let model = try? await MLModel.load(contentsOf: url) {
              keep(model)
          }
      }
      """
    ),
    (
      """
      func load(_ url: URL) {
        MLModel.load(contentsOf: url) { result in
          guard case .success(let model) = result else {
            say("no model")
            return
          }
          keep(model)
          keep(model)
        }
      }
      """,
      """
      func load(_ url: URL) async {
        do {
          let model = try await MLModel.load(contentsOf: url)
          keep(model)
          keep(model)
        } catch {
          say("no model")
          return
        }
      }
      """
    ),
    (
      """
      func compile(_ url: URL) {
          MLModel.compileModel(at: url) { result in
              do {
                  let compiled = try result.get()
                  say(compiled)
              } catch {
                  say(error)
              }
          }
      }
      """,
      """
      func compile(_ url: URL) async {
          do {
              let compiled = try await MLModel.compileModel(at: url)
              say(compiled)
          } catch {
              say(error)
          }
      }
      """
    ),
    // A value and an error, of which one is there.
    (
      """
      func read(_ asset: MLModelAsset) {
          MLModel.load(asset, configuration: .init()) { model, error in
              if let error {
                  say(error)
                  return
              }
              guard let model = model else { return }
              keep(model)
          }
      }
      """,
      """
      func read(_ asset: MLModelAsset) async {
          do {
              let model = try await MLModel.load(asset: asset, configuration: .init())
              keep(model)
          } catch {
              say(error)
              return
          }
      }
      """
    ),
    (
      """
      func read(_ asset: MLModelAsset) {
          MLModel.load(asset, configuration: .init()) { model, problem in
              if let found = model {
                  keep(found)
              } else if let problem = problem {
                  say(problem)
              }
          }
      }
      """,
      """
      func read(_ asset: MLModelAsset) async {
          do {
              let found = try await MLModel.load(asset: asset, configuration: .init())
              keep(found)
          } catch let problem {
              say(problem)
          }
      }
      """
    ),
    (
      """
      func read(_ asset: MLModelAsset) {
          MLModel.load(asset, configuration: .init()) { model, _ in
              guard let model else { return }
              keep(model)
          }
      }
      """,
      """
      func read(_ asset: MLModelAsset) async {
          do {
              let model = try await MLModel.load(asset: asset, configuration: .init())
              keep(model)
          } catch {
              return
          }
      }
      """
    ),
    // `self`, which is held until all is done.
    (
      """
      func read(_ asset: MLModelAsset) {
          MLModel.load(asset, configuration: .init()) { [weak self] model, error in
              guard let self else { return }
              guard let model, error == nil else {
                  self.say("nothing")
                  return
              }
              self.keep(model)
          }
      }
      """,
      """
      func read(_ asset: MLModelAsset) async {
          do {
              let model = try await MLModel.load(asset: asset, configuration: .init())
              self.keep(model)
          } catch {
              self.say("nothing")
              return
          }
      }
      """
    ),
    (
      """
      func load(_ url: URL) {
          MLModel.load(contentsOf: url) { [weak self] result in
              switch result {
              case .success(let model):
                  self?.model = model
                  self?.keep(model)
              case .failure(let error):
                  self?.say(error)
              }
          }
      }
      """,
      """
      func load(_ url: URL) async {
          do {
              let model = try await MLModel.load(contentsOf: url)
              self.model = model
              self.keep(model)
          } catch {
              self.say(error)
          }
      }
      """
    ),
    // What stands in the handler waits, too, where its rule says so; and callers follow.
    (
      """
      func start(_ url: URL) {
          load(url)
      }
      private func load(_ url: URL) {
          if ready {
              MLModel.load(contentsOf: url) { result in
                  guard case .success(let model) = result else { return }
                  do {
                      self.say(try model.prediction(from: self.input))
                  } catch {
                      self.say(error)
                  }
              }
          } else {
              say("not yet")
          }
      }
      """,
      """
      func start(_ url: URL) async {
          await load(url)
      }
      private func load(_ url: URL) async {
          if ready {
              do {
                  let model = try await MLModel.load(contentsOf: url)
                  do {
                      self.say(try await model.prediction(from: self.input))
                  } catch {
                      self.say(error)
                  }
              } catch {
                  return
              }
          } else {
              say("not yet")
          }
      }
      """
    ),
    // A handler inside of another one.
    (
      """
      func compile(_ url: URL) {
          MLModel.compileModel(at: url) { result in
              guard case .success(let compiled) = result else { return }
              MLModel.load(contentsOf: compiled) { loaded in
                  if case .success(let model) = loaded { self.keep(model) }
              }
          }
      }
      """,
      """
      func compile(_ url: URL) async {
          do {
              let compiled = try await MLModel.compileModel(at: url)
              if let model = try? await MLModel.load(contentsOf: compiled) {
                  self.keep(model)
              }
          } catch {
              return
          }
      }
      """
    ),
    // In a task, which waits for itself.
    (
      """
      func begin(_ url: URL) {
          Task {
              MLModel.load(contentsOf: url) { result in
                  if case .failure(let error) = result { self.say(error) }
              }
          }
      }
      """,
      """
      func begin(_ url: URL) {
          Task {
              do {
                  _ = try await MLModel.load(contentsOf: url)
              } catch {
                  self.say(error)
              }
          }
      }
      """
    ),
  ]

  private static func type(_ number: Int, _ functions: String) -> String {
    "final class Holder\(number): Base {\n\(functions)\n}\n"
  }

  private static let base = """
    class Base: @unchecked Sendable {
        var model: MLModel?
        var ready: Bool { true }
        var input: any MLFeatureProvider { fatalError() }
        func keep(_ model: MLModel) {}
        func say(_ any: Any) {}
    }

    """

  @Test("each way that handlers are written comes out as it says", arguments: cases.indices)
  func written(number: Int) throws {
    let (code, reviews) = try Self.adapted(Self.base + Self.type(number, Self.cases[number].before))
    #expect(code == Self.base + Self.type(number, Self.cases[number].after))
    #expect(reviews == [])
  }

  @Test("what comes out type-checks against declarations of Core ML")
  func typeChecks() throws {
    let code = Self.cases.enumerated().map { Self.type($0.offset, $0.element.after) }.joined()
    // Handlers may name a member without `self` in a function, and must not in a closure: before, all say it.
    let problems = try TypeChecker.problems(
      in: Self.head + Self.base + code, against: ["CoreML": "Corpus/swift/coreml-classifier/stubs/CoreML.swift"])
    #expect(problems == [])
    // The same without the word is wrong, and is found to be.
    let wrong = code.replacingOccurrences(of: "try await MLModel.load", with: "try MLModel.load")
    let found = try TypeChecker.problems(
      in: Self.head + Self.base + wrong, against: ["CoreML": "Corpus/swift/coreml-classifier/stubs/CoreML.swift"])
    #expect(!found.isEmpty)
  }

  @Test(
    "where it is not certain, a person is asked and told why",
    arguments: [
      ("CALL { r in BODY }\n    after()", "what stands behind it came before"),
      ("for _ in 0..<2 { CALL { r in BODY } }", "stands in a loop"),
      ("CALL { r in other(r) }", "does not tell a value from a failure"),
      ("CALL { r in BODY; other(r) }", "does not tell a value from a failure"),
      ("CALL(completion)", "no closure"),
      ("CALL { [weak delegate] r in BODY }", "captures `[weakdelegate]`"),
      ("CALL { [weak self] r in if let self { BODY } }", "does not tell a value"),
      ("CALL { @MainActor r in BODY }", "@MainActor"),
      ("CALL { if case .success(let m) = $0 { keep(m) } }", "has no name"),
      ("let nothing: () = CALL { r in BODY }", "no statement of its own"),
      ("DispatchQueue.main.async { CALL { r in BODY } }", "the closure around it may not wait"),
      ("CALL { r in\n    // Kept by nobody.\n    BODY }", "a comment inside it would be lost"),
      ("CALL { r in switch r { case .success(let url): keep(url); case .failure: break } }", "names another `url`"),
      (
        "CALL { r in switch r { case .success(let m): if m == m { break }; keep(m); case .failure: break } }",
        "`break` inside of it"
      ),
    ])
  func doubts(body: String, reason: String) throws {
    let call =
      body.contains("CALL(") ? "MLModel.load(contentsOf: url, completionHandler: " : "MLModel.load(contentsOf: url)"
    let text =
      body.replacingOccurrences(of: "CALL(", with: call).replacingOccurrences(of: "CALL", with: call)
      .replacingOccurrences(of: "BODY", with: "if case .success(let m) = r { keep(m) }")
    let code = Self.base + "final class Holder: Base {\n    func load(_ url: URL) {\n    \(text)\n    }\n}\n"
    let (after, reviews) = try Self.adapted(code)
    #expect(after == code)
    #expect(reviews.contains { $0.contains(reason) }, "\(reviews)")
  }

  @Test(
    "callers that cannot follow are listed",
    arguments: [
      ("func start() { load(u); after() }", "what stands behind it came before"),
      ("init(_ u: URL) { super.init(); load(u) }", "no function that could come to be"),
      ("func start() { items.forEach { load($0) } }", "the closure around it may not wait"),
      ("func start() -> Int { load(u); return 1 }", "what stands behind it came before"),
    ])
  func callers(caller: String, reason: String) throws {
    let code =
      Self.base + "final class Holder: Base {\n    \(caller)\n    func load(_ url: URL) {\n"
      + "        MLModel.load(contentsOf: url) { r in\n            if case .success(let m) = r { self.keep(m) }\n        }\n    }\n}\n"
    let (after, reviews) = try Self.adapted(code)
    #expect(after == code)
    #expect(reviews.contains { $0.contains(reason) }, "\(reviews)")
  }

  @Test("a rule that says what its handler is not is refused")
  func loading() throws {
    let texts = [
      ("handler: {done: result}", "done"), ("handler: {handler: results}", "known by this word"),
      ("handler: {handler: value}", "told of no failure"),
    ]
    for (line, reason) in texts {
      let pack = """
        release: "12"
        changes:
        - id: a
          was: "CoreML.f(_ a, done: handler)"
          now: "try await CoreML.g(a)"
          \(line)
        """
      let file = RuleFile(path: "coreml/swift/12.yaml", text: pack)
      let catalogue = try PackCatalogue(shipped: [], own: [file])
      let library = try #require(catalogue.libraries.first)
      let errors = catalogue.check(library: library.name, language: SwiftLanguage())
      #expect(errors.contains { "\($0)".contains(reason) }, "\(errors)")
    }
  }
}
