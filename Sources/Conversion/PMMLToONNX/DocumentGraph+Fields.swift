// The fields that a document takes, as inputs of the graph, treated as its mining schema says.

internal import ModelCore
internal import PredictiveMarkup

extension DocumentGraph {
  func takeInputs() {
    guard let model = document.models.first else { return }
    var texts: Value?
    for mining in model.schema where !mining.usage.isTarget {
      guard let field = document.fields.first(where: { $0.name == mining.name }) else { continue }
      guard field.type == .string || field.type == .boolean || field.type.isNumeric else {
        leftOut[field.name] = "\(field.name) is of the type \(field.type.name), which tensors do not hold"
        continue
      }
      let isText = field.type == .string
      let input = graph.input(field.name, isText ? .string : .double, shape: [.named("rows"), .fixed(1)])
      if isText { texts = texts ?? input } else { pattern = pattern ?? input }
      set(field.name, isText ? treatedText(input, field, mining) : .number(treated(input, field, mining)))
    }
    // Of texts only the number of rows is taken.
    pattern = pattern ?? texts.map { $0.places(among: [""]).cast(to: .double) }
  }

  private func hasBounds(_ field: DataField) -> Bool {
    field.values.contains { $0.property != .missing } || !field.intervals.isEmpty
  }

  private func noteRefusal(_ field: DataField, _ mining: MiningField) {
    guard hasBounds(field), mining.invalidTreatment == .returnInvalid else { return }
    note(
      .lossy,
      "\(field.name): PMML refuses rows with values that the data dictionary does not list; the graph answers them")
  }

  private func treatedText(_ input: Value, _ field: DataField, _ mining: MiningField) -> FieldValueOfGraph {
    noteRefusal(field, mining)
    note(.bounded, "\(field.name): an empty string stands for a missing value")
    let valid = field.values.filter { $0.property == .valid }.map(\.literal.text)
    let absent = [""] + field.values.filter { $0.property == .missing }.map(\.literal.text)
    if valid.isEmpty || mining.invalidTreatment == .asIs { return anyText(input, field, mining, absent) }
    var texts = valid
    func place(_ literal: Literal?) -> Value {
      guard let literal else { return graph.scalar(-1, as: .int64) }
      if !texts.contains(literal.text) { texts.append(literal.text) }
      return graph.scalar(Double(texts.firstIndex(of: literal.text) ?? -1), as: .int64)
    }
    var places = input.places(among: valid)
    if mining.invalidTreatment == .asValue {
      let isInvalid = (places < 0) && (input.places(among: absent) < 0)
      places = graph.where(isInvalid, place(mining.invalidReplacement), places)
    }
    if mining.missingReplacement != nil { places = graph.where(places < 0, place(mining.missingReplacement), places) }
    return FieldValueOfGraph(content: .choice(places, texts))
  }

  /// A text that may be any.
  private func anyText(
    _ input: Value, _ field: DataField, _ mining: MiningField, _ absent: [String]
  ) -> FieldValueOfGraph {
    var missing = absent
    let invalid = field.values.filter { $0.property == .invalid }.map(\.literal.text)
    var value = input
    switch mining.invalidTreatment {
    case .asMissing: missing += invalid
    case .asValue where !invalid.isEmpty:
      let replacement = graph.string(mining.invalidReplacement?.text ?? "")
      value = graph.where(input.places(among: invalid) < 0, input, replacement)
    default: break
    }
    if missing.count > 1 || mining.missingReplacement != nil {
      let replacement = graph.string(mining.missingReplacement?.text ?? "")
      value = graph.where(input.places(among: missing) < 0, value, replacement)
    }
    return FieldValueOfGraph(content: .text(value))
  }

  private func treated(_ input: Value, _ field: DataField, _ mining: MiningField) -> Value {
    noteRefusal(field, mining)
    var value = field.type == .float ? input.roundedToSingle() : input
    let nan = graph.scalar(.nan)
    for marker in field.values where marker.property == .missing && !Self.number(marker.literal).isNaN {
      value = graph.where(value.isEqual(to: Self.number(marker.literal)), nan, value)
    }
    // Outliers are looked for among valid values only.
    let isInvalid = hasBounds(field) && mining.invalidTreatment != .returnInvalid ? isInvalid(value, field) : nil
    var bounded = value
    if mining.outliers != .asIs {
      let isExtreme = mining.outliers == .asExtremeValues
      if let low = mining.lowValue { bounded = graph.where(value < low, graph.scalar(isExtreme ? low : .nan), bounded) }
      if let high = mining.highValue {
        bounded = graph.where(value > high, graph.scalar(isExtreme ? high : .nan), bounded)
      }
    }
    switch (isInvalid, mining.invalidTreatment) {
    case (let isInvalid?, .asMissing): value = graph.where(isInvalid, nan, bounded)
    case (let isInvalid?, .asValue):
      value = graph.where(isInvalid, graph.scalar(mining.invalidReplacement.map(Self.number) ?? .nan), bounded)
    case (let isInvalid?, .asIs): value = graph.where(isInvalid, value, bounded)
    default: value = bounded
    }
    if let replacement = mining.missingReplacement {
      value = graph.where(value.isNaN(), graph.scalar(Self.number(replacement)), value)
    }
    return value
  }

  private func isInvalid(_ value: Value, _ field: DataField) -> Value {
    var isValid: Value?
    func add(_ test: Value) { isValid = isValid.map { $0 || test } ?? test }
    for listed in field.values where listed.property == .valid {
      add(value.isEqual(to: Self.number(listed.literal)))
    }
    for interval in field.intervals { add(contains(interval, value)) }
    var result = isValid.map { !$0 } ?? (value < value)
    for listed in field.values where listed.property == .invalid {
      result = result || value.isEqual(to: Self.number(listed.literal))
    }
    return result && !value.isNaN()
  }

  func contains(_ interval: Interval, _ value: Value) -> Value {
    var result: Value?
    if let lower = interval.lower { result = interval.includesLower ? value >= lower : value > lower }
    if let upper = interval.upper {
      let test = interval.includesUpper ? value <= upper : value < upper
      result = result.map { $0 && test } ?? test
    }
    return result ?? !value.isNaN()
  }

  func field(_ name: String) throws -> FieldValueOfGraph {
    for level in values.indices.reversed() {
      if let value = values[level][name] { return value }
      guard level < scopes.count, let field = scopes[level][name] else { continue }
      guard underWay.insert(name).inserted, underWay.count < 500 else {
        throw refusal("the field \(name) is derived from itself, or from more than 500 others one in the other")
      }
      defer { underWay.remove(name) }
      var value = try self.value(of: field.expression)
      if case .number(let number) = value.content, field.type == .float { value = .number(number.roundedToSingle()) }
      values[level][name] = value
      return value
    }
    if let reason = leftOut[name] { throw refusal(reason) }
    throw refusal("no field of the document is called \(name)")
  }

  func number(_ name: String) throws -> Value { try number(try field(name), name) }

  func number(_ value: FieldValueOfGraph, _ name: String) throws -> Value {
    switch value.content {
    case .number(let number): return number
    case .choice(let place, let texts):
      return place.looked(up: Tensor(texts.map { Literal($0).number } + [.nan], shape: [texts.count + 1]))
    case .text: throw refusal("\(name) is text where a number is taken")
    }
  }

  func set(_ name: String, _ value: FieldValueOfGraph) { values[values.count - 1][name] = value }

  /// Fields of a model are seen inside it only.
  func withScope<Result>(_ derived: [DerivedField], _ body: () throws -> Result) throws -> Result {
    scopes.append(Self.index(derived))
    values.append([:])
    defer {
      scopes.removeLast()
      values.removeLast()
    }
    return try body()
  }

  /// A function's body sees its parameters alone.
  func call(_ name: String, _ arguments: [FieldValueOfGraph]) throws -> FieldValueOfGraph? {
    guard let function = functions[name] else { return nil }
    guard arguments.count == function.parameters.count else {
      throw refusal("\(name) is given another number of arguments")
    }
    return try within(name) {
      let kept = (scopes, values)
      scopes = [Self.index(function.derived)]
      values = [Dictionary(zip(function.parameters.map(\.name), arguments), uniquingKeysWith: { first, _ in first })]
      defer { (scopes, values) = kept }
      return try value(of: function.expression)
    }
  }

  /// A constant for every row, n × 1.
  func constant(_ number: Double) throws -> Value {
    guard let pattern else { throw refusal("the model takes no number, so that constants have no rows") }
    return pattern.filled(with: number)
  }
}
