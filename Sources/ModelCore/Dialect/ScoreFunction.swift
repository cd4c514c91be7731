// Functions from a row of numbers to scores, the core of most predictors.

/// n × d numbers → n × k scores.
package enum ScoreFunction: Equatable, Sendable {
  case linear(LinearFunction)
  case trees(TreeEnsemble)
  case network(NeuralNetwork)
  case supportVectors(KernelMachine)
  /// The same scores for every row.
  case constant([Double])

  package var outputCount: Int {
    switch self {
    case .linear(let function): function.coefficients.rowCount
    case .trees(let ensemble): ensemble.outputCount
    case .network(let network): network.layers.last?.weights.columnCount ?? 0
    case .supportVectors(let machine): machine.intercepts.count
    case .constant(let scores): scores.count
    }
  }
}

/// `x · coefficientsᵀ + intercepts`.
package struct LinearFunction: Equatable, Sendable {
  /// k × d.
  package var coefficients: Matrix
  /// k.
  package var intercepts: [Double]
  package init(coefficients: Matrix, intercepts: [Double]) {
    self.coefficients = coefficients
    self.intercepts = intercepts
  }
}

/// A multi-layer perceptron.
package struct NeuralNetwork: Equatable, Sendable {
  package enum Activation: String, Sendable { case identity, logistic, tanh, relu, softmax }
  package struct Layer: Equatable, Sendable {
    /// inputs × outputs.
    package var weights: Matrix
    package var intercepts: [Double]
    package var activation: Activation
    package init(weights: Matrix, intercepts: [Double], activation: Activation) {
      self.weights = weights
      self.intercepts = intercepts
      self.activation = activation
    }
  }
  package var layers: [Layer]
  package init(layers: [Layer]) { self.layers = layers }
}

/// How two rows are compared in a space of many dimensions.
package enum Kernel: Equatable, Sendable {
  case linear
  case polynomial(degree: Int, gamma: Double, coef0: Double)
  case rbf(gamma: Double)
  case sigmoid(gamma: Double, coef0: Double)
}

/// Sums of kernels with support vectors: regression, one class, or one score a pair of classes.
package struct KernelMachine: Equatable, Sendable {
  package var kernel: Kernel
  /// s × d.
  package var supportVectors: Matrix
  /// One row a score, one column a support vector; those that do not take part are 0.
  package var coefficients: Matrix
  /// Added to each score (libsvm's −rho).
  package var intercepts: [Double]
  package init(kernel: Kernel, supportVectors: Matrix, coefficients: Matrix, intercepts: [Double]) {
    self.kernel = kernel
    self.supportVectors = supportVectors
    self.coefficients = coefficients
    self.intercepts = intercepts
  }
}

/// From a linear predictor to the scale of the answer. Sources: PMML 4.4 `linkFunction`, XGBoost and LightGBM objectives.
package enum Link: Equatable, Sendable {
  case identity
  /// e^x.
  case exponential
  /// 1 / (1 + e^(−slope·x)).
  case logistic(slope: Double = 1)
  /// ln(1 + e^x): LightGBM's `cross_entropy_lambda`.
  case softplus
  /// sign(x) · x²: LightGBM's `reg_sqrt`.
  case signedSquare
  /// The normal distribution's function.
  case probit
  /// 1 − e^(−e^x).
  case complementaryLogLog
  /// e^(−e^(−x)).
  case logLog
  case reciprocal
  case power(Double)
  /// 1 if x > 0, else 0: XGBoost's `binary:hinge`.
  case step
  /// Of several outputs, each row in ascending order: XGBoost's quantiles since 3.4.
  case ascending
}
