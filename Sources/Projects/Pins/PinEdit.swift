// Moves a pin to a version, or widens it to let that version in too, in the pin's own style.

package import SourceModel

/// What becomes of a pin.
package enum PinEdit: Hashable, Sendable {
  /// The pin is rewritten; `now` is the constraint afterwards.
  case edit(Edit, now: String)
  /// Nothing to do; why.
  case unchanged(String)
  /// It has to change and cannot be changed here; why, and what to do.
  case report(String)
}

extension Pin {
  /// What the pin becomes when the project goes to `target`, or, with `straddle`, has to run on it too.
  ///
  /// Operator, spacing, quotes and the number of components stay as they are. Whatever is written lets `target` in,
  /// which is checked by reading it back; a pin for which that cannot be reached is reported.
  package func moved(to target: Version, straddle: Bool = false) -> PinEdit {
    if let address {
      return .report("\(distribution) is fetched from \(address); choose an address that holds \(target).")
    }
    guard let constraint else { return .unchanged("Any version is let in.") }
    let isEnough = straddle ? constraint.lets(target) : constraint.isAtOrAfter(target)
    if isEnough { return .unchanged("\(constraint.text) lets \(target) in already.") }
    if let obstacle = obstacle(constraint, target) { return .report(obstacle) }
    return rewritten(constraint, target, straddle)
  }

  private func obstacle(_ constraint: VersionConstraint, _ target: Version) -> String? {
    if hasHashes {
      return "The hashes after \(distribution) \(constraint.text) belong to that version; move it to \(target) and "
        + "make the hashes anew."
    }
    if let build {
      return "The build \(build) belongs to \(distribution) \(constraint.text); choose one of \(target)."
    }
    if constraint.alternatives.count > 1 {
      return "\(constraint.text) has several alternatives; add \(target) by hand."
    }
    return nil
  }

  private func rewritten(_ constraint: VersionConstraint, _ target: Version, _ straddle: Bool) -> PinEdit {
    var text = constraint.text
    for clause in constraint.alternatives[0].reversed() {
      let change = straddle ? clause.widened(to: target, constraint.dialect) : clause.moved(to: target)
      guard let change else { continue }
      let base = Int(constraint.range.start)
      text = replacing(text, Int(change.range.start) - base..<Int(change.range.end) - base, with: change.text)
    }
    guard let now = VersionConstraint(text, dialect: constraint.dialect), now.lets(target) else {
      return .report(
        "\(constraint.text) cannot be made to let \(target) in without dropping a part; change it by hand.")
    }
    guard text != constraint.text else { return .unchanged("\(constraint.text) lets \(target) in already.") }
    return .edit(edit(constraint, text), now: text)
  }

  private func edit(_ constraint: VersionConstraint, _ text: String) -> Edit {
    let isSpecial = text.utf8.contains { [0x3C, 0x3E, 0x2A, 0x20, 0x7C, 0x21, 0x2C].contains($0) }
    guard quoting == .bareWord && isSpecial else { return smallest(constraint, text) }
    // `pip install numpy>=2.0` without quotes would write to a file named `=2.0`.
    let before = ByteRange(range.start, constraint.range.start)
    let after = ByteRange(constraint.range.end, range.end)
    return Edit(range, [.literal("'"), .copy(before), .literal(text), .copy(after), .literal("'")])
  }

  /// An edit of the bytes that differ only.
  private func smallest(_ constraint: VersionConstraint, _ text: String) -> Edit {
    let (old, new) = (Array(constraint.text.utf8), Array(text.utf8))
    var front = 0
    while front < min(old.count, new.count), old[front] == new[front] { front += 1 }
    // The whole number is replaced, not the digits of it that differ.
    while front > 0, isAlphanumeric(old[front - 1]) || old[front - 1] == UInt8(ascii: ".") { front -= 1 }
    let start = Int(constraint.range.start) + front
    return Edit(ByteRange(start..<Int(constraint.range.end)), String(decoding: new[front...], as: UTF8.self))
  }
}

private func replacing(_ text: String, _ range: Range<Int>, with new: String) -> String {
  var bytes = Array(text.utf8)
  bytes.replaceSubrange(range, with: new.utf8)
  return String(decoding: bytes, as: UTF8.self)
}

extension VersionConstraint {
  /// Whether `target` is let in, by whatever spelling: `===2.0.0` names 2.0 too.
  fileprivate func lets(_ target: Version) -> Bool { admits(target) || exactVersion == target }

  /// Whether `target` is let in and nothing older is, so that the pin is where it should be or beyond.
  fileprivate func isAtOrAfter(_ target: Version) -> Bool {
    guard let lowerBound else { return admits(target) }
    return lowerBound >= target || (lowerBound.release == target.release && admits(target))
      || (admits(target) && alternatives.count > 1)
  }
}

extension VersionConstraint.Clause {
  /// What replaces part of the clause when the pin moves; nil where it stays.
  fileprivate func moved(to target: Version) -> (range: ByteRange, text: String)? {
    guard let version else { return comparison == .identical ? (versionRange, target.text) : nil }
    switch comparison {
    case .equal where isWildcard, .bare where isWildcard, .fuzzy where isWildcard:
      return (versionRange, target.cut(to: version.release.count).text + wildcard)
    case .equal, .identical, .bare, .fuzzy, .caret, .tilde:
      return (versionRange, target.padded(to: version.release.count).text)
    case .greaterOrEqual:
      return version < target ? (versionRange, target.padded(to: version.release.count).text) : nil
    case .greater:
      guard version <= target else { return nil }
      return (range, ">=" + gap + target.padded(to: version.release.count).text)
    case .compatible:
      return (versionRange, target.cut(to: version.release.count).text)
    case .less, .lessOrEqual: return raised(over: target)
    case .notEqual: return nil
    }
  }

  /// What replaces part of the clause when it has to let `target` in beside what it lets in now.
  fileprivate func widened(
    to target: Version, _ dialect: VersionConstraint.Dialect
  ) -> (range: ByteRange, text: String)? {
    if admits(target, dialect: dialect) { return nil }
    guard let version else { return nil }
    switch comparison {
    case .equal, .identical, .bare, .fuzzy, .compatible, .caret, .tilde:
      return (range, between(version, upperBound(version, target)))
    case .less, .lessOrEqual: return raised(over: target)
    // Nothing older may be let in that was not: a lower end above the target stays, and the pin is reported.
    case .greaterOrEqual, .greater, .notEqual: return nil
    }
  }

  /// The end of what a widened clause lets in: the next release of `target` at the clause's own precision. One exact
  /// version becomes everything up to the target's next major release.
  private func upperBound(_ version: Version, _ target: Version) -> Version {
    let index = isExact ? 0 : isWildcard || comparison == .fuzzy ? version.release.count - 1 : seriesIndex(of: version)
    return target.next(at: index)
  }

  private func between(_ low: Version, _ high: Version) -> String {
    ">=\(gap)\(low.text),\(gap.isEmpty ? "" : " ")<\(gap)\(high.text)"
  }

  /// An upper end above `target`, of the same precision: `<2` becomes `<3`, `<1.22.0` becomes `<2.1.0`.
  private func raised(over target: Version) -> (range: ByteRange, text: String)? {
    guard let version, !admits(target, dialect: .python) else { return nil }
    if comparison == .lessOrEqual { return (versionRange, target.padded(to: version.release.count).text) }
    let index = version.release.lastIndex { $0 != 0 } ?? 0
    let release = target.next(at: index).padded(to: version.release.count)
    let rest = text.utf8.drop { (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }
    let suffix = version.isPreRelease ? String(decoding: rest, as: UTF8.self) : ""
    let dot = suffix.hasPrefix("dev") ? "." : ""
    return (versionRange, release.text + dot + suffix)
  }

  private var wildcard: String { text.hasSuffix(".*") ? ".*" : "*" }
}

extension Version {
  /// With zeros up to `count` numbers, where it is a plain release.
  fileprivate func padded(to count: Int) -> Version {
    guard isPlain, release.count < count else { return self }
    return Version(release: release + Array(repeating: 0, count: count - release.count))
  }

  /// With exactly `count` numbers.
  fileprivate func cut(to count: Int) -> Version {
    guard release.count > count else { return padded(to: count) }
    return Version(release: Array(release[..<count]))
  }

  /// The first release after all that share the numbers up to `index`.
  fileprivate func next(at index: Int) -> Version {
    Version(release: (0..<index).map(component) + [component(index) + 1])
  }

  private var isPlain: Bool { epoch == 0 && !isPreRelease && post == nil && local.isEmpty }
}
