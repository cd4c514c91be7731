// Why a model file could not be read.

/// A file that cannot be read, with the place and the reason.
package struct FormatError: Error, Equatable, Sendable {
  package enum Code: String, Sendable {
    /// The file ends before what it claims to hold.
    case truncated
    /// The file breaks the rules of its format.
    case malformed
    /// The file is as it should be, and holds what is not read here.
    case unsupported
    /// Reading it would take more memory than a file of its size may.
    case tooLarge
    /// The file or one it names could not be opened.
    case unreadable
    /// A library of the system is needed and not here.
    case missingLibrary
  }
  package var code: Code
  /// What was read: `pickle`, `NumPy array`, `gzip`.
  package var format: String
  /// Bytes from the start of the (decompressed) data; nil where no one place is meant.
  package var offset: Int?
  /// A sentence: what was found and what was expected; and what to do, where something can be done.
  package var message: String

  package init(_ code: Code, _ format: String, at offset: Int? = nil, _ message: String) {
    self.code = code
    self.format = format
    self.offset = offset
    self.message = message
  }
}

extension FormatError: CustomStringConvertible {
  package var description: String { "\(format)\(offset.map { ", byte \($0)" } ?? ""): \(message)".onOneLine }
}

extension String {
  /// With what a terminal would act on written out: names in a broken file may hold anything.
  var onOneLine: String {
    func isPlain(_ scalar: Unicode.Scalar) -> Bool {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator: false
      default: true
      }
    }
    guard !unicodeScalars.allSatisfy(isPlain) else { return self }
    return unicodeScalars.reduce(into: "") { text, scalar in
      text += isPlain(scalar) ? String(scalar) : scalar.escaped(asASCII: true)
    }
  }
}
