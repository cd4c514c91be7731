// Signatures and patterns: the text of rules, read by Python's own parser.

import Semantics
import SourceModel

enum RuleText {
  // MARK: Signatures

  static func signature(_ text: String) throws(RuleTextError) -> Signature {
    let file = PythonParser.parseSignature(ContiguousArray(text.utf8))
    try check(file)
    let tree = file.tree
    let children = Array(tree.children(of: tree.root))
    guard let name = children.first(where: { tree.python($0) == .dottedName }) else {
      throw RuleTextError(
        message: "expected a qualified name with its parameters, like `numpy.in1d(ar1, ar2)`",
        range: ByteRange(0, UInt32(text.utf8.count)))
    }
    var parameters: [Parameter] = []
    if let arguments = children.first(where: { tree.python($0) == .arguments }) {
      parameters = self.parameters(arguments, tree)
    }
    let hasReceiver = parameters.first.map { $0.name == "self" && $0.defaultValue == nil } ?? false
    let returns = children.first { tree.pythonRole($0) == .returns }.map(tree.text)
    return Signature(
      name: tree.text(name).filter { !$0.isWhitespace },
      parameters: hasReceiver ? Array(parameters.dropFirst()) : parameters,
      hasReceiver: hasReceiver, returns: returns)
  }

  private static func parameters(_ arguments: NodeID, _ tree: Tree) -> [Parameter] {
    tree.children(of: arguments).filter { tree.python($0) == .argument }.compactMap { argument in
      guard let name = tree.child(PythonRole.name.role, of: argument) else { return nil }
      let value = Parameters.defaultValue(of: argument, in: arguments, tree)
      return Parameter(
        name: tree.text(name), passing: passing(tree.pythonRole(argument)), defaultValue: value.map(tree.text))
    }
  }

  private static func passing(_ role: PythonRole) -> Parameter.Passing {
    switch role {
    case .positionalOnly: .positionalOnly
    case .variadic: .variadic
    case .keywordOnly: .keywordOnly
    case .keywordVariadic: .keywordVariadic
    default: .positionalOrKeyword
    }
  }

  private static func check(_ file: ParsedFile) throws(RuleTextError) {
    guard let problem = file.diagnostics.first(where: { $0.severity == .error }) else { return }
    throw RuleTextError(message: problem.message, range: problem.range)
  }

  // MARK: Patterns

  static func pattern(_ text: String, variables: Set<String>) throws(RuleTextError) -> Pattern {
    let bytes = ContiguousArray(text.utf8)
    let syntax = PythonSyntax(acceptsPatternVariables: true)
    let expression = PythonParser.parseExpression(bytes, syntax: syntax)
    if !expression.hasErrors, let root = expression.tree.children(of: expression.tree.root).first(where: { _ in true })
    {
      return mark(expression.tree, root, isExpression: true, variables)
    }
    let statements = PythonParser.parse(bytes, syntax: syntax)
    try check(statements)
    return mark(statements.tree, statements.tree.root, isExpression: false, variables)
  }

  private static func mark(_ tree: Tree, _ root: NodeID, isExpression: Bool, _ variables: Set<String>) -> Pattern {
    var pattern = Pattern(tree: tree, root: root, isExpression: isExpression, variables: [:], symbols: [:])
    let bound = namesBound(in: tree)
    var row: UInt32 = root.row
    while row < tree.count {
      let node = NodeID(row)
      row += 1
      switch tree.python(node) {
      case .expressionStatement:
        guard let variable = variable(NodeID(node.row + 1), tree, variables) else { continue }
        pattern.variables[node] = variable
        row = tree[node].subtreeEnd
      case .name, .attribute:
        row = markChain(node, &pattern, variables, bound)
      case .ellipsis:
        if stands(node, tree) { pattern.variables[node] = .anything }
      default: break
      }
    }
    return pattern
  }

  /// Marks a chain's first name as a variable, or the whole chain as a symbol; the row to go on at.
  private static func markChain(
    _ node: NodeID, _ pattern: inout Pattern, _ variables: Set<String>, _ bound: Set<String>
  ) -> UInt32 {
    let tree = pattern.tree
    var first = node
    while tree.python(first) == .attribute { first = NodeID(first.row + 1) }
    // What follows a call or a subscript is looked at from there.
    guard tree.python(first) == .name else { return first.row }
    if let variable = variable(first, tree, variables) {
      pattern.variables[first] = variable
    } else if !bound.contains(tree.text(first)) {
      pattern.symbols[node] = tree.text(node).filter { !$0.isWhitespace }
    }
    return tree[node].subtreeEnd
  }

  private static func variable(_ node: NodeID, _ tree: Tree, _ variables: Set<String>) -> Pattern.Variable? {
    guard tree.python(node) == .name || tree.python(node) == .ellipsis else { return nil }
    let text = tree.text(node)
    if text == "..." { return .anything }
    if text.hasPrefix("...$") { return .many(String(text.dropFirst(4))) }
    if text.hasPrefix("$") { return .one(String(text.dropFirst())) }
    return variables.contains(text) ? .one(text) : nil
  }

  /// Whether `...` stands for any list here: among arguments or elements, not in a subscript or as a value.
  private static func stands(_ node: NodeID, _ tree: Tree) -> Bool {
    let role = tree.pythonRole(node)
    return role == .argumentValues || role == .elements && tree.python(parent(of: node, tree)) != .tuple
  }

  private static func parent(of node: NodeID, _ tree: Tree) -> NodeID {
    TreePath.ancestors(of: node, in: tree).last ?? node
  }

  /// The plain names that the text binds itself: loop variables, parameters of a lambda, locals.
  private static func namesBound(in tree: Tree) -> Set<String> {
    var found: Set<String> = []
    for row in 0..<UInt32(tree.count) {
      let node = NodeID(row)
      switch tree.python(node) {
      case .name where tree.detail(node) == ExpressionContext.store.rawValue: found.insert(tree.text(node))
      case .argument:
        if let name = tree.child(PythonRole.name.role, of: node) { found.insert(tree.text(name)) }
      default: break
      }
    }
    return found
  }
}
