// Missing cells filled: SimpleImputer and MissingIndicator.

/// Missing cells filled column by column, with columns behind that say what was missing.
struct ImputationStep: PreparedTransformer {
  private let imputation: Imputation
  init(_ imputation: Imputation) { self.imputation = imputation }

  private static let name = "SimpleImputer"

  func transform(_ table: Table) throws -> Table {
    guard table.columnCount == imputation.fills.count else {
      throw Refusal.width(Self.name, expected: imputation.fills.count, found: table.columnCount)
    }
    var parts: [Table] = []
    if imputation.fillsCells { parts += try filled(table) }
    for column in imputation.indicators {
      guard column < table.columnCount else { throw Refusal.misfit(Self.name, "indicates column \(column)") }
      let flags = isMissing(table.cells(column)).map { $0 ? 1.0 : 0 }
      parts.append(.matrix(Matrix(columns: [flags])))
    }
    return Table(sideBySide: parts, rowCount: table.rowCount)
  }

  private func filled(_ table: Table) throws -> [Table] {
    try imputation.fills.enumerated().compactMap { column, fill in
      let isEmpty = fill == .missing
      if isEmpty && !imputation.keepsEmptyColumns { return nil }
      let cells = table.cells(column)
      let missing = isMissing(cells)
      switch cells {
      case .numbers(var numbers):
        guard missing.contains(true) || isEmpty else { return .matrix(Matrix(columns: [numbers])) }
        guard let value = isEmpty ? 0 : fill.numericValue else { throw mismatch(column, fill) }
        for row in numbers.indices where missing[row] { numbers[row] = value }
        return .matrix(Matrix(columns: [numbers]))
      case .strings(var strings):
        guard missing.contains(true) else { return .columns([.strings(strings)]) }
        guard case .string(let value) = fill else { throw mismatch(column, fill) }
        for row in strings.indices where missing[row] { strings[row] = value }
        return .columns([.strings(strings)])
      }
    }
  }

  private func mismatch(_ column: Int, _ fill: Label) -> Refusal {
    Refusal(
      Self.name, "would fill column \(column) with \(fill.text ?? "nothing"), which is of another kind than its cells",
      remedy: "give the column as it was when the model was fitted: numbers as numbers, strings as strings")
  }

  private func isMissing(_ cells: Cells) -> [Bool] {
    switch (cells, imputation.marker) {
    case (.numbers(let cells), .nan), (.numbers(let cells), .none): cells.map(\.isNaN)
    case (.numbers(let cells), .number(let marker)): cells.map { $0 == marker || (marker.isNaN && $0.isNaN) }
    case (.numbers(let cells), .string): cells.map { _ in false }
    case (.strings(let cells), .nan), (.strings(let cells), .none): cells.map { $0 == nil }
    case (.strings(let cells), .string(let marker)): cells.map { $0 == marker }
    case (.strings(let cells), .number): cells.map { _ in false }
    }
  }
}
