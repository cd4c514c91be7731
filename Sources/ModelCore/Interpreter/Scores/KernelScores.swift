// Sums of kernels with support vectors.

struct KernelScores: PreparedScores {
  private let machine: KernelMachine
  let name = "support vector machine"

  init(_ machine: KernelMachine) throws {
    guard machine.coefficients.columnCount == machine.supportVectors.rowCount,
      machine.coefficients.rowCount == machine.intercepts.count
    else { throw Refusal.misfit(name, "its coefficients are for another number of vectors or scores") }
    self.machine = machine
  }

  var width: Int? { machine.supportVectors.columnCount }

  func scores(_ rows: Matrix) -> Matrix {
    let vectors = machine.supportVectors
    let count = vectors.rowCount
    return vectors.values.withUnsafeBufferPointer { points in
      machine.coefficients.values.withUnsafeBufferPointer { coefficients in
        var kernels = [Double](repeating: 0, count: count)
        return rows.mapRows(width: machine.intercepts.count) { cells, out in
          for place in 0..<count {
            let start = place * cells.count
            kernels[place] = value(cells, UnsafeBufferPointer(rebasing: points[start..<(start + cells.count)]))
          }
          for output in out.indices {
            var sum = 0.0
            for place in 0..<count { sum += coefficients[output * count + place] * kernels[place] }
            out[output] = sum + machine.intercepts[output]
          }
        }
      }
    }
  }

  private func value(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
    switch machine.kernel {
    case .linear: return Self.product(a, b)
    case .polynomial(let degree, let gamma, let coef0):
      return Self.power(gamma * Self.product(a, b) + coef0, degree)
    case .rbf(let gamma): return Mathematics.exp(-gamma * Self.squaredDistance(a, b))
    case .sigmoid(let gamma, let coef0): return Mathematics.tanh(gamma * Self.product(a, b) + coef0)
    case .laplacian(let gamma):
      var sum = 0.0
      for place in a.indices { sum += abs(a[place] - b[place]) }
      return Mathematics.exp(-gamma * sum)
    case .matern(let smoothness): return Self.matern(Self.squaredDistance(a, b).squareRoot(), smoothness)
    case .rationalQuadratic(let alpha, let scale):
      return Mathematics.pow(1 + Self.squaredDistance(a, b) / scale, -alpha)
    }
  }

  private static func matern(_ distance: Double, _ smoothness: Kernel.Smoothness) -> Double {
    switch smoothness {
    case .exponential: return Mathematics.exp(-distance)
    case .once:
      let scaled = distance * 3.0.squareRoot()
      return (1 + scaled) * Mathematics.exp(-scaled)
    case .twice:
      let scaled = distance * 5.0.squareRoot()
      return (1 + scaled + scaled * scaled / 3) * Mathematics.exp(-scaled)
    }
  }

  private static func squaredDistance(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
    var sum = 0.0
    for place in a.indices {
      let difference = a[place] - b[place]
      sum += difference * difference
    }
    return sum
  }

  private static func product(_ a: UnsafeBufferPointer<Double>, _ b: UnsafeBufferPointer<Double>) -> Double {
    var sum = 0.0
    for place in a.indices { sum += a[place] * b[place] }
    return sum
  }

  /// By squaring, as libsvm does; a degree below 1 gives 1.
  private static func power(_ base: Double, _ degree: Int) -> Double {
    var result = 1.0
    var square = base
    var left = max(degree, 0)
    while left > 0 {
      if left % 2 == 1 { result *= square }
      square *= square
      left /= 2
    }
    return result
  }
}
