// Models that compare rows: support vectors, clusters, neighbours; and those that count: naive Bayes, associations.

internal import PredictiveMarkup

extension PMMLReader {
  func supportVectorMachine(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    var vectors = SupportVectorMachineModel()
    vectors.threshold = try number(element, "threshold") ?? 0
    vectors.usesCoefficients = element["svmRepresentation"] == "Coefficients"
    vectors.alternateCategory = element["alternateBinaryTargetCategory"]
    vectors.isOneAgainstOne = element["classificationMethod"] == "OneAgainstOne"
    vectors.maxWins = try flag(element, "maxWins") ?? false
    var model = try common(element, .supportVectors(vectors)) { (child) throws(FormatError) in
      let gamma = try number(child, "gamma") ?? 1
      let coef0 = try number(child, "coef0") ?? 1
      switch child.name {
      case "LinearKernelType": vectors.kernel = .linear
      case "PolynomialKernelType":
        vectors.kernel = .polynomial(gamma: gamma, coef0: coef0, degree: try number(child, "degree") ?? 1)
      case "RadialBasisKernelType": vectors.kernel = .radialBasis(gamma: gamma)
      case "SigmoidKernelType": vectors.kernel = .sigmoid(gamma: gamma, coef0: coef0)
      case "VectorDictionary": try vectorDictionary(child, &vectors)
      case "SupportVectorMachine": try keep(machine(child), of: child, in: &vectors.machines)
      default: break
      }
    }
    model.content = .supportVectors(vectors)
    return model
  }

  private func vectorDictionary(
    _ element: MarkupElement, _ vectors: inout SupportVectorMachineModel
  ) throws(FormatError) {
    try cursor.children(of: element) { (child) throws(FormatError) in
      if child.name == "VectorFields" {
        try cursor.children(of: child) { (part) throws(FormatError) in
          if part.name == "FieldRef" { try keep(.init(try required(part, "field")), of: part, in: &vectors.fields) }
          if part.name == "CategoricalPredictor" {
            var field = SupportVectorMachineModel.VectorField(
              try required(part, "name"), value: Literal(try required(part, "value")))
            field.coefficient = try number(part, "coefficient") ?? 1
            try keep(field, of: part, in: &vectors.fields)
          }
        }
      } else if child.name == "VectorInstance" {
        let id = try required(child, "id")
        var values: [Double]?
        try cursor.children(of: child) { (part) throws(FormatError) in
          if let array = try array(part, width: vectors.fields.count) { values = array }
        }
        try keep(.init(id, values ?? []), of: child, in: &vectors.vectors)
      }
    }
  }

  private func machine(_ element: MarkupElement) throws(FormatError) -> SupportVectorMachineModel.Machine {
    var machine = SupportVectorMachineModel.Machine()
    machine.category = element["targetCategory"]
    machine.alternate = element["alternateTargetCategory"]
    machine.threshold = try number(element, "threshold")
    try cursor.children(of: element) { (child) throws(FormatError) in
      if child.name == "SupportVectors" {
        machine.vectors = try list(child, "SupportVector") { (part) throws(FormatError) in
          try required(part, "vectorId")
        }
      } else if child.name == "Coefficients" {
        machine.constant = try number(child, "absoluteValue") ?? 0
        machine.coefficients = try list(child, "Coefficient") { (part) throws(FormatError) in
          try number(part, "value") ?? 0
        }
      }
    }
    return machine
  }

  func clusteringModel(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    var clustering = ClusteringModel()
    clustering.isCenterBased = element["modelClass"] != "distributionBased"
    var derived: [DerivedField] = []
    var model = try common(element, .clustering(clustering)) { (child) throws(FormatError) in
      switch child.name {
      case "ComparisonMeasure": clustering.measure = try measure(child)
      case "ClusteringField":
        var field = ClusteringModel.Field(try required(child, "field"))
        field.isCenter = try flag(child, "isCenterField") ?? true
        field.weight = try number(child, "fieldWeight") ?? 1
        field.scale = try number(child, "similarityScale")
        field.comparison = try choice(child, "compareFunction", ComparisonMeasure.Comparison.self)
        try keep(field, of: child, in: &clustering.fields)
      case "CenterFields":
        // Until version 4 the centres had fields of their own.
        derived += try list(child, "DerivedField", derivedField)
      case "MissingValueWeights":
        try cursor.children(of: child) { (part) throws(FormatError) in
          if let array = try array(part, width: 0) { clustering.missingWeights = array }
        }
      case "Cluster":
        var center: [Double] = []
        try cursor.children(of: child) { (part) throws(FormatError) in
          if let array = try array(part, width: clustering.fields.count) { center = array }
        }
        try keep(.init(id: child["id"], name: child["name"], center: center), of: child, in: &clustering.clusters)
      default: break
      }
    }
    if !derived.isEmpty {
      model.derived += derived
      clustering.fields = derived.map { ClusteringModel.Field($0.name) }
    }
    model.content = .clustering(clustering)
    return model
  }

  private func measure(_ element: MarkupElement) throws(FormatError) -> ComparisonMeasure {
    var measure = ComparisonMeasure()
    measure.isDistance = element["kind"] != "similarity"
    measure.comparison = try choice(element, "compareFunction", ComparisonMeasure.Comparison.self) ?? .absDiff
    try cursor.children(of: element) { (child) throws(FormatError) in
      switch child.name {
      case "euclidean": measure.metric = .euclidean
      case "squaredEuclidean": measure.metric = .squaredEuclidean
      case "chebychev": measure.metric = .chebychev
      case "cityBlock": measure.metric = .cityBlock
      case "minkowski": measure.metric = .minkowski(p: try requiredNumber(child, "p-parameter"))
      case "simpleMatching": measure.metric = .simpleMatching
      case "jaccard": measure.metric = .jaccard
      case "tanimoto": measure.metric = .tanimoto
      case "binarySimilarity":
        var weights: [Double] = []
        for name in ["c11", "c10", "c01", "c00", "d11", "d10", "d01", "d00"] {
          weights.append(try requiredNumber(child, name + "-parameter"))
        }
        measure.metric = .binarySimilarity(weights)
      default: break
      }
    }
    return measure
  }

  func nearestNeighborModel(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    var neighbors = NearestNeighborModel()
    neighbors.neighborCount = try integer(element, "numberOfNeighbors") ?? 1
    guard neighbors.neighborCount > 0 else { throw cursor.malformed(element, "there are no neighbours to look for.") }
    neighbors.continuousScoring =
      try choice(element, "continuousScoringMethod", NearestNeighborModel.ContinuousScoring.self) ?? .average
    neighbors.categoricalScoring =
      try choice(element, "categoricalScoringMethod", NearestNeighborModel.CategoricalScoring.self) ?? .majorityVote
    neighbors.idField = element["instanceIdVariable"]
    neighbors.threshold = try number(element, "threshold") ?? 0.001
    var model = try common(element, .nearestNeighbor(neighbors)) { (child) throws(FormatError) in
      switch child.name {
      case "ComparisonMeasure": neighbors.measure = try measure(child)
      case "KNNInputs":
        neighbors.inputs = try list(child, "KNNInput") { (part) throws(FormatError) in
          var input = NearestNeighborModel.Input(try required(part, "field"))
          input.weight = try number(part, "fieldWeight") ?? 1
          input.comparison = try choice(part, "compareFunction", ComparisonMeasure.Comparison.self)
          return input
        }
      case "TrainingInstances":
        neighbors.isTransformed = try flag(child, "isTransformed") ?? false
        try cursor.children(of: child) { (part) throws(FormatError) in
          switch part.name {
          case "InstanceFields":
            neighbors.instanceFields = try list(part, "InstanceField") { (field) throws(FormatError) in
              let name = try required(field, "field")
              return .init(name, column: field["column"] ?? name)
            }
          case "InlineTable": neighbors.instances = try table(part)
          case "TableLocator": throw cursor.unsupported(part, "tables outside the document are not read.")
          default: break
          }
        }
      default: break
      }
    }
    model.content = .nearestNeighbor(neighbors)
    return model
  }

  func naiveBayesModel(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    var bayes = NaiveBayesModel()
    bayes.threshold = try number(element, "threshold") ?? 0
    var model = try common(element, .naiveBayes(bayes)) { (child) throws(FormatError) in
      if child.name == "BayesInputs" { bayes.inputs = try list(child, "BayesInput", bayesInput) }
      if child.name == "BayesOutput" {
        // Inside a model of models the field is left out by some.
        bayes.outputField = child["fieldName"] ?? ""
        try cursor.children(of: child) { (part) throws(FormatError) in
          if part.name == "TargetValueCounts" { bayes.output = try list(part, "TargetValueCount", targetCount) }
        }
      }
    }
    if model.targetName == nil, !bayes.outputField.isEmpty {
      model.schema.append(MiningField(bayes.outputField, .target))
    }
    model.content = .naiveBayes(bayes)
    return model
  }

  private func targetCount(_ element: MarkupElement) throws(FormatError) -> NaiveBayesModel.Count {
    .init(try required(element, "value"), try requiredNumber(element, "count"))
  }

  private func bayesInput(_ element: MarkupElement) throws(FormatError) -> NaiveBayesModel.Input {
    var input = NaiveBayesModel.Input()
    input.field = try required(element, "fieldName")
    try cursor.children(of: element) { (child) throws(FormatError) in
      switch child.name {
      case "DerivedField": input.derived = try derivedField(child)
      case "PairCounts":
        var counts: [NaiveBayesModel.Count] = []
        try cursor.children(of: child) { (part) throws(FormatError) in
          if part.name == "TargetValueCounts" { counts = try list(part, "TargetValueCount", targetCount) }
        }
        try keep((Literal(try required(child, "value")), counts), of: child, in: &input.pairs)
      case "TargetValueStats":
        try cursor.children(of: child) { (part) throws(FormatError) in
          guard part.name == "TargetValueStat" else { return }
          let value = try required(part, "value")
          try cursor.children(of: part) { (inner) throws(FormatError) in
            if let distribution = try distributionOf(inner) { input.distributions.append((value, distribution)) }
          }
        }
      default: break
      }
    }
    return input
  }

  private func distributionOf(_ element: MarkupElement) throws(FormatError) -> NaiveBayesModel.Distribution? {
    switch element.name {
    case "GaussianDistribution":
      .gaussian(mean: try requiredNumber(element, "mean"), variance: try requiredNumber(element, "variance"))
    case "AnyDistribution":
      .any(mean: try requiredNumber(element, "mean"), variance: try requiredNumber(element, "variance"))
    case "PoissonDistribution": .poisson(mean: try requiredNumber(element, "mean"))
    case "UniformDistribution":
      .uniform(lower: try number(element, "lower") ?? -.infinity, upper: try number(element, "upper") ?? .infinity)
    default: nil
    }
  }

  func associationModel(_ element: MarkupElement) throws(FormatError) -> MarkupModel {
    var association = AssociationModel()
    association.transactionCount = try integer(element, "numberOfTransactions") ?? 0
    association.minimumSupport = try number(element, "minimumSupport") ?? 0
    association.minimumConfidence = try number(element, "minimumConfidence") ?? 0
    var model = try common(element, .association(association)) { (child) throws(FormatError) in
      switch child.name {
      case "Item":
        var item = AssociationModel.Item(id: try required(child, "id"), value: try required(child, "value"))
        item.mapped = child["mappedValue"]
        item.weight = try number(child, "weight")
        item.field = child["field"]
        item.category = child["category"]
        try keep(item, of: child, in: &association.items)
      case "Itemset":
        var set = AssociationModel.Itemset(try required(child, "id"))
        set.support = try number(child, "support")
        set.items = try list(child, "ItemRef") { (part) throws(FormatError) in try required(part, "itemRef") }
        try keep(set, of: child, in: &association.itemsets)
      case "AssociationRule":
        var rule = AssociationModel.Rule()
        rule.id = child["id"]
        rule.antecedent = try required(child, "antecedent")
        rule.consequent = try required(child, "consequent")
        rule.support = try requiredNumber(child, "support")
        rule.confidence = try requiredNumber(child, "confidence")
        rule.lift = try number(child, "lift")
        rule.leverage = try number(child, "leverage")
        rule.affinity = try number(child, "affinity")
        try keep(rule, of: child, in: &association.rules)
      default: break
      }
    }
    model.content = .association(association)
    return model
  }
}
