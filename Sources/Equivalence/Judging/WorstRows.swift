// The rows that a person should look at first.

package import ModelCore

/// A row on which the two models differ.
package struct WorstRow: Equatable, Sendable {
  /// How bad it is; a later one is worse.
  package enum Severity: Int, Sendable {
    case changed, tie, boundary, outside, material, notFinite
  }
  /// Counted from 0 over all rows.
  package var row: Int
  package var output: String
  package var severity: Severity
  /// The largest |a − b| over what is allowed; infinite for labels and for what is not finite.
  package var excess: Double
  /// Best minus second best score of the original; nil where there are no scores.
  package var margin: Double?
  package var reference: Cell
  package var candidate: Cell

  package enum Cell: Equatable, Sendable {
    case label(Label)
    case numbers([Double])
    case detections([Detection])
  }

  /// Worse first; of equals the earlier row.
  func precedes(_ other: WorstRow) -> Bool {
    if severity != other.severity { return severity.rawValue > other.severity.rawValue }
    if excess != other.excess { return excess > other.excess }
    return row < other.row
  }
}

/// The worst rows, no more than a limit, one entry a row.
package struct WorstRows: Equatable, Sendable {
  let limit: Int
  /// Worst first.
  package private(set) var rows: [WorstRow] = []

  init(limit: Int) { self.limit = limit }

  /// Whether a row as bad as this would be kept; asked before its values are copied.
  func keeps(_ severity: WorstRow.Severity, excess: Double, row: Int) -> Bool {
    guard limit > 0 else { return false }
    guard rows.count == limit, let last = rows.last else { return true }
    if severity != last.severity { return severity.rawValue > last.severity.rawValue }
    if excess != last.excess { return excess > last.excess }
    return row <= last.row
  }

  mutating func add(_ row: WorstRow) {
    if let same = rows.firstIndex(where: { $0.row == row.row }) {
      guard row.precedes(rows[same]) else { return }
      rows.remove(at: same)
    }
    let place = rows.firstIndex { row.precedes($0) } ?? rows.count
    guard place < limit else { return }
    rows.insert(row, at: place)
    if rows.count > limit { rows.removeLast() }
  }

  mutating func merge(_ other: WorstRows) {
    for row in other.rows { add(row) }
  }
}
