// A place in a file where a project says which versions of a distribution it takes.

package import SourceModel

/// Where a distribution comes from; names differ between the two.
package enum Channel: String, Sendable { case pip, conda, swiftpm }

/// One requirement as a manifest states it.
package struct Pin: Hashable, Sendable {
  /// What the requirement is there for.
  package enum Role: String, Sendable {
    case runtime, optional, development, build, constraint
    /// What interpreter the project runs on; the distribution is `python`.
    case interpreter
  }

  /// What stands around the requirement and must be minded when it is written anew.
  package enum Quoting: Sendable {
    case none
    /// A shell word, or an item of a YAML flow list, without quotes: comparison signs and commas would end it.
    case bareWord
  }

  /// The name normalised as PEP 503 says: small letters, one hyphen between words.
  package var distribution: String
  package var channel: Channel
  package var role: Role
  package var file: String
  package var kind: ManifestKind
  /// From 1.
  package var line: Int
  /// Where in the file's own terms it stands, such as `project.dependencies`; empty in a plain list.
  package var section: String
  /// The whole requirement: name, extras, versions, marker.
  package var range: ByteRange
  /// Nil where any version will do.
  package var constraint: VersionConstraint?
  /// The environment marker after the semicolon, if any.
  package var marker: String?
  /// The address of a requirement that is fetched from one place.
  package var address: String?
  /// Conda's build string, which belongs to one version.
  package var build: String?
  package var hasHashes = false
  package var quoting = Quoting.none

  /// The versions as written; empty where any will do.
  package var specifier: String { constraint?.text ?? "" }
}

/// The name of a distribution as PEP 503 compares it.
package func normalizedDistribution(_ name: some StringProtocol) -> String {
  var result = ""
  var separates = false
  for character in name.lowercased() {
    if character == "-" || character == "_" || character == "." {
      separates = true
    } else {
      if separates && !result.isEmpty { result.append("-") }
      separates = false
      result.append(character)
    }
  }
  return result
}
