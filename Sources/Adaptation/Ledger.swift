// The coverage ledger: every use of the library, counted by how it stands.

package import RuleEngine

/// How many uses of the libraries stand how.
package struct Ledger: Hashable, Sendable {
  package private(set) var counts: [Int]
  /// Uses that no rule and no surface knows, and uses that break without a rule: name → count.
  package private(set) var named: [Standing: [String: Int]]

  package init() {
    counts = Array(repeating: 0, count: Standing.allCases.count)
    named = [:]
  }

  package subscript(standing: Standing) -> Int { counts[Self.index(standing)] }

  package var total: Int { counts.reduce(0, +) }

  /// - Parameter name: Asked for only where names are kept.
  package mutating func count(_ standing: Standing, name: @autoclosure () -> String) {
    counts[Self.index(standing)] += 1
    switch standing {
    case .broken, .unknown: named[standing, default: [:]][name(), default: 0] += 1
    case .rewritten, .review, .advised, .fine: break
    }
  }

  package mutating func add(_ other: Ledger) {
    for index in counts.indices { counts[index] += other.counts[index] }
    for (standing, names) in other.named {
      named[standing, default: [:]].merge(names) { $0 + $1 }
    }
  }

  /// The names counted under `standing`, most used first.
  package func names(_ standing: Standing) -> [(name: String, count: Int)] {
    (named[standing] ?? [:]).sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }
      .map { ($0.key, $0.value) }
  }

  /// The place of a standing among all cases; this is asked for at every use.
  private static func index(_ standing: Standing) -> Int {
    switch standing {
    case .rewritten: 0
    case .review: 1
    case .advised: 2
    case .broken: 3
    case .fine: 4
    case .unknown: 5
    }
  }
}

extension Ledger {
  func write(to bytes: inout ByteWriter) {
    for count in counts { bytes.write(count) }
    for standing in [Standing.broken, .unknown] {
      let names = names(standing)
      bytes.write(names.count)
      for (name, count) in names {
        bytes.writeShared(name)
        bytes.write(count)
      }
    }
  }

  init?(from bytes: inout ByteReader) {
    self.init()
    for index in counts.indices {
      guard let count = bytes.readInt() else { return nil }
      counts[index] = count
    }
    for standing in [Standing.broken, .unknown] {
      guard let size = bytes.readCount() else { return nil }
      for _ in 0..<size {
        guard let name = bytes.readShared(), let count = bytes.readInt() else { return nil }
        named[standing, default: [:]][name] = count
      }
    }
  }
}
