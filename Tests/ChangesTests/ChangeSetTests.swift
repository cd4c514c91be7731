// Change sets made, refused and undone, on real folders.

import Synchronization
import Testing

@testable import Changes

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

private func bytes(_ text: String) -> ContiguousArray<UInt8> { ContiguousArray(text.utf8) }

/// The folder's files with their text, a line each.
private func tree(_ scratch: Scratch) -> [String: String] {
  Dictionary(uniqueKeysWithValues: scratch.files().map { ($0, scratch.text($0) ?? "unreadable") })
}

/// Changes to the files of a scratch folder: `a.py` is replaced, `new/b.py` created, `old.pkl` deleted.
private func ordinaryChanges(_ scratch: Scratch, _ fileSystem: FileSystem = FileSystem()) throws -> ChangeSet {
  var changes = ChangeSet(root: scratch.root, command: "godwit adapt .", fileSystem: fileSystem)
  try changes.replace("a.py", expecting: bytes("old a\r\n"), with: bytes("new a\r\n"))
  try changes.create("new/deep/b.py", bytes("new b"))
  try changes.delete("old.pkl", expecting: bytes("\u{0}pickle"))
  return changes
}

private func ordinaryFolder() -> Scratch {
  let scratch = Scratch()
  scratch.write("a.py", "old a\r\n", mode: 0o751)
  scratch.write("old.pkl", "\u{0}pickle", mode: 0o640)
  return scratch
}

private let before = ["a.py": "old a\r\n", "old.pkl": "\u{0}pickle"]
private let after = ["a.py": "new a\r\n", "new/deep/b.py": "new b"]

private func expectError(
  _ code: ChangeError.Code, naming path: String, sourceLocation: SourceLocation = #_sourceLocation,
  _ body: () throws -> Void
) {
  do {
    try body()
    Issue.record("no error", sourceLocation: sourceLocation)
  } catch let error as ChangeError {
    #expect(error.code == code, "\(error)", sourceLocation: sourceLocation)
    #expect(error.path == path, "\(error)", sourceLocation: sourceLocation)
    #expect(error.message.contains(path), sourceLocation: sourceLocation)
  } catch {
    Issue.record(error, sourceLocation: sourceLocation)
  }
}

@Suite("A change set") struct ChangeSetTests {
  @Test func `It is made, listed and undone, byte for byte and with modes`() throws {
    let scratch = ordinaryFolder()
    let id = try ordinaryChanges(scratch).apply()
    #expect(tree(scratch) == after)
    #expect(scratch.mode("a.py") == 0o751)
    let journal = try Journal(root: scratch.root)
    let entries = try journal.entries()
    #expect(entries.map(\.id) == [id])
    #expect(entries[0].command == "godwit adapt .")
    #expect(
      entries[0].files.map { "\($0.kind) \($0.path)" } == ["replaced a.py", "created new/deep/b.py", "deleted old.pkl"])
    #expect(try journal.undo() == entries[0])
    #expect(tree(scratch) == before)
    #expect(scratch.mode("a.py") == 0o751 && scratch.mode("old.pkl") == 0o640)
    #expect(!scratch.exists("new"))
    #expect(try journal.entries().isEmpty)
    expectError(.nothingToUndo, naming: scratch.root) { try journal.undo() }
  }

  @Test func `The journal ignores itself in git`() throws {
    let scratch = ordinaryFolder()
    run("git", ["-C", scratch.root, "init", "-q"])
    _ = try ordinaryChanges(scratch).apply()
    let status = run("git", ["-C", scratch.root, "status", "--short", "-uall"])
    #expect(status == Ending(code: 0, output: "?? a.py\n?? new/deep/b.py\n"))
  }

  @Test func `Change sets are undone newest first`() throws {
    let scratch = Scratch()
    scratch.write("x", "0")
    for number in 0..<3 {
      var changes = ChangeSet(root: scratch.root, command: "step \(number)")
      try changes.replace("x", expecting: bytes("\(number)"), with: bytes("\(number + 1)"))
      _ = try changes.apply()
    }
    let journal = try Journal(root: scratch.root)
    #expect(try journal.entries().map(\.command) == ["step 2", "step 1", "step 0"])
    for number in [2, 1, 0] {
      #expect(try journal.undo().command == "step \(number)")
      #expect(scratch.text("x") == "\(number)")
    }
    expectError(.nothingToUndo, naming: scratch.root) { try journal.undo() }
  }

  @Test func `A named entry is undone where nothing newer touched its files`() throws {
    let scratch = Scratch()
    scratch.write("x", "0")
    scratch.write("y", "0")
    var ids: [JournalID] = []
    for (name, old, new) in [("x", "0", "1"), ("y", "0", "1"), ("y", "1", "2")] {
      var changes = ChangeSet(root: scratch.root, command: name)
      try changes.replace(name, expecting: bytes(old), with: bytes(new))
      ids.append(try changes.apply())
    }
    let journal = try Journal(root: scratch.root)
    expectError(.changedSince, naming: "y") { try journal.undo(ids[1]) }
    #expect(try journal.undo(ids[0]).id == ids[0])
    #expect(tree(scratch) == ["x": "0", "y": "2"])
    expectError(.noSuchEntry, naming: scratch.root) { try journal.undo(ids[0]) }
    #expect(try journal.undo().id == ids[2])
  }

  @Test(arguments: ["a.py", "new/deep/b.py", "old.pkl"])
  func `Undo is all or nothing, and names the file that was changed since`(name: String) throws {
    let scratch = ordinaryFolder()
    _ = try ordinaryChanges(scratch).apply()
    scratch.write(name, "the user's own")
    let journal = try Journal(root: scratch.root)
    expectError(.changedSince, naming: name) { try journal.undo() }
    var expected = after
    expected[name] = "the user's own"
    #expect(tree(scratch) == expected)
    #expect(try journal.entries().count == 1)
  }

  @Test func `A file that vanished since is not undone either`() throws {
    let scratch = ordinaryFolder()
    _ = try ordinaryChanges(scratch).apply()
    scratch.remove("a.py")
    expectError(.changedSince, naming: "a.py") { try Journal(root: scratch.root).undo() }
  }

  @Test func `A file the user put into a made folder keeps the folder`() throws {
    let scratch = ordinaryFolder()
    _ = try ordinaryChanges(scratch).apply()
    scratch.write("new/mine", "mine")
    try Journal(root: scratch.root).undo()
    #expect(tree(scratch) == before.merging(["new/mine": "mine"]) { $1 })
  }

  @Test func `A renamed file keeps its bytes and mode, and comes back`() throws {
    let scratch = Scratch()
    scratch.write("run.sh", "#!/bin/sh\n", mode: 0o755)
    var changes = ChangeSet(root: scratch.root, command: "")
    try changes.rename("run.sh", to: "bin/run", expecting: bytes("#!/bin/sh\n"))
    let shown = "diff --git a/run.sh b/bin/run\nsimilarity index 100%\nrename from run.sh\nrename to bin/run\n"
    #expect(String(decoding: changes.preview(), as: UTF8.self) == shown)
    _ = try changes.apply()
    #expect(scratch.files() == ["bin/run"])
    #expect(scratch.mode("bin/run") == 0o755)
    try Journal(root: scratch.root).undo()
    #expect(scratch.files() == ["run.sh"])
    #expect(scratch.mode("run.sh") == 0o755)
  }

  @Test func `A preview touches nothing, and git makes of it what apply makes`() throws {
    let (ours, theirs) = (ordinaryFolder(), ordinaryFolder())
    theirs.write("old.pkl", "text")
    ours.write("old.pkl", "text")
    let changes = { (scratch: Scratch) throws -> ChangeSet in
      var changes = ChangeSet(root: scratch.root, command: "")
      try changes.replace("a.py", expecting: bytes("old a\r\n"), with: bytes("new a\r\n"))
      try changes.create("new/deep/b.py", bytes("new b"), isExecutable: true)
      try changes.delete("old.pkl", expecting: bytes("text"))
      return changes
    }
    let preview = try changes(theirs).preview()
    #expect(!theirs.exists(".godwit"))
    theirs.write("p", preview)
    #expect(run("git", ["-C", theirs.root, "apply", "--whitespace=nowarn", "p"]) == Ending(code: 0, output: ""))
    theirs.remove("p")
    _ = try changes(ours).apply()
    #expect(tree(ours) == tree(theirs))
    #expect(ours.mode("new/deep/b.py") & 0o111 == theirs.mode("new/deep/b.py") & 0o111)
  }
}

@Suite("A change set is refused") struct RefusalTests {
  private func expectRefusal(
    _ code: ChangeError.Code, naming path: String, in scratch: Scratch = ordinaryFolder(),
    change: (inout ChangeSet) throws -> Void = { _ in },
    prepare: (Scratch) -> Void, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    prepare(scratch)
    let untouched = tree(scratch)
    expectError(code, naming: path, sourceLocation: sourceLocation) {
      var changes = try ordinaryChanges(scratch)
      try change(&changes)
      _ = try changes.apply()
    }
    #expect(tree(scratch) == untouched, sourceLocation: sourceLocation)
    #expect((try? Journal(root: scratch.root).entries()) == [], sourceLocation: sourceLocation)
  }

  @Test func `where a file is not what it was`() {
    expectRefusal(.changedSince, naming: "a.py") { $0.write("a.py", "edited") }
    expectRefusal(.vanished, naming: "a.py") { $0.remove("a.py") }
    expectRefusal(.alreadyExists, naming: "new/deep/b.py") { $0.write("new/deep/b.py", "mine") }
  }

  @Test func `where a file or its folder is read-only`() {
    expectRefusal(.readOnly, naming: "a.py") { chmod($0.path("a.py"), 0o444) }
    expectRefusal(
      .readOnly, naming: "locked/c.py",
      change: { try $0.replace("locked/c.py", expecting: bytes("c"), with: bytes("C")) },
      prepare: {
        $0.write("locked/c.py", "c")
        chmod($0.path("locked"), 0o555)
      })
  }

  @Test func `where a link leads outside the project`() {
    let outside = Scratch()
    outside.write("secret.py", "c")
    for link in ["link.py", "folder/secret.py"] {
      expectRefusal(
        .outsideRoot, naming: link, change: { try $0.replace(link, expecting: bytes("c"), with: bytes("C")) },
        prepare: {
          symlink(outside.path("secret.py"), $0.path("link.py"))
          symlink(outside.root, $0.path("folder"))
        })
    }
    expectRefusal(
      .outsideRoot, naming: "folder", change: { try $0.create("folder/new.py", bytes("C")) },
      prepare: { symlink(outside.root, $0.path("folder")) })
    #expect(tree(outside) == ["secret.py": "c"])
  }

  @Test(arguments: ["/etc/passwd", "../x", "a/../x", "", "./x", ".godwit/lock", "x/"])
  func `where a path does not name a file inside the project`(path: String) {
    var changes = ChangeSet(root: "/", command: "")
    expectError(.outsideRoot, naming: path) { try changes.create(path, []) }
  }

  @Test func `where the journal's folder is a link`() {
    let outside = Scratch()
    let scratch = ordinaryFolder()
    symlink(outside.root, scratch.path(".godwit"))
    expectError(.outsideRoot, naming: ".godwit") { _ = try ordinaryChanges(scratch).apply() }
    #expect(outside.files() == [])
    #expect(tree(scratch).filter { $0.key != ".godwit" } == before)
  }

  @Test func `where a file is changed twice, under one name or two`() throws {
    let scratch = ordinaryFolder()
    symlink("a.py", scratch.path("z.py"))
    var changes = try ordinaryChanges(scratch)
    expectError(.changedTwice, naming: "a.py") {
      try changes.replace("a.py", expecting: bytes("old a\r\n"), with: bytes("!"))
    }
    var through = changes
    try through.replace("z.py", expecting: bytes("old a\r\n"), with: bytes("!"))
    expectError(.changedTwice, naming: "z.py") { _ = try through.apply() }
    try changes.replace("z.py", expecting: bytes("old a\r\n"), with: bytes("new a\r\n"))
    _ = try changes.apply()
    #expect(scratch.text("a.py") == "new a\r\n")
  }

  @Test func `where another run holds the project`() throws {
    let scratch = ordinaryFolder()
    let store = JournalStore(try ProjectFolder(scratch.root, FileSystem()))
    try store.prepare()
    let lock = try store.lock()
    expectError(.busy, naming: scratch.root) { _ = try ordinaryChanges(scratch).apply() }
    #expect(tree(scratch) == before)
    _ = consume lock
    _ = try ordinaryChanges(scratch).apply()
    #expect(tree(scratch) == after)
  }

  @Test func `where the root is not there or not a folder`() {
    let scratch = ordinaryFolder()
    for (name, code) in [("none", ChangeError.Code.vanished), ("a.py", .notAFile)] {
      expectError(code, naming: scratch.path(name)) {
        _ = try ChangeSet(root: scratch.path(name), command: "").apply()
      }
    }
  }
}

@Suite("Links and modes") struct LinkTests {
  @Test func `A link is followed: its target is replaced, the link stays`() throws {
    let scratch = Scratch()
    scratch.write("real/target.py", "old", mode: 0o600)
    symlink("real/target.py", scratch.path("link.py"))
    var changes = ChangeSet(root: scratch.root, command: "")
    try changes.replace("link.py", expecting: bytes("old"), with: bytes("new"))
    _ = try changes.apply()
    #expect(scratch.text("real/target.py") == "new")
    #expect(scratch.mode("real/target.py") == 0o600)
    #expect(run("test", ["-L", scratch.path("link.py")]).code == 0)
    try Journal(root: scratch.root).undo()
    #expect(scratch.text("link.py") == "old")
  }

  @Test func `The other names of a file keep the old bytes`() throws {
    let scratch = Scratch()
    scratch.write("a", "old")
    link(scratch.path("a"), scratch.path("b"))
    var changes = ChangeSet(root: scratch.root, command: "")
    try changes.replace("a", expecting: bytes("old"), with: bytes("new"))
    _ = try changes.apply()
    #expect(tree(scratch) == ["a": "new", "b": "old"])
  }

  @Test func `A project may itself be reached by a link`() throws {
    let (scratch, around) = (ordinaryFolder(), Scratch())
    symlink(scratch.root, around.path("project"))
    var changes = ChangeSet(root: around.path("project"), command: "")
    try changes.replace("a.py", expecting: bytes("old a\r\n"), with: bytes("new a\r\n"))
    _ = try changes.apply()
    #expect(scratch.text("a.py") == "new a\r\n")
  }
}
