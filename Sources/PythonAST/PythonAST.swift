// python-ast: prints the tree of Python files as CPython's `ast.dump` would, to compare the two. For developers.

import Foundation
import PythonLanguage
import SourceModel

/// `python-ast --like 3.11 FILE…` prints one line a file; `python-ast --time FILE…` times the parser alone.
@main
struct PythonAST {
  static func main() {
    var version = PythonVersion(minor: 14)
    var times = false
    var files: [String] = []
    var arguments = CommandLine.arguments.dropFirst()
    while let argument = arguments.popFirst() {
      switch argument {
      case "--like":
        guard let text = arguments.popFirst(), let like = PythonVersion(text) else { usage() }
        version = like
      case "--time": times = true
      case "--files":
        // One path a line, for lists longer than a command line.
        guard let list = arguments.popFirst(), let bytes = SourceFile.read(list) else { usage() }
        files += String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      default: files.append(argument)
      }
    }
    if times {
      Stopwatch.report(files)
    } else {
      onDeepStack { [files, version] in for file in files { dump(file, like: version) } }
    }
  }

  private static func usage() -> Never {
    SourceFile.complain("usage: python-ast [--like VERSION | --time] [--files LIST] FILE…\n")
    exit(2)
  }

  /// Prints the line of one file.
  private static func dump(_ path: String, like version: PythonVersion) {
    guard let bytes = SourceFile.read(path) else {
      SourceFile.complain("python-ast: cannot read \(path)\n")
      exit(2)
    }
    SourceFile.print(line(bytes, like: version) + [0x0A])
  }

  /// The line of one file, without its end: empty if Python would refuse the file.
  static func line(_ bytes: ContiguousArray<UInt8>, like version: PythonVersion) -> [UInt8] {
    let syntax = PythonSyntax(version: version)
    var parsed = PythonParser.parse(bytes, syntax: syntax)
    if let encoding = parsed.diagnostics.first(where: { $0.code == "unknown-encoding" }),
      let utf8 = Transcoding.utf8(bytes, cookie: encoding.range)
    {
      parsed = PythonParser.parse(utf8, syntax: syntax)
    }
    guard !parsed.hasErrors else { return [] }
    var dumper = Dumper(parsed.tree, version: version)
    return (try? dumper.module()) ?? []
  }

  /// Runs `work` on a thread whose stack holds trees as deep as CPython builds.
  private static func onDeepStack(_ work: @escaping @Sendable () -> Void) {
    let done = DispatchSemaphore(value: 0)
    let thread = Thread {
      work()
      done.signal()
    }
    thread.stackSize = 1 << 29
    thread.start()
    done.wait()
  }
}
