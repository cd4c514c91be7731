// Steps that look at one number or one row at a time: arithmetic, norms, functions.

/// Arithmetic column by column, in order, each operation rounded on its own.
struct ArithmeticStep: PreparedTransformer {
  private let operations: [ColumnArithmetic]
  private let width: Int

  init(_ operations: [ColumnArithmetic]) throws {
    let widths = Set(operations.flatMap(\.operandCounts))
    guard let width = widths.first, widths.count == 1 else {
      throw Refusal.misfit("scaler", "its operands are for \(widths.sorted()) columns")
    }
    self.operations = operations
    self.width = width
  }

  func transform(_ table: Table) throws -> Table {
    var matrix = try table.numbers(for: "scaler", width: width)
    for operation in operations { Self.apply(operation, to: &matrix) }
    return .matrix(matrix)
  }

  private static func apply(_ operation: ColumnArithmetic, to matrix: inout Matrix) {
    switch operation {
    case .subtract(let operands): each(&matrix) { $0 - operands[$1] }
    case .divide(let operands): each(&matrix) { $0 / operands[$1] }
    case .multiply(let operands): each(&matrix) { $0 * operands[$1] }
    case .add(let operands): each(&matrix) { $0 + operands[$1] }
    case .clip(let lower, let upper):
      each(&matrix) { $0.isNaN ? $0 : min(max($0, lower[$1]), upper[$1]) }
    }
  }

  private static func each(_ matrix: inout Matrix, _ body: (Double, Int) -> Double) {
    let width = matrix.columnCount
    var column = 0
    for index in matrix.values.indices {
      matrix.values[index] = body(matrix.values[index], column)
      column += 1
      if column == width { column = 0 }
    }
  }
}

extension ColumnArithmetic {
  fileprivate var operandCounts: [Int] {
    switch self {
    case .subtract(let operands), .divide(let operands), .multiply(let operands), .add(let operands): [operands.count]
    case .clip(let lower, let upper): [lower.count, upper.count]
    }
  }
}

/// Each row divided by its norm; a row whose norm is 0 stays.
struct NormalizeStep: PreparedTransformer {
  let norm: Transformer.RowNorm

  func transform(_ table: Table) throws -> Table {
    let matrix = try table.numbers(for: "Normalizer")
    return .matrix(
      matrix.mapRows(width: matrix.columnCount) { cells, out in
        let size = norm.size(cells)
        let divisor = size == 0 ? 1 : size
        for (place, cell) in cells.enumerated() { out[place] = cell / divisor }
      })
  }
}

extension Transformer.RowNorm {
  /// As NumPy has it: NaN beside anything is NaN.
  private static func greatest(_ left: Double, _ right: Double) -> Double {
    left.isNaN || right.isNaN ? .nan : Swift.max(left, right)
  }

  func size(_ cells: some Collection<Double>) -> Double {
    switch self {
    case .l1: cells.reduce(0) { $0 + abs($1) }
    case .l2: cells.reduce(0) { $0 + $1 * $1 }.squareRoot()
    case .max: cells.reduce(0) { Self.greatest($0, abs($1)) }
    case .greatest: cells.dropFirst().reduce(cells.first ?? 0, Self.greatest)
    }
  }
}

/// The same function on every number.
struct ElementStep: PreparedTransformer {
  let name: String
  let function: @Sendable (Double) -> Double

  init(name: String, function: @escaping @Sendable (Double) -> Double) {
    self.name = name
    self.function = function
  }

  func transform(_ table: Table) throws -> Table {
    var matrix = try table.numbers(for: name)
    for index in matrix.values.indices { matrix.values[index] = function(matrix.values[index]) }
    return .matrix(matrix)
  }
}

extension Transformer.ElementFunction {
  var body: @Sendable (Double) -> Double {
    switch self {
    case .identity: { $0 }
    case .log: { Mathematics.log($0) }
    case .log1p: { Mathematics.log1p($0) }
    case .log2: { Mathematics.log2($0) }
    case .log10: { Mathematics.log10($0) }
    case .exp: { Mathematics.exp($0) }
    case .expm1: { Mathematics.expm1($0) }
    case .sqrt: { $0.squareRoot() }
    case .square: { $0 * $0 }
    case .absolute: { abs($0) }
    case .negative: { -$0 }
    case .reciprocal: { 1 / $0 }
    case .sin: { Mathematics.sin($0) }
    case .cos: { Mathematics.cos($0) }
    case .tanh: { Mathematics.tanh($0) }
    }
  }
}
