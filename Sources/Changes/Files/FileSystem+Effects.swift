// The effects on the disk, one system call each.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension FileSystem {
  func makeFolder(_ path: String) throws(ChangeError) {
    try effect(.makeFolder(path), "make the folder", path) { mkdir(path, 0o777) }
  }

  func rename(_ old: String, to new: String) throws(ChangeError) {
    try effect(.rename(old, new), "replace", new) { Platform.rename(old, new) }
  }

  func remove(_ path: String) throws(ChangeError) {
    try effect(.remove(path), "remove", path) { unlink(path) }
  }

  func removeFolder(_ path: String) throws(ChangeError) {
    try effect(.removeFolder(path), "remove the folder", path) { rmdir(path) }
  }

  /// Who may do what with a new file.
  enum Access {
    /// What the user's mask leaves of a mode, as for any file a program makes.
    case masked(mode_t)
    case exactly(mode_t)
    /// The mode and, as far as allowed, the owner of another file.
    case like(Stamp)
  }

  /// A new file of these portions, on the disk when this returns.
  func create(_ path: String, _ portions: [ContiguousArray<UInt8>], _ access: Access) throws(ChangeError) {
    if let number = before(.create(path)) { throw ChangeError(number, to: "write", path) }
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW
    // Nobody else may read it before it has the mode it is meant to have.
    let first: mode_t = if case .masked(let mode) = access { mode } else { 0o600 }
    let descriptor = Self.retrying { open(path, flags, first) }
    guard descriptor >= 0 else { throw ChangeError(errno, to: "write", path) }
    defer { close(descriptor) }
    for portion in portions { try write(portion, to: descriptor, path) }
    switch access {
    case .masked: break
    case .exactly(let mode): try setMode(of: descriptor, mode, path)
    case .like(let stamp):
      try setOwner(of: descriptor, stamp, path)
      try setMode(of: descriptor, stamp.mode, path)
    }
    try synchronize(descriptor, path)
  }

  private func setMode(of descriptor: CInt, _ mode: mode_t, _ path: String) throws(ChangeError) {
    try effect(.setMode(path), "set the mode of", path) { fchmod(descriptor, mode) }
  }

  private func write(_ bytes: ContiguousArray<UInt8>, to descriptor: CInt, _ path: String) throws(ChangeError) {
    var offset = 0
    while offset < bytes.count {
      if let number = before(.write(path)) { throw ChangeError(number, to: "write", path) }
      let count = bytes.withUnsafeBytes { memory in
        let rest = UnsafeRawBufferPointer(rebasing: memory[offset...].prefix(largestWrite))
        return Self.retrying { Int(Platform.write(descriptor, rest.baseAddress, rest.count)) }
      }
      guard count > 0 else { throw ChangeError(count == 0 ? EIO : errno, to: "write", path) }
      offset += count
    }
  }

  /// Only the superuser may give a file away; for others it becomes theirs, as with any editor.
  private func setOwner(of descriptor: CInt, _ like: Stamp, _ path: String) throws(ChangeError) {
    guard like.owner != geteuid() || like.group != getegid() else { return }
    if let number = before(.setOwner(path)) { throw ChangeError(number, to: "write", path) }
    if fchown(descriptor, like.owner, like.group) != 0 { _ = fchown(descriptor, uid_t.max, like.group) }
  }

  private func synchronize(_ descriptor: CInt, _ path: String) throws(ChangeError) {
    try effect(.synchronize(path), "write", path) { Platform.synchronize(descriptor) }
  }

  /// Makes what was renamed, made or removed in a folder last.
  func synchronizeFolder(_ path: String) throws(ChangeError) {
    let descriptor = Self.retrying { open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY) }
    guard descriptor >= 0 else { throw ChangeError(errno, to: "write to the folder", path) }
    defer { close(descriptor) }
    if let number = before(.synchronize(path)) { throw ChangeError(number, to: "write to the folder", path) }
    // Some file systems (network, FUSE) cannot synchronise a folder and say EINVAL; they do it by themselves or never.
    guard Self.retrying({ Platform.synchronize(descriptor) }) >= 0 || errno == EINVAL || errno == ENOTSUP else {
      throw ChangeError(errno, to: "write to the folder", path)
    }
  }
}
