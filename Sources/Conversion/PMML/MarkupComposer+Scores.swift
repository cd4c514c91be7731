// Score functions as model elements and equations.

internal import ModelCore
internal import PredictiveMarkup

extension MarkupComposer {
  /// One equation a score. Functions that are no equations become segments whose outputs are the scores.
  func equations(of function: ScoreFunction, _ columns: [MarkupColumn]) throws -> [RegressionModel.Equation] {
    switch function {
    case .linear(let linear): return try equations(of: linear, columns)
    case .constant(let scores): return scores.map { RegressionModel.Equation(intercept: $0) }
    case .trees(let ensemble):
      return try models(of: ensemble, columns).map { equation(try value(ComposedAnswer($0), "score"), "score") }
    case .network(let network): return try networkOutputs(network, columns).map { equation($0, "score") }
    case .supportVectors(let machine):
      return try models(of: machine, columns).map { equation(try value(ComposedAnswer($0), "score"), "score") }
    }
  }

  func equations(of linear: LinearFunction, _ columns: [MarkupColumn]) throws -> [RegressionModel.Equation] {
    let columns = try numbers(columns, "linear model", width: linear.coefficients.columnCount)
    guard linear.intercepts.count == linear.coefficients.rowCount else {
      throw misfit("intercepts are not one a score")
    }
    let fields = columns.map { field($0, "feature") }
    return linear.intercepts.indices.map { row in
      RegressionModel.Equation(
        intercept: linear.intercepts[row],
        numeric: fields.indices.map { .init(fields[$0], coefficient: linear.coefficients[row, $0]) })
    }
  }

  /// One regression model a score.
  func models(of machine: KernelMachine, _ columns: [MarkupColumn]) throws -> [MarkupModel] {
    let columns = try numbers(columns, "support vector machine", width: machine.supportVectors.columnCount)
    let fields = columns.map { field($0, "feature") }
    return try machine.intercepts.indices.map { row in
      if (0..<machine.supportVectors.rowCount).allSatisfy({ machine.coefficients[row, $0] == 0 }) {
        // A machine without vectors is a constant.
        return ComposedAnswer.value(RegressionModel.Equation(intercept: machine.intercepts[row])).model
      }
      return MarkupModel(.regression, .supportVectors(try vectors(of: machine, fields, rows: [row], sign: 1)))
    }
  }

  /// Kernel machines with the vectors that take part in them. `sign` −1 turns scores round.
  func vectors(
    of machine: KernelMachine, _ fields: [String], rows: [Int], sign: Double
  ) throws -> SupportVectorMachineModel {
    var result = SupportVectorMachineModel()
    result.kernel = try kernel(machine.kernel)
    result.fields = fields.map { SupportVectorMachineModel.VectorField($0) }
    let used = (0..<machine.supportVectors.rowCount).filter { place in
      rows.contains { machine.coefficients[$0, place] != 0 }
    }
    result.vectors = used.map { .init("v\($0)", Array(machine.supportVectors.row($0))) }
    result.machines = rows.map { row in
      var part = SupportVectorMachineModel.Machine()
      let own = used.filter { machine.coefficients[row, $0] != 0 }
      part.vectors = own.map { "v\($0)" }
      part.coefficients = own.map { sign * machine.coefficients[row, $0] }
      part.constant = sign * machine.intercepts[row]
      return part
    }
    return result
  }

  private func kernel(_ kernel: Kernel) throws -> SupportVectorMachineModel.Kernel {
    switch kernel {
    case .linear: .linear
    case .polynomial(let degree, let gamma, let coef0): .polynomial(gamma: gamma, coef0: coef0, degree: Double(degree))
    case .rbf(let gamma): .radialBasis(gamma: gamma)
    case .sigmoid(let gamma, let coef0): .sigmoid(gamma: gamma, coef0: coef0)
    case .laplacian, .matern, .rationalQuadratic:
      throw refusal("PMML has no such kernel as \(kernel)", remedy: "convert to ONNX")
    }
  }

  // MARK: Networks

  /// The layers of a network, inputs included; outputs are left to the caller.
  func network(_ network: NeuralNetwork, _ columns: [MarkupColumn]) throws -> NeuralNetworkModel {
    guard let first = network.layers.first else { throw misfit("a network has no layers") }
    let columns = try numbers(columns, "multi-layer perceptron", width: first.weights.rowCount)
    var result = NeuralNetworkModel()
    result.activation = .identity
    result.inputs = columns.enumerated().map { place, column in
      .init("i\(place)", DerivedField("", .double, .continuous, .field(field(column, "feature"))))
    }
    var before = result.inputs.map(\.id)
    for (number, layer) in network.layers.enumerated() {
      guard layer.weights.rowCount == before.count, layer.intercepts.count == layer.weights.columnCount else {
        throw misfit("a layer takes another number of values than the one before it gives")
      }
      var part = NeuralNetworkModel.Layer()
      part.activation = activation(layer.activation)
      if layer.activation == .softmax { part.normalization = .softmax }
      part.neurons = layer.intercepts.indices.map { neuron in
        .init(
          "\(number + 1)/\(neuron)", bias: layer.intercepts[neuron],
          connections: before.indices.map { .init(from: before[$0], weight: layer.weights[$0, neuron]) })
      }
      result.layers.append(part)
      before = part.neurons.map(\.id)
    }
    return result
  }

  private func activation(_ activation: NeuralNetwork.Activation) -> NeuralNetworkModel.Activation {
    switch activation {
    case .identity, .softmax: .identity
    case .logistic: .logistic
    case .tanh: .tanh
    case .relu: .rectifier
    }
  }

  /// A network's outputs as columns: a regression segment an output.
  func networkOutputs(_ network: NeuralNetwork, _ columns: [MarkupColumn]) throws -> [MarkupColumn] {
    let layers = try self.network(network, columns)
    return try (layers.layers.last?.neurons ?? []).map { neuron in
      try value(ComposedAnswer(regression(layers, neuron: neuron.id)), "score")
    }
  }

  func regression(_ layers: NeuralNetworkModel, neuron: String) -> MarkupModel {
    var network = layers
    network.outputs = [.init(neuron, DerivedField("", .double, .continuous, .field("y")))]
    return MarkupModel(.regression, .network(network))
  }
}
