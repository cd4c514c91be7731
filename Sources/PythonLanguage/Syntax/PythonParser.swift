// The way in to the Python parser: bytes to a tree and what was wrong with them.

package import SourceModel

/// The parser of Python 3.0 to 3.14.
///
/// Parsing never fails: a broken statement becomes an `error` node and a diagnostic, and the rest of the file has its
/// tree. Linear in the length of the text.
package enum PythonParser {
  /// The tree of a source file.
  package static func parse(_ bytes: ContiguousArray<UInt8>, syntax: PythonSyntax = PythonSyntax()) -> ParsedFile {
    var parser = Parser(bytes, syntax: syntax)
    parser.file()
    return parser.finish(bytes)
  }

  /// A text that is one expression: a `module` whose only child, of role `value`, is that expression.
  ///
  /// Line ends count as spaces; several expressions with commas are a tuple.
  package static func parseExpression(
    _ bytes: ContiguousArray<UInt8>, syntax: PythonSyntax = PythonSyntax()
  ) -> ParsedFile {
    var parser = Parser(bytes, syntax: syntax)
    parser.wholeExpression()
    return parser.finish(bytes)
  }

  /// A text like `numpy.in1d(ar1, ar2, *, kind=None) -> numpy.ndarray`: a `module` that holds a `dottedName`, then, if
  /// they are written, the `arguments` of a definition and what it returns.
  package static func parseSignature(
    _ bytes: ContiguousArray<UInt8>, syntax: PythonSyntax = PythonSyntax()
  ) -> ParsedFile {
    var parser = Parser(bytes, syntax: syntax)
    parser.wholeSignature()
    return parser.finish(bytes)
  }
}
