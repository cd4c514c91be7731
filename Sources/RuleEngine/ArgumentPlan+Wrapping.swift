// Arguments that the new call wraps where they stand: `f(x)` → `g(SYMBOL(x))`.

import Semantics
import SourceModel

/// An expression of the template that is written around one argument of the call, so that what stands between the arguments,
/// lines and comments, stays.
struct Wrapping {
  let slot: Template.Slot
  /// The variable's place in the template.
  let place: NodeID

  /// The expression around a parameter, if the template has it there and nowhere else.
  init?(of parameter: String, in template: Template) {
    let pattern = template.pattern
    let places = pattern.variables.filter { $0.value == .one(parameter) }.map(\.key)
    guard let place = places.first, places.count == 1 else { return nil }
    let around = template.slots.first { slot in
      slot.content == .expression && slot.label == nil && pattern.tree.isNode(place, within: slot.argument.node)
    }
    // `*values` is written with its star.
    guard let around, around.argument.form == .positional else { return nil }
    // A second variable in it is another argument, which cannot stand in two places.
    let inside = pattern.variables.keys.filter { pattern.tree.isNode($0, within: around.argument.node) }
    // What stands in several lines is indented by what writes the call anew.
    guard inside.count == 1, !pattern.tree.text(around.argument.node).utf8.contains(0x0A) else { return nil }
    slot = around
    self.place = place
  }

  /// The expression with an argument in the variable's place; names in it become wishes.
  func parts(around argument: NodeID, in template: Template, wish: (String) -> Change.Part) -> [Change.Part] {
    let pattern = template.pattern
    let range = pattern.tree.range(slot.argument.node)
    let names = pattern.symbols.filter { pattern.tree.isNode($0.key, within: slot.argument.node) }
    let holes = names.map { ($0.key, wish($0.value)) } + [(place, .argument(argument, place: place))]
    var parts: [Change.Part] = []
    var end = range.start
    for (node, part) in holes.sorted(by: { pattern.tree[$0.0].start < pattern.tree[$1.0].start }) {
      let hole = pattern.tree.range(node)
      guard hole.start >= end else { continue }
      if hole.start > end { parts.append(.literal(pattern.tree.text(in: ByteRange(end, hole.start)))) }
      parts.append(part)
      end = hole.end
    }
    if end < range.end { parts.append(.literal(pattern.tree.text(in: ByteRange(end, range.end)))) }
    return parts
  }
}
