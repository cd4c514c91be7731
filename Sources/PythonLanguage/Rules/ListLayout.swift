// Comma-separated lists: taking elements out and adding them, with layout and comments left as they are.

import Semantics
import SourceModel

/// One element of a list and what becomes of it.
struct ListItem {
  enum Fate: Equatable {
    case kept, removed
    case replaced(String)
  }
  var range: ByteRange
  var fate: Fate
}

struct ListLayout {
  let tree: Tree
  private var bytes: ContiguousArray<UInt8> { tree.bytes }

  init(_ tree: Tree) { self.tree = tree }

  /// The edits that give each item its fate and add `texts` behind the last; at least one item stays.
  func edits(_ items: [ListItem], adding texts: [String]) -> [Edit] {
    var found: [Edit] = []
    for item in items {
      if case .replaced(let text) = item.fate { found.append(Edit(item.range, text)) }
    }
    var at = 0
    while at < items.count {
      guard items[at].fate == .removed else {
        at += 1
        continue
      }
      var end = at
      while end < items.count, items[end].fate == .removed { end += 1 }
      found.append(removal(of: at..<end, items))
      at = end
    }
    var atEnd: [String] = []
    for text in texts {
      if let next = items.first(where: { isSorted(items) && order($0) > text && $0.fate != .removed }) {
        found.append(insertion(of: text, before: next.range))
      } else {
        atEnd.append(text)
      }
    }
    guard !atEnd.isEmpty, let last = items.last else { return found }
    let place = insertion(afterElement: last.range, isAlone: items.count == 1)
    let text = atEnd.map { place.before + $0 + place.after }.joined()
    if let comma = place.commaOffset { found.append(Edit(ByteRange(comma, comma), ",")) }
    found.append(Edit(ByteRange(place.offset, place.offset), text))
    return found
  }

  /// What an element is sorted by: what stands there now, or will.
  private func order(_ item: ListItem) -> String {
    if case .replaced(let text) = item.fate { return text }
    return tree.text(in: item.range)
  }

  /// Whether the author keeps the elements in order, as two or more of them show.
  private func isSorted(_ items: [ListItem]) -> Bool {
    let texts = items.map { tree.text(in: $0.range) }
    return texts.count > 1 && zip(texts, texts.dropFirst()).allSatisfy { $0 <= $1 }
  }

  private func insertion(of text: String, before next: ByteRange) -> Edit {
    let separator = ownLine(of: next.start).map { "," + StatementLayout(tree).lineEnd + $0 } ?? ", "
    return Edit(ByteRange(next.start, next.start), text + separator)
  }

  /// A run of elements goes with the comma after it, or, at the end, with the comma before it. Comments about the
  /// elements that stay stay with them: those behind the one before, and on lines of their own before the one after.
  private func removal(of run: Range<Int>, _ items: [ListItem]) -> Edit {
    let start = items[run.lowerBound].range.start
    let last = items[run.upperBound - 1].range.end
    if run.upperBound < items.count {
      let next = items[run.upperBound].range.start
      guard ownLine(of: start) != nil, let line = ownLine(of: next), let comma = comma(after: last) else {
        return Edit(ByteRange(start, next), "")
      }
      let gap = StatementLayout(tree).endOfLine(from: comma, past: true) + UInt32(line.utf8.count)
      return Edit(ByteRange(start, gap <= next && isBlank(gap - UInt32(line.utf8.count), gap) ? gap : next), "")
    }
    let previous = items[run.lowerBound - 1].range.end
    if let comma = comma(after: last) {
      return Edit(ByteRange(endOfGap(previous, start), endOfLastElement(start, comma + 1)), "")
    }
    let kept = lastCommentEnd(previous, start)
    return Edit(ByteRange(kept ?? previous, last), "")
  }

  /// The comment that follows an element and its comma on the same line.
  func comment(behind end: UInt32) -> String? {
    let rest = skipSpaces(end)
    let hasComma = Int(rest) < bytes.count && bytes[Int(rest)] == UInt8(ascii: ",")
    let start = skipSpaces(hasComma ? rest + 1 : rest)
    return endOfComment(start).map { tree.text(in: ByteRange(start, $0)) }
  }

  /// Behind the comma of an element that goes, and behind the comment about it where it has a line of its own.
  private func endOfLastElement(_ start: UInt32, _ end: UInt32) -> UInt32 {
    let rest = skipSpaces(end)
    let isAlone = ownLine(of: start) != nil && Int(rest) < bytes.count && bytes[Int(rest)] == UInt8(ascii: "#")
    return isAlone ? StatementLayout(tree).endOfLine(from: rest, past: false) : end
  }

  /// Behind the comma that follows an element, and behind the comments before the next.
  private func endOfGap(_ end: UInt32, _ next: UInt32) -> UInt32 {
    let start = comma(after: end).map { $0 + 1 } ?? end
    return lastCommentEnd(start, next) ?? start
  }

  /// Where the last comment between two elements ends.
  private func lastCommentEnd(_ start: UInt32, _ end: UInt32) -> UInt32? {
    var found: UInt32?
    var at = start
    while at < end {
      guard bytes[Int(at)] == UInt8(ascii: "#") else {
        at += 1
        continue
      }
      at = StatementLayout(tree).endOfLine(from: at, past: false)
      found = at
    }
    return found
  }

  private func isBlank(_ start: UInt32, _ end: UInt32) -> Bool {
    bytes[Int(start)..<Int(end)].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  /// The comma that follows `offset`, past white space and comments.
  func comma(after offset: UInt32) -> UInt32? {
    let at = skipTrivia(from: offset)
    return Int(at) < bytes.count && bytes[Int(at)] == UInt8(ascii: ",") ? at : nil
  }

  /// The first byte from `offset` on that is neither white space nor comment nor an escaped line end.
  func skipTrivia(from offset: UInt32) -> UInt32 {
    var at = Int(offset)
    while at < bytes.count {
      switch bytes[at] {
      case 0x20, 0x09, 0x0A, 0x0D, 0x0C: at += 1
      case UInt8(ascii: "\\"): at += 1
      case UInt8(ascii: "#"):
        while at < bytes.count, bytes[at] != 0x0A, bytes[at] != 0x0D { at += 1 }
      default: return UInt32(at)
      }
    }
    return UInt32(at)
  }

  // MARK: The face of `Language`

  /// One element's bytes with the comma and space that go with it.
  func removal(of range: ByteRange, from list: ByteRange) -> ByteRange {
    let element = widened(range, in: list)
    if let comma = comma(after: element.end), comma < list.end {
      let next = skipTrivia(from: comma + 1)
      if next < list.end, !hasComment(comma + 1, next) { return ByteRange(element.start, next) }
      if next < list.end { return ByteRange(element.start, skipSpaces(comma + 1)) }
      guard let before = commaBefore(element.start, in: list) else { return ByteRange(element.start, comma + 1) }
      return ByteRange(before + 1, comma + 1)
    }
    guard let before = commaBefore(element.start, in: list) else { return element }
    return hasComment(before, element.start) ? element : ByteRange(before, element.end)
  }

  /// The element with the parentheses that stand around it.
  private func widened(_ range: ByteRange, in list: ByteRange) -> ByteRange {
    var range = range
    while true {
      let after = skipTrivia(from: range.end)
      guard after < list.end, bytes[Int(after)] == UInt8(ascii: ")"),
        let open = previous(range.start, in: list), bytes[Int(open)] == UInt8(ascii: "(")
      else { return range }
      range = ByteRange(open, after + 1)
    }
  }

  /// The last byte before `offset` that is no white space, unless a comment ends there.
  private func previous(_ offset: UInt32, in list: ByteRange) -> UInt32? {
    var at = offset
    while at > list.start, [0x20, 0x09, 0x0A, 0x0D, 0x0C, UInt8(ascii: "\\")].contains(bytes[Int(at) - 1]) { at -= 1 }
    return at > list.start ? at - 1 : nil
  }

  /// The comma before an element, past comments: found from the front, where comments can be told.
  private func commaBefore(_ offset: UInt32, in list: ByteRange) -> UInt32? {
    if let at = previous(offset, in: list), bytes[Int(at)] == UInt8(ascii: ",") { return at }
    var lineStart = offset
    while lineStart > list.start {
      var at = lineStart
      while at > list.start, bytes[Int(at) - 1] != 0x0A { at -= 1 }
      let comma = commaOnly(at, lineStart)
      if let comma { return comma }
      guard at > list.start else { return nil }
      lineStart = at - 1
    }
    return nil
  }

  /// The last comma of a line that only a comment follows.
  private func commaOnly(_ start: UInt32, _ end: UInt32) -> UInt32? {
    var found: UInt32?
    var at = start
    while at < end {
      if bytes[Int(at)] == UInt8(ascii: ","),
        skipSpaces(at + 1) >= end || bytes[Int(skipSpaces(at + 1))] == UInt8(ascii: "#")
      {
        found = at
      }
      at += 1
    }
    return found
  }

  private func skipSpaces(_ offset: UInt32) -> UInt32 {
    var at = Int(offset)
    while at < bytes.count, bytes[at] == 0x20 || bytes[at] == 0x09 { at += 1 }
    return UInt32(at)
  }

  private func hasComment(_ start: UInt32, _ end: UInt32) -> Bool {
    start < end && bytes[Int(start)..<Int(end)].contains(UInt8(ascii: "#"))
  }

  // MARK: Adding

  /// Where a new last element of the list between two brackets goes.
  func insertion(into list: ByteRange) -> ListInsertion {
    guard let last = lastElement(of: list) else { return ListInsertion(offset: list.start, before: "", after: "") }
    return insertion(afterElement: last.range, isAlone: last.isOnly)
  }

  /// What stands in the list behind its last comma but one, or all of it.
  private func lastElement(of list: ByteRange) -> (range: ByteRange, isOnly: Bool)? {
    var start = skipTrivia(from: list.start)
    var end = start
    var commas = 0
    var scanner = SourceScanner(bytes, from: Int(list.start), to: Int(list.end))
    while let (offset, byte) = scanner.next() {
      guard ![0x20, 0x09, 0x0A, 0x0D, 0x0C, UInt8(ascii: "\\")].contains(byte) else { continue }
      if byte == UInt8(ascii: ","), scanner.depth == 0 {
        commas += 1
        let next = skipTrivia(from: UInt32(offset) + 1)
        if next < list.end { start = next }
      } else {
        end = UInt32(scanner.offset)
      }
    }
    guard end > start else { return nil }
    return (ByteRange(start, end), commas == 0 || (commas == 1 && start == skipTrivia(from: list.start)))
  }

  /// Where a new element goes behind the last one: on a line of its own where the others stand so.
  func insertion(afterElement last: ByteRange, isAlone: Bool) -> ListInsertion {
    let comma = comma(after: last.end)
    guard let indent = ownLine(of: last.start), comma != nil || !isAlone || !endsItsLine(last.end) else {
      guard let comma else { return ListInsertion(offset: last.end, before: ", ", after: "") }
      return ListInsertion(offset: comma + 1, before: " ", after: ",")
    }
    let newLine = StatementLayout(tree).lineEnd + indent
    // A comment on the element's line is about that element.
    let end = comma.map { $0 + 1 } ?? last.end
    let place = endOfComment(end) ?? end
    if comma != nil { return ListInsertion(offset: place, before: newLine, after: ",") }
    if place == end { return ListInsertion(offset: end, before: "," + newLine, after: "") }
    return ListInsertion(offset: place, before: newLine, after: "", commaOffset: end)
  }

  /// Whether a closing bracket follows on the line, so that the list ends there.
  private func endsItsLine(_ offset: UInt32) -> Bool {
    let at = skipSpaces(offset)
    return Int(at) < bytes.count && [UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}")].contains(bytes[Int(at)])
  }

  /// The end of a comment that begins behind `offset` on the same line.
  private func endOfComment(_ offset: UInt32) -> UInt32? {
    let at = skipSpaces(offset)
    guard Int(at) < bytes.count, bytes[Int(at)] == UInt8(ascii: "#") else { return nil }
    return StatementLayout(tree).endOfLine(from: at, past: false)
  }

  /// The white space before an element that begins its line.
  func ownLine(of offset: UInt32) -> String? {
    let start = StatementLayout(tree).start(ofLineAt: offset)
    let before = bytes[Int(start)..<Int(offset)]
    guard start > 0, before.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return nil }
    return String(decoding: before, as: UTF8.self)
  }
}
