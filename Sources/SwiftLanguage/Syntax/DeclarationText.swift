// What a file declares, as text: the file without the bodies of its functions, the parameters of its methods, its comments.

import SourceModel

/// One pass over a file's bytes that keeps declarations and leaves out what only runs.
///
/// Names and types that a file offers to others are in what is kept: heads of functions, members of types, and what
/// variables are initialised with, unless their type is written. What parameters are is asked of functions outside of types
/// only. Where the pass cannot be sure what it sees, as before what may be a regular expression,
/// it gives up, and the whole file is taken.
struct DeclarationText {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var at = 0
  /// Where the text begins that is not yet copied.
  private var kept = 0
  private var text: ContiguousArray<UInt8> = []
  /// Open braces of types, and parentheses and brackets inside of the innermost.
  private var depth = 0
  private var parentheses = 0
  /// Whether the next brace opens a type, and whether what stands before it gives a variable its value.
  private var opensType = false
  private var isAssigned = false
  /// Whether a variable is declared, and its type is written, so that nobody asks what it is initialised with.
  private var isVariable = false
  private var isAnnotated = false
  /// Whether the next parenthesis opens parameters that nobody asks for.
  private var takesParameters = false
  /// The last byte that is neither white space nor of a comment.
  private var last: UInt8 = 0x0A

  /// Nil where it cannot be told.
  static func of(_ bytes: ContiguousArray<UInt8>) -> ContiguousArray<UInt8>? {
    bytes.withUnsafeBufferPointer { bytes in
      var pass = DeclarationText(bytes)
      return pass.run() ? pass.text : nil
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    text.reserveCapacity(bytes.count / 2)
  }

  private mutating func run() -> Bool {
    while at < bytes.count {
      let before = at
      guard step() else { return false }
      precondition(at > before, "each step goes on")
    }
    leaveOut(at..<at)
    return depth == 0 && parentheses == 0
  }

  private func byte(_ offset: Int = 0) -> UInt8 { at + offset < bytes.count ? bytes[at + offset] : 0 }

  /// Copies what stands before a range, and leaves the range out.
  private mutating func leaveOut(_ range: Range<Int>) {
    text.append(contentsOf: bytes[kept..<range.lowerBound])
    kept = range.upperBound
  }

  private mutating func step() -> Bool {
    let first = bytes[at]
    if Self.isNamePart(first) {
      takeWord()
      return true
    }
    switch first {
    case 0x20, 0x09, 0x0A, 0x0D:
      at += 1
      return true
    case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/") || byte(1) == UInt8(ascii: "*"):
      let start = at
      guard passComment() else { return false }
      leaveOut(start..<at)
      text.append(0x20)
      return true
    case UInt8(ascii: "/") where mayBeginExpression: return false
    case UInt8(ascii: "\""), UInt8(ascii: "#"):
      takesParameters = false
      return passSign()
    case UInt8(ascii: "@"): takesParameters = false
    case UInt8(ascii: "(") where takesParameters && parentheses == 0 && endsName: return takeList()
    case UInt8(ascii: "(") where isIdleValue, UInt8(ascii: "[") where isIdleValue: return takeList()
    case UInt8(ascii: "("), UInt8(ascii: "["):
      takesParameters = false
      parentheses += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"):
      parentheses -= 1
      if parentheses < 0 { return false }
    case UInt8(ascii: "{"): return takeBlock()
    case UInt8(ascii: "}"):
      guard parentheses == 0, depth > 0 else { return false }
      depth -= 1
      endDeclaration()
    case UInt8(ascii: ";"): endDeclaration()
    case UInt8(ascii: ":") where isVariable && !isAssigned && parentheses == 0: isAnnotated = true
    case UInt8(ascii: ",") where parentheses == 0: isAnnotated = false
    case UInt8(ascii: "=") where isAssignment: (isAssigned, takesParameters) = (true, false)
    default: break
    }
    last = first
    at += 1
    return true
  }

  /// Whether what is at hand gives a value to a variable whose type is written.
  private var isIdleValue: Bool { isAssigned && isAnnotated && parentheses == 0 }

  private mutating func endDeclaration() {
    (opensType, isAssigned, isVariable, isAnnotated, takesParameters) = (false, false, false, false, false)
  }

  /// Whether the sign at hand stands alone, and not in an operator such as `==`.
  private var isAssignment: Bool {
    parentheses == 0 && !Self.isOperator(byte(1)) && (at == 0 || !Self.isOperator(bytes[at - 1]))
  }

  /// Whether an expression may begin here, so that a slash may be that of a regular expression.
  private var mayBeginExpression: Bool {
    switch last {
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "\""): false
    default: !Self.isNamePart(last)
    }
  }

  // MARK: Words

  private mutating func takeWord() {
    let (start, before) = (at, last)
    while at < bytes.count, Self.isNamePart(bytes[at]) { at += 1 }
    last = bytes[at - 1]
    guard parentheses == 0, before != UInt8(ascii: "."), at - start <= 14 else { return }
    let word = UnsafeBufferPointer(rebasing: bytes[start..<at])
    if Self.types.contains(where: { Self.spells($0, word) }) {
      endDeclaration()
      opensType = true
    } else if Self.others.contains(where: { Self.spells($0, word) }) {
      // `struct Row<let width: Int>` is still a type.
      if before == UInt8(ascii: "<") || before == UInt8(ascii: ",") { return }
      endDeclaration()
      isVariable = Self.variables.contains { Self.spells($0, word) }
      takesParameters = Self.withParameters.contains { Self.spells($0, word) } || depth > 0 && Self.spells("func", word)
    }
  }

  private static let types: [StaticString] = ["class", "struct", "enum", "actor", "protocol", "extension"]
  private static let others: [StaticString] = [
    "func", "var", "let", "init", "deinit", "subscript", "case", "typealias", "associatedtype", "macro", "operator",
    "precedencegroup", "import",
  ]

  private static let variables: [StaticString] = ["let", "var"]
  private static let withParameters: [StaticString] = ["init", "subscript", "case"]

  private static func spells(_ word: StaticString, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    word.utf8CodeUnitCount == bytes.count
      && UnsafeBufferPointer(start: word.utf8Start, count: bytes.count).elementsEqual(bytes)
  }

  /// Whether a name, with its parameters of types, stands before what is at hand.
  private var endsName: Bool {
    switch last {
    case UInt8(ascii: ">"), UInt8(ascii: "?"), UInt8(ascii: "!"), UInt8(ascii: "`"): true
    default: Self.isNamePart(last)
    }
  }

  /// Leaves out what stands between two parentheses or brackets.
  private mutating func takeList() -> Bool {
    let start = at
    var open = 0
    takesParameters = false
    while at < bytes.count {
      let first = bytes[at]
      switch first {
      case UInt8(ascii: "("), UInt8(ascii: "["): open += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        open -= 1
        if open == 0 {
          last = first
          at += 1
          leaveOut(start + 1..<at - 1)
          return true
        }
      case UInt8(ascii: "{"):
        guard passBlock() else { return false }
        continue
      case UInt8(ascii: "\""), UInt8(ascii: "#"):
        guard passSign() else { return false }
        continue
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/") || byte(1) == UInt8(ascii: "*"):
        guard passComment() else { return false }
        continue
      case UInt8(ascii: "/") where mayBeginExpression: return false
      default: break
      }
      if first > 0x20 { last = first }
      at += 1
    }
    return false
  }

  // MARK: Blocks

  private mutating func takeBlock() -> Bool {
    if opensType, parentheses == 0 {
      depth += 1
      endDeclaration()
      last = bytes[at]
      at += 1
      return true
    }
    let start = at
    guard passBlock() else { return false }
    // A closure that gives a value, or is given, may show a type.
    if parentheses == 0, !isAssigned || isAnnotated { leaveOut(start + 1..<at - 1) }
    return true
  }

  /// Goes behind the brace that closes the one at hand.
  private mutating func passBlock() -> Bool {
    var open = 0
    while at < bytes.count {
      let first = bytes[at]
      switch first {
      case UInt8(ascii: "{"): open += 1
      case UInt8(ascii: "}"):
        open -= 1
        if open == 0 {
          last = first
          at += 1
          return true
        }
      case UInt8(ascii: "\""), UInt8(ascii: "#"):
        guard passSign() else { return false }
        continue
      case UInt8(ascii: "/") where byte(1) == UInt8(ascii: "/") || byte(1) == UInt8(ascii: "*"):
        guard passComment() else { return false }
        continue
      case UInt8(ascii: "/") where mayBeginExpression && !isPlainUntilLineEnd: return false
      default: break
      }
      if first > 0x20 { last = first }
      at += 1
    }
    return false
  }

  /// Whether nothing follows on the line that would be told otherwise inside of a regular expression.
  private var isPlainUntilLineEnd: Bool {
    var next = at + 1
    while next < bytes.count, bytes[next] != 0x0A {
      switch bytes[next] {
      case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "/"), UInt8(ascii: "#"): return false
      default: next += 1
      }
    }
    return true
  }

  // MARK: Comments and strings

  private mutating func passComment() -> Bool {
    if byte(1) == UInt8(ascii: "/") {
      while at < bytes.count, bytes[at] != 0x0A { at += 1 }
      return true
    }
    var open = 0
    while at + 1 < bytes.count {
      if bytes[at] == UInt8(ascii: "/"), bytes[at + 1] == UInt8(ascii: "*") {
        open += 1
        at += 2
      } else if bytes[at] == UInt8(ascii: "*"), bytes[at + 1] == UInt8(ascii: "/") {
        open -= 1
        at += 2
        if open == 0 { return true }
      } else {
        at += 1
      }
    }
    return false
  }

  /// A string, or what begins with `#`.
  private mutating func passSign() -> Bool {
    var signs = 0
    while byte(signs) == UInt8(ascii: "#") { signs += 1 }
    switch byte(signs) {
    case UInt8(ascii: "\""):
      at += signs
      return passString(signs, nesting: 0)
    case UInt8(ascii: "/") where signs > 0: return false
    default:
      last = UInt8(ascii: "#")
      at += signs
      return true
    }
  }

  private static let deepest = 20

  /// Goes behind a string whose first quote is at hand, with as many `#` behind it as stood before.
  private mutating func passString(_ signs: Int, nesting: Int) -> Bool {
    guard nesting < Self.deepest else { return false }
    let isLong = byte(1) == UInt8(ascii: "\"") && byte(2) == UInt8(ascii: "\"")
    // `""` is a string; `"""` begins a long one.
    at += isLong ? 3 : 1
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        let quotes = isLong ? 3 : 1
        let isClosed =
          (0..<quotes).allSatisfy { byte($0) == UInt8(ascii: "\"") }
          && (0..<signs).allSatisfy { byte(quotes + $0) == UInt8(ascii: "#") }
        at += isClosed ? quotes + signs : 1
        guard isClosed else { continue }
        last = UInt8(ascii: "\"")
        return true
      case UInt8(ascii: "\\") where (0..<signs).allSatisfy { byte(1 + $0) == UInt8(ascii: "#") }:
        at += 1 + signs
        if byte() == UInt8(ascii: "(") {
          guard passInterpolation(nesting) else { return false }
        } else {
          at += 1
        }
      case 0x0A where !isLong: return false
      default: at += 1
      }
    }
    return false
  }

  private mutating func passInterpolation(_ nesting: Int) -> Bool {
    var open = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "("): open += 1
      case UInt8(ascii: ")"):
        open -= 1
        if open == 0 {
          at += 1
          return true
        }
      case UInt8(ascii: "\""):
        guard passString(0, nesting: nesting + 1) else { return false }
        continue
      // What is this deep is seldom worth telling apart.
      case UInt8(ascii: "#"), UInt8(ascii: "/"): return false
      default: break
      }
      at += 1
    }
    return false
  }

  // MARK: Bytes

  private static func isNamePart(_ byte: UInt8) -> Bool { SignatureReader.isNamePart(byte) }

  private static func isOperator(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"),
      UInt8(ascii: "|"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "%"),
      UInt8(ascii: "^"), UInt8(ascii: "~"):
      true
    default: false
    }
  }
}
