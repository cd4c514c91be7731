// Linear and quadratic discriminant analysis.

internal import ModelCore

enum Discriminants {
  static let makers: [String: EstimatorMaker] = [
    "LinearDiscriminantAnalysis": linear, "LDA": linear, "QuadraticDiscriminantAnalysis": quadratic, "QDA": quadratic,
  ]
  static let transformers: [String: TransformerMaker] = ["LinearDiscriminantAnalysis": axes, "LDA": axes]

  /// Before 0.21, several classes had a logistic each, divided by their sum.
  private static let linear: EstimatorMaker = { fitted in
    let labels = try fitted.labels("classes_")
    let function = try LinearRegressors.function(fitted)
    let link: ProbabilityLink =
      labels.count == 2 ? .logistic() : fitted.version < ScikitLearnVersion(0, 21) ? .oneVersusRestLogistic() : .softmax
    return .classifier(Classifier(labels: labels, rule: .scores(.linear(function), link, .scores)))
  }

  /// `(x - xbar_) · scalings_` with the solver `svd`, `x · scalings_` with `eigen`.
  private static let axes: TransformerMaker = { fitted in
    let solver = fitted.text("solver", default: "svd")
    guard solver != "lsqr" else { throw fitted.refusal("solver", "With `lsqr` it transforms nothing.") }
    var components = try fitted.matrix("scalings_").transposed
    let most = try fitted["_max_components"]?.integer ?? (try fitted.labels("classes_").count - 1)
    guard most >= 0 else { throw fitted.refusal("_max_components", "It is less than none.") }
    if most < components.rowCount {
      components = Matrix(
        rowCount: most, columnCount: components.columnCount,
        values: ContiguousArray(components.values.prefix(most * components.columnCount)))
    }
    let mean = solver == "svd" ? try fitted.vector("xbar_") : nil
    return .project(Projection(mean: mean, components: components, scale: nil))
  }

  private static let quadratic: EstimatorMaker = { fitted in
    let labels = try fitted.labels("classes_")
    let rotations = try fitted.list("rotations_", "rotations").map { try fitted.matrix($0, "rotations_") }
    let scalings = try fitted.list("scalings_", "scalings").map { try fitted.numbers($0, "scalings_") }
    guard rotations.count == labels.count, scalings.count == labels.count else {
      throw fitted.refusal("rotations_", "There is not one for each class.")
    }
    // The library warns of it while it fits; what it then divides by are errors of rounding.
    if scalings.contains(where: { ($0.min() ?? 1) <= 1e-12 * ($0.max() ?? 1) }) {
      fitted.remark(
        .lossy, "scalings_",
        "Within a class columns depend on each other: scores and probabilities are rounding errors made great, and no two computers agree on them. Leave such columns out, or fit it with reg_param."
      )
    }
    let rule = QuadraticDiscriminant(
      priors: try fitted.vector("priors_"), means: try fitted.matrix("means_"), rotations: rotations, scalings: scalings
    )
    return .classifier(Classifier(labels: labels, rule: .quadraticDiscriminant(rule)))
  }
}
