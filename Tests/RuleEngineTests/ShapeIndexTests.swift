// Which shapes a file could hold, told from its words and symbols.

import PythonLanguage
import RuleModel
import Semantics
import SourceModel
import Testing

@testable import RuleEngine

@Suite("Shapes that a file could hold")
struct ShapeIndexTests {
  private static let pack = """
    release: "2.0"
    changes:
    - id: word
      match: repr($x)
      why: It goes.
      grade: advise
    - id: symbol
      match: lib.table[$kind]
      rewrite: lib.row($kind)
      why: The table goes.
    - id: typed
      match: $b.store($x)
      where: {b: lib.Box}
      rewrite: $b.put($x)
      why: It has another name.
    - id: label
      match: $f(...$rest, marker=$x)
      why: It goes.
      grade: advise
    - id: member
      match: $x.leaf.get()
      why: It goes.
      grade: advise
    - id: stored
      match: __mark__ = None
      why: It goes.
      grade: advise
    - id: statements
      match: |
        def __shape__(self):
            ...$body
      why: It is not asked any more.
      grade: advise
    """

  private static let surface = APISurface(
    library: "lib", release: "1.0",
    entries: [
      "lib": APISurface.Entry(kind: .module), "lib.table": APISurface.Entry(kind: .value),
      "lib.row": APISurface.Entry(kind: .function), "lib.Box": APISurface.Entry(kind: .class),
      "lib.Box.store": APISurface.Entry(kind: .method), "lib.Box.put": APISurface.Entry(kind: .method),
      "lib.make": APISurface.Entry(kind: .function, type: "lib.Box"),
    ])

  private static func ruleSet() throws -> RuleSet {
    let catalogue = try PackCatalogue(shipped: [], own: [RuleFile(path: "lib/python/2.0.yaml", text: pack)])
    let language = PythonLanguage()
    let surfaces = SurfaceSet(surfaces: [surface], roots: ["lib"])
    guard let to = catalogue.releases(of: "lib", language: "python").last else { throw RuleErrors([]) }
    let packs = try catalogue.packs(of: "lib", language: language, from: Release("1.0"), to: to)
    return RuleSet(packs.flatMap(\.rules), language: language, source: surfaces, target: surfaces)
  }

  /// The rules whose shapes are tried on a text: the same whether the language tells where words stand or the tree is
  /// searched.
  private func candidates(
    _ text: String, unnamed: NameSet = [], at location: SourceLocation = #_sourceLocation
  ) throws -> [String] {
    let (told, searched) = (try candidates(text, unnamed, tells: true), try candidates(text, unnamed, tells: false))
    #expect(told == searched, sourceLocation: location)
    return told
  }

  private func candidates(_ text: String, _ unnamed: NameSet, tells: Bool) throws -> [String] {
    let rules = try Self.ruleSet()
    let facts = rules.language.analyse(
      rules.language.parse(ContiguousArray(text.utf8)),
      in: AnalysisContext(
        module: "", isPackage: false,
        common: CommonContext(
          surfaces: rules.source, members: rules.members, leafWords: tells ? rules.leafWords : [])))
    let symbols = Set(facts.references.flatMap { rules.verdict(on: $0.name).shapeSymbols })
    let producers = Set(facts.references.flatMap { rules.verdict(on: $0.name).producers })
    let found = rules.shapes.candidates(in: facts, symbols: symbols, producers: producers, unnamed: unnamed)
    return found.map { rules.rules[$0.plan.entry.rule].id }
  }

  @Test("a shape is tried where its words stand as names, and only there")
  func words() throws {
    #expect(try candidates("import lib\nrepr(1)\n") == ["word"])
    #expect(try candidates("import lib\nrepresent(1)\nx = 'repr'\n") == [])
    #expect(try candidates("class C:\n    def __shape__(self):\n        pass\n") == ["statements"])
  }

  @Test("words are found as labels, as members, as names that are assigned and as names of functions")
  func places() throws {
    #expect(try candidates("import lib\nlib.row(1, marker=2)\n") == ["label"])
    #expect(try candidates("import lib\na.leaf.get()\n") == ["member"])
    #expect(try candidates("import lib\nclass C:\n    __mark__ = None\n") == ["stored"])
    #expect(try candidates("import lib\n@lib.row\ndef __shape__(self):\n    return 'x'\n") == ["statements"])
    #expect(try candidates("import lib\nprint(f'{repr(1)}')\n") == ["word"])
    #expect(try candidates("from lib import make as m\nm().store(1)\n", [], tells: true) == ["typed"])
  }

  @Test("a shape that names an API is tried where a name leads to it")
  func symbols() throws {
    #expect(try candidates("import lib as l\nl.table['a']\n") == ["symbol"])
    #expect(try candidates("from lib import table as t\nt['a']\n") == ["symbol"])
    #expect(try candidates("import other as lib\nlib.table['a']\n") == [])
  }

  @Test("a shape about a type is tried where the type can come from, strings of annotations and other modules too")
  func producers() throws {
    #expect(try candidates("import lib\nx.store(1)\n") == [])
    #expect(try candidates("import lib\nlib.make().store(1)\n") == ["typed"])
    #expect(try candidates("import lib\ndef f(x: 'lib.Box'):\n    x.store(1)\n") == ["typed"])
    #expect(try candidates("import lib\nx.store(1)\n", unnamed: ["make"]) == ["typed"])
  }

  @Test("code that holds none of the least words, members and roots concerns no rule")
  func leastWords() throws {
    let rules = try Self.ruleSet()
    let words = try #require(rules.exampleWords)
    for word in ["repr", "__shape__", "lib", "store"] { #expect(words.find(word) != NameSet.absent) }
    #expect(words.find("table") == NameSet.absent)
  }
}
