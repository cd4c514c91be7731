// What a caller may ask of the parser: a language version, pattern variables; and the flags on string nodes.

/// A minor version of Python 3, such as 11 for 3.11.
package struct PythonVersion: Hashable, Comparable, Sendable {
  package var minor: Int
  package init(minor: Int) { self.minor = minor }
  package static func < (left: PythonVersion, right: PythonVersion) -> Bool { left.minor < right.minor }

  /// Reads `3.11`; nil for anything that is not a version of Python 3.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 2, parts[0] == "3", let minor = Int(parts[1]), minor >= 0 else { return nil }
    self.minor = minor
  }
}

/// How to read a source text.
package struct PythonSyntax: Sendable {
  /// Refuses what this version refuses; nil accepts all of 3.0 to 3.14.
  package var version: PythonVersion?
  /// Accepts `$name` and `...$name` as names, for the text of rules.
  package var acceptsPatternVariables: Bool

  package init(version: PythonVersion? = nil, acceptsPatternVariables: Bool = false) {
    self.version = version
    self.acceptsPatternVariables = acceptsPatternVariables
  }
}

/// The `detail` of `string`, `bytes`, `stringLiteral` and `formattedLiteral` nodes: what the literal begins with.
///
/// A concatenation has the flags of its first literal.
package struct StringFlags: OptionSet, Hashable, Sendable {
  package var rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let raw = StringFlags(rawValue: 1)
  package static let bytes = StringFlags(rawValue: 2)
  package static let unicode = StringFlags(rawValue: 4)
  package static let formatted = StringFlags(rawValue: 8)
  package static let template = StringFlags(rawValue: 16)
  package static let triple = StringFlags(rawValue: 32)
  /// A backslash stands somewhere in it.
  package static let hasBackslash = StringFlags(rawValue: 64)

  /// The number of bytes of the closing quote.
  package var quoteLength: Int { contains(.triple) ? 3 : 1 }
}
