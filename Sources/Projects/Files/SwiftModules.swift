// Which module each Swift file belongs to.

/// Modules as the package manager lays them out: a target is a folder of `Sources`, `Tests` or `Plugins`, and its files
/// see each other's names.
package enum SwiftModules {
  private static let holders: Set<Substring> = ["Sources", "Source", "src", "srcs", "Tests", "Plugins"]

  /// The target that a file below the project's root belongs to; the folder it stands in where nothing tells.
  package static func module(of path: String) -> String {
    let parts = path.split(separator: "/")
    guard let holder = parts.lastIndex(where: holders.contains), holder + 1 < parts.count else {
      return parts.dropLast().last.map(identifier) ?? ""
    }
    // A package with one target keeps its files in `Sources` itself.
    guard holder + 2 < parts.count else { return holder > 0 ? identifier(parts[holder - 1]) : "" }
    return identifier(parts[holder + 1])
  }

  /// A target's name as code spells it.
  private static func identifier(_ name: Substring) -> String {
    String(name.map { $0.isLetter || $0.isNumber || $0 == "_" ? $0 : "_" })
  }
}
