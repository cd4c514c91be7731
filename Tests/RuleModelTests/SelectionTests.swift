// Which rules lie between two releases, and what is said when none can.

import Testing

@testable import RuleModel

@Suite("Choosing rules by release")
struct SelectionTests {
  static let pack = """
    release: "2.0"
    rename:
      numpy.old: numpy.new
      numpy.early: {to: numpy.new, deprecated: "1.20", removed: "1.25"}
      numpy.warns: {to: numpy.new, deprecated: "1.20", removed: "3.0"}
      numpy.stands: {to: numpy.late, deprecated: "1.20"}
      numpy.late: {to: numpy.new, deprecated: "2.0", removed: "2.4"}
    changes:
    - id: pinned
      was: numpy.f(a, b=1)
      pin: {b: "0"}
    strings:
    - {api: numpy.dtype, parameter: dtype}
    """
  static let own = [
    RuleFile(path: "numpy/library.yaml", text: "modules: [numpy]\n"),
    RuleFile(path: "numpy/python/1.20.yaml", text: "release: \"1.20\"\n"),
    RuleFile(path: "numpy/python/2.0.yaml", text: pack),
    RuleFile(
      path: "numpy/python/2.4.yaml",
      text:
        "release: \"2.4\"\nstrings:\n- {api: numpy.dtype, parameter: dtype}\n- {api: numpy.zeros, parameter: dtype}\n"),
  ]

  private func selected(from: String?, to: String, and more: [RuleFile] = []) throws -> String {
    let catalogue = try PackCatalogue(shipped: [], own: Self.own + more)
    let packs = try catalogue.packs(
      of: "numpy", language: TestLanguage(), from: from.map { try PackCatalogue.release($0) },
      to: PackCatalogue.release(to))
    return packs.flatMap(\.rules).map { "\($0.id) \($0.grade.rawValue)" }.joined(separator: ", ")
  }

  private func expect(
    from: String?, to: String, _ expected: String, and more: [RuleFile] = [],
    at location: SourceLocation = #_sourceLocation
  ) {
    do {
      let said = try selected(from: from, to: to, and: more)
      #expect(said == expected, sourceLocation: location)
    } catch let error as RequestError {
      #expect(error.rendered == expected, sourceLocation: location)
    } catch {
      Issue.record("unexpected \(error)", sourceLocation: location)
    }
  }

  static let strings = "numpy.dtype(dtype) safe, numpy.zeros(dtype) safe"

  @Test("a change counts when its release lies after the one in use, up to the one wanted")
  func window() {
    expect(
      from: "1.26", to: "2.0",
      "numpy.old safe, numpy.warns safe, numpy.stands safe, numpy.late safe, pinned safe, \(Self.strings)")
    expect(from: "2.0", to: "2.4", "numpy.warns safe, numpy.stands safe, numpy.late safe, \(Self.strings)")
    expect(from: "1.24", to: "1.26", "numpy.early safe, numpy.warns safe, numpy.stands safe, \(Self.strings)")
  }

  @Test("what the release in use no longer has is not looked for")
  func gone() {
    expect(from: "2.4", to: "2.4", "numpy.warns safe, numpy.stands safe, \(Self.strings)")
  }

  @Test("a project taken straight past a release that only warned gets the change too")
  func straight() {
    expect(
      from: "1.21", to: "2.4",
      "numpy.old safe, numpy.early safe, numpy.warns safe, numpy.stands safe, numpy.late safe, pinned safe, "
        + Self.strings)
  }

  @Test("without a release in use everything counts, and pinned defaults need a review")
  func unknown() {
    expect(
      from: nil, to: "2.0",
      "numpy.old safe, numpy.early safe, numpy.warns safe, numpy.stands safe, numpy.late safe, pinned review, "
        + Self.strings)
  }

  @Test("what only warns waits until the release wanted has the replacement")
  func replacement() {
    let surface = RuleFile(
      path: "numpy/python/surface/1.20.yaml",
      text: "surface: \"1.20\"\nlibrary: numpy\nsymbols:\n  numpy: module\n  numpy.new: value\n")
    expect(from: "1.20", to: "1.22", "numpy.early safe, numpy.warns safe, \(Self.strings)", and: [surface])
  }

  @Test("a patch of a known release is that release, and any between the known is taken")
  func patches() {
    expect(from: "2.4.0", to: "2.4.3", "numpy.warns safe, numpy.stands safe, \(Self.strings)")
    expect(from: "2.0.0", to: "2.1", "numpy.warns safe, numpy.stands safe, numpy.late safe, \(Self.strings)")
    expect(from: "2.0", to: "2.0.0", "numpy.warns safe, numpy.stands safe, numpy.late safe, \(Self.strings)")
  }

  @Test("a release that no pack reaches is refused with those that are known")
  func unreached() {
    expect(from: "2.0", to: "9.9", "no pack reaches numpy 9.9\n  known are 1.20 … 2.4")
    expect(from: nil, to: "2.5.1", "no pack reaches numpy 2.5.1\n  known are 1.20 … 2.4")
    expect(from: nil, to: "1.5", "no pack reaches numpy 1.5\n  known are 1.20 … 2.4")
  }

  @Test("a downgrade and a malformed release are refused")
  func refused() {
    expect(
      from: "2.0", to: "1.26",
      "numpy 1.26 is older than the 2.0 in use\n  name a release from 2.0 on; packs lead forwards only")
    expect(from: nil, to: "2.x", "`2.x` is not a release\n  write numbers with dots, such as 2.0")
    expect(from: nil, to: "", "`` is not a release\n  write numbers with dots, such as 2.0")
  }

  @Test("headers belong to the release of their pack")
  func headers() throws {
    let catalogue = try PackCatalogue(
      shipped: [],
      own: [
        RuleFile(path: "opencv/cpp/3.0.yaml", text: "release: \"3.0\"\nheaders: {a.h: b.h}\n"),
        RuleFile(path: "opencv/cpp/4.0.yaml", text: "release: \"4.0\"\nheaders: {c.h: d.h}\nmacros: {A: B}\n"),
      ])
    let packs = try catalogue.packs(
      of: "opencv", language: languageNamed("cpp"), from: Release("3.0"), to: PackCatalogue.release("4.0"))
    // Of the older pack only what was gone by then is left, for a person to be told of.
    #expect(packs.map { "\($0.headers.map(\.to)) \($0.macros.map(\.name))" } == ["[] []", "[\"d.h\"] [\"A\"]"])
    #expect(packs.map(\.rules.count) == [0, packs[1].rules.count])
  }

  @Test("a name that was gone by the release in use is known as that")
  func lapsed() throws {
    let catalogue = try PackCatalogue(shipped: [], own: Self.own)
    let packs = try catalogue.packs(
      of: "numpy", language: TestLanguage(), from: Release("1.26"), to: PackCatalogue.release("2.0"))
    #expect(packs.flatMap(\.lapsed).map { "\($0.id) \($0.lapsed?.description ?? "")" } == ["numpy.early 1.25"])
  }
}
