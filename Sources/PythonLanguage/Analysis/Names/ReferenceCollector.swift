// Turns the names that were met into references.

import Semantics
import SourceModel

/// Resolves every recorded use of one file.
struct ReferenceCollector {
  let analysis: NameAnalysis
  let resolver: NameResolver
  let walked: NameAnalysis.Walked
  private(set) var found: [ResolvedReference] = []
  /// References whose member is named by a string that stands elsewhere, each with the expression that gives it.
  private(set) var computed: [(reference: ResolvedReference, name: NodeID)] = []
  /// What names with a single binding mean wherever they stand, by name.
  private var meanings: [Meaning?]
  private var nextNumber: Int32 = 0

  /// A name that means the same in the whole file, with what was met behind it. A class, to be added to in its place.
  private final class Meaning {
    let resolution: Resolution
    /// What stands behind the name in chains, as it is written, and where each chain leads; `plain` is the name alone.
    var suffixes = NameSet()
    var chains: [Chain] = []
    var plain: Chain?

    init(_ resolution: Resolution) { self.resolution = resolution }
  }

  /// Where a chain leads, and the reference that it is, but for where it stands; nil where it leads to no library.
  private final class Chain {
    let resolution: Resolution
    let reference: Reference?

    init(_ resolution: Resolution, _ reference: Reference? = nil) {
      self.resolution = resolution
      self.reference = reference
    }
  }

  private var tree: Tree { analysis.tree }
  private var surfaces: SurfaceSet { analysis.context.surfaces }

  init(_ analysis: NameAnalysis, _ walked: NameAnalysis.Walked, _ resolver: NameResolver) {
    self.analysis = analysis
    self.walked = walked
    self.resolver = resolver
    meanings = Array(repeating: nil, count: walked.table.interesting.count)
    found.reserveCapacity(analysis.scan.imports.count + walked.uses.count)
    addImports()
    for use in walked.uses { add(use) }
    for string in walked.annotationStrings { add(string) }
    found.sort { $0.reference.node < $1.reference.node }
  }

  // MARK: Imports

  private mutating func addImports() {
    for (index, record) in analysis.scan.imports.enumerated() where record.isProvided && record.route != .reExport {
      let reference = Reference(
        node: record.nameNode, name: record.written, use: .imported, route: record.route,
        guards: ReferenceCollector.publicGuards(walked.importGuards[index], isImport: true))
      found.append(
        ResolvedReference(
          reference: reference, first: record.nameNode, bindings: [], scope: 0, importIndex: index))
    }
  }

  static func publicGuards(_ guards: GuardRegion.Guards, isImport: Bool) -> Reference.Guards {
    // Bit by bit: set operations on another room's option set are not specialised, and cost a tenth of the analysis.
    let bits = guards.rawValue
    guard bits != 0 else { return Reference.Guards(rawValue: 0) }
    let handled = isImport ? GuardRegion.Guards.handledImport.rawValue : GuardRegion.Guards.handledUse.rawValue
    var result: UInt16 = 0
    if bits & handled != 0 { result |= Reference.Guards.handled.rawValue }
    if bits & GuardRegion.Guards.tested.rawValue != 0 { result |= Reference.Guards.tested.rawValue }
    if bits & GuardRegion.Guards.version.rawValue != 0 { result |= Reference.Guards.version.rawValue }
    if bits & GuardRegion.Guards.typeChecking.rawValue != 0 { result |= Reference.Guards.typeChecking.rawValue }
    return Reference.Guards(rawValue: result)
  }

  // MARK: Uses

  private mutating func add(_ use: NameUse) {
    let chain = Chains.outermost(from: use.node, tree)
    guard let met = meaning(of: use, in: chain), var reference = met.reference,
      case let meaning = met.resolution, !isOnlyLocal(chain, use, meaning)
    else { return }
    reference.node = chain
    reference.use = self.use(of: chain, isAnnotation: use.isAnnotation)
    reference.guards = Self.union(reference.guards, ReferenceCollector.publicGuards(use.guards, isImport: false))
    found.append(
      ResolvedReference(reference: reference, first: use.node, bindings: meaning.bindings, scope: use.scope))
    guard let string = attributeName(after: chain) else { return }
    reference.node = string.node
    reference.number = Reference.unnumbered
    reference.use = .string
    if string.hasDefault { reference.guards.insert(.tested) }
    var resolved = ResolvedReference(
      reference: reference, first: use.node, bindings: meaning.bindings, scope: use.scope)
    if let content = StringText.content(of: string.node, in: tree) {
      resolved.reference.name += "." + tree.text(in: content)
      found.append(resolved)
    } else {
      computed.append((resolved, string.node))
    }
  }

  private func guards(of place: GuardRegion.Guards, _ meaning: Resolution) -> Reference.Guards {
    Self.union(guards(of: meaning), ReferenceCollector.publicGuards(place, isImport: false))
  }

  /// A name whose import is left alone is left alone with it.
  private func guards(of meaning: Resolution) -> Reference.Guards {
    let guards = ReferenceCollector.publicGuards(meaning.guards, isImport: true)
    return meaning.isRebound ? Self.union(guards, .rebound) : guards
  }

  /// By the bits: see `publicGuards`.
  private static func union(_ left: Reference.Guards, _ right: Reference.Guards) -> Reference.Guards {
    Reference.Guards(rawValue: left.rawValue | right.rawValue)
  }

  /// Whether the place only passes on what a local holds: `limit = np.inf; f(limit)`. Where the local got it is
  /// reported; a local that is called, or through which something is reached, is still a use.
  private func isOnlyLocal(_ chain: NodeID, _ use: NameUse, _ meaning: Resolution) -> Bool {
    guard case .assigned = meaning.route, chain == use.node, tree.detail(chain) == ExpressionContext.load.rawValue,
      tree.pythonRole(chain) != .function, tree.pythonRole(chain) != .decorator
    else { return false }
    return meaning.isRebound || surfaces.resolve(meaning.text)?.entry.kind == .value
  }

  /// What the chain around a use means.
  private mutating func meaning(of use: NameUse, in chain: NodeID) -> Chain? {
    guard let known = meanings[Int(use.name)] ?? settledMeaning(of: use) else {
      guard let meaning = resolver.resolve(use.name, from: use.scope, at: use.node),
        let whole = extended(meaning, from: use.node, to: chain)
      else { return nil }
      return Chain(whole, reference(to: whole, Reference.unnumbered))
    }
    let found: Chain
    if chain == use.node {
      found = known.plain ?? self.chain(known.resolution, from: use.node, to: chain)
      known.plain = found
    } else {
      // What is written the same leads to the same.
      let suffix = known.suffixes.insert(tree.bytes, tree[use.node].end, tree[chain].end)
      if Int(suffix) == known.chains.count {
        known.chains.append(self.chain(known.resolution, from: use.node, to: chain))
      }
      found = known.chains[Int(suffix)]
    }
    return found
  }

  private func reference(to meaning: Resolution, _ number: Int32) -> Reference {
    Reference(
      node: tree.root, name: meaning.text, use: .load, route: meaning.route, guards: guards(of: meaning), number: number
    )
  }

  private mutating func chain(_ meaning: Resolution, from name: NodeID, to chain: NodeID) -> Chain {
    guard let whole = extended(meaning, from: name, to: chain) else { return Chain(meaning) }
    nextNumber += 1
    return Chain(whole, reference(to: whole, nextNumber - 1))
  }

  /// A name's meaning with what its chain adds to it; nil where that is no library's.
  private func extended(_ meaning: Resolution, from name: NodeID, to chain: NodeID) -> Resolution? {
    var extended = meaning
    resolver.appendSuffix(from: chain, to: name, &extended)
    return surfaces.provides(extended.text) || surfaces.provides(meaning.text) ? extended : nil
  }

  /// A name that only the module binds, once, means the same everywhere.
  private mutating func settledMeaning(of use: NameUse) -> Meaning? {
    guard resolver.table.isBoundOnce(use.name),
      let resolution = resolver.resolve(use.name, from: use.scope, at: use.node)
    else { return nil }
    let meaning = Meaning(resolution)
    meanings[Int(use.name)] = meaning
    return meaning
  }

  private func use(of chain: NodeID, isAnnotation: Bool) -> Reference.Use {
    switch tree.detail(chain) {
    case ExpressionContext.store.rawValue: return .store
    case ExpressionContext.delete.rawValue: return .delete
    default: break
    }
    let role = tree.pythonRole(chain)
    if role == .decorator { return .decorator }
    if role == .function, tree.python(NodeID(chain.row - 1)) == .call { return .call }
    return isAnnotation ? .annotation : .load
  }

  /// The second argument of `getattr(chain, "name")`.
  private func attributeName(after chain: NodeID) -> (node: NodeID, hasDefault: Bool)? {
    guard chain.row > 2, tree.pythonRole(chain) == .argumentValues else { return nil }
    let function = NodeID(chain.row - 1)
    let call = NodeID(chain.row - 2)
    guard tree.python(call) == .call, tree.python(function) == .name, tree.isText("getattr", function) else {
      return nil
    }
    let string = tree.afterSubtree(chain)
    guard string.row < tree[call].subtreeEnd else { return nil }
    return (string, tree[string].subtreeEnd < tree[call].subtreeEnd)
  }

  // MARK: Strings in annotations

  /// A forward reference: one dotted chain (`x: "np.float_"`), or several inside a longer text.
  private mutating func add(_ string: AnnotationString) {
    guard let content = StringText.content(of: string.node, in: tree) else { return }
    let file = PythonParser.parseExpression(ContiguousArray(tree.bytes[content.range]))
    guard !file.hasErrors else { return }
    let inner = file.tree
    for row in 0..<UInt32(inner.count) where inner.python(NodeID(row)) == .name {
      let first = NodeID(row)
      let chain = Chains.outermost(from: first, inner)
      guard var meaning = meaning(of: inner.text(first), in: string) else { continue }
      meaning.text += Chains.suffix(from: chain, to: first, inner)
      guard surfaces.provides(meaning.text) else { continue }
      let place = inner.range(chain)
      let isWhole = place == ByteRange(0, UInt32(content.count))
      add(string, meaning, isWhole ? nil : ByteRange(content.start + place.start, content.start + place.end))
    }
  }

  private func meaning(of text: String, in string: AnnotationString) -> Resolution? {
    let name = walked.table.interesting.find(text)
    guard name != NameSet.absent else { return nil }
    return resolver.resolve(name, from: string.scope, at: string.node)
  }

  private mutating func add(_ string: AnnotationString, _ meaning: Resolution, _ part: ByteRange?) {
    let reference = Reference(
      node: string.node, name: meaning.text, use: .string, route: meaning.route,
      guards: guards(of: string.guards, meaning), part: part)
    found.append(
      ResolvedReference(
        reference: reference, first: string.node, bindings: meaning.bindings, scope: string.scope))
  }
}
