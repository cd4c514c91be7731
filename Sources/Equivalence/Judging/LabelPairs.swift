// Which labels of the original became which of the migrated model.

package import ModelCore

/// Rows by both labels, as long as there are few pairs of them.
package struct LabelPairs: Equatable, Sendable {
  package struct Pair: Hashable, Sendable {
    package var reference: Label
    package var candidate: Label
  }
  static let limit = 1024
  private var counts: [Pair: Int] = [:]

  /// False when there are too many pairs.
  mutating func add(_ reference: Label, _ candidate: Label) -> Bool {
    counts[Pair(reference: reference, candidate: candidate), default: 0] += 1
    return counts.count <= Self.limit
  }

  /// Nil when there are too many pairs.
  func merged(_ other: LabelPairs) -> LabelPairs? {
    var result = self
    result.counts.merge(other.counts, uniquingKeysWith: +)
    return result.counts.count <= Self.limit ? result : nil
  }

  /// The most frequent first; of equals by name.
  package var pairs: [(pair: Pair, count: Int)] {
    counts.sorted { first, second in
      if first.value != second.value { return first.value > second.value }
      return Self.name(first.key) < Self.name(second.key)
    }.map { ($0.key, $0.value) }
  }

  private static func name(_ pair: Pair) -> String { "\(pair.reference.text ?? "")\u{0}\(pair.candidate.text ?? "")" }

  /// Whether each label became one label, and each its own: the groups are the same under other names.
  package var isRelabelling: Bool {
    Set(counts.keys.map(\.reference)).count == counts.count && Set(counts.keys.map(\.candidate)).count == counts.count
  }
}
