// What the YAML reader stumbles over, said in the words of a person who writes rules.

import SourceModel
import Yams

extension RuleDocument {
  /// A YAML reader's error as one that teaches.
  func syntaxError(_ error: any Error) -> RuleError {
    guard let error = error as? YamlError else {
      return self.error(.syntax, "the file cannot be read as YAML: \(error)", at: 0, length: 1)
    }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return syntaxError(problem, context: context, at: offset(line: mark.line, column: mark.column))
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let start = offset(line: context.mark.line, column: context.mark.column)
      return self.error(
        .duplicateKey, "`\(key)` is written twice in one mapping", remedy: "keep one of the two", at: start,
        length: key.utf8.count)
    case .reader(let problem, let offset, _, _):
      return self.error(
        .encoding, "a character that YAML does not allow (\(problem))", remedy: "delete it, or write it as an escape",
        at: byteOffset(ofCharacter: offset ?? 0), length: 1)
    default:
      return self.error(.syntax, "the file cannot be read as YAML: \(error)", at: 0, length: 1)
    }
  }

  private func syntaxError(_ problem: String, context: YamlError.Context?, at offset: Int) -> RuleError {
    let start = context.map { self.offset(line: $0.mark.line, column: $0.mark.column) } ?? offset
    switch problem {
    case "mapping values are not allowed in this context":
      return endsFirstWord(offset) ? indentedTooFar(at: offset) : unquotedColon(at: offset)
    case "could not find expected ':'":
      return error(
        .syntax, "a line is a key, a colon and a value", remedy: "write `key: value`", at: start,
        length: text(ofLine: place(at: start).position.line).utf8.count - place(at: start).position.column + 1)
    case "found unexpected end of stream" where start < bytes.count:
      return error(.syntax, "this quote is never closed", remedy: "close it on the same line", at: start, length: 1)
    case "expected a single document in the stream":
      return error(.syntax, problem, at: offset, length: 3)
    case "but found another document":
      return error(.syntax, "a file holds one document", remedy: "delete the `---`", at: offset, length: 3)
    default:
      return unexpected(problem, at: offset, contextStart: start)
    }
  }

  private func unexpected(_ problem: String, at offset: Int, contextStart: Int) -> RuleError {
    if isOnIndentation(offset), offset < bytes.count, bytes[offset] == 0x09 {
      return error(.syntax, "a tab indents this line", remedy: "indent with spaces", at: offset, length: 1)
    }
    if let quoted = needsQuotes(problem, at: offset) ?? needsQuotes(problem, at: contextStart) { return quoted }
    if problem.contains("expected ',' or") {
      let mark = contextStart < bytes.count && bytes[contextStart] == 0x7B ? "}" : "]"
      return error(
        .syntax, "this is never closed by `\(mark)`", remedy: "close it, or put the text in quotes", at: contextStart,
        length: 1)
    }
    if followsQuote(offset) {
      return error(
        .syntax, "text after a closing quote", remedy: "put the whole text in quotes, and write \\\" for a quote in it",
        at: offset, length: 1)
    }
    if problem.contains("did not find expected") {
      return error(
        .syntax, "this line does not fit the lines above it", remedy: "indent it as its neighbours are", at: offset,
        length: 1)
    }
    return error(.syntax, "not YAML here: \(problem)", at: offset, length: 1)
  }

  /// Whether the colon at `offset` ends the first word of its line, and so was meant to make it a key.
  private func endsFirstWord(_ offset: Int) -> Bool {
    let start = Int(lines.starts[place(at: offset).position.line - 1])
    return !bytes[start..<offset].drop { $0 == 0x20 || $0 == 0x2D }.contains { $0 == 0x20 || $0 == 0x3A }
  }

  private func indentedTooFar(at offset: Int) -> RuleError {
    let start = Int(lines.starts[place(at: offset).position.line - 1])
    let first = bytes[start..<offset].firstIndex { $0 != 0x20 } ?? offset
    return error(
      .syntax, "this line is indented further than the lines above it", remedy: "indent it as its neighbours are",
      at: first, length: offset - first)
  }

  /// `was: f(x: int)`, where YAML sees a second key.
  private func unquotedColon(at offset: Int) -> RuleError {
    let message = "YAML takes the `: ` in this text for a second key"
    let line = text(ofLine: place(at: offset).position.line)
    var remedy = "put the text in quotes"
    if let colon = line.firstRange(of: ": ") {
      let key = line[..<colon.upperBound].drop { $0 == " " || $0 == "-" }
      remedy += ": \(key)\(quoted(String(line[colon.upperBound...])))"
    }
    return error(.syntax, message, remedy: remedy, at: offset, length: 1)
  }

  /// A text that begins with a character of YAML's own.
  private func needsQuotes(_ problem: String, at offset: Int) -> RuleError? {
    let special: Set<UInt8> = [0x60, 0x40, 0x25, 0x2A, 0x26, 0x21, 0x7C, 0x3E]
    guard offset < bytes.count, !problem.isEmpty else { return nil }
    var start = offset
    // Aliases, anchors and tags are reported from behind their first character.
    if !special.contains(bytes[start]), start > 0, special.contains(bytes[start - 1]) { start -= 1 }
    guard special.contains(bytes[start]) else { return nil }
    let line = place(at: start).position.line
    let end = Int(lines.range(ofLine: line).end)
    let rest = String(decoding: bytes[start..<end], as: UTF8.self).filter { !$0.isNewline }
    let character = bytes[start] == 0x60 ? "a backtick" : "`\(String(decoding: [bytes[start]], as: UTF8.self))`"
    return error(
      .syntax, "a text that begins with \(character) must stand in quotes", remedy: "write \(quoted(rest))", at: start,
      length: 1)
  }

  private func quoted(_ text: String) -> String {
    if !text.contains("\"") { return "\"\(text)\"" }
    return text.contains("'") ? "\"" + text.map { $0 == "\"" ? "\\\"" : String($0) }.joined() + "\"" : "'\(text)'"
  }

  private func isOnIndentation(_ offset: Int) -> Bool {
    let start = Int(lines.starts[place(at: offset).position.line - 1])
    return bytes[start..<min(offset, bytes.count)].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private func followsQuote(_ offset: Int) -> Bool {
    var index = min(offset, bytes.count) - 1
    while index >= 0, bytes[index] == 0x20 { index -= 1 }
    return index >= 0 && (bytes[index] == 0x22 || bytes[index] == 0x27)
  }

  private func byteOffset(ofCharacter index: Int) -> Int {
    String(decoding: bytes, as: UTF8.self).prefix(index).utf8.count
  }
}
