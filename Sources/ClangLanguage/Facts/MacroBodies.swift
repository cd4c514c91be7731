// What macros of the file name in their bodies.

import Semantics
import SourceModel

/// What the bodies of the file's own macros name, as far as every use of a macro agrees.
struct MacroBodies {
  let tree: Tree
  let survey: Survey
  /// What other files tell of the macros.
  let uses: [UInt32: Set<Survey.Name>]

  /// By where the identifier in the body begins.
  var names: [UInt32: Survey.Name] {
    var bodies: [UInt32: NodeID] = [:]
    for row in tree.rows.indices where tree.cxx(NodeID(row)) == .define {
      let tokens = CxxLexer.tokens(of: tree.bytes, in: tree.range(NodeID(row)))
      if tokens.count > 2 { bodies[tokens[2].start] = NodeID(row) }
    }
    guard !bodies.isEmpty else { return [:] }
    var found: [UInt32: Set<Survey.Name>] = [:]
    let own = survey.macros.compactMap { place, macro in
      macro.definition.map { definition in
        (definition, (survey.names[place] ?? []).filter { $0.name.lastDottedPart != macro.name })
      }
    }
    for (definition, used) in own + uses.map({ ($0.key, Array($0.value)) }) {
      guard let body = bodies[definition] else { continue }
      for name in used where name.isKnown && !name.name.isEmpty {
        for row in body.row..<tree[body].subtreeEnd where isNamed(NodeID(row), name.name.lastDottedPart) {
          found[tree[NodeID(row)].start, default: []].insert(name)
        }
      }
    }
    return found.compactMapValues { $0.count == 1 ? $0.first : nil }
  }

  private func isNamed(_ node: NodeID, _ text: String) -> Bool {
    [.name, .identifier].contains(tree.cxx(node)) && tree.text(node) == text
  }
}
