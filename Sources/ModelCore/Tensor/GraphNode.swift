// One operation of a graph and what it is told besides its inputs.

/// An operator applied to values by name. An empty name is an input or output left out.
package struct GraphNode: Equatable, Sendable {
  package var name: String
  package var operation: String
  /// Empty for `ai.onnx`.
  package var domain: String
  package var inputs: [String]
  package var outputs: [String]
  package var attributes: [Attribute]
  package var documentation: String
  /// Which of several functions of the same name is called.
  package var overload: String
  package var metadata: [Property]

  package init(
    name: String = "", operation: String, domain: String = "", inputs: [String], outputs: [String],
    attributes: [Attribute] = [], documentation: String = "", overload: String = "", metadata: [Property] = []
  ) {
    self.name = name
    self.operation = operation
    self.domain = domain
    self.inputs = inputs
    self.outputs = outputs
    self.attributes = attributes
    self.documentation = documentation
    self.overload = overload
    self.metadata = metadata
  }

  package func attribute(_ name: String) -> Attribute.Value? { attributes.first { $0.name == name }?.value }
}

/// A named constant of a node.
package struct Attribute: Equatable, Sendable {
  package enum Value: Equatable, Sendable {
    case float(Float)
    case integer(Int64)
    case string(String)
    case tensor(Tensor)
    case graph(Graph)
    case type(ValueType)
    case sparseTensor(SparseTensor)
    case floats([Float])
    case integers([Int64])
    case strings([String])
    case tensors([Tensor])
    case graphs([Graph])
    case types([ValueType])
    case sparseTensors([SparseTensor])
    /// In a function's body: the attribute of that name of the calling node.
    case reference(to: String, kind: Int32)
  }
  package var name: String
  package var value: Value
  package init(_ name: String, _ value: Value) {
    self.name = name
    self.value = value
  }
}

/// The elements that are not zero, and where they stand.
package struct SparseTensor: Equatable, Sendable {
  package var values: Tensor
  /// Either places counted row after row, or one row of coordinates a value.
  package var indices: Tensor
  package var shape: [Int]
  package init(values: Tensor, indices: Tensor, shape: [Int]) {
    self.values = values
    self.indices = indices
    self.shape = shape
  }
}
