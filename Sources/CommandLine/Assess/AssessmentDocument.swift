// An assessment for programs: JSON, and SARIF.

import Assessment
import Migration
import ModelCore
import ModelFormats

/// The whole assessment as JSON.
struct AssessmentDocument: Encodable {
  struct Language: Encodable { var language: String; var files: Int; var lines: Int; var again: String }
  struct Library: Encodable {
    var library: String; var area: String; var files: Int; var first: String; var again: String
  }
  struct Model: Encodable {
    var path: String
    var format: String
    var bytes: Int64
    var library: String?
    var version: String?
    var inputs: [Column]?
    var standing: String
    var reason: String?
    var again: String
  }
  struct Column: Encodable { var name: String; var kind: String }
  struct Versions: Encodable {
    var library: String; var inUse: String?; var evidence: [String]; var disagreements: [String]; var again: String
  }
  struct Sign: Encodable {
    var kind: String; var meaning: String; var files: Int; var first: String; var again: String
  }
  struct Data: Encodable {
    var format: String; var files: Int; var bytes: Int64; var first: String; var again: String
  }
  struct Danger: Encodable { var path: String; var names: [String] }
  struct Item: Encodable { var standing: String; var place: String; var what: String }
  struct Open: Encodable { var standing: String; var name: String; var uses: Int }
  struct Target: Encodable {
    var target: String
    var command: String
    var failure: String?
    var counts: [String: Int]
    var filesChanged: Int
    var linesInserted: Int
    var linesDeleted: Int
    var again: String
    var items: [Item]
    var open: [Open]
  }

  var root: String
  var languages: [Language]
  var libraries: [Library]
  var models: [Model]
  var versions: [Versions]
  var signs: [Sign]
  var data: [Data]
  var unsafePickles: [Danger]
  var targets: [Target]
  var problems: [String]

  init(_ assessment: ProjectAssessment, _ commands: AssessmentCommands) {
    let again = commands.list
    root = assessment.root
    languages = assessment.languages.map {
      Language(
        language: $0.kind.rawValue, files: $0.files, lines: $0.lines, again: again(.language($0.kind.rawValue)))
    }
    libraries = assessment.frameworks.map {
      Library(
        library: $0.value.title, area: $0.value.area.rawValue, files: $0.fileCount, first: $0.first.text,
        again: again(.library($0.value.title)))
    }
    models = assessment.models.models.map { Model($0, again: again(.model($0.name))) }
    versions = assessment.versions.map {
      Versions(
        library: $0.title, inUse: $0.inUse, evidence: $0.evidence, disagreements: $0.disagreements,
        again: again(.version($0.title)))
    }
    signs = assessment.marks.map {
      Sign(
        kind: $0.value.kind.rawValue, meaning: $0.value.meaning, files: $0.fileCount, first: $0.first.text,
        again: again(.sign(kind: $0.value.kind.rawValue, meaning: $0.value.meaning)))
    }
    data = assessment.dataFiles.map {
      Data(
        format: $0.format, files: $0.count, bytes: $0.bytes, first: $0.first, again: again(.data($0.format)))
    }
    unsafePickles = assessment.models.dangers.map { Danger(path: $0.path, names: $0.names) }
    targets = assessment.targets.map { Target($0, commands) }
    problems = assessment.problems
  }
}

extension AssessmentDocument.Model {
  fileprivate init(_ item: InventoriedModel, again: String) {
    let (standing, reason): (String, String?) =
      switch item.outcome {
      case .converted: ("converts", nil)
      case .blocked(let why): ("blocked", why)
      case .ready: ("ready", nil)
      }
    self.init(
      path: item.name, format: item.kind.rawValue, bytes: item.size, library: item.model?.origin.library,
      version: item.model?.origin.version,
      inputs: item.model?.inputs.map { .init(name: $0.name, kind: $0.kind.rawValue) }, standing: standing,
      reason: reason, again: again)
  }
}

extension AssessmentDocument.Target {
  fileprivate init(_ target: TargetAssessment, _ commands: AssessmentCommands) {
    self.init(
      target: target.target, command: commands.changes(of: target), failure: target.failure,
      counts: TargetAssessment.Standing.allCases.reduce(into: [:]) { $0[$1.rawValue] = target.count($1) },
      filesChanged: target.changedFiles, linesInserted: target.insertedLines, linesDeleted: target.deletedLines,
      again: commands.list(.target(target.target)),
      items: target.items.map { .init(standing: $0.standing.rawValue, place: $0.place, what: $0.what) },
      open: target.open.map { .init(standing: $0.standing.rawValue, name: $0.name, uses: $0.count) })
  }
}
