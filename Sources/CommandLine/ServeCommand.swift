// godwit serve: starts the server's program, as `git foo` starts `git-foo`.

import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `godwit serve MODEL…`.
///
/// The server is a program of its own, so that this one does not carry a web framework and that one no parsers.
struct ServeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Serve models by the Open Inference Protocol (starts `godwit-serve`; `godwit serve --help` tells more).")

  @Argument(
    parsing: .captureForPassthrough, help: ArgumentHelp("What `godwit-serve` is given.", valueName: "argument"))
  var arguments: [String] = []

  func run() throws {
    let name = "godwit-serve"
    var words = ([name] + arguments).map { strdup($0) }
    defer { words.forEach { free($0) } }
    words.append(nil)
    if let folder = Machine.programPath.flatMap({ path in path.lastIndex(of: "/").map { path[..<$0] } }) {
      execv("\(folder)/\(name)", words)
    }
    execvp(name, words)
    throw Failure(
      "\(name) cannot be started: \(String(cString: strerror(errno))); it belongs beside `godwit`, where `make install` puts it."
    )
  }
}
