// Functions that came to wait or fail from one state of a project to the next.

import Semantics
import SourceModel

/// Their names, by the modules that they are of.
struct ChangedCallees {
  private var byModule: [String: Set<String>] = [:]

  init(from old: ProjectIndex, to new: ProjectIndex) {
    for (path, function) in new.waiting where old.waiting[path] != function { add(path) }
    for path in old.waiting.keys where new.waiting[path] == nil { add(path) }
  }

  private mutating func add(_ path: String) {
    byModule[path.firstDottedPart, default: []].insert(path.lastDottedPart)
  }

  var isEmpty: Bool { byModule.isEmpty }

  /// Those that a file sees by what it imports: `Module.*`, its own module included.
  func seen(from imports: [String]) -> Words {
    var names: Set<String> = []
    for module in imports where module.hasSuffix(".*") {
      if let found = byModule[String(module.dropLast(2))] { names.formUnion(found) }
    }
    return Words(names)
  }

  /// Names to look for in a text.
  struct Words {
    private let names: Set<String>

    fileprivate init(_ names: Set<String>) { self.names = names }

    var isEmpty: Bool { names.isEmpty }

    /// Whether one of them stands in a text as a word, wherever that is.
    func isMentioned(in bytes: ContiguousArray<UInt8>) -> Bool {
      guard !names.isEmpty else { return false }
      let wanted = NameSet(names)
      var at = 0
      while at < bytes.count {
        guard Self.isNamePart(bytes[at]) else {
          at += 1
          continue
        }
        let start = at
        while at < bytes.count, Self.isNamePart(bytes[at]) { at += 1 }
        if wanted.find(bytes, UInt32(start), UInt32(at)) != NameSet.absent { return true }
      }
      return false
    }

    private static func isNamePart(_ byte: UInt8) -> Bool {
      byte >= 0x80 || byte == 0x5F || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
    }
  }
}
