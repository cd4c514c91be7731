// Strings: constants, f-strings and t-strings, as each version takes them apart.

import PythonLanguage
import SourceModel

/// A part of a formatted string: text, or a field.
private enum StringPart {
  case text([UInt32], ByteRange, isUnicode: Bool)
  case field(NodeID, isRaw: Bool)
}

extension Dumper {
  private var content: StringContent {
    StringContent(tree: tree, encoding: encoding, unicode: Printable.unicode(of: version))
  }

  mutating func strings(_ node: NodeID) throws(Refused) {
    switch tree.python(node) {
    case .joinedString, .templateString: try formatted(node)
    case .bytes: try bytes(node)
    default: try plain(node)
    }
  }

  /// The literals a string is made of: its own node if it is but one.
  private func literals(of node: NodeID) -> [NodeID] {
    let parts = children(.literals, of: node)
    return parts.isEmpty ? [node] : parts
  }

  private func isRaw(_ literal: NodeID) -> Bool {
    StringFlags(rawValue: tree.detail(literal)).contains(.raw)
  }

  private mutating func bytes(_ node: NodeID) throws(Refused) {
    var value: [UInt8] = []
    for literal in literals(of: node) {
      value += try content.bytes(in: content.content(of: literal), isRaw: isRaw(literal))
    }
    begin("Constant")
    text.field("value")
    text.byteString(value)
    absent("kind")
    end(tree.range(node))
  }

  private mutating func plain(_ node: NodeID) throws(Refused) {
    var points: [UInt32] = []
    for literal in literals(of: node) {
      points += try content.points(in: content.content(of: literal), isRaw: isRaw(literal))
    }
    constant(points, tree.range(node), isUnicode: beginsWithU(tree.range(node)))
  }

  /// Only the small letter makes a kind.
  private func beginsWithU(_ range: ByteRange) -> Bool { tree.bytes[Int(range.start)] == 0x75 }

  private mutating func constant(_ points: [UInt32], _ range: ByteRange, isUnicode: Bool) {
    begin("Constant")
    text.field("value")
    text.string(points, unicode: Printable.unicode(of: version))
    if isUnicode { word("kind", "'u'") } else { absent("kind") }
    end(range)
  }

  // MARK: Formatted strings

  private mutating func formatted(_ node: NodeID) throws(Refused) {
    var parts: [StringPart] = []
    for literal in children(.literals, of: node) {
      if tree.python(literal) == .stringLiteral {
        let points = try content.points(in: content.content(of: literal), isRaw: isRaw(literal))
        parts.append(.text(points, tree.range(literal), isUnicode: beginsWithU(tree.range(literal))))
      } else {
        parts += try self.parts(of: literal, isRaw: isRaw(literal), doubledBraces: true)
      }
    }
    begin(tree.python(node) == .templateString ? "TemplateStr" : "JoinedStr")
    try values(parts, whole: tree.range(node), isTemplate: tree.python(node) == .templateString)
    end(tree.range(node))
  }

  /// The parts of an f-string literal or a format specification, with the text of `=` fields before them.
  private func parts(of node: NodeID, isRaw: Bool, doubledBraces: Bool) throws(Refused) -> [StringPart] {
    var parts: [StringPart] = []
    for child in children(.values, of: node) {
      if tree.python(child) == .literalText {
        let points = try content.points(in: tree.range(child), isRaw: isRaw, doubledBraces: doubledBraces)
        parts.append(.text(points, tree.range(child), isUnicode: false))
      } else {
        if tree.detail(child) == 1 { parts.append(try debugText(child)) }
        parts.append(.field(child, isRaw: isRaw))
      }
    }
    return parts
  }

  /// The text of `{expression=` from the brace to the conversion, specification or closing brace.
  private func debugText(_ field: NodeID) throws(Refused) -> StringPart {
    let range = tree.range(field)
    let end =
      [PythonRole.conversion, .formatSpecification].compactMap { role in
        tree.child(role.role, of: field).map { child in
          tree.range(child).start - (role == .conversion ? 1 : 0)
        }
      }.min() ?? range.end - 1
    let text = ByteRange(range.start + 1, end)
    let points = try content.points(in: text, isRaw: true)
    return .text(version.minor >= 12 ? withoutComments(points) : points, text, isUnicode: false)
  }

  /// Without the comments that a field may hold since 3.12.
  private func withoutComments(_ points: [UInt32]) -> [UInt32] {
    guard points.contains(0x23) else { return points }
    var kept: [UInt32] = []
    var quote: UInt32?
    var inComment = false
    for point in points {
      if inComment {
        if point == 0x0A { inComment = false } else { continue }
      } else if let open = quote {
        if point == open { quote = nil }
      } else if point == 0x22 || point == 0x27 {
        quote = point
      } else if point == 0x23 {
        inComment = true
        continue
      }
      kept.append(point)
    }
    return kept
  }

  /// Writes the parts with neighbouring texts made one and empty ones left out.
  private mutating func values(
    _ parts: [StringPart], whole: ByteRange, isTemplate: Bool
  ) throws(Refused) {
    let merged = merge(parts, whole: whole)
    if merged.isEmpty { return emptyList("values") }
    text.field("values")
    text.beginList()
    for part in merged {
      text.element()
      switch part {
      case .text(let points, let range, let isUnicode): constant(points, range, isUnicode: isUnicode)
      case .field(let node, let isRaw):
        try field(node, isRaw: isRaw, whole: whole, isTemplate: isTemplate)
      }
    }
    text.endList()
  }

  private func merge(_ parts: [StringPart], whole: ByteRange) -> [StringPart] {
    let isOld = version.minor < 12
    var merged: [StringPart] = []
    for part in parts {
      guard case .text(let points, let range, let isUnicode) = part else {
        merged.append(part)
        continue
      }
      if points.isEmpty && !range.isEmpty { continue }
      if !points.isEmpty, case .text(let before, let first, let kind)? = merged.last {
        merged[merged.count - 1] = .text(
          before + points, isOld ? whole : ByteRange(first.start, range.end), isUnicode: kind)
      } else {
        merged.append(
          .text(points, isOld ? whole : range, isUnicode: isOld ? beginsWithU(whole) : isUnicode))
      }
    }
    return merged
  }

  private mutating func field(
    _ node: NodeID, isRaw: Bool, whole: ByteRange, isTemplate: Bool
  ) throws(Refused) {
    begin(isTemplate ? "Interpolation" : "FormattedValue")
    try child("value", .value, of: node)
    if isTemplate { try expressionText(node) }
    integer("conversion", conversion(of: node))
    if let specification = tree.child(PythonRole.formatSpecification.role, of: node) {
      text.field("format_spec")
      let range = version.minor < 12 ? whole : tree.range(specification)
      begin("JoinedStr")
      var parts = try self.parts(of: specification, isRaw: isRaw, doubledBraces: false)
      if version.minor == 12 { parts = withEmptyTexts(parts, range) }
      try values(parts, whole: range, isTemplate: false)
      end(range)
    } else {
      absent("format_spec")
    }
    end(version.minor < 12 ? whole : tree.range(node))
  }

  /// 3.12 keeps empty texts in a specification: before a field that begins with a brace, after a field that ends it,
  /// and after a named escape that ends it.
  private func withEmptyTexts(_ parts: [StringPart], _ range: ByteRange) -> [StringPart] {
    var kept: [StringPart] = []
    for part in parts {
      if case .field(let node, _) = part {
        let start = tree.range(node).start
        var followsText = false
        if case .text? = kept.last { followsText = true }
        if tree.bytes[Int(start) + 1] == 0x7B && !followsText {
          kept.append(.text([], ByteRange(start, start), isUnicode: false))
        }
      }
      kept.append(part)
    }
    guard let last = parts.last else { return kept }
    var isDue = true
    if case .text = last { isDue = tree.bytes[Int(range.end) - 1] == 0x7D }
    if isDue { kept.append(.text([], ByteRange(range.end, range.end), isUnicode: false)) }
    return kept
  }

  /// The character of the conversion, `r` for `=` with nothing after it, else -1.
  private func conversion(of node: NodeID) -> Int {
    if let letter = tree.child(PythonRole.conversion.role, of: node) {
      return Int(tree.bytes[Int(tree.range(letter).start)])
    }
    let isPlain = tree.child(PythonRole.formatSpecification.role, of: node) == nil
    return tree.detail(node) == 1 && isPlain ? 0x72 : -1
  }

  /// What stands in a t-string's field, without the blanks and `=` that end it.
  private mutating func expressionText(_ node: NodeID) throws(Refused) {
    guard case .text(var points, _, _) = try debugText(node) else { return }
    while let last = points.last, last == 0x3D || last == 0x20 || (0x09...0x0D).contains(last) {
      points.removeLast()
    }
    text.field("str")
    text.string(points, unicode: Printable.unicode(of: version))
  }
}
