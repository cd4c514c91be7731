// Classifiers and regressors from the JSON of a case.

@testable import ModelCore

extension DialectReader {
  static func classifier(_ json: JSONValue) throws -> Classifier {
    Classifier(labels: try labels(json["labels"]), rule: try rule(json))
  }

  private static func rule(_ json: JSONValue) throws -> Classifier.Rule {
    switch try json["rule"].text() {
    case "scores": .scores(try scores(json["scores"]), try link(json["link"]), try value(json["decision"]))
    case "pairwise":
      .pairwiseVectors(
        PairwiseMachine(
          machine: try machine(json["machine"]), probA: try json["probA"].numbers(), probB: try json["probB"].numbers(),
          breaksTies: json["breaksTies"].flag(), answersPerClass: json["perClass"].flag()))
    case "neighbors":
      .neighbors(
        try neighbors(json["neighbors"]), classes: try json["classes"].integers(),
        outlierLabel: try json["outlier"].optional(label))
    case "gaussianNaiveBayes":
      .gaussianNaiveBayes(
        GaussianNaiveBayes(
          logPriors: try json["logPriors"].numbers(), means: try matrix(json["means"]),
          variances: try matrix(json["variances"])))
    case "discreteNaiveBayes": .discreteNaiveBayes(try naiveBayes(json))
    case "quadratic":
      .quadraticDiscriminant(
        QuadraticDiscriminant(
          priors: try json["priors"].numbers(), means: try matrix(json["means"]),
          rotations: try json["rotations"].list().map(matrix),
          scalings: try json["scalings"].list().map { try $0.numbers() }))
    default: try composite(json)
    }
  }

  private static func composite(_ json: JSONValue) throws -> Classifier.Rule {
    switch try json["rule"].text() {
    case "voting": .voting(try members(json), isSoft: json["soft"].flag())
    case "adaBoost": .adaBoost(try members(json), try value(json["algorithm"]))
    case "oneVersusRest":
      .oneVersusRest(
        try json["members"].list().map(estimator), isMultilabel: json["multilabel"].flag(),
        lastWins: json["lastWins"].flag())
    case "oneVersusOne": .oneVersusOne(try members(json), decidesAtZero: false)
    case "stacking":
      .stacking(
        try members(json), final: try estimator(json["final"]), answer: try value(json["answer"]),
        passesInputs: json["passesInputs"].flag())
    case "calibrated": .calibrated(try json["parts"].list().map(calibrated))
    case "thresholded":
      .thresholded(
        try estimator(json["inner"]), threshold: try json["threshold"].number(), answer: try value(json["answer"]),
        positive: try json["positive"].integer())
    case "targets":
      .targets(
        try json["members"].list().map { member in
          Classifier(labels: try labels(member["labels"]), rule: .wrapped(try estimator(member)))
        })
    case "chain": .chain(try json["members"].list().map(estimator), order: try json["order"].integers())
    case "wrapped": .wrapped(try estimator(json["inner"]))
    case let other: throw JSONValue.Unexpected(description: "no rule: \(other)")
    }
  }

  private static func naiveBayes(_ json: JSONValue) throws -> DiscreteNaiveBayes {
    let kind: DiscreteNaiveBayes.Kind =
      switch try json["kind"].text() {
      case "multinomial": .multinomial
      case "complement": .complement
      case "bernoulli": .bernoulli(threshold: try json["threshold"].optional { try $0.number() })
      default: .categorical(offsets: try json["offsets"].integers())
      }
    return DiscreteNaiveBayes(
      kind: kind, logPriors: try json["logPriors"].numbers(), logProbabilities: try matrix(json["logProbabilities"]))
  }

  private static func calibrated(_ json: JSONValue) throws -> CalibratedClassifier {
    CalibratedClassifier(
      estimator: try estimator(json["inner"]), answer: try value(json["answer"]),
      calibrators: try json["calibrators"].list().map { calibrator in
        switch try calibrator["is"].text() {
        case "sigmoid": .sigmoid(a: try calibrator["a"].number(), b: try calibrator["b"].number())
        case "temperature": .temperature(try calibrator["value"].number())
        default:
          .isotonic(thresholds: try calibrator["thresholds"].numbers(), values: try calibrator["values"].numbers())
        }
      }, classes: try json["classes"].integers())
  }

  static func regressor(_ json: JSONValue) throws -> Regressor {
    switch try json["rule"].text() {
    case "scores":
      .scores(try scores(json["scores"]), try json["link"].text() == "exponential" ? .exponential : .identity)
    case "neighbors": .neighbors(try neighbors(json["neighbors"]), targets: try matrix(json["targets"]))
    case "average": .average(try members(json))
    case "weightedMedian": .weightedMedian(try members(json))
    case "targets": .targets(try json["members"].list().map(estimator))
    case "chain": .chain(try json["members"].list().map(estimator), order: try json["order"].integers())
    case "stacking":
      .stacking(
        try members(json), final: try estimator(json["final"]), answer: try value(json["answer"]),
        passesInputs: json["passesInputs"].flag())
    case "transformedTarget":
      .transformedTarget(try estimator(json["inner"]), inverse: try transformer(json["inverse"]))
    case "isotonic":
      .isotonic(
        thresholds: try json["thresholds"].numbers(), values: try json["values"].numbers(), clips: json["clips"].flag())
    case let other: throw JSONValue.Unexpected(description: "no rule: \(other)")
    }
  }
}
