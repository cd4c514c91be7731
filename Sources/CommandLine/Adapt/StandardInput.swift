// godwit adapt -: one file through standard input and output.

import Adaptation
import Semantics
import SourceModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Adapts what comes in: the diff goes out, or with `--write` the adapted text.
struct StandardInput {
  let command: AdaptCommand
  let console: Console

  /// What the text is called in diffs and messages.
  private static func name(_ language: any Language) -> String {
    ["swift": "stdin.swift", "cpp": "stdin.cpp"][language.name] ?? "stdin.py"
  }

  func adapt() throws {
    if command.interactive {
      throw Failure("--interactive needs standard input for the answers; name a file instead of -.")
    }
    let bytes = Self.readAll()
    let catalogue = try RuleSources(folders: command.ruleFolders, projectPaths: []).catalogue()
    let request = try command.request(catalogue)
    let language = try FrontEnds.language(command.language, for: request, catalogue)
    let report = try WorkerThreads.value {
      try AdaptationRun.adapt(
        bytes, named: Self.name(language), request: request, catalogue: catalogue, language: language)
    }
    if command.write {
      console.write(report.files.first?.rewriting?.after ?? bytes)
      for problem in report.files.flatMap(\.problems) { console.complain("godwit: \(problem)") }
    } else {
      try command.print(report, console, command.check ? .check : .preview)
    }
    try command.end(report)
  }

  private static func readAll() -> ContiguousArray<UInt8> {
    var bytes: ContiguousArray<UInt8> = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return bytes }
      bytes += buffer[..<count]
    }
  }
}
