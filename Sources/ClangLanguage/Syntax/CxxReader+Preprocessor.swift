// Lines of the preprocessor.

import SourceModel

extension CxxReader {
  /// Reads a line that begins with `#`, and its end.
  mutating func readDirective() {
    let mark = builder.mark
    let start = tokens[index].start
    index += 1
    var kind = CxxKind.directive
    if let word = token(), word.kind == .identifier {
      if spells(word, "include") || spells(word, "include_next") || spells(word, "import") { kind = .include }
      if spells(word, "define") { kind = .define }
      index += 1
    }
    if kind == .define { readDefined() }
    var end = lastEnd
    while let token = token(), token.kind != .lineEnd {
      if kind == .include, token.kind == .header || token.kind == .string {
        leaf(.header)
      } else {
        let before = index
        readElement()
        if index == before { index += 1 }
      }
      end = lastEnd
    }
    if token()?.kind == .lineEnd { index += 1 }
    builder.close(kind.kind, from: mark, start: start, end: end, role: CxxRole.element.role)
  }

  /// The macro's name and parameters, which the body behind them is no part of: `#define CALL(x) (x)->go()`.
  private mutating func readDefined() {
    guard let name = token(), name.kind == .identifier else { return }
    var end = index + 1
    // A parenthesis that touches the name opens its parameters.
    if let open = token(1), open.byte == UInt8(ascii: "("), open.start == name.end {
      while end < tokens.count, tokens[end].kind != .lineEnd, tokens[end].byte != UInt8(ascii: ")") { end += 1 }
      if end < tokens.count, tokens[end].kind != .lineEnd { end += 1 }
    }
    barrier = end
    readElement()
    barrier = tokens.count
    index = max(index, end)
  }
}
