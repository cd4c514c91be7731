// Pickles that would do harm if they were loaded the usual way.

import ModelFormats

/// A pickle that names something which could run a program, read or write files, or reach the network.
package struct PickleDanger: Hashable, Sendable {
  /// Relative to the project's root.
  package var path: String
  /// What it names, called or handed to something that calls it, in the order of the names.
  package var names: [String]

  /// Nil for a file that is no pickle, or names nothing dangerous.
  init?(_ file: ModelFile, at path: String) {
    guard [.pickle, .joblib, .joblibZ, .torchLegacy].contains(file.kind), let pickle = try? Pickle.read(file.source)
    else { return nil }
    names = Set(pickle.wanted.filter { $0.meaning == .dangerous }.map(\.global.path)).sorted()
    guard !names.isEmpty else { return nil }
    self.path = path
  }
}
