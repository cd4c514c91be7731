// What a name leads to at a place.

import Semantics
import SourceModel

/// What a name, or a chain of them, means at one place.
struct Resolution: Sendable {
  /// The qualified name.
  var text: String
  var route: Reference.Route
  /// The bindings that lead there.
  var bindings: [Int32]
  var guards: GuardRegion.Guards
  /// Whether some binding that can reach the place leads elsewhere.
  var isRebound: Bool
}

/// Resolves names of one file through its bindings.
///
/// A class, as are the tables it looks into: every question about a name or a type begins by taking it.
final class NameResolver: Sendable {
  let tree: Tree
  let imports: [ImportRecord]
  let importGuards: [GuardRegion.Guards]
  let table: NameTable
  let surfaces: SurfaceSet
  let project: ProjectIndex
  let module: String
  let reaching: ReachingBindings
  /// Whether all names are resolved, whatever they stand under; else those that may lead to a library.
  private let takesAll: Bool

  init(
    _ analysis: NameAnalysis, _ table: NameTable, importGuards: [GuardRegion.Guards], parents: ParentTable,
    takesAll: Bool = false
  ) {
    self.takesAll = takesAll
    tree = analysis.tree
    imports = analysis.scan.imports
    self.importGuards = importGuards
    self.table = table
    surfaces = analysis.context.surfaces
    project = analysis.context.project
    module = analysis.context.module
    reaching = ReachingBindings(tree: tree, parents: parents)
  }

  /// Where one binding leads.
  private enum Lead {
    case symbol(Resolution)
    /// To a symbol, unless a caller gives something else.
    case maybe(Resolution)
    /// What stands in where an import failed.
    case fallback
    /// Gives the name no value.
    case nothing
    case unknown
  }

  /// Chains of assignments longer than this are not followed.
  private static let depthLimit = 12

  func resolve(_ name: NameSet.ID, from scope: Int32, at place: NodeID, depth: Int = 0) -> Resolution? {
    guard depth < NameResolver.depthLimit, let found = table.find(name, from: scope) else { return nil }
    var bindings = found.bindings
    let isClassBody = table.scopes[Int(found.scope)].kind == .classBody
    if found.isSameScope, bindings.count > 1 || isClassBody {
      bindings = reaching.reaching(bindings, in: table, at: place)
      if bindings.isEmpty, isClassBody {
        return resolveOutside(name, found.scope, place, depth)
      }
      if bindings.isEmpty { bindings = found.bindings }
    } else if bindings.count > 1, found.scope == 0 {
      bindings = withoutReplaced(bindings)
    }
    return combine(bindings, depth)
  }

  /// Without the module's imports that another import takes over before any code could see them: between the two
  /// stand imports only.
  private func withoutReplaced(_ bindings: BindingList) -> BindingList {
    for at in bindings.indices.dropFirst().reversed() {
      let (earlier, later) = (table.bindings[Int(bindings[at - 1])], table.bindings[Int(bindings[at])])
      guard earlier.form == .imported, later.form == .imported, reaching.parents[earlier.holder] == tree.root,
        reaching.parents[later.holder] == tree.root
      else { continue }
      var between = tree.afterSubtree(earlier.holder)
      while between < later.holder, [.importFrom, .importStatement].contains(tree.python(between)) {
        between = tree.afterSubtree(between)
      }
      if between >= later.holder { return BindingList(ContiguousArray(bindings[at...])) }
    }
    return bindings
  }

  private func resolveOutside(_ name: NameSet.ID, _ scope: Int32, _ place: NodeID, _ depth: Int) -> Resolution? {
    resolve(name, from: table.scopes[Int(scope)].parent, at: place, depth: depth + 1)
  }

  /// One meaning for all bindings that can be in force, or a meaning marked as uncertain.
  private func combine(_ bindings: BindingList, _ depth: Int) -> Resolution? {
    var result: Resolution?
    var isUncertain = false
    var differs = false
    for index in bindings {
      switch lead(of: index, depth) {
      case .symbol(let symbol): merge(symbol, into: &result, &differs)
      case .maybe(let symbol):
        merge(symbol, into: &result, &differs)
        isUncertain = true
      case .unknown: isUncertain = true
      case .fallback, .nothing: break
      }
    }
    guard var result else { return nil }
    let isChosen = !result.guards.isDisjoint(with: [
      .handledImport, .handledUse, .tested, .version, .reached, .attempted,
    ])
    if isUncertain || (differs && !isChosen) { result.isRebound = true }
    return result
  }

  /// A meaning that belongs to a library is preferred, the first such one.
  private func merge(_ symbol: Resolution, into result: inout Resolution?, _ differs: inout Bool) {
    guard var known = result else {
      result = symbol
      return
    }
    if known.text != symbol.text { differs = true }
    let (isKnownProvided, isProvided) = (surfaces.provides(known.text), surfaces.provides(symbol.text))
    if !isKnownProvided && isProvided {
      (known.text, known.route) = (symbol.text, symbol.route)
      known.guards = known.guards.isEmpty ? [] : .attempted
    }
    known.bindings += symbol.bindings
    // What makes another library's absence safe says nothing about this one's.
    let isForeign = isKnownProvided && !isProvided && !symbol.guards.isEmpty
    known.guards.formUnion(isForeign ? .attempted : symbol.guards)
    known.isRebound = known.isRebound || symbol.isRebound
    result = known
  }

  private func lead(of index: Int32, _ depth: Int) -> Lead {
    let binding = table.bindings[Int(index)]
    switch binding.form {
    case .imported: return .symbol(resolution(ofImport: Int(binding.value), index))
    case .declaration, .deletion, .global, .nonlocal: return .nothing
    case .assigned: return lead(ofValue: NodeID(binding.value), binding, index, depth)
    case .parameter:
      // A module handed in by default: what is used through it is worth showing. Of a value only the default matters.
      guard binding.value != 0, case .symbol(let symbol) = lead(ofValue: NodeID(binding.value), binding, index, depth),
        !symbol.text.isDotted || surfaces.resolve(symbol.text)?.entry.kind == .module
      else { return .unknown }
      return .maybe(symbol)
    case .definition, .other: return isFallback(binding) ? .fallback : .unknown
    }
  }

  private func isFallback(_ binding: Binding) -> Bool {
    !takesAll && !binding.guards.isDisjoint(with: [.handledImport, .handledUse, .tested, .version, .reached])
  }

  private func resolution(ofImport index: Int, _ binding: Int32) -> Resolution {
    let record = imports[index]
    var text = record.target
    if record.isStar { text = starTarget(record, table.names.name(table.bindings[Int(binding)].name)) }
    // A module that every version has may be imported under guard without its uses being under guard too.
    let isRoot = !text.isDotted
    return Resolution(
      text: text, route: record.isStar && !record.isProvided ? .reExport : record.route, bindings: [binding],
      guards: isRoot || takesAll ? [] : importGuards[index], isRebound: false)
  }

  private func starTarget(_ record: ImportRecord, _ name: String) -> String {
    let direct = "\(record.target).\(name)"
    return record.isProvided ? direct : project.resolve(direct)
  }

  private func lead(ofValue value: NodeID, _ binding: Binding, _ index: Int32, _ depth: Int) -> Lead {
    switch tree.python(value) {
    case .none: return .fallback
    case .name, .attribute:
      // A parameter's default belongs to the scope around its function.
      let scope = binding.form == .parameter ? table.scopes[Int(binding.scope)].parent : binding.scope
      guard var symbol = resolveChain(value, from: scope, depth: depth + 1) else {
        return isFallback(binding) ? .fallback : .unknown
      }
      symbol.route = symbol.route == .reExport ? .reExport : .assigned
      symbol.bindings = [index]
      return .symbol(symbol)
    case .call:
      guard let module = DynamicImport.module(importedBy: value, in: tree), surfaces.provides(module) else {
        return isFallback(binding) ? .fallback : .unknown
      }
      return .symbol(
        Resolution(text: module, route: .moduleImport, bindings: [index], guards: [], isRebound: false))
    default: return isFallback(binding) ? .fallback : .unknown
    }
  }

  /// Whether a value is one that `lead(ofValue:)` follows: a name, a chain, or a call.
  func mayLead(_ value: UInt32) -> Bool {
    switch tree.python(NodeID(value)) {
    case .name, .attribute, .call: true
    default: false
    }
  }

  /// What a whole dotted chain means, if it begins with a name that leads somewhere.
  func resolveChain(_ node: NodeID, from scope: Int32, depth: Int = 0) -> Resolution? {
    var first = node
    while tree.python(first) == .attribute { first = NodeID(first.row + 1) }
    guard tree.python(first) == .name else { return nil }
    let (start, end) = (tree[first].start, tree[first].end)
    let name = takesAll ? table.names.find(tree.bytes, start, end) : table.interesting.find(tree.bytes, start, end)
    guard name != NameSet.absent, var found = resolve(name, from: scope, at: first, depth: depth) else { return nil }
    appendSuffix(from: node, to: first, &found)
    return found
  }

  /// Extends a meaning by the attributes between `first` and the whole chain, through the project's modules.
  func appendSuffix(from node: NodeID, to first: NodeID, _ found: inout Resolution) {
    guard node < first else { return }
    found.text += Chains.suffix(from: node, to: first, tree)
    guard !project.isEmpty, !surfaces.provides(found.text) else { return }
    let resolved = resolveInProject(found.text)
    guard resolved != found.text else { return }
    found.text = resolved
    found.route = .reExport
  }

  private func resolveInProject(_ name: String) -> String {
    let resolved = project.resolve(name)
    guard resolved == name, let dot = module.lastIndex(of: ".") else { return resolved }
    let sibling = "\(module[..<dot]).\(name)"
    let found = project.resolve(sibling)
    return found == sibling ? name : found
  }
}

/// Imports by calling a function.
enum DynamicImport {
  /// The module that `importlib.import_module("numpy")`, `__import__("numpy")` or `pytest.importorskip("numpy")` gives.
  static func module(importedBy call: NodeID, in tree: Tree) -> String? {
    guard let function = tree.child(PythonRole.function.role, of: call) else { return nil }
    let last = tree.python(function) == .attribute ? NodeID(tree[function].subtreeEnd - 1) : function
    let length = tree[last].end - tree[last].start
    guard length == 10 || length == 13 || length == 12 else { return nil }
    guard ["__import__", "import_module", "importorskip"].contains(tree.text(last)),
      let argument = tree.child(PythonRole.argumentValues.role, of: call),
      let content = StringText.content(of: argument, in: tree)
    else { return nil }
    let module = tree.text(in: content)
    let isDotted = tree.text(last) == "__import__" && module.contains(".")
    return isDotted ? String(module.prefix { $0 != "." }) : module
  }
}
