// Trees, segmentations, rules and scorecards: models made of predicates.

internal import PredictiveMarkup

extension PMMLReader {
  func treeModel(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    var tree = TreeModel()
    tree.missingStrategy = try choice(element, "missingValueStrategy", TreeModel.MissingStrategy.self) ?? .none
    tree.missingPenalty = try number(element, "missingValuePenalty") ?? 1
    tree.returnsLastPrediction = element["noTrueChildStrategy"] == "returnLastPrediction"
    tree.isBinary = element["splitCharacteristic"] == "binarySplit"
    var root: TreeNode?
    var model = try common(element, .tree(tree)) { (child) throws(FormatError) in
      if child.name == "Node" { root = try node(child) }
    }
    guard let root else { throw cursor.malformed(element, "the tree has no node.") }
    tree.root = root
    model.content = .tree(tree)
    return model
  }

  private func node(_ element: MarkupElement) throws(FormatError) -> TreeNode {
    var node = TreeNode()
    node.score = element["score"].map(cursor.shared)
    var distribution: [ScoreDistribution] = []
    try cursor.children(of: element) { (child) throws(FormatError) in
      switch child.name {
      case "Node": try keep(self.node(child), of: child, in: &node.children)
      case "ScoreDistribution": try keep(self.distribution(child), of: child, in: &distribution)
      case "Partition", "Extension": break
      case "Regression", "DecisionTree":
        throw cursor.unsupported(child, "models inside nodes are not read.")
      default: if let predicate = try predicate(child) { node.predicate = predicate }
      }
    }
    node.name(
      element["id"], recordCount: try number(element, "recordCount"), defaultChild: element["defaultChild"],
      distribution)
    return node
  }

  private func distribution(_ element: MarkupElement) throws(FormatError) -> ScoreDistribution {
    let probability = try number(element, "probability")
    // Some documents say shares alone; as counts they stand in the same proportions.
    var count = try number(element, "recordCount") ?? probability
    if count == nil { count = try requiredNumber(element, "recordCount") }
    return ScoreDistribution(
      try required(element, "value"), recordCount: count ?? 0, confidence: try number(element, "confidence"),
      probability: probability)
  }

  func miningModel(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    var segmentation = Segmentation()
    var derived: [DerivedField] = []
    var model = try common(element, .mining(segmentation)) { (child) throws(FormatError) in
      switch child.name {
      case "Segmentation":
        guard let method = try choice(child, "multipleModelMethod", Segmentation.Method.self) else {
          throw cursor.malformed(child, "the attribute multipleModelMethod is missing.")
        }
        segmentation.method = method
        segmentation.missingPrediction =
          try choice(child, "missingPredictionTreatment", Segmentation.MissingPrediction.self) ?? .continue
        segmentation.missingThreshold = try number(child, "missingThreshold") ?? 1
        try cursor.children(of: child) { (part) throws(FormatError) in
          if part.name == "Segment" { try keep(segment(part), of: part, in: &segmentation.segments) }
          if part.name == "LocalTransformations" { derived += try list(part, "DerivedField", derivedField) }
        }
      case "Regression", "DecisionTree": throw cursor.unsupported(child, "models of PMML 2 are not read.")
      default: break
      }
    }
    guard !segmentation.segments.isEmpty else { throw cursor.malformed(element, "the model has no segment.") }
    model.content = .mining(segmentation)
    model.derived += derived
    return model
  }

  private func segment(_ element: MarkupElement) throws(FormatError) -> Segmentation.Segment {
    var found: MarkupModel?
    var condition = RowPredicate.always
    try cursor.children(of: element) { (child) throws(FormatError) in
      if Self.modelElements.contains(child.name) {
        found = try model(child)
      } else if child.name == "VariableWeight" {
        throw cursor.unsupported(child, "weights that vary are not read.")
      } else if let predicate = try predicate(child) {
        condition = predicate
      }
    }
    guard let found else { throw cursor.malformed(element, "the segment has no model.") }
    var segment = Segmentation.Segment(found)
    segment.predicate = condition
    segment.id = element["id"]
    segment.weight = try number(element, "weight") ?? 1
    return segment
  }

  func ruleSetModel(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    var rules = RuleSetModel()
    var model = try common(element, .rules(rules)) { (child) throws(FormatError) in
      guard child.name == "RuleSet" else { return }
      rules.recordCount = try number(child, "recordCount")
      rules.correctCount = try number(child, "nbCorrect")
      rules.defaultScore = child["defaultScore"]
      rules.defaultConfidence = try number(child, "defaultConfidence")
      try cursor.children(of: child) { (part) throws(FormatError) in
        switch part.name {
        case "RuleSelectionMethod":
          guard let criterion = try choice(part, "criterion", RuleSetModel.Criterion.self) else {
            throw cursor.malformed(part, "the attribute criterion is missing.")
          }
          rules.criteria.append(criterion)
        case "ScoreDistribution": try keep(distribution(part), of: part, in: &rules.distribution)
        default: if let rule = try rule(part) { rules.rules.append(rule) }
        }
      }
    }
    model.content = .rules(rules)
    return model
  }

  private func rule(_ element: MarkupElement) throws(FormatError) -> RuleSetModel.Rule? {
    if element.name == "SimpleRule" {
      var rule = RuleSetModel.SimpleRule()
      rule.id = element["id"]
      rule.score = try required(element, "score")
      rule.recordCount = try number(element, "recordCount")
      rule.correctCount = try number(element, "nbCorrect")
      rule.confidence = try number(element, "confidence") ?? 1
      rule.weight = try number(element, "weight") ?? 1
      try cursor.children(of: element) { (child) throws(FormatError) in
        if child.name == "ScoreDistribution" {
          try keep(distribution(child), of: child, in: &rule.distribution)
        } else if let predicate = try predicate(child) {
          rule.predicate = predicate
        }
      }
      return .simple(rule)
    }
    guard element.name == "CompoundRule" else { return nil }
    var condition = RowPredicate.always
    var rules: [RuleSetModel.Rule] = []
    try cursor.children(of: element) { (child) throws(FormatError) in
      if let predicate = try predicate(child) {
        condition = predicate
      } else if let rule = try rule(child) {
        rules.append(rule)
      }
    }
    return .compound(condition, rules)
  }

  func scorecard(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    var card = Scorecard()
    card.initialScore = try number(element, "initialScore") ?? 0
    card.usesReasonCodes = try flag(element, "useReasonCodes") ?? true
    card.countsPointsAbove = element["reasonCodeAlgorithm"] == "pointsAbove"
    card.baseline = try number(element, "baselineScore")
    card.baselineMethod = element["baselineMethod"] ?? "other"
    var model = try common(element, .scorecard(card)) { (child) throws(FormatError) in
      if child.name == "Characteristics" { card.characteristics = try list(child, "Characteristic", characteristic) }
    }
    model.content = .scorecard(card)
    return model
  }

  private func characteristic(_ element: MarkupElement) throws(FormatError) -> Scorecard.Characteristic {
    var characteristic = Scorecard.Characteristic()
    characteristic.name = element["name"]
    characteristic.reasonCode = element["reasonCode"]
    characteristic.baseline = try number(element, "baselineScore")
    characteristic.attributes = try list(element, "Attribute") { (child) throws(FormatError) in
      var attribute = Scorecard.Attribute()
      attribute.reasonCode = child["reasonCode"]
      attribute.partialScore = try number(child, "partialScore")
      try cursor.children(of: child) { (part) throws(FormatError) in
        if part.name == "ComplexPartialScore" {
          try cursor.children(of: part) { (inner) throws(FormatError) in
            if let expression = try expression(inner) { attribute.complexScore = expression }
          }
        } else if let predicate = try predicate(part) {
          attribute.predicate = predicate
        }
      }
      return attribute
    }
    return characteristic
  }
}
