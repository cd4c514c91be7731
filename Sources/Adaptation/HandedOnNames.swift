// Which modules were seen to hand a library on, while the files of a project are looked at first.

import Semantics
import Synchronization

/// Names of the project's own modules that lead to a library, as far as files have been read.
///
/// A file that takes one of them is looked at again once all is known, so that there is no need to hold it against the
/// rules before. What is here depends on the order in which threads come to files; results never do.
final class HandedOnNames: Sendable {
  private let names = Mutex(NameSet())
  /// How much of the trees of postponed files may still be kept.
  private let room = Atomic(HandedOnNames.treeLimit)

  /// In bytes: enough for all such files of most projects, and a small part of what a run may take.
  private static let treeLimit = 48 << 20

  func add(_ exports: ModuleExports, _ surfaces: SurfaceSet) {
    let leading = exports.names.filter { surfaces.provides($0.value) }
    guard !leading.isEmpty else { return }
    names.withLock { names in
      for name in leading.keys { _ = names.insert("\(exports.module).\(name)") }
    }
  }

  /// Whether one of these names is known to lead to a library.
  func lead(to imports: [String]) -> Bool {
    guard !imports.isEmpty else { return false }
    return names.withLock { names in !names.isEmpty && imports.contains { names.find($0) != NameSet.absent } }
  }

  /// Takes room for so many bytes of a tree, if it is left.
  func takeRoom(_ size: Int) -> Bool {
    let left = room.subtract(size, ordering: .relaxed).newValue
    if left < 0 { room.add(size, ordering: .relaxed) }
    return left >= 0
  }
}
