// The types of expressions, found when someone asks.

import Semantics
import SourceModel

/// Local type inference over one file: what is asked for is computed once, and nothing is ever guessed as certain.
///
/// What changes this value is never asked for among the arguments of a method that does not: such a call holds on to a copy
/// of the value from before, and the tables of all that is known are then copied to be written to.
struct TypeInference: Sendable {
  let analysis: NameAnalysis
  let parents: ParentTable
  /// Made by the first question: all names of the file, not only those of libraries.
  private(set) var whole: WholeTable?
  private var known = FactTable()
  private var knownBindings = FactTable()
  /// What the file stores in shared places, and its calls; made by the first question, where models move.
  var places: StoredPlaces?
  var calls: CallTable?
  private var depth = 0
  private var tested: NameSet?

  /// Longer chains of evidence are given up; what is asked again and again inside itself ends here too.
  private static let depthLimit = 16

  /// All bindings of a file with a resolver over them. A class, since every question begins by taking it.
  final class WholeTable: Sendable {
    let table: NameTable
    let order: [Int32]
    let resolver: NameResolver
    /// Whether any name is declared without being given a value.
    let hasDeclarations: Bool
    /// By name: whether a binding of it, anywhere, may lead to something that was imported.
    private let leads: ContiguousArray<Bool>

    init(table: NameTable, order: [Int32], resolver: NameResolver) {
      hasDeclarations = table.bindings.contains { $0.form == .declaration }
      self.table = table
      self.order = order
      self.resolver = resolver
      var leads = ContiguousArray(repeating: false, count: table.names.count)
      for binding in table.bindings where !leads[Int(binding.name)] {
        switch binding.form {
        case .imported: leads[Int(binding.name)] = true
        case .assigned, .parameter: leads[Int(binding.name)] = binding.value != 0 && resolver.mayLead(binding.value)
        case .declaration, .deletion, .global, .nonlocal, .definition, .other: break
        }
      }
      self.leads = leads
    }

    /// Whether the name at a node may lead to something that was imported: most lead nowhere, and need not be resolved.
    func mayLead(_ name: NodeID, in tree: Tree) -> Bool {
      let id = table.names.find(tree.bytes, tree[name].start, tree[name].end)
      return id != NameSet.absent && leads[Int(id)]
    }
  }

  init(_ analysis: NameAnalysis) {
    self.analysis = analysis
    parents = ParentTable(analysis.tree)
  }

  /// Forgets the types found so far, where more is known now to find them by.
  mutating func forget() {
    known = FactTable()
    knownBindings = FactTable()
  }

  var tree: Tree { analysis.tree }
  var surfaces: SurfaceSet { analysis.context.surfaces }

  /// The type of an expression's value.
  mutating func type(of node: NodeID) -> TypeFact? {
    if let fact = known[node] { return fact }
    guard depth < TypeInference.depthLimit else { return nil }
    // While a node is being looked at it counts as unknown, so that a loop of definitions ends.
    known.set(node, nil)
    depth += 1
    let fact = infer(node)
    depth -= 1
    known.set(node, fact)
    return fact
  }

  /// What one definition gives, found once; a definition that leads back to itself gives nothing.
  mutating func type(of binding: Binding) -> TypeFact? {
    if let fact = knownBindings[binding.node] { return fact }
    guard depth < TypeInference.depthLimit else { return nil }
    knownBindings.set(binding.node, nil)
    depth += 1
    let fact = infer(binding)
    depth -= 1
    knownBindings.set(binding.node, fact)
    return fact
  }

  /// Whether any `isinstance` of the file tests what a name spells: else nothing narrows it anywhere.
  mutating func isTested(_ name: NodeID) -> Bool {
    if tested == nil { tested = testedNames() }
    // In its place: a copy would take each of the set's tables.
    return (tested?.find(tree.bytes, tree[name].start, tree[name].end) ?? NameSet.absent) != NameSet.absent
  }

  /// What stands first in the calls of `isinstance`, as it is written.
  private func testedNames() -> NameSet {
    guard ByteSearch.contains(tree.bytes, "isinstance") else { return NameSet() }
    var names = NameSet()
    let (name, role) = (PythonKind.name.rawValue, PythonRole.function.role)
    let functions = tree.rows.withUnsafeBufferPointer { rows in
      rows.indices.filter { row in
        rows[row].kind.raw == name && rows[row].role == role && rows[row].end - rows[row].start == 10
      }
    }
    for row in functions {
      // A call's function is its first child.
      guard tree.isText("isinstance", NodeID(row)),
        let argument = tree.child(PythonRole.argumentValues.role, of: NodeID(row - 1))
      else { continue }
      _ = names.insert(tree.bytes, tree[argument].start, tree[argument].end)
    }
    return names
  }

  mutating func wholeTable() -> WholeTable {
    if let whole { return whole }
    let table = wholeNameTable()
    let made = WholeTable(
      table: table, order: table.scopeOrder(),
      resolver: NameResolver(analysis, table, importGuards: [], parents: parents, takesAll: true))
    whole = made
    return made
  }

  private func wholeNameTable() -> NameTable {
    if let table = analysis.walked?.table, table.isWhole { return table }
    return NameTable(
      ScopeWalker(
        tree, imports: analysis.scan.imports, names: NameSet(), tests: GuardTests(), starNames: analysis.starNames,
        extent: .everything))
  }

  /// The scope that evaluates a node.
  mutating func scope(at node: NodeID) -> Int32 {
    let whole = wholeTable()
    return whole.table.scope(at: node.row, order: whole.order)
  }

  /// What a dotted chain means if it begins with something imported, or assigned from that.
  mutating func symbol(_ node: NodeID) -> Resolution? {
    let kind = tree.python(node)
    guard kind == .name || kind == .attribute else { return nil }
    var first = node
    while tree.python(first) == .attribute { first = NodeID(first.row + 1) }
    let whole = wholeTable()
    guard tree.python(first) == .name, whole.mayLead(first, in: tree) else { return nil }
    let scope = scope(at: node)
    guard let found = whole.resolver.resolveChain(node, from: scope), !found.isRebound else { return nil }
    return found
  }

  // MARK: By kind of expression

  private mutating func infer(_ node: NodeID) -> TypeFact? {
    switch tree.python(node) {
    case .number: builtin(numberType(node), node)
    case .string, .joinedString: builtin("str", node)
    case .bytes: builtin("bytes", node)
    case .trueLiteral, .falseLiteral: builtin("bool", node)
    case .none: builtin("NoneType", node)
    case .list, .tuple, .set: display(node)
    case .dict: dictionary(node)
    case .listComprehension, .setComprehension, .generatorExpression, .dictComprehension: comprehension(node)
    case .name: typeOfName(node)
    case .attribute: typeOfAttribute(node)
    case .call: typeOfCall(node)
    case .binaryOp: typeOfOperator(node)
    case .unaryOp: typeOfUnary(node)
    case .compare: typeOfComparison(node)
    case .boolOp: join(tree.children(of: node).map { $0 })
    case .conditional: typeOfConditional(node)
    case .subscription: typeOfSubscription(node)
    case .await, .namedExpression: tree.child(PythonRole.value.role, of: node).flatMap { type(of: $0) }
    case .lambda: builtin("function", node)
    default: nil
    }
  }

  /// The type of what is written out, without a look at what is in it.
  static func plainType(of node: NodeID, in tree: Tree) -> String? {
    switch tree.python(node) {
    case .string, .joinedString: "builtins.str"
    case .bytes: "builtins.bytes"
    case .trueLiteral, .falseLiteral: "builtins.bool"
    case .none: "builtins.NoneType"
    case .list, .listComprehension: "builtins.list"
    case .tuple: "builtins.tuple"
    case .set, .setComprehension: "builtins.set"
    case .dict, .dictComprehension: "builtins.dict"
    case .generatorExpression: "builtins.generator"
    case .lambda: "builtins.function"
    default: nil
    }
  }

  func builtin(_ name: String, _ node: NodeID, elements: [TypeFact] = []) -> TypeFact {
    TypeFact(
      type: "builtins.\(name)", evidence: .proved, chain: [EvidenceStep(name, tree.range(node))], elements: elements)
  }

  private func numberType(_ node: NodeID) -> String {
    switch tree.detail(node) {
    case 0: "int"
    case 1: "float"
    default: "complex"
    }
  }

  private mutating func display(_ node: NodeID) -> TypeFact? {
    let kind = tree.python(node)
    let items = tree.children(of: node).map { $0 }
    if kind == .tuple {
      let facts = items.map { type(of: $0) ?? unknown(at: $0) }
      var fact = builtin("tuple", node, elements: facts)
      fact.rank = rank(ofValue: node)
      return fact
    }
    let element = items.count <= 64 ? joined(items) : joined(Array(items.prefix(8)))
    var fact = builtin(kind == .list ? "list" : "set", node, elements: element.map { [$0] } ?? [])
    if kind == .list { fact.rank = rank(ofValue: node) }
    return fact
  }

  /// The one type that all items of a display have. Long ones are as a rule numbers or strings of one kind, which is
  /// seen without a fact for each.
  private mutating func joined(_ items: [NodeID]) -> TypeFact? {
    guard items.count > 1, let kind = plainKind(items[0]), items.allSatisfy({ plainKind($0) == kind }) else {
      return join(items)
    }
    return type(of: items[0]).map { capped($0, .inferred) }
  }

  /// What literals of one type have in common; nil for all else.
  private func plainKind(_ node: NodeID) -> UInt8? {
    switch tree.python(node) {
    case .number: 1 + min(tree.detail(node), 2)
    case .string: 4
    case .bytes: 5
    case .trueLiteral, .falseLiteral: 6
    default: nil
    }
  }

  /// Stands for an item of a tuple whose type is not known.
  func unknown(at node: NodeID) -> TypeFact {
    TypeFact(type: "", evidence: .guessed, chain: [EvidenceStep("?", tree.range(node))])
  }

  private mutating func dictionary(_ node: NodeID) -> TypeFact? {
    let values = tree.children(of: node).filter { tree.pythonRole($0) == .values }
    let value = join(Array(values.prefix(16)))
    return builtin("dict", node, elements: value.map { [$0] } ?? [])
  }

  private mutating func comprehension(_ node: NodeID) -> TypeFact? {
    let names: [PythonKind: String] = [
      .listComprehension: "list", .setComprehension: "set", .generatorExpression: "generator",
      .dictComprehension: "dict",
    ]
    guard let name = names[tree.python(node)] else { return nil }
    let role = name == "dict" ? PythonRole.value : .element
    let element = tree.child(role.role, of: node).flatMap { type(of: $0) }
    return builtin(name, node, elements: element.map { [capped($0, .inferred)] } ?? [])
  }

  private mutating func typeOfConditional(_ node: NodeID) -> TypeFact? {
    let branches = [PythonRole.body, .orElse].compactMap { tree.child($0.role, of: node) }
    return branches.count == 2 ? join(branches) : nil
  }

  // MARK: Facts

  func capped(_ fact: TypeFact, _ evidence: Evidence) -> TypeFact {
    var fact = fact
    fact.evidence = min(fact.evidence, evidence)
    return fact
  }

  /// The one type that all the expressions have.
  mutating func join(_ nodes: [NodeID]) -> TypeFact? {
    let facts = nodes.map { type(of: $0) }
    return join(facts)
  }

  /// One type for several definitions: inferred where all agree (`None` aside), guessed where some are unknown.
  func join(_ facts: [TypeFact?]) -> TypeFact? {
    let real = facts.filter { $0?.type != "builtins.NoneType" }
    guard let first = real.compactMap({ $0 }).first else { return facts.first ?? nil }
    if real.count == 1, facts.count == 1 { return first }
    guard real.allSatisfy({ $0 == nil || $0?.type == first.type }) else { return nil }
    var joined = capped(first, real.contains { $0 == nil } ? .guessed : .inferred)
    for fact in real.compactMap({ $0 }) {
      if fact.rank != joined.rank { joined.rank = nil }
      joined.evidence = min(joined.evidence, fact.evidence)
    }
    return joined
  }

  func step(_ fact: TypeFact, _ text: String, _ range: ByteRange) -> TypeFact {
    var fact = fact
    fact.chain.append(EvidenceStep(text, range))
    return fact
  }
}
