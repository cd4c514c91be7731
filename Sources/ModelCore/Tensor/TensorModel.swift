// A model as a graph of tensor operators, with ONNX's meaning: the tensor dialect.

/// A graph with the operator sets it is written against.
package struct TensorModel: Equatable, Sendable {
  /// The version of the file's structure.
  package var irVersion: Int
  package var opsets: [OpsetImport]
  package var producerName: String
  package var producerVersion: String
  package var domain: String
  package var modelVersion: Int
  package var documentation: String
  package var graph: Graph
  package var functions: [ModelFunction]
  package var metadata: [Property]

  package init(
    irVersion: Int, opsets: [OpsetImport], producerName: String = "", producerVersion: String = "",
    domain: String = "", modelVersion: Int = 0, documentation: String = "", graph: Graph,
    functions: [ModelFunction] = [], metadata: [Property] = []
  ) {
    self.irVersion = irVersion
    self.opsets = opsets
    self.producerName = producerName
    self.producerVersion = producerVersion
    self.domain = domain
    self.modelVersion = modelVersion
    self.documentation = documentation
    self.graph = graph
    self.functions = functions
    self.metadata = metadata
  }

  /// The version of a domain's operators; `ai.onnx` is the empty domain.
  package func opset(of domain: String = "") -> Int? {
    opsets.first { $0.domain == domain || (domain.isEmpty && $0.domain == "ai.onnx") }?.version
  }
}

package struct OpsetImport: Hashable, Sendable {
  package var domain: String
  package var version: Int
  package init(domain: String, version: Int) {
    self.domain = domain
    self.version = version
  }
}

/// An operator made of operators.
package struct ModelFunction: Equatable, Sendable {
  package var name: String
  package var domain: String
  package var overload: String
  package var inputs: [String]
  package var outputs: [String]
  /// Attributes without a default.
  package var attributes: [String]
  package var defaults: [Attribute]
  package var nodes: [GraphNode]
  package var opsets: [OpsetImport]
  package var documentation: String
  package var values: [ValueInfo]
  package var metadata: [Property]

  package init(
    name: String, domain: String, overload: String = "", inputs: [String], outputs: [String],
    attributes: [String] = [], defaults: [Attribute] = [], nodes: [GraphNode], opsets: [OpsetImport],
    documentation: String = "", values: [ValueInfo] = [], metadata: [Property] = []
  ) {
    self.name = name
    self.domain = domain
    self.overload = overload
    self.inputs = inputs
    self.outputs = outputs
    self.attributes = attributes
    self.defaults = defaults
    self.nodes = nodes
    self.opsets = opsets
    self.documentation = documentation
    self.values = values
    self.metadata = metadata
  }
}
