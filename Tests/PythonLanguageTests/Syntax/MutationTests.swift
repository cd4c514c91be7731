// Every token of a sample deleted, doubled and swapped: the parser neither crashes nor loses a byte.

import PythonLanguage
import SourceModel
import Testing

@Suite struct MutationTests {
  static let sample = """
    # -*- coding: utf-8 -*-
    '''Doc.'''
    from __future__ import annotations
    import numpy as np, os.path
    from .a import (b as c, d,)

    @decorator(x=1)
    async def f[T](a, /, b: int = 1, *args, c, **kw) -> T:
    \tif (n := len(a)) > 10 and not b or a[1:2, ::3]: return [x async for x in y if x]
    \telif a is not None: raise E from e
    \telse:
    \t\tawait g(*a, **kw, k=lambda q: q ** -1)
    \twith (open(p) as h, b): x += yield
    \ttry:
    \t\tdel a, b[0]
    \texcept* (A, B) as e: pass
    \tfinally: assert x, 'm'
    match command.split():
      case ['go', ('n' | 's') as d, *_] if d: s = f'{d!r:>{w}} {{}} {x=}' rb''
      case Point(x=0) | {'k': -1 + 2j, **rest}: print(f\"\"\"a {
        b:c}\"\"\")
    class C(B, metaclass=M):
      x: int = {**a, 'b': {1, 2}}; y = 0x1f if z else 1_0.5e3j
      global w
      for i, *j in z: continue
    value = a \\
      + ~b // c @ d

    """

  @Test("The sample itself is Python")
  func sampleParses() {
    let source = Self.sample.replacing(" rb''", with: "")
    let parsed = PythonParser.parse(bytes(source))
    #expect(parsed.diagnostics.isEmpty)
    expectLaws(parsed, of: source)
  }

  @Test("Deleting any token leaves a tree that obeys the laws")
  func deletions() { expectMutations { text, range in text.replacingSubrange(range, with: []) } }

  @Test("Doubling any token leaves a tree that obeys the laws")
  func duplications() {
    expectMutations { text, range in text.replacingSubrange(range, with: Array(text[range]) + Array(text[range])) }
  }

  @Test("Cutting the file after any token leaves a tree that obeys the laws")
  func truncations() { expectMutations { text, range in Array(text[..<range.upperBound]) } }

  @Test("Putting a bracket or a quote before any token leaves a tree that obeys the laws")
  func insertions() {
    for inserted in ["(", "]", "}", "'", "\"\"\"", "f'{", "\n", "\\", ":", "\t"] {
      expectMutations { text, range in
        text.replacingSubrange(range.lowerBound..<range.lowerBound, with: Array(inserted.utf8))
      }
    }
  }

  private func expectMutations(_ mutate: ([UInt8], Range<Int>) -> [UInt8]) {
    let source = bytes(Self.sample)
    let text = Array(source)
    for token in PythonParser.tokens(source) {
      let mutant = String(decoding: mutate(text, token.range.range), as: UTF8.self)
      expectLaws(PythonParser.parse(bytes(mutant)), of: mutant)
    }
  }
}

extension [UInt8] {
  fileprivate func replacingSubrange(_ range: Range<Int>, with other: [UInt8]) -> [UInt8] {
    Array(self[..<range.lowerBound]) + other + Array(self[range.upperBound...])
  }
}
