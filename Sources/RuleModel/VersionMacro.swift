// How the preprocessor tells a library's release, in C and C++.

/// A macro of a library's headers, and what it stands for in any release: `major * 100 + minor`.
package struct VersionMacro: Hashable, Sendable {
  package let name: String
  /// Products that are added up.
  private let sum: [[Factor]]

  private enum Factor: Hashable, Sendable {
    case number(Int)
    /// The release's part at that place.
    case part(Int)
  }

  private static let parts = ["major": 0, "minor": 1, "patch": 2]

  /// Nil unless the formula is numbers, `major`, `minor` and `patch`, multiplied and added.
  package init?(name: String, formula: String) {
    self.name = name
    var sum: [[Factor]] = []
    for product in formula.split(separator: "+", omittingEmptySubsequences: false) {
      var factors: [Factor] = []
      for word in product.split(separator: "*", omittingEmptySubsequences: false) {
        let word = String(word.filter { $0 != " " })
        if let part = Self.parts[word] {
          factors.append(.part(part))
        } else if let number = Int(word), number >= 0, number < 1_000_000 {
          factors.append(.number(number))
        } else {
          return nil
        }
      }
      sum.append(factors)
    }
    self.sum = sum
  }

  /// What it stands for in a release; nil where that is no number a compiler would have.
  package func value(at release: Release) -> Int? {
    var total = 0
    for factors in sum {
      var product = 1
      for factor in factors {
        let value =
          switch factor {
          case .number(let number): number
          case .part(let index): index < release.parts.count ? release.parts[index] : 0
          }
        let (next, isTooLarge) = product.multipliedReportingOverflow(by: value)
        if isTooLarge { return nil }
        product = next
      }
      let (next, isTooLarge) = total.addingReportingOverflow(product)
      if isTooLarge { return nil }
      total = next
    }
    return total
  }

  private var isMajor: Bool { sum == [[.part(0)]] }
  private var isMinor: Bool { sum == [[.part(1)]] }

  /// `NV_TENSORRT_MAJOR >= 10`: what holds from a release on; nil where the macros cannot say it.
  ///
  /// - Parameter old: A release that it must not hold for.
  package static func condition(from release: Release, after old: Release?, by macros: [VersionMacro]) -> String? {
    let major = macros.first(where: \.isMajor)
    let minor = macros.first(where: \.isMinor)
    let (first, second) = (release.parts.first ?? 0, release.parts.count > 1 ? release.parts[1] : 0)
    guard release.parts.dropFirst(2).allSatisfy({ $0 == 0 }) else { return nil }
    guard let major else {
      // The first part has always been the same.
      guard let minor, old.map({ $0.parts.first == first }) ?? true else { return nil }
      return "\(minor.name) >= \(second)"
    }
    if second == 0 { return "\(major.name) >= \(first)" }
    guard let minor else { return nil }
    return "\(major.name) > \(first) || (\(major.name) == \(first) && \(minor.name) >= \(second))"
  }
}

/// What the preprocessor knows of the releases that code moves between.
package struct ReleaseMacros: Sendable {
  /// The values in the release that the code moves to, and in the one it comes from.
  package var target: [String: Int] = [:]
  package var source: [String: Int] = [:]
  /// By library: its macros, and both releases.
  private var libraries: [String: (macros: [VersionMacro], from: Release?, to: Release)] = [:]

  package init() {}

  /// Whether no library of the run tells its release by macros.
  package var isEmpty: Bool { libraries.isEmpty }

  package mutating func add(_ library: Library, from old: Release?, to new: Release) {
    guard !library.versionMacros.isEmpty else { return }
    libraries[library.name] = (library.versionMacros, old, new)
    for macro in library.versionMacros {
      target[macro.name] = macro.value(at: new)
      source[macro.name] = old.flatMap { macro.value(at: $0) }
    }
  }

  /// What the other library of a swap is known by.
  package mutating func define(_ names: [String: Int]) { target.merge(names) { _, new in new } }

  /// The condition under which what a rule writes may stand, where it may not stand in the older release: from the
  /// release on that dropped what it replaces, or the one moved to.
  package func condition(for rule: Rule) -> String? {
    guard let library = libraries[rule.library] else { return nil }
    let broken = [rule.removed, rule.release, library.to].compactMap { $0 }.first ?? library.to
    return VersionMacro.condition(from: min(broken, library.to), after: library.from, by: library.macros)
  }
}
