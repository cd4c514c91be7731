// Code under a test of the library's version.

import Semantics
import SourceModel

/// The parts of a file that the preprocessor chooses by a library's version: `#if CV_VERSION_MAJOR >= 4`.
struct VersionGuards {
  let tree: Tree
  let survey: Survey
  let ownership: Ownership
  let context: AnalysisContext

  /// What a branch is to the release that the code moves to.
  private enum Branch { case taken, left, unknown }

  /// One `#if` up to its `#endif` while it is read.
  private struct Chain {
    /// Where the branch that is read begins, and what it is.
    var start: UInt32
    var branch: Branch
    /// Whether an earlier branch is certainly taken, and whether one may be.
    var isTaken = false
    var mayBeTaken = false
    var isGuard: Bool
    var branches: [(range: ByteRange, branch: Branch)] = []
  }

  /// The branches that are for other releases, and those of which that cannot be told. Code that is to run on both
  /// releases has what it needs for one of them only under such a condition.
  var ranges: [ByteRange] {
    ranges(context.macros) + (context.olderMacros.isEmpty ? [] : ranges(context.olderMacros))
  }

  /// The branches that are not certainly taken where macros have these values.
  private func ranges(_ macros: [String: Int]) -> [ByteRange] {
    var open: [Chain] = []
    var found: [ByteRange] = []
    for row in tree.rows.indices where tree.cxx(NodeID(row)) == .directive {
      let node = NodeID(row)
      let tokens = CxxLexer.tokens(of: tree.bytes, in: tree.range(node)).filter { $0.kind != .lineEnd }
      guard tokens.count > 1 else { continue }
      let condition = tokens.dropFirst(2)
      switch text(tokens[1]) {
      case "if": open.append(begin(node, condition, value(of: condition, macros)))
      case "ifdef": open.append(begin(node, condition, condition.first.flatMap { isDefined($0, macros) }))
      case "ifndef":
        open.append(begin(node, condition, condition.first.flatMap { isDefined($0, macros) }.map { 1 - $0 }))
      case "elif":
        guard let last = open.indices.last else { continue }
        open[last].isGuard = open[last].isGuard || tests(condition)
        turn(&open[last], at: node, value(of: condition, macros))
      case "else":
        if let last = open.indices.last { turn(&open[last], at: node, 1) }
      case "endif":
        guard var last = open.popLast() else { continue }
        last.branches.append((ByteRange(last.start, tree[node].start), last.branch))
        if last.isGuard { found += last.branches.filter { $0.branch != .taken }.map(\.range) }
      default: break
      }
    }
    return found
  }

  private func begin(_ node: NodeID, _ condition: some Sequence<CxxToken>, _ value: Int?) -> Chain {
    var chain = Chain(start: tree[node].end, branch: .unknown, isGuard: tests(condition))
    choose(&chain, value)
    return chain
  }

  private func turn(_ chain: inout Chain, at node: NodeID, _ value: Int?) {
    chain.branches.append((ByteRange(chain.start, tree[node].start), chain.branch))
    chain.start = tree[node].end
    choose(&chain, value)
  }

  private func choose(_ chain: inout Chain, _ value: Int?) {
    switch value {
    case .some(0): chain.branch = .left
    case .some: chain.branch = chain.isTaken ? .left : chain.mayBeTaken ? .unknown : .taken
    case nil: chain.branch = chain.isTaken ? .left : .unknown
    }
    if let value, value != 0, !chain.mayBeTaken { chain.isTaken = true }
    if value == nil { chain.mayBeTaken = true }
  }

  private func text(_ token: CxxToken) -> String { tree.text(in: ByteRange(token.start, token.end)) }

  // MARK: Conditions

  /// What a condition comes to; nil where that depends on more than releases.
  private func value(of tokens: some Sequence<CxxToken>, _ macros: [String: Int]) -> Int? {
    PreprocessorCondition(tokens.map(text), macros: macros).value
  }

  private func isDefined(_ token: CxxToken, _ macros: [String: Int]) -> Int? { macros[text(token)] == nil ? nil : 1 }

  private func tests(_ tokens: some Sequence<CxxToken>) -> Bool {
    tokens.contains { token in
      guard token.kind == .identifier else { return false }
      let word = text(token)
      if context.macros[word] != nil { return true }
      if context.isSwap { return false }
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
