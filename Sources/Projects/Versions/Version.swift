// A release of a library, compared the way its ecosystem compares.

/// A version. `1.10` is not `1.1`, and `2.0` equals `2.0.0`; the text stays as it was written.
package struct Version: Sendable {
  package enum Scheme: Sendable {
    /// PEP 440.
    case python
    /// Semantic Versioning 2.0, as SwiftPM and others use it.
    case semantic
  }

  package enum Phase: Int, Sendable { case alpha, beta, candidate }

  /// One part of a local version or of a semantic pre-release.
  package enum Identifier: Hashable, Sendable {
    case number(Int)
    case word(String)
  }

  package var text: String
  package var scheme: Scheme
  package var epoch = 0
  package var release: [Int] = []
  package var phase: Phase?
  package var phaseNumber = 0
  package var post: Int?
  package var dev: Int?
  package var local: [Identifier] = []
  /// The pre-release identifiers of a semantic version.
  package var identifiers: [Identifier] = []

  /// Reads a whole version; nil where the text is not one.
  package init?(_ text: String, scheme: Scheme = .python) {
    self.text = text
    self.scheme = scheme
    var reader = VersionReader(text)
    let isRead = scheme == .python ? reader.readPython(into: &self) : reader.readSemantic(into: &self)
    guard isRead else { return nil }
  }

  /// A plain release without anything after its numbers.
  package init(release: [Int], scheme: Scheme = .python) {
    precondition(!release.isEmpty, "a version has a number")
    self.release = release
    self.scheme = scheme
    text = release.map(String.init).joined(separator: ".")
  }

  package var isPreRelease: Bool { phase != nil || dev != nil || !identifiers.isEmpty }

  /// Without the local part, which says who built it and not what it is.
  package var withoutLocal: Version {
    guard !local.isEmpty else { return self }
    var version = self
    version.local = []
    version.text = String(text.prefix { $0 != "+" })
    return version
  }

  /// The number at `index` of the release; the release goes on with zeros.
  package func component(_ index: Int) -> Int { index < release.count ? release[index] : 0 }

  /// Whether the first numbers of the release, as many as `prefix` has, are those of `prefix`.
  package func hasReleasePrefix(_ prefix: Version) -> Bool {
    epoch == prefix.epoch && prefix.release.indices.allSatisfy { component($0) == prefix.release[$0] }
  }
}

extension Version: Comparable {
  /// PEP 440's order: developmental, pre-release, final, post-release; then local parts. Semantic Versioning's for
  /// semantic versions.
  package static func < (left: Version, right: Version) -> Bool { left.order(right) < 0 }
  package static func == (left: Version, right: Version) -> Bool { left.order(right) == 0 }

  private func order(_ other: Version) -> Int {
    var order = compared(epoch, other.epoch)
    var index = 0
    while order == 0, index < max(release.count, other.release.count) {
      order = compared(component(index), other.component(index))
      index += 1
    }
    if order == 0 { order = compared(phaseRank, other.phaseRank) }
    if order == 0 { order = compared(phaseNumber, other.phaseNumber) }
    if order == 0 { order = compared(post ?? -1, other.post ?? -1) }
    if order == 0 { order = compared(dev ?? Int.max, other.dev ?? Int.max) }
    if order == 0 { order = Self.order(identifiers, other.identifiers) }
    // Semantic Versioning lets numbers come before words, PEP 440 words before numbers.
    return order == 0 ? Self.order(local, other.local, numbersFirst: false) : order
  }

  /// A developmental release of a final one comes before all its pre-releases, the final one after them.
  private var phaseRank: Int {
    if let phase { return phase.rawValue }
    if !identifiers.isEmpty { return 0 }
    return dev != nil && post == nil ? -1 : 3
  }

  private static func order(_ left: [Identifier], _ right: [Identifier], numbersFirst: Bool = true) -> Int {
    for (one, other) in zip(left, right) where one != other {
      switch (one, other) {
      case (.number(let one), .number(let other)): return one < other ? -1 : 1
      case (.word(let one), .word(let other)): return one.utf8.lexicographicallyPrecedes(other.utf8) ? -1 : 1
      case (.number, .word): return numbersFirst ? -1 : 1
      case (.word, .number): return numbersFirst ? 1 : -1
      }
    }
    return left.count < right.count ? -1 : left.count > right.count ? 1 : 0
  }
}

private func compared(_ left: Int, _ right: Int) -> Int { left < right ? -1 : left > right ? 1 : 0 }

extension Version: Hashable {
  package func hash(into hasher: inout Hasher) {
    hasher.combine(epoch)
    let significant = release.lastIndex { $0 != 0 }.map { release[...$0] } ?? []
    hasher.combine(significant)
    hasher.combine(phaseRank)
    hasher.combine(phaseNumber)
    hasher.combine(post)
    hasher.combine(dev)
    hasher.combine(identifiers)
    hasher.combine(local)
  }
}

extension Version: CustomStringConvertible {
  package var description: String { text }
}
