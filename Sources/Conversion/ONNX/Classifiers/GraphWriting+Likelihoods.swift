// Classifiers by joint log-likelihood: naive Bayes of every kind, quadratic discriminants.

internal import ModelCore

extension GraphWriting {
  func answer(of model: GaussianNaiveBayes, _ labels: [Label], _ table: GraphTable) throws -> GraphAnswer {
    let count = labels.count
    guard model.means.rowCount == count, model.variances.rowCount == count, model.logPriors.count == count,
      model.variances.columnCount == model.means.columnCount
    else { throw misfit("its means, variances and priors are not one a class") }
    let rows = try numbers(of: table, for: "GaussianNB", width: model.means.columnCount)
    let joint = (0..<count).map { place -> Value in
      let variances = Array(model.variances.row(place))
      let constant = model.logPriors[place] - 0.5 * variances.reduce(0) { $0 + Mathematics.log(2 * .pi * $1) }
      let distances = (rows.value - graph.row(Array(model.means.row(place)))).squared() / graph.row(variances)
      return constant - 0.5 * distances.sum()
    }
    return likelihoodAnswer(graph.concatenate(joint), labels)
  }

  func answer(of model: DiscreteNaiveBayes, _ labels: [Label], _ table: GraphTable) throws -> GraphAnswer {
    let count = labels.count
    guard model.logPriors.count == count, model.logProbabilities.rowCount == count else {
      throw misfit("its priors and probabilities are not one a class")
    }
    var function = LinearFunction(coefficients: model.logProbabilities, intercepts: model.logPriors)
    var table = table
    switch model.kind {
    case .multinomial: break
    case .complement: if count > 1 { function.intercepts = function.intercepts.map { _ in 0 } }
    case .bernoulli(let threshold):
      for row in 0..<count {
        for column in 0..<model.logProbabilities.columnCount {
          let present = model.logProbabilities[row, column]
          let absent = Mathematics.log(1 - Mathematics.exp(present))
          function.coefficients[row, column] = present - absent
          function.intercepts[row] += absent
        }
      }
      if let threshold { table = try mapNumbers(table, "BernoulliNB") { ($0 > threshold).cast(to: .double) } }
    case .categorical(let offsets): return likelihoodAnswer(try categorical(model, offsets, table), labels)
    }
    return likelihoodAnswer(try scores(function, table).value, labels)
  }

  private func categorical(_ model: DiscreteNaiveBayes, _ offsets: [Int], _ table: GraphTable) throws -> Value {
    let rows = try numbers(of: table, for: "CategoricalNB", width: offsets.count)
    let ends = Array(offsets.dropFirst()) + [model.logProbabilities.columnCount]
    note(.lossy, "a category that was not seen raises in the library; here the probabilities are NaN")
    let terms = try offsets.indices.map { feature -> Value in
      let size = ends[feature] - offsets[feature]
      guard size > 0 else { throw misfit("a column has no categories") }
      var look = Matrix(rowCount: size + 1, columnCount: model.logPriors.count, repeating: .nan)
      for category in 0..<size {
        for place in model.logPriors.indices {
          look[category, place] = model.logProbabilities[place, offsets[feature] + category]
        }
      }
      let cell = rows.width == 1 ? rows.value : rows.value.column(feature)
      let isKnown = (cell > -1) && (cell < Double(size))
      let category = graph.where(isKnown, cell.truncated(), graph.scalar(Double(size))).cast(to: .int64).squeezed([1])
      return graph.constant(look).gathered(category, axis: 0)
    }
    return terms.reduce(graph.row(model.logPriors)) { $0 + $1 }
  }

  func answer(of model: QuadraticDiscriminant, _ labels: [Label], _ table: GraphTable) throws -> GraphAnswer {
    let count = labels.count
    guard count >= 2, model.priors.count == count, model.means.rowCount == count, model.rotations.count == count,
      model.scalings.count == count
    else { throw misfit("its parts are not one a class") }
    let rows = try numbers(of: table, for: "QuadraticDiscriminantAnalysis", width: model.means.columnCount)
    let joint = try (0..<count).map { place -> Value in
      var projection = model.rotations[place]
      let scalings = model.scalings[place]
      guard projection.columnCount == scalings.count, projection.rowCount == rows.width else {
        throw misfit("a rotation does not fit")
      }
      for row in 0..<projection.rowCount {
        for column in 0..<projection.columnCount { projection[row, column] *= Mathematics.pow(scalings[column], -0.5) }
      }
      let constant = -0.5 * scalings.reduce(0) { $0 + Mathematics.log($1) } + Mathematics.log(model.priors[place])
      let centered = rows.value - graph.row(Array(model.means.row(place)))
      return constant - 0.5 * centered.times(graph.constant(projection)).squared().sum()
    }
    let scores = graph.concatenate(joint)
    let answered = count == 2 ? GraphMatrix(joint[1] - joint[0], width: 1) : GraphMatrix(scores, width: count)
    return GraphAnswer(
      classes: labels, choices: scores.choice(), probabilities: GraphMatrix(scores.softmax(), width: count),
      scores: answered)
  }
}
