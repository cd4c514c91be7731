// What names refer to, through the compiler's eyes, over a small library that the test declares itself.

import Foundation
import Semantics
import SourceModel
import Testing

@testable import ClangLanguage

@Suite("References in C++", .enabled(if: SurveyService.hasLibrary, "libclang is not installed"))
struct ReferenceTests {
  static let library = """
    namespace lib {
    inline namespace v1 { int open(const char* name, int flags = 0); }
    struct Engine { void destroy(); int size; static Engine* make(); };
    enum Mode { FAST = 1 };
    enum class Level { high };
    using Degree = Level;
    struct Watcher { virtual void seen(int); };
    namespace inner { int deep(); }
    }
    int libOpen(int);
    #define LIB_OLD 3

    """

  /// A folder with the library's one header, `lib/lib.hpp`.
  static let folder: String = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "godwit-references-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder.appending(path: "lib"), withIntermediateDirectories: true)
    try? library.write(to: folder.appending(path: "lib/lib.hpp"), atomically: true, encoding: .utf8)
    return folder.path
  }()

  private func references(_ code: String) -> [String] {
    let project = ClangLanguage.Project(root: "/nowhere", standIns: [Self.folder])
    let language = ClangLanguage(SurveyService(.here), project: project)
    let parsed = language.parse(ContiguousArray(("#include <lib/lib.hpp>\n" + code).utf8), at: "text.cpp")
    let context = AnalysisContext(
      module: "", isPackage: false,
      common: CommonContext(
        surfaces: SurfaceSet(surfaces: [], roots: ["lib", "::"]), members: ["destroy"],
        spokenOf: ["lib.open", "lib.Degree", "::.libOpen"]))
    let facts = language.analyse(parsed, in: context)
    return facts.references.filter { !$0.name.hasPrefix("<") }.map { reference in
      let mark = reference.guards.contains(.unseen) ? "unseen " : ""
      return "\(mark)\(reference.use.rawValue) \(facts.tree.text(reference.node)) = \(reference.name)"
    }
  }

  @Test(
    "names lead through aliases, using, auto and smart pointers",
    arguments: [
      ("int a = lib::open(\"x\");", ["call lib::open = lib.open"]),
      ("using namespace lib; int a = open(\"x\");", ["call open = lib.open"]),
      ("namespace l = lib; int a = l::open(\"x\", l::FAST);", ["call l::open = lib.open", "load l::FAST = lib.FAST"]),
      (
        "void f() { auto e = lib::Engine::make(); e->destroy(); }",
        ["call lib::Engine::make = lib.Engine.make", "call e->destroy = lib.Engine.destroy"]
      ),
      (
        "template <typename T> struct P { T* operator->(); }; void f(P<lib::Engine> p) { p->destroy(); }",
        ["load lib::Engine = lib.Engine", "call p->destroy = lib.Engine.destroy"]
      ),
      (
        "auto l = lib::Level::high; int d = lib::inner::deep();",
        ["load lib::Level::high = lib.Level.high", "call lib::inner::deep = lib.inner.deep"]
      ),
      (
        "typedef lib::Engine E; void f(E* e) { e->destroy(); }",
        ["load lib::Engine = lib.Engine", "call e->destroy = lib.Engine.destroy"]
      ),
    ])
  func routes(code: String, expected: [String]) {
    #expect(references(code) == expected)
  }

  @Test(
    "what the compiler does not see is told by its text, and said to be",
    arguments: [
      ("#if 0\nint a = lib::open(\"x\");\n#endif", "lib.open"),
      ("#define NEVER_USED lib::open(\"x\")\n", "lib.open"),
      ("int a = lib::missing(1);", "lib.missing"),
    ])
  func unseen(code: String, name: String) {
    let found = references(code)
    #expect(found.map { $0.split(separator: " ").last.map(String.init) } == [name])
    #expect(found.allSatisfy { $0.hasPrefix("unseen ") })
  }

  @Test("a member on a value whose type a template leaves open is told, its receiver unknown")
  func open() {
    #expect(references("template <typename T> void end(T* p) { p->destroy(); }") == ["call p->destroy = ?.destroy"])
  }

  @Test("a member function that overrides the library's is a use of it, where it is declared and where it is defined")
  func overrides() {
    let code = """
      struct Mine : lib::Watcher { void seen(int) override; void other(int); };
      void Mine::seen(int) {}
      void Mine::other(int) {}
      """
    #expect(
      references(code) == [
        "load lib::Watcher = lib.Watcher", "load seen = lib.Watcher.seen", "load Mine::seen = lib.Watcher.seen",
      ])
  }

  @Test("the library's own second name for a class is a use of that name, if rules speak of it")
  func secondNames() {
    #expect(
      references("auto a = lib::Degree::high;") == [
        "load lib::Degree = lib.Degree", "load lib::Degree::high = lib.Level.high",
      ])
  }

  @Test("what uses in other files tell of a header's macro is known in the header")
  func macrosOfHeaders() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "godwit-macros-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    let header = "#include <lib/lib.hpp>\n#define OPEN(x) lib::open(x)\n"
    try header.write(toFile: root + "/own.hpp", atomically: true, encoding: .utf8)
    let language = ClangLanguage(SurveyService(.here), project: .init(root: root, standIns: [Self.folder]))
    #expect(!language.isToldOfByOthers("own.hpp"))
    _ = language.parse(ContiguousArray("#include \"own.hpp\"\nint a = OPEN(\"x\");\n".utf8), at: "a.cpp")
    #expect(language.isToldOfByOthers("own.hpp"))
    let context = AnalysisContext(
      module: "", isPackage: false,
      common: CommonContext(surfaces: SurfaceSet(surfaces: [], roots: ["lib"]), spokenOf: ["lib.open"]))
    let facts = language.analyse(language.parse(ContiguousArray(header.utf8), at: "own.hpp"), in: context)
    let found = facts.references.first { $0.name == "lib.open" }
    #expect(found?.guards == [])
  }

  @Test("a file is held against what others become, not against what they are")
  func together() throws {
    let root = FileManager.default.temporaryDirectory.appending(path: "godwit-together-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: root) }
    try "int old();\n".write(toFile: root + "/own.hpp", atomically: true, encoding: .utf8)
    let language = ClangLanguage(SurveyService(.here), project: .init(root: root))
    let source = ContiguousArray("#include \"own.hpp\"\nint a = fresh();\n".utf8)
    #expect(language.parse(source, at: "a.cpp").diagnostics.count == 1)
    let others = ["own.hpp": ContiguousArray("int fresh();\n".utf8)]
    #expect(language.parse(source, at: "a.cpp", beside: others).diagnostics.isEmpty)
  }

  @Test("a macro's body names what its uses show")
  func bodies() {
    let code = "#define OPEN(x) lib::open(x)\nint a = OPEN(\"x\");\nint b = LIB_OLD;"
    #expect(references(code) == ["call lib::open = lib.open", "load LIB_OLD = ::.LIB_OLD"])
  }

  @Test(
    "what only looks like the library's is none of its",
    arguments: [
      "struct Mine { void destroy(); }; void f(Mine m) { m.destroy(); }",
      "namespace mine { int open(const char*); } int a = mine::open(\"x\");",
      "void f(int open) { int lib = open; }",
      "#define destroy(x) (x)\nint a = destroy(3);",
      "const char* t = \"lib::open(1)\"; // lib::open(2)",
    ])
  func others(code: String) {
    #expect(references(code) == [])
  }

  /// What a template becomes is compiled only where a text is to be judged.
  @Test("a complaint about what a template becomes is new where the old text had none, and no other")
  func templates() {
    let language = ClangLanguage(SurveyService(.here), project: .init(root: "/nowhere", standIns: [Self.folder]))
    func parsed(_ call: String) -> ParsedFile {
      let text = """
        #include <lib/lib.hpp>
        template <typename T> int size(T& value) { return value.size; }
        int f(lib::Engine& engine, int number) { return \(call); }

        """
      return language.parse(ContiguousArray(text.utf8), at: "templates.cpp")
    }
    let before = parsed("size(number)")
    #expect(before.diagnostics == [])
    #expect(language.newProblems(in: parsed("1 + size(number)"), since: before) == [])
    #expect(language.newProblems(in: parsed("size(engine)"), since: before) == [])
    #expect(language.newProblems(in: parsed("size(number) + size(f)"), since: before).count == 1)
  }
}
