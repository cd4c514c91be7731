// Which files say what a project needs, told by their names.

/// A sort of file that declares or locks what a project needs.
package enum ManifestKind: String, Sendable {
  case requirements, constraints, pyproject, setupCfg, setupPy, toxIni, noxfile, condaEnvironment, dockerfile, pipfile
  /// Requirements written by a resolver, told by what they hold.
  case compiledRequirements
  case poetryLock, uvLock, pdmLock, pipfileLock, condaLock, pylock
  case swiftPackage, swiftResolved
  /// A Python file with requirements in a comment, told by what it holds.
  case script

  /// What the file at `path` is by its name and that of its folder; nil for a file that declares nothing.
  package init?(path: String) {
    let name = lastComponent(path)
    if name.hasPrefix("Package@swift-"), name.hasSuffix(".swift") {
      self = .swiftPackage
      return
    }
    if let kind = Self.exactNames[name] {
      self = kind
      return
    }
    // Most files of a project are sources.
    if let first = name.utf8.first, first | 0x20 != UInt8(ascii: "d"), first | 0x20 != UInt8(ascii: "c"),
      name.hasSuffix(".swift") || name.hasSuffix(".py")
    {
      return nil
    }
    let lowered = name.lowercased()
    if lowered.hasSuffix(".txt") || lowered.hasSuffix(".in") {
      guard let kind = Self.requirementsKind(lowered, folder: lastComponent(parentFolder(path))) else { return nil }
      self = kind
    } else if lowered.hasSuffix(".yml") || lowered.hasSuffix(".yaml") {
      guard let kind = Self.yamlKind(lowered) else { return nil }
      self = kind
    } else if Self.isDockerfile(lowered) {
      self = .dockerfile
    } else if lowered.hasSuffix(".py.lock") {
      self = .uvLock
    } else if lowered.hasPrefix("pylock."), lowered.hasSuffix(".toml") {
      self = .pylock
    } else {
      return nil
    }
  }

  /// Whether the file says what was resolved, and is written by a program.
  package var isLock: Bool {
    switch self {
    case .compiledRequirements, .poetryLock, .uvLock, .pdmLock, .pipfileLock, .condaLock, .pylock, .swiftResolved: true
    default: false
    }
  }

  /// The command that makes a lock file anew.
  package var regeneration: String? {
    switch self {
    case .poetryLock: "poetry lock"
    case .uvLock: "uv lock"
    case .pdmLock: "pdm lock"
    case .pipfileLock: "pipenv lock"
    case .condaLock: "conda-lock lock"
    case .pylock: "uv export --format pylock.toml -o pylock.toml"
    case .compiledRequirements: "pip-compile"
    case .swiftResolved: "swift package update"
    default: nil
    }
  }

  /// A cheap test that lets every manifest's name through, and few others.
  static func mayBeName(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
    switch name.last {
    case UInt8(ascii: "y"): return name.matches("setup.py") || name.matches("noxfile.py")
    case UInt8(ascii: "t"), UInt8(ascii: "n"), UInt8(ascii: "g"), UInt8(ascii: "i"), UInt8(ascii: "k"): return true
    case UInt8(ascii: "d"): return name.matches("Package.resolved")
    case UInt8(ascii: "l"): return name.contains(UInt8(ascii: "."))
    case UInt8(ascii: "e"): return name.count >= 7
    default: return name.starts(with: "Dockerfile".utf8) || name.starts(with: "Containerfile".utf8)
    }
  }

  private static let exactNames: [String: ManifestKind] = [
    "pyproject.toml": .pyproject, "setup.cfg": .setupCfg, "setup.py": .setupPy, "tox.ini": .toxIni,
    "noxfile.py": .noxfile, "Pipfile": .pipfile, "Pipfile.lock": .pipfileLock, "poetry.lock": .poetryLock,
    "uv.lock": .uvLock, "pdm.lock": .pdmLock, "pylock.toml": .pylock,
    "Package.swift": .swiftPackage, "Package.resolved": .swiftResolved,
  ]

  private static func requirementsKind(_ name: String, folder: String) -> ManifestKind? {
    if contains(name, "constraint") { return .constraints }
    return contains(name, "requirement") || folder == "requirements" ? .requirements : nil
  }

  private static func yamlKind(_ name: String) -> ManifestKind? {
    if contains(name, "conda-lock") { return .condaLock }
    let stem = String(name.prefix { $0 != "." })
    return contains(stem, "environment") || stem.hasPrefix("conda") || stem == "env" || stem.hasSuffix("-env")
      ? .condaEnvironment : nil
  }

  private static func isDockerfile(_ name: String) -> Bool {
    name == "dockerfile" || name == "containerfile" || name.hasPrefix("dockerfile.") || name.hasPrefix("dockerfile-")
      || name.hasPrefix("containerfile.") || name.hasSuffix(".dockerfile")
  }

  private static func contains(_ text: String, _ part: String) -> Bool {
    text.utf8.indices.contains { text.utf8[$0...].starts(with: part.utf8) }
  }
}
