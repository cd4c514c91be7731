// What is known of one Python file.

import Semantics
import SourceModel
import Synchronization

/// The tables beside one file's tree. Names are resolved at once; uses and types are found when they are asked for.
final class PythonFacts: FileFacts {
  let tree: Tree
  let analysis: NameAnalysis
  let resolver: NameResolver?
  let inference: Mutex<TypeInference>
  let parentTable: ParentTable
  private let knownUses = Once<Uses>()
  private let importUses = Once<ImportUses>()
  private let questions = Mutex<Set<String>>([])

  init(_ file: ParsedFile, in context: AnalysisContext) {
    tree = file.tree
    analysis = NameAnalysis(file.tree, in: context)
    let inference = TypeInference(analysis)
    parentTable = inference.parents
    resolver = analysis.walked.map { [analysis] walked in
      NameResolver(analysis, walked.table, importGuards: walked.importGuards, parents: inference.parents)
    }
    self.inference = Mutex(inference)
  }

  var wordLeaves: [(word: NameSet.ID, leaf: NodeID)]? {
    // What was analysed without them tells nothing of them.
    analysis.context.leafWords.isEmpty ? nil : analysis.walked?.wordLeaves
  }

  /// Names that lead to a library come by the file's own imports, or by imports in the example.
  func mayConcern(_ example: EmbeddedSource, words: NameSet) -> Bool {
    let names = analysis.walked?.table.interesting ?? NameSet()
    let takesImports = !analysis.context.project.isEmpty
    let bytes = example.bytes
    let count = UInt32(bytes.count)
    let continues = ByteTables.shared.continuesWord
    var place = example.prelude
    while place < count {
      let start = place
      while place < count, continues[Int(bytes[Int(place)])] { place += 1 }
      if place == start {
        place += 1
        continue
      }
      if names.find(bytes, start, place) != NameSet.absent || words.find(bytes, start, place) != NameSet.absent {
        return true
      }
      if takesImports, Self.importing.find(bytes, start, place) != NameSet.absent { return true }
    }
    return false
  }

  private static let importing: NameSet = ["import"]

  // MARK: Uses

  /// A file that is first read for what it hands on to others is not asked for them.
  private final class Uses: Sendable {
    let resolved: [ResolvedReference]
    let references: [Reference]

    init(_ resolved: [ResolvedReference]) {
      self.resolved = resolved
      references = resolved.map(\.reference)
    }
  }

  var resolved: [ResolvedReference] { uses.resolved }
  var references: [Reference] { uses.references }

  private var uses: Uses { knownUses.value { Uses(collectedUses()) } }

  private func collectedUses() -> [ResolvedReference] {
    guard let walked = analysis.walked, let resolver else { return [] }
    let collected = ReferenceCollector(analysis, walked, resolver)
    var found = collected.found
    let collector = MemberCollector(analysis, walked, taken: found)
    var isInOrder = false
    inference.withLock { inferring in
      found += computedNames(collected.computed, &inferring)
      if inferring.movesModels { _ = inferring.storedPlaces() }
      let members = collector.references(&inferring)
      isInOrder = members.isEmpty && collected.computed.isEmpty && !inferring.movesModels
      found += members
      if inferring.movesModels { found = AnnotatedModels.named(found, &inferring) }
    }
    if !isInOrder { found.sort { $0.reference.node < $1.reference.node } }
    return found
  }

  /// Which of the file's imports are used, found for all of them at once: a file may have any number.
  private final class ImportUses: Sendable {
    /// By the node of what is imported: the number of the import.
    let numbers: [NodeID: Int]
    let isUsed: [Bool]

    init(_ imports: [ImportRecord], _ table: NameTable, _ uses: [ResolvedReference]) {
      numbers = Dictionary(imports.enumerated().map { ($1.nameNode, $0) }, uniquingKeysWith: { first, _ in first })
      var isUsed = [Bool](repeating: false, count: imports.count)
      for use in uses where use.reference.use != .imported {
        for binding in use.bindings where table.bindings[Int(binding)].form == .imported {
          isUsed[Int(table.bindings[Int(binding)].value)] = true
        }
      }
      self.isUsed = isUsed
    }
  }

  func hasUses(importAt node: NodeID) -> Bool? {
    guard let table = resolver?.table else { return nil }
    let imports = analysis.scan.imports
    let uses = importUses.value { ImportUses(imports, table, resolved) }
    guard let number = uses.numbers[node], case let record = imports[number], record.isFrom || record.asNode != nil,
      !record.isStar
    else { return nil }
    return uses.isUsed[number]
  }

  /// Members whose names are strings that stand elsewhere, each string once a name.
  private func computedNames(
    _ computed: [(reference: ResolvedReference, name: NodeID)], _ inferring: inout TypeInference
  ) -> [ResolvedReference] {
    var found: [ResolvedReference] = []
    for (reference, name) in computed {
      for string in inferring.strings(handedTo: name) {
        guard let content = StringText.content(of: string, in: tree) else { continue }
        var resolved = reference
        (resolved.reference.node, resolved.first) = (string, string)
        resolved.reference.name += "." + tree.text(in: content)
        if !tree.isNode(string, within: name) { resolved.reference.guards.insert(.elsewhere) }
        let isKnown = found.contains {
          $0.reference.node == string && $0.reference.name == resolved.reference.name
        }
        if !isKnown { found.append(resolved) }
      }
    }
    return found
  }

  /// Whether an import stands where its failing is provided for.
  func isHandled(importAt index: Int) -> Bool {
    analysis.walked.map { !$0.importGuards[index].isDisjoint(with: [.handledImport, .tested, .version, .reached]) }
      ?? false
  }

  var parents: ContiguousArray<NodeID> { parentTable.all }

  var exports: ModuleExports {
    inference.withLock { ExportCollector(analysis, resolver).exports(&$0) }
  }

  func returns(of functions: Set<String>) -> [String: TypeFact] {
    inference.withLock { ExportCollector(analysis, resolver).returns(of: functions, &$0) }
  }

  var projectImports: [String] {
    analysis.scan.imports.filter { !$0.isProvided || $0.route == .reExport }
      .map { $0.isStar ? $0.written + ".*" : $0.written }
  }

  var importsInQuestion: Set<String>? { questions.withLock { $0 } }

  /// Whether others take the name of an import from this file; that it was asked is kept.
  func isTakenByOthers(_ name: String) -> Bool {
    questions.withLock { _ = $0.insert(name) }
    let taken = analysis.context.takenByOthers
    return taken.contains(name) || taken.contains("*")
  }

  func type(of node: NodeID) -> TypeFact? {
    inference.withLock { $0.type(of: node) }
  }

  func typeName(of node: NodeID) -> (name: String, evidence: Evidence)? {
    TypeInference.plainType(of: node, in: tree).map { ($0, .proved) }
      ?? type(of: node).map { ($0.type, $0.evidence) }
  }

  func constant(of node: NodeID) -> Constant? {
    inference.withLock { $0.constant(of: node) }
  }

  func modelSource(of call: NodeID) -> ModelSource? {
    inference.withLock { $0.modelSource(of: call) }
  }

  func feeds(_ call: NodeID, membersOf type: String) -> Bool? {
    inference.withLock { $0.feeds(call, membersOf: type) }
  }

  func maker(of node: NodeID) -> (call: NodeID, name: String)? {
    inference.withLock { $0.maker(of: node) }
  }

  func settle(_ wishes: [SymbolWish], gone: [NodeID]) -> Settlement {
    var settler = Settler(self)
    return settler.settle(wishes, gone: gone)
  }
}
