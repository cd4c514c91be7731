// The names that a project's files import, each with a number.

import Semantics
import SourceModel
import Synchronization

/// Names that files import and that may be of the project's own modules: looked at once, however many files have them.
///
/// Threads that look at files give the numbers out, so that they differ from run to run; results never do.
final class ImportNames: Sendable {
  /// What some file imports: `pkg.compat.product`, `pkg.compat.*`.
  struct Import: Sendable {
    var name: String
    /// The longest beginning that is a module, by its number; absent where there is no such module.
    var module: NameSet.ID
    /// The name after it.
    var taken: String
    /// Whether that is the end of the whole name, and the name is no module itself.
    var isMember: Bool
  }

  /// The names of the project's modules.
  let modules: NameSet
  /// The first parts of the names: what most imports of other code are told by.
  private let roots: NameSet
  private let state = Mutex(State())

  private struct State {
    var known = NameSet()
    var imports: [Import] = []
  }

  init(_ files: [SourceFile]) {
    var (modules, roots) = (NameSet(), NameSet())
    for file in files {
      _ = modules.insert(file.module)
      _ = roots.insert(file.module.firstDottedPart)
    }
    (self.modules, self.roots) = (modules, roots)
  }

  /// All that were asked about so far, by number.
  var all: [Import] { state.withLock { $0.imports } }

  /// The numbers of those names that may be the project's, in their order.
  func numbers(of names: [String]) -> [Int32] {
    let wanted = names.filter { mayHold($0) }
    guard !wanted.isEmpty else { return [] }
    return state.withLock { state in
      wanted.map { name in
        let number = state.known.insert(name)
        if Int(number) == state.imports.count { state.imports.append(split(name)) }
        return number
      }
    }
  }

  private func mayHold(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      let end = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
      return roots.find(UnsafeBufferPointer(rebasing: bytes[..<end])) != NameSet.absent
    }
  }

  /// The longest beginning of a dotted name that is a module, and the name after it.
  private func split(_ name: String) -> Import {
    var text = name
    return text.withUTF8 { bytes in
      var end = bytes.count
      while let dot = bytes[..<end].lastIndex(of: UInt8(ascii: ".")) {
        let module = modules.find(UnsafeBufferPointer(rebasing: bytes[..<dot]))
        if module != NameSet.absent {
          let rest = bytes[(dot + 1)...].prefix { $0 != UInt8(ascii: ".") }
          return Import(
            name: name, module: module, taken: String(decoding: rest, as: UTF8.self),
            isMember: rest.endIndex == bytes.endIndex && modules.find(bytes) == NameSet.absent)
        }
        end = dot
      }
      return Import(name: name, module: NameSet.absent, taken: "", isMember: false)
    }
  }
}

/// The modules of several files that imports are of (`Module.*`), by the numbers of the imports.
struct SeenModules: Sendable {
  private let byImport: [NameSet.ID]

  static let none = SeenModules()

  private init() { byImport = [] }

  /// As far as imports are numbered by now.
  init(_ names: ImportNames) { byImport = names.all.map { $0.taken == "*" ? $0.module : NameSet.absent } }

  /// The numbers of the modules that a file sees, each once, in order.
  func of(_ imports: [Int32]) -> [Int] {
    var seen: [Int] = []
    for number in imports where Int(number) < byImport.count && byImport[Int(number)] != NameSet.absent {
      seen.append(Int(byImport[Int(number)]))
    }
    seen.sort()
    return seen
  }
}
