// CatBoost's own file: four letters, a length, and a FlatBuffers table.

internal import ModelCore

enum CatBoostBinary {
  static func read(_ bytes: Bytes) throws -> CatBoostModel {
    var reader = ByteReader(bytes, format: FlatTable.format)
    guard bytes.starts(with: "CBM1") else {
      throw FormatError(.malformed, FlatTable.format, at: 0, "It does not begin with `CBM1`.")
    }
    _ = try reader.skip(4, "the mark")
    let length = Int(try reader.little(UInt32.self, "the length"))
    let core = try FlatTable(root: try reader.take(length, "the model"))
    let format = try core.text(0)?.utf8 ?? ""
    // The misspelling is the format's.
    guard format == "FlabuffersModel_v1" else {
      throw FormatError(.unsupported, FlatTable.format, "Its format is `\(format)`, which is not known here.")
    }
    guard let trees = try core.table(1) else {
      throw FormatError(.malformed, FlatTable.format, "It holds no trees.")
    }
    var model = CatBoostModel()
    try readNotes(core, into: &model)
    try readColumns(trees, fileSize: bytes.count, into: &model)
    try readTrees(trees, into: &model)
    return model
  }

  private static func readNotes(_ core: FlatTable, into model: inout CatBoostModel) throws {
    for note in try core.tables(2) {
      guard let key = try note.text(0)?.utf8, let value = try note.text(1) else { continue }
      if key == "catboost_version_info" { model.versionText = value.utf8 }
      // The first of a name counts; several may point at the same text.
      guard CatBoostModel.isRead(key), model.notes[key] == nil else { continue }
      model.notes[key] = try JSONReader.read(Bytes(ContiguousArray(value.storage[value.range]))).root
    }
  }

  private static func readColumns(_ trees: FlatTable, fileSize: Int, into model: inout CatBoostModel) throws {
    var room = fileSize
    for column in try trees.tables(5) {
      let treatment = CatBoostModel.Missing(rawValue: try column.number(5, Int8.self, default: 0))
      guard let treatment else {
        throw FormatError(.unsupported, FlatTable.format, "What becomes of missing numbers is not known here.")
      }
      let place = Int(try column.number(2, Int32.self, default: -1))
      try model.add(
        .init(place: place, name: try column.text(4)?.utf8 ?? "", borders: try column.floats(3), missing: treatment),
        fileSize: fileSize, room: &room)
    }
    let others = [(4, "categories"), (12, "texts"), (18, "embeddings")]
    for (field, kind) in others where try !trees.tables(field).isEmpty { model.foreign = kind }
  }

  private static func readTrees(_ trees: FlatTable, into model: inout CatBoostModel) throws {
    model.outputCount = Int(try trees.number(0, Int32.self, default: 0))
    guard (1...4096).contains(model.outputCount) else {
      throw FormatError(.malformed, FlatTable.format, "It answers with \(model.outputCount) numbers.")
    }
    model.scale = try trees.double(14, default: 1)
    model.bias = try trees.doubles(16)
    if model.bias.isEmpty { model.bias = [try trees.double(15, default: 0)] }
    guard model.foreign == nil else { return }
    // Tests are numbered through all borders of all columns.
    let tests = model.columns.flatMap { column in column.borders.map { (column: column, border: $0) } }
    let splits = try trees.integers(1)
    let sizes = try trees.integers(2)
    let steps = try trees.words(10)
    let values = try trees.doubles(8)
    guard splits.allSatisfy({ tests.indices.contains($0) || !steps.isEmpty }) else {
      throw FormatError(.unsupported, FlatTable.format, "A tree tests what is no border of a column of numbers.")
    }
    if steps.isEmpty {
      try readSymmetric(splits.lazy.map { tests[$0] }, sizes, values, into: &model)
    } else {
      let walk = CatBoostWalk(tests: tests, splits: splits, steps: steps, leaves: try trees.words(11), values: values)
      var start = 0
      for size in sizes {
        model.trees.append(try walk.tree(from: start, count: size, model))
        start += size
      }
    }
  }

  private static func readSymmetric(
    _ tests: some Collection<(column: CatBoostModel.Column, border: Float)>, _ sizes: [Int], _ values: [Double],
    into model: inout CatBoostModel
  ) throws {
    var left = tests[...]
    var place = 0
    for size in sizes {
      guard (0...16).contains(size), size <= left.count, values.count - place >= model.outputCount << size else {
        throw FormatError(.malformed, FlatTable.format, "A tree of depth \(size) is not whole.")
      }
      let end = place + model.outputCount << size
      model.trees.append(try model.symmetric(Array(left.prefix(size)), values: values[place..<end]))
      left = left.dropFirst(size)
      place = end
    }
  }
}

/// Trees whose nodes each have a test of their own: a node says how far on the next one stands, and 0 is the end.
struct CatBoostWalk {
  let tests: [(column: CatBoostModel.Column, border: Float)]
  let splits: [Int]
  /// Of each node how far it is to the lower one, in the low half, and to the higher one.
  let steps: [UInt32]
  /// Where a node's values stand, for those that are an end.
  let leaves: [UInt32]
  let values: [Double]

  func tree(from start: Int, count: Int, _ model: CatBoostModel) throws -> DecisionTree {
    guard count > 0, start >= 0, count <= splits.count - start, count <= steps.count - start,
      count <= leaves.count - start
    else { throw broken(start) }
    var tree = DecisionTree(nodes: [], values: [], leafWidth: model.outputCount)
    // A node comes before those behind it, so that each is met once; a node may be inner on one side and the end on the
    // other.
    var queue = [start]
    var row = 0
    tree.nodes.append(DecisionTree.Node(test: .leaf))
    while row < queue.count {
      let place = queue[row]
      defer { row += 1 }
      guard place >= 0 else {
        tree.nodes[row].index = Int32(tree.values.count / model.outputCount)
        let first = Int(leaves[-place - 1])
        guard first <= values.count - model.outputCount else { throw broken(-place - 1) }
        tree.values += values[first..<(first + model.outputCount)]
        continue
      }
      let (low, high) = (Int(steps[place] & 0xFFFF), Int(steps[place] >> 16))
      if low == 0 && high == 0 {
        queue[row] = -place - 1
        row -= 1
        continue
      }
      guard tests.indices.contains(splits[place]), max(low, high) < start + count - place else { throw broken(place) }
      let test = tests[splits[place]]
      tree.nodes[row] = model.node(test.column, test.border, low: queue.count, high: queue.count + 1)
      queue.append(low == 0 ? -place - 1 : place + low)
      queue.append(high == 0 ? -place - 1 : place + high)
      tree.nodes += [DecisionTree.Node(test: .leaf), DecisionTree.Node(test: .leaf)]
      // Nodes that two others lead to would be copied without end.
      guard queue.count <= 2 * count + 1 else { throw broken(place) }
    }
    return tree
  }

  private func broken(_ place: Int) -> FormatError {
    FormatError(.malformed, FlatTable.format, "Node \(place) leads out of its tree.")
  }
}
