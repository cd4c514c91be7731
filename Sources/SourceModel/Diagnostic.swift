// What is wrong with a piece of source, as a value.

/// One thing a reader of the source should know: where it is and what it says.
package struct Diagnostic: Hashable, Sendable {
  package enum Severity: String, Sendable { case error, warning, note }

  package var severity: Severity
  /// A stable word for programs to tell it by, such as `syntax-error` or `python-2`.
  package var code: String
  /// One sentence: what was found, and what to do where that is known.
  package var message: String
  package var range: ByteRange

  package init(severity: Severity = .error, code: String, message: String, range: ByteRange) {
    self.severity = severity
    self.code = code
    self.message = message
    self.range = range
  }
}

/// What parsing a file gives, always: a tree, and what was wrong.
package struct ParsedFile: Sendable {
  package let tree: Tree
  package let diagnostics: [Diagnostic]
  /// What the parser learned besides, for its own language's analysis.
  package let besides: (any Sendable)?

  package init(tree: Tree, diagnostics: [Diagnostic], besides: (any Sendable)? = nil) {
    self.tree = tree
    self.diagnostics = diagnostics
    self.besides = besides
  }

  /// A file with errors is reported and never rewritten.
  package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }
}
