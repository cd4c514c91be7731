// Reads the requirements that a Python script carries in comments of its own (PEP 723, inline script metadata).

package import SourceModel

/// The TOML between `# /// script` and `# ///` in a Python file.
///
/// Source: the Python packaging specification "Inline script metadata", which PEP 723 brought.
package enum ScriptMetadata {
  /// Whether a file holds such a block. Costs a look at each line, so that languages are asked before for the mark
  /// (`Language.mayRequire`).
  package static func isHeld(by bytes: ContiguousArray<UInt8>) -> Bool { !blocks(in: bytes).isEmpty }

  /// The lines between the marks of each block, whole, in the order of the file.
  static func blocks(in bytes: ContiguousArray<UInt8>) -> [[Range<Int>]] {
    var found: [[Range<Int>]] = []
    var content: [Range<Int>]?
    // Behind how many lines of the content the block would end; the last such line ends it.
    var end: Int?
    for line in lines(of: bytes) {
      let text = bytes[line]
      guard let lines = content else {
        if text.elementsEqual("# /// script".utf8) { (content, end) = ([], nil) }
        continue
      }
      if isContent(text) {
        if text.elementsEqual("# ///".utf8) { end = lines.count }
        content = lines + [line]
      } else {
        if let end, end > 0 { found.append(Array(lines[..<end])) }
        content = nil
      }
    }
    if let content, let end, end > 0 { found.append(Array(content[..<end])) }
    return found
  }

  private static func isContent(_ line: ArraySlice<UInt8>) -> Bool {
    line.elementsEqual("#".utf8) || line.starts(with: "# ".utf8)
  }

  /// The lines without their ends.
  private static func lines(of bytes: ContiguousArray<UInt8>) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      lines.append(start..<(end > start && bytes[end - 1] == 0x0D ? end - 1 : end))
      start = end + 1
    }
    return lines
  }

  /// The block's TOML, each byte where it stands in the file, and blanks in the place of all else.
  static func toml(of block: [Range<Int>], in bytes: ContiguousArray<UInt8>) -> ContiguousArray<UInt8> {
    var toml = ContiguousArray(bytes.lazy.map { $0 == 0x0A || $0 == 0x0D ? $0 : 0x20 })
    for line in block {
      for index in line.dropFirst() { toml[index] = bytes[index] }
    }
    return toml
  }
}

extension ManifestReader {
  mutating func readScript() {
    let blocks = ScriptMetadata.blocks(in: bytes)
    var pins: [Pin] = []
    for block in blocks {
      var reader = ManifestReader(manifest: Manifest(file: manifest.file, kind: .script), bytes: bytes)
      reader.readScript(TOMLDocument(ScriptMetadata.toml(of: block, in: bytes)))
      pins += reader.manifest.pins
      manifest.notes += reader.manifest.notes
    }
    guard blocks.count > 1 else {
      manifest.pins = pins
      return
    }
    for pin in pins {
      note(
        Int(pin.range.start),
        "`\(text(pin.range.range))` stands in one of several blocks of metadata, and a script has but one; it is left alone."
      )
    }
  }
}
