// From the dialect's values to steps that are checked and ready to run.

/// A step that hands on a table.
protocol PreparedTransformer: Sendable {
  func transform(_ table: Table) throws -> Table
}

/// An estimator that answers.
protocol PreparedEstimator: Sendable {
  func answer(_ table: Table) throws -> Answer
}

/// A function from rows of numbers to scores.
protocol PreparedScores: Sendable {
  /// n × d → n × outputCount.
  func scores(_ rows: Matrix) -> Matrix
  /// The same for a table, once its columns are seen to be what the function takes.
  func scores(_ table: Table) throws -> Matrix
  /// Columns it takes; nil for any.
  var width: Int? { get }
  /// As messages call it.
  var name: String { get }
}

extension PreparedScores {
  func scores(_ table: Table) throws -> Matrix {
    if let width { return scores(try table.numbers(for: name, width: width)) }
    return scores(try table.numbers(for: name))
  }
}

/// Where each case of the dialect finds what runs it.
enum Preparation {
  static func estimator(_ estimator: Estimator) throws -> any PreparedEstimator {
    switch estimator {
    case .transformer(let transformer): try TransformerAlone(transformer: Self.transformer(transformer))
    case .regressor(let regressor): try Self.regressor(regressor)
    case .classifier(let classifier): try Self.classifier(classifier)
    case .clusterer(.centers(let centers)):
      try CenterClusterer(centers: centers, groups: Array(0..<centers.rowCount))
    case .clusterer(.groups(let centers, let groups)): try CenterClusterer(centers: centers, groups: groups)
    case .clusterer(.gaussianMixture(let mixture)): try MixtureClusterer(mixture)
    case .outlierDetector(.isolationForest(let forest)): try IsolationDetector(forest)
    case .outlierDetector(.oneClass(let machine)): try OneClassDetector(machine: KernelScores(machine))
    case .outlierDetector(.localDensity(let model)): try DensityDetector(model)
    case .pipeline(let steps): try PreparedPipeline(steps)
    }
  }

  static func scores(_ function: ScoreFunction) throws -> any PreparedScores {
    switch function {
    case .linear(let linear): try LinearScores(linear)
    case .trees(let ensemble): try TreeScores(ensemble)
    case .network(let network): try NetworkScores(network)
    case .supportVectors(let machine): try KernelScores(machine)
    case .constant(let scores): ConstantScores(values: scores)
    }
  }

  static func regressor(_ regressor: Regressor) throws -> any PreparedEstimator {
    switch regressor {
    case .scores(let function, let link): LinkedScores(scores: try scores(function), link: link)
    case .neighbors(let neighbors, let targets): try NeighborsRegressor(neighbors, targets: targets)
    case .average(let members): AverageRegressor(members: try members.map(PreparedMember.init))
    case .weightedMedian(let members): MedianRegressor(members: try members.map(PreparedMember.init))
    case .targets(let estimators): TargetsRegressor(members: try estimators.map(estimator))
    case .chain(let estimators, let order): try ChainRegressor(estimators, order: order)
    case .stacking(let members, let final, let answer, let passesInputs):
      StackedEstimator(
        features: StackedFeatures(
          members: try members.map(PreparedMember.init), answer: answer, passesInputs: passesInputs),
        final: try estimator(final), labels: nil)
    case .transformedTarget(let inner, let inverse):
      TransformedTargetRegressor(inner: try estimator(inner), inverse: try transformer(inverse))
    case .isotonic(let thresholds, let values, let clips):
      IsotonicRegressor(curve: try IsotonicCurve(thresholds: thresholds, values: values, clips: clips))
    }
  }

  static func classifier(_ classifier: Classifier) throws -> any PreparedEstimator {
    let labels = classifier.labels
    switch classifier.rule {
    case .scores(let function, let link, let decision):
      return try ScoredClassifier(labels: labels, scores: function, link: link, decision: decision)
    case .pairwiseVectors(let machine): return try PairwiseClassifier(labels: labels, machine)
    case .neighbors(let neighbors, let classes, let outlier):
      return try NeighborsClassifier(labels: labels, neighbors, classes: classes, outlierLabel: outlier)
    case .gaussianNaiveBayes(let model):
      return LikelihoodClassifier(labels: labels, likelihood: try GaussianLikelihood(model, classCount: labels.count))
    case .discreteNaiveBayes(let model):
      return LikelihoodClassifier(labels: labels, likelihood: try DiscreteLikelihood(model, classCount: labels.count))
    case .quadraticDiscriminant(let model):
      return try QuadraticClassifier(labels: labels, model)
    case .voting(let members, let isSoft):
      return VotingClassifier(labels: labels, members: try members.map(PreparedMember.init), isSoft: isSoft)
    case .adaBoost(let members, let algorithm):
      return AdaBoostClassifier(labels: labels, members: try members.map(PreparedMember.init), algorithm: algorithm)
    case .wrapped(let inner): return WrappedClassifier(labels: labels, inner: try estimator(inner))
    default: return try composite(classifier)
    }
  }

  /// Classifiers made of classifiers, each for a part of the labels or the targets.
  private static func composite(_ classifier: Classifier) throws -> any PreparedEstimator {
    let labels = classifier.labels
    switch classifier.rule {
    case .oneVersusRest(let estimators, let isMultilabel, let lastWins):
      return try OneVersusRestClassifier(labels: labels, estimators, isMultilabel: isMultilabel, lastWins: lastWins)
    case .oneVersusOne(let members, let decidesAtZero):
      return try OneVersusOneClassifier(labels: labels, members, decidesAtZero: decidesAtZero)
    case .stacking(let members, let final, let answer, let passesInputs):
      return StackedEstimator(
        features: StackedFeatures(
          members: try members.map(PreparedMember.init), answer: answer, passesInputs: passesInputs),
        final: try estimator(final), labels: labels)
    case .calibrated(let parts):
      return CalibratedAverage(
        labels: labels, parts: try parts.map { try PreparedCalibration($0, classCount: labels.count) })
    case .thresholded(let inner, let threshold, let answer, let positive):
      return try ThresholdedClassifier(
        labels: labels, inner: estimator(inner), threshold: threshold, answer: answer, positive: positive)
    case .targets(let classifiers): return TargetsClassifier(members: try classifiers.map(Self.classifier))
    case .chain(let estimators, let order): return try ChainClassifier(estimators, order: order)
    default: throw Refusal.misfit("classifier", "a rule that nothing runs")
    }
  }

  static func transformer(_ transformer: Transformer) throws -> any PreparedTransformer {
    switch transformer {
    case .passthrough: SequenceStep(steps: [])
    case .sequence(let steps): SequenceStep(steps: try steps.map(Self.transformer))
    case .branches(let branches): BranchesStep(branches: try branches.map(PreparedBranch.init))
    case .select(let columns): SelectStep(columns: columns)
    case .arithmetic(let operations): try ArithmeticStep(operations)
    case .normalize(let norm): NormalizeStep(norm: norm)
    case .binarize(let threshold): ElementStep(name: "Binarizer") { $0.isNaN ? $0 : $0 > threshold ? 1 : 0 }
    case .impute(let imputation): ImputationStep(imputation)
    case .oneHot(let encoding): try OneHotStep(encoding)
    case .ordinal(let encoding): try OrdinalStep(encoding)
    case .labels(let labels): LabelStep(labels: labels)
    case .discretize(let discretization): try DiscretizationStep(discretization)
    case .polynomial(let expansion): try PolynomialStep(expansion)
    case .power(let power): PowerStep(power: power)
    case .quantile(let quantile): try QuantileStep(quantile)
    case .project(let projection): try ProjectionStep(projection)
    case .text(let vectorization): try TextStep(vectorization)
    case .answer(let inner, let kind): AnswerStep(inner: try estimator(inner), kind: kind)
    case .splines(let splines): try SplineStep(splines)
    case .imputeByNeighbors(let imputation): try NeighborImputationStep(imputation)
    case .imputeIteratively(let imputation): try IterativeImputationStep(imputation)
    case .function(let function): ElementStep(name: "FunctionTransformer", function: function.body)
    }
  }
}

/// A transformer that stands for an estimator: its answer is a transformation.
struct TransformerAlone: PreparedEstimator {
  let transformer: any PreparedTransformer
  func answer(_ table: Table) throws -> Answer { Answer(transformation: try transformer.transform(table)) }
}

/// Steps whose last one answers.
struct PreparedPipeline: PreparedEstimator {
  private let steps: [any PreparedEstimator]
  private let last: any PreparedEstimator

  init(_ steps: [Estimator]) throws {
    guard let last = steps.last else { throw Refusal.misfit("Pipeline", "it has no steps") }
    self.steps = try steps.dropLast().map(Preparation.estimator)
    self.last = try Preparation.estimator(last)
  }

  func answer(_ table: Table) throws -> Answer {
    var table = table
    for step in steps {
      guard let next = try step.answer(table).transformation else {
        throw Refusal.misfit("Pipeline", "a step before the last one does not transform")
      }
      table = next
    }
    return try last.answer(table)
  }
}
