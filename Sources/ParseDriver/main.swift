// Times what reading Swift costs: swift-syntax's parser alone, and with the copy into the one tree. For the benchmarks.

import Projects
import SourceModel
import SwiftLanguage
import Synchronization

/// Numbers handed out to tasks, and what they add up.
final class Work: Sendable {
  private let next = Atomic(0)
  let sum = Atomic(0)

  func take() -> Int { next.add(1, ordering: .relaxed).oldValue }
  func add(_ number: Int) { sum.add(number, ordering: .relaxed) }
}

/// Runs a body for each number below a count, on some threads; gives the seconds that took, and the sum of what it gave.
func timed(_ count: Int, threads: Int, _ body: @escaping @Sendable (Int) -> Int) async -> (seconds: Double, sum: Int) {
  let work = Work()
  let start = ContinuousClock.now
  await withTaskGroup(of: Void.self) { group in
    for _ in 0..<threads {
      group.addTask {
        while case let index = work.take(), index < count { work.add(body(index)) }
      }
    }
  }
  let (seconds, attoseconds) = (ContinuousClock.now - start).components
  return (Double(seconds) + Double(attoseconds) / 1e18, work.sum.load(ordering: .relaxed))
}

let arguments = CommandLine.arguments
let threads = arguments.count == 3 ? Int(arguments[2]) ?? 0 : 0
precondition(threads > 0, "usage: ParseDriver LIST THREADS, where LIST is a file of paths, one a line")
let paths = String(decoding: try readFile(arguments[1]), as: UTF8.self).split(separator: "\n").map(String.init)
let files = try paths.map { try readFile($0) }
let size = files.reduce(0) { $0 + $1.count }
// As the program reads: from bytes in memory, each file as it is met.
let parse = await timed(files.count, threads: threads) { SwiftLanguage.lengthParsed(files[$0]) }
let copy = await timed(files.count, threads: threads) { SwiftLanguage().parse(files[$0]).tree.count }
precondition(parse.sum == size, "the parser keeps every byte")
print("files \(files.count) bytes \(size) nodes \(copy.sum) parse \(parse.seconds) parse-and-copy \(copy.seconds)")
