// Statements that are calls: what they do to `__all__`, to `globals()` and to documentation.

import SourceModel

extension ModuleReader {
  mutating func readExpression(_ node: NodeID, _ effect: Effect) {
    guard let call = tree.children(of: node).first(where: { _ in true }), tree.python(call) == .call,
      let function = tree.child(PythonRole.function.role, of: call),
      let name = DottedText.of(function, in: tree) ?? (isGlobalsUpdate(function) ? "globals().update" : nil)
    else { return }
    let arguments = tree.children(of: call).filter { tree.pythonRole($0) == .argumentValues }.map { $0 }
    switch name {
    case "__all__.extend": arguments.first.map { export($0, isReset: false) }
    case "__all__.append": appendExport(arguments.first)
    case "__all__.remove":
      guard let text = arguments.first.flatMap({ evaluator.value(of: $0).text }) else { return }
      self.text.exports?.append(.remove([text]))
    case "globals().update": updateGlobals(arguments.first, effect)
    case "setattr": setAttribute(arguments, effect)
    default:
      if exporters.contains(name) { return extendExports(arguments) }
      if name.hasSuffix("add_newdoc") { return document(arguments) }
      if let helper = documenters[name] { return documentThrough(helper, arguments, effect) }
      updateMapping(name, arguments)
    }
  }

  private func isGlobalsUpdate(_ function: NodeID) -> Bool {
    tree.python(function) == .attribute && tree.text(function).hasPrefix("globals()")
      && tree.text(function).hasSuffix(".update")
  }

  // MARK: __all__

  /// Takes an expression that is assigned or added to `__all__` apart.
  mutating func export(_ node: NodeID, isReset: Bool) {
    if isReset || text.exports == nil { text.exports = [] }
    if isReset { text.exports?.append(.reset) }
    addExports(of: node, 0)
  }

  private mutating func addExports(of node: NodeID, _ depth: Int) {
    guard depth < 200 else { return text.exports?.append(.open) ?? () }
    let value = evaluator.value(of: node)
    if let texts = value.texts { return text.exports?.append(.add(texts)) ?? () }
    switch tree.python(node) {
    case .binaryOp where [BinaryOperator.add, .bitOr].map(\.rawValue).contains(tree.detail(node)):
      for operand in tree.children(of: node) { addExports(of: operand, depth + 1) }
    case .list, .tuple, .set:
      for item in tree.children(of: node) {
        if tree.python(item) == .starred, let inner = tree.child(PythonRole.value.role, of: item) {
          addExports(of: inner, depth + 1)
        } else if let name = evaluator.value(of: item).text {
          text.exports?.append(.add([name]))
        } else {
          text.exports?.append(.open)
        }
      }
    case .call:
      let arguments = tree.children(of: node).filter { tree.pythonRole($0) == .argumentValues }.map { $0 }
      let function = tree.child(PythonRole.function.role, of: node).map(tree.text) ?? ""
      guard ["list", "tuple", "set", "sorted", "frozenset"].contains(function), arguments.count == 1 else {
        if function.hasSuffix(".copy"), arguments.isEmpty, function.contains("__all__") {
          return addAll(of: String(function.dropLast(".__all__.copy".count)))
        }
        return text.exports?.append(.open) ?? ()
      }
      addExports(of: arguments[0], depth + 1)
    case .listComprehension, .setComprehension, .generatorExpression:
      let clause = tree.children(of: node).first { tree.python($0) == .comprehension }
      let iterator = clause.flatMap { tree.child(PythonRole.iterator.role, of: $0) }.map(tree.text) ?? ""
      let isPublic = ["dir()", "globals()", "globals().keys()", "vars()", "locals()"].contains(iterator)
      text.exports?.append(isPublic ? .addPublic : .open)
    case .attribute, .name:
      let dotted = DottedText.of(node, in: tree) ?? ""
      guard dotted.hasSuffix(".__all__") else { return text.exports?.append(.open) ?? () }
      addAll(of: String(dotted.dropLast(".__all__".count)))
    case .subscription:
      // `numpy.__all__[:]` is a copy.
      guard let value = tree.child(PythonRole.value.role, of: node),
        let index = tree.child(PythonRole.slice.role, of: node),
        tree.python(index) == .slice, !tree.hasChildren(index)
      else { return text.exports?.append(.open) ?? () }
      addExports(of: value, depth + 1)
    default: text.exports?.append(.open)
    }
  }

  private mutating func addAll(of dotted: String) { text.exports?.append(.addAll(of: module(named: dotted))) }

  /// The module that a dotted name of this one leads to: through its imports, else itself.
  private func module(named dotted: String) -> String {
    let parts = dotted.split(separator: ".").map(String.init)
    guard let first = parts.first else { return dotted }
    for (event, _) in text.events.reversed() {
      guard case .bind(first, .imported(let module, let name), _) = event else { continue }
      return ([module] + (name.map { [$0] } ?? []) + parts.dropFirst()).joined(separator: ".")
    }
    return "\(text.module).\(dotted)"
  }

  private mutating func appendExport(_ node: NodeID?) {
    if text.exports == nil { text.exports = [] }
    guard let name = node.flatMap({ evaluator.value(of: $0).text }) else { return text.exports?.append(.open) ?? () }
    text.exports?.append(.add([name]))
  }

  /// `extend_all(fromnumeric)`, a function of this module that adds what the other exports.
  private mutating func extendExports(_ arguments: [NodeID]) {
    for argument in arguments {
      guard let dotted = DottedText.of(argument, in: tree) else { continue }
      if text.exports == nil { text.exports = [] }
      addAll(of: dotted)
    }
  }

  // MARK: Other calls

  private mutating func updateGlobals(_ node: NodeID?, _ effect: Effect) {
    guard let node, case .dictionary(let pairs) = evaluator.value(of: node) else {
      text.isOpen = true
      return
    }
    for (key, value) in pairs {
      guard let name = key.text else {
        text.isOpen = true
        continue
      }
      bind(name, Self.binding(of: value), effect, false)
    }
  }

  static func binding(of value: StaticValue) -> ModuleBinding {
    switch value {
    case .reference(let name): .reference(name)
    case .list(let items): items.first.map { binding(of: $0) } ?? .value(expression: nil, annotation: nil)
    default: .value(expression: nil, annotation: nil)
    }
  }

  /// `setattr(sys.modules[__name__], name, value)`.
  private mutating func setAttribute(_ arguments: [NodeID], _ effect: Effect) {
    guard arguments.count == 3, tree.text(arguments[0]).contains("__name__") else { return }
    guard let name = evaluator.value(of: arguments[1]).text else {
      text.isOpen = true
      return
    }
    bind(name, Self.binding(of: evaluator.value(of: arguments[2])), effect, false)
  }

  /// `mapping.update({…})` of a dictionary whose keys are followed.
  private mutating func updateMapping(_ name: String, _ arguments: [NodeID]) {
    guard name.hasSuffix(".update"), let first = arguments.first else { return }
    let owner = String(name.dropLast(".update".count))
    guard case .dictionary(let pairs)? = evaluator.names[owner] else { return }
    guard case .dictionary(let more) = evaluator.value(of: first) else {
      evaluator.names[owner] = .unknown
      return
    }
    evaluator.names[owner] = .dictionary(pairs + more)
  }

  /// `add_newdoc("package.module", "name", """name(a, b=1)…""")`: how libraries document what is compiled.
  private mutating func document(_ arguments: [NodeID]) {
    guard let first = arguments.first, let place = evaluator.value(of: first).text else { return }
    if arguments.count == 2 {
      text.documented[place] = firstText(in: arguments[1])
      return
    }
    guard arguments.count >= 3, let name = evaluator.value(of: arguments[1]).text else { return }
    describe("\(place).\(name)", arguments[2])
  }

  /// A call of a function of the module that documents: its body is read with the arguments in place.
  private mutating func documentThrough(_ helper: NodeID, _ arguments: [NodeID], _ effect: Effect) {
    guard let list = tree.child(PythonRole.arguments.role, of: helper) else { return }
    let parameters = tree.children(of: list).filter { tree.python($0) == .argument }
    let outer = evaluator.names
    for (parameter, argument) in zip(parameters, arguments) {
      guard let name = tree.child(PythonRole.name.role, of: parameter) else { continue }
      evaluator.names[tree.text(name)] = evaluator.value(of: argument)
    }
    let known = documenters
    // A helper that calls itself would go round for ever.
    documenters = [:]
    readBody(of: helper, .body, effect: effect, isTentative: true)
    documenters = known
    evaluator.names = outer
  }

  private mutating func describe(_ name: String, _ node: NodeID) {
    switch tree.python(node) {
    case .list:
      for item in tree.children(of: node) { describe(name, item) }
    case .tuple:
      let parts = tree.children(of: node).map { $0 }
      guard parts.count == 2, let member = evaluator.value(of: parts[0]).text else { return }
      text.documented["\(name).\(member)"] = firstText(in: parts[1])
    case .call:
      // `refer_to_array_attribute("sum")`: a helper that makes the member and its text.
      guard let text = firstText(in: node), text.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" }) else {
        return self.text.documented[name] = firstText(in: node) ?? ""
      }
      self.text.documented["\(name).\(text)"] = "\(text)(...)"
    default: text.documented[name] = firstText(in: node)
    }
  }

  /// The first string literal in an expression, such as that of `"""…""".replace(…)`.
  private func firstText(in node: NodeID) -> String? {
    if let text = evaluator.value(of: node).text { return text }
    var row = node.row
    while row < tree[node].subtreeEnd {
      if let text = StringLiteral.content(of: NodeID(row), in: tree) { return text }
      row += 1
    }
    return nil
  }
}
