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
  /// What names with a single binding mean, wherever they stand.
  private var meanings: [NameSet.ID: Resolution] = [:]

  private var tree: Tree { analysis.tree }
  private var surfaces: SurfaceSet { analysis.context.surfaces }

  init(_ analysis: NameAnalysis, _ walked: NameAnalysis.Walked, _ resolver: NameResolver) {
    self.analysis = analysis
    self.walked = walked
    self.resolver = resolver
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
    guard var meaning = meaning(of: use) else { return }
    let chain = Chains.outermost(from: use.node, tree)
    let isKnown = meaning.isProvided
    resolver.appendSuffix(from: chain, to: use.node, &meaning)
    guard isKnown || surfaces.provides(meaning.text), !isOnlyLocal(chain, use, meaning) else { return }
    var reference = Reference(
      node: chain, name: meaning.text, use: self.use(of: chain, isAnnotation: use.isAnnotation), route: meaning.route,
      guards: guards(of: use.guards, meaning))
    found.append(
      ResolvedReference(reference: reference, first: use.node, bindings: meaning.bindings, scope: use.scope))
    guard let string = attributeName(after: chain) else { return }
    reference.node = string.node
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
    // A name whose import is left alone is left alone with it.
    var bits = ReferenceCollector.publicGuards(place, isImport: false).rawValue
    bits |= ReferenceCollector.publicGuards(meaning.guards, isImport: true).rawValue
    if meaning.isRebound { bits |= Reference.Guards.rebound.rawValue }
    return Reference.Guards(rawValue: bits)
  }

  /// Whether the place only passes on what a local holds: `limit = np.inf; f(limit)`. Where the local got it is
  /// reported; a local that is called, or through which something is reached, is still a use.
  private func isOnlyLocal(_ chain: NodeID, _ use: NameUse, _ meaning: Resolution) -> Bool {
    guard meaning.route == .assigned, chain == use.node, tree.detail(chain) == ExpressionContext.load.rawValue,
      tree.pythonRole(chain) != .function, tree.pythonRole(chain) != .decorator
    else { return false }
    return meaning.isRebound || surfaces.resolve(meaning.text)?.entry.kind == .value
  }

  /// A name that only the module binds, once, means the same everywhere.
  private mutating func meaning(of use: NameUse) -> Resolution? {
    if let known = meanings[use.name] { return known }
    guard var meaning = resolver.resolve(use.name, from: use.scope, at: use.node) else { return nil }
    meaning.isProvided = surfaces.provides(meaning.text)
    if resolver.table.isBoundOnce(use.name) { meanings[use.name] = meaning }
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
    guard tree.python(call) == .call, tree.python(function) == .name, tree.text(function) == "getattr" else {
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
