// What is to become of a file's imports, before it is written down.

/// Decisions about imports, by their index.
struct ImportPlan {
  enum Change: Equatable {
    case remove
    /// Import `target` instead, bound as `local`.
    case retarget(target: String, local: String)
  }

  /// One name to import that is not imported yet.
  struct Addition: Hashable {
    /// The qualified name: `numpy.isin` of `from numpy import isin`, `numpy` of `import numpy as np`.
    var target: String
    var local: String
    var isFrom: Bool
    /// The import whose statement it should join or follow, or -1.
    var beside: Int
    /// What the name is in an older release, which the import falls back to.
    var older: String?
  }

  private(set) var changes: [Int: Change] = [:]
  private(set) var additions: [Addition] = []
  private var needed: Set<Int> = []
  /// Imports that lead elsewhere and fall back to what they are now.
  private(set) var guarded: Set<Int> = []

  mutating func retarget(_ index: Int, to target: String, local: String) {
    changes[index] = .retarget(target: target, local: local)
  }

  mutating func guardRetarget(_ index: Int) { guarded.insert(index) }

  mutating func remove(_ index: Int) { changes[index] = .remove }

  mutating func need(_ index: Int) { needed.insert(index) }

  mutating func add(_ addition: Addition) {
    let isPlanned = additions.contains {
      $0.target == addition.target && $0.local == addition.local
        && (addition.older == nil || $0.beside == addition.beside)
    }
    guard !isPlanned else { return }
    additions.append(addition)
  }

  /// The name under which something is already planned to be bound.
  func plannedName(for target: String) -> String? {
    additions.first { $0.target == target }?.local
  }

  func isNeeded(_ index: Int) -> Bool { needed.contains(index) }

  func target(of index: Int) -> String? {
    guard case .retarget(let target, _) = changes[index] else { return nil }
    return target
  }

  /// Whether one of the imports asked for is to lead to `target`, bound as `local`.
  func becomes(_ target: String, as local: String, _ isAskedFor: (Int) -> Bool) -> Bool {
    changes.contains { index, change in change == .retarget(target: target, local: local) && isAskedFor(index) }
  }

  func isChanged(_ index: Int) -> Bool { changes[index] != nil }
}
