// Release numbers, compared part by part.

/// A release of a library as a pack names it: dotted numbers, compared zero-padded (`2.0` equals `2.0.0`).
package struct Release: Hashable, Comparable, Sendable, CustomStringConvertible {
  package let parts: [Int]
  /// As written.
  package let description: String

  /// Nil unless `text` is dotted numbers.
  package init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { part in
      part.utf8.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } ? Int(part) : nil
    }
    guard !parts.contains(nil) else { return nil }
    self.parts = parts.compactMap { $0 }
    description = text
  }

  package static func < (left: Release, right: Release) -> Bool {
    left.padded(to: right.parts.count).lexicographicallyPrecedes(right.padded(to: left.parts.count))
  }
  package static func == (left: Release, right: Release) -> Bool {
    left.padded(to: right.parts.count) == right.padded(to: left.parts.count)
  }
  package func hash(into hasher: inout Hasher) {
    hasher.combine(Array(parts.reversed().drop { $0 == 0 }.reversed()))
  }

  private func padded(to count: Int) -> [Int] {
    parts + Array(repeating: 0, count: Swift.max(0, count - parts.count))
  }
}
