// Multi-layer perceptrons.

internal import ModelCore

enum Perceptrons {
  static let makers: [String: EstimatorMaker] = [
    "MLPRegressor": { .regressor(.scores(.network(try network($0)), .identity)) },
    "MLPClassifier": { fitted in
      let binarizer = try fitted.part("_label_binarizer")
      if binarizer.text("y_type_", default: "").hasPrefix("multilabel") {
        throw fitted.refusal(
          "_label_binarizer", "It answers several labels at once.", remedy: "Fit one classifier a label.")
      }
      return .classifier(
        Classifier(
          labels: try binarizer.labels("classes_"),
          rule: .scores(.network(try network(fitted)), .identity, .probabilities)))
    },
  ]

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
