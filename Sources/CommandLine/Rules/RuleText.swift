// Rules as their authors would write them.

import RuleModel
import Semantics
import SourceModel

extension Rule {
  /// One line that says what the rule does.
  var headline: String { cases.first.map { $0.action.text.joined(separator: " → ") } ?? id }

  /// `removed in 2.4, deprecated in 2.0`.
  var history: String {
    let parts = [deprecated.map { "deprecated in \($0)" }, removed.map { "gone or changed in \($0)" }]
    return parts.compactMap { $0 }.joined(separator: ", ")
  }
}

extension Rule.Action {
  /// What is looked for and, where something is written, what.
  var text: [String] {
    switch self {
    case .rename(let from, let to): [from, to]
    case .replace(let was, let now): [was.text, now.text]
    case .pin(let was, let values):
      [was.text, values.map { "\($0.parameter)=\($0.value.text)" }.joined(separator: ", ") + " written down"]
    case .match(let pattern, _, let rewrite): [pattern.text] + (rewrite.map { [$0.text] } ?? [])
    case .tell(let was, let wholeSymbol): [wholeSymbol ? was.name : was.text]
    case .require(let member, _): [member, "always has a value"]
    case .declare(let rule): rule.text
    case .follow(let flow):
      ["values of \(flow.types.sorted().joined(separator: ", "))", "followed to where they arrive"]
    case .strings(let api, let parameter): ["names in the strings given to \(api) as \(parameter)"]
    }
  }
}

extension DeclarationRule {
  /// What code declares, and what it declares instead.
  fileprivate var text: [String] {
    switch self {
    case .handed(let value) where value.replaces: ["a parameter of \(value.of)", "\(value.name): \(value.type.text)"]
    case .handed(let value): ["a parameter of \(value.of)", "\(value.name): \(value.type.text) behind it"]
    case .result(let result): ["a function that gives \(result.of)", result.becomes.text]
    case .member(let member):
      ["\(member.of).\(member.named)"] + [member.attribute?.text, member.becomes?.text].compactMap { $0 }
    case .type(let type): ["a type that inherits from \(type.of)", "\(type.attribute?.text ?? "") \(type.keyword)"]
    }
  }
}

extension Pattern {
  var text: String { tree.text(root).trimmingSpaces }
}

extension Signature {
  /// As written in a rule.
  var text: String {
    var parts = hasReceiver ? ["self"] : []
    var starred = false
    for (index, parameter) in parameters.enumerated() {
      switch parameter.passing {
      case .variadic: parts.append("*\(parameter.name)")
      case .keywordVariadic: parts.append("**\(parameter.name)")
      case .keywordOnly:
        if !starred && !parameters[..<index].contains(where: { $0.passing == .variadic }) { parts.append("*") }
        parts.append(parameter.text)
      case .positionalOnly, .positionalOrKeyword: parts.append(parameter.text)
      }
      starred = starred || parameter.passing == .keywordOnly
      let isLastPositionalOnly =
        parameter.passing == .positionalOnly
        && (index + 1 == parameters.count || parameters[index + 1].passing != .positionalOnly)
      if isLastPositionalOnly { parts.append("/") }
    }
    return "\(name)(\(parts.joined(separator: ", ")))"
  }
}

extension Parameter {
  fileprivate var text: String { defaultValue.map { "\(name)=\($0)" } ?? name }
}

extension Condition {
  /// As written in a rule.
  var text: String {
    switch self {
    case .rank(let parameter, let comparison, let rank): "ndim(\(parameter)) \(comparison.rawValue) \(rank)"
    case .type(let parameter, let type): "type(\(parameter)) is \(type)"
    case .given(let parameter): "given(\(parameter))"
    case .loads(let type): "loads(\(type))"
    case .feeds(let type): "feeds(\(type))"
    case .takenApart: "apart()"
    case .made(let parameter, let name, let type): "made(\(parameter), \(name), \(type))"
    case .literal(let parameter): "literal(\(parameter))"
    case .value(let parameter, let comparison, let constant): "\(parameter) \(comparison.rawValue) \(constant.text)"
    case .and(let left, let right): "\(left.text) and \(right.text)"
    case .or(let left, let right): "(\(left.text) or \(right.text))"
    case .not(let inner): "not (\(inner.text))"
    case .sure(let inner): "sure(\(inner.text))"
    }
  }
}

extension Constant {
  fileprivate var text: String {
    switch self {
    case .none: "None"
    case .boolean(let value): value ? "True" : "False"
    case .number(let digits): digits
    case .string(let text): "\"\(text)\""
    case .symbol(let name): name
    }
  }
}
