// What the `__getattr__` of a module gives: names that exist without being bound.

import SourceModel

extension ModuleReader {
  /// Reads the body of a module's `__getattr__`: tests of the name whose branch returns something.
  mutating func readFallback(_ function: NodeID) {
    guard !text.isStub, let arguments = tree.child(PythonRole.arguments.role, of: function),
      let parameter = tree.children(of: arguments).first(where: { tree.python($0) == .argument }),
      let nameNode = tree.child(PythonRole.name.role, of: parameter)
    else { return }
    var reader = FallbackReader(parameter: tree.text(nameNode), evaluator: evaluator, module: self.text)
    reader.readBlock(function, .body, depth: 0)
    for (name, binding) in reader.names { text.lazyNames[name] = throughImports(binding) }
    text.forwardsTo = text.forwardsTo ?? reader.forwardsTo
  }

  /// What a module imported and deleted again is still known by what it imported.
  private func throughImports(_ binding: ModuleBinding) -> ModuleBinding {
    guard case .reference(let dotted) = binding else { return binding }
    let first = String(dotted.prefix { $0 != "." })
    for (event, _) in text.events.reversed() {
      guard case .bind(first, .imported(let module, let name), _) = event else { continue }
      let whole = ([module] + (name.map { [$0] } ?? [])).joined(separator: ".") + dotted.dropFirst(first.count)
      guard let dot = whole.lastIndex(of: ".") else { return .imported(module: whole, name: nil) }
      return .imported(module: String(whole[..<dot]), name: String(whole[whole.index(after: dot)...]))
    }
    return binding
  }
}

/// Walks one `__getattr__`.
private struct FallbackReader {
  let parameter: String
  let evaluator: StaticEvaluator
  let module: ModuleText
  var names: [String: ModuleBinding] = [:]
  var forwardsTo: String?
  /// What imports inside the function bind.
  private var imports: [String: ModuleBinding] = [:]

  init(parameter: String, evaluator: StaticEvaluator, module: ModuleText) {
    self.parameter = parameter
    self.evaluator = evaluator
    self.module = module
  }

  private var tree: Tree { evaluator.tree }

  private func block(_ node: NodeID, _ role: PythonRole) -> [NodeID] {
    tree.children(of: node).filter { tree.pythonRole($0) == role }
  }

  mutating func readBlock(_ node: NodeID, _ role: PythonRole, depth: Int) {
    guard depth < 40 else { return }
    for statement in block(node, role) {
      switch tree.python(statement) {
      case .ifStatement: readTest(statement, depth)
      case .tryStatement: readLookup(statement, depth)
      case .importFrom, .importStatement: readImport(statement)
      case .assign, .returnStatement: readForwarding(statement)
      default: break
      }
    }
  }

  /// `if attr == "name": … return x`, `if attr in mapping: … return mapping[attr]`.
  private mutating func readTest(_ node: NodeID, _ depth: Int) {
    guard let test = tree.child(PythonRole.test.role, of: node) else { return }
    let tested = names(testedBy: test)
    if !tested.isEmpty, let result = result(of: node, .body) {
      for (name, value) in tested { names[name] = names[name] ?? binding(of: result, else: value) }
    } else if tested.isEmpty {
      readBlock(node, .body, depth: depth + 1)
    }
    readBlock(node, .orElse, depth: depth + 1)
  }

  /// `try: x = mapping[attr]` / `except KeyError: pass` / `else: return x`.
  private mutating func readLookup(_ node: NodeID, _ depth: Int) {
    var found: [(String, StaticValue)] = []
    for statement in block(node, .body) where tree.python(statement) == .assign {
      guard let value = tree.child(PythonRole.value.role, of: statement), tree.python(value) == .subscription,
        let index = tree.child(PythonRole.slice.role, of: value), tree.text(index) == parameter,
        let owner = tree.child(PythonRole.value.role, of: value),
        case .dictionary(let pairs) = evaluator.value(of: owner)
      else { continue }
      found += pairs.compactMap { pair in pair.key.text.map { ($0, pair.value) } }
    }
    guard !found.isEmpty else {
      readBlock(node, .body, depth: depth + 1)
      return readBlock(node, .orElse, depth: depth + 1)
    }
    let branch: PythonRole = block(node, .orElse).isEmpty ? .body : .orElse
    guard let result = result(of: node, branch), !isFailure(result, in: node, branch) else { return }
    for (name, value) in found { names[name] = names[name] ?? ModuleReader.binding(of: value) }
  }

  /// The names a test compares the parameter with, and what a mapping keeps for them.
  private func names(testedBy test: NodeID) -> [(String, StaticValue)] {
    guard tree.python(test) == .compare else { return [] }
    let parts = tree.children(of: test).map { $0 }
    guard parts.count == 3, tree.text(parts[0]) == parameter,
      let operation = ComparisonOperator(rawValue: tree.detail(parts[1]))
    else { return [] }
    let value = evaluator.value(of: parts[2])
    switch (operation, value) {
    case (.equal, .text(let name)): return [(name, .unknown)]
    case (.in, .dictionary(let pairs)): return pairs.compactMap { pair in pair.key.text.map { ($0, pair.value) } }
    case (.in, .list(let items)): return items.compactMap { item in item.text.map { ($0, .unknown) } }
    default: return []
    }
  }

  /// What a block returns at its end; nil where it raises or only goes on.
  private mutating func result(of node: NodeID, _ role: PythonRole) -> NodeID? {
    for statement in block(node, role) where [.importFrom, .importStatement].contains(tree.python(statement)) {
      readImport(statement)
    }
    guard let last = block(node, role).last else { return nil }
    if tree.python(last) == .returnStatement { return tree.child(PythonRole.value.role, of: last) }
    guard tree.python(last) == .ifStatement else { return nil }
    return result(of: last, .body)
  }

  /// Whether what is returned is a function of the block that only raises.
  private func isFailure(_ result: NodeID, in node: NodeID, _ role: PythonRole) -> Bool {
    guard tree.python(result) == .name else { return false }
    for statement in block(node, role) where tree.python(statement) == .functionDef {
      guard tree.child(PythonRole.name.role, of: statement).map(tree.text) == tree.text(result) else { continue }
      return block(statement, .body).last.map { tree.python($0) == .raise } ?? false
    }
    return false
  }

  private func binding(of result: NodeID, else value: StaticValue) -> ModuleBinding {
    guard let dotted = DottedText.of(result, in: tree) else { return ModuleReader.binding(of: value) }
    let first = String(dotted.prefix { $0 != "." })
    let rest = String(dotted.dropFirst(first.count))
    guard case .imported(let module, let name)? = imports[first] else { return .reference(dotted) }
    let base = ([module] + (name.map { [$0] } ?? [])).joined(separator: ".")
    if rest.isEmpty { return .imported(module: module, name: name) }
    let whole = base + rest
    guard let dot = whole.lastIndex(of: ".") else { return .imported(module: whole, name: nil) }
    return .imported(module: String(whole[..<dot]), name: String(whole[whole.index(after: dot)...]))
  }

  private mutating func readImport(_ node: NodeID) {
    for alias in tree.children(of: node) where tree.python(alias) == .alias {
      guard let nameNode = tree.child(PythonRole.name.role, of: alias) else { continue }
      let name = tree.text(nameNode)
      let asName = tree.child(PythonRole.asName.role, of: alias).map(tree.text)
      if tree.python(node) == .importStatement {
        let bound = asName ?? String(name.prefix { $0 != "." })
        imports[bound] = .imported(module: asName == nil ? bound : name, name: nil)
      } else {
        let written = tree.child(PythonRole.module.role, of: node).map(tree.text) ?? ""
        guard let from = module.absolute(written, level: Int(tree.detail(node))) else { continue }
        imports[asName ?? name] = .imported(module: from, name: name)
      }
    }
  }

  /// `getattr(other, attr, …)` passes on what the other module has.
  private mutating func readForwarding(_ statement: NodeID) {
    guard let value = tree.child(PythonRole.value.role, of: statement), tree.python(value) == .call,
      let function = tree.child(PythonRole.function.role, of: value), tree.text(function) == "getattr"
    else { return }
    let arguments = tree.children(of: value).filter { tree.pythonRole($0) == .argumentValues }.map { $0 }
    guard arguments.count >= 2, tree.text(arguments[1]) == parameter, tree.python(arguments[0]) == .name else { return }
    let name = tree.text(arguments[0])
    let bound =
      imports[name]
      ?? module.events.reversed().lazy.compactMap { event, _ -> ModuleBinding? in
        if case .bind(name, let binding, _) = event { return binding }
        return nil
      }.first
    guard case .imported(let from, let member)? = bound else { return }
    forwardsTo = member.map { "\(from).\($0)" } ?? from
  }
}
