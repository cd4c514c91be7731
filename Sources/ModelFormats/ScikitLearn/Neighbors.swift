// Nearest neighbours.

internal import ModelCore

enum Neighbors {
  static let makers: [String: EstimatorMaker] = [
    "KNeighborsClassifier": classifier, "RadiusNeighborsClassifier": classifier, "KNeighborsRegressor": regressor,
    "RadiusNeighborsRegressor": regressor,
  ]

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
    return NearestNeighbors(
      points: try fitted.matrix("_fit_X"), metric: try metric(fitted), reach: reach, weighting: weighting)
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
    }
    return Classifier(labels: labels, rule: .neighbors(neighbors, classes: classes, outlierLabel: outlier))
  }
}
