// Decides, argument by argument, how a call's own argument list becomes the new one without being rewritten whole.

import Semantics
import SourceModel

/// The changes to single arguments of a call; made for `CallRewriting.inPlace`.
struct ArgumentPlan {
  let rewriting: CallRewriting
  private(set) var changes: [Change] = []
  private(set) var doubts: [String] = []
  /// Names in what is added, after the callee's own.
  private(set) var wishes: [SymbolWish] = []
  /// Whether the receiver becomes the first argument.
  private(set) var receiverMoves = false
  /// Whether any of the call's own arguments stays.
  private(set) var keepsArguments = false

  private var position = 0
  private var firstFreeSlot = 0
  private var hasLabelled = false
  private var removed: [Argument] = []
  private var added: [[Change.Part]] = []
  /// The slots whose expressions stand around arguments of the call.
  private var wrapped: Set<Int> = []

  init(rewriting: CallRewriting) { self.rewriting = rewriting }

  private var slots: [Template.Slot] { rewriting.template.slots }

  /// False where the list cannot be kept and the call must be written anew.
  mutating func make() -> Bool {
    guard placeReceiver() else { return false }
    for argument in rewriting.site.arguments where argument.node != explicitReceiver {
      guard keep(argument) else { return false }
    }
    guard addMissing() else { return false }
    return applyRemovalsAndAdditions()
  }

  /// `numpy.ndarray.ptp(x)`: the receiver given as the first argument.
  private var explicitReceiver: NodeID? {
    guard let receiver = rewriting.binding.receiver else { return nil }
    return rewriting.site.arguments.first { $0.node == receiver }?.node
  }

  private mutating func placeReceiver() -> Bool {
    guard rewriting.was.hasReceiver else { return true }
    if rewriting.template.calleeMember != nil { return explicitReceiver == nil }
    if rewriting.dropsReceiver { return explicitReceiver == nil }
    guard slots.first?.content == .parameter("self"), slots.first?.label == nil else { return false }
    receiverMoves = explicitReceiver == nil
    position = 1
    return true
  }

  /// Keeps, relabels or drops one argument of the call.
  private mutating func keep(_ argument: Argument) -> Bool {
    guard let parameter = rewriting.binding.parameter(of: argument) else { return false }
    guard let index = slots.firstIndex(where: { $0.content == .parameter(parameter) }) else {
      if let spread = slots.firstIndex(where: { $0.content == .spread(parameter) }) {
        return keepSpread(argument, slot: spread)
      }
      if let wrapping = Wrapping(of: parameter, in: rewriting.template) { return wrap(argument, in: wrapping) }
      return drop(argument)
    }
    guard slots.filter({ $0.content == .parameter(parameter) }).count == 1 else { return false }
    if rewriting.language.fixesLabels, !argument.isTrailing { return keepInOrder(argument, slot: index) }
    switch argument.form {
    case .positional: return keepPositional(argument, slot: index)
    case .labelled(let label): return keepLabelled(argument, label: label, slot: index)
    case .trailing(let label): return keepTrailing(label, slot: index)
    case .unpacked, .unpackedMapping: return false
    }
  }

  private mutating func wrap(_ argument: Argument, in wrapping: Wrapping) -> Bool {
    guard !rewriting.language.fixesLabels, argument.form == .positional, !hasLabelled,
      slots.indices.contains(position), slots[position].argument.node == wrapping.slot.argument.node
    else { return false }
    var symbols: [SymbolWish] = []
    let offset = (rewriting.template.calleeSymbol == nil ? 0 : 1) + wishes.count
    let parts = wrapping.parts(around: argument.node, in: rewriting.template) { name in
      guard name.contains("."), !rewriting.ruleSet.isHanded(name) else { return .literal(name) }
      symbols.append(SymbolWish(place: rewriting.reference, replacesReference: false, name: name))
      return .symbol(offset + symbols.count - 1)
    }
    wishes += symbols
    changes.append(Change(argument.range, parts))
    wrapped.insert(position)
    keepsArguments = true
    position += 1
    return true
  }

  /// Where labels are part of the function's name, an argument has its slot's label or none, and its slot's place.
  private mutating func keepInOrder(_ argument: Argument, slot index: Int) -> Bool {
    guard index >= firstFreeSlot else { return false }
    firstFreeSlot = index + 1
    keepsArguments = true
    let valueStart = rewriting.tree[argument.node].start
    let written = ByteRange(argument.range.start, valueStart)
    switch (argument.label, slots[index].label) {
    case (nil, nil): break
    case (nil, let new?):
      changes.append(Change(ByteRange(valueStart, valueStart), [.literal(rewriting.language.label(new))]))
    case (.some, nil): changes.append(Change(written, []))
    case (let old?, let new?): if old != new { relabel(written, from: old, to: new) }
    }
    return true
  }

  /// A closure stays behind the parentheses where it stays the last argument, and the only one there.
  private func keepTrailing(_ label: String?, slot index: Int) -> Bool {
    label == nil && rewriting.site.arguments.filter(\.isTrailing).count == 1 && index == slots.count - 1
  }

  private mutating func keepSpread(_ argument: Argument, slot: Int) -> Bool {
    keepsArguments = true
    if argument.form == .positional { position += 1 } else { hasLabelled = true }
    return !(argument.form == .positional && hasLabelled)
  }

  private mutating func keepPositional(_ argument: Argument, slot index: Int) -> Bool {
    guard !hasLabelled else { return false }
    keepsArguments = true
    let slot = slots[index]
    let staysPositional =
      slot.label.map { rewriting.positionalName(at: position) == $0 } ?? (index == position)
    if staysPositional {
      position += 1
      return true
    }
    guard let label = slot.label else { return false }
    let start = argument.range.start
    changes.append(Change(ByteRange(start, start), [.literal(rewriting.language.label(label))]))
    hasLabelled = true
    return true
  }

  private mutating func keepLabelled(_ argument: Argument, label: String, slot index: Int) -> Bool {
    keepsArguments = true
    let valueStart = rewriting.tree[argument.node].start
    let written = ByteRange(argument.range.start, min(valueStart, argument.range.end))
    let positionalName = rewriting.positionalName(at: index)
    // What takes the place of a dropped argument may have a label: nothing without one may follow.
    let mayLoseLabel = !hasLabelled && removed.isEmpty && index == position
    guard let newLabel = slots[index].label ?? (mayLoseLabel && positionalName != label ? nil : positionalName) else {
      // `now` names no label, so that the code runs where the parameter is called otherwise, too.
      guard mayLoseLabel else { return false }
      changes.append(Change(written, []))
      position += 1
      return true
    }
    hasLabelled = true
    if newLabel != label { relabel(written, from: label, to: newLabel) }
    return true
  }

  /// Changes the label's own letters only, so that `axis = 0` keeps its spaces.
  private mutating func relabel(_ written: ByteRange, from old: String, to new: String) {
    let end = written.start + UInt32(old.utf8.count)
    changes.append(Change(ByteRange(written.start, end), [.literal(new)]))
  }

  private mutating func drop(_ argument: Argument) -> Bool {
    guard !argument.isTrailing else { return false }
    guard !rewriting.language.hasSideEffects(argument.node, in: rewriting.tree) else { return false }
    removed.append(argument)
    return removed.count == 1
  }

  /// Adds what `now` writes itself, and old defaults that are no longer the default.
  private mutating func addMissing() -> Bool {
    for (index, slot) in slots.enumerated() {
      switch slot.content {
      case .expression where wrapped.contains(index): continue
      case .expression:
        let isFixed = rewriting.language.fixesLabels
        guard let text = plainText(slot.argument), slot.label != nil || isFixed else { return false }
        if let later = firstArgument(ofSlotsAfter: index) {
          changes.append(Change(ByteRange(later, later), [.literal(text + ", ")]))
        } else {
          added.append([.literal(text)])
        }
      case .parameter(let name):
        guard name != "self", rewriting.binding.value(name) == nil else { continue }
        guard !rewriting.mayLeaveOut(name, slot: index) else { continue }
        guard let label = slot.label ?? rewriting.positionalName(at: index),
          let value = rewriting.was.parameter(name)?.defaultValue
        else { return false }
        added.append([.literal(rewriting.language.label(label))] + defaultParts(value))
      case .spread: continue
      }
    }
    return true
  }

  /// Where the arguments of later slots begin, if the call gives any: what `now` writes before them goes there.
  private func firstArgument(ofSlotsAfter index: Int) -> UInt32? {
    let later = slots[(index + 1)...].flatMap { slot -> [Argument] in
      switch slot.content {
      case .parameter(let name), .spread(let name): rewriting.binding.arguments(name)
      case .expression: []
      }
    }
    guard removed.isEmpty, let first = later.filter({ !$0.isTrailing }).map(\.range.start).min() else { return nil }
    if rewriting.language.fixesLabels { return first }
    guard !later.contains(where: { $0.range.start == first && $0.form == .positional })
    else { return nil }
    return first
  }

  private mutating func defaultParts(_ text: String) -> [Change.Part] {
    // The callee's wish comes first where there is one.
    let offset = rewriting.template.calleeSymbol == nil ? 0 : 1
    return rewriting.parts(ofDefault: text, wishes: &wishes).map { part in
      if case .symbol(let index) = part { return .symbol(index + offset) }
      return part
    }
  }

  /// The text of an argument of the template, if it holds neither variables nor names to be spelled.
  private func plainText(_ argument: Argument) -> String? {
    let pattern = rewriting.template.pattern
    let nodes = Array(pattern.variables.keys) + Array(pattern.symbols.keys)
    guard !nodes.contains(where: { argument.range.contains(pattern.tree.range($0)) && $0 > argument.node })
    else { return nil }
    if let symbol = pattern.symbols[argument.node], symbol.contains(".") { return nil }
    return pattern.tree.text(in: argument.range)
  }

  private mutating func applyRemovalsAndAdditions() -> Bool {
    let list = rewriting.site.argumentList
    if let argument = removed.first {
      if added.isEmpty {
        let range = rewriting.language.removal(of: argument.range, from: list, in: rewriting.tree)
        guard rewriting.language.comments(in: range, of: rewriting.tree).isEmpty else { return false }
        changes.append(Change(range, []))
      } else {
        guard argument.form != .positional || argument == rewriting.site.arguments.last else { return false }
        changes.append(Change(argument.range, addedParts))
      }
    } else if !added.isEmpty {
      guard list.start > rewriting.tree[rewriting.site.callee].end else { return false }
      insert(addedParts, into: list)
    }
    return true
  }

  private var addedParts: [Change.Part] { Array(added.joined(separator: [.literal(", ")])) }

  private mutating func insert(_ parts: [Change.Part], into list: ByteRange) {
    if !keepsArguments {
      let separator = receiverMoves ? ", " : ""
      changes.append(Change(ByteRange(list.start, list.start), [.literal(separator)] + parts))
      return
    }
    let place = rewriting.language.insertion(into: list, in: rewriting.tree)
    changes.append(
      Change(
        ByteRange(place.offset, place.offset), [.literal(place.before)] + parts + [.literal(place.after)]))
    if let comma = place.commaOffset { changes.append(Change(ByteRange(comma, comma), [.literal(",")])) }
  }
}
