// Multi-layer perceptrons.

internal import ModelCore

enum Perceptrons {
  static let makers: [String: EstimatorMaker] = [
    "MLPRegressor": { .regressor(.scores(.network(try network($0)), .identity)) },
    "MLPClassifier": { fitted in
      let binarizer = try fitted.part("_label_binarizer")
      if binarizer.text("y_type_", default: "").hasPrefix("multilabel") { return try several(fitted) }
      return .classifier(
        Classifier(
          labels: try binarizer.labels("classes_"),
          rule: .scores(.network(try network(fitted)), .identity, .probabilities)))
    },
  ]

  /// An output a label, each a question of yes or no; all hold the hidden layers.
  private static func several(_ fitted: FittedEstimator) throws -> Estimator {
    let whole = try network(fitted)
    guard let last = whole.layers.last else { throw fitted.refusal("coefs_", "There are none.") }
    let size = whole.layers.reduce(0) { $0 + 8 * $1.weights.values.count }
    let targets = try last.intercepts.indices.map { output in
      try fitted.context.charge(size)
      var one = whole
      let weights = Matrix(
        rowCount: last.weights.rowCount, columnCount: 1, values: ContiguousArray(last.weights.column(output)))
      one.layers[one.layers.count - 1] = NeuralNetwork.Layer(
        weights: weights, intercepts: [last.intercepts[output]], activation: last.activation)
      return Classifier(
        labels: [.integer(0), .integer(1)], rule: .scores(.network(one), .identity, .positiveHalf))
    }
    return .classifier(Classifier(labels: [], rule: .targets(targets)))
  }

  private static func network(_ fitted: FittedEstimator) throws -> NeuralNetwork {
    let weights = try fitted.list("coefs_").map { try fitted.matrix($0, "coefs_") }
    let intercepts = try fitted.list("intercepts_").map { try fitted.numbers($0, "intercepts_") }
    guard weights.count == intercepts.count, !weights.isEmpty else {
      throw fitted.refusal("intercepts_", "They do not fit coefs_.")
    }
    let hidden = try activation(fitted, "activation", default: "relu")
    let last = try activation(fitted, "out_activation_", default: "identity")
    return NeuralNetwork(
      layers: weights.indices.map { layer in
        NeuralNetwork.Layer(
          weights: weights[layer], intercepts: intercepts[layer], activation: layer == weights.count - 1 ? last : hidden
        )
      })
  }

  private static func activation(
    _ fitted: FittedEstimator, _ name: String, default standard: String
  ) throws -> NeuralNetwork.Activation {
    let text = fitted.text(name, default: standard)
    guard let activation = NeuralNetwork.Activation(rawValue: text) else {
      throw fitted.refusal(name, "The activation `\(text)` is not known here.")
    }
    return activation
  }
}
