// Turns accepted findings of a file into edits: names spelled, imports moved, parentheses where needed.

package import Semantics
package import SourceModel

/// The edits of one finding, which are made together or not at all.
package struct FindingEdits: Sendable {
  /// The finding's index, or nil for the imports that all findings share.
  package var finding: Int?
  package var edits: [Edit]

  package init(finding: Int?, edits: [Edit]) {
    self.finding = finding
    self.edits = edits
  }
}

extension RuleSet {
  /// The edits that the findings with these indices need, imports last; each group tells its index among all findings.
  ///
  /// - Parameter guarding: False to write what newer releases take in the place of the old, and not beside it.
  package func settle(
    _ findings: [Finding], chosen: Set<Int>, in facts: any FileFacts, guarding: Bool = true
  ) -> [FindingEdits] {
    settle(
      findings, accepted: findings.indices.filter { findings[$0].isFixable && chosen.contains($0) }, in: facts,
      guarding: guarding)
  }

  /// The edits that the accepted findings need, imports last.
  ///
  /// A finding whose name cannot be spelled at its place has no group here: it stays for review.
  package func settle(
    _ findings: [Finding], accepting isAccepted: (Finding) -> Bool, in facts: any FileFacts, guarding: Bool = true
  ) -> [FindingEdits] {
    settle(
      findings, accepted: findings.indices.filter { findings[$0].isFixable && isAccepted(findings[$0]) }, in: facts,
      guarding: guarding)
  }

  private func settle(
    _ findings: [Finding], accepted: [Int], in facts: any FileFacts, guarding: Bool
  ) -> [FindingEdits] {
    var accepted = accepted
    let guards = ReleaseGuards(accepted, of: findings)
    accepted.removeAll { guards.refused.contains($0) }
    guard !accepted.isEmpty else { return [] }
    // A name that cannot be had at its place takes its finding out, which may keep an import in: settle anew.
    while true {
      let settled = Settled(findings: findings, accepted: accepted, facts: facts, language: language, guards: guards)
      guard let unspelled = settled.unspelled, !unspelled.isEmpty else {
        return guarding ? guards.adding(to: settled.groups(), in: facts.tree) : settled.groups()
      }
      accepted.removeAll { unspelled.contains($0) }
      if accepted.isEmpty { return [] }
    }
  }
}

/// Changes in the order of where they begin, to find those around a place without looking at each.
private struct ChangesByPlace {
  private let changes: [Change]
  /// How far any change up to here goes.
  private var reach: [UInt32] = []

  init(_ changes: [Change]) {
    self.changes = changes.sorted { $0.range.start < $1.range.start }
    var end: UInt32 = 0
    for change in self.changes {
      end = max(end, change.range.end)
      reach.append(end)
    }
  }

  /// Whether any change whose range holds `place` is as wanted.
  func contains(_ place: ByteRange, where isWanted: (Change) -> Bool) -> Bool {
    var low = 0
    var high = changes.count
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].range.start <= place.start { low = middle + 1 } else { high = middle }
    }
    while low > 0, reach[low - 1] >= place.end {
      low -= 1
      if changes[low].range.contains(place), isWanted(changes[low]) { return true }
    }
    return false
  }
}

/// One round of settling.
private struct Settled {
  let findings: [Finding]
  let accepted: [Int]
  let facts: any FileFacts
  let language: any Language
  let settlement: Settlement
  /// Where each accepted finding's wishes begin among all.
  let firstWish: [Int: Int]
  /// The pattern that takes the place of a node.
  let replacing: [NodeID: Pattern]

  init(
    findings: [Finding], accepted: [Int], facts: any FileFacts, language: any Language, guards: ReleaseGuards
  ) {
    self.findings = findings
    self.accepted = accepted
    self.facts = facts
    self.language = language
    var wishes: [SymbolWish] = []
    var firstWish: [Int: Int] = [:]
    var replacing: [NodeID: Pattern] = [:]
    for index in accepted {
      firstWish[index] = wishes.count
      let isTwice = guards.hold(findings[index].range)
      for var wish in findings[index].wishes {
        wish.keepsOld = isTwice
        wishes.append(wish)
      }
      if findings[index].replacesNode, let pattern = findings[index].pattern {
        replacing[findings[index].node] = pattern
      }
    }
    self.firstWish = firstWish
    self.replacing = replacing
    let gone = Self.gone(findings, accepted, facts).filter { !guards.hold(facts.tree.range($0)) }
    settlement = facts.settle(wishes, gone: gone)
  }

  /// References that no longer stand: named by the findings, or inside text that is dropped.
  private static func gone(_ findings: [Finding], _ accepted: [Int], _ facts: any FileFacts) -> [NodeID] {
    var gone: Set<NodeID> = []
    let changes = ChangesByPlace(accepted.flatMap { findings[$0].changes })
    for index in accepted { gone.formUnion(findings[index].gone) }
    for reference in facts.references where reference.use != .imported {
      let place = facts.tree.range(reference.node)
      let isDropped = changes.contains(place) { change in
        change.range != place
          && !change.parts.contains { part in
            switch part {
            case .copy(let range): range.contains(place)
            case .argument(let node, _): facts.tree.range(node).contains(place)
            case .literal, .symbol: false
            }
          }
      }
      if isDropped { gone.insert(reference.node) }
    }
    let replaced = Set(accepted.flatMap { findings[$0].wishes }.filter(\.replacesReference).map(\.place))
    return gone.subtracting(replaced).sorted()
  }

  /// The findings one of whose names cannot be spelled.
  var unspelled: Set<Int>? {
    Set(
      accepted.filter { index in
        let first = firstWish[index] ?? 0
        return findings[index].wishes.indices.contains { settlement.spellings[first + $0] == nil }
      })
  }

  func groups() -> [FindingEdits] {
    var groups: [FindingEdits] = []
    groups.reserveCapacity(accepted.count + 1)
    for index in accepted {
      groups.append(FindingEdits(finding: index, edits: findings[index].changes.map { edit($0, of: index) }))
    }
    if !settlement.imports.isEmpty { groups.append(FindingEdits(finding: nil, edits: settlement.imports)) }
    return groups
  }

  private func edit(_ change: Change, of index: Int) -> Edit {
    if let edit = lastPartOnly(change, of: index) { return edit }
    var replacement: [Piece] = []
    replacement.reserveCapacity(change.parts.count + 2)
    let isParenthesised = isParenthesised(change, of: index)
    if isParenthesised { add("(", to: &replacement) }
    for part in change.parts { add(part, of: index, to: &replacement) }
    if isParenthesised { add(")", to: &replacement) }
    return Edit(change.range, replacement)
  }

  /// Whether what takes a node's place has to stand in parentheses there.
  private func isParenthesised(_ change: Change, of index: Int) -> Bool {
    guard findings[index].replacesNode, change.range == findings[index].range, let kept = findings[index].kept else {
      return false
    }
    return language.needsParentheses(
      kept.pattern.root, of: kept.pattern.tree, at: findings[index].node, of: facts.tree)
  }

  /// The edit of a dotted name's last part, where its new spelling begins as it did: the user's way of writing the
  /// rest stays.
  private func lastPartOnly(_ change: Change, of index: Int) -> Edit? {
    guard change.parts.count == 1, case .symbol(let wish) = change.parts[0] else { return nil }
    let place = findings[index].wishes[wish].place
    guard facts.tree.range(place) == change.range, let access = facts.memberAccess(at: place, language) else {
      return nil
    }
    let spelling = spelling(of: wish, in: index)
    guard let dot = spelling.lastIndex(of: "."), isSpelled(access.base, spelling[..<dot]) else { return nil }
    return Edit(access.memberRange, String(spelling[spelling.index(after: dot)...]))
  }

  /// Whether a dotted chain is written with these names, white space aside.
  private func isSpelled(_ node: NodeID, _ spelling: Substring) -> Bool {
    guard let access = facts.memberAccess(at: node, language) else { return facts.tree.text(node) == spelling }
    guard let dot = spelling.lastIndex(of: "."), spelling[spelling.index(after: dot)...] == access.member else {
      return false
    }
    return isSpelled(access.base, spelling[..<dot])
  }

  private func spelling(of wish: Int, in index: Int) -> String {
    settlement.spellings[(firstWish[index] ?? 0) + wish] ?? findings[index].wishes[wish].name
  }

  /// Adds what a part becomes. Text that follows text is one piece, as edits are compared by theirs.
  private func add(_ part: Change.Part, of index: Int, to pieces: inout [Piece]) {
    switch part {
    case .literal(let text): add(text, to: &pieces)
    case .copy(let range): pieces.append(.copy(range))
    case .symbol(let wish): add(spelling(of: wish, in: index), to: &pieces)
    case .argument(let node, let place):
      let isParenthesised = needsParentheses(node, at: place, of: findings[index].kept?.pattern)
      if isParenthesised { add("(", to: &pieces) }
      pieces.append(.copy(facts.tree.range(node)))
      if isParenthesised { add(")", to: &pieces) }
    }
  }

  private func add(_ text: String, to pieces: inout [Piece]) {
    if text.isEmpty { return }
    if case .literal(let before)? = pieces.last {
      pieces[pieces.count - 1] = .literal(before + text)
    } else {
      pieces.append(.literal(text))
    }
  }

  /// Whether a moved argument, or what itself takes its place, needs parentheses where it goes.
  private func needsParentheses(_ node: NodeID, at place: NodeID, of pattern: Pattern?) -> Bool {
    guard let pattern else { return false }
    if let inner = replacing[node] {
      // Inside its old place the replacement may have been parenthesised already; twice does no harm, never does.
      let already = language.needsParentheses(inner.root, of: inner.tree, at: node, of: facts.tree)
      return !already && language.needsParentheses(inner.root, of: inner.tree, at: place, of: pattern.tree)
    }
    return language.needsParentheses(node, of: facts.tree, at: place, of: pattern.tree)
  }
}
