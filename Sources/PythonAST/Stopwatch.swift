// How fast the parser alone is: bytes to tree, files already in memory.

import PythonLanguage
import SourceModel

enum Stopwatch {
  /// Prints bytes, nodes, files with errors and the best of three rates over all `files`.
  static func report(_ files: [String]) {
    let sources = files.compactMap { SourceFile.read($0) }
    let bytes = sources.reduce(0) { $0 + $1.count }
    var best = Duration.seconds(1_000_000)
    var nodes = 0
    var broken = 0
    for _ in 0..<3 {
      nodes = 0
      broken = 0
      let elapsed = ContinuousClock().measure {
        for source in sources {
          let parsed = PythonParser.parse(source)
          nodes += parsed.tree.count
          broken += parsed.hasErrors ? 1 : 0
        }
      }
      best = min(best, elapsed)
    }
    let seconds = Double(best.components.seconds) + Double(best.components.attoseconds) / 1e18
    let rate = (Double(bytes) / 1e6 / seconds * 10).rounded() / 10
    SourceFile.print(
      Array("\(sources.count) files, \(bytes) bytes, \(nodes) nodes, \(broken) with errors: \(rate) MB/s\n".utf8))
  }
}
