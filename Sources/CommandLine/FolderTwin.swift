// A second folder with the files of a first, to be changed beside it and put in its place in one step.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder whose files are those of another: the same contents under second names, nothing copied.
struct FolderTwin {
  let path: String
  private let original: String
  private static let deepest = 64

  /// Nil where the folder holds what cannot be given a second name.
  init?(of original: String, at path: String) {
    self.path = path
    self.original = original
    guard Self.link(original, path, depth: 0) else {
      Self.remove(path, depth: 0)
      return nil
    }
  }

  /// Takes the original's place, and removes what stood there; false, and nothing is changed, where the system has no
  /// such step.
  func takePlace() -> Bool {
    guard Self.exchange(path, original) else { return false }
    Self.remove(path, depth: 0)
    return true
  }

  func remove() { Self.remove(path, depth: 0) }

  private static func exchange(_ one: String, _ other: String) -> Bool {
    #if canImport(Darwin)
      return renamex_np(one, other, UInt32(RENAME_SWAP)) == 0
    #else
      // Linux has it since 3.15, glibc since 2.28; its header shows it to GNU sources only. 2 is RENAME_EXCHANGE.
      typealias Exchange =
        @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
      guard let symbol = dlsym(nil, "renameat2") else { return false }
      return unsafeBitCast(symbol, to: Exchange.self)(AT_FDCWD, one, AT_FDCWD, other, 2) == 0
    #endif
  }

  // MARK: Walking

  private static func link(_ source: String, _ target: String, depth: Int) -> Bool {
    var status = stat()
    guard depth < deepest, lstat(source, &status) == 0 else { return false }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      guard mkdir(target, 0o700) == 0, let names = names(in: source) else { return false }
      return names.allSatisfy { link("\(source)/\($0)", "\(target)/\($0)", depth: depth + 1) }
        && chmod(target, status.st_mode & 0o7777) == 0
    case S_IFREG, S_IFLNK: return linkat(AT_FDCWD, source, AT_FDCWD, target, 0) == 0
    default: return false
    }
  }

  private static func remove(_ path: String, depth: Int) {
    var status = stat()
    guard depth < deepest, lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unlink(path)
      return
    }
    for name in names(in: path) ?? [] { remove("\(path)/\(name)", depth: depth + 1) }
    rmdir(path)
  }

  private static func names(in folder: String) -> [String]? {
    guard let stream = opendir(folder) else { return nil }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
