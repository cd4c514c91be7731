// Turns one bound call into what `now` says, keeping as much of the user's text as can stay.

import Semantics
import SourceModel

/// A rewriting of one call: what to change, and what speaks against doing it unasked.
struct Rewriting {
  var changes: [Change] = []
  var wishes: [SymbolWish] = []
  var gone: [NodeID] = []
  /// Whether the template's root takes the call's place, so that parentheses may be needed around it.
  var replacesNode = false
  /// Reasons for a person to look first.
  var doubts: [String] = []
}

/// One call to rewrite, and all that is known about it.
struct CallRewriting {
  var ruleSet: RuleSet
  var tree: Tree
  var site: CallSite
  /// The reference that named the API: the callee, or the part of it the rule speaks of.
  var reference: NodeID
  var was: Signature
  var binding: Binding
  var template: Template

  var language: any Language { ruleSet.language }

  /// The rewriting that keeps the call's own text where possible, else one that writes the call anew.
  func rewriting() -> Rewriting? {
    inPlace() ?? anew()
  }

  // MARK: In place

  /// Changes the callee and single arguments only; nil where the call must be written anew.
  private func inPlace() -> Rewriting? {
    guard template.call != nil, template.calleeSymbol != nil || template.calleeMember != nil else { return nil }
    var plan = ArgumentPlan(rewriting: self)
    guard plan.make() else { return nil }
    var result = Rewriting()
    guard changeCallee(&result, plan) else { return nil }
    result.changes += plan.changes
    result.doubts += plan.doubts
    return result
  }

  private func changeCallee(_ result: inout Rewriting, _ plan: ArgumentPlan) -> Bool {
    if let member = template.calleeMember {
      guard let access = language.memberAccess(at: site.callee, in: tree), binding.receiver == access.base else {
        return false
      }
      result.changes.append(Change(access.memberRange, [.literal(member.member)]))
      result.wishes = plan.wishes
      return true
    }
    guard let symbol = template.calleeSymbol else { return false }
    let movesReceiver = plan.receiverMoves
    result.wishes = [SymbolWish(place: reference, replacesReference: !movesReceiver, name: symbol)] + plan.wishes
    if movesReceiver, let receiver = binding.receiver, let place = template.slots.first?.argument.node {
      // `x.ptp(axis=1)` → `np.ptp(x, axis=1)`: everything up to the first argument is written anew.
      let head = ByteRange(tree[site.node].start, site.argumentList.start)
      let separator = plan.keepsArguments ? (startsOnNewLine(site.argumentList) ? "," : ", ") : ""
      result.changes = [
        Change(head, [.symbol(0), .literal("("), .argument(receiver, place: place), .literal(separator)])
      ]
    } else {
      result.changes = [ruleSet.spellingChange(at: site.callee, from: was.name, to: symbol, in: tree)]
    }
    return true
  }

  private func startsOnNewLine(_ list: ByteRange) -> Bool {
    tree.bytes[list.range].first.map { $0 == 0x0A || $0 == 0x0D } ?? false
  }

  // MARK: Anew

  /// Writes the whole call from the template.
  private func anew() -> Rewriting? {
    var renderer = TemplateRenderer(rewriting: self)
    guard var parts = renderer.render() else { return nil }
    if parts.isEmpty { parts = [.literal("")] }
    var result = Rewriting()
    result.replacesNode = true
    result.changes = [Change(tree.range(site.node), parts)]
    result.wishes = renderer.wishes
    result.doubts = renderer.doubts + sideEffectDoubts(order: renderer.used) + commentDoubts(kept: renderer.used)
    if !result.wishes.contains(where: { $0.replacesReference }) { result.gone = [reference] }
    return result
  }

  /// Complaints about arguments that would be evaluated in another order, twice or not at all.
  func sideEffectDoubts(order: [NodeID]) -> [String] {
    // A method called on its class has its receiver among the arguments.
    let given = ([binding.receiver].compactMap { $0 } + site.arguments.map(\.node).filter { $0 != binding.receiver })
      .filter { language.hasSideEffects($0, in: tree) }
    let written = order.filter { given.contains($0) }
    if written == given { return [] }
    if given.contains(where: { !written.contains($0) }) {
      return ["an argument that is a call would no longer be evaluated"]
    }
    if written.count > given.count { return ["an argument that is a call would be evaluated twice"] }
    return ["arguments that are calls would be evaluated in another order"]
  }

  private func commentDoubts(kept: [NodeID]) -> [String] {
    let lost = language.comments(in: tree.range(site.node), of: tree).filter { comment in
      !kept.contains { tree.range($0).contains(comment) }
    }
    return lost.isEmpty ? [] : ["a comment inside the call would be lost"]
  }

  // MARK: Defaults

  /// Whether leaving out the argument of `slot` means what leaving out `parameter` meant.
  ///
  /// False where the target's signature is not known: then the old default is written down, except for the same
  /// parameter of the same function, whose default would have a rule of its own.
  func mayLeaveOut(_ parameter: String, slot index: Int) -> Bool {
    guard let old = was.parameter(parameter)?.defaultValue else { return true }
    if !isWritable(old) { return true }
    guard let new = targetParameter(at: index)?.defaultValue else {
      return targetSignature == nil && isSame(parameter, slot: index)
    }
    return normalised(new) == normalised(old) || !isWritable(new)
  }

  private func isSame(_ parameter: String, slot index: Int) -> Bool {
    let positional = was.parameters.filter { $0.passing == .positionalOnly || $0.passing == .positionalOrKeyword }
    let name = template.slots[index].label ?? (index < positional.count ? positional[index].name : nil)
    return template.calleeSymbol == was.name && name == parameter
  }

  /// An old default as parts: a qualified name is spelled for the place, anything else is written as it is.
  func parts(ofDefault text: String, wishes: inout [SymbolWish]) -> [Change.Part] {
    guard ruleSet.source.provides(text), text.contains("."), !text.contains("(") else { return [.literal(text)] }
    wishes.append(SymbolWish(place: reference, replacesReference: false, name: text))
    return [.symbol(wishes.count - 1)]
  }

  /// The parameter of the target's own signature that the template's argument `index` goes to.
  func targetParameter(at index: Int) -> Parameter? {
    let slot = template.slots[index]
    guard let signature = targetSignature else { return nil }
    if let label = slot.label { return signature.parameter(label) }
    return positionalName(at: index).flatMap { signature.parameter($0) }
  }

  /// The name of the target's positional parameter `index`, where it may also be given by name.
  func positionalName(at index: Int) -> String? {
    guard let signature = targetSignature else { return nil }
    let positional = signature.parameters.filter {
      $0.passing == .positionalOrKeyword || $0.passing == .positionalOnly
    }
    guard index < positional.count, positional[index].passing == .positionalOrKeyword else { return nil }
    return positional[index].name
  }

  private var targetSignature: Signature? {
    guard let symbol = template.calleeSymbol ?? targetMember, let (name, entry) = ruleSet.target.resolve(symbol),
      let parameters = entry.parameters
    else { return nil }
    guard var signature = try? language.signature("\(name)(\(parameters))") else { return nil }
    if signature.hasReceiver { signature.hasReceiver = false }
    return signature
  }

  /// `self.order(…)` is a member of the type that `was` is a member of.
  private var targetMember: String? {
    guard was.hasReceiver, let member = template.calleeMember?.member, let dot = was.name.lastIndex(of: ".") else {
      return nil
    }
    return was.name[...dot] + member
  }

  /// Whether a default as a signature shows it can be written in a call (`<no value>` and `...` cannot).
  func isWritable(_ text: String) -> Bool { !text.hasPrefix("<") && text != "..." }

  /// `-1` and `- 1`, `'warn'` and `"warn"` are the same default.
  private func normalised(_ text: String) -> String {
    String(text.filter { $0 != " " }.map { $0 == "'" ? "\"" : $0 })
  }
}
