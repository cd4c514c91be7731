// Score functions: linear, networks, kernels.

internal import ModelCore

extension GraphWriting {
  func scores(_ function: ScoreFunction, _ table: GraphTable) throws -> GraphMatrix {
    switch function {
    case .linear(let linear): return try within("linear") { try scores(linear, table) }
    case .trees(let ensemble): return try within("trees") { try scores(ensemble, table) }
    case .network(let network): return try within("network") { try scores(network, table) }
    case .supportVectors(let machine): return try within("supportVectors") { try scores(machine, table) }
    case .constant(let scores):
      let rows = try numbers(of: table, for: "a constant")
      return GraphMatrix(rows.value.repeating(graph.row(scores)), width: scores.count)
    }
  }

  func scores(_ linear: LinearFunction, _ table: GraphTable) throws -> GraphMatrix {
    guard linear.intercepts.count == linear.coefficients.rowCount else {
      throw misfit("its intercepts are not one a score")
    }
    let rows = try numbers(of: table, for: "a linear model", width: linear.coefficients.columnCount)
    let product = rows.value.times(graph.constant(linear.coefficients.transposed(), "coefficients"))
    return GraphMatrix(product + graph.row(linear.intercepts, "intercepts"), width: linear.intercepts.count)
  }

  private func scores(_ network: NeuralNetwork, _ table: GraphTable) throws -> GraphMatrix {
    let first = try numbers(of: table, for: "a network", width: network.layers.first?.weights.rowCount)
    return try network.layers.reduce(first) { values, layer in
      guard layer.weights.rowCount == values.width, layer.intercepts.count == layer.weights.columnCount else {
        throw misfit("a layer takes another number of values than it is given")
      }
      let sums =
        values.value.times(graph.constant(layer.weights, "weights")) + graph.row(layer.intercepts, "intercepts")
      let activated =
        switch layer.activation {
        case .identity: sums
        case .logistic: sums.logistic()
        case .tanh: sums.tanh()
        case .relu: graph.where(sums < 0, graph.scalar(0), sums)
        case .softmax: sums.softmax()
        }
      return GraphMatrix(activated, width: layer.intercepts.count)
    }
  }

  func scores(_ machine: KernelMachine, _ table: GraphTable) throws -> GraphMatrix {
    guard machine.coefficients.columnCount == machine.supportVectors.rowCount,
      machine.coefficients.rowCount == machine.intercepts.count
    else { throw misfit("its coefficients are for another number of vectors or scores") }
    let rows = try numbers(of: table, for: "a support vector machine", width: machine.supportVectors.columnCount)
    func product() -> Value { rows.value.times(graph.constant(machine.supportVectors.transposed(), "vectors")) }
    let kernel: Value
    switch machine.kernel {
    case .linear: kernel = product()
    case .polynomial(let degree, let gamma, let coef0): kernel = (gamma * product() + coef0).wholePower(degree)
    case .rbf(let gamma): kernel = ((-gamma) * pairSums(rows, machine.supportVectors) { ($0 - $1).squared() }).exp()
    case .sigmoid(let gamma, let coef0): kernel = (gamma * product() + coef0).tanh()
    case .laplacian(let gamma):
      kernel = ((-gamma) * pairSums(rows, machine.supportVectors) { ($0 - $1).absolute() }).exp()
    case .matern(let smoothness):
      kernel = matern(pairSums(rows, machine.supportVectors) { ($0 - $1).squared() }.sqrt(), smoothness)
    case .rationalQuadratic(let alpha, let scale):
      kernel = (1 + pairSums(rows, machine.supportVectors) { ($0 - $1).squared() } / scale).power(-alpha)
    }
    let sums = kernel.times(graph.constant(machine.coefficients.transposed(), "coefficients"))
    return GraphMatrix(sums + graph.row(machine.intercepts, "intercepts"), width: machine.intercepts.count)
  }

  private func matern(_ distance: Value, _ smoothness: Kernel.Smoothness) -> Value {
    switch smoothness {
    case .exponential: return (-distance).exp()
    case .once:
      let scaled = distance * 3.0.squareRoot()
      return (1 + scaled) * (-scaled).exp()
    case .twice:
      let scaled = distance * 5.0.squareRoot()
      return (1 + scaled + scaled.squared() / 3) * (-scaled).exp()
    }
  }

  /// n × m: for each row and each point a sum over columns, added in their order. A difference that cancels is computed as
  /// a difference, so that equal points are at distance 0 exactly.
  func pairSums(_ rows: GraphMatrix, _ points: Matrix, term: (Value, Value) -> Value) -> Value {
    pairFold(rows, points, term: term) { $0 + $1 }
  }

  func pairFold(
    _ rows: GraphMatrix, _ points: Matrix, term: (Value, Value) -> Value, join: (Value, Value) -> Value
  ) -> Value {
    let zeros = rows.value.filled(with: 0, columns: points.rowCount)
    return graph.scan(zeros, rank: 2, over: [(rows.value, 1), (graph.constant(points, "points"), 1)]) { sum, slices in
      join(sum, term(slices[0].unsqueezed([1]), slices[1].unsqueezed([0])))
    }
  }
}
