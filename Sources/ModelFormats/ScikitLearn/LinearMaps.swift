// Steps that are a matrix in the end: factors, sparse components, learnt metrics, groups of columns; and hidden units.

internal import ModelCore

enum LinearMaps {
  static let transformers: [String: TransformerMaker] = [
    "FactorAnalysis": factors, "SparsePCA": sparse, "MiniBatchSparsePCA": sparse, "FeatureAgglomeration": groups,
    "NeighborhoodComponentsAnalysis": {
      .project(Projection(mean: nil, components: try $0.matrix("components_"), scale: nil))
    },
    "BernoulliRBM": hidden, "PLSSVD": singular,
  ]

  /// (x − mean) · (C / noise)ᵀ · (I + (C / noise) · Cᵀ)⁻¹.
  private static let factors: TransformerMaker = { fitted in
    let components = try components(fitted)
    let noise = try fitted.vector("noise_variance_")
    guard noise.count == components.columnCount else {
      throw fitted.refusal("noise_variance_", "It does not fit components_.")
    }
    var weighted = components
    for row in 0..<components.rowCount {
      for column in 0..<components.columnCount { weighted[row, column] /= noise[column] }
    }
    var whole = weighted.times(components.transposed)
    for place in 0..<whole.rowCount { whole[place, place] += 1 }
    return .project(
      Projection(
        mean: try fitted.vector("mean_"), components: try inverse(whole, fitted).transposed.times(weighted), scale: nil)
    )
  }

  /// Ridge regression of a row onto the components: (x − mean) · Cᵀ · (C · Cᵀ + α I)⁻¹.
  private static let sparse: TransformerMaker = { fitted in
    let scalesByBatch =
      fitted.version < ScikitLearnVersion(0, 22) && !fitted.boolean("normalize_components", default: false)
    guard !scalesByBatch else {
      throw fitted.refusal(
        "normalize_components", "In this release what a row became depended on the rows beside it.",
        remedy: "Fit it with scikit-learn 0.22 or later.")
    }
    let components = try components(fitted)
    var whole = components.times(components.transposed)
    let alpha = try fitted.number("ridge_alpha")
    for place in 0..<whole.rowCount { whole[place, place] += alpha }
    return .project(
      Projection(
        mean: fitted.has("mean_") ? try fitted.vector("mean_") : nil,
        components: try inverse(whole, fitted).transposed.times(components), scale: nil))
  }

  /// The mean of each group's columns.
  private static let groups: TransformerMaker = { fitted in
    if let pooling = fitted["pooling_func"], !pooling.isNone, pooling.global?.name != "mean" {
      throw fitted.refusal(
        "pooling_func", "It is another function than the mean.", remedy: "Fit it with the mean, `numpy.mean`.")
    }
    let labels = try fitted.integers("labels_")
    guard let last = labels.max(), labels.allSatisfy({ $0 >= 0 }), last < labels.count else {
      throw fitted.refusal("labels_", "They are no groups.")
    }
    try fitted.charge(forZerosOf: last + 1, labels.count, "labels_")
    var members = Matrix(rowCount: last + 1, columnCount: labels.count)
    var sizes = [Double](repeating: 0, count: last + 1)
    for (column, group) in labels.enumerated() {
      members[group, column] = 1
      sizes[group] += 1
    }
    return .project(Projection(mean: nil, components: members, scale: sizes))
  }

  /// Columns centred and scaled, then turned.
  private static let singular: TransformerMaker = { fitted in
    .sequence([
      .arithmetic([
        .subtract(try fitted.vector("_x_mean", "x_mean_")), .divide(try fitted.vector("_x_std", "x_std_")),
      ]),
      .project(Projection(mean: nil, components: try fitted.matrix("x_weights_").transposed, scale: nil)),
    ])
  }

  /// How probable each hidden unit is.
  private static let hidden: TransformerMaker = { fitted in
    let layer = NeuralNetwork.Layer(
      weights: try fitted.matrix("components_").transposed, intercepts: try fitted.vector("intercept_hidden_"),
      activation: .logistic)
    guard layer.weights.columnCount == layer.intercepts.count else {
      throw fitted.refusal("intercept_hidden_", "It does not fit components_.")
    }
    return .answer(of: .regressor(.scores(.network(NeuralNetwork(layers: [layer])), .identity)), .prediction)
  }

  /// Components of which each is held against each, which takes as many numbers as the square of their number.
  private static func components(_ fitted: FittedEstimator) throws -> Matrix {
    let components = try fitted.matrix("components_")
    guard components.rowCount <= 4096 else { throw fitted.refusal("components_", "There are too many.") }
    return components
  }

  private static func inverse(_ matrix: Matrix, _ fitted: FittedEstimator) throws -> Matrix {
    guard let inverse = matrix.inverse else {
      throw fitted.refusal("components_", "The way from rows to components is not unique.")
    }
    return inverse
  }
}

extension Matrix {
  func times(_ other: Matrix) -> Matrix {
    precondition(columnCount == other.rowCount, "matrices that are multiplied fit each other")
    var result = Matrix(rowCount: rowCount, columnCount: other.columnCount)
    for row in 0..<rowCount {
      for middle in 0..<columnCount where self[row, middle] != 0 {
        for column in 0..<other.columnCount { result[row, column] += self[row, middle] * other[middle, column] }
      }
    }
    return result
  }

  /// By elimination with the greatest pivot of each column; nil where there is none. Cubic in the number of rows.
  var inverse: Matrix? {
    guard rowCount == columnCount else { return nil }
    var left = self
    var right = Matrix(rowCount: rowCount, columnCount: rowCount)
    for place in 0..<rowCount { right[place, place] = 1 }
    for place in 0..<rowCount {
      guard let pivot = (place..<rowCount).max(by: { abs(left[$0, place]) < abs(left[$1, place]) }),
        left[pivot, place] != 0, left[pivot, place].isFinite
      else { return nil }
      left.swapRows(place, pivot)
      right.swapRows(place, pivot)
      let divisor = left[place, place]
      for column in 0..<rowCount {
        left[place, column] /= divisor
        right[place, column] /= divisor
      }
      for row in 0..<rowCount where row != place && left[row, place] != 0 {
        let factor = left[row, place]
        for column in 0..<rowCount {
          left[row, column] -= factor * left[place, column]
          right[row, column] -= factor * right[place, column]
        }
      }
    }
    return right
  }

  private mutating func swapRows(_ one: Int, _ other: Int) {
    guard one != other else { return }
    for column in 0..<columnCount {
      (self[one, column], self[other, column]) = (self[other, column], self[one, column])
    }
  }

  /// L, lower triangular, with L · Lᵀ = self; nil where the matrix is not positive definite.
  var choleskyFactor: Matrix? {
    guard rowCount == columnCount else { return nil }
    var factor = Matrix(rowCount: rowCount, columnCount: rowCount)
    for row in 0..<rowCount {
      for column in 0...row {
        var sum = self[row, column]
        for place in 0..<column { sum -= factor[row, place] * factor[column, place] }
        if row == column {
          guard sum > 0 else { return nil }
          factor[row, row] = sum.squareRoot()
        } else {
          factor[row, column] = sum / factor[column, column]
        }
      }
    }
    return factor
  }
}
