// Whether code is what a rule makes of a certain use: the rule's own text held against it, argument by argument.

import RuleModel
import Semantics
import SourceModel

/// One rewritten file, to be searched for what its uses had to become.
///
/// Knows nothing of how the engine rewrites: arguments are bound to the new signature here once more.
struct UseMatch {
  let language: any Language
  let tree: Tree
  /// The qualified names of the file's references and of their beginnings.
  let names: [NodeID: String]
  let target: SurfaceSet
  /// What each use must become, with the signature its arguments were given for.
  let pattern: Pattern
  let was: Signature
  let uses: [UsageVariant.Use]
  /// Values that are to be written for parameters not given.
  let pinned: [String: String]

  /// Whether `node` is what becomes of a use.
  func matches(use: Int, at node: NodeID) -> Bool { matches(pattern.root, node, use) || isRun(from: node, use) }

  private func matches(_ place: NodeID, _ node: NodeID, _ use: Int) -> Bool {
    if case .one(let parameter)? = pattern.variables[place] { return isValue(of: parameter, at: node, use) }
    if let symbol = pattern.symbols[place] { return isSymbol(symbol, at: node) }
    if let wanted = language.callSite(at: place, in: pattern.tree) {
      guard let site = language.callSite(at: node, in: tree), site.hasSign == wanted.hasSign else { return false }
      // A macro is no name that a surface would have: it is told by its sign and its own name.
      let isCalled =
        wanted.hasSign
        ? tree.text(site.callee) == pattern.tree.text(wanted.callee) : matches(wanted.callee, site.callee, use)
      guard isCalled else { return false }
      return hasArguments(wanted, site, use)
    }
    return hasSameShape(place, node, use)
  }

  /// Whether the parts of the pattern and the words between them stand side by side, beginning with `node`.
  private func isRun(from node: NodeID, _ use: Int) -> Bool {
    let parts = Array(pattern.tree.children(of: pattern.root))
    guard language.readsWordsFlat, parts.count > 0, isSpread(pattern.root) else { return false }
    var (place, end) = (node, tree[node].start)
    for (index, part) in parts.enumerated() {
      guard place.index < tree.count, tree[place].start >= end, matches(part, place, use) else { return false }
      let before = index == 0 ? pattern.tree[pattern.root].start : pattern.tree[parts[index - 1]].end
      let wanted = language.words(in: ByteRange(before, pattern.tree[part].start), of: pattern.tree)
      guard index == 0 ? precedes(wanted, place) : words(end, tree[place].start) == wanted else { return false }
      end = tree[place].end
      place = NodeID(tree[place].subtreeEnd)
    }
    let rest = language.words(
      in: ByteRange(pattern.tree[parts[parts.count - 1]].end, pattern.tree[pattern.root].end), of: pattern.tree)
    return Array(words(end, min(UInt32(tree.bytes.count), end + 200)).prefix(rest.count)) == rest
  }

  /// Whether the words between the parts of two nodes are the same.
  private func hasSameWords(_ place: NodeID, _ node: NodeID) -> Bool {
    gaps(of: place, in: pattern.tree) == gaps(of: node, in: tree)
  }

  private func gaps(of node: NodeID, in tree: Tree) -> [[String]] {
    var start = tree[node].start
    var gaps: [[String]] = []
    for part in tree.children(of: node) {
      gaps.append(language.words(in: ByteRange(start, tree[part].start), of: tree))
      start = tree[part].end
    }
    return gaps + [language.words(in: ByteRange(start, tree[node].end), of: tree)]
  }

  private func words(_ start: UInt32, _ end: UInt32) -> [String] { language.words(in: ByteRange(start, end), of: tree) }

  private func precedes(_ wanted: [String], _ place: NodeID) -> Bool {
    let start = tree[place].start
    return words(start - min(start, 200), start).suffix(wanted.count).elementsEqual(wanted)
  }

  /// Whether a node of the pattern is words and parts side by side: no name, no call, no bracket.
  private func isSpread(_ node: NodeID) -> Bool {
    pattern.symbols[node] == nil && pattern.variables[node] == nil
      && language.callSite(at: node, in: pattern.tree) == nil
      && language.memberAccess(at: node, in: pattern.tree) == nil
  }

  private func hasSameShape(_ place: NodeID, _ node: NodeID, _ use: Int) -> Bool {
    let (wanted, found) = (pattern.tree, tree)
    guard wanted.kind(place) == found.kind(node) else { return false }
    guard wanted.hasChildren(place) else { return isLeaf(place, node) }
    let (parts, others) = (Array(wanted.children(of: place)), Array(found.children(of: node)))
    guard parts.count == others.count, wanted.detail(place) == found.detail(node),
      !language.readsWordsFlat || !isSpread(place) || hasSameWords(place, node)
    else { return false }
    return zip(parts, others).allSatisfy { matches($0, $1, use) }
  }

  private func isLeaf(_ place: NodeID, _ node: NodeID) -> Bool {
    language.isSame(place, of: pattern.tree, node, of: tree)
  }

  /// Names without a dot are builtins and stand as they are. A type that is called may be known by its initialiser.
  private func isSymbol(_ symbol: String, at node: NodeID) -> Bool {
    symbol.contains(".")
      ? names[node] == symbol || names[node] == symbol + ".init" || isInherited(symbol, at: node)
      : tree.text(node) == symbol && names[node] == nil
  }

  /// A member is known by the class that declares it, which may be a base of the one that a rule names.
  private func isInherited(_ symbol: String, at node: NodeID) -> Bool {
    guard let dot = symbol.lastIndex(of: "."), target.resolve(String(symbol[..<dot]))?.entry.kind == .class,
      let name = names[node]
    else { return false }
    return name.hasSuffix(symbol[dot...]) && language.memberAccess(at: node, in: tree) != nil
  }

  // MARK: Values

  private func isValue(of parameter: String, at node: NodeID, _ use: Int) -> Bool {
    if parameter == "self" { return tree.text(node) == uses[use].receiver || isMoved(receiverOf: use, node) }
    guard let given = uses[use].arguments.first(where: { $0.parameter == parameter }) else {
      return isDefault(of: parameter, at: node)
    }
    return isValue(given.value, at: node)
  }

  /// `numpy.ndarray.ptp(x)`: the receiver as the first argument.
  private func isMoved(receiverOf use: Int, _ node: NodeID) -> Bool {
    uses[use].arguments.first.map { $0.parameter == "self" && isValue($0.value, at: node) } ?? false
  }

  private func isValue(_ value: UsageVariant.Given.Value, at node: NodeID) -> Bool {
    switch value {
    case .text(let text): tree.text(node) == text
    case .use(let inner): matches(use: inner, at: node)
    }
  }

  private func isDefault(of parameter: String, at node: NodeID) -> Bool {
    guard let standard = pinned[parameter] ?? was.parameter(parameter)?.defaultValue else { return false }
    return names[node] == standard || names[node].map { $0 == language.canonicalName(standard) } ?? false
      || Self.normalised(tree.text(node)) == Self.normalised(standard)
  }

  private static func normalised(_ text: String) -> String {
    String(text.filter { $0 != " " }.map { $0 == "'" ? "\"" : $0 })
  }

  // MARK: Arguments

  /// One argument that must or may be there.
  private struct Wanted {
    enum Content {
      case place(NodeID)
      case value(UsageVariant.Given.Value)
    }
    var content: Content
    /// Whether it may be left out: a default that nobody gave.
    var isOptional: Bool
  }

  /// Whether the call gives each argument that the pattern's call gives, and no other.
  private func hasArguments(_ wanted: CallSite, _ site: CallSite, _ use: Int) -> Bool {
    let signature = (pattern.symbols[wanted.callee] ?? memberName(of: wanted.callee)).flatMap { self.signature(of: $0) }
    var expected = expectation(wanted, signature, use)
    var unpacked = wanted.arguments.filter(isUnpacked)[...]
    var position = 0
    for argument in site.arguments {
      if argument.form == .unpacked || argument.form == .unpackedMapping {
        guard let place = unpacked.popFirst(), place.form == argument.form, matches(place.node, argument.node, use)
        else { return false }
        continue
      }
      guard let key = key(of: argument, &position, signature), let slot = expected.removeValue(forKey: key) else {
        return false
      }
      switch slot.content {
      case .place(let place): guard matches(place, argument.node, use) else { return false }
      case .value(let value): guard isValue(value, at: argument.node) else { return false }
      }
    }
    return unpacked.isEmpty && expected.values.allSatisfy(\.isOptional)
  }

  /// `self.randint` is a member of the type that `was` is a member of.
  private func memberName(of callee: NodeID) -> String? {
    guard was.hasReceiver, let access = language.memberAccess(at: callee, in: pattern.tree),
      pattern.variables[access.base] == .one("self"), let dot = was.name.lastIndex(of: ".")
    else { return nil }
    return was.name[...dot] + access.member
  }

  /// Whether an argument of the pattern unpacks one value, and does not stand for any number of arguments.
  private func isUnpacked(_ argument: Argument) -> Bool {
    guard argument.form == .unpacked || argument.form == .unpackedMapping else { return false }
    guard case .one(let name)? = pattern.variables[argument.node], let parameter = was.parameter(name) else {
      return true
    }
    return parameter.passing != .variadic && parameter.passing != .keywordVariadic
  }

  /// What each argument must be, by the name of its parameter or, where that is not known, by its position.
  private func expectation(_ wanted: CallSite, _ signature: Signature?, _ use: Int) -> [String: Wanted] {
    var expected: [String: Wanted] = [:]
    var position = 0
    for argument in wanted.arguments where !isUnpacked(argument) {
      if argument.form == .unpacked || argument.form == .unpackedMapping {
        guard case .one(let parameter)? = pattern.variables[argument.node] else { continue }
        for given in uses[use].arguments where given.parameter == parameter {
          let key = given.label ?? positionKey(position, signature)
          if given.label == nil { position += 1 }
          expected[key] = Wanted(content: .value(given.value), isOptional: false)
        }
        continue
      }
      guard let key = key(of: argument, &position, signature) else { continue }
      expected[key] = Wanted(content: .place(argument.node), isOptional: isOptional(argument.node, use))
    }
    return expected
  }

  private func isOptional(_ place: NodeID, _ use: Int) -> Bool {
    guard case .one(let parameter)? = pattern.variables[place], parameter != "self", pinned[parameter] == nil else {
      return false
    }
    return !uses[use].arguments.contains { $0.parameter == parameter }
  }

  private func key(of argument: Argument, _ position: inout Int, _ signature: Signature?) -> String? {
    switch argument.form {
    case .labelled(let label), .trailing(.some(let label)): return label
    case .positional, .trailing(nil):
      position += 1
      return positionKey(position - 1, signature)
    case .unpacked, .unpackedMapping: return nil
    }
  }

  private func positionKey(_ position: Int, _ signature: Signature?) -> String {
    let positional = signature?.parameters.filter {
      $0.passing == .positionalOnly || $0.passing == .positionalOrKeyword
    }
    guard let positional, position < positional.count else { return "#\(position)" }
    return positional[position].name
  }

  private func signature(of symbol: String) -> Signature? {
    if symbol == was.name, !pinned.isEmpty { return was }
    guard let found = target.resolve(symbol), let parameters = found.entry.parameters else { return nil }
    return try? language.signature("\(found.name)(\(parameters))")
  }
}
