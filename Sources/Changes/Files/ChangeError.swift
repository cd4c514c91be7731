// Why a change could not be made, as a value.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// One reason why files were not changed: what, where, and what to do about it.
package struct ChangeError: Error, Hashable, Sendable {
  package enum Code: String, Sendable {
    /// The file does not hold the bytes the change was made from.
    case changedSince = "changed-since"
    case vanished
    case alreadyExists = "already-exists"
    case readOnly = "read-only"
    case unreadable
    case diskFull = "disk-full"
    case outsideRoot = "outside-root"
    case notAFile = "not-a-file"
    /// Two changes in one set fall on one file.
    case changedTwice = "changed-twice"
    /// Another run holds the project.
    case busy
    case nothingToUndo = "nothing-to-undo"
    case noSuchEntry = "no-such-entry"
    case damagedJournal = "damaged-journal"
    /// Any other answer of the operating system.
    case system
  }

  package var code: Code
  /// One sentence: what, where, what to do.
  package var message: String
  /// The file or folder it is about, relative to the project's root where it lies inside.
  package var path: String

  package init(_ code: Code, _ path: String, _ message: String) {
    self.code = code
    self.path = path
    self.message = message
  }
}

extension ChangeError: CustomStringConvertible {
  package var description: String { message }
}

extension ChangeError {
  /// What the operating system answered (`number` is an `errno`) when asked to `verb` what stands at `path`.
  init(_ number: CInt, to verb: String, _ path: String) {
    switch number {
    case ENOENT, ENOTDIR:
      self.init(.vanished, path, "Could not \(verb) \(path): it is no longer there; run again.")
    case EACCES, EPERM:
      self.init(.unreadable, path, "Could not \(verb) \(path): permission denied; check its mode and its folder's.")
    case EROFS:
      self.init(.readOnly, path, "Could not \(verb) \(path): the file system is read-only.")
    case ENOSPC, EDQUOT:
      self.init(.diskFull, path, "Could not \(verb) \(path): the disk is full; make room and run again.")
    case EFBIG:
      self.init(.diskFull, path, "Could not \(verb) \(path): it is larger than files may be here; see `ulimit -f`.")
    case ELOOP:
      self.init(.notAFile, path, "Could not \(verb) \(path): its symbolic links lead in a circle.")
    case EEXIST:
      self.init(.alreadyExists, path, "Could not \(verb) \(path): something of that name is already there.")
    default:
      self.init(.system, path, "Could not \(verb) \(path): \(String(cString: strerror(number))) (\(number)).")
    }
  }
}
