// What tells two releases apart in code that is to run with both.

package import SourceModel

/// The condition under which the newer of two releases is at hand.
package enum VersionGuard: Hashable, Sendable {
  /// While compiling: `canImport(SwiftSyntax600)`.
  case compilation(String)
  /// While running: the least release of each platform.
  case platforms([String: String])
}

/// How code with two ways is written around a place: what is inserted, and nothing moved.
package struct GuardPlan: Hashable, Sendable {
  /// What stands under the guard, in its new form and in its old.
  package var range: ByteRange
  package var edits: [Edit] = []
  /// Why there can be no guard.
  package var obstacle: String?

  package init(range: ByteRange, edits: [Edit] = [], obstacle: String? = nil) {
    self.range = range
    self.edits = edits
    self.obstacle = obstacle
  }
}
