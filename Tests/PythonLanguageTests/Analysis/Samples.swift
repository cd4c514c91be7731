// A small surface, and the ways the tests ask about a source text.

import PythonLanguage
import Semantics
import SourceModel
import Testing

/// NumPy as far as the tests need it.
let numpySurface: APISurface = {
  var entries: [String: APISurface.Entry] = [:]
  for module in [
    "numpy", "numpy.core", "numpy.core.numeric", "numpy.core.umath", "numpy._core", "numpy._core.umath",
    "numpy.linalg", "numpy.lib", "numpy.lib.stride_tricks", "numpy.exceptions", "numpy.random", "numpy.typing",
  ] {
    entries[module] = APISurface.Entry(kind: .module)
  }
  for name in [
    "array", "asarray", "zeros", "ones", "arange", "ptp", "prod", "product", "in1d", "isin", "trapz",
    "trapezoid", "alltrue", "all",
  ] {
    entries["numpy.\(name)"] = APISurface.Entry(kind: .function, type: "numpy.ndarray", isExported: true)
  }
  entries["numpy.loadpair"] = APISurface.Entry(kind: .function, type: "tuple[numpy.ndarray, numpy.ndarray]")
  for name in ["float_", "float64", "Inf", "inf", "pi"] {
    entries["numpy.\(name)"] = APISurface.Entry(kind: .value, type: "float", isExported: true)
  }
  entries["numpy.sqrt"] = APISurface.Entry(kind: .value, type: "numpy.ufunc", isExported: true)
  entries["numpy.ndarray"] = APISurface.Entry(kind: .class, isExported: true)
  entries["numpy.matrix"] = APISurface.Entry(kind: .class, bases: ["numpy.ndarray"])
  entries["numpy.ndarray.ptp"] = APISurface.Entry(kind: .method, type: "numpy.ndarray")
  entries["numpy.ndarray.itemset"] = APISurface.Entry(kind: .method)
  for name in ["reshape", "copy", "ravel", "astype"] {
    entries["numpy.ndarray.\(name)"] = APISurface.Entry(kind: .method, type: "Self")
  }
  entries["numpy.ndarray.T"] = APISurface.Entry(kind: .property, type: "Self")
  entries["numpy.exceptions.AxisError"] = APISurface.Entry(kind: .class)
  entries["numpy.AxisError"] = APISurface.Entry(kind: .class)
  entries["numpy.linalg.norm"] = APISurface.Entry(kind: .function)
  return APISurface(library: "numpy", release: "1.26", entries: entries)
}()

let surfaces = SurfaceSet(surfaces: [numpySurface], roots: ["numpy"])

func context(
  module: String = "app", isPackage: Bool = false, project: ProjectIndex = ProjectIndex(), members: NameSet = [],
  takenByOthers: Set<String> = [], target: SurfaceSet = SurfaceSet(surfaces: [], roots: [])
) -> AnalysisContext {
  AnalysisContext(
    module: module, isPackage: isPackage, common: CommonContext(surfaces: surfaces, target: target, members: members),
    project: project,
    takenByOthers: takenByOthers)
}

func facts(_ source: String, _ context: AnalysisContext = context()) -> any FileFacts {
  let language = PythonLanguage()
  let file = language.parse(ContiguousArray(source.utf8))
  #expect(file.diagnostics.isEmpty, "the sample parses")
  return language.analyse(file, in: context)
}

/// One line a reference: `line:column name use route guards`.
func listing(_ facts: any FileFacts) -> String {
  let lines = LineTable(facts.tree.bytes)
  return facts.references.map { reference in
    let at = lines.position(of: facts.tree[reference.node].start)
    var words = ["\(at.line):\(at.column)", reference.name, reference.use.rawValue, reference.route.rawValue]
    let guards: [(Reference.Guards, String)] = [
      (.handled, "handled"), (.tested, "tested"), (.version, "version"), (.typeChecking, "typeChecking"),
      (.rebound, "rebound"),
    ]
    words += guards.filter { reference.guards.contains($0.0) }.map(\.1)
    if let receiver = reference.receiver { words.append("[\(receiver.evidence.name) \(receiver.type)]") }
    return words.joined(separator: " ")
  }.joined(separator: "\n")
}

func expectReferences(
  _ source: String, _ context: AnalysisContext = context(), are expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(listing(facts(source, context)) == expected, sourceLocation: sourceLocation)
}

/// The types of the arguments of `reveal(…)`, one a line: evidence, type and rank.
func expectTypes(
  _ source: String, _ context: AnalysisContext = context(), are expected: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let facts = facts(source, context)
  let tree = facts.tree
  var found: [String] = []
  for row in 0..<UInt32(tree.count) {
    guard let call = PythonLanguage().callSite(at: NodeID(row), in: tree), tree.text(call.callee) == "reveal",
      let argument = call.arguments.first
    else { continue }
    guard let fact = facts.type(of: argument.node) else {
      found.append("unknown")
      continue
    }
    found.append("\(fact.evidence.name) \(fact.type)" + (fact.rank.map { " rank \($0)" } ?? ""))
  }
  #expect(found.joined(separator: "\n") == expected, sourceLocation: sourceLocation)
}

/// Renames every reference that is, or lies below, a key of `renames`, as an engine would, and gives the new text.
///
/// `except` holds the lines whose references are left alone.
func renamed(
  _ source: String, _ renames: [String: String], _ context: AnalysisContext = context(), except: Set<Int> = []
) -> String {
  let facts = facts(source, context)
  let lines = LineTable(facts.tree.bytes)
  var wishes: [SymbolWish] = []
  for reference in facts.references where reference.guards.subtracting(.typeChecking).isEmpty {
    guard let name = newName(reference.name, renames) else { continue }
    if except.contains(lines.position(of: facts.tree[reference.node].start).line) { continue }
    wishes.append(SymbolWish(place: place(of: reference, renames, facts.tree), replacesReference: true, name: name))
  }
  let settlement = facts.settle(wishes, gone: [])
  var edits = settlement.imports
  let imported = Set(facts.references.filter { $0.use == .imported }.map(\.node))
  for (wish, spelling) in zip(wishes, settlement.spellings) where !imported.contains(wish.place) {
    guard let spelling else { continue }
    let range = PythonLanguage().stringContent(of: wish.place, in: facts.tree) ?? facts.tree.range(wish.place)
    edits.append(Edit(range, spelling))
  }
  return apply(edits, to: facts.tree)
}

private func newName(_ name: String, _ renames: [String: String]) -> String? {
  let key = renames.keys.filter { name == $0 || name.hasPrefix($0 + ".") }.max { $0.count < $1.count }
  return key.flatMap { key in renames[key].map { $0 + name.dropFirst(key.count) } }
}

private func place(of reference: Reference, _ renames: [String: String], _ tree: Tree) -> NodeID { reference.node }

func apply(_ edits: [Edit], to tree: Tree) -> String {
  var bytes = Array(tree.bytes)
  for edit in edits.sorted(by: {
    $0.range.start == $1.range.start ? $0.range.end > $1.range.end : $0.range.start > $1.range.start
  }) {
    let text = edit.replacement.map { piece in
      if case .literal(let text) = piece { return text }
      return ""
    }.joined()
    bytes.replaceSubrange(edit.range.range, with: Array(text.utf8))
  }
  return String(decoding: bytes, as: UTF8.self)
}

func expectRenamed(
  _ source: String, _ renames: [String: String], _ context: AnalysisContext = context(), except: Set<Int> = [],
  becomes expected: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(renamed(source, renames, context, except: except) == expected, sourceLocation: sourceLocation)
}

/// The nodes that read like one of `texts`, in source order.
func nodes(_ texts: Set<String>, in facts: any FileFacts) -> [NodeID] {
  (0..<UInt32(facts.tree.count)).map { NodeID($0) }.filter { texts.contains(facts.tree.text($0)) }
}
