// Where `try` and `await` go for calls that come to need them, and what has to say `async throws` for that.

import Semantics
import SourceModel
import SwiftSyntax

/// Plans the effects of one file's calls, up through the functions around them and their callers in the file.
struct EffectPlanner {
  let names: NameLookup
  private(set) var inference: TypeInference
  private let handed: [ByteRange]
  /// Closures whose statements come to stand in the function around them.
  private let dissolved: [ByteRange]
  /// What is to be written, over all seeds: one text serves all that need it.
  private var marks: [UInt32: Effects] = [:]
  private var functions: [NodeID: Effects] = [:]

  var tree: Tree { names.tree }

  init(_ names: NameLookup, _ inference: TypeInference, handed: [ByteRange], dissolved: [ByteRange] = []) {
    self.names = names
    self.inference = inference
    self.handed = handed
    self.dissolved = dissolved
  }

  /// What one seed comes to need.
  struct Trace {
    var marks: Set<UInt32> = []
    var functions: Set<NodeID> = []
    var obstacles: [String] = []
    /// What other files say against it.
    var foreign: [String] = []
  }

  mutating func plans(for seeds: [EffectSeed]) -> [EffectPlan] {
    let traces = seeds.map { seed in
      var trace = Trace()
      place(seed.node, seed.effects, isMarked: seed.isMarked, &trace)
      return trace
    }
    return traces.map { trace in
      var plan = EffectPlan()
      plan.localObstacles = trace.obstacles.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
      plan.obstacles = plan.localObstacles + trace.foreign.filter { !plan.localObstacles.contains($0) }
      for function in trace.functions where tree.swift(function) == .functionDecl {
        let callers = FunctionCallers(names, inference, of: function)
        guard let path = callers.pathForOthers else { continue }
        plan.functions[path] = functions[function] ?? []
        plan.labels[path] = FunctionLabels(of: function, in: tree)?.text
      }
      guard plan.obstacles.isEmpty else { return plan }
      plan.edits = trace.marks.sorted().compactMap { offset in
        marks[offset].map { Edit(ByteRange(offset, offset), Self.words($0)) }
      }
      plan.edits += trace.functions.sorted().compactMap { function in
        functions[function].flatMap { specifierEdit(of: function, $0) }
      }
      return plan
    }
  }

  private static func words(_ effects: Effects) -> String {
    (effects.contains(.fails) ? "try " : "") + (effects.contains(.waits) ? "await " : "")
  }

  func line(of node: NodeID) -> Int { LineTable(tree.bytes).position(of: tree[node].start).line }

  // MARK: One call

  /// Walks from a call to what it stands in, until all its effects are taken up.
  private mutating func place(_ call: NodeID, _ effects: Effects, isMarked: Bool, _ trace: inout Trace) {
    let isFirst = effects.contains(.comesFirst)
    if isFirst, let obstacle = LastPlace(names.table).obstacle(behind: call) {
      trace.obstacles.append("line \(line(of: call)): \(obstacle)")
      return
    }
    var walk = EffectWalk(
      at: whole(call), in: names.table, effects: effects.subtracting(.comesFirst), isMarked: isMarked)
    while walk.at.row > 0 {
      let parent = names.table.parent(walk.at)
      if let obstacle = walk.step(to: parent) {
        trace.obstacles.append("line \(line(of: call)): \(obstacle)")
        return
      }
      switch tree.swift(parent) {
      case .closureExpr:
        note(walk, &trace)
        if dissolved.contains(tree.range(parent)) {
          walk = EffectWalk(at: parent, in: names.table, effects: walk.leaving, isMarked: true)
          continue
        }
        return takeUp(walk.leaving, closure: parent, &trace)
      case .functionDecl:
        note(walk, &trace)
        return require(isFirst ? walk.leaving.union(.comesFirst) : walk.leaving, of: parent, &trace)
      case .initializerDecl, .deinitializerDecl, .accessorDecl, .subscriptDecl, .accessorBlock, .memberBlockItem:
        guard !walk.leaving.isEmpty else { return note(walk, &trace) }
        trace.obstacles.append(
          "line \(line(of: call)): what it stands in is no function that could come to be `async throws`")
        return
      default: walk.at = parent
      }
    }
    note(walk, &trace)
    if !walk.leaving.isEmpty, !isScript {
      trace.obstacles.append("line \(line(of: call)): it gives a global its value")
    }
  }

  /// Whether the file has statements outside of declarations, as only a program's first file may.
  private var isScript: Bool {
    guard let list = tree.children(of: tree.root).first(where: { tree.swift($0) == .codeBlockItemList }) else {
      return false
    }
    return tree.children(of: list).contains { item in
      guard let node = tree.child(SwiftRole(1), of: item) else { return false }
      return !(tree.swift(node).syntaxNodeType is any DeclSyntaxProtocol.Type)
    }
  }

  private mutating func note(_ walk: EffectWalk, _ trace: inout Trace) {
    guard !walk.missing.isEmpty else { return }
    marks[walk.mark, default: []].formUnion(walk.missing)
    trace.marks.insert(walk.mark)
  }

  /// The chain that a call begins or stands in: `call().member?.other()`.
  private func whole(_ node: NodeID) -> NodeID {
    var at = node
    while at.row > 0 {
      let parent = names.table.parent(at)
      switch tree.swift(parent) {
      case .memberAccessExpr, .functionCallExpr, .subscriptCallExpr, .optionalChainingExpr, .forceUnwrapExpr:
        guard tree.child(.base, of: parent) == at else { return at }
        at = parent
      default: return at
      }
    }
    return at
  }

  // MARK: Closures

  private static let waiting: Set<String> = ["Task", "Task.detached"]

  private mutating func takeUp(_ effects: Effects, closure: NodeID, _ trace: inout Trace) {
    guard !effects.isEmpty else { return }
    let signature = tree.child(.closureSignature, of: closure)
    let specifiers = signature.flatMap { node in
      tree.children(of: node).first { isSpecifiers($0) }
    }
    let said = specifiers.map { effectsSaid(by: $0) } ?? []
    if effects.isSubset(of: said) { return }
    let isHanded = handed.contains(tree.range(closure)) || isGivenToTask(closure) || said.contains(.waits)
    guard isHanded || !effects.contains(.waits) && said.isEmpty && isFailing(closure) else {
      trace.obstacles.append("line \(line(of: closure)): the closure around it may not wait")
      return
    }
    guard specifiers != nil else { return }
    functions[closure, default: []].formUnion(effects.subtracting(said))
    trace.functions.insert(closure)
  }

  private func isGivenToTask(_ closure: NodeID) -> Bool {
    var holder = names.table.parent(closure)
    if tree.swift(holder) == .labeledExpr { holder = names.table.parent(names.table.parent(holder)) }
    guard let site = CallReader.callSite(at: holder, in: tree) else { return false }
    return Self.waiting.contains(tree.text(site.callee))
  }

  /// Whether a closure already does what may fail, so that who takes it lets it fail.
  private func isFailing(_ closure: NodeID) -> Bool {
    (closure.row..<tree[closure].subtreeEnd).contains { row in
      let node = NodeID(row)
      return tree.swift(node) == .tryExpr && tree.child(.tryMark, of: node) == nil
    }
  }

  private func isSpecifiers(_ node: NodeID) -> Bool {
    let kind = tree.swift(node)
    return kind == .functionEffectSpecifiers || kind == .typeEffectSpecifiers
  }

  func effectsSaid(by specifiers: NodeID) -> Effects {
    var effects: Effects = []
    let words = tree.text(specifiers)
    if words.contains("async") { effects.insert(.waits) }
    if words.contains("throws") { effects.insert(.fails) }
    return effects
  }

  // MARK: Functions

  private mutating func require(_ effects: Effects, of function: NodeID, _ trace: inout Trace) {
    let missing = effects.subtracting(said(of: function))
    guard !missing.isEmpty, trace.functions.insert(function).inserted else { return }
    functions[function, default: []].formUnion(missing)
    var callers = FunctionCallers(names, inference, of: function)
    if let obstacle = callers.obstacle() {
      trace.obstacles.append("line \(line(of: function)): \(obstacle)")
      return
    }
    for call in callers.calls() { place(call, missing, isMarked: false, &trace) }
    trace.obstacles += callers.obstacles
    if let path = callers.pathForOthers { trace.foreign += names.context.project.waiting[path]?.obstacles ?? [] }
  }

  private func said(of function: NodeID) -> Effects {
    guard let signature = tree.child(.signature, of: function), let specifiers = tree.child(SwiftRole(3), of: signature)
    else { return [] }
    return effectsSaid(by: specifiers)
  }

  /// Adds `async`, `throws` or both to what a function or closure says of itself.
  private func specifierEdit(of function: NodeID, _ effects: Effects) -> Edit? {
    guard !effects.isDisjoint(with: [.waits, .fails]) else { return nil }
    let holder = tree.swift(function) == .closureExpr ? SwiftRole.closureSignature : .signature
    guard let signature = tree.child(holder, of: function) else { return nil }
    let specifiers = tree.children(of: signature).first { isSpecifiers($0) }
    guard let specifiers else {
      guard let clause = tree.child(SwiftRole(1), of: signature), holder == .signature else { return nil }
      let end = tree[clause].end
      let words = (effects.contains(.waits) ? " async" : "") + (effects.contains(.fails) ? " throws" : "")
      return Edit(ByteRange(end, end), words)
    }
    if effects.contains(.waits) {
      let start = tree[specifiers].start
      return Edit(ByteRange(start, start), "async ")
    }
    let end = tree[specifiers].end
    return Edit(ByteRange(end, end), " throws")
  }
}

/// The way from a call up to the function around it.
struct EffectWalk {
  var at: NodeID
  private let table: ScopeTable
  private var tree: Tree { table.tree }
  /// What is not yet written anywhere around the call.
  private(set) var missing: Effects
  /// What leaves the expression that has been walked through.
  private(set) var leaving: Effects
  /// Where the words go.
  private(set) var mark: UInt32

  init(at node: NodeID, in table: ScopeTable, effects: Effects, isMarked: Bool) {
    at = node
    self.table = table
    missing = isMarked ? [] : effects
    leaving = effects
    mark = table.tree[node].start
  }

  /// Looks at what the place walked to stands in; says what speaks against waiting there.
  mutating func step(to parent: NodeID) -> String? {
    switch tree.swift(parent) {
    case .tryExpr: meetTry(parent)
    case .awaitExpr: meetAwait(parent)
    case .exprList: return meetOperators(in: parent)
    case .labeledExprList: return meetCall(around: parent)
    case .functionParameter: return leaving.isEmpty ? nil : "it is a default of a parameter"
    case .deferStmt: return leaving.isEmpty ? nil : "a `defer` cannot wait"
    case .doStmt: meetDo(parent)
    default: break
    }
    return nil
  }

  private mutating func meetTry(_ node: NodeID) {
    missing.remove(.fails)
    if let mark = tree.child(.tryMark, of: node), !tree.range(mark).isEmpty { leaving.remove(.fails) }
  }

  private mutating func meetAwait(_ node: NodeID) {
    missing.remove(.waits)
    if missing.contains(.fails) { mark = tree[node].start }
  }

  /// In `a + call()` the words stand before all of it; in `a = call()` behind the sign.
  private mutating func meetOperators(in list: NodeID) -> String? {
    let elements = Array(tree.children(of: list))
    guard let index = elements.firstIndex(of: at), index > 0 else { return nil }
    var start = index
    while start > 0, tree.swift(elements[start - 1]) != .assignmentExpr { start -= 1 }
    for element in elements[start..<index] {
      if tree.swift(element) == .tryExpr { meetTry(element) }
      if tree.swift(element) == .awaitExpr || (tree.swift(element) == .tryExpr && tree.text(element).contains("await"))
      {
        missing.remove(.waits)
      }
      if leaving.contains(.waits), ["&&", "||", "??"].contains(tree.text(element)) {
        return "what stands behind `\(tree.text(element))` cannot wait"
      }
    }
    guard start < index else { return nil }
    if tree.swift(elements[start]) == .tryExpr, let tried = tree.child(.tried, of: elements[start]) {
      mark = tree[tried].start
    } else {
      mark = tree[elements[start]].start
    }
    return nil
  }

  /// Functions whose arguments are only evaluated later, by a closure that may not wait.
  private static let later: Set<String> = ["assert", "precondition", "assertionFailure", "preconditionFailure"]

  private func meetCall(around list: NodeID) -> String? {
    guard leaving.contains(.waits), let site = CallReader.callSite(at: table.parent(list), in: tree) else { return nil }
    let name = tree.text(site.callee)
    let isLater = name.hasPrefix("XCTAssert") || name == "XCTUnwrap" || Self.later.contains(name)
    guard !site.hasSign, isLater else { return nil }
    return "an argument of `\(name)` cannot wait"
  }

  /// A `do` that catches everything lets nothing fail out.
  private mutating func meetDo(_ node: NodeID) {
    guard tree.swift(at) == .codeBlock,
      let clauses = tree.children(of: node).first(where: { tree.swift($0) == .catchClauseList })
    else { return }
    let catchesAll = tree.children(of: clauses).contains { clause in
      guard let items = tree.children(of: clause).first(where: { tree.swift($0) == .catchItemList }) else {
        return true
      }
      return tree.range(items).isEmpty
    }
    if catchesAll { leaving.remove(.fails) }
  }
}
