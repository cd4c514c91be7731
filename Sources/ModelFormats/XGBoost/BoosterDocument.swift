// XGBoost's JSON and UBJSON: one tree of objects, the same in both.

internal import ModelCore

/// Reads a model of XGBoost 1.0 to 3.4 out of a document, also one that a pickle holds with the configuration beside it.
struct BoosterDocument {
  private let learner: DocumentValue
  private let version: BoosterVersion?
  private var allowance: BoosterAllowance
  /// Trees an iteration grows for an output, as the configuration of a pickle says it; models do from 1.6 on.
  private let configuredParallelCount: Int

  static func read(_ tree: DocumentTree) throws(FormatError) -> BoosterContents {
    var document = try BoosterDocument(tree)
    return try document.contents()
  }

  private init(_ tree: DocumentTree) throws(FormatError) {
    let root = tree.root["Model"] ?? tree.root
    guard let learner = root["learner"], learner.kind == .object else {
      throw .booster(.malformed, "It has no `learner`.")
    }
    self.learner = learner
    allowance = BoosterAllowance(tree.allowance)
    let parts = (root["version"] ?? tree.root["version"])?.integers() ?? []
    let booster = tree.root["Config"]?["learner"]?["gradient_booster"]
    let training = (booster?["gbtree"] ?? booster)?["gbtree_train_param"]
    if let training {
      configuredParallelCount = try Self.count(training, "num_parallel_tree", upTo: 1 << 24)
    } else {
      configuredParallelCount = 1
    }
    version = parts.count == 3 ? BoosterVersion(Int(parts[0]), Int(parts[1]), Int(parts[2])) : nil
  }

  private static func value(_ parent: DocumentValue?, _ key: StaticString) throws(FormatError) -> DocumentValue {
    guard let value = parent?[key] else { throw .booster(.malformed, "`\(key)` is missing.", at: parent?.offset) }
    return value
  }

  /// A number that is written as text; 0 where it is missing.
  private static func count(_ parent: DocumentValue, _ key: StaticString, upTo limit: Int) throws(FormatError) -> Int {
    guard let value = parent[key] else { return 0 }
    guard let count = value.integer ?? value.text.flatMap({ Int($0) }), (0..<limit).contains(count) else {
      throw .booster(.malformed, "`\(key)` is no number below \(limit).", at: value.offset)
    }
    return count
  }

  private mutating func contents() throws(FormatError) -> BoosterContents {
    let parameters = try Self.value(learner, "learner_model_param")
    let objective = try Self.value(try Self.value(learner, "objective"), "name")
    guard let name = objective.text else {
      throw .booster(.malformed, "The objective has no name.", at: objective.offset)
    }
    let classCount = try Self.count(parameters, "num_class", upTo: 1 << 16)
    let targetCount = try Self.count(parameters, "num_target", upTo: 1 << 16)
    let columnCount = try Self.count(parameters, "num_feature", upTo: 1 << 24)
    var contents = BoosterContents(
      version: version, objective: name, baseScore: try Self.baseScore(try Self.value(parameters, "base_score")),
      columnCount: columnCount, classCount: classCount, targetCount: targetCount, kind: .linear(weights: []),
      attributes: [:], columnNames: texts(learner["feature_names"]), categories: [])
    for (key, value) in learner["attributes"]?.entries ?? [] { contents.attributes[key] = value.text }
    let booster = try Self.value(learner, "gradient_booster")
    switch try Self.value(booster, "name").text {
    case "gblinear":
      guard let weights = try Self.value(try Self.value(booster, "model"), "weights").floats() else {
        throw .booster(.malformed, "`weights` are no numbers.", at: booster.offset)
      }
      contents.kind = .linear(weights: weights)
    case "gbtree", "dart":
      // The weights of `dart` stand beside the trees' object, and since 3.4 in their model.
      let model = try Self.value(booster["gbtree"] ?? booster, "model")
      var trees = try trees(model, contents)
      if let weights = (booster["weight_drop"] ?? model["weight_drop"])?.floats() {
        guard weights.count <= trees.trees.count else {
          throw .booster(.malformed, "There are more weights than trees.", at: model.offset)
        }
        for (place, weight) in weights.enumerated() { trees.trees[place].weight = Double(weight) }
        trees.isDart = !weights.isEmpty
      }
      contents.kind = .trees(trees)
      contents.categories = try BoosterFrames.categories(model["cats"], columnCount: columnCount)
    default: throw .booster(.unsupported, "Its booster is not known.", at: booster.offset)
    }
    return contents
  }

  /// `5E-1`, a plain number, or since 3.1 `[5E-1,2E-1]`; always in quotes.
  private static func baseScore(_ value: DocumentValue) throws(FormatError) -> [Float] {
    if let number = value.double { return [Float(number)] }
    guard let text = value.text else { throw .booster(.malformed, "`base_score` is no number.", at: value.offset) }
    let isList = text.hasPrefix("[") && text.hasSuffix("]")
    let parts = (isList ? text.dropFirst().dropLast() : text[...]).split(separator: ",")
    let numbers = parts.compactMap { part in Float(part.filter { $0 != " " }) }
    guard !numbers.isEmpty, numbers.count == parts.count else {
      throw .booster(.malformed, "`base_score` is `\(text.prefix(40))`, which is no number.", at: value.offset)
    }
    return numbers
  }

  private func texts(_ value: DocumentValue?) -> [String] { value?.elements.compactMap(\.text) ?? [] }

  // MARK: Trees

  private mutating func trees(_ model: DocumentValue, _ contents: BoosterContents) throws(FormatError) -> BoosterTrees {
    let parameters = try Self.value(model, "gbtree_model_param")
    let list = try Self.value(model, "trees")
    let outputs = try Self.value(model, "tree_info").integers() ?? []
    let ids = list.count
    guard outputs.count == ids else {
      throw .booster(.malformed, "There are \(ids) trees, and \(outputs.count) in `tree_info`.", at: list.offset)
    }
    try allowance.take(ids * (MemoryLayout<DecisionTree>.stride + 8))
    var trees: [DecisionTree?] = Array(repeating: nil, count: ids)
    var place = 0
    try list.forEachElement { (value) throws(FormatError) in
      let id = value["id"]?.integer ?? place
      guard trees.indices.contains(id), trees[id] == nil else {
        throw .booster(.malformed, "A tree has the number \(id), which is taken or too great.", at: value.offset)
      }
      trees[id] = try tree(value, id, contents, firstOutput: Int(outputs[id]))
      place += 1
    }
    let ends = model["iteration_indptr"]?.integers() ?? []
    return BoosterTrees(
      trees: trees.compactMap { $0 }, iterationEnds: ends.dropFirst().map { Int($0) },
      parallelCount: max(configuredParallelCount, try Self.count(parameters, "num_parallel_tree", upTo: 1 << 24)),
      isDart: false)
  }

  private mutating func tree(
    _ value: DocumentValue, _ place: Int, _ contents: BoosterContents, firstOutput: Int
  ) throws(FormatError) -> DecisionTree {
    let parameters = try Self.value(value, "tree_param")
    let leafWidth = max(1, try Self.count(parameters, "size_leaf_vector", upTo: 1 << 16))
    guard firstOutput >= 0, firstOutput + leafWidth <= contents.outputCount else {
      throw .booster(.malformed, "Tree \(place) adds to outputs there are not.", at: value.offset)
    }
    try allowance.take(
      BoosterTreeMaker.size(nodeCount: value["left_children"]?.count ?? 0, leafWidth: leafWidth))
    let isOfOneSix = version.map { $0 >= BoosterVersion(1, 6, 0) && $0 < BoosterVersion(1, 7, 0) } ?? false
    let nodes = try NamedBoosterNodes(value, leafWidth: leafWidth, sendsUnseenToDefault: isOfOneSix)
    try allowance.take(2 * MemoryLayout<Int32>.stride * nodes.sets.reduce(0) { $0 + $1.count })
    return try BoosterTreeMaker.tree(
      nodes, columnCount: contents.columnCount, leafWidth: leafWidth, firstOutput: firstOutput, weight: 1,
      sets: nodes.sets, place: place)
  }
}

/// Nodes as columns by name.
private struct NamedBoosterNodes: BoosterNodes {
  let lefts: ContiguousArray<Int32>
  let rights: ContiguousArray<Int32>
  let features: ContiguousArray<Int32>
  let thresholds: ContiguousArray<Float>
  let defaults: ContiguousArray<Int32>
  /// One a node and output, or since 3.2 one a leaf and output, which the leaf's right child then counts.
  let vectors: ContiguousArray<Float>
  let countsLeaves: Bool
  let leafWidth: Int
  private(set) var sets: [[Int32]] = []
  private var setPlaces: [Int32: Int] = [:]
  private var turnedSets: Set<Int32> = []

  init(_ tree: DocumentValue, leafWidth: Int, sendsUnseenToDefault: Bool) throws(FormatError) {
    func broken(_ key: StaticString) -> FormatError {
      .booster(.malformed, "`\(key)` of a tree is missing, or of another length than its nodes.", at: tree.offset)
    }
    func integers(_ key: StaticString) throws(FormatError) -> ContiguousArray<Int32> {
      guard let numbers = tree[key]?.integers() else { throw broken(key) }
      return numbers
    }
    lefts = try integers("left_children")
    rights = try integers("right_children")
    features = try integers("split_indices")
    defaults = try integers("default_left")
    guard let thresholds = tree["split_conditions"]?.floats() else { throw broken("split_conditions") }
    self.thresholds = thresholds
    self.leafWidth = leafWidth
    guard !lefts.isEmpty, rights.count == lefts.count else { throw broken("right_children") }
    guard features.count == lefts.count else { throw broken("split_indices") }
    guard defaults.count == lefts.count else { throw broken("default_left") }
    guard thresholds.count == lefts.count else { throw broken("split_conditions") }
    let leaves = leafWidth > 1 ? tree["leaf_weights"] : nil
    countsLeaves = leaves != nil
    vectors = leafWidth > 1 ? (leaves ?? tree["base_weights"])?.floats() ?? [] : []
    try readSets(tree, sendsUnseenToDefault: sendsUnseenToDefault)
  }

  private mutating func readSets(_ tree: DocumentValue, sendsUnseenToDefault: Bool) throws(FormatError) {
    guard let nodes = tree["categories_nodes"]?.integers(), !nodes.isEmpty else { return }
    guard let starts = tree["categories_segments"]?.integers(), let sizes = tree["categories_sizes"]?.integers(),
      let categories = tree["categories"]?.integers(), starts.count == nodes.count, sizes.count == nodes.count
    else {
      throw .booster(.malformed, "The categories of a tree are not whole.", at: tree.offset)
    }
    var total = 0
    for place in nodes.indices {
      let start = Int(starts[place])
      let size = Int(sizes[place])
      guard start >= 0, size >= 0, start <= categories.count, size <= categories.count - start,
        total + size <= categories.count + Self.turnedCapacity
      else { throw .booster(.malformed, "Categories of a node are outside of the list.", at: tree.offset) }
      total += size
      setPlaces[nodes[place]] = sets.count
      let members = categories[start..<(start + size)].sorted()
      let node = Int(nodes[place])
      guard defaults.indices.contains(node), members.allSatisfy({ (0..<(1 << 24)).contains($0) }) else {
        throw .booster(.malformed, "Categories of a tree are not those of its nodes.", at: tree.offset)
      }
      // XGBoost 1.6 sends what is beyond the words of a node's bit set where missing ones go. Where that is right, the set
      // is told by those that go left.
      let isTurned = sendsUnseenToDefault && defaults[node] == 0
      if isTurned {
        let limit = ((members.last ?? -1) / 32 + 1) * 32
        guard total + Int(limit) <= categories.count + Self.turnedCapacity else {
          throw .booster(.tooLarge, "The categories of a node stand for more than a model's do.", at: tree.offset)
        }
        let right = Set(members)
        turnedSets.insert(Int32(node))
        total += Int(limit)
        sets.append((0..<limit).filter { !right.contains($0) })
      } else {
        sets.append(members)
      }
    }
  }

  var count: Int { lefts.count }
  func left(_ node: Int) -> Int { Int(lefts[node]) }
  func right(_ node: Int) -> Int { Int(rights[node]) }
  func feature(_ node: Int) -> Int { Int(features[node]) }
  func threshold(_ node: Int) -> Float { thresholds[node] }
  func goesLeftWhenMissing(_ node: Int) -> Bool { defaults[node] != 0 }
  func set(_ node: Int) -> Int? { setPlaces.isEmpty ? nil : setPlaces[Int32(node)] }
  func holdsLeft(_ node: Int) -> Bool { turnedSets.contains(Int32(node)) }

  /// What sets that are told by their other side may take beyond the file's own categories.
  private static let turnedCapacity = 1 << 20

  func appendLeaf(_ node: Int, to values: inout ContiguousArray<Double>) -> Bool {
    if leafWidth == 1 {
      values.append(Double(thresholds[node]))
      return true
    }
    let (start, overflow) = (countsLeaves ? right(node) : node).multipliedReportingOverflow(by: leafWidth)
    guard !overflow, start >= 0, start <= vectors.count - leafWidth else { return false }
    for place in start..<(start + leafWidth) { values.append(Double(vectors[place])) }
    return true
  }
}
