// Reads nodes strictly: every key known, every shape right, every mistake kept.

import Semantics
import SourceModel

/// Takes an author's nodes apart and collects what is wrong with them.
struct NodeReader {
  let document: RuleDocument
  private(set) var errors: [RuleError] = []

  init(_ document: RuleDocument) { self.document = document }

  // MARK: Errors

  mutating func fail(_ error: RuleError) { errors.append(error) }

  mutating func fail(_ code: RuleError.Code, _ message: String, remedy: String? = nil, at node: YAMLNode) {
    fail(document.error(code, message, remedy: remedy, at: node))
  }

  mutating func fail(
    _ code: RuleError.Code, _ message: String, remedy: String? = nil, at range: Range<Int>, of node: YAMLNode
  ) {
    fail(document.error(code, message, remedy: remedy, at: range, of: node))
  }

  /// What a language says of a rule's text; `shift` is how many bytes of the scalar came before that text.
  mutating func fail(
    _ code: RuleError.Code, _ error: RuleTextError, remedy: String? = nil, in node: YAMLNode, shift: Int = 0
  ) {
    let range = error.range.range
    fail(code, error.message, remedy: remedy, at: (range.lowerBound + shift)..<(range.upperBound + shift), of: node)
  }

  // MARK: Shapes

  /// The keys of a mapping, all of which must be among `known`. `what` names the mapping: `a change`.
  mutating func fields(_ node: YAMLNode, of what: String, known: [String]) -> Fields? {
    guard case .mapping(let pairs) = node.content else {
      fail(.shape, "\(what) is a mapping, and this is \(node.shape)", remedy: "write `key: value` lines", at: node)
      return nil
    }
    var fields = Fields(node: node)
    for pair in pairs {
      guard let key = pair.key.scalar else {
        fail(.shape, "a key is a text", at: pair.key)
        continue
      }
      if known.contains(key) {
        fields.add(pair, named: key)
      } else {
        fields.add(misspelt: failUnknown(key, at: pair.key, of: what, known: known))
      }
    }
    return fields
  }

  /// Tells of a key that is not known; the key that was meant, if that is clear.
  private mutating func failUnknown(
    _ key: String, at node: YAMLNode, of what: String, known: [String]
  ) -> String? {
    let nearest = Suggestion.nearest(to: key, among: known)
    fail(
      .unknownKey, "\(what) has no key `\(key)`",
      remedy: nearest.map { "did you mean `\($0)`?" } ?? "its keys are \(Suggestion.list(known))", at: node)
    return nearest
  }

  /// A key that must be there and is not, unless it is there misspelt.
  mutating func failMissing(
    _ keys: [String], _ message: String, remedy: String, at node: YAMLNode, in fields: Fields
  ) {
    if fields.misspelt.isDisjoint(with: keys) { fail(.missingKey, message, remedy: remedy, at: node) }
  }

  private func remedy(for node: YAMLNode, otherwise remedy: String) -> String {
    node.shape == "nothing" ? "write it, or leave the key out" : remedy
  }

  /// The pairs of a mapping with free keys.
  mutating func pairs(_ node: YAMLNode, of what: String) -> [(key: String, pair: YAMLNode.Pair)] {
    guard case .mapping(let pairs) = node.content else {
      fail(
        .shape, "\(what) is a mapping, and this is \(node.shape)",
        remedy: remedy(for: node, otherwise: "write `key: value` lines"), at: node)
      return []
    }
    if pairs.isEmpty { fail(.shape, "\(what) is empty", remedy: "leave the key out", at: node) }
    return pairs.compactMap { pair in pair.key.scalar.map { ($0, pair) } }
  }

  /// The items of a list that is not empty.
  mutating func items(_ node: YAMLNode, of what: String) -> [YAMLNode] {
    guard case .sequence(let items) = node.content else {
      let brackets = node.scalar.map { "write `[\($0)]`, or begin each item with `- `" }
      fail(
        .shape, "\(what) is a list, and this is \(node.shape)",
        remedy: remedy(for: node, otherwise: brackets ?? "begin each item with `- `"), at: node)
      return []
    }
    if items.isEmpty { fail(.shape, "\(what) is empty", remedy: "leave the key out", at: node) }
    return items
  }

  /// A text that is not empty.
  mutating func text(_ node: YAMLNode, of what: String) -> String? {
    guard let text = node.scalar else {
      fail(
        .shape, "`\(what)` is a text, and this is \(node.shape)", remedy: "put it in quotes if it is meant", at: node)
      return nil
    }
    guard text.contains(where: { !$0.isWhitespace }) else {
      fail(.shape, "`\(what)` says nothing", remedy: "write its text, or leave the key out", at: node)
      return nil
    }
    return text
  }

  mutating func texts(_ node: YAMLNode, of what: String) -> [String] {
    items(node, of: "`\(what)`").compactMap { text($0, of: what) }
  }

  // MARK: Values

  mutating func release(_ node: YAMLNode?, of what: String) -> Release? {
    guard let node, let text = text(node, of: what) else { return nil }
    guard let release = Release(text) else {
      fail(
        .release, "`\(text)` is not a release", remedy: "write numbers with dots, such as `\(what): \"2.0\"`", at: node)
      return nil
    }
    return release
  }

  /// `["3.8", "3.12"]`: the oldest and the newest of a range.
  mutating func releases(_ node: YAMLNode, of what: String) -> ClosedRange<Release>? {
    let bounds = items(node, of: what).compactMap { release($0, of: what) }
    guard bounds.count == 2, bounds[0] <= bounds[1] else {
      fail(
        .release, "\(what) is no range of releases",
        remedy: "write the oldest and the newest, as in `[\"3.8\", \"3.12\"]`", at: node)
      return nil
    }
    return bounds[0]...bounds[1]
  }

  mutating func grade(_ node: YAMLNode?) -> Grade? {
    guard let node, let text = text(node, of: "grade") else { return nil }
    guard let grade = Grade(rawValue: text) else {
      let known = Grade.allCases.map(\.rawValue)
      let nearest = Suggestion.nearest(to: text, among: known)
      fail(
        .grade, "`\(text)` is no grade",
        remedy: nearest.map { "did you mean `\($0)`?" } ?? "write one of \(Suggestion.list(known))", at: node)
      return nil
    }
    return grade
  }

  /// A name with dots (or `::`), without blanks or parentheses.
  mutating func qualifiedName(_ text: String, at node: YAMLNode) -> String? {
    guard QualifiedName.isWellFormed(text) else {
      fail(
        .name, "`\(text)` is not a qualified name", remedy: "write it in full, such as `numpy.linalg.norm`", at: node)
      return nil
    }
    return text
  }

  mutating func qualifiedName(_ node: YAMLNode, of what: String) -> String? {
    text(node, of: what).flatMap { qualifiedName($0, at: node) }
  }
}

/// The fields of one mapping, by key.
struct Fields {
  let node: YAMLNode
  private var pairs: [String: YAMLNode.Pair] = [:]

  init(node: YAMLNode) { self.node = node }

  /// Known keys that unknown ones were probably meant to be.
  private(set) var misspelt: Set<String> = []

  mutating func add(_ pair: YAMLNode.Pair, named key: String) { pairs[key] = pair }

  mutating func add(misspelt key: String?) {
    if let key { misspelt.insert(key) }
  }

  subscript(key: String) -> YAMLNode? { pairs[key]?.value }

  /// Where the key itself stands.
  func key(_ name: String) -> YAMLNode? { pairs[name]?.key }

  /// Those of `names` that are written.
  func present(_ names: [String]) -> [String] { names.filter { pairs[$0] != nil } }
}

/// The spelling of names in rule files.
enum QualifiedName {
  /// Letters, digits and `_`, joined by `.` or `::`; Swift's `init(from:)` labels are allowed at the end.
  static func isWellFormed(_ text: String) -> Bool {
    let bytes = text.utf8
    guard let first = bytes.first, isLetter(first), let last = bytes.last, last != 0x2E, last != 0x3A else {
      return false
    }
    let name = bytes.prefix { $0 != 0x28 }
    let labels = bytes.dropFirst(name.count)
    guard labels.isEmpty || labels.suffix(2).elementsEqual([0x3A, 0x29]) else { return false }
    var before: UInt8 = 0
    for byte in name {
      guard isLetter(byte) || isDigit(byte) || byte == 0x3A || (byte == 0x2E && before != 0x2E) else { return false }
      before = byte
    }
    return true
  }

  /// The first part of a name: `numpy` of `numpy.linalg.norm`.
  static func root(of name: String) -> String {
    name.firstIndex { $0 == "." || $0 == ":" }.map { String(name[..<$0]) } ?? name
  }

  static func isLetter(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == 0x5F || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
  }
  static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
