// Which files are looked at as models, told from their first bytes.

import ModelFormats
import Projects

package enum ModelSniffer {
  /// Whether the first bytes of a file could begin a model; text that is code or data is passed over unread.
  static func mayBeModel(_ path: String) -> Bool { mayBegin(ContiguousArray(firstBytes(of: path, count: headLength))) }

  /// Whether bytes could begin a model.
  package static func mayBegin(_ bytes: ContiguousArray<UInt8>) -> Bool {
    guard !bytes.isEmpty else { return false }
    if compressions.contains(where: { bytes.starts(with: $0) }) { return true }
    let head = bytes.count > headLength ? ContiguousArray(bytes.prefix(headLength)) : bytes
    return ModelFileKind(plain: Bytes(head)) != .unknown
  }

  private static let headLength = 4096

  /// zlib, gzip, bzip2, xz, lzma, lz4, zip, and joblib's first container.
  private static let compressions: [[UInt8]] = [
    [0x78, 0x01], [0x78, 0x5E], [0x78, 0x9C], [0x78, 0xDA], [0x1F, 0x8B], [0x42, 0x5A, 0x68],
    [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], [0x5D, 0x00, 0x00], [0x04, 0x22, 0x4D, 0x18], [0x50, 0x4B, 0x03, 0x04],
    [0x5A, 0x46],
  ]

  /// Whether a format holds models, not arrays or archives.
  static func isModel(_ kind: ModelFileKind) -> Bool {
    switch kind {
    case .unknown, .zip, .numpyArray, .numpyArchive: false
    default: true
    }
  }

  /// The pickle in a file, read once for all that is asked of it; nil for other formats and broken ones.
  static func pickle(_ file: ModelFile) -> Pickle? {
    switch file.kind {
    case .pickle, .joblib, .joblibZ: try? Pickle.read(file.source)
    default: nil
    }
  }

  /// Why the estimators of a pickle cannot be taken out of it: they are deep in containers, or in objects of the user's.
  /// Nil for a pickle that is an estimator, and for one without any.
  static func hiding(_ pickle: Pickle) -> String? {
    let found = ScikitLearnReader.held(in: pickle).filter(\.isEstimator)
    guard let first = found.first else { return nil }
    let place = pickle.root.object?.type.map { "an object of \($0.path)" } ?? "something else"
    let others = found.count > 1 ? " and \(found.count - 1) more" : ""
    return
      "it holds `\(first.path)` (\(first.summary))\(others) inside of \(place); code that takes it from there is not "
      + "followed. `godwit convert --select '\(first.path)'` converts it alone."
  }

  static func isBooster(_ file: ModelFile, _ pickle: Pickle?) -> Bool {
    switch file.kind {
    case .lightGBM, .lightGBMJSON, .xgboostBinary, .xgboostJSON, .xgboostUBJSON, .catBoost, .catBoostJSON: true
    case .pickle, .joblib, .joblibZ: pickle?.root.object?.type?.name == "Booster"
    default: false
    }
  }

  /// Whether a file that could not be read is a model all the same: pickles hold anything.
  static func isSurelyModel(_ file: ModelFile, _ pickle: Pickle?) -> Bool {
    switch file.kind {
    case .pickle, .joblib, .joblibZ:
      return pickle.map(ScikitLearnReader.canRead) ?? false
    default: return true
    }
  }
}
