// Elements as bytes, indented, in UTF-8.

internal import PredictiveMarkup

/// XML that grows.
struct MarkupWriter {
  private(set) var bytes = ContiguousArray<UInt8>()
  private var depth = 0

  init() { append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n") }

  typealias Attributes = KeyValuePairs<String, String?>

  /// An element with what `body` writes inside it. Attributes that are nil are left out.
  mutating func element(_ name: String, _ attributes: Attributes = [:], _ body: (inout MarkupWriter) -> Void = { _ in })
  {
    element(name, pairs: attributes.map { ($0.key, $0.value) }, body)
  }

  mutating func element(
    _ name: String, pairs attributes: [(String, String?)], _ body: (inout MarkupWriter) -> Void = { _ in }
  ) {
    start(name, attributes)
    let before = bytes.count
    append(">\n")
    depth += 1
    body(&self)
    depth -= 1
    if bytes.count == before + 2 {
      bytes.removeLast(2)
      append("/>\n")
    } else {
      indent()
      append("</\(name)>\n")
    }
  }

  mutating func element(_ name: String, _ attributes: Attributes = [:], text: String) {
    start(name, attributes.map { ($0.key, $0.value) })
    append(">")
    escape(text)
    append("</\(name)>\n")
  }

  private mutating func start(_ name: String, _ attributes: [(String, String?)]) {
    indent()
    append("<")
    append(name)
    for (key, value) in attributes {
      guard let value else { continue }
      append(" ")
      append(key)
      append("=\"")
      escape(value)
      append("\"")
    }
  }

  private mutating func indent() { for _ in 0..<depth { bytes.append(0x20) } }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func escape(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case UInt8(ascii: "\""): append("&quot;")
      case 0x09, 0x0A, 0x0D: append("&#\(byte);")
      // XML 1.0 has no way to write the other control characters.
      case 0..<0x20: append("\u{FFFD}")
      default: bytes.append(byte)
      }
    }
  }

  mutating func array(_ numbers: [Double], type: String = "real") {
    element(
      "Array", ["type": type, "n": String(numbers.count)], text: numbers.map(Literal.text).joined(separator: " "))
  }

  mutating func array(words: [String]) {
    let quoted = words.map { word in
      var text = "\""
      for character in word {
        if character == "\"" || character == "\\" { text += "\\" }
        text.append(character)
      }
      return text + "\""
    }
    element("Array", ["type": "string", "n": String(words.count)], text: quoted.joined(separator: " "))
  }

  mutating func table(_ table: InlineTable) {
    element("InlineTable") { writer in
      for row in table.rows {
        writer.element("row") { writer in
          for (column, cell) in zip(table.columns, row) {
            if let cell { writer.element(column, text: cell) }
          }
        }
      }
    }
  }
}

func text(_ number: Double?) -> String? { number.map(Literal.text) }

/// Nil where the number is what the standard takes for granted.
func text(_ number: Double, unless usual: Double) -> String? { number == usual ? nil : Literal.text(of: number) }
