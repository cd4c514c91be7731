// The report as SARIF 2.1.0 (OASIS), which code-review tools read.

import Adaptation
import Assessment
import RuleEngine
import SourceModel

/// Prints a report as a SARIF log with one run.
struct SARIFOutput {
  let console: Console
  let version: String

  func print(_ report: AdaptationReport) throws {
    console.print(try JSONOutput.encode(log(report), pretty: true))
  }

  /// Prints what stands in the way of each target, a rule a target and standing. Beside each rule stands how often it
  /// is met, and the command that counts it again.
  func print(_ assessment: ProjectAssessment, _ commands: AssessmentCommands) throws {
    let results = assessment.targets.flatMap { target in
      target.items.map { Result($0, target: target.target) }
        + target.open.map { Result($0.standing, $0.name, count: $0.count, target: target.target) }
    }
    let met = Set(results.map(\.ruleId))
    let rules = assessment.targets.flatMap { target in
      TargetAssessment.Standing.allCases.map { standing in
        RuleObject(
          id: "\(target.target)/\(standing.rawValue)", why: "What a move to another environment has to do",
          properties: .init(count: target.count(standing), again: commands.list(.target(target.target))))
      }
    }.filter { met.contains($0.id) }
    let notes = assessment.problems.map { Notification(message: Message(text: $0)) }
    let log = Log(
      runs: [
        Run(
          tool: Tool(driver: Driver(version: version, rules: rules.sorted { $0.id < $1.id })),
          invocations: [
            Invocation(
              commandLine: commands.whole(targets: assessment.targets.map(\.target)), executionSuccessful: true,
              toolExecutionNotifications: notes)
          ], results: results)
      ])
    console.print(try JSONOutput.encode(log, pretty: true))
  }

  private func log(_ report: AdaptationReport) -> Log {
    let rules = Set(report.findings.map { RuleObject(id: $0.rule, why: $0.why) }).sorted { $0.id < $1.id }
    let results = report.files.flatMap { file in file.findings.map { Result($0, path: file.path) } }
    let notes = (report.problems + report.files.flatMap(\.problems)).map { Notification(message: Message(text: $0)) }
    let driver = Driver(version: version, rules: rules)
    return Log(
      runs: [
        Run(
          tool: Tool(driver: driver),
          invocations: [
            Invocation(executionSuccessful: !report.isNothingRead, toolExecutionNotifications: notes)
          ],
          results: results)
      ])
  }
}

private struct Log: Encodable {
  enum CodingKeys: String, CodingKey { case schema = "$schema", version, runs }
  var schema = "https://json.schemastore.org/sarif-2.1.0.json"
  var version = "2.1.0"
  var runs: [Run]
}

private struct Run: Encodable {
  var tool: Tool
  var columnKind = "utf16CodeUnits"
  var invocations: [Invocation]
  var results: [Result]
}

private struct Tool: Encodable { var driver: Driver }

private struct Driver: Encodable {
  var name = "godwit"
  var version: String
  var rules: [RuleObject]
}

private struct RuleObject: Encodable, Hashable {
  struct Properties: Encodable { var count: Int; var again: String }
  var id: String
  var shortDescription: Message
  var properties: Properties?

  init(id: String, why: String, properties: Properties? = nil) {
    self.id = id
    self.properties = properties
    shortDescription = Message(text: why.isEmpty ? id : why)
  }

  static func == (left: RuleObject, right: RuleObject) -> Bool { left.id == right.id }
  func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

private struct Message: Encodable { var text: String }

private struct Invocation: Encodable {
  var commandLine: String?
  var executionSuccessful: Bool
  var toolExecutionNotifications: [Notification]
}

private struct Notification: Encodable { var level = "warning"; var message: Message }

private struct Result: Encodable {
  var ruleId: String
  var level: String
  var message: Message
  var locations: [Location]
  /// How often it was met, where that is said without places.
  var occurrenceCount: Int?

  init(_ finding: ReportedFinding, path: String) {
    ruleId = finding.rule
    level =
      switch finding.standing {
      case .rewritten, .broken: "error"
      case .review, .unknown: "warning"
      case .advised, .fine: "note"
      }
    let reasons = finding.reasons.isEmpty ? "" : " (\(finding.reasons.joined(separator: "; ")))"
    message = Message(text: (finding.why.isEmpty ? finding.name : finding.why) + reasons)
    locations = [Location(finding, path: path)]
  }

  init(_ item: TargetAssessment.Item, target: String) {
    ruleId = "\(target)/\(item.standing.rawValue)"
    level = Self.level(item.standing)
    message = Message(text: item.what)
    locations = [Location(place: item.place)]
  }

  /// A name that the ledger counts.
  init(_ standing: TargetAssessment.Standing, _ name: String, count: Int, target: String) {
    ruleId = "\(target)/\(standing.rawValue)"
    level = Self.level(standing)
    message = Message(text: "\(name): \(count == 1 ? "1 use" : "\(count) uses")")
    locations = []
    occurrenceCount = count
  }

  private static func level(_ standing: TargetAssessment.Standing) -> String {
    switch standing {
    case .automatic: "note"
    case .review, .unknown: "warning"
    case .blocked: "error"
    }
  }
}

private struct Location: Encodable {
  struct Physical: Encodable {
    var artifactLocation: Artifact
    var region: Region?
  }
  struct Artifact: Encodable { var uri: String }
  /// SARIF counts columns in UTF-16 units here; `byteOffset` is exact whatever the text.
  struct Region: Encodable {
    var startLine: Int
    var startColumn: Int?
    var byteOffset: Int?
    var byteLength: Int?
  }
  var physicalLocation: Physical

  init(_ finding: ReportedFinding, path: String) {
    let before = Array(finding.line.utf8.prefix(finding.start.column - 1))
    let column = String(decoding: before, as: UTF8.self).utf16.count + 1
    physicalLocation = Physical(
      artifactLocation: Artifact(uri: Self.escaped(path)),
      region: Region(
        startLine: finding.start.line, startColumn: column, byteOffset: Int(finding.range.start),
        byteLength: finding.range.count))
  }

  /// `path:line`, or a path alone.
  init(place: String) {
    let colon = place.lastIndex(of: ":")
    let line = colon.flatMap { Int(place[place.index(after: $0)...]) }
    let path = line == nil ? place : colon.map { String(place[..<$0]) } ?? place
    physicalLocation = Physical(
      artifactLocation: Artifact(uri: Self.escaped(path)), region: line.map { Region(startLine: $0) })
  }

  /// Percent-encodes what may not stand in a URI's path (RFC 3986, 3.3).
  private static func escaped(_ path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return path.utf8.map { byte in
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x2F, 0x5F, 0x7E:
        String(decoding: [byte], as: UTF8.self)
      default: "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }.joined()
  }
}
