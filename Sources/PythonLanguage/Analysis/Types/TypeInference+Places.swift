// Places that one part of a program fills and another reads: attributes and entries of objects that they share.

import Semantics
import SourceModel

/// What a file stores in places that are no plain names, by the place. A class, since every question takes it.
final class StoredPlaces: Sendable {
  /// The values that are assigned, by place.
  let values: [String: [NodeID]]
  init(_ values: [String: [NodeID]]) { self.values = values }

  /// The values of all entries of a dictionary.
  func entries(of place: String) -> [NodeID] {
    values.keys.filter { $0.hasPrefix(place + "[") && $0.hasSuffix("]") }.sorted().flatMap { values[$0] ?? [] }
  }
}

extension TypeInference {
  // MARK: What a place is

  /// The place that an attribute or entry is, where it is one that others may reach by other ways.
  mutating func place(of node: NodeID) -> String? {
    switch tree.python(node) {
    case .name: return namePlace(node)
    case .attribute:
      let member = tree.text(NodeID(tree[node].subtreeEnd - 1))
      if let base = holder(NodeID(node.row + 1)) { return "\(base).\(member)" }
      guard let symbol = symbol(node), symbol.route != .assigned else { return nil }
      return analysis.context.project.resolve(symbol.text)
    case .subscription:
      guard let value = tree.child(PythonRole.value.role, of: node),
        let index = tree.child(PythonRole.slice.role, of: node)
      else { return nil }
      let base = type(of: value).flatMap { SharedObjects.isHolder($0.type) ? SharedObjects.canonical($0.type) : nil }
      guard let base = base ?? place(of: value) else { return nil }
      if case .string(let key)? = ConstantReader.constant(at: index, in: tree) { return "\(base)[\(key)]" }
      return "\(base)[*]"
    default: return nil
    }
  }

  /// A name of the module, or one that another module brings.
  private mutating func namePlace(_ node: NodeID) -> String? {
    if let symbol = symbol(node), symbol.route != .assigned { return analysis.context.project.resolve(symbol.text) }
    let whole = wholeTable()
    let name = whole.table.names.find(tree.bytes, tree[node].start, tree[node].end)
    guard name != NameSet.absent, let found = whole.table.find(name, from: scope(at: node)) else { return nil }
    let text = tree.text(node)
    return found.scope == 0 ? qualified(text) : "\(qualified(text))@\(found.scope)"
  }

  private func qualified(_ name: String) -> String {
    analysis.context.module.isEmpty ? name : "\(analysis.context.module).\(name)"
  }

  /// What the attributes of an expression belong to: a class of the project, or an object that a framework shares.
  private mutating func holder(_ node: NodeID) -> String? {
    if let owner = ownClass(node) { return className(owner) }
    guard let fact = type(of: node), !fact.type.isEmpty else { return nil }
    if SharedObjects.isHolder(fact.type) { return SharedObjects.canonical(fact.type) }
    if classNode(named: fact.type) != nil { return fact.type }
    // A class of another module of the project.
    guard let dot = fact.type.lastIndex(of: ".") else { return nil }
    return analysis.context.project.module(fact.type[..<dot]) == nil ? nil : fact.type
  }

  /// The class of this file that a name is, or that `cls` stands for.
  mutating func ownClass(_ node: NodeID) -> NodeID? {
    guard tree.python(node) == .name, let binding = onlyBinding(of: node) else { return nil }
    if binding.form == .definition {
      let definition = parents[binding.node]
      return tree.python(definition) == .classDef ? definition : nil
    }
    guard binding.form == .parameter else { return nil }
    let arguments = parents[parents[binding.node]]
    let function = parents[arguments]
    guard tree.children(of: arguments).first(where: { tree.python($0) == .argument }) == parents[binding.node] else {
      return nil
    }
    let isOfClass = tree.children(of: function).contains {
      tree.pythonRole($0) == .decorator && tree.text($0) == "classmethod"
    }
    return isOfClass ? enclosingClass(ofMethod: function) : nil
  }

  // MARK: What is in it

  /// What a shared place holds, by all that this file and others store there.
  mutating func held(at node: NodeID) -> TypeFact? {
    guard movesModels, let place = place(of: node) else { return nil }
    return held(place: place, at: node)
  }

  private mutating func held(place: String, at node: NodeID) -> TypeFact? {
    let stored = storedPlaces()
    var values = stored.values[place] ?? []
    if place.hasSuffix("]"), let bracket = place.lastIndex(of: "[") {
      let holder = String(place[..<bracket])
      values += place.hasSuffix("[*]") ? stored.entries(of: holder) : stored.values[holder + "[*]"] ?? []
    }
    var facts = values.filter { $0 != node && tree.python($0) != .none }.map { type(of: $0) }
    if let other = analysis.context.project.flow.held[place], !facts.contains(where: { $0?.type == other.type }) {
      var fact = other
      fact.chain = [EvidenceStep(place, tree.range(node))]
      facts.append(fact.type == ModelFlow.several ? nil : fact)
    }
    guard !facts.isEmpty, facts.count <= 32 else { return nil }
    return join(facts).map { capped($0, .inferred) }
  }

  /// What another module says that a place holds, or a method of a class gives.
  func held(in place: String, at node: NodeID) -> TypeFact? {
    guard movesModels, var fact = analysis.context.project.flow.held[place], fact.type != ModelFlow.several else {
      return nil
    }
    fact.chain = [EvidenceStep(place, tree.range(node))]
    return fact
  }

  /// `Service.model()` and `MODELS.get("churn")`, where another module brings the class or the dictionary.
  mutating func heldResult(of name: String, _ function: NodeID, call: NodeID) -> TypeFact? {
    guard movesModels else { return nil }
    if let fact = held(in: analysis.context.project.resolve(name) + "()", at: call) { return fact }
    guard tree.python(function) == .attribute else { return nil }
    return entry(of: NodeID(function.row + 1), tree.text(NodeID(tree[function].subtreeEnd - 1)), call)
  }

  /// `MODELS.get("churn")`: the entry that the key names.
  mutating func entry(of dictionary: NodeID, _ member: String, _ call: NodeID) -> TypeFact? {
    guard movesModels, ["get", "pop", "setdefault"].contains(member), let place = place(of: dictionary),
      let key = tree.child(PythonRole.argumentValues.role, of: call)
    else { return nil }
    guard case .string(let text)? = ConstantReader.constant(at: key, in: tree) else {
      return held(place: "\(place)[*]", at: call)
    }
    return held(place: "\(place)[\(text)]", at: call)
  }

  /// Made by the first question.
  mutating func storedPlaces() -> StoredPlaces {
    if let places { return places }
    // Places are told apart by types, and types may ask for places: what is asked meanwhile finds none.
    places = StoredPlaces([:])
    var found: [String: [NodeID]] = [:]
    for row in tree.rows.indices {
      let node = NodeID(row)
      let kind = tree.python(node)
      if kind == .attribute || kind == .subscription, tree.detail(node) == ExpressionContext.store.rawValue,
        case let statement = parents[node], [.assign, .annAssign].contains(tree.python(statement)),
        let value = tree.child(PythonRole.value.role, of: statement), let place = place(of: node)
      {
        found[place, default: []].append(value)
      } else if kind == .dict, let owner = place(ofDisplay: node) {
        for (key, value) in entries(of: node) { found["\(owner)[\(key)]", default: []].append(value) }
      } else if kind == .call {
        for (place, value) in stored(byCall: node) { found[place, default: []].append(value) }
      }
    }
    let made = StoredPlaces(found)
    places = made
    forget()
    return made
  }

  /// `MODELS = {"churn": …}`: the place of the name.
  private mutating func place(ofDisplay node: NodeID) -> String? {
    let statement = parents[node]
    guard [.assign, .annAssign].contains(tree.python(statement)), tree.pythonRole(node) == .value,
      let target = tree.child(PythonRole.targets.role, of: statement)
        ?? tree.child(PythonRole.target.role, of: statement)
    else { return nil }
    return place(of: target)
  }

  private func entries(of dictionary: NodeID) -> [(key: String, value: NodeID)] {
    var keys: [NodeID] = []
    var values: [NodeID] = []
    for child in tree.children(of: dictionary) {
      switch tree.pythonRole(child) {
      case .keys: keys.append(child)
      case .values: values.append(child)
      default: break
      }
    }
    guard keys.count == values.count else { return [] }
    return zip(keys, values).map { key, value in
      if case .string(let text)? = ConstantReader.constant(at: key, in: tree) { return (text, value) }
      return ("*", value)
    }
  }

  /// `MODELS.update({"churn": model})`, `MODELS.update(churn=model)`, `MODELS.setdefault("churn", model)` and
  /// `setattr(app.state, "model", model)`.
  private mutating func stored(byCall call: NodeID) -> [(String, NodeID)] {
    guard let function = tree.child(PythonRole.function.role, of: call) else { return [] }
    let arguments = tree.children(of: call).filter { tree.pythonRole($0) == .argumentValues }
    if tree.python(function) == .name, tree.text(function) == "setattr", arguments.count == 3,
      case .string(let name)? = ConstantReader.constant(at: arguments[1], in: tree), let base = holder(arguments[0])
    {
      return [("\(base).\(name)", arguments[2])]
    }
    guard tree.python(function) == .attribute else { return [] }
    let member = tree.text(NodeID(tree[function].subtreeEnd - 1))
    guard member == "update" || member == "setdefault", let owner = place(of: NodeID(function.row + 1)) else {
      return []
    }
    if member == "setdefault" {
      guard arguments.count == 2, case .string(let key)? = ConstantReader.constant(at: arguments[0], in: tree) else {
        return []
      }
      return [("\(owner)[\(key)]", arguments[1])]
    }
    var found: [(String, NodeID)] = []
    if let first = arguments.first, tree.python(first) == .dict {
      for (key, value) in entries(of: first) { found.append(("\(owner)[\(key)]", value)) }
    }
    for keyword in tree.children(of: call) where tree.pythonRole(keyword) == .keywords {
      guard let name = tree.child(PythonRole.name.role, of: keyword),
        let value = tree.child(PythonRole.value.role, of: keyword)
      else { continue }
      found.append(("\(owner)[\(tree.text(name))]", value))
    }
    return found
  }

  /// What this file puts into places that others reach, as far as that is models; by place.
  mutating func modelsInSharedPlaces() -> [String: TypeFact] {
    guard movesModels else { return [:] }
    var found: [String: TypeFact] = [:]
    for (place, values) in storedPlaces().values.sorted(by: { $0.key < $1.key }) where !place.contains("@") {
      let facts = values.filter { tree.python($0) != .none }.map { type(of: $0) }
      guard facts.contains(where: { $0.map { isModel($0) } ?? false }) else { continue }
      let fact = join(facts)
      found[place] =
        fact.flatMap { $0.evidence == .guessed ? nil : capped($0, .inferred) }
        ?? TypeFact(type: ModelFlow.several, evidence: .guessed)
    }
    return found
  }
}
