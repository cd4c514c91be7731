// Applies one case of a rule to one use.

import RuleModel
import Semantics
import SourceModel

extension FileMatcher {
  // MARK: Calls

  /// Applies a case to a call.
  mutating func apply(
    _ entry: RuleSet.Entry, to site: CallSite, name: String, at node: NodeID, of reference: Reference
  ) -> Outcome {
    switch entry.action {
    case .rename, .match, .strings, .require, .declare, .follow: return .notThis
    case .tell(let was, let wholeSymbol):
      return tell(entry, was, wholeSymbol: wholeSymbol, site: site, name: name, at: node, of: reference)
    case .pin(let was, let values):
      return pin(entry, was, values, site: site, name: name, of: reference)
    case .replace(let was, _):
      return replace(entry, was, site: site, name: name, at: node, of: reference)
    }
  }

  private func receiver(of site: CallSite, _ was: Signature, _ reference: Reference) -> NodeID? {
    guard was.hasReceiver, reference.route == .receiver else { return nil }
    return ruleSet.language.memberAccess(at: site.callee, in: tree)?.base
  }

  /// Cases of a rule differ in their conditions: a call is bound once to what they have in common.
  private mutating func bind(
    _ site: CallSite, _ entry: RuleSet.Entry, _ was: Signature, _ reference: Reference
  ) -> Result<Binding, BindingError> {
    if let latest = latestBinding, latest.signature == entry.signature, latest.call == site.node,
      latest.route == reference.route
    {
      return latest.result
    }
    let result = Binding.bind(site.arguments, to: was, receiver: receiver(of: site, was, reference))
    latestBinding = LatestBinding(
      call: site.node, signature: entry.signature, route: reference.route, result: result)
    return result
  }

  private func truth(_ condition: Condition?, _ was: Signature, _ binding: Binding, _ site: CallSite) -> Truth {
    guard let condition else { return .yes }
    return ConditionScene(facts: facts, signature: was, binding: binding, call: site.node, surfaces: ruleSet.source)
      .truth(of: condition)
  }

  private mutating func replace(
    _ entry: RuleSet.Entry, _ was: Signature, site: CallSite, name: String, at node: NodeID, of reference: Reference
  ) -> Outcome {
    guard let template = entry.template else { return .notThis }
    let binding: Binding
    switch bind(site, entry, was, reference) {
    case .success(let bound): binding = bound
    case .failure(let error): return replaceUnbound(entry, was, error, site: site, name: name, of: reference)
    }
    let truth = truth(entry.condition, was, binding, site)
    guard truth != .no else {
      note(entry.rule, "its condition is false here")
      return .notThis
    }
    if template.isMade(by: binding, calling: name, in: tree, ruleSet.language) {
      note(entry.rule, "the call is already what it would become")
      // No other case of the rule has anything to say of it.
      return .taken
    }
    var finding = makeFinding(entry.rule, case: entry.index, node: site.node, name: name, of: reference)
    if truth == .unknown { finding.doubt("whether its condition holds cannot be told from the code") }
    let call = CallRewriting(
      ruleSet: ruleSet, tree: tree, site: site, reference: node, was: was, binding: binding, template: template)
    if let handler = ruleSet.rules[entry.rule].handler, let argument = binding.argument(handler.parameter) {
      dissolve(argument, handler.form, call, effects: template.effects, into: &finding)
      add(finding)
      return .taken
    }
    guard let rewriting = call.rewriting() else {
      finding.doubt("the call cannot be rewritten for certain")
      add(finding)
      return .taken
    }
    adopt(rewriting, template.kept, into: &finding)
    if ruleSet.language.givesNoValue(template.pattern), !facts.isStatement(site.node) {
      finding.doubt("what takes its place gives no value, and one is used here")
    }
    straddle(&finding, names: names(in: template, of: was))
    finding.effects = template.effects
    if entry.asksForLoading { moveModelPath(of: site.node, &finding) }
    if let model = entry.condition?.fedType.flatMap({ ruleSet.models.model(ofType: $0) }) {
      let step = EvidenceStep("feeds \(model.file)", tree.range(site.node))
      finding.receiver = TypeFact(type: model.type, evidence: .proved, chain: [step])
    }
    straddle(&finding, calling: template)
    add(finding)
    return .taken
  }

  /// The string that names the model's file names the converted one.
  func moveModelPath(of call: NodeID, _ finding: inout Finding) {
    guard let source = facts.modelSource(of: call) else { return }
    finding.receiver = TypeFact(
      type: source.model.type, evidence: source.place == nil ? .inferred : .proved,
      chain: [EvidenceStep("loads \(source.model.file)", tree.range(call))])
    finding.loadedModel = source.model.type
    if let elsewhere = source.elsewhere {
      finding.receiver?.chain.append(EvidenceStep("its path is \(elsewhere)", tree.range(call)))
      finding.modelPath = elsewhere
      return
    }
    guard let move = source.place.flatMap({ source.model.move(of: $0) }) else {
      return finding.doubt("the path of the model is put together elsewhere; it must lead to \(source.model.converted)")
    }
    finding.changes.append(Change(move.range, [.literal(move.text)]))
  }

  /// A call that cannot be bound: another name for the same parameters may still take its place.
  private mutating func replaceUnbound(
    _ entry: RuleSet.Entry, _ was: Signature, _ error: BindingError, site: CallSite, name: String,
    of reference: Reference
  ) -> Outcome {
    guard error.failure == .unpacked || entry.isLastResort(in: ruleSet) else {
      note(entry.rule, error.failure.reason)
      return .notThis
    }
    var finding = makeFinding(entry.rule, case: entry.index, node: site.node, name: name, of: reference)
    finding.doubt(error.failure.reason)
    add(finding)
    return .taken
  }

  private mutating func pin(
    _ entry: RuleSet.Entry, _ was: Signature, _ values: [Rule.PinnedValue], site: CallSite, name: String,
    of reference: Reference
  ) -> Outcome {
    var finding = makeFinding(entry.rule, case: entry.index, node: site.node, name: name, of: reference)
    switch bind(site, entry, was, reference) {
    case .failure(let error):
      if error.failure != .unpacked {
        note(entry.rule, error.failure.reason)
        return .notThis
      }
      finding.doubt(error.failure.reason)
    case .success(let binding):
      let truth = truth(entry.condition, was, binding, site)
      let missing = values.filter { binding.argument($0.parameter) == nil }
      guard truth != .no, !missing.isEmpty else {
        note(entry.rule, truth == .no ? "its condition is false here" : "the argument is given")
        return .notThis
      }
      if truth == .unknown { finding.doubt("whether its condition holds cannot be told from the code") }
      if isPinnable(missing, of: was, site) {
        addPinned(missing, to: site, &finding)
      } else {
        finding.doubt("arguments before it are not given")
      }
    }
    add(finding)
    return .taken
  }

  /// Without labels an argument stands for a parameter by its place only.
  private func isPinnable(_ values: [Rule.PinnedValue], of was: Signature, _ site: CallSite) -> Bool {
    let next = was.parameters.dropFirst(site.arguments.count).prefix(values.count).map(\.name)
    return !ruleSet.language.label("value").isEmpty || next == values.map(\.parameter)
  }

  private func addPinned(_ values: [Rule.PinnedValue], to site: CallSite, _ finding: inout Finding) {
    var parts: [Change.Part] = []
    for value in values {
      if !parts.isEmpty { parts.append(.literal(", ")) }
      parts.append(.literal(ruleSet.language.label(value.parameter)))
      if let symbol = value.value.symbols[value.value.root], symbol.contains(".") {
        finding.wishes.append(SymbolWish(place: site.node, replacesReference: false, name: symbol))
        parts.append(.symbol(finding.wishes.count - 1))
      } else {
        parts.append(.literal(value.value.tree.text(value.value.root)))
      }
    }
    let place = ruleSet.language.insertion(into: site.argumentList, in: tree)
    let change = Change(
      ByteRange(place.offset, place.offset), [.literal(place.before)] + parts + [.literal(place.after)])
    finding.changes.append(change)
    if let comma = place.commaOffset { finding.changes.append(Change(ByteRange(comma, comma), [.literal(",")])) }
  }

  private mutating func tell(
    _ entry: RuleSet.Entry, _ was: Signature, wholeSymbol: Bool, site: CallSite, name: String, at node: NodeID,
    of reference: Reference
  ) -> Outcome {
    if !wholeSymbol {
      switch bind(site, entry, was, reference) {
      case .failure(let error) where error.failure != .unpacked:
        note(entry.rule, error.failure.reason)
        return .notThis
      case .failure: break
      case .success(let binding):
        if truth(entry.condition, was, binding, site) == .no {
          note(entry.rule, "its condition is false here")
          return .notThis
        }
      }
    }
    if isFulfilled(entry.rule) { return .notThis }
    var finding = makeFinding(
      entry.rule, case: entry.index, node: wholeSymbol ? node : site.node, name: name, of: reference)
    if finding.standing == .rewritten, ruleSet.rules[entry.rule].header == nil { finding.standing = .review }
    add(finding)
    return .taken
  }

  /// Whether all that a rule without new text wants is a header, and the file has it.
  private func isFulfilled(_ rule: Int) -> Bool {
    guard let header = ruleSet.rules[rule].header else { return false }
    return facts.references.contains { $0.name == "<\(header)>" && $0.use == .imported }
  }

  // MARK: Bare references

  /// Applies a case to a name that is not called here.
  mutating func applyBare(
    _ entry: RuleSet.Entry, name: String, at node: NodeID, use: Reference.Use, of reference: Reference
  ) -> Outcome {
    if isOutOfSight(entry) {
      note(entry.rule, "this is not a call, and nothing in the file gives what the rule is about")
      return .notThis
    }
    switch entry.action {
    case .rename, .match, .strings, .require, .declare, .follow: return .notThis
    case .tell(_, let wholeSymbol):
      guard wholeSymbol || entry.condition == nil, !isFulfilled(entry.rule) else { return .notThis }
      var finding = makeFinding(entry.rule, case: entry.index, node: node, name: name, of: reference)
      if finding.standing == .rewritten, ruleSet.rules[entry.rule].header == nil { finding.standing = .review }
      add(finding)
    case .pin:
      addReview(entry.rule, at: node, name: name, of: reference, "a default changes, and this is not a call")
    case .replace(_, let now) where entry.isWholeSymbol && entry.template?.bareSymbol.map(ruleSet.isHanded) ?? true:
      replaceSymbol(entry, now, name: name, at: node, use: use, of: reference)
    case .replace where reference.guards.contains(.typeOnly): return .notThis
    case .replace(let was, _):
      guard let template = entry.template, template.isPlainRename(of: was),
        let symbol = template.bareSymbol ?? template.calleeSymbol, !was.hasReceiver || reference.route != .receiver,
        entry.condition == nil
      else {
        if writesFunction(entry, was, name: name, at: node, use: use, of: reference) { return .taken }
        addReview(entry.rule, at: node, name: name, of: reference, "only calls of it can be rewritten")
        return .taken
      }
      addRename(entry.rule, from: name, to: symbol, at: node, of: reference)
    }
    return .taken
  }

  /// Whether a case can say nothing of a name that is only passed on: where it asks for certainty, or for an argument
  /// that no call in the file gives by its label.
  mutating func isOutOfSight(_ entry: RuleSet.Entry) -> Bool {
    if entry.condition?.wantsCertainty ?? false { return true }
    guard !entry.isWholeSymbol, let label = entry.necessity?.label else { return false }
    return !gives(label)
  }

  /// Puts an expression in a name's place: `numpy.NINF` → `-numpy.inf`.
  private mutating func replaceSymbol(
    _ entry: RuleSet.Entry, _ now: Pattern, name: String, at node: NodeID, use: Reference.Use, of reference: Reference
  ) {
    var finding = makeFinding(entry.rule, case: entry.index, node: node, name: name, of: reference)
    if let change = memberChange(to: now, at: node, of: reference) {
      finding.changes = [change]
      return add(finding)
    }
    switch use {
    case .load, .call, .decorator, .annotation:
      var renderer = ShapeRenderer(
        pattern: now, binding: ShapeBinding(), tree: tree, language: ruleSet.language, place: node)
      renderer.handed = ruleSet.handedNames
      finding.changes = renderer.changes(replacing: tree.range(node))
      finding.wishes = renderer.wishes
      finding.gone = [node]
      finding.pattern = now
      finding.replacesNode = true
      straddle(&finding, names: now.symbols.values.filter { $0.contains(".") }.sorted())
    case .imported, .string, .doctest, .store, .delete:
      finding.doubt("an expression cannot stand here")
    }
    add(finding)
  }

  /// `self.signature.body` in the place of a member of a value: what stands behind the value is all there is to change.
  private func memberChange(to now: Pattern, at node: NodeID, of reference: Reference) -> Change? {
    let text = now.tree.text(now.root)
    guard reference.route == .receiver, now.variables.isEmpty, text.hasPrefix("self."),
      let access = ruleSet.language.memberAccess(at: node, in: tree)
    else { return nil }
    return Change(access.memberRange, [.literal(String(text.dropFirst(5)))])
  }

  // MARK: Members of values

  mutating func matchMember(_ reference: Reference) {
    guard let dot = reference.name.lastDot else { return }
    let member = String(reference.name[reference.name.index(after: dot)...])
    let isKnown = !reference.name.hasPrefix("?")
    for entry in ruleSet.entriesByMember[member] ?? [] {
      guard let owner = entry.owner else { continue }
      if isKnown, !isMember(reference.name, of: owner, member: member) { continue }
      if !isKnown, entry.isOfKnownOnly(in: ruleSet.language) || !facts.mayMeet(valuesOf: owner) { continue }
      if !isKnown, case .tell = entry.action, ruleSet.language.tellsOfUnknownReceivers, !mayHold(valuesOf: owner) {
        continue
      }
      let isGuess = !isKnown && ruleSet.models.model(ofType: owner) != nil
      // Every library has a `fit`: what is only said is said of models that are known to be ones.
      if isGuess, case .tell = entry.action { continue }
      // Of several models nothing says which one a value of no known type is.
      if isGuess, ruleSet.models.facts.count > 1 {
        addReview(
          entry.rule, at: reference.node, name: reference.name, of: reference,
          "if this is a model, the code does not show which")
        return
      }
      if applyMember(entry, reference, owner: owner, member: member) == .taken { return }
    }
  }

  /// Whether `name`, found on a value, is the member `owner.member` or one that a subclass inherits.
  private func isMember(_ name: String, of owner: String, member: String) -> Bool {
    let wanted = "\(owner).\(member)"
    return name == wanted || ruleSet.source.resolve(name)?.name == (ruleSet.source.resolve(wanted)?.name ?? wanted)
  }

  private mutating func applyMember(
    _ entry: RuleSet.Entry, _ reference: Reference, owner: String, member: String
  ) -> Outcome {
    let name = "\(owner).\(member)"
    if case .rename(_, let to) = entry.action { return renameMember(entry, to: to, name: name, reference) }
    if case .require(_, let absence) = entry.action { return require(entry, absence, name: name, reference) }
    guard let site = callSite(calling: reference.node) else {
      return applyBare(entry, name: name, at: reference.node, use: reference.use, of: reference)
    }
    return apply(entry, to: site, name: name, at: reference.node, of: reference)
  }

  private mutating func renameMember(
    _ entry: RuleSet.Entry, to: String, name: String, _ reference: Reference
  ) -> Outcome {
    guard let access = ruleSet.language.memberAccess(at: reference.node, in: tree),
      let dot = to.lastIndex(of: ".")
    else { return .notThis }
    var finding = makeFinding(entry.rule, case: entry.index, node: reference.node, name: name, of: reference)
    finding.changes = [Change(access.memberRange, [.literal(memberPath(to) ?? String(to[to.index(after: dot)...]))])]
    add(finding)
    return .taken
  }

  /// What stands behind the type: `declName.baseName` of `SwiftSyntax.MemberAccessExprSyntax.declName.baseName`.
  private func memberPath(_ name: String) -> String? {
    for owner in name.dottedBeginnings.dropFirst() where ruleSet.target.resolve(owner)?.entry.kind == .class {
      return String(name.dropFirst(owner.count + 1))
    }
    return nil
  }

  /// Another rule may rename the same member: this one never takes the place for itself.
  private mutating func require(
    _ entry: RuleSet.Entry, _ absence: String?, name: String, _ reference: Reference
  ) -> Outcome {
    let edits = ruleSet.language.edits(requiring: reference.node, absence: absence, in: tree)
    if let edits, edits.isEmpty { return .notThis }
    var finding = makeFinding(entry.rule, case: entry.index, node: reference.node, name: name, of: reference)
    if let edits {
      finding.changes = edits.map { edit in
        Change(
          edit.range,
          edit.replacement.map { piece in
            switch piece {
            case .literal(let text): .literal(text)
            case .copy(let range): .copy(range)
            }
          })
      }
    } else {
      finding.doubt("it was optional, and what is made of that cannot be rewritten for certain")
    }
    add(finding)
    // Of a value whose type is not known, one such rule says all that there is to say.
    return reference.receiver == nil ? .taken : .notThis
  }

  // MARK: Renames

  mutating func addRename(
    _ rule: Int, from name: String, to newName: String, at node: NodeID, of reference: Reference
  ) {
    var finding = makeFinding(rule, node: node, name: name, of: reference)
    switch reference.use {
    case .string:
      renameString(&finding, from: name, to: newName, reference)
    case .doctest:
      finding.doubt("it stands in a doctest")
    case .store, .delete:
      finding.doubt("the name is assigned to, not used")
    case .load, .call, .decorator, .annotation:
      finding.wishes = [SymbolWish(place: node, replacesReference: true, name: newName)]
      finding.changes = [Change(tree.range(node), [.symbol(0)])]
    case .imported:
      finding.wishes = [SymbolWish(place: node, replacesReference: true, name: newName)]
    }
    straddle(&finding, from: name, to: newName)
    add(finding)
  }

  private func renameString(
    _ finding: inout Finding, from name: String, to newName: String, _ reference: Reference
  ) {
    guard let content = reference.part ?? ruleSet.language.stringContent(of: reference.node, in: tree) else {
      finding.doubt("the string cannot be edited for certain")
      return
    }
    let text = tree.text(in: content)
    if text.contains(".") {
      // A dotted string is a spelling in force at that place: only its last part may change with the name.
      guard parent(name) == parent(newName), let dot = text.lastIndex(of: ".") else {
        finding.doubt("the string spells the name through an alias")
        return
      }
      finding.changes = [Change(content, [.literal(String(text[...dot]) + last(newName))])]
    } else if parent(name) == parent(newName) {
      finding.changes = [Change(content, [.literal(last(newName))])]
    } else {
      finding.doubt("the new name `\(newName)` is not a member of the same module")
    }
  }

  private func parent(_ name: String) -> Substring { name.lastIndex(of: ".").map { name[..<$0] } ?? "" }
  private func last(_ name: String) -> String {
    name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
  }

  // MARK: Findings

  /// A finding with the standing that the rule's grade and the evidence give.
  func makeFinding(
    _ rule: Int, case alternative: Int = 0, node: NodeID, name: String, of reference: Reference
  ) -> Finding {
    let standing: Standing =
      switch ruleSet.rules[rule].grade {
      case .safe: .rewritten
      case .review: .review
      case .advise: .advised
      }
    var finding = Finding(
      rule: rule, alternative: alternative, node: node, range: tree.range(node), name: name, standing: standing)
    finding.receiver = reference.receiver
    if reference.route == .receiver, (reference.receiver?.evidence ?? .guessed) < neededEvidence(of: reference) {
      let grade = reference.receiver?.evidence.name
      finding.doubt(grade.map { "the receiver's type is only \($0)" } ?? "the receiver's type is not known")
    }
    if let gone = ruleSet.rules[rule].lapsed {
      finding.doubt("it is gone since \(gone), so this did not run on the release in use")
    }
    if reference.guards.contains(.rebound) { finding.doubt("the name is bound more than once") }
    if reference.guards.contains(.shared) {
      finding.doubt("another module that the file imports declares the name, too, or its own does")
    }
    if reference.guards.contains(.elsewhere) { finding.doubt("the string may serve other places too") }
    if reference.guards.contains(.overriding) { finding.doubt("what stands here overrides it") }
    if reference.guards.contains(.unseen) {
      finding.doubt("this code is not compiled here, so only its text tells what it means")
    }
    return finding
  }

  /// A type that comes from loading a file stands for one model, which no other value has: joins of such are sure.
  private func neededEvidence(of reference: Reference) -> Evidence {
    reference.receiver.map { ruleSet.models.model(ofType: $0.type) != nil } ?? false ? .inferred : .annotated
  }

  mutating func addReview(
    _ rule: Int, at node: NodeID, name: String, of reference: Reference, _ reason: String
  ) {
    var finding = makeFinding(rule, node: node, name: name, of: reference)
    finding.doubt(reason)
    add(finding)
  }

  mutating func add(_ finding: consuming Finding) {
    if let header = ruleSet.rules[finding.rule].header, !finding.isHeldBack {
      let isPresent = facts.references.contains { $0.name == "<\(header)>" && $0.use == .imported }
      if !isPresent {
        finding.wishes.append(SymbolWish(place: finding.node, replacesReference: false, name: "<\(header)>"))
      }
    }
    note(finding.rule, finding.reasons.isEmpty ? "matched" : "matched, but " + finding.reasons.joined(separator: "; "))
    findings.append(finding)
  }

  private func adopt(_ rewriting: Rewriting, _ pattern: KeptPattern, into finding: inout Finding) {
    finding.changes = rewriting.changes
    finding.wishes = rewriting.wishes
    finding.gone = rewriting.gone
    finding.kept = pattern
    finding.replacesNode = rewriting.replacesNode
    for reason in rewriting.doubts { finding.doubt(reason) }
  }
}

extension RuleSet.Entry {
  /// Whether no later case of the same rule could still bind the call.
  func isLastResort(in ruleSet: RuleSet) -> Bool { isLastResort(among: ruleSet.rules) }

  func isLastResort(among rules: [Rule]) -> Bool { index == rules[rule].cases.count - 1 && index > 0 }

  /// The type whose member the case speaks of.
  var owner: String? {
    let name: String
    switch action {
    case .replace(let was, _), .pin(let was, _), .tell(let was, _): name = was.name
    case .rename(let from, _): name = from
    case .require(let member, _): name = member
    case .match, .strings, .declare, .follow: return nil
    }
    return name.lastIndex(of: ".").map { String(name[..<$0]) }
  }
}
