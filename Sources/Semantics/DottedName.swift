// The parts of dotted names.

extension String {
  /// The name and every beginning of it that ends before a dot, longest first; of a name with more parts than any API
  /// has, those with no more.
  package var dottedBeginnings: [String] {
    var ends: [String.UTF8View.Index] = []
    var start = utf8.startIndex
    while ends.count < Self.partLimit, let dot = utf8[start...].firstIndex(of: UInt8(ascii: ".")) {
      ends.append(dot)
      start = utf8.index(after: dot)
    }
    return [self] + ends.reversed().map { String(self[..<$0]) }
  }

  private static var partLimit: Int { 48 }

  /// Whether there is a dot in the name.
  package var isDotted: Bool { utf8.contains(UInt8(ascii: ".")) }

  /// Where its first dot is.
  package var firstDot: Index? { utf8.firstIndex(of: UInt8(ascii: ".")) }

  /// Where its last dot is.
  package var lastDot: Index? { utf8.lastIndex(of: UInt8(ascii: ".")) }

  /// Calls `body` with the bytes of the name, which are where they are as a rule.
  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    utf8.withContiguousStorageIfAvailable(body) ?? ContiguousArray(utf8).withUnsafeBufferPointer(body)
  }

  /// Whether the name has more parts than any API has.
  package var isEndless: Bool { utf8.lazy.filter { $0 == UInt8(ascii: ".") }.count > Self.partLimit }

  /// What stands behind the last dot: `zeros` of `numpy.zeros`.
  package var lastDottedPart: String {
    utf8.lastIndex(of: UInt8(ascii: ".")).map { String(self[utf8.index(after: $0)...]) } ?? self
  }

  /// Whether `name` is what stands behind the last dot.
  func isNamed(_ name: String) -> Bool {
    withBytes { own in
      name.withBytes { name in
        let start = own.count - name.count
        guard start >= 0, !name.contains(UInt8(ascii: ".")) else { return false }
        for place in name.indices where own[start + place] != name[place] { return false }
        return start == 0 || own[start - 1] == UInt8(ascii: ".")
      }
    }
  }

  /// What stands before the first dot: `numpy` of `numpy.linalg.norm`.
  package var firstDottedPart: String {
    firstDot.map { String(self[..<$0]) } ?? self
  }
}
