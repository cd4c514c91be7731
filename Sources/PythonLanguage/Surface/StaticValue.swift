// What an expression is without running anything: strings, lists and dictionaries of strings, references.

import SourceModel

/// The value of an expression as far as it can be read off.
indirect enum StaticValue {
  case text(String)
  case truth(Bool)
  /// A list, tuple or set.
  case list([StaticValue])
  case dictionary([(key: StaticValue, value: StaticValue)])
  /// A dotted name that means something else.
  case reference(String)
  case unknown

  var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  var items: [StaticValue]? {
    switch self {
    case .list(let items): items
    case .dictionary(let pairs): pairs.map(\.key)
    default: nil
    }
  }

  /// The texts of a list of nothing but texts.
  var texts: [String]? {
    guard let items else { return nil }
    let texts = items.compactMap(\.text)
    return texts.count == items.count ? texts : nil
  }
}

/// Evaluates expressions over the names that a module has given static values.
struct StaticEvaluator {
  let tree: Tree
  var names: [String: StaticValue]

  /// Larger displays hold data, not names.
  private static let itemLimit = 20_000

  func value(of node: NodeID, depth: Int = 0) -> StaticValue {
    guard depth < 40 else { return .unknown }
    switch tree.python(node) {
    case .string: return StringLiteral.content(of: node, in: tree).map { .text($0) } ?? .unknown
    case .trueLiteral: return .truth(true)
    case .falseLiteral: return .truth(false)
    case .list, .tuple, .set: return display(node, depth)
    case .dict: return dictionary(node, depth)
    case .name: return names[tree.text(node)] ?? .reference(tree.text(node))
    case .attribute: return DottedText.of(node, in: tree).map { .reference($0) } ?? .unknown
    case .binaryOp: return sum(node, depth)
    case .listComprehension, .setComprehension, .generatorExpression: return comprehension(node, depth)
    case .dictComprehension: return comprehension(node, depth)
    case .joinedString: return formatted(node, depth)
    case .call: return call(node, depth)
    default: return .unknown
    }
  }

  private func display(_ node: NodeID, _ depth: Int) -> StaticValue {
    var items: [StaticValue] = []
    for child in tree.children(of: node) {
      guard items.count < Self.itemLimit else { return .unknown }
      if tree.python(child) == .starred {
        guard let inner = tree.child(PythonRole.value.role, of: child),
          let more = value(of: inner, depth: depth + 1).items
        else { return .unknown }
        items += more
      } else {
        items.append(value(of: child, depth: depth + 1))
      }
    }
    return .list(items)
  }

  private func dictionary(_ node: NodeID, _ depth: Int) -> StaticValue {
    var pairs: [(key: StaticValue, value: StaticValue)] = []
    var key: NodeID?
    for child in tree.children(of: node) {
      guard pairs.count < Self.itemLimit else { return .unknown }
      if tree.pythonRole(child) == .keys {
        key = child
      } else if let known = key {
        pairs.append((value(of: known, depth: depth + 1), value(of: child, depth: depth + 1)))
        key = nil
      } else {
        guard case .dictionary(let more) = value(of: child, depth: depth + 1) else { return .unknown }
        pairs += more
      }
    }
    return .dictionary(pairs)
  }

  /// `a + b` of lists and texts, `a | b` of sets and dictionaries, `a - b` of sets.
  private func sum(_ node: NodeID, _ depth: Int) -> StaticValue {
    let operands = tree.children(of: node).map { value(of: $0, depth: depth + 1) }
    guard operands.count == 2, let operation = BinaryOperator(rawValue: tree.detail(node)) else { return .unknown }
    switch (operation, operands[0], operands[1]) {
    case (.add, .text(let left), .text(let right)): return .text(left + right)
    case (.add, .list(let left), .list(let right)), (.bitOr, .list(let left), .list(let right)):
      return .list(left + right)
    case (.bitOr, .dictionary(let left), .dictionary(let right)): return .dictionary(left + right)
    case (.sub, .list(let left), .list(let right)):
      let removed = Set(right.compactMap(\.text))
      return .list(left.filter { $0.text.map { !removed.contains($0) } ?? true })
    default: return .unknown
    }
  }

  private func call(_ node: NodeID, _ depth: Int) -> StaticValue {
    guard let function = tree.child(PythonRole.function.role, of: node) else { return .unknown }
    let arguments = tree.children(of: node).filter { tree.pythonRole($0) == .argumentValues }.map { $0 }
    if tree.python(function) == .attribute, arguments.isEmpty,
      let base = tree.children(of: function).first(where: { _ in true })
    {
      let member = tree.text(NodeID(tree[function].subtreeEnd - 1))
      guard case .dictionary(let pairs) = value(of: base, depth: depth + 1) else { return .unknown }
      switch member {
      case "keys": return .list(pairs.map(\.key))
      case "items": return .list(pairs.map { .list([$0.key, $0.value]) })
      case "values": return .list(pairs.map(\.value))
      default: return .unknown
      }
    }
    switch tree.text(function) {
    case "list", "tuple", "set", "sorted", "frozenset":
      guard let first = arguments.first else { return .list([]) }
      return value(of: first, depth: depth + 1).items.map { .list($0) } ?? .unknown
    case "dict" where arguments.isEmpty && tree.children(of: node).allSatisfy({ $0 == function }):
      return .dictionary([])
    case "getattr":
      guard arguments.count >= 2, case .reference(let owner) = value(of: arguments[0], depth: depth + 1),
        case .text(let name) = value(of: arguments[1], depth: depth + 1)
      else { return .unknown }
      return .reference("\(owner).\(name)")
    default: return .unknown
    }
  }

  /// A comprehension with one `for` over something known and no condition.
  private func comprehension(_ node: NodeID, _ depth: Int) -> StaticValue {
    let clauses = tree.children(of: node).filter { tree.python($0) == .comprehension }.map { $0 }
    guard clauses.count == 1, tree.child(PythonRole.ifs.role, of: clauses[0]) == nil,
      let iterator = tree.child(PythonRole.iterator.role, of: clauses[0]),
      let target = tree.child(PythonRole.target.role, of: clauses[0]),
      let items = value(of: iterator, depth: depth + 1).items
    else { return .unknown }
    var found: [StaticValue] = []
    var pairs: [(key: StaticValue, value: StaticValue)] = []
    let parts = tree.children(of: node).filter { tree.python($0) != .comprehension }.map { $0 }
    guard let first = parts.first, let last = parts.last else { return .unknown }
    for item in items {
      var inner = self
      guard inner.bind(target, to: item) else { return .unknown }
      if tree.python(node) == .dictComprehension {
        pairs.append((inner.value(of: first, depth: depth + 1), inner.value(of: last, depth: depth + 1)))
      } else {
        found.append(inner.value(of: first, depth: depth + 1))
      }
    }
    return tree.python(node) == .dictComprehension ? .dictionary(pairs) : .list(found)
  }

  /// Gives the names of a loop's target the values of one step.
  mutating func bind(_ target: NodeID, to value: StaticValue) -> Bool {
    if tree.python(target) == .name {
      names[tree.text(target)] = value
      return true
    }
    guard [.tuple, .list].contains(tree.python(target)), case .list(let items) = value else { return false }
    let targets = tree.children(of: target).map { $0 }
    guard targets.count == items.count else { return false }
    for (part, item) in zip(targets, items) where !bind(part, to: item) { return false }
    return true
  }

  private func formatted(_ node: NodeID, _ depth: Int) -> StaticValue {
    var text = ""
    for literal in tree.children(of: node) {
      guard tree.python(literal) == .formattedLiteral else {
        guard let part = StringLiteral.content(of: literal, in: tree) else { return .unknown }
        text += part
        continue
      }
      for part in tree.children(of: literal) {
        if tree.python(part) == .literalText {
          text += tree.text(part)
        } else if let inner = tree.children(of: part).first(where: { _ in true }),
          case .text(let value) = value(of: inner, depth: depth + 1)
        {
          text += value
        } else {
          return .unknown
        }
      }
    }
    return .text(text)
  }
}

/// The text of string literals, concatenations included.
enum StringLiteral {
  /// What stands between the quotes; escapes stay as they are written. Nil for bytes and f-strings.
  static func content(of node: NodeID, in tree: Tree) -> String? {
    switch tree.python(node) {
    case .string where tree.hasChildren(node):
      let parts = tree.children(of: node).map { content(of: $0, in: tree) }
      return parts.contains(nil) ? nil : parts.compactMap { $0 }.joined()
    case .string, .stringLiteral:
      return StringText.unquoted(tree.range(node), tree.bytes).map { tree.text(in: $0) }
    default: return nil
    }
  }
}

/// Dotted chains as text.
enum DottedText {
  /// `a.b.c` for a chain of names and attributes.
  static func of(_ node: NodeID, in tree: Tree) -> String? {
    var base = node
    while tree.python(base) == .attribute { base = NodeID(base.row + 1) }
    guard tree.python(base) == .name else { return nil }
    return tree.text(node).filter { !$0.isWhitespace && $0 != "\\" }
  }
}
