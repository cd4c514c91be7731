// Finds every use of a provided library in a file.

import Semantics
import SourceModel

/// Holds the names in a tree against what the compiler says of them.
struct ReferenceCollector {
  let tree: Tree
  let survey: Survey
  let ownership: Ownership
  let context: AnalysisContext
  private(set) var references: [Reference] = []
  private(set) var nodes: [UInt32: NodeID] = [:]

  let parents: ContiguousArray<NodeID>
  private let guarded: [ByteRange]
  private let bodies: [UInt32: Survey.Name]
  private let mentionsLibrary: Bool
  /// What using declarations bring, by the name they bring it under; with where each stands and ends to hold.
  private lazy var brought = makeBrought()

  init(tree: Tree, surveyed: SurveyedFile, context: AnalysisContext) {
    self.tree = tree
    survey = surveyed.survey
    self.context = context
    ownership = Ownership(roots: context.surfaces.roots, project: surveyed.root)
    parents = tree.parents()
    let owner = ownership
    guarded = VersionGuards(tree: tree, survey: surveyed.survey, ownership: owner, context: context).ranges
    bodies = MacroBodies(tree: tree, survey: surveyed.survey, uses: surveyed.macroUses).names
    mentionsLibrary =
      surveyed.survey.includes.values.contains { owner.isHeader($0.name) || owner.isOwnFile($0.file) }
      || surveyed.survey.names.values.contains { $0.contains { owner.owns($0) } }
      // A header of the project that is not found may bring it.
      || surveyed.survey.includes.values.contains { $0.file.isEmpty }
      || tree.rows.indices.contains { row in
        tree.cxx(NodeID(row)) == .header && owner.isHeader(tree.text(NodeID(row)).filter { !"<>\"".contains($0) })
      }
  }

  mutating func run() {
    for row in tree.rows.indices {
      let leaf = NodeID(row)
      switch tree.cxx(leaf) {
      case .name: nodes[tree[leaf].start] = leaf
      case .identifier: nodes[tree[leaf].start] = parents[leaf.index]
      default: break
      }
    }
    for row in tree.rows.indices {
      let leaf = NodeID(row)
      switch tree.cxx(leaf) {
      case .name, .identifier: look(at: leaf, tree.cxx(leaf) == .identifier ? parents[leaf.index] : leaf)
      case .header: lookAtHeader(leaf)
      default: break
      }
    }
  }

  // MARK: Names

  private mutating func look(at leaf: NodeID, _ node: NodeID) {
    let place = tree[leaf].start
    guard !isInnerPart(node) else { return lookAtInnerPart(leaf, node) }
    if let name = survey.overridden[place], ownership.owns(name), name.name.lastDottedPart == tree.text(leaf) {
      return addOverriding(node, name)
    }
    if let macro = survey.macros[place], tree.text(leaf) == macro.name {
      if ownership.isOwnFile(macro.file) { add(node, "::.\(macro.name)", .nameImport) }
      return
    }
    let known = survey.names[place]?.filter { $0.isKnown } ?? []
    let text = tree.text(leaf)
    // What a macro's body names stands where the macro is used: its text is another.
    let fitting = known.filter { $0.name.isEmpty || $0.name.lastDottedPart == text }
    if let name = fitting.first(where: { ownership.owns($0) }) {
      guard !name.isNamespace else { return }
      let isDoubted = fitting.contains { !$0.name.isEmpty && $0.name != name.name }
      return add(node, name, guards: isDoubted ? .rebound : [])
    }
    // A call of what nothing declares is recorded as one of several functions, of which there is none, or, in C, of a
    // function that the call itself declares.
    if !fitting.isEmpty, !isUndeclared(place) { return }
    if let name = bodies[place], ownership.owns(name), !name.isNamespace { return add(node, name, guards: []) }
    if let name = broughtName(at: leaf, node) { return add(node, name, guards: []) }
    lookAtUnseen(leaf, node)
  }

  /// Whether the name is the beginning of a longer one that the compiler knows.
  private func isInnerPart(_ node: NodeID) -> Bool {
    guard tree.cxxRole(node) == .base else { return false }
    let outer = parents[node.index]
    if tree.cxx(outer) == .instance, tree.cxxRole(outer) == .base, tree.cxx(parents[outer.index]) == .qualified {
      return false
    }
    guard tree.cxx(outer) == .qualified, let last = tree.child(CxxRole.identifier.role, of: outer) else { return false }
    let place = tree[last].start
    return survey.names[place]?.contains { $0.isKnown && !$0.name.isEmpty } == true || bodies[place] != nil
      || isSkipped(place)
  }

  /// `ResizeMode` of `ResizeMode::kLINEAR`, where the library itself has the one name for another: the whole is known by
  /// the other.
  private mutating func lookAtInnerPart(_ leaf: NodeID, _ node: NodeID) {
    let place = tree[leaf].start
    let whole =
      tree.child(CxxRole.identifier.role, of: parents[node.index]).flatMap { survey.names[tree[$0].start] } ?? []
    let found = survey.names[place]?.first { name in
      name.isKnown && name.isType && ownership.owns(name) && name.name.lastDottedPart == tree.text(leaf)
        && context.spokenOf.contains(name.name)
    }
    guard let found, !whole.contains(where: { $0.name.hasPrefix(found.name + ".") }) else { return }
    add(node, found, guards: [])
  }

  private mutating func addOverriding(_ node: NodeID, _ name: Survey.Name) {
    let owner = name.name.dottedBeginnings.dropFirst().first ?? ""
    var guards: Reference.Guards = .overriding
    if guarded.contains(where: { $0.contains(tree.range(node)) }) { guards.insert(.version) }
    references.append(
      Reference(
        node: node, name: name.name, use: .load, route: .receiver, guards: guards,
        receiver: TypeFact(type: owner, evidence: .proved)))
  }

  private mutating func add(_ node: NodeID, _ name: Survey.Name, guards: Reference.Guards) {
    guard name.isMember else {
      let isMade = !name.isType || use(of: node) == .call
      return add(node, name.name, .nameImport, guards: isMade ? guards : guards.union(.typeOnly))
    }
    let owner = name.name.dottedBeginnings.dropFirst().first ?? ""
    let receiver = TypeFact(type: owner, evidence: .proved)
    add(node, name.name, .receiver, guards: guards, receiver: receiver)
  }

  private mutating func add(
    _ node: NodeID, _ name: String, _ route: Reference.Route, guards: Reference.Guards = [], receiver: TypeFact? = nil
  ) {
    var guards = guards
    if guarded.contains(where: { $0.contains(tree.range(node)) }) { guards.insert(.version) }
    references.append(
      Reference(node: node, name: name, use: use(of: node), route: route, guards: guards, receiver: receiver))
  }

  private func use(of node: NodeID) -> Reference.Use {
    if isUsingDeclaration(node) { return .imported }
    var node = node
    let parent = parents[node.index]
    if tree.cxx(parent) == .instance, tree.cxxRole(node) == .base { node = parent }
    return tree.cxxRole(node) == .callee ? .call : .load
  }

  /// `using cv::imread;`
  private func isUsingDeclaration(_ node: NodeID) -> Bool {
    guard tree.cxx(node) == .qualified else { return false }
    var at = Int(tree[node].start) - 1
    while at >= 0, tree.bytes[at] == 0x20 || tree.bytes[at] == 0x09 { at -= 1 }
    guard at >= 4, tree.bytes[(at - 4)...at].elementsEqual("using".utf8),
      at == 4 || !CxxLexer.isLetter(tree.bytes[at - 5])
    else { return false }
    return CxxLexer.tokens(
      of: tree.bytes, in: ByteRange(tree[node].end, UInt32(min(tree.bytes.count, Int(tree[node].end) + 64)))
    )
    .first?.byte == UInt8(ascii: ";")
  }

  /// Types that a using declaration brings: some releases of libclang say nothing where these are named.
  private mutating func broughtName(at leaf: NodeID, _ node: NodeID) -> Survey.Name? {
    let place = tree[leaf].start
    guard tree.cxx(node) == .name, survey.names[place] == nil, survey.macros[place] == nil, !isSkipped(place),
      !isDefined(node)
    else { return nil }
    return brought[tree.text(leaf)]?.first { $0.range.start < place && place < $0.range.end }?.name
  }

  private func makeBrought() -> [String: [(range: ByteRange, name: Survey.Name)]] {
    var found: [String: [(range: ByteRange, name: Survey.Name)]] = [:]
    for (place, node) in nodes.sorted(by: { $0.key < $1.key }) where isUsingDeclaration(node) {
      guard var name = survey.names[place]?.first(where: { ownership.owns($0) }) else { continue }
      name.isType = true
      let range = ByteRange(tree[node].end, max(tree[node].end, tree.blockEnd(from: place)))
      found[name.name.lastDottedPart, default: []].append((range, name))
    }
    return found
  }

  // MARK: What the compiler does not see

  private func isSkipped(_ place: UInt32) -> Bool { survey.skipped.contains { $0.contains(place) } }

  private func isDefined(_ node: NodeID) -> Bool {
    var node = node
    while node != tree.root {
      if tree.cxx(node) == .define { return true }
      node = parents[node.index]
    }
    return false
  }

  /// Whether this is a member that rules speak of, on a value whose type a template leaves open.
  private func isOpen(_ leaf: NodeID, _ node: NodeID) -> Bool {
    guard mentionsLibrary, tree.cxx(node) == .member,
      context.members.find(tree.bytes, tree[leaf].start, tree[leaf].end) != NameSet.absent
    else { return false }
    // Of what a template leaves open, libclang says nothing at the member's own place.
    return !isSkipped(tree[leaf].start) && !isDefined(node) && !isComplainedOf(node)
  }

  /// In C++, and in C by older and newer releases of the compiler.
  private static let complaintsOfUndeclared = [
    "use of undeclared identifier", "implicit declaration of function", "call to undeclared function",
  ]

  private func isUndeclared(_ place: UInt32) -> Bool {
    survey.problems.contains { problem in
      problem.offset == place && problem.file.isEmpty
        && Self.complaintsOfUndeclared.contains { problem.message.hasPrefix($0) }
    }
  }

  private func isComplainedOf(_ node: NodeID) -> Bool {
    let range = tree.range(node)
    return survey.problems.contains { $0.file.isEmpty && range.start <= $0.offset && $0.offset < range.end }
  }

  /// Whether the compiler says nothing at all of a name, as it does of what stands beside something that it cannot make out.
  private func isDropped(_ leaf: NodeID) -> Bool {
    survey.names[tree[leaf].start] == nil && survey.problems.contains { $0.file.isEmpty }
  }

  /// A name in code that is not compiled, in a macro that is not used, or that no header declares: only its text tells.
  private mutating func lookAtUnseen(_ leaf: NodeID, _ node: NodeID) {
    if isOpen(leaf, node) { return add(node, "?.\(tree.text(leaf))", .receiver) }
    let isCertainlyUnseen = isSkipped(tree[leaf].start) || isDefined(node)
    guard isCertainlyUnseen || isComplainedOf(node) || isDropped(leaf) else { return }
    if tree.cxx(node) == .member {
      guard mentionsLibrary else { return }
      let member = tree.text(leaf)
      if context.members.find(member) != NameSet.absent { add(node, "?.\(member)", .receiver, guards: .unseen) }
      return
    }
    guard let written = CxxText.canonicalName(tree.plainText(node)) else { return }
    let candidates =
      tree.cxx(node) == .name
      ? [written] + survey.usings.map { "\($0.namespace).\(written.dropFirst(3))" } : [written]
    // Headers may leave it to their includers to bring the library; what stands outside of all namespaces has a name of its own.
    if let name = candidates.first(where: {
      context.spokenOf.contains($0) && (mentionsLibrary || $0.hasPrefix("::.") && isSkipped(tree[leaf].start))
    }) {
      return add(node, name, .nameImport, guards: .unseen)
    }
    // The library's own namespace, and a name that nothing declares: unknown, and told so.
    let isQualified = tree.cxx(node) == .qualified && !written.hasPrefix("::")
    if mentionsLibrary, !isCertainlyUnseen, isQualified, context.surfaces.provides(written) {
      add(node, written, .nameImport, guards: .unseen)
    }
  }

  // MARK: Headers

  private mutating func lookAtHeader(_ node: NodeID) {
    let text = tree.text(node)
    let name = text.filter { $0 != "<" && $0 != ">" && $0 != "\"" }
    let isOwn = context.spokenOf.contains("<\(name)>") || ownership.isHeader(name)
    guard isOwn else { return }
    // A header of the project's own may have such a name.
    if let found = survey.includes[tree[parents[node.index]].start], ownership.isProjectFile(found.file) { return }
    var guards: Reference.Guards = isSkipped(tree[node].start) ? .unseen : []
    if guarded.contains(where: { $0.contains(tree.range(node)) }) { guards.insert(.version) }
    references.append(Reference(node: node, name: "<\(name)>", use: .imported, route: .moduleImport, guards: guards))
  }
}

/// Tells a library's declarations from the project's own.
struct Ownership {
  private let roots: Set<String>
  private let project: String

  init(roots: Set<String>, project: String) {
    self.roots = roots
    self.project = project.isEmpty ? "" : project + "/"
  }

  func owns(_ name: Survey.Name) -> Bool {
    guard !name.name.isEmpty else { return false }
    if name.name.hasPrefix("::.") { return isOwnFile(name.file) }
    guard roots.contains(String(name.name.prefix { $0 != "." })) else { return false }
    return isOwnFile(name.file) || !isProjectFile(name.file)
  }

  /// Without a project there is one text, which stands in no folder.
  func isProjectFile(_ path: String) -> Bool {
    if project.isEmpty { return path.split(separator: "/").count <= 1 }
    return path.hasPrefix(project) && !isOwnFile(path)
  }

  /// Whether a path leads through a folder of the library's headers, or is one of them: `…/opencv2/core.hpp`.
  func isOwnFile(_ path: String) -> Bool {
    let parts = path.split(separator: "/")
    guard let file = parts.last else { return false }
    return parts.dropLast().contains { roots.contains(String($0)) } || isRootFile(file)
  }

  /// Whether an include's text names one of the library's headers.
  func isHeader(_ name: String) -> Bool {
    let parts = name.split(separator: "/")
    guard let file = parts.last else { return false }
    return parts.count > 1 ? roots.contains(String(parts[0])) || isRootFile(file) : isRootFile(file)
  }

  private func isRootFile(_ file: Substring) -> Bool {
    roots.contains(String(file.prefix { $0 != "." })) && file.contains(".h")
  }
}
