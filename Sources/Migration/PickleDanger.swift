// Pickles that would do harm if they were loaded the usual way.

import ModelFormats

/// A file with a pickle that names something which could run a program, read or write files, or reach the network.
package struct PickleDanger: Hashable, Sendable {
  /// Relative to the project's root.
  package var path: String
  /// What it names, called or handed to something that calls it, in the order of the names.
  package var names: [String]

  /// Nil for a file without pickles, or whose pickles name nothing dangerous.
  init?(_ file: ModelFile, at path: String) {
    names = PickleNames.dangerous(in: file)
    guard !names.isEmpty else { return nil }
    self.path = path
  }
}
