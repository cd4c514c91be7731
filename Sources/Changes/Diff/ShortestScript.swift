// Myers' shortest edit script between two sequences of numbers, in linear space.

/// Marks which elements of two sequences are not part of what they have in common.
///
/// E. W. Myers, "An O(ND) Difference Algorithm and Its Variations" (1986), section 4b: search from both ends at once,
/// split where the searches meet, go on with the halves. Where a split would cost more than `costLimit` steps, the
/// search splits at the farthest place reached: the script is then right but perhaps not the shortest, and the time
/// stays within (length × limit).
struct ShortestScript {
  private(set) var isDeleted: [Bool]
  private(set) var isInserted: [Bool]

  // With 256 a million shuffled lines took 4.5 s, and a million random lines of 50 kinds 7.6 s (release, two busy
  // cores, November 2026).
  private let costLimit: Int
  private let old: [Int32]
  private let new: [Int32]
  /// How far each diagonal (old place − new place) is reached, from the front and from the back.
  private var forward: [Int]
  private var backward: [Int]
  /// The place of diagonal 0 in the two arrays.
  private let origin: Int
  private var boxes: [Box] = []

  /// A part of both sequences that is still to be compared.
  private struct Box {
    var old: Range<Int>
    var new: Range<Int>
  }

  init(_ old: [Int32], _ new: [Int32], costLimit: Int = 256) {
    self.old = old
    self.new = new
    self.costLimit = costLimit
    isDeleted = Array(repeating: false, count: old.count)
    isInserted = Array(repeating: false, count: new.count)
    origin = new.count + 1
    forward = Array(repeating: 0, count: old.count + new.count + 3)
    backward = forward
    boxes.append(Box(old: 0..<old.count, new: 0..<new.count))
    while let box = boxes.popLast() { compare(trimmed(box)) }
  }

  private func trimmed(_ box: Box) -> Box {
    var (low, lowNew) = (box.old.lowerBound, box.new.lowerBound)
    var (high, highNew) = (box.old.upperBound, box.new.upperBound)
    while low < high, lowNew < highNew, old[low] == new[lowNew] { (low, lowNew) = (low + 1, lowNew + 1) }
    while low < high, lowNew < highNew, old[high - 1] == new[highNew - 1] { (high, highNew) = (high - 1, highNew - 1) }
    return Box(old: low..<high, new: lowNew..<highNew)
  }

  private mutating func compare(_ box: Box) {
    if box.old.isEmpty || box.new.isEmpty { return mark(box) }
    let (x, y) = split(box)
    let isFront = x == box.old.lowerBound && y == box.new.lowerBound
    let isBack = x == box.old.upperBound && y == box.new.upperBound
    // A split at a corner would go on forever; calling everything in the box changed is always right.
    if isFront || isBack { return mark(box) }
    boxes.append(Box(old: box.old.lowerBound..<x, new: box.new.lowerBound..<y))
    boxes.append(Box(old: x..<box.old.upperBound, new: y..<box.new.upperBound))
  }

  private mutating func mark(_ box: Box) {
    for place in box.old { isDeleted[place] = true }
    for place in box.new { isInserted[place] = true }
  }

  /// A place that a shortest path through the box goes through, or a good one if that costs too much.
  private mutating func split(_ box: Box) -> (Int, Int) {
    var front = Diagonals(at: box.old.lowerBound - box.new.lowerBound, in: box.old, box.new)
    var back = Diagonals(at: box.old.upperBound - box.new.upperBound, in: box.old, box.new)
    let meetsForward = (front.middle - back.middle) & 1 != 0
    forward[front.middle + origin] = box.old.lowerBound
    backward[back.middle + origin] = box.old.upperBound
    for _ in 0..<costLimit {
      front.widen(&forward, origin, outside: -1)
      if let met = stepForward(box, front, meeting: meetsForward ? back : nil) { return met }
      back.widen(&backward, origin, outside: Int.max)
      if let met = stepBackward(box, back, meeting: meetsForward ? nil : front) { return met }
    }
    return farthest(box, front, back)
  }

  private mutating func stepForward(_ box: Box, _ front: Diagonals, meeting back: Diagonals?) -> (Int, Int)? {
    var diagonal = front.high + 2
    while diagonal > front.low {
      diagonal -= 2
      let (below, above) = (forward[diagonal - 1 + origin], forward[diagonal + 1 + origin])
      var x = below >= above ? below + 1 : above
      var y = x - diagonal
      while x < box.old.upperBound, y < box.new.upperBound, old[x] == new[y] { (x, y) = (x + 1, y + 1) }
      forward[diagonal + origin] = x
      if let back, back.low <= diagonal, diagonal <= back.high, backward[diagonal + origin] <= x { return (x, y) }
    }
    return nil
  }

  private mutating func stepBackward(_ box: Box, _ back: Diagonals, meeting front: Diagonals?) -> (Int, Int)? {
    var diagonal = back.high + 2
    while diagonal > back.low {
      diagonal -= 2
      let (below, above) = (backward[diagonal - 1 + origin], backward[diagonal + 1 + origin])
      var x = below < above ? below : above - 1
      var y = x - diagonal
      while x > box.old.lowerBound, y > box.new.lowerBound, old[x - 1] == new[y - 1] { (x, y) = (x - 1, y - 1) }
      backward[diagonal + origin] = x
      if let front, front.low <= diagonal, diagonal <= front.high, x <= forward[diagonal + origin] { return (x, y) }
    }
    return nil
  }

  /// The place that either search got farthest to, measured along both sequences.
  private func farthest(_ box: Box, _ front: Diagonals, _ back: Diagonals) -> (Int, Int) {
    var first = (box.old.lowerBound, box.new.lowerBound)
    for diagonal in stride(from: front.high, through: front.low, by: -2) {
      let x = min(forward[diagonal + origin], box.old.upperBound, box.new.upperBound + diagonal)
      if x + x - diagonal > first.0 + first.1 { first = (x, x - diagonal) }
    }
    var last = (box.old.upperBound, box.new.upperBound)
    for diagonal in stride(from: back.high, through: back.low, by: -2) {
      let x = max(backward[diagonal + origin], box.old.lowerBound, box.new.lowerBound + diagonal)
      if x + x - diagonal < last.0 + last.1 { last = (x, x - diagonal) }
    }
    let gained = first.0 + first.1 - box.old.lowerBound - box.new.lowerBound
    let gainedBack = box.old.upperBound + box.new.upperBound - last.0 - last.1
    return gained >= gainedBack ? first : last
  }
}

/// The diagonals that one search has reached, every second one from `low` to `high`.
private struct Diagonals {
  let middle: Int
  private(set) var low: Int
  private(set) var high: Int
  private let least: Int
  private let greatest: Int

  init(at middle: Int, in old: Range<Int>, _ new: Range<Int>) {
    self.middle = middle
    low = middle
    high = middle
    least = old.lowerBound - new.upperBound
    greatest = old.upperBound - new.lowerBound
  }

  /// One step more to both sides; at the box's edge the run shrinks instead, to keep every second diagonal.
  mutating func widen(_ reached: inout [Int], _ origin: Int, outside: Int) {
    if low > least {
      low -= 1
      reached[low - 1 + origin] = outside
    } else {
      low += 1
    }
    if high < greatest {
      high += 1
      reached[high + 1 + origin] = outside
    } else {
      high -= 1
    }
  }
}
