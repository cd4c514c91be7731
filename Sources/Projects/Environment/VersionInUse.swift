// Which version of a library a project uses, and what says so.

/// One thing that speaks for a version.
package struct VersionEvidence: Hashable, Sendable {
  /// Weakest first, so that the greatest decides.
  package enum Strength: Int, Comparable, Sendable {
    case declaredRange, declaredExact, installed, locked
    package static func < (left: Strength, right: Strength) -> Bool { left.rawValue < right.rawValue }
  }

  package var strength: Strength
  /// Of a range, its lower end; nil where it has none.
  package var version: Version?
  package var file: String
  /// From 1.
  package var line: Int
  /// As written.
  package var text: String
  /// What a declaration lets in.
  package var constraint: VersionConstraint?
}

/// The version in use and the evidence for it.
package struct VersionInUse: Sendable {
  /// The lowest version of the strongest evidence; nil where nothing speaks for one.
  package var version: Version?
  /// Strongest first, then by file and line.
  package var evidence: [VersionEvidence]
  /// What does not fit together, a sentence each.
  package var disagreements: [String]

  package init(evidence given: [VersionEvidence]) {
    let evidence = given.sorted {
      $0.strength == $1.strength ? ($0.file, $0.line) < ($1.file, $1.line) : $0.strength > $1.strength
    }
    let strongest = evidence.first { $0.version != nil }?.strength
    let candidates = evidence.filter { $0.strength == strongest && $0.version != nil }
    let lowest = candidates.min { ($0.version ?? Self.none) < ($1.version ?? Self.none) }
    self.evidence = evidence
    version = lowest?.version
    disagreements = lowest.map { Self.disagreements(evidence, with: $0) } ?? []
  }

  private static let none = Version(release: [0])

  private static func disagreements(_ evidence: [VersionEvidence], with chosen: VersionEvidence) -> [String] {
    guard let version = chosen.version else { return [] }
    let place = "\(chosen.file):\(chosen.line)"
    return evidence.compactMap { other in
      if other.strength == .declaredRange || other.strength == .declaredExact, let constraint = other.constraint {
        guard !constraint.admits(version) else { return nil }
        return "\(place) says \(version), which \(other.file):\(other.line) (\(constraint.text)) does not let in."
      }
      guard let second = other.version, second != version else { return nil }
      return "\(place) says \(version), \(other.file):\(other.line) says \(second)."
    }
  }
}
