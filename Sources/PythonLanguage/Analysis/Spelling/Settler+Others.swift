// Names that are none of the libraries': builtins, and modules that the file may have imported already.

import Semantics
import SourceModel

extension Settler {
  /// The builtin that a wished name is.
  func builtinName(_ name: String) -> String? {
    if name.hasPrefix("builtins.") { return String(name.dropFirst(9)) }
    return Builtins.names.contains(name) ? name : nil
  }

  /// Whether something binds `name` at `place` that stays.
  func isTaken(_ name: String, at place: NodeID) -> Bool {
    guard let bindings = bindings(of: name, at: place) else { return false }
    return !bindings.allSatisfy { binding in
      binding.form == .imported && isVacated(importAt: Int(binding.value))
    }
  }

  func bindings(of name: String, at place: NodeID) -> [Binding]? {
    let id = whole.table.names.find(name)
    guard id != NameSet.absent else { return nil }
    let scope = whole.table.scope(at: place.row, order: whole.order)
    return whole.table.find(id, from: scope)?.bindings.map { whole.table.bindings[Int($0)] }
  }

  /// Whether an import goes because every use of it becomes a name that is none of its library's: `int` of
  /// `from numpy import int` makes room for the builtin of that name. So does one that nothing uses.
  func isVacated(importAt index: Int) -> Bool {
    let record = imports[index]
    guard isDroppable(index), !isMentionedInText(record.localName) else { return false }
    let uses = usesByImport[index]
    guard !uses.isEmpty else {
      let wish = wishByPlace[record.nameNode]
      return record.isFrom && !isHandedOn(record) && wish.map { builtinName(wishes[$0].name) != nil } ?? false
    }
    return !isReExported(record)
      && uses.allSatisfy { use in
        switch fate(of: use) {
        case .stays: false
        case .gone: true
        case .replaced(let wish): !surfaces.provides(wishes[wish].name)
        }
      }
  }

  private func isDroppable(_ index: Int) -> Bool {
    let record = imports[index]
    return record.isProvided && !record.isStar && !facts.isHandled(importAt: index)
      && !Comments.saysNoqa(record, tree)
  }

  /// A spelling by an import of another library: `math.sqrt` under `import math`, `Path` under
  /// `from pathlib import Path`.
  func spellingThroughOtherImport(_ name: String, at place: NodeID) -> String? {
    guard !surfaces.provides(name) else { return nil }
    var best: ImportRecord?
    for (index, record) in imports.enumerated() where !record.isProvided && !record.isStar && record.level == 0 {
      guard name == record.target || name.hasPrefix(record.target + "."), isPlain(importAt: index),
        record.target.utf8.count > best?.target.utf8.count ?? 0,
        let bindings = bindings(of: record.localName, at: place),
        bindings.allSatisfy({ $0.form == .imported && imports[Int($0.value)].target == record.target })
      else { continue }
      best = record
    }
    return best.map { $0.localName + name.dropFirst($0.target.count) }
  }
}
