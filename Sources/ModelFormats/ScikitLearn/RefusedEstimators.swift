// Estimators of scikit-learn's that are refused as a whole, and why.

enum RefusedEstimators {
  /// Why, and what to do; nil for a class that nothing is known of.
  static func reason(for name: String) -> (reason: String, remedy: String)? {
    for (names, reason, remedy) in reasons where names.contains(name) { return (reason, remedy) }
    return nil
  }

  private static let reasons: [(names: Set<String>, reason: String, remedy: String)] = [
    (
      [
        "AgglomerativeClustering", "DBSCAN", "HDBSCAN", "OPTICS", "SpectralClustering", "SpectralBiclustering",
        "SpectralCoclustering", "TSNE", "MDS", "SpectralEmbedding",
      ],
      "It answers only for the rows it was fitted on; there is nothing to ask about other rows.",
      "Fit a classifier or a regressor on what it answered, and convert that."
    ),
    (
      [
        "EmpiricalCovariance", "GraphicalLasso", "GraphicalLassoCV", "GraphLasso", "GraphLassoCV", "LedoitWolf",
        "MinCovDet", "OAS", "ShrunkCovariance", "KernelDensity", "NearestNeighbors", "LSHForest",
      ],
      "It predicts nothing: what it has are covariances, densities or neighbours.",
      "Convert the estimator that uses it, or keep it in code."
    ),
    (
      [
        "NMF", "ProjectedGradientNMF", "MiniBatchNMF", "LatentDirichletAllocation", "DictionaryLearning",
        "MiniBatchDictionaryLearning", "SparseCoder",
      ],
      "For each row it solves a problem of its own, step by step until a tolerance.",
      "Keep this step in code, or fit TruncatedSVD or PCA in its place."
    ),
    (
      ["FeatureHasher", "MultiLabelBinarizer", "PatchExtractor"],
      "It takes dictionaries, sets or images, not a table of columns.",
      "Make the table in code, and convert what comes behind this step."
    ),
    (
      ["GaussianProcessClassifier"], "Its probabilities are integrals over a posterior at each row.",
      "Fit an SVC with probabilities, or a GaussianProcessRegressor where a number will do."
    ),
    (
      ["Isomap", "LocallyLinearEmbedding"], "It places each row by a graph of neighbours and a problem of its own.",
      "Fit PCA, KernelPCA or Nystroem in its place."
    ),
    (
      [
        "KNeighborsTransformer", "RadiusNeighborsTransformer", "KernelCenterer", "AdditiveChi2Sampler",
        "PolynomialCountSketch",
      ],
      "How it answers is not written down here yet.", "Convert the steps before it, and keep it in code."
    ),
  ]
}
