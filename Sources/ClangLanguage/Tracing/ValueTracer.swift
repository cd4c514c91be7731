// Says which values an expression is made of.

import Semantics
import SourceModel

/// Reads expressions: the nodes of the tree between two tokens, and what the compiler says of their names.
struct ValueTracer {
  private let facts: ClangFacts
  private let fileTokens: ContiguousArray<CxxToken>
  private let tree: Tree
  /// Nodes whose parent is the file, by where they begin.
  private let tops: [NodeID]

  init(_ facts: ClangFacts) {
    self.facts = facts
    tree = facts.tree
    fileTokens = CxxLexer.tokens(of: facts.tree.bytes)
    tops = Array(facts.tree.children(of: facts.tree.root))
  }

  static func variable(at offset: UInt32) -> String { "@\(offset)" }

  func tokens(in range: ByteRange) -> ArraySlice<CxxToken> {
    let first = fileTokens.firstPlace { $0.start >= range.start }
    let last = fileTokens.firstPlace { $0.start >= range.end }
    return fileTokens[first..<max(first, last)]
  }

  func text(_ token: CxxToken) -> String { tree.text(in: ByteRange(token.start, token.end)) }

  func spells(_ token: CxxToken, _ text: StaticString) -> Bool {
    guard Int(token.end - token.start) == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { tree.bytes[Int(token.start)..<Int(token.end)].elementsEqual($0) }
  }

  // MARK: Statements of one expression

  /// A declaration, an assignment or anything else up to a semicolon.
  func steps(in tokens: ArraySlice<CxxToken>) -> [TraceStep] {
    guard let first = tokens.first, let last = tokens.last else { return [] }
    let whole = ByteRange(first.start, last.end)
    guard let sign = assignment(in: tokens) else { return declared(in: tokens, whole) ?? [.evaluate(value(in: whole))] }
    let right = tokens[(sign.index + 1)...]
    guard let rightFirst = right.first else { return [] }
    let rightRange = ByteRange(rightFirst.start, last.end)
    let left = tokens[..<(sign.isCompound ? sign.index - 1 : sign.index)]
    guard let leftFirst = left.first, let leftLast = left.last else { return [] }
    let leftRange = ByteRange(leftFirst.start, leftLast.end)
    if sign.isCompound {
      let target = value(in: leftRange)
      return [.assign(to: target, .several([target, value(in: rightRange)], computes: whole))]
    }
    if let write = elementWrite(leftRange, rightRange) { return [.element(write)] }
    let target = target(left, leftRange)
    // `const uchar* row = …`: an address is computed, and no value.
    if left.contains(where: { spells($0, "*") }), case .several(let values, _) = value(in: rightRange) {
      return [.assign(to: target, .several(values, computes: nil))]
    }
    return [.assign(to: target, value(in: rightRange))]
  }

  /// The first `=` outside of brackets that assigns.
  private func assignment(in tokens: ArraySlice<CxxToken>) -> (index: Int, isCompound: Bool)? {
    var depth = 0
    for index in tokens.indices where tokens[index].kind == .punctuation {
      switch tokens[index].byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "=") where depth == 0:
        let before = neighbour(index, -1, tokens)
        let after = neighbour(index, 1, tokens)
        if after == UInt8(ascii: "=") || "=!<>".utf8.contains(before) { continue }
        return (index, "+-*/%&|^".utf8.contains(before))
      default: break
      }
    }
    return nil
  }

  /// The punctuation right beside a token.
  private func neighbour(_ index: Int, _ step: Int, _ tokens: ArraySlice<CxxToken>) -> UInt8 {
    guard tokens.indices.contains(index + step), tokens[index + step].kind == .punctuation else { return 0 }
    let (left, right) = step < 0 ? (tokens[index - 1], tokens[index]) : (tokens[index], tokens[index + 1])
    return left.end == right.start ? tokens[index + step].byte : 0
  }

  /// What is assigned to: a variable declared here, or one that is.
  private func target(_ tokens: ArraySlice<CxxToken>, _ range: ByteRange) -> TracedValue {
    let found = value(in: range)
    if case .nothing = found, let last = tokens.last(where: { $0.kind == .identifier }) {
      return .variable(Self.variable(at: last.start))
    }
    return found
  }

  /// `cv::Mat canvas(height, width, type)` and `cv::Mat canvas{…}`.
  private func declared(in tokens: ArraySlice<CxxToken>, _ whole: ByteRange) -> [TraceStep]? {
    let nodes = tops(in: whole)
    guard nodes.count > 1, let last = nodes.last, let site = CallReader.callSite(at: last, in: tree),
      tree.cxx(site.callee) == .name, facts.survey?.names[tree[site.callee].start] == nil,
      facts.survey?.macros[tree[site.callee].start] == nil,
      let type = facts.known(at: nodes[nodes.count - 2]), type.isType
    else { return nil }
    let call = TracedCall(
      node: last, name: type.name, receiver: nil, arguments: site.arguments.map { value(of: $0.node) })
    return [.assign(to: .variable(Self.variable(at: tree[site.callee].start)), .call(call))]
  }

  // MARK: Expressions

  private func tops(in range: ByteRange) -> [NodeID] {
    let first = tops.firstPlace { tree[$0].start >= range.start }
    return Array(tops[first...].prefix { tree[$0].end <= range.end })
  }

  func value(in tokens: ArraySlice<CxxToken>) -> TracedValue {
    guard let first = tokens.first, let last = tokens.last else { return .nothing }
    return value(in: ByteRange(first.start, last.end))
  }

  func value(in range: ByteRange) -> TracedValue { value(of: tops(in: range), in: range) }

  private func value(of nodes: [NodeID], in range: ByteRange) -> TracedValue {
    let tokens = tokens(in: range)
    if let lambda = lambda(in: tokens) { return lambda }
    let values = nodes.filter { tree.cxxRole($0) != .templateArgument }.map { value(of: $0) }.filter { value in
      if case .nothing = value { return false }
      return true
    }
    let computes = isComputed(nodes, tokens)
    if values.count == 1, !computes { return values[0] }
    return values.isEmpty ? .nothing : .several(values, computes: computes ? range : nil)
  }

  /// Whether operators stand between operands. `&x`, `*x` and a choice by `?` compute nothing.
  private func isComputed(_ nodes: [NodeID], _ tokens: ArraySlice<CxxToken>) -> Bool {
    if tokens.contains(where: { $0.kind == .punctuation && $0.byte == UInt8(ascii: "?") }) { return false }
    return tokens.indices.contains { index in
      guard tokens[index].kind == .punctuation, "+-*/".utf8.contains(tokens[index].byte), index > tokens.startIndex,
        tokens[index].end - tokens[index].start == 1, !nodes.contains(where: { tree.range($0).contains(range(index)) })
      else { return false }
      let before = tokens[index - 1]
      let isOperand =
        before.kind != .punctuation || before.byte == UInt8(ascii: ")") || before.byte == UInt8(ascii: "]")
      return isOperand && !(before.kind == .identifier && facts.survey?.names[before.start]?.first?.isType == true)
    }
  }

  private func range(_ index: Int) -> ByteRange { ByteRange(fileTokens[index].start, fileTokens[index].end) }

  /// `[](int x) { … }(argument)`.
  private func lambda(in tokens: ArraySlice<CxxToken>) -> TracedValue? {
    guard let first = tokens.first, spells(first, "["),
      let capture = FunctionTracer.closing(tokens.startIndex, in: tokens), capture + 1 < tokens.endIndex
    else { return nil }
    var at = capture + 1
    var parameters: [String] = []
    if spells(tokens[at], "("), let close = FunctionTracer.closing(at, in: tokens) {
      parameters = names(in: tokens[(at + 1)..<close])
      at = close + 1
    }
    while at < tokens.endIndex, !spells(tokens[at], "{") { at += 1 }
    guard at < tokens.endIndex, let end = FunctionTracer.closing(at, in: tokens) else { return nil }
    var reader = FunctionTracer(self, tokens[...end], from: at)
    let body = reader.readBlock()
    guard end + 1 < tokens.endIndex, spells(tokens[end + 1], "("),
      let close = FunctionTracer.closing(end + 1, in: tokens)
    else { return TracedValue.nothing }
    let list = tokens[(end + 2)..<close]
    return .inlined(parameters: parameters, arguments: arguments(in: list), body: body)
  }

  /// The names of parameters: the last word of each, defaults aside.
  private func names(in tokens: ArraySlice<CxxToken>) -> [String] {
    parts(of: tokens).map { part in
      let head = part.prefix { !spells($0, "=") }
      return head.last { $0.kind == .identifier }.map { Self.variable(at: $0.start) } ?? ""
    }
  }

  private func arguments(in tokens: ArraySlice<CxxToken>) -> [TracedValue] {
    parts(of: tokens).map { part in
      guard let first = part.first, let last = part.last else { return .nothing }
      return value(of: outermost(in: ByteRange(first.start, last.end)), in: ByteRange(first.start, last.end))
    }
  }

  /// The nodes inside a range that no other node inside of it holds.
  private func outermost(in range: ByteRange) -> [NodeID] {
    var found: [NodeID] = []
    var row = tree.rows.firstPlace { $0.start >= range.start }
    // Rows stand in the order of their beginnings, outer ones first.
    while row < tree.count, tree.rows[row].start < range.end {
      let node = NodeID(row)
      if range.contains(tree.range(node)) {
        found.append(node)
        row = Int(tree[node].subtreeEnd)
      } else {
        row += 1
      }
    }
    return found
  }

  private func parts(of tokens: ArraySlice<CxxToken>) -> [ArraySlice<CxxToken>] {
    var parts: [ArraySlice<CxxToken>] = []
    var start = tokens.startIndex
    var depth = 0
    for index in tokens.indices where tokens[index].kind == .punctuation {
      switch tokens[index].byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: ",") where depth == 0:
        parts.append(tokens[start..<index])
        start = index + 1
      default: break
      }
    }
    if start < tokens.endIndex { parts.append(tokens[start...]) }
    return parts
  }

  // MARK: Nodes

  func value(of node: NodeID, depth: Int = 0) -> TracedValue {
    // The reader nests no deeper than its own limit.
    guard depth < 256 else { return .nothing }
    switch tree.cxx(node) {
    case .name, .qualified: return named(node)
    case .member: return member(node, depth)
    case .call: return call(node, depth)
    case .index:
      guard let base = tree.child(CxxRole.base.role, of: node) else { return .nothing }
      let inner = value(of: base, depth: depth + 1)
      if case .nothing = inner { return .nothing }
      return .part(inner)
    case .instance: return tree.child(CxxRole.base.role, of: node).map { value(of: $0, depth: depth + 1) } ?? .nothing
    case .group:
      let inner = tree.children(of: node).map { value(of: $0, depth: depth + 1) }
      return inner.count == 1 ? inner[0] : inner.isEmpty ? .nothing : .several(inner, computes: nil)
    case .sequence: return value(of: Array(tree.children(of: node)), in: tree.range(node))
    default: return .nothing
    }
  }

  private func named(_ node: NodeID) -> TracedValue {
    let place = facts.identifier(of: node)
    let names = facts.survey?.names[place] ?? []
    if let declaration = names.lazy.compactMap(\.declaration).first {
      return .variable(Self.variable(at: declaration))
    }
    // A member of the class around, or a variable of the file.
    if let name = names.first(where: { $0.isKnown && !$0.name.isEmpty && !$0.isType && !$0.isNamespace }) {
      return .variable(name.name)
    }
    return .nothing
  }

  private func member(_ node: NodeID, _ depth: Int) -> TracedValue {
    guard let base = tree.child(CxxRole.base.role, of: node) else { return .nothing }
    let inner = value(of: base, depth: depth + 1)
    guard let name = facts.known(at: node)?.name, !name.isEmpty else { return .nothing }
    return .field(of: inner, name)
  }

  private func call(_ node: NodeID, _ depth: Int) -> TracedValue {
    guard let site = CallReader.callSite(at: node, in: tree) else { return .nothing }
    var callee = site.callee
    if tree.cxx(callee) == .instance, let base = tree.child(CxxRole.base.role, of: callee) { callee = base }
    let arguments = site.arguments.map { value(of: $0.node, depth: depth + 1) }
    var receiver: TracedValue?
    if tree.cxx(callee) == .member, let base = tree.child(CxxRole.base.role, of: callee) {
      receiver = value(of: base, depth: depth + 1)
    }
    // What a macro's body calls stands where the macro is used.
    let identifier = tree.child(CxxRole.identifier.role, of: callee) ?? callee
    let known = facts.known(at: callee).flatMap { $0.name.lastDottedPart == tree.text(identifier) ? $0 : nil }
    // `canvas(area)`: a value that is called gives a part of itself.
    if tree.cxx(callee) == .name,
      facts.survey?.names[tree[callee].start]?.contains(where: { $0.declaration != nil }) == true
    {
      return .part(named(callee))
    }
    let written = CxxText.canonicalName(tree.plainText(callee)) ?? tree.plainText(callee)
    let name = known.map(\.name).flatMap { $0.isEmpty ? nil : $0 } ?? standard(callee) ?? macro(callee) ?? written
    return .call(TracedCall(node: node, name: name, receiver: receiver, arguments: arguments))
  }

  private func standard(_ node: NodeID) -> String? {
    facts.survey?.names[facts.identifier(of: node)]?.lazy.map(\.standardName).first { !$0.isEmpty }
  }

  private func macro(_ node: NodeID) -> String? {
    facts.survey?.macros[facts.identifier(of: node)].map { "::.\($0.name)" }
  }

  // MARK: Elements

  private func elementWrite(_ left: ByteRange, _ right: ByteRange) -> ElementWrite? {
    let leftNodes = tops(in: left)
    guard leftNodes.count == 1 else { return nil }
    let indexed = tree.cxx(leftNodes[0]) == .index ? leftNodes[0] : nil
    // `*target++ = …` writes where nobody can tell.
    guard indexed != nil || tree.bytes[Int(left.start)] == UInt8(ascii: "*") else { return nil }
    let base = indexed.flatMap { tree.child(CxxRole.base.role, of: $0) } ?? leftNodes[0]
    var sources: [ElementWrite.Source] = []
    for node in outermost(in: right) {
      var row = node.row
      while row < tree[node].subtreeEnd {
        let inner = NodeID(row)
        row += 1
        guard tree.cxx(inner) == .index, let source = source(inner) else { continue }
        sources.append(source)
        row = tree[inner].subtreeEnd
      }
    }
    guard !sources.isEmpty else { return nil }
    return ElementWrite(
      target: value(of: base), index: indexed.flatMap { index(of: $0) }, sources: sources, written: right)
  }

  private func source(_ node: NodeID) -> ElementWrite.Source? {
    guard let base = tree.child(CxxRole.base.role, of: node) else { return nil }
    let isWithinPixel = tree.cxx(base) == .index || tree.cxx(base) == .call
    return ElementWrite.Source(
      value: value(of: base), index: index(of: node), isWithinPixel: isWithinPixel, range: tree.range(node))
  }

  private func index(of node: NodeID) -> IndexTerms? {
    let arguments = tree.children(of: node).filter { tree.cxxRole($0) == .argument }
    guard let argument = arguments.first(where: { _ in true }) else { return nil }
    return IndexReader.terms(of: tokens(in: tree.range(argument)), text)
  }
}
