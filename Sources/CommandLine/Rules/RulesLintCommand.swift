// godwit rules lint and new: checks packs without running them, and begins one.

import ArgumentParser
import RuleModel

/// `godwit rules lint [LIBRARY]`.
struct RulesLintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint", abstract: "Check packs: spelling, shape, names that no release has.")

  @Argument(help: ArgumentHelp("A library; all without one.", valueName: "library"))
  var library: String?

  @OptionGroup var options: RuleOptions

  func run() throws {
    let catalogue = try options.catalogue()
    let libraries = try asFailure { try library.map { [try catalogue.knownLibrary(named: $0)] } ?? catalogue.libraries }
    let console = Console()
    let errors = libraries.flatMap { catalogue.check(library: $0.name, language: PythonFrontEnd.language) }
    for error in errors { console.complain(error.rendered) }
    guard errors.isEmpty else { throw ExitCode(ExitStatus.couldNotDoIt.rawValue) }
    console.print("\(libraries.map(\.name).joined(separator: ", ")): no mistakes.")
  }
}

/// `godwit rules new LIBRARY RELEASE`.
struct RulesNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Print a pack to begin with.",
    discussion: "Save it as godwit-rules/LIBRARY/python/RELEASE.yaml at your project's root.")

  @Argument(help: ArgumentHelp("The library's name.", valueName: "library"))
  var library: String

  @Argument(help: ArgumentHelp("The release whose changes the pack tells.", valueName: "release"))
  var release: String

  func run() throws {
    guard Release(release) != nil else {
      throw Failure("\(release) is no release; write numbers with dots, as in 2.0.")
    }
    guard library.allSatisfy({ $0.isLetter || $0.isNumber || "_-.".contains($0) }), library.first?.isLetter == true
    else {
      throw Failure("\(library) is no library's name; write it as its package index does.")
    }
    let module = String(library.map { $0 == "-" ? "_" : $0 })
    Console().print(
      """
      # godwit-rules/\(library)/python/\(release).yaml: what \(library) \(release) changed.
      # Test it with: godwit rules test \(library)
      release: "\(release)"
      guide: \(library) \(release) release notes

      # Names that only moved.
      rename:
        \(module).old_name: \(module).new_name

      changes:
      - id: old-call
        # The old signature as the library documents it, and what to write in its place.
        was: \(module).old_call(data, flag=False)
        now: \(module).new_call(data, strict=flag)
        why: "`new_call` names its flag for what it does."
        examples:
        - before: |
            import \(module)
            result = \(module).old_call(rows, True)
          after: |
            import \(module)
            result = \(module).new_call(rows, True)
      """)
  }
}
