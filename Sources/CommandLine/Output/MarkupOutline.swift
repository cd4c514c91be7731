// What a PMML document holds as an outline that a person can read.

import ModelCore
import PredictiveMarkup

extension ValueOutline {
  /// A part that is told only where there is something to tell.
  fileprivate static func part(_ name: String, _ value: String?) -> [ValueOutline] {
    value.map { [ValueOutline(name: name, value: $0)] } ?? []
  }

  fileprivate static func count(_ name: String, _ count: Int) -> [ValueOutline] {
    count == 0 ? [] : [ValueOutline(name: name, value: "\(count)")]
  }
}

extension MarkupDocument {
  /// The first model, which is the document's; others are named behind it.
  var outline: ValueOutline {
    let about =
      ValueOutline.part("version", version) + ValueOutline.part("description", header.description)
      + ValueOutline.part("copyright", header.copyright) + ValueOutline.part("model version", header.modelVersion)
      + ValueOutline.part("timestamp", header.timestamp?.split(whereSeparator: \.isNewline).first.map(String.init))
      + ValueOutline.count("fields", fields.count) + ValueOutline.count("derived fields", derived.count)
      + ValueOutline.count("functions", functions.count)
    return ValueOutline(
      name: "document", value: "PMML", children: about + models.map { $0.outline(named: "model", depth: 0) })
  }
}

extension MarkupModel {
  /// Segments that are told one by one.
  private static let partLimit = 8
  private static let depthLimit = 40

  func outline(named name: String, depth: Int) -> ValueOutline {
    let about =
      ValueOutline.part("name", self.name) + ValueOutline.part("function", function.rawValue)
      + ValueOutline.part("algorithm", algorithm) + (isScorable ? [] : ValueOutline.part("scorable", "no"))
      + (precision == .single ? ValueOutline.part("precision", "single") : [])
      + ValueOutline.part("target", targetName) + ValueOutline.count("derived fields", derived.count)
      + targets.compactMap(\.outline)
    let verification = ValueOutline.count("verification rows", verification?.table.rows.count ?? 0)
    let contents = depth < Self.depthLimit ? contents(depth) : [ValueOutline(name: "…")]
    return ValueOutline(name: name, value: element, children: about + contents + verification)
  }

  /// As the document writes it.
  private var element: String {
    switch content {
    case .association: "AssociationModel"
    case .clustering: "ClusteringModel"
    case .generalRegression: "GeneralRegressionModel"
    case .mining: "MiningModel"
    case .naiveBayes: "NaiveBayesModel"
    case .nearestNeighbor: "NearestNeighborModel"
    case .network: "NeuralNetwork"
    case .regression: "RegressionModel"
    case .rules: "RuleSetModel"
    case .scorecard: "Scorecard"
    case .supportVectors: "SupportVectorMachineModel"
    case .tree: "TreeModel"
    }
  }

  private func contents(_ depth: Int) -> [ValueOutline] {
    switch content {
    case .tree(let tree):
      return ValueOutline.count("nodes", tree.root.count)
        + ValueOutline.part("missing values", tree.missingStrategy.rawValue)
    case .mining(let segmentation): return [segmentation.outline(partLimit: Self.partLimit, depth: depth)]
    case .regression(let regression):
      let terms = regression.equations.reduce(0) { $0 + $1.numeric.count + $1.categorical.count + $1.terms.count }
      return ValueOutline.part("normalization", regression.normalization.rawValue)
        + ValueOutline.count("equations", regression.equations.count) + ValueOutline.count("terms", terms)
    case .generalRegression(let regression):
      return ValueOutline.part("kind", regression.kind.rawValue) + ValueOutline.part("link", regression.link?.rawValue)
        + ValueOutline.part("cumulative link", regression.cumulativeLink?.rawValue)
        + ValueOutline.count("parameters", regression.parameterCells.count)
    case .network(let network):
      let sizes = network.layers.map { "\($0.neurons.count)" }.joined(separator: ", ")
      return ValueOutline.part("activation", network.activation.rawValue)
        + ValueOutline.part("layers", "[\(sizes)] neurons after \(network.inputs.count) inputs")
    case .supportVectors(let machine):
      return [ValueOutline(of: machine.kernel, named: "kernel")]
        + ValueOutline.count("vectors", machine.vectors.count) + ValueOutline.count("machines", machine.machines.count)
    case .clustering(let clustering):
      return [ValueOutline(of: clustering.measure.metric, named: "measure")]
        + ValueOutline.count("clusters", clustering.clusters.count)
    case .nearestNeighbor(let neighbors):
      return [ValueOutline(of: neighbors.measure.metric, named: "measure")]
        + ValueOutline.count("neighbors", neighbors.neighborCount)
        + ValueOutline.count("instances", neighbors.instances.rows.count)
    case .naiveBayes(let bayes):
      return ValueOutline.part("threshold", "\(bayes.threshold)") + ValueOutline.count("classes", bayes.output.count)
        + ValueOutline.count("inputs", bayes.inputs.count)
    case .scorecard(let card):
      return ValueOutline.part("initial score", "\(card.initialScore)")
        + ValueOutline.count("characteristics", card.characteristics.count)
        + ValueOutline.part("reason codes", card.usesReasonCodes ? "yes" : "no")
    case .rules(let rules):
      return ValueOutline.part("selection", rules.criteria.first?.rawValue)
        + ValueOutline.count("rules", rules.rules.count) + ValueOutline.part("default", rules.defaultScore)
    case .association(let association):
      return ValueOutline.count("items", association.items.count)
        + ValueOutline.count("item sets", association.itemsets.count)
        + ValueOutline.count("rules", association.rules.count)
    }
  }

  /// What an answer is called and what it is: the target, then the outputs that are for the user.
  func answers(in document: MarkupDocument) -> [(name: String, kind: String)] {
    var answers: [(name: String, kind: String)] = []
    if let target = targetName {
      let field = document.fields.first { $0.name == target }
      let classes = (field?.values ?? []).filter { $0.property == .valid }.map(\.literal.text)
      let shown = classes.prefix(8).joined(separator: ", ") + (classes.count > 8 ? ", …" : "")
      let type = field?.type.name ?? (function == .regression ? "double" : "string")
      answers.append((target, function == .regression || classes.isEmpty ? type : "\(type), one of \(shown)"))
    }
    if targetName == nil, function != .associationRules {
      answers.append(
        (function == .clustering ? "cluster" : "prediction", function == .regression ? "double" : "string"))
    }
    answers += finalOutputs.map { output in
      let type = output.type.map { "\($0.name), " } ?? ""
      return (output.name, "\(type)\(output.feature.rawValue)\(output.value.map { " of \($0)" } ?? "")")
    }
    return answers
  }

  /// Those of a chain's segments are the chain's.
  private var finalOutputs: [OutputField] {
    var outputs: [OutputField] = []
    if case .mining(let segmentation) = content,
      segmentation.method == .modelChain || segmentation.method == .multiModelChain
    {
      outputs = segmentation.segments.flatMap { $0.model.outputs.filter(\.isFinalResult) }
    }
    return outputs + self.outputs.filter(\.isFinalResult)
  }
}

extension Segmentation {
  fileprivate func outline(partLimit: Int, depth: Int) -> ValueOutline {
    var parts = segments.prefix(partLimit).enumerated().map { place, segment in
      segment.model.outline(named: segment.id ?? "[\(place)]", depth: depth + 1)
    }
    let rest = segments.count - parts.count
    if rest > 0 { parts.append(ValueOutline(name: "…", value: "\(rest) more")) }
    return ValueOutline(name: "segments", value: "\(segments.count), \(method.rawValue)", children: parts)
  }
}

extension Target {
  /// Nil where it leaves predictions as they are.
  fileprivate var outline: ValueOutline? {
    var parts = factor == 1 ? [] : ["times \(factor)"]
    if constant != 0 { parts.append("plus \(constant)") }
    if let lower { parts.append("at least \(lower)") }
    if let upper { parts.append("at most \(upper)") }
    if let rounding { parts.append(rounding.rawValue) }
    return parts.isEmpty ? nil : ValueOutline(name: "rescaled", value: parts.joined(separator: ", "))
  }
}

extension TreeNode {
  /// With a list of its own, since trees are as deep as a document makes them.
  fileprivate var count: Int {
    var count = 0
    var waiting = [self]
    while let node = waiting.popLast() {
      count += 1
      waiting += node.children
    }
    return count
  }
}
