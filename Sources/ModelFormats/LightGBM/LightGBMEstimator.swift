// From what a file of LightGBM's holds to the estimator dialect.

internal import ModelCore

/// What a model text makes, alone or inside a wrapper of scikit-learn's kind.
struct LightGBMEstimator {
  var model: LightGBMModel
  /// Where it stands, for messages.
  var place: String

  init(_ model: LightGBMModel, at place: String) {
    self.model = model
    self.place = place
  }

  /// Keeps the first iterations; 0 or less keeps all.
  mutating func keep(iterations: Int) {
    guard iterations > 0, iterations < model.iterationCount else { return }
    model.trees.removeSubrange((iterations * model.outputCount)...)
  }

  /// A booster in a pickle has its categories beside the text; older ones do not have them in it.
  mutating func take(pandasCategories value: PickleValue?) throws {
    if let labels = try LightGBMCategories.labels(value) { model.pandasCategories = labels }
  }

  func refusal(_ parameter: String, _ reason: String, remedy: String) -> ModelRefusal {
    ModelRefusal(place: place, estimator: "Booster", parameter: parameter, reason, remedy: remedy)
  }

  private func objective() throws -> LightGBMObjective {
    guard let objective = LightGBMObjective(model.objective) else {
      throw refusal(
        "objective", "What becomes of scores under `\(model.objective ?? "")` is not known here.",
        remedy: "Save the model with an objective of LightGBM 2.0 to 4.6, or use its raw scores.")
    }
    return objective
  }

  private var scores: ScoreFunction {
    .trees(
      TreeEnsemble(
        trees: model.trees, outputCount: model.outputCount, base: [], aggregation: model.isAveraged ? .mean : .sum,
        truncatesCategories: true))
  }

  // MARK: What it answers

  /// As `Booster.predict` answers: a classifier with labels 0, 1, … where the objective is one of classes, else a regressor.
  func booster() throws -> Estimator {
    switch try objective() {
    case .link(let link): return try prepared(.regressor(.scores(scores, isConverted ? .identity : link)))
    case .binary: return try classifier(labels: [.integer(0), .integer(1)])
    case .softmax, .oneVersusAll: return try classifier(labels: (0..<model.outputCount).map { .integer($0) })
    }
  }

  /// As `LGBMRegressor.predict` and `LGBMRanker.predict` answer: what the booster says, whatever it is.
  func regressor() throws -> Estimator {
    switch try objective() {
    case .link(let link): return try prepared(.regressor(.scores(scores, isConverted ? .identity : link)))
    case .binary(let slope):
      return try prepared(.regressor(.scores(scores, isConverted ? .identity : .logistic(slope: slope))))
    case .softmax, .oneVersusAll: return try classifier(labels: (0..<model.outputCount).map { .integer($0) })
    }
  }

  /// As `LGBMClassifier` answers. What one score says is the second class's probability.
  func classifier(labels: [Label]) throws -> Estimator {
    let link: ProbabilityLink
    switch try objective() {
    case .link(.identity): link = .identity
    case .link(.logistic(let slope)), .binary(let slope): link = .logistic(slope: slope)
    case .softmax: link = .softmax
    case .oneVersusAll(_, let slope): link = .logistic(slope: slope)
    case .link:
      throw refusal(
        "objective", "What `\(model.objective ?? "")` answers is no probability, and a classifier takes it for one.",
        remedy: "Convert the booster itself (`booster_.save_model`), or fit it with a binary objective.")
    }
    let scoreCount = model.outputCount
    guard scoreCount == labels.count || (scoreCount == 1 && (1...2).contains(labels.count)) else {
      throw refusal(
        "num_class", "It gives \(scoreCount) scores, and there are \(labels.count) classes.",
        remedy: "Convert the booster itself (`booster_.save_model`).")
    }
    let rule = Classifier.Rule.scores(
      scores, isConverted ? .identity : link, scoreCount == 1 ? .positiveHalf : .probabilities)
    return try prepared(.classifier(Classifier(labels: labels, rule: rule)))
  }

  /// Whether leaves hold what the objective made of scores: random forests before 2.2.3 averaged that.
  ///
  /// The format is the same. Releases before 2.2 did not write where the trees end; of those that did, probabilities tell
  /// themselves from scores by lying between 0 and 1, all of them.
  private var isConverted: Bool {
    guard model.isAveraged, model.format == nil || model.format == "v2" else { return false }
    if !model.hasEnd { return true }
    return model.trees.allSatisfy { tree in tree.values.allSatisfy { $0 >= 0 && $0 <= 1 } }
  }

  /// With the columns of categories made numbers.
  private func prepared(_ estimator: Estimator) throws -> Estimator {
    guard let encoding = try LightGBMCategories.encoding(of: model, self) else { return estimator }
    return .pipeline([.transformer(encoding), estimator])
  }

  /// What a person should know of how the file was read.
  var remarks: [Remark] {
    var remarks: [Remark] = []
    if model.isAveraged, model.format == "v2", model.hasEnd, LightGBMObjective(model.objective) != .link(.identity) {
      let leaves = isConverted ? "what the objective made of scores" : "scores"
      remarks.append(
        Remark(
          .exact, at: "\(place).average_output",
          "Forests of LightGBM 2.2.0 to 2.2.2 and of 2.2.3 are written alike; by their values its leaves are \(leaves)."
        ))
    }
    if model.mayHideLinearLeaves {
      remarks.append(
        Remark(
          .lossy, at: "\(place).linear_tree",
          "Dumps of LightGBM 3.2 leave out the functions in the leaves of linear trees; if this is one, save it as text."
        ))
    }
    return remarks
  }

  // MARK: Columns

  /// As the model names them; `Column_0`, … are what it calls columns without names.
  var columnNames: [String]? {
    let names = model.featureNames
    let isUnnamed = names.enumerated().allSatisfy { place, name in name == "Column_\(place)" }
    return isUnnamed ? nil : names
  }
}
