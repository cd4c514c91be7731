// Neurons layer by layer.

internal import ModelCore

extension PreparedModel {
  func score(_ network: NeuralNetworkModel, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    var outputs: [String: Double] = [:]
    for input in network.inputs {
      let value = try input.field.expression.evaluate(in: scope)
      guard let number = value.number else {
        if value.isMissing { return ModelAnswer() }
        throw ScoringError(.invalidValue, "the neuron \(input.id) takes numbers, and is given \(value.text)")
      }
      outputs[input.id] = model.precision.rounded(number)
    }
    for layer in network.layers {
      for (id, number) in try fire(layer, of: network, outputs) { outputs[id] = number }
    }
    return try read(network, outputs)
  }

  private func fire(
    _ layer: NeuralNetworkModel.Layer, of network: NeuralNetworkModel, _ outputs: [String: Double]
  ) throws(ScoringError) -> [(String, Double)] {
    let precision = model.precision
    let activation = layer.activation ?? network.activation
    var results: [(String, Double)] = []
    for neuron in layer.neurons {
      var sum = 0.0
      for connection in neuron.connections {
        guard let input = outputs[connection.from] else {
          throw ScoringError(
            .brokenDocument, "the neuron \(neuron.id) is fed by \(connection.from), which is none before it")
        }
        let weight = precision.rounded(connection.weight)
        let part = activation == .radialBasis ? (weight - input) * (weight - input) : weight * input
        sum = precision.rounded(sum + precision.rounded(part))
      }
      if activation != .radialBasis, let bias = neuron.bias { sum = precision.rounded(sum + precision.rounded(bias)) }
      if activation == .radialBasis {
        let width = neuron.width ?? layer.width ?? network.width ?? 1
        let altitude = neuron.altitude ?? layer.altitude ?? network.altitude
        let exponent = Double(neuron.connections.count) * Mathematics.log(altitude) - sum / (2 * width * width)
        results.append((neuron.id, precision.rounded(Mathematics.exp(exponent))))
      } else {
        let threshold = layer.threshold ?? network.threshold
        let leakage = layer.leakage ?? network.leakage ?? 0
        results.append((neuron.id, precision.rounded(Self.activate(activation, sum, threshold, leakage))))
      }
    }
    let numbers = results.map(\.1)
    let normalized: [Double]
    switch layer.normalization ?? network.normalization {
    case .none: return results
    case .softmax: normalized = softmax(numbers)
    case .simplemax:
      let sum = numbers.reduce(0, +)
      normalized = numbers.map { $0 / sum }
    }
    return zip(results, normalized).map { ($0.0, $1) }
  }

  private static func activate(
    _ activation: NeuralNetworkModel.Activation, _ x: Double, _ threshold: Double, _ leakage: Double
  ) -> Double {
    switch activation {
    case .threshold: x > threshold ? 1 : 0
    case .logistic: 1 / (1 + Mathematics.exp(-x))
    case .tanh: Mathematics.tanh(x)
    case .identity, .radialBasis: x
    case .exponential: Mathematics.exp(x)
    case .reciprocal: 1 / x
    case .square: x * x
    case .Gauss: Mathematics.exp(-(x * x))
    case .sine: Mathematics.sin(x)
    case .cosine: Mathematics.cos(x)
    case .Elliott: x / (1 + abs(x))
    case .arctan: 2 * Mathematics.atan(x) / Double.pi
    case .rectifier: max(0, x)
    case .leakyRectifier: x >= 0 ? x : leakage * x
    }
  }

  private func read(_ network: NeuralNetworkModel, _ outputs: [String: Double]) throws(ScoringError) -> ModelAnswer {
    var probabilities: [ModelAnswer.Score] = []
    for output in network.outputs {
      guard let number = outputs[output.neuron] else {
        throw ScoringError(.brokenDocument, "an output reads the neuron \(output.neuron), which is none")
      }
      switch output.field.expression {
      case .normDiscrete(_, let value, _): probabilities.append(.init(value.text, number))
      case .normContinuous(let norm): return regressed(norm.invert(number))
      case .field: return regressed(number)
      default:
        throw ScoringError(.unsupported, "a neural output is read by FieldRef, NormContinuous or NormDiscrete only")
      }
    }
    return classified(probabilities)
  }
}

extension NormContinuous {
  /// The number that the pieces send to `norm`; the nearest piece where none does.
  func invert(_ norm: Double) -> Double { inverse.interpolate(norm) }

  /// The same pieces, the other way.
  package var inverse: NormContinuous {
    var inverse = NormContinuous()
    inverse.points = points.map { Point($0.norm, $0.original) }
    if let first = inverse.points.first, let last = inverse.points.last, first.original > last.original {
      inverse.points.reverse()
    }
    return inverse
  }
}
