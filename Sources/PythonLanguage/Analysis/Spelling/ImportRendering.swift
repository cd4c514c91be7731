// Writes a plan down as edits of import statements.

import Semantics
import SourceModel

/// Turns decisions about imports into the fewest edits that keep each statement's layout and comments.
struct ImportRendering {
  private let settler: Settler
  private let layout: StatementLayout
  private var found: [Edit] = []
  /// New names by the statement they join.
  private var joining: [NodeID: [String]] = [:]
  /// New lines by the statement they follow; the root stands for the head of the file.
  private var lines: [(after: NodeID?, text: String)] = []

  private var tree: Tree { settler.tree }
  private var imports: [ImportRecord] { settler.imports }

  init(_ settler: Settler) {
    self.settler = settler
    layout = StatementLayout(settler.tree)
  }

  consuming func edits() -> [Edit] {
    var rendering = self
    rendering.placeAdditions()
    rendering.renderStatements()
    rendering.renderLines()
    return rendering.found.sorted { $0.range < $1.range }
  }

  // MARK: Where new names go

  private mutating func placeAdditions() {
    for addition in settler.plan.additions {
      guard addition.isFrom else {
        addLine(
          addition.target == addition.local
            ? "import \(addition.target)" : "import \(addition.target) as \(addition.local)",
          after: anchor(for: addition))
        continue
      }
      let text = alias(settler.lastPart(addition.target), as: addition.local)
      if addition.beside >= 0, canJoin(addition) {
        joining[imports[addition.beside].statement, default: []].append(text)
      } else {
        addLine("from \(parent(addition.target)) import \(text)", after: anchor(for: addition))
      }
    }
  }

  private func canJoin(_ addition: ImportPlan.Addition) -> Bool {
    let record = imports[addition.beside]
    guard record.isFrom, !record.isStar, record.level == 0 else { return false }
    return moduleAfter(record.statement) ?? settler.moduleName(record) == parent(addition.target)
  }

  private func parent(_ name: String) -> String {
    name.split(separator: ".").dropLast().joined(separator: ".")
  }

  private func alias(_ name: String, as local: String) -> String { name == local ? name : "\(name) as \(local)" }

  private mutating func addLine(_ text: String, after statement: NodeID?) {
    guard !lines.contains(where: { $0.after == statement && $0.text == text }) else { return }
    lines.append((statement, text))
  }

  /// The statement a new import line follows: the one named, else the last of the library's imports at the top, else
  /// the last import at the top.
  private func anchor(for addition: ImportPlan.Addition) -> NodeID? {
    if addition.beside >= 0 { return imports[addition.beside].statement }
    let root = addition.target.prefix { $0 != "." }
    let top = tree.children(of: tree.root).filter { [.importStatement, .importFrom].contains(tree.python($0)) }
    let head = top.prefix { isInHead($0) }
    let ours = head.last { statement in
      imports.contains { $0.statement == statement && $0.written.prefix { $0 != "." } == root && $0.level == 0 }
    }
    return ours ?? head.last
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
    var byStatement: [NodeID: [Int]] = [:]
    for index in imports.indices { byStatement[imports[index].statement, default: []].append(index) }
    for statement in byStatement.keys.sorted() { render(statement, byStatement[statement] ?? []) }
  }

  private mutating func render(_ statement: NodeID, _ indices: [Int]) {
    let plan = settler.plan
    let added = joining[statement] ?? []
    guard !added.isEmpty || indices.contains(where: { plan.isChanged($0) }) else { return }
    if imports[indices[0]].isFrom { renderFrom(statement, indices, added) } else { renderPlain(statement, indices) }
  }

  /// The module that all of a statement's aliases move to together, if they do.
  private func moduleAfter(_ statement: NodeID) -> String? {
    let indices = imports.indices.filter { imports[$0].statement == statement }
    var module: String?
    for index in indices {
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
      items.append(item)
    }
    finish(statement, &items, added)
  }

  /// What becomes of an alias that is to lead elsewhere: another name in this statement, or a line of its own.
  private mutating func fate(
    of index: Int, _ target: String, _ local: String, in module: String, _ statement: NodeID
  ) -> ListItem.Fate {
    if imports[index].isStar {
      if target != module { addLine("from \(target) import *", after: statement) }
      return target == module ? .kept : .removed
    }
    let text = alias(settler.lastPart(target), as: local)
    guard parent(target) != module else {
      return isAlreadyImported(text, besides: index, in: statement) ? .removed : .replaced(text)
    }
    addLine("from \(parent(target)) import \(text)", after: statement)
    return .removed
  }

  private func isAlreadyImported(_ text: String, besides index: Int, in statement: NodeID) -> Bool {
    imports.indices.contains {
      $0 != index && imports[$0].statement == statement && !settler.plan.isChanged($0)
        && tree.text(imports[$0].alias) == text
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
      case .retarget(let target, let local)?:
        item.fate = .replaced(record.asNode == nil ? target : alias(target, as: local))
      }
      items.append(item)
    }
    finish(statement, &items, [])
  }

  /// New names take the place of removed ones first; the rest goes behind the last.
  private mutating func finish(_ statement: NodeID, _ items: inout [ListItem], _ added: [String]) {
    var added = added.filter { text in !items.contains { $0.fate == .kept && tree.text(in: $0.range) == text } }
    for at in items.indices where items[at].fate == .removed && !added.isEmpty {
      items[at].fate = .replaced(added.removeFirst())
    }
    if items.allSatisfy({ $0.fate == .removed }) {
      found.append(layout.removal(of: statement, replacedBy: takeLine(after: statement)))
      return
    }
    for at in items.indices where items[at].fate == .replaced(tree.text(in: items[at].range)) { items[at].fate = .kept }
    found += ListLayout(tree).edits(items, adding: added)
  }

  // MARK: Lines

  /// A new line that follows a statement which goes may stand in its place.
  private mutating func takeLine(after statement: NodeID) -> String? {
    guard let at = lines.firstIndex(where: { $0.after == statement }) else { return nil }
    return lines.remove(at: at).text
  }

  private mutating func renderLines() {
    var byAnchor: [(anchor: NodeID?, texts: [String])] = []
    for line in lines {
      if let at = byAnchor.firstIndex(where: { $0.anchor == line.after }) {
        byAnchor[at].texts.append(line.text)
      } else {
        byAnchor.append((line.after, [line.text]))
      }
    }
    for entry in byAnchor {
      if let anchor = entry.anchor {
        found.append(layout.insertion(of: entry.texts, after: anchor))
      } else {
        found.append(layout.insertionAtHead(of: entry.texts))
      }
    }
  }
}
