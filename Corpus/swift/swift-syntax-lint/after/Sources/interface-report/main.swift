import Foundation
import InterfaceReport

let paths = CommandLine.arguments.dropFirst()
guard !paths.isEmpty else {
  print("usage: interface-report FILE…")
  exit(2)
}
let encoder = JSONEncoder()
encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
for path in paths {
  let source = try String(contentsOfFile: path, encoding: .utf8)
  let report = Report(file: path, source: source)
  print(String(decoding: try encoder.encode(report), as: UTF8.self))
}
