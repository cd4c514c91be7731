// An assessment as sections of rows, which a terminal, Markdown and a page show each in its way.

import Adaptation
import Assessment
import Migration
import ModelCore
import ModelFormats

/// The parts of an assessment for people, in order.
struct AssessmentReport {
  /// A table with a heading; every row has as many cells as there are columns.
  struct Section {
    var title: String
    var columns: [String]
    var rows: [[String]]
    /// Said where there are no rows.
    var empty: String?
    /// Said below the rows.
    var notes: [String] = []
  }

  var title: String
  var sections: [Section]
  /// Targets side by side: name, and how many things stand how.
  var summary: [(target: String, counts: [(standing: TargetAssessment.Standing, count: Int)])]

  init(_ assessment: ProjectAssessment, _ commands: AssessmentCommands) {
    title = "Assessment of \(commands.path)"
    summary = assessment.targets.filter { $0.failure == nil }.map { target in
      (target.target, TargetAssessment.Standing.allCases.map { ($0, target.count($0)) })
    }
    sections = [
      Self.languages(assessment, commands), Self.frameworks(assessment, commands), Self.models(assessment, commands),
      Self.versions(assessment, commands), Self.data(assessment, commands), Self.hardware(assessment, commands),
    ]
    if !assessment.models.dangers.isEmpty { sections.append(Self.dangers(assessment, commands)) }
    if !assessment.targets.isEmpty { sections.append(Self.sideBySide(assessment, commands)) }
    sections += assessment.targets.map { Self.target($0, commands) }
    if !assessment.problems.isEmpty {
      sections.append(
        Section(title: "Not looked at", columns: ["What"], rows: assessment.problems.map { [$0] }, empty: nil))
    }
    sections.append(
      Section(
        title: "The same again", columns: ["Command"],
        rows: [[commands.whole(targets: assessment.targets.map(\.target))]]
          + assessment.targets.filter { $0.failure == nil }.map { [commands.changes(of: $0)] },
        empty: nil))
  }

  // MARK: Sections

  private static func languages(_ assessment: ProjectAssessment, _ commands: AssessmentCommands) -> Section {
    Section(
      title: "Languages", columns: ["Language", "Files", "Lines", "Again by"],
      rows: assessment.languages.map {
        [$0.kind.rawValue, "\($0.files)", "\($0.lines)", commands.list(.language($0.kind.rawValue))]
      },
      empty: "No source files of a known language.")
  }

  private static func frameworks(_ assessment: ProjectAssessment, _ commands: AssessmentCommands) -> Section {
    Section(
      title: "Libraries in use", columns: ["Library", "For", "Files", "First", "Again by"],
      rows: assessment.frameworks.map {
        [
          $0.value.title, $0.value.area.rawValue, "\($0.fileCount)", $0.first.text,
          commands.list(.library($0.value.title)),
        ]
      },
      empty: "No known library is imported.")
  }

  private static func models(_ assessment: ProjectAssessment, _ commands: AssessmentCommands) -> Section {
    Section(
      title: "Models", columns: ["File", "Format", "Bytes", "Written by", "Inputs", "To ONNX", "Again by"],
      rows: assessment.models.models.map { item in
        let origin = item.model?.origin
        let writer = [origin?.library, origin?.version].compactMap { $0 }.joined(separator: " ")
        let inputs = item.model.map { "\($0.inputs.count) columns" } ?? "unknown"
        let outcome =
          switch item.outcome {
          case .converted: "converts"
          case .blocked(let why): "blocked: \(why)"
          case .ready: "is ONNX"
          }
        return [
          item.name, item.kind.rawValue, "\(item.size)", writer.isEmpty ? "unknown" : writer, inputs, outcome,
          commands.list(.model(item.name)),
        ]
      }, empty: "No model files.")
  }

  private static func versions(_ assessment: ProjectAssessment, _ commands: AssessmentCommands) -> Section {
    Section(
      title: "Versions", columns: ["Library", "In use", "What says so", "Again by"],
      rows: assessment.versions.map {
        [$0.title, $0.inUse ?? "unknown", $0.evidence.joined(separator: "; "), commands.list(.version($0.title))]
      },
      empty: "No version of a known library is written down.",
      notes: assessment.versions.flatMap(\.disagreements))
  }

  private static func data(_ assessment: ProjectAssessment, _ commands: AssessmentCommands) -> Section {
    let onDisk = assessment.dataFiles.map {
      [
        $0.format, "on disk", "\(AssessmentList.files($0.count)), \($0.bytes) bytes", $0.first,
        commands.list(.data($0.format)),
      ]
    }
    return Section(
      title: "Data", columns: ["What", "Kind", "How much", "First", "Again by"],
      rows: onDisk + marks(assessment, [.dataFormat, .layout, .normalisation], commands),
      empty: "No data formats were met."
    )
  }

  private static func hardware(_ assessment: ProjectAssessment, _ commands: AssessmentCommands) -> Section {
    Section(
      title: "Hardware", columns: ["What", "Kind", "How much", "First", "Again by"],
      rows: marks(assessment, [.device, .precision, .threads, .image], commands),
      empty: "No assumption about hardware was met.")
  }

  private static func marks(
    _ assessment: ProjectAssessment, _ kinds: [Mark.Kind], _ commands: AssessmentCommands
  ) -> [[String]] {
    assessment.marks.filter { kinds.contains($0.value.kind) }.map {
      [
        $0.value.meaning, $0.value.kind.rawValue, AssessmentList.files($0.fileCount), $0.first.text,
        commands.list(.sign(kind: $0.value.kind.rawValue, meaning: $0.value.meaning)),
      ]
    }
  }

  private static func dangers(_ assessment: ProjectAssessment, _ commands: AssessmentCommands) -> Section {
    Section(
      title: "Pickles that could do harm", columns: ["File", "What they name", "Again by"],
      rows: assessment.models.dangers.map {
        [$0.path, $0.names.joined(separator: ", "), commands.inspection(of: "\(assessment.root)/\($0.path)")]
      }, empty: nil)
  }

  private static func sideBySide(_ assessment: ProjectAssessment, _ commands: AssessmentCommands) -> Section {
    Section(
      title: "Targets side by side",
      columns: ["Target"] + TargetAssessment.Standing.allCases.map(\.rawValue) + ["Files", "Lines", "Again by"],
      rows: assessment.targets.map { target in
        guard target.failure == nil else { return [target.target] + Array(repeating: "–", count: 7) }
        return [target.target] + TargetAssessment.Standing.allCases.map { "\(target.count($0))" }
          + [
            "\(target.changedFiles)", "+\(target.insertedLines) −\(target.deletedLines)",
            commands.list(.target(target.target)),
          ]
      }, empty: nil)
  }

  private static func target(_ target: TargetAssessment, _ commands: AssessmentCommands) -> Section {
    if let failure = target.failure {
      return Section(title: "To \(target.target)", columns: ["Why not"], rows: [[failure]], empty: nil)
    }
    let upgrades = target.upgrades.map { upgrade in
      "\(upgrade.library) \(upgrade.from ?? "") → \(upgrade.to) (\(upgrade.evidence))"
    }
    let open = target.open.map { [$0.standing.rawValue, "\($0.count) uses", $0.name] }
    return Section(
      title: "To \(target.target)", columns: ["Standing", "Where", "What"],
      rows: target.items.map { [$0.standing.rawValue, $0.place, $0.what] } + open, empty: "Nothing to do.",
      notes: upgrades + ["The same list, with its counts: \(commands.list(.target(target.target)))"])
  }
}

extension AssessmentReport {
  // MARK: Text

  /// As a terminal shows it; a section with many rows shows the first and says how many there are.
  func text(isColoured: Bool, rowLimit: Int = 40) -> String {
    var lines = [Style.bold(title, if: isColoured)]
    for section in sections {
      lines += ["", Style.bold(section.title, if: isColoured)]
      guard !section.rows.isEmpty else {
        lines.append("  \(section.empty ?? "")")
        continue
      }
      lines += Self.aligned(section.rows.prefix(rowLimit).map { $0 }, under: section.columns)
      if section.rows.count > rowLimit {
        lines.append("  … \(section.rows.count - rowLimit) more; --format markdown, json or html has all.")
      }
      lines += section.notes.map { "  \(Style.yellow("note", if: isColoured)) \($0)" }
    }
    return lines.joined(separator: "\n")
  }

  private static func aligned(_ rows: [[String]], under columns: [String]) -> [String] {
    let shown = columns.count > 1 ? [columns] + rows : rows
    let widths = columns.indices.map { place in min(48, shown.map { $0[place].count }.max() ?? 0) }
    return shown.map { row in
      let cells = row.enumerated().map { place, cell in
        place == row.count - 1 ? cell : cell + String(repeating: " ", count: max(1, widths[place] + 2 - cell.count))
      }
      return "  " + cells.joined()
    }
  }

  // MARK: Markdown

  var markdown: String {
    var lines = ["# \(title)"]
    for section in sections {
      lines += ["", "## \(section.title)", ""]
      guard !section.rows.isEmpty else {
        lines.append(section.empty ?? "")
        continue
      }
      lines += [Self.row(section.columns), Self.row(section.columns.map { _ in "---" })]
      lines += section.rows.map(Self.row)
      if !section.notes.isEmpty { lines += [""] + section.notes.map { "- \($0)" } }
    }
    return lines.joined(separator: "\n")
  }

  private static func row(_ cells: [String]) -> String {
    "| "
      + cells.map { $0.map { $0 == "|" ? "\\|" : $0.isNewline ? " " : String($0) }.joined() }.joined(separator: " | ")
      + " |"
  }
}
