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
