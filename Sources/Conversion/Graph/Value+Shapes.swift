// Sums along axes, and values cut and put together anew.

internal import ModelCore

// MARK: Along an axis

extension Value {
  package func sum(axis: Int = 1, keepsAxis: Bool = true) -> Value {
    reduced("ReduceSum", axis, keepsAxis, takesInputFrom: 13)
  }
  package func mean(axis: Int = 1, keepsAxis: Bool = true) -> Value {
    reduced("ReduceMean", axis, keepsAxis, takesInputFrom: 18)
  }
  package func maximum(axis: Int = 1, keepsAxis: Bool = true) -> Value {
    reduced("ReduceMax", axis, keepsAxis, takesInputFrom: 18)
  }
  package func minimum(axis: Int = 1, keepsAxis: Bool = true) -> Value {
    reduced("ReduceMin", axis, keepsAxis, takesInputFrom: 18)
  }

  private func reduced(_ operation: String, _ axis: Int, _ keepsAxis: Bool, takesInputFrom opset: Int) -> Value {
    let keeps = Attribute("keepdims", .integer(keepsAxis ? 1 : 0))
    if builder.target.opset >= opset {
      return builder.apply(operation, [self, builder.integers([axis])], [keeps], type: type)
    }
    return unary(operation, [Attribute("axes", .integers([Int64(axis)])), keeps])
  }

  /// The place of the greatest, the first of equals.
  package func argMax(axis: Int = 1, keepsAxis: Bool = false) -> Value { arg("ArgMax", axis, keepsAxis) }
  package func argMin(axis: Int = 1, keepsAxis: Bool = false) -> Value { arg("ArgMin", axis, keepsAxis) }
  private func arg(_ operation: String, _ axis: Int, _ keepsAxis: Bool) -> Value {
    builder.apply(
      operation, [self],
      [Attribute("axis", .integer(Int64(axis))), Attribute("keepdims", .integer(keepsAxis ? 1 : 0))], type: .int64)
  }

  /// The place of the greatest, the first of equals; NaN counts as the greatest, as in NumPy, which ArgMax leaves open.
  package func choice() -> Value {
    // The greatest finite number stands for infinity, so that a NaN behind an infinity still wins.
    let greatest = scalar(.greatestFiniteMagnitude)
    let bounded = builder.where(self > greatest, greatest, self)
    return builder.where(isNaN(), scalar(.infinity), bounded).argMax()
  }

  /// The k greatest (or smallest) of each row with their places; among equals those that stand first.
  package func top(_ k: Int, isLargest: Bool = true) -> (values: Value, places: Value) {
    let axis = Attribute("axis", .integer(1))
    let results: [Value]
    switch builder.target.opset {
    case ..<10:
      let turned = isLargest ? self : -self
      results = builder.apply("TopK", [turned], [axis, Attribute("k", .integer(Int64(k)))], types: [type, .int64])
      return (isLargest ? results[0] : -results[0], results[1])
    case 10:
      let turned = isLargest ? self : -self
      results = builder.apply("TopK", [turned, builder.integers([k])], [axis], types: [type, .int64])
      return (isLargest ? results[0] : -results[0], results[1])
    default:
      results = builder.apply(
        "TopK", [self, builder.integers([k])], [axis, Attribute("largest", .integer(isLargest ? 1 : 0))],
        types: [type, .int64])
      return (results[0], results[1])
    }
  }

  /// The k columns of each row in ascending order.
  func ascending(_ k: Int) -> Value { top(k, isLargest: false).values }

  /// e^x / Σ e^x along axis 1, the greatest taken out first.
  package func softmax() -> Value {
    let powers = (self - maximum()).exp()
    return powers / powers.sum()
  }
  /// ln Σ e^x along axis 1.
  package func logSumExp() -> Value {
    let greatest = maximum()
    return greatest + (self - greatest).exp().sum().log()
  }
  /// The sum along axis 1 in order, one addition after the other: n × count × … → n × …, whose number of
  /// dimensions is `rank`.
  package func orderedSum(count: Int, rank: Int = 1) -> Value {
    if count == 1 { return squeezed([1]) }
    if builder.target.opset >= 11 { return runningSum().taking(count - 1, axis: 1) }
    // Begun with the first, not with what its difference from itself is: that of an infinity is no number.
    let others = gathered(builder.integers(Array(1..<count)), axis: 1)
    return builder.scan(taking(0, axis: 1), rank: rank, over: [(others, 1)]) { $0 + $1[0] }
  }
  /// The sums up to each place along axis 1. From opset 11 on.
  package func runningSum() -> Value { builder.apply("CumSum", [self, builder.integer(1)], type: type) }
}

// MARK: Cut and joined

extension Value {
  package func reshaped(_ shape: [Int]) -> Value {
    builder.apply("Reshape", [self, builder.integers(shape)], type: type)
  }
  package func transposed(_ order: [Int] = [1, 0]) -> Value {
    unary("Transpose", [Attribute("perm", .integers(order.map(Int64.init)))])
  }
  package func unsqueezed(_ axes: [Int]) -> Value { alongAxes("Unsqueeze", axes) }
  package func squeezed(_ axes: [Int]) -> Value { alongAxes("Squeeze", axes) }
  private func alongAxes(_ operation: String, _ axes: [Int]) -> Value {
    if builder.target.opset >= 13 {
      return builder.apply(operation, [self, builder.integers(axes)], type: type)
    }
    return unary(operation, [Attribute("axes", .integers(axes.map(Int64.init)))])
  }

  /// The slices at those places along an axis, the axis kept.
  package func gathered(_ places: Value, axis: Int) -> Value {
    builder.apply("Gather", [self, places], [Attribute("axis", .integer(Int64(axis)))], type: type)
  }
  /// One slice, without its axis.
  package func taking(_ place: Int, axis: Int) -> Value { gathered(builder.integer(place), axis: axis) }
  /// Columns of a table in that order.
  package func columns(_ places: [Int]) -> Value { gathered(builder.integers(places), axis: 1) }
  package func column(_ place: Int) -> Value { columns([place]) }

  /// As many rows as this has, each filled with one number: n × columns.
  package func filled(with number: Double, columns: Int = 1) -> Value {
    repeating(builder.constant(Tensor(Array(repeating: number, count: columns), shape: [1, columns])))
  }
  /// A constant of one row, once for each row of this value.
  package func repeating(_ row: Value) -> Value {
    let shape = builder.apply("Shape", [self], type: .int64)
    let rows = shape.gathered(builder.integers([0]), axis: 0)
    let target = builder.concatenate([rows, builder.integers([1])], axis: 0)
    return builder.apply("Expand", [row, target], type: row.type)
  }
}
