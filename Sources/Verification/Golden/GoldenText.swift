// Golden rows as JSON, for the metadata of a graph.

internal import Equivalence
package import ModelCore
internal import ModelFormats

extension GoldenRows {
  /// The property of a graph that holds them.
  package static let key = "godwit.golden"

  package var property: Property { Property(Self.key, text) }

  /// One object; what is not finite is a string, what is missing is null.
  private var text: String {
    let inputs = columns.indices.map { place -> String in
      let name = JSONText.quoted(columns[place].name)
      switch rows.cells(place) {
      case .numbers(let cells): return "{\"name\":\(name),\"numbers\":[\(Self.list(cells))]}"
      case .strings(let cells):
        let texts = cells.map { $0.map(JSONText.quoted) ?? "null" }.joined(separator: ",")
        return "{\"name\":\(name),\"texts\":[\(texts)]}"
      }
    }
    let outputs = answers.outputs.compactMap { output -> String? in
      let head = "{\"name\":\(JSONText.quoted(output.name)),\"role\":\"\(output.role.rawValue)\","
      switch output.content {
      case .labels(let labels): return head + "\"labels\":[\(labels.map(Self.text).joined(separator: ","))]}"
      case .numbers(let matrix):
        return head + "\"width\":\(matrix.columnCount),\"numbers\":[\(Self.list(matrix.values))]}"
      case .detections: return nil
      }
    }
    return "{\"format\":1,\"rows\":\(count),\"inputs\":[\(inputs.joined(separator: ","))],"
      + "\"outputs\":[\(outputs.joined(separator: ","))]}"
  }

  private static func list(_ numbers: some Sequence<Double>) -> String {
    numbers.map(text).joined(separator: ",")
  }

  private static func text(_ number: Double) -> String {
    if number.isNaN { return "null" }
    guard number.isFinite else { return number > 0 ? "\"inf\"" : "\"-inf\"" }
    // Whole numbers are written with a point, so that zeros keep their sign.
    return "\(number)"
  }

  private static func text(_ label: Label) -> String {
    switch label {
    case .integer(let number): "\(number)"
    case .string(let text): JSONText.quoted(text)
    case .boolean(let flag): "\(flag)"
    case .number(let number): text(number)
    case .missing: "null"
    }
  }

  /// Reads what `property` wrote.
  ///
  /// - Throws: `VerificationError` for what is none.
  init(_ text: String) throws {
    let broken = VerificationError(
      "the golden rows in the file cannot be read", remedy: "convert the model again, or give the original beside it")
    guard let value = try? JSONParser.value(text), value["format"] == .integer(1),
      case .integer(let count)? = value["rows"], (1...Self.most).contains(count),
      case .array(let inputs)? = value["inputs"], case .array(let outputs)? = value["outputs"], !inputs.isEmpty
    else { throw broken }
    var columns: [PredictorColumn] = []
    var cells: [Cells] = []
    for input in inputs {
      guard case .text(let name)? = input["name"], let column = Self.cells(input), column.count == count else {
        throw broken
      }
      let isText = if case .strings = column { true } else { false }
      columns.append(PredictorColumn(name: name, isNamed: true, isText: isText))
      cells.append(column)
    }
    let answers = try outputs.map { output in
      guard let answer = Self.output(output, count) else { throw broken }
      return answer
    }
    self.init(
      columns: columns, rows: Table.columns(cells).joined, answers: Predictions(outputs: answers, rowCount: count))
  }

  private static func cells(_ input: JSONValue) -> Cells? {
    if case .array(let numbers)? = input["numbers"] {
      let values = numbers.compactMap(\.double)
      return values.count == numbers.count ? .numbers(values) : nil
    }
    guard case .array(let texts)? = input["texts"] else { return nil }
    return .strings(texts.map { if case .text(let text) = $0 { text } else { nil } })
  }

  private static func output(_ value: JSONValue, _ count: Int) -> Predictions.Output? {
    guard case .text(let name)? = value["name"], case .text(let word)? = value["role"],
      let role = Predictions.Role(rawValue: word)
    else { return nil }
    if case .array(let labels)? = value["labels"], labels.count == count {
      return .init(name: name, role: role, content: .labels(labels.map(label)))
    }
    guard case .integer(let width)? = value["width"], width >= 0, width <= 1 << 24,
      case .array(let numbers)? = value["numbers"], numbers.count == count * width
    else { return nil }
    let values = ContiguousArray(numbers.compactMap(\.double))
    guard values.count == numbers.count else { return nil }
    return .init(
      name: name, role: role, content: .numbers(Matrix(rowCount: count, columnCount: width, values: values)))
  }

  private static func label(_ value: JSONValue) -> Label {
    switch value {
    case .integer(let number): .integer(number)
    case .text(let text): .string(text)
    case .boolean(let flag): .boolean(flag)
    case .number(let number): .number(number)
    case .null, .array, .object: .missing
    }
  }
}
