// What one case of a rule must make of every use: the subject to vary and the text that must come out.

import RuleEngine
import RuleModel
import Semantics
import SourceModel

/// One case of a rule as something that variants can be held against.
struct VariantGoal: Sendable {
  /// The signature replaced, and what takes its place.
  var was: Signature
  var pattern: Pattern
  var subject: UsageSubject
  /// The parameters that the case's condition, or an earlier one's, speaks of.
  var spoken: Set<String>
  /// Values to be written for parameters that were not given.
  var pinned: [String: String] = [:]
  /// Whether the new text takes the same parameters in the same order, so that the name alone may change.
  var isPlain: Bool
  /// The new name, where the text is nothing but a name or a call of one.
  var plainName: String?
  /// Whether a name that is only passed on may go unsaid.
  var isAboutArguments = false

  /// Whether the old name rightly stays in the result.
  var keepsName: Bool {
    let old = was.name
    return pattern.symbols.values.contains { $0 == old || $0.hasPrefix(old + ".") || "\($0).init" == old }
  }

  /// Whether what is written holds statements.
  var hasStatements: Bool { pattern.tree.text(pattern.root).contains(";") }

  /// Whether a member keeps its name, and only takes other arguments.
  var keepsMember: Bool {
    let member = was.name.split(separator: ".").last.map(String.init) ?? ""
    return was.hasReceiver && pattern.tree.text(pattern.root).contains("self.\(member)(")
  }

  /// Parameters that a call may give and the new text has no place for, although no condition speaks of them.
  var lost: [String] {
    let kept = Set(
      pattern.variables.values.compactMap { variable in
        if case .one(let name) = variable { return name }
        return nil
      })
    guard subject.form == .call else { return [] }
    return was.parameters.map(\.name).filter { !kept.contains($0) && !spoken.contains($0) }
  }

  /// The goals of a rule; none for cases that only types decide, that write nothing, or that match shapes.
  static func goals(of rule: Rule, in ruleSet: RuleSet) -> [VariantGoal] {
    // What a handler holds is code of its own, which the examples of such a rule show.
    guard rule.grade != .advise, rule.handler == nil else { return [] }
    return rule.cases.indices.compactMap { index in
      guard let demand = demand(rule, index) else { return nil }
      let spoken = rule.cases[...index].reduce(into: Set<String>()) { $0.formUnion($1.condition?.parameters ?? []) }
      var goal = goal(rule.cases[index], demand, spoken, ruleSet)
      goal?.isAboutArguments = rule.cases[index].isAboutArguments
      return goal
    }
  }

  /// What makes this case the first that holds.
  private static func demand(_ rule: Rule, _ index: Int) -> CallDemand? {
    guard let name = rule.cases[index].signature else { return nil }
    var wishes = rule.cases[index].condition.map { [(condition: $0, isTrue: true)] } ?? []
    for earlier in rule.cases[..<index] where earlier.signature?.name == name.name {
      guard let condition = earlier.condition else { return nil }
      wishes.append((condition, false))
    }
    return CallDemand.meeting(wishes, of: name)
  }

  private static func goal(
    _ alternative: Rule.Case, _ demand: CallDemand, _ spoken: Set<String>, _ ruleSet: RuleSet
  ) -> VariantGoal? {
    let language = ruleSet.language
    switch alternative.action {
    case .rename(let from, let to):
      guard let pattern = try? language.pattern(language.shown(to), variables: []) else { return nil }
      let was = Signature(name: from, parameters: [])
      guard var subject = subject(was, .name(isCallable: true), CallDemand(), ruleSet) else { return nil }
      // Under a star import a builtin of the same name is spelled as before.
      subject.isStarExported = subject.isStarExported && (to.contains(".") || last(from) != to)
      return VariantGoal(was: was, pattern: pattern, subject: subject, spoken: spoken, isPlain: true, plainName: to)
    case .replace(let was, let now):
      // A value at hand is only there where other rules bring it, and uses that are made up take a value.
      guard !language.givesNoValue(now), !now.symbols.values.contains(where: ruleSet.isHanded) else { return nil }
      let macroCalls = now.tree.rows.indices.compactMap { language.callSite(at: NodeID($0), in: now.tree) }
        .filter(\.hasSign)
      // A closure around the argument is code of its own, which examples show.
      guard !macroCalls.contains(where: { $0.arguments.contains(where: \.isTrailing) }) else { return nil }
      let macros = Set(macroCalls.map(\.callee))
      // Where an import brings all of a module, only a surface tells which names it has.
      let isKnown = now.symbols.allSatisfy {
        macros.contains($0.key) || !$0.value.contains(".") || ruleSet.target.resolve($0.value) != nil
      }
      guard isKnown || !language.fixesLabels else { return nil }
      let now = language.effects(in: now).plain
      let form: UsageSubject.Form = alternative.isWholeSymbol ? .name(isCallable: false) : .call
      guard var subject = subject(was, form, demand, ruleSet) else { return nil }
      subject.replacement = now.tree.text(now.root)
      let callee = language.callSite(at: now.root, in: now.tree)?.callee
      let isPlain = alternative.condition == nil && takesTheSame(was, now, language)
      return VariantGoal(
        was: was, pattern: now, subject: subject, spoken: spoken, isPlain: isPlain,
        plainName: now.symbols[now.root] ?? callee.flatMap { now.symbols[$0] })
    case .pin(let was, let values):
      guard let demand = demand.leavingOut(values.map(\.parameter)), let pattern = pinning(was, language),
        var subject = subject(was, .call, demand, ruleSet)
      else { return nil }
      // Without labels a value can be added behind all others only.
      if language.label("value").isEmpty {
        subject.required.formUnion(
          was.parameters.map(\.name).prefix { name in !values.contains { $0.parameter == name } })
      }
      let pinned = values.map { ($0.parameter, $0.value.tree.text($0.value.root)) }
      return VariantGoal(
        was: was, pattern: pattern, subject: subject, spoken: spoken,
        pinned: Dictionary(uniqueKeysWithValues: pinned), isPlain: false)
    case .match, .tell, .strings, .require, .declare, .follow: return nil
    }
  }

  /// The call of the signature itself, every parameter in its place.
  private static func pinning(_ was: Signature, _ language: any Language) -> Pattern? {
    let arguments = was.parameters.map { parameter in
      switch parameter.passing {
      case .positionalOnly: parameter.name
      case .positionalOrKeyword, .keywordOnly: language.label(parameter.name) + parameter.name
      case .variadic: "*" + parameter.name
      case .keywordVariadic: "**" + parameter.name
      }
    }
    let text = "\(language.shown(was.name))(\(arguments.joined(separator: ", ")))"
    return try? language.pattern(text, variables: Set(was.parameters.map(\.name)))
  }

  /// Whether a call of `was` can become `now` by another name alone.
  private static func takesTheSame(_ was: Signature, _ now: Pattern, _ language: any Language) -> Bool {
    if now.symbols[now.root] != nil { return true }
    guard let call = language.callSite(at: now.root, in: now.tree), now.symbols[call.callee] != nil else {
      return false
    }
    let names = (was.hasReceiver ? ["self"] : []) + was.parameters.map(\.name)
    return call.arguments.count == names.count
      && zip(call.arguments, names).allSatisfy { argument, name in
        now.variables[argument.node] == .one(name) && argument.label ?? name == name
      }
  }

  // MARK: Subjects

  private static func subject(
    _ was: Signature, _ form: UsageSubject.Form, _ demand: CallDemand, _ ruleSet: RuleSet
  ) -> UsageSubject? {
    let owner = was.hasReceiver ? parent(of: was.name) : was.name
    guard let owner, let module = module(of: owner, in: ruleSet.source) else { return nil }
    let isExported = parent(of: owner) == module && ruleSet.source.starNames(of: module).contains(last(owner))
    return UsageSubject(
      signature: was, form: form, module: module, isStarExported: isExported, fixed: demand.fixed,
      required: demand.given, omitted: demand.omitted)
  }

  /// The longest beginning of a name that is a module: the surface's word, else up to the first class-like part.
  private static func module(of name: String, in surfaces: SurfaceSet) -> String? {
    var beginning = name
    var unknown: String?
    while let shorter = parent(of: beginning) {
      if let entry = surfaces.resolve(shorter)?.entry {
        if entry.kind == .module { return shorter }
        unknown = nil
      } else if last(shorter).first?.isUppercase ?? false {
        unknown = nil
      } else if unknown == nil {
        unknown = shorter
      }
      beginning = shorter
    }
    return unknown
  }

  private static func parent(of name: String) -> String? { name.lastIndex(of: ".").map { String(name[..<$0]) } }
  private static func last(_ name: String) -> String {
    name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
  }
}

extension Rule.Case {
  /// What the case is about, where it is about one API.
  var signature: Signature? {
    switch action {
    case .replace(let was, _), .pin(let was, _), .tell(let was, _): was
    case .rename(let from, _): Signature(name: from, parameters: [])
    case .match, .strings, .require, .declare, .follow: nil
    }
  }
}
