// Which columns of a model are text, told by what is done with them.

internal import ModelCore

/// Columns that an encoder holds against strings or a vectoriser takes apart. For models that do not say what they were
/// fitted with.
struct TextColumns {
  private var places: Set<Int> = []

  init(of estimator: Estimator) {
    places = Self.places(in: estimator)
  }

  func contains(_ place: Int) -> Bool { places.contains(place) }

  private static func places(in estimator: Estimator) -> Set<Int> {
    switch estimator {
    case .transformer(let transformer): places(in: transformer)
    case .pipeline(let steps): places(in: steps)
    case .classifier(let classifier):
      if case .wrapped(let inner) = classifier.rule {
        places(in: inner)
      } else {
        members(of: classifier).reduce([]) { $0.union(places(in: $1)) }
      }
    case .regressor(.transformedTarget(let inner, _)): places(in: inner)
    default: []
    }
  }

  /// Members that take all columns as they are.
  private static func members(of classifier: Classifier) -> [Estimator] {
    switch classifier.rule {
    case .voting(let members, _), .stacking(let members, _, _, _): members.filter { $0.columns == nil }.map(\.estimator)
    case .calibrated(let parts): parts.map(\.estimator)
    case .thresholded(let inner, _, _, _): [inner]
    default: []
    }
  }

  private static func places(in steps: [Estimator]) -> Set<Int> {
    var found: Set<Int> = []
    for step in steps {
      found.formUnion(places(in: step))
      guard case .transformer(let transformer) = step, keepsPlaces(transformer) else { break }
    }
    return found
  }

  private static func places(in transformer: Transformer) -> Set<Int> {
    switch transformer {
    case .sequence(let steps): places(in: steps.map { .transformer($0) })
    case .branches(let branches):
      branches.reduce(into: []) { found, branch in
        let inner = places(in: branch.transformer)
        found.formUnion(
          branch.columns.map { columns in inner.filter(columns.indices.contains).map { columns[$0] } } ?? Array(inner))
      }
    case .impute(let imputation): imputed(imputation)
    case .oneHot(let encoding): places(encoding.columns.map(\.categories))
    case .ordinal(let encoding): places(encoding.columns.map(\.categories))
    case .labels(let labels): places([labels])
    case .text: [0]
    case .answer(let estimator, _): places(in: estimator)
    default: []
    }
  }

  private static func imputed(_ imputation: Imputation) -> Set<Int> {
    if case .string = imputation.marker { return Set(imputation.fills.indices) }
    return Set(imputation.fills.indices.filter { imputation.fills[$0].isText })
  }

  private static func places(_ categories: [[Label]]) -> Set<Int> {
    Set(categories.indices.filter { categories[$0].contains(where: \.isText) })
  }

  /// Whether the columns after the step are the columns before it.
  private static func keepsPlaces(_ transformer: Transformer) -> Bool {
    switch transformer {
    case .passthrough: true
    case .impute(let imputation): imputation.keepsEmptyColumns || !imputation.fills.contains(.missing)
    case .sequence(let steps): steps.allSatisfy(keepsPlaces)
    default: false
    }
  }
}
