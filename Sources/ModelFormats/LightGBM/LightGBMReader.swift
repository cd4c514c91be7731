// Model files of LightGBM's own.

package import ModelCore

/// Reads models in LightGBM's text format, versions 2 to 4, and its dumps in JSON.
package enum LightGBMReader {
  /// Throws a `ModelRefusal` for what cannot be represented faithfully, a `FormatError` for what is broken.
  package static func read(_ file: ModelFile) throws -> ModelReading {
    let bytes = file.source.bytes
    switch file.kind {
    case .lightGBM: return reading(file, try model(LightGBMTextReader.read(bytes)))
    case .lightGBMJSON: return reading(file, try model(LightGBMDumpReader.read(bytes)))
    default: throw FormatError(.unsupported, file.kind.rawValue, "It is no model of LightGBM's.")
    }
  }

  private static func reading(_ file: ModelFile, _ model: PredictiveModel) -> ModelReading {
    ModelReading(model: model, kind: file.kind, compression: file.compression)
  }

  private static func model(_ model: LightGBMModel) throws -> PredictiveModel {
    let reader = LightGBMEstimator(model, at: "Booster")
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
    ModelOrigin(library: "lightgbm", version: model.format.map { "(format \($0))" })
  }
}
