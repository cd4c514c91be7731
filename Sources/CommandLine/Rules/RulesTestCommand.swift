// godwit rules test: do the rules do what their examples say, and hold in every way their APIs can be used?

import Adaptation
import ArgumentParser
import PythonLanguage
import RuleModel
import Semantics

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
        godwit rules test numpy/2.0 --run old/bin/python new/bin/python
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  @ArgumentParser.Argument(
    help: ArgumentHelp("A library, a pack or a rule; all without one.", valueName: "library|pack|rule"))
  var selection: String?

  @Option(help: "How to report: text or json.")
  var format = Format.text

  @Option(help: ArgumentHelp("The most variants of one rule.", valueName: "count"))
  var variants = 150

  @Option(
    name: .customLong("run"), parsing: .upToNextOption,
    help: ArgumentHelp("Execute examples under these two interpreters.", valueName: "old new"))
  var interpreters: [String] = []

  @Option(
    name: .customLong("time-limit"), help: ArgumentHelp("Seconds that one example may take.", valueName: "seconds"))
  var timeLimit = 60

  @OptionGroup var options: RuleOptions

  func validate() throws {
    guard variants >= 0 else { throw ValidationError("--variants \(variants): write 0 or more.") }
    guard timeLimit > 0 else { throw ValidationError("--time-limit \(timeLimit): write at least 1 second.") }
    guard interpreters.isEmpty || interpreters.count == 2 else {
      throw ValidationError("--run takes two interpreters, the old and the new.")
    }
  }

  func run() throws {
    let catalogue = try options.catalogue()
    let languages = try languages(catalogue)
    var report = RuleTestReport()
    for language in languages {
      let language = try FrontEnds.language(language.name, for: AdaptationRequest(paths: []), catalogue)
      var test = RuleTest(catalogue: catalogue, language: language, selection: selection)
      test.variantLimit = variants
      test.renameVariantLimit = min(variants, test.renameVariantLimit)
      if interpreters.count == 2, language.name == "python" {
        test.interpreters = InterpreterPair(old: interpreter(interpreters[0]), new: interpreter(interpreters[1]))
      }
      report.add(try run(test))
    }
    try print(report)
    guard report.failures.isEmpty else { throw ExitCode(ExitStatus.findings.rawValue) }
  }

  /// The languages that what is selected has rules for; the first where nothing is, whose test says so.
  private func languages(_ catalogue: PackCatalogue) throws -> [any Language] {
    let wanted = selection.map { String($0.prefix { $0 != "/" }) }
    let named = wanted.flatMap { catalogue.library(named: $0)?.name }
    // A rule's own name may be any library's.
    let libraries = named.map { [$0] } ?? catalogue.libraries.map(\.name)
    let found = FrontEnds.all.filter { language in
      libraries.contains { catalogue.languages(of: $0).contains(language.name) }
    }
    guard named == nil, let selection, !selection.contains("/") else {
      return found.isEmpty ? [FrontEnds.all[0]] : found
    }
    let holding = try found.filter { language in
      try asFailure {
        try libraries.flatMap { library in
          catalogue.languages(of: library).contains(language.name)
            ? try catalogue.allPacks(of: library, language: language) : []
        }
      }.contains { $0.rules.contains { $0.id == selection } }
    }
    return holding.isEmpty ? [FrontEnds.all[0]] : holding
  }

  private func run(_ test: RuleTest) throws -> RuleTestReport {
    do {
      return try test.run(jobs: Machine.coreCount)
    } catch let error as AdaptationError {
      throw Failure(error.message)
    } catch {
      return try asFailure { throw error }
    }
  }

  /// Isolated from the folder and the environment it is started in.
  private func interpreter(_ path: String) -> Interpreter {
    Interpreter(path: path, arguments: ["-I", "-c", ExampleDriver.script], timeLimit: .seconds(timeLimit))
  }

  private func print(_ report: RuleTestReport) throws {
    let output = RuleTestOutput(console: Console())
    switch format {
    case .text: output.print(report)
    case .json: try output.printJSON(report)
    }
  }
}
