// From the JSON of a case to values of the estimator dialect.

@testable import ModelCore

/// Reads what `Tests/Oracle/estimators` writes.
enum DialectReader {
  static func estimator(_ json: JSONValue) throws -> Estimator {
    switch try json["is"].text() {
    case "transformer": .transformer(try transformer(json))
    case "classifier": .classifier(try classifier(json))
    case "regressor": .regressor(try regressor(json))
    case "pipeline": .pipeline(try json["steps"].list().map(estimator))
    case "clusterer": .clusterer(.centers(try matrix(json["centers"])))
    case "mixture": .clusterer(.gaussianMixture(try mixture(json)))
    case "oneClass": .outlierDetector(.oneClass(try machine(json["machine"])))
    case "isolationForest":
      .outlierDetector(
        .isolationForest(
          IsolationForest(
            trees: try ensemble(json["trees"]), columns: try json["columns"].list().map { try $0.integers() },
            normalization: try json["normalization"].number(), offset: try json["offset"].number())))
    case let other: throw JSONValue.Unexpected(description: "no estimator: \(other)")
    }
  }

  static func matrix(_ json: JSONValue) throws -> Matrix {
    let shape = try json["shape"].integers()
    return Matrix(rowCount: shape[0], columnCount: shape[1], values: ContiguousArray(try json["values"].numbers()))
  }

  static func label(_ json: JSONValue) throws -> Label {
    switch json {
    case .null: .missing
    case .boolean(let value): .boolean(value)
    case .string(let value): .string(value)
    default: json["integer"].isNull ? .number(try json["number"].number()) : .integer(try json["integer"].integer())
    }
  }

  static func labels(_ json: JSONValue) throws -> [Label] { try json.list().map(label) }

  static func member(_ json: JSONValue) throws -> Regressor.Member {
    Regressor.Member(
      try estimator(json["estimator"]), columns: try json["columns"].optional { try $0.integers() },
      weight: try json["weight"].number())
  }

  static func members(_ json: JSONValue) throws -> [Regressor.Member] { try json["members"].list().map(member) }

  private static func mixture(_ json: JSONValue) throws -> GaussianMixture {
    let precisions: GaussianMixture.Precisions =
      switch try json["covariance"].text() {
      case "full": .full(try json["precisions"].list().map(matrix))
      case "tied": .tied(try matrix(json["precisions"]))
      case "diag": .diagonal(try matrix(json["precisions"]))
      default: .spherical(Array(try matrix(json["precisions"]).values))
      }
    return GaussianMixture(
      weights: try json["weights"].numbers(), means: try matrix(json["means"]), precisions: precisions,
      logWeights: try json["logWeights"].optional { try $0.numbers() },
      logDensityCorrections: try json["corrections"].optional { try $0.numbers() })
  }
}

// Scores and links.
extension DialectReader {
  static func scores(_ json: JSONValue) throws -> ScoreFunction {
    switch try json["is"].text() {
    case "linear":
      .linear(
        LinearFunction(coefficients: try matrix(json["coefficients"]), intercepts: try json["intercepts"].numbers()))
    case "trees": .trees(try ensemble(json))
    case "network":
      .network(
        NeuralNetwork(
          layers: try json["layers"].list().map { layer in
            NeuralNetwork.Layer(
              weights: try matrix(layer["weights"]), intercepts: try layer["intercepts"].numbers(),
              activation: try value(layer["activation"]))
          }))
    case "supportVectors": .supportVectors(try machine(json))
    case let other: throw JSONValue.Unexpected(description: "no score function: \(other)")
    }
  }

  /// A case of an enumeration by its raw value.
  static func value<Value: RawRepresentable<String>>(_ json: JSONValue) throws -> Value {
    let text = try json.text()
    guard let value = Value(rawValue: text) else {
      throw JSONValue.Unexpected(description: "no \(Value.self): \(text)")
    }
    return value
  }

  static func ensemble(_ json: JSONValue) throws -> TreeEnsemble {
    TreeEnsemble(
      trees: try json["trees"].list().map(tree), outputCount: try json["outputs"].integer(),
      base: try json["base"].optional { try $0.numbers() } ?? [],
      aggregation: try json["aggregation"].optional(value) ?? .sum, inputPrecision: try value(json["input"]))
  }

  private static func tree(_ json: JSONValue) throws -> DecisionTree {
    let nodes = try json["nodes"].list().map { row -> DecisionTree.Node in
      let cells = try row.numbers()
      let test = DecisionTree.Test(rawValue: UInt8(cells[0])) ?? .leaf
      let missing = DecisionTree.Missing(rawValue: UInt8(cells[1])) ?? .compares
      return DecisionTree.Node(
        test: test, missing: missing, feature: Int32(cells[2]), threshold: cells[3], yes: Int32(cells[4]),
        no: Int32(cells[5]), index: Int32(cells[6]))
    }
    return DecisionTree(
      nodes: ContiguousArray(nodes), values: ContiguousArray(try json["values"].numbers()),
      leafWidth: try json["width"].integer(), firstOutput: try json["first"].optional { try $0.integer() } ?? 0,
      weight: try json["weight"].optional { try $0.number() } ?? 1,
      sets: try json["sets"].optional { try $0.list().map { try $0.integers().map(Int32.init) } } ?? [])
  }

  static func machine(_ json: JSONValue) throws -> KernelMachine {
    let kernel = json["kernel"]
    let value: Kernel =
      switch try kernel["is"].text() {
      case "linear": .linear
      case "rbf": .rbf(gamma: try kernel["gamma"].number())
      case "sigmoid": .sigmoid(gamma: try kernel["gamma"].number(), coef0: try kernel["coef0"].number())
      default:
        .polynomial(
          degree: try kernel["degree"].integer(), gamma: try kernel["gamma"].number(),
          coef0: try kernel["coef0"].number())
      }
    return KernelMachine(
      kernel: value, supportVectors: try matrix(json["vectors"]), coefficients: try matrix(json["coefficients"]),
      intercepts: try json["intercepts"].numbers())
  }

  static func neighbors(_ json: JSONValue) throws -> NearestNeighbors {
    let metric = json["metric"]
    let value: NearestNeighbors.Metric =
      switch try metric["is"].text() {
      case "euclidean": .euclidean
      case "manhattan": .manhattan
      case "chebyshev": .chebyshev
      case "cosine": .cosine
      case "hamming": .hamming
      case "canberra": .canberra
      case "braycurtis": .brayCurtis
      case "haversine": .haversine
      case "seuclidean": .seuclidean(variances: try metric["variances"].numbers())
      case "mahalanobis": .mahalanobis(inverseCovariance: try matrix(metric["inverse"]))
      default: .minkowski(p: try metric["p"].number(), weights: try metric["weights"].optional { try $0.numbers() })
      }
    return NearestNeighbors(
      points: try matrix(json["points"]), metric: value,
      reach: try json["radius"].optional { .radius(try $0.number()) } ?? .count(try json["count"].integer()),
      weighting: try Self.value(json["weighting"]))
  }

  static func link(_ json: JSONValue) throws -> ProbabilityLink {
    let name = try json.optional { try (try? $0.text()) ?? $0["is"].text() } ?? "none"
    let slope = try json["slope"].optional { try $0.number() } ?? 1
    switch name {
    case "none": return .none
    case "identity": return .identity
    case "normalized": return .normalized
    case "logistic": return .logistic(slope: slope)
    case "oneVersusRestLogistic": return .oneVersusRestLogistic(slope: slope)
    case "softmax": return .softmax
    case "symmetricSoftmax": return .symmetricSoftmax(slope: slope)
    case "clipped": return .clipped
    default: throw JSONValue.Unexpected(description: "no link: \(name)")
    }
  }
}
