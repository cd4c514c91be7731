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

/// One call to rewrite, and all that is known about it. A class: what it plans and writes hold on to it.
final class CallRewriting {
  let ruleSet: RuleSet
  let tree: Tree
  let site: CallSite
  /// The reference that named the API: the callee, or the part of it the rule speaks of.
  let reference: NodeID
  let was: Signature
  let binding: Binding
  let template: Template

  init(
    ruleSet: RuleSet, tree: Tree, site: CallSite, reference: NodeID, was: Signature, binding: Binding,
    template: Template
  ) {
    self.ruleSet = ruleSet
    self.tree = tree
    self.site = site
    self.reference = reference
    self.was = was
    self.binding = binding
    self.template = template
  }

  var language: any Language { ruleSet.language }

  /// The same of a call that does not give an argument.
  func without(_ argument: Argument) -> CallRewriting {
    var site = site
    site.arguments.removeAll { $0 == argument }
    return CallRewriting(
      ruleSet: ruleSet, tree: tree, site: site, reference: reference, was: was, binding: binding, template: template)
  }

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
    if ruleSet.isHanded(symbol) {
      result.wishes = plan.wishes
      result.changes = [Change(tree.range(site.callee), [.literal(symbol)])]
      return true
    }
    let movesReceiver = plan.receiverMoves
    result.wishes = [SymbolWish(place: reference, replacesReference: !movesReceiver, name: symbol)] + plan.wishes
    if movesReceiver, let receiver = binding.receiver, let place = template.slots.first?.argument.node {
      // `x.ptp(axis=1)` → `np.ptp(x, axis=1)`: everything up to the first argument is written anew.
      let head = ByteRange(tree[site.node].start, site.argumentList.start)
      let gap = gapBeforeArguments
      let separator = plan.keepsArguments ? (gap.isEmpty ? ", " : ",") : ""
      result.changes = [
        Change(head, [.symbol(0), .literal("(" + gap), .argument(receiver, place: place), .literal(separator)])
      ]
    } else {
      result.changes = [Change(tree.range(site.callee), [.symbol(0)])]
    }
    return true
  }

  /// Whether `now` speaks of a value at hand instead of the receiver, which does nothing that would be missed.
  var dropsReceiver: Bool {
    guard was.hasReceiver, let symbol = template.calleeSymbol, ruleSet.isHanded(symbol), let receiver = binding.receiver
    else { return false }
    return !template.pattern.variables.values.contains(.one("self")) && !language.hasSideEffects(receiver, in: tree)
  }

  /// The line end and white space before arguments that begin on a line of their own.
  private var gapBeforeArguments: String {
    guard let first = site.arguments.first, first.range.start > site.argumentList.start else { return "" }
    let gap = tree.bytes[Int(site.argumentList.start)..<Int(first.range.start)]
    guard gap.first == 0x0A || gap.first == 0x0D, gap.allSatisfy({ $0 == 0x20 || (0x09...0x0D).contains($0) }) else {
      return ""
    }
    return String(decoding: gap, as: UTF8.self)
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
    let isReceiverCalled = binding.receiver.map { language.hasSideEffects($0, in: tree) } ?? false
    guard isReceiverCalled || site.arguments.contains(where: { language.hasSideEffects($0.node, in: tree) }) else {
      return []
    }
    var given: [NodeID] = []
    given.reserveCapacity(site.arguments.count + 1)
    if isReceiverCalled, let receiver = binding.receiver { given.append(receiver) }
    // A method called on its class has its receiver among the arguments.
    for argument in site.arguments
    where argument.node != binding.receiver && language.hasSideEffects(argument.node, in: tree) {
      given.append(argument.node)
    }
    if order.lazy.filter({ given.contains($0) }).elementsEqual(given) { return [] }
    let written = order.filter { given.contains($0) }
    if given.contains(where: { !written.contains($0) }) {
      return ["an argument that is a call would no longer be evaluated"]
    }
    if written.count > given.count { return ["an argument that is a call would be evaluated twice"] }
    return ["arguments that are calls would be evaluated in another order"]
  }

  static let lostComment = "a comment inside the call would be lost"

  private func commentDoubts(kept: [NodeID]) -> [String] {
    let lost = language.comments(in: tree.range(site.node), of: tree).filter { comment in
      !kept.contains { tree.range($0).contains(comment) }
    }
    return lost.isEmpty ? [] : [Self.lostComment]
  }

  // MARK: Defaults

  /// The call that the whole template is.
  var newCall: NewCall { newCall(of: template.calleeSymbol ?? targetMember) }

  /// A call that the template writes.
  func newCall(of symbol: String?) -> NewCall { NewCall(ruleSet: ruleSet, symbol: symbol, was: was) }

  func mayLeaveOut(_ parameter: String, slot index: Int) -> Bool {
    newCall.mayLeaveOut(parameter, label: template.slots[index].label, position: index)
  }

  func positionalName(at index: Int) -> String? { newCall.positionalName(at: index) }

  /// An old default as parts: a qualified name is spelled for the place, anything else is written as it is.
  func parts(ofDefault text: String, wishes: inout [SymbolWish]) -> [Change.Part] {
    guard ruleSet.source.provides(text), text.contains("."), !text.contains("(") else { return [.literal(text)] }
    wishes.append(SymbolWish(place: reference, replacesReference: false, name: text))
    return [.symbol(wishes.count - 1)]
  }

  /// `self.order(…)` is a member of the type that `was` is a member of.
  private var targetMember: String? {
    guard was.hasReceiver, let member = template.calleeMember?.member, let dot = was.name.lastIndex(of: ".") else {
      return nil
    }
    return was.name[...dot] + member
  }
}
