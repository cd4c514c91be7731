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
  }

  private(set) var changes: [Int: Change] = [:]
  private(set) var additions: [Addition] = []
  private var needed: Set<Int> = []

  mutating func retarget(_ index: Int, to target: String, local: String) {
    changes[index] = .retarget(target: target, local: local)
  }

  mutating func remove(_ index: Int) { changes[index] = .remove }

  mutating func need(_ index: Int) { needed.insert(index) }

  mutating func add(_ addition: Addition) {
    guard !additions.contains(where: { $0.target == addition.target && $0.local == addition.local }) else { return }
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

  func isChanged(_ index: Int) -> Bool { changes[index] != nil }
}
