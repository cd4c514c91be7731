// Expressions computed for one row.

internal import ModelCore

extension FieldExpression {
  func evaluate(in scope: Scope, depth: Int = 0) throws(ScoringError) -> FieldValue {
    guard depth < 400 else { throw ScoringError(.brokenDocument, "expressions are nested more than 400 deep") }
    switch self {
    case .missing: return .missing
    case .literal(let literal, let type): return try Self.constant(literal, type)
    case .field(let name, let missing):
      let value = try scope.value(of: name)
      guard value.isMissing, let missing else { return value }
      return try Self.constant(missing, nil)
    case .normContinuous(let norm): return try norm.evaluate(in: scope)
    case .normDiscrete(let field, let value, let missing):
      let actual = try scope.value(of: field)
      if actual.isMissing { return missing.map(FieldValue.double) ?? .missing }
      return .double(actual.equals(value) ? 1 : 0)
    case .discretize(let discretize): return try discretize.evaluate(in: scope)
    case .mapValues(let map): return try map.evaluate(in: scope)
    case .textIndex(let index): return try index.evaluate(in: scope, depth: depth + 1)
    case .apply(let application): return try application.evaluate(in: scope, depth: depth + 1)
    case .aggregate(let aggregate): return try aggregate.evaluate(in: scope)
    case .lag(let field, _, _, _):
      throw ScoringError(.unsupported, "Lag of \(field): rows are scored one by one, without those before them")
    }
  }

  static func constant(_ literal: Literal, _ type: FieldType?) throws(ScoringError) -> FieldValue {
    if let type {
      if let value = FieldValue.parse(literal.text, as: type) { return value }
      throw ScoringError(.brokenDocument, "the constant \(literal.text) is no \(type.name)")
    }
    if let value = Int(literal.text) { return .integer(value) }
    return literal.number.isNaN && literal.text != "NaN" ? .string(literal.text) : .double(literal.number)
  }
}

extension NormContinuous {
  func evaluate(in scope: Scope) throws(ScoringError) -> FieldValue {
    guard let number = try scope.number(of: field) else { return missing.map(FieldValue.double) ?? .missing }
    guard points.count >= 2, let first = points.first, let last = points.last else {
      throw ScoringError(.brokenDocument, "NormContinuous of \(field) has fewer than two points")
    }
    if number < first.original || number > last.original {
      switch outliers {
      case .asMissingValues: return missing.map(FieldValue.double) ?? .missing
      case .asExtremeValues: return .double(number < first.original ? first.norm : last.norm)
      case .asIs: break
      }
    }
    return .double(interpolate(number))
  }

  /// On the piece that holds the number; outside all of them on the nearest.
  func interpolate(_ number: Double) -> Double {
    var upper = 1
    while upper < points.count - 1, number > points[upper].original { upper += 1 }
    let (left, right) = (points[upper - 1], points[upper])
    return left.norm + (number - left.original) / (right.original - left.original) * (right.norm - left.norm)
  }
}

extension Discretize {
  func evaluate(in scope: Scope) throws(ScoringError) -> FieldValue {
    let value = try scope.value(of: field)
    if value.isMissing { return try missing.map { literal throws(ScoringError) in try result(literal) } ?? .missing }
    guard let number = value.number else {
      throw ScoringError(.invalidValue, "Discretize takes numbers, and \(field) is \(value.text)")
    }
    if let bin = bins.first(where: { $0.interval.contains(number) }) { return try result(bin.value) }
    return try fallback.map { literal throws(ScoringError) in try result(literal) } ?? .missing
  }

  private func result(_ literal: Literal) throws(ScoringError) -> FieldValue {
    try FieldExpression.constant(literal, type ?? .string)
  }
}

extension MapValues {
  func evaluate(in scope: Scope) throws(ScoringError) -> FieldValue {
    guard let output = table.index(of: outputColumn) else {
      throw ScoringError(.brokenDocument, "MapValues has no column \(outputColumn)")
    }
    var keys: [(column: Int, value: FieldValue)] = []
    for pair in pairs {
      let value = try scope.value(of: pair.field)
      if value.isMissing { return try missing.map { literal throws(ScoringError) in try result(literal) } ?? .missing }
      guard let column = table.index(of: pair.column) else {
        throw ScoringError(.brokenDocument, "MapValues has no column \(pair.column)")
      }
      keys.append((column, value))
    }
    let row = table.rows.first { row in
      keys.allSatisfy { key in row[key.column].map { key.value.equals(Literal($0)) } ?? false }
    }
    if let text = row?[output] { return try result(Literal(text)) }
    return try fallback.map { literal throws(ScoringError) in try result(literal) } ?? .missing
  }

  private func result(_ literal: Literal) throws(ScoringError) -> FieldValue {
    try FieldExpression.constant(literal, type ?? .string)
  }
}

extension Aggregate {
  func evaluate(in scope: Scope) throws(ScoringError) -> FieldValue {
    if let group { throw ScoringError(.unsupported, "Aggregate by the group \(group): a row is scored on its own") }
    let value = try scope.value(of: field)
    let values: [FieldValue]
    switch value {
    case .missing: return .missing
    case .list(let list): values = list.filter { !$0.isMissing }
    default: values = [value]
    }
    let numbers = values.compactMap(\.number)
    switch function {
    case .count: return .integer(values.count)
    case .multiset: return .list(values)
    case .sum: return .double(numbers.reduce(0, +))
    case .average: return numbers.isEmpty ? .missing : .double(numbers.reduce(0, +) / Double(numbers.count))
    case .min: return values.min { ($0.order(to: $1) ?? 0) < 0 } ?? .missing
    case .max: return values.max { ($0.order(to: $1) ?? 0) < 0 } ?? .missing
    }
  }
}

extension Application {
  func evaluate(in scope: Scope, depth: Int) throws(ScoringError) -> FieldValue {
    if function == "if" { return try evaluateCondition(in: scope, depth: depth) }
    var values: [FieldValue] = []
    values.reserveCapacity(arguments.count)
    for argument in arguments { values.append(try argument.evaluate(in: scope, depth: depth)) }
    if let missing, values.contains(where: \.isMissing) { return try FieldExpression.constant(missing, nil) }
    let result =
      if let function = scope.library.functions[function] {
        try function.apply(to: values, library: scope.library, depth: depth)
      } else {
        try BuiltInFunction.apply(function, to: values)
      }
    if result.isMissing, let fallback { return try FieldExpression.constant(fallback, nil) }
    return result
  }

  /// Only the branch that is taken is computed.
  private func evaluateCondition(in scope: Scope, depth: Int) throws(ScoringError) -> FieldValue {
    guard arguments.count == 2 || arguments.count == 3 else {
      throw ScoringError(.brokenDocument, "`if` takes two or three arguments, and has \(arguments.count)")
    }
    let condition = try arguments[0].evaluate(in: scope, depth: depth)
    if condition.isMissing {
      return try missing.map { literal throws(ScoringError) in try FieldExpression.constant(literal, nil) } ?? .missing
    }
    guard let isTrue = condition.cast(to: .boolean) else {
      throw ScoringError(.invalidValue, "`if` asks \(condition.text), which is neither true nor false")
    }
    var result = FieldValue.missing
    if isTrue == .boolean(true) {
      result = try arguments[1].evaluate(in: scope, depth: depth)
    } else if arguments.count == 3 {
      result = try arguments[2].evaluate(in: scope, depth: depth)
    }
    if result.isMissing, let fallback { return try FieldExpression.constant(fallback, nil) }
    return result
  }
}

extension DefinedFunction {
  /// The function over values: its body sees its parameters and nothing around it.
  func apply(to values: [FieldValue], library: FunctionLibrary, depth: Int) throws(ScoringError) -> FieldValue {
    guard values.count == parameters.count else {
      throw ScoringError(
        .brokenDocument, "the function \(name) takes \(parameters.count) arguments, and is given \(values.count)")
    }
    var inner: [String: DerivedField] = [:]
    for field in derived { inner[field.name] = field }
    let scope = Scope(parent: nil, derived: inner, library: library)
    for (parameter, value) in zip(parameters, values) {
      scope.set(
        parameter.name,
        to: try parameter.type.map { type throws(ScoringError) in
          try Scope.typed(value, as: type, of: parameter.name)
        } ?? value)
    }
    let result = try expression.evaluate(in: scope, depth: depth + 1)
    return try type.map { type throws(ScoringError) in try Scope.typed(result, as: type, of: name) } ?? result
  }
}
