// XGBoost's first format: C structures one after the other, little-endian, as `save_model` wrote them up to 3.0.

internal import ModelCore

/// Reads the binary format of XGBoost 0.4 to 3.0, and what pickles of 1.0 to 1.3 hold.
struct BoosterBinary {
  private var reader: ByteReader
  private var allowance: BoosterAllowance
  private let fileSize: Int

  static func read(
    _ bytes: Bytes, beyond: Int = DocumentRows.allowedBeyondFile
  ) throws(FormatError) -> BoosterContents {
    var binary = BoosterBinary(bytes, beyond: beyond)
    return try binary.contents()
  }

  private init(_ bytes: Bytes, beyond: Int) {
    reader = ByteReader(bytes, format: "XGBoost model")
    allowance = BoosterAllowance(bytes.allowance(beyond: beyond))
    fileSize = bytes.count
    var start = 0
    // Then eight bytes that say where the configuration begins, which is not needed.
    if bytes.starts(with: "CONFIG-offset:") { start = 22 }
    // Pickles of 1.1 and 1.2 have this header behind the other.
    if bytes.starts(with: "binf", at: start) { start += 4 }
    reader.move(to: start)
  }

  private mutating func text(_ what: String) throws(FormatError) -> String {
    let at = reader.offset
    let count = try reader.little(UInt64.self, what)
    guard count <= UInt64(reader.left), let text = try reader.take(Int(count), what).utf8 else {
      throw .booster(.malformed, "\(what) is no text.", at: at)
    }
    return text
  }

  private mutating func contents() throws(FormatError) -> BoosterContents {
    let start = reader.offset
    let base = Float(bitPattern: try reader.little(UInt32.self, "base_score"))
    let columnCount = Int(try reader.little(UInt32.self, "num_feature"))
    let classCount = Int(try reader.little(Int32.self, "num_class"))
    let hasAttributes = try reader.little(Int32.self, "contain_extra_attrs") != 0
    _ = try reader.little(Int32.self, "contain_eval_metrics")
    let major = Int(try reader.little(Int32.self, "major_version"))
    let minor = Int(try reader.little(Int32.self, "minor_version"))
    let targetCount = Int(try reader.little(Int32.self, "num_target"))
    _ = try reader.skip(start + 136 - reader.offset, "parameters")
    guard (0..<(1 << 24)).contains(columnCount), (0..<(1 << 16)).contains(classCount),
      (0..<(1 << 16)).contains(targetCount), (0..<100).contains(major), (0..<1000).contains(minor)
    else { throw .booster(.malformed, "Its parameters are out of bounds.", at: start) }
    let objective = try text("the objective's name")
    let booster = try text("the booster's name")
    let kind: BoosterContents.Kind
    switch booster {
    case "gbtree", "dart":
      kind = .trees(
        try trees(columnCount: columnCount, outputCount: max(classCount, targetCount, 1), isDart: booster == "dart"))
    case "gblinear":
      _ = try reader.skip(136, "parameters of the linear booster")
      kind = .linear(weights: try floats("weights"))
    default: throw .booster(.unsupported, "The booster `\(booster)` is not known.", at: start + 136)
    }
    return BoosterContents(
      version: major > 0 ? BoosterVersion(major, minor) : nil, objective: objective, baseScore: [base],
      columnCount: columnCount, classCount: classCount, targetCount: targetCount, kind: kind,
      attributes: hasAttributes ? try attributes() : [:], columnNames: [], categories: [])
  }

  private mutating func floats(_ what: String) throws(FormatError) -> ContiguousArray<Float> {
    let count = try reader.little(UInt64.self, what)
    guard count <= UInt64(reader.left / 4) else { throw reader.ended(what, needed: Int(clamping: count)) }
    try allowance.take(4 * Int(count))
    var floats = ContiguousArray<Float>()
    floats.reserveCapacity(Int(count))
    for _ in 0..<Int(count) { floats.append(Float(bitPattern: try reader.little(UInt32.self, what))) }
    return floats
  }

  private mutating func attributes() throws(FormatError) -> [String: String] {
    var attributes: [String: String] = [:]
    let count = try reader.little(UInt64.self, "attributes")
    // A name and a text take sixteen bytes at least.
    guard count <= UInt64(reader.left / 16) else { throw reader.ended("attributes", needed: Int(clamping: count)) }
    for _ in 0..<Int(count) {
      let name = try text("an attribute's name")
      attributes[name] = try text("an attribute")
    }
    return attributes
  }

  // MARK: Trees

  private mutating func trees(columnCount: Int, outputCount: Int, isDart: Bool) throws(FormatError) -> BoosterTrees {
    let start = reader.offset
    let count = Int(try reader.little(Int32.self, "num_trees"))
    let parallelCount = Int(try reader.little(Int32.self, "num_parallel_tree"))
    _ = try reader.skip(start + 160 - reader.offset, "parameters of the tree booster")
    guard count >= 0, count <= reader.left / 148 else { throw reader.ended("trees", needed: count) }
    var trees: [DecisionTree] = []
    trees.reserveCapacity(count)
    for place in 0..<count { trees.append(try tree(place, columnCount: columnCount)) }
    for place in trees.indices {
      let output = Int(try reader.little(Int32.self, "tree_info"))
      guard (0..<outputCount).contains(output) else {
        throw .booster(.malformed, "Tree \(place) adds to output \(output) of \(outputCount).", at: reader.offset - 4)
      }
      trees[place].firstOutput = output
    }
    if isDart && count > 0 {
      let weights = try floats("weight_drop")
      guard weights.count == count else {
        throw .booster(.malformed, "There are \(weights.count) weights for \(count) trees.", at: reader.offset)
      }
      for (place, weight) in weights.enumerated() { trees[place].weight = Double(weight) }
    }
    // Before 1.6 this was a number of roots, and the file does not tell how many trees an iteration has.
    return BoosterTrees(trees: trees, iterationEnds: [], parallelCount: max(parallelCount, 1), isDart: isDart)
  }

  private mutating func tree(_ place: Int, columnCount: Int) throws(FormatError) -> DecisionTree {
    let start = reader.offset
    let rootCount = try reader.little(Int32.self, "num_roots")
    let count = Int(try reader.little(Int32.self, "num_nodes"))
    _ = try reader.skip(12, "parameters of a tree")
    let leafWidth = try reader.little(Int32.self, "size_leaf_vector")
    _ = try reader.skip(start + 148 - reader.offset, "parameters of a tree")
    guard rootCount <= 1, leafWidth <= 1 else {
      throw .booster(.unsupported, "Tree \(place) has several roots, or vectors in its leaves.", at: start)
    }
    guard count > 0, count <= reader.left / 36 else { throw reader.ended("nodes", needed: 36 * count) }
    try allowance.take(BoosterTreeMaker.size(nodeCount: count, leafWidth: 1))
    let nodes = PackedBoosterNodes(bytes: reader.bytes, start: try reader.skip(20 * count, "nodes"), count: count)
    _ = try reader.skip(16 * count, "statistics of nodes")
    return try BoosterTreeMaker.tree(
      nodes, columnCount: columnCount, leafWidth: 1, firstOutput: 0, weight: 1, sets: [], place: place)
  }
}

/// Nodes of 20 bytes: parent, left, right, column with the direction of missing numbers in its top bit, value.
private struct PackedBoosterNodes: BoosterNodes {
  let bytes: Bytes
  let start: Int
  let count: Int

  @inline(__always)
  private func word(_ node: Int, _ offset: Int) -> UInt32 {
    bytes.storage.withUnsafeBytes {
      UInt32(
        littleEndian: $0.loadUnaligned(
          fromByteOffset: bytes.range.lowerBound + start + 20 * node + offset, as: UInt32.self))
    }
  }

  func left(_ node: Int) -> Int { Int(Int32(bitPattern: word(node, 4))) }
  func right(_ node: Int) -> Int { Int(Int32(bitPattern: word(node, 8))) }
  func feature(_ node: Int) -> Int { Int(word(node, 12) & 0x7FFF_FFFF) }
  func threshold(_ node: Int) -> Float { Float(bitPattern: word(node, 16)) }
  func goesLeftWhenMissing(_ node: Int) -> Bool { word(node, 12) >> 31 != 0 }
  func set(_ node: Int) -> Int? { nil }
  func holdsLeft(_ node: Int) -> Bool { false }

  func appendLeaf(_ node: Int, to values: inout ContiguousArray<Double>) -> Bool {
    values.append(Double(threshold(node)))
    return true
  }
}
