// Model files of CatBoost's own.

internal import ModelCore

/// Reads models in CatBoost's binary format and in JSON: trees over numbers, symmetric or not.
package enum CatBoostReader {
  /// Throws a `ModelRefusal` for what cannot be represented faithfully, a `FormatError` for what is broken.
  package static func read(_ file: ModelFile) throws -> ModelReading {
    let model: CatBoostModel
    switch file.kind {
    case .catBoost: model = try CatBoostBinary.read(file.source.bytes)
    case .catBoostJSON: model = try CatBoostDocument.read(try JSONReader.read(file.source.bytes).root)
    default: throw FormatError(.unsupported, file.kind.rawValue, "It is no model of CatBoost's.")
    }
    let reader = try CatBoostEstimator(model, at: "CatBoost")
    let estimator = try reader.own()
    let names = reader.columnNames
    let kinds = ColumnNeed.kinds(estimator, count: model.columnCount)
    let inputs = (0..<model.columnCount).map { place in
      InputColumn(name: names?[place] ?? "x\(place)", isNamed: names != nil, kind: kinds[place])
    }
    return ModelReading(
      model: PredictiveModel(
        inputs: inputs, estimator: estimator, origin: reader.origin, remarks: reader.remarks),
      kind: file.kind, compression: file.compression)
  }
}
