// The last part of a path, followed from an expression through names, joins, open files, options and other modules.

import Semantics
import SourceModel

/// The end of a path that code writes down.
struct PathEnd {
  var fileName: String
  /// Its bytes in this file, where they stand there as they are.
  var place: ByteRange?
  /// What of the project says it, where that is not this file.
  var elsewhere: String?
}

extension TypeInference {
  /// Longer ways from a call to the string that names its file are given up.
  private static let pathDepthLimit = 12

  mutating func pathEnd(of node: NodeID, depth: Int) -> PathEnd? {
    guard depth < Self.pathDepthLimit else { return nil }
    switch tree.python(node) {
    case .string: return literalEnd(node)
    case .joinedString: return textEnd(node)
    case .name: return nameEnd(node, depth: depth)
    case .attribute: return attributeEnd(node, depth: depth)
    case .binaryOp: return operatorEnd(node, depth: depth)
    case .boolOp:
      // `given or default`: the default is what the code itself says.
      return tree.children(of: node).reversed().first.flatMap { pathEnd(of: $0, depth: depth + 1) }
    case .call: return callEnd(node, depth: depth) ?? settingEnd(node, depth: depth)
    case .subscription: return settingEnd(node, depth: depth)
    default: return nil
    }
  }

  /// The paths of models that this module writes down: `MODEL_PATH`, `Settings.model_path`, `settings.model_path`.
  mutating func writtenPaths() -> [String: ModelPath] {
    let models = analysis.context.models
    var found: [String: ModelPath] = [:]
    var ofClasses: [String: [String: ModelPath]] = [:]
    for statement in tree.children(of: tree.root) {
      if tree.python(statement) == .classDef, let name = tree.child(PythonRole.name.role, of: statement) {
        var attributes: [String: ModelPath] = [:]
        for inner in tree.children(of: statement) where tree.pythonRole(inner) == .body {
          if let (name, path) = written(by: inner, models) { attributes[name] = path }
        }
        ofClasses[tree.text(name)] = attributes
        for (attribute, path) in attributes { found["\(tree.text(name)).\(attribute)"] = path }
      } else if let (name, path) = written(by: statement, models) {
        found[name] = path
      } else if let (name, value) = assignment(statement), tree.python(value) == .call {
        // `settings = Settings()`.
        let made = tree.text(NodeID(value.row + 1))
        for (attribute, path) in ofClasses[made] ?? [:] { found["\(name).\(attribute)"] = path }
      }
    }
    for (function, path) in pathsGivenToOthers() { found[function] = path }
    return found
  }

  private func assignment(_ statement: NodeID) -> (name: String, value: NodeID)? {
    guard [.assign, .annAssign].contains(tree.python(statement)),
      let value = tree.child(PythonRole.value.role, of: statement),
      let target = tree.child(PythonRole.targets.role, of: statement)
        ?? tree.child(PythonRole.target.role, of: statement),
      tree.python(target) == .name
    else { return nil }
    return (tree.text(target), value)
  }

  private mutating func written(by statement: NodeID, _ models: LoadableModels) -> (String, ModelPath)? {
    guard let (name, value) = assignment(statement), let end = pathEnd(of: value, depth: 0), let place = end.place,
      models.model(named: end.fileName) != nil
    else { return nil }
    return (name, ModelPath(fileName: end.fileName, place: place))
  }

  // MARK: Strings

  private func literalEnd(_ node: NodeID) -> PathEnd? {
    guard case .string(let text)? = ConstantReader.constant(at: node, in: tree) else { return nil }
    let name = text.lastPathPart
    guard !name.isEmpty else { return nil }
    guard let content = StringText.content(of: node, in: tree) else { return PathEnd(fileName: name) }
    let length = min(UInt32(name.utf8.count), content.end - content.start)
    return PathEnd(fileName: name, place: ByteRange(content.end - length, content.end))
  }

  /// `f"{folder}/churn.pkl"`, and `f"{name}.pkl"` where the name is a constant.
  private mutating func textEnd(_ node: NodeID) -> PathEnd? {
    let range = tree.range(node)
    guard let inner = StringText.unquoted(range, tree.bytes) else { return nil }
    let text = String(decoding: tree.bytes[inner.range], as: UTF8.self)
    guard !text.contains("\\") else { return nil }
    let name = text.lastPathPart
    let tail = name.lastIndex(of: "}").map { name[name.index(after: $0)...] } ?? name[...]
    guard !tail.isEmpty, let filled = filled(name, in: node) else { return nil }
    return PathEnd(fileName: filled, place: ByteRange(inner.end - UInt32(tail.utf8.count), inner.end))
  }

  /// A part of a text with the constants that are put into it.
  private mutating func filled(_ text: String, in node: NodeID) -> String? {
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { return nil }
      let name = rest[rest.index(after: open)..<close]
      guard
        let place = (node.row..<tree[node].subtreeEnd).first(where: { row in
          tree.python(NodeID(row)) == .name && tree.text(NodeID(row)) == name
        }), case .string(let value)? = constant(of: NodeID(place))
      else { return nil }
      result += rest[..<open] + value
      rest = rest[rest.index(after: close)...]
    }
    result += rest
    return result.contains("}") || result.isEmpty ? nil : result.lastPathPart
  }

  /// `folder / "churn.pkl"`, `folder + "/churn.pkl"`, `"%s/churn.pkl" % folder`.
  private mutating func operatorEnd(_ node: NodeID, depth: Int) -> PathEnd? {
    let operands = tree.children(of: node).map { $0 }
    let isFilled = tree.detail(node) == BinaryOperator.mod.rawValue
    guard let end = isFilled ? operands.first : operands.last, let found = pathEnd(of: end, depth: depth + 1) else {
      return nil
    }
    return isFilled && found.fileName.contains("%") ? nil : found
  }

  // MARK: Names

  private mutating func nameEnd(_ node: NodeID, depth: Int) -> PathEnd? {
    let whole = wholeTable()
    let name = whole.table.names.find(tree.bytes, tree[node].start, tree[node].end)
    guard name != NameSet.absent, let found = whole.table.find(name, from: scope(at: node)),
      found.bindings.count == 1
    else { return nil }
    let binding = whole.table.bindings[Int(found.bindings[0])]
    switch binding.form {
    case .assigned: return pathEnd(of: NodeID(binding.value), depth: depth + 1)
    case .parameter:
      if binding.value != 0 { return pathEnd(of: NodeID(binding.value), depth: depth + 1) }
      return optionEnd(tree.text(node), makers: ["option", "argument", "add_option"], depth: depth)
        ?? callerEnd(binding, depth: depth)
    case .other: return enteredEnd(binding, depth: depth)
    case .imported: return elsewhereEnd(node)
    default: return nil
    }
  }

  /// What another module of the project says.
  private mutating func elsewhereEnd(_ node: NodeID) -> PathEnd? {
    guard !analysis.context.models.paths.isEmpty, let symbol = symbol(node) else { return nil }
    for name in [symbol.text, analysis.context.project.resolve(symbol.text)] {
      if let path = analysis.context.models.paths[name] { return PathEnd(fileName: path.fileName, elsewhere: name) }
    }
    return nil
  }

  /// `with open(path, "rb") as file`.
  private mutating func enteredEnd(_ binding: Binding, depth: Int) -> PathEnd? {
    guard [.with, .asyncWith].contains(tree.python(binding.holder)),
      let item = tree.children(of: binding.holder).first(where: { tree.isNode(binding.node, within: $0) }),
      let expression = tree.child(PythonRole.contextExpression.role, of: item)
    else { return nil }
    return pathEnd(of: expression, depth: depth + 1)
  }

  /// `self.path`, stored once in the class; a setting of another module; an option of the command line.
  private mutating func attributeEnd(_ node: NodeID, depth: Int) -> PathEnd? {
    if let end = elsewhereEnd(node) { return end }
    let base = NodeID(node.row + 1)
    let member = tree.text(NodeID(tree[node].subtreeEnd - 1))
    if let type = type(of: base)?.type, let owner = classNode(named: type) {
      let values = storedValues(of: member, ofClass: owner)
      if values.count == 1 { return pathEnd(of: values[0], depth: depth + 1) }
      let given = tree.children(of: owner).compactMap { assignment($0) }.filter { $0.name == member }
      return given.count == 1 && values.isEmpty ? pathEnd(of: given[0].value, depth: depth + 1) : nil
    }
    if member == "value" || member == "name" { return nil }
    if let made = assignedCall(base), ["parse_args", "parse_known_args"].contains(calledName(made)) {
      return optionEnd(member, makers: ["add_argument"], depth: depth)
    }
    return settingEnd(node, depth: depth)
  }

  /// The call that a name is bound to, once.
  private mutating func assignedCall(_ node: NodeID) -> NodeID? {
    if tree.python(node) == .call { return node }
    guard tree.python(node) == .name else { return nil }
    let whole = wholeTable()
    let name = whole.table.names.find(tree.bytes, tree[node].start, tree[node].end)
    guard name != NameSet.absent, let found = whole.table.find(name, from: scope(at: node)),
      found.bindings.count == 1
    else { return nil }
    let binding = whole.table.bindings[Int(found.bindings[0])]
    guard binding.form == .assigned, tree.python(NodeID(binding.value)) == .call else { return nil }
    return NodeID(binding.value)
  }

  /// The last part of what a call calls.
  private func calledName(_ call: NodeID) -> String {
    guard let function = tree.child(PythonRole.function.role, of: call) else { return "" }
    return tree.python(function) == .attribute ? tree.text(NodeID(tree[function].subtreeEnd - 1)) : tree.text(function)
  }

  /// `parser.add_argument("--model-path", default="churn.pkl")`, `@click.option("--model-path", default=…)`.
  private mutating func optionEnd(_ name: String, makers: Set<String>, depth: Int) -> PathEnd? {
    var ends: [PathEnd] = []
    for row in tree.rows.indices where tree.python(NodeID(row)) == .call {
      let call = NodeID(row)
      guard makers.contains(calledName(call)), options(of: call).contains(name),
        let value = keyword("default", of: call), let end = pathEnd(of: value, depth: depth + 1)
      else { continue }
      ends.append(end)
    }
    return ends.count == 1 ? ends[0] : nil
  }

  /// The variables that an option may be read from.
  private func options(of call: NodeID) -> [String] {
    if let target = keyword("dest", of: call), case .string(let text)? = ConstantReader.constant(at: target, in: tree) {
      return [text]
    }
    return tree.children(of: call).filter { tree.pythonRole($0) == .argumentValues }.compactMap { argument in
      guard case .string(let text)? = ConstantReader.constant(at: argument, in: tree) else { return nil }
      return String(text.drop { $0 == "-" }.map { $0 == "-" ? "_" : $0 })
    }
  }

  private func keyword(_ name: String, of call: NodeID) -> NodeID? {
    for argument in tree.children(of: call) where tree.pythonRole(argument) == .keywords {
      guard tree.text(argument).prefix(while: { $0 != "=" && $0 != " " }) == name else { continue }
      return tree.child(PythonRole.value.role, of: argument)
    }
    return nil
  }

  // MARK: Calls

  private mutating func callEnd(_ node: NodeID, depth: Int) -> PathEnd? {
    guard let function = tree.child(PythonRole.function.role, of: node) else { return nil }
    let arguments = tree.children(of: node).filter { tree.pythonRole($0) == .argumentValues }
    let isMethod = tree.python(function) == .attribute
    let base = NodeID(function.row + 1)
    func last(atLeast count: Int) -> NodeID? {
      keyword("default", of: node) ?? (arguments.count >= count ? arguments.last : nil)
    }
    switch calledName(node) {
    case "open":
      if isMethod {
        // `path.open("rb")` opens what it is called on, unless that is a module; what unpacks reads no plain model.
        if ["gzip", "bz2", "lzma"].contains(tree.text(base)) { return packedEnd(arguments.first, depth: depth) }
        if let end = pathEnd(of: base, depth: depth + 1) { return end }
      }
      return arguments.first.flatMap { pathEnd(of: $0, depth: depth + 1) }
    case "get", "getenv", "config":
      if calledName(node) == "get", let end = settingEnd(node, depth: depth) { return end }
      return last(atLeast: 2).flatMap { pathEnd(of: $0, depth: depth + 1) }
    case "Field", "field":
      return (keyword("default", of: node) ?? arguments.first).flatMap { pathEnd(of: $0, depth: depth + 1) }
    case "join", "joinpath", "with_name", "resource_filename", "resource_stream", "resource_string", "open_binary",
      "read_binary", "get_data":
      return arguments.last.flatMap { pathEnd(of: $0, depth: depth + 1) }
    case "Path", "PurePath", "PosixPath", "str", "fspath", "abspath", "realpath", "expanduser", "BytesIO":
      return arguments.last.flatMap { pathEnd(of: $0, depth: depth + 1) }
    case "resolve", "absolute", "as_posix", "read_bytes", "read", "format":
      guard isMethod, let end = pathEnd(of: base, depth: depth + 1) else { return nil }
      return end.fileName.contains("{") ? nil : end
    default: return nil
    }
  }

  /// A packed file is known, and what reads it would not read the converted one.
  private mutating func packedEnd(_ argument: NodeID?, depth: Int) -> PathEnd? {
    guard let end = argument.flatMap({ pathEnd(of: $0, depth: depth + 1) }) else { return nil }
    return PathEnd(fileName: end.fileName)
  }

  // MARK: Configuration files

  /// What reads a configuration file into values.
  private static let settingReaders: Set<String> = [
    "safe_load", "load", "full_load", "unsafe_load", "loads", "read_text",
  ]

  /// `config["model"]["path"]`, `config.model.path`, `config.get("path")` of a file of the project that names a model
  /// under that key.
  private mutating func settingEnd(_ node: NodeID, depth: Int) -> PathEnd? {
    let settings = analysis.context.models.settings
    guard !settings.isEmpty, let (base, key) = setting(node) else { return nil }
    var root = base
    for _ in 0..<Self.pathDepthLimit {
      guard let (next, _) = setting(root) else { break }
      root = next
    }
    guard let call = assignedCall(root), Self.settingReaders.contains(calledName(call)),
      let argument = tree.children(of: call).first(where: { tree.pythonRole($0) == .argumentValues }),
      let file = pathEnd(of: argument, depth: depth + 1)?.fileName, let lines = settings[file]
    else { return nil }
    let named = Set(lines.filter { $0.line.contains(key) }.map(\.fileName))
    guard named.count == 1, let name = named.first else { return nil }
    return PathEnd(fileName: name, elsewhere: file)
  }

  /// A part of a value and the key it stands under.
  private func setting(_ node: NodeID) -> (base: NodeID, key: String)? {
    switch tree.python(node) {
    case .attribute: return (NodeID(node.row + 1), tree.text(NodeID(tree[node].subtreeEnd - 1)))
    case .subscription:
      guard let base = tree.child(PythonRole.value.role, of: node),
        let index = tree.child(PythonRole.slice.role, of: node),
        case .string(let key)? = ConstantReader.constant(at: index, in: tree)
      else { return nil }
      return (base, key)
    case .call:
      guard calledName(node) == "get", let function = tree.child(PythonRole.function.role, of: node),
        let argument = tree.children(of: node).first(where: { tree.pythonRole($0) == .argumentValues }),
        case .string(let key)? = ConstantReader.constant(at: argument, in: tree)
      else { return nil }
      return (NodeID(function.row + 1), key)
    default: return nil
    }
  }
}
