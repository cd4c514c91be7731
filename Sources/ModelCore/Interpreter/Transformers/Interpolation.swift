// Linear pieces between points, as NumPy's `interp` goes along them.

enum Interpolation {
  /// How many of the ascending numbers are not above `value`; all for NaN.
  static func countNotAbove(_ value: Double, in numbers: ArraySlice<Double>) -> Int {
    var low = numbers.startIndex
    var high = numbers.endIndex
    while low < high {
      let middle = low + (high - low) / 2
      if numbers[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low - numbers.startIndex
  }

  /// The value at `x` of the line through the points; constant outside their ends. `xs` ascend, at least one.
  static func value(at x: Double, _ xs: [Double], _ ys: [Double]) -> Double {
    if x.isNaN { return x }
    let left = countNotAbove(x, in: xs[...]) - 1
    if left < 0 { return ys[0] }
    if left >= xs.count - 1 { return ys[xs.count - 1] }
    if xs[left] == x { return ys[left] }
    let slope = (ys[left + 1] - ys[left]) / (xs[left + 1] - xs[left])
    let value = slope * (x - xs[left]) + ys[left]
    if !value.isNaN { return value }
    return ys[left] == ys[left + 1] ? ys[left] : slope * (x - xs[left + 1]) + ys[left + 1]
  }
}

/// A monotone curve of linear pieces: isotonic regression.
struct IsotonicCurve: Sendable {
  private let thresholds: [Double]
  private let values: [Double]
  private let clips: Bool

  init(thresholds: [Double], values: [Double], clips: Bool) throws {
    guard !thresholds.isEmpty, thresholds.count == values.count else {
      throw Refusal.misfit("IsotonicRegression", "\(thresholds.count) thresholds and \(values.count) values")
    }
    self.thresholds = thresholds
    self.values = values
    self.clips = clips
  }

  func value(at x: Double) -> Double {
    if thresholds.count == 1 { return values[0] }
    if !clips && (x < thresholds[0] || x > thresholds[thresholds.count - 1]) { return .nan }
    return Interpolation.value(at: x, thresholds, values)
  }
}
