// Facts that no source of a library shows, laid over a generated surface.

package import Semantics
package import SourceModel

/// What is known of a library besides its sources: names that code makes while it runs, and types that hold only
/// sometimes.
///
/// One fact a line, `RELEASES NAME: WHAT`, with `#` before remarks. RELEASES is `*`, `1.20`, `1.20-1.26`, `2.0-` or
/// `-1.26`. WHAT is an entry as surfaces write it, or `absent` (the name and its members are not there), `untyped`,
/// `star` or `starless`.
package struct SurfaceFacts: Sendable {
  private enum Change: Sendable {
    case entry(APISurface.Entry)
    case absent, untyped, star, starless
  }

  private struct Fact: Sendable {
    var first: Release?
    var last: Release?
    var name: String
    var change: Change
  }

  private var facts: [Fact] = []

  /// Throws with the place of the first line that is no fact.
  package init(path: String, bytes: ContiguousArray<UInt8>) throws(RuleErrors) {
    let document = RuleDocument(path: path, bytes: bytes)
    var start = 0
    var errors: [RuleError] = []
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text = String(decoding: line, as: UTF8.self)
      if let first = text.first(where: { $0 != " " }), first != "#" {
        if let fact = Self.fact(text) {
          facts.append(fact)
        } else {
          errors.append(
            document.error(
              .surface, "this is no fact", remedy: "write `RELEASES NAME: WHAT`, as in `1.20-1.26 numpy.who: function`",
              at: start, length: line.count))
        }
      }
      start += line.count + 1
    }
    if !errors.isEmpty { throw RuleErrors(errors) }
  }

  private static func fact(_ line: String) -> Fact? {
    let words = line.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2, let colon = words[1].firstRange(of: ": "), let span = span(words[0]) else { return nil }
    let what = String(words[1][colon.upperBound...])
    let change: Change
    switch what {
    case "absent": change = .absent
    case "untyped": change = .untyped
    case "star": change = .star
    case "starless": change = .starless
    default:
      let bytes = ContiguousArray(what.utf8)
      var parser = SurfaceEntryParser(bytes: bytes, range: bytes.indices)
      guard let entry = parser.entry() else { return nil }
      change = .entry(entry)
    }
    return Fact(first: span.0, last: span.1, name: String(words[1][..<colon.lowerBound]), change: change)
  }

  private static func span(_ text: String) -> (Release?, Release?)? {
    if text == "*" { return (nil, nil) }
    guard let dash = text.firstIndex(of: "-") else { return Release(text).map { ($0, $0) } }
    let (left, right) = (text[..<dash], text[text.index(after: dash)...])
    let (first, last) = (Release(String(left)), Release(String(right)))
    guard first != nil || left.isEmpty, last != nil || right.isEmpty else { return nil }
    return (first, last)
  }

  /// Applies the facts of a surface's release, in the order they stand.
  package func apply(to surface: inout APISurface) {
    guard let release = Release(surface.release) else { return }
    for fact in facts where fact.first.map({ $0 <= release }) ?? true && fact.last.map({ release <= $0 }) ?? true {
      switch fact.change {
      case .entry(let entry): surface.entries[fact.name] = entry
      case .absent:
        surface.entries[fact.name] = nil
        for name in surface.entries.keys where name.hasPrefix(fact.name + ".") { surface.entries[name] = nil }
      case .untyped: surface.entries[fact.name]?.type = nil
      case .star: surface.entries[fact.name]?.isExported = true
      case .starless: surface.entries[fact.name]?.isExported = false
      }
    }
  }
}
