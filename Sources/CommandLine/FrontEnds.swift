// The languages the program knows, handed to the engine here and nowhere else.

import Adaptation
import ClangLanguage
import Projects
import PythonLanguage
import RuleModel
import Semantics
import SwiftLanguage

/// The front ends.
enum FrontEnds {
  /// In the order in which they are asked where a library has packs for several. That of C++ is without a project.
  static let all: [any Language] = [PythonLanguage(), SwiftLanguage(), ClangLanguage(surveys)]

  /// libclang runs in processes of this very program, so that a crash costs one file.
  static let surveys = SurveyService(
    Machine.programPath.map { .workers(program: $0, argument: ClangWorkerCommand.name) } ?? .here)

  static var names: String { all.map(\.name).joined(separator: ", ") }

  static func named(_ name: String) throws -> any Language {
    guard let language = all.first(where: { $0.name == name }) else {
      throw Failure("\(name): there is no such language; the program knows \(names).")
    }
    return language
  }

  /// The language of a run: the one asked for, else the first that all its libraries have packs for and the paths have
  /// files of.
  static func language(
    _ asked: String?, for request: AdaptationRequest, _ catalogue: PackCatalogue
  ) throws -> any Language {
    let libraries = request.targets.map(\.library) + request.swaps.map(\.old)
    if let asked { return try prepared(named(asked), for: request, catalogue) }
    let known = libraries.compactMap { catalogue.library(named: $0)?.name }.map { catalogue.languages(of: $0) }
    let common = all.filter { language in known.allSatisfy { $0.contains(language.name) } }
    guard let first = common.first else {
      throw Failure("\(libraries.joined(separator: " and ")) have no language in common; run once for each of them.")
    }
    let present = common.count == 1 ? first : common.first { hasFiles(of: $0, request) } ?? first
    return try prepared(present, for: request, catalogue)
  }

  private static func hasFiles(of language: any Language, _ request: AdaptationRequest) -> Bool {
    let files = try? ProjectFiles(
      paths: request.paths, excludes: request.excludes, suffixes: language.sourceSuffixes, language: language.name)
    return files?.sources.isEmpty == false
  }

  /// Whether a file's result depends on nothing but the files that the cache knows.
  static func isCached(_ language: any Language) -> Bool { language.name != "cpp" }

  /// Ends a run over C++ where there is no libclang: nothing is known of any file then, and nothing is to move.
  static func refuseWithoutCompiler(_ language: any Language, _ request: AdaptationRequest) throws {
    guard language.name == "cpp", !SurveyService.hasLibrary else { return }
    let files = try? ProjectFiles(paths: request.paths, excludes: request.excludes, suffixes: language.sourceSuffixes)
    let count = files?.sources.count ?? 0
    throw Failure(
      "\(count) C and C++ file\(count == 1 ? " is" : "s are") not analysed: libclang is not installed (on Debian: "
        + "apt-get install libclang-dev).", status: .notEnoughEvidence)
  }

  /// How the files were read, for the summary.
  static func sentence(_ language: any Language, _ request: AdaptationRequest) -> String? {
    language.name == "cpp" ? ClangProject.sentence(request) : nil
  }

  /// What keeps files of a language from being read as they are.
  static func incompleteness(_ language: any Language) -> String? {
    language.name == "cpp" ? ClangProject.incompleteness : nil
  }

  /// The languages that a library has packs for.
  static func languages(of library: String, _ catalogue: PackCatalogue) -> [any Language] {
    let names = catalogue.languages(of: library)
    return all.filter { names.contains($0.name) }.map { prepared($0, catalogue) }
  }

  /// C++ with the declarations that the packs bring.
  private static func prepared(_ language: any Language, _ catalogue: PackCatalogue) -> any Language {
    guard language.name == "cpp" else { return language }
    return ClangLanguage(surveys, project: .init(standIns: ClangProject.standIns(catalogue)))
  }

  private static func prepared(
    _ language: any Language, for request: AdaptationRequest, _ catalogue: PackCatalogue
  ) throws -> any Language {
    guard language.name == "cpp" else { return language }
    surveys.begin(workers: 2)
    return ClangLanguage(surveys, project: try ClangProject(request, catalogue).project)
  }
}
