// Expressions of a document as values of the graph.

internal import ModelCore
internal import PredictiveMarkup

extension DocumentGraph {
  func value(of expression: FieldExpression) throws -> FieldValueOfGraph {
    switch expression {
    case .missing: return .number(try constant(.nan))
    case .literal(let literal, let type):
      let isText = type == .string || (type == nil && literal.number.isNaN)
      return isText
        ? FieldValueOfGraph(content: .choice(try constant(0).cast(to: .int64), [literal.text]))
        : .number(try constant(Self.number(literal)))
    case .field(let name, let missing):
      let value = try field(name)
      guard let missing, case .number(let number) = value.content else { return value }
      return .number(graph.where(number.isNaN(), graph.scalar(missing.number), number))
    case .normContinuous(let norm): return .number(try normalize(norm))
    case .normDiscrete(let name, let literal, let missing):
      let value = try field(name)
      let flag = try equals(value, literal).cast(to: .double)
      return .number(graph.where(isMissing(value), graph.scalar(missing ?? .nan), flag))
    case .discretize(let discretize): return try cut(discretize)
    case .mapValues(let map): return .number(try look(map))
    case .apply(let application): return try apply(application)
    case .textIndex: throw refusal("TextIndex: words are found by regular expressions, which ONNX has no operator for")
    case .aggregate: throw refusal("Aggregate: fields of several values are no tensors of a fixed size")
    case .lag: throw refusal("Lag: rows are answered one by one")
    }
  }

  private static func number(_ literal: Literal) -> Double {
    switch literal.text {
    case "true": 1
    case "false": 0
    default: literal.number
    }
  }

  func isMissing(_ value: FieldValueOfGraph) -> Value {
    switch value.content {
    case .number(let number): number.isNaN()
    case .text(let text): text.isEqual(to: graph.string(""))
    case .choice(let places, _): places < 0
    }
  }

  /// n × 1 booleans; false for missing.
  func equals(_ value: FieldValueOfGraph, _ literal: Literal) throws -> Value {
    switch value.content {
    case .number(let number): return number.isEqual(to: Self.number(literal))
    case .text(let text):
      guard graph.target.opset >= 19 else {
        throw refusal("strings are compared from opset 19 on", remedy: "ask for opset 19 or later")
      }
      return text.isEqual(to: graph.string(literal.text))
    case .choice(let places, let texts):
      let flags = texts.map { $0 == literal.text ? Int64(1) : 0 }
      return graph.constant(Tensor(flags, shape: [flags.count])).gathered(places, axis: 0).cast(to: .bool)
    }
  }

  /// Straight pieces: the one that holds the number, by conditions one in the other.
  private func normalize(_ norm: NormContinuous) throws -> Value {
    let x = try number(norm.field)
    let points = norm.points
    guard points.count >= 2, let first = points.first, let last = points.last else {
      throw refusal("NormContinuous has no pieces")
    }
    guard points.count <= 1000 else { throw refusal("a curve of \(points.count) points is too long to write out") }
    func piece(_ place: Int) -> Value {
      let (left, right) = (points[place], points[place + 1])
      return (x - left.original) / (right.original - left.original) * (right.norm - left.norm) + left.norm
    }
    var result = piece(points.count - 2)
    for place in (0..<(points.count - 2)).reversed() {
      result = graph.where(x <= points[place + 1].original, piece(place), result)
    }
    switch norm.outliers {
    case .asIs: break
    case .asExtremeValues:
      result = graph.where(x < first.original, graph.scalar(first.norm), result)
      result = graph.where(x > last.original, graph.scalar(last.norm), result)
    case .asMissingValues:
      let missing = graph.scalar(norm.missing ?? .nan)
      result = graph.where((x < first.original) || (x > last.original), missing, result)
    }
    return graph.where(x.isNaN(), graph.scalar(norm.missing ?? .nan), result)
  }

  private func cut(_ discretize: Discretize) throws -> FieldValueOfGraph {
    let x = try number(discretize.field)
    let literals = discretize.bins.map(\.value) + [discretize.fallback, discretize.missing].compactMap { $0 }
    let isText = (discretize.type ?? .string) == .string && literals.contains { $0.number.isNaN }
    if !isText {
      var result = try constant(discretize.fallback?.number ?? .nan)
      for bin in discretize.bins.reversed() {
        result = graph.where(contains(bin.interval, x), graph.scalar(bin.value.number), result)
      }
      return .number(graph.where(x.isNaN(), graph.scalar(discretize.missing?.number ?? .nan), result))
    }
    // −1 is missing.
    var texts: [String] = []
    func place(_ literal: Literal?) -> Double {
      guard let literal else { return -1 }
      if let place = texts.firstIndex(of: literal.text) { return Double(place) }
      texts.append(literal.text)
      return Double(texts.count - 1)
    }
    var result = try constant(place(discretize.fallback))
    for bin in discretize.bins.reversed() {
      result = graph.where(contains(bin.interval, x), graph.scalar(place(bin.value)), result)
    }
    result = graph.where(x.isNaN(), graph.scalar(place(discretize.missing)), result)
    return FieldValueOfGraph(content: .choice(result.cast(to: .int64), texts))
  }

  /// A table by equality with each of its rows; numbers only as results.
  private func look(_ map: MapValues) throws -> Value {
    guard let output = map.table.index(of: map.outputColumn) else {
      throw refusal("MapValues has no column \(map.outputColumn)")
    }
    guard map.table.rows.count <= 10_000 else {
      throw refusal("a table of \(map.table.rows.count) rows is too long to compare with")
    }
    let results = map.table.rows.map { $0[output].map { Literal($0).number } ?? .nan }
    guard !zip(results, map.table.rows).contains(where: { $0.isNaN && $1[output] != nil && $1[output] != "NaN" }) else {
      throw refusal("MapValues gives texts, which come out of no comparison")
    }
    var matches: Value?
    var missing: Value?
    for pair in map.pairs {
      guard let column = map.table.index(of: pair.column) else {
        throw refusal("MapValues has no column \(pair.column)")
      }
      let value = try field(pair.field)
      let texts = map.table.rows.map { $0[column] ?? "" }
      let same: Value
      switch value.content {
      case .number(let number): same = number.isEqual(to: graph.row(texts.map { Self.number(Literal($0)) }))
      case .text(let text):
        guard graph.target.opset >= 19 else {
          throw refusal("strings are compared from opset 19 on", remedy: "ask for opset 19 or later")
        }
        same = text.isEqual(to: graph.row(texts))
      case .choice(let places, let known):
        let table = Matrix(rows: known.map { name in texts.map { $0 == name ? 1.0 : 0 } })
        same = graph.constant(table).gathered(places.squeezed([1]), axis: 0) > 0
      }
      matches = matches.map { $0 && same } ?? same
      missing = missing.map { $0 || isMissing(value) } ?? isMissing(value)
    }
    guard let matches, let missing else { throw refusal("MapValues looks at no field") }
    let flags = matches.cast(to: .double)
    let found = flags.times(
      graph.constant(Matrix(rowCount: results.count, columnCount: 1, values: ContiguousArray(results))))
    let fallback = graph.scalar(map.fallback?.number ?? .nan)
    let known = graph.where(flags.sum() > 0, found, fallback)
    return graph.where(missing, graph.scalar(map.missing?.number ?? .nan), known)
  }

  private func apply(_ application: Application) throws -> FieldValueOfGraph {
    var arguments = try application.arguments.map { try value(of: $0) }
    if let own = try call(application.function, arguments) { return own }
    if ["replace", "uppercase", "lowercase", "concat", "substring", "trimBlanks", "stringLength"].contains(
      application.function)
    {
      return try applyToTexts(application.function, &arguments)
    }
    if ["equal", "notEqual", "isIn", "isNotIn"].contains(application.function), arguments.contains(where: { $0.isText })
    {
      return try compareTexts(application, arguments)
    }
    if application.function == "isMissing" || application.function == "isNotMissing"
      || application.function == "isValid"
    {
      let flag = isMissing(arguments[0])
      return .number((application.function == "isMissing" ? flag : !flag).cast(to: .double))
    }
    let numbers = try arguments.map { try number($0, application.function) }
    var result = try apply(application.function, numbers)
    // Whole numbers divide to whole numbers.
    if application.function == "/", application.arguments.allSatisfy(isWhole) { result = result.truncated() }
    if let missing = application.missing, let first = numbers.first {
      let isAny = numbers.dropFirst().reduce(first.isNaN()) { $0 || $1.isNaN() }
      result = graph.where(isAny, graph.scalar(missing.number), result)
    }
    if let fallback = application.fallback {
      result = graph.where(result.isNaN(), graph.scalar(fallback.number), result)
    }
    return .number(result)
  }

  private func isWhole(_ expression: FieldExpression) -> Bool {
    switch expression {
    case .field(let name, _): type(of: name) == .integer
    case .literal(let literal, let type): type == .integer || (type == nil && Int(literal.text) != nil)
    default: false
    }
  }

  /// Functions of numbers. A missing argument is NaN, and so is what comes of it; comparisons say so by a condition.
  private func apply(_ name: String, _ x: [Value]) throws -> Value {
    func strict(_ value: Value) -> Value {
      let isAny = x.dropFirst().reduce(x[0].isNaN()) { $0 || $1.isNaN() }
      return graph.where(isAny, graph.scalar(.nan), value.type == .bool ? value.cast(to: .double) : value)
    }
    func lenient(_ neutral: Double, _ combine: (Value, Value) -> Value) -> Value {
      let filled = x.map { graph.where($0.isNaN(), graph.scalar(neutral), $0) }
      let isNone = x.dropFirst().reduce(x[0].isNaN()) { $0 && $1.isNaN() }
      return graph.where(isNone, graph.scalar(.nan), filled.dropFirst().reduce(filled[0], combine))
    }
    switch (name, x.count) {
    case ("+", 2): return x[0] + x[1]
    case ("-", 2): return x[0] - x[1]
    case ("*", 2): return x[0] * x[1]
    case ("/", 2): return x[0] / x[1]
    case ("modulo", 2): return x[0] - x[1] * (x[0] / x[1]).floor()
    case ("min", 1...): return lenient(.infinity) { self.graph.where($0 < $1, $0, $1) }
    case ("max", 1...): return lenient(-.infinity) { self.graph.where($0 > $1, $0, $1) }
    case ("sum", 1...): return lenient(0, +)
    case ("product", 1...): return lenient(1, *)
    case ("avg", 1...):
      let count = x.map { (!$0.isNaN()).cast(to: .double) }
      return lenient(0, +) / graph.sum(count)
    case ("abs", 1): return x[0].absolute()
    case ("exp", 1): return x[0].exp()
    case ("ln", 1): return x[0].log()
    case ("log10", 1): return x[0].log() / Mathematics.log(10)
    case ("sqrt", 1): return x[0].sqrt()
    case ("expm1", 1): return exponentialLessOne(x[0])
    case ("ln1p", 1): return logarithmOfOneMore(x[0])
    case ("pow", 2): return x[0].power(x[1])
    case ("hypot", 2): return (x[0] * x[0] + x[1] * x[1]).sqrt()
    case ("floor", 1): return x[0].floor()
    case ("ceil", 1): return x[0].ceiling()
    case ("round", 1): return (x[0] + 0.5).floor()
    case ("tanh", 1): return x[0].tanh()
    case ("sin", 1): return x[0].sin()
    case ("cos", 1): return x[0].cos()
    case ("tan", 1): return x[0].sin() / x[0].cos()
    case ("sinh", 1): return (x[0].exp() - (-x[0]).exp()) / 2
    case ("cosh", 1): return (x[0].exp() + (-x[0]).exp()) / 2
    case ("threshold", 2): return strict(x[0] > x[1])
    case ("equal", 2): return strict(x[0].isEqual(to: x[1]))
    case ("notEqual", 2): return strict(!x[0].isEqual(to: x[1]))
    case ("lessThan", 2): return strict(x[0] < x[1])
    case ("lessOrEqual", 2): return strict(x[0] <= x[1])
    case ("greaterThan", 2): return strict(x[0] > x[1])
    case ("greaterOrEqual", 2): return strict(x[0] >= x[1])
    case ("isIn", 2...), ("isNotIn", 2...):
      let isIn = x.dropFirst(2).reduce(x[0].isEqual(to: x[1])) { $0 || x[0].isEqual(to: $1) }
      return graph.where(x[0].isNaN(), graph.scalar(.nan), (name == "isIn" ? isIn : !isIn).cast(to: .double))
    case ("and", 1...): return strict(x.dropFirst().reduce(x[0].isEqual(to: 1)) { $0 && $1.isEqual(to: 1) })
    case ("or", 1...): return strict(x.dropFirst().reduce(x[0].isEqual(to: 1)) { $0 || $1.isEqual(to: 1) })
    case ("not", 1): return graph.where(x[0].isNaN(), x[0], 1 - x[0])
    case ("isNotValid", 1): return try constant(0)
    case ("if", 2...3):
      let other = x.count == 3 ? x[2] : try constant(.nan)
      return graph.where(x[0].isNaN(), graph.scalar(.nan), graph.where(x[0].isEqual(to: 1), x[1], other))
    default: throw refusal("the function \(name) of \(x.count) arguments has no operators in double precision")
    }
  }

  /// ln(1 + x) without losing small x: W. Kahan's correction.
  private func logarithmOfOneMore(_ x: Value) -> Value {
    let whole = 1 + x
    let corrected = whole.log() * (x / (whole - 1))
    return graph.where(whole.isEqual(to: 1), x, graph.where(whole.isEqual(to: .infinity), whole, corrected))
  }

  private func exponentialLessOne(_ x: Value) -> Value {
    let power = x.exp()
    let rest = power - 1
    let corrected = rest * (x / power.log())
    let isPlain = rest.isEqual(to: -1) || power.isEqual(to: .infinity)
    return graph.where(power.isEqual(to: 1), x, graph.where(isPlain, rest, corrected))
  }

  // MARK: Texts that are known

  /// Functions of texts, where the text is one of a list: each of the list is computed now.
  private func applyToTexts(_ name: String, _ arguments: inout [FieldValueOfGraph]) throws -> FieldValueOfGraph {
    guard case .choice(let places, let texts)? = arguments.first?.content else {
      throw refusal("the function \(name) of a text that any row may give")
    }
    let others = try arguments.dropFirst().map { argument -> FieldValue in
      guard case .choice(_, let known) = argument.content, known.count == 1 else {
        throw refusal("the function \(name) with an argument that is no constant text")
      }
      return .string(known[0])
    }
    let results = try texts.map { text in
      try FunctionEvaluation.apply(name, to: [.string(text)] + others).text
    }
    return FieldValueOfGraph(content: .choice(places, results))
  }

  private func compareTexts(_ application: Application, _ arguments: [FieldValueOfGraph]) throws -> FieldValueOfGraph {
    guard let first = arguments.first, arguments.count >= 2 else {
      throw refusal("\(application.function) has no arguments")
    }
    var flag: Value?
    for other in arguments.dropFirst() {
      guard case .choice(_, let texts) = other.content, texts.count == 1 else {
        throw refusal("a comparison of two texts that rows give")
      }
      let same = try equals(first, Literal(texts[0]))
      flag = flag.map { $0 || same } ?? same
    }
    guard let flag else { throw refusal("\(application.function) has no arguments") }
    let isPositive = application.function == "equal" || application.function == "isIn"
    return .number(
      graph.where(isMissing(first), graph.scalar(.nan), (isPositive ? flag : !flag).cast(to: .double)))
  }
}

extension FieldValueOfGraph {
  var isText: Bool { if case .number = content { false } else { true } }
}
