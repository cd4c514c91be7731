// One name that an import statement binds.

import Semantics
import SourceModel

/// One alias of an import statement: what it binds, and what that leads to.
///
/// A class: a file's imports are looked at many times, and many files have a hundred.
final class ImportRecord: Sendable {
  /// The `import` or `from … import` statement, and its `alias` child.
  let statement: NodeID
  let alias: NodeID
  /// The `identifier` or `dottedName` that is imported; for a star, the star.
  let nameNode: NodeID
  /// The identifier after `as`.
  let asNode: NodeID?
  let isFrom: Bool
  let isStar: Bool
  /// The name bound; for a star, empty.
  let localName: String
  /// What is imported, in full: `numpy.linalg` of `import numpy.linalg`. For a star, the module.
  let written: String
  /// What the bound name leads to: `numpy` of `import numpy.linalg`. Project names are followed to the library.
  let target: String
  let route: Reference.Route
  /// Whether `target` belongs to a provided library.
  let isProvided: Bool
  /// Whether it does, or is a module of the project whose names lead to a library: `compat.product` may be
  /// `numpy.product`.
  let leadsToLibrary: Bool
  /// How many leading dots a relative module has.
  let level: Int
  /// Whether it stands outside every function and class.
  let isTopLevel: Bool

  init(
    _ written: Written, target: String, route: Reference.Route, isProvided: Bool, leadsToLibrary: Bool,
    isTopLevel: Bool
  ) {
    statement = written.statement
    alias = written.alias
    nameNode = written.nameNode
    asNode = written.asNode
    isFrom = written.isFrom
    isStar = written.isStar
    localName = written.localName
    self.written = written.name
    level = written.level
    self.target = target
    self.route = route
    self.isProvided = isProvided
    self.leadsToLibrary = leadsToLibrary
    self.isTopLevel = isTopLevel
  }

  /// An alias as it stands, before anything is known of where it leads.
  struct Written {
    var statement: NodeID
    var alias: NodeID
    var nameNode: NodeID
    var asNode: NodeID?
    var isFrom: Bool
    var isStar = false
    var localName: String
    var name: String
    var level = 0
  }
}

/// An assignment whose value may lead to a library: `p = np.product`, `np = importlib.import_module("numpy")`.
struct AliasCandidate: Sendable {
  /// The assigned name's node, or a parameter's identifier.
  var target: NodeID
  var value: NodeID
}
