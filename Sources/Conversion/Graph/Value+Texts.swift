// Strings as places in a list that is known.

internal import ModelCore

extension Value {
  /// Integers of the same shape: the place of each string among texts, −1 for others.
  func places(among texts: [String]) -> Value {
    // Only the first of equals counts, and a NUL cannot be met.
    var seen: Set<[UInt8]> = []
    let known = texts.enumerated().filter { !$1.utf8.contains(0) && seen.insert(Array($1.utf8)).inserted }
    let keys = known.map(\.element)
    let places = known.map { Int64($0.offset) }
    if keys.isEmpty { return builder.apply("LabelEncoder", [self], domain: "ai.onnx.ml", [], type: .int64) }
    if builder.target.learningOpset >= 2 {
      return builder.apply(
        "LabelEncoder", [self], domain: "ai.onnx.ml",
        [
          Attribute("keys_strings", .strings(keys)), Attribute("values_int64s", .integers(places)),
          Attribute("default_int64", .integer(-1)),
        ], type: .int64)
    }
    let dense = builder.apply(
      "LabelEncoder", [self], domain: "ai.onnx.ml",
      [Attribute("classes_strings", .strings(keys)), Attribute("default_int64", .integer(-1))], type: .int64)
    // The first version counts its keys; behind the last place stands what an unknown key gets.
    return dense.looked(up: Tensor(places + [-1], shape: [places.count + 1]))
  }

  /// What stands at each place of a list; its last entry for places below 0.
  func looked(up table: Tensor) -> Value {
    let behind = builder.scalar(Double((table.shape.first ?? 1) - 1), as: .int64)
    return builder.constant(table).gathered(builder.where(self < 0, behind, self), axis: 0)
  }
}
