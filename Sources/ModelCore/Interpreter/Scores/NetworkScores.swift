// Multi-layer perceptrons.

struct NetworkScores: PreparedScores {
  private struct Layer: Sendable {
    var linear: LinearScores
    var activation: NeuralNetwork.Activation
  }
  private let layers: [Layer]
  let width: Int?
  let name = "multi-layer perceptron"

  init(_ network: NeuralNetwork) throws {
    for (layer, next) in zip(network.layers, network.layers.dropFirst())
    where layer.weights.columnCount != next.weights.rowCount {
      throw Refusal.misfit(name, "a layer takes another number of values than the one before it gives")
    }
    width = network.layers.first?.weights.rowCount
    layers = try network.layers.map { [name] layer in
      let transposed = Matrix(columns: (0..<layer.weights.rowCount).map { Array(layer.weights.row($0)) })
      let function = LinearFunction(coefficients: transposed, intercepts: layer.intercepts)
      return Layer(linear: try LinearScores(function, name: name), activation: layer.activation)
    }
  }

  func scores(_ rows: Matrix) -> Matrix {
    layers.reduce(rows) { values, layer in
      let sums = layer.linear.scores(values)
      return sums.mapRows(width: sums.columnCount) { Self.activate($0, layer.activation, into: $1) }
    }
  }

  private static func activate(
    _ sums: UnsafeBufferPointer<Double>, _ activation: NeuralNetwork.Activation,
    into out: UnsafeMutableBufferPointer<Double>
  ) {
    switch activation {
    case .identity: for place in sums.indices { out[place] = sums[place] }
    case .logistic: for place in sums.indices { out[place] = Mathematics.logistic(sums[place]) }
    case .tanh: for place in sums.indices { out[place] = Mathematics.tanh(sums[place]) }
    case .relu: for place in sums.indices { out[place] = sums[place] < 0 ? 0 : sums[place] }
    case .softmax: for (place, share) in Mathematics.softmax(sums).enumerated() { out[place] = share }
    }
  }
}
