// The places in Python code where an expression can stand.

/// A place for an expression: what is written before and after it.
struct Placement {
  var title: String
  var before: String
  var after: String

  init(_ title: String, _ before: String, _ after: String = "") {
    self.title = title
    self.before = before
    self.after = after
  }

  /// Where values stand.
  static let values = [
    Placement("", "result = "),
    Placement("in an f-string", "text = f\"{", "!r:>10}\""),
    Placement("in a lambda", "later = lambda given: "),
    Placement("in a comprehension", "results = [", " for item in items if item]"),
    Placement("as a default", "def keep(value=", "):\n    return value"),
    Placement("as a decorator", "@", "\ndef decorated():\n    return None"),
    Placement("to the right of a power", "result = 2 ** "),
    Placement("to the left of a power", "result = ", " ** 2"),
    Placement("with a member taken", "result = ", ".__class__"),
    Placement("as a statement", ""),
    Placement("as an iterable", "results = [item for item in ", "]"),
    Placement("subscripted", "result = ", "[0]"),
    Placement("negated", "result = not "),
    Placement("as a condition", "result = 1 if ", " else 0"),
    Placement("in a method", "class Holder:\n    def method(self):\n        return "),
    Placement("in a class body", "class Holder:\n    member = "),
    Placement("as an argument", "print(", ", 1)"),
    Placement("unpacked", "print(*", ")"),
    Placement("yielded", "def produce():\n    yield "),
    Placement("in a with statement", "with ", " as opened:\n    pass"),
    Placement("in a walrus", "if (found := ", "):\n    pass"),
  ]

  /// Where names stand that are not called.
  static let names = [
    Placement("passed on", "results = list(map(", ", items))"),
    Placement("as an annotation", "def annotated(value: ", "):\n    return value"),
    Placement("kept", "function = "),
    Placement("as a decorator", "@", "\ndef decorated():\n    return None"),
    Placement("as the annotation of a result", "def annotated() -> ", ":\n    return None"),
    Placement("in a dictionary", "table = {\"key\": ", "}"),
    Placement("as a default", "def keep(value=", "):\n    return value"),
    Placement("in a tuple", "pair = (", ", None)"),
  ]

  static let called = Placement("called", "result = ", "(first, second=second)")

  /// The place with `text` in it; nil where its quotes would end the string it stands in.
  func holding(_ text: String) -> String? {
    guard before.hasSuffix("f\"{") else { return before + text + after }
    if text.contains("\n") { return nil }
    if !text.contains("\"") { return before + text + after }
    guard !text.contains("'") else { return nil }
    return before.dropLast(2) + "'{" + text + after.dropLast() + "'"
  }

  /// Whether what stands in it is evaluated in a scope of its own.
  var opensScope: Bool { ["return ", "yield ", "lambda", "class "].contains { before.contains($0) } }

  /// Whether more than one line may stand in it.
  var takesLines: Bool { !before.hasSuffix("f\"{") && !before.hasPrefix("class") }
}

/// Ways in which the name that an import binds comes to mean something else; `NAME` is that name, `CODE` the use.
enum Shadowing {
  static let scopes = [
    Placement("hidden by a parameter", "def hidden(NAME):\n    return CODE"),
    Placement("hidden by a local", "def hidden(items):\n    NAME = items[0]\n    return CODE"),
    Placement("hidden by a loop variable", "def hidden(items):\n    for NAME in items:\n        CODE"),
    Placement("hidden by a lambda's parameter", "later = lambda NAME: CODE"),
    Placement("hidden by a comprehension's variable", "results = [CODE for NAME in items]"),
    Placement("hidden by a name bound with as", "def hidden(items):\n    with items as NAME:\n        CODE"),
    Placement(
      "hidden by a local function",
      "def hidden(items):\n    def NAME(*values):\n        return values\n    return CODE"),
    Placement(
      "hidden by a caught error",
      "def hidden():\n    try:\n        pass\n    except OSError as NAME:\n        CODE"),
  ]

  /// Files without the library's import; `MEMBER` is the API's own last name, `(…)` its arguments.
  static let files = [
    Placement(
      "a class's own method",
      "class Holder:\n    def MEMBER(self, *values):\n        return values\n\n\nHolder().MEMBER"),
    Placement("a class attribute", "class Holder:\n    MEMBER = print\n    result = MEMBER"),
    Placement("an own function", "def MEMBER(*values):\n    return values\n\n\nresult = MEMBER"),
    Placement("another module", "import elsewhere as short\n\nresult = short.MEMBER"),
    Placement("another module's name", "from elsewhere import MEMBER\n\nresult = MEMBER"),
  ]
}
