// What files of a project learn from each other between the passes over them.

import Projects
import PythonLanguage
import RuleModel
import SourceModel
import Testing

@testable import Adaptation

@Suite("Passes over a project")
struct PassesTests {
  private static let pack = """
    release: "2.0"
    rename:
      lib.old: lib.new
    changes:
    - id: loud
      was: lib.loud(a)
      why: It says more.
    """

  /// Looks at a project that is made of paths and texts; a module is called as its path, from the folder `src` or another.
  private func reports(_ files: [(path: String, text: String)], jobs: Int = 1) throws -> [String: FileReport] {
    var request = AdaptationRequest(paths: [])
    request.targets = [VersionTarget(library: "lib", version: "2.0")]
    request.origins = [VersionTarget(library: "lib", version: "1.0")]
    let catalogue = try PackCatalogue(shipped: [RuleFile(path: "Rules/lib/python/2.0.yaml", text: Self.pack)])
    let plan = try AdaptationPlan(
      request, manifests: ProjectManifests(), catalogue: catalogue, language: PythonLanguage()
    ) { $0 }
    let texts = files.reduce(into: [:]) { $0[$1.path] = $1.text }
    let scan = ProjectScan(
      adaptation: FileAdaptation(ruleSet: try plan.ruleSet()), jobs: jobs,
      read: { .success(ContiguousArray((texts[$0.path] ?? "").utf8)) }, progress: { _, _ in })
    let sources = files.map { path, text in
      let parts = path.dropLast(3).split(separator: "/").dropFirst()
      return SourceFile(
        path: path, location: path, module: parts.joined(separator: "."), isPackage: false,
        stamp: FileStamp(size: Int64(text.utf8.count), modified: 0, changed: 0, inode: 0))
    }
    return scan.run(sources, stored: StoredResults()).files.reduce(into: [:]) { $0[$1.report.path] = $1.report }
  }

  private func lines(_ report: FileReport?) -> [Int]? { report?.findings.map(\.start.line) }

  private func text(_ report: FileReport?) -> String? {
    (report?.rewriting?.after).map { String(decoding: $0, as: UTF8.self) }
  }

  // Long enough to come behind the modules that hand it something.
  private static let user = """
    import lib
    from pkg.compat import loud

    loud(1)
    lib.loud(2)
    # This file is longer than those that it takes names from, so that it is looked at after them.
    """

  @Test("a file that another module is seen to hand the library is held against the rules with what that one says")
  func postponed() throws {
    let compat = (path: "src/pkg/compat.py", text: "from lib import loud\n")
    for jobs in [1, 2] {
      let reports = try reports([compat, ("src/user.py", Self.user)], jobs: jobs)
      #expect(lines(reports["src/user.py"]) == [4, 5])
      #expect(reports["src/user.py"]?.ledger.total == 3)
    }
  }

  @Test("a file whose name leads elsewhere in the end is held against the rules as one that nothing is handed")
  func postponedForNothing() throws {
    let reports = try reports([
      ("src/pkg/compat.py", "from lib import loud\n"), ("src/user.py", Self.user),
      // The file that counts for the module is the last of that name.
      ("vendored/pkg/compat.py", "import lib\nfrom noise import loud\n"),
    ])
    #expect(lines(reports["src/user.py"]) == [5])
    #expect(reports["src/user.py"]?.ledger.total == 2)
  }

  @Test("a name that others take stays imported; what they take besides changes nothing")
  func taken() throws {
    let changing = (path: "src/maths.py", text: "from lib import old\n\nsize = 4\nprint(old(1))\n")
    let alone = text(try reports([changing])["src/maths.py"])
    #expect(alone == "from lib import new\n\nsize = 4\nprint(new(1))\n")
    let besides = try reports([changing, ("src/other.py", "import lib\nfrom maths import size\n")])
    #expect(text(besides["src/maths.py"]) == alone)
    let taken = text(try reports([changing, ("src/other.py", "import lib\nfrom maths import old\n")])["src/maths.py"])
    #expect(taken?.contains("old\n") ?? false)
    let all = text(try reports([changing, ("src/other.py", "import lib\nfrom maths import *\n")])["src/maths.py"])
    #expect(all == taken)
  }
}
