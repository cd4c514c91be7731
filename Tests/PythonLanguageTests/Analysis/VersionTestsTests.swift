// Branches under tests of a library's release, once the release is known that the code moves to.

import Semantics
import SourceModel
import Testing

@testable import PythonLanguage

@Suite("Tests of a library's release")
struct VersionTestsTests {
  /// The lines of a code in which NumPy is left alone, and those in which it is a use like any other, when it moves to
  /// 2.0.
  private func lines(_ code: String, moving: Bool = true) -> (left: [Int], used: [Int]) {
    let target = SurfaceSet(
      surfaces: [APISurface(library: "numpy", release: "2.0", entries: numpySurface.entries)], roots: ["numpy"])
    let facts = facts(code, moving ? context(target: target) : context())
    let lines = LineTable(facts.tree.bytes)
    var (left, used): ([Int], [Int]) = ([], [])
    for reference in facts.references where reference.name == "numpy.product" {
      let line = lines.position(of: facts.tree.range(reference.node).start).line
      if reference.guards.contains(.version) { left.append(line) } else { used.append(line) }
    }
    return (left, used)
  }

  private static let head = """
    import numpy as np
    from distutils.version import LooseVersion
    from packaging import version
    from packaging.version import Version, parse

    """

  /// What the first branch is to the new release.
  private func first(_ test: String) -> Bool? {
    let found = lines(Self.head + "if \(test):\n    np.product\nelse:\n    np.product\n")
    switch (found.left, found.used) {
    case ([6], [8]): return false
    case ([8], [6]): return true
    case ([6, 8], []): return nil
    default:
      Issue.record("\(test): left alone in \(found.left), used in \(found.used)")
      return nil
    }
  }

  @Test(
    "A test that lets 2.0 in, whatever the patch",
    arguments: [
      #"np.__version__ >= "1.20""#, #"np.__version__ > '1.9'"#, #"LooseVersion(np.__version__) >= "1.20""#,
      #"LooseVersion(np.__version__) >= LooseVersion('1.20')"#,
      #"version.parse(np.__version__) > version.parse("1.26.4")"#,
      #"Version(np.__version__) >= Version("2.0.0.dev0")"#, #"parse(np.__version__) > parse("2.0.0rc1")"#,
      #"np.lib.NumpyVersion(np.__version__) >= "2.0.0""#, #"not parse(np.__version__) < parse("2")"#,
      #"Version("1.20") <= Version(np.__version__)"#, #"tuple(map(int, np.__version__.split(".")[:2])) >= (1, 20)"#,
      "[int(part) for part in np.__version__.split('.')[:2]] >= [1, 20]", #"int(np.__version__.split(".")[0]) >= 2"#,
      #"int(np.__version__.split(".")[0]) == 2"#, #"tuple(int(x) for x in np.__version__.split(".")) >= (1, 26, 4)"#,
    ])
  func lets(test: String) { #expect(first(test) == true) }

  @Test(
    "A test that 2.0 does not pass",
    arguments: [
      #"np.__version__ < "1.20""#, #"LooseVersion(np.__version__) < "2.0""#,
      #"Version(np.__version__) >= Version("2.1")"#,
      #"Version(np.__version__) <= Version("2.0.0rc1")"#, #"parse(np.__version__) <= parse("1.26")"#,
      #"tuple(map(int, np.__version__.split(".")[:2])) < (2, 0)"#, #"int(np.__version__.split(".")[0]) < 2"#,
      #"not np.__version__ >= "1.20""#, #"Version("2.0") > Version(np.__version__)"#,
    ])
  func refuses(test: String) { #expect(first(test) == false) }

  @Test(
    "A test of which this cannot be told leaves both alone",
    arguments: [
      #"Version(np.__version__) > Version("2.0")"#, #"Version(np.__version__) >= Version("2.0.1")"#,
      #"np.__version__ >= "2.0.1""#, #"np.__version__ == "2.0.0""#, #"np.__version__ in known"#,
      #"np.__version__.startswith("1.")"#, #"Version(np.__version__) >= least"#, #"check(np.__version__) >= "1.20""#,
      #"Version(np.__version__) >= Version("nightly")"#, #""1.0" < np.__version__ < "2.0""#,
      #"np.__version__ >= "1.20" and fast"#, #"Version(np.__version__, "2.0")"#, "Version(np.__version__) >= (1, 20)",
    ])
  func silent(test: String) { #expect(first(test) == nil) }

  @Test func `names that hold a test, branches in expressions, and what follows a branch that leaves`() {
    let code = """
      import numpy as np
      NEW = np.__version__ >= "1.20"
      OLD = not NEW
      if NEW:
          np.product
      elif fast:
          np.product
      f = np.product if NEW else None
      f = None if NEW else np.product
      NEW and np.product
      NEW or np.product
      def g():
          if NEW:
              return np.product
          np.product
      def h():
          if not NEW:
              return np.product
          np.product

      """
    let found = lines(code)
    #expect(found.left == [7, 9, 11, 15, 18])
    #expect(found.used == [5, 8, 10, 14, 19])
    #expect(lines(code, moving: false).used == [])
  }

  @Test func `a name that holds one test here and another there says nothing`() {
    let code = """
      import numpy as np
      NEW = np.__version__ >= "1.20"
      NEW = np.__version__ >= "2.1"
      if NEW:
          np.product

      """
    #expect(lines(code).left == [5])
  }
}
