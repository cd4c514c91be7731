// A project's root, and which files lie inside it for good.

/// The root of a project, all links on its path followed; paths inside it are relative and use `/`.
struct ProjectFolder: Sendable {
  let root: String
  let fileSystem: FileSystem

  init(_ root: String, _ fileSystem: FileSystem) throws(ChangeError) {
    let real = try fileSystem.realPath(root.isEmpty ? "." : root)
    guard try fileSystem.stamp(real)?.kind == .folder else {
      throw ChangeError(.notAFile, root, "\(root) is not a folder; name the project's root.")
    }
    self.root = real
    self.fileSystem = fileSystem
  }

  func absolute(_ path: String) -> String { root == "/" ? "/\(path)" : "\(root)/\(path)" }

  /// The folder a relative path lies in; empty for the root itself.
  static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }

  /// Whether a path is one of ours to take: relative, without `.`, `..` or empty parts, and not in `.godwit`.
  static func isPlain(_ path: String) -> Bool {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    return !path.utf8.contains(0) && parts.first != ".godwit"
      && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
  }

  /// The real place, relative to the root, of an existing file or folder: links are followed, none may lead outside.
  func resolve(_ path: String) throws(ChangeError) -> String {
    let real = try fileSystem.realPath(path.isEmpty ? root : absolute(path))
    if real == root { return "" }
    let prefix = root == "/" ? "/" : root + "/"
    guard real.hasPrefix(prefix), Self.isPlain(String(real.dropFirst(prefix.count))) else {
      throw ChangeError(
        .outsideRoot, path, "\(path) leads outside the project, to \(real); name that file's own project instead.")
    }
    return String(real.dropFirst(prefix.count))
  }

  /// The real place of a file that is not there yet, and the folders to make for it, outermost first.
  func resolveNew(_ path: String) throws(ChangeError) -> (path: String, folders: [String]) {
    var missing: [String] = []
    var folder = Self.parent(of: path)
    while !folder.isEmpty, try fileSystem.stamp(absolute(folder)) == nil {
      missing.append(folder)
      folder = Self.parent(of: folder)
    }
    let real = try resolve(folder)
    let moved = { (path: String) in
      let rest = folder.isEmpty ? path : String(path.dropFirst(folder.count + 1))
      return real.isEmpty ? rest : "\(real)/\(rest)"
    }
    return (moved(path), missing.reversed().map(moved))
  }

  /// Makes the renames and removals in the folders of these files last.
  func synchronizeFolders(of paths: [String]) throws(ChangeError) {
    for folder in Set(paths.map(Self.parent)).sorted() where try fileSystem.stamp(absolute(folder)) != nil {
      try fileSystem.synchronizeFolder(folder.isEmpty ? root : absolute(folder))
    }
  }

  /// Runs `body`; an error it throws names files relative to the root.
  func naming<Value>(_ body: () throws(ChangeError) -> Value) throws(ChangeError) -> Value {
    do { return try body() } catch { throw error.relative(to: root) }
  }
}

extension ChangeError {
  func relative(to root: String) -> ChangeError {
    let prefix = root.hasSuffix("/") ? root : root + "/"
    guard path.hasPrefix(prefix), path.count > prefix.count else { return self }
    let name = String(path.dropFirst(prefix.count))
    return ChangeError(code, name, message.replacing(path, with: name))
  }
}
