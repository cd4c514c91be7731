// godwit rules test: do the rules do what their examples say, and hold in every way their APIs can be used?

import Adaptation
import ArgumentParser
import RuleModel

/// `godwit rules test [PACK-or-LIBRARY-or-RULE]`.
struct RulesTestCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Test rules by their examples and by variants made of them.",
    discussion: """
      Every example must come out to the byte, and a second pass must change nothing. From each rule, small files are
      made that use its API in every way (imports, arguments, layouts, places, names that hide it), and what comes of
      them is held against the rule.

      With --run, each example is also executed as it was under the old and as it becomes under the new interpreter, and
      every name it binds and all it prints must be the same.

      Examples:
        godwit rules test numpy
        godwit rules test numpy/2.0/in1d
        godwit rules test --run old/bin/python new/bin/python numpy/2.0
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @Argument(help: ArgumentHelp("A library, a pack or a rule; all without one.", valueName: "library|pack|rule"))
  var selection: String?

  @Option(help: "How to report: text or json.")
  var format = Format.text

  @Option(help: ArgumentHelp("The most variants of one rule.", valueName: "count"))
  var variants = 150

  @OptionGroup var options: RuleOptions

  func validate() throws {
    guard variants >= 0 else { throw ValidationError("--variants \(variants): write 0 or more.") }
  }

  func run() throws {
    let catalogue = try options.catalogue()
    var test = RuleTest(catalogue: catalogue, language: PythonFrontEnd.language, selection: selection)
    test.variantLimit = variants
    test.renameVariantLimit = min(variants, test.renameVariantLimit)
    let report: RuleTestReport
    do {
      report = try test.run(jobs: Machine.coreCount)
    } catch let error as AdaptationError {
      throw Failure(error.message)
    } catch {
      return try asFailure { throw error }
    }
    try print(report)
    guard report.failures.isEmpty else { throw ExitCode(ExitStatus.findings.rawValue) }
  }

  private func print(_ report: RuleTestReport) throws {
    let output = RuleTestOutput(console: Console())
    switch format {
    case .text: output.print(report)
    case .json: try output.printJSON(report)
    }
  }
}
