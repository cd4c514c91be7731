// The first look at a file: its imports, and the assignments that could pass a library on.

import Semantics
import SourceModel

/// Walks the statements of a file, never its expressions, and collects what names can come from.
struct ImportScan {
  let tree: Tree
  let context: AnalysisContext
  private(set) var imports: [ImportRecord] = []
  private(set) var candidates: [AliasCandidate] = []
  /// `if` tests and assignments from comparisons, for version tests given a name.
  private(set) var comparisons: [AliasCandidate] = []
  private(set) var all: [String]?
  /// Where the outermost function or class met last ends.
  private var innerEnd: UInt32 = 0
  /// What the leading dots of the last relative import mean.
  private var base: (level: Int, package: String?)?

  init(_ tree: Tree, in context: AnalysisContext) {
    self.tree = tree
    self.context = context
    scan()
  }

  private mutating func scan() {
    let rows = tree.rows
    let skip = ImportScan.expressionKinds
    var row = takeBeginning()
    let count = UInt32(rows.count)
    // Where the imports that other sources share end.
    let beginning = row == 1 ? context.beginning.flatMap { $0.length > 0 ? $0 : nil } : nil
    var isInBeginning = beginning != nil
    while row < count {
      if isInBeginning, let beginning, rows[Int(row)].start >= beginning.length {
        beginning.leave(Beginning(imports: imports, end: row))
        isInBeginning = false
      }
      let kind = rows[Int(row)].kind.raw
      if skip.contains(kind) {
        row = rows[Int(row)].subtreeEnd
        continue
      }
      visit(NodeID(row), kind)
      row += 1
    }
  }

  /// The imports at the beginning of a source, and the row behind them.
  private struct Beginning: Sendable {
    var imports: [ImportRecord]
    var end: UInt32
  }

  /// Takes what another source found in the beginning that both have; gives the row to go on from.
  private mutating func takeBeginning() -> UInt32 {
    guard let known = context.beginning?.finding as? Beginning, known.end <= tree.count else { return 1 }
    imports = known.imports
    return known.end
  }

  private mutating func visit(_ node: NodeID, _ kind: UInt16) {
    switch kind {
    case PythonKind.functionDef.rawValue, PythonKind.asyncFunctionDef.rawValue, PythonKind.classDef.rawValue:
      innerEnd = max(innerEnd, tree[node].subtreeEnd)
    case PythonKind.importStatement.rawValue: readImport(node)
    case PythonKind.importFrom.rawValue: readImportFrom(node)
    case PythonKind.assign.rawValue, PythonKind.annAssign.rawValue: readAssignment(node)
    case PythonKind.augAssign.rawValue, PythonKind.expressionStatement.rawValue: readMoreOfAll(node)
    case PythonKind.arguments.rawValue: readDefaults(node)
    default: break
    }
  }

  /// The kinds from `boolOp` to `templateString`: what holds no statement.
  private static let expressionKinds = PythonKind.boolOp.rawValue...PythonKind.formatSpecification.rawValue

  // MARK: Imports

  private mutating func readImport(_ statement: NodeID) {
    for alias in tree.children(of: statement) where tree.python(alias) == .alias {
      guard let name = tree.child(PythonRole.name.role, of: alias) else { continue }
      let asNode = tree.child(PythonRole.asName.role, of: alias)
      let written = dottedText(name)
      var asText = ""
      if let asNode { asText = tree.text(asNode) }
      let root = written.prefix { $0 != "." }
      add(
        ImportRecord.Written(
          statement: statement, alias: alias, nameNode: name, asNode: asNode, isFrom: false,
          localName: asNode == nil ? String(root) : asText, name: written),
        target: asNode == nil ? String(root) : written, .moduleImport)
    }
  }

  private mutating func readImportFrom(_ statement: NodeID) {
    let moduleNode = tree.child(PythonRole.module.role, of: statement)
    let level = dotCount(statement, moduleNode)
    var named = ""
    if let moduleNode { named = dottedText(moduleNode) }
    let module = absoluteModule(level: level, named)
    for alias in tree.children(of: statement) where tree.python(alias) == .alias {
      guard let name = tree.child(PythonRole.name.role, of: alias) else { continue }
      let text = tree.text(name)
      let asNode = tree.child(PythonRole.asName.role, of: alias)
      let isStar = text == "*"
      let written = isStar ? module : Self.joined(module, text)
      var localName = isStar ? "" : text
      if let asNode { localName = tree.text(asNode) }
      add(
        ImportRecord.Written(
          statement: statement, alias: alias, nameNode: name, asNode: asNode, isFrom: true, isStar: isStar,
          localName: localName, name: written, level: level),
        target: written, isStar ? .starImport : .nameImport)
    }
  }

  /// Follows the name through the project, and keeps it.
  private mutating func add(_ written: ImportRecord.Written, target: String, _ route: Reference.Route) {
    var (target, route) = (target, route)
    var isProvided = context.surfaces.provides(target) && written.level == 0
    if !isProvided && !context.project.isEmpty && !written.isStar {
      let resolved = resolveInProject(target)
      if context.surfaces.provides(resolved) { (target, route, isProvided) = (resolved, .reExport, true) }
    }
    let leads =
      isProvided || (!written.isStar && !context.project.isEmpty && context.project.leads(target, to: context.surfaces))
    imports.append(
      ImportRecord(
        written, target: target, route: route, isProvided: isProvided, leadsToLibrary: leads,
        isTopLevel: written.statement.row >= innerEnd))
  }

  /// What a project name leads to; a script's `from compat import x` may mean the module beside it.
  func resolveInProject(_ name: String) -> String {
    let resolved = context.project.resolve(name)
    guard resolved == name, let dot = context.module.utf8.lastIndex(of: UInt8(ascii: ".")) else { return resolved }
    let sibling = "\(context.module[..<dot]).\(name)"
    let found = context.project.resolve(sibling)
    return found == sibling ? name : found
  }

  private func dottedText(_ node: NodeID) -> String {
    // Without blanks in between, the name is its text.
    guard tree.hasChildren(node), tree.bytes(in: tree.range(node)).contains(where: { $0 <= 0x20 || $0 == 0x5C }) else {
      return tree.text(node)
    }
    return tree.children(of: node).map(tree.text).joined(separator: ".")
  }

  /// The dots between `from` and the module or `import`.
  private func dotCount(_ statement: NodeID, _ module: NodeID?) -> Int {
    var offset = Int(tree[statement].start) + 4
    let end = module.map { Int(tree[$0].start) } ?? Int(tree[statement].end)
    var dots = 0
    while offset < end {
      let byte = tree.bytes[offset]
      if byte == UInt8(ascii: ".") { dots += 1 } else if byte == UInt8(ascii: "i") { break }
      offset += 1
    }
    return dots
  }

  private mutating func absoluteModule(level: Int, _ module: String) -> String {
    guard level > 0 else { return module }
    if base?.level != level { base = (level, package(level: level)) }
    guard let package = base?.package else { return module }
    return module.isEmpty ? package : Self.joined(package, module)
  }

  /// What a number of leading dots means; nil where they lead out of all packages.
  private func package(level: Int) -> String? {
    let module = context.module.utf8
    let drop = context.isPackage ? level - 1 : level
    var end = module.endIndex
    for _ in 0..<drop {
      guard end > module.startIndex else { return nil }
      end = module[..<end].lastIndex(of: UInt8(ascii: ".")) ?? module.startIndex
    }
    return String(context.module[..<end])
  }

  private static func joined(_ module: String, _ name: String) -> String {
    guard !module.isEmpty else { return name }
    var joined = module
    joined.reserveCapacity(module.utf8.count + 1 + name.utf8.count)
    joined += "."
    joined += name
    return joined
  }

  // MARK: Assignments

  private mutating func readAssignment(_ statement: NodeID) {
    guard let value = tree.child(PythonRole.value.role, of: statement) else { return }
    for target in tree.children(of: statement) where target < value {
      let role = tree.pythonRole(target)
      guard role == .targets || role == .target, tree.python(target) == .name else { continue }
      if isAll(target) { all = stringItems(value) }
      keep(AliasCandidate(target: target, value: value))
    }
  }

  /// `__all__ += ["name"]`, `__all__.append("name")`, `__all__.extend(["name"])`.
  private mutating func readMoreOfAll(_ statement: NodeID) {
    let start = Int(tree[statement].start)
    guard all != nil, tree.bytes[start] == UInt8(ascii: "_"),
      let value = tree.child(PythonRole.value.role, of: statement)
    else { return }
    all = (all ?? []) + namesAdded(by: statement, value)
  }

  private func namesAdded(by statement: NodeID, _ value: NodeID) -> [String] {
    if let target = tree.child(PythonRole.target.role, of: statement) {
      return isAll(target) ? stringItems(value) ?? [] : []
    }
    guard tree.python(value) == .call, let function = tree.child(PythonRole.function.role, of: value),
      let argument = tree.child(PythonRole.argumentValues.role, of: value)
    else { return [] }
    switch tree.text(function) {
    case "__all__.append": return StringText.content(of: argument, in: tree).map { [tree.text(in: $0)] } ?? []
    case "__all__.extend": return stringItems(argument) ?? []
    default: return []
    }
  }

  private mutating func keep(_ candidate: AliasCandidate) {
    switch tree.python(candidate.value) {
    case .name, .attribute, .call: candidates.append(candidate)
    case .compare, .boolOp, .unaryOp: break
    default: return
    }
    comparisons.append(candidate)
  }

  private mutating func readDefaults(_ arguments: NodeID) {
    var last: NodeID?
    for child in tree.children(of: arguments) {
      if tree.python(child) == .argument {
        last = tree.child(PythonRole.name.role, of: child)
        if let value = tree.child(PythonRole.defaultValue.role, of: child), let last { keepDefault(last, value) }
      } else if tree.pythonRole(child) == .defaultValue, let last {
        keepDefault(last, child)
      }
    }
  }

  private mutating func keepDefault(_ name: NodeID, _ value: NodeID) {
    let kind = tree.python(value)
    if kind == .name || kind == .attribute { candidates.append(AliasCandidate(target: name, value: value)) }
  }

  private func isAll(_ node: NodeID) -> Bool {
    tree[node].end - tree[node].start == 7 && tree.text(node) == "__all__"
  }

  /// The texts of a list or tuple of plain strings; nil for anything else.
  private func stringItems(_ node: NodeID) -> [String]? {
    guard [.list, .tuple].contains(tree.python(node)) else { return nil }
    var items: [String] = []
    for child in tree.children(of: node) {
      guard let content = StringText.content(of: child, in: tree) else { return nil }
      items.append(tree.text(in: content))
    }
    return items
  }
}
