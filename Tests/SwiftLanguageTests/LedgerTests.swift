// Every public name that a release took away has a rule or an advice, in each pack whose two releases are at hand.

import Foundation
import RuleModel
import Semantics
import SwiftLanguage
import Testing

@Suite("The ledgers of the packs for Swift")
struct LedgerTests {
  /// Members with names so common that what is told of them would be told of everything.
  private static let common: Set<String> = ["self", "init", "raw", "at", "members", "zero"]

  private static let catalogue = Result { try PackCatalogue() }

  @Test(
    "each name that the older surface has and the newer has not is spoken of, by itself or by what it is part of",
    arguments: [("swift-syntax", "508", "603"), ("hummingbird", "1.12", "2.28"), ("coreml", "11", "14")])
  func removedNames(library: String, old: String, new: String) throws {
    let catalogue = try Self.catalogue.get()
    let before = try #require(try surface(catalogue, library, old))
    let after = try #require(try surface(catalogue, library, new))
    let spoken = try subjects(catalogue.allPacks(of: library, language: SwiftLanguage()))
    let removed = before.entries.keys.filter { after.resolve($0) == nil }.sorted()
    #expect(library == "coreml" || removed.count > 100)
    let silent = removed.filter { name in
      let parts = name.split(separator: ".").map(String.init)
      if parts.count > 2, let last = parts.last, Self.common.contains(last) { return false }
      return !(1...parts.count).contains { spoken.contains(parts.prefix($0).joined(separator: ".")) }
    }
    #expect(silent == [])
  }

  @Test("nothing of XCTest goes unsaid where it is swapped")
  func swapped() throws {
    let catalogue = try Self.catalogue.get()
    let surface = try #require(try surface(catalogue, "xctest", "6.3"))
    let spoken = try subjects([catalogue.swap(of: "xctest", to: "swift-testing", language: SwiftLanguage())])
    let silent = surface.entries.keys.filter { name in
      let parts = name.split(separator: ".").map(String.init)
      guard parts.count > 1 else { return false }
      return !(1...parts.count).contains { spoken.contains(parts.prefix($0).joined(separator: ".")) }
    }
    #expect(silent.sorted() == [])
  }

  private func surface(_ catalogue: PackCatalogue, _ library: String, _ release: String) throws -> APISurface? {
    try Release(release).flatMap { try catalogue.surface(of: library, language: "swift", at: $0) }
  }

  /// The names that rules speak of, those in the patterns of several statements included.
  private func subjects(_ packs: [RulePack]) -> Set<String> {
    var found: Set<String> = []
    for one in packs.flatMap(\.rules).flatMap(\.cases) {
      switch one.action {
      case .rename(let from, _): found.insert(from)
      case .replace(let was, _), .pin(let was, _), .tell(let was, _): found.insert(was.name)
      case .require(let member, _): found.insert(member)
      case .match(let pattern, let types, _):
        found.formUnion(pattern.symbols.values.flatMap { [$0, String($0.dropLast($0.hasSuffix(".init") ? 5 : 0))] })
        found.formUnion(types.values)
      case .strings(let api, _): found.insert(api)
      case .declare(let rule): found.insert(rule.subject)
      case .follow: continue
      }
    }
    return found
  }
}
