// References through the type of a value: `x.ptp()`.

import Semantics
import SourceModel

/// Decides what each access to a member that rules speak of is: an API of a known type, nothing, or not known.
struct MemberCollector {
  let analysis: NameAnalysis
  let walked: NameAnalysis.Walked
  /// The rows of chains that already are references, in source order.
  private let taken: [Range<UInt32>]

  private var tree: Tree { analysis.tree }
  private var surfaces: SurfaceSet { analysis.context.surfaces }

  init(_ analysis: NameAnalysis, _ walked: NameAnalysis.Walked, taken: [ResolvedReference]) {
    self.analysis = analysis
    self.walked = walked
    self.taken =
      walked.memberUses.isEmpty
      ? []
      : taken.filter { $0.reference.node < $0.first }.map { $0.reference.node.row..<$0.first.row }
  }

  func references(_ inference: inout TypeInference) -> [ResolvedReference] {
    var next = 0
    let members = walked.memberUses.compactMap { use -> ResolvedReference? in
      while next < taken.count, taken[next].upperBound <= use.node.row { next += 1 }
      if next < taken.count, taken[next].contains(use.node.row) { return nil }
      if isOfNoConcern(use) { return nil }
      guard let named = name(of: use, &inference) else { return nil }
      let reference = Reference(
        node: use.node, name: named.name, use: self.use(of: use), route: .receiver,
        guards: ReferenceCollector.publicGuards(use.guards, isImport: false), receiver: named.receiver)
      return ResolvedReference(reference: reference, first: use.node, bindings: [], scope: 0)
    }
    let handed = handedModels(&inference)
    return handed.isEmpty ? members : (members + handed).sorted { $0.first < $1.first }
  }

  /// Whether a use gives none of the arguments without which no rule has anything to say of it.
  private func isOfNoConcern(_ use: MemberUse) -> Bool {
    let needs = analysis.context.memberNeeds
    guard use.member != NameSet.absent, Int(use.member) < needs.count, let needs = needs[Int(use.member)] else {
      return false
    }
    guard self.use(of: use) == .call else { return needs.allSatisfy(\.isText) }
    let call = NodeID(use.node.row - 1)
    var position = 0
    for argument in tree.children(of: call) where argument != use.node {
      switch tree.python(argument) {
      case .starred: return false
      case .keyword:
        guard let label = tree.child(PythonRole.name.role, of: argument) else { return false }
        let value = tree.child(PythonRole.value.role, of: argument)
        let isNeeded = needs.contains {
          tree.bytes(in: tree.range(label)).elementsEqual($0.label.utf8)
            && (!$0.isText || value.map(mayHoldText) ?? true)
        }
        if isNeeded { return false }
      default:
        if needs.contains(where: { $0.isText ? mayHoldText(argument) : $0.position == position }) { return false }
        position += 1
      }
    }
    return true
  }

  private func mayHoldText(_ node: NodeID) -> Bool {
    switch tree.python(node) {
    case .string, .list, .tuple, .dict: true
    default: false
    }
  }

  // MARK: Models that are handed on

  /// A model that moves and is given to what another module brings: that would get something else than it knows. The
  /// name of such a use is the model's type and, in parentheses, what takes it.
  private func handedModels(_ inference: inout TypeInference) -> [ResolvedReference] {
    guard analysis.context.movesModels else { return [] }
    var found: [ResolvedReference] = []
    for row in tree.rows.indices {
      let node = NodeID(row)
      guard [.name, .attribute, .subscription, .call].contains(tree.python(node)),
        let taker = taker(of: node, &inference), let fact = inference.type(of: node),
        analysis.context.models.model(ofType: fact.type) != nil
      else { continue }
      if taker == Self.unclear, inference.bundle(fact) == nil { continue }
      let reference = Reference(
        node: node, name: "\(fact.type).(\(taker))", use: .load, route: .receiver, receiver: fact)
      found.append(ResolvedReference(reference: reference, first: node, bindings: [], scope: 0))
    }
    return found
  }

  /// Stands for what a file of several values is used as, other than for the values by their names.
  private static let unclear = "code that takes it as a whole"

  /// What a value is handed to; nil for nothing that matters.
  private func taker(of node: NodeID, _ inference: inout TypeInference) -> String? {
    if let call = callTaking(node, inference.parents) {
      guard let function = tree.child(PythonRole.function.role, of: call) else { return nil }
      return taker(function, &inference)
    }
    guard node.row > 0, tree.detail(node) == ExpressionContext.load.rawValue || tree.python(node) == .call else {
      return nil
    }
    let parent = inference.parents[node]
    switch tree.python(parent) {
    case .assign, .annAssign, .namedExpression, .returnStatement, .attribute, .compare, .expressionStatement: return nil
    case .subscription:
      guard tree.child(PythonRole.value.role, of: parent) == node,
        let index = tree.child(PythonRole.slice.role, of: parent), inference.partKey(index) != nil
      else { return Self.unclear }
      return nil
    default: return Self.unclear
    }
  }

  /// The call that has a node as an argument.
  private func callTaking(_ node: NodeID, _ parents: ParentTable) -> NodeID? {
    var argument = node
    if node.row > 0, tree.python(parents[node]) == .keyword { argument = parents[node] }
    guard [.argumentValues, .keywords].contains(tree.pythonRole(argument)) else { return nil }
    let call = parents[argument]
    return tree.python(call) == .call ? call : nil
  }

  /// What a function from elsewhere is called; nil for one of this file, where uses of its parameter tell, and for logs.
  private func taker(_ function: NodeID, _ inference: inout TypeInference) -> String? {
    guard let symbol = inference.symbol(function) else {
      let text = tree.text(function)
      if tree.python(function) == .attribute { return methodTaker(function, text, &inference) }
      return Self.asking.contains(text) ? text : nil
    }
    if symbol.text.hasPrefix("logging.") || symbol.text == "typing.cast" || isFollowed(symbol.text) { return nil }
    return symbol.text
  }

  /// Whether a function of another module is known, so that uses of its parameter tell.
  private func isFollowed(_ name: String) -> Bool {
    analysis.context.project.flow.followed.contains(analysis.context.project.resolve(name))
  }

  /// A method of a class of this file shows what it does with a model; containers and logs do nothing with it.
  private func methodTaker(_ function: NodeID, _ text: String, _ inference: inout TypeInference) -> String? {
    let base = NodeID(function.row + 1)
    if inference.ownClass(base) != nil { return nil }
    guard let fact = inference.type(of: base), !fact.type.isEmpty else {
      return Self.keeping.contains(tree.text(NodeID(tree[function].subtreeEnd - 1))) ? nil : text
    }
    guard !fact.type.hasPrefix("builtins."), inference.classNode(named: fact.type) == nil else { return nil }
    let name = "\(fact.type).\(tree.text(NodeID(tree[function].subtreeEnd - 1)))"
    return isFollowed(name) ? nil : name
  }

  /// Methods that only keep or tell what they are given.
  private static let keeping: Set<String> = [
    "append", "add", "put", "update", "setdefault", "insert", "debug", "info", "warning", "error", "exception",
    "critical", "log", "bind", "write",
  ]

  /// Builtins that look into what they are given.
  private static let asking: Set<String> = ["isinstance", "getattr", "hasattr", "setattr", "vars", "issubclass"]

  private func use(of use: MemberUse) -> Reference.Use {
    switch tree.detail(use.node) {
    case ExpressionContext.store.rawValue: return .store
    case ExpressionContext.delete.rawValue: return .delete
    default: break
    }
    let isCalled = tree.pythonRole(use.node) == .function && tree.python(NodeID(use.node.row - 1)) == .call
    return isCalled ? .call : .load
  }

  /// What the access means; nil where it is known to be something else.
  private func name(of use: MemberUse, _ inference: inout TypeInference) -> (name: String, receiver: TypeFact?)? {
    let base = NodeID(use.node.row + 1)
    guard use.member != NameSet.absent else { return strangeName(of: use, base, &inference) }
    let member = walked.memberNames.name(use.member)
    if isModule(base, &inference) || isOwnMethod(member, of: base, &inference) { return nil }
    guard let fact = inference.type(of: base), !fact.type.isEmpty else {
      // What code makes itself is no model that it loads.
      if inference.movesModels, inference.given(by: base) == .other { return nil }
      return ("?.\(member)", guess(base, member))
    }
    guard let known = self.member(member, of: fact, &inference, depth: 0) else { return nil }
    return fact.evidence == .guessed ? ("?.\(member)", fact) : (known, fact)
  }

  /// `Service.predict(…)`, where `Service` is a class of the project that says itself what `predict` is.
  private func isOwnMethod(_ member: String, of base: NodeID, _ inference: inout TypeInference) -> Bool {
    guard inference.movesModels else { return false }
    if let owner = inference.ownClass(base) { return inference.method(member, ofClass: owner) != nil }
    guard let symbol = inference.symbol(base), !surfaces.provides(symbol.text) else { return false }
    let name = analysis.context.project.resolve(symbol.text)
    return analysis.context.project.fact(of: name)?.type == name
  }

  /// A member that no rule speaks of counts on a model that moves: what takes its place has no such member.
  private func strangeName(
    of use: MemberUse, _ base: NodeID, _ inference: inout TypeInference
  ) -> (name: String, receiver: TypeFact?)? {
    guard let fact = inference.type(of: base), analysis.context.models.model(ofType: fact.type) != nil else {
      return nil
    }
    let member = tree.text(NodeID(tree[use.node].subtreeEnd - 1))
    // What several values become is what they were: a dictionary stays one.
    if inference.bundle(fact) != nil, ["get", "keys"].contains(member) { return nil }
    return ("\(fact.type).\(member)", fact)
  }

  /// The member's qualified name under the class that declares it.
  private func member(_ member: String, of fact: TypeFact, _ inference: inout TypeInference, depth: Int) -> String? {
    let name = "\(fact.type).\(member)"
    if surfaces.provides(fact.type) {
      // A surface need not know all that an object gets when it is made: a rule may.
      return surfaces.resolve(name)?.name ?? name
    }
    guard depth < 8, let owner = inference.classNode(named: fact.type) else {
      return fact.elements.lazy.compactMap { inherited(member, $0) }.first
    }
    if inference.method(member, ofClass: owner) != nil { return nil }
    for base in inference.bases(ofClass: owner) {
      let found = self.member(member, of: TypeFact(type: base, evidence: .inferred), &inference, depth: depth + 1)
      if let found { return found }
    }
    return nil
  }

  /// A class of another file carries its bases as elements.
  private func inherited(_ member: String, _ base: TypeFact) -> String? {
    guard surfaces.provides(base.type) else { return nil }
    return surfaces.resolve("\(base.type).\(member)")?.name
  }

  /// Whether the base of the access is an imported module or something inside one.
  private func isModule(_ base: NodeID, _ inference: inout TypeInference) -> Bool {
    guard let symbol = inference.symbol(base) else { return false }
    if surfaces.provides(symbol.text) {
      guard let found = surfaces.resolve(symbol.text) else { return true }
      return found.entry.kind != .value
    }
    return symbol.route == .moduleImport
  }

  /// A guess from the name alone: `arr`, `image_array`.
  private func guess(_ base: NodeID, _ member: String) -> TypeFact? {
    guard tree.python(base) == .name || tree.python(base) == .attribute,
      surfaces.resolve("\(ArrayTypes.array).\(member)") != nil
    else { return nil }
    let last = tree.python(base) == .name ? base : NodeID(tree[base].subtreeEnd - 1)
    let words = tree.text(last).lowercased().split(separator: "_").map(String.init)
    guard words.contains(where: { MemberCollector.arrayWords.contains($0) }) else { return nil }
    return TypeFact(
      type: ArrayTypes.array, evidence: .guessed,
      chain: [EvidenceStep("named \(tree.text(last))", tree.range(last))])
  }

  private static let arrayWords: Set<String> = [
    "arr", "array", "arrays", "ndarray", "mat", "matrix", "vec", "vector", "img", "image", "mask", "x", "y", "data",
    "features", "weights", "values", "scores", "coords", "points", "signal",
  ]
}
