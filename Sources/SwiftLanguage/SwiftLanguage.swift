// Swift as the rest of the house sees it.

package import Semantics
package import SourceModel

/// The front end for Swift 5.0 to 6.3.
package struct SwiftLanguage: Language {
  package init() {}

  package var name: String { "swift" }

  package func parse(_ bytes: ContiguousArray<UInt8>) -> ParsedFile { SwiftTreeReader.parse(bytes) }

  /// Of a file as it is to become only what is wrong with it is asked for, which needs no tree where nothing is.
  package func parse(
    _ bytes: ContiguousArray<UInt8>, at path: String, beside others: [String: ContiguousArray<UInt8>]
  ) -> ParsedFile {
    SwiftTreeReader.check(bytes)
  }

  package func staysWhole(
    _ before: ParsedFile, as after: ContiguousArray<UInt8>, changedIn changes: [ByteRange],
    newOffset: (UInt32) -> Int
  ) -> Bool {
    guard before.diagnostics.isEmpty else { return false }
    var changed = ChangedParts(before.tree, as: after, changedIn: changes)
    return changed.text(newOffset).map { SwiftTreeReader.check($0).diagnostics.isEmpty } ?? false
  }

  /// What swift-syntax's parser alone does with a file, for what the copy costs to be measured against; the bytes it read.
  package static func lengthParsed(_ bytes: ContiguousArray<UInt8>) -> Int { SwiftTreeReader.lengthParsed(bytes) }

  package func analyse(_ file: ParsedFile, in context: AnalysisContext) -> any FileFacts {
    SwiftFacts(file, in: context)
  }

  package func analyse(
    _ file: ParsedFile, in context: AnalysisContext, after earlier: any FileFacts
  ) -> any FileFacts {
    (earlier as? SwiftFacts).map { SwiftFacts($0, in: context) } ?? SwiftFacts(file, in: context)
  }

  package var modulesHaveParts: Bool { true }

  /// The files of a module see each other without an import.
  package func quickImports(of bytes: ContiguousArray<UInt8>, module: String, isPackage: Bool) -> [String] {
    quickImports(of: bytes, module: module, isPackage: isPackage, unlessOf: []) ?? []
  }

  /// Many files speak of a module in a comment or a string: only an import tells that one is used.
  package func quickImports(
    of bytes: ContiguousArray<UInt8>, module: String, isPackage: Bool, unlessOf modules: SharedNames
  ) -> [String]? {
    ImportScan.quickModules(of: bytes, unlessOf: modules).map { found in
      Set(found + [module]).filter { !$0.isEmpty }.sorted().map { "\($0).*" }
    }
  }

  package func declarationText(of bytes: ContiguousArray<UInt8>) -> ContiguousArray<UInt8>? {
    DeclarationText.of(bytes)
  }

  /// Examples in the documentation of Swift code are prose to every tool that knows it.
  package func examples(in file: ParsedFile) -> [EmbeddedSource] { [] }

  // MARK: Rule text

  package func signature(_ text: String) throws(RuleTextError) -> Signature {
    var reader = SignatureReader(text)
    return try reader.read()
  }

  package func pattern(_ text: String, variables: Set<String>) throws(RuleTextError) -> Pattern {
    try PatternReader.pattern(text, variables: variables)
  }

  package func isBuiltin(_ name: String) -> Bool {
    // Types of the standard library and of what a file imports besides have no module in Swift's own spelling.
    name == "self" || name == "Self" || name.unicodeScalars.first?.properties.isUppercase == true
      || Self.globalFunctions.contains(name)
  }

  private static let globalFunctions: Set<String> = [
    "abs", "max", "min", "print", "type", "zip", "swap", "precondition", "assert", "fatalError", "withExtendedLifetime",
    "nil", "true", "false", "super",
  ]

  // MARK: Testing rules

  package func variants(of subject: UsageSubject, limit: Int) -> [UsageVariant] {
    var maker = VariantMaker(subject)
    return maker.variants(limit: limit)
  }

  /// Not known: any import may bind a name.
  package func unboundNames(in file: ParsedFile) -> [String]? { nil }

  // MARK: Syntax

  package func callSite(at node: NodeID, in tree: Tree) -> CallSite? { CallReader.callSite(at: node, in: tree) }

  package func memberAccess(at node: NodeID, in tree: Tree) -> MemberAccess? {
    CallReader.memberAccess(at: node, in: tree)
  }

  package func needsParentheses(_ node: NodeID, of source: Tree, at place: NodeID, of target: Tree) -> Bool {
    Parentheses.areNeeded(around: node, of: source, at: place, of: target)
  }

  package var fixesLabels: Bool { true }

  /// Types are written or follow from what is: a member that is only spoken of, of a value whose type nothing shows, is
  /// hardly ever the library's.
  package var tellsOfUnknownReceivers: Bool { false }

  package func edits(requiring node: NodeID, absence: String?, in tree: Tree) -> [Edit]? {
    RequiredMember(node, in: tree, absence: absence).edits()
  }

  package func effects(in pattern: Pattern) -> (effects: Effects, plain: Pattern) { PatternEffects.read(pattern) }

  package func names(boundBy pattern: Pattern) -> [String] {
    PatternReader.namesBound(in: pattern.tree).filter { !$0.hasPrefix("$") }.sorted()
  }

  package func givesNoValue(_ pattern: Pattern) -> Bool { PatternEffects.isAssignment(pattern) }

  package func label(_ label: String) -> String { "\(label): " }

  package func hasSideEffects(_ node: NodeID, in tree: Tree) -> Bool { Expressions.haveSideEffects(node, tree) }

  package func constant(at node: NodeID, in tree: Tree) -> Constant? { Expressions.constant(at: node, in: tree) }

  package func stringContent(of node: NodeID, in tree: Tree) -> ByteRange? {
    Expressions.stringContent(of: node, in: tree)
  }

  package func items(of node: NodeID, in tree: Tree) -> [(key: String?, value: NodeID)] {
    Expressions.items(of: node, in: tree)
  }

  package func removal(of range: ByteRange, from list: ByteRange, in tree: Tree) -> ByteRange {
    SourceGaps(tree).removal(of: range, from: list)
  }

  package func insertion(into list: ByteRange, in tree: Tree) -> ListInsertion {
    SourceGaps(tree).insertion(into: list)
  }

  package func comments(in range: ByteRange, of tree: Tree) -> [ByteRange] { SourceGaps(tree).comments(in: range) }

  package func isSame(_ first: NodeID, of firstTree: Tree, _ second: NodeID, of secondTree: Tree) -> Bool {
    Expressions.areSame(first, firstTree, second, secondTree)
  }
}
