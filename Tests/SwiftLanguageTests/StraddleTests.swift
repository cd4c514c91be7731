// Code that is to run with two releases: the old way stays beside the new one, under a guard that the language knows.

import Adaptation
import Foundation
import RuleEngine
import RuleModel
import Semantics
import SwiftLanguage
import Testing

@Suite("Swift code that runs with both releases")
struct StraddleTests {
  private static let catalogue = Result { try PackCatalogue() }

  /// What becomes of a package of one file.
  private static func adapted(
    _ code: String, _ library: String, from: String? = nil, to: String, manifest: String = "", xcode: String? = nil
  ) throws -> (code: String, reviews: [String], upgrade: Upgrade?) {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("straddle-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let sources = folder.appendingPathComponent("Sources/App")
    try FileManager.default.createDirectory(at: sources, withIntermediateDirectories: true)
    try Data(code.utf8).write(to: sources.appendingPathComponent("a.swift"))
    try Data(("// swift-tools-version:5.9\n" + manifest).utf8)
      .write(to: folder.appendingPathComponent("Package.swift"))
    if let xcode {
      let project = folder.appendingPathComponent("App.xcodeproj")
      try FileManager.default.createDirectory(at: project, withIntermediateDirectories: true)
      try Data(xcode.utf8).write(to: project.appendingPathComponent("project.pbxproj"))
    }
    var request = AdaptationRequest(paths: [folder.path])
    request.targets = [VersionTarget(library: library, version: to)]
    if let from { request.origins = [VersionTarget(library: library, version: from)] }
    request.isStraddling = true
    let run = try AdaptationRun(request, catalogue: catalogue.get(), language: SwiftLanguage())
    let report = try run.complete(run.execute()).report
    let file = report.files.first { $0.path.hasSuffix("a.swift") }
    #expect(file?.problems ?? [] == [])
    return (
      file?.rewriting.map { String(decoding: $0.after, as: UTF8.self) } ?? code,
      file?.findings.filter { $0.standing == .review }.flatMap(\.reasons) ?? [], report.upgrades.first
    )
  }

  // MARK: While compiling

  @Test("a statement or a member that changes stands under `#if canImport`, with the old one behind `#else`")
  func compilation() throws {
    let before = """
      import SwiftSyntax
      struct Reader {
          func names(_ node: FunctionDeclSyntax) -> String {
              let name = node.identifier.text  // told
              return name
          }
          func body(_ node: FunctionDeclSyntax) -> MemberDeclBlockSyntax? { nil }
      }

      """
    let after = """
      import SwiftSyntax
      struct Reader {
          func names(_ node: FunctionDeclSyntax) -> String {
              #if canImport(SwiftSyntax603)
              let name = node.name.text  // told
              #else
              let name = node.identifier.text
              #endif  // told
              return name
          }
          #if canImport(SwiftSyntax603)
          func body(_ node: FunctionDeclSyntax) -> MemberBlockSyntax? { nil }
          #else
          func body(_ node: FunctionDeclSyntax) -> MemberDeclBlockSyntax? { nil }
          #endif
      }

      """
    let (code, reviews, _) = try Self.adapted(before, "swift-syntax", from: "508", to: "603")
    #expect(code == after.replacingOccurrences(of: "node.name.text  // told", with: "node.name.text"))
    #expect(reviews == [])
  }

  @Test("what has no lines of its own, or too many, is for a person")
  func compilationDoubts() throws {
    let line = "import SwiftSyntax\nfunc f(_ a: FunctionDeclSyntax) { print(a); print(a.identifier) }\n"
    let (code, reviews, _) = try Self.adapted(line, "swift-syntax", from: "508", to: "603")
    #expect(code == line)
    #expect(reviews.contains { $0.contains("no lines of its own") }, "\(reviews)")
  }

  // MARK: While running

  private static let manifest = "let package = Package(name: \"App\", platforms: [.macOS(.v12), .iOS(.v15)])\n"

  private static let before = """
    import CoreML
    import Foundation
    final class Asker {
        var last: (any MLFeatureProvider)?
        func ask(_ model: MLModel, _ input: any MLFeatureProvider) throws -> any MLFeatureProvider {
            let answer = try model.prediction(from: input)
            last = try model.prediction(
                from: input)
            if answer.featureNames.isEmpty {
                return try model.prediction(from: answer)
            }
            return answer
        }
    }

    """

  private static let after = """
    import CoreML
    import Foundation
    final class Asker {
        var last: (any MLFeatureProvider)?
        func ask(_ model: MLModel, _ input: any MLFeatureProvider) async throws -> any MLFeatureProvider {
            let answer = if #available(iOS 17, macOS 14, *) {
                try await model.prediction(from: input)
            } else {
                try model.prediction(from: input)
            }
            if #available(iOS 17, macOS 14, *) {
                last = try await model.prediction(
                    from: input)
            } else {
                last = try model.prediction(
                    from: input)
            }
            if answer.featureNames.isEmpty {
                if #available(iOS 17, macOS 14, *) {
                    return try await model.prediction(from: answer)
                } else {
                    return try model.prediction(from: answer)
                }
            }
            return answer
        }
    }

    """

  @Test("a statement that needs newer platforms stands under `if #available`; the value of a name is that of an `if`")
  func availability() throws {
    let (code, reviews, upgrade) = try Self.adapted(Self.before, "coreml", to: "14", manifest: Self.manifest)
    #expect(code == Self.after)
    #expect(reviews == [])
    // Core ML comes with the system: its release is what the platforms say.
    #expect(upgrade?.from == "12")
    #expect(upgrade?.evidence.contains("says") == true)
  }

  @Test("both ways type-check, each against the declarations of its release")
  func typeChecks() throws {
    let stub = try String(
      contentsOf: SwiftFiles.root.appendingPathComponent("Corpus/swift/coreml-classifier/stubs/CoreML.swift"),
      encoding: .utf8)
    for isNew in [true, false] {
      let code = Self.branch(of: Self.after, isNew: isNew)
      #expect(code.contains("#available") == false)
      let declarations = isNew ? stub : Self.older(stub)
      let problems = try TypeChecker.problems(in: code, declaring: ["CoreML": declarations])
      #expect(problems == [])
    }
  }

  /// The code with one way through its guards; the other is never reached.
  private static func branch(of code: String, isNew: Bool) -> String {
    var result: [String] = []
    var indent: String?
    var isSecond = false
    for line in code.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      let margin = String(line.prefix { $0 == " " })
      if line.contains("if #available"), indent == nil {
        indent = margin
        isSecond = false
        result.append(line.replacingOccurrences(of: "#available(iOS 17, macOS 14, *)", with: "isAtHand"))
        if !isNew { result.append(margin + "    fatalError()") }
      } else if line == (indent ?? "-") + "} else {" {
        isSecond = true
        result.append(line)
        if isNew { result.append(margin + "    fatalError()") }
      } else if line == (indent ?? "-") + "}" {
        indent = nil
        result.append(line)
      } else if indent == nil || isSecond != isNew {
        result.append(line)
      }
    }
    return result.joined(separator: "\n") + "\nlet isAtHand = true\n"
  }

  /// Declarations without the predictions that wait.
  private static func older(_ stub: String) -> String {
    stub.replacingOccurrences(
      of: "options: MLPredictionOptions = MLPredictionOptions()\n    ) async throws -> any MLFeatureProvider { input }",
      with: "waiting: MLPredictionOptions\n    ) async throws -> any MLFeatureProvider { input }")
  }

  @Test(
    "where every platform that the project names has it, no guard is written",
    arguments: [
      ("let package = Package(name: \"App\", platforms: [.macOS(.v14), .iOS(\"17.0\")])\n", nil),
      ("", "MACOSX_DEPLOYMENT_TARGET = 14.2;\n"),
    ] as [(String, String?)])
  func newerPlatforms(manifest: String, xcode: String?) throws {
    let code =
      "import CoreML\nfunc f(_ m: MLModel, _ i: MLFeatureProvider) throws {\n    _ = try m.prediction(from: i)\n}\n"
    let (after, _, _) = try Self.adapted(code, "coreml", from: "12", to: "14", manifest: manifest, xcode: xcode)
    #expect(
      after
        == code.replacingOccurrences(of: ") throws", with: ") async throws").replacingOccurrences(
          of: "try m", with: "try await m"))
  }

  @Test("an older target among several keeps the guard")
  func olderTarget() throws {
    let code =
      "import CoreML\nfunc f(_ m: MLModel, _ i: MLFeatureProvider) throws {\n    _ = try m.prediction(from: i)\n}\n"
    let xcode = "MACOSX_DEPLOYMENT_TARGET = 14.2;\nMACOSX_DEPLOYMENT_TARGET = 13.0;\n"
    let (after, _, _) = try Self.adapted(code, "coreml", from: "12", to: "14", xcode: xcode)
    #expect(
      after.contains("    if #available(macOS 14, *) {\n        _ = try await m.prediction(from: i)\n    } else {"))
  }

  @Test(
    "names that a guarded statement declares for what follows are for a person",
    arguments: [
      "guard let a = try? m.prediction(from: i) else { return }\n    print(a)",
      "let a = try m.prediction(from: i), b = 1\n    print(a, b)",
    ])
  func availabilityDoubts(body: String) throws {
    let code = "import CoreML\nfunc f(_ m: MLModel, _ i: MLFeatureProvider) throws {\n    \(body)\n}\n"
    let (after, reviews, _) = try Self.adapted(code, "coreml", from: "12", to: "14", manifest: Self.manifest)
    #expect(after == code)
    #expect(reviews.contains { $0.contains("a version guard is needed") }, "\(reviews)")
  }
}
