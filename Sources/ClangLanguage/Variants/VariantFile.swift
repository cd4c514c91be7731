// One small file that uses an API in several places, each in a function of its own.

import Semantics
import SourceModel

/// A file while it is written. Headers cost more than all else, so that several uses share one.
struct VariantFile {
  /// One function and what it uses.
  struct Part: Hashable {
    var title: String
    var text: String
    var uses: [UsageVariant.Use]
    var kept: [String] = []
  }

  var title: String
  /// What the file's name ends in: `.cpp`, `.cu`, `.c`.
  var suffix: String
  /// Includes and how the file comes to its names.
  var head: [String]
  var parts: [Part]
  var expectation: UsageVariant.Expectation
  /// Parts that do not compile and were taken out.
  private(set) var leftOut = 0

  init(
    title: String, suffix: String, head: [String], parts: [Part], expectation: UsageVariant.Expectation = .replaced
  ) {
    self.title = title
    self.suffix = suffix
    self.head = head
    self.parts = parts
    self.expectation = expectation
  }

  var text: String { head.map { $0 + "\n" }.joined() + parts.map { $0.text + "\n" }.joined() }

  /// Takes out the parts that the compiler complains of; all, if it complains of what stands before them.
  mutating func takeOut(_ complaints: [Diagnostic]) {
    var end = head.reduce(0) { $0 + $1.utf8.count + 1 }
    guard !complaints.contains(where: { $0.range.start < end }) else { return takeOutAll() }
    var kept: [Part] = []
    for part in parts {
      let start = end
      end += part.text.utf8.count + 1
      if complaints.contains(where: { $0.range.start >= start && $0.range.start < end }) {
        leftOut += 1
      } else {
        kept.append(part)
      }
    }
    // A complaint behind the last part is about all of them.
    guard kept.count < parts.count else { return takeOutAll() }
    parts = kept
  }

  mutating func takeOutAll() {
    leftOut += parts.count
    parts = []
  }

  var variant: UsageVariant {
    let titles = ([title] + parts.map(\.title)).filter { !$0.isEmpty }
    var variant = UsageVariant(
      title: titles.joined(separator: "; "), text: text, expectation: expectation, uses: parts.flatMap(\.uses),
      kept: parts.flatMap(\.kept))
    variant.suffix = suffix
    variant.ways = parts.count
    variant.leftOut = leftOut
    return variant
  }
}
