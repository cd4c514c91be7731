// Groups of rows that share a value of a column, to find out where a model differs.

/// Counters of one group.
package struct SliceCounts: Equatable, Sendable {
  package var rows = 0
  /// Rows outside the tolerance, with a boundary or material flip, or not finite.
  package var different = 0
}

/// For each column, rows by its value, as long as there are few values.
package struct Slices: Equatable, Sendable {
  let limit: Int
  /// By column name; nil for a column with too many values.
  private var columns: [String: [String: SliceCounts]?] = [:]

  init(limit: Int) { self.limit = limit }

  mutating func add(_ column: String, value: String, isDifferent: Bool) {
    guard var values = columns[column] ?? [:] else { return }
    values[value, default: SliceCounts()].rows += 1
    if isDifferent { values[value, default: SliceCounts()].different += 1 }
    columns[column] = .some(values.count > limit ? nil : values)
  }

  /// Columns that have turned out to have too many values, sorted.
  package var droppedColumns: [String] { columns.filter { $0.value == nil }.keys.sorted() }

  mutating func merge(_ other: Slices) {
    for (column, theirs) in other.columns {
      guard let theirs else {
        columns[column] = .some(nil)
        continue
      }
      guard let ours = columns[column] ?? [:] else { continue }
      let all = ours.merging(theirs) { SliceCounts(rows: $0.rows + $1.rows, different: $0.different + $1.different) }
      columns[column] = .some(all.count > limit ? nil : all)
    }
  }

  package struct Finding: Equatable, Sendable {
    package var column: String
    package var value: String
    package var counts: SliceCounts
    /// How likely so many different rows are if the slice is like all rows: an exact binomial test, corrected for the
    /// number of slices by Holm's method.
    package var chance: Double
  }

  /// Slices with different rows, the least likely first.
  package func findings(overall: Proportion) -> [Finding] {
    let share = overall.total == 0 ? 0 : Double(overall.count) / Double(overall.total)
    var findings: [Finding] = []
    for (column, values) in columns {
      for (value, counts) in values ?? [:] {
        let chance = Proportion(counts.different, of: counts.rows).chance(under: share)
        findings.append(Finding(column: column, value: value, counts: counts, chance: chance))
      }
    }
    findings.sort { ($0.chance, $0.column, $0.value) < ($1.chance, $1.column, $1.value) }
    var greatest = 0.0
    for index in findings.indices {
      greatest = max(greatest, min(1, findings[index].chance * Double(findings.count - index)))
      findings[index].chance = greatest
    }
    return findings.filter { $0.counts.different > 0 }
  }
}
