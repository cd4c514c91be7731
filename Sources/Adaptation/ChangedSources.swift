// Which sources of a project change, as far as other files have to follow.

import Projects
import RuleModel

/// The sources that change, and what changes them.
struct ChangedSources: Hashable, Sendable {
  /// In the order of the reports.
  var paths: [String]
  /// Those that rules of a library change which comes with the system, by the library's name.
  var bySystemLibrary: [String: [String]]

  init(paths: [String], bySystemLibrary: [String: [String]]) {
    (self.paths, self.bySystemLibrary) = (paths, bySystemLibrary)
  }

  init(_ reports: [FileReport], of libraries: [Library]) {
    let changed = reports.filter(\.changes)
    paths = changed.map(\.path)
    bySystemLibrary = [:]
    for library in libraries where library.comesWithSystem {
      let prefix = library.name + "/"
      let moved = changed.filter { report in
        report.findings.contains { $0.isApplied && $0.rule.hasPrefix(prefix) }
      }
      if !moved.isEmpty { bySystemLibrary[library.name] = moved.map(\.path) }
    }
  }
}

extension ChangedSources {
  func write(to bytes: inout ByteWriter) {
    bytes.write(paths)
    bytes.write(bySystemLibrary.count)
    for (library, paths) in bySystemLibrary.sorted(by: { $0.key < $1.key }) {
      bytes.write(library)
      bytes.write(paths)
    }
  }

  init?(from bytes: inout ByteReader) {
    guard let paths = bytes.readStrings(), let count = bytes.readCount() else { return nil }
    self.init(paths: paths, bySystemLibrary: [:])
    for _ in 0..<count {
      guard let library = bytes.readString(), let paths = bytes.readStrings() else { return nil }
      bySystemLibrary[library] = paths
    }
  }
}

extension Library {
  /// Whether no package brings it, so that the platforms alone say which release there is.
  var comesWithSystem: Bool { distributions.isEmpty }
}
