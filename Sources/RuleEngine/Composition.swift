// Makes the rules of several releases into one set, so that one pass over the code does the whole upgrade.

import RuleModel
import Semantics
import SourceModel

/// Rewrites what older rules write by what newer rules say.
struct Composition {
  let language: any Language
  let source: SurfaceSet
  let target: SurfaceSet

  /// The rules, oldest first, each `now` brought up to the newest release.
  func compose(_ rules: [Rule]) -> [Rule] {
    var composed: [Rule] = []
    // What each of those makes of names.
    var changes: [NameChanges] = []
    // What comes after a release is the same for all rules of it.
    var known: [Origin: LaterRules?] = [:]
    // From the newest back: what is composed already is final, so each rule needs one rewriting only.
    for rule in rules.reversed() {
      var rule = rule
      if let release = rule.release {
        let origin = Origin(library: rule.library, release: release)
        let later = known[origin] ?? self.later(than: origin, in: composed, changes)
        known[origin] = .some(later)
        if let later { bringUp(&rule, by: later, in: composed) }
      }
      changes.append(NameChanges(rule, language: language))
      composed.append(rule)
    }
    return composed.reversed()
  }

  private struct Origin: Hashable {
    var library: String
    var release: Release
  }

  private func later(than origin: Origin, in composed: [Rule], _ changes: [NameChanges]) -> LaterRules? {
    // By places: a rule taken out of the list costs more than what is asked of it.
    let places = composed.indices.filter { place in
      composed[place].library == origin.library && composed[place].release.map { $0 > origin.release } ?? false
    }
    return places.isEmpty ? nil : LaterRules(places, changes, language: language)
  }

  private func bringUp(_ rule: inout Rule, by later: LaterRules, in composed: [Rule]) {
    for index in rule.cases.indices {
      switch rule.cases[index].action {
      case .rename(let from, let to):
        let name = later.renamed(to)
        if name != to { rule.cases[index].action = .rename(from: from, to: name) }
      case .replace(let was, let now):
        if let new = rewritten(now, by: later, in: composed, variables: variables(of: was)) {
          rule.cases[index].action = .replace(was: was, now: new)
        }
      case .match(let pattern, let types, let rewrite?):
        if let new = rewritten(rewrite, by: later, in: composed, variables: []) {
          rule.cases[index].action = .match(pattern: pattern, types: types, rewrite: new)
        }
      case .pin, .tell, .strings, .match, .require, .declare, .follow: break
      }
    }
  }

  private func variables(of was: Signature) -> Set<String> {
    Set(was.parameters.map(\.name)).union(was.hasReceiver ? ["self"] : [])
  }

  /// The pattern as the newer rules would rewrite it; nil where they leave it alone.
  private func rewritten(
    _ pattern: Pattern, by later: LaterRules, in composed: [Rule], variables: Set<String>
  ) -> Pattern? {
    guard later.speaks(of: pattern) else { return nil }
    let ruleSet = later.ruleSet(in: composed, source: source, target: target)
    let facts = PatternFacts(pattern: pattern, language: language)
    let found = ruleSet.findings(in: facts)
    let edits = ruleSet.settle(found.findings, accepting: { $0.standing == .rewritten }, in: facts)
    let text = EditedText(bytes: pattern.tree.bytes, edits: edits.flatMap(\.edits)).text(
      in: pattern.tree.range(pattern.root))
    guard text != pattern.tree.text(pattern.root) else { return nil }
    return try? language.pattern(text, variables: variables)
  }
}

/// What one rule makes of names.
private struct NameChanges {
  var renames: [(from: String, to: String)] = []
  /// Names that calls are rewritten of, and what a plain replacement makes of them.
  var replaced: [String] = []
  var plain: [(from: String, to: String)] = []

  init(_ rule: Rule, language: any Language) {
    for alternative in rule.cases {
      switch alternative.action {
      case .rename(let from, let to): renames.append((from, to))
      case .replace(let was, let now):
        replaced.append(was.name)
        let template = Template(now, of: was, language: language)
        if template.isPlainRename(of: was), let symbol = template.bareSymbol ?? template.calleeSymbol {
          plain.append((was.name, symbol))
        }
      default: break
      }
    }
  }
}

/// The rules of all releases after one, newest first, with what they rename.
private final class LaterRules {
  /// Their places in what is composed.
  private let places: [Int]
  private let language: any Language
  private var renames: [String: String] = [:]
  private var replaced: Set<String> = []
  private var plain: [String: String] = [:]
  private var made: RuleSet?

  init(_ places: [Int], _ changes: [NameChanges], language: any Language) {
    self.places = places
    self.language = language
    for place in places {
      for (from, to) in changes[place].renames where renames[from] == nil { renames[from] = to }
      replaced.formUnion(changes[place].replaced)
      for (from, to) in changes[place].plain { plain[from] = to }
    }
  }

  /// A name after a plain replacement, or the longest rename that covers it.
  func renamed(_ name: String) -> String {
    if let symbol = plain[name] { return symbol }
    for beginning in name.dottedBeginnings {
      if let to = renames[beginning] { return to + name.dropFirst(beginning.count) }
    }
    return name
  }

  func speaks(of pattern: Pattern) -> Bool {
    pattern.symbols.values.contains { name in
      replaced.contains(name) || name.dottedBeginnings.contains { renames[$0] != nil }
    }
  }

  func ruleSet(in composed: [Rule], source: SurfaceSet, target: SurfaceSet) -> RuleSet {
    if let made { return made }
    let ruleSet = RuleSet(composed: places.map { composed[$0] }, language: language, source: source, target: target)
    made = ruleSet
    return ruleSet
  }
}

/// A rule's own text as a file: its qualified names are its references, spelled in full.
private struct PatternFacts: FileFacts {
  let pattern: Pattern
  let language: any Language

  var tree: Tree { pattern.tree }
  var exports: ModuleExports { ModuleExports(module: "") }
  var projectImports: [String] { [] }
  var parents: ContiguousArray<NodeID> { pattern.tree.parents() }

  var references: [Reference] {
    let parents = parents
    return pattern.orderedSymbols.filter { $0.name.contains(".") }.map { symbol in
      let parent = parents[symbol.node.index]
      let isCallee = language.callSite(at: parent, in: pattern.tree)?.callee == symbol.node
      return Reference(node: symbol.node, name: symbol.name, use: isCallee ? .call : .load, route: .moduleImport)
    }
  }

  func returns(of functions: Set<String>) -> [String: TypeFact] { [:] }
  func type(of node: NodeID) -> TypeFact? { nil }
  func constant(of node: NodeID) -> Constant? { language.constant(at: node, in: tree) }
  func modelSource(of call: NodeID) -> ModelSource? { nil }

  func settle(_ wishes: [SymbolWish], gone: [NodeID]) -> Settlement {
    Settlement(spellings: wishes.map(\.name), imports: [])
  }
}
