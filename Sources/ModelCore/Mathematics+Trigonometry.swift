// Functions of real numbers that documents call by name.

internal import CMath

extension Mathematics {
  package static func tan(_ x: Double) -> Double { cmath_tan(x) }
  package static func acos(_ x: Double) -> Double { cmath_acos(x) }
  package static func atan(_ x: Double) -> Double { cmath_atan(x) }
  package static func atan2(_ y: Double, _ x: Double) -> Double { cmath_atan2(y, x) }
  package static func sinh(_ x: Double) -> Double { cmath_sinh(x) }
  package static func cosh(_ x: Double) -> Double { cmath_cosh(x) }

  /// √(x² + y²), without overflow on the way.
  package static func hypotenuse(_ x: Double, _ y: Double) -> Double {
    let (large, small) = abs(x) >= abs(y) ? (abs(x), abs(y)) : (abs(y), abs(x))
    guard large > 0, large.isFinite else { return large }
    let ratio = small / large
    return large * (1 + ratio * ratio).squareRoot()
  }
}
