// Tests of a library's release that the code itself makes, decided for the release that the code moves to.

import Semantics
import SourceModel

/// Decides `Version(np.__version__) >= Version("1.20")` and its like.
///
/// A branch that the new release takes has to be ported as all other code; only what it passes by is left alone. What
/// cannot be decided for certain says nothing.
struct VersionTests: Sendable {
  /// Names that lead to a library, and the numbers of the release that each moves to: `np` → 2, 0.
  private var libraries = NameSet()
  private var releases: [[Int]] = []
  /// Names that hold the outcome of a test.
  private var outcomes: [String: Bool] = [:]

  init() {}

  /// - Parameters:
  ///   - imports: The imports of the file.
  ///   - target: The libraries at the release that the code moves to.
  init(_ imports: [ImportRecord], target: SurfaceSet) {
    for place in imports.indices where imports[place].isProvided && !imports[place].isFrom && !imports[place].isStar {
      let (name, module) = (imports[place].localName, imports[place].target)
      guard let root = module.split(separator: ".").first.map(String.init), module == root || name == root,
        let release = Self.release(of: root, target), libraries.find(name) == NameSet.absent
      else { continue }
      _ = libraries.insert(name)
      releases.append(release)
    }
  }

  var isEmpty: Bool { releases.isEmpty }

  private static func release(of root: String, _ target: SurfaceSet) -> [Int]? {
    guard target.roots.contains(root),
      let surface = target.surfaces.count == 1
        ? target.surfaces.first : target.surfaces.first(where: { $0.library == root }),
      let numbers = Numbers(surface.release), !numbers.isBefore, numbers.parts.count >= 2
    else { return nil }
    return numbers.parts
  }

  /// Takes a name that is assigned a test; one that holds now this and now that says nothing.
  mutating func add(_ name: String, holding test: NodeID, in tree: Tree, isKnown: Bool) {
    let outcome = holds(test, in: tree)
    outcomes[name] = isKnown && outcomes[name] != outcome ? nil : outcome
  }

  /// Whether a test holds with the new release; nil where that cannot be told.
  func holds(_ test: NodeID, in tree: Tree) -> Bool? {
    switch tree.python(test) {
    case .name: return outcomes[tree.text(test)]
    case .unaryOp where tree.detail(test) == UnaryOperator.not.rawValue:
      return tree.child(PythonRole.operand.role, of: test).flatMap { holds($0, in: tree) }.map { !$0 }
    case .compare: return comparison(test, tree)
    default: return nil
    }
  }

  private func comparison(_ node: NodeID, _ tree: Tree) -> Bool? {
    let parts = Array(tree.children(of: node))
    guard parts.count == 3, let operation = ComparisonOperator(rawValue: tree.detail(parts[1])) else { return nil }
    if let tested = tested(parts[0], tree), let written = written(parts[2], tree) {
      return tested.holds(operation, written)
    }
    guard let tested = tested(parts[2], tree), let written = written(parts[0], tree) else { return nil }
    return Self.turned(operation).flatMap { tested.holds($0, written) }
  }

  private static func turned(_ operation: ComparisonOperator) -> ComparisonOperator? {
    switch operation {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    default: nil
    }
  }

  // MARK: What is tested

  /// The release as a test sees it.
  private struct Tested {
    enum View {
      /// As a text, character by character.
      case text
      /// By its numbers, as far as they are known.
      case numbers
      /// By exactly its first numbers.
      case first(Int)
    }
    var release: [Int]
    var view: View

    func holds(_ operation: ComparisonOperator, _ written: Written) -> Bool? {
      switch (view, written) {
      case (.text, .text(let text)): textHolds(operation, text)
      case (.numbers, .text(let text)): Numbers(text).flatMap { numbersHold(operation, $0) }
      case (.first(let count), .numbers(let parts)): firstHold(operation, count, parts)
      default: nil
      }
    }

    /// `"2.0.0" >= "1.20"`, by characters, as a release of any patch would answer.
    private func textHolds(_ operation: ComparisonOperator, _ text: String) -> Bool? {
      let mine = release.prefix(2).map(String.init).joined(separator: ".") + "."
      if text.hasPrefix(mine) { return nil }
      let isLess = mine.utf8.lexicographicallyPrecedes(text.utf8)
      switch operation {
      case .less, .lessOrEqual: return isLess
      case .greater, .greaterOrEqual: return !isLess
      default: return nil
      }
    }

    /// What is known are the first two numbers; the third may be any.
    private func numbersHold(_ operation: ComparisonOperator, _ written: Numbers) -> Bool? {
      let mine = Array(release.prefix(2))
      let theirs = Array((written.parts + [0, 0]).prefix(2))
      let isAtLeast = written.parts.dropFirst(2).allSatisfy { $0 == 0 }
      if mine == theirs, !isAtLeast { return nil }
      let isLess = mine.lexicographicallyPrecedes(theirs)
      switch operation {
      case .less: return isLess
      case .greaterOrEqual: return !isLess
      // A release comes after what came before it.
      case .lessOrEqual: return mine == theirs && !written.isBefore ? nil : isLess
      case .greater: return mine == theirs && !written.isBefore ? nil : !isLess
      default: return nil
      }
    }

    private func firstHold(_ operation: ComparisonOperator, _ count: Int, _ parts: [Int]) -> Bool? {
      guard count <= 2 else { return numbersHold(operation, Numbers(parts)) }
      let mine = Array(release.prefix(count))
      switch operation {
      case .less: return mine.lexicographicallyPrecedes(parts)
      case .greaterOrEqual: return !mine.lexicographicallyPrecedes(parts)
      case .greater: return parts.lexicographicallyPrecedes(mine)
      case .lessOrEqual: return !parts.lexicographicallyPrecedes(mine)
      case .equal: return mine == parts
      case .notEqual: return mine != parts
      default: return nil
      }
    }
  }

  private func tested(_ node: NodeID, _ tree: Tree) -> Tested? {
    guard let (release, before, after) = mention(in: Self.plain(tree.text(node))) else { return nil }
    switch (before, after) {
    case ("", ""): return Tested(release: release, view: .text)
    case (_, ")") where before.hasSuffix("(") && Self.wrappers.contains(String(before.dropLast()).lastDottedPart):
      return Tested(release: release, view: .numbers)
    case ("int(", ".split('.')[0])"): return Tested(release: release, view: .first(1))
    default: break
    }
    guard let closing = Self.closing(of: before), after.hasPrefix(".split('.')"), after.hasSuffix(closing) else {
      return nil
    }
    switch after.dropFirst(".split('.')".count).dropLast(closing.count) {
    case "[:1]": return Tested(release: release, view: .first(1))
    case "[:2]": return Tested(release: release, view: .first(2))
    case "[:3]", "": return Tested(release: release, view: .first(3))
    default: return nil
    }
  }

  /// What ends `tuple(map(int, …))` or `[int(part) for part in …]`, which make numbers of a text's parts, by how they
  /// begin; nil for anything else.
  private static func closing(of before: String) -> String? {
    if before == "tuple(map(int," || before == "list(map(int," { return "))" }
    for (opening, closing) in [("tuple(int(", ")"), ("list(int(", ")"), ("[int(", "]")] where before.hasPrefix(opening)
    {
      let rest = before.dropFirst(opening.count)
      let variable = rest.prefix(while: isPart)
      if !variable.isEmpty, rest == "\(variable))for \(variable) in " { return closing }
    }
    return nil
  }

  /// A text with blanks only where they part words, and quotes of one kind.
  private static func plain(_ text: String) -> String {
    var plain = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if let last = plain.last, isPart(last), let first = word.first, isPart(first) { plain += " " }
      plain += word
    }
    return plain.replacing("\"", with: "'")
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_"
  }

  /// Where a library's `__version__` stands in a plain text: the release, what stands before, what behind.
  private func mention(in text: String) -> (release: [Int], before: String, after: String)? {
    guard let found = text.ranges(of: ".__version__").first else { return nil }
    let head = text[..<found.lowerBound]
    let start = head.lastIndex { !Self.isPart($0) }.map { head.index(after: $0) } ?? head.startIndex
    let number = libraries.find(String(head[start...]))
    guard number != NameSet.absent else { return nil }
    return (releases[Int(number)], String(head[..<start]), String(text[found.upperBound...]))
  }

  /// What makes an ordered version of a text.
  private static let wrappers: Set<String> = [
    "Version", "LooseVersion", "StrictVersion", "parse", "parse_version", "NumpyVersion", "_parse_version",
  ]

  // MARK: What it is held against

  private enum Written {
    case text(String)
    case numbers([Int])
  }

  private func written(_ node: NodeID, _ tree: Tree) -> Written? {
    switch tree.python(node) {
    case .string: return StringText.content(of: node, in: tree).map { .text(tree.text(in: $0)) }
    case .call:
      guard let function = tree.child(PythonRole.function.role, of: node),
        Self.wrappers.contains(tree.text(function).lastDottedPart),
        let argument = tree.child(PythonRole.argumentValues.role, of: node),
        tree[argument].subtreeEnd == tree[node].subtreeEnd
      else { return nil }
      return written(argument, tree)
    case .tuple, .list:
      let parts = tree.children(of: node).map { Int(tree.text($0)) }
      return parts.contains(nil) ? nil : .numbers(parts.compactMap { $0 })
    default: return Int(tree.text(node)).map { .numbers([$0]) }
    }
  }

  /// The numbers of a version as PEP 440 writes it.
  private struct Numbers {
    var parts: [Int]
    /// Whether it is of what comes before the release: `2.0.0rc1`, `2.0.0.dev0`.
    var isBefore = false

    init(_ parts: [Int]) { self.parts = parts }

    init?(_ text: String) {
      parts = []
      for part in text.split(separator: ".", omittingEmptySubsequences: false) {
        let digits = part.prefix { $0.isASCII && $0.isNumber }
        if let number = Int(digits) { parts.append(number) }
        if digits.count == part.count { continue }
        let rest = part.dropFirst(digits.count).lowercased()
        guard ["a", "b", "rc", "c", "dev", "alpha", "beta"].contains(where: { rest.hasPrefix($0) }) else { return nil }
        isBefore = true
        break
      }
      guard !parts.isEmpty else { return nil }
    }
  }
}
