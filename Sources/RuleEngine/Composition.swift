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
    // From the newest back: what is composed already is final, so each rule needs one rewriting only.
    for rule in rules.reversed() {
      composed.append(bringUp(rule, by: composed))
    }
    return composed.reversed()
  }

  private func bringUp(_ rule: Rule, by newer: [Rule]) -> Rule {
    let later = newer.filter { isLater($0, than: rule) }
    guard !later.isEmpty else { return rule }
    var rule = rule
    for index in rule.cases.indices {
      switch rule.cases[index].action {
      case .rename(let from, let to):
        let name = renamed(to, by: later)
        if name != to { rule.cases[index].action = .rename(from: from, to: name) }
      case .replace(let was, let now):
        if let new = rewritten(now, by: later, variables: variables(of: was)) {
          rule.cases[index].action = .replace(was: was, now: new)
        }
      case .match(let pattern, let types, let rewrite?):
        if let new = rewritten(rewrite, by: later, variables: []) {
          rule.cases[index].action = .match(pattern: pattern, types: types, rewrite: new)
        }
      case .pin, .tell, .strings, .match: break
      }
    }
    return rule
  }

  private func isLater(_ other: Rule, than rule: Rule) -> Bool {
    guard other.library == rule.library, let mine = rule.release, let its = other.release else { return false }
    return its > mine
  }

  private func variables(of was: Signature) -> Set<String> {
    Set(was.parameters.map(\.name)).union(was.hasReceiver ? ["self"] : [])
  }

  /// A name after the longest rename that covers it, or a plain replacement.
  private func renamed(_ name: String, by rules: [Rule]) -> String {
    var best: (length: Int, name: String)?
    for rule in rules {
      for alternative in rule.cases {
        switch alternative.action {
        case .rename(let from, let to) where name == from || name.hasPrefix(from + "."):
          if from.utf8.count > best?.length ?? -1 {
            best = (from.utf8.count, to + name.dropFirst(from.count))
          }
        case .replace(let was, let now) where was.name == name:
          let template = Template(now, language: language)
          if template.isPlainRename(of: was), let symbol = template.bareSymbol ?? template.calleeSymbol {
            best = (was.name.utf8.count, symbol)
          }
        default: break
        }
      }
    }
    return best?.name ?? name
  }

  /// The pattern as the newer rules would rewrite it; nil where they leave it alone.
  private func rewritten(_ pattern: Pattern, by rules: [Rule], variables: Set<String>) -> Pattern? {
    guard rules.contains(where: { speaks($0, of: pattern) }) else { return nil }
    let ruleSet = RuleSet(composed: rules, language: language, source: source, target: target)
    let facts = PatternFacts(pattern: pattern, language: language)
    let found = ruleSet.findings(in: facts)
    let edits = ruleSet.settle(found.findings, accepting: { $0.standing == .rewritten }, in: facts)
    let text = EditedText(bytes: pattern.tree.bytes, edits: edits.flatMap(\.edits)).text(in: pattern.tree.range(pattern.root))
    guard text != pattern.tree.text(pattern.root) else { return nil }
    return try? language.pattern(text, variables: variables)
  }

  private func speaks(_ rule: Rule, of pattern: Pattern) -> Bool {
    let names = pattern.symbols.values
    return rule.cases.contains { alternative in
      switch alternative.action {
      case .rename(let from, _): names.contains { $0 == from || $0.hasPrefix(from + ".") }
      case .replace(let was, _): names.contains(was.name)
      default: false
      }
    }
  }
}

/// A rule's own text as a file: its qualified names are its references, spelled in full.
private struct PatternFacts: FileFacts {
  let pattern: Pattern
  let language: any Language

  var tree: Tree { pattern.tree }
  var exports: ModuleExports { ModuleExports(module: "") }
  var projectImports: [String] { [] }

  var references: [Reference] {
    let parents = pattern.tree.parents()
    return pattern.orderedSymbols.filter { $0.name.contains(".") }.map { symbol in
      let parent = parents[symbol.node.index]
      let isCallee = language.callSite(at: parent, in: pattern.tree)?.callee == symbol.node
      return Reference(node: symbol.node, name: symbol.name, use: isCallee ? .call : .load, route: .moduleImport)
    }
  }

  func returns(of functions: Set<String>) -> [String: TypeFact] { [:] }
  func type(of node: NodeID) -> TypeFact? { nil }
  func constant(of node: NodeID) -> Constant? { language.constant(at: node, in: tree) }

  func settle(_ wishes: [SymbolWish], gone: [NodeID]) -> Settlement {
    Settlement(spellings: wishes.map(\.name), imports: [])
  }
}
