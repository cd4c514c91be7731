// Nearest neighbours.

internal import ModelCore

enum Neighbors {
  static let makers: [String: EstimatorMaker] = [
    "KNeighborsClassifier": classifier, "RadiusNeighborsClassifier": classifier, "KNeighborsRegressor": regressor,
    "RadiusNeighborsRegressor": regressor, "NearestCentroid": centroids,
  ]

  /// The class of the nearest centre: one neighbour's vote, which has no probabilities.
  private static let centroids: EstimatorMaker = { fitted in
    let labels = try fitted.labels("classes_")
    let points = try fitted.matrix("centroids_")
    guard points.rowCount == labels.count else {
      throw fitted.refusal("centroids_", "There is not one for each class.")
    }
    let even = 1 / Double(labels.count)
    if fitted.has("class_prior_"),
      try fitted.vector("class_prior_").contains(where: { abs($0 - even) > 1e-8 + 1e-5 * even })
    {
      throw fitted.refusal(
        "priors", "With priors that differ the nearest centre does not decide alone.",
        remedy: "Fit it with `priors=\"uniform\"`, or fit LinearDiscriminantAnalysis.")
    }
    if fitted.has("within_class_std_dev_") {
      fitted.remark(
        .lossy, "predict_proba",
        "Probabilities and scores, which 1.7 and later have, are left out; labels are the same.")
    }
    let nearest = NearestNeighbors(points: points, metric: try metric(fitted), reach: .count(1), weighting: .uniform)
    let member = Classifier(
      labels: labels, rule: .neighbors(nearest, classes: Array(labels.indices), outlierLabel: nil))
    return .classifier(
      Classifier(labels: labels, rule: .voting([Regressor.Member(.classifier(member))], isSoft: false)))
  }

  static func neighbors(_ fitted: FittedEstimator) throws -> NearestNeighbors {
    let weighting: NearestNeighbors.Weighting
    switch fitted["weights"] {
    case nil: weighting = .uniform
    case let value? where value.isNone: weighting = .uniform
    case let value?:
      guard let name = value.text, let known = NearestNeighbors.Weighting(rawValue: name) else {
        throw fitted.refusal(
          "weights", "It is a function of the user's.", remedy: "Fit it with `uniform` or `distance`.")
      }
      weighting = known
    }
    let reach: NearestNeighbors.Reach =
      fitted.name.hasPrefix("Radius") ? .radius(try fitted.number("radius")) : .count(try fitted.integer("n_neighbors"))
    let neighbors = NearestNeighbors(
      points: try fitted.matrix("_fit_X"), metric: try metric(fitted), reach: reach, weighting: weighting)
    if case .count(let count) = reach, count < neighbors.points.rowCount, hasTies(neighbors) {
      fitted.remark(
        .bounded, "n_neighbors",
        "Many of its points are equally near; which of them count is left to the library's search, and here the first do."
      )
    }
    return neighbors
  }

  /// Whether rows are equally near to several points as a rule: points that coincide, or columns of few values.
  private static func hasTies(_ neighbors: NearestNeighbors) -> Bool {
    if case .hamming = neighbors.metric { return true }
    let points = neighbors.points
    let distinct = Set((0..<points.rowCount).lazy.map { Array(points.row($0)) })
    if distinct.count < points.rowCount { return true }
    return (0..<points.columnCount).allSatisfy { Set(points.column($0)).count * 2 < points.rowCount }
  }

  private static func metric(_ fitted: FittedEstimator) throws -> NearestNeighbors.Metric {
    let parameters = fitted["effective_metric_params_"]
    guard let name = fitted["effective_metric_", "metric"]?.text else {
      throw fitted.refusal("metric", "It is a function of the user's.", remedy: "Fit it with a named metric.")
    }
    func vector(_ key: String) throws -> [Double]? {
      guard let value = parameters?[key], !value.isNone else { return nil }
      return try fitted.numbers(value, "metric_params")
    }
    switch name {
    case "euclidean", "l2": return .euclidean
    case "manhattan", "cityblock", "l1": return .manhattan
    case "chebyshev", "infinity": return .chebyshev
    case "cosine": return .cosine
    case "hamming": return .hamming
    case "canberra": return .canberra
    case "braycurtis": return .brayCurtis
    case "haversine": return .haversine
    case "minkowski", "p":
      let p = try parameters?["p"]?.double ?? (try fitted.number("p"))
      return .minkowski(p: p, weights: try vector("w"))
    case "wminkowski":
      let p = try parameters?["p"]?.double ?? (try fitted.number("p"))
      return .minkowski(p: p, weights: try vector("w")?.map { Mathematics.pow(abs($0), p) })
    case "seuclidean":
      guard let variances = try vector("V") else { throw fitted.refusal("metric_params", "`V` is not in the file.") }
      return .seuclidean(variances: variances)
    case "mahalanobis":
      guard let inverse = parameters?["VI"] else { throw fitted.refusal("metric_params", "`VI` is not in the file.") }
      return .mahalanobis(inverseCovariance: try fitted.matrix(inverse, "metric_params"))
    default:
      throw fitted.refusal("metric", "The metric `\(name)` is not known here.", remedy: "Fit it with another metric.")
    }
  }

  private static let regressor: EstimatorMaker = { fitted in
    let neighbors = try neighbors(fitted)
    guard let targets = try fitted.value("_y").array() else { throw fitted.refusal("_y", "It holds no numbers.") }
    let width = targets.shape.count == 2 ? targets.shape[1] : 1
    guard targets.shape.first == neighbors.points.rowCount else {
      throw fitted.refusal("_y", "It does not fit _fit_X.")
    }
    return .regressor(
      .neighbors(
        neighbors,
        targets: Matrix(
          rowCount: neighbors.points.rowCount, columnCount: width, values: ContiguousArray(try targets.doubles()))))
  }

  private static let classifier: EstimatorMaker = { fitted in
    let neighbors = try neighbors(fitted)
    let classes = try fitted.value("classes_")
    guard let places = try fitted.value("_y").array(), places.shape.first == neighbors.points.rowCount else {
      throw fitted.refusal("_y", "It does not fit _fit_X.")
    }
    let numbers = try places.integers()
    guard fitted.boolean("outputs_2d_", default: false) else {
      return .classifier(try target(fitted, neighbors, try fitted.labels(classes, "classes_"), numbers, 0))
    }
    guard places.shape.count == 2 else { throw fitted.refusal("_y", "It does not fit _fit_X.") }
    let width = places.shape[1]
    let targets = try fitted.list(classes, "classes_").enumerated().map { output, value in
      try target(
        fitted, neighbors, try fitted.labels(value, "classes_"),
        (0..<neighbors.points.rowCount).map { numbers[$0 * width + output] }, output)
    }
    return .classifier(Classifier(labels: [], rule: .targets(targets)))
  }

  private static func target(
    _ fitted: FittedEstimator, _ neighbors: NearestNeighbors, _ labels: [Label], _ classes: [Int], _ output: Int
  ) throws -> Classifier {
    guard classes.allSatisfy(labels.indices.contains) else {
      throw fitted.refusal("_y", "It names classes there are not.")
    }
    var outlier: Label?
    if fitted.name.hasPrefix("Radius"), let value = fitted["outlier_label_", "outlier_label"], !value.isNone {
      let all = try value.items != nil || value.isArray ? fitted.labels(value, "outlier_label_") : [value.label()]
      outlier = all.indices.contains(output) ? all[output] : all.first
      if outlier == .missing { outlier = nil }
      if fitted.version < ScikitLearnVersion(0, 22) { outlier = try outlier?.cut(toFit: fitted.value("classes_")) }
    }
    return Classifier(labels: labels, rule: .neighbors(neighbors, classes: classes, outlierLabel: outlier))
  }
}

extension Label {
  /// As it comes out of an array of the classes' dtype: longer text is cut off, and nobody is told.
  fileprivate func cut(toFit classes: PickleValue) throws -> Label {
    guard case .string(let text) = self, let type = try classes.array()?.type, type.kind == .text else { return self }
    return .string(String(String.UnicodeScalarView(text.unicodeScalars.prefix(type.size / 4))))
  }
}
