// Which texts of files are looked at for what they say, and which to see whether they compile.

import SourceModel
import Synchronization

/// The first text of each file that was asked about.
///
/// It is read to learn what its names mean, for which the compiler need not make anything of templates: a sixth of its time, and
/// more with compiled headers. Any other text of the file is one that rules made of it, where every complaint counts.
final class FirstLooks: Sendable {
  private let texts = Mutex<[String: Int]>([:])

  func isFirst(_ bytes: ContiguousArray<UInt8>, of path: String) -> Bool {
    let hash = bytes.hashValue
    return texts.withLock { texts in
      if let first = texts[path] { return first == hash }
      texts[path] = hash
      return true
    }
  }
}
