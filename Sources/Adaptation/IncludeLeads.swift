// Which files get the library from headers of the project.

import SourceModel

/// The files that matter to a run: those that mention the library, and those that include one of the project that does, through
/// however many others.
///
/// `main.cpp` may say `engine->destroy()` and never name the library: `detector.h` does.
struct IncludeLeads: Sendable {
  /// What one file shows of itself.
  struct Look: Sendable {
    var mentions: Bool
    /// What it includes, as it is written.
    var included: [String]
  }
  private(set) var paths: Set<String> = []

  init(_ looks: [(path: String, look: Look)]) {
    // An include leads to every file whose path ends like it: which folders are looked through is not known for certain.
    var byName: [Substring: [(path: String, includer: String)]] = [:]
    for (path, look) in looks {
      for written in look.included {
        let parts = written.split(separator: "/").filter { $0 != "." && $0 != ".." }
        guard let name = parts.last else { continue }
        byName[name, default: []].append((parts.joined(separator: "/"), path))
      }
    }
    var reached = looks.filter(\.look.mentions).map(\.path)
    paths = Set(reached)
    while let path = reached.popLast() {
      guard let name = path.split(separator: "/").last else { continue }
      for (written, includer) in byName[name] ?? []
      where (path == written || path.hasSuffix("/" + written)) && paths.insert(includer).inserted {
        reached.append(includer)
      }
    }
  }
}
