// Names looked up in a library's public API: aliases, members, bases.

import Testing

@testable import Semantics

@Suite("API surfaces")
struct APISurfaceTests {
  /// One entry a line: `name kind`, then `> target`, `< base base`, `exported`.
  private func surface(_ text: String, library: String = "lib") -> APISurface {
    var entries: [String: APISurface.Entry] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ").map { String($0) }
      guard let kind = APISurface.Entry.Kind(rawValue: words[1]) else {
        Issue.record("\(words[1]) is no kind")
        continue
      }
      let mark = words.count > 2 ? words[2] : ""
      entries[words[0]] = APISurface.Entry(
        kind: kind, bases: mark == "<" ? Array(words[3...]) : [], target: mark == ">" ? words[3] : nil,
        isExported: words.contains("exported"))
    }
    return APISurface(library: library, release: "1.0", entries: entries)
  }

  private func expect(
    _ name: String, isFoundAs found: String?, in text: String, at location: SourceLocation = #_sourceLocation
  ) {
    #expect(surface(text).resolve(name)?.name == found, sourceLocation: location)
  }

  @Test("an alias leads to what it stands for, its members too")
  func aliases() {
    let library = """
      lib.array class
      lib.array.sum method
      lib.core.array alias > lib.multi.array
      lib.multi.array alias > lib.array
      lib.lost alias > other.thing
      """
    expect("lib.core.array", isFoundAs: "lib.array", in: library)
    expect("lib.core.array.sum", isFoundAs: "lib.array.sum", in: library)
    expect("lib.lost", isFoundAs: "lib.lost", in: library)
    expect("lib.nothing", isFoundAs: nil, in: library)
    expect("lib.array.nothing", isFoundAs: nil, in: library)
  }

  @Test("a member is looked up in its class, then in the bases in their order")
  func bases() {
    let library = """
      lib.A class < lib.B lib.C
      lib.B class
      lib.C class < lib.D
      lib.D class
      lib.B.f method
      lib.C.f method
      lib.D.g method
      """
    expect("lib.A.f", isFoundAs: "lib.B.f", in: library)
    expect("lib.A.g", isFoundAs: "lib.D.g", in: library)
    expect("lib.B.g", isFoundAs: nil, in: library)
  }

  @Test("aliases and bases that go in circles end")
  func circles() {
    expect("lib.a", isFoundAs: "lib.a", in: "lib.a alias > lib.a")
    expect("lib.A.f", isFoundAs: nil, in: "lib.A class < lib.B\nlib.B class < lib.A")
    #expect(surface("lib.a alias > lib.b\nlib.b alias > lib.a").resolve("lib.a") != nil)
  }

  @Test("a star brings the exported names of its module only, sorted")
  func stars() {
    let text = "lib.b function exported\nlib.a function exported\nlib.c function\nlib.sub.d function exported"
    let set = SurfaceSet(surfaces: [surface(text)], roots: ["lib", "other"])
    #expect(set.starNames(of: "lib") == ["a", "b"])
    #expect(set.starNames(of: "lib.sub") == ["d"])
    #expect(set.starNames(of: "li") == [])
  }

  @Test("a library provides its module and what is below it, and not what only begins alike")
  func provides() {
    let set = SurfaceSet(surfaces: [], roots: ["numpy"])
    #expect(set.provides("numpy") && set.provides("numpy.linalg.norm"))
    #expect(!set.provides("numpydoc.x") && !set.provides("np"))
  }
}
