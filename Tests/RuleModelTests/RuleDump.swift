// Packs as text, for expectations.

import Semantics
import SourceModel

@testable import RuleModel

/// Writes checked values the way a reader of a test can compare them with the YAML above.
enum RuleDump {
  static func text(_ pack: RulePack) -> String {
    var lines = ["\(pack.library)/\(pack.language) \(kind(pack.kind))"]
    if let guide = pack.guide { lines.append("guide: \(guide)") }
    lines += pack.headers.map { "header \($0.from) → \($0.to)" }
    lines += pack.macros.map {
      "macro \($0.name)\($0.parameters.map { "(\($0.joined(separator: ", ")))" } ?? "") → \($0.replacement)"
    }
    for rule in pack.rules { lines += self.lines(rule) }
    lines += pack.examples.map { "example \(example($0))" }
    return lines.joined(separator: "\n")
  }

  static func text(_ library: Library) -> String {
    let systems = library.distributions.sorted { $0.key < $1.key }.map {
      "\($0.key): \($0.value.joined(separator: " "))"
    }
    return "library \(library.name) (\(library.title)), modules \(library.modules.joined(separator: " ")), "
      + "distributions {\(systems.joined(separator: ", "))}, companions \(library.companions.joined(separator: " "))"
  }

  private static func kind(_ kind: RulePack.Kind) -> String {
    switch kind {
    case .release(let release): "release \(release)"
    case .swap(let other): "swap to \(other)"
    }
  }

  private static func lines(_ rule: Rule) -> [String] {
    var head = "\(rule.id): \(rule.grade.rawValue)"
    if let deprecated = rule.deprecated { head += ", deprecated \(deprecated)" }
    if let removed = rule.removed { head += ", removed \(removed)" }
    if let why = rule.why { head += ", why \(quoted(why))" }
    return [head] + rule.cases.map { "  " + self.alternative($0) } + rule.examples.map { "  example \(example($0))" }
  }

  private static func alternative(_ alternative: Rule.Case) -> String {
    var text = action(alternative.action)
    if alternative.isWholeSymbol { text = "whole " + text }
    if let condition = alternative.condition { text += " when \(self.condition(condition))" }
    if let why = alternative.why { text += ", why \(quoted(why))" }
    return text
  }

  private static func action(_ action: Rule.Action) -> String {
    switch action {
    case .rename(let from, let to): "rename \(from) → \(to)"
    case .replace(let was, let now): "replace \(signature(was)) → \(pattern(now))"
    case .pin(let was, let values):
      "pin \(signature(was)) \(values.map { "\($0.parameter): \(pattern($0.value))" }.joined(separator: ", "))"
    case .match(let match, let types, let rewrite):
      "match \(pattern(match))"
        + types.sorted { $0.key < $1.key }.map { " \($0.key) is \($0.value)" }.joined()
        + (rewrite.map { " → \(pattern($0))" } ?? "")
    case .require(let member, let absence): "require \(member)\(absence.map { ", else \($0)" } ?? "")"
    case .tell(let was, _): "tell \(signature(was))"
    case .strings(let api, let parameter): "strings \(api) \(parameter)"
    case .declare(let rule): "declare \(rule)"
    case .follow(let flow):
      "follow \(flow.properties.joined(separator: ", ")) of \(flow.types.sorted().joined(separator: ", ")): "
        + flow.steps.map {
          "\(signature($0.was)) from \($0.from ?? "nothing") to \($0.to)\($0.isEnd ? ", the end" : "")"
        }
        .joined(separator: "; ")
    }
  }

  private static func signature(_ signature: Signature) -> String {
    let parameters = signature.parameters.map { parameter in
      let mark = parameter.passing == .keywordOnly ? "*" : ""
      return mark + parameter.name + (parameter.defaultValue.map { "=\($0)" } ?? "")
    }
    return signature.name + "(" + ((signature.hasReceiver ? ["self"] : []) + parameters).joined(separator: ", ") + ")"
  }

  private static func pattern(_ pattern: Pattern) -> String { quoted(pattern.tree.text(pattern.root)) }

  private static func example(_ example: Example) -> String {
    let given = example.given.map { "given \(quoted($0)) " } ?? ""
    switch example.expectation {
    case .becomes(let after): return given + "\(quoted(example.before)) becomes \(quoted(after))"
    case .unchanged: return given + "\(quoted(example.before)) unchanged"
    case .told: return given + "\(quoted(example.before)) told"
    }
  }

  static func condition(_ condition: Condition) -> String {
    switch condition {
    case .sure(let inner): "sure(\(Self.condition(inner)))"
    case .rank(let name, let comparison, let rank): "ndim(\(name)) \(comparison.rawValue) \(rank)"
    case .type(let name, let type): "type(\(name)) is \(type)"
    case .given(let name): "given(\(name))"
    case .literal(let name): "literal(\(name))"
    case .loads(let type): "loads(\(type))"
    case .feeds(let type): "feeds(\(type))"
    case .takenApart: "apart()"
    case .made(let name, let maker, let type): "made(\(name), \(maker), \(type))"
    case .value(let name, let comparison, let constant): "\(name) \(comparison.rawValue) \(self.constant(constant))"
    case .and(let left, let right): "(\(self.condition(left)) and \(self.condition(right)))"
    case .or(let left, let right): "(\(self.condition(left)) or \(self.condition(right)))"
    case .not(let inner): "not \(self.condition(inner))"
    }
  }

  private static func constant(_ constant: Constant) -> String {
    switch constant {
    case .none: "none"
    case .boolean(let value): "\(value)"
    case .number(let digits): "number \(digits)"
    case .string(let text): "string \(quoted(text))"
    case .symbol(let name): "symbol \(name)"
    }
  }

  private static func quoted(_ text: String) -> String {
    "‹" + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "⏎") + "›"
  }
}
