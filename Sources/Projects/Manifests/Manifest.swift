// One file that says what a project needs, read.

internal import SourceModel

/// A version that a lock file or an environment names.
package struct LockedVersion: Hashable, Sendable {
  package var distribution: String
  package var channel: Channel
  package var version: Version
  /// From 1.
  package var line: Int
}

/// Something in a manifest that was not understood, and so is never edited.
package struct ManifestNote: Hashable, Sendable {
  package var line: Int
  package var message: String
}

/// What a manifest declares or locks.
package struct Manifest: Sendable {
  package var file: String
  package var kind: ManifestKind
  package var pins: [Pin] = []
  package var locked: [LockedVersion] = []
  /// Other requirements files that this one takes in, as written; relative to its own folder.
  package var includes: [Include] = []
  package var notes: [ManifestNote] = []
  /// The command that writes this file, for a lock file.
  package var regeneration: String?

  package struct Include: Hashable, Sendable {
    package var path: String
    package var isConstraints: Bool
    package var line: Int
  }

  init(file: String, kind: ManifestKind) {
    self.file = file
    self.kind = kind
    regeneration = kind.regeneration
    // A script's own lock lies beside it.
    if kind == .uvLock, file.hasSuffix(".py.lock") {
      regeneration = "uv lock --script \(lastComponent(file).dropLast(5))"
    }
  }

  /// Reads a manifest from its bytes. `kind` may be given where the name does not tell it.
  package static func read(file: String, bytes: ContiguousArray<UInt8>, kind: ManifestKind? = nil) -> Manifest? {
    guard let kind = kind ?? ManifestKind(path: file) else { return nil }
    var manifest = Manifest(file: file, kind: kind)
    if isBinary(bytes) {
      manifest.notes.append(ManifestNote(line: 1, message: "It is not a text in UTF-8; nothing was read from it."))
      return manifest
    }
    var reader = ManifestReader(manifest: manifest, bytes: bytes)
    reader.read()
    reader.manifest.sortPins()
    return reader.manifest
  }
}

extension Manifest {
  /// Puts the pins in the order of the file. A list that two arguments of a call name was read twice.
  fileprivate mutating func sortPins() {
    var seen: Set<ByteRange> = []
    pins = pins.filter { seen.insert($0.range).inserted }.sorted { $0.range < $1.range }
  }
}

/// A manifest being read: the part that all kinds share.
struct ManifestReader {
  var manifest: Manifest
  let bytes: ContiguousArray<UInt8>
  let lines: LineTable

  init(manifest: Manifest, bytes: ContiguousArray<UInt8>) {
    self.manifest = manifest
    self.bytes = bytes
    lines = LineTable(bytes)
  }

  mutating func read() {
    switch manifest.kind {
    case .requirements, .constraints, .compiledRequirements: readRequirements()
    case .pyproject: readPyProject()
    case .setupCfg, .toxIni: readINI()
    case .setupPy, .noxfile: readPythonCalls()
    case .script: readScript()
    case .condaEnvironment: readCondaEnvironment()
    case .dockerfile: readDockerfile()
    case .pipfile: readPipfile()
    case .poetryLock, .uvLock, .pdmLock, .pylock: readTOMLLock()
    case .pipfileLock: readPipfileLock()
    case .condaLock: readCondaLock()
    case .swiftPackage: readSwiftPackage()
    case .swiftResolved: readSwiftResolved()
    }
  }

  func place(_ channel: Channel = .pip, role: Pin.Role = .runtime, section: String = "") -> PinPlace {
    PinPlace(file: manifest.file, kind: manifest.kind, channel: channel, role: role, section: section)
  }

  func line(_ offset: Int) -> Int { lines.line(of: UInt32(offset)) + 1 }

  func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  mutating func note(_ offset: Int, _ message: String) {
    manifest.notes.append(ManifestNote(line: line(offset), message: message))
  }

  /// Adds the one requirement that `range` holds, or a note that it holds none.
  mutating func add(_ range: Range<Int>, _ place: PinPlace, quoting: Pin.Quoting = .none) {
    var reader = RequirementReader(bytes, in: range)
    let requirement = place.channel == .pip ? reader.readPip() : reader.readConda()
    guard let requirement, requirement.end == range.upperBound else {
      return note(range.lowerBound, "`\(text(range))` is not a requirement that can be read; it is left alone.")
    }
    var pin = requirement.pin(place, line: line(Int(requirement.range.start)))
    pin.quoting = quoting
    manifest.pins.append(pin)
  }

  /// Adds a pin of `name` whose versions alone stand in `range`.
  mutating func add(name: String, versions range: Range<Int>, _ dialect: VersionConstraint.Dialect, _ place: PinPlace) {
    let byteRange = ByteRange(range)
    let constraint = VersionConstraint(bytes, in: byteRange, dialect: dialect)
    if constraint == nil, !range.isEmpty, text(range) != "*" {
      return note(range.lowerBound, "`\(text(range))` is not a version constraint that can be read; it is left alone.")
    }
    manifest.pins.append(
      Pin(
        distribution: normalizedDistribution(name), channel: place.channel, role: place.role, file: place.file,
        kind: place.kind, line: line(range.lowerBound), section: place.section, range: byteRange,
        constraint: constraint))
  }

  mutating func lock(_ name: String, _ version: String, _ channel: Channel, at offset: Int) {
    guard let version = Version(version) else { return }
    manifest.locked.append(
      LockedVersion(
        distribution: normalizedDistribution(name), channel: channel, version: version, line: line(offset)))
  }
}
