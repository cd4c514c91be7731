// From what a file of XGBoost's holds to the estimator dialect.

internal import ModelCore

/// A booster, alone or inside a wrapper of scikit-learn's kind.
struct BoosterEstimator {
  private(set) var contents: BoosterContents
  /// Where it stands, for messages.
  let place: String
  private let objective: BoosterObjective
  private(set) var remarks: [Remark] = []

  init(_ contents: BoosterContents, at place: String) throws {
    self.contents = contents
    self.place = place
    let known = BoosterObjective(
      contents.objective, version: contents.version, outputCount: contents.outputCount)
    guard let known else {
      throw ModelRefusal(
        place: place, estimator: "Booster", parameter: "objective",
        "What becomes of scores under `\(contents.objective)` is not known here.",
        remedy: "Save the model with an objective of XGBoost 0.72 to \(BoosterVersion.newest.text), or use its margins."
      )
    }
    objective = known
    guard [1, contents.outputCount].contains(contents.baseScore.count) else {
      throw FormatError.booster(
        .malformed, "`base_score` has \(contents.baseScore.count) numbers for \(contents.outputCount) outputs.")
    }
    remarkOnVersion()
  }

  private mutating func remark(_ loss: Remark.Loss, _ parameter: String, _ text: String) {
    remarks.append(Remark(loss, at: "\(place).\(parameter)", text))
  }

  private mutating func remarkOnVersion() {
    if let version = contents.version, version > .newest {
      remark(
        .bounded, "version",
        "It was written by XGBoost \(version.text), and is read as one of \(BoosterVersion.newest.text).")
    }
    guard case .trees(let trees) = contents.kind else {
      remark(
        .bounded, "booster",
        "XGBoost adds up the products of `gblinear` in single precision: a few units of that in the last place.")
      return
    }
    let version = contents.version ?? BoosterVersion.unknown
    if trees.isDart, version >= BoosterVersion(1, 4, 0), version < BoosterVersion(3, 4, 0) {
      remark(
        .bounded, "dart",
        "The library's wrappers add the base score to each tree and take it off again: a few units in single precision."
      )
    }
  }

  /// Releases before 1.0 dropped trees by chance when they predicted, too, unless they were told how many to take.
  ///
  /// - Parameter isDropping: whether whoever asks the booster is known to drop trees; nil where the file does not say.
  mutating func remarkOnDroppedTrees(isDropping: Bool?) {
    guard case .trees(let trees) = contents.kind, trees.isDart, isDropping != false,
      contents.version.map({ $0 < BoosterVersion(1, 0, 0) }) ?? true
    else { return }
    remark(
      .lossy, "dart",
      "XGBoost before 1.0 drops trees by chance when it predicts without `ntree_limit`, where it was fitted with `rate_drop` or `one_drop`; all trees answer here, as they do with a limit and later."
    )
  }

  func refusal(_ parameter: String, _ reason: String, remedy: String) -> ModelRefusal {
    ModelRefusal(place: place, estimator: "Booster", parameter: parameter, reason, remedy: remedy)
  }

  /// Keeps the trees of the first iterations.
  mutating func keep(iterations: Int) {
    guard iterations > 0, case .trees(let trees) = contents.kind else { return }
    keep(treeCount: trees.count(ofIterations: iterations, outputCount: contents.outputCount))
  }

  /// Keeps the first trees of each output: releases before 1.4 counted so.
  mutating func keep(treesPerOutput count: Int) {
    let (product, overflow) = count.multipliedReportingOverflow(by: contents.outputCount)
    if count > 0 && !overflow { keep(treeCount: product) }
  }

  private mutating func keep(treeCount count: Int) {
    guard case .trees(var trees) = contents.kind, count < trees.trees.count else { return }
    remark(.exact, "best_iteration", "It predicts with the first \(count) trees, as the library does.")
    trees.trees.removeSubrange(count...)
    contents.kind = .trees(trees)
  }

  /// Says that a wrapper would predict with fewer trees than the booster does.
  mutating func remarkOnBestIteration(_ best: Int) {
    guard case .trees(let trees) = contents.kind, best >= 0, best < 1 << 24,
      trees.count(ofIterations: best + 1, outputCount: contents.outputCount) < trees.trees.count
    else { return }
    remark(
      .bounded, "best_iteration",
      "Fitted with early stopping: `Booster.predict` takes all trees, as here, a wrapper that loads the file the first \(best + 1) iterations."
    )
  }

  /// Says that the number of trees depends on which of two releases wrote the file.
  mutating func remarkOnLimit() {
    remark(
      .bounded, "best_ntree_limit",
      "Fitted with early stopping: XGBoost 0.80 and 0.81 predict with the best trees, older releases, as here, with all."
    )
  }

  // MARK: Scores

  private var margins: [Double] {
    let name = contents.objective.hasPrefix("gpu:") ? String(contents.objective.dropFirst(4)) : contents.objective
    let margins = contents.baseScore.map { base in
      Double(BoosterObjective.margin(base, objective: name, version: contents.version))
    }
    return margins.count == contents.outputCount
      ? margins : Array(repeating: margins[0], count: contents.outputCount)
  }

  /// Sums begin with the base from 1.3 on (of `dart` from 1.4 on); earlier releases added it to the sum of the leaves.
  private func baseOrder(_ trees: BoosterTrees) -> TreeEnsemble.BaseOrder {
    (contents.version ?? BoosterVersion.unknown) >= BoosterVersion(1, trees.isDart ? 4 : 3, 0) ? .first : .last
  }

  private func scores() throws -> ScoreFunction {
    switch contents.kind {
    case .trees(let trees):
      return .trees(
        TreeEnsemble(
          trees: trees.trees, outputCount: contents.outputCount, base: margins, inputPrecision: .single,
          accumulation: .single, baseOrder: baseOrder(trees)))
    case .linear(let weights):
      let outputs = contents.outputCount
      let columns = contents.columnCount
      guard weights.count == (columns + 1) * outputs else {
        throw FormatError.booster(
          .malformed, "It has \(weights.count) weights for \(columns) columns and \(outputs) outputs.")
      }
      var coefficients = Matrix(rowCount: outputs, columnCount: columns)
      for output in 0..<outputs {
        for column in 0..<columns {
          coefficients.values[output * columns + column] = Double(weights[column * outputs + output])
        }
      }
      // Of several base scores the linear booster takes the first.
      let intercepts = (0..<outputs).map { Double(weights[columns * outputs + $0] + Float(margins[0])) }
      return .linear(LinearFunction(coefficients: coefficients, intercepts: intercepts))
    }
  }

  /// The scores of one output, for models that answer with several labels.
  private static func scores(_ function: ScoreFunction, of output: Int) -> ScoreFunction {
    switch function {
    case .trees(var ensemble):
      ensemble.trees = ensemble.trees.compactMap { tree in
        let place = output - tree.firstOutput
        guard (0..<tree.leafWidth).contains(place) else { return nil }
        var tree = tree
        tree.values = ContiguousArray(
          stride(from: place, to: tree.values.count, by: tree.leafWidth).map { tree.values[$0] })
        tree.leafWidth = 1
        tree.firstOutput = 0
        return tree
      }
      ensemble.base = [ensemble.base[output]]
      ensemble.outputCount = 1
      return .trees(ensemble)
    case .linear(let linear):
      let width = linear.coefficients.columnCount
      let row = linear.coefficients.values[(output * width)..<((output + 1) * width)]
      return .linear(
        LinearFunction(
          coefficients: Matrix(rowCount: 1, columnCount: width, values: ContiguousArray(row)),
          intercepts: [linear.intercepts[output]]))
    default: return function
    }
  }

  // MARK: What it answers

  /// As `Booster.predict` answers; with labels 0, 1, … where the objective is one of classes.
  func booster(missing: Double? = nil) throws -> Estimator {
    switch objective {
    case .binary, .multiclass: return try classifier(labels: nil, missing: missing)
    case .link, .ordered: return try regressor(missing: missing)
    }
  }

  /// As `XGBRegressor.predict` and `XGBRanker.predict` answer: what the booster says, whatever it is.
  func regressor(missing: Double? = nil) throws -> Estimator {
    switch objective {
    case .link(let link), .binary(let link):
      return try prepared(.regressor(.scores(try scores(), link)), missing: missing)
    case .ordered: return try prepared(.regressor(.scores(try scores(), .ascending)), missing: missing)
    case .multiclass: return try classifier(labels: nil, missing: missing)
    }
  }

  /// As `XGBClassifier` answers: what one score becomes is the second class's probability, whatever the objective.
  func classifier(labels given: [Label]?, missing: Double? = nil) throws -> Estimator {
    let count = contents.outputCount
    if case .multiclass = objective {
      let labels = given ?? (0..<count).map { .integer($0) }
      guard labels.count == count, count > 1 else { throw misfit(labels) }
      let rule = Classifier.Rule.scores(try scores(), .softmax, .probabilities)
      return try prepared(.classifier(Classifier(labels: labels, rule: rule)), missing: missing)
    }
    let link = try probabilityLink()
    let labels = given ?? [.integer(0), .integer(1)]
    if count > 1 {
      // Several labels at once: each by itself, 1 above one half.
      let all = try scores()
      let targets = (0..<count).map { output in
        Classifier(
          labels: [.integer(0), .integer(1)], rule: .scores(Self.scores(all, of: output), link, .positiveHalf))
      }
      return try prepared(.classifier(Classifier(labels: [], rule: .targets(targets))), missing: missing)
    }
    guard (1...2).contains(labels.count) else { throw misfit(labels) }
    let rule = Classifier.Rule.scores(try scores(), link, .positiveHalf)
    return try prepared(.classifier(Classifier(labels: labels, rule: rule)), missing: missing)
  }

  private func misfit(_ labels: [Label]) -> ModelRefusal {
    refusal(
      "num_class", "It gives \(contents.outputCount) scores, and there are \(labels.count) classes.",
      remedy: "Convert the booster itself (`get_booster().save_model`).")
  }

  private func probabilityLink() throws -> ProbabilityLink {
    switch objective {
    case .binary(.logistic), .link(.logistic): return .logistic()
    case .binary(.step): return .step
    case .link(.identity): return .identity
    default:
      throw refusal(
        "objective", "What `\(contents.objective)` answers is no probability, and a classifier takes it for one.",
        remedy: "Convert the booster itself (`get_booster().save_model`), or fit it with a binary objective.")
    }
  }

  /// What a wrapper and the library do to rows before they are scored.
  private func prepared(_ estimator: Estimator, missing: Double?) throws -> Estimator {
    var steps: [Estimator] = []
    if let encoding = BoosterFrames.encoding(contents) { steps.append(.transformer(encoding)) }
    let count = contents.columnCount
    if let missing, !missing.isNaN {
      let fills = [Label](repeating: .number(.nan), count: count)
      steps.append(.transformer(.impute(Imputation(marker: .number(missing), fills: fills))))
    }
    if case .linear = contents.kind {
      // What is missing adds nothing.
      let fills = [Label](repeating: .number(0), count: count)
      steps.append(.transformer(.impute(Imputation(marker: .nan, fills: fills))))
    }
    return steps.isEmpty ? estimator : .pipeline(steps + [estimator])
  }

  // MARK: Columns

  /// As the model names them; nil where it saw no names.
  var columnNames: [String]? {
    contents.columnNames.count == contents.columnCount && contents.columnCount > 0 ? contents.columnNames : nil
  }

  var inputs: [InputColumn] {
    (0..<contents.columnCount).map { column in
      var kind = InputColumn.Kind.double
      if contents.categories.indices.contains(column), case .string = contents.categories[column]?.first {
        kind = .string
      }
      return InputColumn(
        name: columnNames?[column] ?? "x\(column)", isNamed: columnNames != nil, kind: kind)
    }
  }

  var origin: ModelOrigin {
    ModelOrigin(
      library: "xgboost", version: contents.version?.text ?? "before 1.0", isInferred: contents.version == nil)
  }
}
