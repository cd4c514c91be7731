// Imports read off a file's bytes, the quick way and line by line.

import Testing

@testable import PythonLanguage

@Suite("Imports without a tree")
struct QuickImportsTests {
  private func names(_ text: String, readsEachLine: Bool = false) -> [String] {
    QuickImports(
      ContiguousArray(text.utf8), module: "pkg.sub.module", isPackage: false, readsEachLine: readsEachLine
    ).names
  }

  @Test("every form of statement, wherever it may stand")
  func forms() {
    #expect(names("import a, b.c as d") == ["a", "b.c"])
    #expect(names("if x: import a; from b import c, d as e\n") == ["a", "b.c", "b.d"])
    #expect(names("from . import x\nfrom .. import y\nfrom ..z import w\n") == ["pkg.sub.x", "pkg.y", "pkg.z.w"])
    #expect(names("from a import (\n  b,  # import c\n  d\n)\nfrom e import *") == ["a.b", "a.d", "e.*"])
    #expect(names("from a \\\n  import b\nimport \\\r\n c\n") == ["a.b", "c"])
    #expect(names("important = 1\nx = 'import y'\nimportant.import_module('z')\n") == [])
  }

  @Test("the search for one word finds what reading every line finds")
  func generated() {
    let pieces = [
      "import ", "import", "from ", "from", "a", "b.c", ".", " . ", " import ", " as d", ", ", "(", ")", "*", "\n",
      "\r\n",
      "\r", "\\\n", "\\", ";", ":", "# import x\n", "\"import y\"", "important", "    ", "\t", "\u{0C}", "if x: ",
      "for ",
      "from a import (b,\n c)\n", "from .m import n\n", "import q\n",
    ]
    var state: UInt64 = 42
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    var found = 0
    for _ in 0..<20_000 {
      let text = (0..<(1 + next(14))).map { _ in pieces[next(pieces.count)] }.joined()
      let quick = names(text)
      #expect(quick == names(text, readsEachLine: true), "\(text.debugDescription)")
      found += quick.count
    }
    #expect(found > 10_000)
  }
}
