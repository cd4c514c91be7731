// Holds Docs/Coverage.md against the files of Rules/.

import Foundation
import Testing

@Suite("The page about coverage")
struct CoveragePageTests {
  @Test("names each pack and surface that there is, and no other; else run Sources/RuleData/generate-index")
  func isCurrent() throws {
    let page = try String(contentsOf: House.root.appending(path: "Docs/Coverage.md"), encoding: .utf8)
    var told: Set<String> = []
    for row in page.split(separator: "\n") where row.hasPrefix("| ") && !row.hasPrefix("| Library") {
      let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 4 else { continue }
      for (folder, names) in [("", cells[2]), ("surface/", cells[3])] where names != "none" {
        for name in names.components(separatedBy: ", ") {
          told.insert("Rules/\(cells[0])/\(cells[1])/\(folder)\(name).yaml")
        }
      }
    }
    let files = try House.files(in: "Rules").filter { path in
      let parts = path.split(separator: "/")
      return path.hasSuffix(".yaml") && (parts.count == 4 || (parts.count == 5 && parts[3] == "surface"))
    }
    #expect(files.count > 20)
    #expect(told == Set(files))
  }
}
