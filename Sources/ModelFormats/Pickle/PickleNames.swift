// Every name that the pickles of a file want, also where one is cut short, or lies in an array or an archive.

package enum PickleNames {
  /// More pickles than this, one behind the other, no library writes into a file.
  private static let pickleLimit = 256

  /// Names that could do harm if the file were loaded the usual way, sorted. Files without pickles have none.
  package static func dangerous(in file: ModelFile) -> [String] {
    var names: Set<String> = []
    switch file.kind {
    case .pickle, .joblib, .joblibZ, .torchLegacy: collect(file.source, at: 0, into: &names)
    case .numpyArray: collect(array: file.source, into: &names)
    case .torch, .torchScript, .torchExport, .numpyArchive, .zip: collect(archive: file.source.bytes, into: &names)
    default: break
    }
    return names.sorted()
  }

  /// Pickle after pickle. What a damaged one named before its damage, Python would have called by then.
  private static func collect(_ source: ModelSource, at start: Int, into names: inout Set<String>) {
    var offset = start
    for _ in 0..<pickleLimit where offset < source.bytes.count {
      var machine = PickleMachine(source, at: offset)
      let isWhole = (try? machine.run()) != nil
      for global in machine.arena.globals where GlobalMeaning(of: global) == .dangerous { names.insert(global.path) }
      guard isWhole, machine.reader.offset > offset else { return }
      offset = machine.reader.offset
    }
  }

  /// An array of objects is a pickle behind the header.
  private static func collect(array source: ModelSource, into names: inout Set<String>) {
    guard let layout = try? NumPyFile.layout(source.bytes), layout.type.holdsObjects else { return }
    collect(source, at: layout.offset, into: &names)
  }

  private static let endings = [".pkl", ".pickle", ".npy", ".joblib", ".p"]

  private static func collect(archive bytes: Bytes, into names: inout Set<String>) {
    guard let archive = try? ZipArchive(bytes) else { return }
    for entry in archive.entries where endings.contains(where: entry.name.hasSuffix) {
      guard let content = try? archive.content(of: entry) else { continue }
      let source = ModelSource(name: entry.name, bytes: content)
      if NumPyFile.isOne(content) { collect(array: source, into: &names) } else { collect(source, at: 0, into: &names) }
    }
  }
}
