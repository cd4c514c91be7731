// Python under any language's name, for packs of languages whose rooms these tests do not use.

import PythonLanguage
import Semantics
import SourceModel

/// Reads rule text as Python does and answers to `name`.
struct TestLanguage: Language {
  var name = "python"
  private let python = PythonLanguage()

  init(name: String = "python") { self.name = name }

  func signature(_ text: String) throws(RuleTextError) -> Signature { try python.signature(text) }
  func pattern(_ text: String, variables: Set<String>) throws(RuleTextError) -> Pattern {
    try python.pattern(text, variables: variables)
  }
  func isBuiltin(_ name: String) -> Bool { python.isBuiltin(name) }

  func variants(of subject: UsageSubject, limit: Int) -> [UsageVariant] { python.variants(of: subject, limit: limit) }
  func unboundNames(in file: ParsedFile) -> [String]? { python.unboundNames(in: file) }

  func parse(_ bytes: ContiguousArray<UInt8>) -> ParsedFile { python.parse(bytes) }
  func analyse(_ file: ParsedFile, in context: AnalysisContext) -> any FileFacts { python.analyse(file, in: context) }
  func examples(in file: ParsedFile) -> [EmbeddedSource] { [] }
  func quickImports(of bytes: ContiguousArray<UInt8>, module: String, isPackage: Bool) -> [String] {
    python.quickImports(of: bytes, module: module, isPackage: isPackage)
  }
  func callSite(at node: NodeID, in tree: Tree) -> CallSite? { python.callSite(at: node, in: tree) }
  func memberAccess(at node: NodeID, in tree: Tree) -> MemberAccess? { python.memberAccess(at: node, in: tree) }
  func needsParentheses(_ node: NodeID, of source: Tree, at place: NodeID, of target: Tree) -> Bool {
    python.needsParentheses(node, of: source, at: place, of: target)
  }
  func label(_ label: String) -> String { python.label(label) }
  func hasSideEffects(_ node: NodeID, in tree: Tree) -> Bool { python.hasSideEffects(node, in: tree) }
  func constant(at node: NodeID, in tree: Tree) -> Constant? { python.constant(at: node, in: tree) }
  func stringContent(of node: NodeID, in tree: Tree) -> ByteRange? { python.stringContent(of: node, in: tree) }
  func items(of node: NodeID, in tree: Tree) -> [(key: String?, value: NodeID)] { python.items(of: node, in: tree) }
  func removal(of range: ByteRange, from list: ByteRange, in tree: Tree) -> ByteRange {
    python.removal(of: range, from: list, in: tree)
  }
  func insertion(into list: ByteRange, in tree: Tree) -> ListInsertion { python.insertion(into: list, in: tree) }
  func comments(in range: ByteRange, of tree: Tree) -> [ByteRange] { python.comments(in: range, of: tree) }
  func isSame(_ first: NodeID, of firstTree: Tree, _ second: NodeID, of secondTree: Tree) -> Bool {
    python.isSame(first, of: firstTree, second, of: secondTree)
  }
}
