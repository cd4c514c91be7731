// Results of a model under the names the document gives them.

internal import ModelCore

extension PreparedModel {
  /// Each output in order; later ones may use earlier ones.
  func nameOutputs(of answer: inout ModelAnswer, in scope: Scope) throws(ScoringError) {
    for field in model.outputs {
      var value = try result(field, of: answer, in: scope)
      if let type = field.type, let cast = value.cast(to: type) { value = cast }
      scope.set(field.name, to: value)
      answer.outputs.append(ModelAnswer.Output(name: field.name, value: value, isFinal: field.isFinalResult))
    }
  }

  private func result(_ field: OutputField, of answer: ModelAnswer, in scope: Scope) throws(ScoringError) -> FieldValue
  {
    var answer = answer
    if let id = field.segment {
      guard let segment = answer.segments.first(where: { $0.id == id }) else { return .missing }
      answer = segment.answer
    }
    switch field.feature {
    case .predictedValue: return answer.value
    case .predictedDisplayValue: return displayed(answer)
    case .transformedValue, .decision:
      guard let expression = field.expression else {
        // Without an expression in a segmented model: the value of the segment's output.
        return field.value.flatMap { answer.output($0) } ?? .missing
      }
      return try expression.evaluate(in: scope)
    case .probability: return probability(field, of: answer)
    case .confidence where answer.rules.isEmpty:
      let category = field.value ?? answer.value.text
      let scores = answer.confidences.isEmpty ? answer.probabilities : answer.confidences
      return scores.first { $0.category == category }.map { .double($0.value) } ?? .missing
    case .entityId, .clusterId:
      if !answer.rules.isEmpty { return associated(field, .ruleId, of: answer) }
      if field.rank > 1 || (answer.entity == nil && !answer.affinities.isEmpty) {
        return ranked(answer.affinities, field).map { .string($0.category) } ?? .missing
      }
      return answer.entity.map(FieldValue.string) ?? .missing
    case .affinity, .entityAffinity, .clusterAffinity:
      if let category = field.value {
        return answer.affinities.first { $0.category == category }.map { .double($0.value) } ?? .missing
      }
      return ranked(answer.affinities, field).map { .double($0.value) } ?? .missing
    case .reasonCode:
      return answer.reasons.indices.contains(field.rank - 1) ? .string(answer.reasons[field.rank - 1].code) : .missing
    case .ruleValue: return associated(field, field.ruleFeature ?? .consequent, of: answer)
    case .antecedent, .consequent, .rule, .ruleId, .confidence, .support, .lift, .leverage:
      return associated(field, field.feature, of: answer)
    case .residual, .standardError, .standardDeviation, .warning, .confidenceIntervalLower, .confidenceIntervalUpper:
      throw ScoringError(.unsupported, "the result \(field.feature.rawValue) of \(field.name)")
    }
  }

  private func probability(_ field: OutputField, of answer: ModelAnswer) -> FieldValue {
    let category = field.value ?? answer.value.text
    let exact = answer.probability(of: category)
    // `1` and `1.0` are one category where the target is a number.
    let value =
      exact
      ?? answer.probabilities.first {
        FieldValue.parse($0.category, as: targetType) == FieldValue.parse(category, as: targetType)
      }?.value
    guard let value else { return .missing }
    return model.precision == .single ? .float(Float(value)) : .double(value)
  }

  private func displayed(_ answer: ModelAnswer) -> FieldValue {
    let text = answer.value.text
    for target in model.targets {
      if let display = target.values.first(where: { $0.value == text })?.display { return .string(display) }
    }
    let field = answer.targetField.flatMap { dictionary[$0] }
    if let display = field?.values.first(where: { $0.literal.text == text })?.display { return .string(display) }
    return answer.value
  }

  private func ranked(_ scores: [ModelAnswer.Score], _ field: OutputField) -> ModelAnswer.Score? {
    let ordered = field.rankOrder == .ascending ? scores.reversed() : scores
    return ordered.indices.contains(field.rank - 1) ? ordered[field.rank - 1] : nil
  }
}
