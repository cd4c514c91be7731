// From the root of a tree to a leaf.

/// Rows that are walked together, rounded as the ensemble rounds its inputs.
struct TreeBlock {
  var inputs: UnsafeMutableBufferPointer<Double>
  var width: Int
  var count: Int
  /// The place of the block's first row in the whole table.
  var first: Int
  /// Rows that hold a missing number, counted in the block.
  var missingRows: [Int]
}

extension CompiledTrees {
  /// The place of each row's leaf.
  func walk(_ tree: Tree, _ block: TreeBlock, into leaves: inout ContiguousArray<Int32>) {
    leaves.withUnsafeMutableBufferPointer { leaves in
      guard let inputs = block.inputs.baseAddress else { return }
      if tree.isPlain { walkQuickly(tree, block, into: leaves) }
      for row in tree.isPlain ? block.missingRows[...] : Array(0..<block.count)[...] {
        leaves[row] = Int32(leaf(of: tree, in: inputs + row * block.width))
      }
    }
  }

  /// Four rows at a time, so that the machine has four loads in flight. Rows with missing numbers end anywhere.
  private func walkQuickly(_ tree: Tree, _ block: TreeBlock, into leaves: UnsafeMutableBufferPointer<Int32>) {
    rows.withUnsafeBufferPointer { rows in
      guard let rows = rows.baseAddress, let inputs = block.inputs.baseAddress else { return }
      let width = block.width
      let root = Int32(tree.root)
      func next(_ place: Int32, _ cells: UnsafeMutablePointer<Double>) -> Int32 {
        let row = rows[Int(place)]
        return row.first &+ (cells[Int(row.feature)] > row.threshold ? 1 : 0)
      }
      var row = 0
      while row + 4 <= block.count {
        let a = inputs + row * width
        let b = a + width
        let c = b + width
        let d = c + width
        var (i, j, k, l) = (root, root, root, root)
        while true {
          let (m, n, o, p) = (next(i, a), next(j, b), next(k, c), next(l, d))
          let moved = (i ^ m) | (j ^ n) | (k ^ o) | (l ^ p)
          (i, j, k, l) = (m, n, o, p)
          if moved == 0 { break }
        }
        leaves[row] = i
        leaves[row + 1] = j
        leaves[row + 2] = k
        leaves[row + 3] = l
        row += 4
      }
      while row < block.count {
        let cells = inputs + row * width
        var place = root
        while true {
          let following = next(place, cells)
          if following == place { break }
          place = following
        }
        leaves[row] = place
        row += 1
      }
    }
  }

  /// One row, with every rule of its tests.
  private func leaf(of tree: Tree, in cells: UnsafePointer<Double>) -> Int {
    var place = tree.root
    while details[place].test != .leaf {
      let row = rows[place]
      place = Int(row.first) + (goesYes(details[place], row, cells[Int(row.feature)]) ? 0 : 1)
    }
    return place
  }

  /// LightGBM counts as zero what single precision's 1e-35 bounds.
  private static let zero = Double(Float(1e-35))

  private func goesYes(_ detail: Detail, _ row: Row, _ cell: Double) -> Bool {
    var value = cell
    switch detail.missing {
    case .compares: break
    case .goesYes: if value.isNaN { return true }
    case .goesNo: if value.isNaN { return false }
    case .isZero: if value.isNaN { value = 0 }
    case .zeroGoesYes: if value.isNaN || abs(value) <= Self.zero { return true }
    case .zeroGoesNo: if value.isNaN || abs(value) <= Self.zero { return false }
    }
    switch detail.test {
    case .leaf: return true
    // The threshold of `less` is the number before the test's.
    case .lessOrEqual, .less: return value <= row.threshold
    case .member: return isMember(value, of: sets[Int(detail.index)])
    }
  }

  private func isMember(_ value: Double, of set: [Int32]) -> Bool {
    guard value > belowCategories, value < 0x1p31 else { return false }
    let category = Int32(value)
    var low = 0
    var high = set.count
    while low < high {
      let middle = (low + high) / 2
      if set[middle] < category { low = middle + 1 } else { high = middle }
    }
    return low < set.count && set[low] == category
  }

  /// Adds each row's leaf to its sums.
  func add(
    _ tree: Tree, at place: Int, _ block: TreeBlock, _ leaves: ContiguousArray<Int32>,
    to sums: UnsafeMutableBufferPointer<Double>, outputs: Int
  ) {
    for row in 0..<block.count {
      let leaf = Int(details[Int(leaves[row])].index)
      let from = tree.valueStart + leaf * tree.leafWidth
      let to = row * outputs + tree.firstOutput
      if tree.hasLinearLeaves {
        let cells = UnsafeBufferPointer(rebasing: block.inputs[(row * block.width)..<((row + 1) * block.width)])
        sums[to] += tree.weight * linear(linearLeaves[place][leaf], cells, otherwise: values[from])
        continue
      }
      for output in 0..<tree.leafWidth { sums[to + output] += tree.weight * values[from + output] }
    }
  }

  func addSingle(
    _ tree: Tree, _ block: TreeBlock, _ leaves: ContiguousArray<Int32>, to sums: inout ContiguousArray<Float>,
    outputs: Int
  ) {
    let weight = Float(tree.weight)
    for row in 0..<block.count {
      let from = tree.valueStart + Int(details[Int(leaves[row])].index) * tree.leafWidth
      let to = row * outputs + tree.firstOutput
      for output in 0..<tree.leafWidth { sums[to + output] += weight * Float(values[from + output]) }
    }
  }

  private func linear(
    _ leaf: DecisionTree.LinearLeaf, _ cells: UnsafeBufferPointer<Double>, otherwise value: Double
  ) -> Double {
    var sum = leaf.intercept
    for (feature, coefficient) in zip(leaf.features, leaf.coefficients) {
      let cell = cells[Int(feature)]
      if cell.isNaN { return value }
      sum += cell * coefficient
    }
    return sum
  }
}
