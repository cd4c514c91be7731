// Model files of LightGBM's own.

package import ModelCore

/// Reads models in LightGBM's text format, versions 2 to 4.
package enum LightGBMReader {
  package static func read(_ file: ModelFile) throws -> ModelReading {
    guard file.kind == .lightGBM else {
      throw FormatError(.unsupported, file.kind.rawValue, "It is no model of LightGBM's.")
    }
    return ModelReading(model: try read(file.source.bytes), kind: file.kind, compression: file.compression)
  }

  /// Throws a `ModelRefusal` for what cannot be represented faithfully, a `FormatError` for what is broken.
  package static func read(_ bytes: Bytes) throws -> PredictiveModel {
    let reader = LightGBMEstimator(try LightGBMTextReader.read(bytes), at: "Booster")
    let estimator = try reader.booster()
    let names = reader.columnNames
    let count = reader.model.featureNames.count
    let kinds = ColumnNeed.kinds(estimator, count: count)
    let inputs = (0..<count).map { place in
      InputColumn(name: names?[place] ?? "x\(place)", isNamed: names != nil, kind: kinds[place])
    }
    return PredictiveModel(
      inputs: inputs, estimator: estimator, origin: origin(of: reader.model), remarks: reader.remarks)
  }

  /// The file names its format, not the release.
  static func origin(of model: LightGBMModel) -> ModelOrigin {
    ModelOrigin(library: "lightgbm", version: model.format.map { "(text format \($0))" })
  }
}
