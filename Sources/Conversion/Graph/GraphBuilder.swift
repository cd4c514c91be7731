// Writing a graph as if it were arithmetic.

package import ModelCore

/// Collects nodes and constants; `Value`s stand for what nodes make.
///
///     let graph = GraphBuilder(target)
///     let x = graph.input("x", .double, shape: [.named("rows"), .fixed(4)])
///     let scores = x.times(graph.constant(weights)) + graph.row(intercepts)
///     graph.output("probabilities", scores.softmax(), shape: [.named("rows"), .fixed(3)])
///     let model = graph.model(named: "classifier")
///
/// Operators differ from opset to opset in where they take their axes, and in which types they exist. The builder hides
/// that: each operation is written once, in the words of the target's opset.
package final class GraphBuilder {
  package let target: OperatorTarget
  private var nodes: [GraphNode] = []
  private var constants: [NamedTensor] = []
  private var inputs: [ValueInfo] = []
  private var outputs: [ValueInfo] = []
  private let names: NameSupply
  /// How many graphs are around this one.
  private let depth: Int
  private var shared: [SharedConstant: Value] = [:]
  private var otherDomains: [OpsetImport] = []

  package init(_ target: OperatorTarget) {
    self.target = target
    names = NameSupply()
    depth = 0
  }

  private init(inside outer: GraphBuilder) {
    target = outer.target
    names = outer.names
    depth = outer.depth + 1
  }

  // MARK: What goes in and comes out

  package func input(_ name: String, _ type: ElementType, shape: [ValueType.Dimension]) -> Value {
    let free = names.claim(name)
    inputs.append(ValueInfo(free, .tensor(type, shape: shape)))
    return Value(builder: self, name: free, type: type)
  }

  /// Names a result; the graph gives it out under that very name.
  package func output(_ name: String, _ value: Value, shape: [ValueType.Dimension]) {
    let free = names.claim(name)
    nodes.append(
      GraphNode(name: names.fresh("Identity"), operation: "Identity", inputs: [value.name], outputs: [free]))
    outputs.append(ValueInfo(free, .tensor(value.type, shape: shape)))
  }

  /// Gives out a result that is not a tensor.
  package func output(
    _ name: String, resultOf operation: String, of inputs: [Value], domain: String, _ attributes: [Attribute],
    type: ValueType
  ) {
    let free = names.claim(name)
    nodes.append(
      GraphNode(
        name: names.fresh(operation), operation: operation, domain: domain, inputs: inputs.map(\.name), outputs: [free],
        attributes: attributes))
    outputs.append(ValueInfo(free, type))
  }

  // MARK: Constants

  package func constant(_ tensor: Tensor, _ hint: String = "c") -> Value {
    let name = names.fresh(hint)
    constants.append(NamedTensor(name, tensor))
    return Value(builder: self, name: name, type: tensor.type)
  }
  package func constant(_ matrix: Matrix, _ hint: String = "c") -> Value { constant(Tensor(matrix), hint) }
  /// 1 × n, to be held against every row.
  package func row(_ values: [Double], _ hint: String = "c") -> Value {
    constant(Tensor(values, shape: [1, values.count]), hint)
  }
  package func row(_ values: [Int], _ hint: String = "c") -> Value {
    constant(Tensor(values.map(Int64.init), shape: [1, values.count]), hint)
  }
  package func row(_ values: [String], _ hint: String = "c") -> Value {
    constant(Tensor(values, shape: [1, values.count]), hint)
  }
  /// One dimension of integers: axes, shapes, places.
  package func integers(_ values: [Int]) -> Value {
    sharing(.integers(values)) { constant(Tensor(values.map(Int64.init), shape: [values.count]), "i") }
  }
  /// Without dimensions.
  package func integer(_ value: Int) -> Value {
    sharing(.integer(value)) { constant(Tensor([Int64(value)], shape: []), "i") }
  }
  /// A number without dimensions in a type that computes.
  package func scalar(_ value: Double, as type: ElementType = .double) -> Value {
    sharing(.scalar(value.bitPattern, type)) {
      switch type {
      case .float: constant(Tensor([Float(value)], shape: []), "s")
      case .int64: constant(Tensor([Int64(value)], shape: []), "s")
      default: constant(Tensor([value], shape: []), "s")
      }
    }
  }
  package func string(_ value: String) -> Value { constant(Tensor([value], shape: []), "s") }

  private func sharing(_ key: SharedConstant, _ make: () -> Value) -> Value {
    if let value = shared[key] { return value }
    let value = make()
    shared[key] = value
    return value
  }

  // MARK: Operations

  /// Any operator with one result.
  package func apply(
    _ operation: String, _ inputs: [Value?], domain: String = "", _ attributes: [Attribute] = [], type: ElementType
  ) -> Value {
    apply(operation, inputs, domain: domain, attributes, types: [type])[0]
  }

  /// Any operator; a result a type. The node stands in the innermost graph of its inputs.
  package func apply(
    _ operation: String, _ inputs: [Value?], domain: String = "", _ attributes: [Attribute] = [], types: [ElementType]
  ) -> [Value] {
    let place = inputs.reduce(self) { place, input in
      guard let other = input?.builder, other.depth > place.depth else { return place }
      return other
    }
    let results = types.map { Value(builder: place, name: names.fresh(operation.lowercased()), type: $0) }
    place.nodes.append(
      GraphNode(
        name: names.fresh(operation), operation: operation, domain: domain, inputs: inputs.map { $0?.name ?? "" },
        outputs: results.map(\.name), attributes: attributes))
    return results
  }

  /// The values side by side; for rows of a table, axis 1.
  package func concatenate(_ values: [Value], axis: Int = 1) -> Value {
    precondition(!values.isEmpty, "something is concatenated")
    if values.count == 1 { return values[0] }
    return apply("Concat", values, [Attribute("axis", .integer(Int64(axis)))], type: values[0].type)
  }

  /// The sum of values, from the first on.
  package func sum(_ values: [Value]) -> Value { values.dropFirst().reduce(values[0]) { $0 + $1 } }

  /// Where the condition holds the first, else the second.
  package func `where`(_ condition: Value, _ yes: Value, _ no: Value) -> Value {
    apply("Where", [condition, yes, no], type: yes.type)
  }

  // MARK: Graphs inside

  /// A step for each slice of the sequences along their axes, from the first on: `body` takes what the step before left
  /// and the slices, and leaves the next state.
  ///
  /// `rank` is the state's number of dimensions, which ONNX Runtime wants to know before it runs.
  package func scan(
    _ initial: Value, rank: Int, over sequences: [(value: Value, axis: Int)], _ body: (Value, [Value]) -> Value
  ) -> Value {
    let inside = GraphBuilder(inside: self)
    let shape = [ValueType.Dimension](repeating: .unknown, count: rank)
    let state = inside.input("state", initial.type, shape: shape)
    let slices = sequences.map { inside.input("slice", $0.value.type, untyped: true) }
    inside.output("next", body(state, slices), shape: shape)
    return apply(
      "Scan", [initial] + sequences.map(\.value),
      [
        Attribute("body", .graph(inside.graph(named: names.fresh("step")))),
        Attribute("num_scan_inputs", .integer(Int64(sequences.count))),
        Attribute("scan_input_axes", .integers(sequences.map { Int64($0.axis) })),
      ], type: initial.type)
  }

  /// `body` again and again, at most `count` times, while its condition holds; `body` takes the states and gives the next
  /// ones and whether to go on.
  package func loop(
    atMost count: Int, _ initial: [Value], _ body: ([Value]) -> (next: [Value], goesOn: Value)
  ) -> [Value] {
    let inside = GraphBuilder(inside: self)
    _ = inside.input("iteration", .int64, shape: [])
    _ = inside.input("condition", .bool, shape: [])
    let states = initial.map { inside.input("state", $0.type, untyped: true) }
    let result = body(states)
    inside.output("goes_on", result.goesOn, shape: [])
    for value in result.next { inside.output("next", value, untyped: true) }
    return apply(
      "Loop", [integer(count), constant(Tensor([true], shape: []))] + initial,
      [Attribute("body", .graph(inside.graph(named: names.fresh("body"))))], types: initial.map(\.type))
  }

  private func input(_ name: String, _ type: ElementType, untyped: Bool) -> Value {
    let free = names.claim(name)
    inputs.append(ValueInfo(free, .tensor(type, shape: nil)))
    return Value(builder: self, name: free, type: type)
  }

  private func output(_ name: String, _ value: Value, untyped: Bool) {
    let free = names.claim(name)
    nodes.append(
      GraphNode(name: names.fresh("Identity"), operation: "Identity", inputs: [value.name], outputs: [free]))
    outputs.append(ValueInfo(free, .tensor(value.type, shape: nil)))
  }

  private func graph(named name: String) -> Graph {
    Graph(name: name, nodes: nodes, constants: constants, inputs: inputs, outputs: outputs)
  }

  // MARK: The whole

  /// Takes in operators of another domain than ONNX's two.
  package func use(domain: String, version: Int) {
    let used = OpsetImport(domain: domain, version: version)
    if !otherDomains.contains(used) { otherDomains.append(used) }
  }

  package func model(named name: String, documentation: String = "", metadata: [Property] = []) -> TensorModel {
    precondition(depth == 0, "a model is made of the outermost graph")
    let usesLearning = nodes.contains { $0.domain == "ai.onnx.ml" }
    return TensorModel(
      irVersion: target.irVersion,
      opsets: (usesLearning ? target.imports : Array(target.imports.prefix(1))) + otherDomains,
      producerName: "godwit", documentation: documentation, graph: graph(named: name), metadata: metadata)
  }
}

/// What is written once however often it is used.
private enum SharedConstant: Hashable {
  case integers([Int])
  case integer(Int)
  case scalar(UInt64, ElementType)
}

/// Names that are not taken yet, for a graph and those inside it.
private final class NameSupply {
  private var taken: Set<String> = []
  private var next: [String: Int] = [:]

  func claim(_ name: String) -> String { taken.insert(name).inserted ? name : fresh(name) }

  func fresh(_ hint: String) -> String {
    while true {
      let number = next[hint, default: 0]
      next[hint] = number + 1
      let name = "\(hint)_\(number)"
      if taken.insert(name).inserted { return name }
    }
  }
}
