// The languages the program knows, handed to the engine here and nowhere else.

import Adaptation
import PythonLanguage
import RuleModel
import Semantics
import SwiftLanguage

/// The front ends.
enum FrontEnds {
  /// In the order in which they are asked where a library has packs for several.
  static let all: [any Language] = [PythonLanguage(), SwiftLanguage()]

  /// What `migrate` moves is Python.
  static let python: any Language = all[0]

  static var names: String { all.map(\.name).joined(separator: ", ") }

  static func named(_ name: String) throws -> any Language {
    guard let language = all.first(where: { $0.name == name }) else {
      throw Failure("\(name): there is no such language; the program knows \(names).")
    }
    return language
  }

  /// The language of a run: the one asked for, else the first that all its libraries have packs for.
  static func language(
    _ asked: String?, for request: AdaptationRequest, _ catalogue: PackCatalogue
  ) throws -> any Language {
    if let asked { return try named(asked) }
    let libraries = request.targets.map(\.library) + request.swaps.map(\.old)
    let known = libraries.compactMap { catalogue.library(named: $0)?.name }.map { catalogue.languages(of: $0) }
    if let language = all.first(where: { language in known.allSatisfy { $0.contains(language.name) } }) {
      return language
    }
    throw Failure(
      "\(libraries.joined(separator: " and ")) have no language in common; run once for each of them.")
  }

  /// The languages that a library has packs for.
  static func languages(of library: String, _ catalogue: PackCatalogue) -> [any Language] {
    let names = catalogue.languages(of: library)
    return all.filter { names.contains($0.name) }
  }
}
