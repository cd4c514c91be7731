// The packs the program carries are those of the folder, and each of them loads.

import Foundation
import Testing

@testable import RuleModel

@Suite("The packs that are shipped")
struct ShippedRulesTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Rules").standardized

  private func files() throws -> [String: ContiguousArray<UInt8>] {
    var files: [String: ContiguousArray<UInt8>] = [:]
    let paths = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path)
    for path in paths where path.hasSuffix(".yaml") {
      files["Rules/" + path] = ContiguousArray(try Data(contentsOf: Self.folder.appending(path: path)))
    }
    return files
  }

  @Test("the embedded files are those of Rules/, byte for byte; else run Sources/RuleData/generate-index")
  func embedded() throws {
    let files = try files()
    #expect(!files.isEmpty)
    #expect(RuleFile.shipped.map(\.path).sorted() == files.keys.sorted())
    for file in RuleFile.shipped { #expect(file.bytes == files[file.path], "\(file.path) differs") }
  }

  @Test("they stand in the order of their paths")
  func order() {
    let paths = RuleFile.shipped.map(\.path)
    #expect(paths == paths.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test("no shipped file has a mistake")
  func load() throws {
    let catalogue = try PackCatalogue()
    for library in catalogue.libraries {
      for language in catalogue.languages(of: library.name) {
        let errors = catalogue.check(library: library.name, language: TestLanguage(name: language))
        #expect(errors.isEmpty, "\(RuleErrors(errors).rendered)")
        #expect(!(try catalogue.allPacks(of: library.name, language: TestLanguage(name: language))).isEmpty)
      }
    }
  }
}
