// The names that `\N{…}` accepts.

import PythonLanguage

/// Characters by name, built from the Unicode data of the Swift runtime on first use.
enum NameTable {
  private static let scalars: [String: Unicode.Scalar] = build()

  /// The character of that name or alias, in any case, if the Unicode of the version has it.
  static func scalar(named name: String, _ unicode: (major: UInt8, minor: UInt8)) -> Unicode.Scalar? {
    guard let scalar = scalars[name.uppercased()] else { return nil }
    guard let age = scalar.properties.age else { return nil }
    return (age.major, age.minor) <= (Int(unicode.major), Int(unicode.minor)) ? scalar : nil
  }

  private static func build() -> [String: Unicode.Scalar] {
    var scalars: [String: Unicode.Scalar] = [:]
    for value in UInt32(0)...0x323AF {
      if let scalar = Unicode.Scalar(value), let name = scalar.properties.name { scalars[name] = scalar }
    }
    for value in UInt32(0xE0000)...0xE01EF {
      if let scalar = Unicode.Scalar(value), let name = scalar.properties.name { scalars[name] = scalar }
    }
    for line in aliases.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let value = UInt32(parts[0], radix: 16) else { continue }
      scalars[String(parts[1])] = Unicode.Scalar(value)
    }
    for number in UInt32(1)...256 {
      scalars["VS\(number)"] = Unicode.Scalar(number <= 16 ? 0xFE00 + number - 1 : 0xE0100 + number - 17)
    }
    return scalars
  }
}
