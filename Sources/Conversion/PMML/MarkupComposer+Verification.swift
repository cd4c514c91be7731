// Rows with the answers they must get, kept in the document.

internal import ModelCore
internal import PredictiveMarkup

extension MarkupComposer {
  func verify(_ document: inout MarkupDocument, _ golden: PMMLConversion.GoldenRows) {
    guard var model = document.models.first else { return }
    var verification = ModelVerification()
    var columns: [[String?]] = []
    func add(_ name: String, _ cells: [String?], zero: Double = 1e-16, precision: Double = 1e-6) {
      var field = ModelVerification.Field()
      field.field = name
      field.column = "c\(columns.count)"
      field.zeroThreshold = zero
      field.precision = precision
      verification.fields.append(field)
      columns.append(cells)
    }
    let used = Set(model.schema.map(\.name))
    for (place, field) in dictionary.enumerated() where used.contains(field.name) && place < golden.rows.columnCount {
      add(field.name, Self.texts(of: golden.rows, column: place))
    }
    let inputCount = columns.count
    if let target = model.targetName {
      if let labels = golden.labels { add(target, labels.map { try? labelText($0) }) }
      if let values = golden.values { add(target, values.map { Literal.text(of: $0) }) }
    }
    if let probabilities = golden.probabilities {
      let outputs = Self.finalModel(of: model).outputs.filter { $0.name.hasPrefix("probability(") && $0.isFinalResult }
      for (place, output) in outputs.enumerated() where place < probabilities.columnCount {
        // Small probabilities are what is left of a difference: their last digits are each engine's own.
        // What is computed in single precision has six digits.
        add(
          output.name, probabilities.column(place).map { Literal.text(of: $0) }, zero: 1e-9,
          precision: model.isSingle ? 1e-5 : 1e-6)
      }
    }
    // Rows without an answer verify nothing: a document of clusters has no field that holds them.
    guard columns.count > inputCount else { return }
    verification.table.columns = columns.indices.map { "c\($0)" }
    let tied = tiedRows(of: document, golden.rows)
    verification.table.rows = TableRows(
      (0..<golden.rows.rowCount).filter { golden.isTold($0) && !tied.contains($0) }.map { row in
        columns.map { $0[row] }
      })
    guard !verification.table.rows.isEmpty else { return }
    model.verification = verification
    document.models[0] = model
  }

  /// Rows in which machines of pairs give several classes the most votes: engines decide these each in its own way, and
  /// the loss report tells of them.
  private func tiedRows(of document: MarkupDocument, _ rows: Table) -> Set<Int> {
    guard let model = document.models.first,
      case .supportVectors(let vectors) = Self.finalModel(of: model).content, vectors.isOneAgainstOne,
      vectors.machines.count > 1, let scorer = try? Scorer(document)
    else { return [] }
    let cells = (0..<rows.columnCount).map { Self.texts(of: rows, column: $0) }
    return Set(
      (0..<rows.rowCount).filter { row in
        var values: [String: FieldValue] = [:]
        for (field, column) in zip(dictionary, cells) {
          values[field.name] = column[row].map { text in
            field.type == .string ? .string(text) : Double(text).map { .double($0) } ?? .string(text)
          }
        }
        guard let votes = try? scorer.score(values).probabilities.map(\.value), let most = votes.max() else {
          return false
        }
        return votes.count { $0 == most } > 1
      })
  }

  private static func finalModel(of model: MarkupModel) -> MarkupModel {
    if case .mining(let segmentation) = model.content, segmentation.method == .modelChain,
      let last = segmentation.segments.last
    {
      return finalModel(of: last.model)
    }
    return model
  }

  private static func texts(of table: Table, column: Int) -> [String?] {
    switch table {
    case .matrix(let matrix): return matrix.column(column).map { $0.isNaN ? nil : Literal.text(of: $0) }
    case .columns(let columns):
      switch columns[column] {
      case .numbers(let numbers): return numbers.map { $0.isNaN ? nil : Literal.text(of: $0) }
      case .strings(let strings): return strings
      }
    }
  }
}

extension PMMLConversion.GoldenRows {
  /// Whether other engines can be asked for a row's answer: not where it is no number, and not where several classes have
  /// all of the probability, as components of a mixture do that are equally far.
  fileprivate func isTold(_ row: Int) -> Bool {
    if let values, values[row].isNaN { return false }
    guard let probabilities else { return true }
    let shares = (0..<probabilities.columnCount).map { probabilities[row, $0] }
    return !shares.contains(where: \.isNaN) && shares.count { $0 == 1 } < 2
  }
}

extension MarkupModel {
  /// Whether it, or a model in it, is computed in single precision.
  fileprivate var isSingle: Bool {
    if precision == .single { return true }
    guard case .mining(let segmentation) = content else { return false }
    return segmentation.segments.contains { $0.model.isSingle }
  }
}
