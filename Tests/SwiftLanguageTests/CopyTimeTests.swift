// What the copy into the one tree costs beside the parse.

import Foundation
import Semantics
import SourceModel
import Testing

@testable import SwiftLanguage

@Suite("The cost of the copy", .serialized)
struct CopyTimeTests {
  /// In a release build with `GODWIT_ALL_SWIFT` set, what this prints is what the documentation tells.
  @Test("the copy takes less time than the parse")
  func copyIsCheaper() throws {
    let files = try SwiftFiles.chosen.map { ContiguousArray(try Data(contentsOf: $0)) }
    var parsing = Duration.zero
    var copying = Duration.zero
    var analysing = Duration.zero
    var nodes = 0
    let clock = ContinuousClock()
    let context = AnalysisContext(
      module: "", isPackage: false, common: CommonContext(surfaces: SurfaceSet(surfaces: [], roots: [])))
    for bytes in files {
      let start = clock.now
      let source = SwiftTreeReader.parseOnly(bytes)
      let parsed = clock.now
      let file = SwiftTreeReader.copy(source, of: bytes)
      let copied = clock.now
      let facts = SwiftLanguage().analyse(file, in: context)
      analysing += clock.now - copied
      parsing += parsed - start
      copying += copied - parsed
      nodes += file.tree.count
      #expect(facts.references.isEmpty)
    }
    print("\(files.count) files, \(nodes) nodes: parse \(parsing), copy \(copying), scopes and names \(analysing)")
    #expect(copying < parsing)
  }
}
