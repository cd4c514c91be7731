// What is known of one file: references through the compiler's eyes, types, and how names are spelled.

import Semantics
import SourceModel
import Synchronization

/// The facts of one file.
final class ClangFacts: FileFacts {
  let tree: Tree
  let context: AnalysisContext
  let survey: Survey?
  private let isC: Bool
  let references: [Reference]
  let parents: ContiguousArray<NodeID>
  /// The node that each identifier is, or ends, by where the identifier begins.
  let nodes: [UInt32: NodeID]

  init(_ file: ParsedFile, in context: AnalysisContext) {
    tree = file.tree
    self.context = context
    let surveyed = file.besides as? SurveyedFile
    survey = surveyed?.survey
    isC = surveyed?.isC ?? false
    guard let surveyed else {
      references = []
      nodes = [:]
      parents = file.tree.parents()
      return
    }
    var collector = ReferenceCollector(tree: file.tree, surveyed: surveyed, context: context)
    collector.run()
    references = collector.references
    nodes = collector.nodes
    parents = collector.parents
  }

  var exports: ModuleExports { ModuleExports(module: context.module) }
  var projectImports: [String] { [] }
  func returns(of functions: Set<String>) -> [String: TypeFact] { [:] }

  // MARK: Values

  func type(of node: NodeID) -> TypeFact? {
    guard let name = typeName(of: node), !name.isEmpty else { return nil }
    return TypeFact(type: name, evidence: .proved)
  }

  private func typeName(of node: NodeID) -> String? {
    switch tree.cxx(node) {
    case .name, .qualified, .member: return known(at: node)?.type
    case .call: return survey?.callTypes[tree.range(node)]
    case .number:
      let text = tree.bytes(in: tree.range(node))
      let isHex = text.starts(with: "0x".utf8) || text.starts(with: "0X".utf8)
      return !isHex && text.contains(where: { ".eE".utf8.contains($0) }) ? "builtins.double" : "builtins.int"
    case .string: return "builtins.char"
    default: return nil
    }
  }

  func constant(of node: NodeID) -> Constant? {
    if let constant = CallReader.constant(at: node, in: tree) { return constant }
    switch tree.cxx(node) {
    case .name, .qualified:
      if let name = known(at: node)?.name, !name.isEmpty { return .symbol(name) }
      let place = identifier(of: node)
      if let macro = survey?.macros[place] { return .symbol("::.\(macro.name)") }
      // In code that is not compiled a qualified name of the library is what it says.
      guard tree.cxx(node) == .qualified, survey?.skipped.contains(where: { $0.contains(place) }) == true,
        let written = CxxText.canonicalName(tree.plainText(node)), context.surfaces.resolve(written) != nil
      else { return nil }
      return .symbol(written)
    default: return nil
    }
  }

  /// Where the last identifier of a name or access begins.
  func identifier(of node: NodeID) -> UInt32 {
    tree.child(CxxRole.identifier.role, of: node).map { tree[$0].start } ?? tree[node].start
  }

  func known(at node: NodeID) -> Survey.Name? {
    survey?.names[identifier(of: node)]?.first { $0.isKnown && !($0.name.isEmpty && $0.type.isEmpty) }
  }

  var tracedFunctions: [TracedFunction] { FunctionTracer.functions(of: self) }

  /// Models are loaded by Python's libraries only.
  func modelSource(of call: NodeID) -> ModelSource? { nil }

  /// C has neither namespaces nor the headers that speak of them.
  func obstacle(toWriting names: [String]) -> String? {
    guard isC else { return nil }
    let foreign = names.first { name in
      name.hasPrefix("<")
        ? readable(name.dropFirst().dropLast().split(separator: " ").map(String.init)).isEmpty
        : !name.hasPrefix("::.") && !name.hasPrefix("builtins.") && name.contains(".")
    }
    return foreign.map { "this is C, which has no `\(CxxText.shown($0).filter { !"<>".contains($0) })`" }
  }

  /// The headers that the file's language can read; of headers that several take the place of, C has some.
  func readable(_ headers: [String]) -> [String] { isC ? headers.filter { !$0.hasSuffix(".hpp") } : headers }

  func guardableLines(around range: ByteRange, at node: NodeID) -> GuardableLines {
    StatementLines(tree: tree, survey: survey, parents: parents).lines(around: range, at: node)
  }

  func settle(_ wishes: [SymbolWish], gone: [NodeID]) -> Settlement {
    var settler = ClangSettler(self)
    return settler.settle(wishes, gone: gone)
  }
}
