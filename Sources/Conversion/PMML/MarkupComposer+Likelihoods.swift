// Classifiers and clusters by likelihood: naive Bayes, discriminants, mixtures, centres.

internal import ModelCore
internal import PredictiveMarkup

extension MarkupComposer {
  /// As classes of a regression model. PMML's own element multiplies densities, which are all 0 a few deviations away from what
  /// was seen: there JPMML-Evaluator has no probabilities, and its label is the first one.
  func gaussian(_ labels: [Label], _ bayes: GaussianNaiveBayes, _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    let columns = try numbers(columns, "GaussianNB", width: bayes.means.columnCount)
    guard bayes.means.rowCount == labels.count, bayes.logPriors.count == labels.count else {
      throw misfit("means and priors are not one a class")
    }
    let equations = labels.indices.map { row -> RegressionModel.Equation in
      let spread = (0..<columns.count).reduce(0) { $0 + Mathematics.log(2 * .pi * bayes.variances[row, $1]) }
      let parts = columns.enumerated().map { place, column in
        let difference = materialized(column - .constant(bayes.means[row, place]), "centered")
        return difference * difference / .constant(bayes.variances[row, place])
      }
      return equation(.constant(bayes.logPriors[row] - 0.5 * spread) - .constant(0.5) * added(parts), "score")
    }
    return try softmax(labels, equations)
  }

  func discrete(_ labels: [Label], _ bayes: DiscreteNaiveBayes, _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    var coefficients = bayes.logProbabilities
    var intercepts = bayes.logPriors
    guard coefficients.rowCount == labels.count, intercepts.count == labels.count else {
      throw misfit("priors and probabilities are not one a class")
    }
    var columns = try numbers(columns, "naive Bayes")
    switch bayes.kind {
    case .multinomial: break
    case .complement: if labels.count > 1 { intercepts = intercepts.map { _ in 0 } }
    case .bernoulli(let threshold):
      for row in labels.indices {
        for column in 0..<coefficients.columnCount {
          let present = coefficients[row, column]
          let absent = Mathematics.log(1 - Mathematics.exp(present))
          coefficients[row, column] = present - absent
          intercepts[row] += absent
        }
      }
      if let threshold { columns = try transform(columns, by: .binarize(threshold: threshold)) }
    case .categorical(let offsets): return try categorical(labels, bayes, offsets, columns)
    }
    return try softmax(
      labels, try equations(of: LinearFunction(coefficients: coefficients, intercepts: intercepts), columns))
  }

  private func categorical(
    _ labels: [Label], _ bayes: DiscreteNaiveBayes, _ offsets: [Int], _ columns: [MarkupColumn]
  ) throws -> ComposedAnswer {
    guard offsets.count == columns.count else { throw misfit("categories are for another number of columns") }
    let ends = Array(offsets.dropFirst()) + [bayes.logProbabilities.columnCount]
    note(.lossy, "the library raises for a category it has not seen; the document leaves the column out of the sum")
    let fields = columns.map { field($0.applying("floor"), "category") }
    return try softmax(
      labels,
      labels.indices.map { row in
        var equation = RegressionModel.Equation(intercept: bayes.logPriors[row])
        for (place, name) in fields.enumerated() {
          for category in 0..<(ends[place] - offsets[place]) {
            equation.categorical.append(
              .init(name, value: String(category), coefficient: bayes.logProbabilities[row, offsets[place] + category]))
          }
        }
        return equation
      })
  }

  /// −½ · Σ (Σ (x − mean) · factor)², as one column; `factor` is d × r.
  private func distance(_ centered: [MarkupColumn], _ factor: Matrix) -> MarkupColumn {
    added(
      (0..<factor.columnCount).map { column in
        let part = materialized(
          added(centered.indices.map { centered[$0] * .constant(factor[$0, column]) }), "axis")
        return part * part
      })
  }

  func quadratic(_ labels: [Label], _ model: QuadraticDiscriminant, _ columns: [MarkupColumn]) throws -> ComposedAnswer
  {
    let columns = try numbers(columns, "QuadraticDiscriminantAnalysis", width: model.means.columnCount)
    guard model.rotations.count == labels.count, model.scalings.count == labels.count,
      model.priors.count == labels.count
    else { throw misfit("parts are not one a class") }
    let equations = labels.indices.map { place -> RegressionModel.Equation in
      var factor = model.rotations[place]
      for row in 0..<factor.rowCount {
        for column in 0..<factor.columnCount {
          factor[row, column] *= Mathematics.pow(model.scalings[place][column], -0.5)
        }
      }
      let constant =
        -0.5 * model.scalings[place].reduce(0) { $0 + Mathematics.log($1) } + Mathematics.log(model.priors[place])
      let centered = columns.enumerated().map { materialized($1 - .constant(model.means[place, $0]), "centered") }
      return equation(.constant(constant) - .constant(0.5) * distance(centered, factor), "score")
    }
    var answer = try softmax(labels, equations)
    answer.scores = labels.count == 2 ? [equation(column(equations[1]) - column(equations[0]), "score")] : equations
    return answer
  }

  func compose(_ clusterer: Clusterer, _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    switch clusterer {
    case .centers(let centers): return try clusters(centers, columns)
    case .groups:
      throw refusal("clusters of several centres are not written as PMML", remedy: "convert to ONNX")
    case .gaussianMixture(let mixture): return try mixed(mixture, columns)
    }
  }

  private func clusters(_ centers: Matrix, _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    let columns = try numbers(columns, "KMeans", width: centers.columnCount).map { materialized($0, "feature") }
    var clustering = ClusteringModel()
    clustering.measure.metric = .squaredEuclidean
    clustering.fields = columns.map { ClusteringModel.Field(field($0, "feature")) }
    clustering.clusters = (0..<centers.rowCount).map { .init(id: String($0), center: Array(centers.row($0))) }
    var model = MarkupModel(.clustering, .clustering(clustering))
    model.outputs = [OutputField(freshName("cluster"), .predictedValue, type: .integer, operation: .categorical)]
    var answer = ComposedAnswer(model)
    answer.classes = (0..<centers.rowCount).map(Label.integer)
    answer.transformation = (0..<centers.rowCount).map { row in
      added(
        columns.indices.map {
          let difference = columns[$0] - .constant(centers[row, $0])
          return difference * difference
        }
      ).applying("sqrt")
    }
    return answer
  }

  private func mixed(_ mixture: GaussianMixture, _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    let columns = try numbers(columns, "GaussianMixture", width: mixture.means.columnCount)
    let (count, width) = (mixture.means.rowCount, mixture.means.columnCount)
    let factors: [Matrix]
    switch mixture.precisions {
    case .full(let matrices): factors = matrices
    case .tied(let matrix): factors = Array(repeating: matrix, count: count)
    case .diagonal(let matrix): factors = (0..<matrix.rowCount).map { Self.diagonal(Array(matrix.row($0))) }
    case .spherical(let numbers): factors = numbers.map { Self.diagonal(Array(repeating: $0, count: width)) }
    }
    guard factors.count == count, factors.allSatisfy({ $0.rowCount == width && $0.columnCount == width }) else {
      throw misfit("precisions are not one a component")
    }
    let equations = factors.enumerated().map { place, factor -> RegressionModel.Equation in
      let logWeight = mixture.logWeights?[place] ?? Mathematics.log(mixture.weights[place])
      let constant =
        (0..<width).reduce(0) { $0 + Mathematics.log(factor[$1, $1]) }
        - 0.5 * Double(width) * Mathematics.log(2 * .pi) + (mixture.logDensityCorrections?[place] ?? 0) + logWeight
      let centered = columns.enumerated().map { materialized($1 - .constant(mixture.means[place, $0]), "centered") }
      return equation(.constant(constant) - .constant(0.5) * distance(centered, factor), "score")
    }
    note(.exact, "a mixture is no element of PMML: components are classes of a regression model")
    var answer = try softmax((0..<count).map(Label.integer), equations)
    guard count > 1 else { return answer }
    // As the library has it: so far away that components are equally unlikely, each of them gets 1.
    let scores = equations.map { materialized(column($0), "score") }
    let greatest = materialized(scores.dropFirst().reduce(scores[0]) { $0.applying("max", $1) }, "greatest")
    let sum = added(scores.map { ($0 - greatest).applying("exp") })
    let total = materialized(greatest + sum.applying("ln"), "total")
    answer.probabilities = scores.map { materialized(($0 - total).applying("exp"), "probability") }
    return answer
  }

  private static func diagonal(_ numbers: [Double]) -> Matrix {
    var matrix = Matrix(rowCount: numbers.count, columnCount: numbers.count)
    for (place, number) in numbers.enumerated() { matrix[place, place] = number }
    return matrix
  }

  func compose(_ detector: OutlierDetector, _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    let labels = [Label.integer(-1), .integer(1)]
    let score: MarkupColumn
    let test: String
    switch detector {
    case .isolationForest(let forest):
      var ensemble = forest.trees
      ensemble.aggregation = .sum
      ensemble.base = [0]
      for (place, own) in (forest.columns ?? []).enumerated() where place < ensemble.trees.count {
        for row in ensemble.trees[place].nodes.indices where ensemble.trees[place].nodes[row].test != .leaf {
          let feature = Int(ensemble.trees[place].nodes[row].feature)
          guard own.indices.contains(feature) else { throw misfit("a tree tests a column it does not take") }
          ensemble.trees[place].nodes[row].feature = Int32(own[feature])
        }
      }
      let divisor = forest.normalization * Double(ensemble.trees.count)
      guard let model = try models(of: ensemble, columns).first else { throw misfit("a forest has no trees") }
      let depth = divisor == 0 ? .constant(1) : try value(ComposedAnswer(model), "depth") / .constant(divisor)
      score = .constant(0) - MarkupColumn.constant(2).applying("pow", .constant(0) - depth) - .constant(forest.offset)
      test = "greaterOrEqual"
    case .oneClass(let machine):
      guard let model = try models(of: machine, columns).first else { throw misfit("a machine has no score") }
      score = try value(ComposedAnswer(model), "score")
      test = "greaterThan"
    case .localDensity:
      throw refusal("local outlier factors are not written as PMML", remedy: "convert to ONNX")
    }
    let name = materialized(score, "score")
    let isInlier = materialized(.condition(name.applying(test, .constant(0)), .constant(1), .constant(0)), "isInlier")
    var answer = try deciding(labels, [.constant(1) - isInlier, isInlier])
    answer.hasProbabilities = false
    answer.probabilities = nil
    answer.scores = [equation(name, "score")]
    return answer
  }
}
