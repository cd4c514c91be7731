// Layers of neurons.

package struct NeuralNetworkModel: Equatable, Sendable {
  package enum Activation: String, Sendable {
    case threshold, logistic, tanh, identity, exponential, reciprocal, square, Gauss, sine, cosine, Elliott, arctan
    case rectifier, radialBasis
    /// Another vendor's: below 0 a small slope.
    case leakyRectifier = "x-leakyRectifier"
  }
  package enum Normalization: String, Sendable { case none, simplemax, softmax }
  package struct Input: Equatable, Sendable {
    package var id: String
    package var field: DerivedField
    package init(_ id: String, _ field: DerivedField) {
      self.id = id
      self.field = field
    }
  }
  package struct Connection: Equatable, Sendable {
    package var from: String
    package var weight: Double
    package init(from: String, weight: Double) {
      self.from = from
      self.weight = weight
    }
  }
  package struct Neuron: Equatable, Sendable {
    package var id = ""
    package var bias: Double?
    package var width: Double?
    package var altitude: Double?
    package var connections: [Connection] = []
    package init() {}
    package init(_ id: String, bias: Double, connections: [Connection]) {
      self.id = id
      self.bias = bias
      self.connections = connections
    }
  }
  package struct Layer: Equatable, Sendable {
    package var activation: Activation?
    package var threshold: Double?
    package var leakage: Double?
    package var width: Double?
    package var altitude: Double?
    package var normalization: Normalization?
    package var neurons: [Neuron] = []
    package init() {}
  }
  package struct Output: Equatable, Sendable {
    package var neuron: String
    package var field: DerivedField
    package init(_ neuron: String, _ field: DerivedField) {
      self.neuron = neuron
      self.field = field
    }
  }
  package var activation = Activation.logistic
  package var normalization = Normalization.none
  package var threshold = 0.0
  package var leakage: Double?
  package var width: Double?
  package var altitude = 1.0
  package var inputs: [Input] = []
  package var layers: [Layer] = []
  package var outputs: [Output] = []
  package init() {}
}
