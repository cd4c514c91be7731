// A migration as a file that is kept with the project: where to, which models, how they are compared.

package import SourceModel

/// What `godwit.yaml` says.
package struct MigrationPlan: Hashable, Sendable {
  package struct Model: Hashable, Sendable {
    package enum Decision: String, Sendable, CaseIterable {
      case move, stay
    }
    package enum Precision: String, Sendable, CaseIterable {
      case double, single, tight, half, bfloat16
    }

    /// Relative to the project's root.
    package var file: String
    /// The file's SHA-256 when the plan was made; nil accepts any.
    package var hash: String?
    package var decision = Decision.move
    /// A file of rows to compare on, relative to the root; nil has rows made from the model.
    package var data: String?
    /// Nil for the precision of the less precise model.
    package var precision: Precision?

    package init(file: String, hash: String? = nil) {
      self.file = file
      self.hash = hash
    }
  }

  package static let fileName = "godwit.yaml"

  package var target: String
  package var opset: Int?
  package var rows: Int?
  package var excludes: [String] = []
  /// What an interpreter is given to run the project before and after: `-m pytest -q tests`.
  package var check: [String] = []
  package var models: [Model] = []

  package init(target: String) { self.target = target }

  package func model(_ file: String) -> Model? { models.first { $0.file == file } }
}

extension MigrationPlan {
  /// Reads the file; every mistake of it is told at once.
  package init(path: String, bytes: ContiguousArray<UInt8>) throws(RuleErrors) {
    self = try PlanReader.read(RuleDocument(path: path, bytes: bytes))
  }

  /// The plan as its file has it.
  package var text: String {
    var lines = [
      "# How this project is migrated; `godwit migrate` reads it. Written by --save-plan, yours to change.",
      "to: \(Self.quoted(target))",
    ]
    if let opset { lines.append("opset: \(opset)") }
    if let rows { lines.append("rows: \(rows)") }
    lines += Self.list("exclude", excludes) + Self.list("check", check)
    if !models.isEmpty { lines.append("models:") }
    for model in models {
      lines.append("- file: \(Self.quoted(model.file))")
      if let hash = model.hash { lines.append("  sha256: \"\(hash)\"") }
      lines.append("  decision: \(model.decision.rawValue)")
      if let data = model.data { lines.append("  data: \(Self.quoted(data))") }
      if let precision = model.precision { lines.append("  precision: \(precision.rawValue)") }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func list(_ key: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : ["\(key):"] + items.map { "- \(quoted($0))" }
  }

  /// In double quotes unless it is plain words.
  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20) || [0x2E, 0x2F, 0x5F].contains(byte)
    }
    if isPlain, text.first?.isLetter ?? false { return text }
    let escaped = text.map { character -> String in
      switch character {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\t": "\\t"
      default: String(character)
      }
    }
    return "\"\(escaped.joined())\""
  }
}
