// What the engine once got wrong, each as a rule with the example that showed it.

import Testing

@Suite struct `A rule's example shows that` {
  @Test func `what is said of a module is said of names imported from it`() throws {
    try expectVerdict(
      """
      changes:
      - id: gone
        was: lib.old
        why: The module is gone.
        examples:
        - before: from lib.old import thing
        - before: "from lib.old import thing\\nthing(1)"
        - before: "import lib.old"
        - unchanged: "from lib.older import thing"
      """,
      "4 examples, 0 variants, 0 failed")
  }

  @Test func `a parameter may be unpacked in the new call`() throws {
    try expectVerdict(
      """
      changes:
      - id: common
        was: lib.common(types)
        now: lib.result(*types)
        examples:
        - given: import lib
          before: x = lib.common([1, 2])
          after: x = lib.result(*[1, 2])
      """,
      "1 examples, 0 variants, 0 failed")
  }

  @Test func `the same parameter of the same function keeps its default unwritten`() throws {
    try expectVerdict(
      """
      changes:
      - id: keyword
        was: lib.call(a, b=1, *, old=...)
        when: given(old)
        now: lib.call(a, b=b, new=old)
        examples:
        - given: import lib
          before: x = lib.call(0, old=2)
          after: x = lib.call(0, new=2)
      """,
      "1 examples, 0 variants, 0 failed")
  }

  @Test func `nothing positional comes to stand behind a label`() throws {
    try expectVerdict(
      """
      changes:
      - id: mode
        was: lib.call(a, mode="x")
        when: mode == "full"
        now: lib.call(a, mode="reduced")
        examples:
        - given: import lib
          before: x = lib.call(mode="full", a=1)
          after: x = lib.call(1, mode="reduced")
      """,
      "1 examples, 0 variants, 0 failed")
  }

  @Test func `an old default is written in a call inside the new text, too`() throws {
    try expectVerdict(
      """
      changes:
      - id: view
        was: lib.old(a, b="x")
        now: lib.new(a, b=b).view()
        examples:
        - given: import lib
          before: y = lib.old(1)
          after: y = lib.new(1, b="x").view()
      """,
      "1 examples, 0 variants, 0 failed")
  }

  @Test func `a shape has conditions, and types of the language's own`() throws {
    try expectVerdict(
      """
      changes:
      - id: number
        match: lib.call($n)
        where: {n: int}
        when: n == 1
        rewrite: lib.one()
        examples:
        - given: import lib
          before: y = lib.call(1)
          after: y = lib.one()
        - given: import lib
          unchanged: y = lib.call(2)
        - given: import lib
          unchanged: y = lib.call("1")
      """,
      "3 examples, 0 variants, 0 failed")
  }
}
