// One file of packs, carried by the program or handed in.

internal import RuleData

/// A rule file by path and bytes. Reading it from disk is its owner's business.
package struct RuleFile: Sendable {
  private enum Content: Sendable {
    case shipped(Int)
    case own(ContiguousArray<UInt8>)
  }

  /// As an author would name it: `Rules/numpy/python/2.0.yaml`. Only the last parts decide what the file is.
  package let path: String
  private let content: Content

  /// A file of the user's.
  package init(path: String, bytes: ContiguousArray<UInt8>) {
    self.path = path
    content = .own(bytes)
  }

  package init(path: String, text: String) { self.init(path: path, bytes: ContiguousArray(text.utf8)) }

  private init(path: String, shipped index: Int) {
    self.path = path
    content = .shipped(index)
  }

  package var isShipped: Bool {
    if case .shipped = content { return true }
    return false
  }

  /// The bytes; those of shipped files are copied out of the program when asked for.
  package var bytes: ContiguousArray<UInt8> {
    switch content {
    case .own(let bytes): return bytes
    case .shipped(let index):
      guard let file = rule_data_file(index)?.pointee else { return [] }
      return ContiguousArray(UnsafeBufferPointer(start: file.bytes, count: file.length))
    }
  }

  /// The packs the program carries, in the order of their paths.
  package static var shipped: [RuleFile] {
    (0..<rule_data_count()).compactMap { index in
      guard let path = rule_data_file(index)?.pointee.path else { return nil }
      return RuleFile(path: "Rules/" + String(cString: path), shipped: index)
    }
  }
}
