// Which lines of a file were replaced by which.

/// Lines that were replaced: a run of old lines and the run of new ones in their place, counted from 0.
package struct LineChange: Hashable, Sendable {
  package var old: Range<Int>
  package var new: Range<Int>
  package init(old: Range<Int>, new: Range<Int>) {
    self.old = old
    self.new = new
  }
}

/// What changed from one sequence of lines to another, in order; between two changes at least one line is common.
struct LineChanges {
  private(set) var changes: [LineChange] = []
  private let old: Lines
  private let new: Lines

  /// - Parameter windows: Where lines may differ, in order and with lines between them that do not; nil where any may.
  init(_ old: Lines, _ new: Lines, in windows: [LineChange]? = nil) {
    self.old = old
    self.new = new
    for window in windows ?? [LineChange(old: 0..<old.count, new: 0..<new.count)] { compare(window) }
    for place in changes.indices { slide(place) }
  }

  private mutating func compare(_ window: LineChange) {
    let prefix = old.commonPrefix(window.old, new, window.new)
    let (oldStart, newStart) = (window.old.lowerBound + prefix, window.new.lowerBound + prefix)
    let suffix = old.commonSuffix(oldStart..<window.old.upperBound, new, newStart..<window.new.upperBound)
    let numbers = LineNumbering(
      old, oldStart..<window.old.upperBound - suffix, new, newStart..<window.new.upperBound - suffix)
    // A line with no counterpart is changed in every script; leaving those out makes unlike files cheap.
    let oldShared = Self.shared(numbers.old, with: numbers.new, numbers.count)
    let newShared = Self.shared(numbers.new, with: numbers.old, numbers.count)
    let script = ShortestScript(oldShared.map { numbers.old[$0] }, newShared.map { numbers.new[$0] })
    var isDeleted = Array(repeating: true, count: numbers.old.count)
    var isInserted = Array(repeating: true, count: numbers.new.count)
    for (place, line) in oldShared.enumerated() { isDeleted[line] = script.isDeleted[place] }
    for (place, line) in newShared.enumerated() { isInserted[line] = script.isInserted[place] }
    collect(isDeleted, isInserted, from: oldStart, newStart)
  }

  private static func shared(_ numbers: [Int32], with others: [Int32], _ count: Int) -> [Int] {
    var occurs = Array(repeating: false, count: count)
    for number in others { occurs[Int(number)] = true }
    return numbers.indices.filter { occurs[Int(numbers[$0])] }
  }

  private mutating func collect(_ isDeleted: [Bool], _ isInserted: [Bool], from first: Int, _ newFirst: Int) {
    var (line, newLine) = (0, 0)
    while line < isDeleted.count || newLine < isInserted.count {
      let (start, newStart) = (line, newLine)
      while line < isDeleted.count, isDeleted[line] { line += 1 }
      while newLine < isInserted.count, isInserted[newLine] { newLine += 1 }
      if line > start || newLine > newStart {
        changes.append(
          LineChange(old: (start + first)..<(line + first), new: (newStart + newFirst)..<(newLine + newFirst)))
      } else {
        (line, newLine) = (line + 1, newLine + 1)
      }
    }
  }

  /// Moves a pure insertion or deletion among equal lines to where it reads best: at the least indented line, so that
  /// a whole function shows as inserted rather than the tail of one and the head of the next; the lowest such place.
  private mutating func slide(_ place: Int) {
    let change = changes[place]
    guard change.old.isEmpty || change.new.isEmpty else { return }
    let (lines, group) = change.old.isEmpty ? (new, change.new) : (old, change.old)
    let room = (
      up: change.old.lowerBound - (place > 0 ? changes[place - 1].old.upperBound + 1 : 0),
      down: (place + 1 < changes.count ? changes[place + 1].old.lowerBound - 1 : old.count) - change.old.upperBound
    )
    var up = 0
    while up < room.up, lines.isLine(group.lowerBound - up - 1, equalTo: group.upperBound - up - 1, of: lines) {
      up += 1
    }
    var down = 0
    while down < room.down, lines.isLine(group.lowerBound + down, equalTo: group.upperBound + down, of: lines) {
      down += 1
    }
    let shift = Self.best(in: -up...down) { lines.indentation(group.lowerBound + $0) }
    changes[place] = LineChange(old: change.old.shifted(by: shift), new: change.new.shifted(by: shift))
  }

  private static func best(in shifts: ClosedRange<Int>, _ indentation: (Int) -> Int?) -> Int {
    var best = (shift: shifts.upperBound, indentation: Int.max)
    for shift in shifts.reversed() {
      guard let indentation = indentation(shift), indentation < best.indentation else { continue }
      best = (shift, indentation)
    }
    return best.shift
  }
}

extension Range<Int> {
  fileprivate func shifted(by shift: Int) -> Range<Int> { (lowerBound + shift)..<(upperBound + shift) }
}
