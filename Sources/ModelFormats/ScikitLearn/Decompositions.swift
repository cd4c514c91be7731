// Projections onto components.

internal import ModelCore

enum Decompositions {
  static let makers: [String: TransformerMaker] = [
    "PCA": principal, "IncrementalPCA": principal, "RandomizedPCA": randomized,
    "TruncatedSVD": { .project(Projection(mean: nil, components: try $0.matrix("components_"), scale: nil)) },
    "FastICA": independent,
    "GaussianRandomProjection": {
      .project(Projection(mean: nil, components: try $0.matrix("components_"), scale: nil))
    },
    "SparseRandomProjection": { .project(Projection(mean: nil, components: try $0.matrix("components_"), scale: nil)) },
  ]

  /// From 1.5 on the mean is taken off after projecting, and a scale is held off 0.
  private static let principal: TransformerMaker = { fitted in
    var scale: [Double]?
    if fitted.boolean("whiten", default: false) {
      let smallest = fitted.version >= ScikitLearnVersion(1, 5) ? Double.ulpOfOne : 0
      scale = try fitted.vector("explained_variance_").map { max($0.squareRoot(), smallest) }
    }
    return .project(
      Projection(
        mean: fitted.has("mean_") ? try fitted.vector("mean_") : nil, components: try fitted.matrix("components_"),
        scale: scale,
        centersAfterwards: fitted.version >= ScikitLearnVersion(1, 5)))
  }

  /// 0.17: whitening is in the components already.
  private static let randomized: TransformerMaker = { fitted in
    .project(
      Projection(
        mean: fitted.has("mean_") ? try fitted.vector("mean_") : nil, components: try fitted.matrix("components_"),
        scale: nil))
  }

  private static let independent: TransformerMaker = { fitted in
    .project(
      Projection(
        mean: fitted.has("mean_") ? try fitted.vector("mean_") : nil, components: try fitted.matrix("components_"),
        scale: nil))
  }
}
