// One name, spelled for one place.

import Semantics
import SourceModel

extension Settler {
  mutating func spelling(of wish: SymbolWish) -> String? {
    if let builtin = builtinName(wish.name) { return isTaken(builtin, at: wish.place) ? nil : builtin }
    if let older = wish.older { return guardedSpelling(of: wish, older) }
    let reference = reference(at: wish)
    if let reference {
      if let text = spellingThroughOwnName(wish.name, reference) { return text }
    }
    let isBare = reference.map { isBareName($0) && !comesByModule(wish.name, insteadOf: $0.reference.name) } ?? false
    if let text = spellingInForce(wish.name, at: wish.place, prefersName: isBare) { return text }
    return spellingThroughOtherImport(wish.name, at: wish.place)
      ?? spellingByImport(wish.name, at: wish.place, beside: reference, prefersName: isBare)
  }

  /// The reference that a wish replaces, or as much of it as stands there.
  func reference(at wish: SymbolWish) -> ResolvedReference? {
    let place = wish.place
    guard wish.replacesReference, var found = use(at: place).map({ facts.resolved[$0] }) else { return nil }
    let node = found.reference.node
    guard place > node, place <= found.first else { return found }
    let dropped = Chains.suffix(from: node, to: place, tree)
    found.reference.node = place
    found.reference.name = String(found.reference.name.dropLast(dropped.count))
    return found
  }

  /// Whether another library takes the old one's place, and the file comes to import it as a whole anyway: then all that
  /// it needs of it is spelled alike.
  func comesByModule(_ name: String, insteadOf old: String) -> Bool {
    let root = name.firstDottedPart
    guard root != name, root != old.firstDottedPart, root != "builtins" else { return false }
    return wishes.contains { wish in
      wish.name.hasPrefix(root + ".") && (reference(at: wish).map { !isBareName($0) } ?? false)
    }
  }

  private func isBareName(_ reference: ResolvedReference) -> Bool {
    reference.first == reference.reference.node && reference.reference.route != .moduleImport
      && reference.reference.use != .string
  }

  // MARK: Through the name that the reference began with

  /// `np.core.in1d` → `np.isin`: what the first name leads to still holds the wished name.
  mutating func spellingThroughOwnName(_ name: String, _ reference: ResolvedReference) -> String? {
    guard !reference.reference.guards.contains(.rebound) else { return nil }
    if reference.reference.use == .string { return spellingInString(name, reference) }
    let written = chainParts(reference)
    if isKeptAlias(name, reference, written) { return written.joined(separator: ".") }
    if let text = spellingThroughModules(name, reference, written) { return text }
    let meaning = reference.reference.name.split(separator: ".")
    guard let first = written.first, meaning.count >= written.count else { return nil }
    let root = meaning.dropLast(written.count - 1).joined(separator: ".")
    guard written.count > 1, name.hasPrefix(root + ".") else { return nil }
    markNeeded(reference)
    return first + name.dropFirst(root.count)
  }

  func chainParts(_ reference: ResolvedReference) -> [String] {
    [tree.text(reference.first)] + Chains.parts(from: reference.reference.node, to: reference.first, tree)
  }

  /// A local name that was assigned from, or re-exported by, what is renamed along with it.
  func isKeptAlias(_ name: String, _ reference: ResolvedReference, _ written: [String]) -> Bool {
    if reference.reference.route == .reExport {
      let parent = reference.reference.name.split(separator: ".").dropLast().joined(separator: ".")
      let isSibling = name.split(separator: ".").dropLast().joined(separator: ".") == parent
      return written.count == 1 || !isSibling || !canReach(reference, written)
    }
    guard reference.reference.route == .assigned, written.count == 1 else { return false }
    return reference.bindings.allSatisfy { isReassigned($0, to: name) }
  }

  /// Whether the chain goes through a module of the library, so that its last part may be another.
  private func canReach(_ reference: ResolvedReference, _ written: [String]) -> Bool {
    libraryModule(before: reference, written) != nil
  }

  /// What all but the last part of the chain means, where that belongs to a library.
  private func libraryModule(before reference: ResolvedReference, _ written: [String]) -> String? {
    guard let resolver, written.count > 1 else { return nil }
    let base = NodeID(reference.reference.node.row + 1)
    guard let meaning = resolver.resolveChain(base, from: reference.scope), surfaces.provides(meaning.text) else {
      return nil
    }
    return meaning.text
  }

  /// `project.compat.np.product` → `project.compat.np.prod`: modules of the project lead to the library's.
  private func spellingThroughModules(
    _ name: String, _ reference: ResolvedReference, _ written: [String]
  ) -> String? {
    guard reference.reference.route == .reExport, let module = libraryModule(before: reference, written),
      name.hasPrefix(module + ".")
    else { return nil }
    return written.dropLast().joined(separator: ".") + name.dropFirst(module.count)
  }

  /// Whether the value that a binding assigns is itself replaced by `name`.
  private func isReassigned(_ binding: Int32, to name: String) -> Bool {
    guard let table = resolver?.table else { return false }
    let value = NodeID(table.bindings[Int(binding)].value)
    guard let wish = wishByPlace[value] else { return false }
    return wishes[wish].name == name
  }

  /// In a string only the last part can stand for the name: `getattr(np, "float_")`; an annotation is spelled in full.
  private func spellingInString(_ name: String, _ reference: ResolvedReference) -> String? {
    let parent = reference.reference.name.split(separator: ".").dropLast().joined(separator: ".")
    guard reference.first != reference.reference.node else { return nil }
    return name.hasPrefix(parent + ".") ? String(name.dropFirst(parent.count + 1)) : nil
  }

  private mutating func markNeeded(_ reference: ResolvedReference) {
    guard let table = resolver?.table else { return }
    for index in reference.bindings where table.bindings[Int(index)].form == .imported {
      plan.need(Int(table.bindings[Int(index)].value))
    }
  }

  // MARK: Through another name in force

  private mutating func spellingInForce(_ name: String, at place: NodeID, prefersName: Bool) -> String? {
    guard let resolver else { return nil }
    let scope = whole.table.scope(at: place.row, order: whole.order)
    // The name that the place uses already, where another would serve as well.
    let own = use(at: place).map { tree.text(facts.resolved[$0].first) }
    var best: (text: String, score: Int, meaning: Resolution)?
    for id in 0..<NameSet.ID(resolver.table.interesting.count) {
      guard let meaning = resolver.resolve(id, from: scope, at: place), !meaning.isRebound,
        isUsable(meaning, at: place)
      else { continue }
      let isExact = meaning.text == name
      guard isExact || (name.hasPrefix(meaning.text + ".") && isNamespace(meaning.text)) else { continue }
      let text = resolver.table.names.name(id) + name.dropFirst(meaning.text.count)
      let score = score(meaning, isExact: isExact, prefersName: prefersName)
      let isShorter = text.count < best?.text.count ?? 0
      if score > best?.score ?? 0 || (score == best?.score && (isShorter || resolver.table.names.name(id) == own)) {
        best = (text, score, meaning)
      }
    }
    guard let best else { return nil }
    for index in best.meaning.bindings where resolver.table.bindings[Int(index)].form == .imported {
      plan.need(Int(resolver.table.bindings[Int(index)].value))
    }
    return best.text
  }

  private func isNamespace(_ name: String) -> Bool {
    guard let found = surfaces.resolve(name) else { return !name.contains(".") }
    return found.entry.kind == .module || found.entry.kind == .class
  }

  /// Whether the bindings stay as they are and hold at run time.
  private func isUsable(_ meaning: Resolution, at place: NodeID) -> Bool {
    // A name that another module hands on may change there; the library itself is handed on under any release.
    guard let resolver, meaning.route != .reExport || !meaning.text.contains(".") else { return false }
    return meaning.bindings.allSatisfy { index in
      let binding = resolver.table.bindings[Int(index)]
      guard binding.form == .imported else { return binding.form == .assigned && meaning.route == .moduleImport }
      return !plan.isChanged(Int(binding.value))
        && !resolver.importGuards[Int(binding.value)].contains(.typeChecking)
    }
  }

  private func score(_ meaning: Resolution, isExact: Bool, prefersName: Bool) -> Int {
    if isExact { return prefersName || meaning.route == .moduleImport ? 5 : 3 }
    if prefersName { return meaning.route == .moduleImport ? 1 : 0 }
    return meaning.route == .moduleImport ? 4 : 2
  }

  // MARK: Through a new import

  private mutating func spellingByImport(
    _ name: String, at place: NodeID, beside reference: ResolvedReference?, prefersName: Bool
  ) -> String? {
    guard let dot = name.lastIndex(of: ".") else { return spellingByModule(name, at: place) }
    let module = String(name[..<dot])
    let last = String(name[name.index(after: dot)...])
    let beside = importIndex(of: reference)
    if prefersName || importsOnlyNames(of: name) {
      if let planned = plan.plannedName(for: name) { return planned }
      if isBroughtByStar(last, of: module) { return last }
      if isFree(last) {
        let host = hostIndex(for: module, beside: beside)
        plan.add(ImportPlan.Addition(target: name, local: last, isFrom: true, beside: host ?? beside))
        return last
      }
    }
    return spellingByModule(name, at: place)
  }

  /// Whether `from module import *` will bring the name, and nothing else in the file can bind it.
  private func isBroughtByStar(_ last: String, of module: String) -> Bool {
    guard isFree(last), context.target.resolve("\(module).\(last)") != nil,
      context.target.starNames(of: module).contains(last),
      let star = imports.firstIndex(where: { $0.isStar && $0.written == module && $0.isTopLevel }),
      isPlain(importAt: star)
    else { return false }
    return !imports[(star + 1)...].contains { $0.isStar } && !plan.isChanged(star)
  }

  func importIndex(of reference: ResolvedReference?) -> Int {
    guard let reference, let table = resolver?.table else { return -1 }
    for index in reference.bindings where table.bindings[Int(index)].form == .imported {
      return Int(table.bindings[Int(index)].value)
    }
    return -1
  }

  /// The import from the same module that a new name may join: the one the old name came by, else one at the top.
  private func hostIndex(for module: String, beside: Int) -> Int? {
    func isHost(_ record: ImportRecord) -> Bool {
      record.isFrom && !record.isStar && record.level == 0 && moduleName(record) == module
    }
    if beside >= 0, isHost(imports[beside]) { return beside }
    guard beside < 0 || imports[beside].isTopLevel else { return nil }
    return imports.indices.first { isHost(imports[$0]) && imports[$0].isTopLevel && isPlain(importAt: $0) }
  }

  func isPlain(importAt index: Int) -> Bool {
    facts.analysis.walked?.importGuards[index].isEmpty ?? true
  }

  func moduleName(_ record: ImportRecord) -> String {
    record.isStar ? record.written : record.written.split(separator: ".").dropLast().joined(separator: ".")
  }

  /// Whether the file imports names of the library only, never the module.
  private func importsOnlyNames(of name: String) -> Bool {
    let root = name.prefix { $0 != "." }
    let ours = imports.filter { $0.isProvided && $0.target.prefix { $0 != "." } == root && $0.route != .reExport }
    return !ours.isEmpty && ours.allSatisfy { $0.isFrom }
  }

  private mutating func spellingByModule(_ name: String, at place: NodeID) -> String? {
    let root = String(name.prefix { $0 != "." })
    let rest = name.dropFirst(root.count)
    if let planned = plan.plannedName(for: root) { return planned + rest }
    let own = imports.first { !$0.isFrom && $0.written == root && $0.asNode != nil }?.localName
    for local in [own, Builtins.customaryAlias[root], root].compactMap({ $0 })
    where isFree(local) || isOnlyElsewhere(local, place) || isVacant(local, place) {
      plan.add(ImportPlan.Addition(target: root, local: local, isFrom: false, beside: -1))
      return local + rest
    }
    return nil
  }

  /// Whether only imports that go bind the name.
  private func isVacant(_ name: String, _ place: NodeID) -> Bool {
    !Builtins.names.contains(name) && !isTaken(name, at: place)
  }

  /// Whether the name is bound only inside other functions, so that binding it at the top changes nothing there.
  private func isOnlyElsewhere(_ name: String, _ place: NodeID) -> Bool {
    let id = whole.table.names.find(name)
    let scope = whole.table.scope(at: place.row, order: whole.order)
    return id != NameSet.absent && !Builtins.names.contains(name) && whole.table.find(id, from: scope) == nil
  }
}
