// What the nodes of a Python tree are. Names follow CPython's `ast` (Parser/Python.asdl).

package import SourceModel

/// The kind of a node in a Python tree, named as in CPython's `ast` where it has one.
///
/// Ranges are those of `ast` (parentheses around an expression are outside its range) except for `module`, which spans
/// the file. Identifiers that `ast` keeps as strings are nodes of kind `identifier` or `dottedName`, so that they can
/// be edited.
///
/// Children are those of `ast`, in the order of the text, with these turns:
/// - a decorated definition begins at its first `@`, so that its decorators lie inside it;
/// - `arguments` is always there in a definition and spans what lies between the parentheses (in a lambda, between the
///   keyword and the colon); a default is the sibling right after its `argument`;
/// - `dict` has `keys` and `values` in turn; a value without a key before it is `**mapping`;
/// - a `keyword` without a `name` is `**mapping`; a `matchAs` without children is the wildcard;
/// - `compare` is `left`, then an operator and a `right` in turn;
/// - `elif` is an `ifStatement` in the `orElse` of the one before; the range begins at `elif`;
/// - `error` may hold statements of role `body`: the block under a broken line.
///
/// `detail`: of names and other targets `ExpressionContext`; of `number` 0 integer, 1 float, 2 imaginary; of strings
/// `StringFlags`; of `importFrom` the leading dots; of `annAssign` 1 for a bare name; of `comprehension` 1 if
/// asynchronous; of `interpolation` 1 if it has `=`; of operators their own enumerations below.
package enum PythonKind: UInt16, Sendable, CaseIterable {
  case module

  // Statements
  case functionDef, asyncFunctionDef, classDef, returnStatement, delete, assign, typeAlias, augAssign, annAssign
  case forStatement, asyncFor, whileStatement, ifStatement, with, asyncWith, match, raise, tryStatement, tryStar
  case assert, importStatement, importFrom, global, nonlocal, expressionStatement, pass, breakStatement
  case continueStatement
  /// A statement that could not be parsed; spans what was skipped.
  case error

  // Expressions
  case boolOp, namedExpression, binaryOp, unaryOp, lambda, conditional, dict, set, listComprehension
  case setComprehension, dictComprehension, generatorExpression, await, yield, yieldFrom, compare, call
  case attribute, subscription, starred, name, list, tuple, slice
  case number, none, trueLiteral, falseLiteral, ellipsis
  /// A string or an implicit concatenation of strings. `string` and `bytes` hold `stringLiteral` children only when
  /// concatenated; `joinedString` (any part an f-string) and `templateString` always hold their literals.
  case string, bytes, joinedString, templateString

  // Pieces of strings
  /// One literal token, prefix and quotes included, that is not an f- or t-string.
  case stringLiteral
  /// One f- or t-string token from prefix to closing quote; holds `literalText` and `interpolation` children.
  case formattedLiteral
  case literalText
  /// `{expression=!r:spec}`, braces included; the format specification is a `formatSpecification` child.
  case interpolation
  case formatSpecification

  // Parts
  case identifier
  /// `a.b.c` in an import; holds an `identifier` for each part.
  case dottedName
  case arguments, argument, keyword, alias, withItem, exceptHandler, matchCase, comprehension
  case comparisonOperator
  case typeVariable, parameterSpecification, typeVariableTuple

  // Patterns
  case matchValue, matchSingleton, matchSequence, matchMapping, matchClass, matchStar, matchAs, matchOr

  package var kind: NodeKind { NodeKind(rawValue) }

  /// The kind with a number; `error` for a number that is no kind's.
  ///
  /// Asked several times a row. An enumeration of fewer than 256 cases without payloads is a byte that counts its cases, as
  /// the raw values do; a test holds the two together.
  @inline(__always) package init(raw: UInt16) {
    self = raw < Self.count ? unsafeBitCast(UInt8(truncatingIfNeeded: raw), to: Self.self) : .error
  }

  private static var count: UInt16 { PythonKind.matchOr.rawValue + 1 }
}

/// What a node is to its parent: the field names of CPython's `ast`.
package enum PythonRole: UInt8, Sendable, CaseIterable {
  case none
  case body, orElse, finalBody, handlers, decorator, name, arguments, returns, typeParameters
  case bases, keywords, value, target, targets, annotation, iterator, test, items, subject, cases, pattern, guardTest
  case exception, cause, message, module, names, asName, left, right, operand, values, keys, elements, element
  case generators, ifs, function, argumentValues, attribute, slice, lower, upper, step, operators
  case positionalOnly, positional, variadic, keywordOnly, keywordVariadic, defaultValue
  case contextExpression, optionalVariables, type, patterns, rest, keywordPatterns, keywordNames, bound, literals
  case conversion, formatSpecification

  package var role: NodeRole { NodeRole(rawValue) }

  /// The role with a number, as for kinds; `none` for a number that is no role's.
  @inline(__always) package init(raw: UInt8) {
    self = raw < Self.count ? unsafeBitCast(raw, to: Self.self) : .none
  }

  private static var count: UInt8 { PythonRole.formatSpecification.rawValue + 1 }
}

/// The `detail` of names, attributes, subscripts, starred expressions, lists and tuples.
package enum ExpressionContext: UInt8, Sendable { case load, store, delete }

/// The `detail` of `binaryOp` and `augAssign`.
package enum BinaryOperator: UInt8, Sendable, CaseIterable {
  case add, sub, mult, matMult, div, mod, pow, leftShift, rightShift, bitOr, bitXor, bitAnd, floorDiv
}

/// The `detail` of `boolOp`.
package enum BooleanOperator: UInt8, Sendable { case and, or }

/// The `detail` of `unaryOp`.
package enum UnaryOperator: UInt8, Sendable { case invert, not, plus, minus }

/// The `detail` of `comparisonOperator` nodes, one between each two operands of a `compare`.
package enum ComparisonOperator: UInt8, Sendable, CaseIterable {
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual, `is`, isNot, `in`, notIn
}

extension Tree {
  /// The kind of a node of a Python tree.
  @inline(__always) package func python(_ node: NodeID) -> PythonKind {
    // Every tree the Python parser builds holds these kinds only.
    PythonKind(raw: kind(node).raw)
  }

  @inline(__always) package func pythonRole(_ node: NodeID) -> PythonRole { PythonRole(raw: role(node).raw) }

  /// Whether a node reads `text`, without making a string of it.
  func isText(_ text: StaticString, _ node: NodeID) -> Bool {
    let (start, length) = (Int(rows[node.index].start), text.utf8CodeUnitCount)
    guard Int(rows[node.index].end) - start == length else { return false }
    return text.withUTF8Buffer { text in
      for index in 0..<length where bytes[start + index] != text[index] { return false }
      return true
    }
  }
}
