// What was found out about some of a tree's nodes.

import Semantics
import SourceModel

/// Types by node, for a part of a file's nodes: a dictionary without the cost of a strong hash.
///
/// Of most nodes that are asked about nothing is known, which is kept without a fact.
struct FactTable: Sendable {
  /// Places in `rows`, or -1; as many as a power of two.
  private var slots: ContiguousArray<Int32> = []
  private var rows: ContiguousArray<UInt32> = []
  /// By place: the number of a fact, or -1 for none.
  private var numbers: ContiguousArray<Int32> = []
  private var facts: ContiguousArray<TypeFact> = []

  /// What was found out about a node, which may be that there is no fact; nil where it was not asked about.
  subscript(node: NodeID) -> TypeFact?? {
    guard !slots.isEmpty, case let place = slots[slot(of: node.row)], place >= 0 else { return nil }
    let number = numbers[Int(place)]
    return .some(number < 0 ? nil : facts[Int(number)])
  }

  mutating func set(_ node: NodeID, _ fact: TypeFact?) {
    if (rows.count + 1) * 2 > slots.count { grow() }
    let slot = slot(of: node.row)
    if slots[slot] < 0 {
      slots[slot] = Int32(rows.count)
      rows.append(node.row)
      numbers.append(-1)
    }
    let place = Int(slots[slot])
    guard let fact else {
      numbers[place] = -1
      return
    }
    numbers[place] = Int32(facts.count)
    facts.append(fact)
  }

  /// Where a row is, or where it would go.
  private func slot(of row: UInt32) -> Int {
    let mask = slots.count - 1
    var slot = Int((row &* 0x9E37_79B1) >> 7) & mask
    while slots[slot] >= 0, rows[Int(slots[slot])] != row { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: -1, count: max(16, slots.count * 2))
    for index in rows.indices { slots[slot(of: rows[index])] = Int32(index) }
  }
}
