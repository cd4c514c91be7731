// Version guards: what conditions come to, which code they leave alone, and which lines may stand in one.

import Semantics
import SourceModel
import Testing

@testable import ClangLanguage

@Suite("Version guards")
struct GuardTests {
  @Test(
    "a condition comes to a value as far as it speaks of known macros",
    arguments: [
      ("MAJOR < 10", 0), ("MAJOR >= 10 && MINOR > 1", 1), ("MAJOR > 10 || (MAJOR == 10 && MINOR >= 2)", 1),
      ("MAJOR * 100 + MINOR >= 1002", 1), ("!(MAJOR < 10)", 1), ("defined(MAJOR) && MAJOR == 8", 0),
      ("defined MAJOR", 1), ("MAJOR < 10 && OTHER", 0), ("MAJOR >= 10 || OTHER > 3", 1), ("MAJOR >= 10L", 1),
      ("MAJOR >= 10 && OTHER", nil), ("OTHER", nil), ("defined(OTHER)", nil), ("MAJOR >=", nil), ("(MAJOR", nil),
      ("", nil),
      ("MAJOR ? 1 : 0", nil), ("MAJOR * 9223372036854775807 > 1", nil),
    ] as [(String, Int?)])
  func conditions(text: String, value: Int?) {
    let bytes = ContiguousArray(text.utf8)
    let words = CxxLexer.tokens(of: bytes).map { String(decoding: bytes[Int($0.start)..<Int($0.end)], as: UTF8.self) }
    #expect(PreprocessorCondition(words, macros: ["MAJOR": 10, "MINOR": 2]).value == value)
  }

  @Test("deep conditions end")
  func deep() {
    let words = Array(repeating: "(", count: 100_000)
    #expect(PreprocessorCondition(words, macros: [:]).value == nil)
    #expect(PreprocessorCondition(Array(repeating: "!", count: 100_000), macros: [:]).value == nil)
  }

  @Test(
    "branches for other releases are left alone, and what all releases have is not",
    arguments: [
      ("#if MAJOR < 10\nold1\n#else\nnew1\n#endif\n", ["old1"]),
      ("#if MAJOR >= 10\nnew1\n#else\nold1\n#endif\n", ["old1"]),
      ("#if MAJOR < 8\nold1\n#elif MAJOR < 10\nold2\n#else\nnew1\n#endif\n", ["old1", "old2"]),
      ("#if MAJOR >= 10\nnew1\n#elif MAJOR >= 8\nold1\n#endif\n", ["old1"]),
      ("#ifdef MAJOR\nnew1\n#else\nold1\n#endif\n", ["old1"]), ("#ifndef MAJOR\nold1\n#else\nnew1\n#endif\n", ["old1"]),
      ("#ifdef OTHER\na\n#else\nb\n#endif\n", []),
      ("#if OTHER > 3\n#if MAJOR < 10\nold1\n#endif\nb\n#endif\n", ["old1"]),
      ("#if MAJOR < 10 && defined(OTHER)\nold1\n#endif\n", ["old1"]),
      ("#if MAJOR >= 10 && defined(OTHER)\nmay1\n#else\nmay2\n#endif\n", ["may1", "may2"]),
      ("#if MAJOR < 10\nold1\n", []),
    ])
  func branches(text: String, left: [String]) throws {
    let tree = CxxReader.tree(of: ContiguousArray(text.utf8))
    let common = CommonContext(surfaces: SurfaceSet(surfaces: [], roots: ["lib"]), macros: ["MAJOR": 10])
    let context = AnalysisContext(module: "", isPackage: false, common: common)
    let survey = try #require(Survey(Array("godwit1\n".utf8)))
    let guards = VersionGuards(
      tree: tree, survey: survey, ownership: Ownership(roots: ["lib"], project: ""), context: context)
    let found = guards.ranges.flatMap { range in
      tree.text(in: range).split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("#") }.map(String.init)
    }
    #expect(found.sorted() == left)
  }

  @Test("code that is to run on both releases may have what it needs for the newer")
  func both() throws {
    let tree = CxxReader.tree(of: ContiguousArray("#if MAJOR >= 10\nnew1\n#else\nold1\n#endif\n".utf8))
    let common = CommonContext(
      surfaces: SurfaceSet(surfaces: [], roots: ["lib"]), macros: ["MAJOR": 10], olderMacros: ["MAJOR": 8])
    let context = AnalysisContext(module: "", isPackage: false, common: common)
    let survey = try #require(Survey(Array("godwit1\n".utf8)))
    let guards = VersionGuards(
      tree: tree, survey: survey, ownership: Ownership(roots: ["lib"], project: ""), context: context)
    #expect(guards.ranges.count == 2)
  }

  /// `USE` marks the place; what comes back are the lines that could stand twice, or why none can.
  @Test(
    "whole statements stand in whole lines",
    arguments: [
      ("void f() {\n  USE(1);\n}\n", "  USE(1);"),
      ("void f() {\n  a = USE(\n      1,\n      2);\n  b();\n}\n", "  a = USE(\n      1,\n      2);"),
      ("void f() {\n  if (a)\n    USE(1);\n  b();\n}\n", "  if (a)\n    USE(1);"),
      (
        "void f() {\n  if (USE(1)) {\n    b();\n  } else {\n    c();\n  }\n}\n",
        "  if (USE(1)) {\n    b();\n  } else {\n    c();\n  }"
      ),
      ("void f() { USE(1); }\nvoid g();\n", "void f() { USE(1); }"),
      ("#include <a>\nint x = USE(1);\n", "int x = USE(1);"), ("int x = USE(1);", "int x = USE(1);"),
      ("int a[] = {\n  USE(1),\n  2,\n};\nint b;\n", "int a[] = {\n  USE(1),\n  2,\n};"),
      ("/* a\n b */ int x = USE(1);\n", "/* a\n b */ int x = USE(1);"),
      ("void f() {\n  go([&] {\n    USE(1);\n  });\n}\n", "    USE(1);"),
      ("void f() {\n  do {\n    a();\n  } while (USE(1));\n}\n", "  do {\n    a();\n  } while (USE(1));"),
      ("#define M(x) USE(x)\n", "it stands in a macro's body"),
      (
        "void f() {\n  g(USE(1),\n#ifdef X\n    2,\n#endif\n    3);\n}\n",
        "lines of the preprocessor stand in the statement around it"
      ),
      ("USE(1", "no whole statement stands around it"),
    ])
  func statements(text: String, wanted: String) throws {
    let tree = CxxReader.tree(of: ContiguousArray(text.utf8))
    let node = try #require(
      tree.rows.indices.map { NodeID($0) }.first { tree.cxx($0) == .name && tree.text($0) == "USE" })
    let lines = StatementLines(tree: tree, survey: nil, parents: tree.parents())
    switch lines.lines(around: tree.range(node), at: node) {
    case .lines(let range): #expect(tree.text(in: range) == wanted)
    case .none(let reason): #expect(reason == wanted)
    }
  }
}
