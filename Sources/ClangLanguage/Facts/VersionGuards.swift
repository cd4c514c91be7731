// Code under a test of the library's version, and what macros of the file name in their bodies.

import Semantics
import SourceModel

/// The parts of a file that the preprocessor chooses by a library's version: `#if CV_VERSION_MAJOR >= 4`.
struct VersionGuards {
  let tree: Tree
  let survey: Survey
  let ownership: Ownership

  /// From each such `#if` to its `#endif`, all branches.
  var ranges: [ByteRange] {
    var open: [(start: UInt32, isGuard: Bool)] = []
    var found: [ByteRange] = []
    for row in tree.rows.indices where tree.cxx(NodeID(row)) == .directive {
      let node = NodeID(row)
      let tokens = CxxLexer.tokens(of: tree.bytes, in: tree.range(node))
      guard tokens.count > 1 else { continue }
      switch text(tokens[1]) {
      case "if", "ifdef", "ifndef": open.append((tree[node].end, tests(tokens.dropFirst(2))))
      case "elif":
        if let last = open.indices.last { open[last].isGuard = open[last].isGuard || tests(tokens.dropFirst(2)) }
      case "endif":
        if let last = open.popLast(), last.isGuard { found.append(ByteRange(last.start, tree[node].start)) }
      default: break
      }
    }
    return found
  }

  private func text(_ token: CxxToken) -> String { tree.text(in: ByteRange(token.start, token.end)) }

  private func tests(_ tokens: ArraySlice<CxxToken>) -> Bool {
    tokens.contains { token in
      guard token.kind == .identifier else { return false }
      let word = text(token)
      guard word.contains("VERSION") || word.contains("_MAJOR") else { return false }
      guard let macro = survey.macros[token.start] else { return Self.known.contains { word.hasPrefix($0) } }
      return ownership.isOwnFile(macro.file)
    }
  }

  /// How the macros begin that tell a library's version; for where no header of it is there to say so.
  private static let known = [
    "CV_", "NV_TENSORRT_", "ORT_API_", "CUDA_", "CUDART_", "CUDNN_", "NV_ONNX_PARSER_", "TRT_",
  ]
}

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
