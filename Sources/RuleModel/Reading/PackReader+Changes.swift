// Reads an item of `changes`: what it is about, and what it does.

import Semantics
import SourceModel

extension PackReader {
  static let changeKeys = [
    "id", "was", "now", "pin", "match", "where", "rewrite", "when", "cases", "strings", "deprecated", "removed",
    "grade", "why", "header", "handler", "examples",
  ]
  /// What can stand in a case instead of in the change.
  static let outcomeKeys = ["now", "pin", "rewrite"]
  static let caseKeys = ["when", "was"] + outcomeKeys + ["why"]

  mutating func readChange(_ item: YAMLNode) {
    guard let fields = nodes.fields(item, of: "a change", known: Self.changeKeys) else { return }
    let id = readID(fields)
    guard isAboutOneThing(fields) else { return }
    let cases = readCases(fields)
    var (deprecated, removed) = releases(fields)
    if fields["strings"] != nil, fields["removed"] == nil { removed = nil }
    var rule = Rule(
      id: id ?? "", library: library, release: release, deprecated: deprecated, removed: removed, cases: cases,
      grade: readGrade(fields, cases), why: fields["why"].flatMap { nodes.text($0, of: "why") },
      examples: fields["examples"].map { readExamples($0) } ?? [],
      place: nodes.document.place(at: (fields["id"] ?? item).start))
    rule.header = readHeader(fields)
    rule.handler = readHandler(fields, cases)
    if id != nil { add(rule, at: fields["id"] ?? item) }
  }

  private mutating func readHeader(_ fields: Fields) -> String? {
    guard let node = fields["header"] else { return nil }
    failUnlessC("header", at: fields.key("header"))
    return nodes.text(node, of: "header")
  }

  /// `handler: {completionHandler: result}`.
  private mutating func readHandler(_ fields: Fields, _ cases: [Rule.Case]) -> CompletionHandler? {
    guard let node = fields["handler"] else { return nil }
    guard let (name, pair) = nodes.pairs(node, of: "`handler`").first else { return nil }
    let signatures = cases.compactMap { one -> Signature? in
      if case .replace(let was, _) = one.action { was } else { nil }
    }
    guard signatures.count == cases.count, signatures.allSatisfy({ $0.parameter(name) != nil }) else {
      failUnknown(
        name, at: pair.key, parameters: signatures.first?.parameters.map(\.name) ?? [], of: "`was`")
      return nil
    }
    guard let word = nodes.text(pair.value, of: "handler"), let form = HandlerForm(rawValue: word) else {
      nodes.fail(
        .parameter, "a completion handler is not known by this word",
        remedy: "write " + HandlerForm.allCases.map { "`\($0.rawValue)`" }.joined(separator: ", "), at: pair.value)
      return nil
    }
    for one in cases {
      guard case .replace(_, let now) = one.action,
        form.tellsFailure != language.effects(in: now).effects.contains(.fails)
      else { continue }
      nodes.fail(
        .parameter,
        form.tellsFailure
          ? "the handler is told of failures, and `now` does not fail"
          : "`now` fails, and the handler is told of no failure",
        remedy: "begin `now` with `\(form.tellsFailure ? "try await" : "await")`", at: pair.value)
      return nil
    }
    return CompletionHandler(parameter: name, form: form)
  }

  private mutating func readID(_ fields: Fields) -> String? {
    guard let node = fields["id"] else {
      nodes.failMissing(
        ["id"], "a change has an `id`", remedy: "write `id:` with a short name that says what changed",
        at: fields.node, in: fields)
      return nil
    }
    guard let id = nodes.text(node, of: "id") else { return nil }
    let isWord = id.utf8.allSatisfy {
      QualifiedName.isLetter($0) || QualifiedName.isDigit($0) || $0 == 0x2D || $0 == 0x2E
    }
    if !isWord {
      nodes.fail(
        .name, "`\(id)` is no id", remedy: "write letters, digits and `-`, as in `copy-default`", at: node)
    }
    return isWord ? id : nil
  }

  /// Whether a change has exactly one of `was`, `match` and `strings`, and what goes with it.
  private mutating func isAboutOneThing(_ fields: Fields) -> Bool {
    let subjects = fields.present(["was", "match", "strings"])
    if subjects.count > 1, let key = fields.key(subjects[1]) {
      nodes.fail(
        .conflictingKeys, "a change has `\(subjects[0])` or `\(subjects[1])`, not both",
        remedy: "make two changes of it",
        at: key)
      return false
    }
    guard let subject = subjects.first else {
      if hasWasInCases(fields) { return true }
      nodes.failMissing(
        ["was", "match", "strings"], "a change says what it is about",
        remedy: "write `was:` with a signature, or `match:` with a pattern", at: fields["id"] ?? fields.node,
        in: fields)
      return false
    }
    let misplaced: [String: [String]] = [
      "was": ["where", "rewrite"], "match": ["now", "pin"],
      "strings": ["where", "rewrite", "now", "pin", "when", "cases"],
    ]
    return failOnMisplaced(fields.present(misplaced[subject] ?? []), beside: subject, in: fields)
  }

  private mutating func failOnMisplaced(_ keys: [String], beside subject: String, in fields: Fields) -> Bool {
    guard let name = keys.first, let key = fields.key(name) else { return true }
    let partners = ["rewrite": "now", "now": "rewrite", "pin": "rewrite"]
    nodes.fail(
      .conflictingKeys, "`\(name)` does not go with `\(subject)`",
      remedy: partners[name].map { "with `\(subject)` write `\($0)`" } ?? "delete `\(name)`", at: key)
    return false
  }

  private func hasWasInCases(_ fields: Fields) -> Bool {
    guard case .sequence(let items)? = fields["cases"]?.content, !items.isEmpty else { return false }
    return items.allSatisfy { item in
      guard case .mapping(let pairs) = item.content else { return false }
      return pairs.contains { $0.key.scalar == "was" }
    }
  }

  /// The grade written; else safe where there is something to write, and advise where there is not.
  private mutating func readGrade(_ fields: Fields, _ cases: [Rule.Case]) -> Grade {
    let isWriting = cases.contains { $0.action.writes } || fields["header"] != nil
    guard let node = fields["grade"] else { return isWriting ? .safe : .advise }
    let grade = nodes.grade(node)
    if grade == .safe, !isWriting, !cases.isEmpty {
      nodes.fail(
        .grade, "nothing here can be applied, so it cannot be safe",
        remedy: "write `grade: advise`, or say what to write with `now`, `pin` or `rewrite`", at: node)
    }
    return grade ?? .advise
  }

  // MARK: Cases

  private mutating func readCases(_ fields: Fields) -> [Rule.Case] {
    if let strings = fields["strings"] { return stringCases(strings) }
    guard let node = fields["cases"] else { return readCase(fields, in: fields) }
    if let name = fields.present(Self.outcomeKeys).first, let key = fields.key(name) {
      nodes.fail(
        .conflictingKeys, "`\(name)` stands beside `cases`", remedy: "move it into a case of its own, the last one",
        at: key)
    }
    var cases: [Rule.Case] = []
    for item in nodes.items(node, of: "`cases`") {
      guard let own = nodes.fields(item, of: "a case", known: Self.caseKeys) else { continue }
      cases += readCase(own, in: fields)
    }
    failOnUnreachable(node)
    return cases
  }

  /// A case without a condition takes everything, so that those after it are never reached.
  private mutating func failOnUnreachable(_ node: YAMLNode) {
    guard case .sequence(let items) = node.content else { return }
    for item in items.dropLast() {
      guard case .mapping(let pairs) = item.content else { continue }
      let keys = pairs.compactMap(\.key.scalar)
      if !keys.contains("when"), !keys.contains("was") {
        nodes.fail(
          .condition, "this case always holds, so those after it are never reached",
          remedy: "give it a `when`, or make it the last", at: item)
      }
    }
  }

  /// The alternatives of one case: one for each signature it is about. `own` and `whole` are the same without `cases`.
  private mutating func readCase(_ own: Fields, in whole: Fields) -> [Rule.Case] {
    let isNested = own.node.start != whole.node.start
    let why = isNested ? own["why"].flatMap { nodes.text($0, of: "why") } : nil
    if isNested, let key = own.key("was"), whole["was"] != nil {
      nodes.fail(
        .conflictingKeys, "`was` is written in the change and in this case", remedy: "keep one of the two", at: key)
      return []
    }
    if let match = whole["match"] { return readShape(match, own, in: whole, why: why).map { [$0] } ?? [] }
    guard let was = own["was"] ?? whole["was"] else { return [] }
    return readSubjects(was).compactMap { subject in
      guard let action = readAction(subject, own) else { return nil }
      let condition = readConditions(own, whole, asking: subject.parameters, of: "`was`")
      return Rule.Case(
        condition: condition, action: action, isWholeSymbol: subject.isWholeSymbol, why: why)
    }
  }

  /// The conditions of a change and of one of its cases, together.
  private mutating func readConditions(
    _ own: Fields, _ whole: Fields, asking parameters: [String], of what: String
  ) -> Condition? {
    let outer = whole["when"].flatMap { readCondition($0, parameters: parameters, of: what) }
    guard own.node.start != whole.node.start else { return outer }
    let inner = own["when"].flatMap { readCondition($0, parameters: parameters, of: what) }
    if let outer, let inner { return .and(outer, inner) }
    return outer ?? inner
  }

  // MARK: Signatures

  private mutating func readAction(_ subject: Subject, _ fields: Fields) -> Rule.Action? {
    if fields["now"] != nil, let key = fields.key("pin") {
      nodes.fail(
        .conflictingKeys, "`pin` does not go with `now`", remedy: "write the old default into `now`", at: key)
      return nil
    }
    if let now = fields["now"] {
      return readPattern(now, key: "now", variables: subject.parameters).map {
        .replace(was: subject.signature, now: $0)
      }
    }
    if let pin = fields["pin"] { return readPin(pin, subject) }
    return .tell(was: subject.signature, wholeSymbol: subject.isWholeSymbol)
  }

  private mutating func readPin(_ node: YAMLNode, _ subject: Subject) -> Rule.Action? {
    var values: [Rule.PinnedValue] = []
    for (name, pair) in nodes.pairs(node, of: "`pin`") {
      guard let parameter = subject.signature.parameter(name) else {
        failUnknown(name, at: pair.key, parameters: subject.signature.parameters.map(\.name), of: "`was`")
        continue
      }
      guard parameter.defaultValue != nil else {
        nodes.fail(
          .parameter, "`\(name)` has no default in `was`, so there is nothing to pin",
          remedy: "write the default into `was`: `\(name)=…`", at: pair.key)
        continue
      }
      if let value = readPattern(pair.value, key: name, variables: subject.parameters) {
        values.append(Rule.PinnedValue(parameter: name, value: value))
      }
    }
    return .pin(was: subject.signature, values: values)
  }

  // MARK: Shapes

  private mutating func readShape(_ node: YAMLNode, _ own: Fields, in whole: Fields, why: String?) -> Rule.Case? {
    guard let pattern = readPattern(node, key: "match", variables: [], isWritten: false) else { return nil }
    let variables = pattern.variableNames
    let types = readTypes(whole["where"], variables: variables)
    let condition = readConditions(own, whole, asking: variables, of: "`match`")
    guard let node = own["rewrite"] else {
      return Rule.Case(
        condition: condition, action: .match(pattern: pattern, types: types, rewrite: nil), why: why)
    }
    // Written as nothing, statements go.
    let nothing = node.scalar == "" ? try? language.pattern("", variables: []) : nil
    guard let rewrite = nothing ?? readPattern(node, key: "rewrite", variables: []) else { return nil }
    failOnStrangers(rewrite, in: node, matching: variables)
    return Rule.Case(
      condition: condition, action: .match(pattern: pattern, types: types, rewrite: rewrite), why: why)
  }

  private mutating func readTypes(_ node: YAMLNode?, variables: [String]) -> [String: String] {
    guard let node else { return [:] }
    var types: [String: String] = [:]
    for (written, pair) in nodes.pairs(node, of: "`where`") {
      let name = written.hasPrefix("$") ? String(written.dropFirst()) : written
      if !variables.contains(name) {
        failUnknown(name, at: pair.key, parameters: variables, of: "`match`")
      } else if let type = nodes.qualifiedName(pair.value, of: "where") {
        types[name] = type
      }
    }
    return types
  }

  /// A rewrite is made of what the pattern matched; in a swap also of facts about the model.
  private mutating func failOnStrangers(_ rewrite: Pattern, in node: YAMLNode, matching variables: [String]) {
    let facts = release == nil ? ["model"] : []
    for (place, variable) in rewrite.orderedVariables {
      let range = rewrite.tree.range(place).range
      switch variable {
      case .one(let name), .many(let name):
        guard !(variables + facts).contains(name) else { continue }
        let written = variables.map { "$" + $0 }
        nodes.fail(
          .parameter, "`$\(name)` is not in `match`", remedy: remedy(for: "$" + name, among: written), at: range,
          of: node)
      case .anything:
        nodes.fail(
          .pattern, "`...` in a rewrite says nothing", remedy: "name it in both: `...$rest`", at: range, of: node)
      }
    }
  }
}

extension Rule.Action {
  /// Whether there is something to write.
  package var writes: Bool {
    switch self {
    case .rename, .replace, .pin, .strings, .require, .declare: true
    case .match(_, _, let rewrite): rewrite != nil
    case .tell, .follow: false
    }
  }
}

extension Pattern {
  /// The names of the variables, each once, in source order.
  var variableNames: [String] {
    var names: [String] = []
    for (_, variable) in orderedVariables {
      switch variable {
      case .one(let name), .many(let name): if !names.contains(name) { names.append(name) }
      case .anything: break
      }
    }
    return names
  }
}
