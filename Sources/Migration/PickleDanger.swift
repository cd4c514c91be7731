// What a pickle would run if it were loaded the usual way.

import ModelFormats

/// A pickle that calls something which makes no object of a known library.
package struct PickleDanger: Hashable, Sendable {
  /// Relative to the project's root.
  package var path: String
  /// The globals called, in the order of their names.
  package var calls: [String]

  /// Nil for a file that is no pickle, or calls nothing foreign.
  init?(_ file: ModelFile, at path: String) {
    guard [.pickle, .joblib, .joblibZ, .torchLegacy].contains(file.kind), let pickle = try? Pickle.read(file.source)
    else { return nil }
    let calls = Set(pickle.globals.filter { $0.isCalled && Self.isForeign($0.global) }.map(\.global.path)).sorted()
    guard !calls.isEmpty else { return nil }
    self.path = path
    self.calls = calls
  }

  /// Packages whose objects a model is made of.
  private static let known: Set<String> = [
    "sklearn", "numpy", "scipy", "pandas", "joblib", "collections", "copy_reg", "copyreg", "xgboost", "lightgbm",
    "datetime",
    "decimal", "functools", "torch", "pathlib", "uuid", "array", "_codecs",
  ]

  /// Of the builtins, those that make values: `builtins.eval` runs code.
  private static let makers: Set<String> = [
    "set", "frozenset", "bytearray", "object", "slice", "complex", "range", "xrange", "dict", "list", "tuple", "int",
    "float",
    "str", "unicode", "bytes", "bool", "long",
  ]

  private static func isForeign(_ global: PickleGlobal) -> Bool {
    let root = global.module.prefix { $0 != "." }
    if root == "builtins" || root == "__builtin__" { return !makers.contains(global.name) }
    return !known.contains(String(root))
  }
}
