// Columns of data frames with categories: since 3.1 a model knows them by name.

internal import ModelCore

enum BoosterFrames {
  /// One list a column, nil for a column of numbers; empty where no column has any.
  static func categories(_ value: DocumentValue?, columnCount: Int) throws(FormatError) -> [BoosterCategories?] {
    guard let columns = value?["enc"]?.elements, !columns.isEmpty else { return [] }
    guard columns.count <= columnCount else {
      throw .booster(.malformed, "It has categories of \(columns.count) columns, and \(columnCount) columns.")
    }
    var categories: [BoosterCategories?] = []
    for column in columns { categories.append(try labels(column)) }
    return categories.contains { $0 != nil } ? categories : []
  }

  private static func labels(_ column: DocumentValue) throws(FormatError) -> BoosterCategories? {
    guard let values = column["values"], values.count > 0 else { return nil }
    if let offsets = column["offsets"] {
      guard let ends = offsets.integers(), let bytes = values.integers(), ends.first == 0 else {
        throw .booster(.malformed, "Names of categories are not whole.", at: column.offset)
      }
      var labels: BoosterCategories = []
      for (start, end) in zip(ends, ends.dropFirst()) {
        guard start <= end, Int(end) <= bytes.count,
          let text = String(
            validating: bytes[Int(start)..<Int(end)].map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
        else { throw .booster(.malformed, "Names of categories are not whole.", at: column.offset) }
        labels.append(.string(text))
      }
      return labels
    }
    guard let numbers = values.doubles() else {
      throw .booster(.malformed, "Categories are neither text nor numbers.", at: column.offset)
    }
    return numbers.map { number in Int(exactly: number).map { .integer($0) } ?? .number(number) }
  }

  /// Names to codes, other columns as they are; nil where there is nothing to do.
  static func encoding(_ contents: BoosterContents) -> Transformer? {
    guard !contents.categories.isEmpty else { return nil }
    let branches = (0..<contents.columnCount).map { column -> Transformer.Branch in
      guard contents.categories.indices.contains(column), let categories = contents.categories[column] else {
        return Transformer.Branch(name: "column \(column)", columns: [column], transformer: .passthrough)
      }
      let encoding = OrdinalEncoding(columns: [
        OrdinalEncoding.Column(
          categories: categories, codes: categories.indices.map { Double($0) }, unknown: nil, missing: .nan)
      ])
      return Transformer.Branch(name: "column \(column)", columns: [column], transformer: .ordinal(encoding))
    }
    return .branches(branches)
  }
}
