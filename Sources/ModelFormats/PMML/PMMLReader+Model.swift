// What all model elements have in common, and which is which.

internal import ModelCore
internal import PredictiveMarkup

extension PMMLReader {
  /// The parts of a model element that are its own, read child by child.
  typealias ContentReader = (MarkupElement) throws(FormatError) -> Void

  func model(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    switch element.name {
    case "TreeModel": return try treeModel(element)
    case "RegressionModel": return try regressionModel(element)
    case "MiningModel": return try miningModel(element)
    case "GeneralRegressionModel": return try generalRegressionModel(element)
    case "NeuralNetwork": return try neuralNetwork(element)
    case "SupportVectorMachineModel": return try supportVectorMachine(element)
    case "ClusteringModel": return try clusteringModel(element)
    case "NearestNeighborModel": return try nearestNeighborModel(element)
    case "NaiveBayesModel": return try naiveBayesModel(element)
    case "Scorecard": return try scorecard(element)
    case "RuleSetModel": return try ruleSetModel(element)
    case "AssociationModel": return try associationModel(element)
    case "AnomalyDetectionModel", "BaselineModel", "BayesianNetworkModel", "GaussianProcessModel", "SequenceModel",
      "TextModel", "TimeSeriesModel":
      throw cursor.unsupported(
        element,
        "this model is not read; association, clustering, general regression, mining, naive Bayes, nearest "
          + "neighbour, neural network, regression, rule set, scorecard, support vector machine and tree models are.")
    default: throw cursor.malformed(element, "this is no element of a PMML document.")
    }
  }

  static let modelElements: Set = [
    "TreeModel", "RegressionModel", "MiningModel", "GeneralRegressionModel", "NeuralNetwork",
    "SupportVectorMachineModel",
    "ClusteringModel", "NearestNeighborModel", "NaiveBayesModel", "Scorecard", "RuleSetModel", "AssociationModel",
    "AnomalyDetectionModel", "BaselineModel", "BayesianNetworkModel", "GaussianProcessModel", "SequenceModel",
    "TextModel",
    "TimeSeriesModel",
  ]

  /// Reads what is common and hands the other children to `read`.
  func common(
    _ element: MarkupElement, _ content: MarkupModel.Content, _ read: ContentReader
  ) throws(FormatError) -> MarkupModel {
    guard let function = try choice(element, "functionName", MarkupModel.Function.self) else {
      throw cursor.malformed(element, "the attribute functionName is missing.")
    }
    var model = MarkupModel(function, content)
    model.name = element["modelName"]
    model.algorithm = element["algorithmName"]
    model.isScorable = try flag(element, "isScorable") ?? true
    switch element["x-mathContext"] {
    case nil, "double": break
    case "float": model.precision = .single
    case let other?: throw cursor.unsupported(element, "the math context \(other) is not known.")
    }
    try cursor.children(of: element) { (child) throws(FormatError) in
      switch child.name {
      case "MiningSchema": model.schema = try list(child, "MiningField", miningField)
      case "Output": model.outputs = try list(child, "OutputField", outputField)
      case "Targets": model.targets = try list(child, "Target", target)
      case "LocalTransformations": model.derived += try list(child, "DerivedField", derivedField)
      case "ModelVerification": model.verification = try verification(child)
      case "Extension", "ModelStats", "ModelExplanation": break
      default: try read(child)
      }
    }
    return model
  }

  private func miningField(_ element: MarkupElement) throws(FormatError) -> MiningField {
    var field = MiningField(try required(element, "name"))
    field.usage = try choice(element, "usageType", MiningField.Usage.self) ?? .active
    field.operation = try choice(element, "optype", OperationType.self)
    field.importance = try number(element, "importance")
    field.outliers = try choice(element, "outliers", MiningField.Outliers.self) ?? .asIs
    field.lowValue = try number(element, "lowValue")
    field.highValue = try number(element, "highValue")
    field.missingReplacement = literal(element, "missingValueReplacement")
    field.missingTreatment = try choice(element, "missingValueTreatment", MiningField.MissingTreatment.self)
    field.invalidTreatment =
      try choice(element, "invalidValueTreatment", MiningField.InvalidTreatment.self) ?? .returnInvalid
    field.invalidReplacement = element.extended("invalidValueReplacement").map { Literal($0) }
    return field
  }

  private func target(_ element: MarkupElement) throws(FormatError) -> Target {
    var target = Target()
    target.field = element["field"]
    target.operation = try choice(element, "optype", OperationType.self)
    target.rounding = try choice(element, "castInteger", Target.Rounding.self)
    target.lower = try number(element, "min")
    target.upper = try number(element, "max")
    target.factor = try number(element, "rescaleFactor") ?? 1
    target.constant = try number(element, "rescaleConstant") ?? 0
    target.values = try list(element, "TargetValue") { (child) throws(FormatError) in
      var value = Target.Value()
      value.value = child["value"]
      value.display = child["displayValue"]
      value.prior = try number(child, "priorProbability")
      value.standard = try number(child, "defaultValue")
      return value
    }
    return target
  }

  private func outputField(_ element: MarkupElement) throws(FormatError) -> OutputField {
    var field = OutputField()
    field.name = try required(element, "name")
    field.display = element["displayName"]
    field.operation = try choice(element, "optype", OperationType.self)
    field.type = try type(element, "dataType")
    field.targetField = element["targetField"]
    field.feature = try feature(element, "feature") ?? .predictedValue
    field.value = element["value"]
    field.ruleFeature = try feature(element, "ruleFeature")
    field.algorithm = try choice(element, "algorithm", OutputField.RuleAlgorithm.self)
    field.rank = try integer(element, "rank") ?? 1
    field.rankBasis = try choice(element, "rankBasis", OutputField.RankBasis.self) ?? .confidence
    field.rankOrder = try choice(element, "rankOrder", OutputField.RankOrder.self) ?? .descending
    field.isMultiValued = element["isMultiValued"] == "1" || element["isMultiValued"] == "true"
    field.segment = element["segmentId"]
    field.isFinalResult = try flag(element, "isFinalResult") ?? true
    try cursor.children(of: element) { (child) throws(FormatError) in
      if child.name == "Decisions" {
        field.decisions = try list(child, "Decision") { (part) throws(FormatError) in try required(part, "value") }
      } else if let expression = try expression(child) {
        field.expression = expression
      }
    }
    return field
  }

  /// Some features have two spellings in the standard's versions.
  private func feature(_ element: MarkupElement, _ name: String) throws(FormatError) -> OutputField.Feature? {
    switch element[name] {
    case nil: return nil
    case "standardDeviation"?: return .standardDeviation
    case let text?:
      if let feature = OutputField.Feature(rawValue: text) { return feature }
      throw cursor.unsupported(element, "the result \(text) is not known.")
    }
  }

  private func verification(_ element: MarkupElement) throws(FormatError) -> ModelVerification {
    var verification = ModelVerification()
    try cursor.children(of: element) { (child) throws(FormatError) in
      switch child.name {
      case "VerificationFields":
        verification.fields = try list(child, "VerificationField") { (part) throws(FormatError) in
          var field = ModelVerification.Field()
          field.field = try required(part, "field")
          field.column = part["column"]
          field.precision = try number(part, "precision") ?? 1e-6
          field.zeroThreshold = try number(part, "zeroThreshold") ?? 1e-16
          return field
        }
      case "InlineTable": verification.table = try table(child)
      default: break
      }
    }
    return verification
  }
}
