// Scorecards and rule sets: conditions that give points or votes.

internal import ModelCore

extension PreparedModel {
  func score(_ scorecard: Scorecard, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    var total = scorecard.initialScore
    var reasons: [ModelAnswer.Reason] = []
    for characteristic in scorecard.characteristics {
      guard let (attribute, points) = try fitting(characteristic, in: scope) else { return ModelAnswer() }
      total = model.precision.rounded(total + points)
      guard scorecard.usesReasonCodes else { continue }
      guard let code = attribute.reasonCode ?? characteristic.reasonCode,
        let baseline = characteristic.baseline ?? scorecard.baseline
      else {
        throw ScoringError(
          .brokenDocument, "\(characteristic.name ?? "a characteristic") has no reason code or baseline")
      }
      let difference = scorecard.countsPointsAbove ? points - baseline : baseline - points
      if let index = reasons.firstIndex(where: { $0.code == code }) {
        reasons[index].points = max(reasons[index].points, difference)
      } else {
        reasons.append(.init(code: code, points: difference))
      }
    }
    var answer = regressed(total)
    // Points on the other side of the baseline are no reason.
    answer.reasons = reasons.filter { $0.points >= 0 }.enumerated().sorted {
      $0.element.points == $1.element.points ? $0.offset < $1.offset : $0.element.points > $1.element.points
    }.map(\.element)
    return answer
  }

  /// The first attribute that holds, with its points; nil where none does or its points are missing.
  private func fitting(
    _ characteristic: Scorecard.Characteristic, in scope: Scope
  ) throws(ScoringError) -> (Scorecard.Attribute, Double)? {
    for attribute in characteristic.attributes where try attribute.predicate.holds(in: scope) == true {
      if let expression = attribute.complexScore {
        return try expression.evaluate(in: scope).number.map { (attribute, $0) }
      }
      return attribute.partialScore.map { (attribute, $0) }
    }
    return nil
  }

  func score(_ rules: RuleSetModel, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    guard let criterion = rules.criteria.first else {
      throw ScoringError(.brokenDocument, "a rule set says no way to select rules")
    }
    var fired: [RuleSetModel.SimpleRule] = []
    for rule in rules.rules {
      try collect(rule, in: scope, into: &fired, depth: 0)
      if criterion == .firstHit, !fired.isEmpty { break }
    }
    guard let first = fired.first else {
      guard let score = rules.defaultScore else { return ModelAnswer() }
      return ruled(score, confidence: rules.defaultConfidence, rules.distribution, entity: nil)
    }
    switch criterion {
    case .firstHit: return ruled(first.score, confidence: first.confidence, first.distribution, entity: first.id)
    case .weightedMax:
      let best = fired.dropFirst().reduce(first) { $1.weight > $0.weight ? $1 : $0 }
      return ruled(best.score, confidence: best.confidence, best.distribution, entity: best.id)
    case .weightedSum:
      var totals: [ModelAnswer.Score] = []
      for rule in fired {
        if let index = totals.firstIndex(where: { $0.category == rule.score }) {
          totals[index].value += rule.weight
        } else {
          totals.append(.init(rule.score, rule.weight))
        }
      }
      guard let winner = ModelAnswer.winner(totals) else { return ModelAnswer() }
      let best = fired.filter { $0.score == winner }
      let weight = totals.first { $0.category == winner }?.value ?? 0
      var answer = ruled(winner, confidence: weight / Double(fired.count), [], entity: best.first?.id)
      answer.confidences = totals.map { .init($0.category, $0.value / Double(fired.count)) }
      return answer
    }
  }

  private func ruled(
    _ score: String, confidence: Double?, _ distribution: [ScoreDistribution], entity: String?
  ) -> ModelAnswer {
    var answer = ModelAnswer()
    answer.value = value(of: score)
    answer.entity = entity
    if let confidence { answer.confidences = [.init(score, confidence)] }
    let total = distribution.reduce(0) { $0 + $1.recordCount }
    answer.probabilities = distribution.map { .init($0.value, $0.probability ?? $0.recordCount / total) }
    return answer
  }

  private func collect(
    _ rule: RuleSetModel.Rule, in scope: Scope, into fired: inout [RuleSetModel.SimpleRule], depth: Int
  ) throws(ScoringError) {
    guard depth < 400 else { throw ScoringError(.brokenDocument, "rules are nested more than 400 deep") }
    switch rule {
    case .simple(let simple): if try simple.predicate.holds(in: scope) == true { fired.append(simple) }
    case .compound(let predicate, let rules):
      guard try predicate.holds(in: scope) == true else { return }
      for rule in rules { try collect(rule, in: scope, into: &fired, depth: depth + 1) }
    }
  }
}
