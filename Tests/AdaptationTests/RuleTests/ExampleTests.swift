// Examples that come out, and every way in which one can fail to.

import RuleModel
import Testing

@Suite struct `An example` {
  @Test func `comes out to the byte`() throws {
    try expectVerdict(
      """
      changes:
      - id: old
        was: lib.old(a, b=1)
        now: lib.new(a, b=b)
        examples:
        - given: import lib
          before: |
            x = lib.old(1, b=2)  # why
          after: |
            x = lib.new(1, b=2)  # why
        - unchanged: "def f(lib): return lib.old(1)"
      """,
      "2 examples, 0 variants, 0 failed")
  }

  @Test func `fails with a diff where something else comes out`() throws {
    try expectVerdict(
      """
      changes:
      - id: old
        was: lib.old(a)
        now: lib.new(a)
        examples:
        - before: |
            import lib
            x = lib.old(1)
          after: |
            import lib
            x = lib.newer(1)
      """,
      """
      lib/2.0/old 7 example 1: what comes out is not `after` (- is wanted, + comes out)
        -x = lib.newer(1)
        +x = lib.new(1)
      1 examples, 0 variants, 1 failed
      """)
  }

  @Test func `fails where what comes out is found again`() throws {
    try expectVerdict(
      """
      changes:
      - id: longer
        was: lib.call(a)
        now: lib.call((a, a))
        examples:
        - given: import lib
          before: x = lib.call(1)
          after: x = lib.call((1, 1))
      """,
      """
      lib/2.0/longer 7 example 1: a second pass changes the code again
        -x = lib.call((1, 1))
        +x = lib.call(((1, 1), (1, 1)))
      1 examples, 0 variants, 1 failed
      """)
  }

  @Test func `fails where code that should stay is changed and found`() throws {
    try expectVerdict(
      """
      changes:
      - id: old
        was: lib.old(a)
        now: lib.new(a)
        examples:
        - given: import lib
          unchanged: x = lib.old(1)
      """,
      """
      lib/2.0/old 7 example 1: code that should stay is changed; \
      code that should be no concern is found: `lib.old` in line 2
        -x = lib.old(1)
        +x = lib.new(1)
      1 examples, 0 variants, 1 failed
      """)
  }

  @Test func `fails where nothing is pointed out, or more than that is done`() throws {
    try expectVerdict(
      """
      changes:
      - id: gone
        was: lib.gone
        why: Write it yourself.
        examples:
        - before: "import lib\\nlib.stays(1)"
        - before: "import lib\\nlib.gone(1)"
      - id: old
        was: lib.old(a)
        now: lib.new(a)
        examples:
        - before: "import lib\\nlib.old(1)"
      """,
      """
      lib/2.0/gone 7 example 1: nothing is pointed out
      lib/2.0/old 13 example 1: code that should only be pointed out is changed; give the example an `after`
        -lib.old(1)
        +lib.new(1)
      3 examples, 0 variants, 2 failed
      """)
  }

  @Test func `says why a change was left for review`() throws {
    try expectVerdict(
      """
      changes:
      - id: member
        was: lib.Table.old(self)
        now: lib.new(self)
        examples:
        - given: import lib
          before: "def f(x): return x.old()"
          after: "def f(x): return lib.new(x)"
      """,
      """
      lib/2.0/member 7 example 1: what comes out is not `after` (- is wanted, + comes out); \
      `lib.Table.old` in line 2 is left for review: the receiver's type is not known
        -def f(x): return lib.new(x)
        +def f(x): return x.old()
      1 examples, 0 variants, 1 failed
      """)
  }

  @Test func `of a rule for review shows what is offered, others' reviews are left`() throws {
    try expectVerdict(
      """
      rename:
        lib.soft: {to: lib.hard, grade: review, why: It is harder.}
      changes:
      - id: old
        was: lib.old(a)
        now: lib.new(a)
        grade: review
        examples:
        - given: import lib
          before: x = lib.old(lib.soft)
          after: x = lib.new(lib.soft)
        - given: import lib
          before: x = lib.old(1)
      """,
      "2 examples, 0 variants, 0 failed")
  }

  @Test func `of no single rule may need several`() throws {
    try expectVerdict(
      """
      rename:
        lib.a: lib.b
        lib.c: lib.d
      examples:
      - given: import lib
        before: x = lib.a(lib.c)
        after: x = lib.b(lib.d)
      """,
      "1 examples, 0 variants, 0 failed")
  }

  @Test func `is chosen by library, by pack and by rule`() throws {
    let pack = """
      changes:
      - id: one
        was: lib.one(a)
        now: lib.two(a)
        examples:
        - unchanged: "lib = 1"
      - id: three
        was: lib.three(a)
        now: lib.four(a)
        examples:
        - unchanged: "lib = 1"
        - unchanged: "lib = 2"
      """
    try expectVerdict(pack, "3 examples, 0 variants, 0 failed", selection: "lib")
    try expectVerdict(pack, "3 examples, 0 variants, 0 failed", selection: "lib/2.0")
    try expectVerdict(pack, "2 examples, 0 variants, 0 failed", selection: "three")
    try expectVerdict(pack, "1 examples, 0 variants, 0 failed", selection: "lib/2.0/one")
    #expect(throws: (any Error).self) { try verdict(on: pack, selection: "four") }
  }

  @Test func `of a pack that does not load is an error`() {
    #expect(throws: RuleErrors.self) { try verdict(on: "changes: 5") }
  }
}
