// Models that compare rows, and those that count, as elements.

internal import PredictiveMarkup

extension MarkupWriter {
  mutating func supportVectorMachine(_ model: MarkupModel, _ vectors: SupportVectorMachineModel) {
    let own: [(String, String?)] = [
      ("threshold", text(vectors.threshold, unless: 0)),
      ("svmRepresentation", vectors.usesCoefficients ? "Coefficients" : nil),
      ("alternateBinaryTargetCategory", vectors.alternateCategory),
      ("classificationMethod", vectors.isOneAgainstOne ? "OneAgainstOne" : nil),
      ("maxWins", vectors.maxWins ? "true" : nil),
    ]
    modelElement("SupportVectorMachineModel", model, own) { writer in
      writer.kernel(vectors.kernel)
      writer.element("VectorDictionary", ["numberOfVectors": String(vectors.vectors.count)]) { writer in
        writer.element("VectorFields", ["numberOfFields": String(vectors.fields.count)]) { writer in
          for field in vectors.fields {
            if let value = field.value {
              writer.element(
                "CategoricalPredictor",
                ["name": field.field, "value": value.text, "coefficient": Literal.text(of: field.coefficient)])
            } else {
              writer.element("FieldRef", ["field": field.field])
            }
          }
        }
        for vector in vectors.vectors {
          writer.element("VectorInstance", ["id": vector.id]) { writer in writer.array(vector.values.doubles) }
        }
      }
      for machine in vectors.machines { writer.machine(machine) }
    }
  }

  private mutating func kernel(_ kernel: SupportVectorMachineModel.Kernel) {
    switch kernel {
    case .linear: element("LinearKernelType")
    case .polynomial(let gamma, let coef0, let degree):
      element(
        "PolynomialKernelType",
        [
          "gamma": Literal.text(of: gamma), "coef0": Literal.text(of: coef0), "degree": Literal.text(of: degree),
        ])
    case .radialBasis(let gamma): element("RadialBasisKernelType", ["gamma": Literal.text(of: gamma)])
    case .sigmoid(let gamma, let coef0):
      element("SigmoidKernelType", ["gamma": Literal.text(of: gamma), "coef0": Literal.text(of: coef0)])
    }
  }

  private mutating func machine(_ machine: SupportVectorMachineModel.Machine) {
    element(
      "SupportVectorMachine",
      [
        "targetCategory": machine.category, "alternateTargetCategory": machine.alternate,
        "threshold": text(machine.threshold),
      ]
    ) { writer in
      if !machine.vectors.isEmpty {
        writer.element("SupportVectors", ["numberOfSupportVectors": String(machine.vectors.count)]) { writer in
          for id in machine.vectors { writer.element("SupportVector", ["vectorId": id]) }
        }
      }
      writer.element(
        "Coefficients",
        [
          "numberOfCoefficients": String(machine.coefficients.count),
          "absoluteValue": Literal.text(of: machine.constant),
        ]
      ) { writer in
        for value in machine.coefficients { writer.element("Coefficient", ["value": Literal.text(of: value)]) }
      }
    }
  }

  mutating func clusteringModel(_ model: MarkupModel, _ clustering: ClusteringModel) {
    let own: [(String, String?)] = [
      ("modelClass", clustering.isCenterBased ? "centerBased" : "distributionBased"),
      ("numberOfClusters", String(clustering.clusters.count)),
    ]
    modelElement("ClusteringModel", model, own, hasTargets: false) { writer in
      writer.measure(clustering.measure)
      for field in clustering.fields {
        writer.element(
          "ClusteringField",
          [
            "field": field.field, "isCenterField": field.isCenter ? nil : "false",
            "fieldWeight": text(field.weight, unless: 1), "similarityScale": text(field.scale),
            "compareFunction": field.comparison?.rawValue,
          ])
      }
      if !clustering.missingWeights.isEmpty {
        writer.element("MissingValueWeights") { writer in writer.array(clustering.missingWeights) }
      }
      for cluster in clustering.clusters {
        writer.element("Cluster", ["id": cluster.id, "name": cluster.name]) { writer in writer.array(cluster.center) }
      }
    }
  }

  private mutating func measure(_ measure: ComparisonMeasure) {
    element(
      "ComparisonMeasure",
      [
        "kind": measure.isDistance ? "distance" : "similarity",
        "compareFunction": measure.comparison == .absDiff ? nil : measure.comparison.rawValue,
      ]
    ) { writer in
      switch measure.metric {
      case .euclidean: writer.element("euclidean")
      case .squaredEuclidean: writer.element("squaredEuclidean")
      case .chebychev: writer.element("chebychev")
      case .cityBlock: writer.element("cityBlock")
      case .minkowski(let p): writer.element("minkowski", ["p-parameter": Literal.text(of: p)])
      case .simpleMatching: writer.element("simpleMatching")
      case .jaccard: writer.element("jaccard")
      case .tanimoto: writer.element("tanimoto")
      case .binarySimilarity(let weights):
        let names = ["c11", "c10", "c01", "c00", "d11", "d10", "d01", "d00"]
        writer.element(
          "binarySimilarity",
          pairs: zip(names, weights).map { ("\($0)-parameter", Literal.text(of: $1)) }.sorted { $0.0 < $1.0 })
      }
    }
  }

  mutating func nearestNeighborModel(_ model: MarkupModel, _ neighbors: NearestNeighborModel) {
    let own: [(String, String?)] = [
      ("numberOfNeighbors", String(neighbors.neighborCount)),
      ("continuousScoringMethod", neighbors.continuousScoring == .average ? nil : neighbors.continuousScoring.rawValue),
      (
        "categoricalScoringMethod",
        neighbors.categoricalScoring == .majorityVote ? nil : neighbors.categoricalScoring.rawValue
      ),
      ("instanceIdVariable", neighbors.idField), ("threshold", text(neighbors.threshold, unless: 0.001)),
    ]
    modelElement("NearestNeighborModel", model, own) { writer in
      writer.element("TrainingInstances", ["isTransformed": neighbors.isTransformed ? "true" : nil]) { writer in
        writer.element("InstanceFields") { writer in
          for field in neighbors.instanceFields {
            writer.element("InstanceField", ["field": field.field, "column": field.column])
          }
        }
        writer.table(neighbors.instances)
      }
      writer.measure(neighbors.measure)
      writer.element("KNNInputs") { writer in
        for input in neighbors.inputs {
          writer.element(
            "KNNInput",
            [
              "field": input.field, "fieldWeight": text(input.weight, unless: 1),
              "compareFunction": input.comparison?.rawValue,
            ])
        }
      }
    }
  }

  mutating func naiveBayesModel(_ model: MarkupModel, _ bayes: NaiveBayesModel) {
    modelElement("NaiveBayesModel", model, [("threshold", Literal.text(of: bayes.threshold))]) { writer in
      writer.element("BayesInputs") { writer in
        for input in bayes.inputs { writer.bayesInput(input) }
      }
      writer.element("BayesOutput", ["fieldName": bayes.outputField]) { writer in writer.counts(bayes.output) }
    }
  }

  private mutating func counts(_ counts: [NaiveBayesModel.Count]) {
    element("TargetValueCounts") { writer in
      for count in counts {
        writer.element("TargetValueCount", ["value": count.value, "count": Literal.text(of: count.count)])
      }
    }
  }

  private mutating func bayesInput(_ input: NaiveBayesModel.Input) {
    element("BayesInput", ["fieldName": input.field]) { writer in
      if !input.distributions.isEmpty {
        writer.element("TargetValueStats") { writer in
          for (value, distribution) in input.distributions {
            writer.element("TargetValueStat", ["value": value]) { writer in writer.distribution(distribution) }
          }
        }
      }
      if let derived = input.derived { writer.derivedField(derived) }
      for (value, counts) in input.pairs {
        writer.element("PairCounts", ["value": value.text]) { writer in writer.counts(counts) }
      }
    }
  }

  private mutating func distribution(_ distribution: NaiveBayesModel.Distribution) {
    switch distribution {
    case .gaussian(let mean, let variance):
      element("GaussianDistribution", ["mean": Literal.text(of: mean), "variance": Literal.text(of: variance)])
    case .any(let mean, let variance):
      element("AnyDistribution", ["mean": Literal.text(of: mean), "variance": Literal.text(of: variance)])
    case .poisson(let mean): element("PoissonDistribution", ["mean": Literal.text(of: mean)])
    case .uniform(let lower, let upper):
      element("UniformDistribution", ["lower": Literal.text(of: lower), "upper": Literal.text(of: upper)])
    }
  }

  mutating func associationModel(_ model: MarkupModel, _ association: AssociationModel) {
    let own: [(String, String?)] = [
      ("numberOfTransactions", String(association.transactionCount)),
      ("minimumSupport", Literal.text(of: association.minimumSupport)),
      ("minimumConfidence", Literal.text(of: association.minimumConfidence)),
      ("numberOfItems", String(association.items.count)), ("numberOfItemsets", String(association.itemsets.count)),
      ("numberOfRules", String(association.rules.count)),
    ]
    modelElement("AssociationModel", model, own, hasTargets: false) { writer in
      for item in association.items {
        writer.element(
          "Item",
          [
            "id": item.id, "value": item.value, "field": item.field, "category": item.category,
            "mappedValue": item.mapped, "weight": text(item.weight),
          ])
      }
      for set in association.itemsets {
        writer.element("Itemset", ["id": set.id, "support": text(set.support)]) { writer in
          for item in set.items { writer.element("ItemRef", ["itemRef": item]) }
        }
      }
      for rule in association.rules {
        writer.element(
          "AssociationRule",
          [
            "antecedent": rule.antecedent, "consequent": rule.consequent, "support": Literal.text(of: rule.support),
            "confidence": Literal.text(of: rule.confidence), "lift": text(rule.lift), "leverage": text(rule.leverage),
            "affinity": text(rule.affinity), "id": rule.id,
          ])
      }
    }
  }
}
