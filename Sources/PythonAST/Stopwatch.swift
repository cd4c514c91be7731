// How fast the parser alone is: bytes to tree, files already in memory, in processor time of one core.

import PythonLanguage
import SourceModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum Stopwatch {
  /// Prints bytes, nodes, files with errors and the best of three rates over all `files`.
  static func report(_ files: [String]) {
    let sources = files.compactMap { SourceFile.read($0) }
    let bytes = sources.reduce(0) { $0 + $1.count }
    var best = Double.infinity
    var nodes = 0
    var broken = 0
    for _ in 0..<3 {
      nodes = 0
      broken = 0
      let start = processorSeconds()
      for source in sources {
        let parsed = PythonParser.parse(source)
        nodes += parsed.tree.count
        broken += parsed.hasErrors ? 1 : 0
      }
      best = min(best, processorSeconds() - start)
    }
    let rate = (Double(bytes) / 1e6 / best * 10).rounded() / 10
    SourceFile.print(
      Array("\(sources.count) files, \(bytes) bytes, \(nodes) nodes, \(broken) with errors: \(rate) MB/s\n".utf8))
  }

  private static func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
