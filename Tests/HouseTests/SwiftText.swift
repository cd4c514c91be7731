// Swift source with its comments and the insides of its strings blanked out.

/// Tells code from comments and strings, as far as the tests of the house need it.
enum SwiftText {
  /// `text` with every byte of comments and string contents that is no line end replaced by a space.
  ///
  /// Code inside `\(…)` counts as code. Regex literals are not known; the house has none.
  static func codeAlone(_ text: String) -> String {
    var scanner = Scanner(bytes: Array(text.utf8))
    return String(decoding: scanner.scan(), as: UTF8.self)
  }

  private enum Context {
    /// Parentheses open inside an interpolation.
    case code(parentheses: Int)
    case string(hashes: Int, isMultiline: Bool)
  }

  private struct Scanner {
    let bytes: [UInt8]
    var offset = 0
    var output: [UInt8] = []
    var contexts: [Context] = [.code(parentheses: 0)]

    /// The bytes that may begin or end something; all others go by untested.
    static let isMark: [Bool] = (0..<256).map { "/\"#\\()".utf8.contains(UInt8($0)) }

    init(bytes: [UInt8]) {
      self.bytes = bytes
      output.reserveCapacity(bytes.count)
    }

    mutating func scan() -> [UInt8] {
      while offset < bytes.count {
        switch contexts[contexts.count - 1] {
        case .code(let parentheses): scanCode(parentheses)
        case .string(let hashes, let isMultiline): scanString(hashes, isMultiline)
        }
      }
      return output
    }

    private mutating func scanCode(_ parentheses: Int) {
      guard Self.isMark[Int(bytes[offset])] else { return keep(1) }
      if stands("//") { return blankLine() }
      if stands("/*") { return blankComment() }
      if let (hashes, isMultiline) = stringStart() {
        keep(hashes + (isMultiline ? 3 : 1))
        contexts.append(.string(hashes: hashes, isMultiline: isMultiline))
        return
      }
      if contexts.count > 1 {
        if stands(")") && parentheses == 0 {
          contexts.removeLast()
        } else if stands("(") || stands(")") {
          contexts[contexts.count - 1] = .code(parentheses: parentheses + (stands("(") ? 1 : -1))
        }
      }
      keep(1)
    }

    private mutating func scanString(_ hashes: Int, _ isMultiline: Bool) {
      guard Self.isMark[Int(bytes[offset])] else { return blank(1) }
      let fence = String(repeating: "#", count: hashes)
      let quote = (isMultiline ? "\"\"\"" : "\"") + fence
      if stands(quote) {
        keep(quote.utf8.count)
        contexts.removeLast()
      } else if stands("\\\(fence)(") {
        blank(2 + hashes)
        contexts.append(.code(parentheses: 0))
      } else {
        blank(stands("\\" + fence) ? 2 + hashes : 1)
      }
    }

    /// The hashes before a string that starts here, and whether it is one of several lines.
    private func stringStart() -> (hashes: Int, isMultiline: Bool)? {
      let hashes = bytes[offset...].prefix { $0 == UInt8(ascii: "#") }.count
      guard stands("\"", after: hashes) else { return nil }
      return (hashes, stands("\"\"\"", after: hashes))
    }

    private func stands(_ text: String, after distance: Int = 0) -> Bool {
      bytes.dropFirst(offset + distance).starts(with: text.utf8)
    }

    private mutating func keep(_ count: Int) {
      let end = min(offset + count, bytes.count)
      for index in offset..<end { output.append(bytes[index]) }
      offset = end
    }

    private mutating func blank(_ count: Int) {
      let end = min(offset + count, bytes.count)
      for index in offset..<end { output.append(bytes[index] == 0x0A ? 0x0A : 0x20) }
      offset = end
    }

    private mutating func blankLine() {
      while offset < bytes.count && bytes[offset] != 0x0A { blank(1) }
    }

    /// Comments of this kind nest.
    private mutating func blankComment() {
      var depth = 0
      repeat {
        if stands("/*") { depth += 1 }
        if stands("*/") { depth -= 1 }
        blank(stands("/*") || stands("*/") ? 2 : 1)
      } while depth > 0 && offset < bytes.count
    }
  }
}
