// Gives equal lines equal numbers, so that comparing lines is comparing integers.

/// Numbers for the lines of two files: equal exactly where the lines are equal.
struct LineNumbering {
  private(set) var old: [Int32] = []
  private(set) var new: [Int32] = []
  /// How many different lines there are.
  private(set) var count = 0


  /// An open-addressing table: a slot holds the number of a line plus one.
  private var slots: [Int32]
  /// For each number, its hash and the side (old if true) and line where it was first met.
  private var hashes: [UInt64] = []
  private var firsts: [(isOld: Bool, line: Int)] = []

  init(_ oldLines: Lines, _ oldRange: Range<Int>, _ newLines: Lines, _ newRange: Range<Int>) {
    var size = 16
    while size < 2 * (oldRange.count + newRange.count) { size *= 2 }
    slots = Array(repeating: 0, count: size)
    old.reserveCapacity(oldRange.count)
    new.reserveCapacity(newRange.count)
    for line in oldRange { old.append(number(line, isOld: true, oldLines, newLines)) }
    for line in newRange { new.append(number(line, isOld: false, oldLines, newLines)) }
  }

  private mutating func number(_ line: Int, isOld: Bool, _ oldLines: Lines, _ newLines: Lines) -> Int32 {
    let hash = isOld ? oldLines.hash(line) : newLines.hash(line)
    var slot = Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      let first = firsts[number]
      if hashes[number] == hash
        && (isOld ? oldLines : newLines).isLine(line, equalTo: first.line, of: first.isOld ? oldLines : newLines)
      {
        return Int32(number)
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    slots[slot] = Int32(count + 1)
    hashes.append(hash)
    firsts.append((isOld, line))
    count += 1
    return Int32(count - 1)
  }
}
