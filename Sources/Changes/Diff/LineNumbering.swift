// Gives equal lines equal numbers, so that comparing lines is comparing integers.

/// Numbers for the lines of two files: equal exactly where the lines are equal.
struct LineNumbering {
  private(set) var old: [Int32] = []
  private(set) var new: [Int32] = []
  /// How many different lines there are.
  private(set) var count = 0

  /// An open-addressing table: a slot holds the number of a line plus one.
  private var slots: ContiguousArray<Int32>
  /// For each number, its hash and where it was first met: old lines counted from 0, new lines downwards from -1.
  private var hashes: ContiguousArray<UInt64> = []
  private var firsts: ContiguousArray<Int> = []

  init(_ oldLines: Lines, _ oldRange: Range<Int>, _ newLines: Lines, _ newRange: Range<Int>) {
    var size = 16
    while size < 2 * (oldRange.count + newRange.count) { size *= 2 }
    slots = ContiguousArray(repeating: 0, count: size)
    old.reserveCapacity(oldRange.count)
    for (line, hash) in zip(oldRange, oldLines.hashes(oldRange)) {
      old.append(number(hash, firstAt: line) { oldLines.isLine(line, equalTo: $0, of: oldLines) })
    }
    new.reserveCapacity(newRange.count)
    for (line, hash) in zip(newRange, newLines.hashes(newRange)) {
      let number = number(hash, firstAt: ~line) { first in
        first < 0
          ? newLines.isLine(line, equalTo: ~first, of: newLines) : newLines.isLine(line, equalTo: first, of: oldLines)
      }
      new.append(number)
    }
  }

  private mutating func number(_ hash: UInt64, firstAt line: Int, _ isSame: (Int) -> Bool) -> Int32 {
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if hashes[number] == hash, isSame(firsts[number]) { return Int32(number) }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(count + 1)
    hashes.append(hash)
    firsts.append(line)
    count += 1
    return Int32(count - 1)
  }
}
