// Reads examples: a rule's tests and its documentation.

import SourceModel

extension PackReader {
  static let exampleKeys = ["given", "before", "after", "unchanged"]

  mutating func readExamples(_ node: YAMLNode) -> [Example] {
    nodes.items(node, of: "`examples`").compactMap { readExample($0) }
  }

  private mutating func readExample(_ item: YAMLNode) -> Example? {
    guard let fields = nodes.fields(item, of: "an example", known: Self.exampleKeys) else { return nil }
    for key in Self.exampleKeys {
      if let node = fields[key] { failOnLostComment(node, key) }
    }
    let given = fields["given"].flatMap { $0.scalar == "" ? nil : nodes.text($0, of: "given") }
    let place = nodes.document.place(at: item.start)
    if let node = fields["unchanged"] {
      guard failBeside("unchanged", ["before", "after"], fields) else { return nil }
      return nodes.text(node, of: "unchanged").map {
        Example(given: given, before: $0, expectation: .unchanged, place: place)
      }
    }
    guard let node = fields["before"], let before = nodes.text(node, of: "before") else {
      if fields["before"] == nil {
        nodes.failMissing(
          ["before", "unchanged"], "an example has `before` or `unchanged`",
          remedy: "write the code that the rule meets", at: item, in: fields)
      }
      return nil
    }
    guard let after = fields["after"] else {
      return Example(given: given, before: before, expectation: .told, place: place)
    }
    return readAfter(after, before).map {
      Example(given: given, before: before, expectation: .becomes($0), place: place)
    }
  }

  private mutating func readAfter(_ node: YAMLNode, _ before: String) -> String? {
    guard let after = nodes.text(node, of: "after") else { return nil }
    guard after != before else {
      nodes.fail(
        .example, "`after` is the same as `before`", remedy: "write `unchanged:` for code that stays as it is", at: node
      )
      return nil
    }
    return after
  }

  private mutating func failBeside(_ key: String, _ others: [String], _ fields: Fields) -> Bool {
    guard let other = fields.present(others).first, let node = fields.key(other) else { return true }
    nodes.fail(
      .conflictingKeys, "`\(other)` does not go with `\(key)`", remedy: "make two examples of it", at: node)
    return false
  }

  /// `before: x = 1  # why` loses the comment to YAML without a word, so it is refused.
  private mutating func failOnLostComment(_ node: YAMLNode, _ key: String) {
    guard case .scalar(_, .plain) = node.content else { return }
    let document = nodes.document
    let end = ScalarMap(of: node, in: document).end
    let rest = document.bytes[min(end, document.bytes.count)...].prefix { $0 != 0x0A && $0 != 0x0D }
    let blanks = rest.prefix { $0 == 0x20 }.count
    guard blanks > 0, rest.dropFirst(blanks).first == 0x23 else { return }
    nodes.fail(
      document.error(
        .example, "YAML drops this comment from the code",
        remedy: "put the code in a block: `\(key): |` and the line below",
        at: end + blanks, length: rest.count - blanks))
  }
}
