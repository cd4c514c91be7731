// Decision trees, one or thousands, of every library, in one shape.

/// Trees whose leaves are added up: n × d → n × outputCount.
package struct TreeEnsemble: Equatable, Sendable {
  /// What the sum of the trees goes through before `base` is added.
  package enum Aggregation: String, Sendable {
    case sum
    /// Divided by the number of trees (forests), or by each output's number of trees.
    case mean
  }
  package var trees: [DecisionTree]
  package var outputCount: Int
  /// Initial scores, one an output.
  package var base: [Double]
  package var aggregation: Aggregation
  /// What inputs are rounded to before they are compared: scikit-learn's trees and XGBoost round to single.
  package var inputPrecision: Precision
  /// What leaves are added up in, tree by tree in order: XGBoost in single, from `base` on.
  package var accumulation: Precision
  /// When a sum gets its `base`; a mean always gets it at the end.
  package var baseOrder: BaseOrder
  /// Whether −0.5 is category 0, as a cast to an integer makes it (LightGBM), and not below all of them.
  package var truncatesCategories: Bool

  /// XGBoost begins with the base since 1.3 (`dart` since 1.4), and added it to the finished sum before; in single precision
  /// that is not the same.
  package enum BaseOrder: String, Sendable { case first, last }

  package init(
    trees: [DecisionTree], outputCount: Int, base: [Double], aggregation: Aggregation = .sum,
    inputPrecision: Precision = .double, accumulation: Precision = .double, baseOrder: BaseOrder = .first,
    truncatesCategories: Bool = false
  ) {
    self.trees = trees
    self.outputCount = outputCount
    self.base = base
    self.aggregation = aggregation
    self.inputPrecision = inputPrecision
    self.accumulation = accumulation
    self.baseOrder = baseOrder
    self.truncatesCategories = truncatesCategories
  }
}

/// One tree as rows. Row 0 is the root; children stand behind their parent.
package struct DecisionTree: Equatable, Sendable {
  /// How an inner row decides. `yes` is taken where it holds.
  package enum Test: UInt8, Sendable {
    case leaf
    /// x ≤ threshold.
    case lessOrEqual
    /// x < threshold.
    case less
    /// x, cut to an integer, is in the set at `index`; numbers below zero are in none, but see `truncatesCategories`.
    case member
  }
  /// What a missing number (NaN) does at an inner row.
  package enum Missing: UInt8, Sendable {
    /// It is compared as NaN is: no test holds.
    case compares
    case goesYes
    case goesNo
    /// It is taken as 0 (LightGBM's missing type `None`).
    case isZero
    /// Zero, up to 1e-35 in size, and NaN are both missing, and go to `yes` (LightGBM's missing type `Zero`).
    case zeroGoesYes
    case zeroGoesNo
  }
  package struct Node: Equatable, Sendable {
    package var test: Test
    package var missing: Missing
    package var feature: Int32
    package var threshold: Double
    package var yes: Int32
    package var no: Int32
    /// A leaf's row of values, or the place of a `member` test's set.
    package var index: Int32

    /// Said so that other rooms need no witness to compare.
    @inlinable package var isLeaf: Bool { if case .leaf = test { true } else { false } }
    @inlinable package var isMember: Bool { if case .member = test { true } else { false } }
    /// Whether zeros and missing numbers are taken for each other.
    @inlinable package var readsZeros: Bool {
      switch missing {
      case .compares, .goesYes, .goesNo: false
      case .isZero, .zeroGoesYes, .zeroGoesNo: true
      }
    }

    package init(
      test: Test, missing: Missing = .compares, feature: Int32 = 0, threshold: Double = 0, yes: Int32 = 0,
      no: Int32 = 0, index: Int32 = 0
    ) {
      self.test = test
      self.missing = missing
      self.feature = feature
      self.threshold = threshold
      self.yes = yes
      self.no = no
      self.index = index
    }
  }
  /// A leaf that answers with a linear function (LightGBM's linear trees); NaN in one of its features: the leaf's value.
  package struct LinearLeaf: Equatable, Sendable {
    package var intercept: Double
    package var features: [Int32]
    package var coefficients: [Double]
    package init(intercept: Double, features: [Int32], coefficients: [Double]) {
      self.intercept = intercept
      self.features = features
      self.coefficients = coefficients
    }
  }

  package var nodes: ContiguousArray<Node>
  /// `leafWidth` numbers a leaf.
  package var values: ContiguousArray<Double>
  package var leafWidth: Int
  /// The output that a leaf's first number is added to.
  package var firstOutput: Int
  /// What leaves are multiplied by; dropped trees of `dart` and learning rates, where the library keeps them apart.
  package var weight: Double
  /// Categories of `member` tests, ascending.
  package var sets: [[Int32]]
  /// By leaf, or empty.
  package var linearLeaves: [LinearLeaf]

  package init(
    nodes: ContiguousArray<Node>, values: ContiguousArray<Double>, leafWidth: Int = 1, firstOutput: Int = 0,
    weight: Double = 1, sets: [[Int32]] = [], linearLeaves: [LinearLeaf] = []
  ) {
    self.nodes = nodes
    self.values = values
    self.leafWidth = leafWidth
    self.firstOutput = firstOutput
    self.weight = weight
    self.sets = sets
    self.linearLeaves = linearLeaves
  }
}
