// Packs in, verdicts out.

import Adaptation
import PythonLanguage
import RuleModel
import SourceModel
import Testing

/// The verdict on a pack of the release 2.0 of `lib`: one line for each failure's title and problems, and a last one
/// that counts.
func verdict(on pack: String, selection: String? = nil, variants: Int = 150) throws -> String {
  let file = RuleFile(path: "rules/lib/python/2.0.yaml", text: "release: \"2.0\"\n" + pack + "\n")
  let catalogue = try PackCatalogue(shipped: [], own: [file])
  var test = RuleTest(catalogue: catalogue, language: PythonLanguage(), selection: selection)
  test.variantLimit = variants
  test.renameVariantLimit = variants
  let report = try test.run()
  var lines: [String] = []
  for failure in report.failures {
    let problems = failure.problems.joined(separator: "; ")
    lines.append("\(failure.rule) \(failure.place.position.line) \(failure.title): \(problems)")
    let changes = failure.diff.split(separator: "\n").filter { $0.hasPrefix("-") || $0.hasPrefix("+") }
    lines += changes.map { "  \($0)" }
  }
  let variantCount = report.variantCount >= 100 ? "100 or more" : report.variantCount == 0 ? "0" : "some"
  lines.append("\(report.exampleCount) examples, \(variantCount) variants, \(report.failures.count) failed")
  return lines.joined(separator: "\n")
}

func expectVerdict(
  _ pack: String, _ expected: String, variants: Int = 0, selection: String? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let verdict = try verdict(on: pack, selection: selection, variants: variants)
  #expect(verdict == expected, sourceLocation: sourceLocation)
}
