// Which Xcode projects lie in a folder: they require packages in files of their own.

package enum XcodeProjects {
  /// The names of projects and workspaces directly in a folder, sorted.
  package static func names(in folder: String) -> [String] {
    guard let listing = try? FolderListing(folder, wants: { _ in false }) else { return [] }
    return listing.names.map { listing.withName($0) { String(decoding: $0, as: UTF8.self) } }
      .filter { $0.hasSuffix(".xcodeproj") || $0.hasSuffix(".xcworkspace") }
  }
}
