// A model file, looked at: what it is, and its bytes once compression is undone.

/// A file whose format is known by its content.
package struct ModelFile: Sendable {
  package var source: ModelSource
  package var kind: ModelFileKind
  /// What the whole file was compressed by.
  package var compression: Compression?
  /// Bytes of the file as it is.
  package let size: Int

  /// Undoes the compression of the whole, and looks at what is inside.
  package init(_ source: ModelSource) throws(FormatError) {
    var source = source
    size = source.bytes.count
    compression = nil
    if JoblibZFile.isOne(source.bytes) {
      source.bytes = try JoblibZFile.plain(source.bytes)
      self.source = source
      compression = .zlib
      kind = .joblibZ
      return
    }
    if ModelFileKind(plain: source.bytes) == .unknown {
      (source.bytes, compression) = try Decompression.plain(source.bytes)
    }
    self.source = source
    kind = ModelFileKind(plain: source.bytes)
  }

  package init(path: String) throws(FormatError) { try self.init(ModelSource(path: path)) }
}

extension ModelFileKind {
  /// Looks at the beginning of a file that is not compressed, and at the names in a zip.
  package init(plain bytes: Bytes) {
    self =
      Self.byMagic(bytes) ?? Self.byText(bytes) ?? (Self.isProtocolBuffer(bytes) ? .onnx : nil)
      ?? Self.byBinaryShape(bytes) ?? (Self.isPickle(bytes) ? .pickle : .unknown)
  }

  private static func byMagic(_ bytes: Bytes) -> ModelFileKind? {
    if ZipArchive.isOne(bytes) { return zipKind(bytes) }
    if JoblibZFile.isOne(bytes) { return .joblibZ }
    if NumPyFile.isOne(bytes) { return .numpyArray }
    if bytes.starts(with: [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]) { return .hdf5 }
    if bytes.starts(with: "CBM1") { return .catBoost }
    if bytes.starts(with: "TFL3", at: 4) { return .tensorFlowLite }
    if bytes.starts(with: "binf") { return .xgboostBinary }
    // `PROTO 2`, `LONG1` of ten bytes: PyTorch's own magic number, in a pickle of its own.
    let torch: [UInt8] = [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19]
    if bytes.starts(with: torch) { return .torchLegacy }
    return nil
  }

  private static func zipKind(_ bytes: Bytes) -> ModelFileKind {
    guard let names = try? ZipArchive(bytes).entries.map(\.name) else { return .zip }
    func holds(_ ending: String) -> Bool { names.contains { $0 == ending || $0.hasSuffix("/" + ending) } }
    if holds("constants.pkl") && holds("data.pkl") { return .torchScript }
    if holds("data.pkl") { return .torch }
    if names.contains(where: { $0.contains("models/") && $0.hasSuffix(".json") }) && holds("archive_format") {
      return .torchExport
    }
    if names.contains("schema.json") { return .skops }
    if holds("config.json") && names.contains(where: { $0.hasSuffix("model.weights.h5") }) { return .keras }
    if !names.isEmpty && names.allSatisfy({ $0.hasSuffix(".npy") }) { return .numpyArchive }
    return .zip
  }

  // MARK: Text

  private static func byText(_ bytes: Bytes) -> ModelFileKind? {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < min(bytes.count, 4096), [0x20, 0x09, 0x0A, 0x0D].contains(bytes[start]) { start += 1 }
    if bytes.starts(with: "tree\n", at: start) || bytes.starts(with: "tree\r\n", at: start) { return .lightGBM }
    if bytes.starts(with: "tree_sizes=", at: start) || bytes.starts(with: "boosting_type", at: start) {
      return .lightGBM
    }
    guard start < bytes.count else { return nil }
    let head = bytes.suffix(from: start).part(0, count: min(8192, bytes.count - start)) ?? bytes
    if head[0] == UInt8(ascii: "<") { return contains(head, "<PMML") || contains(head, ":PMML") ? .pmml : nil }
    // A little-endian UTF-16 or a wide byte order mark: XML, perhaps; PMML's reader says.
    if bytes.starts(with: [0xFF, 0xFE, 0x3C, 0x00]) || bytes.starts(with: [0xFE, 0xFF, 0x00, 0x3C]) { return .pmml }
    if head[0] == UInt8(ascii: "{") { return jsonKind(head, bytes) }
    if isSafetensors(bytes) { return .safetensors }
    return nil
  }

  private static func jsonKind(_ head: Bytes, _ whole: Bytes) -> ModelFileKind? {
    // UBJSON: `{`, then the length of the first key as `L` (XGBoost) or another integer type.
    if head.count > 9, "LlIUi".utf8.contains(head[1]), contains(head, "learner") || contains(head, "version") {
      return .xgboostUBJSON
    }
    if contains(head, "\"oblivious_trees\"")
      || contains(head, "\"features_info\"") && contains(whole, "\"model_info\"")
    {
      return .catBoostJSON
    }
    if contains(head, "\"num_tree_per_iteration\"") && contains(whole, "\"tree_info\"") { return .lightGBMJSON }
    if contains(head, "\"learner\"") || contains(head, "\"Model\"") && contains(head, "\"Config\"") {
      return .xgboostJSON
    }
    return contains(whole.suffix(from: max(0, whole.count - 8192)), "\"version\"") && contains(whole, "\"learner\"")
      ? .xgboostJSON : nil
  }

  /// Eight bytes of length, then a JSON object of that length.
  private static func isSafetensors(_ bytes: Bytes) -> Bool {
    var reader = ByteReader(bytes, format: "safetensors")
    guard let length = try? reader.little(UInt64.self, "length"), length >= 2, length <= UInt64(max(bytes.count - 8, 0))
    else {
      return false
    }
    return bytes[8] == UInt8(ascii: "{") && (bytes[9] == UInt8(ascii: "\"") || bytes[9] == UInt8(ascii: "}"))
  }

  private static func contains(_ bytes: Bytes, _ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard bytes.count >= count else { return false }
    let first = text.utf8Start[0]
    return (0...(bytes.count - count)).contains { bytes[$0] == first && bytes.starts(with: text, at: $0) }
  }

  // MARK: Binary without a mark

  /// ONNX has no mark: its first field is `ir_version` (field 1, a small number), and known fields follow. A saved model
  /// of TensorFlow's begins with its schema version in the same place, and then holds messages in field 2.
  private static func isProtocolBuffer(_ bytes: Bytes) -> Bool {
    var reader = ByteReader(bytes, format: "onnx")
    guard let tag = try? reader.byte("tag"), tag == 0x08, let version = try? reader.byte("version"),
      (1...20).contains(version),
      let next = try? reader.byte("tag")
    else { return false }
    // producer_name, producer_version, domain, model_version, doc_string, graph, opset_import, metadata, functions.
    return [0x12, 0x1A, 0x22, 0x28, 0x32, 0x3A, 0x42, 0x72, 0xCA].contains(next)
  }

  /// XGBoost's first binary format: a record of 136 bytes with `base_score`, sizes and zeros, then the objective's name.
  private static func byBinaryShape(_ bytes: Bytes) -> ModelFileKind? {
    guard bytes.count > 160 else { return nil }
    var reader = ByteReader(bytes, format: "xgboost", at: 136)
    guard let length = try? reader.little(UInt64.self, "length"), (2...64).contains(length),
      let name = try? reader.take(Int(length), "name"), let text = name.utf8
    else { return nil }
    return text.contains(":") || ["gbtree", "gblinear", "dart"].contains(text) ? .xgboostBinary : nil
  }

  /// A pickle is recognised by its first opcodes being ones: a few are run, nothing is kept.
  private static func isPickle(_ bytes: Bytes) -> Bool {
    guard bytes.count >= 2, Opcode(rawValue: bytes[0]) != nil else { return false }
    if bytes[0] == 0x80 { return bytes[1] <= 5 }
    var machine = PickleMachine(ModelSource(name: "", bytes: bytes))
    return machine.runs(opcodes: 4)
  }
}
