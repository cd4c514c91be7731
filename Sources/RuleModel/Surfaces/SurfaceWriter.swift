// Writes an API surface as the text that the surface reader reads.

package import Semantics

extension APISurface {
  /// The surface as a file: names in the order of their bytes, one a line.
  package var fileText: String {
    var text = "surface: \"\(release)\"\nlibrary: \(library)\nsymbols:\n"
    let names = entries.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    for name in names {
      guard let entry = entries[name] else { continue }
      text += "  \(name): \(entry.fileText)\n"
    }
    return text
  }
}

extension APISurface.Entry {
  /// `module`, or `"function* (a, b=1) -> numpy.ndarray"`.
  var fileText: String {
    var text = kind.rawValue + (isExported ? "*" : "")
    if let parameters { text += " (\(parameters))" }
    if let type { text += " -> \(type)" }
    if !bases.isEmpty { text += " < \(bases.joined(separator: ", "))" }
    if let target { text += " = \(target)" }
    if text == kind.rawValue { return text }
    return "\"\(Self.escaped(text))\""
  }

  private static func escaped(_ text: String) -> String {
    text.map { character in
      switch character {
      case "\\": "\\\\"
      case "\"": "\\\""
      case "\n": "\\n"
      case "\t": "\\t"
      default: String(character)
      }
    }.joined()
  }
}
