// Writes a plan down as edits of import statements.

import Semantics
import SourceModel

/// Turns decisions about imports into the fewest edits that keep each statement's layout and comments.
struct ImportRendering {
  let settler: Settler
  let layout: StatementLayout
  private var found: [Edit] = []
  /// New names by the statement they join.
  private var joining: [NodeID: [String]] = [:]
  /// New lines by where they go.
  var lines: [(place: Place, text: String)] = []
  /// Names that leave a `from` statement for another module's, in the order met.
  private var moved: [(statement: NodeID, module: String, names: [MovedName])] = []

  /// Where a new line goes.
  enum Place: Hashable {
    case head
    case after(NodeID)
    /// Above a statement; `isApart` where a blank line is to keep the two groups of imports apart.
    case before(NodeID, isApart: Bool)
  }

  /// A name on its way to a statement of its own.
  struct MovedName {
    var text: String
    /// The alias it was.
    var range: ByteRange
  }

  var tree: Tree { settler.tree }
  var imports: [ImportRecord] { settler.imports }

  /// Imports that fall back to others.
  var guards: [GuardedImport] = []

  /// The imports of each statement.
  private let indicesByStatement: [NodeID: [Int]]

  init(_ settler: Settler) {
    self.settler = settler
    indicesByStatement = Dictionary(grouping: settler.imports.indices) { settler.imports[$0].statement }
    layout = StatementLayout(settler.tree)
  }

  consuming func edits() -> [Edit] {
    var rendering = self
    rendering.placeAdditions()
    rendering.placeGuards()
    rendering.renderStatements()
    rendering.renderLines()
    return rendering.found.sorted { $0.range < $1.range }
  }

  // MARK: Where new names go

  private mutating func placeAdditions() {
    for addition in settler.plan.additions {
      if let older = addition.older {
        addGuard(addition, older)
        continue
      }
      guard addition.isFrom else {
        addLine(
          addition.target == addition.local
            ? "import \(addition.target)" : "import \(addition.target) as \(addition.local)",
          place(for: addition))
        continue
      }
      let text = alias(settler.lastPart(addition.target), as: addition.local)
      if addition.beside >= 0, canJoin(addition) {
        joining[imports[addition.beside].statement, default: []].append(text)
      } else {
        addLine("from \(parent(addition.target)) import \(text)", place(for: addition))
      }
    }
  }

  private func canJoin(_ addition: ImportPlan.Addition) -> Bool {
    let record = imports[addition.beside]
    guard record.isFrom, !record.isStar, record.level == 0 else { return false }
    return moduleAfter(record.statement) ?? settler.moduleName(record) == parent(addition.target)
  }

  func parent(_ name: String) -> String {
    name.split(separator: ".").dropLast().joined(separator: ".")
  }

  func alias(_ name: String, as local: String) -> String { name == local ? name : "\(name) as \(local)" }

  private mutating func addLine(_ text: String, _ place: Place) {
    guard !lines.contains(where: { $0.place == place && $0.text == text }) else { return }
    lines.append((place, text))
  }

  /// A module of the standard library goes where the author has those; else a new line follows the import named, else
  /// the last of the library's imports at the top, else the last import at the top that is not of the project.
  private func place(for addition: ImportPlan.Addition) -> Place {
    let isInside = addition.beside >= 0 && !imports[addition.beside].isTopLevel
    let module = addition.isFrom ? parent(addition.target) : addition.target
    if !isInside, let place = standardPlace(ofModule: module, isFrom: addition.isFrom) { return place }
    if addition.beside >= 0 { return .after(imports[addition.beside].statement) }
    let root = addition.target.prefix { $0 != "." }
    let head = importsAtHead
    let ours = head.last { statement in
      imports.contains { $0.statement == statement && $0.written.prefix { $0 != "." } == root && $0.level == 0 }
    }
    return (ours ?? lastForeign(in: head) ?? head.last).map { .after($0) } ?? .head
  }

  /// The last import at the top that is none of the project's own, where those follow it.
  private func lastForeign(in head: [NodeID]) -> NodeID? {
    let own = settler.context.module.firstDottedPart
    guard !own.isEmpty else { return nil }
    let isOwn = { (statement: NodeID) in
      let root = rootModule(of: statement)
      return root == own || root.isEmpty
    }
    guard let first = head.firstIndex(where: isOwn), head[first...].allSatisfy(isOwn), first > 0 else { return nil }
    let last = head[first - 1]
    return rootModule(of: last) == "__future__" || StandardLibrary.contains(rootModule(of: last)) ? nil : last
  }

  private var importsAtHead: [NodeID] {
    let top = tree.children(of: tree.root).filter { [.importStatement, .importFrom].contains(tree.python($0)) }
    return Array(top.prefix { isInHead($0) })
  }

  /// Among the standard library's imports, in order where they are; else above all others.
  private func standardPlace(ofModule module: String, isFrom: Bool) -> Place? {
    guard StandardLibrary.contains(String(module.prefix { $0 != "." })) else { return nil }
    let head = importsAtHead
    let kind: PythonKind = isFrom ? .importFrom : .importStatement
    let standard = head.filter { statement in
      StandardLibrary.contains(rootModule(of: statement)) && rootModule(of: statement) != "__future__"
    }
    if let last = standard.last {
      let alike = standard.filter { tree.python($0) == kind }
      let names = alike.map { rootModule(of: $0) }
      if zip(names, names.dropFirst()).allSatisfy({ $0 <= $1 }), let at = names.firstIndex(where: { $0 > module }) {
        return .before(alike[at], isApart: false)
      }
      return .after(alike.last ?? last)
    }
    return head.first { rootModule(of: $0) != "__future__" }.map { .before($0, isApart: true) }
  }

  /// The first part of the first module that a statement imports; empty for a relative import.
  private func rootModule(of statement: NodeID) -> String {
    guard let record = imports.first(where: { $0.statement == statement }), record.level == 0 else { return "" }
    return String(record.written.prefix { $0 != "." })
  }

  /// Whether nothing but imports, the docstring and plain set-up stands before the statement.
  private func isInHead(_ statement: NodeID) -> Bool {
    for child in tree.children(of: tree.root) {
      if child == statement { return true }
      switch tree.python(child) {
      case .functionDef, .asyncFunctionDef, .classDef, .forStatement, .with: return false
      default: continue
      }
    }
    return true
  }

  // MARK: Statements

  private mutating func renderStatements() {
    for statement in indicesByStatement.keys.sorted() { render(statement, indicesByStatement[statement] ?? []) }
  }

  private mutating func render(_ statement: NodeID, _ indices: [Int]) {
    let plan = settler.plan
    let added = joining[statement] ?? []
    guard !added.isEmpty || indices.contains(where: { plan.isChanged($0) }) else { return }
    if imports[indices[0]].isFrom { renderFrom(statement, indices, added) } else { renderPlain(statement, indices) }
  }

  /// The module that all of a statement's aliases move to together, if they do.
  private func moduleAfter(_ statement: NodeID) -> String? {
    let indices = indicesByStatement[statement] ?? []
    var module: String?
    for index in indices {
      if settler.plan.guarded.contains(index) { return nil }
      guard case .retarget(let target, _) = settler.plan.changes[index] else {
        if settler.plan.changes[index] == .remove { continue }
        return nil
      }
      let wanted = imports[index].isStar ? target : parent(target)
      guard module == nil || module == wanted else { return nil }
      module = wanted
    }
    guard let module, let first = indices.first, module != settler.moduleName(imports[first]) else { return nil }
    return module
  }

  private mutating func renderFrom(_ statement: NodeID, _ indices: [Int], _ added: [String]) {
    let moved = moduleAfter(statement)
    let module = moved ?? settler.moduleName(imports[indices[0]])
    if let moved, let node = tree.child(PythonRole.module.role, of: statement) {
      found.append(Edit(tree.range(node), moved))
    }
    var items: [ListItem] = []
    for index in indices {
      var item = ListItem(range: tree.range(imports[index].alias), fate: .kept)
      switch settler.plan.changes[index] {
      case nil: break
      case .remove?: item.fate = .removed
      case .retarget(let target, let local)?: item.fate = fate(of: index, target, local, in: module, statement)
      }
      if case .replaced = item.fate, items.contains(where: { $0.fate == item.fate }) { item.fate = .removed }
      items.append(item)
    }
    placeMoved(from: statement)
    placeGuards()
    finish(statement, &items, added)
  }

  /// What becomes of an alias that is to lead elsewhere: another name in this statement, or a line of its own.
  private mutating func fate(
    of index: Int, _ target: String, _ local: String, in module: String, _ statement: NodeID
  ) -> ListItem.Fate {
    if settler.plan.guarded.contains(index) {
      addGuard(index, target, local)
      return .removed
    }
    if imports[index].isStar {
      if target != module { addLine("from \(target) import *", .after(statement)) }
      return target == module ? .kept : .removed
    }
    let last = settler.lastPart(target)
    // `import x as x` says that the name is meant for others.
    let text = last == local && isExplicitlyExported(imports[index]) ? "\(last) as \(local)" : alias(last, as: local)
    guard parent(target) != module else {
      return isAlreadyImported(text, besides: index, in: statement) ? .removed : .replaced(text)
    }
    let name = MovedName(text: text, range: tree.range(imports[index].alias))
    if let at = moved.firstIndex(where: { $0.statement == statement && $0.module == parent(target) }) {
      moved[at].names.append(name)
    } else {
      moved.append((statement, parent(target), [name]))
    }
    return .removed
  }

  private func isExplicitlyExported(_ record: ImportRecord) -> Bool {
    record.asNode.map { tree.text($0) == tree.text(record.nameNode) } ?? false
  }

  /// Writes the statements of names that leave this one: in the layout they had, with the comments about them.
  private mutating func placeMoved(from statement: NodeID) {
    for group in moved where group.statement == statement {
      let line = "from \(group.module) import \(list(group.names, in: statement))"
      let isTopLevel = imports.contains { $0.statement == statement && $0.isTopLevel }
      let standard = isTopLevel ? standardPlace(ofModule: group.module, isFrom: true) : nil
      addLine(line, standard ?? .after(statement))
    }
  }

  func list(_ names: [MovedName], in statement: NodeID) -> String {
    let lists = ListLayout(tree)
    let comments = names.map { lists.comment(behind: $0.range.end) }
    if names.count == 1 { return names[0].text + (comments[0].map { "  " + $0 } ?? "") }
    guard comments.contains(where: { $0 != nil }),
      let indent = names.lazy.compactMap({ lists.ownLine(of: $0.range.start) }).first
    else { return names.map(\.text).joined(separator: ", ") }
    let lines = zip(names, comments).map { indent + $0.text + "," + ($1.map { "  " + $0 } ?? "") }
    let outer = layout.indent(of: statement)
    return (["("] + lines + [outer + ")"]).joined(separator: layout.lineEnd)
  }

  private func isAlreadyImported(_ text: String, besides index: Int, in statement: NodeID) -> Bool {
    (indicesByStatement[statement] ?? []).contains {
      $0 != index && !settler.plan.isChanged($0) && tree.text(imports[$0].alias) == text
    }
  }

  private mutating func renderPlain(_ statement: NodeID, _ indices: [Int]) {
    var items: [ListItem] = []
    for index in indices {
      let record = imports[index]
      var item = ListItem(range: tree.range(record.alias), fate: .kept)
      switch settler.plan.changes[index] {
      case nil: break
      case .remove?: item.fate = .removed
      case .retarget(let target, let local)? where settler.plan.guarded.contains(index):
        addGuard(index, target, local)
        item.fate = .removed
      case .retarget(let target, let local)?:
        item.fate = .replaced(record.asNode == nil ? target : alias(target, as: local))
      }
      items.append(item)
    }
    placeGuards()
    finish(statement, &items, [])
  }

  /// New names take the place of removed ones first; the rest goes behind the last.
  private mutating func finish(_ statement: NodeID, _ items: inout [ListItem], _ added: [String]) {
    var added = added.filter { text in
      !items.contains { $0.fate == .replaced(text) || $0.fate == .kept && tree.text(in: $0.range) == text }
    }
    for at in items.indices where items[at].fate == .removed && !added.isEmpty {
      items[at].fate = .replaced(added.removeFirst())
    }
    if items.allSatisfy({ $0.fate == .removed }) {
      found.append(layout.removal(of: statement, replacedBy: takeLine(at: statement)))
      return
    }
    for at in items.indices where items[at].fate == .replaced(tree.text(in: items[at].range)) { items[at].fate = .kept }
    found += ListLayout(tree).edits(items, adding: added)
  }

  // MARK: Lines

  /// A new line beside a statement which goes may stand in its place.
  private mutating func takeLine(at statement: NodeID) -> String? {
    let places = [Place.after(statement), .before(statement, isApart: true), .before(statement, isApart: false)]
    lines.removeAll { places.contains($0.place) && $0.text.isEmpty }
    guard let at = lines.firstIndex(where: { places.contains($0.place) }) else { return nil }
    return lines.remove(at: at).text
  }

  private mutating func renderLines() {
    var byPlace: [(place: Place, texts: [String])] = []
    for line in lines {
      if let at = byPlace.firstIndex(where: { $0.place == line.place }) {
        byPlace[at].texts.append(line.text)
      } else {
        byPlace.append((line.place, [line.text]))
      }
    }
    for entry in byPlace {
      switch entry.place {
      case .after(let anchor): found.append(layout.insertion(of: entry.texts, after: anchor))
      case .before(let anchor, let isApart):
        found.append(layout.insertion(of: entry.texts, before: anchor, isApart: isApart))
      case .head: found.append(layout.insertionAtHead(of: entry.texts))
      }
    }
  }
}
