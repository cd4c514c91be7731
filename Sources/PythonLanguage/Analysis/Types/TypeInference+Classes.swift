// The project's own functions and classes: what they return and what their attributes hold.

import Semantics
import SourceModel

extension TypeInference {
  /// What a function of this file returns.
  mutating func returned(by function: NodeID) -> TypeFact? {
    if let annotation = tree.child(PythonRole.returns.role, of: function) {
      let name = tree.child(PythonRole.name.role, of: function).map(tree.text) ?? ""
      let declared = self.annotation(annotation, named: "\(name)()")
      guard movesModels, declared.map({ !isPlain($0) }) ?? true else { return declared }
      return settled(declared, given(byBodyOf: function))
    }
    guard let body = tree.child(PythonRole.body.role, of: function) else { return nil }
    var values: [NodeID?] = []
    var row = body.row
    let end = tree[function].subtreeEnd
    while row < end {
      let node = NodeID(row)
      switch tree.python(node) {
      case .functionDef, .asyncFunctionDef, .classDef, .lambda: row = tree[node].subtreeEnd
      case .yield, .yieldFrom: return nil
      case .returnStatement:
        values.append(tree.child(PythonRole.value.role, of: node))
        row += 1
      default: row += 1
      }
    }
    guard values.count <= 16 else { return nil }
    let facts = values.map { value in
      value.flatMap { type(of: $0) } ?? (value == nil ? builtin("NoneType", function) : nil)
    }
    return join(facts).map { capped($0, .inferred) }
  }

  /// The class of this file with a qualified name.
  func classNode(named name: String) -> NodeID? {
    let module = analysis.context.module
    let local = module.isEmpty ? name : name.hasPrefix(module + ".") ? String(name.dropFirst(module.count + 1)) : ""
    guard !local.isEmpty, !local.hasPrefix("builtins.") else { return nil }
    var at = NodeID(0)
    for part in local.split(separator: ".") {
      guard let next = definition(named: part, in: at) else { return nil }
      at = next
    }
    return tree.python(at) == .classDef ? at : nil
  }

  private func definition(named name: Substring, in outer: NodeID) -> NodeID? {
    var row = outer.row + 1
    let end = tree[outer].subtreeEnd
    while row < end {
      let node = NodeID(row)
      let isDefinition = [.classDef, .functionDef, .asyncFunctionDef].contains(tree.python(node))
      if isDefinition, let found = tree.child(PythonRole.name.role, of: node), isNamed(name, found) { return node }
      let isStatement = ScopeWalker.statementKinds.contains(tree.kind(node).raw)
      row = isStatement && !isDefinition ? row + 1 : tree[node].subtreeEnd
    }
    return nil
  }

  private func isNamed(_ name: Substring, _ node: NodeID) -> Bool {
    let text = tree.bytes(in: tree.range(node))
    return text.count == name.utf8.count && text.elementsEqual(name.utf8)
  }

  func method(_ name: String, ofClass owner: NodeID) -> NodeID? {
    guard let found = definition(named: Substring(name), in: owner),
      [.functionDef, .asyncFunctionDef].contains(tree.python(found))
    else { return nil }
    return found
  }

  /// What `self.name` holds: declared in the class, given by a property, or assigned in its methods.
  mutating func attribute(_ name: String, ofClass owner: NodeID) -> TypeFact? {
    if let method = method(name, ofClass: owner) { return isProperty(method) ? returned(by: method) : nil }
    if let fact = declared(name, inBodyOf: owner) { return fact }
    let stores = attributeStores(of: name, in: owner)
    guard !stores.isEmpty, stores.count <= 16 else { return nil }
    let facts = stores.map { stored(at: $0, name) }
    return join(facts)
  }

  private func isProperty(_ method: NodeID) -> Bool {
    tree.children(of: method).contains {
      tree.pythonRole($0) == .decorator
        && ["property", "cached_property", "functools.cached_property"].contains(tree.text($0))
    }
  }

  private mutating func declared(_ name: String, inBodyOf owner: NodeID) -> TypeFact? {
    for statement in tree.children(of: owner) where tree.pythonRole(statement) == .body {
      switch tree.python(statement) {
      case .annAssign:
        guard let target = tree.child(PythonRole.target.role, of: statement), tree.text(target) == name,
          let annotation = tree.child(PythonRole.annotation.role, of: statement)
        else { continue }
        let fact = self.annotation(annotation, named: "self.\(name)")
        guard movesModels, let fact, isOfModelLibrary(fact) else { return fact }
        return field(name, declared: fact, by: statement, of: owner)
      case .assign:
        guard let target = tree.child(PythonRole.targets.role, of: statement), tree.text(target) == name,
          let value = tree.child(PythonRole.value.role, of: statement), tree.python(value) != .none
        else { continue }
        return type(of: value).map { capped($0, .inferred) }
      default: continue
      }
    }
    return nil
  }

  /// A field that is declared to be of a library's class: what the class's code stores in it, or its maker is given.
  private mutating func field(
    _ name: String, declared: TypeFact, by statement: NodeID, of owner: NodeID
  ) -> TypeFact? {
    let stores = attributeStores(of: name, in: owner)
    if !stores.isEmpty, stores.count <= 16 { return join(stores.map { stored(at: $0, name) }) }
    let fields = tree.children(of: owner).filter { tree.python($0) == .annAssign && tree.pythonRole($0) == .body }
    return settled(declared, fields.firstIndex(of: statement).flatMap { given(toField: name, at: $0, of: owner) })
  }

  /// The attributes `self.name` that the class's code assigns.
  private func attributeStores(of name: String, in owner: NodeID) -> [NodeID] {
    let (attribute, store) = (PythonKind.attribute.rawValue, ExpressionContext.store.rawValue)
    let stores = tree.rows.withUnsafeBufferPointer { rows in
      (owner.index..<Int(tree[owner].subtreeEnd)).filter { row in
        rows[row].kind.raw == attribute && rows[row].detail == store
      }
    }
    let wanted = NameSet([name])
    return stores.map { NodeID($0) }.filter { node in
      guard tree.python(NodeID(node.row + 1)) == .name, tree.isText("self", NodeID(node.row + 1)) else { return false }
      let identifier = tree[NodeID(tree[node].subtreeEnd - 1)]
      return wanted.find(tree.bytes, identifier.start, identifier.end) != NameSet.absent
    }
  }

  /// The values that the class's code gives `self.name`, where each is assigned plainly.
  func storedValues(of name: String, ofClass owner: NodeID) -> [NodeID] {
    attributeStores(of: name, in: owner).compactMap { target in
      tree.child(PythonRole.value.role, of: parents[target])
    }
  }

  private mutating func stored(at target: NodeID, _ name: String) -> TypeFact? {
    let statement = parents[target]
    switch tree.python(statement) {
    case .annAssign:
      if let annotation = tree.child(PythonRole.annotation.role, of: statement) {
        let fact = self.annotation(annotation, named: "self.\(name)")
        guard movesModels, let fact, let value = tree.child(PythonRole.value.role, of: statement) else { return fact }
        return settled(fact, byValue: value)
      }
      return nil
    case .assign:
      guard let value = tree.child(PythonRole.value.role, of: statement), let fact = type(of: value) else { return nil }
      let summary = summary(of: value)
      return step(capped(fact, .inferred), "self.\(name) ← \(summary)", tree.range(target))
    case .augAssign: return nil
    default: return nil
    }
  }

  /// The bases of a class of this file that lead to a library or another class, as types.
  mutating func bases(ofClass owner: NodeID) -> [String] {
    tree.children(of: owner).filter { tree.pythonRole($0) == .bases }.compactMap { base in
      if let symbol = symbol(base) { return surfaces.resolve(symbol.text)?.name ?? symbol.text }
      let module = analysis.context.module
      let name = module.isEmpty ? tree.text(base) : "\(module).\(tree.text(base))"
      return classNode(named: name) == nil ? nil : name
    }
  }
}
