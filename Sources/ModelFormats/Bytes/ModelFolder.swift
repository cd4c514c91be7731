// Folders that a model is saved into: MLflow's, whose `MLmodel` says which file in it is the model.

/// A folder as MLflow writes it.
enum ModelFolder {
  /// The file that names the others.
  static let index = "MLmodel"
  /// Its keys that name a model file, the plainest first; a loader's parameters may name the same file again.
  private static let keys = ["pickled_model", "data", "model_path"]

  /// The path of the model in the folder, below it; nil where the index names none.
  ///
  /// What is looked for are plain lines of YAML, `key: value`, in whichever flavour they stand; a value that would lead out of
  /// the folder is none.
  static func model(namedBy index: String) -> String? {
    let pairs = index.split(whereSeparator: \.isNewline).compactMap { line -> (String, String)? in
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { return nil }
      let value = parts[1].trimming().trimming { $0 == "\"" || $0 == "'" }
      return (String(parts[0].trimming()), String(value))
    }
    for key in keys {
      for (name, value) in pairs where name == key {
        let steps = value.split(separator: "/", omittingEmptySubsequences: false)
        guard !value.isEmpty, value.utf8.count < 1000, steps.allSatisfy({ !$0.isEmpty && $0 != ".." && $0 != "." })
        else { continue }
        return value
      }
    }
    return nil
  }
}

extension Substring {
  fileprivate func trimming(_ isLeftOut: (Character) -> Bool = { $0 == " " || $0 == "\t" }) -> Substring {
    var part = self
    while let first = part.first, isLeftOut(first) { part.removeFirst() }
    while let last = part.last, isLeftOut(last) { part.removeLast() }
    return part
  }
}
