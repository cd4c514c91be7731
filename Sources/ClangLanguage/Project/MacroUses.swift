// What the uses of macros in all files of a project tell of what stands in their bodies.

import Semantics
import Synchronization

/// Names that macros of headers bring to the files that use them.
final class MacroUses: Sendable {
  /// By the header's absolute path, and by where it defines the macro.
  private let names = Mutex<[String: [UInt32: Set<Survey.Name>]]>([:])

  /// Takes what a file tells of macros that other files define.
  func add(_ survey: Survey, root: String) {
    var found: [String: [UInt32: Set<Survey.Name>]] = [:]
    for (place, macro) in survey.macros where macro.file.hasPrefix(root + "/") {
      guard let definition = macro.definitionElsewhere else { continue }
      let used = (survey.names[place] ?? []).filter {
        $0.isKnown && !$0.name.isEmpty && $0.name.lastDottedPart != macro.name
      }
      if !used.isEmpty { found[macro.file, default: [:]][definition, default: []].formUnion(used) }
    }
    guard !found.isEmpty else { return }
    names.withLock { known in
      for (file, macros) in found {
        for (definition, used) in macros { known[file, default: [:]][definition, default: []].formUnion(used) }
      }
    }
  }

  /// What the macros that a file defines are known to name, by where they are defined.
  func names(in path: String) -> [UInt32: Set<Survey.Name>] { names.withLock { $0[path] ?? [:] } }
}
