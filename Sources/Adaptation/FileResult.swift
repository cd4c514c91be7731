// What is kept of one file between runs and between passes.

import Semantics

/// What a look at one file gave. A class: results are handed from pass to pass, and most stay as they are.
final class FileResult: Sendable {
  let report: FileReport
  /// What the module offers to others, if it leads to a library.
  let exports: ModuleExports?
  /// Names that the file takes from modules of the project.
  let projectImports: [String]
  /// Those of them that may be of the project's own modules, as `ImportNames` numbers them.
  let importNumbers: [Int32]
  /// What the file would have to know of its project to be looked at for certain.
  let needs: ProjectNeeds
  /// What those names led to when the file was last analysed.
  let interfaceDigest: UInt64
  /// Whether the file was parsed at all.
  let isParsed: Bool
  /// Of a file that changes: the imported names of which it mattered whether others take them; nil where that is not known.
  let importsInQuestion: Set<String>?
  /// Set between the passes on a file that is not yet held against the rules.
  let postponed: PostponedFile?
  /// What others may get from the module without naming it, as `ProjectIndex.unnamed` has it of all. Found by the thread
  /// that looks at the file: later all ask for it at once.
  let unnamed: NameSet
  /// A digest of what one of several files of a module declares, found by that thread, too; 0 of others.
  let declaredDigest: UInt64
  /// Whether functions of the file, or of others that it tells of, come to wait.
  let tellsOfWaiting: Bool
  /// The same for all results of the file that declare the same.
  let declarations: Declarations

  /// - Parameter earlier: Another result of the file, which declares the same: what follows from that is taken over.
  init(
    report: FileReport, exports: ModuleExports?, projectImports: [String], interfaceDigest: UInt64, isParsed: Bool,
    importsInQuestion: Set<String>? = nil, postponed: PostponedFile? = nil, importNumbers: [Int32] = [],
    needs: ProjectNeeds = .none, declaringAs earlier: FileResult? = nil
  ) {
    self.needs = needs
    self.report = report
    self.exports = exports
    unnamed = earlier?.unnamed ?? Self.unnamed(by: exports)
    declaredDigest = earlier?.declaredDigest ?? Self.declaredDigest(of: exports)
    tellsOfWaiting = exports.map { !$0.waiting.isEmpty } ?? false
    self.projectImports = projectImports
    self.interfaceDigest = interfaceDigest
    self.isParsed = isParsed
    self.importsInQuestion = importsInQuestion
    self.postponed = postponed
    self.importNumbers = importNumbers
    declarations = earlier?.declarations ?? Declarations()
  }

  private init(
    _ other: FileResult, report: FileReport? = nil, interfaceDigest: UInt64? = nil, importNumbers: [Int32]? = nil,
    exports: ModuleExports?? = nil, needs: ProjectNeeds? = nil
  ) {
    self.needs = needs ?? other.needs
    self.report = report ?? other.report
    self.exports = exports ?? other.exports
    tellsOfWaiting = exports.map { $0.map { !$0.waiting.isEmpty } ?? false } ?? other.tellsOfWaiting
    unnamed = exports.map(Self.unnamed(by:)) ?? other.unnamed
    declaredDigest = exports.map(Self.declaredDigest(of:)) ?? other.declaredDigest
    projectImports = other.projectImports
    self.importNumbers = importNumbers ?? other.importNumbers
    self.interfaceDigest = interfaceDigest ?? other.interfaceDigest
    isParsed = other.isParsed
    importsInQuestion = other.importsInQuestion
    postponed = other.postponed
    declarations = exports == nil ? other.declarations : Declarations()
  }

  private static func unnamed(by exports: ModuleExports?) -> NameSet {
    var found: NameSet = []
    if let exports { ProjectIndex.addUnnamed(by: exports, to: &found) }
    return found
  }

  private static func declaredDigest(of exports: ModuleExports?) -> UInt64 {
    guard let exports, exports.isPart else { return 0 }
    // A sum: it is the same in whatever order the names come.
    var sum: UInt64 = 0
    for (name, fact) in exports.returns {
      var hash = ContentHash()
      hash.add(name)
      hash.add(fact.type)
      for element in fact.elements { hash.add(element.type) }
      sum &+= hash.value
    }
    for name in exports.names.keys {
      var hash = ContentHash()
      hash.add(name)
      sum &+= hash.value
    }
    return sum
  }

  func with(_ report: FileReport) -> FileResult { FileResult(self, report: report) }

  func with(interfaceDigest: UInt64) -> FileResult { FileResult(self, interfaceDigest: interfaceDigest) }

  /// The result of a file that offers others something else.
  func with(exports: ModuleExports?) -> FileResult { FileResult(self, exports: .some(exports)) }

  /// The result of a file that would have to know other things of its project.
  func with(_ needs: ProjectNeeds) -> FileResult { needs == self.needs ? self : FileResult(self, needs: needs) }

  /// The result with its imports numbered.
  func numbered(by names: ImportNames) -> FileResult {
    projectImports.isEmpty ? self : FileResult(self, importNumbers: names.numbers(of: projectImports))
  }
}
