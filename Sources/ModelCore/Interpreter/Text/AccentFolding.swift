// Accents stripped from texts, as `strip_accents` of text vectorisers does.

enum AccentFolding {
  /// Each character without its marks; with `toASCII` whatever is left beyond ASCII goes too.
  static func folded(_ text: [Unicode.Scalar], toASCII: Bool) -> [Unicode.Scalar] {
    if text.allSatisfy(\.isASCII) { return text }
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.count)
    for scalar in text {
      if scalar.isASCII {
        result.append(scalar)
      } else if scalar.properties.canonicalCombiningClass == .notReordered {
        result += table[scalar.value] ?? hangul(scalar) ?? [scalar]
      }
    }
    return toASCII ? result.filter(\.isASCII) : result
  }

  /// A syllable's two or three letters.
  private static func hangul(_ scalar: Unicode.Scalar) -> [Unicode.Scalar]? {
    guard (0xAC00..<0xD7A4).contains(scalar.value) else { return nil }
    let place = scalar.value - 0xAC00
    let letters = [0x1100 + place / 588, 0x1161 + place % 588 / 28, 0x11A7 + place % 28]
    return letters.prefix(place % 28 == 0 ? 2 : 3).compactMap(Unicode.Scalar.init)
  }

  private static let table: [UInt32: [Unicode.Scalar]] = {
    var table: [UInt32: [Unicode.Scalar]] = [:]
    for entry in AccentTable.text.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
      let sides = entry.split(omittingEmptySubsequences: false) { $0 == "=" || $0 == ">" }
      let ends = sides[0].split(separator: "-").compactMap { UInt32($0, radix: 16) }
      let target = sides[1].split(separator: "+").compactMap { UInt32($0, radix: 16) }
      for value in ends[0]...ends[ends.count - 1] {
        let shift = entry.contains(">") ? value - ends[0] : 0
        table[value] = target.compactMap { Unicode.Scalar($0 + shift) }
      }
    }
    return table
  }()
}
