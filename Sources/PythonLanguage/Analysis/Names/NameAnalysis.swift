// From a parsed file to its resolved references.

import Semantics
import SourceModel

/// One reference with what spelling needs to know beyond it.
struct ResolvedReference: Sendable {
  var reference: Reference
  /// The first name of the chain; the node itself in an import.
  var first: NodeID
  /// The bindings that lead to it, in `NameTable.bindings`; empty for imports.
  var bindings: [Int32]
  var scope: Int32
  /// The index of the import that an `imported` reference stands in, or -1.
  var importIndex: Int = -1
}

/// The names of one file: what it imports, binds and uses of the provided libraries.
final class NameAnalysis: Sendable {
  let tree: Tree
  let context: AnalysisContext
  let scan: ImportScan
  let starNames: [Int: [String]]
  let tests: GuardTests
  /// Nil when nothing in the file can lead to a library.
  let walked: Walked?

  /// What the walk over all rows left.
  final class Walked: Sendable {
    let table: NameTable
    let importGuards: [GuardRegion.Guards]
    let uses: [NameUse]
    let memberUses: [MemberUse]
    let annotationStrings: [AnnotationString]
    let memberNames: NameSet
    let wordLeaves: [(word: NameSet.ID, leaf: NodeID)]

    init(_ walker: ScopeWalker, table: NameTable, importGuards: [GuardRegion.Guards]) {
      self.table = table
      self.importGuards = importGuards
      uses = walker.uses
      memberUses = walker.memberUses
      annotationStrings = walker.annotationStrings
      memberNames = walker.members
      wordLeaves = walker.wordLeaves
    }
  }

  init(_ tree: Tree, in context: AnalysisContext) {
    let members = context.members
    self.tree = tree
    self.context = context
    scan = ImportScan(tree, in: context)
    starNames = NameAnalysis.starNames(scan, context)
    let names = NameAnalysis.interestingNames(scan, starNames, context)
    guard !names.isEmpty || !members.isEmpty else {
      tests = GuardTests()
      walked = nil
      return
    }
    tests = names.isEmpty ? GuardTests() : NameAnalysis.tests(scan, names, context)
    // Of most files the types of some values are asked for, and with them all names; of examples in documentation seldom.
    let extent = context.beginning == nil ? ScopeWalker.Extent.both : .interesting
    let walker = ScopeWalker(
      tree, imports: scan.imports, names: names, members: members, words: context.leafWords,
      takesAllMembers: context.movesModels, tests: tests, starNames: starNames, extent: extent)
    let table = NameTable(walker)
    let fallbacks = ImportFallbacks(tree: tree, imports: scan.imports, table: table, surfaces: context.surfaces)
    walked = Walked(walker, table: table, importGuards: fallbacks.guards(walker.importGuards))
  }

  // MARK: Which names are worth resolving

  private static func starNames(_ scan: ImportScan, _ context: AnalysisContext) -> [Int: [String]] {
    var found: [Int: [String]] = [:]
    for (index, record) in scan.imports.enumerated() where record.isStar {
      if record.isProvided {
        found[index] = context.surfaces.starNames(of: record.target)
      } else if !context.project.isEmpty {
        let names = context.project.starNames(of: record.target)
        found[index] = names.filter { context.surfaces.provides($0.target) }.map(\.name)
      }
    }
    return found
  }

  /// The names that imports bind to a library, and those assigned from them, however far.
  private static func interestingNames(
    _ scan: ImportScan, _ starNames: [Int: [String]], _ context: AnalysisContext
  ) -> NameSet {
    var names = NameSet()
    for (index, record) in scan.imports.enumerated() {
      if record.isStar {
        for name in starNames[index] ?? [] { _ = names.insert(name) }
      } else if record.leadsToLibrary {
        _ = names.insert(record.localName)
      }
    }
    for candidate in scan.candidates where scan.tree.python(candidate.value) == .call {
      guard let module = DynamicImport.module(importedBy: candidate.value, in: scan.tree),
        context.surfaces.provides(module)
      else { continue }
      _ = names.insert(scan.tree.text(candidate.target))
    }
    addAliases(scan, to: &names)
    return names
  }

  private static func addAliases(_ scan: ImportScan, to names: inout NameSet) {
    guard !names.isEmpty else { return }
    let tree = scan.tree
    var before = -1
    while names.count != before {
      before = names.count
      for candidate in scan.candidates {
        var first = candidate.value
        while tree.python(first) == .attribute { first = NodeID(first.row + 1) }
        guard tree.python(first) == .name else { continue }
        if names.find(tree.bytes, tree[first].start, tree[first].end) != NameSet.absent {
          _ = names.insert(tree.bytes, tree[candidate.target].start, tree[candidate.target].end)
        }
      }
    }
  }

  // MARK: Version tests

  private static func tests(_ scan: ImportScan, _ names: NameSet, _ context: AnalysisContext) -> GuardTests {
    var tests = GuardTests()
    // By places: a record taken out of the list costs more than what is asked of it.
    for place in scan.imports.indices
    where !scan.imports[place].isProvided && speaksOfVersion(scan.imports[place].localName) {
      _ = tests.versionNames.insert(scan.imports[place].localName)
    }
    let isAsked = ByteSearch.contains(scan.tree.bytes, "__version__")
    guard !tests.versionNames.isEmpty || isAsked else { return tests }
    // Another library in the place of the old one has releases of its own.
    if isAsked, !context.isSwap { tests.versions = VersionTests(scan.imports, target: context.common.aim) }
    for candidate in scan.comparisons {
      let value = candidate.value
      guard scan.tree[value].subtreeEnd - value.row < 64, scan.tree.python(value) != .name else { continue }
      if tests.guards(of: value, in: scan.tree, names: names).contains(.version) {
        let name = scan.tree.text(candidate.target)
        let isKnown = tests.versionNames.find(name) != NameSet.absent
        _ = tests.versionNames.insert(name)
        tests.versions.add(name, holding: value, in: scan.tree, isKnown: isKnown)
      }
    }
    return tests
  }

  /// `NUMPY_GE_2`, `np_version_gte1p24`, `_IS_NUMPY_2`.
  private static func speaksOfVersion(_ name: String) -> Bool {
    guard mayNameNumPy(name) else { return false }
    guard name.utf8.contains(where: { $0 >= 0x30 && $0 <= 0x39 || $0 | 0x20 == UInt8(ascii: "v") }) else {
      return false
    }
    let lower = name.lowercased()
    let parts = lower.split(separator: "_")
    guard lower.contains("numpy") || parts.contains("np") else { return false }
    return lower.contains("version") || lower.contains { $0.isNumber }
  }
}

extension NameAnalysis {
  /// Whether `np` or `nu` stands somewhere in a name, in any case: what nearly all names are turned away by.
  private static func mayNameNumPy(_ name: String) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      var last: UInt8 = 0
      for byte in bytes {
        let letter = byte | 0x20
        if last == UInt8(ascii: "n"), letter == UInt8(ascii: "p") || letter == UInt8(ascii: "u") { return true }
        last = letter
      }
      return false
    }
  }
}

/// A string literal where an annotation may be.
struct AnnotationString: Sendable {
  var node: NodeID
  var scope: Int32
  var guards: GuardRegion.Guards
}
