// Reads the body of one module into the events of its names.

import Semantics
import SourceModel

/// Walks the statements that run when a module is imported; nothing is run.
struct ModuleReader {
  let text: ModuleText
  let conditions: ConditionReader
  var evaluator: StaticEvaluator
  /// Functions of the module that add to its `__all__` what another module exports: `extend_all(fromnumeric)`.
  var exporters: Set<String> = []
  /// Functions of the module that document compiled members: by name.
  var documenters: [String: NodeID] = [:]
  private var depth = 0

  var tree: Tree { text.tree }

  static func read(
    _ bytes: ContiguousArray<UInt8>, module: String, isPackage: Bool, isStub: Bool, target: PythonTarget
  ) -> ModuleText {
    let tree = PythonParser.parse(bytes).tree
    let text = ModuleText(module: module, isPackage: isPackage, isStub: isStub, tree: tree)
    var reader = ModuleReader(text, target)
    reader.readBody(of: tree.root, .body, effect: .always, isTentative: false)
    return text
  }

  private init(_ text: ModuleText, _ target: PythonTarget) {
    self.text = text
    conditions = ConditionReader(tree: text.tree, isStub: text.isStub, target: target)
    evaluator = StaticEvaluator(tree: text.tree, names: [:])
  }

  mutating func bind(_ name: String, _ binding: ModuleBinding, _ effect: Effect, _ isTentative: Bool) {
    text.events.append((.bind(name, binding, isTentative: isTentative), effect))
  }

  // MARK: Statements

  /// All children of a statement that play `role`.
  mutating func readBody(of node: NodeID, _ role: PythonRole, effect: Effect, isTentative: Bool) {
    // Deeper nesting of statements is data, not an interface.
    guard depth < 60, !effect.isEmpty else { return }
    depth += 1
    defer { depth -= 1 }
    for statement in tree.children(of: node) where tree.pythonRole(statement) == role {
      read(statement, effect, isTentative)
    }
  }

  private mutating func read(_ node: NodeID, _ effect: Effect, _ isTentative: Bool) {
    switch tree.python(node) {
    case .functionDef, .asyncFunctionDef: readFunction(node, effect, isTentative)
    case .classDef:
      guard let name = tree.child(PythonRole.name.role, of: node).map(tree.text) else { return }
      evaluator.names[name] = nil
      bind(name, .classDefinition(node), effect, isTentative)
    case .assign, .annAssign: readAssignment(node, effect, isTentative)
    case .augAssign: readAugmented(node)
    case .typeAlias:
      guard let name = tree.child(PythonRole.name.role, of: node) else { return }
      bind(
        tree.text(name), .value(expression: tree.child(PythonRole.value.role, of: node), annotation: nil), effect,
        isTentative)
    case .importStatement: readImport(node, effect, isTentative)
    case .importFrom: readImportFrom(node, effect, isTentative)
    case .delete: readDelete(node, effect)
    case .ifStatement: readIf(node, effect, isTentative)
    case .tryStatement, .tryStar: readTry(node, effect, isTentative)
    case .with, .asyncWith: readBody(of: node, .body, effect: effect, isTentative: isTentative)
    case .forStatement: readLoop(node, effect, isTentative)
    case .whileStatement: readBody(of: node, .body, effect: effect, isTentative: true)
    case .expressionStatement: readExpression(node, effect)
    default: break
    }
  }

  private mutating func readFunction(_ node: NodeID, _ effect: Effect, _ isTentative: Bool) {
    guard let name = tree.child(PythonRole.name.role, of: node).map(tree.text) else { return }
    evaluator.names[name] = nil
    if name == "__getattr__" { readFallback(node) }
    if ByteSearch.contains(ContiguousArray(tree.bytes(in: tree.range(node))), "add_newdoc(") {
      documenters[name] = node
    }
    if addsExports(node) {
      exporters.insert(name)
      let body = ContiguousArray(tree.bytes(in: tree.range(node)))
      if ByteSearch.contains(body, "setattr(") || ByteSearch.contains(body, "globals()[") {
        // Compiled code calls it with names nobody can read off.
        text.isOpen = true
        text.exports = (text.exports ?? []) + [.open]
      }
    }
    if FunctionReader.isOverload(node, in: tree),
      case .bind(let last, .functions(let nodes), let tentative)? = text.events.last?.event, last == name
    {
      text.events[text.events.count - 1].event = .bind(name, .functions(nodes + [node]), isTentative: tentative)
      return
    }
    if case .bind(let last, .functions(let nodes), _)? = text.events.last?.event, last == name, let final = nodes.last,
      FunctionReader.isOverload(final, in: tree)
    {
      // In a source the definition behind its overloads is the function itself; its annotation is the loosest.
      text.events[text.events.count - 1].event = .bind(name, .functions(nodes + [node]), isTentative: isTentative)
      return
    }
    bind(name, .functions([node]), effect, isTentative)
  }

  /// Whether a function appends to `__all__` what its parameter exports.
  private func addsExports(_ node: NodeID) -> Bool {
    let body = tree.bytes(in: tree.range(node))
    return ByteSearch.contains(ContiguousArray(body), "__all__.append")
      || ByteSearch.contains(ContiguousArray(body), "__all__.extend")
      || ByteSearch.contains(ContiguousArray(body), "__all__ +=")
  }

  private mutating func readAssignment(_ node: NodeID, _ effect: Effect, _ isTentative: Bool) {
    let expression = tree.child(PythonRole.value.role, of: node)
    let annotation = tree.child(PythonRole.annotation.role, of: node)
    let role = tree.python(node) == .assign ? PythonRole.targets : .target
    for target in tree.children(of: node) where tree.pythonRole(target) == role {
      assign(target, expression, annotation, effect, isTentative)
    }
  }

  private mutating func assign(
    _ target: NodeID, _ expression: NodeID?, _ annotation: NodeID?, _ effect: Effect, _ isTentative: Bool
  ) {
    switch tree.python(target) {
    case .name:
      let name = tree.text(target)
      if name == "__all__" {
        if let expression { export(expression, isReset: true) }
        return
      }
      evaluator.names[name] = expression.map { evaluator.value(of: $0) } ?? .unknown
      // An annotation alone binds nothing at run time.
      let effect = expression == nil && !text.isStub ? effect.intersection(.forTypes) : effect
      bind(name, .value(expression: expression, annotation: annotation), effect, isTentative)
    case .tuple, .list:
      let parts = tree.children(of: target).map { $0 }
      let values = expression.map { tree.python($0) == .tuple ? tree.children(of: $0).map { $0 } : [] } ?? []
      for (index, part) in parts.enumerated() {
        assign(part, values.count == parts.count ? values[index] : nil, nil, [.atRunTime], isTentative)
        if tree.python(part) == .name {
          bind(
            tree.text(part), .value(expression: values.count == parts.count ? values[index] : nil, annotation: nil),
            effect, isTentative)
        }
      }
    case .starred:
      if let inner = tree.child(PythonRole.value.role, of: target) { assign(inner, nil, nil, effect, isTentative) }
    case .subscription: assignItem(target, expression, effect)
    default: break
    }
  }

  /// `globals()[name] = …` and `mapping["name"] = …`.
  private mutating func assignItem(_ target: NodeID, _ expression: NodeID?, _ effect: Effect) {
    guard let owner = tree.child(PythonRole.value.role, of: target),
      let index = tree.child(PythonRole.slice.role, of: target)
    else { return }
    if isNamespace(owner) {
      let key = evaluator.value(of: index)
      guard let name = key.text else {
        text.isOpen = true
        return
      }
      bind(name, .value(expression: nil, annotation: nil), effect, false)
      return
    }
    guard tree.python(owner) == .name, case .dictionary(var pairs)? = evaluator.names[tree.text(owner)] else { return }
    pairs.append((evaluator.value(of: index), expression.map { evaluator.value(of: $0) } ?? .unknown))
    evaluator.names[tree.text(owner)] = .dictionary(pairs)
  }

  /// `globals()`, `vars()`, `locals()`.
  private func isNamespace(_ node: NodeID) -> Bool {
    guard tree.python(node) == .call, let function = tree.child(PythonRole.function.role, of: node) else {
      return false
    }
    return ["globals", "vars", "locals"].contains(tree.text(function))
      && tree.children(of: node).allSatisfy { $0 == function }
  }

  private mutating func readAugmented(_ node: NodeID) {
    guard let target = tree.child(PythonRole.target.role, of: node), tree.python(target) == .name,
      let value = tree.child(PythonRole.value.role, of: node)
    else { return }
    let name = tree.text(target)
    if name == "__all__" { return export(value, isReset: false) }
    switch (evaluator.names[name], evaluator.value(of: value)) {
    case (.list(let left)?, .list(let right)): evaluator.names[name] = .list(left + right)
    default: evaluator.names[name] = .unknown
    }
  }

  private mutating func readDelete(_ node: NodeID, _ effect: Effect) {
    for target in tree.children(of: node) {
      let names = tree.python(target) == .tuple ? tree.children(of: target).map { $0 } : [target]
      for name in names where tree.python(name) == .name {
        text.events.append((.delete(tree.text(name)), effect))
        text.deleted.insert(tree.text(name))
      }
    }
  }

  // MARK: Imports

  private mutating func readImport(_ node: NodeID, _ effect: Effect, _ isTentative: Bool) {
    for alias in tree.children(of: node) {
      guard let nameNode = tree.child(PythonRole.name.role, of: alias) else { continue }
      let name = tree.text(nameNode).filter { !$0.isWhitespace }
      if let asName = tree.child(PythonRole.asName.role, of: alias) {
        bind(tree.text(asName), .imported(module: name, name: nil), effect, isTentative)
        if text.isStub, tree.text(asName) != name { text.privateImports.insert(tree.text(asName)) }
      } else {
        let root = String(name.prefix { $0 != "." })
        if text.isStub { text.privateImports.insert(root) }
        bind(root, .imported(module: root, name: nil), effect, isTentative)
      }
    }
  }

  private mutating func readImportFrom(_ node: NodeID, _ effect: Effect, _ isTentative: Bool) {
    let written = tree.child(PythonRole.module.role, of: node).map { tree.text($0).filter { !$0.isWhitespace } } ?? ""
    guard let module = text.absolute(written, level: Int(tree.detail(node))) else { return }
    if tree.detail(node) > 0, depth == 1, !isTentative { text.needs.append(module) }
    for alias in tree.children(of: node) where tree.python(alias) == .alias {
      guard let nameNode = tree.child(PythonRole.name.role, of: alias) else { continue }
      let name = tree.text(nameNode)
      if name == "*" {
        text.events.append((.star(module: module), effect))
        continue
      }
      let asName = tree.child(PythonRole.asName.role, of: alias).map(tree.text)
      if (asName ?? name) == "__all__" {
        text.exports = [.addAll(of: module)]
        continue
      }
      // In a stub only `import x as x` passes a name on; what `__all__` says is seen later.
      bind(asName ?? name, .imported(module: module, name: name), effect, isTentative)
      if text.isStub, asName != name { text.privateImports.insert(asName ?? name) }
    }
  }

  // MARK: Branches

  private mutating func readIf(_ node: NodeID, _ effect: Effect, _ isTentative: Bool) {
    guard let test = tree.child(PythonRole.test.role, of: node) else { return }
    var body: Effect = []
    var orElse: Effect = []
    var isUnknown = false
    for one in [Effect.atRunTime, .forTypes] where effect.contains(one) {
      switch conditions.truth(test, one) {
      case true?: body.insert(one)
      case false?: orElse.insert(one)
      case nil:
        body.insert(one)
        orElse.insert(one)
        isUnknown = true
      }
    }
    if isUnknown, raises(node, .body) { body = [] }
    readBody(of: node, .body, effect: body, isTentative: isTentative)
    readBody(of: node, .orElse, effect: orElse, isTentative: isTentative || isUnknown)
  }

  private func raises(_ node: NodeID, _ role: PythonRole) -> Bool {
    var last: NodeID?
    for child in tree.children(of: node) where tree.pythonRole(child) == role { last = child }
    return last.map { tree.python($0) == .raise } ?? false
  }

  /// The body of a `try` is what happens; a handler gives what the body did not.
  private mutating func readTry(_ node: NodeID, _ effect: Effect, _ isTentative: Bool) {
    readBody(of: node, .body, effect: effect, isTentative: isTentative)
    for handler in tree.children(of: node) where tree.pythonRole(handler) == .handlers && !raises(handler, .body) {
      readBody(of: handler, .body, effect: effect, isTentative: true)
    }
    readBody(of: node, .orElse, effect: effect, isTentative: isTentative)
    readBody(of: node, .finalBody, effect: effect, isTentative: isTentative)
  }

  /// A loop over something known is read once a step; of any other only what it surely binds is taken.
  private mutating func readLoop(_ node: NodeID, _ effect: Effect, _ isTentative: Bool) {
    guard let iterator = tree.child(PythonRole.iterator.role, of: node),
      let target = tree.child(PythonRole.target.role, of: node)
    else { return }
    for name in names(in: target) { bind(name, .value(expression: nil, annotation: nil), effect, isTentative) }
    guard let items = evaluator.value(of: iterator).items, items.count <= 2_000 else {
      var blank = evaluator
      _ = names(in: target).map { blank.names[$0] = .unknown }
      evaluator = blank
      return readBody(of: node, .body, effect: effect, isTentative: true)
    }
    for item in items {
      guard evaluator.bind(target, to: item) else { return }
      readBody(of: node, .body, effect: effect, isTentative: isTentative)
    }
  }

  private func names(in target: NodeID) -> [String] {
    if tree.python(target) == .name { return [tree.text(target)] }
    guard [.tuple, .list].contains(tree.python(target)) else { return [] }
    return tree.children(of: target).flatMap { names(in: $0) }
  }
}
