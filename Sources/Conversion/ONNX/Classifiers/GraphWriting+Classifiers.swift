// Classifiers: where each rule goes, and scores with a link.

internal import ModelCore

extension GraphWriting {
  func answer(of classifier: Classifier, _ table: GraphTable) throws -> GraphAnswer {
    let labels = classifier.labels
    switch classifier.rule {
    case .scores(let function, let link, let decision):
      return decided(labels, try scores(function, table), link, decision)
    case .pairwiseVectors(let machine): return try within("SVC") { try answer(of: machine, labels, table) }
    case .neighbors(let neighbors, let classes, let outlier):
      return try within("KNeighborsClassifier") { try neighborClasses(neighbors, labels, classes, outlier, table) }
    case .gaussianNaiveBayes(let model): return try within("GaussianNB") { try answer(of: model, labels, table) }
    case .discreteNaiveBayes(let model): return try within("naive Bayes") { try answer(of: model, labels, table) }
    case .quadraticDiscriminant(let model):
      return try within("QuadraticDiscriminantAnalysis") { try answer(of: model, labels, table) }
    case .voting(let members, let isSoft): return try voting(members, isSoft: isSoft, labels, table)
    case .adaBoost(let members, let algorithm):
      return try within("AdaBoostClassifier") { try boosted(members, algorithm, labels, table) }
    case .oneVersusRest(let estimators, let isMultilabel, let lastWins):
      return try within("OneVsRestClassifier") { try againstRest(estimators, labels, isMultilabel, lastWins, table) }
    case .oneVersusOne(let members, let decidesAtZero):
      return try within("OneVsOneClassifier") { try againstEach(members, labels, decidesAtZero, table) }
    case .stacking(let members, let final, let kind, let passes):
      let stacked = try stacked(members, kind, passes, table)
      var answer = try answer(of: final, stacked)
      guard answer.classes == labels else { throw misfit("its final estimator answers with other labels") }
      answer.transformation = nil
      return answer
    case .calibrated(let parts): return try within("CalibratedClassifierCV") { try calibrated(parts, labels, table) }
    case .thresholded(let inner, let threshold, let kind, let positive):
      return try thresholded(try answer(of: inner, table), labels, threshold, kind, positive)
    case .targets(let classifiers):
      return GraphAnswer(
        targets: try classifiers.enumerated().map { index, classifier in
          try within("targets[\(index)]") { try answer(of: classifier, table) }
        })
    case .chain(let estimators, let order): return GraphAnswer(targets: try chain(estimators, order, table))
    case .wrapped(let inner):
      var answer = try answer(of: inner, table)
      if !labels.isEmpty {
        guard answer.classes.count == labels.count else {
          throw misfit("its labels are not those of the classifier inside")
        }
        answer.classes = labels
      }
      return answer
    }
  }

  private func thresholded(
    _ inner: GraphAnswer, _ labels: [Label], _ threshold: Double, _ kind: AnswerKind, _ positive: Int
  ) throws -> GraphAnswer {
    guard labels.count == 2, labels.indices.contains(positive) else { throw misfit("a threshold is for two labels") }
    var answer = inner
    let value: Value
    if kind == .probabilities, let probabilities = inner.probabilities {
      value = probabilities.value.column(positive)
    } else if kind == .scores, let scores = inner.scores {
      value = positive == 1 ? scores.value.column(0) : -scores.value.column(0)
    } else {
      throw misfit("its classifier has no \(kind.rawValue)")
    }
    let isPositive = (value >= threshold).cast(to: .int64).squeezed([1])
    answer.classes = labels
    answer.choices = positive == 1 ? isPositive : graph.scalar(1, as: .int64) - isPositive
    return answer
  }

  // MARK: Scores with a link

  func decided(_ labels: [Label], _ scores: GraphMatrix, _ link: ProbabilityLink, _ decision: Decision) -> GraphAnswer {
    let probabilities = linked(scores, link, classCount: labels.count)
    let isByScores = decision == .scores || decision == .scoresFromZero
    let deciding = isByScores ? scores : probabilities ?? scores
    return GraphAnswer(
      classes: labels, choices: choice(deciding, decision, labels.count), probabilities: probabilities,
      scores: [.identity, .normalized, .shares].contains(link) ? nil : scores)
  }

  private func choice(_ row: GraphMatrix, _ decision: Decision, _ count: Int) -> Value {
    if count == 1 { return (row.value.column(0).isNaN().cast(to: .int64) * graph.scalar(0, as: .int64)).squeezed([1]) }
    guard row.width == 1 || (row.width == 2 && decision == .positiveHalf) else { return row.value.choice() }
    let last = row.width == 1 ? row.value : row.value.column(row.width - 1)
    let isSecond =
      switch decision {
      case .scores: last > 0
      case .scoresFromZero: last >= 0
      case .probabilities, .positiveHalf: last > 0.5
      }
    return isSecond.cast(to: .int64).squeezed([1])
  }

  private func linked(_ scores: GraphMatrix, _ link: ProbabilityLink, classCount: Int) -> GraphMatrix? {
    if link == .none { return nil }
    let x = scores.value
    if classCount == 1 { return GraphMatrix(x.filled(with: 1), width: 1) }
    if scores.width == 1 {
      if case .symmetricSoftmax(let slope) = link {
        return GraphMatrix(graph.concatenate([(-slope) * x, slope * x]).softmax(), width: 2)
      }
      if case .softmax = link { return GraphMatrix(graph.concatenate([x * 0, x]).softmax(), width: 2) }
      let second = positive(x, link)
      return GraphMatrix(graph.concatenate([1 - second, second]), width: 2)
    }
    let width = scores.width
    switch link {
    case .softmax: return GraphMatrix(x.softmax(), width: width)
    case .identity, .none: return scores
    case .logistic, .probit, .step: return GraphMatrix(positive(x, link), width: width)
    case .symmetricSoftmax(let slope): return GraphMatrix((2 * slope * x).logistic(), width: width)
    case .shares: return GraphMatrix(scores.value / rowSum(scores), width: width)
    case .normalized: return GraphMatrix(shares(scores) { cells, _ in cells }, width: width)
    case .oneVersusRestLogistic, .clipped:
      let each = GraphMatrix(positive(x, link), width: width)
      return GraphMatrix(shares(each) { cells, _ in cells * 0 + 1 / Double(width) }, width: width)
    }
  }

  /// Rows divided by their sum; where it is 0, something else.
  func shares(_ rows: GraphMatrix, otherwise: (Value, Value) -> Value) -> Value {
    let sum = rowSum(rows)
    let isZero = sum.isEqual(to: 0)
    return graph.where(isZero, otherwise(rows.value, sum), rows.value / graph.where(isZero, graph.scalar(1), sum))
  }

  private func positive(_ x: Value, _ link: ProbabilityLink) -> Value {
    switch link {
    case .none, .identity, .normalized, .shares, .softmax, .symmetricSoftmax: x
    case .logistic(let slope), .oneVersusRestLogistic(let slope): (slope == 1 ? x : slope * x).logistic()
    case .clipped: (x.clipped(-1, 1) + 1) / 2
    case .step: (x > 0).cast(to: .double)
    case .probit: x.normalDistribution()
    }
  }
}
