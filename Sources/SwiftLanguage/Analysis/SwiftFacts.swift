// What is known of one Swift file.

import Semantics
import SourceModel
import Synchronization

/// The tables beside one file's tree. Its scopes are found at once, references and types when they are asked for.
final class SwiftFacts: FileFacts {
  let tree: Tree
  let names: NameLookup
  private let found: Mutex<[Reference]?> = Mutex(nil)
  private let inference: Mutex<TypeInference>

  convenience init(_ file: ParsedFile, in context: AnalysisContext) { self.init(NameLookup(file.tree, context)) }

  /// The facts of a file whose scopes are known, in another context.
  convenience init(_ earlier: SwiftFacts, in context: AnalysisContext) {
    self.init(NameLookup(earlier.names, in: context))
  }

  private init(_ names: NameLookup) {
    tree = names.tree
    self.names = names
    inference = Mutex(TypeInference(names))
  }

  var references: [Reference] {
    found.withLock { found in
      if let found { return found }
      let references = inference.withLock { inference in
        var collector = ReferenceCollector(names, inference)
        inference = collector.collect()
        return collector.references
      }
      found = references
      return references
    }
  }

  var projectNeeds: ProjectNeeds {
    let doubts = inference.withLock { DoubtfulReceivers(names).names(&$0) }
    return ProjectNeeds(libraries: names.libraries.sorted(), names: doubts.sorted())
  }

  func mayMeet(valuesOf type: String) -> Bool { names.seesLibrary(of: type) }

  var exports: ModuleExports { inference.withLock { ExportCollector(names).exports(&$0) } }

  var parents: ContiguousArray<NodeID> { names.table.parents }

  /// No rule asks yet what is in the model files that Swift code loads.
  func modelSource(of call: NodeID) -> ModelSource? { nil }

  /// Everything that a module's functions return is in its exports already.
  func returns(of functions: Set<String>) -> [String: TypeFact] { [:] }

  /// The other files of the module, and the modules of the project that the file imports.
  var projectImports: [String] {
    let others = names.imports.map(\.module).filter { !names.context.surfaces.provides($0) }
    return Set(others + [names.context.module]).filter { !$0.isEmpty }.sorted().map { "\($0).*" }
  }

  func type(of node: NodeID) -> TypeFact? { inference.withLock { $0.valueType(of: node) }?.fact }

  func constant(of node: NodeID) -> Constant? { Expressions.constant(at: node, in: tree) }

  func declarationChanges(under rules: [(number: Int, rule: DeclarationRule)]) -> [DeclarationChange] {
    inference.withLock { inference in
      var reader = DeclarationReader(names, inference, rules)
      return reader.changes()
    }
  }

  func handlerPlan(
    for site: CallSite, handler: Argument, form: HandlerForm, effects: Effects
  ) -> HandlerPlan? {
    var planner = HandlerPlanner(names, site, handler, form, effects)
    return planner.planned()
  }

  func effectPlans(
    for seeds: [EffectSeed], handed: [ByteRange], dissolved: [ByteRange]
  ) -> [EffectPlan] {
    inference.withLock { inference in
      var planner = EffectPlanner(names, inference, handed: handed, dissolved: dissolved)
      return planner.plans(for: seeds)
    }
  }

  func guardPlan(around range: ByteRange, _ condition: VersionGuard) -> GuardPlan {
    GuardPlanner(names.table, condition).plan(around: range)
  }

  func foreignSeeds() -> (calls: [ForeignSeed], obstacles: [String: [String]]) {
    guard !names.context.project.waiting.isEmpty else { return ([], [:]) }
    return inference.withLock { inference in
      var uses = ForeignUses(names, inference)
      uses.collect()
      return (uses.calls, uses.obstacles)
    }
  }

  func isStatement(_ node: NodeID) -> Bool {
    LastPlace(names.table).statement(of: node).map { tree.range($0) == tree.range(node) } ?? false
  }

  func binds(_ name: String, at node: NodeID) -> Bool {
    if case .binding(let binding, _) = names.meaning(of: name, at: node), binding.kind == .value { return true }
    return false
  }

  func settle(_ wishes: [SymbolWish], gone: [NodeID]) -> Settlement {
    Settler(self, wishes: wishes, gone: gone).settlement()
  }
}
