// One call that a followed value goes through, bound to a step, and what the step makes of the value.

import RuleModel
import Semantics
import SourceModel

/// A call with what goes into it.
struct FlowScene {
  var call: TracedCall
  var site: CallSite
  var receiver: FlowValue?
  var arguments: [FlowValue?]
  /// Of each argument that tells a property of a value.
  var told: [Told?] = []

  struct Told: Hashable {
    var property: String
    var word: String
  }

  /// Nil where the call does not fit the step's signature.
  func bound(to step: FlowRule.Step, language: any Language, tree: Tree) -> BoundFlowScene? {
    // A constructor is called by the name of what it makes: there the callee is no member.
    let base = step.was.hasReceiver ? language.memberAccess(at: site.callee, in: tree)?.base : nil
    guard case .success(let binding) = Binding.bind(site.arguments, to: step.was, receiver: base) else { return nil }
    return BoundFlowScene(scene: self, binding: binding)
  }
}

struct BoundFlowScene {
  let scene: FlowScene
  let binding: Binding

  private func place(_ parameter: String) -> Int? {
    binding.argument(parameter).flatMap { scene.site.arguments.firstIndex(of: $0) }
  }

  func value(_ parameter: String) -> FlowValue? {
    if parameter == "self" { return scene.receiver }
    return place(parameter).flatMap { scene.arguments.indices.contains($0) ? scene.arguments[$0] : nil }
  }

  func told(_ parameter: String) -> FlowScene.Told? {
    place(parameter).flatMap { scene.told.indices.contains($0) ? scene.told[$0] : nil }
  }

  func traced(_ parameter: String) -> TracedValue? {
    if parameter == "self" { return scene.call.receiver }
    return place(parameter).flatMap { scene.call.arguments.indices.contains($0) ? scene.call.arguments[$0] : nil }
  }
}

/// What a step makes of a value.
struct FlowEffects {
  let following: FlowFollowing
  let step: FlowRule.Step
  let scene: BoundFlowScene

  func applied(to value: FlowValue) -> FlowValue {
    let conditions = ConditionScene(
      facts: following.facts, signature: step.was, binding: scene.binding, call: scene.scene.call.node,
      surfaces: following.ruleSet.source)
    var possible: [FlowRule.Effect] = []
    for effect in step.cases {
      let truth = effect.condition.map { conditions.truth(of: $0) } ?? .yes
      if truth == .no { continue }
      possible.append(effect)
      if truth == .yes { break }
    }
    guard possible.count != 1 || possible[0].condition.map({ conditions.truth(of: $0) }) == .unknown else {
      return apply(possible[0], to: value)
    }
    return possible.isEmpty ? value : undecided(possible, value)
  }

  /// What cannot be decided from the code is as its arguments say, whatever that is.
  private func undecided(_ effects: [FlowRule.Effect], _ value: FlowValue) -> FlowValue {
    var value = value
    let touched = Set(effects.flatMap { Array($0.sets.keys) + Array($0.maps.keys) + Array($0.scales.keys) })
    let asked = Set(effects.compactMap(\.condition).flatMap(\.parameters)).sorted()
    let arguments = asked.compactMap { argument($0) }
    let words = arguments.isEmpty ? "not known" : "as `\(arguments.joined(separator: "`, `"))` says"
    for property in touched {
      let set = Set(effects.map { $0.sets[property] })
      // What comes out alike in every case needs no deciding.
      if set.count == 1, let word = set.first.flatMap({ $0 }), !word.contains("{") {
        value.properties[property] = word
      } else {
        value.properties[property] = words
      }
    }
    for told in asked.compactMap({ scene.told($0) }) { value.properties[told.property] = told.word }
    return value
  }

  private func argument(_ parameter: String) -> String? {
    scene.binding.value(parameter).map { following.plainNames(following.tree.range($0)) }
  }

  private func apply(_ effect: FlowRule.Effect, to old: FlowValue) -> FlowValue {
    var value = old
    value.map(effect.maps)
    for (property, parameters) in effect.scales {
      let numbers = parameters.map { argument($0) ?? step.was.parameter($0)?.defaultValue ?? "1" }
      value.properties[property] = old.properties[property].map {
        FlowRange.scaled($0, by: numbers.first ?? "1", plus: numbers.count > 1 ? numbers[1] : "0")
      }
    }
    for (property, word) in effect.sets { value.properties[property] = filled(word, old) }
    return value
  }

  /// `({range} - {mean})` with what was and what is given in the places of names in braces.
  private func filled(_ word: String, _ value: FlowValue) -> String {
    guard word.contains("{") else { return word }
    var result = ""
    var name: String?
    for character in word {
      switch character {
      case "{": name = ""
      case "}":
        let text = name ?? ""
        result += value.properties[text] ?? argument(text) ?? step.was.parameter(text)?.defaultValue ?? text
        name = nil
      default: if name != nil { name?.append(character) } else { result.append(character) }
      }
    }
    return result
  }
}

extension Condition {
  /// The parameters it asks about.
  var parameters: [String] {
    switch self {
    case .rank(let name, _, _), .type(let name, _), .given(let name), .literal(let name), .made(let name, _, _),
      .value(let name, _, _):
      [name]
    case .and(let left, let right), .or(let left, let right): left.parameters + right.parameters
    case .not(let inner), .sure(let inner): inner.parameters
    case .loads, .feeds, .takenApart: []
    }
  }
}

/// The facts of a file with constants by their newest names, so that code of both releases reads alike.
struct RenamedFacts: FileFacts {
  let base: any FileFacts
  let ruleSet: RuleSet
  /// Flags that say nothing of what is followed.
  var ignored: Set<String> = []

  var tree: Tree { base.tree }
  var parents: ContiguousArray<NodeID> { base.parents }
  var references: [Reference] { base.references }
  var exports: ModuleExports { base.exports }
  var projectImports: [String] { base.projectImports }
  func returns(of functions: Set<String>) -> [String: TypeFact] { base.returns(of: functions) }
  func type(of node: NodeID) -> TypeFact? { base.type(of: node) }
  func modelSource(of call: NodeID) -> ModelSource? { base.modelSource(of: call) }
  func settle(_ wishes: [SymbolWish], gone: [NodeID]) -> Settlement { base.settle(wishes, gone: gone) }

  func constant(of node: NodeID) -> Constant? {
    guard case .symbol(let name)? = base.constant(of: node) else {
      return base.constant(of: node) ?? flag(node)
    }
    return .symbol(ruleSet.newest(name))
  }

  /// The one of several flags that says something.
  private func flag(_ node: NodeID) -> Constant? {
    guard !ignored.isEmpty else { return nil }
    let parts = tree.children(of: node).map { base.constant(of: $0) }
    guard parts.count > 1 else { return nil }
    let telling = parts.filter { part in
      if case .symbol(let name)? = part { return !ignored.contains(ruleSet.newest(name)) }
      return true
    }
    guard telling.count == 1, telling.count < parts.count, let constant = telling[0] else { return nil }
    if case .symbol(let name) = constant { return .symbol(ruleSet.newest(name)) }
    return constant
  }
}

extension RuleSet {
  /// What a rename makes of a name.
  func newest(_ name: String) -> String {
    guard let rule = renames[name], case .rename(_, let to)? = rules[rule].cases.first?.action else { return name }
    return to
  }
}
