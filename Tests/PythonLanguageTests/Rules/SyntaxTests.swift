// The questions an engine asks about Python's syntax.

import PythonLanguage
import Semantics
import SourceModel
import Testing

private let python = PythonLanguage()

private func parsed(_ source: String) -> Tree { python.parse(ContiguousArray(source.utf8)).tree }

private func node(_ text: String, in tree: Tree, last: Bool = false) -> NodeID {
  let all = (1..<UInt32(tree.count)).map { NodeID($0) }.filter { tree.text($0) == text && !isStatement($0, tree) }
  return (last ? all.last : all.first) ?? NodeID(0)
}

private func isStatement(_ node: NodeID, _ tree: Tree) -> Bool {
  tree.python(node) == .expressionStatement || tree.python(node) == .argument || tree.python(node) == .withItem
}

@Suite struct `Parentheses` {
  /// Puts `expression` where `HOLE` stands in `place` and says whether it takes parentheses.
  private func expect(
    _ expression: String, in place: String, needed: Bool, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let plain = python.parse(ContiguousArray(expression.utf8))
    let source =
      plain.hasErrors || plain.tree.children(of: plain.tree.root).count(where: { _ in true }) > 1
        || !isWhole(plain.tree)
      ? parsed("(\(expression))\n") : plain.tree
    let target = parsed(place + "\n")
    let inner = (1..<UInt32(source.count)).map { NodeID($0) }.first { !isStatement($0, source) } ?? NodeID(0)
    let answer = python.needsParentheses(inner, of: source, at: node("HOLE", in: target), of: target)
    #expect(answer == needed, "\(expression) in \(place)", sourceLocation: sourceLocation)
  }

  /// Whether the text is one expression as it stands.
  private func isWhole(_ tree: Tree) -> Bool { tree.python(NodeID(1)) == .expressionStatement }

  @Test(arguments: [
    ("a + b", "HOLE.c"), ("a + b", "HOLE * c"), ("a - b", "c - HOLE"), ("a if b else c", "HOLE + 1"),
    ("lambda: 1", "HOLE()"), ("not a", "HOLE + 1"), ("a or b", "HOLE and c"), ("-a", "HOLE ** 2"),
    ("a ** b", "HOLE ** 2"), ("await a", "HOLE.b"), ("a := 1", "f(k=HOLE)"), ("a, b", "f(HOLE)"), ("1", "HOLE.real"),
    ("yield a", "f(HOLE)"), ("a if b else c", "[x for x in HOLE]"), ("lambda: 1", "f'{HOLE}'"), ("{1}", "f'{HOLE}'"),
    ("a if b else c", "HOLE if d else e"), ("a < b", "HOLE < c"), ("a == b", "not HOLE == c"),
    ("a, b", "x if HOLE else y"),
    ("a +\n b", "x = HOLE"), ("a\n.b", "HOLE"), ("a or b", "*HOLE, c"), ("a := 1", "x = HOLE"), ("a, b", "[HOLE]"),
  ])
  func `are needed`(_ expression: String, _ place: String) { expect(expression, in: place, needed: true) }

  @Test(arguments: [
    ("a + b", "f(HOLE)"), ("a + b", "(HOLE) * c"), ("a * b", "HOLE + c"), ("a + b", "HOLE + c"), ("a.b", "HOLE.c"),
    ("f(x)", "HOLE[0]"), ("a ** b", "c ** HOLE"), ("-a", "c ** HOLE"), ("a if b else c", "f(k=HOLE)"),
    ("a if b else c", "d if e else HOLE"), ("a, b", "x = HOLE"), ("(a, b)", "f(HOLE)"), ("1.5", "HOLE.real"),
    ("a if b else c", "f'{HOLE}'"), ("a, b", "x[HOLE]"), ("lambda: 1", "f(HOLE)"), ("a +\n b", "f(HOLE)"),
    ("a +\n b", "x = [HOLE]"),
    ("f(a,\n b)", "x = HOLE"), ("x for x in y", "f(HOLE)"), ("[1]", "HOLE[0]"), ("a, b", "for x in HOLE: pass"),
    ("a := 1", "f(HOLE)"),
    ("a := 1", "(HOLE)"), ("a := 1", "if HOLE: pass"), ("yield a", "x = HOLE"), ("'''a\nb'''", "x = HOLE"),
  ])
  func `are not needed`(_ expression: String, _ place: String) { expect(expression, in: place, needed: false) }
}

@Suite struct `Calls` {
  private func described(_ source: String) -> String {
    let tree = parsed(source)
    let site = (1..<UInt32(tree.count)).lazy.compactMap { python.callSite(at: NodeID($0), in: tree) }.first
    guard let site else { return "no call" }
    let arguments = site.arguments.map { "\($0.form) <\(tree.text(in: $0.range))>" }
    return ([tree.text(site.callee), "<\(tree.text(in: site.argumentList))>"] + arguments).joined(separator: " ")
  }

  @Test func `are read with every form of argument`() {
    #expect(
      described("f.g(a, (b), *c, k=(1), **d)")
        == #"f.g <a, (b), *c, k=(1), **d> positional <a> positional <(b)> unpacked <*c> "#
        + #"labelled("k") <k=(1)> unpackedMapping <**d>"#
    )
    #expect(described("(f) ()") == "f <>")
    #expect(described("f(x for x in y)") == "f <x for x in y> positional <x for x in y>")
    #expect(described("f( # comment (\n  a,\n)") == "f < # comment (\n  a,\n> positional <a>")
  }

  @Test func `and member accesses`() {
    let tree = parsed("a.b . c\n")
    let access = python.memberAccess(at: node("a.b . c", in: tree), in: tree)
    #expect(access?.member == "c")
    #expect(access.map { tree.text($0.base) } == "a.b")
    #expect(access.map { tree.text(in: $0.memberRange) } == "c")
  }
}

@Suite struct `Lists` {
  private func without(_ element: String, _ source: String) -> String {
    let tree = parsed(source)
    let site = (1..<UInt32(tree.count)).lazy.compactMap { python.callSite(at: NodeID($0), in: tree) }.first
    guard let site, let argument = site.arguments.first(where: { tree.text(in: $0.range) == element }) else {
      return "?"
    }
    let range = python.removal(of: argument.range, from: site.argumentList, in: tree)
    return apply([Edit(range, "")], to: tree)
  }

  private func with(_ source: String) -> String {
    let tree = parsed(source)
    let site = (1..<UInt32(tree.count)).lazy.compactMap { python.callSite(at: NodeID($0), in: tree) }.first
    guard let site else { return "?" }
    let place = python.insertion(into: site.argumentList, in: tree)
    let comma = place.commaOffset.map { [Edit(ByteRange($0, $0), ",")] } ?? []
    return apply(comma + [Edit(ByteRange(place.offset, place.offset), place.before + "NEW" + place.after)], to: tree)
  }

  @Test func `lose an element and keep their layout`() {
    #expect(without("a", "f(a, b)") == "f(b)")
    #expect(without("b", "f(a, b)") == "f(a)")
    #expect(without("a", "f(a)") == "f()")
    #expect(without("a", "f(a,)") == "f()")
    #expect(without("b", "f(\n    a,\n    b,\n)") == "f(\n    a,\n)")
    #expect(without("a", "f(\n    a,\n    b,\n)") == "f(\n    b,\n)")
    #expect(without("b", "f(a, b, # why\n  c)") == "f(a, # why\n  c)")
    #expect(without("c", "f(a, # why, then\n  c)") == "f(a, # why, then\n  )")
    #expect(without("(b)", "f(a, (b), c)") == "f(a, c)")
  }

  @Test func `gain an element in their own layout`() {
    #expect(with("f()") == "f(NEW)")
    #expect(with("f(a)") == "f(a, NEW)")
    #expect(with("f(a, b,)") == "f(a, b, NEW,)")
    #expect(with("f(\n    a,\n    b,\n)") == "f(\n    a,\n    b,\n    NEW,\n)")
    #expect(with("f(\n    a,\n    b  # last\n)") == "f(\n    a,\n    b,  # last\n    NEW\n)")
    #expect(with("f(\n    a\n)") == "f(\n    a,\n    NEW\n)")
    #expect(with("f(\n    a)") == "f(\n    a, NEW)")
    #expect(with("f(\n    a,  # last\n)") == "f(\n    a,  # last\n    NEW,\n)")
    #expect(with("f(g(1, 2), 'x,y')") == "f(g(1, 2), 'x,y', NEW)")
  }
}

@Suite struct `Values` {
  @Test func `tell whether evaluating them can be noticed`() {
    for (source, expected) in [
      ("a.b + -c[0]", false), ("f(x)", true), ("[y for y in z]", false), ("(a := 1)", true), ("x if y else g()", true),
    ] {
      let tree = parsed(source)
      #expect(python.hasSideEffects(NodeID(1), in: tree) == expected, "\(source)")
    }
  }

  @Test func `are constants where written as such`() {
    let tree = parsed("f(None, True, -1.5, 'a', r'b', 'c' 'd', x)\n")
    let constants = (python.callSite(at: NodeID(2), in: tree)?.arguments ?? []).map {
      python.constant(at: $0.node, in: tree)
    }
    #expect(constants == [Constant.none, .boolean(true), .number("-1.5"), .string("a"), .string("b"), nil, nil])
  }

  @Test func `have the bytes between their quotes`() {
    let tree = parsed("f('a', '''b''', r\"c\", 'd\\n', b'e', f'g')\n")
    let texts = (python.callSite(at: NodeID(2), in: tree)?.arguments ?? []).map {
      python.stringContent(of: $0.node, in: tree).map { tree.text(in: $0) }
    }
    #expect(texts == ["a", "b", "c", nil, nil, nil])
  }

  @Test func `mean the same whatever their layout`() {
    let pairs = [
      ("f(a, b)", "f( a,\n b )", true), ("f(a)", "f(b)", false), ("'a'", "\"a\"", true), ("a + b", "a - b", false),
      ("[]", "[ ]", true), ("a < b", "a <= b", false), ("f(k=1)", "f(k = 1)", true), ("a.b", "a . b", true),
    ]
    for (one, other, expected) in pairs {
      let (first, second) = (parsed("(\(one))"), parsed("(\(other))"))
      #expect(python.isSame(NodeID(2), of: first, NodeID(2), of: second) == expected, "\(one) and \(other)")
    }
  }
}
