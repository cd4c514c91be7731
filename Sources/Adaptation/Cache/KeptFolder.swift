// Folders of files that the program writes for others to read, such as declarations for a compiler.

package import SourceModel

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// A folder in the user's cache folder, named for what is in it and never changed.
package enum KeptFolder {
  /// Writes files below a folder that is then complete, whichever process is first; true if it is there.
  package static func fill(_ folder: String, with files: [(path: String, bytes: ContiguousArray<UInt8>)]) -> Bool {
    if access(folder, R_OK) == 0 { return true }
    let half = "\(folder).\(getpid())"
    for (path, bytes) in files {
      let whole = "\(half)/\(path)"
      let parent = whole.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" }
      CacheFiles.write([bytes], to: whole, folder: parent)
      guard access(whole, R_OK) == 0 else { return false }
    }
    // Another process may have been first; what it wrote is the same.
    return rename(half, folder) == 0 || access(folder, R_OK) == 0
  }
}
