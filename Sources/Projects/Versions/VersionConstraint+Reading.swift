// Reads constraints in the notations of pip, Conda and Poetry, keeping the place of every clause.

internal import SourceModel

extension VersionConstraint {
  /// The constraint written in `range`; nil where it is not one in this dialect.
  init?(_ bytes: ContiguousArray<UInt8>, in range: ByteRange, dialect: Dialect) {
    var reader = ConstraintReader(bytes: bytes, at: Int(range.start), end: Int(range.end), dialect: dialect)
    guard let alternatives = reader.read() else { return nil }
    let text = String(decoding: bytes[range.range], as: UTF8.self)
    self.init(dialect: dialect, alternatives: alternatives, range: range, text: text)
  }

  /// The constraint that is the whole of `text`.
  package init?(_ text: String, dialect: Dialect = .python) {
    let bytes = ContiguousArray(text.utf8)
    self.init(bytes, in: ByteRange(0..<bytes.count), dialect: dialect)
  }
}

private struct ConstraintReader {
  let bytes: ContiguousArray<UInt8>
  var at: Int
  let end: Int
  let dialect: VersionConstraint.Dialect

  mutating func read() -> [[VersionConstraint.Clause]]? {
    var alternatives: [[VersionConstraint.Clause]] = []
    repeat {
      guard let clauses = readClauses() else { return nil }
      alternatives.append(clauses)
    } while takeAlternative()
    skipBlanks()
    return at == end ? alternatives : nil
  }

  private mutating func readClauses() -> [VersionConstraint.Clause]? {
    var clauses: [VersionConstraint.Clause] = []
    skipBlanks()
    while at < end, bytes[at] != UInt8(ascii: "|") {
      guard let clause = readClause() else { return nil }
      clauses.append(clause)
      let blanks = skipBlanks()
      if take(",") {
        skipBlanks()
      } else if !(dialect == .poetry && blanks > 0) {
        break
      }
    }
    return clauses.isEmpty ? nil : clauses
  }

  private mutating func readClause() -> VersionConstraint.Clause? {
    let start = at
    guard let comparison = readOperator() else { return nil }
    let gapStart = at
    skipBlanks()
    let versionStart = at
    while at < end, isVersionByte(bytes[at]) { at += 1 }
    guard at > versionStart else { return nil }
    let text = String(decoding: bytes[versionStart..<at], as: UTF8.self)
    let isWildcard = text.hasSuffix("*")
    let version = Version(isWildcard ? withoutWildcard(text) : text)
    guard isAllowed(comparison, version: version, text: text, isWildcard: isWildcard) else { return nil }
    return VersionConstraint.Clause(
      comparison: comparison, version: version, text: text, isWildcard: isWildcard, range: ByteRange(start..<at),
      versionRange: ByteRange(versionStart..<at), gap: String(decoding: bytes[gapStart..<versionStart], as: UTF8.self))
  }

  private mutating func readOperator() -> VersionConstraint.Operator? {
    let all: [VersionConstraint.Operator] = [
      .identical, .equal, .notEqual, .lessOrEqual, .greaterOrEqual, .compatible, .less, .greater, .fuzzy, .caret,
      .tilde,
    ]
    for candidate in all where take(candidate.rawValue) {
      switch (candidate, dialect) {
      case (.fuzzy, .python), (.caret, .python), (.tilde, .python), (.caret, .conda), (.tilde, .conda): return nil
      // Poetry reads a single equals sign as two.
      case (.fuzzy, .poetry): return .bare
      default: return candidate
      }
    }
    return dialect == .python ? nil : .bare
  }

  private func isAllowed(
    _ comparison: VersionConstraint.Operator, version: Version?, text: String, isWildcard: Bool
  ) -> Bool {
    if comparison == .identical { return dialect == .python }
    if text == "*" { return comparison == .bare || comparison == .equal || comparison == .fuzzy }
    guard let version else { return false }
    if comparison == .compatible && version.release.count < 2 { return false }
    let isEquality = comparison == .equal || comparison == .notEqual
    // Who built a version takes no part in an order.
    if dialect == .python && !isEquality && !version.local.isEmpty { return false }
    guard isWildcard else { return true }
    if version.isPreRelease || version.post != nil || !version.local.isEmpty { return false }
    if dialect == .python { return isEquality && text.hasSuffix(".*") }
    return [.equal, .notEqual, .fuzzy, .bare].contains(comparison)
  }

  /// `1.21.*` and Conda's `1.21*` both mean what begins with 1.21.
  private func withoutWildcard(_ text: String) -> String {
    text.hasSuffix(".*") ? String(text.dropLast(2)) : String(text.dropLast())
  }

  private mutating func takeAlternative() -> Bool {
    skipBlanks()
    guard dialect != .python, take("|") else { return false }
    _ = take("|")
    return true
  }

  @discardableResult
  private mutating func skipBlanks() -> Int {
    let start = at
    at = skippingBlanks(bytes, at, end)
    return at - start
  }

  private mutating func take(_ word: String) -> Bool {
    guard bytes[at..<end].starts(with: word.utf8) else { return false }
    at += word.utf8.count
    return true
  }

  private func isVersionByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    case UInt8(ascii: "."), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "!"), UInt8(ascii: "-"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

/// The place after the spaces, tabs and continued line ends at `start`.
func skippingBlanks(_ bytes: ContiguousArray<UInt8>, _ start: Int, _ end: Int) -> Int {
  var at = start
  while at < end {
    if bytes[at] == 0x20 || bytes[at] == 0x09 || bytes[at] == 0x0C {
      at += 1
    } else if bytes[at] == UInt8(ascii: "\\"), at + 1 < end, bytes[at + 1] == 0x0A {
      at += 2
    } else if bytes[at] == UInt8(ascii: "\\"), at + 2 < end, bytes[at + 1] == 0x0D, bytes[at + 2] == 0x0A {
      at += 3
    } else {
      break
    }
  }
  return at
}
