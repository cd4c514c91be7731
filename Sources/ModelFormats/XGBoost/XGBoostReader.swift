// Model files of XGBoost's own.

package import ModelCore

/// Reads models in XGBoost's binary, JSON and UBJSON formats.
package enum XGBoostReader {
  package static func read(_ file: ModelFile) throws -> ModelReading {
    let contents: BoosterContents
    let bytes = file.source.bytes
    switch file.kind {
    case .xgboostBinary: contents = try BoosterBinary.read(bytes)
    case .xgboostJSON: contents = try BoosterDocument.read(try JSONReader.read(bytes))
    case .xgboostUBJSON: contents = try BoosterDocument.read(try UBJSONReader.read(bytes))
    default: throw FormatError(.unsupported, file.kind.rawValue, "It is no model of XGBoost's.")
    }
    return ModelReading(model: try model(contents), kind: file.kind, compression: file.compression)
  }

  /// Throws a `ModelRefusal` for what cannot be represented faithfully, a `FormatError` for what is broken.
  private static func model(_ contents: BoosterContents) throws -> PredictiveModel {
    var reader = try BoosterEstimator(contents, at: "Booster")
    reader.remarkOnDroppedTrees(isDropping: nil)
    let wrapper = try WrapperNote(contents.attributes["scikit_learn"])
    if let best = contents.attributes["best_iteration"].flatMap({ Int($0) }), (0..<(1 << 24)).contains(best) {
      if wrapper == nil { reader.remarkOnBestIteration(best) } else { reader.keep(iterations: best + 1) }
    }
    let estimator = try wrapper?.labels.map { try reader.classifier(labels: $0) } ?? reader.booster()
    return PredictiveModel(
      inputs: reader.inputs, estimator: estimator, origin: reader.origin, remarks: reader.remarks)
  }

  /// What a pickle's booster holds: any of the formats, by its beginning.
  static func contents(_ bytes: Bytes, beyond: Int) throws -> BoosterContents {
    guard !bytes.isEmpty, bytes[0] == UInt8(ascii: "{") else { return try BoosterBinary.read(bytes, beyond: beyond) }
    var place = 1
    while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
    let isText = place < bytes.count && bytes[place] == UInt8(ascii: "\"")
    return try BoosterDocument.read(
      isText ? try JSONReader.read(bytes, beyond: beyond) : try UBJSONReader.read(bytes, beyond: beyond))
  }
}

/// What `XGBClassifier.save_model` of releases up to 2.0 notes in the file: JSON in an attribute.
struct WrapperNote {
  /// The classes of a classifier; nil for others, and where they are 0, 1, ….
  let labels: [Label]?

  /// Nil where there is no note.
  init?(_ text: String?) throws(FormatError) {
    guard let text else { return nil }
    let note = try JSONReader.read(Bytes(ContiguousArray(text.utf8)), beyond: 8 << 20).root
    let encoder = note["_le"]?["classes_"] ?? note["classes_"]
    labels = encoder.flatMap { Self.labels($0) }
  }

  private static func labels(_ value: DocumentValue) -> [Label]? {
    guard value.count > 0 else { return nil }
    if let numbers = value.integers() { return numbers.map { .integer(Int($0)) } }
    if let numbers = value.doubles() { return numbers.map { .number($0) } }
    let texts = value.elements.compactMap(\.text)
    return texts.count == value.count ? texts.map { .string($0) } : nil
  }
}
