// godwit rules new: a pack to begin with, in its place.

import ArgumentParser
import Changes
import Projects
import RuleModel

/// `godwit rules new LIBRARY RELEASE`.
struct RulesNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Write a pack to begin with.",
    discussion:
      "It goes to godwit-rules/LIBRARY/python/RELEASE.yaml at the project's root; `godwit undo` takes it back.")

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
    guard let root = ProjectRoot.find(from: ".") else { throw Failure("there is no project here; go to its folder.") }
    do {
      try write(in: root)
    } catch let error as ChangeError {
      throw Failure(error.message)
    }
    Console().print("Wrote \(path). Test it with: godwit rules test \(library)")
  }

  private var path: String { "godwit-rules/\(library)/python/\(release).yaml" }

  private func write(in root: String) throws {
    var set = ChangeSet(root: root, command: "godwit rules new \(library) \(release)")
    try set.create(path, ContiguousArray(pack.utf8))
    let place = "godwit-rules/\(library)/library.yaml"
    if module != library, resolvedPath("\(root)/\(place)") == nil {
      try set.create(place, ContiguousArray(description.utf8))
    }
    _ = try set.apply()
  }

  /// What code imports.
  private var module: String { String(library.map { $0 == "-" ? "_" : $0 }) }

  /// Needed only where the module is not called as the library is.
  private var description: String {
    """
    name: \(library)
    modules: [\(module)]
    distributions:
      pip: [\(library)]

    """
  }

  private var pack: String {
    """
    # What \(library) \(release) changed.
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
      - given: rows = [1, 2]
        before: |
          import \(module)
          result = \(module).old_call(rows, True)
        after: |
          import \(module)
          result = \(module).new_call(rows, strict=True)

    """
  }
}
