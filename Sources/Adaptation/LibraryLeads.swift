// Where the imports of a project's files lead, as far as a library is at the end.

import RuleEngine
import Semantics
import SourceModel

/// What each import of a project leads to, found once for all files that have it.
final class LibraryLeads: Sendable {
  /// By the number of an import: the place of what it leads to, or -1. Few imports lead anywhere.
  private let places: ContiguousArray<Int32>
  private let leads: [Lead]
  /// What concerns a module without being imported: what others give its functions, and what shared places hold.
  private let flow: FlowLeads

  init(_ surroundings: Surroundings, ruleSet: RuleSet, jobs: Int) {
    let finder = LeadFinder(surroundings, ruleSet, jobs: jobs)
    let imports = surroundings.imports
    let parts = Self.parts(of: imports.count)
    let found = Parallel.map(parts, in: Array(parts.indices), jobs: jobs) { part in
      imports[part].compactMap { number, taken -> (number: Int32, lead: Lead)? in
        guard finder.mayLead(taken), case let lead = finder.find(taken.name), !lead.isEmpty else { return nil }
        return (number, lead)
      }
    }
    var places = ContiguousArray<Int32>(repeating: -1, count: surroundings.importLimit)
    var leads: [Lead] = []
    for (number, lead) in found.joined() {
      precondition(places[Int(number)] < 0, "each import is looked for once")
      places[Int(number)] = Int32(leads.count)
      leads.append(lead)
    }
    (self.places, self.leads) = (places, leads)
    flow = ruleSet.models.isEmpty ? FlowLeads() : FlowLeads(surroundings.index, ruleSet.models)
  }

  /// Many things in parts for several threads: each large enough for the work to outweigh handing it out.
  fileprivate static func parts(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: partSize).map { $0..<min($0 + partSize, count) }
  }

  private static let partSize = 512

  /// What one import, or all imports of a file, lead to.
  struct Lead: Sendable {
    /// A digest of names and what they lead to; 0 for nowhere.
    fileprivate(set) var digest: UInt64 = 0
    /// Whether an imported name leads to a library by itself.
    fileprivate(set) var isDirect = false
    /// Names of imported modules that lead to a library.
    fileprivate(set) var members = MemberNames()
    /// Whether it is to a module of several files, which see all that it declares: see `DeclarationNeeds`.
    fileprivate(set) var isToParts = false

    var isEmpty: Bool { !isDirect && members.isEmpty && !isToParts }

    /// A digest of all that the rest of the project has to do with a file; 0 for nothing.
    func digest(takenByOthers names: Set<String>) -> UInt64 {
      guard !names.isEmpty else { return digest }
      var hash = ContentHash()
      hash.add(digest)
      for name in names.sorted() { hash.add(name) }
      return max(1, hash.value)
    }
  }

  /// Where the imports of one file lead, by their numbers, and what else concerns its module.
  func of(_ imports: [Int32], in module: String) -> Lead {
    var all = flow.lead(to: module)
    guard !leads.isEmpty else { return all }
    var hash = ContentHash()
    if !all.isEmpty { hash.add(all.digest) }
    for number in imports {
      // What was numbered since is of a file that is looked at only now.
      guard Int(number) < places.count, places[Int(number)] >= 0 else { continue }
      let lead = leads[Int(places[Int(number)])]
      hash.add(lead.digest)
      all.isDirect = all.isDirect || lead.isDirect
      all.isToParts = all.isToParts || lead.isToParts
      // Where a name leads to a library by itself, no one asks for the members of modules.
      if !all.isDirect { all.members.formUnion(lead.members) }
    }
    if !all.isEmpty { all.digest = max(1, hash.value) }
    return all
  }
}

/// Finds where single imports lead. A class: it is asked for each of them.
private final class LeadFinder: Sendable {
  let project: ProjectIndex
  let joined: JoinedModules
  let ruleSet: RuleSet

  /// By number of a module: the names that lead from it to others, where those are all that can; nil where that is not so.
  private let names: [[String: String]?]

  init(_ surroundings: Surroundings, _ ruleSet: RuleSet, jobs: Int) {
    project = surroundings.index
    joined = surroundings.joined
    self.ruleSet = ruleSet
    let modules = surroundings.modules
    let parts = LibraryLeads.parts(of: modules.count)
    let names = Parallel.map(parts, in: Array(parts.indices), jobs: jobs) { [project] numbers in
      numbers.map { Self.names(leadingFrom: modules.name(NameSet.ID($0)), in: project) }
    }
    self.names = Array(names.joined())
  }

  private static func names(leadingFrom module: String, in project: ProjectIndex) -> [String: String]? {
    if let exports = project.module(module)?.exports {
      return exports.isPart || !exports.starImports.isEmpty ? nil : exports.names
    }
    // Of a module that hands nothing on, the nearest package around it that does is asked for the module.
    for package in module.dottedBeginnings.dropFirst() {
      guard let exports = project.module(package)?.exports else { continue }
      let next = module.utf8.dropFirst(package.utf8.count + 1).prefix { $0 != UInt8(ascii: ".") }
      let isAsked = exports.isPart || !exports.starImports.isEmpty || exports.names[String(next) ?? ""] != nil
      return isAsked ? nil : [:]
    }
    return [:]
  }

  typealias Lead = LibraryLeads.Lead

  /// Whether a name has to be followed: most are what their module itself defines, which its exports do not list.
  func mayLead(_ taken: ImportNames.Import) -> Bool {
    guard ruleSet.models.isEmpty, taken.isMember, taken.module != NameSet.absent, taken.taken != "*",
      let names = names[Int(taken.module)]
    else { return true }
    return names[taken.taken] != nil
  }

  func find(_ name: String) -> Lead {
    guard !ruleSet.models.isEmpty else { return plainLead(name) }
    return including(flowTo: name, in: plainLead(name))
  }

  /// Functions that are given models, and all that a module which has to do with models may hand on.
  private func including(flowTo name: String, in lead: Lead) -> Lead {
    let target = project.resolve(name)
    let place = target.hasSuffix(".*") ? String(target.dropLast(2)) : target
    let isGiven = project.flow.concerns(place)
    let isTouched = name.dottedBeginnings.contains { project.module($0)?.exports.flow.touches ?? false }
    guard isGiven || isTouched else { return lead }
    var lead = lead
    var hash = ContentHash()
    hash.add(lead.digest)
    hash.add(isGiven ? "given \(project.flow.followed.filter { $0.hasPrefix(place) }.count)" : "touched")
    lead.isDirect = lead.isDirect || isGiven
    if isTouched { for id in 0..<Int32(ruleSet.members.count) { lead.members.insert(ruleSet.members.name(id)) } }
    lead.digest = max(1, hash.value)
    return lead
  }

  private func plainLead(_ name: String) -> Lead {
    let surfaces = ruleSet.source
    if name.hasSuffix(".*") {
      let module = String(name.dropLast(2))
      if let exports = project.module(module)?.exports, exports.isPart {
        return including(waiting: module + ".", in: lead(toParts: exports))
      }
      let names = project.starNames(of: module)
      return lead(names.filter { surfaces.provides($0.target) }, isDirect: true)
    }
    let target = project.resolve(name)
    if !ruleSet.models.isEmpty, let fact = project.fact(of: target) {
      return lead(surfaces.provides(fact.type) ? [(name, fact.type)] : [], isDirect: true)
    }
    if target != name { return lead(surfaces.provides(target) ? [(name, target)] : [], isDirect: true) }
    // The name is a module of the project: its members may lead to a library.
    let members = (project.module(name)?.exports.names ?? [:]).map { (name: $0.key, target: project.resolve($0.value)) }
    let leading = members.filter { surfaces.provides($0.target) && ruleSet.concerns($0.target) } + models(of: name)
    return lead(leading.sorted { $0.name < $1.name }, isDirect: false)
  }

  /// The files of one module, and those that import it, see all that it declares.
  private func lead(toParts exports: ModuleExports) -> Lead {
    var lead = Lead()
    guard !exports.returns.isEmpty || !exports.names.isEmpty else { return lead }
    lead.isToParts = true
    lead.digest = max(1, joined.byName[exports.module]?.digest ?? 0)
    return lead
  }

  /// What is known of a module's functions that come to wait concerns all that may call them.
  private func including(waiting prefix: String, in lead: Lead) -> Lead {
    let functions = project.waiting.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }
    guard !functions.isEmpty else { return lead }
    var lead = lead
    var hash = ContentHash()
    hash.add(lead.digest)
    for (name, function) in functions {
      hash.add("\(name) \(function.effects.rawValue) \(function.rule)")
      for obstacle in function.obstacles { hash.add(obstacle) }
    }
    lead.isDirect = true
    lead.digest = max(1, hash.value)
    return lead
  }

  /// Functions and variables of a module that give a model.
  private func models(of module: String) -> [(name: String, target: String)] {
    guard !ruleSet.models.isEmpty, let exports = project.module(module)?.exports else { return [] }
    return exports.returns.merging(exports.values) { first, _ in first }
      .filter { ruleSet.models.model(ofType: $0.value.type) != nil }.map { ($0.key, $0.value.type) }
  }

  private func lead(_ targets: [(name: String, target: String)], isDirect: Bool) -> Lead {
    var lead = Lead()
    guard !targets.isEmpty else { return lead }
    var hash = ContentHash()
    for (name, target) in targets {
      hash.add(name)
      hash.add(target)
      if !isDirect { lead.members.insert(name) }
    }
    lead.isDirect = isDirect
    lead.digest = max(1, hash.value)
    return lead
  }
}

/// What concerns files by the models that others store and hand on.
private struct FlowLeads {
  private var shared = LibraryLeads.Lead()
  private var given: [String: UInt64] = [:]
  /// Packages whose tests get a model from a fixture of their `conftest`.
  private var fixtures: [String: UInt64] = [:]

  init() {}

  init(_ project: ProjectIndex, _ models: LoadableModels) {
    let flow = project.flow
    for exports in project.modules.map(\.exports) where exports.module.lastDottedPart == "conftest" {
      let found = exports.returns.filter { models.model(ofType: $0.value.type) != nil }.keys.sorted()
      guard !found.isEmpty else { continue }
      var hash = ContentHash()
      for name in found { hash.add(name) }
      fixtures[String(exports.module.dropLast("conftest".count))] = hash.value
    }
    var hash = ContentHash()
    for (place, fact) in flow.held.sorted(by: { $0.key < $1.key }) {
      hash.add("\(place) \(fact.type)")
      shared.members.insert(Self.mention(of: place))
    }
    if !flow.held.isEmpty { shared.digest = max(1, hash.value) }
    for (function, values) in flow.given.sorted(by: { $0.key < $1.key }) where flow.takers.contains(function) {
      var hash = ContentHash()
      hash.add("\(function) \(values.sorted { $0.key < $1.key })")
      for module in function.dottedBeginnings.dropFirst() { given[module, default: 1] &+= hash.value }
    }
  }

  /// The name behind a dot by which a place is reached.
  private static func mention(of place: String) -> String {
    guard place.hasSuffix("]") || place.hasSuffix(")"), let end = place.firstIndex(where: { "[(".contains($0) }) else {
      return place.lastDottedPart
    }
    let holder = String(place[..<end])
    return holder == "aiohttp.web.Application" ? "app" : holder.lastDottedPart
  }

  func lead(to module: String) -> LibraryLeads.Lead {
    var digest = given[module] ?? 0
    for (folder, fixture) in fixtures where module.hasPrefix(folder) { digest &+= fixture }
    guard digest != 0 else { return shared }
    var lead = shared
    lead.isDirect = true
    lead.digest = max(1, lead.digest &+ digest)
    return lead
  }
}

/// Names that a file may ask a module for.
struct MemberNames: Sendable {
  /// Each made once for all files that import the same.
  private var sets: [NameSet] = []
  private var longest = 0

  init() {}

  init(_ names: some Sequence<String>) {
    for name in names { insert(name) }
  }

  var isEmpty: Bool { sets.isEmpty }

  mutating func insert(_ name: String) {
    guard !name.isEmpty else { return }
    if sets.isEmpty { sets.append(NameSet()) }
    _ = sets[0].insert(name)
    longest = max(longest, name.utf8.count)
  }

  mutating func formUnion(_ other: MemberNames) {
    sets += other.sets
    longest = max(longest, other.longest)
  }

  /// Whether one of the names stands behind a dot anywhere in a source text; blanks, line ends and continuations may
  /// stand in between.
  func isMentioned(in bytes: ContiguousArray<UInt8>) -> Bool {
    var lengths = NameSet.noLengths
    for set in sets { set.addLengths(to: &lengths) }
    return bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        index += 1
        guard byte == UInt8(ascii: ".") else { continue }
        while index < bytes.count, Self.isBlank(bytes[index]) { index += 1 }
        let start = index
        while index < bytes.count, Self.isNamePart(bytes[index]) { index += 1 }
        guard start < index, index - start <= longest,
          NameSet.mayHold(bytes[start], length: UInt32(index - start), by: lengths)
        else { continue }
        let name = UnsafeBufferPointer(rebasing: bytes[start..<index])
        if sets.contains(where: { $0.find(name) != NameSet.absent }) { return true }
      }
      return false
    }
  }

  /// Whether one of the names stands as a word anywhere in a source text.
  func areWords(of bytes: ContiguousArray<UInt8>) -> Bool { bytes.withUnsafeBufferPointer { areWords(of: $0) } }

  func areWords(of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var lengths = NameSet.noLengths
    for set in sets { set.addLengths(to: &lengths) }
    var index = 0
    while index < bytes.count {
      let start = index
      while index < bytes.count, Self.isNamePart(bytes[index]) { index += 1 }
      if start == index {
        index += 1
        continue
      }
      guard index - start <= longest, NameSet.mayHold(bytes[start], length: UInt32(index - start), by: lengths) else {
        continue
      }
      let name = UnsafeBufferPointer(rebasing: bytes[start..<index])
      if sets.contains(where: { $0.find(name) != NameSet.absent }) { return true }
    }
    return false
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, 0x0C, 0x5C: true
    default: false
    }
  }

  /// By a byte whether it is part of a name.
  static let nameParts = ContiguousArray((0...UInt8.max).map(isNamePart))

  static func isNamePart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
  }
}
