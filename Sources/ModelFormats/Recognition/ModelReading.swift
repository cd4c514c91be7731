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
  /// Throws a `ModelRefusal` for what cannot be represented faithfully, a `FormatError` for what is broken.
  package static func read(_ file: ModelFile) throws -> ModelReading? {
    switch file.kind {
    case .pickle, .joblib, .joblibZ: try ScikitLearnReader.read(file)
    case .lightGBM, .lightGBMJSON: try LightGBMReader.read(file)
    default: nil
    }
  }
}
