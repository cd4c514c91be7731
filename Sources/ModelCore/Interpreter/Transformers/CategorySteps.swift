// Categories to numbers: one-hot, ordinal and target encoders, label encoders.

/// A column for each category of each column.
struct OneHotStep: PreparedTransformer {
  /// One input column: where each of its categories has its 1.
  private struct Column: Sendable {
    var places: CategoryPlaces
    /// For each category the output column, counted from this input's first; nil where it was dropped.
    var outputs: [Int?]
    var width: Int
    /// The output of an unknown category; nil for none.
    var unknown: Int?
  }
  private let columns: [Column]
  private let refusesUnknown: Bool
  private static let name = "OneHotEncoder"

  init(_ encoding: OneHotEncoding) throws {
    columns = try encoding.columns.map { try Self.column($0, unknown: encoding.unknown) }
    refusesUnknown = encoding.unknown == .refuse
  }

  private static func column(_ column: OneHotEncoding.Column, unknown: OneHotEncoding.UnknownPolicy) throws -> Column {
    let infrequent = Set(column.infrequent)
    guard infrequent.allSatisfy(column.categories.indices.contains) else {
      throw Refusal.misfit(name, "an infrequent category that it does not have")
    }
    var groups: [Int] = []
    var groupCount = 0
    for place in column.categories.indices {
      groups.append(infrequent.contains(place) ? -1 : groupCount)
      if !infrequent.contains(place) { groupCount += 1 }
    }
    let shared = infrequent.isEmpty ? nil : groupCount
    if shared != nil { groupCount += 1 }
    func output(_ group: Int) -> Int? {
      guard let dropped = column.dropped else { return group }
      return group == dropped ? nil : group > dropped ? group - 1 : group
    }
    return Column(
      places: CategoryPlaces(column.categories),
      outputs: groups.map { output($0 < 0 ? shared ?? 0 : $0) },
      width: groupCount - (column.dropped == nil ? 0 : 1),
      unknown: unknown == .infrequent ? shared.flatMap(output) : nil)
  }

  func transform(_ table: Table) throws -> Table {
    guard table.columnCount == columns.count else {
      throw Refusal.width(Self.name, expected: columns.count, found: table.columnCount)
    }
    var result = Matrix(rowCount: table.rowCount, columnCount: columns.reduce(0) { $0 + $1.width })
    var offset = 0
    for (place, column) in columns.enumerated() {
      let cells = table.cells(place)
      for (row, key) in cells.keys.enumerated() {
        let known = column.places[key]
        if known == nil && refusesUnknown { throw Self.unknown(cells, row: row, column: place) }
        if let output = known.map({ column.outputs[$0] }) ?? column.unknown { result[row, offset + output] = 1 }
      }
      offset += column.width
    }
    return .matrix(result)
  }

  private static func unknown(_ cells: Cells, row: Int, column: Int) -> Refusal {
    Refusal(
      name, "met the category \(cells.text(at: row)) in column \(column), which it was not fitted with",
      remedy: "leave such rows out, or fit the encoder with handle_unknown='ignore'")
  }
}

/// A number for each category.
struct OrdinalStep: PreparedTransformer {
  private let columns: [OrdinalEncoding.Column]
  private let places: [CategoryPlaces]
  private static let name = "OrdinalEncoder"

  init(_ encoding: OrdinalEncoding) throws {
    for column in encoding.columns where column.codes.count != column.categories.count {
      throw Refusal.misfit(Self.name, "\(column.codes.count) codes for \(column.categories.count) categories")
    }
    columns = encoding.columns
    places = encoding.columns.map { CategoryPlaces($0.categories) }
  }

  func transform(_ table: Table) throws -> Table {
    guard table.columnCount == columns.count else {
      throw Refusal.width(Self.name, expected: columns.count, found: table.columnCount)
    }
    var result = Matrix(rowCount: table.rowCount, columnCount: columns.count)
    for (place, column) in columns.enumerated() {
      let cells = table.cells(place)
      for (row, key) in cells.keys.enumerated() {
        let code =
          if key == .missing, let missing = column.missing { missing as Double? } else {
            places[place][key].map { column.codes[$0] } ?? column.unknown
          }
        guard let code else {
          throw Refusal(
            Self.name, "met the category \(cells.text(at: row)) in column \(place), which it was not fitted with",
            remedy: "leave such rows out, or fit the encoder with handle_unknown='use_encoded_value'")
        }
        result[row, place] = code
      }
    }
    return .matrix(result)
  }
}

/// Classes to their places.
struct LabelStep: PreparedTransformer {
  private let places: CategoryPlaces
  init(labels: [Label]) { places = CategoryPlaces(labels) }

  func transform(_ table: Table) throws -> Table {
    guard table.columnCount == 1 else { throw Refusal.width("LabelEncoder", expected: 1, found: table.columnCount) }
    let cells = table.cells(0)
    let numbers = try cells.keys.enumerated().map { row, key in
      guard let place = places[key] else {
        throw Refusal(
          "LabelEncoder", "met the label \(cells.text(at: row)), which it was not fitted with",
          remedy: "leave such rows out")
      }
      return Double(place)
    }
    return .matrix(Matrix(columns: [numbers]))
  }
}
