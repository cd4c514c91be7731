// How many columns a model takes, what they are called, and what is in them.

internal import ModelCore

enum InputShape {
  /// As the estimator was fitted with; empty where it saw no names.
  static func names(_ fitted: FittedEstimator) throws -> [String] {
    for name in ["feature_names_in_", "_feature_names_in", "_df_columns"] {
      guard let value = fitted[name], !value.isNone else { continue }
      if let texts = try texts(value) { return texts }
    }
    return try LightGBMObjects.columnNames(fitted) ?? BoosterObjects.columnNames(fitted)
      ?? CatBoostObjects.columnNames(fitted)
      ?? (fitted.name == "DictVectorizer" ? DictionaryColumns(fitted).keys.map(\.name) : nil) ?? []
  }

  /// Texts of an array, a list, or an index of pandas.
  static func texts(_ value: PickleValue, depth: Int = 0) throws -> [String]? {
    guard depth < 4 else { return nil }
    if let array = try value.array() {
      guard [.text, .bytes, .object].contains(array.type.kind) else { return nil }
      let texts = try array.texts().compactMap { $0 }
      return texts.count == array.count ? texts : nil
    }
    if let object = value.object, object.callable?.name == "_new_Index", object.arguments.count == 2,
      let data = object.arguments[1]["data"]
    {
      return try texts(data, depth: depth + 1)
    }
    guard let items = value.items else { return nil }
    let texts = items.compactMap(\.text)
    return texts.count == items.count ? texts : nil
  }

  /// Throws where neither the estimator nor its parts say it.
  static func columnCount(_ fitted: FittedEstimator, _ estimator: Estimator) throws -> Int {
    guard let count = stated(fitted, depth: 0) ?? ColumnNeed.of(estimator) else {
      throw fitted.refusal(
        "n_features_in_", "The file does not say how many columns it takes.",
        remedy: "Save it with scikit-learn 0.23 or later, or as a step of a pipeline that says it.")
    }
    return count
  }

  /// What the estimator, or the first step or a member of it, says.
  private static func stated(_ fitted: FittedEstimator, depth: Int) -> Int? {
    guard depth < 8 else { return nil }
    let own =
      try? LightGBMObjects.columnCount(fitted) ?? BoosterObjects.columnCount(fitted)
      ?? CatBoostObjects.columnCount(fitted)
    if let own { return own }
    // Of a selector `n_features_` is what it keeps; of support vectors `support_` is where they were.
    let isMachine = ["SVC", "NuSVC", "SVR", "NuSVR", "OneClassSVM", "EllipticEnvelope"].contains(fitted.name)
    for name in isMachine ? [] : ["support_", "scores_", "variances_"] {
      if let array = try? fitted[name]?.array(), array.shape.count == 1, array.count > 0 { return array.count }
    }
    for name in ["n_features_in_", "n_features_", "n_features", "_n_features", "n_input_features_"] {
      if let count = fitted[name]?.integer, count > 0, count < 1 << 24, !fitted.name.hasSuffix("Vectorizer") {
        return count
      }
    }
    if let first = try? fitted.list("steps").first?.items?.last, let part = try? fitted.part(first, "steps[0]") {
      return stated(part, depth: depth + 1)
    }
    if let first = try? fitted.list("calibrated_classifiers_").first,
      let part = try? fitted.part(first, "calibrated_classifiers_[0]")
    {
      return stated(part, depth: depth + 1)
    }
    for name in ["best_estimator_", "estimator_", "regressor_", "base_estimator", "estimator"] {
      guard let inner = try? fitted.part(name) else { continue }
      if let count = stated(inner, depth: depth + 1) { return count }
      if let matrix = try? inner.matrix("coef_") { return matrix.columnCount }
    }
    if fitted["estimators_features_"] == nil, let first = try? fitted.list("estimators_").first,
      let part = try? fitted.part(first, "estimators_[0]")
    {
      return stated(part, depth: depth + 1)
    }
    return nil
  }

  static func columns(_ fitted: FittedEstimator, _ estimator: Estimator, count: Int) -> [InputColumn] {
    let names = (try? self.names(firstNamed(fitted, depth: 0))) ?? []
    let kinds = ColumnNeed.kinds(estimator, count: count)
    return (0..<count).map { place in
      InputColumn(
        name: names.count == count ? names[place] : "x\(place)", isNamed: names.count == count, kind: kinds[place])
    }
  }

  /// Before 1.0 a pipeline did not know the names its first step was given.
  private static func firstNamed(_ fitted: FittedEstimator, depth: Int) -> FittedEstimator {
    guard depth < 8, !fitted.has("feature_names_in_") else { return fitted }
    if let first = try? fitted.list("steps").first?.items?.last, let part = try? fitted.part(first, "steps[0]") {
      return firstNamed(part, depth: depth + 1)
    }
    if let best = try? fitted.part("best_estimator_") { return firstNamed(best, depth: depth + 1) }
    return fitted
  }
}

/// What a model of the dialect needs of its columns.
enum ColumnNeed {
  /// The number of columns, as far as the parts tell it.
  static func of(_ estimator: Estimator) -> Int? {
    switch estimator {
    // Steps that say nothing keep the number of columns.
    case .pipeline(let steps): return steps.lazy.compactMap(of).first
    case .transformer(let transformer): return of(transformer)
    case .regressor(let regressor): return of(regressor)
    case .classifier(let classifier): return of(classifier.rule)
    case .clusterer(.centers(let centers)): return centers.columnCount
    case .clusterer(.groups(let centers, _)): return centers.columnCount
    case .clusterer(.gaussianMixture(let mixture)): return mixture.means.columnCount
    case .outlierDetector(.localDensity(let model)): return model.neighbors.points.columnCount
    case .outlierDetector(.oneClass(let machine)): return machine.supportVectors.columnCount
    case .outlierDetector(.isolationForest(let forest)):
      return forest.columns.map { ($0.joined().max() ?? 0) + 1 } ?? of(.trees(forest.trees))
    }
  }

  private static func of(_ score: ScoreFunction) -> Int? {
    switch score {
    case .linear(let function): function.coefficients.columnCount
    case .network(let network): network.layers.first?.weights.rowCount
    case .supportVectors(let machine): machine.supportVectors.columnCount
    // The greatest column that trees test says nothing about those behind it.
    case .trees, .constant: nil
    }
  }

  private static func of(_ members: [Regressor.Member]) -> Int? {
    members.compactMap { member in member.columns.flatMap { $0.max() }.map { $0 + 1 } ?? of(member.estimator) }.max()
  }

  private static func of(_ regressor: Regressor) -> Int? {
    switch regressor {
    case .scores(let score, _): of(score)
    case .neighbors(let neighbors, _): neighbors.points.columnCount
    case .average(let members), .weightedMedian(let members), .stacking(let members, _, _, _): of(members)
    case .targets(let estimators), .chain(let estimators, _): estimators.first.flatMap(of)
    case .transformedTarget(let estimator, _): of(estimator)
    case .isotonic: 1
    }
  }

  private static func of(_ rule: Classifier.Rule) -> Int? {
    switch rule {
    case .scores(let score, _, _): of(score)
    case .pairwiseVectors(let machine): machine.machine.supportVectors.columnCount
    case .neighbors(let neighbors, _, _): neighbors.points.columnCount
    case .gaussianNaiveBayes(let bayes): bayes.means.columnCount
    case .discreteNaiveBayes(let bayes):
      if case .categorical(let offsets) = bayes.kind { offsets.count } else { bayes.logProbabilities.columnCount }
    case .quadraticDiscriminant(let rule): rule.means.columnCount
    case .voting(let members, _), .adaBoost(let members, _), .oneVersusOne(let members, _),
      .stacking(let members, _, _, _):
      of(members)
    case .oneVersusRest(let estimators, _, _), .chain(let estimators, _): estimators.first.flatMap(of)
    case .calibrated(let parts): (parts.first?.estimator).flatMap(of)
    case .thresholded(let estimator, _, _, _), .wrapped(let estimator): of(estimator)
    case .targets(let targets): (targets.first?.rule).flatMap(of)
    }
  }

  private static func of(_ transformer: Transformer) -> Int? {
    switch transformer {
    case .sequence(let steps): steps.lazy.compactMap(of).first
    case .branches(let branches):
      branches.compactMap { branch in branch.columns.map { ($0.max() ?? -1) + 1 } ?? of(branch.transformer) }.max()
    case .select(let places): places.max().map { $0 + 1 }
    case .arithmetic(let steps): steps.first.map(count)
    case .impute(let imputation): imputation.fills.count
    case .oneHot(let encoding): encoding.columns.count
    case .ordinal(let encoding): encoding.columns.count
    case .discretize(let bins): bins.edges.count
    case .polynomial(let expansion): expansion.exponents.first?.count
    case .power(let power): power.lambdas.count
    case .quantile(let quantile): quantile.quantiles.count
    case .project(let projection): projection.components.columnCount
    case .splines(let splines): splines.columns.count
    case .imputeByNeighbors(let imputation): imputation.points.columnCount
    case .imputeIteratively(let imputation): imputation.initial.fills.count
    case .text, .labels: 1
    case .answer(let estimator, _): of(estimator)
    case .passthrough, .normalize, .binarize, .function: nil
    }
  }

  private static func count(_ step: ColumnArithmetic) -> Int {
    switch step {
    case .subtract(let numbers), .divide(let numbers), .multiply(let numbers), .add(let numbers), .clip(let numbers, _):
      numbers.count
    }
  }

  // MARK: Kinds

  /// Numbers, unless a step that takes a column as it came wants text.
  static func kinds(_ estimator: Estimator, count: Int) -> [InputColumn.Kind] {
    var kinds = [InputColumn.Kind](repeating: .double, count: count)
    mark(estimator, Array(0..<count), &kinds)
    return kinds
  }

  private static func mark(_ estimator: Estimator, _ places: [Int?], _ kinds: inout [InputColumn.Kind]) {
    switch estimator {
    case .pipeline(let steps):
      var places = places
      for step in steps {
        guard case .transformer(let transformer) = step else { return mark(step, places, &kinds) }
        places = mark(transformer, places, &kinds)
      }
    case .transformer(let transformer): _ = mark(transformer, places, &kinds)
    case .classifier(let classifier): if case .wrapped(let inner) = classifier.rule { mark(inner, places, &kinds) }
    default: return
    }
  }

  /// `places` are the inputs that columns of the table are, nil for those that a step made; as such are answered those
  /// of the table handed on, none where they are not followed.
  private static func mark(
    _ transformer: Transformer, _ places: [Int?], _ kinds: inout [InputColumn.Kind]
  ) -> [Int?] {
    func set(_ index: Int, _ kind: InputColumn.Kind) {
      guard places.indices.contains(index), let place = places[index], kinds.indices.contains(place) else { return }
      // What one step takes for text stays text, whatever another says of missing cells.
      if kinds[place] != .string { kinds[place] = kind }
    }
    switch transformer {
    case .passthrough, .function(.identity): return places
    case .sequence(let steps): return steps.reduce(places) { mark($1, $0, &kinds) }
    case .select(let columns): return columns.map { places.indices.contains($0) ? places[$0] : nil }
    case .branches(let branches):
      return branches.flatMap { branch -> [Int?] in
        let own = branch.columns.map { $0.map { places.indices.contains($0) ? places[$0] : nil } } ?? places
        return mark(branch.transformer, own, &kinds)
      }
    case .text: set(0, .string)
    case .labels(let labels): set(0, kind(labels))
    case .oneHot(let encoding):
      for (index, column) in encoding.columns.enumerated() { set(index, kind(column.categories)) }
      return encoding.columns.flatMap { $0.categories.map { _ in nil as Int? } }
    case .ordinal(let encoding):
      for (index, column) in encoding.columns.enumerated() { set(index, kind(column.categories)) }
      return encoding.columns.map { _ in nil }
    case .impute(let imputation):
      for (index, fill) in imputation.fills.enumerated() { set(index, kind([fill])) }
      guard imputation.fillsCells else { return [] }
      let kept = imputation.fills.indices.filter { imputation.keepsEmptyColumns || imputation.fills[$0] != .missing }
      return kept.map { places.indices.contains($0) ? places[$0] : nil } + imputation.indicators.map { _ in nil }
    default: break
    }
    return []
  }

  private static func kind(_ labels: [Label]) -> InputColumn.Kind {
    for label in labels {
      switch label {
      case .string: return .string
      case .integer: return .integer
      case .boolean: return .boolean
      case .number, .missing: continue
      }
    }
    return .double
  }
}
