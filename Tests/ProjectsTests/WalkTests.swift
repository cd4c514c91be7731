// Walking: what is taken, what is left out, and what is said about broken things.

import Foundation
import Testing

@testable import Projects

/// Walks `roots` of a folder of files and expects exactly these paths and these problems (`code path`).
private func expect(
  _ folder: TemporaryFolder, roots: [String] = [""], _ options: WalkOptions = .python, gives paths: [String],
  problems: [String] = [], _ location: SourceLocation = #_sourceLocation
) {
  let walk = SourceTree.walk(roots: roots.map { $0.hasPrefix("/") ? $0 : folder.path + "/" + $0 }, options: options)
  #expect(walk.entries.map(\.path) == paths, sourceLocation: location)
  let found = walk.problems.map { problem in
    "\(problem.code.rawValue) \(problem.path.replacingOccurrences(of: folder.path + "/", with: ""))"
  }
  #expect(found == problems, sourceLocation: location)
}

@Suite struct WalkTests {
  @Test("Files come in the order of their paths' bytes")
  func order() throws {
    let folder = try TemporaryFolder(["b.py": "", "a/x.py": "", "a.py": "", "a-b/y.py": "", "a/a/z.py": "", "B.py": ""])
    expect(folder, gives: ["B.py", "a-b/y.py", "a.py", "a/a/z.py", "a/x.py", "b.py"])
  }

  @Test("Sources, stubs, scripts and manifests are taken, and nothing else")
  func sorts() throws {
    let folder = try TemporaryFolder([
      "a.py": "", "b.pyi": "", "c.pyw": "", "d.txt": "", "run": "#!/usr/bin/env python3\n", "LICENSE": "text",
      "tool": "#!/bin/sh\n", "requirements.txt": "", "deploy/Dockerfile": "", "requirements/base.txt": "", "e.PY": "",
    ])
    expect(
      folder,
      gives: ["a.py", "b.pyi", "c.pyw", "deploy/Dockerfile", "requirements.txt", "requirements/base.txt", "run"])
  }

  @Test("Environments and the folders of tools are left out, and the environments remembered")
  func leftOut() throws {
    let folder = try TemporaryFolder([
      "a.py": "", "venv/pyvenv.cfg": "", "venv/lib/x.py": "", "conda/conda-meta/": "", "conda/x.py": "",
      "node_modules/x.py": "", ".tox/x.py": "", "__pycache__/x.py": "", "build/b.py": "", ".godwit/x.py": "",
    ])
    expect(folder, gives: ["a.py", "build/b.py"])
    let walk = SourceTree.walk(roots: [folder.path], options: .python)
    #expect(walk.environments == [folder.path + "/conda", folder.path + "/venv"])
  }

  @Test("A folder that is named is walked, whatever it is")
  func namedFolder() throws {
    let folder = try TemporaryFolder([
      ".git/": "", ".gitignore": "out/\nsite/**\n*.log.py\n", "venv/pyvenv.cfg": "", "venv/lib/x.py": "",
      "out/o.py": "",
      "site/s.py": "", "sub/a.log.py": "", "sub/b.py": "",
    ])
    expect(folder, gives: ["sub/b.py"])
    expect(folder, roots: ["venv"], gives: ["lib/x.py"])
    expect(folder, roots: ["venv/lib"], gives: ["x.py"])
    expect(folder, roots: ["out"], gives: ["o.py"])
    expect(folder, roots: ["sub"], gives: ["b.py"])
  }

  @Test("A file that is named is taken, and once")
  func namedFile() throws {
    let folder = try TemporaryFolder([".gitignore": "*.py", "a.py": "", "b.txt": ""])
    expect(folder, roots: ["a.py", "b.txt", "a.py"], gives: ["a.py", "b.txt"])
    expect(folder, roots: ["a.py", ""], gives: ["a.py"])
    expect(folder, roots: ["missing.py"], gives: [], problems: ["not-found missing.py"])
  }

  @Test("A repository inside another has its own rules")
  func nestedRepository() throws {
    let folder = try TemporaryFolder([".gitignore": "*.py", "inner/.git/": "", "inner/a.py": "", "b.py": ""])
    expect(folder, gives: ["inner/a.py"])
  }

  @Test("Excluding patterns are relative to the folder given")
  func excludes() throws {
    let folder = try TemporaryFolder(["a.py": "", "tests/t.py": "", "x/tests/t.py": "", "x/b.py": ""])
    var options = WalkOptions.python
    options.excludes = ["/tests", "b.py"]
    expect(folder, options, gives: ["a.py", "x/tests/t.py"])
  }

  @Test("The user's own ignore file counts least, and all of them can be switched off")
  func ownIgnoreFile() throws {
    let own = try TemporaryFolder(["ignore": "*.py\n"])
    let folder = try TemporaryFolder([".git/": "", ".gitignore": "!b.py\nc.py\n", "a.py": "", "b.py": "", "c.py": ""])
    var options = WalkOptions.python
    options.globalIgnoreFile = own.path + "/ignore"
    expect(folder, options, gives: ["b.py"])
    options.honoursIgnoreFiles = false
    expect(folder, options, gives: ["a.py", "b.py", "c.py"])
  }

  @Test("Links to folders are followed once, loops end, and real paths win over links")
  func folderLinks() throws {
    let outside = try TemporaryFolder(["o.py": ""])
    let folder = try TemporaryFolder(["z/a.py": ""])
    try folder.link("a", to: "z")
    try folder.link("z/up", to: "..")
    try folder.link("out", to: outside.path)
    try folder.link("out2", to: outside.path)
    expect(folder, gives: ["out/o.py", "z/a.py"])
  }

  @Test("Linked files that stay inside are taken once, dead and circular links are reported")
  func fileLinks() throws {
    let outside = try TemporaryFolder(["o.py": ""])
    let folder = try TemporaryFolder(["real.txt": "", "b.py": ""])
    try folder.link("a.py", to: "b.py")
    try folder.link("c.py", to: "real.txt")
    try folder.link("d.py", to: "real.txt")
    try folder.link("dead.py", to: "nowhere")
    try folder.link("loop.py", to: "loop.py")
    try folder.link("out.py", to: outside.path + "/o.py")
    expect(
      folder, gives: ["b.py", "c.py"],
      problems: ["dangling-link dead.py", "link-loop loop.py", "link-leads-outside out.py"])
  }

  @Test("A pipe is reported and never opened")
  func pipes() throws {
    let folder = try TemporaryFolder(["a.py": ""])
    mkfifo(folder.path + "/pipe.py", 0o644)
    expect(folder, gives: ["a.py"], problems: ["not-a-regular-file pipe.py"])
    expect(folder, roots: ["pipe.py"], gives: [], problems: ["not-a-regular-file pipe.py"])
    #expect(throws: PathProblem.self) { try readFile(folder.path + "/pipe.py") }
  }

  @Test("A sparse file of 2 GB is reported and not read")
  func hugeFile() throws {
    let folder = try TemporaryFolder(["a.py": "", "huge.py": ""])
    truncate(folder.path + "/huge.py", 2 << 30)
    expect(folder, gives: ["a.py"], problems: ["too-large huge.py"])
    #expect(throws: PathProblem.self) { try readFile(folder.path + "/huge.py") }
  }

  @Test("A folder that may not be read is reported, unless the user may read everything")
  func unreadableFolder() throws {
    let folder = try TemporaryFolder(["a.py": "", "closed/b.py": ""])
    chmod(folder.path + "/closed", 0)
    defer { chmod(folder.path + "/closed", 0o755) }
    let isSuperuser = getuid() == 0
    expect(
      folder, gives: isSuperuser ? ["a.py", "closed/b.py"] : ["a.py"],
      problems: isSuperuser ? [] : ["not-permitted closed"])
  }

  @Test("Folders nested without end are left at a limit")
  func deepFolders() throws {
    let deep = String(repeating: "d/", count: 260)
    let folder = try TemporaryFolder(["a.py": "", deep + "x.py": ""])
    let walk = SourceTree.walk(roots: [folder.path], options: .python)
    #expect(walk.entries.map(\.path) == ["a.py"])
    #expect(walk.problems.map(\.code) == [.tooDeep])
  }

  @Test("A name that is not UTF-8 is reported")
  func brokenNames() throws {
    let folder = try TemporaryFolder(["a.py": ""])
    let name = Array((folder.path + "/b").utf8) + [0xFF] + Array(".py\0".utf8)
    let descriptor = name.withUnsafeBytes { raw in
      raw.baseAddress.map { open($0.assumingMemoryBound(to: CChar.self), O_CREAT | O_WRONLY, 0o644) } ?? -1
    }
    try #require(descriptor >= 0)
    close(descriptor)
    let walk = SourceTree.walk(roots: [folder.path], options: .python)
    #expect(walk.entries.map(\.path) == ["a.py"])
    #expect(walk.problems.map(\.code) == [.nameNotUTF8])
  }

  @Test("A file is read whole, and a zero byte near its start makes it binary")
  func reading() throws {
    let text = String(repeating: "line\r\n", count: 5000)
    let folder = try TemporaryFolder(["a.py": text, "b.py": "x\0y", "empty.py": ""])
    #expect(try readFile(folder.path + "/a.py") == ContiguousArray(text.utf8))
    #expect(try readFile(folder.path + "/empty.py").isEmpty)
    #expect(try !isBinary(readFile(folder.path + "/a.py")))
    #expect(try isBinary(readFile(folder.path + "/b.py")))
    let entry = try #require(SourceTree.walk(roots: [folder.path], options: .python).entries.first)
    #expect(try readFile(entry).count == Int(entry.identity.size))
  }
}
