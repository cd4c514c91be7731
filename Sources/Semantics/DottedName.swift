// The parts of dotted names.

extension String {
  /// The name and every beginning of it that ends before a dot, longest first.
  package var dottedBeginnings: [String] {
    var beginnings = [self]
    var rest = self[...]
    while let dot = rest.utf8.lastIndex(of: UInt8(ascii: ".")) {
      rest = rest[..<dot]
      beginnings.append(String(rest))
    }
    return beginnings
  }

  /// What stands behind the last dot: `zeros` of `numpy.zeros`.
  package var lastDottedPart: String {
    utf8.lastIndex(of: UInt8(ascii: ".")).map { String(self[utf8.index(after: $0)...]) } ?? self
  }
}
