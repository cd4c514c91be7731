// Imports for two releases: tried as the newer one has them, else as the older one does.

import SourceModel

/// One `try` of imports that fall back to others.
struct GuardedImport {
  /// The statement it follows.
  var anchor: NodeID
  /// Whether a blank line sets it apart from the imports above.
  var isApart: Bool
  /// The modules, `from` which both import; for a whole module, the two statements.
  var newer: String
  var older: String
  /// Empty for a whole module.
  var names: [ImportRendering.MovedName] = []
  var olderNames: [String] = []
}

extension ImportRendering {
  /// A name that was reached through its module, and is imported from now on.
  mutating func addGuard(_ addition: ImportPlan.Addition, _ older: String) {
    guard let anchor = settler.guardAnchor(beside: addition.beside) else { return }
    add(
      GuardedImport(
        anchor: anchor, isApart: tree.parents()[anchor.index] == tree.root, newer: parent(addition.target),
        older: parent(older),
        names: [MovedName(text: alias(settler.lastPart(addition.target), as: addition.local), range: ByteRange(0, 0))],
        olderNames: [alias(settler.lastPart(older), as: addition.local)]))
  }

  /// An import that is to lead to `target`, and falls back to what it is.
  mutating func addGuard(_ index: Int, _ target: String, _ local: String) {
    let record = imports[index]
    if !record.isFrom || record.isStar {
      let write = { (name: String) in
        record.isStar ? "from \(name) import *" : "import \(name) as \(local)"
      }
      return add(
        GuardedImport(
          anchor: record.statement, isApart: false, newer: write(target), older: write(record.written)))
    }
    add(
      GuardedImport(
        anchor: record.statement, isApart: false, newer: parent(target), older: parent(record.written),
        names: [MovedName(text: alias(settler.lastPart(target), as: local), range: tree.range(record.alias))],
        olderNames: [alias(settler.lastPart(record.written), as: local)]))
  }

  private mutating func add(_ guarded: GuardedImport) {
    let at = guards.firstIndex {
      $0.anchor == guarded.anchor && $0.isApart == guarded.isApart && $0.newer == guarded.newer
        && $0.older == guarded.older && !guarded.names.isEmpty
    }
    guard let at else { return guards.append(guarded) }
    for (name, older) in zip(guarded.names, guarded.olderNames) {
      if guards[at].names.contains(where: { $0.text == name.text }) { continue }
      guards[at].names.append(name)
      guards[at].olderNames.append(older)
    }
  }

  /// Turns the guards met so far into lines.
  mutating func placeGuards() {
    for guarded in guards {
      let step = layout.indentStep
      let place = Place.after(guarded.anchor)
      let (newer, older) =
        guarded.names.isEmpty
        ? (guarded.newer, guarded.older)
        : (
          "from \(guarded.newer) import \(newerNames(of: guarded))",
          "from \(guarded.older) import \(guarded.olderNames.joined(separator: ", "))"
        )
      if guarded.isApart { lines.append((place, "")) }
      lines += ["try:", step + newer, "except ImportError:", step + older].map { (place, $0) }
    }
    guards = []
  }

  /// The names in the layout they had, a step deeper. A comment at the statement's end stays where it is.
  private func newerNames(of guarded: GuardedImport) -> String {
    let end = tree.range(guarded.anchor).end
    if guarded.names.contains(where: { $0.range.end == end }) {
      return guarded.names.map(\.text).joined(separator: ", ")
    }
    return list(guarded.names, in: guarded.anchor).split(separator: layout.lineEnd, omittingEmptySubsequences: false)
      .joined(separator: layout.lineEnd + layout.indentStep)
  }
}
