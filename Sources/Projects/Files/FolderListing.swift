// The names in one folder, in one flat buffer, sorted so that a depth-first walk comes out in the order of paths.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// One name of a folder and what it is.
struct ListedName {
  var start: Int
  var end: Int
  var kind: PathKind
  /// Whether it is a file of the sort that is looked for.
  var isWanted = false
  /// Of a wanted file, asked for while the folder is still open; nil where it vanished meanwhile.
  var identity: FileIdentity?
}

/// Everything in one folder, and the names in it that say what the folder is.
struct FolderListing {
  private(set) var bytes: ContiguousArray<UInt8> = []
  private(set) var names: [ListedName] = []
  private(set) var identity: FileIdentity
  private(set) var hasGit = false
  private(set) var hasIgnoreFile = false
  /// Whether it is a virtual or Conda environment.
  private(set) var isEnvironment = false

  /// Reads the folder at `path`; files that `wants` accepts get their identity.
  init(_ path: String, wants: (UnsafeBufferPointer<UInt8>) -> Bool) throws(PathProblem) {
    guard let stream = opendir(path) else { throw PathProblem(path: path, errorNumber: errno) }
    let descriptor = dirfd(stream)
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let number = errno
      closedir(stream)
      throw PathProblem(path: path, errorNumber: number)
    }
    defer { closedir(stream) }
    identity = FileIdentity(status)
    while let entry = readdir(stream) { take(entry, in: descriptor) }
    sort()
    for index in names.indices where names[index].kind == .file { identify(index, in: descriptor, wants: wants) }
  }

  /// Calls `body` with the bytes of a name.
  func withName<Result>(_ name: ListedName, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[name.start..<name.end])) }
  }

  private mutating func take(_ entry: UnsafeMutablePointer<dirent>, in descriptor: Int32) {
    guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return }
    let name = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: UInt8.self)
    let length = strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))
    let text = UnsafeBufferPointer(start: name, count: Int(length))
    if text.matches(".") || text.matches("..") { return }
    notice(text)
    let start = bytes.count
    bytes.append(contentsOf: text)
    bytes.append(0)
    let kind = kind(of: entry, in: descriptor, name: name)
    names.append(ListedName(start: start, end: start + text.count, kind: kind))
  }

  /// What the entry is; most file systems say so with the name, the others are asked.
  private func kind(
    of entry: UnsafeMutablePointer<dirent>, in descriptor: Int32, name: UnsafePointer<UInt8>
  ) -> PathKind {
    switch Int32(entry.pointee.d_type) {
    case Int32(DT_REG): return .file
    case Int32(DT_DIR): return .folder
    case Int32(DT_LNK): return .link
    case Int32(DT_UNKNOWN): break
    default: return .other
    }
    var status = stat()
    let pointer = UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self)
    guard fstatat(descriptor, pointer, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return .other }
    return PathKind(mode: status.st_mode)
  }

  private mutating func notice(_ name: UnsafeBufferPointer<UInt8>) {
    switch name.count {
    case 4 where name.matches(".git"): hasGit = true
    case 10 where name.matches(".gitignore"): hasIgnoreFile = true
    case 10 where name.matches("pyvenv.cfg") || name.matches("conda-meta"): isEnvironment = true
    default: break
    }
  }

  /// By name, a folder as if it ended in a slash.
  private mutating func sort() {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      func byteAfter(_ name: ListedName, _ count: Int) -> UInt8 {
        if name.start + count < name.end { return buffer[name.start + count] }
        return name.kind == .folder && name.start + count == name.end ? UInt8(ascii: "/") : 0
      }
      names.sort { left, right in
        let shared = min(left.end - left.start, right.end - right.start)
        let order = memcmp(base + left.start, base + right.start, shared)
        if order != 0 { return order < 0 }
        return byteAfter(left, shared) < byteAfter(right, shared)
      }
    }
  }

  private mutating func identify(_ index: Int, in descriptor: Int32, wants: (UnsafeBufferPointer<UInt8>) -> Bool) {
    let name = names[index]
    guard withName(name, wants) else { return }
    names[index].isWanted = true
    var status = stat()
    let found = bytes.withUnsafeBytes { raw in
      guard let base = raw.baseAddress else { return false }
      let pointer = (base + name.start).assumingMemoryBound(to: CChar.self)
      return fstatat(descriptor, pointer, &status, AT_SYMLINK_NOFOLLOW) == 0
    }
    if found { names[index].identity = FileIdentity(status) }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether the bytes are exactly those of `text`.
  func matches(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount, let baseAddress else { return false }
    return memcmp(baseAddress, text.utf8Start, count) == 0
  }

  func hasSuffix(_ suffix: [UInt8]) -> Bool {
    count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
  }
}
