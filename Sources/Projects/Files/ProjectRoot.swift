// Where a project begins.

/// The folder that a path belongs to as a project.
package enum ProjectRoot {
  /// The nearest folder at or above `path` with a `.git`; else the nearest with a file that declares a project; else
  /// the folder itself, or the folder of the file. Nil where there is nothing at `path`.
  package static func find(from path: String) -> String? {
    guard let resolved = resolvedPath(path) else { return nil }
    let folder = pathKind(resolved) == .folder ? resolved : parentFolder(resolved)
    return repositoryTop(of: folder) ?? declaredRoot(folder) ?? folder
  }

  /// Nothing in the root of the file system makes a project of the whole machine.
  private static func declaredRoot(_ start: String) -> String? {
    var folder = start
    while folder != "/" {
      if declares(folder) { return folder }
      folder = parentFolder(folder)
    }
    return nil
  }

  private static func declares(_ folder: String) -> Bool {
    let files = ["pyproject.toml", "setup.py", "setup.cfg", "Package.swift", "CMakeLists.txt"]
    if files.contains(where: { pathKind(joinedPath(folder, $0)) == .file }) { return true }
    return folderNames(folder).contains { $0.hasPrefix("requirements") && $0.hasSuffix(".txt") }
  }
}

/// The names in a folder, sorted; none where it cannot be read.
func folderNames(_ folder: String) -> [String] {
  guard let listing = try? FolderListing(folder, wants: { _ in false }) else { return [] }
  return listing.names.compactMap { name in
    listing.withName(name) { String(validating: $0, as: UTF8.self) }
  }.sorted()
}
