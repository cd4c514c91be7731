// Statements.

import PythonLanguage
import SourceModel

extension Dumper {
  /// Writes a node of any kind.
  mutating func any(_ node: NodeID) throws(Refused) {
    switch tree.python(node) {
    case .functionDef: try function("FunctionDef", node)
    case .asyncFunctionDef: try function("AsyncFunctionDef", node)
    case .classDef: try classDefinition(node)
    case .returnStatement: try simple("Return", node, [("value", .value)])
    case .delete: try listed("Delete", node, "targets", .targets)
    case .assign: try assignment(node)
    case .typeAlias: try typeAlias(node)
    case .augAssign: try augmentedAssignment(node)
    case .annAssign: try annotatedAssignment(node)
    case .forStatement: try loop("For", node)
    case .asyncFor: try loop("AsyncFor", node)
    case .whileStatement: try branch("While", node)
    case .ifStatement: try branch("If", node)
    case .with: try with("With", node)
    case .asyncWith: try with("AsyncWith", node)
    case .match: try match(node)
    case .raise: try simple("Raise", node, [("exc", .exception), ("cause", .cause)])
    case .tryStatement: try tryStatement("Try", node)
    case .tryStar: try tryStatement("TryStar", node)
    case .assert: try simple("Assert", node, [("test", .test), ("msg", .message)])
    case .importStatement: try listed("Import", node, "names", .names)
    case .importFrom: try importFrom(node)
    case .global: names("Global", node)
    case .nonlocal: names("Nonlocal", node)
    case .expressionStatement: try simple("Expr", node, [("value", .value)])
    case .pass: try simple("Pass", node, [])
    case .breakStatement: try simple("Break", node, [])
    case .continueStatement: try simple("Continue", node, [])
    case .exceptHandler: try handler(node)
    case .withItem: try withItem(node)
    case .alias: alias(node)
    case .argument: try argument(node)
    case .arguments: try arguments(node)
    case .typeVariable, .parameterSpecification, .typeVariableTuple: try typeParameter(node)
    default: try expression(node)
    }
  }

  /// A node whose fields are single children.
  mutating func simple(
    _ name: StaticString, _ node: NodeID, _ fields: [(StaticString, PythonRole)]
  ) throws(Refused) {
    begin(name)
    for (field, role) in fields { try child(field, role, of: node) }
    end(tree.range(node))
  }

  /// A node whose one field is a list.
  mutating func listed(
    _ name: StaticString, _ node: NodeID, _ field: StaticString, _ role: PythonRole
  ) throws(Refused) {
    begin(name)
    try list(field, role, of: node)
    end(tree.range(node))
  }

  private mutating func names(_ name: StaticString, _ node: NodeID) {
    begin(name)
    identifiers("names", .names, of: node)
    end(tree.range(node))
  }

  // MARK: Definitions

  private mutating func function(_ name: StaticString, _ node: NodeID) throws(Refused) {
    begin(name)
    identifier("name", .name, of: node)
    try child("args", .arguments, of: node)
    try list("body", .body, of: node)
    try list("decorator_list", .decorator, of: node)
    try child("returns", .returns, of: node)
    absent("type_comment")
    if version.minor >= 12 { try list("type_params", .typeParameters, of: node) }
    end(withoutDecorators(node))
  }

  private mutating func classDefinition(_ node: NodeID) throws(Refused) {
    begin("ClassDef")
    identifier("name", .name, of: node)
    try list("bases", .bases, of: node)
    try list("keywords", .keywords, of: node)
    try list("body", .body, of: node)
    try list("decorator_list", .decorator, of: node)
    if version.minor >= 12 { try list("type_params", .typeParameters, of: node) }
    end(withoutDecorators(node))
  }

  /// A definition's range from `def`, `class` or `async` on, as `ast` has it.
  private func withoutDecorators(_ node: NodeID) -> ByteRange {
    let range = tree.range(node)
    guard let last = children(.decorator, of: node).last else { return range }
    var offset = Int(tree.range(last).end)
    while true {
      let byte = tree.bytes[offset]
      if byte == 0x23 {
        while tree.bytes[offset] != 0x0A && tree.bytes[offset] != 0x0D { offset += 1 }
      } else if byte == 0x61 || byte == 0x63 || byte == 0x64 {
        return ByteRange(UInt32(offset), range.end)
      } else {
        offset += 1
      }
    }
  }

  private mutating func arguments(_ node: NodeID) throws(Refused) {
    begin("arguments")
    try list("posonlyargs", .positionalOnly, of: node)
    try list("args", .positional, of: node)
    try child("vararg", .variadic, of: node)
    try list("kwonlyargs", .keywordOnly, of: node)
    try keywordDefaults(node)
    try child("kwarg", .keywordVariadic, of: node)
    try list("defaults", defaults(of: node, keywordOnly: false).compactMap { $0 })
    text.end()
  }

  /// The defaults of the keyword-only parameters, or of the others; nil where there is none.
  private func defaults(of node: NodeID, keywordOnly: Bool) -> [NodeID?] {
    var found: [NodeID?] = []
    var isWanted = false
    for child in tree.children(of: node) {
      switch tree.pythonRole(child) {
      case .defaultValue: if isWanted { found[found.count - 1] = child }
      case .keywordOnly, .positional, .positionalOnly:
        isWanted = (tree.pythonRole(child) == .keywordOnly) == keywordOnly
        if isWanted { found.append(nil) }
      default: isWanted = false
      }
    }
    return found
  }

  private mutating func keywordDefaults(_ node: NodeID) throws(Refused) {
    let values = defaults(of: node, keywordOnly: true)
    if values.isEmpty { return emptyList("kw_defaults") }
    text.field("kw_defaults")
    text.beginList()
    for value in values {
      text.element()
      if let value { try write(value) } else { text.word("None") }
    }
    text.endList()
  }

  private mutating func argument(_ node: NodeID) throws(Refused) {
    begin("arg")
    identifier("arg", .name, of: node)
    try child("annotation", .annotation, of: node)
    absent("type_comment")
    end(tree.range(node))
  }

  private mutating func typeParameter(_ node: NodeID) throws(Refused) {
    switch tree.python(node) {
    case .typeVariable: begin("TypeVar")
    case .parameterSpecification: begin("ParamSpec")
    default: begin("TypeVarTuple")
    }
    identifier("name", .name, of: node)
    if tree.python(node) == .typeVariable { try child("bound", .bound, of: node) }
    if version.minor >= 13 { try child("default_value", .defaultValue, of: node) }
    end(tree.range(node))
  }

  // MARK: Assignments and imports

  private mutating func assignment(_ node: NodeID) throws(Refused) {
    begin("Assign")
    try list("targets", .targets, of: node)
    try child("value", .value, of: node)
    absent("type_comment")
    end(tree.range(node))
  }

  private mutating func typeAlias(_ node: NodeID) throws(Refused) {
    begin("TypeAlias")
    try child("name", .name, of: node)
    try list("type_params", .typeParameters, of: node)
    try child("value", .value, of: node)
    end(tree.range(node))
  }

  private mutating func augmentedAssignment(_ node: NodeID) throws(Refused) {
    begin("AugAssign")
    try child("target", .target, of: node)
    word("op", Self.operatorName(tree.detail(node)))
    try child("value", .value, of: node)
    end(tree.range(node))
  }

  private mutating func annotatedAssignment(_ node: NodeID) throws(Refused) {
    begin("AnnAssign")
    try child("target", .target, of: node)
    try child("annotation", .annotation, of: node)
    try child("value", .value, of: node)
    integer("simple", Int(tree.detail(node)))
    end(tree.range(node))
  }

  private mutating func importFrom(_ node: NodeID) throws(Refused) {
    begin("ImportFrom")
    identifier("module", .module, of: node)
    try list("names", .names, of: node)
    integer("level", Int(tree.detail(node)))
    end(tree.range(node))
  }

  private mutating func alias(_ node: NodeID) {
    begin("alias")
    identifier("name", .name, of: node)
    identifier("asname", .asName, of: node)
    if version.minor >= 10 { end(tree.range(node)) } else { text.end() }
  }

  // MARK: Blocks

  private mutating func loop(_ name: StaticString, _ node: NodeID) throws(Refused) {
    begin(name)
    try child("target", .target, of: node)
    try child("iter", .iterator, of: node)
    try list("body", .body, of: node)
    try list("orelse", .orElse, of: node)
    absent("type_comment")
    end(tree.range(node))
  }

  private mutating func branch(_ name: StaticString, _ node: NodeID) throws(Refused) {
    begin(name)
    try child("test", .test, of: node)
    try list("body", .body, of: node)
    try list("orelse", .orElse, of: node)
    end(tree.range(node))
  }

  private mutating func with(_ name: StaticString, _ node: NodeID) throws(Refused) {
    begin(name)
    try list("items", .items, of: node)
    try list("body", .body, of: node)
    absent("type_comment")
    end(tree.range(node))
  }

  private mutating func withItem(_ node: NodeID) throws(Refused) {
    begin("withitem")
    try child("context_expr", .contextExpression, of: node)
    try child("optional_vars", .optionalVariables, of: node)
    text.end()
  }

  private mutating func tryStatement(_ name: StaticString, _ node: NodeID) throws(Refused) {
    begin(name)
    try list("body", .body, of: node)
    try list("handlers", .handlers, of: node)
    try list("orelse", .orElse, of: node)
    try list("finalbody", .finalBody, of: node)
    end(tree.range(node))
  }

  private mutating func handler(_ node: NodeID) throws(Refused) {
    begin("ExceptHandler")
    try child("type", .type, of: node)
    identifier("name", .name, of: node)
    try list("body", .body, of: node)
    end(tree.range(node))
  }
}
