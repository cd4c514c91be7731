// One name that an import statement binds.

import Semantics
import SourceModel

/// One alias of an import statement: what it binds, and what that leads to.
struct ImportRecord: Sendable {
  /// The `import` or `from … import` statement, and its `alias` child.
  var statement: NodeID
  var alias: NodeID
  /// The `identifier` or `dottedName` that is imported; for a star, the star.
  var nameNode: NodeID
  /// The identifier after `as`.
  var asNode: NodeID?
  var isFrom: Bool
  var isStar: Bool
  /// The name bound; for a star, empty.
  var localName: String
  /// What is imported, in full: `numpy.linalg` of `import numpy.linalg`. For a star, the module.
  var written: String
  /// What the bound name leads to: `numpy` of `import numpy.linalg`. Project names are followed to the library.
  var target: String
  var route: Reference.Route
  /// Whether `target` belongs to a provided library.
  var isProvided: Bool
  /// How many leading dots a relative module has.
  var level: Int
  /// Whether it stands outside every function and class.
  var isTopLevel = true
}

/// An assignment whose value may lead to a library: `p = np.product`, `np = importlib.import_module("numpy")`.
struct AliasCandidate: Sendable {
  /// The assigned name's node, or a parameter's identifier.
  var target: NodeID
  var value: NodeID
}
