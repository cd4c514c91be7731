// What stands behind one number of an assessment: every place that was counted, and the count.

import Assessment
import Migration
import ModelCore

/// The places behind a number, one a line, and a last line with the numbers.
struct AssessmentList {
  /// What is listed: `language:Python`, `library:NumPy`, `data:CSV`, `sign:device:CUDA`, `version:NumPy`, `target:numpy==2.0`,
  /// `model:models/churn.joblib`.
  enum Key: Hashable {
    case language(String), library(String), data(String), version(String), target(String), model(String)
    case sign(kind: String, meaning: String)

    var text: String {
      switch self {
      case .language(let name): "language:\(name)"
      case .library(let name): "library:\(name)"
      case .data(let name): "data:\(name)"
      case .version(let name): "version:\(name)"
      case .target(let name): "target:\(name)"
      case .model(let name): "model:\(name)"
      case .sign(let kind, let meaning): "sign:\(kind):\(meaning)"
      }
    }

    init?(_ text: String) {
      guard let colon = text.firstIndex(of: ":") else { return nil }
      let rest = String(text[text.index(after: colon)...])
      switch text[..<colon] {
      case "language": self = .language(rest)
      case "library": self = .library(rest)
      case "data": self = .data(rest)
      case "version": self = .version(rest)
      case "target": self = .target(rest)
      case "model": self = .model(rest)
      case "sign":
        guard let second = rest.firstIndex(of: ":") else { return nil }
        self = .sign(kind: String(rest[..<second]), meaning: String(rest[rest.index(after: second)...]))
      default: return nil
      }
    }
  }

  /// The places, and below them their number.
  private(set) var lines: [String] = []
  private(set) var total: String

  var text: String { (lines + [total]).joined(separator: "\n") }

  /// Nil where the assessment has nothing of that name.
  init?(_ assessment: ProjectAssessment, _ key: Key) {
    switch key {
    case .language(let name):
      guard let share = assessment.languages.first(where: { $0.kind.rawValue == name }) else { return nil }
      lines = share.sources.map { "\($0.path)  \($0.amount)" }
      total = "\(Self.files(share.files)), \(share.lines) lines"
    case .library(let name):
      guard let item = assessment.frameworks.first(where: { $0.value.title == name }) else { return nil }
      lines = item.places.map(\.text)
      total = Self.files(item.fileCount)
    case .data(let name):
      guard let group = assessment.dataFiles.first(where: { $0.format == name }) else { return nil }
      lines = group.files.map { "\($0.path)  \($0.amount)" }
      total = "\(Self.files(group.count)), \(group.bytes) bytes"
    case .sign(let kind, let meaning):
      let items = assessment.marks.filter { $0.value.kind.rawValue == kind && $0.value.meaning == meaning }
      guard !items.isEmpty else { return nil }
      lines = items.flatMap { $0.places.map(\.text) }
      total = Self.files(items.map(\.fileCount).reduce(0, +))
    case .version(let name):
      guard let versions = assessment.versions.first(where: { $0.title == name }) else { return nil }
      lines = versions.evidence
      total = versions.inUse ?? "unknown"
    case .model(let name):
      guard let item = assessment.models.models.first(where: { $0.name == name }) else { return nil }
      lines = item.model?.inputs.map { "\($0.name)  \($0.kind.rawValue)" } ?? []
      let columns = item.model.map { "\($0.inputs.count) columns, " } ?? ""
      total = "\(columns)\(item.size) bytes"
    case .target(let name):
      guard let target = assessment.targets.first(where: { $0.target == name }), target.failure == nil else {
        return nil
      }
      lines = target.items.map { "\($0.standing.rawValue)  \($0.place)  \($0.what)" }
      lines += target.open.map { "\($0.standing.rawValue)  \($0.count) uses  \($0.name)" }
      let counts = TargetAssessment.Standing.allCases.map { "\(target.count($0)) \($0.rawValue)" }
      total =
        (counts + [Self.files(target.changedFiles), "+\(target.insertedLines) −\(target.deletedLines)"])
        .joined(separator: ", ")
    }
  }

  static func files(_ count: Int) -> String { "\(count) \(count == 1 ? "file" : "files")" }
}
