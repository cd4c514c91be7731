// Estimators that answer with a label, mostly with probabilities or scores beside it.

/// A classifier of one target.
package struct Classifier: Equatable, Sendable {
  /// In the order of probabilities. May be one.
  package var labels: [Label]
  package var rule: Rule

  package init(labels: [Label], rule: Rule) {
    self.labels = labels
    self.rule = rule
  }

  package indirect enum Rule: Equatable, Sendable {
    /// Scores, a way to probabilities, and which of the two decides.
    case scores(ScoreFunction, ProbabilityLink, Decision)
    /// One score a pair of classes, votes counted; probabilities where Platt's parameters were learnt.
    case pairwiseVectors(PairwiseMachine)
    case neighbors(NearestNeighbors, classes: [Int], outlierLabel: Label?)
    case gaussianNaiveBayes(GaussianNaiveBayes)
    /// Joint log-likelihood linear in (functions of) the counts: multinomial, complement, Bernoulli, categorical.
    case discreteNaiveBayes(DiscreteNaiveBayes)
    case quadraticDiscriminant(QuadraticDiscriminant)
    /// Means of members' probabilities (bagging, soft voting; a member without any gives a whole vote), or votes for
    /// labels by weight (hard voting). Members answer with labels of this classifier, maybe not all of them.
    case voting([Regressor.Member], isSoft: Bool)
    case adaBoost([Regressor.Member], AdaBoostAlgorithm)
    /// A binary estimator a class; one alone decides between two classes. The score is the estimator's, else its second
    /// probability; the greatest wins. Multilabel: a target a label.
    ///
    /// Of equal scores the first wins, or the last (scikit-learn before 1.8).
    case oneVersusRest([Estimator], isMultilabel: Bool, lastWins: Bool)
    /// A binary estimator a pair, in the order (0,1), (0,2), …, (1,2), …. Of two classes the second is chosen where its
    /// votes and confidences are above the member's own threshold, or above 0 (scikit-learn from 0.19 to 1.0, whose
    /// answer is the second class throughout where members have probabilities).
    case oneVersusOne([Regressor.Member], decidesAtZero: Bool)
    /// As `Regressor.stacking`; of two classes' probabilities only the second goes in. `final` answers with labels of
    /// this classifier.
    case stacking([Regressor.Member], final: Estimator, answer: AnswerKind, passesInputs: Bool)
    /// The mean of calibrated classifiers' probabilities.
    case calibrated([CalibratedClassifier])
    /// Another classifier's probabilities with a threshold of one's own for the positive class.
    case thresholded(Estimator, threshold: Double, answer: AnswerKind, positive: Int)
    /// Several targets, each a classifier; the labels of this one are empty.
    case targets([Classifier])
    case chain([Estimator], order: [Int])
    /// A pipeline or another estimator that ends in a classifier.
    case wrapped(Estimator)
  }
}

/// From scores to probabilities.
package enum ProbabilityLink: Equatable, Sendable {
  /// The model has no probabilities.
  case none
  /// Scores are probabilities. With one score of two classes: of the second.
  case identity
  /// Scores are weights: divided by their sum (trees' counts). A row of zeros stays.
  case normalized
  /// As `normalized`, but not a number where all are 0: labels spread by kernels, far from every point.
  case shares
  /// One score, of the second class.
  case logistic(slope: Double = 1)
  /// A logistic each, divided by their sum; where the sum is 0, all equal.
  case oneVersusRestLogistic(slope: Double = 1)
  case softmax
  /// Softmax of (−score, score): scikit-learn's multinomial model of two classes, and exponential loss with slope 2.
  case symmetricSoftmax(slope: Double = 1)
  /// (clip(score, −1, 1) + 1) / 2: modified Huber.
  case clipped
  /// 1 where the score is above 0: `binary:hinge`.
  case step
  case probit
}

/// What decides about the label.
package enum Decision: String, Sendable {
  /// The greatest score, the first of equals; one score: the second class where it is above 0.
  case scores
  /// The same, and the second class at 0 too: scikit-learn's gradient boosting of two classes since 0.21 or so.
  case scoresFromZero
  /// The greatest probability, the first of equals.
  case probabilities
  /// One probability: the second class where it is above 0.5 (boosters); several: the greatest.
  case positiveHalf
}

/// A support vector classifier of k classes as libsvm has it.
package struct PairwiseMachine: Equatable, Sendable {
  /// Scores of pairs (0,1), (0,2), …, (1,2), …; positive: the first of the pair.
  package var machine: KernelMachine
  /// Platt's A and B, one a pair; empty without probabilities.
  package var probA: [Double]
  package var probB: [Double]
  /// Whether ties among votes are broken by confidence, as `decision_function_shape="ovr"` with `break_ties`.
  package var breaksTies: Bool
  /// Whether the scores answered are one a class (`ovr`) or one a pair (`ovo`).
  package var answersPerClass: Bool
  package init(
    machine: KernelMachine, probA: [Double] = [], probB: [Double] = [], breaksTies: Bool = false,
    answersPerClass: Bool = true
  ) {
    self.machine = machine
    self.probA = probA
    self.probB = probB
    self.breaksTies = breaksTies
    self.answersPerClass = answersPerClass
  }
}

package struct GaussianNaiveBayes: Equatable, Sendable {
  /// Natural logarithms, one a class.
  package var logPriors: [Double]
  /// k × d.
  package var means: Matrix
  /// k × d, smoothing included.
  package var variances: Matrix
  package init(logPriors: [Double], means: Matrix, variances: Matrix) {
    self.logPriors = logPriors
    self.means = means
    self.variances = variances
  }
}

package struct DiscreteNaiveBayes: Equatable, Sendable {
  package enum Kind: Equatable, Sendable {
    case multinomial
    case complement
    /// Inputs above the threshold are 1, others 0; nil where they are taken as they are.
    case bernoulli(threshold: Double?)
    /// `logProbabilities` of feature f stand from column `offsets[f]` on, one a category.
    case categorical(offsets: [Int])
  }
  package var kind: Kind
  package var logPriors: [Double]
  /// k × d, or k × all categories.
  package var logProbabilities: Matrix
  package init(kind: Kind, logPriors: [Double], logProbabilities: Matrix) {
    self.kind = kind
    self.logPriors = logPriors
    self.logProbabilities = logProbabilities
  }
}

/// A Gaussian a class: log p = −½ · (Σ ln scalings + ‖(x − mean) · rotation / √scalings‖²) + ln prior.
package struct QuadraticDiscriminant: Equatable, Sendable {
  package var priors: [Double]
  package var means: Matrix
  /// d × r, one a class.
  package var rotations: [Matrix]
  /// r, one a class.
  package var scalings: [[Double]]
  package init(priors: [Double], means: Matrix, rotations: [Matrix], scalings: [[Double]]) {
    self.priors = priors
    self.means = means
    self.rotations = rotations
    self.scalings = scalings
  }
}

package enum AdaBoostAlgorithm: String, Sendable {
  /// Votes by weight.
  case discrete
  /// Votes by weight, of which every other class loses 1/(k − 1).
  case discreteCentered
  /// Labels by votes; probabilities from the weighted mean of the members' ones.
  case discreteOverProbabilities
  /// Logarithms of probabilities (SAMME.R).
  case real
}

/// A classifier and, for each class (or the second of two), how its score becomes a probability.
package struct CalibratedClassifier: Equatable, Sendable {
  package enum Calibrator: Equatable, Sendable {
    /// 1 / (1 + e^(a·score + b)).
    case sigmoid(a: Double, b: Double)
    case isotonic(thresholds: [Double], values: [Double])
    /// Softmax of scores divided by a temperature.
    case temperature(Double)
  }
  package var estimator: Estimator
  package var answer: AnswerKind
  package var calibrators: [Calibrator]
  /// The class of each calibrator.
  package var classes: [Int]
  package init(estimator: Estimator, answer: AnswerKind, calibrators: [Calibrator], classes: [Int]) {
    self.estimator = estimator
    self.answer = answer
    self.calibrators = calibrators
    self.classes = classes
  }
}
