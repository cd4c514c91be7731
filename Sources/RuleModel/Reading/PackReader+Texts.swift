// Reads the texts inside a rule that its language or the condition parser understands.

import Semantics
import SourceModel

extension PackReader {
  /// What a `was` names: a signature, or a whole symbol.
  struct Subject {
    var signature: Signature
    var isWholeSymbol: Bool

    /// The names that `now` may use.
    var parameters: [String] { (signature.hasReceiver ? ["self"] : []) + signature.parameters.map(\.name) }
  }

  /// The signatures of a `was`: one text, or a list of them.
  mutating func readSubjects(_ node: YAMLNode) -> [Subject] {
    if case .sequence = node.content {
      return nodes.items(node, of: "`was`").compactMap { readSubject($0) }
    }
    return readSubject(node).map { [$0] } ?? []
  }

  private mutating func readSubject(_ node: YAMLNode) -> Subject? {
    guard let text = nodes.text(node, of: "was") else { return nil }
    let written = text.trimmedEnd
    // A header of C or C++, which other languages have no name for.
    if written.hasPrefix("<"), written.hasSuffix(">"), let header = language.canonicalName(written),
      language.name == "cpp"
    {
      return Subject(signature: Signature(name: header, parameters: []), isWholeSymbol: true)
    }
    guard written.contains("(") else {
      return qualifiedName(written, at: node).map {
        Subject(signature: Signature(name: $0, parameters: []), isWholeSymbol: true)
      }
    }
    let prefix = "static "
    let shift = written.hasPrefix(prefix) ? prefix.utf8.count : 0
    do {
      let signature = try language.signature(String(written.dropFirst(shift)))
      failOnTwins(signature, at: node)
      return Subject(signature: signature, isWholeSymbol: false)
    } catch {
      nodes.fail(
        .signature, error, remedy: "write it as its documentation does: `module.name(first, second=default)`", in: node,
        shift: shift)
      return nil
    }
  }

  private mutating func failOnTwins(_ signature: Signature, at node: YAMLNode) {
    var seen: Set<String> = []
    for parameter in signature.parameters where !seen.insert(parameter.name).inserted {
      nodes.fail(
        .signature, "two parameters are called `\(parameter.name)`", remedy: "give each a name of its own", at: node)
    }
  }

  /// A piece of the language; `isWritten` where its names end up in the user's code.
  mutating func readPattern(
    _ node: YAMLNode, key: String, variables: [String], isWritten: Bool = true
  ) -> Pattern? {
    guard let text = nodes.text(node, of: key) else { return nil }
    do {
      let pattern = try language.pattern(text.trimmedEnd, variables: Set(variables))
      failOnStrangers(pattern, in: node, variables: variables)
      if isWritten { note(pattern, at: node) }
      return pattern
    } catch {
      nodes.fail(.pattern, error, in: node)
      return nil
    }
  }

  /// A free name is qualified or a builtin; any other would be bound by whatever the user's file has under it.
  private mutating func failOnStrangers(_ pattern: Pattern, in node: YAMLNode, variables: [String]) {
    for (place, name) in pattern.orderedSymbols where QualifiedName.root(of: name) == name {
      guard !language.isBuiltin(name), !handedNames.contains(name) else { continue }
      nodes.fail(
        .parameter, "`\(name)` is neither a parameter nor a builtin nor a qualified name",
        remedy: variables.isEmpty
          ? "write `$\(name)` for a variable, or a qualified name" : remedy(for: name, among: variables),
        at: pattern.tree.range(place).range, of: node)
    }
  }

  private mutating func note(_ pattern: Pattern, at node: YAMLNode) {
    for (place, name) in pattern.orderedSymbols {
      nameUses.append(
        .init(name: name, rule: rules.count, node: node, range: pattern.tree.range(place).range))
    }
  }

  /// A `when` that asks about `parameters` of `what`.
  mutating func readCondition(_ node: YAMLNode, parameters: [String], of what: String) -> Condition? {
    guard let text = nodes.text(node, of: "when") else { return nil }
    do {
      let (read, mentions) = try ConditionParser.parse(text)
      let condition = read.naming { language.canonicalName($0) ?? $0 }
      for mention in mentions where !parameters.contains(mention.name) {
        failUnknown(mention.name, at: mention.range, of: node, parameters: parameters, owner: what)
      }
      return condition
    } catch {
      nodes.fail(.condition, error, remedy: Self.conditionRemedy, in: node)
      return nil
    }
  }

  static let conditionRemedy =
    "ask `ndim(p) == 1`, `type(p) is a.Type`, `given(p)`, `literal(p)` or `p == constant`, joined by `and`, `or`, `not`"

  // MARK: Unknown parameters

  mutating func failUnknown(_ name: String, at node: YAMLNode, parameters: [String], of what: String) {
    nodes.fail(
      .parameter, "`\(name)` is no \(Self.role(in: what)) of \(what)", remedy: remedy(for: name, among: parameters),
      at: node)
  }

  private mutating func failUnknown(
    _ name: String, at range: Range<Int>, of node: YAMLNode, parameters: [String], owner: String
  ) {
    nodes.fail(
      .parameter, "`\(name)` is no \(Self.role(in: owner)) of \(owner)", remedy: remedy(for: name, among: parameters),
      at: range,
      of: node)
  }

  private static func role(in what: String) -> String { what == "`match`" ? "variable" : "parameter" }

  func remedy(for name: String, among parameters: [String]) -> String? {
    if let nearest = Suggestion.nearest(to: name, among: parameters) { return "did you mean `\(nearest)`?" }
    return parameters.isEmpty ? "it has none" : "it has \(Suggestion.list(parameters))"
  }
}

extension String {
  /// Without the blanks and line ends behind it, so that offsets stay.
  var trimmedEnd: String {
    var text = Substring(self)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
