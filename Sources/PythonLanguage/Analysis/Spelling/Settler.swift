// Spells wished names for their places and plans what that does to the imports.

import Semantics
import SourceModel
import Synchronization

/// All wishes of one file, settled together.
struct Settler {
  let facts: PythonFacts
  let resolver: NameResolver?
  let whole: TypeInference.WholeTable

  /// By place, for wishes that replace a reference or an import.
  private(set) var wishByPlace: [NodeID: Int] = [:]
  /// By reference, the wish that replaces it or a beginning of it.
  private var wishByUse: [Int: Int] = [:]
  private(set) var wishes: [SymbolWish] = []
  private var gone: [NodeID] = []
  private(set) var spellings: [String?] = []
  /// The references that go through each import, as indices into `facts.resolved`.
  private(set) var usesByImport: [[Int]]
  /// How far behind its node the first name of any reference stands, in rows.
  private var longestChain: UInt32 = 0
  var plan = ImportPlan()

  var tree: Tree { facts.tree }
  var imports: [ImportRecord] { facts.analysis.scan.imports }
  var context: AnalysisContext { facts.analysis.context }
  var surfaces: SurfaceSet { context.surfaces }

  init(_ facts: PythonFacts) {
    self.facts = facts
    resolver = facts.resolver
    whole = facts.inference.withLock { $0.wholeTable() }
    usesByImport = Array(repeating: [], count: facts.analysis.scan.imports.count)
    let table = resolver?.table
    let resolved = facts.resolved
    for index in resolved.indices {
      let (node, first) = (resolved[index].reference.node, resolved[index].first)
      if first > node { longestChain = max(longestChain, first.row - node.row) }
      guard let table else { continue }
      for binding in resolved[index].bindings where table.bindings[Int(binding)].form == .imported {
        usesByImport[Int(table.bindings[Int(binding)].value)].append(index)
      }
    }
  }

  /// The reference that stands at a place, as a whole or with its beginning: a wish may stand at the whole chain or at a
  /// beginning of it, `np.product` of `np.product.__doc__`.
  func use(at place: NodeID) -> Int? {
    let resolved = facts.resolved
    var (low, high) = (0, resolved.count)
    while low < high {
      let middle = (low + high) / 2
      if resolved[middle].reference.node <= place { low = middle + 1 } else { high = middle }
    }
    while low > 0 {
      low -= 1
      let node = resolved[low].reference.node
      if node.row + longestChain < place.row { return nil }
      if resolved[low].reference.use != .imported, node == place || place <= resolved[low].first { return low }
    }
    return nil
  }

  mutating func settle(_ wishes: [SymbolWish], gone: [NodeID]) -> Settlement {
    self.wishes = wishes
    self.gone = gone
    spellings = Array(repeating: nil, count: wishes.count)
    for (index, wish) in wishes.enumerated() where wish.replacesReference {
      wishByPlace[wish.place] = index
      if let use = use(at: wish.place) { wishByUse[use] = index }
    }
    for index in imports.indices { moveImport(index) }
    for (index, wish) in wishes.enumerated() where spellings[index] == nil && !isImport(wish.place) {
      spellings[index] = spelling(of: wish)
    }
    for index in imports.indices { followImportWish(index) }
    for index in imports.indices { dropIfUnused(index) }
    let edits = ImportRendering(self).edits()
    return Settlement(spellings: spellings, imports: edits)
  }

  // MARK: What becomes of each use

  enum Fate: Equatable {
    case stays
    case gone
    /// Replaced by this wish.
    case replaced(Int)
  }

  func fate(of use: Int) -> Fate {
    if let wish = wishByUse[use] { return .replaced(wish) }
    let node = facts.resolved[use].reference.node
    let first = facts.resolved[use].first
    return gone.contains { tree.isNode(node, within: $0) || tree.isNode(first, within: $0) } ? .gone : .stays
  }

  /// What the whole chain of a use means once its wish is granted: the wish, and what the chain goes on with.
  private func wholeName(of use: Int, _ wish: Int) -> String {
    let resolved = facts.resolved[use]
    let place = wishes[wish].place
    guard place > resolved.reference.node, place <= resolved.first else { return wishes[wish].name }
    return wishes[wish].name + Chains.suffix(from: resolved.reference.node, to: place, tree)
  }

  private func isImport(_ place: NodeID) -> Bool { importWish(at: place) != nil }

  private func importWish(at place: NodeID) -> Int? {
    let index = firstImport { $0.nameNode >= place }
    return index < imports.count && imports[index].nameNode == place ? index : nil
  }

  // MARK: Imports that move with all their uses

  /// `from numpy import product` whose every use wants `numpy.prod` becomes an import of `prod`.
  private mutating func moveImport(_ index: Int) {
    let record = imports[index]
    let uses = usesByImport[index]
    guard record.isProvided, record.route != .reExport, !record.isStar, !uses.isEmpty else { return }
    if !record.isFrom, record.asNode == nil { return moveDottedImport(index, record, uses) }
    guard let target = commonTarget(of: uses, record) else { return }
    let old = record.target
    guard target != old else { return }
    if comesByModule(target, insteadOf: old) { return }
    let isPlainImport = !record.isFrom
    if isPlainImport && !isModule(target) { return }
    guard guardIfNeeded(index, olderName(of: uses), to: target) else { return }
    let local = isPlainImport ? record.localName : localName(for: target, record)
    plan.retarget(index, to: target, local: local)
    for use in uses {
      guard case .replaced(let wish) = fate(of: use) else { continue }
      let dropped = wholeName(of: use, wish).utf8.count - wishes[wish].name.utf8.count
      spellings[wish] = local + suffix(of: use, record).dropLast(dropped)
    }
  }

  /// `import numpy.core.umath` whose every use wants something of one other module: `numpy._core.umath`.
  private mutating func moveDottedImport(_ index: Int, _ record: ImportRecord, _ uses: [Int]) {
    guard record.written != record.target, olderName(of: uses) == nil else { return }
    var common: String?
    for use in uses {
      let name = facts.resolved[use].reference.name
      guard name == record.written || name.hasPrefix(record.written + ".") else { continue }
      guard case .replaced(let wish) = fate(of: use) else { return }
      let wanted = wholeName(of: use, wish)
      let suffix = name.dropFirst(record.written.count)
      guard wanted.hasSuffix(suffix), wanted.hasPrefix(record.target + ".") else { return }
      let target = String(wanted.dropLast(suffix.count))
      guard common == nil || common == target else { return }
      common = target
    }
    guard let common, common != record.written, isModule(common) else { return }
    plan.retarget(index, to: common, local: record.localName)
  }

  /// What the first of the uses that has to fall back falls back to.
  private func olderName(of uses: [Int]) -> OlderName? {
    for use in uses {
      if case .replaced(let wish) = fate(of: use), let older = wishes[wish].older { return older }
    }
    return nil
  }

  /// What an import must lead to so that each use of it gets what it wants; nil where uses disagree, or some stay.
  private func commonTarget(of uses: [Int], _ record: ImportRecord) -> String? {
    var common: String?
    for use in uses {
      switch fate(of: use) {
      case .stays: return nil
      case .gone: continue
      case .replaced(let wish):
        let suffix = suffix(of: use, record)
        let wanted = wholeName(of: use, wish)
        guard wanted.hasSuffix(suffix), wanted.contains("."), wanted.utf8.count > suffix.utf8.count else { return nil }
        let target = String(wanted.dropLast(suffix.count))
        guard target.contains("."), !target.hasPrefix("builtins."), common == nil || common == target,
          suffix.isEmpty || !target.hasPrefix(record.target + ".")
        else { return nil }
        common = target
      }
    }
    return common
  }

  /// What a use writes behind the imported name: `.add` of `umath.add`.
  private func suffix(of use: Int, _ record: ImportRecord) -> String {
    String(facts.resolved[use].reference.name.dropFirst(record.target.count))
  }

  /// The name under which an import that moves is bound from now on.
  private func localName(for target: String, _ record: ImportRecord) -> String {
    let last = lastPart(target)
    if record.asNode != nil || isReExported(record) || isBoundOtherwise(record) { return record.localName }
    if last == record.localName || isFree(last) { return last }
    return isBound(last, to: target, at: record.statement) ? last : record.localName
  }

  // MARK: Imports that were wished to lead elsewhere

  private mutating func followImportWish(_ index: Int) {
    let record = imports[index]
    guard let wish = wishByPlace[record.nameNode] else { return }
    let target = wishes[wish].name
    let uses = usesByImport[index]
    if uses.isEmpty, isVacated(importAt: index) {
      plan.remove(index)
      spellings[wish] = target
      return
    }
    // No `from` statement imports a builtin or a whole other library.
    guard target.contains(".") || !record.isFrom || record.isStar else { return }
    let isTaken = plan.target(of: index) != nil
    if !isTaken, let older = wishes[wish].older, !canFallBack(index, older, to: target, uses) { return }
    defer { if spellings[wish] == nil { spellings[wish] = lastPart(plan.target(of: index) ?? target) } }
    guard plan.target(of: index) == nil, target != record.written else { return }
    if record.isStar {
      plan.retarget(index, to: target, local: "")
      _ = guardIfNeeded(index, wishes[wish].older, to: target)
      return
    }
    if !record.isFrom { return moveModuleImport(index, record, to: target, wishes[wish].older, uses) }
    let staying = uses.filter { fate(of: $0) == .stays }
    let isPartlyReplaced = !staying.isEmpty && staying.count < uses.count
    if isPartlyReplaced || plan.isNeeded(index) { return }
    let isUnusedAfter = staying.isEmpty && !uses.isEmpty
    if isUnusedAfter && !isReExported(record) { return }
    plan.retarget(index, to: target, local: record.localName)
    _ = guardIfNeeded(index, wishes[wish].older, to: target)
  }

  /// Whether an import can get what it wants from either release, or is not needed any more.
  private func canFallBack(_ index: Int, _ older: OlderName, to target: String, _ uses: [Int]) -> Bool {
    let record = imports[index]
    guard older.isNeeded(toImport: target, isFrom: record.isFrom) else { return true }
    if record.isFrom || record.asNode != nil { return canGuard(at: record.statement) }
    return !uses.isEmpty && uses.allSatisfy { fate(of: $0) != .stays }
  }

  private mutating func moveModuleImport(
    _ index: Int, _ record: ImportRecord, to target: String, _ older: OlderName?, _ uses: [Int]
  ) {
    if record.asNode == nil {
      if older?.isNeeded(toImport: target, isFrom: false) ?? false { return }
      guard target.split(separator: ".").first == record.written.split(separator: ".").first else { return }
    }
    plan.retarget(index, to: target, local: record.localName)
    _ = guardIfNeeded(index, older, to: target)
  }

  // MARK: Imports that nothing uses any more

  private mutating func dropIfUnused(_ index: Int) {
    let record = imports[index]
    let uses = usesByImport[index]
    guard record.isProvided, !record.isStar, !uses.isEmpty, !plan.isNeeded(index), plan.target(of: index) == nil,
      !facts.isHandled(importAt: index)
    else { return }
    let isUsed = uses.contains { use in
      switch fate(of: use) {
      case .stays: return true
      case .gone: return false
      case .replaced(let wish): return isSpelledThrough(record, wish)
      }
    }
    if isUsed {
      if !record.isFrom { shorten(index, record, uses) }
      return
    }
    guard !isReExported(record), !isMentionedInText(record.localName), !Comments.saysNoqa(record, tree) else { return }
    plan.remove(index)
  }

  private func isSpelledThrough(_ record: ImportRecord, _ wish: Int) -> Bool {
    guard let spelling = spellings[wish] else { return true }
    guard surfaces.provides(wishes[wish].name) else { return false }
    return spelling.prefix { $0 != "." } == record.localName
  }

  /// `import numpy.core.numeric` of which only `numpy` is used from now on.
  private mutating func shorten(_ index: Int, _ record: ImportRecord, _ uses: [Int]) {
    guard record.asNode == nil, record.written != record.target else { return }
    var replaced = false
    for use in uses {
      let name = facts.resolved[use].reference.name
      guard name == record.written || name.hasPrefix(record.written + ".") else { continue }
      guard case .replaced(let wish) = fate(of: use) else { return }
      if wholeName(of: use, wish).hasPrefix(record.written + ".") { return }
      replaced = true
    }
    if replaced { plan.retarget(index, to: record.target, local: record.localName) }
  }

  // MARK: Questions

  func lastPart(_ name: String) -> String {
    name.lastIndex(of: ".").map { String(name[name.index(after: $0)...]) } ?? name
  }

  func isModule(_ name: String) -> Bool {
    guard let found = surfaces.resolve(name) else { return true }
    return found.entry.kind == .module
  }

  /// Whether others may rely on the name being bound in this module.
  func isReExported(_ record: ImportRecord) -> Bool {
    if isHandedOn(record) { return true }
    let hasUses = !(facts.resolver.map { usesOf(record, $0) } ?? []).isEmpty
    return record.isTopLevel && record.isFrom && !hasUses
  }

  /// The same of an import for which something speaks besides that nothing here uses it.
  func isHandedOn(_ record: ImportRecord) -> Bool {
    guard record.isTopLevel else { return false }
    if facts.analysis.scan.all?.contains(record.localName) ?? false { return true }
    if facts.isTakenByOthers(record.localName) { return true }
    if let asNode = record.asNode, tree.text(asNode) == tree.text(record.nameNode) { return true }
    return record.isFrom && context.isPackage && facts.analysis.scan.all == nil
  }

  private func usesOf(_ record: ImportRecord, _ resolver: NameResolver) -> [Int] {
    let index = firstImport { $0.alias >= record.alias }
    return index < usesByImport.count ? usesByImport[index] : []
  }

  /// The first import, in source order, behind which all that is asked holds.
  private func firstImport(_ isReached: (ImportRecord) -> Bool) -> Int {
    var (low, high) = (0, imports.count)
    while low < high {
      let middle = (low + high) / 2
      if isReached(imports[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Whether nothing in the file is called that, so that an import may bind it anywhere.
  func isFree(_ name: String) -> Bool {
    if Builtins.names.contains(name) { return false }
    let id = whole.table.names.find(name)
    return id == NameSet.absent || !whole.table.bindings.contains { $0.name == id }
  }

  /// Whether the scope binds the imported name by something else too, or declares it to be another scope's.
  private func isBoundOtherwise(_ record: ImportRecord) -> Bool {
    let id = whole.table.names.find(record.localName)
    guard id != NameSet.absent else { return false }
    let scope = whole.table.scope(at: record.statement.row, order: whole.order)
    return whole.table.bindings(of: id, in: scope).contains { index in
      let binding = whole.table.bindings[Int(index)]
      return binding.form != .imported || imports[Int(binding.value)].written != record.written
    }
  }

  func isBound(_ name: String, to target: String, at place: NodeID) -> Bool {
    guard let resolver else { return false }
    let id = resolver.table.interesting.find(name)
    guard id != NameSet.absent else { return false }
    let scope = whole.table.scope(at: place.row, order: whole.order)
    guard let meaning = resolver.resolve(id, from: scope, at: place), !meaning.isRebound else { return false }
    return meaning.text == target
  }

  /// Whether a string annotation or a type comment speaks of the name.
  func isMentionedInText(_ name: String) -> Bool {
    let strings = facts.analysis.walked?.annotationStrings ?? []
    let isInString = strings.contains { string in
      use(at: string.node) == nil && Words.contains(name, in: tree.text(string.node))
    }
    return isInString || Comments.typeCommentMentions(name, tree)
  }
}
