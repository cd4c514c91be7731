// Trees and ensembles of trees through ONNX's TreeEnsemble.

internal import ModelCore
internal import PredictiveMarkup

extension DocumentGraph {
  /// Every tree gives the number of its leaf; what leaves say is looked up, and added up in the order of the trees.
  func trees(
    _ models: [MarkupModel], weights: [Double]?, method: Segmentation.Method,
    missing: Segmentation.MissingPrediction = .returnMissing, _ outer: MarkupModel
  ) throws -> MarkupGraphAnswer {
    guard graph.target.learningOpset >= 5 else {
      throw refusal("thresholds are doubles only from opset 21 on", remedy: "ask for opset 21 or later")
    }
    let isNumber = outer.function == .regression
    let categories = isNumber ? [] : ordered(Self.categories(of: models), outer)
    let isVote = method == .majorityVote || method == .weightedMajorityVote
    var arrays = TreeArrays()
    var features = TreeFeatures(self)
    var rows: [[Double]] = []
    for model in models {
      guard case .tree(let tree) = model.content else { throw refusal("a segment is no tree") }
      try withScope(model.derived) {
        features.prepare(tree)
        let first = rows.count
        var decisions = TreeDecisions(
          feature: { try features.place(of: $0) }, code: { try features.code($0, $1) },
          leaf: { node in
            rows.append(try self.leafRow(node, model, categories, isVote: isVote))
            return rows.count - 1
          }, refusal: { self.refusal($0) })
        let decision = try decisions.decide(tree)
        arrays.append(decision, firstLeaf: first)
      }
    }
    let places = try arrays.apply(features.columns.isEmpty ? [try constant(0)] : features.columns, graph)
    let table = graph.constant(Matrix(rows: rows)).gathered(places.cast(to: .int64), axis: 0)
    let sum = added(table, models.count, weights, method, outer)
    return added(sum, models.count, weights, method, missing, outer, categories)
  }

  /// n × trees × numbers, summed over the trees in their order.
  private func added(
    _ table: Value, _ count: Int, _ weights: [Double]?, _ method: Segmentation.Method, _ outer: MarkupModel
  ) -> Value {
    let isSingle = outer.precision == .single
    var parts = isSingle ? table.cast(to: .float) : table
    if let weights, method.isWeighted {
      let factors = graph.constant(Tensor(weights, shape: [1, weights.count, 1]))
      parts = parts * (isSingle ? factors.cast(to: .float) : factors)
    }
    return parts.orderedSum(count: count)
  }

  /// The sums as an answer; the last column counts, or weighs, trees without a prediction.
  private func added(
    _ sums: Value, _ count: Int, _ weights: [Double]?, _ method: Segmentation.Method,
    _ missing: Segmentation.MissingPrediction, _ outer: MarkupModel, _ categories: [String]
  ) -> MarkupGraphAnswer {
    let isNumber = outer.function == .regression
    let width = isNumber ? 1 : categories.count
    let all = method.isWeighted ? weights?.reduce(0, +) ?? Double(count) : Double(count)
    let absent = sums.column(width).cast(to: .double)
    var values = sums.columns(Array(0..<width))
    let isVote = method == .majorityVote || method == .weightedMajorityVote
    let isNone = absent > values.maximum().cast(to: .double)
    if ![.sum, .weightedSum].contains(method) {
      let members = missing == .skipSegment || isVote ? graph.scalar(all) - absent : graph.scalar(all)
      values = values / (outer.precision == .single ? members.cast(to: .float) : members)
    }
    if outer.precision == .single { values = values.cast(to: .double) }
    // One that counts and has no prediction leaves the whole without any; as a vote it is one for none.
    let isGone = missing == .returnMissing || (!isVote && missing == .continue) ? absent > 0 : absent >= all
    values = graph.where(isGone, graph.scalar(.nan), values)
    guard !isNumber else { return MarkupGraphAnswer(value: .number(values)) }
    if count > 1 {
      var answer = classified(categories, values)
      if isVote, missing == .continue, case .choice(let places, let texts) = answer.value.content {
        answer.value = FieldValueOfGraph(
          content: .choice(graph.where(isNone, graph.scalar(-1, as: .int64), places), texts))
      }
      return answer
    }
    // A tree alone says its label beside its shares.
    let label = sums.column(width + 1).cast(to: .int64)
    let places = graph.where(isGone, graph.scalar(-1, as: .int64), label)
    return MarkupGraphAnswer(
      value: FieldValueOfGraph(content: .choice(places, categories)), categories: categories, probabilities: values)
  }

  private func leafRow(_ node: TreeNode?, _ model: MarkupModel, _ categories: [String], isVote: Bool) throws -> [Double]
  {
    if model.function == .regression {
      let score = node?.score.flatMap { text in
        model.precision == .single ? Float(text).map { Double($0) } : Literal.number(text)
      }
      return score.map { [$0, 0] } ?? [0, 1]
    }
    guard let node else { return [Double](repeating: 0, count: categories.count) + [1, 0] }
    let total = node.distribution.reduce(0) { $0 + $1.recordCount }
    let best = node.distribution.reduce(nil as ScoreDistribution?) { best, next in
      best.map { next.recordCount > $0.recordCount ? next : $0 } ?? next
    }
    guard let label = node.score ?? best?.value, let place = categories.firstIndex(of: label) else {
      throw refusal("a node has no score")
    }
    let shares = categories.map { name -> Double in
      if isVote || node.distribution.isEmpty { return name == label ? 1 : 0 }
      guard let entry = node.distribution.first(where: { $0.value == name }) else { return 0 }
      return entry.probability ?? entry.recordCount / total
    }
    return shares + [0, Double(place)]
  }

  static func categories(of models: [MarkupModel]) -> [String] {
    var names: [String] = []
    func add(_ name: String?) { if let name, !names.contains(name) { names.append(name) } }
    func walk(_ node: TreeNode) {
      for entry in node.distribution { add(entry.value) }
      add(node.score)
      for child in node.children { walk(child) }
    }
    for model in models { if case .tree(let tree) = model.content { walk(tree.root) } }
    return names
  }
}

/// The columns that trees compare; texts as numbers of their own.
struct TreeFeatures {
  private let writing: DocumentGraph
  private(set) var columns: [Value] = []
  private var places: [String: Int] = [:]
  /// Literals of fields that hold text, in the order of their codes.
  private var texts: [String: [String]] = [:]

  init(_ writing: DocumentGraph) { self.writing = writing }

  /// Codes must be known before the first comparison.
  mutating func prepare(_ tree: TreeModel) {
    var literals: [(String, String)] = []
    func walk(_ predicate: RowPredicate) {
      switch predicate {
      case .always, .never: break
      case .simple(let field, _, let literal): literals.append((field, literal.text))
      case .set(let field, _, let all): for literal in all { literals.append((field, literal.text)) }
      case .compound(_, let parts): for part in parts { walk(part) }
      }
    }
    func walk(_ node: TreeNode) {
      walk(node.predicate)
      for child in node.children { walk(child) }
    }
    walk(tree.root)
    for (field, text) in literals where places[field] == nil && !(texts[field]?.contains(text) ?? false) {
      texts[field, default: []].append(text)
    }
  }

  mutating func place(of name: String) throws -> Int {
    if let place = places[name] { return place }
    let value = try writing.field(name)
    places[name] = columns.count
    switch value.content {
    case .number(let number): columns.append(number)
    case .choice(let chosen, let known):
      let codes = known.map { text in Double(texts[name]?.firstIndex(of: text) ?? -1) } + [.nan]
      columns.append(chosen.looked(up: Tensor(codes, shape: [codes.count])))
    case .text(let text):
      let code = text.places(among: texts[name] ?? []).cast(to: .double)
      columns.append(writing.graph.where(writing.isMissing(value), writing.graph.scalar(.nan), code))
    }
    return columns.count - 1
  }

  func code(_ name: String, _ literal: Literal) throws -> Double? {
    if case .number = try writing.field(name).content {
      switch literal.text {
      case "true": return 1
      case "false": return 0
      default: return literal.number.isNaN ? nil : writing.bound(name, literal)
      }
    }
    guard let place = texts[name]?.firstIndex(of: literal.text) else {
      throw writing.refusal("the texts of \(name) are compared by trees that do not list them alike")
    }
    return Double(place)
  }
}

/// The attributes of TreeEnsemble.
struct TreeArrays {
  private var roots: [Int64] = []
  private var features: [Int64] = []
  private var bounds: [Double] = []
  private var modes: [UInt8] = []
  private var (yes, no): ([Int64], [Int64]) = ([], [])
  private var (yesIsLeaf, noIsLeaf): ([Int64], [Int64]) = ([], [])
  private var missingGoesYes: [Int64] = []
  private var targets: [Int64] = []
  private var weights: [Double] = []

  /// One more tree, a target of its own; leaves weigh their number.
  mutating func append(_ decision: TreeDecision, firstLeaf: Int) {
    let target = Int64(roots.count)
    roots.append(Int64(features.count))
    if case .leaf = decision {
      // A tree is at least one test.
      _ = place(
        .test(feature: 0, bound: 0, includesBound: true, missingGoesYes: false, yes: decision, no: decision), target)
    } else {
      _ = place(decision, target)
    }
  }

  /// Where a decision stands: among the nodes, or among the leaves.
  private mutating func place(_ decision: TreeDecision, _ target: Int64) -> (place: Int64, isLeaf: Int64) {
    switch decision {
    case .leaf(let row):
      targets.append(target)
      weights.append(Double(row))
      return (Int64(targets.count - 1), 1)
    case .test(let feature, let bound, let includesBound, let missing, let first, let second):
      let own = features.count
      features.append(Int64(feature))
      bounds.append(bound)
      modes.append(includesBound ? 0 : 1)
      missingGoesYes.append(missing ? 1 : 0)
      yes.append(0)
      no.append(0)
      yesIsLeaf.append(0)
      noIsLeaf.append(0)
      (yes[own], yesIsLeaf[own]) = place(first, target)
      (no[own], noIsLeaf[own]) = place(second, target)
      return (Int64(own), 0)
    }
  }

  /// n × trees: the number of each tree's leaf.
  func apply(_ columns: [Value], _ graph: GraphBuilder) throws -> Value {
    let input = graph.concatenate(columns)
    let modeTensor = Tensor(type: .uint8, shape: [modes.count], contents: .bytes(ContiguousArray(modes)))
    return graph.apply(
      "TreeEnsemble", [input], domain: "ai.onnx.ml",
      [
        Attribute("tree_roots", .integers(roots)), Attribute("n_targets", .integer(Int64(roots.count))),
        Attribute("nodes_featureids", .integers(features)),
        Attribute("nodes_splits", .tensor(Tensor(bounds, shape: [bounds.count]))),
        Attribute("nodes_modes", .tensor(modeTensor)), Attribute("nodes_truenodeids", .integers(yes)),
        Attribute("nodes_trueleafs", .integers(yesIsLeaf)), Attribute("nodes_falsenodeids", .integers(no)),
        Attribute("nodes_falseleafs", .integers(noIsLeaf)),
        Attribute("nodes_missing_value_tracks_true", .integers(missingGoesYes)),
        Attribute("leaf_targetids", .integers(targets)),
        Attribute("leaf_weights", .tensor(Tensor(weights, shape: [weights.count]))),
        Attribute("aggregate_function", .integer(1)), Attribute("post_transform", .integer(0)),
      ], type: .double)
  }
}
