// Operations in order, with what goes in and what comes out.

/// A graph of operators; nodes stand behind those whose results they use.
package struct Graph: Equatable, Sendable {
  package var name: String
  package var nodes: [GraphNode]
  package var constants: [NamedTensor]
  package var sparseConstants: [NamedSparseTensor]
  package var inputs: [ValueInfo]
  package var outputs: [ValueInfo]
  /// Types of values in between, where the file tells them.
  package var values: [ValueInfo]
  package var documentation: String
  package var metadata: [Property]

  package init(
    name: String, nodes: [GraphNode] = [], constants: [NamedTensor] = [], sparseConstants: [NamedSparseTensor] = [],
    inputs: [ValueInfo] = [], outputs: [ValueInfo] = [], values: [ValueInfo] = [], documentation: String = "",
    metadata: [Property] = []
  ) {
    self.name = name
    self.nodes = nodes
    self.constants = constants
    self.sparseConstants = sparseConstants
    self.inputs = inputs
    self.outputs = outputs
    self.values = values
    self.documentation = documentation
    self.metadata = metadata
  }
}

/// An initializer.
package struct NamedTensor: Equatable, Sendable {
  package var name: String
  package var tensor: Tensor
  package init(_ name: String, _ tensor: Tensor) {
    self.name = name
    self.tensor = tensor
  }
}

package struct NamedSparseTensor: Equatable, Sendable {
  package var name: String
  package var tensor: SparseTensor
  package init(_ name: String, _ tensor: SparseTensor) {
    self.name = name
    self.tensor = tensor
  }
}

/// What is known of a value: an input, an output, or one in between.
package struct ValueInfo: Equatable, Sendable {
  package var name: String
  package var type: ValueType?
  package var documentation: String
  package init(_ name: String, _ type: ValueType?, documentation: String = "") {
    self.name = name
    self.type = type
    self.documentation = documentation
  }
}

package indirect enum ValueType: Equatable, Sendable {
  package enum Dimension: Equatable, Sendable {
    case fixed(Int)
    /// Equal names are equal sizes.
    case named(String)
    case unknown
  }
  /// A shape of nil: not even the number of dimensions is known.
  case tensor(ElementType, shape: [Dimension]?)
  case sparseTensor(ElementType, shape: [Dimension]?)
  case sequence(ValueType)
  case map(key: ElementType, value: ValueType)
  case optional(ValueType)
  case opaque(domain: String, name: String)
}
