// The whole lines of a statement, for the preprocessor to choose between two of them.

import Semantics
import SourceModel

/// Looks for lines around a place that hold whole statements or declarations and nothing else.
struct StatementLines {
  let tree: Tree
  let survey: Survey?
  let parents: ContiguousArray<NodeID>

  /// Longer code is not written twice.
  private static let lineLimit = 40

  func lines(around range: ByteRange, at node: NodeID) -> GuardableLines {
    let lines = LineTable(tree.bytes)
    let tokens = CxxLexer.tokens(of: tree.bytes, keepsComments: true)
    var inner = range
    // What stands in a macro's argument may hold no line of the preprocessor.
    var outer = node
    while outer != tree.root {
      if tree.cxx(outer) == .define || tree.cxx(outer) == .directive { return .none("it stands in a macro's body") }
      if tree.cxx(outer) == .call, let callee = tree.child(CxxRole.callee.role, of: outer),
        survey?.macros[tree[callee].start] != nil
      {
        inner = ByteRange(min(inner.start, tree[outer].start), max(inner.end, tree[outer].end))
      }
      outer = parents[outer.index]
    }
    var first = lines.line(of: inner.start) + 1
    var last = lines.line(of: max(inner.start, inner.end - 1)) + 1
    for _ in 0..<(2 * Self.lineLimit) {
      guard last - first < Self.lineLimit else {
        return .none("the statement around it is too long to be written twice")
      }
      let whole = ByteRange(lines.range(ofLine: first).start, contentEnd(lines.range(ofLine: last)))
      switch step(whole, tokens) {
      case .done: return isText(whole) ? .lines(whole) : .none("the lines around it are no UTF-8")
      case .up:
        guard lines.range(ofLine: first).start > 0 else { return Self.noStatement }
        first -= 1
      case .down:
        guard lines.range(ofLine: last).end < UInt32(tree.bytes.count) else { return Self.noStatement }
        last += 1
      case .stop: return .none("lines of the preprocessor stand in the statement around it")
      }
    }
    return Self.noStatement
  }

  private static let noStatement = GuardableLines.none("no whole statement stands around it")

  private enum Step { case done, up, down, stop }

  /// Whether lines are whole; else in which direction there is more to take.
  private func step(_ whole: ByteRange, _ tokens: ContiguousArray<CxxToken>) -> Step {
    var depth = 0
    var last: CxxToken?
    var isBehindEnd = true
    var next: CxxToken?
    for token in tokens {
      if token.start < whole.start {
        // A comment or a text may run over the line's end.
        if token.end > whole.start { return .up }
        if token.kind != .comment { isBehindEnd = endsStatement(token) }
        continue
      }
      if token.start >= whole.end {
        guard token.kind == .comment || token.kind == .lineEnd else {
          next = token
          break
        }
        continue
      }
      if token.end > whole.end { return .down }
      if token.kind == .hash { return .stop }
      guard token.kind != .comment, token.kind != .lineEnd else { continue }
      last = token
      guard token.kind == .punctuation else { continue }
      if "([{".utf8.contains(token.byte) { depth += 1 }
      if ")]}".utf8.contains(token.byte) { depth -= 1 }
      if depth < 0 { return .up }
    }
    guard let last, depth == 0 else { return .down }
    guard isBehindEnd else { return .up }
    guard last.kind == .punctuation, ";}".utf8.contains(last.byte) else { return .down }
    return goesOn(next, behind: last) ? .down : .done
  }

  /// `do … while`, `if … else`, `struct … ;`.
  private func goesOn(_ next: CxxToken?, behind last: CxxToken) -> Bool {
    guard let next else { return false }
    let word = tree.text(in: ByteRange(next.start, next.end))
    if word == "while" || word == "catch" { return last.byte == UInt8(ascii: "}") }
    return [";", ",", ")", "else"].contains(word)
  }

  private func endsStatement(_ token: CxxToken) -> Bool {
    token.kind == .lineEnd || (token.kind == .punctuation && ";{}".utf8.contains(token.byte))
  }

  /// The end of a line's text.
  private func contentEnd(_ line: ByteRange) -> UInt32 {
    var end = line.end
    while end > line.start, tree.bytes[Int(end) - 1] == 0x0A || tree.bytes[Int(end) - 1] == 0x0D { end -= 1 }
    return end
  }

  private func isText(_ range: ByteRange) -> Bool {
    let bytes = tree.bytes[Int(range.start)..<Int(range.end)]
    return String(decoding: bytes, as: UTF8.self).utf8.elementsEqual(bytes)
  }
}
