// A node of an author's file: what it says and where it begins.

/// A piece of YAML as written; every scalar is a string.
struct YAMLNode: Sendable {
  /// How a scalar is written, which decides where its characters stand.
  enum Style: Sendable {
    case plain, singleQuoted, doubleQuoted, literal, folded
  }

  struct Pair: Sendable {
    var key: YAMLNode
    var value: YAMLNode
  }

  enum Content: Sendable {
    case scalar(String, Style)
    case mapping([Pair])
    case sequence([YAMLNode])
  }

  var content: Content
  /// The byte offset of the first character, quote or indicator.
  var start: Int

  var scalar: String? {
    if case .scalar(let text, _) = content { return text }
    return nil
  }

  /// What it is, in an author's words.
  var shape: String {
    switch content {
    case .scalar(let text, .plain) where text.isEmpty: "nothing"
    case .scalar: "a text"
    case .mapping: "a mapping (`key: value`)"
    case .sequence: "a list"
    }
  }
}
