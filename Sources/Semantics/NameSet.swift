// Names told apart by their bytes, without a string for each identifier.

/// A set of names, each with a number, that can be asked about a range of bytes.
///
/// Most identifiers of a file are in no such set; a table by first byte and length turns nearly all of them away
/// before anything is hashed.
@usableFromInline package struct NameSet: Sendable, ExpressibleByArrayLiteral {
  @usableFromInline package typealias ID = Int32
  @inlinable package static var absent: ID { -1 }

  @usableFromInline var lengthsByFirstByte = ContiguousArray<UInt32>(repeating: 0, count: 256)
  @usableFromInline var slots: ContiguousArray<ID> = ContiguousArray(repeating: NameSet.absent, count: 32)
  @usableFromInline var hashes: ContiguousArray<UInt32> = []
  @usableFromInline var starts: ContiguousArray<Int32> = [0]
  @usableFromInline var pool: ContiguousArray<UInt8> = []

  @usableFromInline package init() {}

  /// The names in an order that does not depend on the run.
  package init(_ names: some Sequence<String>) {
    for name in names.sorted() { _ = insert(name) }
  }

  @usableFromInline package init(arrayLiteral names: String...) { self.init(names) }

  @inlinable package var count: Int { hashes.count }
  @inlinable package var isEmpty: Bool { hashes.isEmpty }

  package func name(_ id: ID) -> String { String(decoding: pool[bounds(id)], as: UTF8.self) }

  /// The number of the name that `bytes[start..<end]` spells, or `absent`.
  @inlinable package func find(_ bytes: ContiguousArray<UInt8>, _ start: UInt32, _ end: UInt32) -> ID {
    let length = end &- start
    guard length > 0, lengthsByFirstByte[Int(bytes[Int(start)])] & lengthBit(length) != 0 else { return NameSet.absent }
    return lookUp(bytes, start, end)
  }

  @usableFromInline package func find(_ name: String) -> ID {
    var name = name
    return name.withUTF8 { $0.isEmpty ? NameSet.absent : lookUp($0) }
  }

  @usableFromInline package mutating func insert(_ name: String) -> ID {
    var name = name
    return name.withUTF8 { insert($0) }
  }

  /// Adds the name unless it is there; its number either way. An empty range is no name.
  package mutating func insert(_ bytes: ContiguousArray<UInt8>, _ start: UInt32, _ end: UInt32) -> ID {
    bytes.withUnsafeBufferPointer { insert(UnsafeBufferPointer(rebasing: $0[Int(start)..<Int(end)])) }
  }

  private mutating func insert(_ name: UnsafeBufferPointer<UInt8>) -> ID {
    guard let first = name.first else { return NameSet.absent }
    let found = lookUp(name)
    guard found == NameSet.absent else { return found }
    if (hashes.count + 1) * 2 > slots.count { grow() }
    let id = ID(hashes.count)
    let hash = NameSet.hash(name)
    hashes.append(hash)
    pool.append(contentsOf: name)
    starts.append(Int32(pool.count))
    lengthsByFirstByte[Int(first)] |= lengthBit(UInt32(name.count))
    place(id, hash)
    return id
  }

  @usableFromInline func lookUp(_ bytes: ContiguousArray<UInt8>, _ start: UInt32, _ end: UInt32) -> ID {
    bytes.withUnsafeBufferPointer { lookUp(UnsafeBufferPointer(rebasing: $0[Int(start)..<Int(end)])) }
  }

  private func lookUp(_ name: UnsafeBufferPointer<UInt8>) -> ID {
    let hash = NameSet.hash(name)
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != NameSet.absent {
      let id = slots[slot]
      if hashes[Int(id)] == hash && isEqual(id, name) { return id }
      slot = (slot + 1) & (slots.count - 1)
    }
    return NameSet.absent
  }

  private func isEqual(_ id: ID, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let own = bounds(id)
    guard own.count == name.count else { return false }
    var at = 0
    for index in own {
      if pool[index] != name[at] { return false }
      at += 1
    }
    return true
  }

  private func bounds(_ id: ID) -> Range<Int> { Int(starts[Int(id)])..<Int(starts[Int(id) + 1]) }

  @inlinable func lengthBit(_ length: UInt32) -> UInt32 { 1 << min(length, 31) }

  /// FNV-1a.
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in name { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
  }

  private mutating func place(_ id: ID, _ hash: UInt32) {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != NameSet.absent { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = id
  }

  private mutating func grow() {
    slots = ContiguousArray(repeating: NameSet.absent, count: slots.count * 2)
    for (index, hash) in hashes.enumerated() { place(ID(index), hash) }
  }
}
