// Model elements: what they have in common, in the order the schema asks for.

internal import ModelCore
internal import PredictiveMarkup

extension MarkupWriter {
  mutating func model(_ model: MarkupModel) {
    switch model.content {
    case .tree(let tree): treeModel(model, tree)
    case .regression(let regression): regressionModel(model, regression)
    case .mining(let segmentation): miningModel(model, segmentation)
    case .generalRegression(let regression): generalRegressionModel(model, regression)
    case .network(let network): neuralNetwork(model, network)
    case .supportVectors(let vectors): supportVectorMachine(model, vectors)
    case .clustering(let clustering): clusteringModel(model, clustering)
    case .nearestNeighbor(let neighbors): nearestNeighborModel(model, neighbors)
    case .naiveBayes(let bayes): naiveBayesModel(model, bayes)
    case .scorecard(let scorecard): self.scorecard(model, scorecard)
    case .rules(let rules): ruleSetModel(model, rules)
    case .association(let association): associationModel(model, association)
    }
  }

  /// An element with the attributes and children that all models have around its own.
  mutating func modelElement(
    _ name: String, _ model: MarkupModel, _ own: [(String, String?)], hasTargets: Bool = true,
    _ body: (inout MarkupWriter) -> Void
  ) {
    var attributes: [(String, String?)] = [
      ("modelName", model.name), ("functionName", model.function.rawValue), ("algorithmName", model.algorithm),
    ]
    attributes += own
    attributes.append(("isScorable", model.isScorable ? nil : "false"))
    attributes.append(("x-mathContext", model.precision == .single ? "float" : nil))
    element(name, pairs: attributes) { writer in
      writer.element("MiningSchema") { writer in
        for field in model.schema { writer.miningField(field) }
      }
      if !model.outputs.isEmpty {
        writer.element("Output") { writer in
          for field in model.outputs { writer.outputField(field) }
        }
      }
      if hasTargets, !model.targets.isEmpty {
        writer.element("Targets") { writer in
          for target in model.targets { writer.target(target) }
        }
      }
      if !model.derived.isEmpty {
        writer.element("LocalTransformations") { writer in
          for field in model.derived { writer.derivedField(field) }
        }
      }
      body(&writer)
      if let verification = model.verification { writer.verification(verification) }
    }
  }

  private mutating func miningField(_ field: MiningField) {
    element(
      "MiningField",
      [
        "name": field.name, "usageType": field.usage == .active ? nil : field.usage.rawValue,
        "optype": field.operation?.rawValue, "importance": text(field.importance),
        "outliers": field.outliers == .asIs ? nil : field.outliers.rawValue, "lowValue": text(field.lowValue),
        "highValue": text(field.highValue), "missingValueReplacement": field.missingReplacement?.text,
        "missingValueTreatment": field.missingTreatment?.rawValue,
        "invalidValueTreatment": field.invalidTreatment == .returnInvalid ? nil : field.invalidTreatment.rawValue,
        "invalidValueReplacement": field.invalidReplacement?.text,
      ])
  }

  private mutating func outputField(_ field: OutputField) {
    element(
      "OutputField",
      [
        "name": field.name, "displayName": field.display, "optype": field.operation?.rawValue,
        "dataType": (field.type ?? .string).name, "targetField": field.targetField,
        "feature": field.feature == .predictedValue ? nil : field.feature.rawValue, "value": field.value,
        "ruleFeature": field.ruleFeature?.rawValue, "algorithm": field.algorithm?.rawValue,
        "rank": field.rank == 1 ? nil : String(field.rank),
        "rankBasis": field.rankBasis == .confidence ? nil : field.rankBasis.rawValue,
        "rankOrder": field.rankOrder == .descending ? nil : field.rankOrder.rawValue,
        "isMultiValued": field.isMultiValued ? "1" : nil, "segmentId": field.segment,
        "isFinalResult": field.isFinalResult ? nil : "false",
      ]
    ) { writer in
      if !field.decisions.isEmpty {
        writer.element("Decisions") { writer in
          for decision in field.decisions { writer.element("Decision", ["value": decision]) }
        }
      }
      if let expression = field.expression { writer.expression(expression) }
    }
  }

  private mutating func target(_ target: Target) {
    element(
      "Target",
      [
        "field": target.field, "optype": target.operation?.rawValue, "castInteger": target.rounding?.rawValue,
        "min": text(target.lower), "max": text(target.upper), "rescaleConstant": text(target.constant, unless: 0),
        "rescaleFactor": text(target.factor, unless: 1),
      ]
    ) { writer in
      for value in target.values {
        writer.element(
          "TargetValue",
          [
            "value": value.value, "displayValue": value.display, "priorProbability": text(value.prior),
            "defaultValue": text(value.standard),
          ])
      }
    }
  }

  private mutating func verification(_ verification: ModelVerification) {
    element(
      "ModelVerification",
      ["recordCount": String(verification.table.rows.count), "fieldCount": String(verification.fields.count)]
    ) { writer in
      writer.element("VerificationFields") { writer in
        for field in verification.fields {
          writer.element(
            "VerificationField",
            [
              "field": field.field, "column": field.column, "precision": text(field.precision, unless: 1e-6),
              "zeroThreshold": text(field.zeroThreshold, unless: 1e-16),
            ])
        }
      }
      writer.table(verification.table)
    }
  }
}
