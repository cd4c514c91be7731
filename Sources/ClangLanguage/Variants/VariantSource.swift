// Where variants come from: what the headers that stand in declare, read once, and files tried before they are given out.

import Semantics
import SourceModel
import Synchronization

/// Makes variants, and keeps what it takes to make them.
final class VariantSource: Sendable {
  private let tables = Mutex<[CxxDialect: DeclaredNames]>([:])
  /// The last texts surveyed; a variant is asked about several times in a row.
  private let recent = Mutex<[(request: SurveyRequest, survey: Survey)]>([])
  private let sharedHeaders: SharedHeaders
  /// The headers of the packs.
  private let known: Set<String>

  init(_ sharedHeaders: SharedHeaders, known: Set<String>) {
    self.sharedHeaders = sharedHeaders
    self.known = known
  }

  func survey(_ request: SurveyRequest, by service: SurveyService) -> Result<Survey, SurveyService.Failure> {
    if let known = recent.withLock({ $0.last { $0.request == request }?.survey }) { return .success(known) }
    let result = service.survey(sharedHeaders.sharingText(request, known: known, by: service))
    if case .success(let survey) = result {
      recent.withLock { kept in
        kept.append((request, survey))
        if kept.count > Self.recentCount { kept.removeFirst() }
      }
    }
    return result
  }

  private static let recentCount = 8

  /// What the stand-ins declare in a dialect.
  private func declared(
    _ dialect: CxxDialect, _ service: SurveyService, _ project: ClangLanguage.Project
  )
    -> DeclaredNames
  {
    if let known = tables.withLock({ $0[dialect] }) { return known }
    let text = project.headers.sorted().map { "#if __has_include(<\($0)>)\n#include <\($0)>\n#endif\n" }.joined()
    var request = SurveyRequest(
      path: "/declared", bytes: ContiguousArray(text.utf8),
      arguments: project.standIns.map { "-I\($0)" } + dialect.arguments + (dialect.defaultStandard.map { [$0] } ?? []),
      declaredBelow: Self.common(project.standIns))
    request.arguments.append("-ferror-limit=0")
    var found = DeclaredNames.none
    if case .success(let survey) = service.survey(request) {
      found = DeclaredNames(
        survey, folders: project.standIns, included: project.headers, leavesOutBroken: dialect == .c)
    }
    tables.withLock { $0[dialect] = found }
    return found
  }

  /// The folder that all of several lie in.
  private static func common(_ folders: [String]) -> String {
    guard let first = folders.first else { return "/" }
    let parts = folders.map { $0.split(separator: "/") }
    let shared = first.split(separator: "/").indices.prefix { index in
      parts.allSatisfy { index < $0.count && $0[index] == parts[0][index] }
    }
    return parts[0].prefix(shared.count).reduce("") { "\($0)/\($1)" } + "/"
  }

  /// The variants of a subject in C++, or in CUDA where only that has it; and in C where C has it, too.
  ///
  /// - Parameter complaints: What the compiler says of a file. What it complains of is no way to use the API.
  func variants(
    of subject: UsageSubject, limit: Int, by service: SurveyService, _ project: ClangLanguage.Project,
    complaints: (VariantFile) -> [Diagnostic]
  ) -> [UsageVariant] {
    guard !project.headers.isEmpty, SurveyService.hasLibrary else { return [] }
    let made = [CxxDialect.cxx, .cuda].lazy.compactMap { dialect in
      CxxVariants(subject, self.declared(dialect, service, project), dialect: dialect)
    }.first
    var files = made?.files(limit: limit) ?? []
    if subject.signature.name.hasPrefix("::."), limit > Self.smallLimit {
      files += CxxVariants(subject, declared(.c, service, project), dialect: .c)?.files(limit: limit) ?? []
    }
    return files.map { file in
      var file = file
      // What stands in the way of one part may hide what stands in the way of another.
      for _ in 0..<3 where !file.parts.isEmpty {
        let found = complaints(file)
        if found.isEmpty { return file.variant }
        file.takeOut(found)
      }
      if !file.parts.isEmpty, !complaints(file).isEmpty { file.takeOutAll() }
      return file.variant
    }
  }

  /// With less room than this there is none for C.
  private static let smallLimit = 12
}
