// What broken files give: one diagnostic a broken statement, and the tree of all the rest.

import PythonLanguage
import SourceModel
import Testing

/// Expects these diagnostics (`line:column message`) and these kinds of statements of the file.
private func expectRecovery(
  _ source: String, _ diagnostics: [String], _ kinds: [PythonKind], at location: SourceLocation = #_sourceLocation
) {
  let parsed = PythonParser.parse(bytes(source))
  let lines = LineTable(bytes(source))
  let found = parsed.diagnostics.map { diagnostic in
    let position = lines.position(of: diagnostic.range.start)
    return "\(position.line):\(position.column) \(diagnostic.message)"
  }
  #expect(found == diagnostics, sourceLocation: location)
  let tree = parsed.tree
  #expect(tree.children(of: tree.root).map { tree.python($0) } == kinds, sourceLocation: location)
  expectLaws(parsed, of: source, at: location)
}

@Suite struct RecoveryTests {
  @Test("A broken line costs that line")
  func line() {
    expectRecovery("a = 1\nb = = 2\nc = 3\n", ["2:5 expected an expression"], [.assign, .error, .assign])
  }

  @Test("A broken header keeps the block under it")
  func header() {
    let source = "if x ==:\n  a = 1\n  b = 2\nc = 3\n"
    expectRecovery(source, ["1:8 expected an expression"], [.error, .assign])
    let tree = PythonParser.parse(bytes(source)).tree
    #expect(tree.children(of: NodeID(1)).map { tree.python($0) } == [.assign, .assign])
  }

  @Test("A broken line inside a block costs that line only")
  func inside() {
    let source = "def f():\n  a = (\n  b = 2\n  return b\nc = 3\n"
    expectRecovery(source, ["3:5 expected `)`"], [.functionDef, .assign])
    let tree = PythonParser.parse(bytes(source)).tree
    let body = tree.children(of: NodeID(1)).filter { tree.pythonRole($0) == .body }.map { tree.python($0) }
    #expect(body == [.error, .assign, .returnStatement])
  }

  @Test("A missing block is reported where it should stand")
  func missingBlock() {
    expectRecovery("if x:\ny = 1\n", ["2:1 expected an indented block"], [.error, .assign])
    expectRecovery("def f():\n  if x:\ny = 1\n", ["3:1 expected an indented block"], [.functionDef, .assign])
  }

  @Test("Unexpected and inconsistent indentation is reported")
  func indentation() {
    expectRecovery("a = 1\n  b = 2\nc = 3\n", ["2:3 unexpected indent"], [.assign, .error, .assign])
    expectRecovery(
      "if x:\n    a\n  b\nc\n", ["3:3 unindent does not match any outer indentation level"],
      [.ifStatement, .expressionStatement])
    expectRecovery(
      "if x:\n\ta\n        b\n", ["3:9 inconsistent use of tabs and spaces in indentation"], [.ifStatement])
  }

  @Test("An unterminated string costs its line, or what is left of the file")
  func strings() {
    expectRecovery("a = 'x\nb = 1\n", ["1:5 unterminated string literal"], [.error, .assign])
    expectRecovery("a = '''x\nb = 1\n", ["1:5 unterminated triple-quoted string literal"], [.error, .assign])
    expectRecovery("a = f'{x'\nb = 1\n", ["1:9 unterminated string literal"], [.error, .assign])
  }

  @Test("A file that is not what its cookie says gets one diagnostic")
  func encodings() {
    #expect(
      PythonParser.parse(bytes("# coding: nonsense\na = 1\n")).diagnostics.map(\.message) == [
        "the file says its encoding is `nonsense`, which is not one that can be read here"
      ])
    let invalid: ContiguousArray<UInt8> = [0x61, 0x3D, 0x27, 0xFF, 0x27]
    #expect(PythonParser.parse(invalid).diagnostics.map(\.message) == ["the file is not valid utf-8"])
    let latin = bytes("# -*- coding: latin-1 -*-\na = '") + [0xE9, 0x27]
    #expect(PythonParser.parse(ContiguousArray(latin)).diagnostics.isEmpty)
    #expect(PythonParser.parse(bytes("a\u{0}b")).diagnostics.map(\.code).contains("encoding"))
  }

  @Test(
    "Python 2 is recognised in one sentence",
    arguments: [
      "print 'a'\n", "print x, y\nprint z\n", "exec 'a'\n", "a = `b`\n", "a <> b\n", "a = 0777\n", "a = 10L\n",
      "a = ur'x'\n", "try: pass\nexcept E, e: pass\n", "raise E, 'x'\n", "def f((a, b)): pass\n",
      "import os\nprint \"a\" % b\nclass C:\n  def f(self):\n    print 'x'\n",
    ])
  func python2(_ source: String) {
    let parsed = PythonParser.parse(bytes(source))
    #expect(parsed.diagnostics.map(\.code) == ["python-2"])
    expectLaws(parsed, of: source)
  }

  @Test("Python 3 is not taken for Python 2", arguments: ["print(x)\nx = = 1\n", "0xFG\n", "print\nexec(x\n"])
  func notPython2(_ source: String) {
    #expect(PythonParser.parse(bytes(source)).diagnostics.allSatisfy { $0.code == "syntax-error" })
  }

  @Test("Refuses what a version does not have")
  func versions() {
    for (source, minor) in [
      ("match x:\n  case 1: pass", 10), ("try: pass\nexcept* A: pass", 11), ("a[*b]", 11), ("type A = int", 12),
      ("f'{'a'}'", 12), ("def f[T = int](): pass", 13), ("t'a'", 14), ("try: pass\nexcept A, B: pass", 14),
    ] {
      let older = PythonSyntax(version: PythonVersion(minor: minor - 1))
      let same = PythonSyntax(version: PythonVersion(minor: minor))
      #expect(PythonParser.parse(bytes(source), syntax: older).hasErrors, "\(source)")
      #expect(!PythonParser.parse(bytes(source), syntax: same).hasErrors, "\(source)")
    }
  }
}
