// The type of what a call, an attribute, an operator or a subscript gives.

import Semantics
import SourceModel

extension TypeInference {
  // MARK: Surfaces

  /// The type of the value that a library keeps under a qualified name.
  mutating func value(of name: String, at node: NodeID) -> TypeFact? {
    guard let found = surfaces.resolve(name), [.value, .property].contains(found.entry.kind),
      let type = found.entry.type
    else { return nil }
    return surfaceFact(type, receiver: nil, evidence: .proved, chain: [EvidenceStep(name, tree.range(node))])
  }

  /// A fact from a type as a surface writes it: a qualified name, `Self`, or `tuple[A, B]`.
  func surfaceFact(
    _ text: String, receiver: TypeFact?, evidence: Evidence, chain: [EvidenceStep], rank: Int? = nil
  ) -> TypeFact? {
    if text == "Self" {
      guard let receiver else { return nil }
      return TypeFact(type: receiver.type, evidence: evidence, chain: chain, rank: rank)
    }
    let expression = TypeText(text)
    let name = expression.name
    if name.isEmpty || name == "Any" || name == "object" || name.hasSuffix(".Any") { return nil }
    if ["None", "NoneType"].contains(name) {
      return TypeFact(type: "builtins.NoneType", evidence: evidence, chain: chain)
    }
    if !expression.alternatives.isEmpty {
      return join(
        expression.alternatives.map { surfaceFact($0, receiver: receiver, evidence: evidence, chain: chain) })
    }
    let elements = expression.arguments.map {
      surfaceFact($0, receiver: receiver, evidence: evidence, chain: chain)
        ?? TypeFact(type: "", evidence: .guessed, chain: chain)
    }
    let isQualified = name.isDotted
    let type = isQualified ? surfaces.resolve(name)?.name ?? name : "builtins.\(name)"
    return TypeFact(
      type: type, evidence: evidence, chain: chain, rank: rank, elements: isQualified ? [] : elements)
  }

  // MARK: Attributes

  mutating func typeOfAttribute(_ node: NodeID) -> TypeFact? {
    if let symbol = symbol(node) {
      if surfaces.provides(symbol.text) { return value(of: symbol.text, at: node) }
      if let fact = projectValue(at: node) ?? sharedObject(symbol.text, at: node) { return fact }
      if let fact = held(at: node) { return fact }
      if symbol.route == .moduleImport { return nil }
    }
    if movesModels, ownClass(NodeID(node.row + 1)) != nil { return held(at: node) }
    guard let base = type(of: NodeID(node.row + 1)) else { return nil }
    let member = tree.text(NodeID(tree[node].subtreeEnd - 1))
    return typeOfMember(member, of: base, at: node)
  }

  private mutating func typeOfMember(_ member: String, of base: TypeFact, at node: NodeID) -> TypeFact? {
    if let found = surfaces.resolve("\(base.type).\(member)") {
      guard [.property, .value].contains(found.entry.kind), let type = found.entry.type else { return nil }
      let rank = member == "T" || member == "real" || member == "imag" ? base.rank : nil
      let chain = base.chain + [EvidenceStep("\(base.type).\(member)", tree.range(node))]
      return surfaceFact(type, receiver: base, evidence: base.evidence, chain: chain, rank: rank)
    }
    if movesModels, let type = SharedObjects.member(member, of: base.type) {
      return TypeFact(type: type, evidence: base.evidence, chain: base.chain)
    }
    guard let owner = classNode(named: base.type) else { return held(at: node) }
    let fact = attribute(member, ofClass: owner) ?? held(at: node)
    return fact.map { capped($0, .inferred, unless: .annotated) }
  }

  private func capped(_ fact: TypeFact, _ evidence: Evidence, unless kept: Evidence) -> TypeFact {
    fact.evidence == kept ? fact : capped(fact, evidence)
  }

  // MARK: Calls

  mutating func typeOfCall(_ node: NodeID) -> TypeFact? {
    guard let function = tree.child(PythonRole.function.role, of: node) else { return nil }
    if let symbol = symbol(function) {
      if let fact = loaded(by: symbol.text, call: node) { return fact }
      if surfaces.provides(symbol.text) { return result(of: symbol.text, call: node) }
      if let fact = projectResult(of: symbol.text, call: node) { return fact }
      if let fact = heldResult(of: symbol.text, function, call: node) ?? castModel(symbol.text, call: node) {
        return fact
      }
      if symbol.route == .moduleImport || symbol.route == .nameImport { return foreignResult(of: symbol.text, node) }
    }
    switch tree.python(function) {
    case .name: return resultOfName(function, call: node)
    case .attribute: return resultOfMethod(function, call: node)
    default: return nil
    }
  }

  /// What calling a name of a provided library gives.
  private mutating func result(of name: String, call: NodeID) -> TypeFact? {
    guard let found = surfaces.resolve(name) else { return nil }
    let chain = [EvidenceStep(name, tree.range(call))]
    let rank = rank(ofCallTo: name, call)
    switch found.entry.kind {
    case .class: return TypeFact(type: found.name, evidence: .proved, chain: chain, rank: rank)
    case .function, .staticmethod, .method, .property:
      return found.entry.type.flatMap {
        surfaceFact($0, receiver: nil, evidence: .proved, chain: chain, rank: rank)
      }
    case .classmethod:
      let owner = found.name.lastIndex(of: ".").map { String(found.name[..<$0]) } ?? found.name
      let receiver = TypeFact(type: owner, evidence: .proved)
      return found.entry.type.flatMap { surfaceFact($0, receiver: receiver, evidence: .proved, chain: chain) }
    case .value: return found.entry.type == "numpy.ufunc" ? universal(call, chain) : nil
    case .module, .alias: return nil
    }
  }

  /// A universal function gives an array where it is given one.
  private mutating func universal(_ call: NodeID, _ chain: [EvidenceStep]) -> TypeFact? {
    for argument in tree.children(of: call) where tree.pythonRole(argument) == .argumentValues {
      guard let fact = type(of: argument), ArrayTypes.isArray(fact.type) else { continue }
      var result = fact.rank.map { $0 > 0 } ?? false ? fact : capped(fact, .inferred)
      result.chain += chain
      return result
    }
    return nil
  }

  /// A class of a library nobody describes: by the way it is spelled.
  private func foreignResult(of name: String, _ node: NodeID) -> TypeFact? {
    guard name.isDotted else { return nil }
    let last = name.lastDottedPart
    guard let first = last.first, first.isUppercase, last.contains(where: \.isLowercase) else {
      return nil
    }
    return TypeFact(type: name, evidence: .inferred, chain: [EvidenceStep(name, tree.range(node))])
  }

  private mutating func projectResult(of name: String, call: NodeID) -> TypeFact? {
    let project = analysis.context.project
    guard !project.isEmpty else { return nil }
    let resolved = project.resolve(name)
    guard let dot = resolved.lastDot,
      let fact = project.module(resolved[..<dot])?.exports.returns[String(resolved[resolved.index(after: dot)...])]
    else { return nil }
    var result = capped(fact, .inferred, unless: .annotated)
    result.chain = [EvidenceStep(resolved, tree.range(call))]
    return result
  }

  private mutating func resultOfName(_ function: NodeID, call: NodeID) -> TypeFact? {
    let whole = wholeTable()
    let name = whole.table.names.find(tree.bytes, tree[function].start, tree[function].end)
    guard name != NameSet.absent, let found = whole.table.find(name, from: scope(at: function)) else {
      return resultOfBuiltin(function, call: call)
    }
    guard found.bindings.count == 1 else { return nil }
    let binding = whole.table.bindings[Int(found.bindings[0])]
    guard binding.form == .definition else { return nil }
    return result(ofDefinition: parents[binding.node], call: call)
  }

  private mutating func result(ofDefinition definition: NodeID, call: NodeID) -> TypeFact? {
    guard tree.python(definition) != .classDef else {
      let name = className(definition)
      return TypeFact(type: name, evidence: .inferred, chain: [EvidenceStep(name, tree.range(call))])
    }
    return returned(by: definition).map { step($0, "\(functionName(definition))()", tree.range(call)) }
  }

  private func functionName(_ definition: NodeID) -> String {
    tree.child(PythonRole.name.role, of: definition).map(tree.text) ?? "lambda"
  }

  private mutating func resultOfBuiltin(_ function: NodeID, call: NodeID) -> TypeFact? {
    let first = tree.child(PythonRole.argumentValues.role, of: call)
    let name = tree.text(function)
    switch name {
    case "int", "float", "str", "bool", "bytes", "complex", "dict", "range", "bytearray", "object", "open",
      "memoryview":
      return builtin(name == "open" ? "file" : name, call)
    case "len", "ord", "hash", "id": return builtin("int", call)
    case "repr", "input", "chr", "format": return builtin("str", call)
    case "list", "tuple", "set", "frozenset", "sorted":
      let element = first.flatMap { type(of: $0) }?.elements.first
      return builtin(name == "sorted" ? "list" : name, call, elements: element.map { [$0] } ?? [])
    case "isinstance", "hasattr", "callable", "any", "all", "issubclass": return builtin("bool", call)
    default: return nil
    }
  }

  private mutating func resultOfMethod(_ function: NodeID, call: NodeID) -> TypeFact? {
    let member = tree.text(NodeID(tree[function].subtreeEnd - 1))
    if movesModels, let owner = ownClass(NodeID(function.row + 1)), let method = method(member, ofClass: owner) {
      return returned(by: method).map { step($0, "\(className(owner)).\(member)()", tree.range(call)) }
    }
    guard let base = type(of: NodeID(function.row + 1)) else {
      return entry(of: NodeID(function.row + 1), member, call)
    }
    if let found = surfaces.resolve("\(base.type).\(member)") {
      guard found.entry.kind != .property, let type = found.entry.type else { return nil }
      let chain = base.chain + [EvidenceStep(found.name, tree.range(call))]
      let rank = rank(ofMethod: member, of: base, call)
      return surfaceFact(type, receiver: base, evidence: base.evidence, chain: chain, rank: rank)
    }
    if base.type.hasPrefix("builtins.") {
      return resultOfBuiltinMethod(member, base, call) ?? entry(of: NodeID(function.row + 1), member, call)
    }
    if member == "get", let key = tree.child(PythonRole.argumentValues.role, of: call),
      let part = part(of: base, at: key)
    {
      return part
    }
    guard let owner = classNode(named: base.type), let method = method(member, ofClass: owner) else {
      return held(in: "\(base.type).\(member)()", at: call)
    }
    return returned(by: method).map { step($0, "\(base.type).\(member)()", tree.range(call)) }
  }

  private func resultOfBuiltinMethod(_ member: String, _ base: TypeFact, _ call: NodeID) -> TypeFact? {
    switch (base.type, member) {
    case ("builtins.str", "split"), ("builtins.str", "rsplit"), ("builtins.str", "splitlines"):
      return builtin("list", call, elements: [builtin("str", call)])
    case ("builtins.str", "encode"): return builtin("bytes", call)
    case ("builtins.str", "find"), ("builtins.str", "index"), ("builtins.str", "count"): return builtin("int", call)
    case ("builtins.str", _): return builtin("str", call)
    case ("builtins.list", "copy"), ("builtins.set", "copy"), ("builtins.dict", "copy"): return base
    case ("builtins.list", "pop"), ("builtins.dict", "pop"), ("builtins.dict", "get"):
      return base.elements.first.map { capped($0, .inferred) }
    case ("builtins.dict", "values"): return builtin("list", call, elements: base.elements)
    case ("builtins.dict", "items"):
      let value = base.elements.first.map { capped($0, .inferred) } ?? unknown(at: call)
      return builtin("list", call, elements: [builtin("tuple", call, elements: [unknown(at: call), value])])
    default: return nil
    }
  }

  // MARK: Operators and subscripts

  mutating func typeOfOperator(_ node: NodeID) -> TypeFact? {
    let operands = tree.children(of: node).map { type(of: $0) }
    guard operands.count == 2 else { return nil }
    if let array = operands.compactMap({ $0 }).first(where: { ArrayTypes.isArray($0.type) }) {
      return arrayResult(array, operands)
    }
    guard let left = operands[0], let right = operands[1] else { return nil }
    if left.type == "builtins.str" && tree.detail(node) == BinaryOperator.mod.rawValue { return builtin("str", node) }
    guard left.type == right.type else {
      let numbers: Set<String> = ["builtins.int", "builtins.float", "builtins.bool"]
      return numbers.contains(left.type) && numbers.contains(right.type) ? builtin("float", node) : nil
    }
    return left.type.hasPrefix("builtins.") ? capped(left, .inferred) : nil
  }

  /// An array with at least one dimension and a number or another array give an array, surely; with what is not
  /// known, most likely.
  private func arrayResult(_ array: TypeFact, _ operands: [TypeFact?]) -> TypeFact {
    let plain: Set<String> = ["builtins.int", "builtins.float", "builtins.complex", "builtins.bool"]
    let isPlain = operands.allSatisfy { $0.map { ArrayTypes.isArray($0.type) || plain.contains($0.type) } ?? false }
    guard isPlain, let rank = array.rank, rank > 0 else {
      var result = capped(array, .inferred)
      result.rank = nil
      return result
    }
    let ranks = operands.map { operand in operand.map { ArrayTypes.isArray($0.type) ? $0.rank : 0 } ?? nil }
    var result = array
    result.rank = ranks.contains(nil) ? nil : ranks.compactMap { $0 }.max()
    result.evidence = operands.compactMap { $0?.evidence }.min() ?? array.evidence
    return result
  }

  mutating func typeOfUnary(_ node: NodeID) -> TypeFact? {
    if tree.detail(node) == UnaryOperator.not.rawValue { return builtin("bool", node) }
    guard let operand = tree.child(PythonRole.operand.role, of: node), let fact = type(of: operand) else { return nil }
    return ArrayTypes.isArray(fact.type) ? arrayResult(fact, [fact]) : fact
  }

  mutating func typeOfComparison(_ node: NodeID) -> TypeFact? {
    for child in tree.children(of: node) where tree.python(child) == .comparisonOperator {
      guard let kind = ComparisonOperator(rawValue: tree.detail(child)) else { continue }
      if [.is, .isNot, .in, .notIn].contains(kind) { return builtin("bool", node) }
    }
    let operands = tree.children(of: node).filter { tree.python($0) != .comparisonOperator }.map { type(of: $0) }
    if let array = operands.compactMap({ $0 }).first(where: { ArrayTypes.isArray($0.type) }) {
      return arrayResult(array, operands)
    }
    let areBuiltin = operands.allSatisfy { $0?.type.hasPrefix("builtins.") ?? false }
    return areBuiltin ? builtin("bool", node) : nil
  }

  mutating func typeOfSubscription(_ node: NodeID) -> TypeFact? {
    guard let value = tree.child(PythonRole.value.role, of: node),
      let index = tree.child(PythonRole.slice.role, of: node),
      let base = type(of: value)
    else { return held(at: node) }
    if ArrayTypes.isArray(base.type) { return part(ofArray: base, index) }
    if let part = part(of: base, at: index) { return part }
    if let found = surfaces.resolve("\(base.type).__getitem__"), let type = found.entry.type {
      return surfaceFact(type, receiver: base, evidence: min(base.evidence, .inferred), chain: base.chain)
    }
    switch base.type {
    case "builtins.str", "builtins.bytes": return base
    case "builtins.tuple": return item(ofTuple: base, index)
    case "builtins.list", "builtins.dict":
      if tree.python(index) == .slice { return base }
      return held(at: node) ?? base.elements.first.map { capped($0, .inferred) }
    default: return held(at: node)
    }
  }

  private func item(ofTuple base: TypeFact, _ index: NodeID) -> TypeFact? {
    guard tree.python(index) == .number, let at = Int(tree.text(index)), at < base.elements.count,
      !base.elements[at].type.isEmpty
    else { return nil }
    return base.elements[at]
  }

  /// A slice, a mask or a list of indices gives an array; a number may give an array or one value.
  private mutating func part(ofArray base: TypeFact, _ index: NodeID) -> TypeFact? {
    var part = capped(base, .inferred)
    let indices = tree.python(index) == .tuple ? tree.children(of: index).map { $0 } : [index]
    let integers = indices.filter { isInteger($0) }
    if integers.count == indices.count {
      guard let rank = base.rank, rank > indices.count else { return nil }
      part.rank = rank - indices.count
      return part
    }
    let isSliced = indices.allSatisfy { isInteger($0) || tree.python($0) == .slice }
    part.rank = isSliced ? base.rank.map { $0 - integers.count } : nil
    let isArray = indices.contains { keepsArray($0) }
    return isArray ? part : nil
  }

  private func isInteger(_ node: NodeID) -> Bool {
    if tree.python(node) == .unaryOp { return tree.child(PythonRole.operand.role, of: node).map(isInteger) ?? false }
    return tree.python(node) == .number
  }

  private mutating func keepsArray(_ index: NodeID) -> Bool {
    switch tree.python(index) {
    case .slice, .none, .ellipsis, .list, .compare, .string: return true
    default:
      guard let fact = type(of: index) else { return false }
      return ArrayTypes.isArray(fact.type) || fact.type == "builtins.list"
    }
  }
}
