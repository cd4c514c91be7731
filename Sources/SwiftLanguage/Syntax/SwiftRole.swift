// Names for the slots of a node's layout.

import SourceModel

/// A slot of a node's layout, as swift-syntax numbers it: what was unexpected before the first child is 0, the first child
/// 1, and so on. `SlotTests` holds the names against the parser's own.
struct SwiftRole: Hashable, Sendable {
  let raw: UInt8
  init(_ raw: UInt8) { self.raw = raw }

  /// Any element of a list.
  static let element = SwiftRole(255)

  // MARK: Expressions

  /// Of calls and subscripts.
  static let callee = SwiftRole(1)
  static let leftParenthesis = SwiftRole(3)
  static let arguments = SwiftRole(5)
  static let trailingClosure = SwiftRole(9)
  static let furtherClosures = SwiftRole(11)
  /// Of an argument, or an element of a tuple.
  static let label = SwiftRole(1)
  static let argumentValue = SwiftRole(5)
  /// Of a trailing closure with a label.
  static let closure = SwiftRole(5)
  /// Of `#name(…)`.
  static let macroName = SwiftRole(5)
  static let macroArguments = SwiftRole(11)
  static let macroTrailingClosure = SwiftRole(15)
  /// Of `base.member`.
  static let base = SwiftRole(1)
  static let member = SwiftRole(5)
  /// Of a name, with or without the labels of a function behind it.
  static let baseName = SwiftRole(3)
  static let argumentNames = SwiftRole(5)
  /// Of `a?`, `a!` and `a<T>`.
  static let inner = SwiftRole(1)
  static let tryMark = SwiftRole(3)
  static let tried = SwiftRole(5)
  static let awaited = SwiftRole(3)
  static let castType = SwiftRole(7)
  /// Of brackets around a list.
  static let bracketed = SwiftRole(3)
  static let closureSignature = SwiftRole(3)
  static let closureParameters = SwiftRole(5)

  // MARK: Types

  static let typeName = SwiftRole(3)
  static let genericArguments = SwiftRole(5)
  static let baseType = SwiftRole(1)
  static let memberTypeName = SwiftRole(7)
  static let wrappedType = SwiftRole(1)
  static let elementType = SwiftRole(3)
  static let constraint = SwiftRole(3)
  static let attributedBase = SwiftRole(7)

  // MARK: Declarations

  static let declarationName = SwiftRole(7)
  static let signature = SwiftRole(11)
  static let returnClause = SwiftRole(5)
  static let returnType = SwiftRole(3)
  static let inheritance = SwiftRole(11)
  static let protocolInheritance = SwiftRole(11)
  static let extensionInheritance = SwiftRole(9)
  static let extendedType = SwiftRole(7)
  static let bindings = SwiftRole(7)
  static let firstName = SwiftRole(5)
  static let secondName = SwiftRole(7)
  static let parameterType = SwiftRole(11)
  static let ellipsis = SwiftRole(13)
  static let importPath = SwiftRole(9)
  static let importKind = SwiftRole(7)
  static let aliased = SwiftRole(11)

  // MARK: Patterns and conditions

  static let pattern = SwiftRole(1)
  static let annotation = SwiftRole(3)
  static let initializer = SwiftRole(5)
  /// Of `= value`, `: Type`.
  static let clauseValue = SwiftRole(3)
  static let conditionPattern = SwiftRole(3)
  static let conditionAnnotation = SwiftRole(5)
  static let conditionInitializer = SwiftRole(7)
  static let loopPattern = SwiftRole(11)
  static let loopAnnotation = SwiftRole(13)
  static let loopSequence = SwiftRole(17)
  static let elseBody = SwiftRole(9)
}
