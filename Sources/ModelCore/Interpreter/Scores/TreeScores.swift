// Walking trees, many rows at a time, and adding up their leaves.

/// The scores of an ensemble of trees.
struct TreeScores: PreparedScores {
  private let compiled: CompiledTrees
  /// The ensemble without its trees.
  private let ensemble: TreeEnsemble
  /// For each output the number of its trees.
  private let treeCounts: [Int]
  let name = "tree ensemble"
  let width: Int? = nil

  init(_ ensemble: TreeEnsemble) throws {
    guard ensemble.base.isEmpty || ensemble.base.count == ensemble.outputCount else {
      throw Refusal.misfit(name, "\(ensemble.base.count) initial scores for \(ensemble.outputCount) outputs")
    }
    compiled = try CompiledTrees(ensemble)
    var counts = [Int](repeating: 0, count: ensemble.outputCount)
    for tree in ensemble.trees {
      for output in tree.firstOutput..<(tree.firstOutput + tree.leafWidth) { counts[output] += 1 }
    }
    treeCounts = counts
    var rest = ensemble
    rest.trees = []
    self.ensemble = rest
  }

  func scores(_ table: Table) throws -> Matrix {
    guard table.columnCount >= compiled.featureCount else {
      throw Refusal.width(name, expected: compiled.featureCount, found: table.columnCount)
    }
    return scores(try table.numbers(for: name))
  }

  /// Rows walked together: large enough that a tree is fetched once for many, small enough for the second-level cache.
  private static let block = 256

  func scores(_ rows: Matrix) -> Matrix {
    var result = Matrix(rowCount: rows.rowCount, columnCount: ensemble.outputCount)
    let size = min(Self.block, max(rows.rowCount, 1))
    let inputs = UnsafeMutableBufferPointer<Double>.allocate(capacity: max(1, size * rows.columnCount))
    inputs.initialize(repeating: 0)
    defer { inputs.deallocate() }
    let isSingle = ensemble.inputPrecision == .single
    for start in stride(from: 0, to: rows.rowCount, by: Self.block) {
      let count = min(Self.block, rows.rowCount - start)
      var missingRows: [Int] = []
      rows.values.withUnsafeBufferPointer { cells in
        for place in 0..<(count * rows.columnCount) {
          let cell = cells[start * rows.columnCount + place]
          inputs[place] = isSingle ? Double(Float(cell)) : cell
          if cell.isNaN && missingRows.last != place / rows.columnCount { missingRows.append(place / rows.columnCount) }
        }
      }
      let block = TreeBlock(
        inputs: inputs, width: rows.columnCount, count: count, first: start, missingRows: missingRows)
      if ensemble.accumulation == .single { addSingle(block, to: &result) } else { addDouble(block, to: &result) }
    }
    return result
  }

  /// Leaf after leaf in double; a sum begins with its base, a mean gets it at the end.
  private func addDouble(_ block: TreeBlock, to result: inout Matrix) {
    let outputs = ensemble.outputCount
    let isMean = ensemble.aggregation == .mean
    let base = ensemble.base.isEmpty ? [Double](repeating: 0, count: outputs) : ensemble.base
    let isBaseFirst = !isMean && ensemble.baseOrder == .first
    var leaves = ContiguousArray<Int32>(repeating: 0, count: block.count)
    result.values.withUnsafeMutableBufferPointer { all in
      let sums = UnsafeMutableBufferPointer(
        rebasing: all[(block.first * outputs)..<((block.first + block.count) * outputs)])
      if isBaseFirst { for place in sums.indices { sums[place] = base[place % outputs] } }
      for (place, tree) in compiled.trees.enumerated() {
        compiled.walk(tree, block, into: &leaves)
        compiled.add(tree, at: place, block, leaves, to: sums, outputs: outputs)
      }
      if isBaseFirst { return }
      for place in sums.indices {
        let output = place % outputs
        if isMean && treeCounts[output] > 0 { sums[place] /= Double(treeCounts[output]) }
        sums[place] += base[output]
      }
    }
  }

  /// The same in single precision, as XGBoost adds.
  private func addSingle(_ block: TreeBlock, to result: inout Matrix) {
    let outputs = ensemble.outputCount
    let isMean = ensemble.aggregation == .mean
    let base = ensemble.base.isEmpty ? [Float](repeating: 0, count: outputs) : ensemble.base.map { Float($0) }
    let isBaseFirst = !isMean && ensemble.baseOrder == .first
    var sums = ContiguousArray<Float>(repeating: 0, count: block.count * outputs)
    var leaves = ContiguousArray<Int32>(repeating: 0, count: block.count)
    if isBaseFirst { for place in sums.indices { sums[place] = base[place % outputs] } }
    for tree in compiled.trees {
      compiled.walk(tree, block, into: &leaves)
      compiled.addSingle(tree, block, leaves, to: &sums, outputs: outputs)
    }
    for place in sums.indices {
      let output = place % outputs
      if isMean && treeCounts[output] > 0 { sums[place] /= Float(treeCounts[output]) }
      if !isBaseFirst { sums[place] += base[output] }
      result.values[block.first * outputs + place] = Double(sums[place])
    }
  }
}
