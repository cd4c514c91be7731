// The operating system's files, as this room uses them: every effect a step of its own.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The files of the machine. Every effect on the disk goes through here and is announced before it happens, so that a
/// test can make the n-th fail, or die there.
package struct FileSystem: Sendable {
  /// One system call that changes the disk, or makes a change last.
  package enum Effect: Hashable, Sendable {
    case makeFolder(String)
    case create(String)
    case write(String)
    case setOwner(String)
    case setMode(String)
    case synchronize(String)
    case rename(String, String)
    case remove(String)
    case removeFolder(String)
  }

  /// What a file was when it was looked at: enough to tell whether it was touched since.
  struct Stamp: Hashable, Sendable {
    enum Kind: Sendable { case file, folder, link, other }
    var kind: Kind
    var mode: mode_t
    var owner: uid_t
    var group: gid_t
    var device: UInt64
    var inode: UInt64
    var size: Int64
    var seconds: Int64
    var nanoseconds: Int64

    /// Whether someone may write it. The superuser may write everything, yet means a read-only file to stay as it is.
    var isWritable: Bool { mode & 0o222 != 0 }
    var isExecutable: Bool { mode & 0o100 != 0 }
  }

  /// Called before each effect; an answer is the error number it fails with.
  let before: @Sendable (Effect) -> CInt?
  /// How many bytes one write takes at most.
  let largestWrite: Int

  package init(largestWrite: Int = 1 << 30, before: @escaping @Sendable (Effect) -> CInt? = { _ in nil }) {
    self.before = before
    self.largestWrite = largestWrite
  }

  /// Runs one call until no signal cuts it short.
  static func retrying<Answer: FixedWidthInteger>(_ call: () -> Answer) -> Answer {
    while true {
      let answer = call()
      if answer >= 0 || errno != EINTR { return answer }
    }
  }

  func effect(_ effect: Effect, _ verb: String, _ path: String, _ call: () -> CInt) throws(ChangeError) {
    if let number = before(effect) { throw ChangeError(number, to: verb, path) }
    guard Self.retrying(call) >= 0 else { throw ChangeError(errno, to: verb, path) }
  }
}

extension FileSystem {
  /// What stands at `path`, links not followed; nothing where nothing is.
  func stamp(_ path: String) throws(ChangeError) -> Stamp? {
    var status = stat()
    guard lstat(path, &status) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw ChangeError(errno, to: "look at", path)
    }
    return Stamp(status)
  }

  /// The path with every link on it followed.
  func realPath(_ path: String) throws(ChangeError) -> String {
    guard let real = realpath(path, nil) else { throw ChangeError(errno, to: "find", path) }
    defer { free(real) }
    return String(cString: real)
  }

  func read(_ path: String) throws(ChangeError) -> ContiguousArray<UInt8> {
    let descriptor = Self.retrying { open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
    guard descriptor >= 0 else { throw ChangeError(errno, to: "read", path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw ChangeError(errno, to: "read", path) }
    guard Stamp(status).kind == .file else {
      throw ChangeError(.notAFile, path, "\(path) is not a file; leave it out.")
    }
    var bytes: ContiguousArray<UInt8> = []
    // One byte more than the size, so that the end is met without growing.
    bytes.reserveCapacity(Int(status.st_size) + 1)
    var buffer = ContiguousArray<UInt8>(repeating: 0, count: min(Int(status.st_size) + 1, 1 << 20))
    while true {
      let count = buffer.withUnsafeMutableBytes { memory in
        Self.retrying { Int(Platform.read(descriptor, memory.baseAddress, memory.count)) }
      }
      guard count >= 0 else { throw ChangeError(errno, to: "read", path) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  /// Whether this user may write the file, or make and remove files in the folder, that stands at `path`.
  func mayWrite(_ path: String, _ stamp: Stamp) -> Bool {
    stamp.isWritable && access(path, stamp.kind == .folder ? W_OK | X_OK : W_OK) == 0
  }

  /// The names in a folder, sorted; nothing where it is not there.
  func names(in folder: String) throws(ChangeError) -> [String] {
    guard let stream = opendir(folder) else {
      if errno == ENOENT { return [] }
      throw ChangeError(errno, to: "list", folder)
    }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}
