// Classifiers made of classifiers: voting, boosting, calibration, one against the rest.

internal import ModelCore

/// What a binary estimator says: a score, from where on it is the second class, and that class's probability.
struct BinaryAnswer {
  var score: Value
  var threshold: Double
  var probability: Value?
  var choices: Value?
}

extension GraphWriting {
  private func map(_ classes: [Label], into labels: [Label]) throws -> [Int] {
    try classes.map { label in
      let place = labels.firstIndex { $0 == label || ($0.numericValue != nil && $0.numericValue == label.numericValue) }
      guard let place else { throw misfit("a member answers a label that the ensemble does not know") }
      return place
    }
  }

  /// A member's probabilities in the columns of the ensemble.
  private func placed(_ probabilities: GraphMatrix, _ map: [Int], _ count: Int) -> Value {
    if map == Array(0..<count) { return probabilities.value }
    var table = Matrix(rowCount: map.count, columnCount: count)
    for (place, column) in map.enumerated() { table[place, column] = 1 }
    return probabilities.value.times(graph.constant(table))
  }

  func voting(_ members: [Regressor.Member], isSoft: Bool, _ labels: [Label], _ table: GraphTable) throws -> GraphAnswer
  {
    guard !members.isEmpty else { throw misfit("it has no members") }
    let count = labels.count
    let terms = try members.enumerated().map { index, member -> Value in
      let answer = try answer(of: member, index, table)
      let map = try map(answer.classes, into: labels)
      if isSoft, let probabilities = answer.probabilities {
        let shares = placed(probabilities, map, count)
        return member.weight == 1 ? shares : member.weight * shares
      }
      guard let choices = answer.choices else { throw misfit("a member gives neither probabilities nor labels") }
      return member.weight * oneHot(choices, map: map, width: count)
    }
    var sums = graph.sum(terms)
    if isSoft { sums = sums / members.reduce(0) { $0 + $1.weight } }
    return GraphAnswer(
      classes: labels, choices: sums.choice(), probabilities: isSoft ? GraphMatrix(sums, width: count) : nil)
  }

  func boosted(
    _ members: [Regressor.Member], _ algorithm: AdaBoostAlgorithm, _ labels: [Label], _ table: GraphTable
  ) throws -> GraphAnswer {
    let count = labels.count
    guard count > 1, !members.isEmpty else { throw misfit("it has no members, or one class") }
    var terms: [Value] = []
    var shares: [Value] = []
    for (index, member) in members.enumerated() {
      let answer = try answer(of: member, index, table)
      let map = try map(answer.classes, into: labels)
      if algorithm == .real {
        guard let probabilities = answer.probabilities, map == Array(labels.indices) else {
          throw misfit("a member gives no probabilities of all classes")
        }
        let logs = graph.where(
          probabilities.value < Double.ulpOfOne, graph.scalar(Double.ulpOfOne), probabilities.value
        ).log()
        terms.append(Double(count - 1) * (logs - (1 / Double(count)) * rowSum(GraphMatrix(logs, width: count))))
      } else {
        guard let choices = answer.choices else { throw misfit("a member gives no labels") }
        let loss = algorithm == .discreteCentered ? -1 / Double(count - 1) * member.weight : 0
        var votes = Matrix(rowCount: map.count, columnCount: count, repeating: loss)
        for (place, column) in map.enumerated() { votes[place, column] = member.weight }
        terms.append(graph.constant(votes).gathered(choices, axis: 0))
      }
      if algorithm == .discreteOverProbabilities, let probabilities = answer.probabilities {
        shares.append(member.weight * placed(probabilities, map, count))
      }
    }
    let total = members.reduce(0) { $0 + (algorithm == .real ? 1 : $1.weight) }
    let sums = graph.sum(terms) / total
    let scores = count == 2 ? sums.column(1) - sums.column(0) : sums
    let steps = Double(count - 1)
    let exponents: Value
    if algorithm == .discreteOverProbabilities {
      exponents = (shares.isEmpty ? sums * 0 : graph.sum(shares)) / total / steps
    } else {
      exponents = count == 2 ? graph.concatenate([-scores / 2, scores / 2]) : scores / steps
    }
    return GraphAnswer(
      classes: labels, choices: count == 2 ? (scores > 0).cast(to: .int64).squeezed([1]) : sums.choice(),
      probabilities: GraphMatrix(exponents.softmax(), width: count),
      scores: GraphMatrix(scores, width: count == 2 ? 1 : count))
  }

  // MARK: Calibration

  func calibrated(_ parts: [CalibratedClassifier], _ labels: [Label], _ table: GraphTable) throws -> GraphAnswer {
    guard !parts.isEmpty else { throw misfit("it has no classifiers") }
    let mean = graph.sum(try parts.map { try calibrated($0, labels.count, table) }) / Double(parts.count)
    return GraphAnswer(classes: labels, choices: mean.choice(), probabilities: GraphMatrix(mean, width: labels.count))
  }

  private func calibrated(_ part: CalibratedClassifier, _ count: Int, _ table: GraphTable) throws -> Value {
    let answer = try answer(of: part.estimator, table)
    let scores = try numbers(of: try columns(part.answer, of: answer, for: "a calibrator"), for: "a calibrator")
    guard let first = part.calibrators.first else { throw misfit("it has no calibrators") }
    if case .temperature(let temperature) = first {
      var logits = part.answer == .probabilities ? (scores.value + 1e-12).log() : scores.value
      if scores.width == 1 { logits = graph.concatenate([-logits, logits]) }
      return (logits / temperature).softmax()
    }
    func value(_ calibrator: CalibratedClassifier.Calibrator, _ score: Value) throws -> Value {
      switch calibrator {
      case .sigmoid(let a, let b): (-(a * score + b)).logistic()
      case .isotonic(let thresholds, let values): try isotonic(score, thresholds, values, clips: true)
      case .temperature(let temperature): score / temperature
      }
    }
    func column(_ place: Int) -> Value { scores.width == 1 ? scores.value : scores.value.column(place) }
    if count == 2 && part.calibrators.count == 1 {
      let second = try value(first, column(scores.width - 1))
      return graph.concatenate([1 - second, second])
    }
    guard scores.width == part.calibrators.count, part.classes.count == part.calibrators.count else {
      throw misfit("its calibrators are not one a score")
    }
    var columns = (0..<count).map { _ in scores.value.filled(with: 0) }
    for (place, calibrator) in part.calibrators.enumerated() {
      guard columns.indices.contains(part.classes[place]) else {
        throw misfit("a calibrator is for a class there is not")
      }
      columns[part.classes[place]] = try value(calibrator, column(place))
    }
    let shares = shares(GraphMatrix(graph.concatenate(columns), width: count)) { cells, _ in
      cells * 0 + 1 / Double(count)
    }
    return graph.where((shares > 1) && (shares <= 1 + 1e-5), graph.scalar(1), shares)
  }

  // MARK: One against the rest

  func binary(_ answer: GraphAnswer) throws -> BinaryAnswer {
    let positive = answer.probabilities.map { $0.width == 1 ? $0.value : $0.value.column($0.width - 1) }
    if let scores = answer.scores {
      return BinaryAnswer(
        score: scores.width == 1 ? scores.value : scores.value.column(0), threshold: 0, probability: positive,
        choices: answer.choices)
    }
    if let positive {
      return BinaryAnswer(score: positive, threshold: 0.5, probability: positive, choices: answer.choices)
    }
    guard let values = answer.values else { throw misfit("a binary estimator gives neither scores nor probabilities") }
    return BinaryAnswer(
      score: values.width == 1 ? values.value : values.value.column(0), threshold: 0, probability: nil, choices: nil)
  }

  func againstRest(
    _ estimators: [Estimator], _ labels: [Label], _ isMultilabel: Bool, _ lastWins: Bool, _ table: GraphTable
  ) throws -> GraphAnswer {
    guard estimators.count == labels.count || (estimators.count == 1 && labels.count == 2 && !isMultilabel),
      !estimators.isEmpty
    else { throw misfit("its estimators are not one a label") }
    let answers = try estimators.enumerated().map { index, estimator in
      try within("estimators_[\(index)]") { try binary(try answer(of: estimator, table)) }
    }
    let scores = GraphMatrix(graph.concatenate(answers.map(\.score)), width: answers.count)
    let positives = answers.compactMap(\.probability)
    let hasAll = positives.count == answers.count
    func isSecond(_ answer: BinaryAnswer) -> Value { (answer.score > answer.threshold).cast(to: .int64).squeezed([1]) }
    if isMultilabel {
      let targets = answers.map { answer in
        GraphAnswer(
          classes: [.integer(0), .integer(1)], choices: isSecond(answer),
          probabilities: answer.probability.map { GraphMatrix(graph.concatenate([1 - $0, $0]), width: 2) })
      }
      return GraphAnswer(
        classes: labels, probabilities: hasAll ? GraphMatrix(graph.concatenate(positives), width: labels.count) : nil,
        scores: scores, targets: targets)
    }
    if answers.count == 1 {
      return GraphAnswer(
        classes: labels, choices: isSecond(answers[0]),
        probabilities: positives.first.map { GraphMatrix(graph.concatenate([1 - $0, $0]), width: 2) }, scores: scores)
    }
    let last = graph.scalar(Double(labels.count - 1), as: .int64)
    // Scores that are no numbers count as the least where the last of equals wins.
    let known = graph.where(scores.value.isNaN(), graph.scalar(-.infinity), scores.value)
    let choices =
      lastWins
      ? last - known.columns(Array(labels.indices.reversed())).argMax() : scores.value.choice()
    return GraphAnswer(
      classes: labels, choices: choices,
      probabilities: hasAll
        ? GraphMatrix(
          shares(GraphMatrix(graph.concatenate(positives), width: labels.count)) { cells, _ in cells },
          width: labels.count) : nil,
      scores: scores)
  }
}
