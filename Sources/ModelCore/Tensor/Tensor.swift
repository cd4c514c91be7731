// Numbers or strings with a shape.

/// A constant of a graph.
package struct Tensor: Equatable, Sendable {
  /// Elements row after row.
  ///
  /// The types that models are computed in have arrays of their own; every other type is kept as the bytes it has in a
  /// file.
  package enum Contents: Equatable, Sendable {
    case doubles(ContiguousArray<Double>)
    case floats(ContiguousArray<Float>)
    case integers(ContiguousArray<Int64>)
    case strings([String])
    /// Little-endian, narrow elements packed from the lowest bits on.
    case bytes(ContiguousArray<UInt8>)
    /// In another file, told by properties (`location`, `offset`, `length`).
    case external([Property])
  }
  package var type: ElementType
  package var shape: [Int]
  package var contents: Contents

  package init(type: ElementType, shape: [Int], contents: Contents) {
    self.type = type
    self.shape = shape
    self.contents = contents
  }

  @inlinable package init(_ values: some Sequence<Double>, shape: [Int]) {
    self.init(type: .double, shape: shape, contents: .doubles(ContiguousArray(values)))
  }
  @inlinable package init(_ values: some Sequence<Float>, shape: [Int]) {
    self.init(type: .float, shape: shape, contents: .floats(ContiguousArray(values)))
  }
  @inlinable package init(_ values: some Sequence<Int64>, shape: [Int]) {
    self.init(type: .int64, shape: shape, contents: .integers(ContiguousArray(values)))
  }
  package init(_ values: [String], shape: [Int]) {
    self.init(type: .string, shape: shape, contents: .strings(values))
  }
  package init(_ values: [Bool], shape: [Int]) {
    self.init(type: .bool, shape: shape, contents: .bytes(ContiguousArray(values.map { $0 ? 1 : 0 })))
  }
  package init(_ matrix: Matrix) {
    self.init(type: .double, shape: [matrix.rowCount, matrix.columnCount], contents: .doubles(matrix.values))
  }

  /// The product of the shape; nil where it overflows or a dimension is negative.
  package var elementCount: Int? {
    var count = 1
    for dimension in shape {
      guard dimension >= 0 else { return nil }
      let (product, overflow) = count.multipliedReportingOverflow(by: dimension)
      guard !overflow else { return nil }
      count = product
    }
    return count
  }
}

/// A key and its value, in the order of the file.
package struct Property: Hashable, Sendable {
  package var key: String
  package var value: String
  package init(_ key: String, _ value: String) {
    self.key = key
    self.value = value
  }
}
