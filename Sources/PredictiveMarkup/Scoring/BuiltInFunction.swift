// The functions that every PMML document may call.

internal import ModelCore

/// PMML's built-in functions by name.
enum BuiltInFunction {
  static func apply(_ name: String, to values: [FieldValue]) throws(ScoringError) -> FieldValue {
    let call = FunctionCall(name: name, values: values)
    switch name {
    case "+", "-", "*", "/", "modulo": return try call.arithmetic()
    case "min", "max", "sum", "avg", "median", "product": return try call.aggregate()
    case "isMissing": return .boolean(try call.one().isMissing)
    case "isNotMissing": return .boolean(!(try call.one().isMissing))
    case "isValid": return .boolean(!(try call.one().isMissing))
    // An invalid cell never comes this far: it was refused or replaced; a missing one is not invalid.
    case "isNotValid":
      try call.expectCount(1)
      return .boolean(false)
    case "equal", "notEqual", "lessThan", "lessOrEqual", "greaterThan", "greaterOrEqual": return try call.comparison()
    case "isIn", "isNotIn": return try call.membership()
    case "and", "or", "not": return try call.logic()
    case "uppercase", "lowercase", "stringLength", "substring", "trimBlanks", "concat", "replace", "matches",
      "formatNumber", "formatDatetime":
      return try call.text()
    case "dateDaysSinceYear", "dateSecondsSinceYear", "dateSecondsSinceMidnight": return try call.date()
    default:
      guard let (count, function) = real[name] else {
        throw ScoringError(.unknownName, "no function is called \(name)")
      }
      return try call.real(count, function)
    }
  }

  /// Functions of real numbers, with how many arguments they take.
  static let real: [String: (Int, @Sendable ([Double]) -> Double)] = [
    "log10": (1, { Mathematics.log10($0[0]) }),
    "ln": (1, { Mathematics.log($0[0]) }),
    "sqrt": (1, { $0[0].squareRoot() }),
    "abs": (1, { abs($0[0]) }),
    "exp": (1, { Mathematics.exp($0[0]) }),
    "expm1": (1, { Mathematics.expm1($0[0]) }),
    "ln1p": (1, { Mathematics.log1p($0[0]) }),
    "pow": (2, { Mathematics.pow($0[0], $0[1]) }),
    "hypot": (2, { Mathematics.hypotenuse($0[0], $0[1]) }),
    "x-atan2": (2, { Mathematics.atan2($0[0], $0[1]) }),
    "threshold": (2, { $0[0] > $0[1] ? 1 : 0 }),
    "floor": (1, { $0[0].rounded(.down) }),
    "ceil": (1, { $0[0].rounded(.up) }),
    // Halves go up, as the standard's `round` does.
    "round": (1, { ($0[0] + 0.5).rounded(.down) }),
    "rint": (1, { $0[0].rounded(.toNearestOrEven) }),
    "sin": (1, { Mathematics.sin($0[0]) }),
    "cos": (1, { Mathematics.cos($0[0]) }),
    "tan": (1, { Mathematics.tan($0[0]) }),
    "asin": (1, { Mathematics.asin($0[0]) }),
    "acos": (1, { Mathematics.acos($0[0]) }),
    "atan": (1, { Mathematics.atan($0[0]) }),
    "sinh": (1, { Mathematics.sinh($0[0]) }),
    "cosh": (1, { Mathematics.cosh($0[0]) }),
    "tanh": (1, { Mathematics.tanh($0[0]) }),
    "erf": (1, { Mathematics.erf($0[0]) }),
    "normalCDF": (3, { normalCDF(($0[0] - $0[1]) / $0[2]) }),
    "normalPDF": (3, { normalPDF(($0[0] - $0[1]) / $0[2]) / $0[2] }),
    "normalIDF": (3, { Mathematics.normalQuantile($0[0]) * $0[2] + $0[1] }),
    "stdNormalCDF": (1, { normalCDF($0[0]) }),
    "stdNormalPDF": (1, { normalPDF($0[0]) }),
    "stdNormalIDF": (1, { Mathematics.normalQuantile($0[0]) }),
  ]

  static func normalCDF(_ z: Double) -> Double { 0.5 * Mathematics.erfc(-z * 0.5.squareRoot()) }
  static func normalPDF(_ z: Double) -> Double { Mathematics.exp(-z * z / 2) / (2 * Double.pi).squareRoot() }
}

/// A function's name and what it is given.
struct FunctionCall {
  var name: String
  var values: [FieldValue]

  func one() throws(ScoringError) -> FieldValue {
    try expectCount(1)
    return values[0]
  }

  func expectCount(_ count: Int) throws(ScoringError) {
    guard values.count == count else {
      throw ScoringError(.brokenDocument, "`\(name)` takes \(count) arguments, and has \(values.count)")
    }
  }

  func number(_ value: FieldValue) throws(ScoringError) -> Double {
    if let number = value.number { return number }
    if let number = Literal.number(value.text), case .string = value { return number }
    throw ScoringError(.invalidValue, "`\(name)` takes numbers, and is given \(value.text)")
  }

  /// A result in the widest type of the arguments: whole numbers stay whole where the result is.
  func result(_ number: Double, staysWhole: Bool = true) -> FieldValue {
    let given = values.filter { !$0.isMissing }
    if staysWhole, given.allSatisfy({ $0.type == .integer }), let whole = Int(exactly: number) {
      return .integer(whole)
    }
    if given.contains(where: { $0.type == .float }), given.allSatisfy({ $0.type == .float || $0.type == .integer }) {
      return .float(Float(number))
    }
    return .double(number)
  }

  func arithmetic() throws(ScoringError) -> FieldValue {
    try expectCount(2)
    if values.contains(where: \.isMissing) { return .missing }
    if case .integer(let left) = values[0], case .integer(let right) = values[1] { return try whole(left, right) }
    let (left, right) = (try number(values[0]), try number(values[1]))
    switch name {
    case "+": return result(left + right, staysWhole: false)
    case "-": return result(left - right, staysWhole: false)
    case "*": return result(left * right, staysWhole: false)
    case "/": return result(left / right, staysWhole: false)
    default: return result(left - right * (left / right).rounded(.down), staysWhole: false)
    }
  }

  private func whole(_ left: Int, _ right: Int) throws(ScoringError) -> FieldValue {
    let outcome: (partialValue: Int, overflow: Bool)
    switch name {
    case "+": outcome = left.addingReportingOverflow(right)
    case "-": outcome = left.subtractingReportingOverflow(right)
    case "*": outcome = left.multipliedReportingOverflow(by: right)
    default:
      guard right != 0 else { return .missing }
      if name == "/" {
        outcome = left.dividedReportingOverflow(by: right)
      } else {
        let remainder = left.remainderReportingOverflow(dividingBy: right)
        let isOff = remainder.partialValue != 0 && (remainder.partialValue < 0) != (right < 0)
        outcome = isOff ? remainder.partialValue.addingReportingOverflow(right) : remainder
      }
    }
    guard !outcome.overflow else { throw ScoringError(.invalidValue, "\(left) \(name) \(right) overflows") }
    return .integer(outcome.partialValue)
  }

  /// Over the arguments that are not missing.
  func aggregate() throws(ScoringError) -> FieldValue {
    let given = values.filter { !$0.isMissing }
    if given.isEmpty { return .missing }
    let call = FunctionCall(name: name, values: given)
    var numbers: [Double] = []
    for value in given { numbers.append(try number(value)) }
    switch name {
    case "min": return call.result(numbers.reduce(.infinity) { Swift.min($0, $1) })
    case "max": return call.result(numbers.reduce(-.infinity) { Swift.max($0, $1) })
    case "sum": return call.result(numbers.reduce(0, +))
    case "product": return call.result(numbers.reduce(1, *))
    case "avg": return call.result(numbers.reduce(0, +) / Double(numbers.count), staysWhole: false)
    default: return call.result(Self.median(numbers), staysWhole: false)
    }
  }

  static func median(_ numbers: [Double]) -> Double {
    let sorted = numbers.sorted()
    let middle = sorted.count / 2
    if sorted.count % 2 == 1 { return sorted[middle] }
    // Rounded as other engines round it: which of two neighbours is nearer may hang on that.
    return sorted[middle - 1] + 0.5 * (sorted[middle] - sorted[middle - 1])
  }

  func real(_ count: Int, _ function: ([Double]) -> Double) throws(ScoringError) -> FieldValue {
    try expectCount(count)
    if values.contains(where: \.isMissing) { return .missing }
    var numbers: [Double] = []
    for value in values { numbers.append(try number(value)) }
    return result(function(numbers), staysWhole: Self.wholeFunctions.contains(name))
  }

  /// Functions whose result of whole numbers is a whole number.
  private static let wholeFunctions: Set = ["abs", "threshold", "floor", "ceil", "round", "rint", "pow"]

  func comparison() throws(ScoringError) -> FieldValue {
    try expectCount(2)
    if values.contains(where: \.isMissing) { return .missing }
    let order = values[0].order(to: values[1])
    switch name {
    case "equal": return .boolean(order.map { $0 == 0 } ?? (values[0] == values[1]))
    case "notEqual": return .boolean(order.map { $0 != 0 } ?? (values[0] != values[1]))
    case "lessThan": return .boolean((order ?? 1) < 0)
    case "lessOrEqual": return .boolean((order ?? 1) <= 0)
    case "greaterThan": return .boolean((order ?? -1) > 0)
    default: return .boolean((order ?? -1) >= 0)
    }
  }

  func membership() throws(ScoringError) -> FieldValue {
    guard let value = values.first, values.count >= 2 else {
      throw ScoringError(.brokenDocument, "`\(name)` takes two arguments or more")
    }
    if value.isMissing { return .missing }
    let isIn = values.dropFirst().contains { value.order(to: $0) == 0 || value == $0 }
    return .boolean(name == "isIn" ? isIn : !isIn)
  }

  func logic() throws(ScoringError) -> FieldValue {
    var flags: [Bool] = []
    for value in values {
      if value.isMissing { return .missing }
      guard case .boolean(let flag)? = value.cast(to: .boolean) else {
        throw ScoringError(.invalidValue, "`\(name)` takes true or false, and is given \(value.text)")
      }
      flags.append(flag)
    }
    switch name {
    case "not":
      try expectCount(1)
      return .boolean(!flags[0])
    case "and": return .boolean(flags.allSatisfy { $0 })
    default: return .boolean(flags.contains(true))
    }
  }
}
