// All that a project's manifests say, and the change of all its pins at once.

package import SourceModel

/// The names of one library, by where it is installed from.
package struct DistributionNames: Hashable, Sendable {
  package var pip: Set<String>
  package var conda: Set<String>
  package var swiftpm: Set<String>

  /// Names are compared normalised.
  package init(pip: [String], conda: [String] = [], swiftpm: [String] = []) {
    self.swiftpm = Set(swiftpm.map { normalizedDistribution($0) })
    self.pip = Set(pip.map { normalizedDistribution($0) })
    self.conda = Set((conda.isEmpty ? pip : conda).map { normalizedDistribution($0) })
  }

  /// From a library's own list, such as `["pip": ["numpy"], "conda": ["numpy-base"]]`.
  package init(_ names: [String: [String]]) {
    self.init(pip: names["pip"] ?? [], conda: names["conda"] ?? [], swiftpm: names["swiftpm"] ?? [])
  }

  var all: Set<String> { pip.union(conda).union(swiftpm) }

  func contains(_ name: String, _ channel: Channel) -> Bool {
    switch channel {
    case .pip: pip.contains(name)
    case .conda: conda.contains(name)
    case .swiftpm: swiftpm.contains(name)
    }
  }
}

/// What is to be said about one pin or lock file.
package struct PinReport: Hashable, Sendable {
  package enum Kind: String, Sendable {
    /// Has to be changed by hand.
    case manual
    /// A lock file that its own command has to write anew.
    case regenerate
    /// Nothing to do.
    case unchanged
  }

  package var kind: Kind
  package var file: String
  package var line: Int
  package var message: String
}

/// A pin that moves, and the edit that moves it.
package struct PinChange: Hashable, Sendable {
  package var pin: Pin
  package var edit: Edit
  /// The constraint afterwards.
  package var now: String
}

/// What becomes of all the pins of one library.
package struct PinPlan: Sendable {
  /// By file and place.
  package var changes: [PinChange] = []
  package var reports: [PinReport] = []
}

/// The manifests of one project.
package struct ProjectManifests: Sendable {
  /// Sorted by file. Each file once.
  package private(set) var manifests: [Manifest] = []
  package private(set) var problems: [PathProblem] = []
  /// Virtual environments that belong to the project.
  package var environments: [String] = []

  /// Reads the manifests among what a walk found, and the files that they include.
  ///
  /// - Parameter mayRequire: Whether a source may say in itself what it requires; asked before it is looked at.
  package static func read(
    _ walk: Walk, mayRequire: (ContiguousArray<UInt8>) -> Bool = { _ in true }
  ) -> ProjectManifests {
    var result = ProjectManifests()
    result.environments = walk.environments
    var queue = walk.entries.compactMap { entry in
      ManifestKind(path: entry.absolutePath).map { (entry.absolutePath, $0) }
    }
    // Of a file that the user names it is seen beforehand whether it is a script with requirements of its own.
    queue += walk.entries.lazy.filter { $0.isNamed && $0.path.hasSuffix(".py") }.map { ($0.absolutePath, .script) }
    var seen: Set<String> = []
    var next = 0
    while next < queue.count {
      let (file, kind) = queue[next]
      next += 1
      guard seen.insert(resolvedPath(file) ?? file).inserted else { continue }
      queue += result.read(file, kind, mayRequire)
    }
    result.manifests.sort { $0.file < $1.file }
    return result
  }

  /// Takes manifests read elsewhere.
  package init(manifests: [Manifest] = [], environments: [String] = []) {
    self.manifests = manifests.sorted { $0.file < $1.file }
    self.environments = environments
  }

  /// Reads one file; the files it includes come back.
  private mutating func read(
    _ file: String, _ kind: ManifestKind, _ mayRequire: (ContiguousArray<UInt8>) -> Bool = { _ in true }
  ) -> [(String, ManifestKind)] {
    do {
      let bytes = try readFile(file)
      guard kind != .script || mayRequire(bytes) && ScriptMetadata.isHeld(by: bytes),
        let manifest = Manifest.read(file: file, bytes: bytes, kind: kind)
      else { return [] }
      manifests.append(manifest)
      // A Dockerfile names files of its own file system, which may not be this folder.
      guard kind != .dockerfile else { return [] }
      return manifest.includes.map { include in
        (joinedPath(parentFolder(file), include.path), include.isConstraints ? .constraints : .requirements)
      }
    } catch {
      problems.append(error)
      return []
    }
  }

  /// The same with scripts that carry requirements of their own.
  package func adding(scripts: [String]) -> ProjectManifests {
    let known = Set(manifests.map(\.file))
    var all = self
    for script in scripts where !known.contains(script) { _ = all.read(script, .script) }
    all.manifests.sort { $0.file < $1.file }
    return all
  }

  /// The pins of a library, by file and place.
  package func pins(of names: DistributionNames) -> [Pin] {
    manifests.flatMap { $0.pins.filter { names.contains($0.distribution, $0.channel) } }
  }

  /// What speaks for a version of a library: lock files, then the project's environments and those given, then pins.
  package func versionInUse(of names: DistributionNames, environments given: [String] = []) -> VersionInUse {
    var evidence: [VersionEvidence] = []
    for manifest in manifests {
      for lock in manifest.locked where names.contains(lock.distribution, lock.channel) {
        evidence.append(
          VersionEvidence(
            strength: .locked, version: lock.version, file: manifest.file, line: lock.line, text: lock.version.text))
      }
      for pin in manifest.pins where names.contains(pin.distribution, pin.channel) { evidence += declared(pin) }
    }
    for environment in given.isEmpty ? environments : given {
      for installed in InstalledEnvironment.distributions(at: environment, named: names.pip) {
        evidence.append(
          VersionEvidence(
            strength: .installed, version: installed.version, file: installed.file, line: installed.line,
            text: installed.version.text))
      }
    }
    return VersionInUse(evidence: evidence)
  }

  private func declared(_ pin: Pin) -> [VersionEvidence] {
    guard let constraint = pin.constraint else { return [] }
    let exact = constraint.exactVersion
    return [
      VersionEvidence(
        strength: exact == nil ? .declaredRange : .declaredExact, version: exact ?? constraint.lowerBound,
        file: pin.file,
        line: pin.line, text: pin.specifier, constraint: constraint)
    ]
  }

  /// The manifests of Swift packages.
  package var swiftPackages: [String] { manifests.filter { $0.kind == .swiftPackage }.map(\.file) }

  /// The change of every pin of a library to `target`, and what has to be done besides.
  package func plan(_ names: DistributionNames, to target: Version, straddle: Bool = false) -> PinPlan {
    var plan = PinPlan()
    for pin in pins(of: names) {
      switch pin.moved(to: target, straddle: straddle) {
      case .edit(let edit, let now): plan.changes.append(PinChange(pin: pin, edit: edit, now: now))
      case .report(let message): plan.report(.manual, pin.file, pin.line, message)
      case .unchanged(let message): plan.report(.unchanged, pin.file, pin.line, message)
      }
    }
    for manifest in manifests {
      plan.reportNotes(manifest, names)
      plan.reportLock(manifest, names, target)
    }
    return plan
  }
}

extension PinPlan {
  fileprivate mutating func report(_ kind: PinReport.Kind, _ file: String, _ line: Int, _ message: String) {
    reports.append(PinReport(kind: kind, file: file, line: line, message: message))
  }

  /// What was not understood and speaks of the library.
  fileprivate mutating func reportNotes(_ manifest: Manifest, _ names: DistributionNames) {
    for note in manifest.notes {
      let words = note.message.split { !($0.isLetter || $0.isNumber || "-_.".contains($0)) }
      guard words.contains(where: { names.all.contains(normalizedDistribution($0)) }) else { continue }
      report(.manual, manifest.file, note.line, note.message)
    }
  }

  fileprivate mutating func reportLock(_ manifest: Manifest, _ names: DistributionNames, _ target: Version) {
    guard let command = manifest.regeneration else { return }
    for lock in manifest.locked where names.contains(lock.distribution, lock.channel) && lock.version < target {
      report(
        .regenerate, manifest.file, lock.line,
        "It locks \(lock.distribution) \(lock.version); `\(command)` writes it anew.")
    }
  }
}
