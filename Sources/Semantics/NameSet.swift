// Names told apart by their bytes, without a string for each identifier.

/// A set of names, each with a number, that can be asked about a range of bytes.
///
/// Most identifiers of a file are in no such set; a table by first byte and length turns nearly all of them away
/// before anything is hashed.
@usableFromInline package struct NameSet: Sendable, ExpressibleByArrayLiteral {
  @usableFromInline package typealias ID = Int32
  @inlinable package static var absent: ID { -1 }

  @usableFromInline var lengthsByFirstByte = NameSet.noLengths
  @usableFromInline var slots = NameSet.noSlots
  @usableFromInline var hashes: ContiguousArray<UInt32> = []
  @usableFromInline var starts: ContiguousArray<Int32> = [0]
  @usableFromInline var pool: ContiguousArray<UInt8> = []

  /// The tables of a set without names, shared until the first is added: most sets of a file stay empty.
  @usableFromInline package static let noLengths = ContiguousArray<UInt32>(repeating: 0, count: 256)
  @usableFromInline static let noSlots = ContiguousArray<ID>(repeating: NameSet.absent, count: 32)

  @usableFromInline package init() {}

  /// The names in an order that does not depend on the run.
  package init(_ names: some Sequence<String>) {
    for name in names.sorted() { _ = insert(name) }
  }

  @usableFromInline package init(arrayLiteral names: String...) { self.init(names) }

  @inlinable package var count: Int { hashes.count }
  @inlinable package var isEmpty: Bool { hashes.isEmpty }

  package func name(_ id: ID) -> String { String(decoding: pool[bounds(id)], as: UTF8.self) }

  /// Whether some name has this first byte and length, for loops that would not ask of each word which it is.
  @inlinable package func mayHold(_ first: UInt8, length: UInt32) -> Bool {
    lengthsByFirstByte[Int(first)] & lengthBit(length) != 0
  }

  /// Adds to a table what tells by first byte and length that a name is not in the set.
  package func addLengths(to table: inout ContiguousArray<UInt32>) {
    precondition(table.count == lengthsByFirstByte.count, "one for each byte")
    table.withUnsafeMutableBufferPointer { table in
      lengthsByFirstByte.withUnsafeBufferPointer { own in
        for index in 0..<table.count { table[index] |= own[index] }
      }
    }
  }

  /// The same for all sets whose lengths are in a table.
  @inlinable package static func mayHold(_ first: UInt8, length: UInt32, by table: ContiguousArray<UInt32>) -> Bool {
    table[Int(first)] & (1 << min(length, 31)) != 0
  }

  /// Bits by hash, none of which is set.
  package static let noHashes = ContiguousArray<UInt64>(repeating: 0, count: 256)

  /// Adds to a table of bits what tells by its hash that a word is not in the set: `mayHold(hash:by:)`.
  package func addHashes(to table: inout ContiguousArray<UInt64>) {
    precondition(table.count == NameSet.noHashes.count, "a bit for each of some digits of a hash")
    for hash in hashes { table[Int(hash >> 6) & (table.count - 1)] |= 1 << UInt64(hash & 63) }
  }

  /// Whether a word with that hash may be in a set whose hashes are in a table.
  package static func mayHold(hash: UInt32, by table: ContiguousArray<UInt64>) -> Bool {
    table[Int(hash >> 6) & (table.count - 1)] & (1 << UInt64(hash & 63)) != 0
  }

  /// The number of the name that `bytes[start..<end]` spells, or `absent`.
  @inlinable package func find(_ bytes: ContiguousArray<UInt8>, _ start: UInt32, _ end: UInt32) -> ID {
    let length = end &- start
    guard length > 0, lengthsByFirstByte[Int(bytes[Int(start)])] & lengthBit(length) != 0 else { return NameSet.absent }
    return lookUp(bytes, start, end)
  }

  @usableFromInline package func find(_ name: String) -> ID {
    name.withBytes { $0.isEmpty ? NameSet.absent : lookUp($0) }
  }

  /// The number of the name that these bytes spell, or `absent`.
  package func find(_ name: UnsafeBufferPointer<UInt8>) -> ID { name.isEmpty ? NameSet.absent : lookUp(name) }

  /// The same where the hash of a name that is not empty is known.
  package func find(_ name: UnsafeBufferPointer<UInt8>, hash: UInt32) -> ID { lookUp(name, hash) }

  @usableFromInline package mutating func insert(_ name: String) -> ID {
    name.withBytes { insert($0) }
  }

  /// Adds the name unless it is there; its number either way. An empty range is no name.
  package mutating func insert(_ bytes: ContiguousArray<UInt8>, _ start: UInt32, _ end: UInt32) -> ID {
    bytes.withUnsafeBufferPointer { insert(UnsafeBufferPointer(rebasing: $0[Int(start)..<Int(end)])) }
  }

  package func contains(_ name: String) -> Bool { find(name) != NameSet.absent }

  /// Adds what stands behind the last dot of a name: `norm` of `numpy.linalg.norm`.
  package mutating func insert(lastPartOf name: String) {
    name.withBytes { bytes in
      let start = bytes.lastIndex(of: UInt8(ascii: ".")).map { $0 + 1 } ?? 0
      _ = insert(UnsafeBufferPointer(rebasing: bytes[start...]))
    }
  }

  /// Adds what stands between the dots of a name, as many from its beginning.
  package mutating func insert(partsOf name: String, atMost limit: Int) {
    name.withBytes { bytes in
      for part in bytes.split(separator: UInt8(ascii: "."), maxSplits: limit).prefix(limit) {
        _ = insert(UnsafeBufferPointer(rebasing: part))
      }
    }
  }

  /// Adds a name and all its beginnings that end before a dot, with none of which it is there without them: `numpy.linalg`
  /// and `numpy` as well as `numpy.linalg.norm`.
  package mutating func insert(beginningsOf name: String) {
    name.withBytes { bytes in
      var end = bytes.count
      while end > 0, case let count = self.count,
        insert(UnsafeBufferPointer(rebasing: bytes[..<end])) == NameSet.ID(count)
      {
        end = bytes[..<end].lastIndex(of: UInt8(ascii: ".")) ?? 0
      }
    }
  }

  package mutating func formUnion(_ other: NameSet) {
    other.pool.withUnsafeBufferPointer { pool in
      for id in 0..<ID(other.count) { _ = insert(UnsafeBufferPointer(rebasing: pool[other.bounds(id)])) }
    }
  }

  private mutating func insert(_ name: UnsafeBufferPointer<UInt8>) -> ID {
    guard let first = name.first else { return NameSet.absent }
    let hash = NameSet.hash(name)
    let found = lookUp(name, hash)
    guard found == NameSet.absent else { return found }
    if (hashes.count + 1) * 2 > slots.count { grow() }
    let id = ID(hashes.count)
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

  private func lookUp(_ name: UnsafeBufferPointer<UInt8>) -> ID { lookUp(name, NameSet.hash(name)) }

  @inline(__always)
  private func lookUp(_ name: UnsafeBufferPointer<UInt8>, _ hash: UInt32) -> ID {
    slots.withUnsafeBufferPointer { slots in
      var slot = Int(hash) & (slots.count - 1)
      while slots[slot] != NameSet.absent {
        let id = slots[slot]
        if hashes[Int(id)] == hash && isEqual(id, name) { return id }
        slot = (slot + 1) & (slots.count - 1)
      }
      return NameSet.absent
    }
  }

  private func isEqual(_ id: ID, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
    let own = bounds(id)
    guard own.count == name.count else { return false }
    return pool.withUnsafeBytes { pool in
      NameSet.areEqual(UnsafeRawBufferPointer(rebasing: pool[own]), UnsafeRawBufferPointer(name))
    }
  }

  private func bounds(_ id: ID) -> Range<Int> { Int(starts[Int(id)])..<Int(starts[Int(id) + 1]) }

  @inlinable func lengthBit(_ length: UInt32) -> UInt32 { 1 << min(length, 31) }

  /// Compares eight bytes at once; the last eight of a longer name overlap those before.
  private static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
    let count = left.count
    guard count >= 8 else { return short(left) == short(right) }
    var place = 0
    while place + 8 < count {
      if word(left, place) != word(right, place) { return false }
      place += 8
    }
    return word(left, count - 8) == word(right, count - 8)
  }

  /// What names are told apart by first.
  package static func hash(of name: UnsafeBufferPointer<UInt8>) -> UInt32 { hash(name) }

  /// A product and a fold for each eight bytes.
  @inline(__always)
  private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> UInt32 {
    let bytes = UnsafeRawBufferPointer(name)
    var hash = UInt64(bytes.count)
    var place = 0
    while place + 8 <= bytes.count {
      hash = mixed(hash, word(bytes, place))
      place += 8
    }
    // The last eight bytes of a longer name overlap those before.
    if place < bytes.count { hash = mixed(hash, place > 0 ? word(bytes, bytes.count - 8) : short(bytes)) }
    return UInt32(truncatingIfNeeded: hash ^ (hash >> 32))
  }

  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
    return product ^ (product >> 29)
  }

  private static func word(_ bytes: UnsafeRawBufferPointer, _ place: Int) -> UInt64 {
    bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)
  }

  /// Fewer than eight bytes as one number, which no other name of that length has: two halves that may overlap.
  private static func short(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    let count = bytes.count
    if count >= 4 {
      let first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)
      return UInt64(first) << 32 | UInt64(bytes.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
    }
    if count >= 2 {
      let first = bytes.loadUnaligned(fromByteOffset: 0, as: UInt16.self)
      return UInt64(first) << 16 | UInt64(bytes.loadUnaligned(fromByteOffset: count - 2, as: UInt16.self))
    }
    return count == 1 ? UInt64(bytes[0]) : 0
  }

  private mutating func place(_ id: ID, _ hash: UInt32) {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != NameSet.absent { slot = (slot + 1) & (slots.count - 1) }
    slots[slot] = id
  }

  private mutating func grow() {
    // Each growth places all names anew: small sets grow faster.
    slots = ContiguousArray(repeating: NameSet.absent, count: slots.count * (slots.count < 4096 ? 4 : 2))
    for (index, hash) in hashes.enumerated() { place(ID(index), hash) }
  }
}
