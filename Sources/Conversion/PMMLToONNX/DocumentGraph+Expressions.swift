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
    case .normContinuous(let norm): return .number(try normalize(norm, try number(norm.field)))
    case .normDiscrete(let name, let literal, let missing):
      let value = try field(name)
      let flag = try equals(value, literal).cast(to: .double)
      return .number(graph.where(isMissing(value), graph.scalar(missing ?? .nan), flag))
    case .discretize(let discretize): return try cut(discretize)
    case .mapValues(let map): return try look(map)
    case .apply(let application): return try apply(application)
    case .textIndex: throw refusal("TextIndex: words are found by regular expressions, which ONNX has no operator for")
    case .aggregate: throw refusal("Aggregate: fields of several values are no tensors of a fixed size")
    case .lag: throw refusal("Lag: rows are answered one by one")
    }
  }

  static func number(_ literal: Literal) -> Double {
    switch literal.text {
    case "true": 1
    case "false": 0
    default: literal.number
    }
  }

  func isMissing(_ value: FieldValueOfGraph) -> Value {
    switch value.content {
    case .number(let number): number.isNaN()
    case .text(let text): !(text.places(among: [""]) < 0)
    case .choice(let places, _): places < 0
    }
  }

  /// n × 1 booleans; false for missing.
  func equals(_ value: FieldValueOfGraph, _ literal: Literal) throws -> Value {
    switch value.content {
    case .number(let number): return number.isEqual(to: Self.number(literal))
    case .text(let text): return !(text.places(among: [literal.text]) < 0)
    case .choice(let places, let texts):
      let flags = texts.map { $0 == literal.text ? Int64(1) : 0 } + [0]
      return places.looked(up: Tensor(flags, shape: [flags.count])).cast(to: .bool)
    }
  }

  /// Straight pieces: the one that holds the number, by conditions one in the other.
  func normalize(_ norm: NormContinuous, _ x: Value) throws -> Value {
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

  /// A table by equality with each of its rows.
  private func look(_ map: MapValues) throws -> FieldValueOfGraph {
    guard let output = map.table.index(of: map.outputColumn) else {
      throw refusal("MapValues has no column \(map.outputColumn)")
    }
    guard map.table.rows.count <= 10_000 else {
      throw refusal("a table of \(map.table.rows.count) rows is too long to compare with")
    }
    let (matches, missing) = try matches(map)
    let results = map.table.rows.map { $0[output].map { Literal($0) } }
    let literals = results + [map.fallback, map.missing]
    let isText =
      (map.type ?? .string) == .string && literals.contains { $0.map { $0.number.isNaN && $0.text != "NaN" } ?? false }
    // Behind the rows stand what none of them says, and what is said of missing cells.
    let row = graph.where(
      missing, graph.scalar(Double(results.count + 1), as: .int64),
      graph.where(
        matches.maximum() > 0, matches.argMax(keepsAxis: true), graph.scalar(Double(results.count), as: .int64)))
    if !isText {
      let numbers = literals.map { $0.map(Self.number) ?? .nan }
      return .number(row.looked(up: Tensor(numbers, shape: [numbers.count])))
    }
    var texts: [String] = []
    for case .some(let literal) in literals where !texts.contains(literal.text) { texts.append(literal.text) }
    let places = literals.map { literal in Int64(literal.flatMap { texts.firstIndex(of: $0.text) } ?? -1) }
    return FieldValueOfGraph(content: .choice(row.looked(up: Tensor(places, shape: [places.count])), texts))
  }

  /// n × rows: 1 where all columns are the same; n × 1: where one of the fields is missing.
  private func matches(_ map: MapValues) throws -> (Value, missing: Value) {
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
        // The texts of one column are often few, and stand in many rows.
        let different = texts.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        same = rows(of: text.places(among: different), different, texts)
      case .choice(let places, let known): same = rows(of: places, known, texts)
      }
      matches = matches.map { $0 && same } ?? same
      missing = missing.map { $0 || isMissing(value) } ?? isMissing(value)
    }
    guard let matches, let missing else { throw refusal("MapValues looks at no field") }
    return (matches.cast(to: .double), missing)
  }

  /// n × rows: whether the text at each place is that of a row.
  private func rows(of places: Value, _ known: [String], _ texts: [String]) -> Value {
    var table = Matrix(rowCount: known.count + 1, columnCount: texts.count)
    for (row, name) in known.enumerated() {
      for (column, text) in texts.enumerated() where text == name { table[row, column] = 1 }
    }
    return places.squeezed([1]).looked(up: Tensor(table)) > 0
  }

  private func apply(_ application: Application) throws -> FieldValueOfGraph {
    let arguments = try application.arguments.map { try value(of: $0) }
    if let own = try call(application.function, arguments) { return try completed(own, application, arguments) }
    return try completed(result(of: application, arguments), application, arguments)
  }

  /// What is said of missing arguments, and where there is no result.
  private func completed(
    _ result: FieldValueOfGraph, _ application: Application, _ arguments: [FieldValueOfGraph]
  ) throws -> FieldValueOfGraph {
    guard application.missing != nil || application.fallback != nil else { return result }
    guard case .number(var number) = result.content else {
      throw refusal("the function \(application.function) of texts with other values for what is missing")
    }
    if let missing = application.missing, let first = arguments.first.map(isMissing) {
      let isAny = arguments.dropFirst().reduce(first) { $0 || isMissing($1) }
      number = graph.where(isAny, graph.scalar(Self.number(missing)), number)
    }
    if let fallback = application.fallback {
      number = graph.where(number.isNaN(), graph.scalar(Self.number(fallback)), number)
    }
    return .number(number)
  }

  private func result(of application: Application, _ given: [FieldValueOfGraph]) throws -> FieldValueOfGraph {
    var arguments = given
    if ["replace", "uppercase", "lowercase", "concat", "substring", "trimBlanks", "stringLength"].contains(
      application.function)
    {
      return try applyToTexts(application.function, &arguments)
    }
    if application.function == "if", arguments.dropFirst().contains(where: \.isText) {
      return try chooseText(application, arguments)
    }
    if ["equal", "notEqual", "isIn", "isNotIn"].contains(application.function), arguments.contains(where: { $0.isText })
    {
      return try compareTexts(application, arguments)
    }
    if application.function == "isMissing" || application.function == "isNotMissing"
      || application.function == "isValid"
    {
      guard let first = arguments.first else { throw refusal("\(application.function) has no arguments") }
      let flag = isMissing(first)
      return .number((application.function == "isMissing" ? flag : !flag).cast(to: .double))
    }
    let numbers = try arguments.map { try number($0, application.function) }
    let result = try apply(application.function, numbers)
    // Whole numbers divide to whole numbers.
    let isWhole = application.function == "/" && application.arguments.allSatisfy(isWhole)
    return .number(isWhole ? result.truncated() : result)
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
    case ("expm1", 1): return x[0].expm1()
    case ("ln1p", 1): return x[0].log1p()
    // Anything to the power of 0 is 1, what is missing too.
    case ("pow", 2): return strict(x[0].power(x[1]))
    case ("hypot", 2): return (x[0] * x[0] + x[1] * x[1]).sqrt()
    case ("floor", 1): return x[0].floor()
    case ("ceil", 1): return x[0].ceiling()
    case ("round", 1): return (x[0] + 0.5).floor()
    case ("tanh", 1): return x[0].tanh()
    case ("sin", 1): return x[0].sin()
    case ("cos", 1): return x[0].cos()
    case ("tan", 1): return x[0].sin() / x[0].cos()
    case ("atan", 1): return x[0].arcTangent()
    case ("asin", 1): return (x[0] / (1 - x[0] * x[0]).sqrt()).arcTangent()
    case ("acos", 1): return Double.pi / 2 - (x[0] / (1 - x[0] * x[0]).sqrt()).arcTangent()
    case ("rint", 1) where graph.target.opset >= 11: return graph.apply("Round", [x[0]], type: .double)
    case ("stdNormalCDF", 1): return x[0].normalDistribution()
    case ("normalCDF", 3): return ((x[0] - x[1]) / x[2]).normalDistribution()
    case ("stdNormalPDF", 1): return density(x[0])
    case ("normalPDF", 3): return density((x[0] - x[1]) / x[2]) / x[2]
    case ("stdNormalIDF", 1): return x[0].normalQuantile()
    case ("normalIDF", 3): return x[0].normalQuantile() * x[2] + x[1]
    case ("erf", 1):
      // Near 0 the difference of two halves would lose what is left.
      let small = x[0] * (2 / Double.pi.squareRoot()) * (1 - x[0] * x[0] / 3)
      let whole = 2 * (x[0] * 2.0.squareRoot()).normalDistribution() - 1
      return graph.where(x[0].absolute() < 1e-4, small, whole)
    case ("median", 1...):
      let isAny = x.dropFirst().reduce(x[0].isNaN()) { $0 || $1.isNaN() }
      return graph.where(isAny, graph.scalar(.nan), median(graph.concatenate(x), count: x.count))
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

  private func density(_ x: Value) -> Value { (x * x * -0.5).exp() / (2 * Double.pi).squareRoot() }

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

  /// One text or another, by a condition.
  private func chooseText(_ application: Application, _ arguments: [FieldValueOfGraph]) throws -> FieldValueOfGraph {
    guard arguments.count == 2 || arguments.count == 3 else {
      throw refusal("a choice of \(arguments.count) arguments")
    }
    let condition = try number(arguments[0], "a condition")
    let none = FieldValueOfGraph(content: .choice(try constant(-1).cast(to: .int64), []))
    let (yes, no) = (arguments[1], arguments.count == 3 ? arguments[2] : none)
    let isTrue = condition.isEqual(to: 1)
    if case .choice(let first, let firstTexts) = yes.content, case .choice(let second, let secondTexts) = no.content {
      let texts = firstTexts + secondTexts.filter { !firstTexts.contains($0) }
      let table = secondTexts.map { Int64(texts.firstIndex(of: $0) ?? -1) } + [-1]
      let moved = second.looked(up: Tensor(table, shape: [table.count]))
      let chosen = graph.where(isTrue, first, moved)
      return FieldValueOfGraph(
        content: .choice(graph.where(condition.isNaN(), graph.scalar(-1, as: .int64), chosen), texts))
    }
    let chosen = graph.where(isTrue, try text(of: yes), try text(of: no))
    return FieldValueOfGraph(content: .text(graph.where(condition.isNaN(), graph.string(""), chosen)))
  }

  /// n × 1 strings.
  private func text(of value: FieldValueOfGraph) throws -> Value {
    switch value.content {
    case .text(let text): return text
    case .choice(let places, let texts): return places.looked(up: Tensor(texts + [""], shape: [texts.count + 1]))
    case .number: throw refusal("a choice between a text and a number")
    }
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
