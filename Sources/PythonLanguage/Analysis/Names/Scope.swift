// Scopes and the names bound in them, as rows.

import Semantics
import SourceModel

/// A region of rows in which names are looked up together.
struct Scope: Sendable {
  enum Kind: UInt8, Sendable {
    case module, function, classBody, comprehension, typeParameters
  }
  var kind: Kind
  /// The index of the enclosing scope; the module's is its own.
  var parent: Int32
  /// The function, class, lambda or comprehension.
  var node: NodeID
  /// The rows evaluated in it; a function's decorators, defaults and annotations are not.
  var start: UInt32
  var end: UInt32
  /// Rows inside that belong to the enclosing scope: a comprehension's first iterable.
  var holeStart: UInt32 = 0
  var holeEnd: UInt32 = 0

  func contains(_ row: UInt32) -> Bool { start <= row && row < end && !(holeStart <= row && row < holeEnd) }
}

/// One place that binds a name.
struct Binding: Sendable {
  enum Form: UInt8, Sendable {
    /// `value` is the index of the import.
    case imported
    /// `name = value`, `name: T = value`, `(name := value)`.
    case assigned
    /// `value` is the default's row, 0 without one.
    case parameter
    /// `name: T` alone: makes the name local, gives it nothing.
    case declaration
    case deletion, global, nonlocal
    /// `def` or `class`.
    case definition
    /// Anything else: a loop, a `with`, unpacking, `+=`, a handler, a pattern.
    case other
  }
  var name: NameSet.ID
  var scope: Int32
  var form: Form
  /// The node that is the name.
  var node: NodeID
  /// The statement, handler, case or comprehension that binds it.
  var holder: NodeID
  var value: UInt32
  var guards: GuardRegion.Guards
  /// The binding of the same name before this one, or -1.
  var previous: Int32
}

/// What a stretch of rows stands under.
struct GuardRegion: Sendable {
  /// `Reference.Guards`, with a bit of its own for a `try` that catches only a failing import.
  struct Guards: OptionSet, Sendable {
    let rawValue: UInt8
    static let handledImport = Guards(rawValue: 1)
    static let handledUse = Guards(rawValue: 2)
    static let tested = Guards(rawValue: 4)
    static let version = Guards(rawValue: 8)
    static let typeChecking = Guards(rawValue: 16)
    /// Under a test of the version that lets the release in which the code moves to; the use is no less a use.
    static let reached = Guards(rawValue: 64)
    /// In a `try` that does without the name where the import fails; the use is no less a use.
    static let attempted = Guards(rawValue: 32)
  }
  var start: UInt32
  var end: UInt32
  var guards: Guards
}

/// A name that may lead to a library, as it was met.
struct NameUse: Sendable {
  var name: NameSet.ID
  var scope: Int32
  var node: NodeID
  var guards: GuardRegion.Guards
  var isAnnotation: Bool
}

/// `value.member` with a member that rules speak of, or any where models move.
struct MemberUse: Sendable {
  /// `absent` for one that no rule speaks of.
  var member: NameSet.ID
  var node: NodeID
  var guards: GuardRegion.Guards
  var isAnnotation: Bool
}
