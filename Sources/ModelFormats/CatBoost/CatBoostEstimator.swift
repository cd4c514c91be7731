// From what a file of CatBoost's holds to the estimator dialect.

internal import ModelCore

/// What a model makes, alone or inside a wrapper of scikit-learn's kind.
struct CatBoostEstimator {
  let model: CatBoostModel
  /// Where it stands, for messages.
  let place: String

  init(_ model: CatBoostModel, at place: String) throws {
    self.model = model
    self.place = place
    if let foreign = model.foreign {
      throw refusal(
        nil, "It takes columns of \(foreign), which it turns into numbers by hashes and by statistics of its own.",
        remedy:
          "Encode these columns before the model (OrdinalEncoder, OneHotEncoder, TargetEncoder), and fit it on numbers."
      )
    }
    guard model.bias.count <= 1 || model.bias.count == model.outputCount else {
      throw FormatError(
        .malformed, FlatTable.format, "It has \(model.bias.count) biases and \(model.outputCount) outputs.")
    }
  }

  func refusal(_ parameter: String?, _ reason: String, remedy: String) -> ModelRefusal {
    ModelRefusal(place: place, estimator: "CatBoost", parameter: parameter, reason, remedy: remedy)
  }

  /// Inputs are rounded to single, leaves are added up in double, and the bias comes last.
  private var scores: ScoreFunction {
    var trees = model.trees
    if model.scale != 1 { for place in trees.indices { trees[place].weight = model.scale } }
    let bias =
      model.bias.count == 1 ? [Double](repeating: model.bias[0], count: model.outputCount) : model.bias
    return .trees(
      TreeEnsemble(
        trees: trees, outputCount: model.outputCount, base: bias.allSatisfy { $0 == 0 } ? [] : bias,
        inputPrecision: .single, baseOrder: .last))
  }

  // MARK: What it answers

  /// A model file does not say which wrapper it was saved from: it is taken for a classifier where its loss is one of
  /// classes, and for a regressor elsewhere.
  func own() throws -> Estimator {
    guard let loss = model.loss else { return raw() }
    return Self.links[loss] != nil || Self.labelLosses.contains(loss) ? try classifier() : try regressor()
  }

  /// As `CatBoost.predict` and `CatBoostRanker.predict` answer: the scores.
  func raw() -> Estimator { .regressor(.scores(scores, .identity)) }

  /// As `CatBoostRegressor.predict` answers.
  func regressor() throws -> Estimator {
    let loss = model.loss ?? ""
    if loss == "RMSEWithUncertainty" {
      throw refusal(
        "loss_function", "It answers with a mean and a variance, which is an exponential of its second score.",
        remedy: "Save it as a plain `CatBoost`, whose answers are the scores, or fit it with another loss.")
    }
    guard loss == "Poisson" || loss == "Tweedie" else { return raw() }
    return .regressor(.scores(scores, try isExponential() ? .exponential : .identity))
  }

  /// Up to 0.22 what was predicted for counts was the logarithm; which release wrote a file is told by what it knows.
  private func isExponential() throws -> Bool {
    let options = model.notes["params"]?["boosting_options"]
    if options?["posterior_sampling"] != nil { return true }
    if options?["model_shrink_mode"] == nil { return false }
    throw refusal(
      "loss_function",
      "It is of a release from 0.21 to 0.24: some of these predicted counts, some their logarithms, and the file does not say which.",
      remedy: "Save it as a plain `CatBoost`, whose answers are logarithms, or fit it with release 0.25 or later.")
  }

  private static let links: [String: ProbabilityLink] = [
    "Logloss": .logistic(), "CrossEntropy": .logistic(), "Focal": .logistic(), "MultiClass": .softmax,
    "MultiClassOneVsAll": .logistic(),
  ]

  /// Losses of several labels at once.
  private static let labelLosses: Set = ["MultiLogloss", "MultiCrossEntropy"]

  /// As `CatBoostClassifier` answers.
  func classifier() throws -> Estimator {
    guard let loss = model.loss, let link = Self.links[loss] else {
      throw refusal(
        "loss_function", "What becomes of scores under `\(model.loss ?? "nothing")` is not known here.",
        remedy: "Fit it with Logloss, CrossEntropy, MultiClass or MultiClassOneVsAll.")
    }
    if let threshold = model.notes["binclass_probability_threshold"], threshold.double != 0.5 {
      throw refusal(
        "binclass_probability_threshold", "It decides for the second class at a probability of its own.",
        remedy: "Save it without the threshold, and decide by probabilities.")
    }
    let labels = try labels()
    guard labels.count == (model.outputCount == 1 ? 2 : model.outputCount) else {
      throw refusal(
        "class_names", "It gives \(model.outputCount) scores, and there are \(labels.count) classes.",
        remedy: "Save it as a plain `CatBoost`, whose answers are the scores.")
    }
    return .classifier(Classifier(labels: labels, rule: .scores(scores, link, .scores)))
  }

  /// Releases before 1.0 noted all classes as texts, and answered with numbers where these are numbers.
  private func labels() throws -> [Label] {
    let notes = model.notes["class_params"] ?? model.notes["multiclass_params"]
    let kind = notes?["class_label_type"]?.text
    let count = model.outputCount == 1 ? 2 : model.outputCount
    let names = notes?["class_names"] ?? model.notes["params"]?["data_processing_options"]?["class_names"]
    guard let names, names.count > 0 else {
      return (0..<count).map { kind == nil ? .number(Double($0)) : .integer($0) }
    }
    guard let labels = Self.labels(names, kind) else {
      throw refusal("class_names", "They are no labels.", remedy: "Save the model again.")
    }
    guard let order = notes?["class_to_label"]?.integers(), order.count == labels.count else { return labels }
    return order.compactMap { labels.indices.contains(Int($0)) ? labels[Int($0)] : nil }
  }

  private static func labels(_ names: DocumentValue, _ kind: String?) -> [Label]? {
    let values = names.elements
    let flags = values.compactMap(\.boolean)
    if flags.count == names.count { return flags.map { .boolean($0) } }
    if kind == "Integer", let numbers = names.integers() { return numbers.map { .integer(Int($0)) } }
    if let numbers = names.doubles() { return numbers.map { .number($0) } }
    let texts = values.compactMap(\.text)
    guard texts.count == names.count else { return nil }
    let numbers = texts.compactMap(Double.init)
    return kind == nil && numbers.count == texts.count ? numbers.map { .number($0) } : texts.map { .string($0) }
  }

  // MARK: Around it

  /// What a person should know of how the file was read.
  var remarks: [Remark] {
    model.loss == nil
      ? [
        Remark(
          .lossy, at: "\(place).loss_function", "The file does not say what it was fitted for: its answers are scores.")
      ]
      : []
  }

  /// As the model names them; nil where it names none, or only some.
  var columnNames: [String]? {
    var names = [String](repeating: "", count: model.columnCount)
    for column in model.columns { names[column.place] = column.name }
    return names.allSatisfy { !$0.isEmpty } && Set(names).count == names.count ? names : nil
  }

  var origin: ModelOrigin { ModelOrigin(library: "catboost", version: model.version) }
}
