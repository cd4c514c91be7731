// The few system calls the room needs, and what can go wrong with a path, as values.

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// What tells one state of one file from another without reading it.
package struct FileIdentity: Hashable, Sendable {
  package var device: UInt64
  package var inode: UInt64
  package var size: Int64
  /// Nanoseconds since 1970.
  package var modified: Int64
  /// When the file or what the system knows of it changed last; unlike `modified`, no program can set it back.
  package var changed: Int64

  package init(device: UInt64, inode: UInt64, size: Int64, modified: Int64, changed: Int64 = 0) {
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  init(_ status: stat) {
    #if canImport(Darwin)
      let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (modified, changed) = (status.st_mtim, status.st_ctim)
    #endif
    self.init(
      device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(truncatingIfNeeded: status.st_ino),
      size: Int64(status.st_size), modified: Self.nanoseconds(modified), changed: Self.nanoseconds(changed))
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}

/// Why a path was not taken or not read: a word for programs, and one sentence for people.
package struct PathProblem: Error, Hashable, Sendable {
  package enum Code: String, Sendable {
    case notFound = "not-found"
    case notPermitted = "not-permitted"
    case notRegular = "not-a-regular-file"
    case tooLarge = "too-large"
    case danglingLink = "dangling-link"
    case linkLoop = "link-loop"
    case outsideLink = "link-leads-outside"
    case nameNotUTF8 = "name-not-utf8"
    case tooDeep = "too-deep"
    case failed = "failed"
  }

  package var path: String
  package var code: Code
  package var message: String

  package init(path: String, code: Code, message: String) {
    self.path = path
    self.code = code
    self.message = message
  }

  /// What the system's error number says about `path`.
  init(path: String, errorNumber: Int32) {
    switch errorNumber {
    case ENOENT, ENOTDIR:
      self.init(path: path, code: .notFound, message: "There is no such file or folder.")
    case EACCES, EPERM:
      self.init(path: path, code: .notPermitted, message: "It may not be read with the permissions at hand.")
    case ELOOP:
      self.init(path: path, code: .linkLoop, message: "Its symbolic links lead in a circle.")
    case ENAMETOOLONG:
      self.init(path: path, code: .tooDeep, message: "Its path is longer than the system allows.")
    default:
      self.init(path: path, code: .failed, message: "It cannot be read (system error \(errorNumber)).")
    }
  }
}

/// What a path leads to, as far as walking cares.
enum PathKind {
  case file, folder, link, other

  init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .folder
    case S_IFLNK: self = .link
    default: self = .other
    }
  }
}

/// The status of `path`, its last link followed or not; nil with `errno` set where there is none.
func fileStatus(_ path: String, followingLinks: Bool = true) -> stat? {
  var status = stat()
  let result = followingLinks ? stat(path, &status) : lstat(path, &status)
  return result == 0 ? status : nil
}

/// What `path` leads to, links followed; nil where it leads nowhere.
func pathKind(_ path: String) -> PathKind? { fileStatus(path).map { PathKind(mode: $0.st_mode) } }

/// The absolute path without links, `.` or `..`; nil where there is no such thing.
package func resolvedPath(_ path: String) -> String? {
  guard let resolved = realpath(path, nil) else { return nil }
  defer { free(resolved) }
  return String(validatingCString: resolved)
}

/// The folder a path stands in, by its text alone; the root folder stands in itself.
package func parentFolder(_ path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The part of a path after its last slash.
package func lastComponent(_ path: String) -> String {
  guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
  return String(path[path.utf8.index(after: slash)...])
}

/// `name` inside `folder`; an absolute name stands for itself.
package func joinedPath(_ folder: String, _ name: String) -> String {
  if name.utf8.first == UInt8(ascii: "/") || folder.isEmpty || folder == "." { return name }
  return folder.utf8.last == UInt8(ascii: "/") ? folder + name : folder + "/" + name
}
