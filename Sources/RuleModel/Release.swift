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
    let place = firstDifference(left, right)
    return left.part(place) < right.part(place)
  }
  package static func == (left: Release, right: Release) -> Bool {
    firstDifference(left, right) == max(left.parts.count, right.parts.count)
  }
  package func hash(into hasher: inout Hasher) {
    hasher.combine(Array(parts.reversed().drop { $0 == 0 }.reversed()))
  }

  /// The place of the first part in which two releases differ; behind all parts where they do not.
  private static func firstDifference(_ left: Release, _ right: Release) -> Int {
    let count = max(left.parts.count, right.parts.count)
    return (0..<count).first { left.part($0) != right.part($0) } ?? count
  }

  private func part(_ place: Int) -> Int { place < parts.count ? parts[place] : 0 }
}
