// Changes of declarations, of what code is handed, and of what may wait or fail.

import RuleModel
import Semantics
import SourceModel

extension FileMatcher {
  /// Adds what rules make of the file's declarations, and what every finding needs around it.
  mutating func matchDeclarations() {
    let changes = ruleSet.declarations.isEmpty ? [] : facts.declarationChanges(under: ruleSet.declarations)
    var found: [(change: DeclarationChange, finding: Int)] = []
    for change in changes {
      found.append((change, findings.count))
      addDeclaration(change)
    }
    dropCovered(by: found.map { $0.finding })
    dropRewritten()
    let kept = holdTogether(found)
    settleHanded(kept)
    settleEffects(kept)
  }

  private mutating func addDeclaration(_ change: DeclarationChange) {
    let grade = ruleSet.rules[change.rule].grade
    var finding = Finding(
      rule: change.rule, node: change.node, range: change.range, name: change.name,
      standing: grade == .safe ? .rewritten : grade == .review ? .review : .advised)
    for edit in change.edits {
      var parts: [Change.Part] = []
      for part in edit.parts {
        switch part {
        case .literal(let text): parts.append(.literal(text))
        case .symbol(let name):
          finding.wishes.append(SymbolWish(place: change.node, replacesReference: false, name: name))
          parts.append(.symbol(finding.wishes.count - 1))
        }
      }
      finding.changes.append(Change(edit.range, parts))
    }
    for reason in change.doubts { finding.doubt(reason) }
    if finding.changes.isEmpty, finding.standing == .rewritten { finding.standing = .review }
    add(finding)
  }

  /// A name inside what a declaration is rewritten to goes with it.
  private mutating func dropCovered(by declarations: [Int]) {
    guard !declarations.isEmpty else { return }
    var gone: Set<Int> = []
    for declaration in declarations where findings[declaration].standing == .rewritten {
      for change in findings[declaration].changes where !change.range.isEmpty {
        for index in findings.indices
        where !declarations.contains(index) && change.range.contains(findings[index].range) {
          gone.insert(index)
        }
        for index in uses.indices where change.range.contains(tree.range(uses[index].node)) {
          uses[index].standing = .rewritten
          uses[index].finding = declaration
        }
      }
    }
    for index in gone.sorted() {
      findings[index].changes = []
      findings[index].wishes = []
      findings[index].standing = .fine
    }
  }

  /// What is said of a use that a rule of several statements takes away is said no more.
  private mutating func dropRewritten() {
    for shape in findings.indices where findings[shape].isMarked && findings[shape].standing == .rewritten {
      for index in findings.indices where index != shape && !findings[index].isMarked {
        let place = findings[index].range
        let isTaken = findings[shape].changes.contains {
          !$0.range.isEmpty && $0.range.contains(place) && !copies($0, place)
        }
        guard isTaken else { continue }
        findings[index].standing = .fine
        for use in uses.indices where uses[use].finding == index {
          uses[use].finding = shape
          uses[use].standing = .rewritten
        }
      }
    }
  }

  /// A type of which not everything can be rewritten stays what it is, whole.
  private mutating func holdTogether(
    _ found: [(change: DeclarationChange, finding: Int)]
  ) -> [(change: DeclarationChange, finding: Int)] {
    for (change, _) in found {
      guard let whole = change.whole else { continue }
      let first = findings.indices.first { index in
        (findings[index].standing == .review || findings[index].standing == .advised)
          && whole.contains(findings[index].range)
      }
      guard let first else { continue }
      let name = ruleSet.rules[findings[first].rule].id
      let reason = "\(change.name) is rewritten whole or not at all, and `\(name)` in it is for a person"
      for index in findings.indices
      where findings[index].standing == .rewritten && whole.contains(findings[index].range) {
        findings[index].doubt(reason)
      }
    }
    return found
  }

  // MARK: What code is handed

  /// Names such as `context` in a rule's text stand where something binds them.
  private mutating func settleHanded(_ found: [(change: DeclarationChange, finding: Int)]) {
    guard !ruleSet.handedNames.isEmpty else { return }
    let changes = Dictionary(uniqueKeysWithValues: found.map { ($0.finding, $0.change) })
    var namesHanded: [RuleCase: [String]] = [:]
    let stranded = findings.indices.map { index in (changes[index]?.leaves ?? []) + strandedNames(in: index) }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for index in findings.indices where findings[index].standing == .rewritten {
        if let place = stranded[index].first(where: { !isRewritten($0, besides: index) }) {
          let line = LineTable(tree.bytes).position(of: place.start).line
          findings[index].doubt("`\(tree.text(in: place))` in line \(line) would mean nothing any more")
          hasChanged = true
          continue
        }
        let needs = changes[index]?.needs ?? []
        for name in needs + names(handedTo: index, &namesHanded) where !isHanded(name, to: index, found) {
          findings[index].doubt("nothing called `\(name)` is at hand here")
          hasChanged = true
          break
        }
      }
    }
  }

  /// Where statements that a rule moves before the declaration of a variable name the variable.
  private func strandedNames(in index: Int) -> [ByteRange] {
    guard !findings[index].moved.isEmpty else { return [] }
    let blocks = findings[index].changes.flatMap(\.parts).compactMap { part -> ByteRange? in
      if case .copy(let range) = part { range } else { nil }
    }
    guard let block = blocks.first else { return [] }
    return tree.rows.indices.map { NodeID($0) }.filter { node in
      !tree.hasChildren(node) && block.contains(tree.range(node)) && findings[index].moved.contains(tree.text(node))
    }.map { tree.range($0) }
  }

  /// Whether a change of another finding, or one inside what this one copies, takes a place.
  private func isRewritten(_ place: ByteRange, besides index: Int) -> Bool {
    findings.indices.contains { other in
      other != index && findings[other].standing == .rewritten
        && findings[other].changes.contains { !$0.range.isEmpty && $0.range.contains(place) && !copies($0, place) }
    }
  }

  private func copies(_ change: Change, _ place: ByteRange) -> Bool {
    change.parts.contains { part in
      switch part {
      case .copy(let range): range.contains(place)
      case .argument(let node, _): tree.range(node).contains(place)
      case .literal, .symbol: false
      }
    }
  }

  /// A case of a rule.
  private struct RuleCase: Hashable {
    var rule: Int
    var alternative: Int
  }

  /// The names of what is handed that a finding's pattern uses; the same for all findings of one case.
  private func names(handedTo index: Int, _ known: inout [RuleCase: [String]]) -> [String] {
    guard let kept = findings[index].kept else { return [] }
    let place = RuleCase(rule: findings[index].rule, alternative: findings[index].alternative)
    // What a closure becomes is no case's own text.
    let isOwnText = findings[index].isMarked
    if !isOwnText, let names = known[place] { return names }
    let pattern = kept.pattern
    var names = Set(pattern.symbols.values.map(\.firstDottedPart).filter { ruleSet.handedNames.contains($0) })
    if !names.isEmpty { names.subtract(ruleSet.language.names(boundBy: pattern)) }
    let sorted = names.sorted()
    if !isOwnText { known[place] = sorted }
    return sorted
  }

  private func isHanded(
    _ name: String, to index: Int, _ found: [(change: DeclarationChange, finding: Int)]
  ) -> Bool {
    let place = findings[index].range
    let isBound = found.contains { change, finding in
      guard let binds = change.binds, binds.name == name, findings[finding].standing == .rewritten else { return false }
      return binds.scope.contains(place)
    }
    let isBoundByShape = findings.indices.contains { other in
      guard other != index, findings[other].standing == .rewritten, findings[other].range.contains(place),
        case .match(_, _, let rewrite?)? = ruleSet.rules[findings[other].rule].cases.first?.action
      else { return false }
      return ruleSet.language.names(boundBy: rewrite).contains(name)
    }
    return (isBound || isBoundByShape) && !facts.binds(name, at: findings[index].node)
  }

  // MARK: What waits and fails

  private mutating func settleEffects(_ found: [(change: DeclarationChange, finding: Int)]) {
    let handed = found.filter { $0.change.binds != nil && findings[$0.finding].standing == .rewritten }
      .compactMap { $0.change.binds?.scope }
    let wanted = findings.indices.filter { !findings[$0].effects.isEmpty && !findings[$0].changes.isEmpty }
    let (calls, obstacles) = facts.foreignSeeds()
    guard !wanted.isEmpty || !calls.isEmpty || !obstacles.isEmpty else { return }
    for (function, places) in obstacles {
      waiting[function, default: WaitingFunction(effects: [], rule: "")]
        .formUnion(WaitingFunction(effects: [], rule: "", obstacles: places))
    }
    settleDissolved(handed)
    let dissolved = dissolvedClosures
    let certain = wanted.filter { findings[$0].standing == .rewritten }
    let plans = facts.effectPlans(
      for: certain.map { seed(findings[$0]) } + calls.map(\.seed), handed: handed, dissolved: dissolved)
    for (index, plan) in zip(certain, plans) {
      take(plan, into: index)
      tellOthers(of: plan, rule: ruleSet.rules[findings[index].rule].qualifiedID)
    }
    for (call, plan) in zip(calls, plans.dropFirst(certain.count)) { follow(call, plan) }
    let doubted = wanted.filter { !certain.contains($0) }
    let offered = facts.effectPlans(
      for: doubted.map { seed(findings[$0]) }, handed: handed, dissolved: dissolved)
    for (index, plan) in zip(doubted, offered) { take(plan, into: index) }
    dropEmpty()
  }

  private var dissolvedClosures: [ByteRange] {
    findings.compactMap { $0.standing == .rewritten ? $0.dissolved : nil }
  }

  /// Finds which closures can be dissolved, before what stands in them is planned: it waits where they do.
  private mutating func settleDissolved(_ handed: [ByteRange]) {
    var isSettled = false
    while !isSettled {
      isSettled = true
      let open = findings.indices.filter { findings[$0].dissolved != nil && findings[$0].standing == .rewritten }
      guard !open.isEmpty else { return }
      let plans = facts.effectPlans(
        for: open.map { seed(findings[$0]) }, handed: handed, dissolved: dissolvedClosures)
      for (index, plan) in zip(open, plans) where !plan.obstacles.isEmpty {
        take(plan, into: index)
        isSettled = false
      }
    }
  }

  private mutating func take(_ plan: EffectPlan, into index: Int) {
    guard plan.obstacles.isEmpty else {
      let places = plan.obstacles.joined(separator: "; ")
      return findings[index].doubt("it has to wait, which it cannot do here for certain: \(places)")
    }
    findings[index].changes += plan.edits.map { edit in
      Change(
        edit.range,
        edit.replacement.map { piece in
          switch piece {
          case .literal(let text): .literal(text)
          case .copy(let range): .copy(range)
          }
        })
    }
  }

  private mutating func tellOthers(of plan: EffectPlan, rule: String) {
    for (function, effects) in plan.functions {
      let told = WaitingFunction(
        effects: effects, rule: rule, obstacles: plan.localObstacles, labels: plan.labels[function])
      waiting[function, default: told].formUnion(told)
    }
  }

  /// A call of a function that another file makes wait: it waits too, or the other file is told that it cannot.
  private mutating func follow(_ call: ForeignSeed, _ plan: EffectPlan) {
    tellOthers(of: plan, rule: call.rule)
    guard plan.localObstacles.isEmpty else {
      let told = WaitingFunction(effects: [], rule: "", obstacles: plan.localObstacles)
      waiting[call.function, default: told].formUnion(told)
      return
    }
    guard plan.obstacles.isEmpty, !plan.edits.isEmpty,
      let rule = ruleSet.rules.firstIndex(where: { $0.qualifiedID == call.rule })
    else { return }
    let node = call.seed.node
    findings.append(
      Finding(rule: rule, node: node, range: tree.range(node), name: call.function, standing: .rewritten))
    take(plan, into: findings.count - 1)
  }

  private func seed(_ finding: Finding) -> EffectSeed {
    EffectSeed(node: finding.node, effects: finding.effects, isMarked: finding.isMarked)
  }

  /// A call that already is what its rule makes of it is no finding.
  private mutating func dropEmpty() {
    for index in findings.indices where !findings[index].effects.isEmpty && findings[index].reasons.isEmpty {
      let changes = findings[index].changes
      let isSame = changes.allSatisfy { change in
        guard change.parts.count <= 1 else { return false }
        switch change.parts.first {
        case .literal(let text): return text == tree.text(in: change.range)
        // The very name that stands there.
        case .symbol(let wish): return findings[index].wishes[wish].name == findings[index].name
        default: return change.parts.isEmpty && change.range.isEmpty
        }
      }
      guard isSame else { continue }
      findings[index].changes = []
      findings[index].wishes = []
      findings[index].standing = .fine
    }
  }

  /// Findings that others have taken the place of, or that change nothing, are none.
  mutating func dropFine() {
    guard findings.indices.contains(where: { findings[$0].standing == .fine }) else { return }
    var places: [Int?] = []
    var kept = 0
    for index in findings.indices {
      let stays = findings[index].standing != .fine
      places.append(stays ? kept : nil)
      if stays {
        findings.swapAt(kept, index)
        kept += 1
      }
    }
    findings.removeLast(findings.count - kept)
    for index in uses.indices {
      guard let finding = uses[index].finding else { continue }
      uses[index].finding = places[finding]
      if places[finding] == nil, uses[index].standing == .rewritten { uses[index].standing = .fine }
    }
  }
}
