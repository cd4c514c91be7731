// A source file of a project, before it is read.

package import SourceModel

/// A file to look at: where it is, what it is called in the project, and what tells that it has not changed.
package struct SourceFile: Hashable, Sendable {
  /// Relative to the project's root; what reports and patches say.
  package var path: String
  /// Where to read it.
  package var location: String
  package var module: String
  package var isPackage: Bool
  package var stamp: FileStamp

  package init(path: String, location: String, module: String, isPackage: Bool, stamp: FileStamp) {
    self.path = path
    self.location = location
    self.module = module
    self.isPackage = isPackage
    self.stamp = stamp
  }
}

/// What the file system knows of a file's content without reading it.
package struct FileStamp: Hashable, Sendable {
  package var size: Int64
  /// Nanoseconds since 1970.
  package var modified: Int64
  /// The same of the last change of anything about the file; no program can set it back.
  package var changed: Int64
  package var inode: UInt64

  package init(size: Int64, modified: Int64, changed: Int64, inode: UInt64) {
    self.size = size
    self.modified = modified
    self.changed = changed
    self.inode = inode
  }
}

/// Reads a file's bytes, or says in one sentence why it cannot be read.
package typealias FileReader = @Sendable (SourceFile) -> Swift.Result<ContiguousArray<UInt8>, ReadingProblem>

/// Why a file could not be read.
package struct ReadingProblem: Error, Hashable, Sendable {
  package var message: String
  package init(_ message: String) { self.message = message }
}
