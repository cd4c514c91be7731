// The shape of the tree: source in, outline out.

import PythonLanguage
import SourceModel
import Testing

@Suite struct TreeTests {
  @Test("An assignment holds its targets and then its value")
  func assignment() {
    expectOutline(
      "a = b.c = 1",
      "(assign:body (name:targets `a`) (attribute:targets (name:value `b`) "
        + "(identifier:attribute `c`)) (number:value `1`))")
  }

  @Test("A call holds the function, then arguments and keywords as they are written")
  func call() {
    expectOutline(
      "f(a, k=1, *b, **c)",
      "(expressionStatement:body (call:value (name:function `f`) (name:argumentValues `a`) "
        + "(keyword:keywords (identifier:name `k`) (number:value `1`)) (starred:argumentValues (name:value `b`)) "
        + "(keyword:keywords (name:value `c`))))")
  }

  @Test("Operators bind as Python's do")
  func operators() {
    expectOutline(
      "-a ** -b < c and not d or e",
      "(expressionStatement:body (boolOp:value (boolOp:values (compare:values (unaryOp:left (binaryOp:operand "
        + "(name:left `a`) (unaryOp:right (name:operand `b`)))) (comparisonOperator:operators `<`) (name:right `c`)) "
        + "(unaryOp:values (name:operand `d`))) (name:values `e`)))")
  }

  @Test("Parentheses leave no node but widen the node around them")
  func parentheses() {
    let tree = PythonParser.parse(bytes("(a).b + (c)")).tree
    #expect(tree.range(NodeID(2)) == ByteRange(0, 11))
    #expect(tree.text(NodeID(3)) == "(a).b")
    #expect(tree.text(NodeID(4)) == "a")
    #expect(tree.text(tree.child(PythonRole.right.role, of: NodeID(2)) ?? tree.root) == "c")
  }

  @Test("Parameters know their kind, and a default follows its parameter")
  func parameters() {
    expectOutline(
      "def f(a, /, b=1, *c: int, d, e=2, **g) -> h: pass",
      "(functionDef:body (identifier:name `f`) (arguments:arguments (argument:positionalOnly (identifier:name `a`)) "
        + "(argument:positional (identifier:name `b`)) (number:defaultValue `1`) "
        + "(argument:variadic (identifier:name `c`) (name:annotation `int`)) "
        + "(argument:keywordOnly (identifier:name `d`)) (argument:keywordOnly (identifier:name `e`)) "
        + "(number:defaultValue `2`) (argument:keywordVariadic (identifier:name `g`))) (name:returns `h`) "
        + "(pass:body `pass`))")
  }

  @Test("A decorated function begins at its first decorator")
  func decorators() {
    expectOutline(
      "@a.b\nasync def f(): pass",
      "(asyncFunctionDef:body (attribute:decorator (name:value `a`) (identifier:attribute `b`)) (identifier:name `f`) "
        + "(arguments:arguments) (pass:body `pass`))")
  }

  @Test("An elif is an if in the orElse of the one before")
  func elif() {
    expectOutline(
      "if a: b\nelif c: d\nelse: e",
      "(ifStatement:body (name:test `a`) (expressionStatement:body (name:value `b`)) (ifStatement:orElse "
        + "(name:test `c`) (expressionStatement:body (name:value `d`)) (expressionStatement:orElse (name:value `e`))))")
  }

  @Test("Imports keep dotted names, aliases and levels")
  func imports() {
    expectOutline(
      "import a.b as c\nfrom ..d import (e as f, g,)\nfrom . import *",
      """
      (importStatement:body (alias:names (dottedName:name (identifier:element `a`) (identifier:element `b`)) \
      (identifier:asName `c`)))
      (importFrom:body (dottedName:module (identifier:element `d`)) (alias:names (identifier:name `e`) \
      (identifier:asName `f`)) (alias:names (identifier:name `g`)))
      (importFrom:body (alias:names (identifier:name `*`)))
      """)
    let tree = PythonParser.parse(bytes("from ...a import b")).tree
    #expect(tree.detail(NodeID(1)) == 3)
  }

  @Test("An f-string holds its texts and fields")
  func formatted() {
    expectOutline(
      "f'a{b!r:>{w}}' 'c'",
      "(expressionStatement:body (joinedString:value (formattedLiteral:literals (literalText:values `a`) "
        + "(interpolation:values (name:value `b`) (identifier:conversion `r`) (formatSpecification:formatSpecification "
        + "(literalText:values `>`) (interpolation:values (name:value `w`))))) (stringLiteral:literals `'c'`)))")
  }

  @Test("Strings nest in f-strings to any depth and with any quotes")
  func nestedStrings() {
    expectOutline(
      "f'{f'{f\"{'x'}\"}'}'",
      "(expressionStatement:body (joinedString:value (formattedLiteral:literals (interpolation:values "
        + "(joinedString:value (formattedLiteral:literals (interpolation:values (joinedString:value "
        + "(formattedLiteral:literals (interpolation:values (string:value `'x'`)))))))))))")
  }

  @Test("A t-string is a template")
  func template() {
    expectOutline(
      "t'{a}'",
      "(expressionStatement:body (templateString:value (formattedLiteral:literals (interpolation:values "
        + "(name:value `a`)))))")
  }

  @Test("A match statement holds cases with patterns and guards")
  func matchStatement() {
    expectOutline(
      "match x:\n  case P(a, k=1) | [_, *r] if b: pass\n  case {'k': v, **m}: pass",
      "(match:body (name:subject `x`) (matchCase:cases (matchOr:pattern (matchClass:patterns (name:type `P`) "
        + "(matchAs:patterns (identifier:name `a`)) (identifier:keywordNames `k`) (matchValue:keywordPatterns "
        + "(number:value `1`))) "
        + "(matchSequence:patterns (matchAs:patterns `_`) (matchStar:patterns (identifier:name `r`)))) "
        + "(name:guardTest `b`) "
        + "(pass:body `pass`)) (matchCase:cases (matchMapping:pattern (string:keys `'k'`) "
        + "(matchAs:patterns (identifier:name `v`)) (identifier:rest `m`)) (pass:body `pass`)))")
  }

  @Test(
    "Soft keywords are names where they are not keywords",
    arguments: [
      "match = 1", "match(x)", "match[x] = 1", "match.x", "match * x", "match, case = type, _", "type(x)", "type = 1",
      "case = match if type else _", "print(match, type)", "match: int = 1", "match (x)", "match -x", "async = await",
      "x = async + await",
    ])
  func softKeywords(_ source: String) {
    let parsed = PythonParser.parse(bytes(source))
    #expect(parsed.diagnostics.isEmpty)
    #expect(parsed.tree.python(NodeID(1)) != .match)
    expectLaws(parsed, of: source)
  }

  @Test("with takes parentheses around its items, or around one expression")
  func with() {
    expectOutline(
      "with (a as b, c): pass",
      "(with:body (withItem:items (name:contextExpression `a`) (name:optionalVariables `b`)) "
        + "(withItem:items (name:contextExpression `c`)) (pass:body `pass`))")
    expectOutline(
      "with (a, b) as c: pass",
      "(with:body (withItem:items (tuple:contextExpression (name:elements `a`) (name:elements `b`)) "
        + "(name:optionalVariables `c`)) (pass:body `pass`))")
  }

  @Test("Type parameters have bounds and defaults")
  func typeParameters() {
    expectOutline(
      "type A[T: int = str, *Ts, **P] = T",
      "(typeAlias:body (name:name `A`) (typeVariable:typeParameters (identifier:name `T`) (name:bound `int`) "
        + "(name:defaultValue `str`)) (typeVariableTuple:typeParameters (identifier:name `Ts`)) "
        + "(parameterSpecification:typeParameters (identifier:name `P`)) (name:value `T`))")
  }

  @Test("A try statement tells except from except*, with and without parentheses")
  func tryStatement() {
    expectOutline(
      "try: a\nexcept A, B: b\nexcept C as e: c\nelse: d\nfinally: f",
      "(tryStatement:body (expressionStatement:body (name:value `a`)) (exceptHandler:handlers (tuple:type "
        + "(name:elements `A`) (name:elements `B`)) (expressionStatement:body (name:value `b`))) "
        + "(exceptHandler:handlers (name:type `C`) (identifier:name `e`) (expressionStatement:body (name:value `c`))) "
        + "(expressionStatement:orElse (name:value `d`)) (expressionStatement:finalBody (name:value `f`)))")
    expectOutline(
      "try: a\nexcept* A: b",
      "(tryStar:body (expressionStatement:body (name:value `a`)) "
        + "(exceptHandler:handlers (name:type `A`) (expressionStatement:body (name:value `b`))))")
  }

  @Test("A dictionary's mapping has no key before it")
  func dictionary() {
    expectOutline(
      "{a: b, **c}",
      "(expressionStatement:body (dict:value (name:keys `a`) (name:values `b`) (name:values `c`)))")
  }

  @Test("Indexes take slices and stars")
  func indexes() {
    expectOutline(
      "a[b:, ::c, *d]",
      "(expressionStatement:body (subscription:value (name:value `a`) (tuple:slice (slice:elements (name:lower `b`)) "
        + "(slice:elements (name:step `c`)) (starred:elements (name:value `d`)))))")
  }

  @Test("Targets are marked as stored or deleted")
  func contexts() {
    let tree = PythonParser.parse(bytes("(a, [*b]) = c\ndel d[e]")).tree
    let contexts = tree.rows.indices.filter { [.name, .subscription].contains(tree.python(NodeID($0))) }
      .map { "\(tree.text(NodeID($0)))\(tree.detail(NodeID($0)))" }
    #expect(contexts == ["a1", "b1", "c0", "d[e]2", "d0", "e0"])
  }

  @Test("An expression alone is the only child of the root")
  func wholeExpression() {
    let parsed = PythonParser.parseExpression(bytes(" numpy.isin(a,\n  b) "))
    #expect(parsed.diagnostics.isEmpty)
    #expect(
      outline(parsed.tree)
        == "(call:value (attribute:function (name:value `numpy`) (identifier:attribute `isin`)) "
        + "(name:argumentValues `a`) (name:argumentValues `b`))")
    #expect(PythonParser.parseExpression(bytes("a b")).hasErrors)
    #expect(PythonParser.parseExpression(bytes("")).hasErrors)
  }

  @Test("A signature is a dotted name, parameters and a type")
  func wholeSignature() {
    let parsed = PythonParser.parseSignature(bytes("numpy.in1d(ar1, *, kind=None) -> numpy.ndarray"))
    #expect(parsed.diagnostics.isEmpty)
    #expect(
      outline(parsed.tree)
        == """
        (dottedName:name (identifier:element `numpy`) (identifier:element `in1d`))
        (arguments:arguments (argument:positional (identifier:name `ar1`)) (argument:keywordOnly \
        (identifier:name `kind`)) (none:defaultValue `None`))
        (attribute:returns (name:value `numpy`) (identifier:attribute `ndarray`))
        """)
    #expect(PythonParser.parseSignature(bytes("f(")).hasErrors)
  }

  @Test("Pattern variables are names where they are asked for")
  func patternVariables() {
    expectOutline(
      "$out = f($x, ...$rest, k=$k)\n...",
      """
      (assign:body (name:targets `$out`) (call:value (name:function `f`) (name:argumentValues `$x`) \
      (name:argumentValues `...$rest`) (keyword:keywords (identifier:name `k`) (name:value `$k`))))
      (expressionStatement:body (ellipsis:value `...`))
      """, syntax: PythonSyntax(acceptsPatternVariables: true))
    #expect(PythonParser.parse(bytes("$x")).hasErrors)
  }
}
