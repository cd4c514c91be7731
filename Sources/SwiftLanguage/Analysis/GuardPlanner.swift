// `#if` and `if #available` around code that has an old way and a new one.

import Semantics
import SourceModel
import SwiftSyntax

/// Plans the guard around one place.
struct GuardPlanner {
  private let table: ScopeTable
  private let condition: VersionGuard
  private var tree: Tree { table.tree }

  init(_ table: ScopeTable, _ condition: VersionGuard) {
    self.table = table
    self.condition = condition
  }

  /// A guard around more lines than this says everything twice; a person decides whether it should.
  private static let mostLines = 40

  func plan(around range: ByteRange) -> GuardPlan {
    guard let item = item(around: range) else {
      return GuardPlan(range: range, obstacle: "it is no statement or declaration")
    }
    switch condition {
    case .compilation(let text): return compiled(item, text)
    case .platforms(let platforms): return available(item, around: range, Self.condition(platforms))
    }
  }

  private static func condition(_ platforms: [String: String]) -> String {
    let names = platforms.sorted { $0.key.lowercased() < $1.key.lowercased() }.map { "\($0.key) \($0.value)" }
    return "#available(\((names + ["*"]).joined(separator: ", ")))"
  }

  /// The smallest statement or declaration around a place.
  private func item(around range: ByteRange) -> NodeID? {
    var found: NodeID?
    var row: UInt32 = 0
    while row < tree.count {
      let node = NodeID(row)
      guard tree.range(node).contains(range) else {
        row = tree[node].subtreeEnd
        continue
      }
      if tree.swift(node) == .codeBlockItem || tree.swift(node) == .memberBlockItem { found = node }
      row += 1
    }
    return found
  }

  // MARK: Places

  private func lineStart(_ offset: UInt32) -> UInt32 {
    var start = Int(offset)
    while start > 0, tree.bytes[start - 1] != 0x0A { start -= 1 }
    return UInt32(start)
  }

  private func indentation(at offset: UInt32) -> String {
    String(decoding: tree.bytes[Int(lineStart(offset))...].prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
  }

  /// Whether nothing but a comment stands beside an item on its lines.
  private func isAlone(_ range: ByteRange) -> Bool {
    let start = lineStart(range.start)
    guard tree.bytes[Int(start)..<Int(range.start)].allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { return false }
    let next = tree.bytes[Int(range.end)...].first { $0 != 0x20 && $0 != 0x09 }
    return [nil, 0x0A, 0x0D, UInt8(ascii: "/")].contains(next)
  }

  private func lineCount(_ range: ByteRange) -> Int { tree.bytes[range.range].count { $0 == 0x0A } + 1 }

  private func obstacle(_ range: ByteRange) -> String? {
    if !isAlone(range) { return "it has no lines of its own" }
    if lineCount(range) > Self.mostLines { return "\(lineCount(range)) lines would have to be written twice" }
    return nil
  }

  private var lineEnd: String {
    guard let first = tree.bytes.firstIndex(of: 0x0A), first > 0 else { return "\n" }
    return tree.bytes[first - 1] == 0x0D ? "\r\n" : "\n"
  }

  // MARK: `#if`

  private func compiled(_ item: NodeID, _ text: String) -> GuardPlan {
    let range = tree.range(item)
    if let obstacle = obstacle(range) { return GuardPlan(range: range, obstacle: obstacle) }
    let start = lineStart(range.start)
    let indent = indentation(at: range.start)
    let old = tree.text(in: ByteRange(start, range.end))
    return GuardPlan(
      range: range,
      edits: [
        Edit(ByteRange(start, start), "\(indent)#if \(text)\(lineEnd)"),
        Edit(
          ByteRange(range.end, range.end), "\(lineEnd)\(indent)#else\(lineEnd)\(old)\(lineEnd)\(indent)#endif"),
      ])
  }

  // MARK: `if #available`

  private func available(_ item: NodeID, around place: ByteRange, _ text: String) -> GuardPlan {
    guard tree.swift(item) == .codeBlockItem, let inner = tree.child(SwiftRole(1), of: item) else {
      return GuardPlan(range: tree.range(item), obstacle: "it is a declaration of a type's member")
    }
    switch tree.swift(inner) {
    case .variableDecl: return initialised(inner, around: place, text)
    case .guardStmt, .functionDecl, .classDecl, .structDecl, .enumDecl, .actorDecl, .protocolDecl, .extensionDecl,
      .importDecl:
      return GuardPlan(range: tree.range(item), obstacle: "names that it declares are used behind it")
    default: break
    }
    let range = tree.range(item)
    if let obstacle = obstacle(range) { return GuardPlan(range: range, obstacle: obstacle) }
    let start = lineStart(range.start)
    let indent = indentation(at: range.start)
    let step = step(at: item)
    let old = shifted(tree.text(in: ByteRange(start, range.end)), by: step, range, from: start)
    var edits = [Edit(ByteRange(start, start), "\(indent)if \(text) {\(lineEnd)\(step)")]
    edits += shifts(in: range, by: step)
    edits.append(
      Edit(
        ByteRange(range.end, range.end), "\(lineEnd)\(indent)} else {\(lineEnd)\(step)\(old)\(lineEnd)\(indent)}"))
    return GuardPlan(range: range, edits: edits)
  }

  /// `let name = value`: the value is that of an `if`.
  private func initialised(_ declaration: NodeID, around place: ByteRange, _ text: String) -> GuardPlan {
    guard let list = tree.child(.bindings, of: declaration), case let bindings = Array(tree.children(of: list)),
      bindings.count == 1, let clause = tree.child(.initializer, of: bindings[0]),
      tree.swift(clause) == .initializerClause, let value = tree.child(.clauseValue, of: clause),
      tree.range(value).contains(place)
    else { return GuardPlan(range: tree.range(declaration), obstacle: "it declares more than one value") }
    let range = tree.range(value)
    let lines = lineCount(range)
    if lines > Self.mostLines {
      return GuardPlan(range: range, obstacle: "\(lines) lines would have to be written twice")
    }
    let indent = indentation(at: tree[declaration].start)
    let step = step(at: table.parent(declaration))
    var gap = Int(range.start)
    while gap > 0, tree.bytes[gap - 1] == 0x20 || tree.bytes[gap - 1] == 0x0A || tree.bytes[gap - 1] == 0x0D {
      gap -= 1
    }
    let old = shifted(tree.text(in: range), by: step, range, from: range.start)
    let inside = indent + step
    var edits = [Edit(ByteRange(UInt32(gap), range.start), " if \(text) {\(lineEnd)\(inside)")]
    edits += shifts(in: range, by: step)
    edits.append(
      Edit(
        ByteRange(range.end, range.end), "\(lineEnd)\(indent)} else {\(lineEnd)\(inside)\(old)\(lineEnd)\(indent)}"))
    return GuardPlan(range: range, edits: edits)
  }

  /// A step of the indentation: how far the item stands inside of what holds it.
  private func step(at item: NodeID) -> String {
    let inner = indentation(at: tree[item].start)
    var holder = table.parent(item)
    while holder.row > 0, tree.swift(holder) == .codeBlockItemList || tree.swift(holder) == .codeBlock {
      holder = table.parent(holder)
    }
    let outer = indentation(at: tree[holder].start)
    guard holder.row > 0, inner.count > outer.count, inner.hasPrefix(outer) else { return "    " }
    return String(inner.dropFirst(outer.count))
  }

  /// The places where lines of an item begin behind its first, those inside of strings aside.
  private func lineStarts(in range: ByteRange) -> [UInt32] {
    let strings = tree.rows.indices.map { NodeID($0) }.filter {
      tree.swift($0) == .stringLiteralExpr && range.contains(tree.range($0))
        && tree.bytes[tree.range($0).range].contains(0x0A)
    }
    return range.range.filter { tree.bytes[$0] == 0x0A }.map { UInt32($0 + 1) }.filter { start in
      start < range.end && ![0x0A, 0x0D].contains(tree.bytes[Int(start)])
        && !strings.contains { tree.range($0).start < start && start < tree.range($0).end }
    }
  }

  private func shifts(in range: ByteRange, by step: String) -> [Edit] {
    lineStarts(in: range).map { Edit(ByteRange($0, $0), step) }
  }

  /// The old text with its lines a step further in.
  private func shifted(_ text: String, by step: String, _ range: ByteRange, from start: UInt32) -> String {
    var result: [UInt8] = []
    let starts = Set(lineStarts(in: range))
    for (offset, byte) in text.utf8.enumerated() {
      if starts.contains(start + UInt32(offset)) { result += step.utf8 }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }
}
