// What a model of CatBoost's holds, whichever of its formats it was in.

internal import ModelCore

/// Trees over numbers, and what the file notes beside them.
struct CatBoostModel {
  /// A column of numbers, in the order in which borders are counted.
  struct Column {
    /// Its place among all columns.
    var place: Int
    var name: String
    /// Each test is whether a number is above one of these.
    var borders: [Float]
    var missing: Missing
  }
  /// What a missing number is taken for. Tests are `x > border`: below all of them, and above all of them.
  enum Missing: Int8 { case asIs, below, above }

  var columns: [Column] = []
  /// All columns of the table, also those that no test looks at.
  var columnCount = 0
  /// A column that is no number, by what it is.
  var foreign: String?
  var trees: [DecisionTree] = []
  var outputCount = 1
  var scale = 1.0
  var bias: [Double] = []
  /// Notes in JSON, or as plain text.
  var notes: [String: DocumentValue] = [:]
  var versionText: String?

  /// The loss by its name: `Logloss`, `MultiClass`, `RMSE`.
  var loss: String? { notes["params"]?["loss_function"]?["type"]?.text }

  /// The release, where the text that says how it was built names one.
  var version: String? {
    guard let text = versionText, let place = text.firstRange(of: "tags/v") else { return nil }
    let release = text[place.upperBound...].prefix { $0.isNumber || $0 == "." }
    return release.isEmpty ? nil : String(release)
  }

  /// Notes that say something about answers.
  static func isRead(_ key: String) -> Bool {
    ["params", "class_params", "multiclass_params", "binclass_probability_threshold"].contains(key)
  }

  // MARK: Columns

  /// More columns than this are only in files that are as large: a table has a name for each.
  private static let mostColumns = 1 << 16

  /// Takes a column in.
  ///
  /// - Parameters:
  ///   - fileSize: bytes of the file it stands in.
  ///   - room: bytes of names and borders that may still come; several tables of a file may point at the same ones.
  mutating func add(_ column: Column, fileSize: Int, room: inout Int) throws(FormatError) {
    guard column.place >= 0, column.place < max(Self.mostColumns, fileSize) else {
      throw FormatError(.malformed, FlatTable.format, "A column stands at \(column.place).")
    }
    room -= column.name.utf8.count + 4 * column.borders.count
    guard room >= 0 else {
      throw FormatError(.malformed, FlatTable.format, "Its columns hold more than the file does.")
    }
    columns.append(column)
    columnCount = max(columnCount, column.place + 1)
  }

  // MARK: Trees

  /// Nodes of a tree are 32 bytes, and more than these no file makes worth while.
  private static let deepest = 16

  /// A tree that asks the same question at all nodes of a depth; its leaf's number has a bit a question, the first lowest.
  ///
  /// - Parameter values: `outputCount` numbers a leaf.
  func symmetric(
    _ tests: [(column: Column, border: Float)], values: ArraySlice<Double>
  ) throws(FormatError)
    -> DecisionTree
  {
    guard tests.count <= Self.deepest, values.count == outputCount << tests.count else {
      throw FormatError(
        .malformed, FlatTable.format, "A tree of depth \(tests.count) has \(values.count / outputCount) leaves.")
    }
    var nodes = ContiguousArray<DecisionTree.Node>()
    nodes.reserveCapacity((2 << tests.count) - 1)
    for (depth, test) in tests.enumerated() {
      let below = (2 << depth) - 1
      for path in 0..<(1 << depth) {
        nodes.append(node(test.column, test.border, low: below + path, high: below + path + (1 << depth)))
      }
    }
    for leaf in 0..<(1 << tests.count) { nodes.append(DecisionTree.Node(test: .leaf, index: Int32(leaf))) }
    return DecisionTree(nodes: nodes, values: ContiguousArray(values), leafWidth: outputCount)
  }

  /// - Parameters:
  ///   - low: the row behind it for numbers that are not above the border.
  ///   - high: the row for those that are.
  func node(_ column: Column, _ border: Float, low: Int, high: Int) -> DecisionTree.Node {
    DecisionTree.Node(
      test: .lessOrEqual, missing: column.missing == .above ? .goesNo : .goesYes, feature: Int32(column.place),
      threshold: Double(border), yes: Int32(low), no: Int32(high))
  }
}
