// Raw cells against the data dictionary and the mining schema.

/// What is done to a cell before a model sees it.
struct FieldTreatment {
  let mining: MiningField
  let data: DataField?
  var type: FieldType?

  init(mining: MiningField, data: DataField?) {
    self.mining = mining
    self.data = data
    type = data?.type
  }

  func apply(to raw: FieldValue) throws(ScoringError) -> FieldValue {
    if isMissing(raw) { return try missing() }
    guard let type else { return raw }
    guard let value = raw.cast(to: type), isValid(value) else { return try invalid(raw) }
    return try withinBounds(value)
  }

  private func isMissing(_ value: FieldValue) -> Bool {
    if value.isMissing { return true }
    if let number = value.number, number.isNaN { return true }
    return data?.values.contains { $0.property == .missing && value.equals($0.literal) } ?? false
  }

  private func isValid(_ value: FieldValue) -> Bool {
    guard let data else { return true }
    if data.values.contains(where: { $0.property == .invalid && value.equals($0.literal) }) { return false }
    let listed = data.values.filter { $0.property == .valid }
    if listed.isEmpty, data.intervals.isEmpty { return true }
    if listed.contains(where: { value.equals($0.literal) }) { return true }
    guard let number = value.number, !data.intervals.isEmpty else { return false }
    return data.intervals.contains { $0.contains(number) }
  }

  private func missing() throws(ScoringError) -> FieldValue {
    if mining.missingTreatment == .returnInvalid {
      throw ScoringError(.invalidValue, "\(mining.name) is missing, and the model takes no row without it")
    }
    guard let replacement = mining.missingReplacement else { return .missing }
    return try replaced(by: replacement)
  }

  private func invalid(_ raw: FieldValue) throws(ScoringError) -> FieldValue {
    switch mining.invalidTreatment {
    case .returnInvalid:
      throw ScoringError(.invalidValue, "\(mining.name) is \(raw.text), which the model does not take")
    case .asMissing: return try missing()
    case .asValue:
      guard let replacement = mining.invalidReplacement else {
        throw ScoringError(.brokenDocument, "\(mining.name) is to be replaced where invalid, and by nothing")
      }
      return try replaced(by: replacement)
    // Outliers are looked for among valid values only.
    case .asIs: return type.flatMap { raw.cast(to: $0) } ?? raw
    }
  }

  private func replaced(by literal: Literal) throws(ScoringError) -> FieldValue {
    guard let type else { return try FieldExpression.constant(literal, nil) }
    guard let value = FieldValue.parse(literal.text, as: type) else {
      throw ScoringError(
        .brokenDocument, "\(mining.name) is to be replaced by \(literal.text), which is no \(type.name)")
    }
    return value
  }

  private func withinBounds(_ value: FieldValue) throws(ScoringError) -> FieldValue {
    guard mining.outliers != .asIs, let number = value.number else { return value }
    let bound: Double?
    if let low = mining.lowValue, number < low {
      bound = low
    } else if let high = mining.highValue, number > high {
      bound = high
    } else {
      return value
    }
    if mining.outliers == .asMissingValues { return try missing() }
    return bound.flatMap { FieldValue.double($0).cast(to: type ?? .double) } ?? value
  }
}
