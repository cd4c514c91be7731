// Rules about types that inherit from a library's, and about their members.

import Semantics
import SourceModel
import SwiftSyntax

extension DeclarationReader {
  /// The types of the file that inherit from a library's, with where they are declared.
  private mutating func heirs(of base: String) -> [(node: NodeID, path: String)] {
    if let known = heirsByBase[base] { return known }
    let found = findHeirs(of: base)
    heirsByBase[base] = found
    return found
  }

  private func findHeirs(of base: String) -> [(node: NodeID, path: String)] {
    let paths = names.table.typePaths.filter { names.libraryBases(of: $0).contains(base) }
    return paths.flatMap { names.table.typeScopes(of: $0) }.map { ($0.node, $0.path) }.sorted { $0.node < $1.node }
  }

  private func members(of type: NodeID) -> [NodeID] {
    guard let block = tree.children(of: type).first(where: { tree.swift($0) == .memberBlock }),
      let list = tree.child(SwiftRole(3), of: block)
    else { return [] }
    return tree.children(of: list).compactMap { tree.child(SwiftRole(1), of: $0) }
  }

  private func modifiers(of declaration: NodeID) -> [NodeID] {
    tree.child(SwiftRole(3), of: declaration).map { Array(tree.children(of: $0)) } ?? []
  }

  private func hasModifier(_ words: [String], _ declaration: NodeID) -> Bool {
    modifiers(of: declaration).contains { words.contains(tree.text($0)) }
  }

  // MARK: Members

  mutating func readMembers(_ number: Int, _ rule: MemberRule) {
    for (type, _) in heirs(of: rule.of) {
      for (member, name) in methods(of: type) where rule.isAbout(name) { readMember(member, number, rule) }
    }
  }

  /// The methods of a type's values with their names: several rules ask for the same.
  private mutating func methods(of type: NodeID) -> [(node: NodeID, name: String)] {
    if let known = methodsByType[type] { return known }
    let found = members(of: type).filter { tree.swift($0) == .functionDecl && isInstance($0) }
      .map { (node: $0, name: name(of: $0)) }
    methodsByType[type] = found
    return found
  }

  private func isInstance(_ member: NodeID) -> Bool { !hasModifier(["static", "class"], member) }

  private mutating func readMember(_ member: NodeID, _ number: Int, _ rule: MemberRule) {
    guard let nameToken = tree.child(.declarationName, of: member), let keyword = tree.child(SwiftRole(5), of: member)
    else { return }
    var change = DeclarationChange(
      rule: number, node: member, range: tree.range(nameToken), name: "\(name(of: member))()", edits: [])
    if rule.named.hasSuffix("*"), !takesNothing(member) { return }
    if let attribute = rule.attribute {
      change.edits.append(insertion(at: tree[member].start, attribute, after: " "))
    }
    if let becomes = rule.becomes {
      dropOverride(of: member, &change)
      if becomes.text.contains("(") {
        replaceHead(of: member, from: keyword, becomes, &change)
      } else {
        replaceName(of: member, from: keyword, nameToken, becomes, &change)
      }
    }
    add(change)
  }

  private func takesNothing(_ member: NodeID) -> Bool {
    guard let signature = tree.child(.signature, of: member), let clause = tree.child(SwiftRole(1), of: signature),
      let list = tree.child(SwiftRole(3), of: clause)
    else { return false }
    return tree.range(list).isEmpty && tree.child(.returnClause, of: signature) == nil
  }

  private func dropOverride(of member: NodeID, _ change: inout DeclarationChange) {
    guard let modifier = modifiers(of: member).first(where: { tree.text($0) == "override" }) else { return }
    change.edits.append((ByteRange(tree[modifier].start, nextStart(after: modifier)), []))
  }

  /// Where the next token begins.
  private func nextStart(after node: NodeID) -> UInt32 { SourceGaps(tree).skipTrivia(from: tree[node].end) }

  /// `func apply(to request: HBRequest, next: HBResponder) async throws -> HBResponse` becomes another head whole.
  private func replaceHead(
    of member: NodeID, from keyword: NodeID, _ becomes: WrittenText, _ change: inout DeclarationChange
  ) {
    guard let signature = tree.child(.signature, of: member) else { return }
    change.edits.append((ByteRange(tree[keyword].start, tree[signature].end), becomes.parts))
    let old =
      tree.children(of: signature).first { tree.swift($0) == .functionParameterClause }
      .flatMap { tree.child(SwiftRole(3), of: $0) }.map { Array(tree.children(of: $0)) } ?? []
    let own = old.compactMap { (tree.child(.secondName, of: $0) ?? tree.child(.firstName, of: $0)).map(tree.text) }
    let new = becomes.parameterNames
    for name in own where !new.contains(name) { change.doubts.append("its parameter is called `\(name)`") }
    if let added = new.first(where: { !own.contains($0) }) { change.binds = (added, tree.range(member)) }
    if tree.text(signature).contains("EventLoopFuture") {
      change.doubts.append("what it does in futures must be written with `await`")
    }
  }

  /// `override func setUp() async throws` becomes `init() async throws`; a `deinit` takes neither.
  private mutating func replaceName(
    of member: NodeID, from keyword: NodeID, _ nameToken: NodeID, _ becomes: WrittenText,
    _ change: inout DeclarationChange
  ) {
    let isDeinit = becomes.parts == [.literal("deinit")]
    var end = tree[nameToken].end
    if isDeinit, let signature = tree.child(.signature, of: member) {
      end = tree[signature].end
      let clause = tree.child(SwiftRole(1), of: signature)
      if clause.map({ tree[$0].end < tree[signature].end }) ?? false {
        change.doubts.append("a `deinit` can neither wait nor fail")
      }
    }
    change.edits.append((ByteRange(tree[keyword].start, end), becomes.parts))
    for call in superCalls(in: member) { change.edits.append((line(of: call), [])) }
  }

  /// Statements `super.setUp()` in the body.
  private func superCalls(in member: NodeID) -> [NodeID] {
    (member.row..<tree[member].subtreeEnd).lazy.map { NodeID($0) }.filter { tree.swift($0) == .codeBlockItem }.filter {
      node in
      let words = tree.text(node).split { $0 == " " || $0 == "\n" }.filter { $0 != "try" && $0 != "await" }
      return words.count == 1 && (words.first?.hasPrefix("super.\(name(of: member))(") ?? false)
    }
  }

  /// The lines of a statement, its line end included, where it has them for itself.
  private func line(of statement: NodeID) -> ByteRange {
    let range = tree.range(statement)
    var start = Int(range.start)
    while start > 0, tree.bytes[start - 1] == 0x20 || tree.bytes[start - 1] == 0x09 { start -= 1 }
    let isFirst = start == 0 || tree.bytes[start - 1] == 0x0A
    var end = Int(range.end)
    while end < tree.bytes.count, tree.bytes[end] == 0x20 || tree.bytes[end] == 0x0D { end += 1 }
    guard isFirst, end < tree.bytes.count, tree.bytes[end] == 0x0A else { return range }
    return ByteRange(start..<(end + 1))
  }

  // MARK: Types

  mutating func readTypes(_ number: Int, _ rule: TypeRule) {
    for (node, path) in heirs(of: rule.of) where tree.swift(node) == .classDecl {
      guard let keyword = tree.child(SwiftRole(5), of: node), let name = tree.child(.declarationName, of: node) else {
        continue
      }
      var change = DeclarationChange(
        rule: number, node: node, range: tree.range(name), name: tree.text(name), edits: [])
      change.whole = tree.range(node)
      guard dropBase(rule.of, of: node, &change) else {
        change.doubts.append("it inherits by way of another type")
        add(change)
        continue
      }
      if let attribute = rule.attribute {
        change.edits.append(insertion(at: tree[node].start, attribute, after: " "))
      }
      if isPlain(node, path) {
        if let final = modifiers(of: node).first(where: { tree.text($0) == "final" }) {
          change.edits.append((ByteRange(tree[final].start, nextStart(after: final)), []))
        }
        change.edits.append((tree.range(keyword), [.literal(rule.keyword)]))
      } else if !hasModifier(["final", "open"], node) {
        change.edits.append((tree.range(keyword), [.literal("final class")]))
      }
      if let attribute = rule.attribute, isLimited(node) {
        change.doubts.append("`\(attribute.text)` cannot stand before a type that is marked `@available`")
      }
      for member in members(of: node) where !isKept(member) {
        change.doubts.append("what it does for all its tests together has to be written another way")
      }
      add(change)
    }
  }

  /// Whether a type is there in some releases of a platform only.
  private func isLimited(_ type: NodeID) -> Bool {
    guard let attributes = tree.child(SwiftRole(1), of: type) else { return false }
    return tree.children(of: attributes).contains { tree.text($0).hasPrefix("@available") }
  }

  /// `class func setUp()` and `static var allTests` have no place in a type that is no test case.
  private func isKept(_ member: NodeID) -> Bool {
    if hasModifier(["class"], member) { return false }
    return
      !(tree.swift(member) == .variableDecl && hasModifier(["static"], member)
      && tree.text(member).contains("allTests"))
  }

  /// Takes a base out of the inheritance clause.
  private func dropBase(_ base: String, of type: NodeID, _ change: inout DeclarationChange) -> Bool {
    guard let clause = tree.children(of: type).first(where: { tree.swift($0) == .inheritanceClause }),
      let list = tree.child(SwiftRole(3), of: clause)
    else { return false }
    let items = Array(tree.children(of: list))
    guard
      let index = items.firstIndex(where: { item in
        tree.child(SwiftRole(1), of: item).flatMap { names.type(at: $0) } == .named(base)
      })
    else { return false }
    if items.count == 1 {
      change.edits.append((tree.range(clause), []))
    } else if index + 1 < items.count {
      change.edits.append((ByteRange(tree[items[index]].start, tree[items[index + 1]].start), []))
    } else {
      change.edits.append((ByteRange(tree[items[index - 1]].end, tree[items[index]].end), []))
    }
    return true
  }

  /// Whether nothing in a class needs it to be one: no `deinit`, no subclass, nothing that changes it or asks which it is.
  private func isPlain(_ type: NodeID, _ path: String) -> Bool {
    let isTornDown = members(of: type).contains { member in
      tree.swift(member) == .deinitializerDecl
        || (tree.swift(member) == .functionDecl && name(of: member).hasPrefix("tearDown"))
    }
    guard !isTornDown, !hasModifier(["open"], type) else { return false }
    let isInherited = names.table.scopes.contains { scope in
      scope.inherited.contains { names.type(at: $0) == .named(path) }
    }
    return !isInherited
      && !members(of: type).contains { member in
        tree.swift(member) == .functionDecl && !name(of: member).hasPrefix("setUp") && assignsMembers(member, path)
      }
  }

  /// Whether a method assigns to a member of its own type, or hands one on to be changed.
  private func assignsMembers(_ method: NodeID, _ path: String) -> Bool {
    (method.row..<tree[method].subtreeEnd).lazy.map { NodeID($0) }.contains { node in
      switch tree.swift(node) {
      case .exprList:
        var elements = tree.children(of: node).makeIterator()
        guard let first = elements.next(), let sign = elements.next(), elements.next() != nil else { return false }
        return isAssigning(sign) && isMember(first)
      case .inOutExpr: return tree.children(of: node).contains { isMember($0) }
      case .functionCallExpr:
        // A value that changes itself: `items.append(1)`.
        guard let callee = tree.child(.callee, of: node), tree.swift(callee) == .memberAccessExpr,
          let base = tree.child(.base, of: callee), let member = tree.child(.member, of: callee),
          let name = tree.child(.baseName, of: member)
        else { return false }
        return Self.changing.find(tree.bytes, tree[name].start, tree[name].end) != NameSet.absent && isMember(base)
      default: return false
      }
    }
  }

  private func isAssigning(_ sign: NodeID) -> Bool {
    if tree.swift(sign) == .assignmentExpr { return true }
    let text = tree.bytes(in: tree.range(sign))
    let isComparing = Self.comparing.find(tree.bytes, tree[sign].start, tree[sign].end) != NameSet.absent
    return text.last == UInt8(ascii: "=") && !isComparing
  }

  private static let comparing: NameSet = ["==", "!=", "<=", ">=", "===", "!=="]

  private static let changing: NameSet = [
    "append", "insert", "remove", "removeAll", "removeFirst", "removeLast", "popLast", "sort", "shuffle", "reverse",
    "updateValue", "removeValue", "formUnion", "subtract", "toggle", "merge", "swapAt", "reserveCapacity",
  ]

  /// Whether an expression begins with a stored member of the type around it.
  private func isMember(_ node: NodeID) -> Bool {
    var at = node
    while let base = tree.child(.base, of: at), tree.swift(at) != .declReferenceExpr { at = base }
    guard tree.swift(at) == .declReferenceExpr, let token = tree.child(.baseName, of: at) else { return false }
    let name = tree.text(token)
    if name == "self" { return true }
    guard case .binding(_, let scope) = names.meaning(of: name, at: at) else { return false }
    return names.table.scopes[scope].kind == .type
  }
}
