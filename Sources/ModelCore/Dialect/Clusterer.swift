// Estimators without a target: clusters and outliers.

/// n × d → the number of a cluster.
package enum Clusterer: Equatable, Sendable {
  /// The nearest centre, the first of equals. Transforms to the distances from all.
  case centers(Matrix)
  case gaussianMixture(GaussianMixture)
  /// The group of the nearest centre, the first of equals. Transforms to the distances from all centres.
  case groups(Matrix, [Int])
}

/// Gaussians with weights; probabilities are responsibilities.
package struct GaussianMixture: Equatable, Sendable {
  /// The upper triangular Cholesky factors of precisions, by covariance type.
  package enum Precisions: Equatable, Sendable {
    /// d × d, one a component.
    case full([Matrix])
    /// d × d, shared.
    case tied(Matrix)
    /// k × d.
    case diagonal(Matrix)
    /// k.
    case spherical([Double])
  }
  package var weights: [Double]
  /// k × d.
  package var means: Matrix
  package var precisions: Precisions
  /// Added to each component's log-weight in place of ln(weight); Bayesian mixtures have their own. Nil: ln(weights).
  package var logWeights: [Double]?
  /// Added to each component's log-density; Bayesian mixtures correct by it. Nil: none.
  package var logDensityCorrections: [Double]?
  package init(
    weights: [Double], means: Matrix, precisions: Precisions, logWeights: [Double]? = nil,
    logDensityCorrections: [Double]? = nil
  ) {
    self.weights = weights
    self.means = means
    self.precisions = precisions
    self.logWeights = logWeights
    self.logDensityCorrections = logDensityCorrections
  }
}

/// 1 for an inlier, −1 for an outlier, by a score below 0.
package indirect enum OutlierDetector: Equatable, Sendable {
  /// Mean path length over trees of isolation. Leaves hold their depth with the correction for their size; the score is
  /// −2^(−mean / normalization) − offset.
  case isolationForest(IsolationForest)
  /// A kernel machine’s one score: an inlier where it is above 0.
  case oneClass(KernelMachine)
  case localDensity(LocalDensity)
}

/// How dense it is around a row, beside how dense it is around its neighbours: −mean(densities / density) − offset.
///
/// A row's density is 1 / (mean of its reachable distances + 1e-10); what is reachable is no nearer than `reaches`.
package struct LocalDensity: Equatable, Sendable {
  /// By number, not by radius; weights do not matter.
  package var neighbors: NearestNeighbors
  /// One a point.
  package var densities: [Double]
  /// The distance of each point to the last of its own neighbours.
  package var reaches: [Double]
  package var offset: Double
  package init(neighbors: NearestNeighbors, densities: [Double], reaches: [Double], offset: Double) {
    self.neighbors = neighbors
    self.densities = densities
    self.reaches = reaches
    self.offset = offset
  }
}

package struct IsolationForest: Equatable, Sendable {
  /// One output: each leaf's path length.
  package var trees: TreeEnsemble
  /// Columns each tree takes; nil for all.
  package var columns: [[Int]]?
  /// The mean path length of a tree over the sample size: c(ψ).
  package var normalization: Double
  package var offset: Double
  package init(trees: TreeEnsemble, columns: [[Int]]?, normalization: Double, offset: Double) {
    self.trees = trees
    self.columns = columns
    self.normalization = normalization
    self.offset = offset
  }
}
