// Reads a swap: once for the pack, and once for each model that its rules may meet.

import Semantics

extension PackReader {
  static let modelKeys = ["file", "booster", "inputs", "named", "outputs", "classes"]

  /// The rules of a swap, those about models first: what is said of any call of a loader comes after what is known of
  /// the file that a call loads.
  mutating func readSwap(_ root: YAMLNode, models given: [ModelFact]?) -> RulePack? {
    let samples = root.value(of: "models").map { readSamples($0) } ?? []
    models = given ?? samples
    failOnStrangeFacts(root, hasSamples: !samples.isEmpty)
    readFeed(root)
    for fact in models {
      if let changes = ModelExpansion(fact, in: root).expanded(root).value(of: "changes") { readChanges(changes) }
    }
    // What only some models need is checked even where a run has none of that kind.
    guard let pack = readPack(ModelExpansion.plain(root)) else { return nil }
    return pack
  }

  /// A fact must be one that there is, and a pack that speaks of models names some that its examples load.
  private mutating func failOnStrangeFacts(_ root: YAMLNode, hasSamples: Bool) {
    var isSpoken = false
    for node in root.scalars {
      guard let text = node.scalar else { continue }
      for mention in ModelExpansion.mentions(in: text) {
        if !isSpoken, !hasSamples {
          nodes.fail(
            .missingKey, "`$model` is some model, and the pack names none",
            remedy: "write `models:` with a `file`, `inputs` and `outputs` that the examples load", at: mention.range,
            of: node)
        }
        isSpoken = true
        guard !mention.isKnown else { continue }
        nodes.fail(
          .name, "`$model.\(mention.name)` is no fact about a model",
          remedy: Suggestion.nearest(to: mention.name, among: ModelExpansion.factNames).map { "did you mean `\($0)`?" }
            ?? "known are \(Suggestion.list(ModelExpansion.factNames))",
          at: mention.range, of: node)
      }
    }
  }

  private mutating func readChanges(_ node: YAMLNode) {
    for item in nodes.items(node, of: "`changes`") { readChange(item) }
  }

  /// `feed` is a list of `needs` and `now`.
  private mutating func readFeed(_ root: YAMLNode) {
    guard let feed = root.value(of: "feed") else { return }
    for item in nodes.items(feed, of: "`feed`") {
      guard let fields = nodes.fields(item, of: "a way to feed a model", known: ["needs", "now"]) else { continue }
      if fields["now"] == nil {
        nodes.failMissing(
          ["now"], "a way to feed a model says what to write", remedy: "write `now:` with an expression over `X`",
          at: item, in: fields)
      }
    }
  }

  /// `requires: {least: "1.17", tried: "1.19.2", python: ["3.8", "3.12"], system: [libgomp1], notice: …}`.
  mutating func readRequirement(_ node: YAMLNode) -> RulePack.Requirement? {
    guard let fields = nodes.fields(node, of: "`requires`", known: ["least", "tried", "python", "system", "notice"])
    else {
      return nil
    }
    for key in ["least", "tried"] where fields[key] == nil {
      nodes.failMissing(
        [key], "`requires` has no `\(key)`", remedy: "write `\(key):` with a release of the library that takes over",
        at: node, in: fields)
    }
    guard let least = nodes.release(fields["least"], of: "least"),
      let tried = nodes.release(fields["tried"], of: "tried")
    else { return nil }
    var requirement = RulePack.Requirement(least: least, tried: tried)
    requirement.system = fields["system"].map { nodes.texts($0, of: "system") } ?? []
    requirement.notice = fields["notice"].flatMap { nodes.text($0, of: "notice") }
    requirement.language = fields["python"].flatMap { nodes.releases($0, of: "`python`") }
    return requirement
  }

  // MARK: Models that examples load

  private mutating func readSamples(_ node: YAMLNode) -> [ModelFact] {
    nodes.items(node, of: "`models`").flatMap { readSamples(ofFile: $0) }
  }

  /// One model, or those that a file holds together with plain values, and the file as a whole.
  private mutating func readSamples(ofFile node: YAMLNode) -> [ModelFact] {
    guard let parts = node.value(of: "parts")?.items else { return readSample(node).map { [$0] } ?? [] }
    guard let fields = nodes.fields(node, of: "a model", known: ["file", "holds", "parts"]),
      let file = fields["file"].flatMap({ nodes.text($0, of: "file") }),
      let container = ModelFact.Bundle.Container(rawValue: fields["holds"]?.scalar ?? "dictionary")
    else { return [] }
    var facts: [ModelFact] = []
    var entries: [ModelFact.Bundle.Entry] = []
    for part in parts {
      guard let key = part.value(of: "key")?.scalar else { continue }
      guard part.value(of: "outputs") != nil, var fact = readSample(part, of: file) else {
        entries.append(.init(key: key))
        continue
      }
      fact.becomePart(key)
      facts.append(fact)
      entries.append(.init(key: key, type: fact.type, converted: fact.converted))
    }
    return facts + [ModelFact(file: file, library: library, bundle: .init(container: container, entries: entries))]
  }

  private mutating func readSample(_ node: YAMLNode, of whole: String? = nil) -> ModelFact? {
    guard let fields = nodes.fields(node, of: "a model", known: Self.modelKeys + ["key"]) else { return nil }
    guard let file = whole ?? fields["file"].flatMap({ nodes.text($0, of: "file") }) else {
      nodes.failMissing(
        ["file"], "a model has a `file`", remedy: "write `file:` with the path that examples load", at: node, in: fields
      )
      return nil
    }
    let inputs = fields["inputs"].map { nodes.items($0, of: "`inputs`").compactMap { readInput($0) } } ?? []
    let outputs = fields["outputs"].map { nodes.items($0, of: "`outputs`").compactMap { readOutput($0) } } ?? []
    let classes = fields["classes"].map { nodes.texts($0, of: "classes") } ?? []
    var fact = ModelFact(
      file: file, library: library, inputs: inputs, hasNamedColumns: fields["named"]?.scalar == "true",
      outputs: outputs,
      classes: classes.map { Int($0) == nil ? .string($0) : .number($0) })
    fact.isBooster = fields["booster"]?.scalar == "true"
    return fact
  }

  private mutating func readInput(_ node: YAMLNode) -> ModelFact.Input? {
    guard let fields = nodes.fields(node, of: "an input", known: ["name", "text", "width"]),
      let name = fields["name"].flatMap({ nodes.text($0, of: "name") })
    else { return nil }
    return ModelFact.Input(
      name: name, isText: fields["text"]?.scalar == "true", width: fields["width"]?.scalar.flatMap { Int($0) } ?? 1)
  }

  private mutating func readOutput(_ node: YAMLNode) -> ModelFact.Output? {
    guard let fields = nodes.fields(node, of: "an output", known: ["name", "width"]),
      let name = fields["name"].flatMap({ nodes.text($0, of: "name") })
    else { return nil }
    return ModelFact.Output(name: name, width: fields["width"]?.scalar.flatMap { Int($0) })
  }
}
