// What the scopes of a file bind, found by name and scope.

import Semantics
import SourceModel

/// The bindings of a file's scopes, found by name and scope.
///
/// Most names of a file are bound nowhere in it, which one look into the set of those that are tells. A class: it is asked
/// of each name, and has many parts.
final class BindingTable: Sendable {
  /// In the order of the rows.
  let all: ContiguousArray<Binding>
  /// By the place of a binding: its scope, and the next one of its name there, or -1.
  let scopes: ContiguousArray<Int32>
  private let following: ContiguousArray<Int32>
  private let numbers: ContiguousArray<NameSet.ID>
  private let names: NameSet
  /// The first binding of a name in a scope: a table of places by the hash of both, at most half full.
  private let slots: ContiguousArray<Int32>

  static let none = BindingTable([], in: [])

  /// Bindings in the order of the rows, each with its scope.
  init(_ all: ContiguousArray<Binding>, in scopes: ContiguousArray<Int32>) {
    self.all = all
    self.scopes = scopes
    var names = NameSet()
    numbers = ContiguousArray(all.map { names.insert($0.name) })
    self.names = names
    var count = 64
    while count < all.count * 2 { count *= 2 }
    var slots = ContiguousArray<Int32>(repeating: -1, count: count)
    var following = ContiguousArray<Int32>(repeating: -1, count: all.count)
    // From the last to the first, so that each finds those behind it.
    for place in all.indices.reversed() {
      let slot = Self.slot(of: numbers[place], scopes[place], in: slots, numbers, scopes)
      following[place] = slots[slot]
      slots[slot] = Int32(place)
    }
    (self.slots, self.following) = (slots, following)
  }

  /// Whether any scope of the file binds a name.
  func bind(_ name: String) -> Bool { names.find(name) != NameSet.absent }

  /// What a scope binds to a name, in the order of the rows.
  func of(_ name: String, in scope: Int) -> Same { Same(table: self, place: place(of: name, in: scope)) }

  func first(_ name: String, in scope: Int) -> Binding? {
    let place = place(of: name, in: scope)
    return place < 0 ? nil : all[Int(place)]
  }

  func has(_ name: String, in scope: Int) -> Bool { place(of: name, in: scope) >= 0 }

  private func place(of name: String, in scope: Int) -> Int32 {
    let number = names.find(name)
    guard number != NameSet.absent else { return -1 }
    return slots[Self.slot(of: number, Int32(scope), in: slots, numbers, scopes)]
  }

  /// Bindings of one name in one scope.
  struct Same: Sequence, IteratorProtocol {
    fileprivate let table: BindingTable
    fileprivate var place: Int32

    mutating func next() -> Binding? {
      guard place >= 0 else { return nil }
      defer { place = table.following[Int(place)] }
      return table.all[Int(place)]
    }
  }

  /// The slot that holds a binding of a name in a scope, or could.
  private static func slot(
    of number: NameSet.ID, _ scope: Int32, in slots: ContiguousArray<Int32>, _ numbers: ContiguousArray<NameSet.ID>,
    _ scopes: ContiguousArray<Int32>
  ) -> Int {
    let key = UInt64(UInt32(bitPattern: number)) << 32 | UInt64(UInt32(bitPattern: scope))
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if numbers[place] == number, scopes[place] == scope { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }
}
