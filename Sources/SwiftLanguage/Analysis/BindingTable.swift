// What the scopes of a file bind, found by name and scope.

import Semantics
import SourceModel

/// The bindings of a file's scopes, numbered.
///
/// Most names of a file are bound nowhere in it, which one look into the set of those that are tells.
struct BindingTable: Sendable {
  /// In the order of the rows.
  private(set) var all: ContiguousArray<Binding> = []
  /// By the place of a binding: its scope, and the next one of its name there, or -1.
  private(set) var scopes: ContiguousArray<Int32> = []
  private var following: ContiguousArray<Int32> = []
  private var latest: ContiguousArray<Int32> = []
  private var names = NameSet()
  /// The first binding of a name in a scope: a table of places by the hash of both, at most half full.
  private var slots = ContiguousArray<Int32>(repeating: -1, count: 64)
  private var numbers: ContiguousArray<NameSet.ID> = []
  private var firstCount = 0

  mutating func add(_ binding: Binding, to scope: Int) {
    let number = names.insert(binding.name)
    let place = Int32(all.count)
    all.append(binding)
    scopes.append(Int32(scope))
    numbers.append(number)
    following.append(-1)
    latest.append(place)
    let slot = slot(of: number, Int32(scope))
    let first = slots[slot]
    guard first < 0 else {
      following[Int(latest[Int(first)])] = place
      latest[Int(first)] = place
      return
    }
    slots[slot] = place
    firstCount += 1
    if firstCount * 2 > slots.count { grow() }
  }

  /// Whether any scope of the file binds a name.
  func bind(_ name: String) -> Bool { names.find(name) != NameSet.absent }

  /// What a scope binds to a name, in the order of the rows.
  func of(_ name: String, in scope: Int) -> Same {
    let number = names.find(name)
    guard number != NameSet.absent else { return Same(table: self, next: -1) }
    return Same(table: self, next: slots[slot(of: number, Int32(scope))])
  }

  func first(_ name: String, in scope: Int) -> Binding? {
    var same = of(name, in: scope)
    return same.next()
  }

  func has(_ name: String, in scope: Int) -> Bool { of(name, in: scope).place >= 0 }

  /// Bindings of one name in one scope.
  struct Same: Sequence, IteratorProtocol {
    private let table: BindingTable
    fileprivate var place: Int32

    fileprivate init(table: BindingTable, next: Int32) {
      self.table = table
      place = next
    }

    mutating func next() -> Binding? {
      guard place >= 0 else { return nil }
      defer { place = table.following[Int(place)] }
      return table.all[Int(place)]
    }
  }

  private func slot(of number: NameSet.ID, _ scope: Int32) -> Int {
    let key = UInt64(UInt32(bitPattern: number)) << 32 | UInt64(UInt32(bitPattern: scope))
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 32) & (slots.count - 1)
    while slots[slot] >= 0 {
      let place = Int(slots[slot])
      if numbers[place] == number, scopes[place] == scope { break }
      slot = (slot + 1) & (slots.count - 1)
    }
    return slot
  }

  private mutating func grow() {
    let firsts = slots.filter { $0 >= 0 }
    slots = ContiguousArray(repeating: -1, count: slots.count * 2)
    for place in firsts { slots[slot(of: numbers[Int(place)], scopes[Int(place)])] = place }
  }
}
