// How code that runs on two releases gets at what only one of them calls so.

/// What a name of the newer release is called in the older one.
package struct OlderName: Hashable, Sendable {
  /// The qualified name there.
  package var name: String
  /// The module that the older release has as a name only, so that nothing can be imported from it; nil where the
  /// older release has the new name nowhere.
  package var closedModule: String?

  package init(_ name: String, closedModule: String? = nil) {
    self.name = name
    self.closedModule = closedModule
  }

  /// Whether an import of `target` fails in the older release.
  ///
  /// - Parameter isFrom: Whether it is imported from the module that holds it.
  package func isNeeded(toImport target: String, isFrom: Bool) -> Bool {
    guard let closedModule else { return true }
    return target.hasPrefix(closedModule + ".") || (!isFrom && target == closedModule)
  }
}
