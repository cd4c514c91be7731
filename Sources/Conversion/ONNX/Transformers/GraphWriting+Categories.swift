// Categories to numbers: one-hot, ordinal and target encoders, label encoders, imputers.

internal import ModelCore

extension GraphWriting {
  /// n × m: 1 where the cell is that category. Equal as in Python: 1, 1.0 and true are one, NaN and None are one.
  func indicators(_ block: GraphTable.Block, of categories: [Label]) throws -> Value {
    if block.isText { return try textIndicators(block.value, categories) }
    let isAllText = !categories.isEmpty && categories.allSatisfy { if case .string = $0 { true } else { false } }
    guard !isAllText else {
      throw refusal(
        "its categories are text and its column holds numbers", remedy: "give the column as text, as it was fitted on")
    }
    let numbers = try categories.map { label -> Double in
      if case .integer(let value) = label, Int(exactly: Double(value)) != value {
        throw refusal("the category \(value) is no double", remedy: "encode such categories as strings")
      }
      // A text among numbers is never met.
      return label.numericValue ?? .nan
    }
    let isMissing = categories.map { label in
      if case .number(let value) = label { return value.isNaN }
      return label == .missing
    }
    let equal = block.value.isEqual(to: graph.row(numbers))
    guard isMissing.contains(true) else { return equal.cast(to: .double) }
    let missing = block.value.isNaN() && graph.constant(Tensor(isMissing, shape: [1, isMissing.count]))
    return (equal || missing).cast(to: .double)
  }

  private func textIndicators(_ value: Value, _ categories: [Label]) throws -> Value {
    textPlaces(value, try texts(of: categories)).isEqual(to: graph.row(Array(categories.indices))).cast(to: .double)
  }

  /// Categories as the strings that stand for them in a column of text: a missing one is the empty string.
  private func texts(of categories: [Label]) throws -> [String] {
    let missing = categories.contains { label in
      if case .number(let value) = label { return value.isNaN }
      return label == .missing
    }
    if missing {
      guard !categories.contains(.string("")) else {
        throw refusal(
          "both the empty string and a missing one are categories, and ONNX has no missing strings",
          remedy: "fill missing strings before the model")
      }
      note(.bounded, "ONNX has no missing strings: give the empty string in their place")
    }
    return categories.enumerated().map { place, label in
      if case .string(let text) = label { return text }
      // Numbers among strings are never met in a column of text.
      return label.numericValue.map { $0.isNaN ? "" : "\u{0}\(place)" } ?? ""
    }
  }

  /// n × 1 integers: the place of each string among the categories, −1 for others.
  func textPlaces(_ value: Value, _ texts: [String]) -> Value { value.places(among: texts) }

  // MARK: One-hot

  func oneHot(_ table: GraphTable, _ encoding: OneHotEncoding) throws -> GraphTable {
    guard table.width == encoding.columns.count else {
      throw misfit("\(encoding.columns.count) encoded columns, \(table.width) given")
    }
    if encoding.unknown == .refuse {
      note(.lossy, "a category that was not seen raises in the library; here none of its columns is 1")
    }
    return GraphTable(
      sideBySide: try encoding.columns.enumerated().map { place, column in
        try within("categories_[\(place)]") { try oneHot(table.column(place), column, encoding.unknown) }
      })
  }

  private func oneHot(
    _ block: GraphTable.Block, _ column: OneHotEncoding.Column, _ unknown: OneHotEncoding.UnknownPolicy
  ) throws -> GraphTable {
    let outputs = column.outputs
    if outputs.width == 0 { return GraphTable(blocks: []) }
    let found = try indicators(block, of: column.categories)
    var result = found
    if outputs.places != (0..<outputs.width).map(Optional.init) {
      var map = Matrix(rowCount: column.categories.count, columnCount: outputs.width)
      for (category, output) in outputs.places.enumerated() { if let output { map[category, output] = 1 } }
      result = found.times(graph.constant(map))
    }
    if unknown == .infrequent, let infrequent = outputs.infrequent {
      let isUnknown = found.maximum().isEqual(to: 0).cast(to: .double)
      result = result + isUnknown * graph.row((0..<outputs.width).map { $0 == infrequent ? 1.0 : 0.0 })
    }
    return GraphTable(matrix: result, width: outputs.width)
  }

  // MARK: Ordinal

  func ordinal(_ table: GraphTable, _ encoding: OrdinalEncoding) throws -> GraphTable {
    guard table.width == encoding.columns.count else {
      throw misfit("\(encoding.columns.count) encoded columns, \(table.width) given")
    }
    return GraphTable(
      sideBySide: try encoding.columns.enumerated().map { place, column in
        try within("categories_[\(place)]") { GraphTable(matrix: try ordinal(table.column(place), column), width: 1) }
      })
  }

  private func ordinal(_ block: GraphTable.Block, _ column: OrdinalEncoding.Column) throws -> Value {
    guard column.codes.count == column.categories.count else { throw misfit("its codes are not one a category") }
    if column.unknown == nil {
      note(.lossy, "a category that was not seen raises in the library; here it is NaN")
    }
    let codes = graph.constant(
      Tensor(column.codes + [column.unknown ?? .nan], shape: [column.codes.count + 1]), "codes")
    var code = codes.gathered(try places(block, of: column.categories), axis: 0)
    if let missing = column.missing {
      let isMissing = block.isText ? isText(block.value, "") : block.value.isNaN()
      if block.isText { note(.bounded, "ONNX has no missing strings: give the empty string in their place") }
      code = graph.where(isMissing, graph.scalar(missing), code)
    }
    return code
  }

  /// n × 1: the place of each cell among the categories, and behind the last for others.
  private func places(_ block: GraphTable.Block, of categories: [Label]) throws -> Value {
    let behind = graph.scalar(Double(categories.count), as: .int64)
    if block.isText {
      let places = textPlaces(block.value, try texts(of: categories))
      return graph.where(places < 0, behind, places)
    }
    if categories.isEmpty { return block.value.isNaN().cast(to: .int64) * 0 }
    let found = try indicators(block, of: categories)
    return graph.where(found.maximum().isEqual(to: 0), behind, found.argMax(keepsAxis: true))
  }

  func isText(_ value: Value, _ text: String) -> Value { textPlaces(value, [text]).isEqual(to: 0) }

  func labelPlaces(_ table: GraphTable, _ labels: [Label]) throws -> GraphTable {
    guard table.width == 1 else { throw misfit("one column is encoded, \(table.width) given") }
    note(.lossy, "a label that was not seen raises in the library; here it is NaN")
    let column = OrdinalEncoding.Column(categories: labels, codes: labels.indices.map(Double.init))
    return GraphTable(matrix: try ordinal(table.column(0), column), width: 1)
  }

  // MARK: Imputation

  func impute(_ table: GraphTable, _ imputation: Imputation) throws -> GraphTable {
    guard table.width == imputation.fills.count else {
      throw misfit("\(imputation.fills.count) fills, \(table.width) columns")
    }
    var parts: [GraphTable] = []
    if imputation.fillsCells {
      let isNumeric = !table.blocks.contains(where: \.isText)
      parts = try isNumeric ? filledNumbers(table, imputation) : filledColumns(table, imputation)
    }
    for column in imputation.indicators {
      guard column < table.width else { throw misfit("it indicates a column there is not") }
      parts.append(
        GraphTable(matrix: isMissing(table.column(column), imputation.marker).cast(to: .double), width: 1))
    }
    return GraphTable(sideBySide: parts)
  }

  private func filledNumbers(_ table: GraphTable, _ imputation: Imputation) throws -> [GraphTable] {
    let kept = imputation.fills.indices.filter { imputation.keepsEmptyColumns || imputation.fills[$0] != .missing }
    guard !kept.isEmpty else { return [] }
    let rows = try numbers(of: table.columns(kept), for: "SimpleImputer")
    let fills = try kept.map { place -> Double in
      if imputation.fills[place] == .missing { return 0 }
      guard let number = imputation.fills[place].numericValue else {
        throw misfit("a column of numbers is filled with text")
      }
      return number
    }
    let missing = isMissing(GraphTable.Block(value: rows.value, width: rows.width), imputation.marker)
    var filled = graph.where(missing, graph.row(fills), rows.value)
    let empty = kept.map { imputation.fills[$0] == .missing }
    if empty.contains(true) {
      filled = graph.where(graph.constant(Tensor(empty, shape: [1, empty.count])), graph.scalar(0), filled)
    }
    return [GraphTable(matrix: filled, width: rows.width)]
  }

  private func filledColumns(_ table: GraphTable, _ imputation: Imputation) throws -> [GraphTable] {
    try imputation.fills.enumerated().flatMap { place, fill -> [GraphTable] in
      let block = table.column(place)
      if fill == .missing && !imputation.keepsEmptyColumns { return [] }
      guard block.isText else {
        let one = Imputation(marker: imputation.marker, fills: [fill], keepsEmptyColumns: imputation.keepsEmptyColumns)
        return try filledNumbers(GraphTable(blocks: [block]), one)
      }
      guard case .string(let text) = fill else { return [GraphTable(blocks: [block])] }
      let missing = isMissing(block, imputation.marker)
      return [GraphTable(blocks: [.init(value: graph.where(missing, graph.string(text), block.value), width: 1)])]
    }
  }

  private func isMissing(_ block: GraphTable.Block, _ marker: Imputation.Marker) -> Value {
    if block.isText {
      switch marker {
      case .nan, .none:
        note(.bounded, "ONNX has no missing strings: the empty string stands for them")
        return isText(block.value, "")
      case .string(let text): return isText(block.value, text)
      // No string is a number.
      case .number: return textPlaces(block.value, ["\u{1}"]).isEqual(to: -2)
      }
    }
    switch marker {
    case .nan, .none: return block.value.isNaN()
    case .number(let number) where number.isNaN: return block.value.isNaN()
    case .number(let number): return block.value.isEqual(to: number)
    case .string: return block.value < -.infinity
    }
  }
}

extension OneHotEncoding.Column {
  /// For each category its output column, nil where it was dropped; how many there are; and that of infrequent ones.
  fileprivate var outputs: (places: [Int?], width: Int, infrequent: Int?) {
    let rare = Set(infrequent)
    var next = 0
    var groups: [Int?] = []
    for place in categories.indices {
      groups.append(rare.contains(place) ? nil : next)
      if !rare.contains(place) { next += 1 }
    }
    let shared = rare.isEmpty ? nil : next
    if shared != nil { next += 1 }
    func output(_ group: Int) -> Int? {
      guard let dropped else { return group }
      return group == dropped ? nil : group > dropped ? group - 1 : group
    }
    let places = groups.map { group in (group ?? shared).flatMap(output) }
    return (places, next - (dropped == nil ? 0 : 1), shared.flatMap(output))
  }
}
