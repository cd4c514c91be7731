// Which files are looked at as models, told from their first bytes.

import ModelFormats
import Projects

enum ModelSniffer {
  /// Whether the first bytes of a file could begin a model; text that is code or data is passed over unread.
  static func mayBeModel(_ path: String) -> Bool {
    let head = firstBytes(of: path, count: 4096)
    guard !head.isEmpty else { return false }
    if compressions.contains(where: { head.starts(with: $0) }) { return true }
    return ModelFileKind(plain: Bytes(ContiguousArray(head))) != .unknown
  }

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

  /// Whether a file that could not be read is a model all the same: pickles hold anything.
  static func isSurelyModel(_ file: ModelFile) -> Bool {
    switch file.kind {
    case .pickle, .joblib, .joblibZ:
      guard let pickle = try? Pickle.read(file.source) else { return false }
      return ScikitLearnReader.canRead(pickle)
    default: return true
    }
  }
}
