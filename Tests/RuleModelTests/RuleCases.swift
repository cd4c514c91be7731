// Rule files and what they say when read, from the folder `Tests/RuleCases`.

import Foundation
import Semantics
import Testing

@testable import RuleModel

/// One case of a `.txt` file: files, and what reading them says.
///
///     === a title
///     --- numpy/python/2.0.yaml
///     release: "2.0"
///     --- says
///     numpy/python release 2.0
struct RuleCase: Sendable, CustomTestStringConvertible {
  var title: String
  var files: [RuleFile]
  var expected: String
  var source: String

  var testDescription: String { title }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../RuleCases").standardized

  /// The cases of one file; with `UPDATE_EXPECTED=1` the file is first rewritten to say what is said now.
  static func all(in name: String) -> [RuleCase] {
    let url = folder.appending(path: name)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    var cases = parse(text)
    if ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] == "1" {
      for index in cases.indices { cases[index].expected = cases[index].said }
      try? cases.map(\.written).joined(separator: "\n").write(to: url, atomically: true, encoding: .utf8)
    }
    return cases
  }

  private static func parse(_ text: String) -> [RuleCase] {
    sections(of: text, marker: "=== ").map { title, body in
      let parts = sections(of: body, marker: "--- ")
      let files = parts.filter { $0.head != "says" }.map { RuleFile(path: $0.head, text: decoded($0.body)) }
      let source = parts.filter { $0.head != "says" }.map { "--- \($0.head)\n\($0.body)\n" }.joined()
      return RuleCase(
        title: title, files: files, expected: parts.last { $0.head == "says" }?.body ?? "", source: source)
    }
  }

  private static func sections(of text: String, marker: String) -> [(head: String, body: String)] {
    var sections: [(head: String, lines: [Substring])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(marker) {
        sections.append((String(line.dropFirst(marker.count)), []))
      } else if !sections.isEmpty {
        sections[sections.count - 1].lines.append(line)
      }
    }
    return sections.map { head, lines in
      var lines = lines
      while let last = lines.last, last.isEmpty { lines.removeLast() }
      return (head, lines.joined(separator: "\n"))
    }
  }

  /// `␉`, `␍` and `␁` stand for a tab, a carriage return and a control character, which editors would not show.
  private static func decoded(_ body: String) -> String {
    (body.isEmpty ? "" : body + "\n").replacing("␉", with: "\t").replacing("␍", with: "\r")
      .replacing("␁", with: "\u{1}")
  }

  private var written: String { "=== \(title)\n\(source)--- says\n\(expected)\n" }

  /// Errors as rendered, or else what was read.
  var said: String {
    do {
      let catalogue = try PackCatalogue(shipped: [], own: files)
      return try Self.said(of: catalogue).trimmingCharacters(in: .newlines).replacing("\t", with: "␉")
    } catch let errors as RuleErrors {
      return errors.rendered.replacing("\t", with: "␉")
    } catch {
      return "\(error)"
    }
  }

  private static func said(of catalogue: PackCatalogue) throws -> String {
    var lines: [String] = []
    let hasLibraryFile = catalogue.items.contains { if case .library = $0.path { true } else { false } }
    if hasLibraryFile { lines += catalogue.libraries.map { RuleDump.text($0) } }
    for library in catalogue.libraries.map(\.name) {
      let names = Set(catalogue.languages(of: library) + ["python"]).sorted()
      for language in names.map({ languageNamed($0) }) {
        let errors = catalogue.check(library: library, language: language)
        if !errors.isEmpty { return RuleErrors(errors).rendered }
        lines += try catalogue.allPacks(of: library, language: language).map { RuleDump.text($0) }
        for other in catalogue.swaps(of: library, language: language.name) {
          lines.append(RuleDump.text(try catalogue.swap(of: library, to: other, language: language)))
        }
        for release in catalogue.surfaceReleases(of: library, language: language.name) {
          lines.append(
            try catalogue.surface(of: library, language: language.name, at: release)?.fileText ?? "no surface")
        }
      }
    }
    return lines.joined(separator: "\n")
  }
}
