// The release of scikit-learn that wrote a model.

/// A release, as far as behaviour depends on it.
package struct ScikitLearnVersion: Comparable, Sendable {
  package var major: Int
  package var minor: Int

  package init(_ major: Int, _ minor: Int) {
    self.major = major
    self.minor = minor
  }

  /// `0.24.2`, `1.3.dev0`.
  package init?(_ text: String) {
    let parts = text.split(separator: ".")
    guard parts.count >= 2, let major = Int(parts[0]), let minor = Int(parts[1].prefix { $0.isNumber }) else {
      return nil
    }
    self.init(major, minor)
  }

  package static func < (left: ScikitLearnVersion, right: ScikitLearnVersion) -> Bool {
    (left.major, left.minor) < (right.major, right.minor)
  }

  /// The first and last releases that models are read of; others are read as the nearer one, with a remark.
  package static let oldest = ScikitLearnVersion(0, 17)
  package static let newest = ScikitLearnVersion(1, 9)

  package var text: String { "\(major).\(minor)" }
}
