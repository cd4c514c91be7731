// Which distributions an environment holds, read from the records that installers leave.

/// One distribution installed in an environment.
package struct InstalledDistribution: Hashable, Sendable {
  /// Normalised.
  package var name: String
  package var version: Version
  /// The record it was read from.
  package var file: String
  /// The line of the record that states the version, from 1.
  package var line: Int
}

/// An environment, or a folder of installed packages.
package enum InstalledEnvironment {
  /// What is installed of `names` (normalised) in the environment at `path`: a virtual or Conda environment, or a
  /// `site-packages` folder itself. Sorted by name.
  package static func distributions(at path: String, named names: Set<String>) -> [InstalledDistribution] {
    packageFolders(path).flatMap { folder in
      folderNames(folder).compactMap { distribution($0, in: folder, names) }
    }.sorted { ($0.name, $0.file) < ($1.name, $1.file) }
  }

  /// The folders that hold packages: the given one if it holds records, those of each Python in it else.
  private static func packageFolders(_ path: String) -> [String] {
    if lastComponent(path).hasSuffix("-packages") { return [path] }
    var folders = [joinedPath(path, "Lib/site-packages")]
    for library in ["lib", "lib64"] {
      let library = joinedPath(path, library)
      for name in folderNames(library) where name.hasPrefix("python") || name.hasPrefix("pypy") {
        folders.append(joinedPath(library, name + "/site-packages"))
      }
    }
    var seen: Set<String> = []
    let found = folders.filter { resolvedPath($0).map { seen.insert($0).inserted } ?? false }
    return found.isEmpty ? [path] : found
  }

  private static func distribution(
    _ name: String, in folder: String, _ names: Set<String>
  ) -> InstalledDistribution? {
    let (stem, record): (Substring, String)
    if name.hasSuffix(".dist-info") {
      (stem, record) = (name.dropLast(".dist-info".count), "METADATA")
    } else if name.hasSuffix(".egg-info") {
      (stem, record) = (name.dropLast(".egg-info".count), "PKG-INFO")
    } else {
      return nil
    }
    guard names.contains(normalizedDistribution(stem.prefix { $0 != "-" })) else { return nil }
    let path = joinedPath(folder, name)
    return read(pathKind(path) == .folder ? joinedPath(path, record) : path)
  }

  /// Reads `Name:` and `Version:` out of the head of a record.
  private static func read(_ file: String) -> InstalledDistribution? {
    guard let bytes = try? readFile(file) else { return nil }
    var name: String?
    var version: (Version, Int)?
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let text = trimmedText(String(decoding: line, as: UTF8.self))
      if text.isEmpty { break }
      if text.hasPrefix("Name:") { name = trimmedText(text.dropFirst(5)) }
      if text.hasPrefix("Version:"), let read = Version(trimmedText(text.dropFirst(8))) { version = (read, number) }
      if let name, let version {
        return InstalledDistribution(
          name: normalizedDistribution(name), version: version.0, file: file, line: version.1)
      }
    }
    return nil
  }
}
