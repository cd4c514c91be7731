// Rows that are made to tell two implementations of one model apart.

import Equivalence
import ModelCore

/// Rows around a model's own points, and rows with one cell that is missing, infinite, huge, tiny or strange.
struct HostileRows {
  /// Cells that are tried in each column, in rows that are otherwise usual.
  static let numbers: [Double] = [
    .nan, .infinity, -.infinity, 0, -0.0, .leastNonzeroMagnitude, 1e-35, -1e-36, 1e-30, 0.5, -0.5, -1, 2.5, 1e6, -1e6,
    0x1p24 + 1,
    0x1p31, 0x1p32 + 0.5, 0x1p53, 1e30, -1e30, 3.5e38, -3.5e38, 1e300, -1e300,
  ]
  static let texts: [String] = [
    "", " ", "\t", "a", "A", "never seen", "e\u{301}", "\u{e9}", "\u{130}", "\u{df}", "\u{feff}", "\u{1f426}", "NaN",
    "None",
    "0", "1", "a  b", "\u{3a3}\u{3a3}",
  ]

  /// At most `limit` generated rows, the usual ones, and those with a strange cell.
  static func table(for model: PredictiveModel, usual: Table, limit: Int, bases: Int) -> Table {
    var rows: [[Cell]] = cells(GeneratedRows(for: model, limit: limit).table)
    let usual = cells(usual)
    rows += usual
    let width = usual.first?.count ?? 0
    let isText = (0..<width).map { column in
      usual.contains { if case .text(let text) = $0[column] { text != nil } else { false } }
    }
    // Rows of recorded answers and generated ones, in turn, so that a strange cell meets many others.
    let stems = (0..<bases).compactMap { base -> [Cell]? in
      base % 2 == 0 && !usual.isEmpty
        ? usual[base * 7919 % usual.count] : rows.isEmpty ? nil : rows[base * 104_729 % rows.count]
    }
    for stem in stems {
      for column in 0..<width {
        let strange: [Cell] = isText[column] ? texts.map { .text($0) } : numbers.map { .number($0) }
        for cell in strange {
          var row = stem
          row[column] = cell
          rows.append(row)
        }
      }
    }
    for number in [Double.nan, .infinity, -.infinity, 0, -0.0, 1, -1] {
      rows.append((0..<width).map { isText[$0] ? .text("") : .number(number) })
    }
    return table(rows, isText)
  }

  private enum Cell { case number(Double), text(String?) }

  private static func cells(_ table: Table) -> [[Cell]] {
    (0..<table.rowCount).map { row in
      switch table {
      case .matrix(let matrix): matrix.row(row).map { .number($0) }
      case .columns(let columns):
        columns.map { cells in
          switch cells {
          case .numbers(let numbers): .number(numbers[row])
          case .strings(let strings): .text(strings[row])
          }
        }
      }
    }
  }

  private static func table(_ rows: [[Cell]], _ isText: [Bool]) -> Table {
    func number(_ cell: Cell) -> Double { if case .number(let number) = cell { number } else { .nan } }
    if !isText.contains(true) { return .matrix(Matrix(rows: rows.map { $0.map(number) })) }
    return .columns(
      isText.indices.map { column in
        isText[column]
          ? .strings(rows.map { if case .text(let text) = $0[column] { text } else { nil } })
          : .numbers(rows.map { number($0[column]) })
      })
  }
}
