// From what is asked and what the project says to one set of rules.

import Projects
import RuleEngine
import RuleModel
import Semantics

/// The libraries that move, and on demand the rules that takes.
///
/// What is known before a pack is read is enough to find results of an earlier run; packs are read and composed when
/// the first file has to be looked at.
struct AdaptationPlan: Sendable {
  private(set) var upgrades: [Upgrade] = []
  private(set) var pinTargets: [PinTarget] = []
  private let request: AdaptationRequest
  private var selection: RuleSelection
  private let made: Kept<Made>
  /// Packs and surfaces as they are read, before the project shapes what is made of them.
  private let packs: Kept<SelectedRules>
  private var swaps: [(old: Library, new: Library)] = []
  /// The platforms that the project runs on, where the language asks for them.
  private let deployment: DeploymentTargets

  /// What is made of packs once they are read.
  private struct Made: Sendable {
    var ruleSet: RuleSet
    var requirements: [String: RulePack.Requirement]
    var buildWords: [BuildWord]
    var demands: [String: PackageDemand]
  }

  /// Throws `RequestError` or `AdaptationError` for what no pack can fulfil, as far as that is known without reading any.
  ///
  /// - Parameter earlier: A plan of the same request which takes the same packs.
  init(
    _ request: AdaptationRequest, manifests: ProjectManifests, catalogue: PackCatalogue, language: any Language,
    cmakeFiles: [String] = [], root: String = "", taking earlier: AdaptationPlan? = nil, relative: (String) -> String
  ) throws {
    self.request = request
    packs = earlier?.packs ?? Kept()
    // On which platforms the project runs shapes nothing but guards between releases.
    made = request.isStraddling ? Kept() : earlier?.made ?? Kept()
    deployment =
      language.name == "swift" && !root.isEmpty
      ? DeploymentTargets(packages: manifests.swiftPackages, folder: root) : DeploymentTargets()
    selection = RuleSelection(catalogue: catalogue, language: language)
    for target in request.targets {
      let library = try catalogue.knownLibrary(named: target.library)
      let names = DistributionNames(library.distributions)
      let inUse = manifests.versionInUse(of: names, environments: request.environments)
      var origin = try Origin(library, request: request, catalogue: catalogue, inUse: inUse, relative: relative)
      if origin.release == nil { origin.read(cmakeFiles, of: library, relative: relative) }
      if origin.release == nil, library.distributions.isEmpty {
        try origin.read(deployment, of: library, catalogue, language, relative: relative)
      }
      let to = try PackCatalogue.release(target.version)
      let notes = selection.add(library, from: origin.release, to: to)
      upgrades.append(
        Upgrade(
          library: library.name, from: origin.release?.description, to: to.description, evidence: origin.evidence,
          notes: origin.notes + notes))
      if let version = Version(target.version) { pinTargets.append(PinTarget(library: library, version: version)) }
    }
    for swap in request.swaps {
      let library = try catalogue.knownLibrary(named: swap.old)
      selection.add(library, swappedFor: swap.new, models: request.models.filter { $0.library == library.name })
      upgrades.append(Upgrade(library: library.name, from: nil, to: swap.new, evidence: "--swap"))
      let new =
        catalogue.library(named: swap.new)
        ?? Library(name: swap.new, modules: [swap.new], distributions: ["pip": [swap.new], "conda": [swap.new]])
      swaps.append((library, new))
    }
  }

  /// The rules of the run, read and composed once.
  ///
  /// - Throws: `RequestError`, `RuleErrors`, and `AdaptationError` for a rule the user names that is not there.
  func ruleSet() throws -> RuleSet { try everything().ruleSet }

  /// What the packs ask of manifests.
  func wishes() throws -> ManifestWishes {
    guard !swaps.isEmpty || selection.language.name == "swift" else { return ManifestWishes() }
    let made = try everything()
    return ManifestWishes(
      requirements: made.requirements, demands: selection.language.name == "swift" ? made.demands : [:])
  }

  /// The libraries that take others' places in the project's requirements.
  func requirementSwaps(_ wishes: ManifestWishes) -> [RequirementSwap] {
    swaps.map { RequirementSwap(old: $0.old, new: $0.new, requirement: wishes.requirements[$0.old.name]) }
  }

  /// Words of build files that become others.
  func buildWords() throws -> [BuildWord] { try everything().buildWords }

  /// The libraries that move or leave.
  var libraries: [Library] { pinTargets.map(\.library) + swaps.map(\.old) }

  /// Has packs read, and rules composed of them as far as the project does not shape them, for those who ask for the
  /// rules later.
  func prepare() throws {
    if request.isStraddling { _ = try packs.value { try selection.load() } } else { _ = try everything() }
  }

  private func everything() throws -> Made {
    try made.value {
      let packs = try packs.value { try selection.load() }
      let ruleSet = RuleSet(
        try packs.rules(select: request.select, ignore: request.ignore), language: selection.language,
        source: packs.source, target: packs.target, isStraddling: request.isStraddling, models: packs.models,
        isSwap: packs.isSwap, deployment: deployment.platforms, macros: packs.macros)
      return Made(
        ruleSet: ruleSet, requirements: packs.requirements, buildWords: packs.buildWords, demands: packs.demands)
    }
  }

  /// A digest of everything that shapes the results of single files.
  var digest: UInt64 {
    var hash = ContentHash()
    for upgrade in upgrades {
      hash.add(upgrade.library)
      hash.add(upgrade.from ?? "")
      hash.add(upgrade.to)
    }
    for digest in selection.digests { hash.add(digest) }
    hash.add(request.programStamp)
    for model in request.models { hash.add("\(model)") }
    for text in request.select { hash.add("+" + text) }
    for text in request.ignore { hash.add("-" + text) }
    hash.add(request.includesReview ? "review" : "safe")
    hash.add(request.isStraddling ? "straddle" : "move")
    for (name, release) in deployment.platforms.sorted(by: { $0.key < $1.key }) { hash.add("\(name) \(release)") }
    return hash.value
  }
}

/// Which release a project is written for, and what says so.
private struct Origin {
  var release: Release?
  var evidence: String
  var notes: [String] = []

  init(
    _ library: Library, request: AdaptationRequest, catalogue: PackCatalogue, inUse: VersionInUse,
    relative: (String) -> String
  ) throws {
    if let given = request.origins.first(where: { catalogue.library(named: $0.library)?.name == library.name }) {
      release = try PackCatalogue.release(given.version)
      evidence = "--from"
      return
    }
    guard let version = inUse.version, let first = inUse.evidence.first(where: { $0.version == version }) else {
      evidence = "no file of the project says which release is in use; all changes up to the target are considered"
      return
    }
    release = Release(version.release.map(String.init).joined(separator: "."))
    evidence = "\(relative(first.file)):\(first.line) says \(first.text)"
    notes = inUse.disagreements.map { note in
      inUse.evidence.reduce(note) { $0.replacing($1.file, with: relative($1.file)) }
    }
  }
}

extension Origin {
  /// What comes with the system is of the release that the oldest platform has.
  fileprivate mutating func read(
    _ deployment: DeploymentTargets, of library: Library, _ catalogue: PackCatalogue, _ language: any Language,
    relative: (String) -> String
  ) throws {
    guard !deployment.platforms.isEmpty else { return }
    var found: Release?
    var asked: Set<String> = []
    for pack in try catalogue.allPacks(of: library.name, language: language) {
      guard case .release(let release) = pack.kind, !pack.package.platforms.isEmpty else { continue }
      let named = pack.package.platforms.filter { deployment.platforms[$0.key] != nil }
      asked.formUnion(named.keys)
      let isThere = named.allSatisfy { name, least in
        guard let runsOn = deployment.platforms[name].flatMap({ Release($0) }), let wanted = Release(least) else {
          return false
        }
        return wanted <= runsOn
      }
      if isThere, !named.isEmpty { found = max(found ?? release, release) }
    }
    guard let platform = asked.sorted().first, let place = deployment.evidence[platform],
      let number = deployment.platforms[platform]
    else { return }
    // Older than all packs: as the oldest surface has it.
    release = found ?? catalogue.surfaceReleases(of: library.name, language: language.name).first
    evidence = "\(relative(place.file)):\(place.line) says \(platform) \(number)"
  }

  /// Takes the version that CMake asks a package for, where nothing else says one.
  fileprivate mutating func read(_ files: [String], of library: Library, relative: (String) -> String) {
    let pins = CMakePins(names: library.distributions["cmake"] ?? [], version: "")
    for file in files {
      guard let bytes = try? readFile(file), let range = pins.versions(in: bytes).first else { continue }
      let text = String(decoding: bytes[range], as: UTF8.self)
      guard let version = Version(text) else { continue }
      release = Release(version.release.map(String.init).joined(separator: "."))
      let line = bytes[..<range.lowerBound].count { $0 == 0x0A } + 1
      evidence = "\(relative(file)):\(line) says find_package \(text)"
      return
    }
  }
}

extension String {
  /// With every occurrence of `old` replaced.
  fileprivate func replacing(_ old: String, with new: String) -> String {
    guard !old.isEmpty, old != new else { return self }
    var result = ""
    var rest = self[...]
    while let found = rest.firstRange(of: old) {
      result += rest[..<found.lowerBound] + new
      rest = rest[found.upperBound...]
    }
    return result + rest
  }
}
