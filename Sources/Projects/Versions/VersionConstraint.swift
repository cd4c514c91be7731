// Which versions a pin lets in: the clauses of a specifier, each with its place in the file.

package import SourceModel

/// What stands between a distribution's name and its versions.
package struct VersionConstraint: Hashable, Sendable {
  /// Whose notation it is.
  package enum Dialect: Sendable {
    /// PEP 440: `>=1.20,<2`, `==1.21.*`, `~=1.21`, `===1.21`.
    case python
    /// Conda's match specification: `=1.21`, `1.20|1.21`, `>=1.20,<2`.
    case conda
    /// Poetry: `^1.21`, `~1.21`, `1.21.*`, `>=1.20 || ^2.0`, and PEP 440.
    case poetry
  }

  package enum Operator: String, Sendable {
    case equal = "=="
    case identical = "==="
    case notEqual = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
    case compatible = "~="
    /// Conda's `=`: every version that begins so.
    case fuzzy = "="
    case caret = "^"
    case tilde = "~"
    /// A version alone: exactly that one.
    case bare = ""
  }

  /// One comparison, and where it stands.
  package struct Clause: Hashable, Sendable {
    package var comparison: Operator
    /// Without the `.*` of a wildcard. Of an `===`, or of anything that is not a version, nil.
    package var version: Version?
    /// As written, a wildcard included.
    package var text: String
    package var isWildcard: Bool
    package var range: ByteRange
    package var versionRange: ByteRange
    /// The spaces between operator and version, kept when the operator is written anew.
    package var gap: String
  }

  package var dialect: Dialect
  /// A version is let in if every clause of one alternative lets it in.
  package var alternatives: [[Clause]]
  package var range: ByteRange
  package var text: String

  /// Whether `version` is let in. Pre-releases are compared like any other version.
  package func admits(_ version: Version) -> Bool {
    alternatives.contains { $0.allSatisfy { $0.admits(version, dialect: dialect) } }
  }

  /// The lowest version that may be let in; nil where there is no lower end.
  package var lowerBound: Version? {
    let bounds = alternatives.map { $0.compactMap(\.lowerBound).max() }
    return bounds.contains { $0 == nil } ? nil : bounds.compactMap { $0 }.min()
  }

  /// The one version let in, where it is spelled out.
  package var exactVersion: Version? {
    guard alternatives.count == 1 else { return nil }
    return alternatives[0].first { $0.isExact }?.version
  }
}

extension VersionConstraint.Clause {
  /// Whether exactly one version is named.
  package var isExact: Bool {
    !isWildcard && (comparison == .equal || comparison == .identical || comparison == .bare)
  }

  var lowerBound: Version? {
    switch comparison {
    case .equal, .identical, .greaterOrEqual, .greater, .compatible, .fuzzy, .caret, .tilde, .bare: version
    case .less, .lessOrEqual, .notEqual: nil
    }
  }

  func admits(_ candidate: Version, dialect: VersionConstraint.Dialect) -> Bool {
    guard let version else { return admitsText(candidate) }
    switch comparison {
    case .identical: return admitsText(candidate)
    case .equal, .bare: return isEqual(candidate, to: version)
    case .notEqual: return !isEqual(candidate, to: version)
    case .fuzzy: return candidate.hasReleasePrefix(version) && candidate.withoutLocal >= version
    case .lessOrEqual: return candidate.withoutLocal <= version
    case .greaterOrEqual: return candidate.withoutLocal >= version
    case .less: return isLess(candidate, than: version)
    case .greater: return isGreater(candidate, than: version)
    case .compatible, .caret, .tilde:
      return candidate.withoutLocal >= version && isBelowSeries(candidate, of: version)
    }
  }

  private func admitsText(_ candidate: Version) -> Bool {
    text == "*" || (comparison == .identical && candidate.text.lowercased() == text.lowercased())
  }

  private func isEqual(_ candidate: Version, to version: Version) -> Bool {
    if isWildcard { return candidate.hasReleasePrefix(version) }
    return version.local.isEmpty ? candidate.withoutLocal == version : candidate == version
  }

  /// A pre-release of the bound itself is not less than the bound, unless the bound is a pre-release.
  private func isLess(_ candidate: Version, than version: Version) -> Bool {
    guard candidate < version else { return false }
    if !candidate.isPreRelease || version.isPreRelease || !hasSameRelease(candidate, version) { return true }
    return version.post != nil && candidate.post != version.post
  }

  /// A post-release or local build of the bound itself is not greater than the bound.
  private func isGreater(_ candidate: Version, than version: Version) -> Bool {
    guard candidate.withoutLocal > version else { return false }
    return candidate.post == nil || version.post != nil || version.isPreRelease || !hasSameRelease(candidate, version)
  }

  private func hasSameRelease(_ left: Version, _ right: Version) -> Bool {
    left.epoch == right.epoch && Version(release: left.release) == Version(release: right.release)
  }

  private func isBelowSeries(_ candidate: Version, of version: Version) -> Bool {
    candidate.epoch == version.epoch
      && (0...seriesIndex(of: version)).allSatisfy { candidate.component($0) == version.component($0) }
  }

  /// Which number of the release may not change: the last but one after `~=`, the first that is not zero after `^`,
  /// the second (of one, the first) after Poetry's `~`.
  func seriesIndex(of version: Version) -> Int {
    switch comparison {
    case .compatible: max(version.release.count - 2, 0)
    case .tilde: min(version.release.count, 2) - 1
    case .caret: version.release.firstIndex { $0 != 0 } ?? version.release.count - 1
    default: version.release.count - 1
    }
  }
}
