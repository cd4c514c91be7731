// One author's file: its bytes, its lines, its YAML, and errors that point into it.

import SourceModel
import Yams

/// A rule file as bytes and lines.
struct RuleDocument: Sendable {
  let path: String
  let bytes: ContiguousArray<UInt8>
  let lines: LineTable

  init(path: String, bytes: ContiguousArray<UInt8>) {
    self.path = path
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    self.bytes = bytes.starts(with: mark) ? ContiguousArray(bytes.dropFirst(mark.count)) : bytes
    lines = LineTable(self.bytes)
  }

  // MARK: Places

  func place(at offset: Int) -> RulePlace {
    RulePlace(file: path, position: lines.position(of: UInt32(min(max(0, offset), bytes.count))))
  }

  /// The line numbered from 1, without its end.
  func text(ofLine line: Int) -> String {
    guard line >= 1, line <= lines.starts.count else { return "" }
    let content = bytes[lines.range(ofLine: line).range]
    return String(decoding: content.prefix { $0 != 0x0A && $0 != 0x0D }, as: UTF8.self)
  }

  /// The byte offset of a mark of the YAML reader, which counts columns in Unicode scalars.
  func offset(line: Int, column: Int) -> Int {
    guard line >= 1, line <= lines.starts.count else { return bytes.count }
    var offset = Int(lines.starts[line - 1])
    var left = column - 1
    while left > 0, offset < bytes.count {
      offset += 1
      while offset < bytes.count, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      left -= 1
    }
    return offset
  }

  // MARK: Errors

  func error(
    _ code: RuleError.Code, _ message: String, remedy: String? = nil, at offset: Int, length: Int
  ) -> RuleError {
    let place = place(at: offset)
    return RuleError(
      code: code, message: message, remedy: remedy, place: place, length: length,
      line: text(ofLine: place.position.line))
  }

  /// An error about a whole node, underlined as far as its first line goes.
  func error(_ code: RuleError.Code, _ message: String, remedy: String? = nil, at node: YAMLNode) -> RuleError {
    error(code, message, remedy: remedy, at: node.start, length: extent(of: node))
  }

  /// An error about a part of a scalar's text, given as byte offsets into that text.
  func error(
    _ code: RuleError.Code, _ message: String, remedy: String? = nil, at range: Range<Int>, of node: YAMLNode
  ) -> RuleError {
    let map = ScalarMap(of: node, in: self)
    let start = map.offset(of: range.lowerBound)
    let end = max(start + 1, map.offset(of: range.upperBound))
    return error(code, message, remedy: remedy, at: start, length: end - start)
  }

  /// How many bytes of a node's first line belong to it.
  private func extent(of node: YAMLNode) -> Int {
    if case .scalar(let text, let style) = node.content {
      switch style {
      case .literal, .folded: return 1
      case .plain where text.isEmpty: return 1
      case .plain, .singleQuoted, .doubleQuoted:
        let end = ScalarMap(of: node, in: self).end
        return max(1, min(end, endOfLine(at: node.start)) - node.start)
      }
    }
    return max(1, endOfLine(at: node.start) - node.start)
  }

  private func endOfLine(at offset: Int) -> Int {
    var end = offset
    while end < bytes.count, bytes[end] != 0x0A, bytes[end] != 0x0D { end += 1 }
    while end > offset, bytes[end - 1] == 0x20 { end -= 1 }
    return end
  }

  // MARK: YAML

  /// The file's one document; an empty file is an error.
  func compose() throws(RuleError) -> YAMLNode {
    if let root = QuickYAML.compose(bytes) { return root }
    return try composeByYams()
  }

  /// The file's one document as Yams reads it.
  func composeByYams() throws(RuleError) -> YAMLNode {
    let text = String(decoding: bytes, as: UTF8.self)
    guard text.utf8.elementsEqual(bytes) else {
      throw error(.encoding, "the file is not UTF-8", remedy: "save it as UTF-8", at: firstBadByte, length: 1)
    }
    do {
      guard let root = try Yams.compose(yaml: text, Resolver.basic, Constructor.default, .utf8) else {
        throw error(.shape, "the file is empty", remedy: "write at least `release: \"1.0\"`", at: 0, length: 1)
      }
      return node(root)
    } catch let error as RuleError {
      throw error
    } catch {
      throw syntaxError(error)
    }
  }

  private var firstBadByte: Int {
    let healed = ContiguousArray(String(decoding: bytes, as: UTF8.self).utf8)
    return zip(bytes, healed).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? bytes.count
  }

  private func node(_ node: Node) -> YAMLNode {
    let start = node.mark.map { offset(line: $0.line, column: $0.column) } ?? 0
    switch node {
    case .scalar(let scalar):
      return YAMLNode(content: .scalar(scalar.string, style(scalar.style)), start: start)
    case .mapping(let mapping):
      let pairs = mapping.map { YAMLNode.Pair(key: self.node($0.key), value: self.node($0.value)) }
      return YAMLNode(content: .mapping(pairs), start: start)
    case .sequence(let sequence):
      return YAMLNode(content: .sequence(sequence.map { self.node($0) }), start: start)
    case .alias:
      // Composing resolves aliases, so none is left.
      return YAMLNode(content: .scalar("", .plain), start: start)
    }
  }

  private func style(_ style: Node.Scalar.Style) -> YAMLNode.Style {
    switch style {
    case .singleQuoted: .singleQuoted
    case .doubleQuoted: .doubleQuoted
    case .literal: .literal
    case .folded: .folded
    case .any, .plain: .plain
    }
  }
}
