// Patterns: the text of a rule's `now`, `match` or `rewrite`, read by Swift's own parser.

import Semantics
import SourceModel
@_spi(RawSyntax) import SwiftSyntax

/// Reads rule text and marks its variables and its qualified names.
///
/// A macro is written with its module, `#Testing.expect(value)`, as any other name that rules write.
enum PatternReader {
  static func pattern(_ text: String, variables: Set<String>) throws(RuleTextError) -> Pattern {
    let (plain, macros) = withoutModulesOfMacros(text)
    let file = SwiftTreeReader.parse(ContiguousArray(plain.utf8))
    if let problem = file.diagnostics.first(where: { $0.severity == .error }) {
      let end = UInt32(text.utf8.count)
      throw RuleTextError(
        message: problem.message, range: ByteRange(min(problem.range.start, end), min(problem.range.end, end)))
    }
    let tree = file.tree
    let expression = onlyExpression(in: tree)
    var pattern = Pattern(
      tree: tree, root: expression ?? statements(in: tree) ?? tree.root, isExpression: expression != nil,
      variables: [:], symbols: [:])
    mark(&pattern, variables, macros)
    return pattern
  }

  /// `#Testing.expect` is no Swift: the module goes, and is remembered under the place of the name.
  private static func withoutModulesOfMacros(_ text: String) -> (text: String, macros: [UInt32: String]) {
    var result: [UInt8] = []
    var macros: [UInt32: String] = [:]
    let bytes = Array(text.utf8)
    var offset = 0
    while offset < bytes.count {
      result.append(bytes[offset])
      offset += 1
      guard bytes[offset - 1] == UInt8(ascii: "#") else { continue }
      var end = offset
      while end < bytes.count, SignatureReader.isNamePart(bytes[end]) || bytes[end] == UInt8(ascii: ".") { end += 1 }
      guard let dot = bytes[offset..<end].lastIndex(of: UInt8(ascii: ".")) else { continue }
      macros[UInt32(result.count)] = String(decoding: bytes[offset..<end], as: UTF8.self)
      offset = dot + 1
    }
    return (String(decoding: result, as: UTF8.self), macros)
  }

  /// The expression that the text is, where it is nothing else.
  private static func onlyExpression(in tree: Tree) -> NodeID? {
    guard let list = statements(in: tree) else { return nil }
    let items = Array(tree.children(of: list))
    guard items.count == 1, let item = tree.child(SwiftRole(1), of: items[0]) else { return nil }
    return isExpression(tree.swift(item)) ? item : nil
  }

  /// The list of what stands at the top of the text.
  private static func statements(in tree: Tree) -> NodeID? {
    tree.children(of: tree.root).first { tree.swift($0) == .codeBlockItemList }
  }

  private static func isExpression(_ kind: SyntaxKind) -> Bool {
    kind.syntaxNodeType is any ExprSyntaxProtocol.Type
  }

  private static func mark(_ pattern: inout Pattern, _ variables: Set<String>, _ macros: [UInt32: String]) {
    let tree = pattern.tree
    let bound = namesBound(in: tree)
    // The name behind a dot is no name by itself.
    var members: Set<UInt32> = []
    var row: UInt32 = 0
    while row < tree.count {
      let node = NodeID(row)
      row += 1
      if members.contains(node.row) { continue }
      if tree.swift(node) == .memberAccessExpr, let member = tree.child(.member, of: node) {
        members.insert(member.row)
      }
      switch tree.swift(node) {
      case .memberAccessExpr, .declReferenceExpr, .memberType, .identifierType:
        row = markChain(node, &pattern, variables, bound)
      case .keyPathComponentList: row = tree[node].subtreeEnd
      case .prefixOperatorExpr:
        if let name = runName(node, tree) {
          pattern.variables[node] = .many(name)
          row = tree[node].subtreeEnd
        }
      case .identifierPattern where tree.text(node).hasPrefix("$"),
        .closureShorthandParameter where tree.text(node).hasPrefix("$"):
        pattern.variables[node] = .one(String(tree.text(node).dropFirst()))
      case .token:
        if let name = macros[tree[node].start], tree.token(node) == .identifier { pattern.symbols[node] = name }
      default: break
      }
    }
  }

  /// The name of `...$name`.
  private static func runName(_ node: NodeID, _ tree: Tree) -> String? {
    let text = tree.text(node)
    guard text.hasPrefix("...$"), text.dropFirst(4).utf8.allSatisfy(SignatureReader.isNamePart) else { return nil }
    return String(text.dropFirst(4))
  }

  /// Marks a chain's first name as a variable, or the whole chain as a symbol; the row to go on at.
  private static func markChain(
    _ node: NodeID, _ pattern: inout Pattern, _ variables: Set<String>, _ bound: Set<String>
  ) -> UInt32 {
    let tree = pattern.tree
    guard let chain = NameChain(node, in: tree) else {
      // `.member`, or a member of a call: what it is a member of is looked at from there.
      if let base = tree.child(.base, of: node), tree.swift(node) == .memberAccessExpr { return base.row }
      return tree[node].subtreeEnd
    }
    let first = chain.names[0]
    if first.hasPrefix("$"), !first.dropFirst().allSatisfy(\.isNumber) {
      pattern.variables[chain.nodes[0]] = .one(String(first.dropFirst()))
    } else if variables.contains(first) {
      pattern.variables[chain.nodes[0]] = .one(first)
    } else if !bound.contains(first), !first.hasPrefix("$") {
      // `Type.self` is a value made of a name, and the name is what there is to spell.
      let count = chain.names.last == "self" && chain.names.count > 1 ? chain.names.count - 1 : chain.names.count
      pattern.symbols[chain.nodes[count - 1]] = chain.names.prefix(count).joined(separator: ".")
    }
    return tree[node].subtreeEnd
  }

  /// The names that the text binds itself.
  static func namesBound(in tree: Tree) -> Set<String> {
    var found: Set<String> = []
    for row in 0..<UInt32(tree.count) {
      let node = NodeID(row)
      switch tree.swift(node) {
      case .closureShorthandParameter, .identifierPattern:
        if let name = tree.child(SwiftRole(1), of: node) { found.insert(tree.text(name)) }
      case .closureParameter, .functionParameter:
        for slot in [SwiftRole.firstName, .secondName] {
          if let name = tree.child(slot, of: node) { found.insert(tree.text(name)) }
        }
      default: break
      }
    }
    return found
  }
}

/// A dotted chain of plain names, among expressions or types: `SwiftSyntax.TokenSyntax.identifier`.
struct NameChain {
  private(set) var names: [String] = []
  /// The node of each beginning: the last is the whole chain.
  private(set) var nodes: [NodeID] = []

  /// The token of a node that is a name by itself, without a dot.
  static func onlyName(_ node: NodeID, in tree: Tree) -> NodeID? {
    switch tree.swift(node) {
    case .declReferenceExpr: tree.child(.baseName, of: node)
    case .identifierType: tree.child(.typeName, of: node)
    default: nil
    }
  }

  /// Nil where the chain begins with anything but a name.
  init?(_ node: NodeID, in tree: Tree) {
    // Most chains that are asked for begin otherwise.
    guard let (_, count) = Self.head(of: node, in: tree) else { return nil }
    names.reserveCapacity(count)
    nodes.reserveCapacity(count)
    var next: NodeID? = node
    while let node = next {
      let link = Self.link(node, in: tree)
      if let token = link.token {
        names.append(tree.text(token))
        nodes.append(node)
      }
      next = link.base
    }
    names.reverse()
    nodes.reverse()
  }

  /// The token of the name that a chain begins with, and how many names it has; nil where it begins with anything else.
  static func head(of node: NodeID, in tree: Tree) -> (token: NodeID, count: Int)? {
    var (at, count) = (node, 0)
    while true {
      let link = link(at, in: tree)
      if link.token != nil { count += 1 }
      guard let base = link.base else {
        return link.isWhole ? link.token.map { ($0, count) } : nil
      }
      at = base
    }
  }

  /// One node of a chain: the token of its name, and what stands before it.
  private struct Link {
    var token: NodeID?
    var base: NodeID?
    /// Whether nothing stands before the name that is not a name.
    var isWhole = false
  }

  private static func link(_ node: NodeID, in tree: Tree) -> Link {
    switch tree.swift(node) {
    case .declReferenceExpr, .identifierType: Link(token: onlyName(node, in: tree), isWhole: true)
    case .memberAccessExpr:
      Link(
        token: tree.child(.member, of: node).flatMap { tree.child(.baseName, of: $0) },
        base: tree.child(.base, of: node))
    case .memberType: Link(token: tree.child(.memberTypeName, of: node), base: tree.child(.baseType, of: node))
    case .typeExpr: Link(base: tree.child(SwiftRole(1), of: node))
    default: Link()
    }
  }
}
