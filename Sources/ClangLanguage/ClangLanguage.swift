// C and C++ as the rest of the house sees them.

package import Semantics
package import SourceModel

/// The front end for C, C++ and CUDA: its own reader says where things stand, libclang says what they mean.
package struct ClangLanguage: Language {
  /// What surrounds the files: how they are compiled, and what stands in for headers that are not installed.
  package struct Project: Sendable {
    /// Absolute; empty for texts that are no files.
    package var root: String
    package var flags: CompileFlags
    /// Folders of declarations of our own for libraries; looked through before all others.
    package var standIns: [String]
    /// The headers in them, as code includes them.
    package var headers: [String]

    package init(root: String = "", flags: CompileFlags = .none, standIns: [String] = [], headers: [String] = []) {
      self.root = root
      self.flags = flags
      self.standIns = standIns
      self.headers = headers
    }
  }

  private let service: SurveyService
  private let project: Project
  private let macroUses = MacroUses()
  private let sharedHeaders = SharedHeaders()
  private let firstLooks = FirstLooks()
  private let variantSource: VariantSource

  package init(_ service: SurveyService, project: Project = Project()) {
    self.service = service
    self.project = project
    variantSource = VariantSource(sharedHeaders, known: Set(project.headers))
  }

  package var name: String { "cpp" }

  /// The ends of the names of source files.
  package var sourceSuffixes: [String] { CxxDialect.suffixes }

  // MARK: Files

  package func parse(_ bytes: ContiguousArray<UInt8>) -> ParsedFile { parse(bytes, at: "text.cpp") }

  package func parse(_ bytes: ContiguousArray<UInt8>, at path: String) -> ParsedFile {
    parse(bytes, at: path, beside: [:])
  }

  package var readsFilesTogether: Bool { true }

  /// Types are known wherever headers are; where they are not, every class may have a `parse`.
  package var tellsOfUnknownReceivers: Bool { false }

  package func prepare(toParse files: [(path: String, bytes: ContiguousArray<UInt8>)]) {
    guard !project.root.isEmpty else { return }
    sharedHeaders.plan(
      files.map { (arguments(of: "\(project.root)/\($0.path)"), $0.bytes) }, known: Set(project.headers))
  }

  /// All that is wrong is to be told: what comes only once something else is right would look new in a rewritten file. In C
  /// a call of what nothing declares is wrong too, though older compilers only warn of it.
  private static let reporting = ["-ferror-limit=0", "-Werror=implicit-function-declaration"]

  private func arguments(of absolute: String) -> [String] {
    project.standIns.map { "-I\($0)" } + project.flags.arguments(of: absolute) + Self.reporting
  }

  package func inclusions(in bytes: ContiguousArray<UInt8>) -> [String] { IncludeScan.headers(in: bytes) }

  package func isToldOfByOthers(_ path: String) -> Bool { !macroUses.names(in: "\(project.root)/\(path)").isEmpty }

  package func parse(
    _ bytes: ContiguousArray<UInt8>, at path: String, beside others: [String: ContiguousArray<UInt8>]
  ) -> ParsedFile {
    let tree = CxxReader.tree(of: bytes)
    // Examples of rules and texts from standard input have no ending that tells a language.
    let isNamed = CxxDialect.suffixes.contains { path.hasSuffix($0) }
    let absolute = "\(project.root)/\(isNamed ? path : path + ".cpp")"
    var request = SurveyRequest(path: absolute, bytes: bytes, arguments: arguments(of: absolute))
    request.others = others.filter { $0.key != path }.sorted { $0.key < $1.key }.map { other in
      SurveyRequest.File(path: "\(project.root)/\(other.key)", bytes: other.value)
    }
    request.leavesTemplates =
      !project.root.isEmpty && request.others.isEmpty && firstLooks.isFirst(bytes, of: absolute)
    let answer =
      project.root.isEmpty
      ? variantSource.survey(request, by: service) : service.survey(sharedHeaders.sharing(request, by: service))
    switch answer {
    case .success(let survey):
      if others.isEmpty, !project.root.isEmpty { macroUses.add(survey, root: project.root) }
      return ParsedFile(
        tree: tree, diagnostics: diagnostics(survey, tree),
        besides: SurveyedFile(
          survey, project.root, macroUses.names(in: absolute), in: bytes, isC: CxxDialect(path: absolute) == .c,
          glance: request.leavesTemplates ? request : nil))
    case .failure(let failure):
      let problem = Diagnostic(code: "not-analysed", message: failure.sentence, range: ByteRange(0, 0))
      return ParsedFile(tree: tree, diagnostics: [problem])
    }
  }

  /// What the compiler complains of in the file itself. Headers that are not there make for complaints of their own, so
  /// these are no reason to leave a file alone: that a rewriting adds none is what counts.
  private func diagnostics(_ survey: Survey, _ tree: Tree) -> [Diagnostic] {
    survey.problems.filter(\.file.isEmpty).map { problem in
      let offset = min(problem.offset, UInt32(tree.bytes.count))
      return Diagnostic(
        severity: .warning, code: "compiler", message: problem.message, range: ByteRange(offset, offset))
    }
  }

  package func newProblems(in after: ParsedFile, since before: ParsedFile) -> [Diagnostic] {
    let new = problems(of: after, beyond: before.diagnostics)
    // What templates become was left out when the file was first read.
    guard !new.isEmpty, var request = (before.besides as? SurveyedFile)?.glance else { return new }
    request.leavesTemplates = false
    guard case .success(let survey) = service.survey(sharedHeaders.sharing(request, by: service)) else { return new }
    return problems(of: after, beyond: diagnostics(survey, before.tree))
  }

  private func problems(of after: ParsedFile, beyond before: [Diagnostic]) -> [Diagnostic] {
    var known: [String: Int] = [:]
    for problem in before { known[problem.message, default: 0] += 1 }
    return after.diagnostics.filter { problem in
      if problem.severity == .error { return true }
      guard let count = known[problem.message], count > 0 else { return true }
      known[problem.message] = count - 1
      return false
    }
  }

  package func analyse(_ file: ParsedFile, in context: AnalysisContext) -> any FileFacts {
    ClangFacts(file, in: context)
  }

  package func quickImports(of bytes: ContiguousArray<UInt8>, module: String, isPackage: Bool) -> [String] { [] }

  package func examples(in file: ParsedFile) -> [EmbeddedSource] { [] }

  // MARK: Rule text

  package func signature(_ text: String) throws(RuleTextError) -> Signature { try CxxText.signature(text) }

  package func pattern(_ text: String, variables: Set<String>) throws(RuleTextError) -> Pattern {
    try CxxText.pattern(text, variables: variables)
  }

  package func canonicalName(_ written: String) -> String? { CxxText.canonicalName(written) }

  package func shown(_ name: String) -> String { CxxText.shown(name) }

  package func isBuiltin(_ name: String) -> Bool { false }

  // MARK: Testing rules

  package func variants(of subject: UsageSubject, limit: Int) -> [UsageVariant] {
    variantSource.variants(of: subject, limit: limit, by: service, project) { file in
      parse(ContiguousArray(file.text.utf8), at: "variant\(file.suffix)").diagnostics
    }
  }

  package var readsWordsFlat: Bool { true }

  package func words(in range: ByteRange, of tree: Tree) -> [String] { CxxLayout.words(in: range, of: tree) }

  package func unboundNames(in file: ParsedFile) -> [String]? { nil }

  // MARK: Syntax

  package func callSite(at node: NodeID, in tree: Tree) -> CallSite? { CallReader.callSite(at: node, in: tree) }

  package func memberAccess(at node: NodeID, in tree: Tree) -> MemberAccess? {
    CallReader.memberAccess(at: node, in: tree)
  }

  package func needsParentheses(_ node: NodeID, of source: Tree, at place: NodeID, of target: Tree) -> Bool {
    CxxLayout.needsParentheses(node, of: source, at: place, of: target)
  }

  /// Arguments have no labels.
  package func label(_ label: String) -> String { "" }

  package func hasSideEffects(_ node: NodeID, in tree: Tree) -> Bool { CallReader.hasSideEffects(node, in: tree) }

  package func constant(at node: NodeID, in tree: Tree) -> Constant? { CallReader.constant(at: node, in: tree) }

  package func stringContent(of node: NodeID, in tree: Tree) -> ByteRange? {
    CallReader.stringContent(of: node, in: tree)
  }

  package func items(of node: NodeID, in tree: Tree) -> [(key: String?, value: NodeID)] {
    CxxLayout.items(of: node, in: tree)
  }

  package func removal(of range: ByteRange, from list: ByteRange, in tree: Tree) -> ByteRange {
    CxxLayout.removal(of: range, from: list, in: tree)
  }

  package func insertion(into list: ByteRange, in tree: Tree) -> ListInsertion {
    CxxLayout.insertion(into: list, in: tree)
  }

  package func comments(in range: ByteRange, of tree: Tree) -> [ByteRange] { CxxLayout.comments(in: range, of: tree) }

  package func isSame(_ first: NodeID, of firstTree: Tree, _ second: NodeID, of secondTree: Tree) -> Bool {
    CxxLayout.isSame(first, firstTree, second, secondTree)
  }
}

extension SurveyService.Failure {
  var sentence: String {
    switch self {
    case .noLibrary:
      "libclang is not installed, so this file is not analysed; install it (on Debian: apt-get install libclang-dev) and "
        + "run again"
    case .lost: "libclang crashed on this file or took too long, so it is not analysed"
    case .refused: "libclang cannot parse this file at all, so it is not analysed"
    }
  }
}

/// A survey with the folder that tells the project's own declarations from others.
struct SurveyedFile: Sendable {
  let survey: Survey
  let root: String
  let isC: Bool
  /// What was asked, if complaints about what templates become are missing.
  let glance: SurveyRequest?
  /// What other files tell of the file's macros.
  let macroUses: [UInt32: Set<Survey.Name>]

  init(
    _ survey: Survey, _ root: String, _ macroUses: [UInt32: Set<Survey.Name>], in bytes: ContiguousArray<UInt8>,
    isC: Bool, glance: SurveyRequest? = nil
  ) {
    self.isC = isC
    self.glance = glance
    var survey = survey
    self.macroUses = macroUses
    // Of `using namespace a::b;` only the last part is opened.
    survey.usings.removeAll { using in
      let place = min(using.offset, UInt32(bytes.count))
      let rest = CxxLexer.tokens(of: bytes, in: ByteRange(place, min(place + 256, UInt32(bytes.count))))
      return rest.count < 2 || rest[1].byte != UInt8(ascii: ";")
    }
    self.survey = survey
    self.root = root
  }
}
