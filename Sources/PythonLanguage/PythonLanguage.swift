// Python as the rest of the house sees it.

package import Semantics
package import SourceModel

/// The front end for Python 3.0 to 3.14.
package struct PythonLanguage: Language {
  package init() {}

  package var name: String { "python" }

  package var guardsImports: Bool { true }

  package func functionHead(of parameters: [String]) -> String? { "lambda \(parameters.joined(separator: ", ")): " }

  package func parse(_ bytes: ContiguousArray<UInt8>) -> ParsedFile { PythonParser.parse(bytes) }

  package func staysWhole(
    _ before: ParsedFile, as after: ContiguousArray<UInt8>, changedIn changes: [ByteRange],
    newOffset: (UInt32) -> Int
  ) -> Bool {
    let count = before.tree.bytes.count
    let changed = ChangedStatements(before.tree, changedIn: changes)
    // What other bytes than UTF-8 mean, the file's beginning says.
    guard before.diagnostics.isEmpty, changed.byteCount < count, SourceEncoding(of: before.tree.bytes).isUTF8 else {
      return false
    }
    return changed.parse(in: after, newOffset: newOffset, until: count)
  }

  package func analyse(_ file: ParsedFile, in context: AnalysisContext) -> any FileFacts {
    PythonFacts(file, in: context)
  }

  package func quickImports(
    of bytes: ContiguousArray<UInt8>, module: String, isPackage: Bool
  ) -> [String] {
    QuickImports(bytes, module: module, isPackage: isPackage).names
  }

  /// What opens a script's requirements (PEP 723).
  private static let metadata = ByteSearch.Word("# /// script")

  package func mayRequire(_ bytes: ContiguousArray<UInt8>) -> Bool { ByteSearch.contains(bytes, Self.metadata) }

  package func examples(in file: ParsedFile) -> [EmbeddedSource] { Doctests.sources(in: file) }

  // MARK: Rule text

  package func signature(_ text: String) throws(RuleTextError) -> Signature { try RuleText.signature(text) }

  package func pattern(_ text: String, variables: Set<String>) throws(RuleTextError) -> Pattern {
    try RuleText.pattern(text, variables: variables)
  }

  package func tells(leaf: NodeID, of tree: Tree) -> Bool { ScopeWalker.notesWords(at: leaf, in: tree) }

  package func isBuiltin(_ name: String) -> Bool { Builtins.names.contains(name) }

  // MARK: Testing rules

  package func variants(of subject: UsageSubject, limit: Int) -> [UsageVariant] {
    VariantWriter(subject).variants(limit: limit)
  }

  package func unboundNames(in file: ParsedFile) -> [String]? { UnboundNames(in: file.tree).names }

  // MARK: Syntax

  package func callSite(at node: NodeID, in tree: Tree) -> CallSite? { CallReader.callSite(at: node, in: tree) }

  package func memberAccess(at node: NodeID, in tree: Tree) -> MemberAccess? {
    CallReader.memberAccess(at: node, in: tree)
  }

  package func needsParentheses(_ node: NodeID, of source: Tree, at place: NodeID, of target: Tree) -> Bool {
    Parentheses.areNeeded(around: node, of: source, at: place, of: target)
  }

  package func label(_ label: String) -> String { "\(label)=" }

  package func hasSideEffects(_ node: NodeID, in tree: Tree) -> Bool { SideEffects.areIn(node, tree) }

  package func constant(at node: NodeID, in tree: Tree) -> Constant? { ConstantReader.constant(at: node, in: tree) }

  package func stringContent(of node: NodeID, in tree: Tree) -> ByteRange? { StringText.content(of: node, in: tree) }

  package func items(of node: NodeID, in tree: Tree) -> [(key: String?, value: NodeID)] {
    Displays.items(of: node, in: tree)
  }

  package func removal(of range: ByteRange, from list: ByteRange, in tree: Tree) -> ByteRange {
    ListLayout(tree).removal(of: range, from: list)
  }

  package func insertion(into list: ByteRange, in tree: Tree) -> ListInsertion {
    ListLayout(tree).insertion(into: list)
  }

  package func comments(in range: ByteRange, of tree: Tree) -> [ByteRange] { CommentSearch.ranges(in: range, of: tree) }

  package func isSame(_ first: NodeID, of firstTree: Tree, _ second: NodeID, of secondTree: Tree) -> Bool {
    Sameness.holds(first, firstTree, second, secondTree)
  }
}
