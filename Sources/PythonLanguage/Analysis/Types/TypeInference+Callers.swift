// What parameters are given: by the calls of this file and of others, by frameworks, by fixtures of tests.

import Semantics
import SourceModel

/// The calls of a file, and other mentions of what could be called, by the last name.
final class CallTable: Sendable {
  let calls: [String: [NodeID]]
  /// Where a name is used without being called: then something unseen may call it.
  let mentions: [String: [NodeID]]

  init(_ tree: Tree) {
    var calls: [String: [NodeID]] = [:]
    var mentions: [String: [NodeID]] = [:]
    for row in tree.rows.indices {
      let node = NodeID(row)
      let kind = tree.python(node)
      guard kind == .name || kind == .attribute, tree.detail(node) == ExpressionContext.load.rawValue else { continue }
      let name = kind == .name ? tree.text(node) : tree.text(NodeID(tree[node].subtreeEnd - 1))
      if tree.pythonRole(node) == .function, node.row > 0, tree.python(NodeID(node.row - 1)) == .call {
        calls[name, default: []].append(NodeID(node.row - 1))
      } else {
        mentions[name, default: []].append(node)
      }
    }
    self.calls = calls
    self.mentions = mentions
  }
}

extension TypeInference {
  /// What a parameter is given, where models move; nil where nothing in the project calls its function.
  mutating func given(toParameter argument: NodeID) -> GivenValue? {
    let arguments = parents[argument]
    let function = parents[arguments]
    guard movesModels, [.functionDef, .asyncFunctionDef].contains(tree.python(function)),
      let name = tree.children(of: argument).map({ tree.text($0) }).first
    else { return nil }
    if let dependency = dependency(of: argument, arguments) { return dependency }
    let listed = tree.children(of: arguments).filter { tree.python($0) == .argument }
    guard let position = listed.firstIndex(of: argument) else { return nil }
    if let hosted = hosted(function, position) { return hosted }
    if let fixture = fixture(name, of: function) { return fixture }
    var found: GivenValue?
    if let value = Parameters.defaultValue(of: argument, in: arguments, tree), tree.python(value) != .none {
      found = given(by: value)
    }
    for given in calls(of: function, position, name) { found = found.map { $0.joined(with: given) } ?? given }
    return found
  }

  // MARK: Calls

  private mutating func calls(of function: NodeID, _ position: Int, _ name: String) -> [GivenValue] {
    guard let called = tree.child(PythonRole.name.role, of: function).map(tree.text) else { return [] }
    let owner = enclosingClass(ofMethod: function)
    let isStatic = tree.children(of: function).contains {
      tree.pythonRole($0) == .decorator && tree.text($0) == "staticmethod"
    }
    // What a method is called on is not among a call's arguments.
    let place = owner == nil || isStatic ? position : position - 1
    guard place >= 0 else { return [] }
    if let owner, called == "__init__" { return calls(ofMaker: owner, place, name) }
    let table = callTable()
    var found: [GivenValue] = []
    for call in table.calls[called] ?? [] where calls(call, function, ofClass: owner) {
      if let given = argument(of: call, place, name) { found.append(given) }
    }
    for mention in table.mentions[called] ?? [] where refers(mention, function, ofClass: owner) {
      found.append(.unknown)
    }
    return found + elsewhere(className(function), place, name)
  }

  /// What calls of a class give its maker.
  private mutating func calls(ofMaker owner: NodeID, _ position: Int, _ name: String) -> [GivenValue] {
    let called = tree.child(PythonRole.name.role, of: owner).map(tree.text) ?? ""
    var found: [GivenValue] = []
    for call in callTable().calls[called] ?? [] where calls(call, owner) {
      if let given = argument(of: call, position, name) { found.append(given) }
    }
    return found + elsewhere(className(owner), position, name)
  }

  /// A field of a data class, which its maker is given.
  mutating func given(toField name: String, at position: Int, of owner: NodeID) -> GivenValue? {
    var found: GivenValue?
    for given in calls(ofMaker: owner, position, name) { found = found.map { $0.joined(with: given) } ?? given }
    return found
  }

  private func elsewhere(_ function: String, _ position: Int, _ name: String) -> [GivenValue] {
    guard let given = analysis.context.project.flow.given[function] else { return [] }
    return [given[String(position)], given[name], given["*"]].compactMap { $0 }
  }

  /// Whether a call is of this function or class, or may be of this method.
  mutating func calls(_ call: NodeID, _ definition: NodeID, ofClass owner: NodeID? = nil) -> Bool {
    guard let function = tree.child(PythonRole.function.role, of: call) else { return false }
    return refers(function, definition, ofClass: owner)
  }

  /// Whether an expression is this function, or may be this method.
  private mutating func refers(_ node: NodeID, _ definition: NodeID, ofClass owner: NodeID?) -> Bool {
    guard let owner else {
      guard tree.python(node) == .name, let binding = onlyBinding(of: node) else { return false }
      return parents[binding.node] == definition
    }
    guard tree.python(node) == .attribute else { return false }
    let base = NodeID(node.row + 1)
    if let named = ownClass(base) { return named == owner }
    if symbol(base) != nil { return false }
    guard let fact = type(of: base), !fact.type.isEmpty else { return true }
    return fact.type == className(owner)
  }

  /// What a call gives one parameter; nil for nothing, so that its default stands.
  private mutating func argument(of call: NodeID, _ position: Int, _ name: String) -> GivenValue? {
    var index = 0
    for child in tree.children(of: call) {
      switch tree.pythonRole(child) {
      case .argumentValues:
        if tree.python(child) == .starred { return .unknown }
        if index == position { return given(by: child) }
        index += 1
      case .keywords:
        guard let label = tree.child(PythonRole.name.role, of: child) else { return .unknown }
        if tree.text(label) == name, let value = tree.child(PythonRole.value.role, of: child) {
          return given(by: value)
        }
      default: continue
      }
    }
    return nil
  }

  // MARK: Calls of other modules

  /// What this file gives functions and classes of other modules of the project, where it is a model or might be one.
  mutating func givenToOthers() -> [String: [String: GivenValue]] {
    var found: [String: [String: GivenValue]] = [:]
    guard movesModels else { return found }
    for row in tree.rows.indices where tree.python(NodeID(row)) == .call {
      let call = NodeID(row)
      guard let function = tree.child(PythonRole.function.role, of: call),
        let name = projectFunction(function)
      else { continue }
      var index = 0
      for child in tree.children(of: call) {
        switch tree.pythonRole(child) {
        case .argumentValues:
          let key = tree.python(child) == .starred ? "*" : String(index)
          let given = key == "*" ? GivenValue.unknown : self.given(by: child)
          found[name, default: [:]].merge([key: given]) { $0.joined(with: $1) }
          index += 1
        case .keywords:
          let key = tree.child(PythonRole.name.role, of: child).map(tree.text) ?? "*"
          let value = tree.child(PythonRole.value.role, of: child)
          let given = key == "*" ? GivenValue.unknown : value.map { self.given(by: $0) } ?? .unknown
          found[name, default: [:]].merge([key: given]) { $0.joined(with: $1) }
        default: continue
        }
      }
    }
    return found
  }

  /// The qualified name of a function, class or method of another module of the project.
  mutating func projectFunction(_ function: NodeID) -> String? {
    if let symbol = symbol(function) {
      guard !surfaces.provides(symbol.text), symbol.route != .assigned else { return nil }
      return analysis.context.project.resolve(symbol.text)
    }
    guard tree.python(function) == .attribute, let base = type(of: NodeID(function.row + 1)),
      !base.type.hasPrefix("builtins."), base.type.contains("."), !surfaces.provides(base.type),
      !SharedObjects.isHolder(base.type), classNode(named: base.type) == nil
    else { return nil }
    return "\(base.type).\(tree.text(NodeID(tree[function].subtreeEnd - 1)))"
  }

  mutating func callTable() -> CallTable {
    if let calls { return calls }
    let made = CallTable(tree)
    calls = made
    return made
  }

  // MARK: Frameworks

  /// `model = Depends(load)` and `model: Annotated[Pipeline, Depends(load)]`.
  private mutating func dependency(of argument: NodeID, _ arguments: NodeID) -> GivenValue? {
    if let value = Parameters.defaultValue(of: argument, in: arguments, tree), let function = depended(value) {
      return given(byCalling: function)
    }
    guard let annotation = tree.child(PythonRole.annotation.role, of: argument) else { return nil }
    return dependency(inAnnotation: annotation)
  }

  private mutating func dependency(inAnnotation annotation: NodeID) -> GivenValue? {
    var written = annotation
    if tree.python(annotation) == .name, let binding = onlyBinding(of: annotation), binding.form == .assigned {
      written = NodeID(binding.value)
    }
    guard tree.python(written) == .subscription else { return nil }
    var row = written.row + 1
    while row < tree[written].subtreeEnd {
      if tree.python(NodeID(row)) == .call, let function = depended(NodeID(row)) {
        return given(byCalling: function)
      }
      row += 1
    }
    return nil
  }

  /// What `Depends` is told to call.
  private mutating func depended(_ call: NodeID) -> NodeID? {
    guard tree.python(call) == .call, let function = tree.child(PythonRole.function.role, of: call),
      let symbol = symbol(function), SharedObjects.dependencies.contains(symbol.text)
    else { return nil }
    return tree.child(PythonRole.argumentValues.role, of: call)
  }

  private mutating func given(byCalling function: NodeID) -> GivenValue {
    if let binding = tree.python(function) == .name ? onlyBinding(of: function) : nil, binding.form == .definition,
      let given = given(byBodyOf: parents[binding.node])
    {
      return given
    }
    guard let symbol = symbol(function),
      let fact = analysis.context.project.fact(of: symbol.text)
    else { return .unknown }
    return isModel(fact) ? .model(capped(fact, .inferred)) : .unknown
  }

  /// What a host hands from one function of the module to another.
  private mutating func hosted(_ function: NodeID, _ position: Int) -> GivenValue? {
    guard parents[function].row == 0, let name = tree.child(PythonRole.name.role, of: function).map(tree.text),
      let rule = SharedObjects.hosted[name], rule.position == position,
      let maker = topFunction(named: rule.maker)
    else { return nil }
    return given(byBodyOf: maker)
  }

  private func topFunction(named name: String) -> NodeID? {
    tree.children(of: tree.root).first {
      [.functionDef, .asyncFunctionDef].contains(tree.python($0))
        && tree.child(PythonRole.name.role, of: $0).map(tree.text) == name
    }
  }

  /// A test's parameter is what the fixture of that name gives, of its own file or of a `conftest` beside or above it.
  private mutating func fixture(_ name: String, of function: NodeID) -> GivenValue? {
    let isTest = tree.child(PythonRole.name.role, of: function).map { tree.text($0).hasPrefix("test") } ?? false
    guard isTest || isFixture(function) else { return nil }
    if let maker = topFunction(named: name), isFixture(maker) { return given(byBodyOf: maker) }
    let project = analysis.context.project
    for module in conftests() {
      guard let fact = project.module(module)?.exports.returns[name] else { continue }
      return isModel(fact) ? .model(capped(fact, .inferred)) : .other
    }
    return nil
  }

  private func conftests() -> [String] {
    var found: [String] = []
    var parts = analysis.context.module.split(separator: ".").dropLast()
    while true {
      found.append((parts + ["conftest"]).joined(separator: "."))
      guard !parts.isEmpty else { return found }
      parts = parts.dropLast()
    }
  }

  private func isFixture(_ function: NodeID) -> Bool {
    tree.children(of: function).contains {
      tree.pythonRole($0) == .decorator && tree.text($0).split(separator: "(")[0].hasSuffix("fixture")
    }
  }
}
