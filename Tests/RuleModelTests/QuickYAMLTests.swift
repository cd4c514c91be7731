// The quick reader and Yams read the same, to the byte, or the quick reader does not read at all.

import Testing

@testable import RuleModel

@Suite("The quick YAML reader")
struct QuickYAMLTests {
  private func dump(_ node: YAMLNode) -> String {
    switch node.content {
    case .scalar(let text, let style): "\(node.start) \(style) \(text.debugDescription)"
    case .mapping(let pairs):
      "\(node.start) {\(pairs.map { "\(dump($0.key)): \(dump($0.value))" }.joined(separator: ", "))}"
    case .sequence(let items): "\(node.start) [\(items.map { dump($0) }.joined(separator: ", "))]"
    }
  }

  /// Compares the two readers; whether the quick one took the text.
  @discardableResult
  private func expectSame(_ text: String, at location: SourceLocation = #_sourceLocation) -> Bool {
    let document = RuleDocument(path: "x/python/1.0.yaml", bytes: ContiguousArray(text.utf8))
    guard let quick = QuickYAML.compose(document.bytes) else { return false }
    do {
      #expect(try dump(quick) == dump(document.composeByYams()), sourceLocation: location)
    } catch {
      Issue.record("Yams refuses what was taken: \(error.rendered)\n\(text)", sourceLocation: location)
    }
    return true
  }

  @Test("every shipped pack is read quickly, and as Yams reads it")
  func shipped() {
    for file in RuleFile.shipped where file.path.hasSuffix(".yaml") && !file.path.contains("/surface/") {
      #expect(expectSame(String(decoding: file.bytes, as: UTF8.self)), "\(file.path) is left to Yams")
    }
  }

  @Test("every case of a rule file is read as Yams reads it, or left to it", arguments: RuleCaseTests.files)
  func cases(file: String) {
    for example in RuleCase.all(in: file) {
      for file in example.files { expectSame(String(decoding: file.bytes, as: UTF8.self)) }
    }
  }

  @Test(
    "what authors write is taken",
    arguments: [
      "a: 1\n", "# c\n\na: b # c\nc:   d\n", "a:\n- b\n- c\n", "a:\n  - b\n  -   c: d\n      e: f\n",
      "a:\n  b:\n    c: d\n",
      "a: |\n  x\n\n    y\n  z\nb: c\n", "a: |-\n  x\n\n\nb: c\n", "a: >-\n  x\n  y\n\n  z\n\n\n  w\n",
      "a: >\n  x\n  y\n",
      "a: {b: c, d: [e, 'f''g', \"h\\n\\\"\"], i: {}}\n", "a: []\n", "a: [b c, d]\n", "a:\nb:\n", "- a\n- b: c\n",
      "a: 'x: y # z'\n\"b c\": d\n'e': f\n", "a: x#y\nb: c:d\nc: -1\nd: - x\n".replacing("d: - x\n", with: ""),
      "a: größe – ‹x›\nb: c\n", "a:\n- |\n  x\n- >-\n  y\n", "a: x  \nb: y\n", "a:\n  # c\n  b: c\n# d\n",
      "a: |  # c\n  x\n",
      "a: {b::c: d}\n", "a::b: c\n", "a: (x, *, y=1) -> [z]\n",
    ])
  func taken(text: String) {
    #expect(expectSame(text))
  }

  @Test("every text made from one by deleting or doubling a byte is read as Yams reads it, or left to it")
  func mutations() {
    let text = """
      # c
      release: "2.0"
      rename:
        numpy.a: {to: numpy.b, why: 'x''y'}   # d
        numpy.c: {to: numpy.d,
          grade: [a,
           b c]}
      changes:
      - id: a
        was:
        - numpy.f(x, *, y="z")
        now: >-
          one
          two

          three
        examples:
        - before: |
            x = 1

              y: 2
          after: |-
            z
      - {id: b, was: [c, "d\\n"], e: }
      f:

      """
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      var shorter = bytes
      shorter.remove(at: index)
      expectSame(String(decoding: shorter, as: UTF8.self))
      var longer = bytes
      longer.insert(byte, at: index)
      expectSame(String(decoding: longer, as: UTF8.self))
      for other in "\n :-#\"'{}[],|>".utf8 {
        var changed = bytes
        changed[index] = other
        expectSame(String(decoding: changed, as: UTF8.self))
      }
    }
  }
}
