// Neurons layer by layer.

internal import ModelCore
internal import PredictiveMarkup

extension DocumentGraph {
  func feed(_ network: NeuralNetworkModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    var known: [String: Int] = [:]
    var columns: [Value] = []
    for input in network.inputs {
      known[input.id] = columns.count
      columns.append(try number(try value(of: input.field.expression), input.id))
    }
    var all = graph.concatenate(columns)
    for layer in network.layers {
      var weights = Matrix(rowCount: known.count, columnCount: layer.neurons.count)
      for (place, neuron) in layer.neurons.enumerated() {
        for connection in neuron.connections {
          guard let from = known[connection.from] else {
            throw refusal("a neuron is fed by \(connection.from), which is none before it")
          }
          weights[from, place] = connection.weight
        }
      }
      var fired: Value
      if (layer.activation ?? network.activation) == .radialBasis {
        fired = try radiate(layer, network, all, known)
      } else {
        let sums = all.times(graph.constant(weights)) + graph.row(layer.neurons.map { $0.bias ?? 0 })
        fired = activate(
          layer.activation ?? network.activation, sums, layer.threshold ?? network.threshold,
          layer.leakage ?? network.leakage ?? 0)
      }
      switch layer.normalization ?? network.normalization {
      case .none: break
      case .softmax: fired = fired.softmax()
      case .simplemax: fired = fired / fired.sum()
      }
      for neuron in layer.neurons { known[neuron.id] = known.count }
      all = graph.concatenate([all, fired])
    }
    var shares: [(String, Value)] = []
    for output in network.outputs {
      guard let place = known[output.neuron] else {
        throw refusal("an output reads \(output.neuron), which is no neuron")
      }
      switch output.field.expression {
      case .normDiscrete(_, let value, _): shares.append((value.text, all.column(place)))
      case .field: return MarkupGraphAnswer(value: .number(all.column(place)))
      case .normContinuous(let norm):
        return MarkupGraphAnswer(value: .number(try normalize(norm.inverse, all.column(place))))
      default: throw refusal("a neural output that is neither a field nor a category")
      }
    }
    return classified(shares.map(\.0), graph.concatenate(shares.map(\.1)))
  }

  /// Neurons that answer by how far their inputs are from their weights.
  private func radiate(
    _ layer: NeuralNetworkModel.Layer, _ network: NeuralNetworkModel, _ all: Value, _ known: [String: Int]
  ) throws -> Value {
    var columns: [Value] = []
    for neuron in layer.neurons {
      let places = try neuron.connections.map { connection in
        guard let place = known[connection.from] else {
          throw refusal("a neuron is fed by \(connection.from), which is none before it")
        }
        return place
      }
      let gaps = all.columns(places) - graph.row(neuron.connections.map(\.weight))
      let width = neuron.width ?? layer.width ?? network.width ?? 1
      let altitude = neuron.altitude ?? layer.altitude ?? network.altitude
      let height = Double(neuron.connections.count) * Mathematics.log(altitude)
      columns.append((height - gaps.squared().sum() / (2 * width * width)).exp())
    }
    return graph.concatenate(columns)
  }

  private func activate(
    _ activation: NeuralNetworkModel.Activation, _ x: Value, _ threshold: Double, _ leakage: Double
  ) -> Value {
    switch activation {
    case .threshold: return (x > threshold).cast(to: .double)
    case .logistic: return 1 / (1 + (-x).exp())
    case .tanh: return x.tanh()
    case .identity: return x
    case .exponential: return x.exp()
    case .reciprocal: return 1 / x
    case .square: return x * x
    case .Gauss: return (-(x * x)).exp()
    case .sine: return x.sin()
    case .cosine: return x.cos()
    case .Elliott: return x / (1 + x.absolute())
    case .rectifier: return graph.where(x < 0, graph.scalar(0), x)
    case .arctan: return x.arcTangent() * (2 / Double.pi)
    case .leakyRectifier: return graph.where(x < 0, x * leakage, x)
    case .radialBasis: return x
    }
  }
}
