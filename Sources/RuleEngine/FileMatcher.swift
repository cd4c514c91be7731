// Holds every use in a file against the rules.

import RuleModel
package import Semantics
package import SourceModel

extension RuleSet {
  /// What the rules say of one file.
  ///
  /// Linear in the file's references; types are asked for only where a rule about a member needs them.
  ///
  /// - Parameter unnamed: The last parts of what other modules of the project may give to the file without its saying
  ///   so (`ProjectIndex.unnamed`).
  package func findings(in facts: any FileFacts, unnamed: NameSet = []) -> FileFindings {
    var matcher = FileMatcher(ruleSet: self, facts: facts, unnamed: unnamed)
    matcher.run()
    return FileFindings(findings: matcher.findings, uses: matcher.uses, waiting: matcher.waiting)
  }

  /// What was tried at each reference whose range touches `range`, for a person who asks why.
  package func explanations(
    in facts: any FileFacts, unnamed: NameSet = [], touching range: ByteRange
  ) -> [Explanation] {
    var matcher = FileMatcher(ruleSet: self, facts: facts, unnamed: unnamed)
    matcher.keepsAttempts = true
    matcher.run()
    return matcher.explanations.filter { explanation in
      let place = facts.tree.range(explanation.reference.node)
      return place.start < range.end && range.start < place.end
    }
  }
}

/// Why a place was or was not rewritten.
package struct Explanation: Sendable {
  package var reference: Reference
  package var standing: Standing
  /// One sentence for each rule that was tried.
  package var attempts: [String]
}

/// How a call was bound to a signature, by the number of that.
struct LatestBinding {
  var call: NodeID
  var signature: Int
  var route: Reference.Route
  var result: Result<Binding, BindingError>
}

/// The work on one file. Never copied: it has many parts, and its methods are called for each use.
struct FileMatcher: ~Copyable {
  let ruleSet: RuleSet
  let facts: any FileFacts
  let unnamed: NameSet
  /// The symbols of shapes among the names looked at.
  private(set) var shapeSymbols: Set<Int> = []
  /// What the names looked at have of `ShapeIndex.producers(in:)`.
  private(set) var producers: Set<Int> = []
  /// The references that stand for symbols of shapes, imports aside.
  private(set) var shapeReferences: [Reference] = []
  private var verdicts = NamedValues<RuleSet.NameVerdict>()
  /// The same by the numbers that the language gave to names.
  private var numberedVerdicts: ContiguousArray<RuleSet.NameVerdict?> = []
  /// By the same numbers how all uses of a name stand of which no rule has anything to say; nil of others. A verdict is
  /// shared by all threads, so that taking hold of one costs more than reading this.
  private var plainStandings: ContiguousArray<Standing?> = []
  var findings: [Finding] = []
  var uses: [FileFindings.Use] = []
  /// The places of imports among the references, and so among the uses.
  private var imports: [Int] = []
  var waiting: [String: WaitingFunction] = [:]
  var explanations: [Explanation] = []
  var keepsAttempts = false
  var attempts: [String] = []

  let tree: Tree
  var parents: ContiguousArray<NodeID> { facts.parents }
  /// Every name used other than in imports, and the beginnings of those names.
  private lazy var usedNames: NameSet = makeUsedNames()
  /// How the last call was bound to the last signature.
  var latestBinding: LatestBinding?
  /// What `names(in:of:)` found.
  var namesOfTemplates: [ObjectIdentifier: [String]] = [:]
  /// Whether a label stands somewhere in the file, for those that were asked for.
  private var labelsGiven: [String: Bool] = [:]
  /// Whether a value of a type may be in the file, for those that were asked for.
  private var typesHeld: [String: Bool] = [:]

  init(ruleSet: RuleSet, facts: any FileFacts, unnamed: NameSet) {
    self.ruleSet = ruleSet
    self.facts = facts
    self.unnamed = unnamed
    tree = facts.tree
  }

  mutating func run() {
    let references = facts.references
    uses.reserveCapacity(references.count)
    for place in references.indices {
      if references[place].isImport { imports.append(place) }
      if let standing = plainStanding(references[place]) {
        uses.append(.init(node: references[place].node, reference: place, standing: standing, finding: nil))
        continue
      }
      let reference = references[place]
      let first = findings.count
      attempts = []
      let standing = look(at: reference)
      let finding = findings.count > first ? first : nil
      uses.append(.init(node: reference.node, reference: place, standing: standing, finding: finding))
      if keepsAttempts {
        explanations.append(Explanation(reference: reference, standing: standing, attempts: attempts))
      }
    }
    matchShapes()
    matchDeclarations()
    followValues()
    settleGuards()
    dropFine()
    settleImportStandings()
    findings.sort { $0.range == $1.range ? $0.rule < $1.rule : $0.range < $1.range }
  }

  mutating func note(_ rule: Int, _ outcome: @autoclosure () -> String) {
    if keepsAttempts { attempts.append("\(ruleSet.rules[rule].qualifiedID): \(outcome())") }
  }

  // MARK: One reference

  /// Guards under which the code itself does without a name that is missing.
  private static let leftAlone: UInt16 =
    Reference.Guards.handled.rawValue | Reference.Guards.tested.rawValue | Reference.Guards.version.rawValue

  /// How a use stands of whose name all is known, if there is nothing else to be said of it.
  private func plainStanding(_ reference: Reference) -> Standing? {
    let number = Int(reference.number)
    guard !keepsAttempts, !reference.isOfValue, number >= 0, number < plainStandings.count,
      let standing = plainStandings[number]
    else { return nil }
    return reference.guards.rawValue & Self.leftAlone != 0 ? .fine : standing
  }

  private mutating func look(at reference: Reference) -> Standing {
    if reference.guards.rawValue & Self.leftAlone != 0 {
      noteSymbols(verdict(on: reference), reference)
      if keepsAttempts { attempts.append("left alone: the code itself handles its absence") }
      return .fine
    }
    let verdict = self.verdict(on: reference)
    if !reference.isOfValue {
      if !reference.isImport { noteSymbols(verdict, reference) }
      if let standing = verdict.plainStanding { return standing }
    }
    let before = findings.count
    if reference.isOfValue {
      matchMember(reference)
    } else {
      if verdict.concernsChain { matchChain(reference, verdict) }
      if findings.count == before { matchMemberOfValue(reference, verdict) }
    }
    matchStrings(verdict.strings, of: reference, since: before)
    if findings.count > before {
      return strongestStanding(from: before)
    }
    return unmatchedStanding(reference, verdict)
  }

  /// How a use stands of which findings speak from one place on.
  private func strongestStanding(from first: Int) -> Standing {
    var strongest = Standing.advised
    for index in first..<findings.count {
      switch findings[index].standing {
      case .rewritten: return .rewritten
      case .review: strongest = .review
      default: break
      }
    }
    return strongest
  }

  private mutating func verdict(on reference: Reference) -> RuleSet.NameVerdict {
    guard reference.number != Reference.unnumbered else { return verdict(on: reference.name) }
    let number = Int(reference.number)
    while numberedVerdicts.count <= number {
      numberedVerdicts.append(nil)
      plainStandings.append(nil)
    }
    if let known = numberedVerdicts[number] { return known }
    let verdict = ruleSet.verdict(on: reference.name)
    numberedVerdicts[number] = verdict
    plainStandings[number] = verdict.shapeSymbols.isEmpty ? verdict.plainStanding : nil
    for word in verdict.producers { producers.insert(word) }
    return verdict
  }

  /// Asked of the rule set once a file.
  mutating func verdict(on name: String) -> RuleSet.NameVerdict {
    if let known = verdicts[name] { return known }
    let verdict = ruleSet.verdict(on: name)
    verdicts.add(name, verdict)
    for word in verdict.producers { producers.insert(word) }
    return verdict
  }

  private mutating func noteSymbols(_ verdict: RuleSet.NameVerdict, _ reference: Reference) {
    guard !verdict.shapeSymbols.isEmpty else { return }
    for symbol in verdict.shapeSymbols where !shapeSymbols.contains(symbol) { shapeSymbols.insert(symbol) }
    if !reference.isImport { shapeReferences.append(reference) }
  }

  /// `numpy.add.outer` is a member of the value `numpy.add`.
  private mutating func matchMemberOfValue(_ reference: Reference, _ verdict: RuleSet.NameVerdict) {
    guard reference.use == .call, let found = verdict.ofValue else { return }
    var member = reference
    member.name = found.name
    member.route = .receiver
    member.receiver = TypeFact(type: found.type, evidence: .proved)
    matchMember(member)
  }

  /// Walks from the whole dotted chain to its beginnings; the longest that a rule speaks of is taken.
  private mutating func matchChain(_ reference: Reference, _ whole: RuleSet.NameVerdict) {
    var name = reference.name
    var node = reference.node
    var suffix = ""
    // False once the name is shorter than what the node stands for (`numeric` imported from `numpy.core`).
    var isWhole = true
    while true {
      let verdict = name == reference.name ? whole : self.verdict(on: name)
      if isWhole, matchNamed(verdict.entries, name, at: node, of: reference, isOutermost: suffix.isEmpty) { return }
      if !isWhole, matchOwner(name, at: node, of: reference) { return }
      let rename = isWhole || suffix.isEmpty ? verdict.rename : ruleSet.renames[name]
      if let rename, matchRename(rename, name, suffix: suffix, isWhole: isWhole, at: node, of: reference) { return }
      guard verdict.hasSpokenBeginning, let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return }
      let last = String(name[name.index(after: dot)...])
      if isWhole, let access = facts.memberAccess(at: node, ruleSet.language), access.member == last {
        node = access.base
        suffix = "." + last
      } else {
        suffix = isWhole ? "." + last : "." + last + suffix
        isWhole = false
      }
      name = String(name[..<dot])
    }
  }

  private mutating func matchNamed(
    _ entries: [RuleSet.Entry], _ name: String, at node: NodeID, of reference: Reference, isOutermost: Bool
  ) -> Bool {
    guard !entries.isEmpty else { return false }
    if reference.isImport { return matchImported(entries, name, at: node, of: reference) }
    return matchUse(entries, name, at: node, use: isOutermost ? reference.use : .load, of: reference)
  }

  /// - Parameters:
  ///   - suffix: What the chain goes on with behind the name.
  ///   - isWhole: Whether the node stands for the name alone, so that what follows stays as it is.
  private mutating func matchRename(
    _ rule: Int, _ name: String, suffix: String, isWhole: Bool, at node: NodeID, of reference: Reference
  ) -> Bool {
    guard case .rename(_, let to)? = ruleSet.rules[rule].cases.first?.action else { return false }
    if reference.isImport, isFollowing(reference, isWhole ? name : name + suffix) {
      note(rule, "the import follows its uses")
      return true
    }
    if let missing = ruleSet.missingMember(of: to, suffix) {
      addReview(rule, at: node, name: name, of: reference, "`\(to)` has no `\(missing)`")
      return true
    }
    let suffix = isWhole ? "" : suffix
    let (place, old) = shortestRename(name, to: to, at: node)
    let rest = String(name.dropFirst(old.count))
    let newName = rest.isEmpty ? to : String(to.dropLast(rest.count))
    addRename(
      rule, from: old + (rest.isEmpty ? suffix : ""), to: newName + (rest.isEmpty ? suffix : ""), at: place,
      of: reference)
    return true
  }

  /// The beginning of a chain whose own rename already says what the whole chain becomes: where `numpy.core.records`
  /// becomes `numpy.rec`, its members follow, and the import is all there is to change.
  private func shortestRename(_ name: String, to newName: String, at node: NodeID) -> (node: NodeID, name: String) {
    var found = (node: node, name: name)
    var current = (node: node, name: name)
    var rest = ""
    while let access = facts.memberAccess(at: current.node, ruleSet.language),
      current.name.hasSuffix("." + access.member)
    {
      rest = ".\(access.member)" + rest
      current = (access.base, String(current.name.dropLast(access.member.count + 1)))
      if case .rename(_, let to)? = ruleSet.renames[current.name].flatMap({ ruleSet.rules[$0].cases.first?.action }),
        to + rest == newName
      {
        found = current
      }
    }
    return found
  }

  // MARK: Uses of a named API

  private mutating func matchUse(
    _ entries: [RuleSet.Entry], _ name: String, at node: NodeID, use: Reference.Use, of reference: Reference
  ) -> Bool {
    var matched = false
    var settledRules: Set<Int> = []
    let site = callSite(calling: node)
    for entry in entries where !settledRules.contains(entry.rule) {
      let outcome: Outcome
      if !entry.isWholeSymbol, let site {
        if isPassedBy(entry, site) { continue }
        outcome = apply(entry, to: site, name: name, at: node, of: reference)
      } else {
        outcome = applyBare(entry, name: name, at: node, use: use, of: reference)
      }
      if outcome == .taken {
        settledRules.insert(entry.rule)
        matched = true
        if case .replace = entry.action { return true }
      }
    }
    return matched
  }

  enum Outcome { case taken, notThis }

  /// Whether a case has nothing to say of a call, seen without binding it.
  private func isPassedBy(_ entry: RuleSet.Entry, _ site: CallSite) -> Bool {
    guard !keepsAttempts, let necessity = entry.necessity, !entry.isLastResort(in: ruleSet) else { return false }
    return necessity.isMissing(in: site)
  }

  /// The call that `node` is called by; in every language what is called stands first.
  func callSite(calling node: NodeID) -> CallSite? {
    guard let parent = tree.parent(ofFirstChild: node), let site = ruleSet.language.callSite(at: parent, in: tree),
      site.callee == node
    else { return nil }
    return site
  }

  private mutating func matchImported(
    _ entries: [RuleSet.Entry], _ name: String, at node: NodeID, of reference: Reference
  ) -> Bool {
    if isFollowing(reference, reference.name) {
      if let rule = entries.first?.rule { note(rule, "the import follows its uses") }
      return true
    }
    if tell(entries, name, at: node, of: reference) { return true }
    for entry in entries {
      guard case .replace(let was, _) = entry.action, let template = entry.template, template.isPlainRename(of: was),
        let symbol = template.bareSymbol ?? template.calleeSymbol
      else { continue }
      addRename(entry.rule, from: name, to: symbol, at: node, of: reference)
      return true
    }
    // What is still there is imported as before.
    if ruleSet.targetHas(name) { return true }
    for entry in entries where !isOutOfSight(entry) {
      guard case .replace = entry.action, entry.template != nil else { continue }
      addReview(entry.rule, at: node, name: name, of: reference, "only calls of it can be rewritten")
      return true
    }
    return true
  }

  /// What is said of a whole module is said of each name that is imported from it.
  private mutating func matchOwner(_ name: String, at node: NodeID, of reference: Reference) -> Bool {
    guard let entries = ruleSet.entriesByName[name], entries.contains(where: \.isWholeSymbol) else { return false }
    if reference.isImport, isFollowing(reference, reference.name) { return true }
    return tell(entries, name, at: node, of: reference)
  }

  private mutating func tell(
    _ entries: [RuleSet.Entry], _ name: String, at node: NodeID, of reference: Reference
  ) -> Bool {
    var isTold = false
    for entry in entries {
      guard case .tell(_, wholeSymbol: true) = entry.action else { continue }
      isTold = applyBare(entry, name: name, at: node, use: reference.use, of: reference) == .taken || isTold
    }
    return isTold
  }

  /// Whether what becomes of an import is settled by the uses of the name; those that come by another import say nothing.
  private mutating func isFollowing(_ reference: Reference, _ name: String) -> Bool {
    usedNames.contains(name) && facts.hasUses(importAt: reference.node) ?? true
  }

  private func makeUsedNames() -> NameSet {
    facts.references.reduce(into: []) { names, reference in
      if !reference.isImport, !reference.isOfValue { names.insert(beginningsOf: reference.name) }
    }
  }

  /// Whether an argument of this label is given anywhere in the file, by itself or as a key of a mapping.
  mutating func gives(_ label: String) -> Bool {
    if let known = labelsGiven[label] { return known }
    let given = tree.mentions(label: label, written: ruleSet.language.label(label))
    labelsGiven[label] = given
    return given
  }

  /// Whether a value of a type may be in the file: one of the few names that give one stands there, or another module
  /// may hand it one. Of types that much gives it always may.
  mutating func mayHold(valuesOf type: String) -> Bool {
    if let known = typesHeld[type] { return known }
    let names = ruleSet.producers(of: type)
    let held = names.map { $0.contains { unnamed.contains($0) || tree.mentions(word: $0) } } ?? true
    typesHeld[type] = held
    return held
  }

  // MARK: The ledger

  private func unmatchedStanding(_ reference: Reference, _ verdict: RuleSet.NameVerdict) -> Standing {
    guard reference.isOfValue else { return verdict.unmatched }
    // What the runtime gives in a model's place has none of the old one's members.
    return reference.receiver.map { ruleSet.models.model(ofType: $0.type) != nil } ?? false ? .broken : .fine
  }

  /// An import stands as the uses that it follows do.
  private mutating func settleImportStandings() {
    var worst: [String: Standing] = [:]
    let references = facts.references
    for use in uses where use.finding != nil {
      let order: [Standing] = [.rewritten, .review, .advised]
      let name = references[use.reference].name
      if let old = worst[name], (order.firstIndex(of: old) ?? 0) >= (order.firstIndex(of: use.standing) ?? 0) {
        continue
      }
      worst[name] = use.standing
    }
    for index in imports where uses[index].finding == nil {
      let name = references[uses[index].reference].name
      if let standing = worst[name] {
        uses[index].standing = standing
      } else if uses[index].standing == .broken, let member = worstMember(of: name, worst) {
        uses[index].standing = member
      }
    }
  }

  /// How the uses of a module's members stand: `import lib.core` follows `lib.core.f`.
  private func worstMember(of module: String, _ worst: [String: Standing]) -> Standing? {
    let standings = Set(worst.filter { $0.key.hasPrefix(module + ".") }.values)
    return [.advised, .review, .rewritten].first { standings.contains($0) }
  }
}

extension FileFacts {
  func memberAccess(at node: NodeID, _ language: any Language) -> MemberAccess? {
    language.memberAccess(at: node, in: tree)
  }
}

extension Reference {
  // Equality is not inlined across rooms; these two are asked of every reference several times.
  /// Whether it is the name in an import statement.
  fileprivate var isImport: Bool { if case .imported = use { true } else { false } }

  /// Whether it is reached through a value's type.
  fileprivate var isOfValue: Bool { if case .receiver = route { true } else { false } }
}
