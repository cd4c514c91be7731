// A language for tests: signatures and patterns of Python's shape, read without a parser.

import Semantics
import SourceModel

/// Knows calls, dotted names, strings and `$variables`; that is all that rule files need of a language.
struct SketchLanguage: Language {
  var name = "python"

  static let builtins: Set<String> = [
    "None", "True", "False", "len", "int", "float", "str", "next", "list", "not", "is", "in", "for", "type",
  ]

  func variants(of subject: UsageSubject, limit: Int) -> [UsageVariant] { [] }
  func unboundNames(in file: ParsedFile) -> [String]? { nil }

  // MARK: Signatures

  func signature(_ text: String) throws(RuleTextError) -> Signature {
    let bytes = Array(text.utf8)
    guard let open = bytes.firstIndex(of: 0x28) else { throw wrong("a signature has parentheses", 0..<bytes.count) }
    guard let close = bytes.lastIndex(of: 0x29), isBalanced(bytes[open...close]) else {
      throw wrong("the parameters are never closed by `)`", open..<(open + 1))
    }
    let name = String(decoding: bytes[..<open], as: UTF8.self)
    guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || "._".contains($0) }) else {
      throw wrong("`\(name)` is not a name", 0..<open)
    }
    var parameters: [Parameter] = []
    var passing = Parameter.Passing.positionalOrKeyword
    for range in pieces(of: bytes, in: (open + 1)..<close) {
      let piece = String(decoding: bytes[range], as: UTF8.self)
      if piece == "*" {
        passing = .keywordOnly
      } else if piece == "/" {
        parameters = parameters.map { Parameter(name: $0.name, passing: .positionalOnly, defaultValue: $0.defaultValue) }
      } else {
        let parameter = try parameter(piece, passing, range)
        if parameters.contains(where: { $0.name == parameter.name }) { throw wrong("two parameters have one name", range) }
        parameters.append(parameter)
      }
    }
    let hasReceiver = parameters.first?.name == "self"
    return Signature(name: name, parameters: Array(parameters.dropFirst(hasReceiver ? 1 : 0)), hasReceiver: hasReceiver)
  }

  private func parameter(
    _ piece: String, _ passing: Parameter.Passing, _ range: Range<Int>
  ) throws(RuleTextError) -> Parameter {
    let name = piece.prefix { $0 != "=" && $0 != ":" }
    let value = piece.contains("=") ? String(piece.drop { $0 != "=" }.dropFirst()) : nil
    let stars = name.prefix { $0 == "*" }.count
    let word = name.dropFirst(stars)
    guard let first = word.first, first.isLetter || first == "_" else { throw wrong("a parameter has a name", range) }
    let kind: Parameter.Passing = stars == 0 ? passing : stars == 1 ? .variadic : .keywordVariadic
    return Parameter(name: String(word), passing: kind, defaultValue: value)
  }

  // MARK: Patterns

  func pattern(_ text: String, variables: Set<String>) throws(RuleTextError) -> Pattern {
    let bytes = ContiguousArray(text.utf8)
    guard isBalanced(bytes[...]) else { throw wrong("brackets are not closed", 0..<bytes.count) }
    var pattern = Pattern(
      tree: Tree(bytes: bytes, rows: [row(0..<bytes.count, subtreeEnd: 1)]), root: NodeID(0), isExpression: true,
      variables: [:], symbols: [:])
    let words = words(of: Array(bytes))
    let isWhole = words.count == 1 && words[0] == 0..<bytes.count
    var rows: ContiguousArray<Row> = [row(0..<bytes.count, subtreeEnd: UInt32(isWhole ? 1 : words.count + 1))]
    for (number, range) in words.enumerated() {
      let node = NodeID(isWhole ? 0 : number + 1)
      if !isWhole { rows.append(row(range, subtreeEnd: UInt32(number + 2))) }
      try mark(String(decoding: bytes[range], as: UTF8.self), node, range, variables, &pattern)
    }
    pattern.tree = Tree(bytes: bytes, rows: rows)
    return pattern
  }

  private func mark(
    _ word: String, _ node: NodeID, _ range: Range<Int>, _ variables: Set<String>, _ pattern: inout Pattern
  ) throws(RuleTextError) {
    let first = String(word.prefix { $0 != "." })
    if word == "..." {
      pattern.variables[node] = .anything
    } else if word.hasPrefix("...$") {
      pattern.variables[node] = .many(String(word.dropFirst(4)))
    } else if word.hasPrefix("$") {
      pattern.variables[node] = .one(String(first.dropFirst()))
    } else if variables.contains(first) {
      pattern.variables[node] = .one(first)
    } else if word.contains(".") || Self.builtins.contains(word) {
      pattern.symbols[node] = word
    } else if !variables.isEmpty {
      throw wrong("`\(word)` is neither a parameter, a builtin nor a qualified name", range)
    }
  }

  /// Dotted chains and variables, without strings, numbers, labels and members of what is no name.
  private func words(of bytes: [UInt8]) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var index = 0
    while index < bytes.count {
      let start = index
      if bytes[index] == 0x22 || bytes[index] == 0x27 {
        index += 1
        while index < bytes.count, bytes[index] != bytes[start] { index += 1 }
        index += 1
        continue
      }
      while index < bytes.count, isWord(bytes[index]) { index += 1 }
      if start == index {
        index += 1
        continue
      }
      let isNumber = bytes[start] >= 0x30 && bytes[start] <= 0x39
      let isMember = bytes[start] == 0x2E && !bytes[start..<index].starts(with: [0x2E, 0x2E, 0x2E])
      let isLabel = index + 1 < bytes.count && bytes[index] == 0x3D && bytes[index + 1] != 0x3D
      if !isNumber, !isMember, !isLabel { words.append(start..<index) }
    }
    return words
  }

  private func isWord(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x24 || byte == 0x2E || byte == 0x5F || (byte >= 0x30 && byte <= 0x39)
      || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }

  private func row(_ range: Range<Int>, subtreeEnd: UInt32) -> Row {
    Row(
      start: UInt32(range.lowerBound), end: UInt32(range.upperBound), subtreeEnd: subtreeEnd, kind: NodeKind(0),
      role: NodeRole(0), detail: 0)
  }

  // MARK: Bytes

  private func wrong(_ message: String, _ range: Range<Int>) -> RuleTextError {
    RuleTextError(message: message, range: ByteRange(range))
  }

  private func isBalanced(_ bytes: some Sequence<UInt8>) -> Bool {
    var open: [UInt8] = []
    for byte in bytes {
      switch byte {
      case 0x28: open.append(0x29)
      case 0x5B: open.append(0x5D)
      case 0x7B: open.append(0x7D)
      case 0x29, 0x5D, 0x7D: if open.popLast() != byte { return false }
      default: break
      }
    }
    return open.isEmpty
  }

  /// The parts between commas that are not inside brackets, blanks trimmed.
  private func pieces(of bytes: [UInt8], in range: Range<Int>) -> [Range<Int>] {
    var pieces: [Range<Int>] = []
    var depth = 0
    var start = range.lowerBound
    for index in range.lowerBound...range.upperBound {
      let isEnd = index == range.upperBound
      if !isEnd, [0x28, 0x5B, 0x7B].contains(bytes[index]) { depth += 1 }
      if !isEnd, [0x29, 0x5D, 0x7D].contains(bytes[index]) { depth -= 1 }
      guard isEnd || (bytes[index] == 0x2C && depth == 0) else { continue }
      while start < index, bytes[start] <= 0x20 { start += 1 }
      if start < index { pieces.append(start..<index) }
      start = index + 1
    }
    return pieces
  }

  // MARK: What rule files never ask

  func parse(_ bytes: ContiguousArray<UInt8>) -> ParsedFile { unasked() }
  func analyse(_ file: ParsedFile, in context: AnalysisContext) -> any FileFacts { unasked() }
  func quickImports(of bytes: ContiguousArray<UInt8>, module: String, isPackage: Bool) -> [String] { unasked() }
  func callSite(at node: NodeID, in tree: Tree) -> CallSite? { unasked() }
  func memberAccess(at node: NodeID, in tree: Tree) -> MemberAccess? { unasked() }
  func needsParentheses(_ node: NodeID, of source: Tree, at place: NodeID, of target: Tree) -> Bool { unasked() }
  func label(_ label: String) -> String { unasked() }
  func hasSideEffects(_ node: NodeID, in tree: Tree) -> Bool { unasked() }
  func constant(at node: NodeID, in tree: Tree) -> Constant? { unasked() }
  func stringContent(of node: NodeID, in tree: Tree) -> ByteRange? { unasked() }
  func removal(of range: ByteRange, from list: ByteRange, in tree: Tree) -> ByteRange { unasked() }
  func insertion(into list: ByteRange, in tree: Tree) -> ListInsertion { unasked() }
  func comments(in range: ByteRange, of tree: Tree) -> [ByteRange] { unasked() }
  func isSame(_ first: NodeID, of firstTree: Tree, _ second: NodeID, of secondTree: Tree) -> Bool { unasked() }

  private func unasked() -> Never { preconditionFailure("reading rules asks a language for rule text only") }
}
