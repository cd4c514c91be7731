// The ensembles of trees in a model, wherever they stand.

extension Estimator {
  /// The model with each of its ensembles as `change` leaves it, from the first step to the last.
  package func changingTrees(_ change: (inout TreeEnsemble) -> Void) -> Estimator {
    switch self {
    case .pipeline(let steps): return .pipeline(steps.map { $0.changingTrees(change) })
    case .regressor(let regressor): return .regressor(regressor.changingTrees(change))
    case .classifier(let classifier):
      return .classifier(Classifier(labels: classifier.labels, rule: classifier.rule.changingTrees(change)))
    case .outlierDetector(.isolationForest(var forest)):
      change(&forest.trees)
      return .outlierDetector(.isolationForest(forest))
    case .transformer(let transformer): return .transformer(transformer.changingTrees(change))
    case .clusterer, .outlierDetector: return self
    }
  }
}

extension Regressor.Member {
  fileprivate func changingTrees(_ change: (inout TreeEnsemble) -> Void) -> Self {
    Self(estimator.changingTrees(change), columns: columns, weight: weight)
  }
}

extension Regressor {
  fileprivate func changingTrees(_ change: (inout TreeEnsemble) -> Void) -> Regressor {
    switch self {
    case .scores(let function, let link): .scores(function.changingTrees(change), link)
    case .average(let members): .average(members.map { $0.changingTrees(change) })
    case .weightedMedian(let members): .weightedMedian(members.map { $0.changingTrees(change) })
    case .targets(let parts): .targets(parts.map { $0.changingTrees(change) })
    case .chain(let parts, let order): .chain(parts.map { $0.changingTrees(change) }, order: order)
    case .stacking(let members, let final, let answer, let passes):
      .stacking(
        members.map { $0.changingTrees(change) }, final: final.changingTrees(change), answer: answer,
        passesInputs: passes)
    case .transformedTarget(let inner, let inverse):
      .transformedTarget(inner.changingTrees(change), inverse: inverse)
    case .neighbors, .isotonic: self
    }
  }
}

extension Classifier.Rule {
  fileprivate func changingTrees(_ change: (inout TreeEnsemble) -> Void) -> Classifier.Rule {
    switch self {
    case .scores(let function, let link, let decision): .scores(function.changingTrees(change), link, decision)
    case .voting(let members, let isSoft): .voting(members.map { $0.changingTrees(change) }, isSoft: isSoft)
    case .adaBoost(let members, let algorithm): .adaBoost(members.map { $0.changingTrees(change) }, algorithm)
    case .oneVersusRest(let parts, let isMultilabel, let lastWins):
      .oneVersusRest(parts.map { $0.changingTrees(change) }, isMultilabel: isMultilabel, lastWins: lastWins)
    case .oneVersusOne(let members, let decidesAtZero):
      .oneVersusOne(members.map { $0.changingTrees(change) }, decidesAtZero: decidesAtZero)
    case .stacking(let members, let final, let answer, let passes):
      .stacking(
        members.map { $0.changingTrees(change) }, final: final.changingTrees(change), answer: answer,
        passesInputs: passes)
    case .calibrated(let classifiers):
      .calibrated(
        classifiers.map { classifier in
          var classifier = classifier
          classifier.estimator = classifier.estimator.changingTrees(change)
          return classifier
        })
    case .thresholded(let inner, let threshold, let answer, let positive):
      .thresholded(inner.changingTrees(change), threshold: threshold, answer: answer, positive: positive)
    case .targets(let classifiers):
      .targets(classifiers.map { Classifier(labels: $0.labels, rule: $0.rule.changingTrees(change)) })
    case .chain(let parts, let order): .chain(parts.map { $0.changingTrees(change) }, order: order)
    case .wrapped(let inner): .wrapped(inner.changingTrees(change))
    case .pairwiseVectors, .neighbors, .gaussianNaiveBayes, .discreteNaiveBayes, .quadraticDiscriminant: self
    }
  }
}

extension ScoreFunction {
  fileprivate func changingTrees(_ change: (inout TreeEnsemble) -> Void) -> ScoreFunction {
    guard case .trees(var trees) = self else { return self }
    change(&trees)
    return .trees(trees)
  }
}

extension Transformer {
  fileprivate func changingTrees(_ change: (inout TreeEnsemble) -> Void) -> Transformer {
    switch self {
    case .sequence(let steps): return .sequence(steps.map { $0.changingTrees(change) })
    case .branches(let branches):
      return .branches(
        branches.map { branch in
          var branch = branch
          branch.transformer = branch.transformer.changingTrees(change)
          return branch
        })
    case .answer(let estimator, let kind): return .answer(of: estimator.changingTrees(change), kind)
    default: return self
    }
  }
}
