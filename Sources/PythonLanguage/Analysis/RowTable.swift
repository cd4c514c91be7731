// What was found out about some of a tree's nodes.

import SourceModel

/// Values by node, for tables that hold a part of a file's nodes: a dictionary without the cost of a strong hash.
struct RowTable<Value: Sendable>: Sendable {
  /// Places in `rows` and `values`, or -1; as many as a power of two.
  private var slots: ContiguousArray<Int32> = []
  private var rows: ContiguousArray<UInt32> = []
  private var values: ContiguousArray<Value> = []

  subscript(node: NodeID) -> Value? {
    guard !slots.isEmpty else { return nil }
    let place = slots[slot(of: node.row)]
    return place < 0 ? nil : values[Int(place)]
  }

  mutating func set(_ node: NodeID, _ value: Value) {
    if (rows.count + 1) * 2 > slots.count { grow() }
    let slot = slot(of: node.row)
    if slots[slot] >= 0 {
      values[Int(slots[slot])] = value
    } else {
      slots[slot] = Int32(rows.count)
      rows.append(node.row)
      values.append(value)
    }
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
