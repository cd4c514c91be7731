// The tokens of a text, trivia included.

import PythonLanguage
import SourceModel
import Testing

private func listing(_ source: String) -> [String] {
  let text = bytes(source)
  return PythonParser.tokens(text).filter { $0.kind != .blank }.map { token in
    let spelled = String(decoding: text[token.range.range], as: UTF8.self).unicodeScalars.map { scalar in
      scalar == "\n" ? "\\n" : scalar == "\r" ? "\\r" : String(scalar)
    }
    return "\(token.kind) \"\(spelled.joined())\""
  }
}

@Suite struct TokenTests {
  @Test("Comments, line breaks and continuations are tokens")
  func trivia() {
    #expect(
      listing("a = (  # one\n  1,)\n\n# two\nb\\\n+c") == [
        "name \"a\"", "punctuation \"=\"", "punctuation \"(\"", "comment \"# one\"", "lineBreak \"\\n\"",
        "number \"1\"", "punctuation \",\"", "punctuation \")\"", "newline \"\\n\"", "lineBreak \"\\n\"",
        "comment \"# two\"", "lineBreak \"\\n\"", "name \"b\"", "continuation \"\\\\n\"", "punctuation \"+\"",
        "name \"c\"",
      ])
  }

  @Test("An f-string is its start, texts, fields and end")
  func formatted() {
    #expect(
      listing("f'a{{{b['c']!r:>{w}}d' + e") == [
        "formattedStart \"f'\"", "formattedText \"a{{\"", "punctuation \"{\"", "name \"b\"", "punctuation \"[\"",
        "string \"'c'\"", "punctuation \"]\"", "punctuation \"!\"", "name \"r\"", "punctuation \":\"",
        "formattedText \">\"", "punctuation \"{\"", "name \"w\"", "punctuation \"}\"", "punctuation \"}\"",
        "formattedText \"d\"", "formattedEnd \"'\"", "punctuation \"+\"", "name \"e\"",
      ])
  }

  @Test("A mark, form feeds and carriage returns are covered")
  func oddBytes() {
    let source = "\u{FEFF}a\r\n\u{C}b\rc"
    expectLaws(PythonParser.parse(bytes(source)), of: source)
    #expect(listing(source) == ["name \"a\"", "newline \"\\r\\n\"", "name \"b\"", "newline \"\\r\"", "name \"c\""])
  }
}
