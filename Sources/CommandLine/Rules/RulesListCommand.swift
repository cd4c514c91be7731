// godwit rules list and show: which rules there are, and what each does.

import ArgumentParser
import RuleModel
import SourceModel

/// `godwit rules list [LIBRARY]`.
struct RulesListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the rules, or the libraries when none is named.")

  @Argument(help: ArgumentHelp("A library, or a beginning of rule IDs such as numpy/2.0.", valueName: "library"))
  var prefix: String?

  @OptionGroup var options: RuleOptions

  func run() throws {
    let catalogue = try options.catalogue()
    let packs = try options.allPacks(catalogue)
    guard let prefix else { return listLibraries(catalogue, packs) }
    let library = catalogue.library(named: prefix)?.name
    let rules = packs.flatMap(\.rules).filter { rule in
      rule.library == library || rule.qualifiedID.hasPrefix(prefix)
    }
    guard !rules.isEmpty else {
      throw Failure("no rule's ID begins with \(prefix); `godwit rules list` shows the libraries.")
    }
    let console = Console()
    let width = rules.map(\.qualifiedID.count).max() ?? 0
    for rule in rules {
      let padding = String(repeating: " ", count: width - rule.qualifiedID.count)
      let line = rule.headline.split(separator: "\n").first.map(String.init) ?? ""
      console.print("\(rule.qualifiedID)\(padding)  \(rule.grade.rawValue.padded(to: 6))  \(line)")
    }
  }

  private func listLibraries(_ catalogue: PackCatalogue, _ packs: [RulePack]) {
    let console = Console()
    for library in catalogue.libraries {
      let releases = catalogue.releases(of: library.name)
      let count = packs.filter { $0.library == library.name }.map(\.rules.count).reduce(0, +)
      let range = releases.first.map { "\($0) … \(releases.last ?? $0)" } ?? "no releases"
      let languages = catalogue.languages(of: library.name).joined(separator: ", ")
      console.print("\(library.name.padded(to: 16))  \(count) rules, \(range), \(languages)")
    }
  }
}

/// `godwit rules show RULE`.
struct RulesShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a rule's documentation.")

  @Argument(help: ArgumentHelp("A rule's ID, such as numpy/2.0/in1d or in1d.", valueName: "rule"))
  var id: String

  @OptionGroup var options: RuleOptions

  func run() throws {
    let packs = try options.allPacks(try options.catalogue())
    let rules = packs.flatMap(\.rules)
    let found = rules.filter { $0.qualifiedID == id || $0.id == id }
    guard !found.isEmpty else {
      let near = rules.map(\.qualifiedID).filter { $0.hasSuffix(id) || $0.contains(id) }.prefix(5)
      let hint = near.isEmpty ? "`godwit rules list` shows them all" : "did you mean \(near.joined(separator: ", "))?"
      throw Failure("there is no rule \(id); \(hint).")
    }
    for (index, rule) in found.enumerated() {
      if index > 0 { Console().print("") }
      show(rule, guide: packs.first { $0.place.file == rule.place.file }?.guide)
    }
  }

  private func show(_ rule: Rule, guide: String?) {
    let console = Console()
    console.print(Style.bold(rule.qualifiedID, if: console.isColoured) + "  (\(rule.grade.rawValue))")
    if !rule.history.isEmpty { console.print(rule.history) }
    for alternative in rule.cases {
      console.print("")
      for (index, text) in alternative.action.text.enumerated() {
        console.print((index == 0 ? "  " : "  → ") + text.split(separator: "\n").joined(separator: "\n    "))
      }
      if let condition = alternative.condition { console.print("  when \(condition.text)") }
    }
    if let why = rule.why { console.print("\n\(why)") }
    for example in rule.examples { show(example, console) }
    console.print("\nWritten in \(rule.place.file):\(rule.place.position.line)" + (guide.map { "; see \($0)" } ?? ""))
  }

  private func show(_ example: Example, _ console: Console) {
    console.print("")
    func block(_ title: String, _ text: String) {
      console.print("  \(title)")
      for line in text.split(separator: "\n", omittingEmptySubsequences: false)
      where !(line.isEmpty && text.hasSuffix("\n\(line)")) {
        console.print("    \(line)")
      }
    }
    switch example.expectation {
    case .becomes(let after):
      block("before", example.before)
      block("after", after)
    case .unchanged: block("left alone", example.before)
    case .told: block("pointed out", example.before)
    }
  }
}

extension String {
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
