// System calls under names that Swift's own members do not hide, and where the systems differ.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

enum Platform {
  #if canImport(Glibc)
    static func read(_ file: CInt, _ into: UnsafeMutableRawPointer?, _ count: Int) -> Int {
      Glibc.read(file, into, count)
    }
    static func write(_ file: CInt, _ from: UnsafeRawPointer?, _ count: Int) -> Int { Glibc.write(file, from, count) }
    static func rename(_ old: String, _ new: String) -> CInt { Glibc.rename(old, new) }
    static func synchronize(_ file: CInt) -> CInt { fsync(file) }
    static func modified(_ status: stat) -> timespec { status.st_mtim }
  #elseif canImport(Darwin)
    static func read(_ file: CInt, _ into: UnsafeMutableRawPointer?, _ count: Int) -> Int {
      Darwin.read(file, into, count)
    }
    static func write(_ file: CInt, _ from: UnsafeRawPointer?, _ count: Int) -> Int { Darwin.write(file, from, count) }
    static func rename(_ old: String, _ new: String) -> CInt { Darwin.rename(old, new) }
    /// On macOS `fsync` leaves the bytes in the drive's cache; where the drive has no such command, it must do.
    static func synchronize(_ file: CInt) -> CInt { fcntl(file, F_FULLFSYNC) >= 0 ? 0 : fsync(file) }
    static func modified(_ status: stat) -> timespec { status.st_mtimespec }
  #endif
}

extension FileSystem.Stamp {
  init(_ status: stat) {
    switch status.st_mode & S_IFMT {
    case S_IFREG: kind = .file
    case S_IFDIR: kind = .folder
    case S_IFLNK: kind = .link
    default: kind = .other
    }
    mode = status.st_mode & 0o7777
    (owner, group) = (status.st_uid, status.st_gid)
    device = UInt64(truncatingIfNeeded: status.st_dev)
    inode = UInt64(truncatingIfNeeded: status.st_ino)
    size = Int64(status.st_size)
    let modified = Platform.modified(status)
    (seconds, nanoseconds) = (Int64(modified.tv_sec), Int64(modified.tv_nsec))
  }
}
