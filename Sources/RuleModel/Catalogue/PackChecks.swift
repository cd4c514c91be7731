// What is wrong among rules that are each right: two of one name, circles, names that do not exist.

import Semantics
import SourceModel

/// The checks that need more than one rule, or a surface.
enum PackChecks {
  /// Duplicate ids, rules about the same signature, and renames that go round in circles.
  static func errors(in packs: [LoadedPack]) -> [RuleError] {
    packs.flatMap { duplicateIDs(in: $0) + duplicateSignatures(in: $0) } + renameCycles(in: packs)
  }

  // MARK: Twice the same

  private static func duplicateIDs(in loaded: LoadedPack) -> [RuleError] {
    var seen: [String: Rule] = [:]
    return zip(loaded.pack.rules, loaded.ruleNodes).compactMap { rule, node in
      // A rule of a swap stands once for each model.
      guard let first = seen.updateValue(rule, forKey: rule.id), first.place != rule.place else { return nil }
      return loaded.document.error(
        .duplicateID, "the id `\(rule.id)` is taken by line \(first.place.position.line)",
        remedy: "give each rule of a pack an id of its own", at: node)
    }
  }

  private static func duplicateSignatures(in loaded: LoadedPack) -> [RuleError] {
    var seen: [Signature: (rule: Int, line: Int)] = [:]
    var errors: [RuleError] = []
    for (number, rule) in loaded.pack.rules.enumerated() {
      // A function that loads a model is spoken of for each model, and for all other files.
      let cases = rule.cases.filter { !($0.condition?.asksForLoading ?? false) }
      for signature in cases.compactMap(\.action.signature) {
        guard let first = seen[signature] else {
          seen[signature] = (number, rule.place.position.line)
          continue
        }
        guard first.rule != number, loaded.pack.rules[first.rule].place != rule.place else { continue }
        errors.append(
          loaded.document.error(
            .duplicateSignature, "`\(rule.id)` and the rule in line \(first.line) are both about `\(signature.name)`",
            remedy: "make one rule of them, with `cases:` and a `when` each", at: loaded.ruleNodes[number]))
      }
    }
    return errors
  }

  // MARK: Circles

  private struct Rename {
    var to: String
    var pack: Int
    var rule: Int
  }

  /// Follows each new name through the renames of its own and later packs until nothing renames it further.
  private static func renameCycles(in packs: [LoadedPack]) -> [RuleError] {
    var renames: [String: Rename] = [:]
    for (pack, loaded) in packs.enumerated() {
      for (rule, entry) in loaded.pack.rules.enumerated() {
        for case .rename(let from, let to) in entry.cases.map(\.action) {
          renames[from] = Rename(to: to, pack: pack, rule: rule)
        }
      }
    }
    // In no order; whoever throws errors puts them in order.
    return renames.compactMap { from, rename in
      guard let path = circle(from: from, renames) else { return nil }
      let loaded = packs[rename.pack]
      return loaded.document.error(
        .renameCycle, "this rename comes round again: \(path.map { "`\($0)`" }.joined(separator: " → "))",
        remedy: "delete one of these renames", at: loaded.ruleNodes[rename.rule])
    }
  }

  /// The names from `start` round to one that its own rename would change again; nil where the way ends.
  private static func circle(from start: String, _ renames: [String: Rename]) -> [String]? {
    var path = [start]
    var name = start
    while let next = renamed(name, renames) {
      path.append(next)
      if next == start || isMember(next, of: start) { return path }
      // A circle that does not come back to `start` is told at one of its own names.
      guard path.count <= renames.count + 1, path.firstIndex(of: next) == path.count - 1 else { return nil }
      name = next
    }
    return nil
  }

  private static func renamed(_ name: String, _ renames: [String: Rename]) -> String? {
    var prefix = name[...]
    while true {
      if let rename = renames[String(prefix)] { return rename.to + name[prefix.endIndex...] }
      guard let dot = prefix.lastIndex(where: { $0 == "." || $0 == ":" }) else { return nil }
      prefix = prefix[..<dot]
    }
  }

  private static func isMember(_ name: String, of owner: String) -> Bool {
    guard name.hasPrefix(owner), name.utf8.count > owner.utf8.count else { return false }
    let next = name[name.index(name.startIndex, offsetBy: owner.count)]
    return next == "." || next == ":"
  }

  // MARK: Names

  /// Names that a rule writes and that the library does not have at the release where the rule is needed.
  ///
  /// Looked up in the newest surface between the release that warns and the one that breaks; without one there is
  /// nothing to say.
  static func unknownNames(
    in loaded: LoadedPack, of library: Library, surfaces: [(release: Release, surface: APISurface)]
  ) -> [RuleError] {
    loaded.nameUses.compactMap { use in
      let rule = loaded.pack.rules[use.rule]
      guard let last = rule.removed ?? rule.release, let first = rule.deprecated ?? rule.removed ?? rule.release,
        let found = surfaces.last(where: { $0.release <= last && $0.release >= first }),
        !use.name.isCovered(by: library, in: found.surface)
      else { return nil }
      let nearest = Suggestion.nearest(to: use.name, among: found.surface.entries.keys)
      return loaded.document.error(
        .unknownName, "\(library.name) \(found.release) has no `\(use.name)`",
        remedy: nearest.map { "did you mean `\($0)`?" } ?? "write a public name of that release", at: use.range,
        of: use.node)
    }
  }
}

extension Rule.Action {
  /// The API the action is about, where it is about one.
  var signature: Signature? {
    switch self {
    case .replace(let was, _), .pin(let was, _), .tell(let was, _): was
    case .rename, .match, .strings, .require, .declare, .follow: nil
    }
  }
}
