// What a file asked its project about.

import Synchronization

/// The names that were asked for while a file was analysed, wherever in the project they might be declared.
///
/// A file is analysed again only where one of them came to mean something else.
package final class AskedNames: Sendable {
  private let digests = Mutex<Set<Int>>([])

  package init() {}

  package func note(_ name: String) {
    let digest = Self.digest(name)
    _ = digests.withLock { $0.insert(digest) }
  }

  /// Whether one of the names may be among those with these digests.
  package func areAmong(_ others: Set<Int>) -> Bool {
    digests.withLock { own in
      own.count < others.count ? own.contains { others.contains($0) } : others.contains { own.contains($0) }
    }
  }

  /// Tells names apart within a run; two may have the same, and then a file is analysed once too often.
  package static func digest(_ name: String) -> Int { name.hashValue }
}

extension ModuleExports {
  /// Digests of the names that mean something else in another state of the module.
  package func digestsOfNames(otherThan other: ModuleExports?) -> Set<Int> {
    var found: Set<Int> = []
    for (name, target) in names where other?.names[name] != target { found.insert(AskedNames.digest(name)) }
    for (name, fact) in returns where other?.returns[name] != fact { found.insert(AskedNames.digest(name)) }
    guard let other else { return found }
    for name in other.names.keys where names[name] == nil { found.insert(AskedNames.digest(name)) }
    for name in other.returns.keys where returns[name] == nil { found.insert(AskedNames.digest(name)) }
    return found
  }
}
