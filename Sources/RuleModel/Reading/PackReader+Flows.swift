// Reads `flows`: values that are followed from call to call.

import Semantics
import SourceModel

extension PackReader {
  static let flowKeys = [
    "id", "why", "properties", "types", "views", "fields", "reads", "ignores", "keeps", "steps", "ends", "elements",
    "examples",
  ]
  static let flowStepKeys = ["was", "from", "to", "own", "cases"] + flowEffectKeys
  static let flowEffectKeys = ["when", "sets", "maps", "scales"]

  mutating func readFlows(_ node: YAMLNode) {
    for item in nodes.items(node, of: "`flows`") { readFlow(item) }
  }

  private mutating func readFlow(_ item: YAMLNode) {
    guard let fields = nodes.fields(item, of: "a flow", known: Self.flowKeys), let idNode = fields["id"],
      let id = nodes.text(idNode, of: "id")
    else {
      return nodes.fail(.missingKey, "a flow has an `id`", remedy: "write `id:` with a short name", at: item)
    }
    guard let properties = fields["properties"].map({ nodes.texts($0, of: "properties") }), !properties.isEmpty else {
      return nodes.fail(
        .missingKey, "a flow says which properties are followed", remedy: "write `properties: [order, range]`",
        at: idNode)
    }
    var flow = FlowRule(
      properties: properties, types: names(fields["types"], "types"), views: names(fields["views"], "views"),
      reads: names(fields["reads"], "reads"), steps: [])
    if let fields = fields["fields"] {
      for (name, pair) in nodes.pairs(fields, of: "`fields`") {
        guard let property = nodes.text(pair.value, of: name) else { continue }
        failUnlessProperty(property, at: pair.value, flow)
        flow.fields[language.canonicalName(name) ?? name] = property
      }
    }
    flow.ignores = names(fields["ignores"], "ignores")
    for step in fields["steps"].map({ nodes.items($0, of: "`steps`") }) ?? [] { flow.steps += readStep(step, flow) }
    for (key, isEnd) in [("keeps", false), ("ends", true)] {
      guard let list = fields[key] else { continue }
      for var step in nodes.items(list, of: "`\(key)`").flatMap({ readStep($0, flow) }) {
        step.isEnd = isEnd
        flow.steps.append(step)
      }
    }
    if let elements = fields["elements"] { readElements(elements, into: &flow) }
    add(
      Rule(
        id: id, library: library, release: release, removed: release, cases: [Rule.Case(action: .follow(flow))],
        grade: .review, why: fields["why"].flatMap { nodes.text($0, of: "why") },
        examples: fields["examples"].map { readExamples($0) } ?? [], place: nodes.document.place(at: idNode.start)),
      at: idNode)
  }

  private mutating func names(_ node: YAMLNode?, _ key: String) -> Set<String> {
    guard let node else { return [] }
    return Set(nodes.texts(node, of: key).map { language.canonicalName($0) ?? $0 })
  }

  // MARK: Steps

  private mutating func readStep(_ item: YAMLNode, _ flow: FlowRule) -> [FlowRule.Step] {
    guard let fields = nodes.fields(item, of: "a step", known: Self.flowStepKeys), let was = fields["was"] else {
      nodes.fail(.missingKey, "a step says which call it is", remedy: "write `was:` with a signature", at: item)
      return []
    }
    let from = fields["from"].flatMap { nodes.text($0, of: "from") }
    let to = fields["to"].flatMap { nodes.text($0, of: "to") } ?? "result"
    let own = fields["own"].map { nodes.texts($0, of: "own") } ?? []
    return readSubjects(was).map { subject in
      for (place, name) in [(fields["from"], from), (fields["to"], to == "result" ? nil : to)] {
        if let place, let name, !subject.parameters.contains(name) {
          failUnknown(
            name, at: place, parameters: subject.parameters, of: "`\(subject.signature.name)`")
        }
      }
      var effects: [FlowRule.Effect] = []
      if let cases = fields["cases"] {
        for item in nodes.items(cases, of: "`cases`") {
          guard let own = nodes.fields(item, of: "a case", known: Self.flowEffectKeys) else { continue }
          effects.append(readEffect(own, subject.parameters, flow))
        }
      } else if !fields.present(Self.flowEffectKeys).isEmpty {
        effects = [readEffect(fields, subject.parameters, flow)]
      }
      return FlowRule.Step(was: subject.signature, from: from, to: to, cases: effects, own: own)
    }
  }

  private mutating func readEffect(_ fields: Fields, _ parameters: [String], _ flow: FlowRule) -> FlowRule.Effect {
    var effect = FlowRule.Effect()
    if let when = fields["when"] {
      effect.condition = readCondition(when, parameters: parameters, of: "the step")
    }
    if let sets = fields["sets"] { effect.sets = words(sets, "sets", flow) }
    if let maps = fields["maps"] { effect.maps = mapped(maps, "maps", flow) }
    if let scales = fields["scales"] {
      for (property, pair) in nodes.pairs(scales, of: "`scales`") {
        failUnlessProperty(property, at: pair.key, flow)
        effect.scales[property] = nodes.texts(pair.value, of: property)
        for name in effect.scales[property] ?? [] where !parameters.contains(name) {
          failUnknown(name, at: pair.value, parameters: parameters, of: "the step")
        }
      }
    }
    return effect
  }

  private mutating func words(_ node: YAMLNode, _ key: String, _ flow: FlowRule) -> [String: String] {
    nodes.pairs(node, of: "`\(key)`").reduce(into: [:]) { words, entry in
      failUnlessProperty(entry.key, at: entry.pair.key, flow)
      words[entry.key] = nodes.text(entry.pair.value, of: entry.key)
    }
  }

  private mutating func mapped(_ node: YAMLNode, _ key: String, _ flow: FlowRule) -> [String: [String: String]] {
    nodes.pairs(node, of: "`\(key)`").reduce(into: [:]) { maps, entry in
      failUnlessProperty(entry.key, at: entry.pair.key, flow)
      for (old, pair) in nodes.pairs(entry.pair.value, of: "`\(entry.key)`") {
        maps[entry.key, default: [:]][old] = nodes.text(pair.value, of: old)
      }
    }
  }

  private mutating func failUnlessProperty(_ name: String, at node: YAMLNode, _ flow: FlowRule) {
    guard !flow.properties.contains(name) else { return }
    nodes.fail(
      .parameter, "`\(name)` is no property of the flow",
      remedy: Suggestion.nearest(to: name, among: flow.properties).map { "did you mean `\($0)`?" }
        ?? "its properties are \(Suggestion.list(flow.properties))", at: node)
  }

  private mutating func readElements(_ node: YAMLNode, into flow: inout FlowRule) {
    guard
      let fields = nodes.fields(node, of: "`elements`", known: ["pixels", "planes", "reversed", "computed"])
    else { return }
    if let pixels = fields["pixels"] { flow.elements.pixels = words(pixels, "pixels", flow) }
    if let planes = fields["planes"] { flow.elements.planes = words(planes, "planes", flow) }
    if let reversed = fields["reversed"] { flow.elements.reversed = mapped(reversed, "reversed", flow) }
    if let computed = fields["computed"], let property = nodes.text(computed, of: "computed") {
      failUnlessProperty(property, at: computed, flow)
      flow.elements.computed = property
    }
  }
}
