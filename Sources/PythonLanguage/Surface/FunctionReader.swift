// The parameters of functions: of one `def`, of several overloads, and of the first line of a documentation.

import Semantics
import SourceModel

/// A list of parameters as it can be written.
struct ParameterList {
  var parameters: [Parameter] = []

  /// `a, b=1, /, *args, c=None, **kw`.
  var text: String {
    var parts: [String] = []
    var isPositionalOnly = false
    var hasStar = false
    for parameter in parameters {
      if isPositionalOnly, parameter.passing != .positionalOnly { parts.append("/") }
      isPositionalOnly = parameter.passing == .positionalOnly
      let value = parameter.defaultValue.map { "=\($0)" } ?? ""
      switch parameter.passing {
      case .variadic:
        parts.append("*\(parameter.name)")
        hasStar = true
      case .keywordVariadic: parts.append("**\(parameter.name)")
      case .keywordOnly:
        if !hasStar { parts.append("*") }
        hasStar = true
        parts.append(parameter.name + value)
      case .positionalOnly, .positionalOrKeyword: parts.append(parameter.name + value)
      }
    }
    if isPositionalOnly { parts.append("/") }
    return parts.joined(separator: ", ")
  }

  /// The same without the receiver.
  var withoutReceiver: ParameterList { ParameterList(parameters: Array(parameters.dropFirst())) }
}

/// Reads what a `def` says of itself.
enum FunctionReader {
  /// A longer default is shown as `...`.
  private static let defaultLimit = 60

  static func isOverload(_ node: NodeID, in tree: Tree) -> Bool {
    decorators(of: node, in: tree).contains { $0 == "overload" || $0.hasSuffix(".overload") }
  }

  /// The decorators of a definition as dotted names, calls by what is called.
  static func decorators(of node: NodeID, in tree: Tree) -> [String] {
    tree.children(of: node).filter { tree.pythonRole($0) == .decorator }.compactMap { decorator in
      let called = tree.python(decorator) == .call ? tree.child(PythonRole.function.role, of: decorator) : decorator
      return called.flatMap { DottedText.of($0, in: tree) }
    }
  }

  // MARK: Definitions

  static func parameters(of definition: NodeID, in tree: Tree) -> ParameterList {
    guard let arguments = tree.child(PythonRole.arguments.role, of: definition) else { return ParameterList() }
    return parameters(ofArguments: arguments, in: tree)
  }

  static func parameters(ofArguments arguments: NodeID, in tree: Tree) -> ParameterList {
    var list = ParameterList()
    for argument in tree.children(of: arguments) where tree.python(argument) == .argument {
      guard let nameNode = tree.child(PythonRole.name.role, of: argument) else { continue }
      var parameter = Parameter(name: tree.text(nameNode), passing: passing(tree.pythonRole(argument)))
      parameter.defaultValue = Parameters.defaultValue(of: argument, in: arguments, tree).map { written($0, tree) }
      // The way to write positional-only parameters before Python 3.8.
      if parameter.passing == .positionalOrKeyword, parameter.name.hasPrefix("__"), !parameter.name.hasSuffix("__") {
        parameter.name = String(parameter.name.dropFirst(2))
        parameter.passing = .positionalOnly
      }
      list.parameters.append(parameter)
    }
    // What stands before a positional-only parameter is one, too.
    if let last = list.parameters.lastIndex(where: { $0.passing == .positionalOnly }) {
      for index in 0..<last { list.parameters[index].passing = .positionalOnly }
    }
    return list
  }

  private static func passing(_ role: PythonRole) -> Parameter.Passing {
    switch role {
    case .positionalOnly: .positionalOnly
    case .variadic: .variadic
    case .keywordOnly: .keywordOnly
    case .keywordVariadic: .keywordVariadic
    default: .positionalOrKeyword
    }
  }

  private static func written(_ node: NodeID, _ tree: Tree) -> String {
    let text = tree.text(node)
    return text.utf8.count <= defaultLimit && !text.contains("\n") ? text : "..."
  }

  // MARK: Overloads

  /// One list for several overloads: the longest, where what one of them can do without has a default.
  static func union(_ lists: [ParameterList]) -> ParameterList {
    // `f(shape)` and `f(*shape)`: the one that takes any number takes them all.
    let widest = lists.filter { list in list.parameters.contains { $0.passing == .variadic } }
    guard var result = (widest.isEmpty ? lists : widest).max(by: { $0.parameters.count < $1.parameters.count }) else {
      return ParameterList()
    }
    guard lists.count > 1 else { return result }
    let known = Set(result.parameters.map(\.name))
    for list in lists {
      for parameter in list.parameters where parameter.passing == .keywordOnly && !known.contains(parameter.name) {
        guard !result.parameters.contains(where: { $0.name == parameter.name }) else { continue }
        let end = result.parameters.firstIndex { $0.passing == .keywordVariadic } ?? result.parameters.count
        result.parameters.insert(parameter, at: end)
      }
    }
    for index in result.parameters.indices {
      let name = result.parameters[index].name
      guard ![.variadic, .keywordVariadic].contains(result.parameters[index].passing) else { continue }
      let others = lists.map { list in list.parameters.first { $0.name == name } }
      let defaults = others.compactMap { $0?.defaultValue }
      guard !defaults.isEmpty || others.contains(where: { $0 == nil }) else { continue }
      result.parameters[index].defaultValue = defaults.first { $0 != "..." } ?? "..."
      if others.contains(where: { $0?.passing == .positionalOrKeyword }) {
        result.parameters[index].passing = .positionalOrKeyword
      }
    }
    // Single parameters before one that takes any number only spell the number out.
    if !widest.isEmpty, let receiver = result.parameters.first {
      result.parameters.removeAll { $0.passing == .positionalOnly }
      if ["self", "cls"].contains(receiver.name), receiver.passing == .positionalOnly {
        result.parameters.insert(Parameter(name: receiver.name), at: 0)
      }
    }
    return ordered(result)
  }

  /// A parameter without a default cannot follow one with a default.
  private static func ordered(_ list: ParameterList) -> ParameterList {
    var result = list
    var sawDefault = false
    for index in result.parameters.indices {
      switch result.parameters[index].passing {
      case .positionalOnly, .positionalOrKeyword:
        if result.parameters[index].defaultValue != nil { sawDefault = true }
        if sawDefault, result.parameters[index].defaultValue == nil { result.parameters[index].defaultValue = "..." }
      default: break
      }
    }
    if let last = result.parameters.lastIndex(where: { $0.passing == .positionalOnly }) {
      for index in 0..<last where result.parameters[index].passing == .positionalOrKeyword {
        result.parameters[index].passing = .positionalOnly
      }
    }
    return result
  }

  // MARK: Documentation

  /// The parameters in the first line of a documentation: `name(a, b=1) -> out`; nil where it has no such line, or one
  /// that is no signature (`arange([start,] stop)`).
  static func parameters(inDocumentation text: String, of name: String) -> ParameterList? {
    guard let call = documentedCall(text, of: name) else { return nil }
    let file = PythonParser.parseSignature(ContiguousArray("f\(plain(withoutMarks(call)))".utf8))
    let tree = file.tree
    guard !file.hasErrors, let arguments = tree.children(of: tree.root).first(where: { tree.python($0) == .arguments })
    else { return nil }
    return parameters(ofArguments: arguments, in: tree)
  }

  /// `($self, /, dtype)`, as compiled functions tell their signatures, without the receiver.
  private static func withoutMarks(_ call: String) -> String {
    guard call.hasPrefix("($") else { return call }
    var rest = call.dropFirst(2).drop { $0.isLetter || $0 == "_" }
    for mark in [", /", ", "] where rest.hasPrefix(mark) { rest = rest.dropFirst(mark.count) }
    return "(" + (rest.hasPrefix(", ") ? rest.dropFirst(2) : rest)
  }

  /// A documented call as Python could write it: `(a1, a2, ...)` is one parameter, `[start,]` and `[, step]` have
  /// brackets of their own, `<no value>` is no expression.
  private static func plain(_ call: String) -> String {
    var result = ""
    var rest = call[...]
    if let open = rest.firstIndex(of: "("), rest[rest.index(after: open)...].first == "(",
      let close = rest.firstIndex(of: ")")
    {
      result += rest[...open] + "items"
      rest = rest[rest.index(after: close)...]
    }
    var isInAngles = false
    for character in rest {
      switch character {
      case "<": isInAngles = true
      case ">":
        isInAngles = false
        result += "..."
      case "[" where !result.hasSuffix("="), "]" where !result.hasSuffix("["): continue
      case "," where result.last(where: { !$0.isWhitespace }) == ",": continue
      default: if !isInAngles { result.append(character) }
      }
    }
    return result
  }

  /// Whether a documentation begins like that of something that is called.
  static func documentsCall(_ text: String, of name: String) -> Bool { documentedCall(text, of: name) != nil }

  private static func documentedCall(_ text: String, of name: String) -> String? {
    let start = text.firstIndex { !$0.isWhitespace && $0 != "\\" } ?? text.endIndex
    var rest = text[start...]
    let head = rest.prefix { $0 != "(" && !$0.isNewline }
    // `a.sum(axis=None)` documents a method by some receiver.
    guard head == name || head.hasSuffix(".\(name)"), !head.contains(" ") else { return nil }
    rest = rest[head.endIndex...]
    var depth = 0
    for index in rest.prefix(1_000).indices {
      switch rest[index] {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      default: break
      }
      if depth == 0 { return String(rest[...index]) }
    }
    return nil
  }
}
