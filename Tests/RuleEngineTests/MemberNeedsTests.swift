// Uses of members of which no rule can have anything to say.

import PythonLanguage
import RuleModel
import Semantics
import SourceModel
import Testing

@testable import RuleEngine

@Suite("What calls of members must give")
struct MemberNeedsTests {
  private static let pack = """
    release: "2.0"
    rename:
      lib.old_: lib.new_
    strings:
    - {api: lib.Box.total, parameter: dtype, inside: [each]}
    changes:
    - id: order
      was: lib.Box.order(self, axis=-1, kind=None)
      when: kind == "heap"
      why: It orders otherwise.
      grade: advise
    - id: gone
      was: lib.Box.gone(self)
      why: It is gone.
      grade: advise
    """

  private static let surface = APISurface(
    library: "lib", release: "1.0",
    entries: [
      "lib": APISurface.Entry(kind: .module), "lib.Box": APISurface.Entry(kind: .class),
      "lib.old_": APISurface.Entry(kind: .class),
      "lib.Box.total": APISurface.Entry(kind: .method, parameters: "self, axis=None, dtype=None"),
      "lib.Box.order": APISurface.Entry(kind: .method, parameters: "self, axis=-1, kind=None"),
      "lib.Box.gone": APISurface.Entry(kind: .method, parameters: "self"),
    ])

  private static func ruleSet() throws -> RuleSet {
    let catalogue = try PackCatalogue(shipped: [], own: [RuleFile(path: "lib/python/2.0.yaml", text: pack)])
    let language = PythonLanguage()
    let surfaces = SurfaceSet(surfaces: [surface], roots: ["lib"])
    let to = try #require(catalogue.releases(of: "lib", language: "python").last)
    let packs = try catalogue.packs(of: "lib", language: language, from: Release("1.0"), to: to)
    return RuleSet(packs.flatMap(\.rules), language: language, source: surfaces, target: surfaces)
  }

  /// How many uses of members of a box are looked at in a line of code, and what is found.
  private func look(_ line: String, needs: Bool) throws -> (members: Int, findings: [String]) {
    let rules = try Self.ruleSet()
    let text = "import lib\nbox = lib.Box()\n\(line)\n"
    let facts = rules.language.analyse(
      rules.language.parse(ContiguousArray(text.utf8)),
      in: AnalysisContext(
        module: "", isPackage: false,
        common: CommonContext(
          surfaces: rules.source, members: rules.members, memberNeeds: needs ? rules.memberNeeds : [])))
    let findings = rules.findings(in: facts).findings.map { "\(rules.rules[$0.rule].id) \($0.standing.rawValue)" }
    return (facts.references.filter { $0.route == .receiver }.count, findings)
  }

  @Test(
    "a use that gives nothing that rules ask for is passed by, and nothing is found where it is looked at",
    arguments: [
      "box.total()", "box.total(0, None)", "box.total(dtype=float)", "box.total(axis='old_')", "f = box.total",
      "box.order()", "box.order(0)", "box.order(axis=0)",
    ])
  func passedBy(line: String) throws {
    let whole = try look(line, needs: false)
    #expect(try look(line, needs: true).members == 0)
    #expect(whole.members == 1)
    #expect(whole.findings == [])
  }

  @Test(
    "a use that may concern a rule is looked at, and the same is found in it",
    arguments: [
      "box.total(dtype='old_')", "box.total(0, 'old_')", "box.total(dtype=['old_', 'b'])", "box.total(*given)",
      "box.total(**given)", "box.order(kind='heap')", "box.order(0, 'heap')", "box.order(0, kind)", "f = box.order",
      "box.gone()", "f = box.gone",
    ])
  func lookedAt(line: String) throws {
    let (passing, whole) = (try look(line, needs: true), try look(line, needs: false))
    #expect(passing.members == 1)
    #expect(passing.findings == whole.findings)
  }
}
