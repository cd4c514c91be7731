// A walk through the elements of an XML document, from the first to the last, with nothing kept behind.

internal import CXML2

/// An element that was come to, with its attributes.
struct MarkupElement {
  let name: String
  let attributes: [(name: String, value: String)]
  let line: Int
  fileprivate let isEmpty: Bool
  fileprivate let serial: Int

  subscript(name: String) -> String? {
    for attribute in attributes where attribute.name == name { return attribute.value }
    return nil
  }

  /// An attribute that another vendor's documents write with `x-` before its name.
  func extended(_ name: String) -> String? { self[name] ?? self["x-" + name] }
}

/// The place in a document, moved on by reading.
final class MarkupCursor {
  private let reader: OpaquePointer
  private var serial = 0
  private var finished = 0
  private var names: [String: String] = [:]

  private let source: MarkupSource
  /// Memory that may still be taken for what lists of the document hold.
  private var room: Int

  /// Hands a cursor over the document's bytes to `body`; it is of no use afterwards.
  ///
  /// The bytes are taken out of `source` where nobody else holds them, and go as they are read.
  static func read<Result>(
    emptying source: inout ModelSource, _ body: (MarkupCursor) throws(FormatError) -> Result
  ) throws(FormatError) -> Result {
    let cursor = try MarkupCursor(emptying: &source)
    return try body(cursor)
  }

  private init(emptying source: inout ModelSource) throws(FormatError) {
    let encoding: String?
    let allowance = source.bytes.allowance(beyond: MarkupLimit.memory)
    (self.source, encoding) = try Self.taken(&source)
    // The text goes as it is read.
    room = self.source.count + allowance
    guard cxml_is_available() != 0 else {
      throw FormatError(
        .missingLibrary, "PMML",
        "PMML is read with libxml2, which is not on this machine. On Debian: apt install libxml2.")
    }
    let context = Unmanaged.passUnretained(self.source).toOpaque()
    guard self.source.count > 0, let reader = cxml_open(MarkupSource.next, context, encoding) else {
      throw FormatError(.malformed, "PMML", "The document is empty.")
    }
    self.reader = reader
  }

  private static func taken(_ source: inout ModelSource) throws(FormatError) -> (MarkupSource, encoding: String?) {
    let (bytes, encoding) = try MarkupScan.prepare(source.bytes)
    source.bytes = Bytes([])
    return (MarkupSource(bytes), encoding)
  }

  /// Counts what an item of a list will take, before it is kept: few items of a document are larger than their text, and
  /// where all are, the document was made to take memory.
  func keep<Item>(_: Item.Type, behind count: Int, of element: MarkupElement) throws(FormatError) {
    // A long list that grows is copied to one twice as long.
    room -= MemoryLayout<Item>.stride * (count < 64 ? 1 : 2)
    guard room >= 0 else {
      throw FormatError(
        .tooLarge, "PMML",
        "Line \(element.line), \(element.name): what the document lists takes more than twice its size.")
    }
  }

  deinit { cxml_close(reader) }

  /// The outermost element.
  func root() throws(FormatError) -> MarkupElement {
    while true {
      switch cxml_next(reader) {
      case CXML_ELEMENT: return element()
      case CXML_TEXT, CXML_OTHER: continue
      case CXML_END: throw FormatError(.truncated, "PMML", "The document has no element.")
      default: throw failure()
      }
    }
  }

  /// Each child in order. What `body` does not read of a child is passed over.
  func children(
    of parent: MarkupElement, _ body: (MarkupElement) throws(FormatError) -> Void
  ) throws(FormatError) {
    finished = parent.serial
    if parent.isEmpty { return }
    while true {
      switch cxml_next(reader) {
      case CXML_ELEMENT:
        let child = element()
        try body(child)
        if finished < child.serial { try skip(child) }
      case CXML_CLOSE:
        finished = serial
        return
      case CXML_TEXT, CXML_OTHER: continue
      case CXML_END: throw FormatError(.truncated, "PMML", "The document ends inside \(parent.name).")
      default: throw failure()
      }
    }
  }

  /// The text of an element, that of its children left out.
  func text(of parent: MarkupElement) throws(FormatError) -> String {
    var text = ""
    try pieces(of: parent) { (piece) throws(FormatError) in text += String(cString: piece) }
    return text
  }

  /// The same, byte by byte and nothing kept.
  func scan(textOf parent: MarkupElement, _ body: (UInt8) throws(FormatError) -> Void) throws(FormatError) {
    try pieces(of: parent) { (piece) throws(FormatError) in
      var place = piece
      while place.pointee != 0 {
        try body(UInt8(bitPattern: place.pointee))
        place += 1
      }
    }
  }

  private func pieces(
    of parent: MarkupElement, _ body: (UnsafePointer<CChar>) throws(FormatError) -> Void
  ) throws(FormatError) {
    finished = parent.serial
    if parent.isEmpty { return }
    var depth = 0
    while true {
      switch cxml_next(reader) {
      case CXML_TEXT: if depth == 0 { try body(cxml_text(reader)) }
      case CXML_ELEMENT: if cxml_is_empty(reader) == 0 { depth += 1 }
      case CXML_CLOSE:
        if depth == 0 {
          finished = serial
          return
        }
        depth -= 1
      case CXML_OTHER: continue
      case CXML_END: throw FormatError(.truncated, "PMML", "The document ends inside \(parent.name).")
      default: throw failure()
      }
    }
  }

  func skip(_ element: MarkupElement) throws(FormatError) { try children(of: element) { _ in } }

  /// One copy of a name that many elements hold.
  func shared(_ name: String) -> String {
    if name.utf8.count <= 15 { return name }
    if let known = names[name] { return known }
    names[name] = name
    return name
  }

  func malformed(_ element: MarkupElement, _ message: String) -> FormatError {
    FormatError(.malformed, "PMML", "Line \(element.line), \(element.name): \(message)")
  }

  func unsupported(_ element: MarkupElement, _ message: String) -> FormatError {
    FormatError(.unsupported, "PMML", "Line \(element.line), \(element.name): \(message)")
  }

  private func element() -> MarkupElement {
    serial += 1
    let name = String(cString: cxml_name(reader))
    let isEmpty = cxml_is_empty(reader) != 0
    var attributes: [(name: String, value: String)] = []
    var isFirst: Int32 = 1
    while cxml_next_attribute(reader, isFirst) == 1 {
      isFirst = 0
      attributes.append(
        (String(cString: cxml_attribute_name(reader)), String(cString: cxml_attribute_value(reader))))
    }
    return MarkupElement(
      name: name, attributes: attributes, line: Int(cxml_line(reader)), isEmpty: isEmpty, serial: serial)
  }

  private func failure() -> FormatError {
    let problem = String(cString: cxml_problem(reader))
    let line = Int(cxml_problem_line(reader))
    if problem.isEmpty {
      return FormatError(.unsupported, "PMML", "Line \(cxml_line(reader)): entities and document types are not read.")
    }
    return FormatError(.malformed, "PMML", "Line \(line): \(problem).")
  }
}
