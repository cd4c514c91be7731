// Runs of the program as text: files and arguments in; exit code, both outputs and changed files out.

import Foundation
import Testing

/// One case of a file in `Tests/CommandCases`. What stands above the first case holds for all of them.
///
///     === a title
///     --- file a.py
///     import lib
///     --- run adapt . --to lib==2.0
///     --- exit 0
///     --- out
///     …
///     --- err
///     …
///     --- now a.py
///     …
///
/// A run may have `--- in` (standard input) before it, and `--- git` makes the folder a repository with everything
/// committed. Behind each run stands what came of it; `now` for each file that is another than before the run, `gone` for
/// each that is not there any more. The folder of the case is written as `$PWD`, points in time as `$TIME`. `--- sh` runs a
/// line of the shell, which finds the corpus at `$CORPUS`; `--- shell` runs one as `--- run` does the program, which it
/// finds at `$GODWIT`.
struct CommandCase: Sendable, CustomTestStringConvertible {
  struct Step: Sendable {
    enum Kind: String, Sendable { case file, git, input = "in", run, shell, exit, out, err, now, gone, sh }
    var kind: Kind
    var rest: String
    var body: String

    var isGiven: Bool { [.file, .git, .input, .run, .shell, .sh].contains(kind) }

    var written: String {
      "--- \(kind.rawValue)" + (rest.isEmpty ? "" : " \(rest)") + "\n" + (body.isEmpty ? "" : body + "\n")
    }
  }

  var title: String
  var shared: [Step]
  var steps: [Step]

  var testDescription: String { title }

  var expected: String { steps.map(\.written).joined() }

  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../CommandCases")
    .standardized

  static var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).filter { $0.hasSuffix(".txt") }.sorted()
  }

  /// The cases of one file; with `UPDATE_EXPECTED=1` the file is first rewritten to say what comes now.
  static func all(in name: String) -> [CommandCase] {
    let url = folder.appending(path: name)
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    var cases: [CommandCase] = []
    let parts = ("\n" + text).components(separatedBy: "\n=== ")
    let shared = steps(of: parts[0])
    for part in parts.dropFirst() {
      let title = part.prefix { $0 != "\n" }
      cases.append(
        CommandCase(title: String(title), shared: shared, steps: steps(of: String(part.dropFirst(title.count)))))
    }
    if ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] == "1" {
      for index in cases.indices { cases[index].steps = cases[index].outcome() }
      let head = shared.map(\.written).joined()
      let written =
        head + (head.isEmpty ? "" : "\n") + cases.map { "=== \($0.title)\n\($0.expected)" }.joined(separator: "\n")
      try? written.write(to: url, atomically: true, encoding: .utf8)
    }
    return cases
  }

  private static func steps(of text: String) -> [Step] {
    var steps: [(head: Substring, lines: [Substring])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("--- ") && !line.hasPrefix("--- a/") {
        steps.append((line.dropFirst(4), []))
      } else if !steps.isEmpty {
        steps[steps.count - 1].lines.append(line)
      }
    }
    return steps.compactMap { head, lines in
      let word = head.prefix { $0 != " " }
      guard let kind = Step.Kind(rawValue: String(word)) else {
        Issue.record("`\(word)` is no step of a case")
        return nil
      }
      var lines = lines
      while lines.last == "" { lines.removeLast() }
      return Step(kind: kind, rest: String(head.dropFirst(word.count + 1)), body: lines.joined(separator: "\n"))
    }
  }
}

// MARK: Running

extension CommandCase {
  /// The steps given, each run followed by what came of it.
  func outcome() -> [Step] {
    let scratch = ScratchFolder()
    defer { scratch.remove() }
    var input = ""
    for step in shared { prepare(step, in: scratch, &input) }
    var outcome: [Step] = []
    for step in steps where step.isGiven {
      outcome.append(step)
      if step.kind == .run {
        outcome += scratch.run(Program.path, ScratchFolder.words(step.rest), input: input)
        input = ""
      } else if step.kind == .shell {
        outcome += scratch.run("/bin/bash", ["-c", step.rest], input: input)
        input = ""
      } else {
        prepare(step, in: scratch, &input)
      }
    }
    return outcome
  }

  private func prepare(_ step: Step, in scratch: ScratchFolder, _ input: inout String) {
    switch step.kind {
    case .file: scratch.write(step.body.isEmpty ? "" : step.body + "\n", to: step.rest)
    case .git: scratch.commit()
    case .input: input = step.body + "\n"
    case .sh: scratch.shell(step.rest)
    case .run, .shell, .exit, .out, .err, .now, .gone: break
    }
  }
}

/// A folder that a case runs in.
struct ScratchFolder {
  /// What the program sees; beside it stand its home and its cache.
  let project: URL
  private let root: URL

  init() {
    root = FileManager.default.temporaryDirectory.resolvingSymlinksInPath().appending(
      path: "godwit-\(UUID().uuidString)")
    project = root.appending(path: "project")
    try? FileManager.default.createDirectory(at: project, withIntermediateDirectories: true)
  }

  func remove() {
    _ = try? ended("/bin/chmod", ["-R", "u+rwX", root.path])
    try? FileManager.default.removeItem(at: root)
  }

  func write(_ text: String, to name: String) {
    let url = project.appending(path: name)
    try? FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try? Data(text.utf8).write(to: url)
  }

  func commit() {
    for arguments in [["init", "-q", "."], ["add", "-A"], ["commit", "-qm", "All"]] {
      _ = try? ended("/usr/bin/env", ["git", "-c", "user.name=A", "-c", "user.email=a@example.com"] + arguments)
    }
  }

  func text(of name: String) -> String? { try? String(contentsOf: project.appending(path: name), encoding: .utf8) }

  func shell(_ command: String) { _ = try? ended("/bin/sh", ["-c", command]) }

  /// Every file but git's and the program's own.
  private func files() -> [String: String] {
    var files: [String: String] = [:]
    for case let name as String in FileManager.default.enumerator(atPath: project.path) ?? .init() {
      let top = name.prefix { $0 != "/" }
      var isFolder: ObjCBool = false
      let path = project.appending(path: name).path
      guard top != ".git", top != ".godwit", FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
        !isFolder.boolValue
      else { continue }
      let bytes = FileManager.default.contents(atPath: path)
      files[name] = bytes.map { $0.contains(0) ? "binary" : String(decoding: $0, as: UTF8.self) } ?? "unreadable"
    }
    return files
  }

  /// Runs the program with a line of arguments.
  func run(_ line: String, input: String) -> [CommandCase.Step] {
    run(Program.path, Self.words(line), input: input)
  }

  func run(_ program: String, _ arguments: [String], input: String) -> [CommandCase.Step] {
    let before = files()
    guard let ending = try? ended(program, arguments, input: input) else {
      return [.init(kind: .exit, rest: "not started", body: "")]
    }
    let after = files()
    var steps = [CommandCase.Step(kind: .exit, rest: "\(ending.code)", body: "")]
    if !ending.out.isEmpty { steps.append(.init(kind: .out, rest: "", body: plain(ending.out))) }
    if !ending.err.isEmpty { steps.append(.init(kind: .err, rest: "", body: plain(ending.err))) }
    for name in Set(before.keys).union(after.keys).sorted() where before[name] != after[name] {
      guard let text = after[name] else {
        steps.append(.init(kind: .gone, rest: name, body: ""))
        continue
      }
      let ending = text.hasSuffix("\n") || text == "binary" ? "" : "⏎ missing"
      steps.append(
        .init(kind: .now, rest: name, body: (text.hasSuffix("\n") ? String(text.dropLast()) : text) + ending))
    }
    return steps
  }

  private func plain(_ text: String) -> String {
    let time = #/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ|\d{8}T\d{6}Z/#
    var text = text.replacingOccurrences(of: project.path, with: "$PWD").replacing(time, with: "$TIME")
      .replacing(#/ONNX Runtime \d+\.\d+\.\d+/#, with: "ONNX Runtime $VERSION")
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }

  /// Splits at blanks; single quotes hold a word together.
  static func words(_ line: String) -> [String] {
    var words: [String] = []
    var isQuoted = false
    var isOpen = false
    for character in line {
      if character == "'" {
        isQuoted.toggle()
        if !isOpen { words.append("") }
        isOpen = true
      } else if character == " " && !isQuoted {
        isOpen = false
      } else {
        if !isOpen { words.append("") }
        isOpen = true
        words[words.count - 1].append(character)
      }
    }
    return words
  }

  private struct Ending {
    var code: Int32
    var out: String
    var err: String
  }

  private func ended(_ program: String, _ arguments: [String], input: String = "") throws -> Ending {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.currentDirectoryURL = project
    process.environment = [
      "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": root.appending(path: "home").path,
      "GODWIT": Program.path,
      "CORPUS": CommandCase.folder.deletingLastPathComponent().deletingLastPathComponent().appending(path: "Corpus")
        .path,
      "XDG_CACHE_HOME": root.appending(path: "cache").path, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C.UTF-8",
    ]
    // Files, since a pipe that nobody empties would stop a program that says much.
    let places = ["in", "out", "err"].map { root.appending(path: $0) }
    try Data(input.utf8).write(to: places[0])
    for place in places[1...] { try Data().write(to: place) }
    process.standardInput = try FileHandle(forReadingFrom: places[0])
    process.standardOutput = try FileHandle(forWritingTo: places[1])
    process.standardError = try FileHandle(forWritingTo: places[2])
    try process.run()
    process.waitUntilExit()
    let texts = try places[1...].map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Ending(code: process.terminationStatus, out: texts[0], err: texts[1])
  }
}

/// The program under test, which is built beside the tests.
enum Program {
  static let path: String = {
    let arguments = CommandLine.arguments
    let bundle = arguments.firstIndex(of: "--test-bundle-path").map { arguments[$0 + 1] } ?? arguments[0]
    var folder = URL(filePath: bundle)
    while folder.path != "/" {
      folder = folder.deletingLastPathComponent()
      let candidate = folder.appending(path: "godwit").path
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder), !isFolder.boolValue,
        FileManager.default.isExecutableFile(atPath: candidate)
      {
        return candidate
      }
    }
    return "godwit"
  }()
}
