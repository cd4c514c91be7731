// Which model file a call loads: the last part of its path, followed through names, joins and open files.

import Semantics
import SourceModel

extension TypeInference {
  /// The end of a path that code writes down, and the string it stands in.
  private struct PathEnd {
    var fileName: String
    /// Nil where the string is none of this file's plain literals.
    var literal: NodeID?
  }

  /// Longer ways from a call to the string that names its file are given up.
  private static let pathDepthLimit = 12

  /// The model that a call of `name` loads. Where its path cannot be followed and the project has one model only, that.
  mutating func modelSource(of call: NodeID, to name: String) -> ModelSource? {
    let models = analysis.context.models
    guard models.loaders.contains(name) else { return nil }
    let arguments =
      laterPath(of: call).map { [$0] }
      ?? tree.children(of: call).filter { tree.pythonRole($0) == .argumentValues } + keywordValues(of: call)
    let ends = arguments.map { pathEnd(of: $0, depth: 0) }
    for case let end? in ends {
      if let model = models.model(named: end.fileName) { return ModelSource(model: model, literal: end.literal) }
    }
    guard !ends.isEmpty, !ends.contains(where: { $0 != nil }), models.facts.count == 1 else { return nil }
    return ModelSource(model: models.facts[0], literal: nil)
  }

  mutating func modelSource(of call: NodeID) -> ModelSource? {
    guard !analysis.context.models.isEmpty, tree.python(call) == .call,
      let function = tree.child(PythonRole.function.role, of: call), let symbol = symbol(function)
    else { return nil }
    return modelSource(of: call, to: symbol.text)
  }

  /// The type of what a call of `name` loads: proved where a string says which file.
  mutating func loaded(by name: String, call: NodeID) -> TypeFact? {
    guard !analysis.context.models.isEmpty, let source = modelSource(of: call, to: name) else { return nil }
    let isSure = source.literal != nil
    let text = isSure ? "\(name) of \(source.model.file)" : "\(name); \(source.model.file) is the project's only model"
    return TypeFact(
      type: source.model.type, evidence: isSure ? .proved : .inferred, chain: [EvidenceStep(text, tree.range(call))])
  }

  /// `booster = Booster()` and in the next statement `booster.load_model(path)`: that path.
  private func laterPath(of call: NodeID) -> NodeID? {
    let statement = parents[call]
    guard tree.python(statement) == .assign, tree.child(PythonRole.value.role, of: statement) == call else {
      return nil
    }
    let targets = tree.children(of: statement).filter { tree.pythonRole($0) == .targets }
    let role = tree.pythonRole(statement)
    let next = tree.children(of: parents[statement]).first { $0 > statement && tree.pythonRole($0) == role }
    guard targets.count == 1, let next, tree.python(next) == .expressionStatement,
      let loading = tree.child(PythonRole.value.role, of: next), tree.python(loading) == .call,
      let function = tree.child(PythonRole.function.role, of: loading), tree.python(function) == .attribute,
      tree.text(NodeID(tree[function].subtreeEnd - 1)).hasPrefix("load"),
      tree.text(NodeID(function.row + 1)) == tree.text(targets[0])
    else { return nil }
    return tree.children(of: loading).first { tree.pythonRole($0) == .argumentValues }
  }

  private func keywordValues(of call: NodeID) -> [NodeID] {
    tree.children(of: call).filter { tree.pythonRole($0) == .keywords }
      .compactMap { tree.child(PythonRole.value.role, of: $0) }
  }

  // MARK: Following a path

  private mutating func pathEnd(of node: NodeID, depth: Int) -> PathEnd? {
    guard depth < Self.pathDepthLimit else { return nil }
    switch tree.python(node) {
    case .string: return literalEnd(node)
    case .joinedString: return textEnd(node)
    case .name: return nameEnd(node, depth: depth)
    case .attribute: return attributeEnd(node, depth: depth)
    case .binaryOp: return tree.children(of: node).reversed().first.flatMap { pathEnd(of: $0, depth: depth + 1) }
    case .boolOp:
      // `given or default`: the default is what the code itself says.
      return tree.children(of: node).reversed().first.flatMap { pathEnd(of: $0, depth: depth + 1) }
    case .call: return callEnd(node, depth: depth)
    default: return nil
    }
  }

  private func literalEnd(_ node: NodeID) -> PathEnd? {
    guard case .string(let text)? = ConstantReader.constant(at: node, in: tree) else { return nil }
    let name = text.lastPathPart
    guard !name.isEmpty else { return nil }
    return PathEnd(fileName: name, literal: StringText.content(of: node, in: tree) == nil ? nil : node)
  }

  /// `f"{folder}/churn.pkl"`: what is written behind the last part that is put in.
  private func textEnd(_ node: NodeID) -> PathEnd? {
    let text = tree.text(node)
    guard let slash = text.lastIndex(of: "/"), let last = text.last, last == "\"" || last == "'" else { return nil }
    let name = text[text.index(after: slash)...].dropLast()
    return name.contains("{") || name.isEmpty ? nil : PathEnd(fileName: String(name), literal: nil)
  }

  private mutating func nameEnd(_ node: NodeID, depth: Int) -> PathEnd? {
    let whole = wholeTable()
    let name = whole.table.names.find(tree.bytes, tree[node].start, tree[node].end)
    guard name != NameSet.absent, let found = whole.table.find(name, from: scope(at: node)),
      found.bindings.count == 1
    else { return nil }
    let binding = whole.table.bindings[Int(found.bindings[0])]
    switch binding.form {
    case .assigned: return pathEnd(of: NodeID(binding.value), depth: depth + 1)
    case .parameter: return binding.value == 0 ? nil : pathEnd(of: NodeID(binding.value), depth: depth + 1)
    case .other: return enteredEnd(binding, depth: depth)
    default: return nil
    }
  }

  /// `with open(path, "rb") as file`.
  private mutating func enteredEnd(_ binding: Binding, depth: Int) -> PathEnd? {
    guard [.with, .asyncWith].contains(tree.python(binding.holder)),
      let item = tree.children(of: binding.holder).first(where: { tree.isNode(binding.node, within: $0) }),
      let expression = tree.child(PythonRole.contextExpression.role, of: item)
    else { return nil }
    return pathEnd(of: expression, depth: depth + 1)
  }

  /// `self.path`, stored once in the class.
  private mutating func attributeEnd(_ node: NodeID, depth: Int) -> PathEnd? {
    guard let base = type(of: NodeID(node.row + 1)), let owner = classNode(named: base.type) else { return nil }
    let member = tree.text(NodeID(tree[node].subtreeEnd - 1))
    let values = storedValues(of: member, ofClass: owner)
    return values.count == 1 ? pathEnd(of: values[0], depth: depth + 1) : nil
  }

  private mutating func callEnd(_ node: NodeID, depth: Int) -> PathEnd? {
    guard let function = tree.child(PythonRole.function.role, of: node) else { return nil }
    let arguments = tree.children(of: node).filter { tree.pythonRole($0) == .argumentValues }
    let isMethod = tree.python(function) == .attribute
    let name = isMethod ? tree.text(NodeID(tree[function].subtreeEnd - 1)) : tree.text(function)
    switch name {
    case "open":
      // `path.open("rb")` opens what it is called on, unless that is a module (`gzip.open(path)`).
      if isMethod, let end = pathEnd(of: NodeID(function.row + 1), depth: depth + 1) { return end }
      return arguments.first.flatMap { pathEnd(of: $0, depth: depth + 1) }
    case "join", "joinpath", "get", "getenv":
      return arguments.last.flatMap { pathEnd(of: $0, depth: depth + 1) }
    case "Path", "PurePath", "PosixPath", "str", "fspath", "abspath", "realpath", "expanduser":
      return (arguments.last).flatMap { pathEnd(of: $0, depth: depth + 1) }
    case "resolve", "absolute", "as_posix", "read_bytes", "read":
      return isMethod ? pathEnd(of: NodeID(function.row + 1), depth: depth + 1) : nil
    default: return nil
    }
  }
}
