// Classifiers by joint log-likelihood: naive Bayes of every kind, quadratic discriminants, Gaussian mixtures.

/// ln p(x, class), one a class.
protocol Likelihood: Sendable {
  func logLikelihoods(_ table: Table) throws -> Matrix
}

struct LikelihoodClassifier: PreparedEstimator {
  let labels: [Label]
  let likelihood: any Likelihood

  func answer(_ table: Table) throws -> Answer {
    let joint = try likelihood.logLikelihoods(table)
    return Answer(
      classes: labels, choices: (0..<joint.rowCount).map { joint.row($0).indexOfGreatest },
      probabilities: joint.mapRows(width: joint.columnCount) { cells, out in
        let total = Mathematics.logSumExp(cells)
        for (place, cell) in cells.enumerated() { out[place] = Mathematics.exp(cell - total) }
      })
  }
}

struct GaussianLikelihood: Likelihood {
  private let model: GaussianNaiveBayes
  /// For each class what does not depend on the row.
  private let constants: [Double]
  private static let name = "GaussianNB"

  init(_ model: GaussianNaiveBayes, classCount: Int) throws {
    guard model.means.rowCount == classCount, model.variances.rowCount == classCount,
      model.variances.columnCount == model.means.columnCount, model.logPriors.count == classCount
    else { throw Refusal.misfit(Self.name, "its means, variances and priors are not one a class") }
    self.model = model
    constants = (0..<classCount).map { place in
      model.logPriors[place] - 0.5 * model.variances.row(place).reduce(0) { $0 + Mathematics.log(2 * .pi * $1) }
    }
  }

  func logLikelihoods(_ table: Table) throws -> Matrix {
    let rows = try table.numbers(for: Self.name, width: model.means.columnCount)
    return rows.mapRows(width: constants.count) { cells, out in
      for place in out.indices {
        var sum = 0.0
        for (column, cell) in cells.enumerated() {
          let difference = cell - model.means[place, column]
          sum += difference * difference / model.variances[place, column]
        }
        out[place] = constants[place] - 0.5 * sum
      }
    }
  }
}

struct DiscreteLikelihood: Likelihood {
  private let kind: DiscreteNaiveBayes.Kind
  private let linear: LinearScores
  private let model: DiscreteNaiveBayes
  private static let name = "naive Bayes"

  init(_ model: DiscreteNaiveBayes, classCount: Int) throws {
    guard model.logPriors.count == classCount, model.logProbabilities.rowCount == classCount else {
      throw Refusal.misfit(Self.name, "its priors and probabilities are not one a class")
    }
    kind = model.kind
    self.model = model
    var function = LinearFunction(coefficients: model.logProbabilities, intercepts: model.logPriors)
    switch model.kind {
    case .multinomial, .categorical: break
    case .complement: if classCount > 1 { function.intercepts = function.intercepts.map { _ in 0 } }
    case .bernoulli:
      for row in 0..<classCount {
        for column in 0..<model.logProbabilities.columnCount {
          let present = model.logProbabilities[row, column]
          let absent = Mathematics.log(1 - Mathematics.exp(present))
          function.coefficients[row, column] = present - absent
          function.intercepts[row] += absent
        }
      }
    }
    linear = try LinearScores(function, name: Self.name)
  }

  func logLikelihoods(_ table: Table) throws -> Matrix {
    switch kind {
    case .multinomial, .complement, .bernoulli(threshold: nil): return try linear.scores(table)
    case .bernoulli(let threshold?):
      var rows = try table.numbers(for: Self.name, width: model.logProbabilities.columnCount)
      for place in rows.values.indices { rows.values[place] = rows.values[place] > threshold ? 1 : 0 }
      return linear.scores(rows)
    case .categorical(let offsets): return try categorical(table, offsets)
    }
  }

  private func categorical(_ table: Table, _ offsets: [Int]) throws -> Matrix {
    let rows = try table.numbers(for: Self.name, width: offsets.count)
    let ends = offsets.dropFirst() + [model.logProbabilities.columnCount]
    return try rows.mapRows(width: model.logPriors.count) { cells, out in
      for place in out.indices { out[place] = model.logPriors[place] }
      for (feature, cell) in cells.enumerated() {
        let size = ends[ends.startIndex + feature] - offsets[feature]
        guard cell > -1, cell < Double(size) else {
          throw Refusal(
            "CategoricalNB", "met the category \(cell) in column \(feature), which it was not fitted with",
            remedy: "leave such rows out, or fit it with min_categories")
        }
        for place in out.indices { out[place] += model.logProbabilities[place, offsets[feature] + Int(cell)] }
      }
    }
  }
}

/// A Gaussian a class, each with its own rotation.
struct QuadraticClassifier: PreparedEstimator {
  private let labels: [Label]
  private let model: QuadraticDiscriminant
  /// d × r, one a class: rotation / √scalings.
  private let projections: [Matrix]
  private let constants: [Double]
  private static let name = "QuadraticDiscriminantAnalysis"

  init(labels: [Label], _ model: QuadraticDiscriminant) throws {
    let count = labels.count
    guard count >= 2, model.priors.count == count, model.means.rowCount == count, model.rotations.count == count,
      model.scalings.count == count,
      zip(model.rotations, model.scalings).allSatisfy({
        $0.rowCount == model.means.columnCount && $0.columnCount == $1.count
      })
    else { throw Refusal.misfit(Self.name, "its parts are not one a class") }
    self.labels = labels
    self.model = model
    projections = zip(model.rotations, model.scalings).map { rotation, scalings in
      rotation.mapRows(width: rotation.columnCount) { cells, out in
        for (place, cell) in cells.enumerated() { out[place] = cell * Mathematics.pow(scalings[place], -0.5) }
      }
    }
    constants = zip(model.scalings, model.priors).map { scalings, prior in
      -0.5 * scalings.reduce(0) { $0 + Mathematics.log($1) } + Mathematics.log(prior)
    }
  }

  func answer(_ table: Table) throws -> Answer {
    let rows = try table.numbers(for: Self.name, width: model.means.columnCount)
    let scores = rows.mapRows(width: labels.count) { cells, out in
      for place in out.indices { out[place] = constants[place] - 0.5 * distance(cells, to: place) }
    }
    return Answer(
      classes: labels, choices: (0..<rows.rowCount).map { scores.row($0).indexOfGreatest },
      probabilities: scores.mapRows(width: labels.count) { cells, out in
        for (place, share) in Mathematics.softmax(cells).enumerated() { out[place] = share }
      },
      scores: labels.count == 2 ? scores.mapRows(width: 1) { $1[0] = $0[1] - $0[0] } : scores)
  }

  private func distance(_ cells: UnsafeBufferPointer<Double>, to place: Int) -> Double {
    let projection = projections[place]
    return (0..<projection.columnCount).reduce(0) { total, column in
      var sum = 0.0
      for (row, cell) in cells.enumerated() { sum += (cell - model.means[place, row]) * projection[row, column] }
      return total + sum * sum
    }
  }
}
