// Trees, segmentations, rules and scorecards as elements.

internal import PredictiveMarkup

extension MarkupWriter {
  mutating func treeModel(_ model: MarkupModel, _ tree: TreeModel) {
    modelElement(
      "TreeModel", model,
      [
        ("missingValueStrategy", tree.missingStrategy == .none ? nil : tree.missingStrategy.rawValue),
        ("missingValuePenalty", text(tree.missingPenalty, unless: 1)),
        ("noTrueChildStrategy", tree.returnsLastPrediction ? "returnLastPrediction" : nil),
        ("splitCharacteristic", tree.isBinary ? "binarySplit" : nil),
      ]
    ) { writer in writer.node(tree.root) }
  }

  private mutating func node(_ node: TreeNode) {
    element(
      "Node",
      [
        "id": node.id, "score": node.score, "recordCount": text(node.recordCount), "defaultChild": node.defaultChild,
      ]
    ) { writer in
      writer.predicate(node.predicate)
      for entry in node.distribution { writer.distribution(entry) }
      for child in node.children { writer.node(child) }
    }
  }

  private mutating func distribution(_ entry: ScoreDistribution) {
    element(
      "ScoreDistribution",
      [
        "value": entry.value, "recordCount": Literal.text(of: entry.recordCount), "confidence": text(entry.confidence),
        "probability": text(entry.probability),
      ])
  }

  mutating func miningModel(_ model: MarkupModel, _ segmentation: Segmentation) {
    modelElement("MiningModel", model, []) { writer in
      writer.element(
        "Segmentation",
        [
          "multipleModelMethod": segmentation.method.rawValue,
          "missingPredictionTreatment":
            segmentation.missingPrediction == .continue ? nil : segmentation.missingPrediction.rawValue,
          "missingThreshold": text(segmentation.missingThreshold, unless: 1),
        ]
      ) { writer in
        for segment in segmentation.segments {
          writer.element("Segment", ["id": segment.id, "weight": text(segment.weight, unless: 1)]) { writer in
            writer.predicate(segment.predicate)
            writer.model(segment.model)
          }
        }
      }
    }
  }

  mutating func ruleSetModel(_ model: MarkupModel, _ rules: RuleSetModel) {
    modelElement("RuleSetModel", model, []) { writer in
      writer.element(
        "RuleSet",
        [
          "recordCount": text(rules.recordCount), "nbCorrect": text(rules.correctCount),
          "defaultScore": rules.defaultScore,
          "defaultConfidence": text(rules.defaultConfidence),
        ]
      ) { writer in
        for criterion in rules.criteria { writer.element("RuleSelectionMethod", ["criterion": criterion.rawValue]) }
        for entry in rules.distribution { writer.distribution(entry) }
        for rule in rules.rules { writer.rule(rule) }
      }
    }
  }

  private mutating func rule(_ rule: RuleSetModel.Rule) {
    switch rule {
    case .simple(let rule):
      element(
        "SimpleRule",
        [
          "id": rule.id, "score": rule.score, "recordCount": text(rule.recordCount),
          "nbCorrect": text(rule.correctCount),
          "confidence": text(rule.confidence, unless: 1), "weight": text(rule.weight, unless: 1),
        ]
      ) { writer in
        writer.predicate(rule.predicate)
        for entry in rule.distribution { writer.distribution(entry) }
      }
    case .compound(let predicate, let rules):
      element("CompoundRule") { writer in
        writer.predicate(predicate)
        for rule in rules { writer.rule(rule) }
      }
    }
  }

  mutating func scorecard(_ model: MarkupModel, _ card: Scorecard) {
    modelElement(
      "Scorecard", model,
      [
        ("initialScore", text(card.initialScore, unless: 0)), ("useReasonCodes", card.usesReasonCodes ? nil : "false"),
        ("reasonCodeAlgorithm", card.countsPointsAbove ? "pointsAbove" : nil), ("baselineScore", text(card.baseline)),
        ("baselineMethod", card.baselineMethod == "other" ? nil : card.baselineMethod),
      ]
    ) { writer in
      writer.element("Characteristics") { writer in
        for characteristic in card.characteristics {
          writer.element(
            "Characteristic",
            [
              "name": characteristic.name, "reasonCode": characteristic.reasonCode,
              "baselineScore": text(characteristic.baseline),
            ]
          ) { writer in
            for attribute in characteristic.attributes { writer.attribute(attribute) }
          }
        }
      }
    }
  }

  private mutating func attribute(_ attribute: Scorecard.Attribute) {
    element("Attribute", ["reasonCode": attribute.reasonCode, "partialScore": text(attribute.partialScore)]) { writer in
      writer.predicate(attribute.predicate)
      if let expression = attribute.complexScore {
        writer.element("ComplexPartialScore") { writer in writer.expression(expression) }
      }
    }
  }
}
