// Tables, matrices and answers while a graph is written.

internal import ModelCore

/// n × width doubles.
struct GraphMatrix {
  var value: Value
  var width: Int
  init(_ value: Value, width: Int) {
    self.value = value
    self.width = width
  }
}

/// Columns side by side: blocks of numbers, and columns of strings.
struct GraphTable {
  /// n × width doubles, or n × 1 strings.
  struct Block {
    var value: Value
    var width: Int
    var isText: Bool { value.type == .string }
  }
  var blocks: [Block]

  init(blocks: [Block]) { self.blocks = blocks }
  init(matrix: Value, width: Int) { blocks = [Block(value: matrix, width: width)] }
  init(_ matrix: GraphMatrix) { self.init(matrix: matrix.value, width: matrix.width) }
  init(sideBySide tables: [GraphTable]) { blocks = tables.flatMap(\.blocks) }

  var width: Int { blocks.reduce(0) { $0 + $1.width } }

  /// The block of a column and its place there.
  private func find(_ column: Int) -> (block: Int, place: Int) {
    var rest = column
    for (index, block) in blocks.enumerated() {
      if rest < block.width { return (index, rest) }
      rest -= block.width
    }
    preconditionFailure("a column lies in its table")
  }

  /// Some columns in an order; neighbours of one block stay together.
  func columns(_ wanted: [Int]) -> GraphTable {
    if wanted == Array(0..<width) { return self }
    var result: [Block] = []
    var start = 0
    while start < wanted.count {
      let block = find(wanted[start]).block
      var places: [Int] = []
      while start < wanted.count, find(wanted[start]).block == block {
        places.append(find(wanted[start]).place)
        start += 1
      }
      let source = blocks[block]
      let isWhole = places == Array(0..<source.width)
      result.append(Block(value: isWhole ? source.value : source.value.columns(places), width: places.count))
    }
    return GraphTable(blocks: result)
  }

  func column(_ place: Int) -> Block { columns([place]).blocks[0] }
}

/// What an estimator says, as values of the graph; in the shape of `ModelCore.Answer`.
struct GraphAnswer {
  var classes: [Label] = []
  /// n integers: places in `classes`.
  var choices: Value?
  var probabilities: GraphMatrix?
  var scores: GraphMatrix?
  var values: GraphMatrix?
  var transformation: GraphTable?
  var targets: [GraphAnswer] = []
}
