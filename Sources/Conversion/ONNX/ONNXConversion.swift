// From the estimator dialect to ONNX: inputs, outputs, and what was lost on the way.

package import ModelCore

/// Converts models to graphs that answer the same.
package struct ONNXConversion {
  package struct Options: Equatable, Sendable {
    package var target: OperatorTarget
    /// Whether probabilities come as a sequence of maps from labels to single-precision numbers, as skl2onnx gives them.
    package var zipsMaps: Bool
    /// Whether the leaf of each tree is an output, counted as the library counts them (`pred_leaf`, `apply`).
    package var givesLeaves: Bool
    /// Whether regressors with a link give what goes into it as `scores` (`raw_score`, `output_margin`). Classifiers always do.
    package var givesRawScores: Bool
    package init(
      target: OperatorTarget, zipsMaps: Bool = false, givesLeaves: Bool = false, givesRawScores: Bool = false
    ) {
      self.target = target
      self.zipsMaps = zipsMaps
      self.givesLeaves = givesLeaves
      self.givesRawScores = givesRawScores
    }
  }

  /// A graph and its loss report.
  package struct Result: Sendable {
    package var model: TensorModel
    package var remarks: [Remark]
    /// Of a classifier: what it answers, in the order of its probabilities.
    package var classes: [Label] = []
  }

  /// Throws a `ConversionError` where the graph would be another model.
  package static func convert(_ model: PredictiveModel, options: Options) throws -> Result {
    let writing = GraphWriting(options.target)
    writing.givesRawScores = options.givesRawScores
    let inputs = ModelInputs(of: model)
    let table = inputs.table(in: writing.graph)
    let answer = try writing.answer(of: model.estimator, table)
    if let transformation = answer.transformation, transformation.width == 0 {
      throw writing.refusal("it hands on no columns", remedy: "leave the step out; there is nothing to convert")
    }
    ModelOutputs(writing, zipsMaps: options.zipsMaps).write(answer)
    if options.givesLeaves { try ModelOutputs(writing, zipsMaps: false).writeLeaves() }
    return Result(
      model: writing.graph.model(named: "model", metadata: metadata(of: model, inputs)),
      remarks: model.remarks + writing.remarks, classes: answer.classes)
  }

  private static func metadata(of model: PredictiveModel, _ inputs: ModelInputs) -> [Property] {
    let origin = [model.origin.library, model.origin.version].compactMap { $0 }.joined(separator: " ")
    return [Property("source", origin), Property("columns", inputs.names.joined(separator: "\n"))]
  }
}

/// The inputs of the graph: one matrix where all columns are numbers, else an input a column.
package struct ModelInputs {
  /// In the order of the model.
  package let names: [String]
  package let isText: [Bool]
  /// The name of the one input of all columns; nil where each column has its own, under its name.
  package var matrixName: String? { isText.contains(true) ? nil : "input" }

  package init(of model: PredictiveModel) {
    names = model.inputs.map(\.name)
    let used = TextColumns(of: model.estimator)
    isText = model.inputs.enumerated().map { place, column in
      column.kind == .string || (column.kind == .unknown && used.contains(place))
    }
  }

  func table(in graph: GraphBuilder) -> GraphTable {
    if let matrixName {
      let value = graph.input(matrixName, .double, shape: [.named("rows"), .fixed(names.count)])
      return GraphTable(matrix: value, width: names.count)
    }
    return GraphTable(
      blocks: zip(names, isText).map { name, isText in
        let value = graph.input(name, isText ? .string : .double, shape: [.named("rows"), .fixed(1)])
        return GraphTable.Block(value: value, width: 1)
      })
  }
}

/// Writes what an estimator answers as outputs with names.
struct ModelOutputs {
  private let graph: GraphBuilder
  private let writing: GraphWriting
  private let zipsMaps: Bool

  init(_ writing: GraphWriting, zipsMaps: Bool) {
    self.writing = writing
    graph = writing.graph
    self.zipsMaps = zipsMaps
  }

  func write(_ answer: GraphAnswer, suffix: String = "") {
    if let choices = answer.choices {
      graph.output("label\(suffix)", labels(answer.classes, choices), shape: [.named("rows")])
    }
    if let probabilities = answer.probabilities {
      if zipsMaps {
        zipped(probabilities, answer.classes, suffix)
      } else {
        matrix("probabilities\(suffix)", probabilities)
      }
    }
    if let scores = answer.scores { matrix("scores\(suffix)", scores) }
    if let values = answer.values { matrix("prediction\(suffix)", values) }
    if let transformation = answer.transformation { table("transformed\(suffix)", transformation) }
    for (place, target) in answer.targets.enumerated() { write(target, suffix: "\(suffix)_\(place)") }
  }

  /// The leaves of each ensemble of trees in the model: one output, or one an ensemble.
  func writeLeaves() throws {
    let ensembles = writing.leaves
    guard !ensembles.isEmpty else {
      throw writing.refusal("it has no trees whose leaves could be given", remedy: "leave out --leaves")
    }
    for (place, leaves) in ensembles.enumerated() {
      let own = GraphMatrix(leaves.places - graph.row(leaves.starts), width: leaves.starts.count)
      matrix(ensembles.count == 1 ? "leaves" : "leaves_\(place)", own)
    }
    if writing.isFaithful != nil {
      writing.note(.lossy, "the leaves of a row are -1 where a text is lowered otherwise than the library lowers it")
    }
  }

  private func matrix(_ name: String, _ matrix: GraphMatrix) {
    graph.output(name, told(matrix.value), shape: [.named("rows"), .fixed(matrix.width)])
  }

  /// NaN, of leaves −1, for rows with texts that were cut otherwise than the library cuts them; text as it is.
  private func told(_ numbers: Value) -> Value {
    guard let isFaithful = writing.isFaithful else { return numbers }
    switch numbers.type {
    case .double: return graph.where(isFaithful, numbers, graph.scalar(.nan))
    case .int64: return graph.where(isFaithful, numbers, graph.scalar(-1, as: .int64))
    default: return numbers
    }
  }

  /// One output, or one a block where numbers and strings stand side by side.
  private func table(_ name: String, _ table: GraphTable) {
    if let joined = try? writing.numbers(of: table, for: name) { return matrix(name, joined) }
    let isAllText = table.blocks.allSatisfy { $0.value.type == .string }
    let blocks =
      isAllText
      ? [GraphTable.Block(value: graph.concatenate(table.blocks.map(\.value)), width: table.width)] : table.blocks
    for (place, block) in blocks.enumerated() {
      graph.output(
        blocks.count == 1 ? name : "\(name)_\(place)", told(block.value),
        shape: [.named("rows"), .fixed(block.width)])
    }
  }

  /// n labels in the type that they have.
  private func labels(_ classes: [Label], _ choices: Value) -> Value {
    let integers = classes.compactMap { if case .integer(let value) = $0 { Int64(value) } else { nil } }
    if integers.count == classes.count {
      return graph.constant(Tensor(integers, shape: [integers.count]), "labels").gathered(choices, axis: 0)
    }
    let flags = classes.compactMap { if case .boolean(let value) = $0 { Int64(value ? 1 : 0) } else { nil } }
    if flags.count == classes.count {
      return graph.constant(Tensor(flags, shape: [flags.count]), "labels").gathered(choices, axis: 0).cast(to: .bool)
    }
    let numbers = classes.compactMap(\.numericValue)
    if numbers.count == classes.count {
      return graph.constant(Tensor(numbers, shape: [numbers.count]), "labels").gathered(choices, axis: 0)
    }
    let texts = classes.map { $0.text ?? "None" }
    return graph.constant(Tensor(texts, shape: [texts.count]), "labels").gathered(choices, axis: 0)
  }

  private func zipped(_ probabilities: GraphMatrix, _ classes: [Label], _ suffix: String) {
    writing.note(.bounded, "ZipMap has single precision only: probabilities are rounded to 6e-8 of themselves")
    let integers = classes.compactMap { if case .integer(let value) = $0 { Int64(value) } else { nil } }
    let isInteger = integers.count == classes.count
    let labels = Attribute(
      isInteger ? "classlabels_int64s" : "classlabels_strings",
      isInteger ? .integers(integers) : .strings(classes.map { $0.text ?? "None" }))
    graph.output(
      "probabilities\(suffix)", resultOf: "ZipMap", of: [told(probabilities.value).cast(to: .float)],
      domain: "ai.onnx.ml", [labels],
      type: .sequence(.map(key: isInteger ? .int64 : .string, value: .tensor(.float, shape: []))))
  }
}
