// Spells wished names for their places and plans what that does to the imports.

import Semantics
import SourceModel
import SwiftSyntax

/// All wishes of one file, settled together.
///
/// A name is spelled without its module, as an import brings all of a module's names; with it where the file wrote it so,
/// or where another declaration hides the name.
struct Settler {
  private let names: NameLookup
  private let references: [Reference]
  private let wishes: [SymbolWish]
  private let gone: [NodeID]

  private var tree: Tree { names.tree }
  private var surfaces: SurfaceSet { names.context.surfaces }

  init(_ facts: SwiftFacts, wishes: [SymbolWish], gone: [NodeID]) {
    names = facts.names
    references = facts.references
    self.wishes = wishes
    self.gone = gone
  }

  func settlement() -> Settlement {
    let spellings = wishes.map { isImport($0.place) ? $0.name : spelling(of: $0) }
    return Settlement(spellings: spellings, imports: importEdits(spellings))
  }

  private func isImport(_ place: NodeID) -> Bool { names.imports.contains { $0.path == place } }

  // MARK: Spelling

  private func spelling(of wish: SymbolWish) -> String? {
    guard let dot = wish.name.firstDot else { return wish.name }
    let module = String(wish.name[..<dot])
    var rest = String(wish.name[wish.name.index(after: dot)...])
    // An initialiser is called by the name of its type, unless the code says `init` itself.
    if rest.hasSuffix(".init"), CallReader.memberAccess(at: wish.place, in: tree)?.member != "init" {
      rest = String(rest.dropLast(5))
    }
    // A macro has no other spelling.
    if wish.isMacro { return rest }
    let head = rest.firstDottedPart
    if let implicit = implicitSpelling(of: wish) { return implicit }
    if wish.replacesReference, writesModule(wish.place) { return wish.name }
    switch names.meaning(of: head, at: wish.place) {
    case .binding, .project, .inherited, .selfValue:
      if case .binding = names.meaning(of: module, at: wish.place) { return nil }
      return wish.name
    case .library, .module, .unknown: return rest
    }
  }

  /// `.member` stays `.member` where the new name is one of the same type.
  private func implicitSpelling(of wish: SymbolWish) -> String? {
    guard let access = CallReader.memberAccess(at: wish.place, in: tree), access.base == wish.place,
      let old = references.first(where: { $0.node == wish.place }),
      let oldDot = old.name.lastDot, let newDot = wish.name.lastDot,
      case let owner = String(old.name[..<oldDot]),
      names.real(owner) == names.real(String(wish.name[..<newDot])) || isGone(owner)
    else { return nil }
    // Where only the type has another name, its member stays.
    let last = wish.name[wish.name.index(after: newDot)...]
    if access.member == "init" || (last != access.member[...] && last.first?.isUppercase == true) {
      return "." + access.member
    }
    return "." + last
  }

  /// Whether the new release has no such type, so that what a place wants is the type that took its place.
  private func isGone(_ type: String) -> Bool {
    !names.context.target.surfaces.isEmpty && names.context.target.resolve(type) == nil
  }

  /// Whether the file spells a name with its module.
  private func writesModule(_ place: NodeID) -> Bool {
    guard let chain = NameChain(place, in: tree), chain.names.count > 1,
      case .module(let module) = names.meaning(of: chain.names[0], at: place)
    else { return false }
    return surfaces.provides(module)
  }

  // MARK: Imports

  private func importEdits(_ spellings: [String?]) -> [Edit] {
    var needed = modulesNeeded(spellings)
    var edits: [Edit] = []
    for record in names.imports where surfaces.provides(record.module) {
      if let wish = wishes.first(where: { $0.place == record.path }) {
        needed.removeAll { $0 == wish.name }
        edits.append(
          isVisible(wish.name, besides: record) ? removal(of: record) : Edit(tree.range(record.path), wish.name))
      } else if isLeft(record) {
        // What it handed on besides is imported by its own name.
        for module in isKept(record) ? surfaces.resolve(record.module)?.entry.bases ?? [] : []
        where !surfaces.provides(module)
          && !names.imports.contains(where: { $0.module == module && !isConditional($0) })
        {
          needed.append(module)
        }
        let next = needed.isEmpty ? nil : needed.removeFirst()
        edits.append(next.map { Edit(tree.range(record.path), $0) } ?? removal(of: record))
      }
    }
    return edits + needed.map(insertion)
  }

  /// The modules that the new names come from and that the file does not import, each once.
  private func modulesNeeded(_ spellings: [String?]) -> [String] {
    var found: [String] = []
    var last: Substring?
    for (wish, spelling) in zip(wishes, spellings) where spelling != nil && !isImport(wish.place) {
      guard let dot = wish.name.firstDot else { continue }
      let module = wish.name[..<dot]
      // Most come from the module that the one before came from.
      if let last, last == module { continue }
      last = module
      if !isVisible(String(module), besides: nil), !found.contains(String(module)) { found.append(String(module)) }
    }
    return found
  }

  private func isVisible(_ module: String, besides record: ImportRecord?) -> Bool {
    names.imports.contains { $0.module == module && !$0.isScoped && $0.node != record?.node }
      || (record == nil && names.modules.contains(module))
  }

  /// Whether every use of what an import brings goes, and there were some.
  private func isLeft(_ record: ImportRecord) -> Bool {
    let prefix = record.module + "."
    // The module is there as before: what else the file takes of it nobody has looked at.
    if names.context.target.resolve(record.module) != nil { return false }
    if wishes.contains(where: { $0.name.hasPrefix(prefix) }) { return false }
    // Members of values need no import of a module that is gone.
    let isKept = isKept(record)
    let uses = references.filter { use in
      use.use != .imported && use.name.hasPrefix(prefix) && (isKept || use.route != .receiver)
    }
    guard !record.isScoped, !uses.isEmpty else { return false }
    let replaced = wishes.filter { $0.replacesReference && !$0.name.hasPrefix(prefix) }.map(\.place).sorted()
    let left = Subtrees(gone, in: tree)
    return uses.allSatisfy { use in
      if left.hold(use.node) { return true }
      let next = replaced.firstPlace { $0 >= use.node }
      return next < replaced.count && tree.isNode(replaced[next], within: use.node)
    }
  }

  /// Subtrees that are asked whether a node stands in one of them.
  private struct Subtrees {
    private let starts: [UInt32]
    /// How far any of them up to that one goes.
    private let reach: [UInt32]

    init(_ roots: [NodeID], in tree: Tree) {
      let sorted = roots.sorted()
      starts = sorted.map(\.row)
      var end: UInt32 = 0
      reach = sorted.map { root in
        end = max(end, tree[root].subtreeEnd)
        return end
      }
    }

    func hold(_ node: NodeID) -> Bool {
      let next = starts.firstPlace { $0 > node.row }
      return next > 0 && reach[next - 1] > node.row
    }
  }

  /// Whether there still is such a module, as far as is known.
  private func isKept(_ record: ImportRecord) -> Bool {
    names.context.target.surfaces.isEmpty || names.context.target.resolve(record.module) != nil
  }

  private func removal(of record: ImportRecord) -> Edit {
    let lines = LineTable(tree.bytes)
    let first = lines.position(of: tree[record.node].start).line
    let last = lines.position(of: max(tree[record.node].start, tree[record.node].end - 1)).line
    let line = ByteRange(lines.range(ofLine: first).start, lines.range(ofLine: last).end)
    let rest = tree.text(in: ByteRange(tree[record.node].end, line.end))
    // What else stands on the line stays.
    let isAlone =
      rest.allSatisfy(\.isWhitespace)
      && tree.bytes[Int(line.start)..<Int(tree[record.node].start)].allSatisfy { $0 == 0x20 || $0 == 0x09 }
    return Edit(isAlone ? line : tree.range(record.node), "")
  }

  /// A new import goes where the order of the others puts it, behind the last where they are in none.
  private func insertion(of module: String) -> Edit {
    let whole = names.imports.filter { !$0.isScoped && !isConditional($0) }
    let bare = whole.filter { !tree.text($0.node).hasPrefix("@") }
    let plain = bare.isEmpty ? whole : bare
    let lines = LineTable(tree.bytes)
    guard let last = plain.last else { return firstImport(module) }
    if let next = plain.first(where: { $0.module > module }), plain.map(\.module) == plain.map(\.module).sorted() {
      let line = lines.range(ofLine: lines.position(of: tree[next.node].start).line)
      return Edit(ByteRange(line.start, line.start), "import \(module)\(lineEnd)")
    }
    let end = tree[last.node].end
    return Edit(ByteRange(end, end), "\(lineEnd)import \(module)")
  }

  /// Whether an import stands in a branch of `#if`, where another beside it would be seen by that branch only.
  private func isConditional(_ record: ImportRecord) -> Bool {
    var at = record.node
    while at.row > 0 {
      at = names.table.parent(at)
      if tree.swift(at) == .ifConfigClause { return true }
    }
    return false
  }

  private func firstImport(_ module: String) -> Edit {
    let start = SourceGaps(tree).skipTrivia(from: 0)
    return Edit(ByteRange(start, start), "import \(module)\(lineEnd)\(lineEnd)")
  }

  private var lineEnd: String {
    guard let first = tree.bytes.firstIndex(of: 0x0A), first > 0 else { return "\n" }
    return tree.bytes[first - 1] == 0x0D ? "\r\n" : "\n"
  }
}
