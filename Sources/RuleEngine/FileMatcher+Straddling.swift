// Code that must run on both releases: what is written must be there in the older one too.

import RuleModel
import Semantics
import SourceModel

extension FileMatcher {
  /// Holds back what brings in a name that only the newer release has.
  func straddle(_ finding: inout Finding, names: [String]) {
    guard !isGuarded(finding.rule) else { return }
    if let obstacle = facts.obstacle(toWriting: names) { return holdBack(&finding, obstacle) }
    if ruleSet.isStraddling, ruleSet.source.surfaces.isEmpty, !ruleSet.macros.isEmpty {
      return guardOrHoldBack(&finding, "what the older release has is not known")
    }
    guard isHeldToBoth else { return }
    let missing = names.filter { ruleSet.source.provides($0) && ruleSet.source.resolve($0) == nil }
    guard let name = missing.first else { return }
    guardOrHoldBack(&finding, "`\(ruleSet.language.shown(name))` does not exist in the older release")
  }

  /// The names of a pattern, and of the members that it asks of the receiver's class.
  mutating func names(in template: Template, of was: Signature) -> [String] {
    if let known = namesOfTemplates[ObjectIdentifier(template)] { return known }
    let found = names(in: template.pattern, of: was)
    namesOfTemplates[ObjectIdentifier(template)] = found
    return found
  }

  private func names(in pattern: Pattern, of was: Signature) -> [String] {
    var names = pattern.symbols.values.filter { $0.contains(".") }
    if !ruleSet.macros.isEmpty, was.hasReceiver, let dot = was.name.lastIndex(of: ".") {
      for row in pattern.tree.rows.indices {
        guard let access = ruleSet.language.memberAccess(at: NodeID(row), in: pattern.tree),
          pattern.variables[access.base] == .one("self")
        else { continue }
        // Where the class is not in the surface at all, its members are not either.
        if ruleSet.source.resolve(String(was.name[..<dot])) != nil { names.append(was.name[...dot] + access.member) }
      }
    }
    return names.sorted()
  }

  /// Has the lines around a finding stand twice, each for its releases; where that cannot be, holds it back.
  private func guardOrHoldBack(_ finding: inout Finding, _ reason: String) {
    guard finding.guarded == nil else { return }
    guard finding.wishes.allSatisfy({ !$0.name.hasPrefix("<") || ruleSet.source.resolve($0.name) != nil }),
      let condition = ruleSet.macros.condition(for: ruleSet.rules[finding.rule])
    else { return holdBack(&finding, reason + "; a version guard is needed") }
    switch facts.guardableLines(around: finding.range, at: finding.node) {
    case .lines(let lines): finding.guarded = (lines, condition)
    case .none(let obstacle):
      let why = obstacle.isEmpty ? "" : ", and cannot be written: \(obstacle)"
      holdBack(&finding, reason + "; a version guard is needed" + why)
    }
  }

  /// Holds back a call that is given a keyword which only the newer release takes.
  func straddle(_ finding: inout Finding, calling template: Template) {
    guard isHeldToBoth, !isGuarded(finding.rule), let symbol = template.calleeSymbol,
      let callee = ruleSet.source.resolve(symbol),
      let parameters = callee.entry.parameters,
      let signature = try? ruleSet.language.signature("\(callee.name)(\(parameters))"),
      !signature.parameters.contains(where: { $0.passing == .keywordVariadic })
    else { return }
    let known = Set(signature.parameters.map(\.name))
    let written = finding.changes.flatMap(\.words)
    let missing = template.slots.compactMap(\.label).first { !known.contains($0) && written.contains($0) }
    guard let label = missing else { return }
    holdBack(&finding, "`\(symbol)` takes no `\(label)` in the older release; a version guard is needed")
  }

  /// Has a name that moves imported from where either release has it; where the language cannot, holds it back.
  func straddle(_ finding: inout Finding, from old: String, to new: String) {
    guard !isGuarded(finding.rule) else { return }
    if let obstacle = facts.obstacle(toWriting: [new]) { return holdBack(&finding, obstacle) }
    guard isHeldToBoth else { return straddle(&finding, names: [new]) }
    let isMissing = ruleSet.source.provides(new) && ruleSet.source.resolve(new) == nil
    let closed = isMissing ? nil : closedModule(from: old, to: new)
    guard isMissing || closed != nil else { return }
    if ruleSet.language.guardsImports, old.contains("."), finding.wishes.count == 1 {
      finding.wishes[0].older = OlderName(old, closedModule: closed)
    } else if let closed {
      holdBack(&finding, "in the older release `\(closed)` cannot be imported from; a version guard is needed")
    } else {
      straddle(&finding, names: [new])
    }
  }

  /// The module around the new name that was only another name of the old one: `numpy.rec` of `numpy.core.records`,
  /// which nothing can be imported from before 2.0.
  private func closedModule(from old: String, to new: String) -> String? {
    var module = new
    while true {
      let isOldModule = ruleSet.source.surfaces.contains { surface in
        guard let entry = surface[module], entry.kind == .module else { return false }
        return old.dottedPrefixes.contains { surface[$0]?.kind == .alias && surface[$0]?.target == module }
      }
      if isOldModule { return module }
      guard let dot = module.lastIndex(of: ".") else { return nil }
      module = String(module[..<dot])
    }
  }

  private var isHeldToBoth: Bool { ruleSet.isStraddling && !ruleSet.source.surfaces.isEmpty }

  private func holdBack(_ finding: inout Finding, _ reason: String) {
    finding.doubt(reason)
    finding.isHeldBack = true
    finding.changes = []
    finding.wishes = []
  }
}

extension Change {
  /// The words that are written anew.
  fileprivate var words: [String] {
    parts.flatMap { piece -> [String] in
      guard case .literal(let text) = piece else { return [] }
      return text.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map { String($0) }
    }
  }
}

extension String {
  /// `a.b.c`, `a.b`, `a`.
  fileprivate var dottedPrefixes: [String] {
    var found = [self]
    while let dot = found[found.count - 1].lastIndex(of: ".") {
      found.append(String(found[found.count - 1][..<dot]))
    }
    return found
  }
}
