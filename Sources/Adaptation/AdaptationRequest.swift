// What a user asks of a run.

package import Semantics

/// A library and the release it shall move to, as the user wrote them.
package struct VersionTarget: Hashable, Sendable {
  package var library: String
  package var version: String

  package init(library: String, version: String) {
    self.library = library
    self.version = version
  }

  /// Reads `numpy==2.0`; nil where it is not a name, `==` and something.
  package init?(_ text: String) {
    guard let separator = text.firstRange(of: "==") else { return nil }
    let library = text[..<separator.lowerBound].filter { $0 != " " }
    let version = text[separator.upperBound...].filter { $0 != " " }
    guard !library.isEmpty, !version.isEmpty else { return nil }
    self.init(library: String(library), version: String(version))
  }
}

/// One library that takes another's place.
package struct SwapTarget: Hashable, Sendable {
  package var old: String
  package var new: String

  /// Reads `scikit-learn:onnxruntime`.
  package init?(_ text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    old = String(parts[0])
    new = String(parts[1])
  }
}

/// What a user asks of a run.
package struct AdaptationRequest: Sendable {
  /// Files and folders.
  package var paths: [String]
  package var targets: [VersionTarget] = []
  package var swaps: [SwapTarget] = []
  /// The project's model files, for swaps whose rules speak of what is in them.
  package var models: [ModelFact] = []
  /// The version in use, where the user says it: library → version.
  package var origins: [VersionTarget] = []
  /// Rules to take or leave, by qualified ID or a beginning of it; empty `select` takes all.
  package var select: [String] = []
  package var ignore: [String] = []
  /// What to leave out, in the language of ignore files.
  package var excludes: [String] = []
  package var includesReview = false
  package var isStraddling = false
  package var jobs = 1
  /// Environments that tell installed versions; none looks at those in the project.
  package var environments: [String] = []
  /// Where results of earlier runs are kept; nil keeps none.
  package var cacheFolder: String?
  /// How and for whom the report is printed: where it is given, what is printed may be kept and printed again.
  package var printing: String?
  /// What tells this build of the program from others: results of another are not used.
  package var programStamp = ""

  package init(paths: [String]) { self.paths = paths }
}

/// Why a run cannot be done: one sentence with what to do.
package struct AdaptationError: Error, Hashable, Sendable, CustomStringConvertible {
  package var message: String
  package init(_ message: String) { self.message = message }
  package var description: String { message }
}
