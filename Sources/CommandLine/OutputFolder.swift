// A folder of files that the program makes: each whole or not at all, and nothing of the user's written over unasked.

import Deployment
import ModelFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files are written under another name first and moved into place once all are on the disk: a folder that is new
/// appears complete, with one rename.
struct OutputFolder {
  var path: String

  init(path: String) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
  }

  /// Writes what is not there yet as it should be, and gives those files' paths.
  ///
  /// - Throws: a `Failure`, and nothing is written, where a file is there that says otherwise, unless it is overwritten.
  func write(_ files: [DeployedFile], overwriting: Bool) throws -> [String] {
    let missing = files.filter { !isThere($0) }
    if !overwriting, let file = missing.first(where: { exists("\(path)/\($0.path)") }) {
      throw Failure(
        "\(path)/\(file.path) is there already and says otherwise; name another folder with -o, or use --force.")
    }
    guard !missing.isEmpty else { return [] }
    let isNew = !exists(path)
    if !isNew, missing.contains(where: { exists("\(path)/\($0.path)") }), try replace(missing) {
      return missing.map(\.path).sorted()
    }
    // Within a folder that is there, since that may be where another disk is mounted.
    let scratch = isNew ? "\(path).\(getpid()).part" : "\(path)/.\(getpid()).part"
    defer { remove(scratch, missing) }
    try makeFolder(scratch, for: path)
    for file in missing {
      for folder in Self.folders(of: file.path) { try makeFolder("\(scratch)/\(folder)", for: "\(path)/\(folder)") }
      try OutputFile(path: "\(scratch)/\(file.path)").write(file.bytes)
    }
    if isNew { try move(scratch, path) } else { try place(missing, from: scratch) }
    return missing.map(\.path).sorted()
  }

  /// Where files are written over, the whole folder is made anew beside the old one and put in its place in one step: who
  /// reads it meanwhile sees all old files or all new ones. False where that cannot be; then nothing was done.
  private func replace(_ files: [DeployedFile]) throws -> Bool {
    guard let twin = FolderTwin(of: path, at: "\(path).\(getpid()).part") else { return false }
    do {
      for file in files {
        for folder in Self.folders(of: file.path) {
          try makeFolder("\(twin.path)/\(folder)", for: "\(path)/\(folder)")
        }
        try OutputFile(path: "\(twin.path)/\(file.path)").write(file.bytes)
      }
    } catch {
      twin.remove()
      throw error
    }
    if twin.takePlace() { return true }
    twin.remove()
    return false
  }

  /// A folder that is not there yet moves as one; files go one by one into those that are.
  private func place(_ files: [DeployedFile], from scratch: String) throws {
    var placed: Set<String> = []
    for file in files {
      let folders = Self.folders(of: file.path)
      guard placed.isDisjoint(with: folders) else { continue }
      let part = folders.first { !exists("\(path)/\($0)") } ?? file.path
      try move("\(scratch)/\(part)", "\(path)/\(part)")
      placed.insert(part)
    }
  }

  private func isThere(_ file: DeployedFile) -> Bool {
    guard let source = try? ModelSource(path: "\(path)/\(file.path)") else { return false }
    return source.bytes.withUnsafeBytes { $0.elementsEqual(file.bytes) }
  }

  private func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  private func makeFolder(_ folder: String, for place: String) throws {
    guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
      throw Failure("\(place) cannot be written: \(String(cString: strerror(errno))); name another folder with -o.")
    }
  }

  private func move(_ part: String, _ place: String) throws {
    guard rename(part, place) == 0 else {
      throw Failure(
        "\(place) cannot be put in place: \(String(cString: strerror(errno))); name another folder with -o.")
    }
  }

  /// Removes what is left of the scratch folder: nothing but what was made there.
  private func remove(_ scratch: String, _ files: [DeployedFile]) {
    for file in files {
      unlink("\(scratch)/\(file.path)")
      for folder in Self.folders(of: file.path).reversed() { rmdir("\(scratch)/\(folder)") }
    }
    rmdir(scratch)
  }

  /// The folders a file is in, outermost first.
  private static func folders(of path: String) -> [String] {
    path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
  }
}
