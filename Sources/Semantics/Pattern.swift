// Rule text as a tree: what it matches or makes, with its variables and its qualified names marked.

package import SourceModel

/// A piece of rule text, parsed by its language.
package struct Pattern: Sendable {
  /// A node of the pattern that stands for something else.
  package enum Variable: Hashable, Sendable {
    /// One expression or statement.
    case one(String)
    /// Any number of arguments, elements or statements.
    case many(String)
    /// `...`: any number, not kept.
    case anything
  }

  package var tree: Tree
  /// The node that is the pattern: an expression, or the module holding the statements.
  package var root: NodeID
  package var isExpression: Bool
  package var variables: [NodeID: Variable]
  /// The outermost dotted chains that are no variables, with their text: qualified names or builtins.
  package var symbols: [NodeID: String]

  package init(
    tree: Tree, root: NodeID, isExpression: Bool, variables: [NodeID: Variable], symbols: [NodeID: String]
  ) {
    self.tree = tree
    self.root = root
    self.isExpression = isExpression
    self.variables = variables
    self.symbols = symbols
  }

  /// The variables in source order.
  package var orderedVariables: [(node: NodeID, variable: Variable)] {
    variables.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// The symbols in source order.
  package var orderedSymbols: [(node: NodeID, name: String)] {
    symbols.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
