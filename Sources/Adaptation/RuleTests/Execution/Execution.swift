// What came of executing a piece of code: its values and its output, or its error.

/// The records that a driver writes: each begun by the byte 0x1E, key and value parted by 0x1F.
struct Execution: Hashable {
  var version = ""
  var printed = ""
  var error: String?
  /// The values bound, described, by name.
  var values: [String: String] = [:]

  init(reading bytes: [UInt8]) {
    for record in bytes.split(separator: 0x1E) {
      let parts = record.split(separator: 0x1F, maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { continue }
      let (key, value) = (String(decoding: parts[0], as: UTF8.self), String(decoding: parts[1], as: UTF8.self))
      switch key {
      case "version": version = value
      case "printed": printed = value
      case "error": error = value
      default: if key.hasPrefix("=") { values[String(key.dropFirst())] = value }
      }
    }
  }

  /// What is not the same in both, one sentence each.
  func differences(to new: Execution) -> [String] {
    var sentences: [String] = []
    for name in Set(values.keys).union(new.values.keys).sorted() where values[name] != new.values[name] {
      sentences.append(
        "`\(name)` was \(Self.shortened(values[name])) and is \(Self.shortened(new.values[name]))")
    }
    if printed != new.printed {
      sentences.append("it printed \(Self.shortened(printed)) and prints \(Self.shortened(new.printed))")
    }
    return sentences
  }

  private static func shortened(_ text: String?) -> String {
    guard let text else { return "not bound" }
    return text.count > 160 ? text.prefix(160) + "…" : text.isEmpty ? "nothing" : text
  }
}
