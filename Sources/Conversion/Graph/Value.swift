// Arithmetic and comparisons on values of a graph.

package import ModelCore

/// The result of a node, a constant or an input. Operations on it append to its graph.
package struct Value {
  package let builder: GraphBuilder
  package let name: String
  package let type: ElementType

  func unary(_ operation: String, _ attributes: [Attribute] = []) -> Value {
    builder.apply(operation, [self], attributes, type: type)
  }
  /// A constant of this value's type.
  func scalar(_ number: Double) -> Value { builder.scalar(number, as: type) }
  func binary(_ operation: String, _ other: Value, type: ElementType? = nil) -> Value {
    builder.apply(operation, [self, other], type: type ?? self.type)
  }
}

// MARK: Arithmetic

extension Value {
  package static func + (left: Value, right: Value) -> Value { left.binary("Add", right) }
  package static func - (left: Value, right: Value) -> Value { left.binary("Sub", right) }
  package static func * (left: Value, right: Value) -> Value { left.binary("Mul", right) }
  package static func / (left: Value, right: Value) -> Value { left.binary("Div", right) }
  package static prefix func - (value: Value) -> Value { value.unary("Neg") }

  package static func + (left: Value, right: Double) -> Value { left + left.scalar(right) }
  package static func - (left: Value, right: Double) -> Value { left - left.scalar(right) }
  package static func * (left: Value, right: Double) -> Value { left * left.scalar(right) }
  package static func / (left: Value, right: Double) -> Value { left / left.scalar(right) }
  package static func + (left: Double, right: Value) -> Value { right.scalar(left) + right }
  package static func - (left: Double, right: Value) -> Value { right.scalar(left) - right }
  package static func * (left: Double, right: Value) -> Value { right.scalar(left) * right }
  package static func / (left: Double, right: Value) -> Value { right.scalar(left) / right }

  package func exp() -> Value { unary("Exp") }
  package func log() -> Value { unary("Log") }
  package func sqrt() -> Value { unary("Sqrt") }
  package func tanh() -> Value { unary("Tanh") }
  package func sin() -> Value { unary("Sin") }
  package func cos() -> Value { unary("Cos") }
  package func absolute() -> Value { unary("Abs") }
  package func floor() -> Value { unary("Floor") }
  package func ceiling() -> Value { unary("Ceil") }
  package func sign() -> Value { unary("Sign") }
  package func reciprocal() -> Value { unary("Reciprocal") }
  package func relu() -> Value { unary("Relu") }
  package func power(_ exponent: Value) -> Value { binary("Pow", exponent) }
  package func power(_ exponent: Double) -> Value { power(scalar(exponent)) }
  package func squared() -> Value { self * self }
  /// What is left of a division cut to a whole number, with the sign of the dividend. Exact from opset 10 on.
  package func remainder(dividingBy divisor: Double) -> Value {
    if builder.target.opset >= 10 {
      return builder.apply("Mod", [self, scalar(divisor)], [Attribute("fmod", .integer(1))], type: type)
    }
    return self - (self / divisor).truncated() * divisor
  }
  /// Toward zero.
  package func truncated() -> Value { builder.where(self < 0, ceiling(), floor()) }

  /// 1 / (1 + e^(−x)) in whatever precision exponentials have; x far below 0 gives 0 exactly.
  package func logistic() -> Value {
    let power = (-absolute()).exp()
    let whole = 1 + power
    return builder.where(self < 0, power / whole, 1 / whole)
  }
  /// Held between two numbers; NaN stays NaN.
  package func clipped(_ lower: Value, _ upper: Value) -> Value {
    let raised = builder.where(self < lower, lower, self)
    return builder.where(raised > upper, upper, raised)
  }
  package func clipped(_ lower: Double, _ upper: Double) -> Value { clipped(scalar(lower), scalar(upper)) }

  package func cast(to other: ElementType) -> Value {
    if other == type { return self }
    return builder.apply("Cast", [self], [Attribute("to", .integer(Int64(other.rawValue)))], type: other)
  }
  /// Rounded to single precision, and a double again.
  package func roundedToSingle() -> Value { cast(to: .float).cast(to: .double) }

  /// The product of matrices.
  package func times(_ other: Value) -> Value { binary("MatMul", other) }
}

// MARK: Comparisons

extension Value {
  package static func < (left: Value, right: Value) -> Value { left.binary("Less", right, type: .bool) }
  package static func > (left: Value, right: Value) -> Value { left.binary("Greater", right, type: .bool) }
  package static func < (left: Value, right: Double) -> Value { left < left.scalar(right) }
  package static func > (left: Value, right: Double) -> Value { left > left.scalar(right) }
  package static func <= (left: Value, right: Value) -> Value {
    if left.builder.target.opset >= 12 { return left.binary("LessOrEqual", right, type: .bool) }
    return !left.isUnordered(right, or: left > right)
  }
  package static func >= (left: Value, right: Value) -> Value {
    if left.builder.target.opset >= 12 { return left.binary("GreaterOrEqual", right, type: .bool) }
    return !left.isUnordered(right, or: left < right)
  }
  package static func <= (left: Value, right: Double) -> Value { left <= left.scalar(right) }
  package static func >= (left: Value, right: Double) -> Value { left >= left.scalar(right) }
  package static func && (left: Value, right: Value) -> Value { left.binary("And", right) }
  package static func || (left: Value, right: Value) -> Value { left.binary("Or", right) }
  package static prefix func ! (value: Value) -> Value { value.unary("Not") }

  /// Equality of numbers, booleans, and from opset 19 on of strings.
  package func isEqual(to other: Value) -> Value {
    let isFloating = type == .double || type == .float
    if !isFloating || builder.target.opset >= 11 { return binary("Equal", other, type: .bool) }
    return !isUnordered(other, or: (self < other) || (self > other))
  }
  package func isEqual(to other: Double) -> Value { isEqual(to: scalar(other)) }
  package func isNaN() -> Value { builder.apply("IsNaN", [self], type: .bool) }
  /// A test holds, or either is NaN, which integers are not. Each is asked for itself: infinities of two signs make NaN
  /// when added.
  private func isUnordered(_ other: Value, or test: Value) -> Value {
    type == .double || type == .float ? test || isNaN() || other.isNaN() : test
  }
}
