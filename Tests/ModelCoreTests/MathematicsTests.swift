// Functions of real numbers, at their ends.

import Testing

@testable import ModelCore

@Suite("Mathematics of models")
struct MathematicsTests {
  @Test("the logistic function stays in its bounds, and is symmetric")
  func logistic() {
    #expect(Mathematics.logistic(0) == 0.5)
    #expect(Mathematics.logistic(1000) == 1)
    #expect(Mathematics.logistic(-1000) == 0)
    for x in [-700.0, -3, -0.1, 0.2, 40] {
      #expect(abs(Mathematics.logistic(x) + Mathematics.logistic(-x) - 1) < 1e-15)
    }
  }

  @Test("sums of exponentials do not overflow")
  func sums() {
    #expect(Mathematics.logSumExp([1000, 1000]) == 1000 + Mathematics.log(2))
    #expect(Mathematics.logSumExp([Double]()) == -.infinity)
    #expect(Mathematics.softmax([1000, 1000]) == [0.5, 0.5])
  }
}
