// Spells new names the way the file spells its own, and edits its includes and using declarations.

import Semantics
import SourceModel

/// The work on one file's accepted replacements.
struct ClangSettler {
  let facts: ClangFacts
  private var edits: [Edit] = []
  /// The name that takes over from one that a using declaration brings.
  private var takenOver: [String: String] = [:]
  /// What using declarations bring that stay as they are although their uses change.
  private var keptUsings: Set<String> = []
  private lazy var aliases: [String: String] = namespaceAliases()

  init(_ facts: ClangFacts) { self.facts = facts }

  private var tree: Tree { facts.tree }

  mutating func settle(_ wishes: [SymbolWish], gone: [NodeID]) -> Settlement {
    let byNode = Dictionary(facts.references.map { ($0.node, $0) }, uniquingKeysWith: { first, _ in first })
    settleUsings(wishes, gone: Set(gone), byNode)
    settleIncludes(wishes.filter { $0.name.hasPrefix("<") })
    var spellings: [String?] = []
    for wish in wishes {
      if wish.name.hasPrefix("<") {
        spellings.append("")
      } else if let reference = byNode[wish.place], reference.use == .imported {
        edits.append(Edit(tree.range(wish.place), CxxText.shown(wish.name)))
        spellings.append(CxxText.shown(wish.name))
      } else if wish.replacesReference, standsForAnother(wish.place, byNode) {
        spellings.append(tree.plainText(wish.place))
      } else {
        spellings.append(spelling(wish, byNode[wish.place]))
      }
    }
    return Settlement(spellings: spellings, imports: edits)
  }

  // MARK: Spelling

  private mutating func spelling(_ wish: SymbolWish, _ old: Reference?) -> String {
    let name = wish.name
    let last = name.lastDottedPart
    guard !name.hasPrefix("::.") else { return last }
    let scope = String(name.dropLast(last.utf8.count + 1))
    if wish.replacesReference, let old, let base = ownScope(of: old, same: scope) { return "\(base)::\(last)" }
    if let old, takenOver[old.name] == name, tree.cxx(old.node) == .name { return last }
    if let brought = name.dottedBeginnings.dropFirst().first(where: { keptUsings.contains($0) }) {
      return "\(brought.lastDottedPart)::\(CxxText.shown(String(name.dropFirst(brought.utf8.count + 1))))"
    }
    let place = tree[wish.place].start
    if isUsed(scope, at: place), !isTaken(last, besides: name) { return last }
    // Of a member of a class or an enumeration, the namespace around it may be open or have an alias.
    for outer in [scope] + Array(scope.dottedBeginnings.dropFirst()) {
      let rest = String(name.dropFirst(outer.utf8.count + 1))
      if let alias = aliases[outer] { return "\(alias)::\(CxxText.shown(rest))" }
      let first = String(rest.prefix { $0 != "." })
      if rest != last, isUsed(outer, at: place), !isTaken(first, besides: "\(outer).\(first)") {
        return CxxText.shown(rest)
      }
    }
    return CxxText.shown(name)
  }

  /// Whether a name's beginning is written as something else that stands for it, such as the file's own alias of a class:
  /// that follows the class by itself.
  private func standsForAnother(_ place: NodeID, _ byNode: [NodeID: Reference]) -> Bool {
    let outer = facts.parents[place.index]
    guard byNode[place] == nil, tree.cxxRole(place) == .base, let whole = byNode[outer] else { return false }
    let owner = String(whole.name.dropLast(whole.name.lastDottedPart.utf8.count + 1)).lastDottedPart
    var base = place
    if tree.cxx(base) == .instance, let inner = tree.child(CxxRole.base.role, of: base) { base = inner }
    let written = tree.child(CxxRole.identifier.role, of: base).map { tree.text($0) } ?? tree.text(base)
    return written != owner && !isNamespace(base)
  }

  private func isNamespace(_ node: NodeID) -> Bool {
    facts.survey?.names[facts.identifier(of: node)]?.contains { $0.isNamespace } ?? false
  }

  /// How the file spells the scope of a name, where the new name has the same.
  private func ownScope(of old: Reference, same scope: String) -> String? {
    guard let access = CallReader.memberAccess(at: old.node, in: tree), tree.cxx(old.node) == .qualified else {
      return nil
    }
    let oldScope = String(old.name.dropLast(old.name.lastDottedPart.utf8.count + 1))
    return oldScope == scope ? tree.plainText(access.base) : nil
  }

  /// Whether a using directive before the place opens the scope; one inside a block counts to its end.
  private func isUsed(_ scope: String, at place: UInt32) -> Bool {
    facts.survey?.usings.contains { using in
      using.namespace == scope && using.offset < place && tree.blockEnd(from: using.offset) > place
    } ?? false
  }

  /// Whether the file knows another thing by that name.
  private func isTaken(_ text: String, besides name: String) -> Bool {
    if facts.survey?.usings.contains(where: { $0.namespace == "std" }) == true, Self.standardNames.contains(text) {
      return true
    }
    return facts.nodes.contains { place, node in
      guard tree.cxx(node) == .name, tree.text(node) == text else { return false }
      return facts.survey?.names[place]?.contains { $0.name == name } != true
    }
  }

  /// Names of the standard library that libraries have, too.
  private static let standardNames: Set<String> = [
    "min", "max", "abs", "sort", "swap", "copy", "move", "norm", "string", "vector", "pow", "exp", "log", "sqrt",
    "format", "reduce", "transform", "merge", "count", "find", "fill", "rotate", "partition", "split", "function",
  ]

  /// `namespace c = cv;`
  private func namespaceAliases() -> [String: String] {
    let tokens = CxxLexer.tokens(of: tree.bytes)
    var found: [String: String] = [:]
    func text(_ index: Int) -> String { tree.text(in: ByteRange(tokens[index].start, tokens[index].end)) }
    for index in tokens.indices.dropLast(4)
    where tokens[index].kind == .identifier && text(index) == "namespace" && text(index + 2) == "=" {
      var target = ""
      var at = index + 3
      while at < tokens.count, tokens[at].byte != UInt8(ascii: ";") {
        target += text(at)
        at += 1
      }
      if let name = CxxText.canonicalName(target) {
        let scope = name.hasPrefix("::.") ? String(name.dropFirst(3)) : name
        found[scope] = text(index + 1)
      }
    }
    return found
  }

  // MARK: Using declarations

  /// A using declaration follows its uses: to the one name that takes over, or away.
  private mutating func settleUsings(
    _ wishes: [SymbolWish], gone: Set<NodeID>, _ byNode: [NodeID: Reference]
  ) {
    let replaced = Dictionary(
      wishes.filter { $0.replacesReference && !$0.keepsOld }.map { ($0.place, $0.name) },
      uniquingKeysWith: { first, _ in first })
    for using in facts.references where using.use == .imported && !using.name.hasPrefix("<") {
      guard replaced[using.node] == nil else { continue }
      let uses = facts.references.filter { $0.name == using.name && $0.use != .imported }
      guard !uses.isEmpty, uses.allSatisfy({ replaced[$0.node] != nil || gone.contains($0.node) }) else { continue }
      let names = Set(uses.compactMap { replaced[$0.node] })
      // `using ns::Class;` serves a member of the class as well.
      if names.allSatisfy({ $0.hasPrefix(using.name + ".") }), !uses.contains(where: { gone.contains($0.node) }) {
        keptUsings.insert(using.name)
        continue
      }
      if names.count == 1, !isOfClass(names.first ?? "", since: using.name), let name = names.first,
        !name.hasPrefix("::."),
        !uses.contains(where: { gone.contains($0.node) })
      {
        takenOver[using.name] = name
        edits.append(Edit(tree.range(using.node), CxxText.shown(name)))
      } else {
        edits.append(Edit(wholeLine(around: tree.range(using.node)), ""))
      }
    }
  }

  /// Whether a name is, or may be, a member of a class, which no using declaration can bring.
  private func isOfClass(_ name: String, since old: String) -> Bool {
    func scope(_ name: String) -> String { String(name.dropLast(name.lastDottedPart.utf8.count + 1)) }
    let scope = (old: scope(old), new: scope(name))
    guard scope.old != scope.new else { return false }
    if let known = facts.context.target.resolve(scope.new)?.entry.kind { return known != .module }
    return facts.survey?.names.values.contains { $0.contains { $0.isNamespace && $0.name == scope.new } } != true
  }

  /// The line with its end, if nothing but the declaration stands on it; else the declaration.
  private func wholeLine(around range: ByteRange) -> ByteRange {
    let lines = LineTable(tree.bytes)
    let line = lines.range(ofLine: lines.line(of: range.start) + 1)
    let text = tree.text(in: line).filter { !$0.isWhitespace }
    let own = "using\(tree.text(in: range).filter { !$0.isWhitespace });"
    return text == own ? line : range
  }

  // MARK: Includes

  /// Puts the new headers where the old ones stand, each once.
  private mutating func settleIncludes(_ wishes: [SymbolWish]) {
    var present = Set(
      facts.references.filter { $0.name.hasPrefix("<") }.map(\.name)
    ).subtracting(wishes.compactMap { wish in facts.references.first { $0.node == wish.place }?.name })
    present.formUnion(othersIncludes)
    for wish in wishes where tree.cxx(wish.place) == .header {
      let wanted = facts.readable(wish.name.dropFirst().dropLast().split(separator: " ").map(String.init))
      let missing = wanted.filter { present.insert("<\($0)>").inserted }
      let range = tree.range(wish.place)
      let lines = LineTable(tree.bytes)
      let line = lines.range(ofLine: lines.line(of: range.start) + 1)
      guard let first = missing.first else {
        edits.append(Edit(line, ""))
        continue
      }
      let isQuoted = tree.bytes[Int(range.start)] == UInt8(ascii: "\"")
      func form(_ header: String) -> String { isQuoted ? "\"\(header)\"" : "<\(header)>" }
      let before = tree.text(in: ByteRange(line.start, range.start))
      let end = tree.text(in: line).hasSuffix("\r\n") ? "\r\n" : "\n"
      let more = missing.dropFirst().map { end + before + form($0) }.joined()
      edits.append(Edit(range, form(first) + more))
    }
    addIncludes(wishes.filter { tree.cxx($0.place) != .header }, &present)
  }

  /// The headers included that are none of the library's, such as `<cstring>`.
  private var othersIncludes: [String] {
    let own = Set(facts.references.map(\.node))
    return tree.rows.indices.lazy.map { NodeID($0) }.filter { self.tree.cxx($0) == .header && !own.contains($0) }
      .map { node in "<\(self.tree.text(node).filter { !"<>\"".contains($0) })>" }
  }

  /// New includes stand behind the last of the library's own, or the last of all.
  private mutating func addIncludes(_ wishes: [SymbolWish], _ present: inout Set<String>) {
    var missing: [String] = []
    for wish in wishes where present.insert(wish.name).inserted { missing.append(wish.name) }
    guard !missing.isEmpty else { return }
    let all = tree.children(of: tree.root).filter { tree.cxx($0) == .include }
    let own = facts.references.last { $0.name.hasPrefix("<") && $0.guards.isEmpty }.map { tree[$0.node].end }
    guard let end = own ?? all.last.map({ tree[$0].end }) else {
      edits.append(Edit(ByteRange(0, 0), missing.map { "#include \($0)\n" }.joined()))
      return
    }
    let lines = LineTable(tree.bytes)
    var texts: [(place: UInt32, text: String)] = []
    for header in missing.sorted() {
      let isStandard = !header.contains(".") && !header.contains("/")
      let ordered = own == nil || isStandard ? placeInOrder(of: header, all, lines) : nil
      let line = lines.range(ofLine: lines.line(of: ordered ?? end) + 1)
      let lineEnd = tree.text(in: line).hasSuffix("\r\n") ? "\r\n" : "\n"
      let place = ordered ?? line.end
      let isOpen = place > 0 && tree.bytes[Int(place) - 1] != 0x0A
      let text = (isOpen ? lineEnd : "") + "#include \(header)\(lineEnd)"
      if let last = texts.indices.last, texts[last].place == place {
        texts[last].text += text
      } else {
        texts.append((place, text))
      }
    }
    edits += texts.map { Edit(ByteRange($0.place, $0.place), $0.text) }
  }

  /// The line where a header goes among those in angle brackets that end the file's includes, if these stand in order.
  private func placeInOrder(of header: String, _ all: [NodeID], _ lines: LineTable) -> UInt32? {
    func name(_ include: NodeID) -> String {
      tree.children(of: include).first { tree.cxx($0) == .header }.map { tree.text($0) } ?? ""
    }
    var group: [NodeID] = []
    for include in all.reversed() {
      let gap = group.last.map { tree.bytes(in: ByteRange(tree[include].end, tree[$0].start)).count { $0 == 0x0A } }
      guard name(include).hasPrefix("<"), gap ?? 1 <= 1 else { break }
      group.append(include)
    }
    let names = group.map(name)
    guard let first = group.last, names == names.sorted(by: >) else { return nil }
    guard let before = group.first(where: { name($0) < header }) else { return tree[first].start }
    return lines.range(ofLine: lines.line(of: tree[before].end) + 1).end
  }
}
