// The rules of all selected packs, composed and laid out so that a name leads straight to what may apply.

package import RuleModel
package import Semantics

/// Everything the engine needs to look at a file: rules by the names they speak of, and both releases' surfaces.
package final class RuleSet: Sendable {
  /// A case of a rule.
  final class Entry: Sendable {
    let rule: Int
    let index: Int
    let condition: Condition?
    let action: Rule.Action
    /// Whether the case is about the name wherever it stands, called or not.
    let isWholeSymbol: Bool
    /// An argument without which the case is never about a call.
    let necessity: Necessity?
    /// Set for `replace`.
    let template: Template?
    /// The same number for all cases with one signature; -1 for those without.
    let signature: Int
    /// Where in a display further strings stand; empty but for `strings`.
    let inside: [[Rule.Case.Step]]

    init(_ rule: Int, _ number: Int, _ alternative: Rule.Case, signature: Int, language: any Language) {
      self.rule = rule
      self.signature = signature
      index = number
      condition = alternative.condition
      action = alternative.action
      isWholeSymbol = alternative.isWholeSymbol
      necessity = Necessity(alternative)
      inside = alternative.inside
      if case .replace(let was, let now) = alternative.action {
        template = Template(now, of: was, language: language)
      } else {
        template = nil
      }
    }

    /// Whether the case is about calls that load a model.
    var asksForLoading: Bool { condition?.asksForLoading ?? false }
  }

  package let language: any Language
  /// Composed: one pass over the code does the whole upgrade.
  package let rules: [Rule]
  /// The libraries at the release the code was written for, and at the one it moves to.
  package let source: SurfaceSet
  package let target: SurfaceSet
  /// Set for code that must run on both releases.
  package let isStraddling: Bool
  /// The oldest releases of platforms that the project runs on, where it says so.
  let deployment: [String: String]
  /// The project's model files, and the calls that rules say load one.
  package let models: LoadableModels
  /// What the preprocessor knows of both releases.
  package let macros: ReleaseMacros
  /// Whether the rules put a library in another's place instead of moving it to another release.
  package let isSwap: Bool

  /// Cases by the name they speak of, in the order of the rules.
  let entriesByName: [String: [Entry]]
  /// The same under the name that the source surface gives as the real one behind aliases.
  let entriesByRealName: [String: [Entry]]
  /// Cases about members of values, by the member's name.
  let entriesByMember: [String: [Entry]]
  let renames: [String: Int]
  let renamesByRealName: [String: Int]
  /// Cases about strings, by the API that takes them.
  let stringEntries: [String: [Entry]]
  let shapes: ShapeIndex
  let declarations: [(number: Int, rule: DeclarationRule)]
  let flows: [(number: Int, rule: FlowRule)]
  /// The names of what code is handed by rules about declarations.
  let handedNames: Set<String>
  /// Every name that rules speak of, and all beginnings of those.
  private let concerned: Set<String>
  let verdicts = KnownVerdicts()
  private let signatures = NameMemo<Signature?>()
  private let origins = NameMemo<[String]?>()

  /// Takes the rules selected for a version pair, oldest release first.
  package convenience init(
    _ selected: [Rule], language: any Language, source: SurfaceSet, target: SurfaceSet, isStraddling: Bool = false,
    models: [ModelFact] = [], isSwap: Bool = false, deployment: [String: String] = [:],
    macros: ReleaseMacros = ReleaseMacros()
  ) {
    let composed = Composition(language: language, source: source, target: target).compose(selected)
    self.init(
      composed: composed, language: language, source: source, target: target, isStraddling: isStraddling,
      models: models, isSwap: isSwap, deployment: deployment, macros: macros)
  }

  /// Takes rules that are composed already.
  init(
    composed rules: [Rule], language: any Language, source: SurfaceSet, target: SurfaceSet, isStraddling: Bool = false,
    models: [ModelFact] = [], isSwap: Bool = false, deployment: [String: String] = [:],
    macros: ReleaseMacros = ReleaseMacros()
  ) {
    self.deployment = deployment
    self.macros = macros
    self.models = LoadableModels(loaders: Set(rules.flatMap(\.loaders)), facts: models)
    self.isSwap = isSwap
    self.language = language
    self.source = source
    self.target = target
    self.isStraddling = isStraddling
    self.rules = rules

    var index = Index(source: source, models: self.models)
    for (number, rule) in rules.enumerated() {
      for (caseNumber, alternative) in rule.cases.enumerated() {
        index.add(number, caseNumber, alternative, language: language)
      }
    }
    entriesByName = index.byName
    entriesByMember = index.byMember
    renames = index.renames
    stringEntries = index.strings
    members = NameSet(index.byMember.keys)
    membersOfUnknown = Self.membersOfUnknown(index.byMember, source, language)
    memberNeeds = Self.needs(of: members, index.byMember, rules)
    shapes = ShapeIndex(index.shapes, surfaces: source, language: language)
    declarations = index.declarations
    flows = index.flows
    exampleWords =
      index.declarations.isEmpty && index.flows.isEmpty && models.isEmpty
      ? shapes.leastWords.map { NameSet(Set(index.byMember.keys).union($0).union(source.roots).union(target.roots)) }
      : nil
    handedNames = Set(index.declarations.flatMap(\.rule.boundNames) + index.boundNames(language))
    concerned = Set((Array(index.byName.keys) + index.renames.keys).flatMap(\.dottedBeginnings))
    entriesByRealName = index.byName.keys.sorted().reduce(into: [:]) { result, name in
      if let real = source.resolve(name)?.name, real != name { result[real, default: []] += index.byName[name] ?? [] }
    }
    renamesByRealName = index.renames.keys.sorted().reduce(into: [:]) { result, name in
      if let real = source.resolve(name), real.name != name, real.entry.kind != .module, result[real.name] == nil {
        result[real.name] = index.renames[name]
      }
    }
  }

  /// Member names whose accesses on values the rules want reported.
  package let members: NameSet

  /// Those of them that rules about types of a library speak of on values of unknown type, too, by the library.
  package let membersOfUnknown: [String: SharedNames]

  /// By number of a member: what its calls must give one of for a rule to speak of them; nil where rules speak of others.
  package let memberNeeds: [[ArgumentNeed]?]

  /// Every name that rules speak of, and all beginnings of those.
  package var spokenOf: Set<String> { concerned }

  /// Words of shapes, by number, whose places a language may note on its way (`FileFacts.wordLeaves`).
  package var leafWords: NameSet { shapes.leafWords }

  /// Words one of which code must hold to be of concern, unless a name in it leads to a library; nil where no words tell.
  package let exampleWords: NameSet?

  /// Words one of which a file must contain to use a provided library directly.
  package var roots: [String] { source.roots.union(target.roots).subtracting(["::"]).sorted() }

  /// Whether any rule speaks of `name`, of something it is the beginning of, or of a beginning of it.
  package func concerns(_ name: String) -> Bool {
    concerned.contains(name) || name.dottedBeginnings.contains { renames[$0] != nil }
  }

  /// Whether a name in a rule's text is that of a value at hand, or a member of it.
  package func isHanded(_ name: String) -> Bool { !handedNames.isEmpty && handedNames.contains(name.firstDottedPart) }

  /// Names one of which stands in any file that makes a value of a type by itself; nil where there are many.
  func producers(of type: String) -> [String]? { origins.value(type) { source.producers(of: [$0])[$0]?.map(\.name) } }

  /// The release's entry for a name, real or by way of aliases; nil also where no surface is known.
  func targetHas(_ name: String) -> Bool { target.resolve(name) != nil }

  /// The member that code reaches through a module which a rename gives it and which the new release does not have;
  /// nil also where the module is not known.
  ///
  /// - Parameter suffix: `.zeros.fill` behind what becomes `numpy.linalg`.
  func missingMember(of module: String, _ suffix: String) -> String? {
    let member = suffix.dropFirst().prefix { $0 != "." }
    // Where modules are imported whole, a name's module is not written, and may be another than the first that has it.
    guard !language.fixesLabels, !member.isEmpty, !member.hasPrefix("__"),
      target.resolve(module)?.entry.kind == .module, !targetHas("\(module).\(member)")
    else { return nil }
    return String(member)
  }

  /// The signature that the source surface gives an API, read once a run.
  func sourceSignature(of api: String) -> Signature? {
    signatures.value(api) { api in
      source.resolve(api)?.entry.parameters.flatMap { try? language.signature("\(api)(\($0))") }
    }
  }
}

/// The tables of a rule set while they are filled.
private struct Index {
  let source: SurfaceSet
  let models: LoadableModels
  var byName: [String: [RuleSet.Entry]] = [:]
  var byMember: [String: [RuleSet.Entry]] = [:]
  var renames: [String: Int] = [:]
  var strings: [String: [RuleSet.Entry]] = [:]
  var shapes: [RuleSet.Entry] = []
  var declarations: [(number: Int, rule: DeclarationRule)] = []
  var flows: [(number: Int, rule: FlowRule)] = []
  private var signatures: [Signature: Int] = [:]

  init(source: SurfaceSet, models: LoadableModels) {
    self.source = source
    self.models = models
  }

  mutating func add(_ rule: Int, _ number: Int, _ alternative: Rule.Case, language: any Language) {
    let entry = RuleSet.Entry(
      rule, number, alternative, signature: self.number(of: alternative.action), language: language)
    switch alternative.action {
    case .rename(let from, _):
      renames[from] = rule
      if let dot = from.lastIndex(of: "."), isClass(String(from[..<dot])) {
        byMember[String(from[from.index(after: dot)...]), default: []].append(entry)
      }
    case .replace(let was, _), .pin(let was, _), .tell(let was, _): add(entry, was)
    case .strings(let api, _):
      strings[api, default: []].append(entry)
      if let dot = api.lastIndex(of: "."), source.resolve(String(api[..<dot]))?.entry.kind == .class {
        byMember[String(api[api.index(after: dot)...]), default: []].append(entry)
      }
    case .require(let member, _):
      if let dot = member.lastIndex(of: ".") {
        byMember[String(member[member.index(after: dot)...]), default: []].append(entry)
      }
    case .match: shapes.append(entry)
    case .declare(let declaration): declarations.append((rule, declaration))
    case .follow(let flow): flows.append((rule, flow))
    }
  }

  private mutating func number(of action: Rule.Action) -> Int {
    switch action {
    case .replace(let was, _), .pin(let was, _), .tell(let was, _):
      let number = signatures[was] ?? signatures.count
      signatures[was] = number
      return number
    case .rename, .match, .strings, .require, .declare, .follow: return -1
    }
  }

  /// The names that the texts of shapes bind for what stands in them.
  func boundNames(_ language: any Language) -> [String] {
    shapes.flatMap { shape -> [String] in
      if case .match(_, _, let rewrite?) = shape.action { language.names(boundBy: rewrite) } else { [] }
    }
  }

  /// In C a class stands outside of all namespaces, and its members are named behind it.
  private func isClass(_ name: String) -> Bool {
    source.resolve(name)?.entry.kind == .class || source.resolve("::.\(name)")?.entry.kind == .class
  }

  private mutating func add(_ entry: RuleSet.Entry, _ was: Signature) {
    byName[was.name, default: []].append(entry)
    if let dot = was.name.lastIndex(of: "."), was.hasReceiver || isAttribute(entry, of: String(was.name[..<dot])) {
      byMember[String(was.name[was.name.index(after: dot)...]), default: []].append(entry)
    }
  }

  /// `numpy.finfo.machar`, without parentheses: what every object of a class has.
  private func isAttribute(_ entry: RuleSet.Entry, of owner: String) -> Bool {
    guard entry.isWholeSymbol else { return false }
    return source.resolve(owner)?.entry.kind == .class || models.model(ofType: owner) != nil
  }
}

extension Rule {
  /// The functions that the rule takes for ones that load a model.
  fileprivate var loaders: [String] {
    cases.compactMap { alternative in
      guard alternative.condition?.asksForLoading ?? false, case .replace(let was, _) = alternative.action else {
        return nil
      }
      return was.name
    }
  }
}
