// Files that a preview makes for a person or a program to look at, outside of the project's own.

/// The folder `.godwit/preview`, which git ignores. What a run puts there takes the place of what an earlier one did.
package struct PreviewFolder: Sendable {
  private let folder: ProjectFolder
  private let store: JournalStore

  package init(root: String) throws(ChangeError) {
    folder = try ProjectFolder(root, FileSystem())
    store = JournalStore(folder)
  }

  /// The absolute path of a file of the preview.
  package func path(_ name: String) -> String { folder.absolute(".godwit/preview/\(name)") }

  /// Writes one file; its folders are made as needed.
  ///
  /// - Parameter name: Relative to the preview, as files of the project are to its root.
  /// - Returns: The absolute path.
  @discardableResult
  package func write(_ name: String, _ bytes: ContiguousArray<UInt8>) throws(ChangeError) -> String {
    guard ProjectFolder.isPlain(name) else {
      throw ChangeError(.outsideRoot, name, "\(name) does not name a file inside the project.")
    }
    try store.prepare()
    var made = folder.absolute(".godwit")
    for part in ["preview"] + name.split(separator: "/").dropLast().map(String.init) {
      made += "/\(part)"
      guard let stamp = try folder.fileSystem.stamp(made) else {
        try folder.fileSystem.makeFolder(made)
        continue
      }
      guard stamp.kind == .folder else {
        throw ChangeError(.outsideRoot, made, "\(made) must be a folder; remove what stands there.")
      }
    }
    let path = path(name)
    if try folder.fileSystem.stamp(path) != nil { try folder.fileSystem.remove(path) }
    try folder.fileSystem.create(path, [bytes], .masked(0o666))
    return path
  }
}
