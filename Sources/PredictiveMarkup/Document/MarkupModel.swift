// What all models of PMML have in common: which fields they take, how they treat them, what they answer.

package import ModelCore

/// A model element.
package struct MarkupModel: Equatable, Sendable {
  package enum Function: String, Sendable {
    case associationRules, sequences, classification, regression, clustering, timeSeries, mixed
  }
  package indirect enum Content: Equatable, Sendable {
    case association(AssociationModel)
    case clustering(ClusteringModel)
    case generalRegression(GeneralRegressionModel)
    case mining(Segmentation)
    case naiveBayes(NaiveBayesModel)
    case nearestNeighbor(NearestNeighborModel)
    case network(NeuralNetworkModel)
    case regression(RegressionModel)
    case rules(RuleSetModel)
    case scorecard(Scorecard)
    case supportVectors(SupportVectorMachineModel)
    case tree(TreeModel)
  }
  package var name: String?
  package var function = Function.regression
  package var algorithm: String?
  package var isScorable = true
  /// What numbers inside the model are computed in (`x-mathContext`).
  package var precision = Precision.double
  package var schema: [MiningField] = []
  package var targets: [Target] = []
  package var outputs: [OutputField] = []
  package var derived: [DerivedField] = []
  package var verification: ModelVerification?
  package var content: Content

  package init(_ function: Function, _ content: Content) {
    self.function = function
    self.content = content
  }

  /// The field that is predicted, where there is one.
  package var targetName: String? { schema.first { $0.usage.isTarget }?.name }
}

/// How a model takes a field.
package struct MiningField: Equatable, Sendable {
  package enum Usage: String, Sendable {
    case active, predicted, target, supplementary, group, order, frequencyWeight, analysisWeight
    package var isTarget: Bool { self == .predicted || self == .target }
  }
  package enum Outliers: String, Sendable { case asIs, asMissingValues, asExtremeValues }
  package enum MissingTreatment: String, Sendable { case asIs, asMean, asMode, asMedian, asValue, returnInvalid }
  package enum InvalidTreatment: String, Sendable { case returnInvalid, asIs, asMissing, asValue }
  package var name = ""
  package var usage = Usage.active
  package var operation: OperationType?
  package var importance: Double?
  package var outliers = Outliers.asIs
  package var lowValue: Double?
  package var highValue: Double?
  package var missingReplacement: Literal?
  package var missingTreatment: MissingTreatment?
  package var invalidTreatment = InvalidTreatment.returnInvalid
  package var invalidReplacement: Literal?
  package init() {}
  package init(_ name: String, _ usage: Usage = .active) {
    self.name = name
    self.usage = usage
  }
}

/// How a raw prediction becomes the answer.
package struct Target: Equatable, Sendable {
  package struct Value: Equatable, Sendable {
    package var value: String?
    package var display: String?
    package var prior: Double?
    package var standard: Double?
    package init() {}
  }
  package enum Rounding: String, Sendable { case round, ceiling, floor }
  package var field: String?
  package var operation: OperationType?
  package var rounding: Rounding?
  package var lower: Double?
  package var upper: Double?
  package var factor = 1.0
  package var constant = 0.0
  package var values: [Value] = []
  package init() {}
}

/// A result of a model by name.
package struct OutputField: Equatable, Sendable {
  package enum Feature: String, Sendable, CaseIterable {
    case predictedValue, predictedDisplayValue, transformedValue, decision, probability, affinity, residual
    case standardError, standardDeviation, clusterId, clusterAffinity, entityId, entityAffinity, warning, ruleValue
    case reasonCode, antecedent, consequent, rule, ruleId, confidence, support, lift, leverage, confidenceIntervalLower
    case confidenceIntervalUpper
  }
  package enum RankBasis: String, Sendable { case confidence, support, lift, leverage, affinity }
  package enum RankOrder: String, Sendable { case descending, ascending }
  package enum RuleAlgorithm: String, Sendable { case recommendation, exclusiveRecommendation, ruleAssociation }
  package var name = ""
  package var display: String?
  package var operation: OperationType?
  package var type: FieldType?
  package var targetField: String?
  package var feature = Feature.predictedValue
  /// The category that a probability is asked of.
  package var value: String?
  package var ruleFeature: Feature?
  package var algorithm: RuleAlgorithm?
  package var rank = 1
  package var rankBasis = RankBasis.confidence
  package var rankOrder = RankOrder.descending
  package var isMultiValued = false
  package var segment: String?
  package var isFinalResult = true
  package var expression: FieldExpression?
  package var decisions: [String] = []
  package init() {}
  package init(_ name: String, _ feature: Feature, type: FieldType? = nil, operation: OperationType? = nil) {
    self.name = name
    self.feature = feature
    self.type = type
    self.operation = operation
  }
}

/// Rows and the answers the model's maker got for them.
package struct ModelVerification: Equatable, Sendable {
  package struct Field: Equatable, Sendable {
    package var field = ""
    package var column: String?
    package var precision = 1e-6
    package var zeroThreshold = 1e-16
    package init() {}
  }
  package var fields: [Field] = []
  package var table = InlineTable()
  package init() {}
}
