// Examples taken out of docstrings, and the way back into the file.

import Semantics
import SourceModel
import Testing

@testable import PythonLanguage

@Suite("Examples in docstrings")
struct DoctestTests {
  private func sources(_ text: String) -> [EmbeddedSource] {
    Doctests.sources(in: PythonParser.parse(ContiguousArray(text.utf8)))
  }

  private func code(_ source: EmbeddedSource) -> String {
    String(decoding: source.bytes[Int(source.prelude)...], as: UTF8.self)
  }

  @Test("a docstring's examples stand behind the imports of the module")
  func prelude() throws {
    let found = sources(
      """
      '''Scores.

      >>> f(1)
      2
      '''
      import numpy as np
      try:
          from a import (
              b,
          )
      except ImportError:
          b = None

      class C:
          def f(self):
              \"\"\"
              >>> for i in x:
              ...     f(i)
              ...
              out
              ... not code
              >>>g()
              >>> h()
              \"\"\"
      """)
    #expect(found.map(code) == ["f(1)\n", "for i in x:\n    f(i)\n\nh()\n"])
    let first = try #require(found.first)
    #expect(
      String(decoding: first.bytes[..<Int(first.prelude)], as: UTF8.self)
        == "import numpy as np\nfrom a import (\n        b,\n    )\n")
  }

  @Test("each line of code leads back to where it stands")
  func origins() throws {
    let text = "def f():\n    '''\n    >>> ab(1,\n    ...    2)\n    '''\n"
    let source = try #require(sources(text).first)
    let name = ByteRange(0..<2)
    #expect(source.origin(of: name) == ByteRange(25..<27))
    #expect(source.origin(of: ByteRange(0..<9)) == nil)
    #expect(source.origin(of: Edit(name, "xyz")) == Edit(ByteRange(25..<27), "xyz"))
    #expect(source.origin(of: Edit(name, "x\ny")) == nil)
    #expect(source.origin(of: Edit(name, "'''")) == nil)
    #expect(
      source.origin(of: Edit(name, [.copy(ByteRange(3..<4))])) == Edit(ByteRange(25..<27), [.copy(ByteRange(28..<29))]))
  }

  @Test("a docstring whose bytes are not its code is left alone, a raw one is not")
  func escapes() {
    #expect(sources("def f():\n    '''\n    >>> g('\\n')\n    '''\n").isEmpty)
    #expect(sources("def f():\n    r'''\n    >>> g('\\n')\n    '''\n").map(code) == ["g('\\n')\n"])
    #expect(sources("def f():\n    x = 1\n    '''\n    >>> g()\n    '''\n").isEmpty)
    #expect(sources("def f():\r\n    '''\r\n    >>> g()\r\n    '''\r\n").map(code) == ["g()\n"])
  }
}
