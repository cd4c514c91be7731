// Names that an older release has elsewhere: imported from where either has them.

import Semantics
import SourceModel

extension Settler {
  /// The spelling of a name that an import brings from the newer release's place, else from the older one's.
  mutating func guardedSpelling(of wish: SymbolWish, _ older: OlderName) -> String? {
    let reference = reference(at: wish)
    if let reference {
      guard reference.reference.use != .string else { return nil }
      let text = spellingInBoth(wish.name, older, reference)
      if let text { return text }
    }
    let local = lastPart(wish.name)
    if isImported(wish.name, as: local, at: wish.place) { return local }
    let beside = importIndex(of: reference)
    guard isFree(local), let anchor = guardAnchor(beside: beside), canGuard(at: anchor) else { return nil }
    plan.add(ImportPlan.Addition(target: wish.name, local: local, isFrom: true, beside: beside, older: older.name))
    return local
  }

  /// What needs no import: an alias that moves along, or a way that is open in both releases.
  private mutating func spellingInBoth(
    _ name: String, _ older: OlderName, _ reference: ResolvedReference
  ) -> String? {
    if older.closedModule != nil { return spellingThroughOwnName(name, reference) }
    let written = chainParts(reference)
    let isAlias = !reference.reference.guards.contains(.rebound) && isKeptAlias(name, reference, written)
    return isAlias ? written.joined(separator: ".") : nil
  }

  /// Whether every binding of `local` at `place` is an import, and one is of `name` or will be: such a guard stands
  /// already, or another import becomes one.
  private func isImported(_ name: String, as local: String, at place: NodeID) -> Bool {
    let bindings = bindings(of: local, at: place)
    guard let bindings else { return isFree(local) && plan.becomes(name, as: local) { imports[$0].isTopLevel } }
    return bindings.allSatisfy { $0.form == .imported }
      && bindings.contains { binding in
        let index = Int(binding.value)
        return plan.isChanged(index) ? plan.becomes(name, as: local) { $0 == index } : imports[index].target == name
      }
  }

  /// The statement that a guard goes behind: the last of the imports at the top that stand together with the one named.
  func guardAnchor(beside index: Int) -> NodeID? {
    let index = index >= 0 ? index : imports.firstIndex { $0.isProvided && $0.isTopLevel && $0.level == 0 } ?? -1
    guard index >= 0 else { return nil }
    let statement = imports[index].statement
    let statements = Array(tree.children(of: tree.root))
    guard var at = statements.firstIndex(of: statement) else { return statement }
    while at + 1 < statements.count, [.importStatement, .importFrom].contains(tree.python(statements[at + 1])) {
      at += 1
    }
    return statements[at]
  }

  /// Whether a block can follow the statement.
  func canGuard(at statement: NodeID) -> Bool { StatementLayout(tree).isAloneOnItsLine(statement) }

  /// Has an import that moves fall back to what it is now, where the older release needs that; false where it cannot.
  mutating func guardIfNeeded(_ index: Int, _ older: OlderName?, to target: String) -> Bool {
    let record = imports[index]
    guard let older, older.isNeeded(toImport: target, isFrom: record.isFrom) else { return true }
    guard canGuard(at: record.statement) else { return false }
    plan.guardRetarget(index)
    return true
  }
}
