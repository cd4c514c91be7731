// Names, signatures and patterns: the text of rules for C and C++.

import Semantics
import SourceModel

/// Reads the text of rules.
enum CxxText {
  private static let builtinTypes: Set<String> = [
    "int", "char", "bool", "float", "double", "void", "long", "short", "unsigned", "signed", "wchar_t",
  ]

  // MARK: Names

  /// `cv::Mat` → `cv.Mat`; a name outside of all namespaces, with or without `::` before it, begins with `::.`.
  static func canonicalName(_ written: String) -> String? {
    if written.hasPrefix("<"), written.hasSuffix(">") { return written }
    let isGlobal = written.hasPrefix("::")
    let parts = split(isGlobal ? String(written.dropFirst(2)) : written)
    guard !parts.isEmpty, parts.allSatisfy(isIdentifier) else { return nil }
    if parts.count == 1 {
      return builtinTypes.contains(parts[0]) ? "builtins.\(parts[0])" : "::.\(parts[0])"
    }
    return parts.joined(separator: ".")
  }

  static func shown(_ name: String) -> String {
    if name.hasPrefix("<") { return name }
    if name.hasPrefix("::.") { return split(String(name.dropFirst(3))).joined(separator: "::") }
    return split(name).joined(separator: "::")
  }

  /// At `::` and at `.`.
  private static func split(_ name: String) -> [String] {
    var parts: [String] = []
    var part = ""
    var colons = 0
    for character in name {
      if character == ":" {
        colons += 1
        if colons == 2 {
          parts.append(part)
          part = ""
          colons = 0
        }
      } else if character == "." {
        parts.append(part)
        part = ""
      } else {
        part.append(character)
      }
    }
    parts.append(part)
    return parts
  }

  private static func isIdentifier(_ text: String) -> Bool {
    guard let first = text.utf8.first, CxxLexer.isLetter(first) else { return false }
    return text.utf8.allSatisfy { CxxLexer.isLetter($0) || CxxLexer.isDigit($0) }
  }

  // MARK: Signatures

  static func signature(_ text: String) throws(RuleTextError) -> Signature {
    let whole = ByteRange(0, UInt32(text.utf8.count))
    let name = text.prefix { $0 != "(" }
    guard let symbol = canonicalName(String(name.filter { $0 != " " })), name.endIndex < text.endIndex else {
      throw RuleTextError(
        message: "expected a qualified name with its parameters, like `cv::imread(filename, flags = 1)`", range: whole)
    }
    let tree = CxxReader.expression(ContiguousArray(text.utf8))
    guard let root = tree.children(of: tree.root).first(where: { _ in true }), let call = firstCall(in: tree, root),
      tree.bytes.last == UInt8(ascii: ")")
    else {
      throw RuleTextError(message: "expected parameters in parentheses", range: whole)
    }
    var parameters: [Parameter] = []
    for argument in call.arguments {
      guard let parameter = parameter(tree.text(in: argument.range)) else {
        throw RuleTextError(message: "a parameter is a name, and may have a default", range: argument.range)
      }
      parameters.append(parameter)
    }
    let hasReceiver = parameters.first.map { $0.name == "self" && $0.defaultValue == nil } ?? false
    return Signature(
      name: symbol, parameters: hasReceiver ? Array(parameters.dropFirst()) : parameters, hasReceiver: hasReceiver)
  }

  private static func firstCall(in tree: Tree, _ root: NodeID) -> CallSite? {
    (root.row..<tree[root].subtreeEnd).lazy.compactMap { CallReader.callSite(at: NodeID($0), in: tree) }.first
  }

  private static func parameter(_ text: String) -> Parameter? {
    let parts = text.split(separator: "=", maxSplits: 1).map { trimmed(String($0)) }
    guard let name = parts.first else { return nil }
    if name.hasPrefix("..."), isIdentifier(String(name.dropFirst(3))) {
      return Parameter(name: String(name.dropFirst(3)), passing: .variadic)
    }
    guard isIdentifier(name) else { return nil }
    return Parameter(name: name, passing: .positionalOnly, defaultValue: parts.count > 1 ? parts[1] : nil)
  }

  private static func trimmed(_ text: String) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }

  // MARK: Patterns

  static func pattern(_ text: String, variables: Set<String>) throws(RuleTextError) -> Pattern {
    let bytes = ContiguousArray(text.utf8)
    let tree = CxxReader.expression(bytes)
    guard let root = tree.children(of: tree.root).first(where: { _ in true }), tree.range(root).end == lastToken(tree)
    else {
      throw RuleTextError(message: "expected one expression", range: ByteRange(0, UInt32(bytes.count)))
    }
    var pattern = Pattern(tree: tree, root: root, isExpression: true, variables: [:], symbols: [:])
    var row = root.row
    while row < tree.count {
      let node = NodeID(row)
      row += 1
      switch tree.cxx(node) {
      case .name:
        let name = tree.text(node)
        if name.hasPrefix("$") {
          pattern.variables[node] = .one(String(name.dropFirst()))
        } else if variables.contains(name) {
          pattern.variables[node] = .one(name)
        } else {
          pattern.symbols[node] = canonicalName(name)
        }
      case .qualified:
        guard let name = canonicalName(tree.plainText(node)) else { continue }
        pattern.symbols[node] = name
        row = tree[node].subtreeEnd
      default: break
      }
    }
    return pattern
  }

  private static func lastToken(_ tree: Tree) -> UInt32 { CxxLexer.tokens(of: tree.bytes).last?.end ?? 0 }
}
