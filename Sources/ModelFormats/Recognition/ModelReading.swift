// What reading a model file gives, whatever its format.

package import ModelCore

/// A model that was read, and what a person asks about the file it came from.
package struct ModelReading: Sendable {
  package var model: PredictiveModel
  /// The file's format, its compression aside.
  package var kind: ModelFileKind
  package var compression: Compression?

  package init(model: PredictiveModel, kind: ModelFileKind, compression: Compression? = nil) {
    self.model = model
    self.kind = kind
    self.compression = compression
  }
}

extension ModelReading {
  /// The model in a file of any format that is read into the estimator dialect; nil for the others.
  ///
  /// A pickle may hold several models, or one among other things: `selecting` says which is meant.
  /// Throws a `ModelRefusal` for what cannot be represented faithfully, a `FormatError` for what is broken.
  package static func read(_ file: ModelFile, selecting: ModelSelection = .whole) throws -> ModelReading? {
    switch file.kind {
    case .pickle, .joblib, .joblibZ: try ScikitLearnReader.read(file, selecting: selecting)
    case .lightGBM, .lightGBMJSON: try LightGBMReader.read(file)
    case .xgboostBinary, .xgboostJSON, .xgboostUBJSON: try XGBoostReader.read(file)
    case .catBoost, .catBoostJSON: try CatBoostReader.read(file)
    default: nil
    }
  }
}
