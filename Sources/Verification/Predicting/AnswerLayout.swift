// What the columns of recorded answers mean.

internal import Equivalence
internal import ModelCore

/// Columns of a file of answers, put together to outputs.
struct AnswerLayout {
  /// Columns that belong together: `probabilities[0]`, `probabilities[1]`, …, or one by itself.
  struct Group: Equatable {
    var name: String
    var columns: Range<Int>
  }
  /// What the other model's labels are, which a file does not say: 1 may be a whole number, 1.0, true or a text.
  private enum LabelKind { case whole, fractional, boolean, text }
  private enum Form {
    case labels(column: Int, kind: LabelKind)
    case numbers(Range<Int>)
    case boxes(BoxColumns)
  }
  private struct Output {
    var name: String
    var role: Predictions.Role
    var form: Form
  }
  private let outputs: [Output]

  // MARK: Beside a model

  /// The columns as outputs of a model that answered the first rows.
  ///
  /// - Throws: `VerificationError` where the columns can be none of the model's outputs.
  init(_ table: DataTable, like other: Predictions, besides: Set<String>) throws {
    let groups = Self.groups(table, besides: besides)
    if table.isNamed {
      let named = groups.compactMap { group in Self.output(group, named: other) }
      if named.count == groups.count {
        outputs = named
        return
      }
    }
    let columns = groups.flatMap(\.columns)
    guard let first = columns.first, columns == Array(first..<(first + columns.count)) else {
      throw Self.misfit(columns.count, other)
    }
    outputs = try Self.outputs(first, columns.count, other)
  }

  /// By the name of an output, or by what its role is called.
  private static func output(_ group: Group, named other: Predictions) -> Output? {
    let wanted =
      other.outputs.first { $0.name == group.name }
      ?? other.outputs.first { $0.role == role(named: group.name) }
      ?? (group.name.hasPrefix("predict") ? other.outputs.first { $0.role == .label || $0.role == .values } : nil)
    guard let wanted else { return nil }
    switch wanted.content {
    case .labels(let labels):
      return group.columns.count == 1 ? self.labels(wanted, labels, group.columns.lowerBound) : nil
    case .numbers(let matrix) where matrix.columnCount == group.columns.count:
      return Output(name: wanted.name, role: wanted.role, form: .numbers(group.columns))
    case .numbers, .detections: return nil
    }
  }

  private static func labels(_ output: Predictions.Output, _ labels: [Label], _ column: Int) -> Output {
    let like = labels.first { $0 != .missing }
    let kind: LabelKind =
      switch like {
      case .string: .text
      case .boolean: .boolean
      case .number: .fractional
      case .integer, .missing, nil: .whole
      }
    return Output(name: output.name, role: output.role, form: .labels(column: column, kind: kind))
  }

  /// By the number of columns: one output's, or a label and the probabilities behind it.
  private static func outputs(_ first: Int, _ width: Int, _ other: Predictions) throws -> [Output] {
    func columnCount(_ output: Predictions.Output) -> Int? {
      if case .numbers(let matrix) = output.content { matrix.columnCount } else { nil }
    }
    if let numbers = other.outputs.first(where: { columnCount($0) == width }) {
      return [Output(name: numbers.name, role: numbers.role, form: .numbers(first..<(first + width)))]
    }
    guard let output = other.outputs.first(where: { $0.role == .label }), case .labels(let like) = output.content else {
      throw misfit(width, other)
    }
    if width == 1 { return [labels(output, like, first)] }
    guard let probabilities = other.outputs.first(where: { $0.role == .probabilities }),
      columnCount(probabilities) == width - 1
    else { throw misfit(width, other) }
    return [
      labels(output, like, first),
      Output(name: probabilities.name, role: .probabilities, form: .numbers((first + 1)..<(first + width))),
    ]
  }

  private static func misfit(_ width: Int, _ other: Predictions) -> VerificationError {
    let known = other.outputs.map { "`\($0.name)`" }.joined(separator: ", ")
    return VerificationError(
      "the recorded answers have \(width) columns, and none of the model's outputs (\(known)) has as many",
      remedy: "record labels (one column), probabilities (one a class), or a label and then the probabilities")
  }

  // MARK: By themselves

  /// The columns of a file that is compared with another file.
  ///
  /// - Parameter kind: what the user says they are; nil for what their names and cells say.
  init(_ table: DataTable, kind: Predictions.Role?, besides: Set<String>) throws {
    if kind == .detections || kind == nil && table.index(of: "boxes") != nil {
      outputs = [Output(name: "boxes", role: .detections, form: .boxes(try BoxColumns(table)))]
      return
    }
    var groups = Self.groups(table, besides: besides)
    let isTogether = kind.map { $0 != .label && $0 != .anomalies && $0 != .ranking } ?? !table.isNamed
    if isTogether, !groups.isEmpty, let first = groups.first, let last = groups.last, groups.count > 1,
      !table.isNamed || kind != nil
    {
      groups = [Group(name: first.name, columns: first.columns.lowerBound..<last.columns.upperBound)]
    }
    guard !groups.isEmpty else {
      throw VerificationError("the recorded answers have no columns to compare", remedy: "record at least one output")
    }
    outputs = try groups.enumerated().map { place, group in
      try Self.output(group, table, kind, suffix: groups.count > 1 && !table.isNamed ? "_\(place)" : "")
    }
    if kind == .ranking && outputs.count > 1 {
      throw VerificationError(
        "a ranking has one score a row, and the file has \(outputs.count) columns",
        remedy: "name the others with --query, --key or --truth")
    }
  }

  private static func output(
    _ group: Group, _ table: DataTable, _ kind: Predictions.Role?, suffix: String
  ) throws -> Output {
    let first = group.columns.lowerBound
    let name = table.isNamed ? group.name : (kind == .label ? "label" : "prediction") + suffix
    let numbers = group.columns.map { try? table.numbers(of: $0) }
    let isText = numbers.contains { $0 == nil }
    let isWhole = numbers.allSatisfy { $0.map { $0.allSatisfy { $0 == $0.rounded() } } ?? true }
    let shape: Predictions.Role =
      group.columns.count > 1 ? .numbers : isText || isWhole ? .label : .values
    var role = kind ?? (table.isNamed ? role(named: group.name) : nil) ?? shape
    // A column of labels that is called `prediction` holds labels.
    if kind == nil, role == .values, shape == .label { role = .label }
    if role == .label {
      guard group.columns.count == 1 else {
        throw VerificationError(
          "labels are one column, and `\(name)` has \(group.columns.count)", remedy: "compare with another --kind")
      }
      return Output(
        name: table.isNamed ? name : "label" + suffix, role: .label,
        form: .labels(column: first, kind: isText ? .text : .whole))
    }
    // Cells that are no numbers are told one by one, with their place.
    if isText { for column in group.columns { _ = try table.numbers(of: column) } }
    if role == .anomalies || role == .ranking, group.columns.count > 1 {
      throw VerificationError(
        "`\(name)` has \(group.columns.count) columns, and one score a row is wanted",
        remedy: "compare with another --kind")
    }
    return Output(name: name, role: role, form: .numbers(group.columns))
  }

  static func role(named name: String) -> Predictions.Role? {
    let word = name.lowercased()
    let beginnings: [(String, Predictions.Role)] = [
      ("label", .label), ("class", .label), ("cluster", .label), ("prob", .probabilities), ("score", .scores),
      ("decision", .scores), ("embed", .embeddings), ("vector", .embeddings), ("anomal", .anomalies),
      ("outlier", .anomalies), ("rank", .ranking), ("predict", .values), ("value", .values),
    ]
    return beginnings.first { word.hasPrefix($0.0) }?.1
  }

  /// Consecutive columns whose names count up from 0 behind one word.
  static func groups(_ table: DataTable, besides: Set<String>) -> [Group] {
    var groups: [Group] = []
    for (column, name) in table.names.enumerated() where !besides.contains(name) {
      let (word, number) = numbered(name)
      if table.isNamed, let number, number > 0, let last = groups.last, last.name == word,
        last.columns.upperBound == column, last.columns.count == number
      {
        groups[groups.count - 1].columns = last.columns.lowerBound..<(column + 1)
      } else {
        groups.append(Group(name: table.isNamed && number == 0 ? word : name, columns: column..<(column + 1)))
      }
    }
    return groups
  }

  /// `p[3]`, `p_3`, `p.3`, `p3` → `p`, 3.
  private static func numbered(_ name: String) -> (word: String, number: Int?) {
    var text = Substring(name)
    let isBracketed = text.last == "]"
    if isBracketed { text = text.dropLast() }
    let digits = String(text.reversed().prefix { ("0"..."9").contains($0) }.reversed())
    guard !digits.isEmpty, digits.count < 9, let number = Int(digits) else { return (name, nil) }
    text = text.dropLast(digits.count)
    if isBracketed != (text.last == "[") { return (name, nil) }
    if let mark = text.last, "[_.".contains(mark) { text = text.dropLast() }
    return text.isEmpty ? (name, nil) : (String(text), number)
  }

  // MARK: Answers

  /// The outputs in these rows of the file.
  func predictions(_ table: DataTable) throws -> Predictions {
    Predictions(
      outputs: try outputs.map { output in
        .init(name: output.name, role: output.role, content: try content(output.form, table))
      }, rowCount: table.rowCount)
  }

  private func content(_ form: Form, _ table: DataTable) throws -> Predictions.Content {
    switch form {
    case .boxes(let columns): return .detections(try columns.boxes(table))
    case .labels(let column, .boolean): return .labels(try table.numbers(of: column).map { .boolean($0 != 0) })
    case .labels(let column, .fractional): return .labels(try table.numbers(of: column).map { .number($0) })
    case .labels(let column, let kind): return .labels(try table.labels(of: column, asText: kind == .text))
    case .numbers(let range):
      if range.count == 1 {
        let numbers = try table.numbers(of: range.lowerBound)
        return .numbers(Matrix(rowCount: numbers.count, columnCount: 1, values: ContiguousArray(numbers)))
      }
      return .numbers(Matrix(columns: try range.map { try table.numbers(of: $0) }))
    }
  }
}

/// Where boxes stand in a file of JSON Lines: `boxes` of four numbers each (left, top, right, bottom), and beside them
/// `classes` or `labels`, and `scores`.
struct BoxColumns {
  private let boxes: Int
  private let labels: Int?
  private let scores: Int?

  init(_ table: DataTable) throws {
    guard let boxes = table.index(of: "boxes") else {
      throw VerificationError(
        "there is no column `boxes`", remedy: "give JSON Lines with `boxes`, `classes` and `scores` in each row")
    }
    self.boxes = boxes
    labels = table.index(of: "classes") ?? table.index(of: "labels")
    scores = table.index(of: "scores")
  }

  func boxes(_ table: DataTable) throws -> [[Detection]] {
    try (0..<table.rowCount).map { row in
      let edges = try list(boxes, row, table)
      let classes = try labels.map { try list($0, row, table) }
      let certainties = try scores.map { try list($0, row, table) }
      for (name, other) in [("classes", classes), ("scores", certainties)] {
        if let other, other.count != edges.count {
          throw misfit("\(edges.count) boxes and \(other.count) \(name)", row, table)
        }
      }
      return try edges.indices.map { index in
        guard case .array(let four) = edges[index], four.count == 4 else {
          throw misfit("a box that is not four numbers", row, table)
        }
        let numbers = four.compactMap(\.double)
        guard numbers.count == 4, numbers.allSatisfy(\.isFinite) else {
          throw misfit("a box that is not four numbers", row, table)
        }
        return Detection(
          left: numbers[0], top: numbers[1], right: numbers[2], bottom: numbers[3],
          label: classes.map { Self.label($0[index]) } ?? .missing, score: certainties?[index].double ?? 1)
      }
    }
  }

  private func list(_ column: Int, _ row: Int, _ table: DataTable) throws -> [JSONValue] {
    guard case .lists(let cells) = table.columns[column] else {
      throw misfit("`\(table.names[column])` that are no lists", row, table)
    }
    switch cells[row] {
    case .array(let items): return items
    case .null: return []
    default: throw misfit("`\(table.names[column])` that are no list", row, table)
    }
  }

  private static func label(_ value: JSONValue) -> Label {
    switch value {
    case .integer(let number): .integer(number)
    case .text(let text): .string(text)
    case .boolean(let flag): .boolean(flag)
    case .number(let number): Int(exactly: number).map { .integer($0) } ?? .number(number)
    case .null, .array, .object: .missing
    }
  }

  private func misfit(_ what: String, _ row: Int, _ table: DataTable) -> VerificationError {
    VerificationError(
      "row \(table.firstRow + row + 1) has \(what)",
      remedy: "give each box as [left, top, right, bottom] with one class and one score")
  }
}
