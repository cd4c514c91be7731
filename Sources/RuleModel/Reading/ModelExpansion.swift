// Puts what is known of a model in the place of `$model…` in the texts of a swap.

import Semantics

/// One model's view of a swap: its texts with the model's facts, without what the model has no fact for.
///
/// A change that speaks of `$model` holds once for each model; any other once for the pack.
struct ModelExpansion {
  private let fact: ModelFact
  /// The text of the pack's `feed` that fits the model, over a parameter `X`.
  private let feed: String?

  init(_ fact: ModelFact, in root: YAMLNode) {
    self.fact = fact
    let plain = ModelFacts(fact: fact, feed: nil)
    let alternatives = root.value(of: "feed")?.items ?? []
    feed =
      alternatives.lazy.compactMap { item -> String? in
        guard let text = item.value(of: "now")?.scalar, plain.meets(item.value(of: "needs")) else { return nil }
        return plain.expand(text)
      }.first
  }

  /// The pack as this model sees it: those of its changes that speak of models.
  func expanded(_ root: YAMLNode) -> YAMLNode {
    let facts = ModelFacts(fact: fact, feed: feed)
    return root.mappingPairs { pair in
      guard pair.key.scalar == "changes" else { return nil }
      return pair.value.filteringItems { $0.speaksOfModels ? facts.expanded($0).map(held) : nil }
    }
  }

  /// A change of a model that is held back is for a person to apply, and says why.
  private func held(_ change: YAMLNode) -> YAMLNode {
    guard let reason = fact.held, case .mapping(var pairs) = change.content, change.isWriting else { return change }
    let why = [change.value(of: "why")?.scalar, "Held back: \(reason)"].compactMap { $0 }.joined(separator: " ")
    pairs.removeAll { ["grade", "why"].contains($0.key.scalar) }
    for (key, text) in [("grade", "review"), ("why", why)] {
      pairs.append(
        YAMLNode.Pair(
          key: YAMLNode(content: .scalar(key, .plain), start: change.start),
          value: YAMLNode(content: .scalar(text, .plain), start: change.start)))
    }
    return YAMLNode(content: .mapping(pairs), start: change.start)
  }

  /// The facts that texts may name.
  static let factNames = ModelFacts.names.sorted()

  /// Where a text names `$model`, and whether what follows is a fact; in a `was`, what follows is a member.
  static func mentions(in text: String) -> [(name: String, range: Range<Int>, isKnown: Bool)] {
    var found: [(name: String, range: Range<Int>, isKnown: Bool)] = []
    var rest = text[...]
    while let mark = rest.firstRange(of: "$model") {
      let start = text.utf8.distance(from: text.startIndex, to: mark.lowerBound)
      rest = rest[mark.upperBound...]
      let name = rest.first == "." ? ModelFacts.word(rest.dropFirst()) ?? "" : ""
      let end = start + "$model".utf8.count + (name.isEmpty ? 0 : name.utf8.count + 1)
      found.append((name, start..<end, name.isEmpty || ModelFacts.names.contains(name)))
    }
    return found
  }

  /// The pack without changes that speak of models, and without what only those need.
  static func plain(_ root: YAMLNode) -> YAMLNode {
    root.mappingPairs { pair in
      switch pair.key.scalar {
      case "models", "feed": nil
      case "changes": pair.value.filteringItems { $0.speaksOfModels ? nil : $0 }
      default: pair.value
      }
    }
  }
}

/// The facts of one model as texts of Python-like languages: literals in double quotes, lists in brackets.
private struct ModelFacts {
  let fact: ModelFact
  let feed: String?

  /// The node with its facts, and without `needs`; nil where the model has not what it needs.
  func expanded(_ node: YAMLNode) -> YAMLNode? {
    switch node.content {
    case .scalar(let text, let style):
      guard let expanded = expand(text) else { return nil }
      return YAMLNode(content: .scalar(expanded, style), start: node.start)
    case .sequence(let items):
      let kept = items.compactMap(expanded)
      return kept.isEmpty && !items.isEmpty ? nil : YAMLNode(content: .sequence(kept), start: node.start)
    case .mapping(let pairs):
      guard meets(node.value(of: "needs")) else { return nil }
      var kept: [YAMLNode.Pair] = []
      for pair in pairs where pair.key.scalar != "needs" {
        guard let value = expanded(pair.value) else { return nil }
        kept.append(YAMLNode.Pair(key: pair.key, value: value))
      }
      return YAMLNode(content: .mapping(kept), start: node.start)
    }
  }

  /// Whether the model has every fact that a text, or each text of a list, names.
  func meets(_ needs: YAMLNode?) -> Bool {
    guard let needs else { return true }
    return (needs.items ?? [needs]).allSatisfy { item in item.scalar.map { expand($0) != nil } ?? false }
  }

  /// The text with every `$model…` replaced; nil if one has no value.
  func expand(_ text: String) -> String? {
    var result = ""
    var rest = text[...]
    while let mark = rest.firstRange(of: "$model") {
      result += rest[..<mark.lowerBound]
      rest = rest[mark.upperBound...]
      guard let value = takeFact(&rest) else { return nil }
      result += value
    }
    return result + rest
  }

  /// Reads `.name`, `.name("argument")` or nothing from the text behind `$model`.
  private func takeFact(_ rest: inout Substring) -> String? {
    guard rest.first == ".", let name = Self.word(rest.dropFirst()) else { return fact.type }
    var after = rest.dropFirst(name.count + 1)
    var argument: String?
    if after.first == "(", Self.takesArgument.contains(name), let end = after.firstIndex(of: ")") {
      argument = String(after[after.index(after: after.startIndex)..<end])
      after = after[after.index(after: end)...]
    }
    guard let value = Self.names.contains(name) ? value(of: name, argument) : nil else {
      // `$model.predict` in a `was` is a member of what is loaded.
      return Self.names.contains(name) ? nil : fact.type
    }
    rest = after
    return value
  }

  static func word(_ text: Substring) -> String? {
    let word = text.prefix { $0.isLetter || $0 == "_" || $0.isNumber }
    return word.isEmpty ? nil : String(word)
  }

  private static let takesArgument: Set<String> = ["output", "column", "wide", "feed", "parts"]
  static let names: Set<String> = takesArgument.union([
    "path", "file", "matrix", "text", "columns", "named", "numbers", "texts", "classes", "width", "booster",
    "wrapper", "binary", "many", "single", "bundle",
  ])

  private func value(of name: String, _ argument: String?) -> String? {
    let texts = fact.inputs.filter(\.isText).map(\.name)
    let numbers = fact.inputs.filter { !$0.isText }.map(\.name)
    let isTable = fact.inputs.count > 1
    switch name {
    case "path": return Self.literal(fact.converted)
    case "file": return Self.literal(fact.file)
    case "matrix": return isTable || !texts.isEmpty ? nil : numbers.first.map(Self.literal)
    case "text": return isTable ? nil : texts.first.map(Self.literal)
    case "columns": return isTable ? Self.list(fact.inputs.map(\.name)) : nil
    case "named": return isTable && fact.hasNamedColumns ? "True" : nil
    case "texts": return isTable && !texts.isEmpty ? Self.tuple(texts) : nil
    case "numbers": return isTable && !numbers.isEmpty ? Self.tuple(numbers) : nil
    case "classes": return fact.classes.isEmpty ? nil : "[" + fact.classes.map(\.literal).joined(separator: ", ") + "]"
    case "single": return fact.bundle == nil && fact.part == nil ? "True" : nil
    case "bundle": return fact.bundle == nil ? nil : "True"
    case "parts": return argument.flatMap(parts)
    case "booster": return fact.isBooster ? "True" : nil
    case "wrapper": return fact.isBooster ? nil : "True"
    case "binary": return fact.outputs.contains { $0.name == "probabilities" && $0.width == 2 } ? "True" : nil
    case "many":
      return fact.outputs.contains { $0.name == "probabilities" && ($0.width ?? 2) > 2 } ? "True" : nil
    case "width" where fact.bundle != nil: return nil
    case "width": return "\(fact.inputs.map(\.width).reduce(0, +))"
    case "output": return output(argument).map { Self.literal($0.name) }
    case "column": return output(argument).flatMap { $0.width == 1 ? Self.literal($0.name) : nil }
    case "wide": return output(argument).flatMap { $0.width == 1 ? nil : Self.literal($0.name) }
    case "feed": return argument.flatMap { argument in feed.map { $0.replacingWord("X", with: argument) } }
    default: return nil
    }
  }

  /// A display of what the file holds: sessions from the files beside the one at a path, and plain values out of JSON.
  private func parts(_ path: String) -> String? {
    guard let bundle = fact.bundle else { return nil }
    let isDictionary = bundle.container == .dictionary
    let isRead = path.hasSuffix(".name") && (isDictionary || bundle.entries.filter { $0.type == nil }.count == 1)
    let plain =
      isRead ? "json.load(\(path.dropLast(".name".count)))" : "json.loads(pathlib.Path(\(path)).read_text())"
    var lines = isDictionary && bundle.hasPlainValues ? ["**\(plain)"] : []
    var place = 0
    for entry in bundle.entries {
      if let converted = entry.converted {
        let file = Self.literal(converted.lastPathPart)
        let session =
          "onnxruntime.InferenceSession(pathlib.Path(\(path)).with_name(\(file)), providers=[\"CPUExecutionProvider\"])"
        lines.append(isDictionary ? "\(Self.literal(entry.key)): \(session)" : session)
      } else if !isDictionary {
        lines.append("\(plain)[\(place)]")
        place += 1
      }
    }
    let (open, close) = isDictionary ? ("{", "}") : bundle.container == .tuple ? ("(", ")") : ("[", "]")
    return "\(open)\n" + lines.map { "    \($0),\n" }.joined() + close
  }

  private func output(_ argument: String?) -> ModelFact.Output? {
    let name = argument.map { $0.trimmingQuotes }
    return fact.outputs.first { $0.name == name }
  }

  private static func literal(_ text: String) -> String { Constant.string(text).literal }
  private static func list(_ texts: [String]) -> String { "[" + texts.map(literal).joined(separator: ", ") + "]" }
  private static func tuple(_ texts: [String]) -> String {
    "(" + texts.map(literal).joined(separator: ", ") + (texts.count == 1 ? ",)" : ")")
  }
}

extension Constant {
  /// As Python writes it.
  fileprivate var literal: String {
    switch self {
    case .none: "None"
    case .boolean(let value): value ? "True" : "False"
    case .number(let text), .symbol(let text): text
    case .string(let text): "\"" + text.map { Self.escaped($0) }.joined() + "\""
    }
  }

  private static func escaped(_ character: Character) -> String {
    switch character {
    case "\"": "\\\""
    case "\\": "\\\\"
    case "\n": "\\n"
    case "\t": "\\t"
    case "\r": "\\r"
    default: String(character)
    }
  }
}

extension String {
  fileprivate var trimmingQuotes: String {
    let quotes: Set<Character> = ["\"", "'"]
    guard count >= 2, let first, let last, quotes.contains(first), first == last else { return self }
    return String(dropFirst().dropLast())
  }

  /// With `word` replaced where it stands as a name of its own.
  fileprivate func replacingWord(_ word: String, with new: String) -> String {
    var result = ""
    var rest = self[...]
    var before: Character = " "
    while let first = rest.first {
      let isPart = { (character: Character?) in character.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false }
      if rest.hasPrefix(word), !isPart(before), !isPart(rest.dropFirst(word.count).first) {
        result += new
        rest = rest.dropFirst(word.count)
        before = word.last ?? " "
      } else {
        result.append(first)
        before = first
        rest = rest.dropFirst()
      }
    }
    return result
  }
}

extension YAMLNode {
  /// Whether any text in it names `$model`.
  fileprivate var speaksOfModels: Bool {
    switch content {
    case .scalar(let text, _): text.contains("$model")
    case .sequence(let items): items.contains { $0.speaksOfModels }
    case .mapping(let pairs): pairs.contains { $0.value.speaksOfModels }
    }
  }

  /// Whether a change writes anything, in one of its cases or by itself.
  fileprivate var isWriting: Bool {
    if ["now", "rewrite", "pin"].contains(where: { value(of: $0) != nil }) { return true }
    return value(of: "cases")?.items?.contains(where: \.isWriting) ?? false
  }

  /// All scalars in it, in order; of a `was`, none, for what follows `$model` there is a member.
  var scalars: [YAMLNode] {
    switch content {
    case .scalar: [self]
    case .sequence(let items): items.flatMap(\.scalars)
    case .mapping(let pairs): pairs.flatMap { $0.key.scalar == "was" ? [] : $0.value.scalars }
    }
  }

  func value(of key: String) -> YAMLNode? {
    guard case .mapping(let pairs) = content else { return nil }
    return pairs.first { $0.key.scalar == key }?.value
  }

  var items: [YAMLNode]? {
    if case .sequence(let items) = content { return items }
    return nil
  }

  fileprivate func mappingPairs(_ change: (Pair) -> YAMLNode?) -> YAMLNode {
    guard case .mapping(let pairs) = content else { return self }
    let changed = pairs.compactMap { pair in change(pair).map { Pair(key: pair.key, value: $0) } }
    return YAMLNode(content: .mapping(changed), start: start)
  }

  /// Nil where nothing is left.
  fileprivate func filteringItems(_ change: (YAMLNode) -> YAMLNode?) -> YAMLNode? {
    guard let items else { return self }
    let kept = items.compactMap(change)
    return kept.isEmpty ? nil : YAMLNode(content: .sequence(kept), start: start)
  }
}
