// Answers of segments made one.

internal import ModelCore

extension PreparedModel {
  func score(_ segmentation: Segmentation, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    switch segmentation.method {
    case .selectFirst: return try scoreFirst(segmentation, in: scope)
    case .modelChain, .multiModelChain: return try scoreChain(segmentation, in: scope)
    default: return try scoreAll(segmentation, in: scope)
    }
  }

  private func id(_ segmentation: Segmentation, _ index: Int) -> String {
    segmentation.segments[index].id ?? String(index + 1)
  }

  private func scoreFirst(_ segmentation: Segmentation, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    for (index, segment) in segmentation.segments.enumerated() where try segment.predicate.holds(in: scope) == true {
      let inner = try segments[index].score(in: scope)
      var answer = inner
      answer.segments = [.init(id: id(segmentation, index), answer: inner)]
      answer.entity = id(segmentation, index)
      return answer
    }
    return ModelAnswer()
  }

  /// Each segment sees the outputs of those before it; the last that ran answers.
  private func scoreChain(_ segmentation: Segmentation, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    var answer = ModelAnswer()
    var outputs: [ModelAnswer.Output] = []
    var ran: [ModelAnswer.Segment] = []
    for (index, segment) in segmentation.segments.enumerated() where try segment.predicate.holds(in: scope) == true {
      let inner = try segments[index].score(in: scope)
      for output in inner.outputs { scope.set(output.name, to: output.value) }
      outputs += inner.outputs
      ran.append(.init(id: id(segmentation, index), answer: inner))
      answer = inner
    }
    // Where each segment answers a target of its own, the first target is the model's.
    if segmentation.method == .multiModelChain,
      let first = ran.first(where: { $0.answer.targetField != nil && $0.answer.targetField == model.targetName })
    {
      answer = first.answer
    }
    answer.outputs = outputs
    answer.segments = ran
    return answer
  }

  private func scoreAll(_ segmentation: Segmentation, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    var members: [SegmentVote] = []
    var ran: [ModelAnswer.Segment] = []
    var (absent, total) = (0.0, 0.0)
    for (index, segment) in segmentation.segments.enumerated() where try segment.predicate.holds(in: scope) == true {
      let inner = try segments[index].score(in: scope)
      for output in inner.outputs { scope.set(output.name, to: output.value) }
      ran.append(.init(id: id(segmentation, index), answer: inner))
      let share = segmentation.method.isWeighted ? segment.weight : 1
      total += share
      if inner.value.isMissing {
        absent += share
        if segmentation.missingPrediction == .returnMissing { return ModelAnswer() }
        if segmentation.missingPrediction == .skipSegment { continue }
      }
      members.append(SegmentVote(answer: inner, weight: model.precision.rounded(segment.weight)))
    }
    var answer = ModelAnswer()
    let tooFew = total > 0 && absent / total >= segmentation.missingThreshold && absent > 0
    if !members.isEmpty, !tooFew { answer = combine(members, by: segmentation.method) }
    answer.segments = ran
    return answer
  }

  private func combine(_ members: [SegmentVote], by method: Segmentation.Method) -> ModelAnswer {
    if method == .selectAll {
      var answer = ModelAnswer()
      answer.value = .list(members.map(\.answer.value))
      return answer
    }
    if model.function == .regression { return combineNumbers(members, by: method) }
    return combineCategories(members, by: method)
  }

  private func combineNumbers(_ members: [SegmentVote], by method: Segmentation.Method) -> ModelAnswer {
    let precision = model.precision
    var numbers: [Double] = []
    for member in members {
      guard let number = member.answer.value.number else { return ModelAnswer() }
      numbers.append(precision.rounded(number))
    }
    let weights = members.map(\.weight)
    func weighted() -> Double {
      zip(numbers, weights).reduce(0) { precision.rounded($0 + precision.rounded($1.0 * $1.1)) }
    }
    let sum = numbers.reduce(0) { precision.rounded($0 + $1) }
    switch method {
    case .sum: return regressed(sum)
    case .average: return regressed(precision.rounded(sum / Double(numbers.count)))
    case .weightedSum: return regressed(weighted())
    case .weightedAverage:
      return regressed(precision.rounded(weighted() / weights.reduce(0) { precision.rounded($0 + $1) }))
    case .median: return regressed(FunctionCall.median(numbers))
    case .weightedMedian: return regressed(WeightedMedian.of(numbers, weights: weights))
    case .max: return regressed(numbers.max())
    default: return ModelAnswer()
    }
  }

  private func combineCategories(_ members: [SegmentVote], by method: Segmentation.Method) -> ModelAnswer {
    let isVote = method == .majorityVote || method == .weightedMajorityVote
    let answering = members.filter { !$0.answer.value.isMissing }
    // A missing answer that counts is a vote for none, and leaves what is made of shares without any.
    if answering.isEmpty || (!isVote && answering.count < members.count) { return ModelAnswer() }
    switch method {
    case .majorityVote, .weightedMajorityVote:
      func share(_ member: SegmentVote) -> Double { method.isWeighted ? member.weight : 1 }
      let votes = total(
        answering.map { [ModelAnswer.Score($0.answer.entityOrValue(for: model.function), share($0))] })
      var answer = classified(normalized(withAll(votes)))
      let none = members.reduce(0) { $1.answer.value.isMissing ? $0 + share($1) : $0 }
      if none > votes.map(\.value).max() ?? 0 { answer.value = .missing }
      if model.function == .clustering { answer.entity = answer.value.text }
      return answer
    case .average, .weightedAverage, .sum, .weightedSum:
      let parts = members.map { member in
        member.answer.probabilities.map { score in
          ModelAnswer.Score(
            score.category, model.precision.rounded(score.value * (method.isWeighted ? member.weight : 1)))
        }
      }
      let sums = total(parts)
      guard method == .average || method == .weightedAverage else { return classified(sums) }
      let divisor =
        method == .average ? Double(members.count) : members.reduce(0) { model.precision.rounded($0 + $1.weight) }
      return classified(sums.map { .init($0.category, model.precision.rounded($0.value / divisor)) })
    case .median, .weightedMedian: return classified(middle(members, by: method))
    default: return classified(decisive(members))
    }
  }

  /// The mean of those members that give the winner, the category with the greatest probability of all, just that.
  private func decisive(_ members: [SegmentVote]) -> [ModelAnswer.Score] {
    let categories = ordered(total(members.map(\.answer.probabilities)).map { .init($0.category, 0) })
    let greatest = categories.map { category in
      ModelAnswer.Score(
        category.category, members.map { $0.answer.probability(of: category.category) ?? 0 }.max() ?? 0)
    }
    guard let winner = ModelAnswer.winner(greatest) else { return [] }
    return mean(of: members, nearest: greatest.first { $0.category == winner }?.value ?? 0, in: winner)
  }

  /// The mean of those members whose probability of the winner, the category with the greatest median, is nearest to it.
  private func middle(_ members: [SegmentVote], by method: Segmentation.Method) -> [ModelAnswer.Score] {
    let categories = ordered(total(members.map(\.answer.probabilities)).map { .init($0.category, 0) })
    let medians = categories.map { category in
      let values = members.map { $0.answer.probability(of: category.category) ?? 0 }
      return ModelAnswer.Score(
        category.category,
        method == .median ? FunctionCall.median(values) : WeightedMedian.of(values, weights: members.map(\.weight)))
    }
    guard let winner = ModelAnswer.winner(medians) else { return [] }
    return mean(of: members, nearest: medians.first { $0.category == winner }?.value ?? 0, in: winner)
  }

  private func mean(of members: [SegmentVote], nearest value: Double, in category: String) -> [ModelAnswer.Score] {
    let gaps = members.map { abs(($0.answer.probability(of: category) ?? 0) - value) }
    let least = gaps.min() ?? 0
    let chosen = zip(members, gaps).filter { $0.1 == least }.map(\.0)
    return total(chosen.map(\.answer.probabilities)).map { .init($0.category, $0.value / Double(chosen.count)) }
  }

  /// Sums by category, in the order categories are first met.
  private func total(_ parts: [[ModelAnswer.Score]]) -> [ModelAnswer.Score] {
    var sums: [ModelAnswer.Score] = []
    var places: [String: Int] = [:]
    for score in parts.joined() {
      if let place = places[score.category] {
        sums[place].value = model.precision.rounded(sums[place].value + score.value)
      } else {
        places[score.category] = sums.count
        sums.append(score)
      }
    }
    return sums
  }
}

extension Segmentation.Method {
  package var isWeighted: Bool {
    [.weightedMajorityVote, .weightedAverage, .weightedMedian, .weightedSum].contains(self)
  }
}

/// A segment's answer and what it weighs.
private struct SegmentVote {
  var answer: ModelAnswer
  var weight: Double
}

extension ModelAnswer {
  fileprivate func entityOrValue(for function: MarkupModel.Function) -> String {
    function == .clustering ? entity ?? value.text : value.text
  }
}

/// The first number, ascending, at which half of the weight is reached.
enum WeightedMedian {
  static func of(_ numbers: [Double], weights: [Double]) -> Double {
    let order = numbers.indices.sorted { numbers[$0] != numbers[$1] ? numbers[$0] < numbers[$1] : $0 < $1 }
    let half = 0.5 * order.reduce(0) { $0 + weights[$1] }
    var reached = 0.0
    for index in order {
      reached += weights[index]
      if reached >= half { return numbers[index] }
    }
    return order.last.map { numbers[$0] } ?? .nan
  }
}
