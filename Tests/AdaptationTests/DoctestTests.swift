// Examples in docstrings are adapted with the file that holds them.

import Projects
import PythonLanguage
import RuleEngine
import RuleModel
import SourceModel
import Testing

@testable import Adaptation

@Suite("Examples in docstrings")
struct DoctestTests {
  private static let pack = """
    release: "2.0"
    rename:
      lib.old: lib.new
      lib.gone: lib.other.place
    changes:
    - id: flip
      was: lib.flip(a, b=0)
      now: lib.turn(b, a)
    - id: loud
      was: lib.loud(a)
      why: It says more.
    """

  private func report(_ text: String, surfaces: [RuleFile] = []) throws -> FileReport {
    var request = AdaptationRequest(paths: [])
    request.targets = [VersionTarget(library: "lib", version: "2.0")]
    request.origins = [VersionTarget(library: "lib", version: "1.0")]
    let catalogue = try PackCatalogue(
      shipped: [RuleFile(path: "Rules/lib/python/2.0.yaml", text: Self.pack)] + surfaces)
    let plan = try AdaptationPlan(
      request, manifests: ProjectManifests(), catalogue: catalogue, language: PythonLanguage()
    ) { $0 }
    let adaptation = FileAdaptation(ruleSet: try plan.ruleSet())
    return try WorkerThreads.value {
      adaptation.report(adaptation.study(ContiguousArray(text.utf8), at: FileAdaptation.Place(path: "a.py")))
    }
  }

  private func expect(_ before: String, _ after: String, at location: SourceLocation = #_sourceLocation) throws {
    let report = try report(before)
    #expect(report.rewriting.map { String(decoding: $0.after, as: UTF8.self) } == after, sourceLocation: location)
    #expect(report.problems.isEmpty, sourceLocation: location)
    #expect(try self.report(after).rewriting == nil, "a second run", sourceLocation: location)
  }

  @Test("names mean what the module's imports say, calls are bound, layout stays")
  func rewriting() throws {
    try expect(
      """
      '''A module.

      >>> lib.old(1)   # one
      1
      '''
      import lib
      from lib import flip

      def f(x):
          '''
          >>> for i in x:
          ...     flip(i, b=2)
          >>> lib.old(
          ...     x)
          lib.old(3) is prose
          '''
          return lib.old(flip(x, b=3))
      """,
      """
      '''A module.

      >>> lib.new(1)   # one
      1
      '''
      import lib
      from lib import turn

      def f(x):
          '''
          >>> for i in x:
          ...     turn(2, i)
          >>> lib.new(
          ...     x)
          lib.old(3) is prose
          '''
          return lib.new(turn(3, x))
      """)
  }

  @Test("of the module's imports those count whose names an example holds, wherever they stand")
  func amongOtherImports() throws {
    try expect(
      """
      import os
      import lib as l
      from lib import flip, loud
      import sys

      def f(x):
          '''
          >>> l.old(flip(1, b=2))
          '''
          return os.path, sys.path, loud

      def g(x):
          '''
          >>> flip(x)
          '''
          return l.old(flip(x))
      """,
      """
      import os
      import lib as l
      from lib import turn, loud
      import sys

      def f(x):
          '''
          >>> l.new(turn(2, 1))
          '''
          return os.path, sys.path, loud

      def g(x):
          '''
          >>> turn(0, x)
          '''
          return l.new(turn(0, x))
      """)
  }

  @Test("an example's own imports move with it")
  func ownImports() throws {
    try expect(
      """
      def f():
          '''
          >>> from lib import old
          >>> old(1)
          '''
      """,
      """
      def f():
          '''
          >>> from lib import new
          >>> new(1)
          '''
      """)
  }

  @Test("uses count once, findings tell the line of the file")
  func ledger() throws {
    let report = try report(
      """
      import lib

      def f():
          '''
          >>> lib.loud(1)
          '''
      """)
    #expect(report.findings.map(\.start.line) == [5])
    #expect(report.ledger[.advised] == 1)
    #expect(report.rewriting == nil)
  }

  @Test("what is no code, or would not fit into the docstring, is left alone")
  func untouched() throws {
    for example in [">>> %time lib.old(1)", ">>> lib.old(", ">>> lib.flip(1,\n    ...     b=2)"] {
      let report = try report("import lib\n\ndef f():\n    '''\n    \(example)\n    '''\n")
      #expect(report.rewriting == nil, "\(example)")
    }
  }

  @Test("a name of a star import is known in an example that names nothing else")
  func starImport() throws {
    let surface = """
      surface: "1.0"
      library: lib
      symbols:
        lib: module
        lib.old: "function* (a)"

      """
    let newer = surface.replacing("1.0", with: "2.0").replacing("lib.old", with: "lib.new")
    let report = try report(
      "from lib import *\n\ndef f():\n    '''\n    >>> old(1)\n    '''\n",
      surfaces: [
        RuleFile(path: "Rules/lib/python/surface/1.0.yaml", text: surface),
        RuleFile(path: "Rules/lib/python/surface/2.0.yaml", text: newer),
      ])
    #expect(report.rewriting.map { String(decoding: $0.after, as: UTF8.self) }?.contains(">>> new(1)") == true)
  }

  @Test("an example that imports by itself is looked at in a file without imports")
  func ownImportAlone() throws {
    let report = try report("def f():\n    '''\n    >>> import lib as l\n    >>> l.loud(1)\n    '''\n")
    #expect(report.findings.map(\.start.line) == [4])
  }
}
