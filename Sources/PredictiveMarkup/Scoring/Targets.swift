// Raw predictions rescaled, rounded, and replaced where there is none.

internal import ModelCore

extension PreparedModel {
  func applyTargets(to answer: inout ModelAnswer) throws(ScoringError) {
    let target = model.targets.first { $0.field == nil || $0.field == answer.targetField } ?? model.targets.first
    if let target, answer.value.isMissing { useDefaults(of: target, in: &answer) }
    guard model.function == .regression, let raw = answer.value.number, case .some(let type) = answer.value.type,
      type.isNumeric
    else { return }
    var number = raw
    if let target {
      if let lower = target.lower { number = max(number, lower) }
      if let upper = target.upper { number = min(number, upper) }
      if target.factor != 1 { number = model.precision.rounded(number * model.precision.rounded(target.factor)) }
      if target.constant != 0 { number = model.precision.rounded(number + model.precision.rounded(target.constant)) }
      switch target.rounding {
      case .round: number = (number + 0.5).rounded(.down)
      case .ceiling: number = number.rounded(.up)
      case .floor: number = number.rounded(.down)
      case nil: break
      }
      if target.rounding != nil, let whole = Int(exactly: number) {
        answer.value = .integer(whole)
        return
      }
    }
    // A declared target of single precision narrows; one of integers does not cut what is not whole.
    let declared = targetType == .double && type == .float && target == nil ? FieldType.float : targetType
    answer.value = FieldValue.double(number).cast(to: declared) ?? .double(number)
  }

  private func useDefaults(of target: Target, in answer: inout ModelAnswer) {
    if model.function == .classification {
      let priors = target.values.compactMap { value in
        value.prior.flatMap { prior in value.value.map { ModelAnswer.Score($0, prior) } }
      }
      if !priors.isEmpty { answer = classified(priors) }
    } else if let standard = target.values.first?.standard {
      answer.value = .double(standard)
    }
  }
}
