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
    verification.table.rows = TableRows(
      (0..<golden.rows.rowCount).filter { golden.isTold($0, by: model) }.map { row in columns.map { $0[row] } })
    guard !verification.table.rows.isEmpty else { return }
    model.verification = verification
    document.models[0] = model
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
  /// Whether other engines can be asked for a row's answer: not where it is no number, and not where a product of
  /// likelihoods may have become 0, which is told of a class that has all of the probability.
  fileprivate func isTold(_ row: Int, by model: MarkupModel) -> Bool {
    if let values, values[row].isNaN { return false }
    guard let probabilities else { return true }
    let shares = (0..<probabilities.columnCount).map { probabilities[row, $0] }
    return !shares.contains(where: \.isNaN) && !(model.multipliesDensities && shares.contains(1))
  }
}

extension MarkupModel {
  /// Whether it, or a model in it, is computed in single precision.
  fileprivate var isSingle: Bool {
    if precision == .single { return true }
    guard case .mining(let segmentation) = content else { return false }
    return segmentation.segments.contains { $0.model.isSingle }
  }

  /// Whether it, or a model in it, is a naive Bayes model of distributions.
  fileprivate var multipliesDensities: Bool {
    switch content {
    case .naiveBayes(let bayes): bayes.inputs.contains { !$0.distributions.isEmpty }
    case .mining(let segmentation): segmentation.segments.contains { $0.model.multipliesDensities }
    default: false
    }
  }
}
