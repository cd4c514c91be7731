// What is wrong with a rule file, told so that its author can mend it at once.

import SourceModel

/// One mistake in an author's file: where it stands, what is wrong, and what to write instead.
package struct RuleError: Error, Hashable, Sendable {
  /// The kinds of mistakes, stable for programs and tests.
  package enum Code: String, Sendable, CaseIterable {
    case path = "file-path"
    case encoding
    case syntax = "yaml-syntax"
    case shape = "wrong-shape"
    case unknownKey = "unknown-key"
    case missingKey = "missing-key"
    case conflictingKeys = "conflicting-keys"
    case duplicateKey = "duplicate-key"
    case duplicateID = "duplicate-id"
    case duplicateSignature = "duplicate-signature"
    case name = "bad-name"
    case release = "bad-release"
    case grade = "bad-grade"
    case signature = "bad-signature"
    case pattern = "bad-pattern"
    case condition = "bad-condition"
    case parameter = "unknown-parameter"
    case unknownName = "unknown-name"
    case example = "bad-example"
    case renameCycle = "rename-cycle"
    case surface = "bad-surface"
  }

  package var code: Code
  /// One sentence without a full stop.
  package var message: String
  /// What to write instead, or nil where the message says it.
  package var remedy: String?
  package var place: RulePlace
  /// How many bytes of `line` are meant, from `place` on; at least one is underlined.
  package var length: Int
  /// The author's line, without its end.
  package var line: String

  package init(
    code: Code, message: String, remedy: String? = nil, place: RulePlace, length: Int = 1, line: String = ""
  ) {
    self.code = code
    self.message = message
    self.remedy = remedy
    self.place = place
    self.length = length
    self.line = line
  }

  /// `file:line:column: message`, the line underlined, and what to write instead.
  package var rendered: String {
    var text = "\(place.file):\(place.position.line):\(place.position.column): \(message)"
    if !line.isEmpty {
      let number = String(place.position.line)
      let margin = String(repeating: " ", count: number.count)
      text += "\n  \(number) | \(line)\n  \(margin) | \(underline)"
    }
    if let remedy { text += "\n  \(remedy)" }
    return text
  }

  /// Blanks up to the place, tabs kept, then one `^` for each character meant.
  private var underline: String {
    let bytes = Array(line.utf8)
    let start = min(max(0, place.position.column - 1), bytes.count)
    let end = min(start + max(1, length), bytes.count)
    let blanks = String(decoding: bytes[..<start], as: UTF8.self).map { $0 == "\t" ? "\t" : " " as Character }
    let meant = String(decoding: bytes[start..<max(start, end)], as: UTF8.self).count
    return String(blanks) + String(repeating: "^", count: max(1, meant))
  }
}

extension RuleError: Comparable {
  /// By file, then by place, then by what is said.
  package static func < (left: RuleError, right: RuleError) -> Bool {
    (left.place.file, left.place.position, left.message) < (right.place.file, right.place.position, right.message)
  }
}

/// All mistakes found in rule files; a run that needs these files stops.
package struct RuleErrors: Error, Sendable {
  /// In order of file and place; never empty.
  package let errors: [RuleError]

  package init(_ errors: [RuleError]) { self.errors = Array(Set(errors)).sorted() }

  package var rendered: String { errors.map(\.rendered).joined(separator: "\n") }
}
