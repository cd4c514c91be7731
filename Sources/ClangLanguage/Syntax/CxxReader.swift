// Reads the skeleton of C and C++: names, member accesses, calls, brackets and lines of the preprocessor.

import SourceModel

/// Reads tokens into a tree. What names mean is the compiler's business; this tells only where they stand.
///
/// Braces of statements are not nested: conditional compilation opens and closes them as it likes. Linear, but for
/// template arguments, which are looked ahead for.
struct CxxReader: ~Copyable {
  let bytes: ContiguousArray<UInt8>
  let tokens: ContiguousArray<CxxToken>
  var index = 0
  var builder: TreeBuilder
  private var depth = 0
  /// Where a part ends that nothing before it goes on behind.
  var barrier: Int

  /// Deeper nesting is read flat.
  private static let depthLimit = 200

  static func tree(of bytes: ContiguousArray<UInt8>) -> Tree {
    var reader = CxxReader(bytes)
    reader.readFile()
    return reader.finish()
  }

  /// One expression: a file whose one child it is.
  static func expression(_ bytes: ContiguousArray<UInt8>) -> Tree {
    var reader = CxxReader(bytes)
    // Braces inside an expression are those of lists and of lambdas.
    reader.depth = 1
    reader.readListElement(.element)
    reader.closeFile()
    return reader.finish()
  }

  private init(_ bytes: ContiguousArray<UInt8>) {
    self.bytes = bytes
    tokens = CxxLexer.tokens(of: bytes)
    builder = TreeBuilder(capacity: tokens.count)
    barrier = tokens.count
  }

  private consuming func finish() -> Tree {
    let bytes = bytes
    return builder.finish(bytes: bytes)
  }

  private mutating func readFile() {
    while index < tokens.count {
      let before = index
      readElement()
      if index == before { index += 1 }
    }
    closeFile()
  }

  private mutating func closeFile() {
    builder.close(CxxKind.file.kind, from: 0, start: 0, end: UInt32(bytes.count), role: CxxRole.element.role)
  }

  // MARK: Tokens

  func token(_ ahead: Int = 0) -> CxxToken? { index + ahead < barrier ? tokens[index + ahead] : nil }

  private func isPunctuation(_ text: StaticString, _ ahead: Int = 0) -> Bool {
    guard let token = token(ahead), token.kind == .punctuation else { return false }
    return spells(token, text)
  }

  func spells(_ token: CxxToken, _ text: StaticString) -> Bool {
    guard Int(token.end - token.start) == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { bytes[Int(token.start)..<Int(token.end)].elementsEqual($0) }
  }

  var lastEnd: UInt32 { index > 0 ? tokens[index - 1].end : 0 }

  // MARK: Elements

  /// Reads one element, or passes one token that is none.
  mutating func readElement() {
    guard let token = token() else { return }
    switch token.kind {
    case .hash: readDirective()
    case .identifier, .number, .string, .character: readPostfix()
    case .punctuation:
      switch token.byte {
      case UInt8(ascii: "("), UInt8(ascii: "["): readPostfix()
      case UInt8(ascii: "{") where depth > 0: readGroup(close: UInt8(ascii: "}"))
      case UInt8(ascii: ":") where isPunctuation("::") && self.token(1)?.kind == .identifier: readPostfix()
      default: index += 1
      }
    case .lineEnd, .header, .comment: index += 1
    }
  }

  /// `( … )`, `[ … ]`, `{ … }` with elements separated by commas.
  private mutating func readGroup(close: UInt8) {
    let mark = builder.mark
    let start = tokens[index].start
    index += 1
    readList(until: close, role: .element)
    builder.close(CxxKind.group.kind, from: mark, start: start, end: lastEnd, role: CxxRole.element.role)
  }

  /// Elements up to and with the closing bracket; a missing one ends at the end of the file or of a preprocessor line.
  private mutating func readList(until close: UInt8, role: CxxRole) {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.depthLimit else { return skip(to: close) }
    while let token = token(), token.kind != .lineEnd {
      if token.kind == .punctuation, Self.isCloser(token.byte) {
        if token.byte == close { index += 1 }
        return
      }
      let before = index
      readListElement(role)
      if isPunctuation(",") || isPunctuation(";") { index += 1 }
      if index == before { index += 1 }
    }
  }

  private static func isCloser(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
  }

  /// What lies between two commas: one node.
  private mutating func readListElement(_ role: CxxRole) {
    let mark = builder.mark
    guard let first = token() else { return }
    while let token = token(), token.kind != .lineEnd {
      if token.kind == .punctuation {
        if Self.isCloser(token.byte) || token.byte == UInt8(ascii: ",") || token.byte == UInt8(ascii: ";") { break }
      }
      let before = index
      readElement()
      if index == before { index += 1 }
    }
    guard lastEnd > first.start else { return }
    if builder.isOneNode(since: mark, from: first.start, to: lastEnd) { return builder.setLastRole(role.role) }
    builder.close(CxxKind.sequence.kind, from: mark, start: first.start, end: lastEnd, role: role.role)
  }

  /// Passes everything up to the bracket that closes, without nodes.
  private mutating func skip(to close: UInt8) {
    var open = 0
    while let token = token(), token.kind != .lineEnd {
      index += 1
      guard token.kind == .punctuation else { continue }
      if [UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{")].contains(token.byte) { open += 1 }
      if Self.isCloser(token.byte) {
        if open == 0 { return }
        open -= 1
      }
    }
  }

  // MARK: Expressions

  /// A name, literal or bracket with what follows it: calls, indices, members.
  private mutating func readPostfix() {
    let mark = builder.mark
    guard let first = token() else { return }
    let isWord = first.kind == .identifier
    let keyword = isWord ? CxxKeyword(bytes[Int(first.start)..<Int(first.end)]) : nil
    guard readPrimary(keyword) else {
      if keyword == .statement { readHead(of: first) }
      return
    }
    if keyword == .statement { return }
    while readSuffix(mark, start: first.start) {}
  }

  /// What stands in brackets behind `if` is called by nothing that follows: `if (a) (*b).c();`.
  private mutating func readHead(of word: CxxToken) {
    guard isPunctuation("("),
      spells(word, "if") || spells(word, "while") || spells(word, "for") || spells(word, "switch")
    else { return }
    readGroup(close: UInt8(ascii: ")"))
  }

  /// False where the word is no expression: then it is passed.
  private mutating func readPrimary(_ keyword: CxxKeyword?) -> Bool {
    guard let token = token() else { return false }
    switch token.kind {
    case .number: leaf(.number)
    case .string:
      leaf(.string)
      // Texts that stand side by side are one.
      while self.token()?.kind == .string, self.token(-1)?.kind == .string { extendLeaf() }
    case .character: leaf(.character)
    case .punctuation:
      if isPunctuation("::") { return readGlobalName() }
      readGroup(close: token.byte == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]"))
    case .identifier: return readWord(keyword)
    case .hash, .lineEnd, .header, .comment: return false
    }
    return true
  }

  private mutating func extendLeaf() {
    builder.rows[builder.rows.count - 1].end = tokens[index].end
    index += 1
  }

  mutating func leaf(_ kind: CxxKind, role: CxxRole = .element) {
    let token = tokens[index]
    builder.leaf(kind.kind, start: token.start, end: token.end, role: role.role)
    index += 1
  }

  private mutating func readGlobalName() -> Bool {
    let mark = builder.mark
    let start = tokens[index].start
    index += 1
    leaf(.identifier, role: .identifier)
    builder.close(CxxKind.qualified.kind, from: mark, start: start, end: lastEnd, role: CxxRole.element.role)
    return true
  }

  private mutating func readWord(_ keyword: CxxKeyword?) -> Bool {
    switch keyword {
    case nil: leaf(.name)
    case .value: leaf(.constant)
    case .operatorName:
      index += 1
      while let token = token(), token.kind == .punctuation, token.byte != UInt8(ascii: "("),
        token.byte != UInt8(ascii: ";")
      {
        index += 1
      }
      return false
    case .statement, .other:
      index += 1
      // `static_cast<T>(x)`: what is named inside counts.
      if isPunctuation("<"), templateEnd(from: index) != nil { readTemplateArguments() }
      return false
    }
    return true
  }

  /// Reads one suffix of the node that began at `mark`.
  private mutating func readSuffix(_ mark: Int, start: UInt32) -> Bool {
    guard let token = token(), token.kind == .punctuation, builder.mark > mark else { return false }
    switch token.byte {
    case UInt8(ascii: "("):
      guard builder.lastKind != CxxKind.number.kind, builder.lastKind != CxxKind.string.kind,
        bytes[Int(start)] != UInt8(ascii: "[")
      else { return false }
      builder.setLastRole(CxxRole.callee.role)
      index += 1
      readList(until: UInt8(ascii: ")"), role: .argument)
      close(.call, mark, start)
    case UInt8(ascii: "["):
      builder.setLastRole(CxxRole.base.role)
      index += 1
      readList(until: UInt8(ascii: "]"), role: .argument)
      close(.index, mark, start)
    case UInt8(ascii: "."), UInt8(ascii: "-"): return readMember(mark, start)
    case UInt8(ascii: ":") where isPunctuation("::"): return readQualified(mark, start)
    case UInt8(ascii: "<"):
      guard [CxxKind.name, .qualified, .member].contains(where: { $0.kind == builder.lastKind }),
        templateEnd(from: index) != nil
      else { return false }
      builder.setLastRole(CxxRole.base.role)
      readTemplateArguments()
      close(.instance, mark, start)
    default: return false
    }
    return true
  }

  private mutating func close(_ kind: CxxKind, _ mark: Int, _ start: UInt32) {
    builder.close(kind.kind, from: mark, start: start, end: lastEnd, role: CxxRole.element.role)
  }

  private mutating func readMember(_ mark: Int, _ start: UInt32) -> Bool {
    guard isPunctuation(".") || isPunctuation("->") else { return false }
    var ahead = 1
    if let word = token(1), word.kind == .identifier, spells(word, "template") { ahead = 2 }
    guard token(ahead)?.kind == .identifier else { return false }
    builder.setLastRole(CxxRole.base.role)
    index += ahead
    leaf(.identifier, role: .identifier)
    close(.member, mark, start)
    return true
  }

  private mutating func readQualified(_ mark: Int, _ start: UInt32) -> Bool {
    guard token(1)?.kind == .identifier,
      [CxxKind.name, .qualified, .instance, .call].contains(where: { $0.kind == builder.lastKind })
    else { return false }
    builder.setLastRole(CxxRole.base.role)
    index += 1
    leaf(.identifier, role: .identifier)
    close(.qualified, mark, start)
    return true
  }
}

// MARK: - Template arguments

extension CxxReader {
  /// The index behind the `>` that closes the `<` at `start`, if this reads like template arguments.
  private func templateEnd(from start: Int) -> Int? {
    var at = start + 1
    var angles = 1
    var brackets = 0
    while at < tokens.count, at - start < 200 {
      let token = tokens[at]
      at += 1
      switch token.kind {
      case .identifier, .number, .character: continue
      case .string, .hash, .lineEnd, .header, .comment: return nil
      case .punctuation: break
      }
      switch token.byte {
      case UInt8(ascii: "<") where brackets == 0: angles += 1
      case UInt8(ascii: ">") where brackets == 0:
        angles -= 1
        if angles == 0 { return follows(at) ? at : nil }
      case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        brackets -= 1
        if brackets < 0 { return nil }
      case UInt8(ascii: ":") where token.end - token.start == 2: break
      case UInt8(ascii: ","), UInt8(ascii: "*"), UInt8(ascii: "."): break
      case UInt8(ascii: "&"):
        // `a < b && c > d` compares; `f<T&&>` does not.
        if at + 1 < tokens.count, tokens[at].byte == UInt8(ascii: "&"), tokens[at + 1].kind == .identifier {
          return nil
        }
      case UInt8(ascii: "-"), UInt8(ascii: "+"): if brackets == 0 && token.end - token.start == 1 { return nil }
      default: return nil
      }
    }
    return nil
  }

  /// Whether what follows a closing angle bracket is what may follow template arguments.
  private func follows(_ at: Int) -> Bool {
    guard at < tokens.count else { return true }
    let token = tokens[at]
    switch token.kind {
    case .identifier, .lineEnd: return true
    case .punctuation: return "(:{>,);&*[]=.}".utf8.contains(token.byte)
    case .number, .string, .character, .hash, .header, .comment: return false
    }
  }

  private mutating func readTemplateArguments() {
    guard let end = templateEnd(from: index) else { return }
    index += 1
    while index < end - 1 {
      let mark = builder.mark
      let start = tokens[index].start
      while index < end - 1, tokens[index].byte != UInt8(ascii: ",") || tokens[index].kind != .punctuation {
        let before = index
        readElement()
        if index == before { index += 1 }
        if index > end - 1 { index = end - 1 }
      }
      if index > 0, tokens[index - 1].end > start {
        let last = tokens[index - 1].end
        if builder.isOneNode(since: mark, from: start, to: last) {
          builder.setLastRole(CxxRole.templateArgument.role)
        } else {
          builder.close(
            CxxKind.sequence.kind, from: mark, start: start, end: last, role: CxxRole.templateArgument.role)
        }
      }
      if index < end - 1 { index += 1 }
    }
    index = end
  }
}

extension TreeBuilder {
  var lastKind: NodeKind { rows[rows.count - 1].kind }

  /// Whether exactly one node was closed since `mark`, and it has these bytes.
  func isOneNode(since mark: Int, from start: UInt32, to end: UInt32) -> Bool {
    guard rows.count > 0, case let last = rows[rows.count - 1] else { return false }
    return Int(last.subtreeEnd) == rows.count - mark && last.start == start && last.end == end
  }
}
