// Reads one pack: the YAML of a release or a swap, into checked rules.

import Semantics
import SourceModel

/// A pack with what later checks need to point into its file.
struct LoadedPack: Sendable {
  /// A name that a rule writes into the user's code, and where the rule says so.
  struct NameUse: Sendable {
    var name: String
    /// The number of the rule in the pack.
    var rule: Int
    var node: YAMLNode
    /// The bytes of the name in the node's text.
    var range: Range<Int>
  }

  var pack: RulePack
  var document: RuleDocument
  var nameUses: [NameUse]
  /// Where each rule's id (or name) is written.
  var ruleNodes: [YAMLNode]

  /// The pack without the rules of those ids.
  func without(_ ids: Set<String>) -> LoadedPack {
    let kept = pack.rules.indices.filter { !ids.contains(pack.rules[$0].id) }
    var result = self
    result.pack.rules = kept.map { pack.rules[$0] }
    result.ruleNodes = kept.map { ruleNodes[$0] }
    result.nameUses = nameUses.compactMap { use in
      guard let number = kept.firstIndex(of: use.rule) else { return nil }
      var use = use
      use.rule = number
      return use
    }
    return result
  }
}

/// Reads the file of a release or a swap, and collects every mistake in it.
struct PackReader {
  static let keys = [
    "release", "guide", "rename", "changes", "required", "handed", "results", "types", "members", "package", "guard",
    "strings", "headers", "macros", "build", "flows", "examples",
  ]
  static let swapKeys = keys + ["models", "feed", "requires", "defines"]

  let library: String
  let kind: RulePack.Kind
  let language: any Language
  var nodes: NodeReader
  var rules: [Rule] = []
  var ruleNodes: [YAMLNode] = []
  var nameUses: [LoadedPack.NameUse] = []
  /// Of a swap: the models that its rules are about.
  var models: [ModelFact] = []
  /// Names of what code is handed, which rules may use where it is.
  var handedNames: Set<String> = []

  /// - Parameter models: What a swap's rules are about; nil for the models that its own examples load.
  static func read(
    _ document: RuleDocument, path: PackPath, language: any Language, models: [ModelFact]? = nil
  ) throws(RuleErrors) -> LoadedPack {
    let library: String
    let kind: RulePack.Kind
    switch path {
    case .release(let owner, _, let release): (library, kind) = (owner, .release(release))
    case .swap(let owner, _, let other): (library, kind) = (owner, .swap(to: other))
    case .library, .surface, .standIn: preconditionFailure("only packs are read as packs")
    }
    var reader = PackReader(library: library, kind: kind, language: language, nodes: NodeReader(document))
    return try reader.read(models)
  }

  private init(library: String, kind: RulePack.Kind, language: any Language, nodes: NodeReader) {
    self.library = library
    self.kind = kind
    self.language = language
    self.nodes = nodes
  }

  /// The pack's release; nil in a swap.
  var release: Release? {
    if case .release(let release) = kind { return release }
    return nil
  }

  private mutating func read(_ models: [ModelFact]?) throws(RuleErrors) -> LoadedPack {
    let pack: RulePack?
    do {
      let root = try nodes.document.compose()
      pack = release == nil ? readSwap(root, models: models) : readPack(root)
    } catch {
      throw RuleErrors([error])
    }
    guard let pack, nodes.errors.isEmpty else { throw RuleErrors(nodes.errors) }
    return LoadedPack(pack: pack, document: nodes.document, nameUses: nameUses, ruleNodes: ruleNodes)
  }

  mutating func readPack(_ root: YAMLNode) -> RulePack? {
    let known = release == nil ? Self.swapKeys : Self.keys
    guard let fields = nodes.fields(root, of: "a pack", known: known) else { return nil }
    readRelease(fields)
    readDeclarations(fields)
    if let renames = fields["rename"] { readRenames(renames) }
    if let changes = fields["changes"] {
      for item in nodes.items(changes, of: "`changes`") { readChange(item) }
    }
    if let required = fields["required"] { readRequired(required, key: fields.key("required")) }
    if let strings = fields["strings"] { readStrings(strings) }
    if let flows = fields["flows"] { readFlows(flows) }
    let requirement = fields["requires"].flatMap { readRequirement($0) }
    let headers = fields["headers"].map { readHeaders($0, key: fields.key("headers")) } ?? []
    let macros = fields["macros"].map { readMacros($0, key: fields.key("macros")) } ?? []
    let buildWords = fields["build"].map { readBuild($0, key: fields.key("build")) } ?? []
    var pack = RulePack(
      library: library, language: language.name, kind: kind,
      guide: fields["guide"].flatMap { nodes.text($0, of: "guide") }, rules: rules,
      examples: fields["examples"].map { readExamples($0) } ?? [],
      headers: headers, macros: macros, models: models,
      requirement: requirement, place: nodes.document.place(at: root.start))
    pack.buildWords = buildWords
    pack.defines = fields["defines"].map { nodes.texts($0, of: "`defines`") } ?? []
    if let package = fields["package"] { pack.package = readPackage(package) }
    if let node = fields["guard"], let condition = readGuard(node, pack.package) {
      for index in pack.rules.indices { pack.rules[index].versionGuard = condition }
    }
    return pack
  }

  private mutating func readRelease(_ fields: Fields) {
    guard let release else {
      if let key = fields.key("release") {
        nodes.fail(.conflictingKeys, "a swap belongs to no release", remedy: "delete `release`", at: key)
      }
      return
    }
    guard let node = fields["release"] else {
      nodes.failMissing(
        ["release"], "a pack says its release", remedy: "write `release: \"\(release)\"`", at: fields.node, in: fields)
      return
    }
    guard let written = nodes.release(node, of: "release"), written != release else { return }
    nodes.fail(
      .release, "the file's name says release \(release)", remedy: "write `release: \"\(release)\"` or rename the file",
      at: node)
  }

  mutating func add(_ rule: Rule, at node: YAMLNode) {
    rules.append(rule)
    ruleNodes.append(node)
  }

  // MARK: When an entry holds

  /// The releases that warn and that break. Where an entry names neither, the pack's release breaks.
  mutating func releases(_ fields: Fields?) -> (deprecated: Release?, removed: Release?) {
    let deprecated = fields?["deprecated"].flatMap { nodes.release($0, of: "deprecated") }
    let removed = fields?["removed"].flatMap { nodes.release($0, of: "removed") }
    if let deprecated, let removed, removed < deprecated, let node = fields?["removed"] {
      nodes.fail(
        .release, "removed in \(removed), before it was deprecated in \(deprecated)",
        remedy: "`deprecated` is the release that warns, `removed` the later one that breaks", at: node)
    }
    return (deprecated, deprecated == nil && removed == nil ? release : removed)
  }
}
