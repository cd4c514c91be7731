// What names a place in a file binds, and where the type of each can be found.

import SourceModel

/// A name that a file binds.
struct Binding: Sendable {
  enum Kind: Sendable { case value, function, type, genericParameter, typeAlias }

  /// Where the type of the value is to be found.
  enum Source: Hashable, Sendable {
    case annotation(NodeID)
    case value(NodeID)
    /// What is left of the value once it is known not to be nil: `if let name = value`.
    case unwrapped(NodeID)
    /// `if let name`: what the name means outside, unwrapped.
    case unwrappedName
    /// What the success of a `Result` holds: `case .success(let name)`.
    case success(NodeID)
    /// An element of the value: `for name in value`; of pairs, the part at the index.
    case element(NodeID, part: Int?)
    case closureParameter(closure: NodeID, index: Int)
    /// A parameter that takes any number of values.
    case variadic(NodeID)
    case function
    case type
    case unknown
  }

  var name: String
  var kind: Kind
  /// The declaration: a function, a type, a binding, a parameter.
  var node: NodeID
  var source: Source
  /// The row from which on the name is seen; names of types, functions and members are seen everywhere.
  var visibleFrom: UInt32 = 0
  /// The rows of the `else` that does not see what the condition bound.
  var hiddenIn: Range<UInt32> = 0..<0
}

/// A part of a file with names of its own.
struct Scope: Sendable {
  enum Kind: Sendable {
    case file, local
    /// The members of a type, or an extension of one.
    case type
  }

  var node: NodeID
  var parent: Int?
  var kind: Kind
  /// The type's own name, or the name extended as written; nested ones with those around them.
  var path = ""
  /// Whether the scope extends a type that is declared elsewhere.
  var isExtension = false
  /// The rows of a type's members, without its name and what it inherits from.
  var members: Range<UInt32> = 0..<0
  /// The innermost type around the scope, by the number of its scope; its own, if it is one.
  var type: Int?
  /// The types in the inheritance clause.
  var inherited: [NodeID] = []
}
