// The type of a name: what its definitions give, narrowed by the tests it stands under.

import Semantics
import SourceModel

extension TypeInference {
  mutating func typeOfName(_ node: NodeID) -> TypeFact? {
    if let narrowed = narrowed(node) { return narrowed }
    let whole = wholeTable()
    let scope = scope(at: node)
    let name = whole.table.names.find(tree.bytes, tree[node].start, tree[node].end)
    guard name != NameSet.absent, let found = whole.table.find(name, from: scope) else { return nil }
    var bindings = found.bindings
    if found.isSameScope && bindings.count > 1 {
      let reaching = whole.resolver.reaching.reaching(bindings, in: whole.table, at: node)
      if !reaching.isEmpty { bindings = reaching }
    }
    if let declared = declared(found.bindings, whole) { return declared }
    guard let fact = joined(bindings, whole.table) else {
      // A long list of definitions tells nothing that its first few would not.
      return bindings.count <= 32 ? literalSymbol(node) : nil
    }
    return found.isSameScope ? fact : capped(fact, .inferred)
  }

  /// The one type of what some bindings give; nil where there are too many.
  private mutating func joined(_ bindings: BindingList, _ table: NameTable) -> TypeFact? {
    if bindings.count == 1 {
      let binding = table.bindings[Int(bindings[0])]
      return binding.form == .deletion ? nil : type(of: binding)
    }
    guard bindings.count <= 32 else { return nil }
    let facts = bindings.filter { table.bindings[Int($0)].form != .deletion }.map { type(of: table.bindings[Int($0)]) }
    return join(facts)
  }

  /// `from numpy import pi`: a value of the library.
  private mutating func literalSymbol(_ node: NodeID) -> TypeFact? {
    guard let symbol = symbol(node) else { return nil }
    if let shared = sharedObject(symbol.text, at: node) { return shared }
    return value(of: symbol.text, at: node) ?? projectValue(at: node)
  }

  /// `from flask import current_app`: an object that a framework shares, on which a program may keep its models.
  func sharedObject(_ name: String, at node: NodeID) -> TypeFact? {
    guard movesModels, let type = SharedObjects.value(name) else { return nil }
    return TypeFact(type: type, evidence: .inferred, chain: [EvidenceStep(name, tree.range(node))])
  }

  /// `from .loading import model`: a model that another module of the project holds.
  mutating func projectValue(at node: NodeID) -> TypeFact? {
    guard analysis.context.movesModels, let symbol = symbol(node) else { return nil }
    let resolved = analysis.context.project.resolve(symbol.text)
    guard let dot = resolved.lastIndex(of: "."),
      let fact = analysis.context.project.module(resolved[..<dot])?.exports.values[resolved.lastDottedPart]
    else { return nil }
    var result = capped(fact, .inferred)
    result.chain = [EvidenceStep(resolved, tree.range(node))]
    return result
  }

  /// The annotation that speaks for a name wherever it is bound.
  private mutating func declared(_ bindings: BindingList, _ whole: WholeTable) -> TypeFact? {
    guard whole.hasDeclarations else { return nil }
    for index in bindings {
      let binding = whole.table.bindings[Int(index)]
      guard binding.form == .declaration, tree.python(binding.holder) == .annAssign,
        let annotation = tree.child(PythonRole.annotation.role, of: binding.holder)
      else { continue }
      let fact = self.annotation(annotation, named: tree.text(binding.node))
      if movesModels, fact.map({ isOfModelLibrary($0) }) ?? false { continue }
      return fact
    }
    return nil
  }

  mutating func infer(_ binding: Binding) -> TypeFact? {
    switch binding.form {
    case .assigned: assigned(binding)
    case .parameter: parameter(binding)
    case .other: bound(binding)
    default: nil
    }
  }

  private mutating func assigned(_ binding: Binding) -> TypeFact? {
    let name = tree.text(binding.node)
    if tree.python(binding.holder) == .annAssign,
      let annotation = tree.child(PythonRole.annotation.role, of: binding.holder),
      let fact = self.annotation(annotation, named: name)
    {
      return movesModels ? settled(fact, byValue: NodeID(binding.value)) : fact
    }
    let value = NodeID(binding.value)
    guard let fact = type(of: value) else { return nil }
    let summary = summary(of: value)
    return step(fact, "\(name) ← \(summary)", tree.range(binding.node))
  }

  /// A short form of an expression for a chain of evidence: the API called, or what is written.
  mutating func summary(of node: NodeID) -> String {
    if tree.python(node) == .call, let function = tree.child(PythonRole.function.role, of: node) {
      if let symbol = symbol(function) { return symbol.text }
      return shortened(function) + "(…)"
    }
    if let symbol = symbol(node) { return symbol.text }
    return shortened(node)
  }

  private static let longestSummary = 40

  private func shortened(_ node: NodeID) -> String {
    let range = tree.range(node)
    let beginning = tree.bytes(
      in: ByteRange(range.start, min(range.end, range.start + UInt32(Self.longestSummary + 1))))
    // As a rule the beginning is plain letters of one line: then no more of a long expression is looked at.
    guard beginning.allSatisfy({ (0x20...0x7E).contains($0) }) else { return shortened(tree.text(node)) }
    if beginning.count <= Self.longestSummary { return String(decoding: beginning, as: UTF8.self) }
    return String(decoding: beginning.prefix(Self.longestSummary - 1), as: UTF8.self) + "…"
  }

  private func shortened(_ text: String) -> String {
    let line = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let isWhole = line.count <= Self.longestSummary && line.count >= text.count
    return isWhole ? line : line.prefix(Self.longestSummary - 1) + "…"
  }

  // MARK: Parameters

  private mutating func parameter(_ binding: Binding) -> TypeFact? {
    let argument = parents[binding.node]
    let name = tree.text(binding.node)
    if let annotation = tree.child(PythonRole.annotation.role, of: argument) {
      guard let fact = self.annotation(annotation, named: name) else {
        return movesModels ? byCallers(argument) : nil
      }
      switch tree.pythonRole(argument) {
      case .variadic: return builtin("tuple", argument, elements: [capped(fact, .annotated)])
      case .keywordVariadic: return builtin("dict", argument, elements: [capped(fact, .annotated)])
      default: return isPlain(fact) ? fact : settled(fact, given(toParameter: argument))
      }
    }
    switch tree.pythonRole(argument) {
    case .variadic: return builtin("tuple", argument)
    case .keywordVariadic: return builtin("dict", argument)
    default:
      if let own = selfType(of: argument) { return own }
      return movesModels ? byCallers(argument) : nil
    }
  }

  private mutating func byCallers(_ argument: NodeID) -> TypeFact? {
    settled(nil, given(toParameter: argument) ?? (isOfTraining() ? .other : nil))
  }

  /// The class whose method this parameter is the first of.
  private mutating func selfType(of argument: NodeID) -> TypeFact? {
    let arguments = parents[argument]
    let function = parents[arguments]
    guard [.functionDef, .asyncFunctionDef].contains(tree.python(function)),
      tree.children(of: arguments).first(where: { tree.python($0) == .argument }) == argument,
      let owner = enclosingClass(ofMethod: function)
    else { return nil }
    for decorator in tree.children(of: function) where tree.pythonRole(decorator) == .decorator {
      if ["staticmethod", "classmethod"].contains(tree.text(decorator)) { return nil }
    }
    return TypeFact(
      type: className(owner), evidence: .inferred, chain: [EvidenceStep(tree.text(argument), tree.range(argument))])
  }

  func enclosingClass(ofMethod function: NodeID) -> NodeID? {
    var at = parents[function]
    while at.row > 0 {
      switch tree.python(at) {
      case .classDef: return at
      case .functionDef, .asyncFunctionDef: return nil
      default: at = parents[at]
      }
    }
    return nil
  }

  /// The qualified name of a class of this file.
  func className(_ node: NodeID) -> String {
    var parts: [String] = []
    var at = node
    while at.row > 0 {
      if [.classDef, .functionDef, .asyncFunctionDef].contains(tree.python(at)),
        let name = tree.child(PythonRole.name.role, of: at)
      {
        parts.insert(tree.text(name), at: 0)
      }
      at = parents[at]
    }
    if !analysis.context.module.isEmpty { parts.insert(analysis.context.module, at: 0) }
    return parts.joined(separator: ".")
  }

  // MARK: Loops, contexts, unpacking

  private mutating func bound(_ binding: Binding) -> TypeFact? {
    let holder = binding.holder
    guard let fact = fact(ofHolder: holder, for: binding.node) else { return nil }
    return step(fact, "\(tree.text(binding.node)) ← \(holderWord(holder))", tree.range(binding.node))
  }

  private func holderWord(_ holder: NodeID) -> String {
    switch tree.python(holder) {
    case .forStatement, .asyncFor, .comprehension: "for … in"
    case .with, .asyncWith: "with … as"
    case .augAssign: "augmented assignment"
    default: "unpacking"
    }
  }

  private mutating func fact(ofHolder holder: NodeID, for node: NodeID) -> TypeFact? {
    switch tree.python(holder) {
    case .forStatement, .asyncFor, .comprehension:
      guard let iterator = tree.child(PythonRole.iterator.role, of: holder),
        let target = tree.child(PythonRole.target.role, of: holder)
      else { return nil }
      return element(of: iterator).flatMap { unpack($0, target, to: node) }.map { capped($0, .inferred) }
    case .assign:
      guard let value = tree.child(PythonRole.value.role, of: holder) else { return nil }
      let target = tree.children(of: holder).first { tree.isNode(node, within: $0) }
      return target.flatMap { target in type(of: value).flatMap { unpack($0, target, to: node) } }
    case .with, .asyncWith:
      let item = tree.children(of: holder).first { tree.isNode(node, within: $0) }
      return item.flatMap { entered($0, for: node) }
    case .augAssign: return augmented(holder, node)
    default: return nil
    }
  }

  /// The part of a fact that an unpacking target takes.
  private func unpack(_ fact: TypeFact, _ target: NodeID, to node: NodeID) -> TypeFact? {
    if target == node { return fact.type.isEmpty ? nil : fact }
    guard [.tuple, .list].contains(tree.python(target)) else { return nil }
    let items = tree.children(of: target).map { $0 }
    guard let index = items.firstIndex(where: { tree.isNode(node, within: $0) }),
      !items.prefix(index + 1).contains(where: { tree.python($0) == .starred })
    else { return nil }
    if fact.type == "builtins.tuple" || bundle(fact) != nil, fact.elements.count > 1 || items.count == 1 {
      guard index < fact.elements.count else { return nil }
      return unpack(fact.elements[index], items[index], to: node)
    }
    guard let element = fact.elements.first ?? rowOf(fact) else { return nil }
    return unpack(capped(element, .inferred), items[index], to: node)
  }

  /// What stepping through an array of known rank gives.
  func rowOf(_ fact: TypeFact) -> TypeFact? {
    guard ArrayTypes.isArray(fact.type), let rank = fact.rank, rank > 1 else { return nil }
    var row = capped(fact, .inferred)
    row.rank = rank - 1
    return row
  }

  /// What one step of a loop over an expression gives.
  private mutating func element(of iterator: NodeID) -> TypeFact? {
    if tree.python(iterator) == .call, let function = tree.child(PythonRole.function.role, of: iterator),
      tree.python(function) == .name
    {
      let arguments = tree.children(of: iterator).filter { tree.pythonRole($0) == .argumentValues }
      switch tree.text(function) {
      case "enumerate":
        guard let first = arguments.first, let item = element(of: first) else { return nil }
        return builtin("tuple", iterator, elements: [builtin("int", iterator), item])
      case "zip":
        let items = arguments.map { element(of: $0) ?? unknown(at: $0) }
        return builtin("tuple", iterator, elements: items)
      case "range": return builtin("int", iterator)
      case "reversed", "sorted", "iter": return arguments.first.flatMap { element(of: $0) }
      default: break
      }
    }
    guard let fact = type(of: iterator) else { return nil }
    if fact.type == "builtins.dict" { return nil }
    if fact.type == "builtins.str" { return builtin("str", iterator) }
    if fact.type == "builtins.tuple" { return join(fact.elements.map { $0.type.isEmpty ? nil : $0 }) }
    return fact.elements.first ?? rowOf(fact)
  }

  private mutating func entered(_ item: NodeID, for node: NodeID) -> TypeFact? {
    guard let expression = tree.child(PythonRole.contextExpression.role, of: item),
      tree.child(PythonRole.optionalVariables.role, of: item) == node, let fact = type(of: expression)
    else { return nil }
    if let entry = surfaces.resolve("\(fact.type).__enter__")?.entry, let type = entry.type {
      return surfaceFact(type, receiver: fact, evidence: fact.evidence, chain: fact.chain)
    }
    return capped(fact, .inferred)
  }

  /// `x += 1` keeps the type of an array.
  private mutating func augmented(_ holder: NodeID, _ node: NodeID) -> TypeFact? {
    let whole = wholeTable()
    let name = whole.table.names.find(tree.bytes, tree[node].start, tree[node].end)
    guard let found = whole.table.find(name, from: scope(at: node)) else { return nil }
    let before = whole.resolver.reaching.reaching(
      BindingList(ContiguousArray(found.bindings.filter { whole.table.bindings[Int($0)].node != node })),
      in: whole.table, at: node)
    guard !before.isEmpty, before.count <= 8 else { return nil }
    let facts = before.map { type(of: whole.table.bindings[Int($0)]) }
    guard let fact = join(facts) else { return nil }
    return ArrayTypes.isArray(fact.type) ? fact : capped(fact, .inferred)
  }
}
