// The packs the program carries are those of the folder, and each of them loads.

import Foundation
import Semantics
import Testing

@testable import RuleModel

@Suite("The packs that are shipped")
struct ShippedRulesTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Rules").standardized

  private func files() throws -> [String: ContiguousArray<UInt8>] {
    var files: [String: ContiguousArray<UInt8>] = [:]
    let paths = try FileManager.default.subpathsOfDirectory(atPath: Self.folder.path)
    for path in paths where path.hasSuffix(".yaml") || path.contains("/stub/") && !isFolder(path) {
      files["Rules/" + path] = ContiguousArray(try Data(contentsOf: Self.folder.appending(path: path)))
    }
    return files
  }

  private func isFolder(_ path: String) -> Bool {
    (try? Self.folder.appending(path: path).resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
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
      // Swift's rules are held by the tests of its own room, which has its parser.
      for language in catalogue.languages(of: library.name) where language != "swift" {
        let errors = catalogue.check(library: library.name, language: languageNamed(language))
        #expect(errors.isEmpty, "\(RuleErrors(errors).rendered)")
        let packs = try catalogue.allPacks(of: library.name, language: languageNamed(language))
        #expect(!packs.isEmpty || !catalogue.swaps(of: library.name, language: language).isEmpty)
      }
    }
  }

  @Test("each release with a pack has a surface of its own, and each surface loads")
  func surfaces() throws {
    let catalogue = try PackCatalogue()
    let releases = catalogue.surfaceReleases(of: "numpy", language: "python")
    #expect(releases.map(\.description) == catalogue.releases(of: "numpy", language: "python").map(\.description))
    for release in releases {
      let surface = try #require(try catalogue.surface(of: "numpy", language: "python", at: release))
      #expect(surface.release == release.description)
      #expect(surface.entries.count > 4_000)
      for (name, entry) in surface.entries where entry.kind == .alias {
        let target = try #require(entry.target)
        let isOwn = target == "numpy" || target.hasPrefix("numpy.")
        #expect(
          !isOwn || surface.resolve(target) != nil, "\(release): \(name) stands for \(target), which is not there")
      }
    }
  }

  @Test("what NumPy 2 dropped is in the surfaces before it, and in none after")
  func dropped() throws {
    let catalogue = try PackCatalogue()
    let gone = [
      "numpy.float_", "numpy.product", "numpy.Inf", "numpy.ndarray.ptp", "numpy.alltrue",
      "numpy.lib.function_base.trapz",
    ]
    for release in catalogue.surfaceReleases(of: "numpy", language: "python") {
      let surface = try #require(try catalogue.surface(of: "numpy", language: "python", at: release))
      let isOld = release < (try PackCatalogue.release("2.0"))
      for name in gone { #expect((surface.resolve(name) != nil) == isOld, "\(release) \(name)") }
      #expect(surface.resolve("numpy.array")?.entry.type == "numpy.ndarray")
      #expect(surface.resolve("numpy.core.numeric.ones")?.name == "numpy.ones")
    }
  }
}
