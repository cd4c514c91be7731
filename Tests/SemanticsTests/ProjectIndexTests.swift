// Names followed through the modules of a project, round in circles too.

import Testing

@testable import Semantics

@Suite("What modules offer each other")
struct ProjectIndexTests {
  /// `pkg: x = numpy.x, * from other; all a b` — one module a line.
  private func index(_ text: String) -> ProjectIndex {
    ProjectIndex(
      text.split(separator: "\n").map { line in
        let parts = line.split(separator: ";")
        let head = parts[0].split(separator: ":", maxSplits: 1)
        var exports = ModuleExports(module: String(head[0]))
        for item in head.count > 1 ? head[1].split(separator: ",") : [] {
          let words = item.split(separator: " ").map { String($0) }
          if words[0] == "*" { exports.starImports.append(words[2]) } else { exports.names[words[0]] = words[2] }
        }
        if parts.count > 1 { exports.all = parts[1].split(separator: " ").dropFirst().map { String($0) } }
        return exports
      })
  }

  private func expect(
    _ name: String, leadsTo target: String, in text: String, at location: SourceLocation = #_sourceLocation
  ) {
    #expect(index(text).resolve(name) == target, sourceLocation: location)
  }

  private func expectStar(
    of module: String, _ names: [String], in text: String, at location: SourceLocation = #_sourceLocation
  ) {
    let found = index(text).starNames(of: module).map { "\($0.name)=\($0.target)" }
    #expect(found == names, sourceLocation: location)
  }

  @Test("a name leads to where its module took it from, through any number of modules")
  func chains() {
    let project = """
      pkg: product = pkg.compat.product
      pkg.compat: product = pkg.compat.old.product, np = numpy
      pkg.compat.old: product = numpy.product
      """
    expect("pkg.product", leadsTo: "numpy.product", in: project)
    expect("pkg.compat.np.linalg.norm", leadsTo: "numpy.linalg.norm", in: project)
    expect("pkg.compat", leadsTo: "pkg.compat", in: project)
    expect("pkg.unknown", leadsTo: "pkg.unknown", in: project)
    expect("numpy.product", leadsTo: "numpy.product", in: project)
  }

  @Test("the longest module name wins")
  func longestModule() {
    let project = """
      pkg: sub = numpy.wrong
      pkg.sub: f = numpy.right
      """
    expect("pkg.sub.f", leadsTo: "numpy.right", in: project)
    expect("pkg.sub", leadsTo: "numpy.wrong", in: project)
  }

  @Test("names come through stars, an own name before a star's")
  func stars() {
    let project = """
      a: own = numpy.own, * from b
      b: own = numpy.other, * from c
      c: deep = numpy.deep
      """
    expect("a.deep", leadsTo: "numpy.deep", in: project)
    expect("a.own", leadsTo: "numpy.own", in: project)
    expectStar(of: "a", ["deep=numpy.deep", "own=numpy.own"], in: project)
  }

  @Test("modules that take each other's names end")
  func circles() {
    expect("a.x", leadsTo: "a.x", in: "a: * from b\nb: * from a")
    expect("a.x", leadsTo: "numpy.x", in: "a: * from b\nb: * from a, x = numpy.x")
    expect("a.x", leadsTo: "numpy.x", in: "a: * from a, x = numpy.x")
    expectStar(of: "a", ["x=numpy.x", "y=numpy.y"], in: "a: * from b, x = numpy.x\nb: * from a, y = numpy.y")
    let circle = index("a: x = b.x\nb: x = a.x").resolve("a.x")
    #expect(["a.x", "b.x"].contains(circle))
  }

  @Test("names that would grow inside themselves end")
  func growth() {
    // `from .b import b`, and nothing is known of the module `b`.
    expect("pkg.b.b", leadsTo: "pkg.b.b", in: "pkg: b = pkg.b.b")
    expect("pkg.b.x", leadsTo: "pkg.b.x", in: "pkg: b = pkg.b.b")
    // Two modules whose names lead into each other, a step longer each time.
    expect("a.x", leadsTo: "a.x", in: "a: x = b.y.z\nb: y = a.x.w")
  }

  @Test("a star brings what `__all__` lists, else what does not begin with an underscore")
  func all() {
    expectStar(of: "a", ["_p=numpy.p"], in: "a: _p = numpy.p, q = numpy.q; all _p")
    expectStar(of: "a", ["q=numpy.q"], in: "a: _p = numpy.p, q = numpy.q")
    expectStar(of: "a", ["x=numpy.x"], in: "a: * from b; all x\nb: x = numpy.x, y = numpy.y")
    expectStar(of: "nowhere", [], in: "a: x = numpy.x")
  }

  @Test("forty modules that take everything from each other", .timeLimit(.minutes(1)))
  func everyoneFromEveryone() {
    let count = 40
    let modules = (0..<count).map { one in
      ModuleExports(
        module: "m\(one)", names: ["x\(one)": "numpy.x\(one)", "_hidden\(one)": "numpy.hidden"],
        starImports: (0..<count).filter { $0 != one }.map { "m\($0)" })
    }
    let project = ProjectIndex(modules)
    let all = (0..<count).map { "x\($0)" }.sorted()
    for module in modules {
      let found = project.starNames(of: module.module)
      #expect(found.map(\.name) == all)
      #expect(found.allSatisfy { $0.target == "numpy.\($0.name)" })
    }
    #expect(project.resolve("m0.x39.part") == "numpy.x39.part")
    #expect(project.resolve("m0.unknown") == "m0.unknown")
  }
}
