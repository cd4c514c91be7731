// Detectors of outliers by density: an ellipse around the data, and how dense the neighbourhood is.

internal import ModelCore

enum Outliers {
  static let makers: [String: EstimatorMaker] = ["EllipticEnvelope": envelope, "LocalOutlierFactor": local]

  /// −(x − location)ᵀ P (x − location) − offset. With P = L Lᵀ that is the sum of squares of (x − location) · L, a
  /// polynomial kernel with the columns of L.
  private static let envelope: EstimatorMaker = { fitted in
    guard fitted.has("offset_") else {
      throw fitted.refusal(
        "threshold_", "Before 0.20 its scores were of another kind.",
        remedy: "Fit it with scikit-learn 0.20 or later.")
    }
    let location = try fitted.vector("location_")
    let precision = fitted.has("precision_") ? try fitted.matrix("precision_") : nil
    guard let matrix = try precision ?? (fitted.matrix("covariance_")).inverse, matrix.rowCount == location.count,
      let factor = matrix.choleskyFactor
    else {
      throw fitted.refusal(
        "precision_", "It is not positive definite.", remedy: "Fit it without columns that depend on each other.")
    }
    let machine = KernelMachine(
      kernel: .polynomial(degree: 2, gamma: 1, coef0: 0), supportVectors: factor.transposed,
      coefficients: Matrix(rows: [[Double](repeating: -1, count: location.count)]),
      intercepts: [-(try fitted.number("offset_"))])
    return .pipeline([.transformer(.arithmetic([.subtract(location)])), .outlierDetector(.oneClass(machine))])
  }

  private static let local: EstimatorMaker = { fitted in
    guard fitted.boolean("novelty", default: false) else {
      throw fitted.refusal(
        "novelty", "It only tells outliers among the rows it was fitted on.", remedy: "Fit it with `novelty=True`.")
    }
    var neighbors = try Neighbors.neighbors(fitted)
    let count = try fitted.integer("n_neighbors_")
    neighbors.reach = .count(count)
    let densities = try fitted.vector("_lrd")
    let distances = try fitted.matrix("_distances_fit_X_")
    guard densities.count == neighbors.points.rowCount, distances.rowCount == densities.count, count > 0,
      distances.columnCount >= count
    else { throw fitted.refusal("_lrd", "It does not fit _fit_X.") }
    return .outlierDetector(
      .localDensity(
        LocalDensity(
          neighbors: neighbors, densities: densities, reaches: distances.column(count - 1),
          offset: try fitted.number("offset_"))))
  }
}
