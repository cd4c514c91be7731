// The one pass over a file's rows that finds scopes, bindings and the names worth resolving.

import Semantics
import SourceModel

/// Walks all rows once, in order, without recursion: nesting costs a small stack of scopes.
struct ScopeWalker {
  /// Which names are recorded.
  enum Extent {
    /// Bindings and uses of the given names.
    case interesting
    /// The bindings of all names.
    case everything
    /// The bindings of all names, and uses of those given.
    case both
  }

  let tree: Tree
  let imports: [ImportRecord]
  let extent: Extent
  /// Names whose uses are recorded, and what they stand under.
  let interesting: NameSet
  /// Names whose bindings are recorded; begins with those and grows when everything is.
  var names: NameSet
  let members: NameSet
  /// Words whose places are recorded: see `wordLeaves`.
  let words: NameSet
  /// Whether members of other names are taken too: of a model that moves every use counts.
  let takesAllMembers: Bool
  let tests: GuardTests
  /// What each star import brings, by its index.
  let starNames: [Int: [String]]

  private(set) var scopes: [Scope] = []
  private(set) var bindings: [Binding] = []
  /// The last binding of each name.
  private(set) var lastBinding: ContiguousArray<Int32>
  private(set) var uses: [NameUse] = []
  private(set) var memberUses: [MemberUse] = []
  /// What each import statement's aliases stand under, by index of the import.
  private(set) var importGuards: [GuardRegion.Guards]
  /// String literals in annotations.
  private(set) var annotationStrings: [AnnotationString] = []

  /// Where the words stand as names, as members, as labels of arguments and as names of functions.
  private(set) var wordLeaves: [(word: NameSet.ID, leaf: NodeID)] = []

  private var stack: [Int32] = []
  private var currentEnd: UInt32 = 0
  /// Scopes that begin at a later row, the nearest last.
  private var pending: [(row: UInt32, scope: Int32, end: UInt32)] = []
  private var ends: [UInt32] = []
  private var guards: [GuardRegion] = []
  private var nextImport = 0
  private var holder = NodeID(0)
  private var annotationEnd: UInt32 = 0

  init(
    _ tree: Tree, imports: [ImportRecord], names: NameSet, members: NameSet = NameSet(), words: NameSet = NameSet(),
    takesAllMembers: Bool = false, tests: GuardTests, starNames: [Int: [String]], extent: Extent
  ) {
    self.tree = tree
    self.imports = imports
    interesting = names
    self.names = names
    self.members = members
    self.words = words
    self.takesAllMembers = takesAllMembers
    self.tests = tests
    self.starNames = starNames
    self.extent = extent
    lastBinding = ContiguousArray(repeating: -1, count: names.count)
    importGuards = Array(repeating: [], count: imports.count)
    walk()
  }

  private var scope: Int32 { stack[stack.count - 1] }

  private mutating func walk() {
    let tree = tree
    tree.rows.withUnsafeBufferPointer { rows in
      ScopeWalker.actions.withUnsafeBufferPointer { actions in
        tree.bytes.withUnsafeBufferPointer { walk(rows, actions, $0) }
      }
    }
  }

  private mutating func walk(
    _ rows: UnsafeBufferPointer<Row>, _ actions: UnsafeBufferPointer<Action>, _ bytes: UnsafeBufferPointer<UInt8>
  ) {
    let (interesting, members) = (interesting, members)
    let (takesUses, takesMembers) = (extent != .everything, extent != .everything && !self.members.isEmpty)
    let (takesAllMembers, words) = (takesAllMembers, self.words)
    let count = UInt32(rows.count)
    let (annotation, returns) = (PythonRole.annotation.rawValue, PythonRole.returns.rawValue)
    let name = PythonRole.name.rawValue
    enter(addScope(.module, NodeID(0), start: 0, end: count), end: count)
    var nextPending = UInt32.max
    var scopeEnd = currentEnd
    var row: UInt32 = 1
    while row < count {
      if row >= scopeEnd || row == nextPending {
        while row >= currentEnd { leave() }
        while row == nextPending { nextPending = enterPending() }
        scopeEnd = currentEnd
      }
      let current = rows[Int(row)]
      if current.role.raw == annotation || current.role.raw == returns {
        annotationEnd = max(annotationEnd, current.subtreeEnd)
      }
      // Most names and members are none that anyone asks about, which their first letters and lengths show.
      switch actions[Int(current.kind.raw)] {
      case .nothing: break
      case .statement: holder = NodeID(row)
      case .name where current.detail == ExpressionContext.load.rawValue:
        guard current.start < current.end else { break }
        let (first, length) = (bytes[Int(current.start)], current.end - current.start)
        if takesUses, interesting.mayHold(first, length: length) { visitName(NodeID(row), current) }
        if words.mayHold(first, length: length) { noteWord(NodeID(row), current) }
      case .attribute:
        let place = NodeID(current.subtreeEnd - 1)
        let member = rows[place.index]
        guard member.start < member.end else { break }
        let (first, length) = (bytes[Int(member.start)], member.end - member.start)
        if takesMembers, takesAllMembers || members.mayHold(first, length: length) {
          visitAttribute(NodeID(row), current)
        }
        if words.mayHold(first, length: length) { noteWord(place, member) }
      case .label:
        guard current.subtreeEnd > row + 1, case let label = rows[Int(row) + 1], label.role.raw == name,
          label.start < label.end,
          words.mayHold(bytes[Int(label.start)], length: label.end - label.start)
        else { break }
        noteWord(NodeID(row + 1), label)
      case .string:
        if row < annotationEnd { visitString(NodeID(row)) }
      case let action:
        visit(NodeID(row), current, action)
        nextPending = pending.last?.row ?? .max
      }
      row += 1
    }
  }

  // MARK: Scopes

  private mutating func addScope(_ kind: Scope.Kind, _ node: NodeID, start: UInt32, end: UInt32) -> Int32 {
    let parent = stack.last ?? 0
    scopes.append(Scope(kind: kind, parent: parent, node: node, start: start, end: end))
    return Int32(scopes.count - 1)
  }

  private mutating func enter(_ scope: Int32, end: UInt32) {
    stack.append(scope)
    ends.append(end)
    currentEnd = end
  }

  private mutating func leave() {
    stack.removeLast()
    ends.removeLast()
    currentEnd = ends[ends.count - 1]
  }

  private mutating func enterPending() -> UInt32 {
    let next = pending.removeLast()
    enter(next.scope, end: next.end)
    return pending.last?.row ?? .max
  }

  // MARK: Rows

  private mutating func visit(_ node: NodeID, _ row: Row, _ action: Action) {
    switch action {
    case .nothing: break
    case .statement: holder = node
    case .name: visitName(node, row)
    case .attribute: visitAttribute(node, row)
    case .label: break
    case .function: visitFunction(node, row)
    case .classDefinition: visitClass(node, row)
    case .lambda: visitLambda(node, row)
    case .comprehension: visitComprehension(node, row)
    case .importing: visitImport(node)
    case .declaration: visitDeclaration(node, row)
    case .named: visitNamed(node)
    case .branch: visitBranch(node)
    case .attempt: visitAttempt(node)
    case .string: visitString(node)
    }
  }

  private mutating func visitName(_ node: NodeID, _ row: Row) {
    if row.detail == ExpressionContext.load.rawValue {
      guard extent != .everything else { return }
      let name = interesting.find(tree.bytes, row.start, row.end)
      if name != NameSet.absent { addUse(name, node, row) }
      return
    }
    noteWord(node, row)
    let name = record(row.start, row.end)
    guard name != NameSet.absent else { return }
    if row.detail == ExpressionContext.delete.rawValue {
      bind(name, .deletion, node)
    } else {
      bindStore(name, node, row)
    }
  }

  private mutating func noteWord(_ leaf: NodeID, _ row: Row) {
    let word = words.find(tree.bytes, row.start, row.end)
    if word != NameSet.absent { wordLeaves.append((word, leaf)) }
  }

  /// Whether a leaf is one of those whose words are noted.
  static func notesWords(at leaf: NodeID, in tree: Tree) -> Bool {
    switch tree.python(leaf) {
    case .name: true
    case .identifier:
      // An attribute's member is its last row.
      (0..<leaf.index).contains { row in
        let node = NodeID(row)
        return switch tree.python(node) {
        case .attribute: tree[node].subtreeEnd == leaf.row + 1
        case .keyword: row + 1 == leaf.index
        case .functionDef, .asyncFunctionDef: tree.child(PythonRole.name.role, of: node) == leaf
        default: false
        }
      }
    default: false
    }
  }

  private mutating func addUse(_ name: NameSet.ID, _ node: NodeID, _ row: Row) {
    uses.append(
      NameUse(
        name: name, scope: scope, node: node, guards: currentGuards(node.row), isAnnotation: node.row < annotationEnd))
  }

  private mutating func bindStore(_ name: NameSet.ID, _ node: NodeID, _ row: Row) {
    let kind = tree.python(holder)
    if node.row > 0, tree.python(NodeID(node.row - 1)) == .namedExpression, row.role == PythonRole.target.role {
      bind(name, .assigned, node, holder: NodeID(node.row - 1), value: row.subtreeEnd, in: walrusScope())
    } else if kind == .assign, row.role == PythonRole.targets.role {
      bind(name, .assigned, node, value: tree.child(PythonRole.value.role, of: holder)?.row ?? 0)
    } else if kind == .annAssign, row.role == PythonRole.target.role {
      let value = tree.child(PythonRole.value.role, of: holder)
      bind(name, value == nil ? .declaration : .assigned, node, value: value?.row ?? 0)
    } else {
      bind(name, .other, node)
    }
  }

  /// Where a walrus binds: the nearest scope that is no comprehension.
  private func walrusScope() -> Int32 {
    var at = scope
    while scopes[Int(at)].kind == .comprehension { at = scopes[Int(at)].parent }
    return at
  }

  private mutating func record(_ start: UInt32, _ end: UInt32) -> NameSet.ID {
    guard extent != .interesting else { return names.find(tree.bytes, start, end) }
    let name = names.insert(tree.bytes, start, end)
    if Int(name) >= lastBinding.count { lastBinding.append(-1) }
    return name
  }

  private mutating func bind(
    _ name: NameSet.ID, _ form: Binding.Form, _ node: NodeID, holder: NodeID? = nil, value: UInt32 = 0,
    in scope: Int32? = nil
  ) {
    guard name != NameSet.absent else { return }
    bindings.append(
      Binding(
        name: name, scope: scope ?? self.scope, form: form, node: node, holder: holder ?? self.holder, value: value,
        guards: Int(name) < interesting.count ? currentGuards(node.row) : [], previous: lastBinding[Int(name)]))
    lastBinding[Int(name)] = Int32(bindings.count - 1)
  }

  private mutating func bindIdentifier(_ node: NodeID, _ form: Binding.Form, value: UInt32 = 0, in scope: Int32? = nil)
  {
    bind(record(tree[node].start, tree[node].end), form, node, value: value, in: scope)
  }

  private mutating func visitAttribute(_ node: NodeID, _ row: Row) {
    guard extent != .everything, !members.isEmpty else { return }
    let identifier = tree[NodeID(row.subtreeEnd - 1)]
    let member = members.find(tree.bytes, identifier.start, identifier.end)
    guard takesAllMembers || member != NameSet.absent else { return }
    memberUses.append(
      MemberUse(
        member: member, node: node, guards: currentGuards(node.row), isAnnotation: node.row < annotationEnd))
  }

  private mutating func visitFunction(_ node: NodeID, _ row: Row) {
    holder = node
    if let name = tree.child(PythonRole.name.role, of: node) {
      bindIdentifier(name, .definition)
      noteWord(name, tree[name])
    }
    let body = tree.child(PythonRole.body.role, of: node)?.row ?? row.subtreeEnd
    let inner = addScope(.function, node, start: body, end: row.subtreeEnd)
    if body < row.subtreeEnd { pending.append((body, inner, row.subtreeEnd)) }
    addTypeParameterScope(around: inner, node, row)
    if let arguments = tree.child(PythonRole.arguments.role, of: node) { bindParameters(arguments, in: inner) }
  }

  /// The scope of `[T]`, if there is one: entered for what stands behind the brackets, so pending after the body.
  private mutating func addTypeParameterScope(around inner: Int32, _ node: NodeID, _ row: Row) {
    guard let first = tree.child(PythonRole.typeParameters.role, of: node) else { return }
    let scope = addScope(.typeParameters, node, start: first.row, end: row.subtreeEnd)
    scopes[Int(inner)].parent = scope
    pending.append((first.row, scope, row.subtreeEnd))
  }

  private mutating func bindParameters(_ arguments: NodeID, in scope: Int32) {
    for child in tree.children(of: arguments) where tree.python(child) == .argument {
      guard let name = tree.child(PythonRole.name.role, of: child) else { continue }
      let value = Parameters.defaultValue(of: child, in: arguments, tree)
      bindIdentifier(name, .parameter, value: value?.row ?? 0, in: scope)
    }
  }

  private mutating func visitClass(_ node: NodeID, _ row: Row) {
    holder = node
    if let name = tree.child(PythonRole.name.role, of: node) { bindIdentifier(name, .definition) }
    guard let body = tree.child(PythonRole.body.role, of: node)?.row else { return }
    let inner = addScope(.classBody, node, start: body, end: row.subtreeEnd)
    pending.append((body, inner, row.subtreeEnd))
    addTypeParameterScope(around: inner, node, row)
  }

  private mutating func visitLambda(_ node: NodeID, _ row: Row) {
    guard let body = tree.child(PythonRole.body.role, of: node)?.row else { return }
    let inner = addScope(.function, node, start: body, end: row.subtreeEnd)
    pending.append((body, inner, row.subtreeEnd))
    if let arguments = tree.child(PythonRole.arguments.role, of: node) { bindParameters(arguments, in: inner) }
  }

  private mutating func visitComprehension(_ node: NodeID, _ row: Row) {
    let inner = addScope(.comprehension, node, start: node.row + 1, end: row.subtreeEnd)
    let enclosing = scope
    if let generator = tree.child(PythonRole.generators.role, of: node),
      let iterator = tree.child(PythonRole.iterator.role, of: generator)
    {
      scopes[Int(inner)].holeStart = iterator.row
      scopes[Int(inner)].holeEnd = tree[iterator].subtreeEnd
      pending.append((iterator.row, enclosing, tree[iterator].subtreeEnd))
    }
    pending.append((node.row + 1, inner, row.subtreeEnd))
  }

  private mutating func visitImport(_ statement: NodeID) {
    holder = statement
    let guards = currentGuards(statement.row)
    while nextImport < imports.count, imports[nextImport].statement <= statement {
      let record = imports[nextImport]
      importGuards[nextImport] = guards
      if record.isStar {
        bindStar(nextImport, record)
      } else {
        let name = extent == .interesting ? names.find(record.localName) : insert(record.localName)
        bind(name, .imported, record.alias, value: UInt32(nextImport))
      }
      nextImport += 1
    }
  }

  private mutating func insert(_ text: String) -> NameSet.ID {
    let name = names.insert(text)
    if name != NameSet.absent, Int(name) >= lastBinding.count { lastBinding.append(-1) }
    return name
  }

  /// A star binds each name it is known to bring.
  private mutating func bindStar(_ index: Int, _ record: ImportRecord) {
    for text in starNames[index] ?? [] {
      bind(insert(text), .imported, record.alias, value: UInt32(index))
    }
  }

  private mutating func visitDeclaration(_ node: NodeID, _ row: Row) {
    let form = tree.python(node) == .global ? Binding.Form.global : .nonlocal
    for child in tree.children(of: node) where tree.python(child) == .identifier { bindIdentifier(child, form) }
  }

  /// A handler's, a pattern's or a type parameter's own name.
  private mutating func visitNamed(_ node: NodeID) {
    let kind = tree.python(node)
    if kind == .exceptHandler || kind == .matchCase || kind == .comprehension { holder = node }
    for child in tree.children(of: node) where tree.python(child) == .identifier { bindIdentifier(child, .other) }
  }

  // MARK: Guards

  private mutating func currentGuards(_ row: UInt32) -> GuardRegion.Guards {
    while let last = guards.last, last.end <= row { guards.removeLast() }
    var found: GuardRegion.Guards = []
    for region in guards where region.start <= row && row < region.end { found.formUnion(region.guards) }
    return found
  }

  private mutating func visitBranch(_ node: NodeID) {
    if ScopeWalker.statementKinds.contains(tree[node].kind.raw) { holder = node }
    guard extent != .everything else { return }
    add(tests.regions(ofBranch: node, in: tree, names: interesting))
  }

  private mutating func visitAttempt(_ node: NodeID) {
    holder = node
    guard extent != .everything else { return }
    add(tests.regions(ofAttempt: node, in: tree, names: interesting))
  }

  /// Keeps the regions ordered so that the one that ends first is last, as far as nesting goes.
  private mutating func add(_ regions: [GuardRegion]) {
    guard let first = regions.first else { return }
    while let last = guards.last, last.end <= first.start { guards.removeLast() }
    guards.append(contentsOf: regions.sorted { $0.end > $1.end })
  }

  private mutating func visitString(_ node: NodeID) {
    guard extent != .everything, node.row < annotationEnd else { return }
    annotationStrings.append(AnnotationString(node: node, scope: scope, guards: currentGuards(node.row)))
  }
}
