// Classifiers made of classifiers.

internal import ModelCore
internal import PredictiveMarkup

extension MarkupComposer {
  private func answers(_ members: [Regressor.Member], _ columns: [MarkupColumn]) throws -> [ComposedAnswer] {
    try members.enumerated().map { place, member in
      try within("members[\(place)]") { try compose(member.estimator, try own(member, columns)) }
    }
  }

  func voting(
    _ labels: [Label], _ members: [Regressor.Member], _ isSoft: Bool, _ columns: [MarkupColumn]
  ) throws -> ComposedAnswer {
    let answers = try answers(members, columns)
    guard let first = members.first else { throw misfit("a vote has no members") }
    let isEven = members.allSatisfy { $0.weight == first.weight }
    // Of equal votes the first class wins here, and in engines of PMML the first that was voted for: then votes are added up.
    let hasNoTies = labels.count == 2 && isEven && members.count % 2 == 1
    let isPlain =
      (isSoft || hasNoTies)
      && answers.allSatisfy {
        $0.classes == labels && (!isSoft || ($0.hasProbabilities && $0.probabilities == nil))
      }
    if isPlain {
      var segments = numbered(answers.map(\.model))
      for (place, member) in members.enumerated() where !isEven { segments[place].weight = member.weight }
      let method: Segmentation.Method =
        isSoft ? (isEven ? .average : .weightedAverage) : (isEven ? .majorityVote : .weightedMajorityVote)
      var answer = ComposedAnswer(MarkupModel(.classification, .mining(Segmentation(method, segments))))
      answer.classes = labels
      answer.hasProbabilities = isSoft
      return answer
    }
    let total = members.reduce(0) { $0 + $1.weight }
    var sums = [[MarkupColumn]](repeating: [], count: labels.count)
    for (member, answer) in zip(members, answers) {
      let shares =
        isSoft && (answer.hasProbabilities || answer.probabilities != nil)
        ? try probabilities(answer, "member") : try indicators(answer)
      for (label, share) in zip(answer.classes, shares) {
        guard let place = labels.firstIndex(of: label) else {
          throw misfit("a member answers a label that the vote does not know")
        }
        sums[place].append(member.weight == 1 ? share : share * .constant(member.weight))
      }
    }
    var answer = try deciding(labels, sums.map { added($0) / .constant(total) })
    if !isSoft {
      answer.hasProbabilities = false
      answer.probabilities = nil
    }
    return answer
  }

  /// 1 for the predicted class, 0 for the others.
  private func indicators(_ answer: ComposedAnswer) throws -> [MarkupColumn] {
    guard !answer.classes.isEmpty else { throw misfit("a member gives no labels") }
    let label = labelColumn(answer, "label")
    return try answer.classes.map { .condition(label.applying("equal", try text($0)), .constant(1), .constant(0)) }
  }

  func boosted(
    _ labels: [Label], _ members: [Regressor.Member], _ algorithm: AdaBoostAlgorithm, _ columns: [MarkupColumn]
  ) throws -> ComposedAnswer {
    if labels.count == 1 { return try deciding(labels, [.constant(1)]) }
    let answers = try answers(members, columns)
    var sums = [[MarkupColumn]](repeating: [], count: labels.count)
    var shares = sums
    for (member, answer) in zip(members, answers) {
      let places = try answer.classes.map { label in
        guard let place = labels.firstIndex(of: label) else {
          throw misfit("a member answers a label that is not known")
        }
        return place
      }
      if algorithm == .real {
        guard places == Array(labels.indices) else { throw misfit("a member does not know all classes") }
        let logs = try probabilities(answer, "member").map { share in
          let isSmall = share.applying("lessThan", .constant(Double.ulpOfOne))
          return materialized(MarkupColumn.condition(isSmall, .constant(Double.ulpOfOne), share).applying("ln"), "log")
        }
        let mean = materialized(.constant(1 / Double(labels.count)) * added(logs), "mean")
        for (place, log) in logs.enumerated() { sums[place].append(.constant(Double(labels.count - 1)) * (log - mean)) }
        continue
      }
      if algorithm == .discreteOverProbabilities {
        for (place, share) in zip(places, try probabilities(answer, "member")) {
          shares[place].append(share * .constant(member.weight))
        }
      }
      let loss = algorithm == .discreteCentered ? -1 / Double(labels.count - 1) * member.weight : 0
      let label = labelColumn(answer, "label")
      for place in labels.indices {
        let isIt = label.applying("equal", try text(labels[place]))
        sums[place].append(.condition(isIt, .constant(member.weight), .constant(loss)))
      }
    }
    let total = members.reduce(0) { $0 + (algorithm == .real ? 1 : $1.weight) }
    let means = sums.map { materialized(added($0) / .constant(total), "score") }
    return try boosted(labels, means, shares.map { added($0) }, total, algorithm)
  }

  private func boosted(
    _ labels: [Label], _ means: [MarkupColumn], _ shares: [MarkupColumn], _ total: Double,
    _ algorithm: AdaBoostAlgorithm
  ) throws -> ComposedAnswer {
    let steps = Double(labels.count - 1)
    let score = labels.count == 2 ? materialized(means[1] - means[0], "score") : .constant(0)
    let exponents: [MarkupColumn]
    if algorithm == .discreteOverProbabilities {
      exponents = shares.map { $0 / .constant(total) / .constant(steps) }
    } else if labels.count == 2 {
      exponents = [(.constant(0) - score) / .constant(2), score / .constant(2)]
    } else {
      exponents = means.map { $0 / .constant(steps) }
    }
    var answer = try softmax(labels, exponents.map { equation($0, "exponent") })
    answer.scores = labels.count == 2 ? [equation(score, "score")] : means.map { equation($0, "score") }
    if algorithm == .discreteOverProbabilities {
      let inner = try probabilities(answer, "inner")
      let flags =
        labels.count == 2
        ? [score.applying("lessOrEqual", .constant(0)), score.applying("greaterThan", .constant(0))].map {
          MarkupColumn.condition($0, .constant(1), .constant(0))
        } : means
      let scores = answer.scores
      answer =
        labels.count == 2 ? try deciding(labels, flags) : try softmax(labels, flags.map { equation($0, "score") })
      answer.probabilities = inner
      answer.scores = scores
    }
    return answer
  }

  // MARK: Binary members

  private struct BinaryAnswer {
    var score: MarkupColumn
    var threshold: Double
    var probability: MarkupColumn?
  }

  private func binary(_ estimator: Estimator, _ columns: [MarkupColumn]) throws -> BinaryAnswer {
    let answer = try compose(estimator, columns)
    let isProbable = answer.hasProbabilities || answer.probabilities != nil
    let positive = isProbable ? try probabilities(answer, "member").last : nil
    if let scores = answer.scores, scores.count == 1 {
      return BinaryAnswer(score: materialized(column(scores[0]), "score"), threshold: 0, probability: positive)
    }
    if let positive { return BinaryAnswer(score: positive, threshold: 0.5, probability: positive) }
    return BinaryAnswer(score: try value(answer, "score"), threshold: 0, probability: nil)
  }

  func oneVersusRest(
    _ labels: [Label], _ estimators: [Estimator], _ columns: [MarkupColumn], lastWins: Bool
  ) throws -> ComposedAnswer {
    let answers = try estimators.enumerated().map { place, estimator in
      try within("estimators[\(place)]") { try binary(estimator, columns) }
    }
    let scores = answers.map { equation($0.score, "score") }
    let positives = answers.compactMap(\.probability)
    var answer: ComposedAnswer
    if answers.count == 1 {
      let test = answers[0].score.applying("greaterThan", .constant(answers[0].threshold))
      let flag = materialized(.condition(test, .constant(1), .constant(0)), "isSecond")
      answer = try deciding(labels, [.constant(1) - flag, flag])
      answer.probabilities = positives.first.map { [.constant(1) - $0, $0] }
    } else {
      guard answers.count == labels.count else {
        throw misfit("\(answers.count) estimators for \(labels.count) labels")
      }
      answer = try softmax(labels, scores)
      // The first equation of equals wins.
      if lastWins, case .regression(var regression) = answer.model.content {
        regression.equations.reverse()
        answer.model.content = .regression(regression)
      }
      if positives.count == answers.count {
        let sum = materialized(added(positives), "sum")
        let isZero = sum.applying("equal", .constant(0))
        answer.probabilities = positives.map { materialized(.condition(isZero, $0, $0 / sum), "probability") }
      }
    }
    answer.hasProbabilities = positives.count == answers.count
    answer.scores = scores
    return answer
  }

  func oneVersusOne(
    _ labels: [Label], _ members: [Regressor.Member], _ columns: [MarkupColumn], decidesAtZero: Bool
  ) throws -> ComposedAnswer {
    let pairs = labels.indices.flatMap { first in ((first + 1)..<max(labels.count, first + 1)).map { (first, $0) } }
    guard pairs.count == members.count else { throw misfit("\(members.count) estimators for \(labels.count) labels") }
    var votes = [[MarkupColumn]](repeating: [], count: labels.count)
    var sums = votes
    var threshold = 0.0
    for ((first, second), member) in zip(pairs, members) {
      let answer = try binary(member.estimator, try own(member, columns))
      threshold = answer.threshold
      let isSecond = materialized(
        .condition(answer.score.applying("greaterThan", .constant(answer.threshold)), .constant(1), .constant(0)),
        "vote")
      votes[second].append(isSecond)
      votes[first].append(.constant(1) - isSecond)
      sums[second].append(answer.score)
      sums[first].append(.constant(0) - answer.score)
    }
    let scores = labels.indices.map { place -> MarkupColumn in
      let sum = materialized(added(sums[place]), "sum")
      let part = sum / (.constant(3) * (sum.applying("abs") + .constant(1)))
      return materialized(added(votes[place]) + part, "score")
    }
    var answer: ComposedAnswer
    if labels.count == 2 {
      let test = scores[1].applying("greaterThan", .constant(decidesAtZero ? 0 : threshold))
      let flag = materialized(.condition(test, .constant(1), .constant(0)), "isSecond")
      answer = try deciding(labels, [.constant(1) - flag, flag])
      answer.scores = [equation(scores[1], "score")]
    } else {
      answer = try softmax(labels, scores.map { equation($0, "score") })
      answer.scores = scores.map { equation($0, "score") }
    }
    answer.hasProbabilities = false
    answer.probabilities = nil
    return answer
  }

  // MARK: Wrapped

  func calibrated(
    _ labels: [Label], _ parts: [CalibratedClassifier], _ columns: [MarkupColumn]
  ) throws -> ComposedAnswer {
    var sums = [[MarkupColumn]](repeating: [], count: labels.count)
    for (place, part) in parts.enumerated() {
      let shares = try within("calibrated[\(place)]") { try calibrate(part, labels.count, columns) }
      for (label, share) in shares.enumerated() { sums[label].append(share) }
    }
    return try deciding(labels, sums.map { added($0) / .constant(Double(parts.count)) })
  }

  private func calibrate(_ part: CalibratedClassifier, _ count: Int, _ columns: [MarkupColumn]) throws -> [MarkupColumn]
  {
    let scores = try answerColumns(of: part.estimator, part.answer, columns).map { materialized($0, "score") }
    func value(_ calibrator: CalibratedClassifier.Calibrator, _ score: MarkupColumn) throws -> MarkupColumn {
      switch calibrator {
      case .sigmoid(let a, let b): return (.constant(0) - (.constant(a) * score + .constant(b))).logistic
      case .isotonic(let xs, let ys): return try curve(xs, ys, clips: true, at: score)
      case .temperature(let temperature): return score / .constant(temperature)
      }
    }
    guard let first = part.calibrators.first, let last = scores.last else { throw misfit("there is no calibrator") }
    if case .temperature(let temperature) = first {
      var logits = part.answer == .probabilities ? scores.map { ($0 + .constant(1e-12)).applying("ln") } : scores
      if logits.count == 1 { logits = [.constant(0) - logits[0], logits[0]] }
      let equations = logits.map { equation($0 / .constant(temperature), "logit") }
      return try probabilities(try softmax((0..<equations.count).map(Label.integer), equations), "calibrated")
    }
    if count == 2, part.calibrators.count == 1 {
      let second = materialized(try value(first, last), "calibrated")
      return [.constant(1) - second, second]
    }
    guard scores.count == part.calibrators.count, part.classes.count == scores.count,
      part.classes.allSatisfy((0..<count).contains)
    else { throw misfit("calibrators are not one a score") }
    var shares = [MarkupColumn](repeating: .constant(0), count: count)
    for (place, calibrator) in part.calibrators.enumerated() {
      shares[part.classes[place]] = materialized(try value(calibrator, scores[place]), "calibrated")
    }
    let sum = materialized(added(shares), "sum")
    let isZero = sum.applying("equal", .constant(0))
    return shares.map { .condition(isZero, .constant(1 / Double(count)), $0 / sum) }
  }

  func thresholded(
    _ labels: [Label], _ estimator: Estimator, _ threshold: Double, _ kind: AnswerKind, _ positive: Int,
    _ columns: [MarkupColumn]
  ) throws -> ComposedAnswer {
    guard labels.count == 2, labels.indices.contains(positive) else { throw misfit("a threshold is for two labels") }
    let inner = try compose(estimator, columns)
    let isProbable = inner.hasProbabilities || inner.probabilities != nil
    let shares = isProbable ? try probabilities(inner, "inner") : []
    let score: MarkupColumn
    if kind == .probabilities, shares.count == 2 {
      score = shares[positive]
    } else if kind == .scores, let scores = inner.scores, scores.count == 1 {
      let own = materialized(column(scores[0]), "score")
      score = positive == 1 ? own : .constant(0) - own
    } else {
      throw misfit("a classifier has no \(kind.rawValue) to hold against a threshold")
    }
    let test = score.applying("greaterOrEqual", .constant(threshold))
    let flag = materialized(.condition(test, .constant(1), .constant(0)), "isPositive")
    let other = MarkupColumn.constant(1) - flag
    var answer = try deciding(labels, positive == 1 ? [other, flag] : [flag, other])
    answer.probabilities = isProbable ? shares : nil
    answer.hasProbabilities = isProbable
    answer.scores = inner.scores
    return answer
  }
}
