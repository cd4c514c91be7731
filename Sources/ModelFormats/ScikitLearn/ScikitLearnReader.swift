// From a pickle with a fitted estimator to the estimator dialect.

package import ModelCore

/// Reads models of scikit-learn 0.17 to 1.9 out of pickles.
package enum ScikitLearnReader {
  /// Whether the pickle's root is an estimator that this reads.
  package static func canRead(_ pickle: Pickle) -> Bool {
    guard let type = pickle.root.object?.type else { return false }
    return EstimatorCatalogue.isKnown(type)
  }

  /// A file that holds a pickle, joblib's ways of writing included.
  package static func read(_ file: ModelFile, selecting: ModelSelection = .whole) throws -> ModelReading {
    guard [.pickle, .joblib, .joblibZ].contains(file.kind) else {
      throw FormatError(.unsupported, file.kind.rawValue, "It is no pickle.")
    }
    let pickle = try Pickle.read(file.source)
    let kind: ModelFileKind = file.kind == .pickle && pickle.isJoblib ? .joblib : file.kind
    return ModelReading(model: try read(pickle, selecting: selecting), kind: kind, compression: file.compression)
  }

  /// Throws a `ModelRefusal` for what cannot be represented faithfully, a `FormatError` for what is broken.
  ///
  /// - Parameter leavesRest: Whether what the file holds beside the model stays behind, which is told.
  package static func read(
    _ pickle: Pickle, selecting: ModelSelection = .whole, leavesRest: Bool = true
  ) throws -> PredictiveModel {
    let chosen = try root(of: pickle, selecting)
    let (version, text) = writer(of: pickle, chosen.value)
    let context = ScikitLearnContext(version: version, arena: pickle.arena)
    let root = try FittedEstimator(chosen.value, in: context, at: "", depth: 0)
    if leavesRest, let remark = remark(chosen, in: pickle) { context.remarks.append(remark) }
    if let text, version < .oldest || version > .newest { remark(text, on: root) }
    let estimator = try EstimatorCatalogue.estimator(root)
    let count = try InputShape.columnCount(root, estimator)
    let inputs = InputShape.columns(root, estimator, count: count)
    let library = root.type.module.hasPrefix("sklearn") ? "scikit-learn" : String(root.type.module.prefix { $0 != "." })
    let origin =
      try LightGBMObjects.origin(of: root) ?? BoosterObjects.origin(of: root)
      ?? CatBoostObjects.origin(of: root)
      ?? ModelOrigin(
        library: library, version: text ?? (library == "scikit-learn" ? "0.17" : nil), isInferred: text == nil)
    var model = PredictiveModel(inputs: inputs, estimator: estimator, origin: origin, remarks: context.remarks)
    model.takesDictionaries = try DictionaryColumns.areRows(of: root)
    return model
  }

  private static func remark(_ version: String, on root: FittedEstimator) {
    root.remark(
      .bounded, "_sklearn_version",
      "It was written by scikit-learn \(version); what is known are releases \(ScikitLearnVersion.oldest.text) to \(ScikitLearnVersion.newest.text), and it is read as the nearest of them."
    )
  }

  /// `_sklearn_version` is there since 0.18, in estimators of scikit-learn's own. One model may hold several; the
  /// newest wrote the file.
  private static func writer(of pickle: Pickle, _ root: PickleValue) -> (ScikitLearnVersion, String?) {
    if let text = root.object?["_sklearn_version"]?.text, let version = ScikitLearnVersion(text) {
      return (version, text)
    }
    var found: (ScikitLearnVersion, String)?
    for object in pickle.objects(where: { $0.module.hasPrefix("sklearn.") }) {
      guard let text = object["_sklearn_version"]?.text, let version = ScikitLearnVersion(text) else { continue }
      if found.map({ $0.0 < version }) ?? true { found = (version, text) }
    }
    return found.map { ($0.0, $0.1) } ?? (.oldest, nil)
  }
}
