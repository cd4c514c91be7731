// Every number of an assessment comes out of the command that stands beside it.

import Adaptation
import Assessment
import Foundation
import PythonLanguage
import RuleModel
import Testing

@testable import CommandLine

@Suite("Lists behind the numbers of an assessment")
struct AssessmentListTests {
  private static let corpus = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Corpus")

  private static func assessment(_ path: String, to targets: [String]) throws -> ProjectAssessment {
    var request = AssessmentRequest(paths: [path])
    request.targets = targets
    return try ProjectAssessment(request, root: path, catalogue: try PackCatalogue(), language: PythonLanguage())
  }

  @Test(
    "each command that a row prints gives the numbers of that row",
    arguments: ["migration/churn-flask/before", "migration/fraud-booster/before"])
  func rows(project: String) throws {
    let path = Self.corpus.appendingPathComponent(project).path
    let targets = ["onnxruntime", "numpy==2.0"]
    let assessment = try Self.assessment(path, to: targets)
    let report = AssessmentReport(assessment, AssessmentCommands(path: path))
    var count = 0
    for section in report.sections {
      guard let again = section.columns.firstIndex(of: "Again by") else { continue }
      for row in section.rows where row[again].contains(" --list ") {
        count += 1
        let list = try list(row[again])
        // A command for one target is run for that one alone.
        let own =
          row[again].contains("--to")
          ? try Self.assessment(path, to: [String(list.dropFirst("target:".count))]) : assessment
        let key = try #require(AssessmentList.Key(list))
        let found = try #require(AssessmentList(own, key), "\(row[again])")
        // The first column names the row, and what says a version or where something is met first is a place.
        let counted = section.columns.indices.dropFirst().filter {
          $0 < again && section.title != "Versions"
            && !["First", "Written by", "Format", "To ONNX"].contains(section.columns[$0])
        }
        for number in counted.flatMap({ numbers(row[$0]) }) {
          #expect(numbers(found.total).contains(number), "\(section.title) \(row): \(found.total)")
        }
        if !["target:", "version:", "model:"].contains(where: list.hasPrefix), let files = numbers(found.total).first {
          #expect(Int(files) == found.lines.count, "\(found.text)")
        }
      }
    }
    #expect(count > 8)
  }

  @Test("the counts of a target are those of its list")
  func counts() throws {
    let path = Self.corpus.appendingPathComponent("migration/churn-flask/before").path
    let assessment = try Self.assessment(path, to: ["onnxruntime"])
    let list = try #require(AssessmentList(assessment, .target("onnxruntime")))
    for standing in TargetAssessment.Standing.allCases {
      let listed = list.lines.filter { $0.hasPrefix(standing.rawValue + "  ") }.count
      #expect(assessment.targets[0].count(standing) == listed)
    }
  }

  @Test("a row that there is not is no list, and names with blanks are quoted for a shell")
  func strange() throws {
    let path = Self.corpus.appendingPathComponent("migration/churn-flask/before").path
    let assessment = try Self.assessment(path, to: [])
    for text in ["", "library", "library:Nothing", "sign:device", "what:ever"] {
      #expect(AssessmentList.Key(text).flatMap { AssessmentList(assessment, $0) }?.text == nil, "\(text)")
    }
    #expect(
      AssessmentCommands(path: "a b").list(.sign(kind: "data format", meaning: "it's"))
        == "godwit assess 'a b' --list 'sign:data format:it'\\''s'")
  }

  /// What follows `--list` in a command, out of its quotes.
  private func list(_ command: String) throws -> String {
    let found = try #require(command.firstRange(of: " --list "))
    let word = String(command[found.upperBound...])
    guard word.hasPrefix("'") else { return word }
    return String(word.dropFirst().dropLast()).replacingOccurrences(of: "'\\''", with: "'")
  }

  private func numbers(_ text: String) -> [String] {
    text.split { !$0.isNumber }.map(String.init)
  }
}
