// Strings that name APIs: `dtype="float_"`.

import RuleModel
import Semantics
import SourceModel

extension FileMatcher {
  /// Looks at the strings that a call gives for parameters which name APIs of the library: of the API called, or of the
  /// one that takes its place by a finding after `first`.
  ///
  /// - Parameter known: What the rules say of strings in calls of the name itself.
  mutating func matchStrings(_ known: [RuleSet.NameVerdict.StringUse], of reference: Reference, since first: Int) {
    guard !ruleSet.stringEntries.isEmpty else { return }
    var uses = known
    if uses.isEmpty, findings.count > first {
      let newName = findings[first...].lazy.compactMap { $0.wishes.first { $0.place == reference.node }?.name }.first
      uses = ruleSet.stringUses(newName.flatMap { ruleSet.stringEntries[$0] } ?? [], in: reference.name)
    }
    guard !uses.isEmpty, let site = callSite(calling: reference.node) else { return }
    for use in uses {
      guard let value = argument(use, of: site, isMember: reference.route == .receiver) else { continue }
      matchStrings(use.entry, in: value, api: use.api, of: reference, depth: 0)
    }
  }

  /// The string that a value is, or those that stand in it where the rule says.
  private mutating func matchStrings(
    _ entry: RuleSet.Entry, in value: NodeID, api: String, of reference: Reference, depth: Int
  ) {
    // Fields of fields; deeper nesting is nobody's dtype.
    guard depth < 8 else { return }
    if entry.inside.isEmpty || ruleSet.language.stringContent(of: value, in: tree) != nil {
      return matchString(entry, at: value, api: api, of: reference)
    }
    for path in entry.inside {
      for node in nodes(at: path[...], in: value) where node != value {
        matchStrings(entry, in: node, api: api, of: reference, depth: depth + 1)
      }
    }
  }

  private func nodes(at path: ArraySlice<Rule.Case.Step>, in value: NodeID) -> [NodeID] {
    guard let step = path.first else { return [value] }
    let items = ruleSet.language.items(of: value, in: tree)
    let found = items.indices.filter { index in
      switch step {
      case .each: items[index].key == nil
      case .index(let wanted): items[index].key == nil && index == wanted
      case .key(let wanted): items[index].key == wanted
      }
    }
    return found.flatMap { nodes(at: path.dropFirst(), in: items[$0].value) }
  }

  private func argument(_ use: RuleSet.NameVerdict.StringUse, of site: CallSite, isMember: Bool) -> NodeID? {
    if let labelled = site.arguments.first(where: { $0.label == use.parameter }) { return labelled.node }
    guard let index = use.index else { return nil }
    let place = index + (use.hasReceiver && !isMember ? 1 : 0)
    guard place < site.arguments.count, site.arguments[...place].allSatisfy({ $0.form == .positional }) else {
      return nil
    }
    return site.arguments[place].node
  }

  private mutating func matchString(
    _ entry: RuleSet.Entry, at node: NodeID, api: String, of reference: Reference
  ) {
    guard let content = ruleSet.language.stringContent(of: node, in: tree) else { return }
    let root = api.prefix { $0 != "." }
    let name = "\(root).\(tree.text(in: content))"
    guard let (rule, newName) = replacement(for: name) else { return }
    // `"object"` names the builtin, as it always did; `"unicode"` went with the library's own name for `str`.
    let isBuiltin = !newName.contains(".")
    if isBuiltin, tree.text(in: content) == newName { return }
    let asString = Reference(
      node: node, name: name, use: .string, route: reference.route, guards: reference.guards,
      receiver: reference.receiver)
    if isBuiltin {
      var finding = makeFinding(rule, node: node, name: name, of: asString)
      finding.changes = [Change(content, [.literal(newName)])]
      return add(finding)
    }
    addRename(rule, from: name, to: newName, at: node, of: asString)
  }

  /// The name that plainly replaces `name` under the rules.
  private func replacement(for name: String) -> (rule: Int, name: String)? {
    if let rule = ruleSet.renames[name], case .rename(_, let to)? = ruleSet.rules[rule].cases.first?.action {
      return (rule, to)
    }
    for entry in ruleSet.entriesByName[name] ?? [] {
      guard case .replace(let was, _) = entry.action, let template = entry.template, template.isPlainRename(of: was),
        let symbol = template.bareSymbol ?? template.calleeSymbol
      else { continue }
      return (entry.rule, symbol)
    }
    return nil
  }
}
