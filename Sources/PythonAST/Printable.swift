// What Python's `str.isprintable` says of a scalar, by the Unicode of each version.

import PythonLanguage

enum Printable {
  /// The Unicode that a Python comes with.
  static func unicode(of version: PythonVersion) -> (major: UInt8, minor: UInt8) {
    switch version.minor {
    case ...7: (11, 0)
    case 8: (12, 1)
    case 9, 10: (13, 0)
    case 11: (14, 0)
    case 12: (15, 0)
    case 13: (15, 1)
    default: (16, 0)
    }
  }

  static func isPrintable(_ scalar: Unicode.Scalar, _ unicode: (major: UInt8, minor: UInt8)) -> Bool {
    let properties = scalar.properties
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
    case .spaceSeparator: return scalar == " "
    default: break
    }
    guard let age = properties.age else { return true }
    return (age.major, age.minor) <= (Int(unicode.major), Int(unicode.minor))
  }
}
