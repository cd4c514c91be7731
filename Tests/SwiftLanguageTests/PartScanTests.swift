// How files of modules that are made of several tell each other what they declare, and who is looked at again for it.

import Projects
import RuleEngine
import RuleModel
import Semantics
import SourceModel
import SwiftLanguage
import Synchronization
import Testing

@testable import Adaptation

@Suite("Modules of several files")
struct PartScanTests {
  private static let rules = [
    RuleFile(path: "Rules/lib/library.yaml", text: "name: Lib\nmodules: [Lib]\n"),
    RuleFile(
      path: "Rules/lib/swift/2.0.yaml",
      text: """
        release: "2.0"
        changes:
        - id: ask
          was: "Lib.Model.ask(self, about: text)"
          now: "try await self.ask(about: text)"
          why: "It waits."
        - id: check
          was: "Lib.check(_ text)"
          now: "Lib.verify(text)"
          why: "It is called otherwise."
        - id: tell
          was: "Lib.Model.tell(self)"
          now: "self.say()"
          why: "It is called otherwise."
        """),
    RuleFile(
      path: "Rules/lib/swift/surface/1.0.yaml",
      text: """
        surface: "1.0"
        library: lib
        symbols:
          Lib: module
          Lib.Model: "class*"
          Lib.Model.ask: "method (about text: Swift.String) -> Swift.String"
          Lib.Model.tell: "method () -> Swift.String"
          Lib.Other: "class*"
          Lib.check: "function (_ text: Swift.String) -> Swift.Bool"
        """),
    RuleFile(path: "Rules/side/library.yaml", text: "name: Side\nmodules: [Side]\n"),
    RuleFile(
      path: "Rules/side/swift/2.0.yaml",
      text: """
        release: "2.0"
        changes:
        - id: turn
          was: "Side.Wheel.turn(self)"
          now: "self.spin()"
          why: "It is called otherwise."
        """),
    RuleFile(
      path: "Rules/side/swift/surface/1.0.yaml",
      text: """
        surface: "1.0"
        library: side
        symbols:
          Side: module
          Side.Wheel: "class*"
          Side.Wheel.turn: "method () -> Swift.Int"
        """),
  ]

  /// A project of paths and texts, looked at again and again. The first folder of a path is the module.
  private final class Project: Sendable {
    private let adaptation: FileAdaptation
    private let bytes = Mutex<ContiguousArray<UInt8>>([])
    private let readPaths = Mutex<Set<String>>([])

    init() throws {
      var request = AdaptationRequest(paths: [])
      for library in ["lib", "side"] {
        request.targets.append(VersionTarget(library: library, version: "2.0"))
        request.origins.append(VersionTarget(library: library, version: "1.0"))
      }
      let plan = try AdaptationPlan(
        request, manifests: ProjectManifests(), catalogue: try PackCatalogue(shipped: PartScanTests.rules),
        language: SwiftLanguage()
      ) { $0 }
      adaptation = FileAdaptation(ruleSet: try plan.ruleSet())
    }

    /// The reports of the files, and the paths of those that were read for them.
    func look(_ files: [String: String], jobs: Int = 2) -> (reports: [String: FileReport], read: [String]) {
      let cache = ResultCache(
        key: 1, read: { [self] in bytes.withLock { $0.isEmpty ? nil : $0 } },
        write: { [self] new in bytes.withLock { $0 = ContiguousArray(new.joined()) } })
      let sources = files.keys.sorted().map { path in
        SourceFile(
          path: path, location: path, module: String(path.prefix { $0 != "/" }), isPackage: false,
          stamp: FileStamp(
            size: Int64(files[path]?.utf8.count ?? 0), modified: 0, changed: 0,
            inode: UInt64(bitPattern: Int64(files[path].hashValue))))
      }
      readPaths.withLock { $0 = [] }
      let scan = ProjectScan(
        adaptation: adaptation, jobs: jobs,
        read: { [self] file in
          readPaths.withLock { _ = $0.insert(file.path) }
          return .success(ContiguousArray((files[file.path] ?? "").utf8))
        }, progress: { _, _ in })
      let results = scan.run(sources, stored: cache.load()).files
      cache.store(sources, results, start: 10_000_000_000)
      return (
        results.reduce(into: [:]) { $0[$1.report.path] = $1.report }, readPaths.withLock { $0.sorted() }
      )
    }
  }

  private static let maker = """
    import Lib
    struct Keeper { let model: Model = Model() }
    let size = 1
    """

  private static let files = [
    "App/Maker.swift": maker,
    "App/User.swift": "// Lib\nlet held = Keeper().model\nfunc speak() { print(Keeper().model.tell()) }\n",
    "App/Chain.swift": "// Lib\nlet later = held\nfunc answer() { print(later.tell()) }\n",
    "App/Noise.swift": "let noise = 1\n",
    "Client/Main.swift": "import App\nfunc ring() { print(Keeper().model.tell()) }\n",
    "Apart/Own.swift": "import Lib\nfunc own(_ model: Model) { print(model.tell()) }\n",
    "Apart/Else.swift": "import Lib\nlet other: Other\n",
  ]

  private func text(_ report: FileReport?) -> String? {
    (report?.rewriting?.after).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test("a file is held against the rules with what others declare, however many files that takes", arguments: [1, 2])
  func declared(jobs: Int) throws {
    let reports = try Project().look(Self.files, jobs: jobs).reports
    #expect(text(reports["App/User.swift"])?.contains("Keeper().model.say()") ?? false)
    #expect(text(reports["App/Chain.swift"])?.contains("later.say()") ?? false)
    #expect(text(reports["Client/Main.swift"])?.contains("Keeper().model.say()") ?? false)
    #expect(reports["App/Noise.swift"]?.findings.isEmpty ?? false)
  }

  /// What stands in another file of the module or in the file itself, and how the call `check("a")` stands then.
  private static let overloads: [(String, Standing)] = [
    ("func check(_ text: String, again: Bool = false) -> Bool { again }", .review),
    ("func check(_ texts: String...) -> Bool { true }", .review),
    ("let check = 1", .review),
    // By its labels the call cannot mean these.
    ("func check(number: Int) -> Bool { number > 0 }", .rewritten),
    ("func check(_ text: String, twice: Bool) -> Bool { twice }", .rewritten),
    ("func check() -> Bool { true }", .rewritten),
    ("func check(number: Int) -> Bool { true }\nfunc check(_ text: String) -> Bool { true }", .review),
  ]

  @Test("where a function of the module has the name of a library's, labels tell which is called, or a person does")
  func overloads() throws {
    let user = (path: "App/User.swift", text: "import Lib\nfunc use() { print(check(\"a\")) }\n")
    let alone = try Project().look([user.path: user.text]).reports[user.path]
    #expect(alone?.findings.map(\.standing) == [.rewritten])
    for (declaration, standing) in Self.overloads {
      let both = try Project().look([user.path: user.text, "App/Own.swift": "// Lib\n\(declaration)\n"])
      #expect((both.reports[user.path]?.findings ?? []).map(\.standing) == [standing], "\(declaration)")
      // What the file itself declares is what it means, unless it cannot be.
      let own = try Project().look([user.path: user.text + declaration + "\n"]).reports[user.path]
      let isFunction = declaration.hasPrefix("func")
      #expect(
        (own?.findings ?? []).map(\.standing) == (isFunction && standing == .review ? [] : [standing]), "\(declaration)"
      )
    }
  }

  @Test(
    "a file that mentions no library is held against the rules where what it names leads to one", arguments: [1, 2])
  func unmentioned(jobs: Int) throws {
    var files = Self.files
    files["App/Base.swift"] = "import Lib\nclass Base: Model {}\nstruct Maker { var made: [Model] { [] } }\n"
    files["App/Heir.swift"] = "// held\nclass Heir: Base { let keeper = Keeper().model }\n"
    files["App/Last.swift"] = "class Last: Heir { func a() { print(self.keeper.tell(), self.tell()) } }\n"
    files["App/Made.swift"] = "func made() { for one in Maker().made { print(one.tell()) } }\n"
    files["App/Told.swift"] = "let told = Keeper().model\nfunc plain() { print(\"tell\") }\n"
    let reports = try Project().look(files, jobs: jobs).reports
    #expect(text(reports["App/Last.swift"])?.contains("self.say()") ?? false)
    #expect(text(reports["App/Made.swift"])?.contains("one.say()") ?? false)
    #expect(text(reports["App/Told.swift"]) == nil)
  }

  @Test(
    "a file that imports a library is held against the rules, however it writes that; one that speaks of it is not",
    arguments: [
      ("import Lib", true), ("@testable import Lib", true), ("import struct Lib.Model", true), ("import\n  Lib", true),
      ("import /* the old one */ Lib", true), ("import // the old one\n  Lib", true), ("import `Lib`", true),
      ("import Foundation; import Lib", true), ("#if canImport(Lib)\nimport Lib\n#endif", true),
      ("// Lib\nimport Foundation", false), ("import Foundation\nlet name = \"Lib\"", false),
      ("// What it would import: Lib", false), ("import Library", false),
    ])
  func imported(head: String, isImport: Bool) throws {
    let files = ["App/Own.swift": "\(head)\nfunc own(_ model: Model) { print(model.tell()) }\n"]
    let reports = try Project().look(files).reports
    #expect(text(reports["App/Own.swift"])?.contains("model.say()") ?? false == isImport)
  }

  @Test("a member of a value of unknown type is a library's only where the file imports the library")
  func unknownReceivers() throws {
    let files = [
      "App/One.swift": "import Lib\nfunc one(_ all: [Any]) { print(all.best.tell(), all.best.turn()) }\n",
      "App/Two.swift": "import Side\nfunc two(_ all: [Any]) { print(all.best.tell(), all.best.turn()) }\n",
      "App/Both.swift":
        "import Lib\nimport Side\nfunc both(_ all: [Any]) { print(all.best.tell(), all.best.turn()) }\n",
    ]
    let reports = try Project().look(files).reports
    func rules(_ path: String) -> [String] { reports[path]?.findings.map(\.rule) ?? [] }
    #expect(rules("App/One.swift") == ["lib/2.0/tell"])
    #expect(rules("App/Two.swift") == ["side/2.0/turn"])
    #expect(rules("App/Both.swift") == ["lib/2.0/tell", "side/2.0/turn"])
    for report in reports.values { #expect(report.findings.allSatisfy { $0.standing == .review }) }
  }

  /// What a file declares that mentions no library, and how `check("a")` and `held.tell()` stand in another that imports one.
  private static let declared: [(String, check: Standing?, tell: Standing?)] = [
    ("func other() {}", .rewritten, .review),
    ("func check(_ text: String, again: Bool = false) -> Bool { again }", .review, .review),
    ("func check(number: Int) -> Bool { true }", .rewritten, .review),
    ("let held = Shop()\nstruct Shop { func tell() -> Int { 1 } }", .rewritten, nil),
    ("let first = 1, held = Shop()\nstruct Shop { func tell() -> Int { 1 } }", .rewritten, nil),
    ("var held: Shop { Shop() }\nstruct Shop {}\nextension Shop { func tell() -> Int { 1 } }", .rewritten, nil),
  ]

  @Test("a file that mentions no library is read where it declares what others want to know")
  func wanted() throws {
    let user = "import Lib\nfunc use() { print(check(\"a\"), held.tell()) }\n"
    for (declaration, check, tell) in Self.declared {
      let project = try Project()
      let first = project.look(["App/User.swift": user, "App/Own.swift": declaration + "\n"]).reports
      let found = first["App/User.swift"]?.findings ?? []
      #expect(found.first { $0.rule == "lib/2.0/check" }?.standing == check, "\(declaration)")
      #expect(found.first { $0.rule == "lib/2.0/tell" }?.standing == tell, "\(declaration)")
      // What it comes to declare later is seen, and forgotten again, as if nothing were stored.
      for later in [Self.declared[0].0, declaration, Self.declared[3].0, Self.declared[1].0] {
        let files = ["App/User.swift": user, "App/Own.swift": later + "\n"]
        let fresh = try Project().look(files).reports["App/User.swift"]?.findings
        #expect(project.look(files).reports["App/User.swift"]?.findings == fresh, "\(declaration), then \(later)")
      }
    }
  }

  @Test("a library's type is found behind types and values of files that mention none", arguments: [1, 2])
  func leading(jobs: Int) throws {
    let files = [
      "App/Keeper.swift": "import Lib\nstruct Keeper { let model: Model = Model() }\n",
      "App/Box.swift": "struct Box { let keeper = Keeper() }\n",
      "App/Make.swift": "func makeBox() -> Box { Box() }\n",
      "App/Apart.swift": "struct Apart { let size = 1 }\n",
      "App/Last.swift": "func last() { print(makeBox().keeper.model.tell()) }\n",
      "App/User.swift": "import Lib\nfunc use() { print(makeBox().keeper.model.tell()) }\n",
    ]
    let reports = try Project().look(files, jobs: jobs).reports
    #expect(text(reports["App/User.swift"])?.contains("makeBox().keeper.model.say()") ?? false)
    #expect(text(reports["App/Last.swift"])?.contains("makeBox().keeper.model.say()") ?? false)
  }

  @Test("what a function of another file returns is known where it is called, unless another returns something else")
  func returned() throws {
    var files = [
      "App/Keeper.swift":
        "import Lib\nstruct Keeper { let model: Model = Model(); static func open() -> Keeper { Keeper() } }\n",
      "App/User.swift": "import Lib\nfunc use() { print(Keeper.open().model.tell(), shared().tell()) }\n",
      "App/Shared.swift": "import Lib\nfunc shared() -> Model { Model() }\n",
    ]
    let known = try Project().look(files).reports["App/User.swift"]
    #expect(text(known)?.contains("Keeper.open().model.say(), shared().say()") ?? false)
    files["App/Again.swift"] = "import Lib\nfunc shared(_ number: Int = 1) -> Other { Other() }\n"
    let doubtful = try Project().look(files).reports["App/User.swift"]
    #expect(text(doubtful)?.contains("Keeper.open().model.say(), shared().tell()") ?? false)
    files["App/Again.swift"] = nil
    files["App/Shared.swift"] =
      "import Lib\nfunc shared() -> Model { Model() }\nfunc shared(_ a: Int = 1) -> Other { Other() }\n"
    let twins = try Project().look(files).reports["App/User.swift"]
    #expect(text(twins)?.contains("Keeper.open().model.say(), shared().tell()") ?? false)
  }

  @Test("a type inherits from all that its files say together")
  func inherited() throws {
    let files = [
      "App/Heir.swift": "import Lib\nclass Heir: Model {}\n",
      "App/More.swift": "import Lib\nextension Heir: CustomStringConvertible { var description: String { \"\" } }\n",
      "App/User.swift": "import Lib\nfunc use(_ heir: Heir) { print(heir.tell()) }\n",
    ]
    let reports = try Project().look(files).reports
    #expect(text(reports["App/User.swift"])?.contains("heir.say()") ?? false)
  }

  @Test("a subclass in a file that mentions no library may override what comes to wait")
  func overriding() throws {
    var files = [
      "App/Service.swift":
        "import Lib\nclass Service {\n  func reply(_ model: Model) throws -> String { try model.ask(about: \"x\") }\n}\n"
    ]
    let alone = try Project().look(files).reports["App/Service.swift"]
    #expect(text(alone)?.contains("async throws -> String { try await model.ask") ?? false)
    files["App/Loud.swift"] =
      "class Loud: Service {\n  override func reply(_ model: Model) throws -> String { \"\" }\n}\n"
    let beside = try Project().look(files).reports["App/Service.swift"]
    #expect(text(beside) == nil)
    #expect(beside?.findings.first?.reasons.contains { $0.contains("may override") } ?? false)
  }

  @Test("a file whose project declares something else is held against the rules as it would be without a store")
  func reopened() throws {
    let project = try Project()
    var files = [
      "App/User.swift": "import Lib\nfunc use() { print(check(\"a\")) }\n",
      "App/Other.swift": "import Lib\nfunc other() -> Int { 1 }\n",
    ]
    #expect(project.look(files).reports["App/User.swift"]?.findings.map(\.standing) == [.rewritten])
    files["App/Other.swift"] = "import Lib\nfunc other() -> Model { Model() }\n"
    #expect(project.look(files).reports["App/User.swift"]?.findings.map(\.standing) == [.rewritten])
  }

  @Test("a second run reads no file, and finds the same")
  func warm() throws {
    let project = try Project()
    let first = project.look(Self.files)
    #expect(first.read == Self.files.keys.sorted())
    let second = project.look(Self.files)
    #expect(second.read == [])
    for path in Self.files.keys {
      #expect(second.reports[path]?.findings == first.reports[path]?.findings)
      #expect(second.reports[path]?.diff == first.reports[path]?.diff)
    }
  }

  @Test(
    "a file that declares what it did is all that is read again; where it says something else, those that see it are")
  func changes() throws {
    let project = try Project()
    _ = project.look(Self.files)
    var files = Self.files
    files["App/Maker.swift"] = Self.maker.replacing("size = 1", with: "size = 12")
    #expect(project.look(files).read == ["App/Maker.swift"])
    files["App/Maker.swift"] = Self.maker.replacing("Model", with: "Other")
    let changed = project.look(files)
    #expect(changed.read.filter { $0.hasPrefix("Apart/") } == [])
    #expect(
      Set(changed.read).isSuperset(of: ["App/Maker.swift", "App/User.swift", "App/Chain.swift", "Client/Main.swift"]))
    let fresh = try Project().look(files).reports
    for path in files.keys { #expect(changed.reports[path]?.findings == fresh[path]?.findings, "\(path)") }
    #expect(fresh["App/User.swift"]?.changes == false)
  }

  private static let waiting = [
    "App/Asking.swift": "import Lib\nfunc ask(_ model: Model) throws -> String { try model.ask(about: \"x\") }\n",
    "App/Middle.swift": "// Lib\nfunc between(_ model: Model) throws -> String { try ask(model) }\n",
    "App/Top.swift": "func top() throws { print(try between(shared)) }\n",
    "App/Apart.swift": "func alone() { print(1) }\n",
  ]

  @Test(
    "what comes to wait is followed through files in which the library is not mentioned, and no others are read twice")
  func waits() throws {
    let project = try Project()
    let first = project.look(Self.waiting)
    #expect(text(first.reports["App/Asking.swift"])?.contains("async throws -> String { try await model.ask") ?? false)
    #expect(text(first.reports["App/Middle.swift"])?.contains("async throws -> String { try await ask(model)") ?? false)
    #expect(
      text(first.reports["App/Top.swift"])?.contains("func top() async throws { print(try await between") ?? false)
    var files = Self.waiting
    files["App/Asking.swift"] = "import Lib\nfunc ask(_ model: Model) throws -> String { \"\" }\n"
    let calm = project.look(files).reports
    for path in files.keys { #expect(calm[path]?.changes == false, "\(path)") }
  }

  @Test("what packs ask of manifests is stored with the results, and a damaged store is an empty one")
  func wishes() throws {
    let wishes = ManifestWishes(
      requirements: [
        "old": RulePack.Requirement(
          least: try #require(Release("1.2")), tried: try #require(Release("1.10")),
          language: try #require(Release("3.9"))...(try #require(Release("3.13"))), system: ["libgomp1"])
      ],
      demands: ["lib": PackageDemand(products: ["Old": "New"], platforms: ["macOS": "14"], tools: "5.9")])
    let bytes = Mutex<ContiguousArray<UInt8>>([])
    let cache = ResultCache(
      key: 7, read: { bytes.withLock { $0 } }, write: { new in bytes.withLock { $0 = ContiguousArray(new.joined()) } })
    let file = SourceFile(
      path: "a.swift", location: "a.swift", module: "App", isPackage: false,
      stamp: FileStamp(size: 1, modified: 0, changed: 0, inode: 1))
    let result = FileResult(
      report: FileReport(path: "a.swift"), exports: nil, projectImports: [], interfaceDigest: 0, isParsed: false)
    cache.store([file], [result], wishes: wishes, start: 10_000_000_000)
    #expect(cache.load().wishes == wishes)
    let whole = bytes.withLock { $0 }
    for end in whole.indices {
      bytes.withLock { $0 = ContiguousArray(whole[..<end]) }
      #expect(cache.load().isEmpty)
    }
  }

  @Test("a text names a function only where the name stands as a whole")
  func words() {
    var old = ModuleExports(module: "App", isPart: true)
    old.waiting = ["App.Shop.sell": WaitingFunction(effects: .waits, rule: "r")]
    let callees = ChangedCallees(from: ProjectIndex(), to: ProjectIndex([old]))
    let seen = callees.seen(from: ["App.*", "Foundation.*"])
    #expect(seen.isMentioned(in: ContiguousArray("let x = sell".utf8)))
    #expect(!seen.isMentioned(in: ContiguousArray("let x = seller".utf8)))
    #expect(callees.seen(from: ["Other.*"]).isEmpty)
    #expect(ChangedCallees(from: ProjectIndex([old]), to: ProjectIndex([old])).isEmpty)
    #expect(!ChangedCallees(from: ProjectIndex([old]), to: ProjectIndex()).isEmpty)
  }
}
