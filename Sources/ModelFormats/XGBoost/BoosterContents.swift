// What a booster of XGBoost's is made of, whichever of its formats it came in.

internal import ModelCore

/// A release of XGBoost.
struct BoosterVersion: Comparable, Sendable {
  var major: Int
  var minor: Int
  /// Nil where the format has no room for it; then the release is taken as the last of its kind.
  var patch: Int?

  init(_ major: Int, _ minor: Int = 0, _ patch: Int? = nil) {
    self.major = major
    self.minor = minor
    self.patch = patch
  }

  static func < (left: BoosterVersion, right: BoosterVersion) -> Bool {
    (left.major, left.minor, left.patch ?? .max) < (right.major, right.minor, right.patch ?? .max)
  }

  var text: String { "\(major).\(minor)\(patch.map { ".\($0)" } ?? "")" }

  /// What is read; files of later releases are read as this one's, with a remark.
  static let newest = BoosterVersion(3, 4, 1)
  /// Before 1.0, for comparing.
  static let unknown = BoosterVersion(0, 0, 0)
}

/// A booster as it was saved.
struct BoosterContents: Sendable {
  enum Kind: Sendable {
    /// Trees in the order of training, each with the output it adds to.
    case trees(BoosterTrees)
    /// A weight a column and output, column after column, then a bias an output.
    case linear(weights: ContiguousArray<Float>)
  }

  /// Nil before 1.0, which did not write it.
  var version: BoosterVersion?
  /// The objective's name, such as `binary:logistic`.
  var objective: String
  /// As the user gives it, one or one an output; of releases before 1.0 already on the scale of the scores.
  var baseScore: [Float]
  var columnCount: Int
  var classCount: Int
  var targetCount: Int
  var kind: Kind
  /// Text that users and wrappers put beside it: `best_iteration`, `scikit_learn`.
  var attributes: [String: String]
  var columnNames: [String]
  /// What it was fitted with by name, one list a column; empty where columns were numbers.
  var categories: [BoosterCategories?]

  var outputCount: Int { max(classCount, targetCount, 1) }
}

/// The categories of a column of a data frame, in the order of their codes.
typealias BoosterCategories = [Label]

/// Trees and how they belong together.
struct BoosterTrees: Sendable {
  var trees: [DecisionTree]
  /// Where the trees of each iteration end; empty where the file does not tell.
  var iterationEnds: [Int]
  /// How many trees an iteration grows for an output.
  var parallelCount: Int
  var isDart: Bool

  /// Trees of the first iterations.
  func count(ofIterations count: Int, outputCount: Int) -> Int {
    if iterationEnds.indices.contains(count - 1) {
      return min(max(iterationEnds[count - 1], 0), trees.count)
    }
    let width = trees.first.map { $0.leafWidth > 1 ? 1 : outputCount } ?? outputCount
    let (product, overflow) = count.multipliedReportingOverflow(by: max(parallelCount, 1) * width)
    return overflow ? trees.count : min(product, trees.count)
  }
}

extension FormatError {
  static func booster(_ code: Code, _ message: String, at offset: Int? = nil) -> FormatError {
    FormatError(code, "XGBoost model", at: offset, message)
  }
}
