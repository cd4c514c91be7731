// Comparisons of models that were made already, known by the contents of everything they depend on.

import Changes
import Projects

/// The verdicts of earlier runs that found a pair of models equivalent, kept in `.godwit/preview`.
struct KnownVerdicts {
  private static let fileName = "verdicts"
  /// Old ones go first where there are more.
  private static let limit = 1000

  private let preview: PreviewFolder
  /// From the key of a comparison to what its rows were, in the order they were made.
  private var entries: [(key: String, rows: String)] = []

  init(_ preview: PreviewFolder) {
    self.preview = preview
    guard let bytes = try? readFile(preview.path(Self.fileName)) else { return }
    for line in bytes.split(separator: 0x0A) {
      let parts = line.split(separator: 0x20, maxSplits: 1)
      guard parts.count == 2, parts[0].count == 64 else { continue }
      entries.append((String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self)))
    }
  }

  /// A digest of what a verdict depends on: the bytes of both models and of the rows, the settings, the program.
  static func key(_ contents: [ContiguousArray<UInt8>], settings: String) -> String {
    let digests = contents.map(SHA256.hexadecimal).joined(separator: " ")
    return SHA256.hexadecimal(ContiguousArray("\(digests) \(settings)".utf8))
  }

  /// What rows a pair was found equivalent on; nil where that is not known.
  func rows(_ key: String) -> String? { entries.last { $0.key == key }?.rows }

  mutating func remember(_ key: String, rows: String) throws {
    entries.removeAll { $0.key == key }
    entries.append((key, rows.split(whereSeparator: \.isNewline).joined(separator: " ")))
    let text = entries.suffix(Self.limit).map { "\($0.key) \($0.rows)\n" }.joined()
    try preview.write(Self.fileName, ContiguousArray(text.utf8))
  }
}
