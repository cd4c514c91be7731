// Expressions and their parts.

import PythonLanguage
import SourceModel

extension Dumper {
  mutating func expression(_ node: NodeID) throws(Refused) {
    switch tree.python(node) {
    case .boolOp: try boolean(node)
    case .namedExpression: try simple("NamedExpr", node, [("target", .target), ("value", .value)])
    case .binaryOp: try binary(node)
    case .unaryOp: try unary(node)
    case .lambda: try simple("Lambda", node, [("args", .arguments), ("body", .body)])
    case .conditional: try simple("IfExp", node, [("test", .test), ("body", .body), ("orelse", .orElse)])
    case .dict: try dictionary(node)
    case .set: try listed("Set", node, "elts", .elements)
    case .listComprehension: try comprehensionNode("ListComp", node)
    case .setComprehension: try comprehensionNode("SetComp", node)
    case .dictComprehension: try dictComprehension(node)
    case .generatorExpression: try comprehensionNode("GeneratorExp", node)
    case .comprehension: try comprehension(node)
    case .await: try simple("Await", node, [("value", .value)])
    case .yield: try simple("Yield", node, [("value", .value)])
    case .yieldFrom: try simple("YieldFrom", node, [("value", .value)])
    case .compare: try compare(node)
    case .call: try call(node)
    case .keyword: try keyword(node)
    case .attribute: try attribute(node)
    case .subscription: try subscription(node)
    case .starred: try withContext("Starred", node, ("value", .value))
    case .name: name(node)
    case .list: try sequence("List", node)
    case .tuple: try sequence("Tuple", node)
    case .slice: try simple("Slice", node, [("lower", .lower), ("upper", .upper), ("step", .step)])
    case .number: try number(node)
    case .none: constant("None", node)
    case .trueLiteral: constant("True", node)
    case .falseLiteral: constant("False", node)
    case .ellipsis: constant("Ellipsis", node)
    case .string, .bytes, .joinedString, .templateString: try strings(node)
    default: try pattern(node)
    }
  }

  static func operatorName(_ detail: UInt8) -> StaticString {
    switch BinaryOperator(rawValue: detail) {
    case .add: "Add()"
    case .sub: "Sub()"
    case .mult: "Mult()"
    case .matMult: "MatMult()"
    case .div: "Div()"
    case .mod: "Mod()"
    case .pow: "Pow()"
    case .leftShift: "LShift()"
    case .rightShift: "RShift()"
    case .bitOr: "BitOr()"
    case .bitXor: "BitXor()"
    case .bitAnd: "BitAnd()"
    case .floorDiv, nil: "FloorDiv()"
    }
  }

  private static func operatorName(_ which: ComparisonOperator?) -> StaticString {
    switch which {
    case .equal: "Eq()"
    case .notEqual: "NotEq()"
    case .less: "Lt()"
    case .lessOrEqual: "LtE()"
    case .greater: "Gt()"
    case .greaterOrEqual: "GtE()"
    case .is: "Is()"
    case .isNot: "IsNot()"
    case .in: "In()"
    case .notIn, nil: "NotIn()"
    }
  }

  private mutating func boolean(_ node: NodeID) throws(Refused) {
    begin("BoolOp")
    word("op", tree.detail(node) == BooleanOperator.and.rawValue ? "And()" : "Or()")
    try list("values", .values, of: node)
    end(tree.range(node))
  }

  private mutating func binary(_ node: NodeID) throws(Refused) {
    begin("BinOp")
    try child("left", .left, of: node)
    word("op", Self.operatorName(tree.detail(node)))
    try child("right", .right, of: node)
    end(tree.range(node))
  }

  private mutating func unary(_ node: NodeID) throws(Refused) {
    begin("UnaryOp")
    switch UnaryOperator(rawValue: tree.detail(node)) {
    case .invert: word("op", "Invert()")
    case .not: word("op", "Not()")
    case .plus: word("op", "UAdd()")
    case .minus, nil: word("op", "USub()")
    }
    try child("operand", .operand, of: node)
    end(tree.range(node))
  }

  private mutating func compare(_ node: NodeID) throws(Refused) {
    begin("Compare")
    try child("left", .left, of: node)
    text.field("ops")
    text.beginList()
    for operation in children(.operators, of: node) {
      text.element()
      text.word(Self.operatorName(ComparisonOperator(rawValue: tree.detail(operation))))
    }
    text.endList()
    try list("comparators", .right, of: node)
    end(tree.range(node))
  }

  /// Keys and values; a value without a key before it is a mapping, whose key is `None`.
  private mutating func dictionary(_ node: NodeID) throws(Refused) {
    begin("Dict")
    let values = children(.values, of: node)
    if values.isEmpty {
      emptyList("keys")
      emptyList("values")
      return end(tree.range(node))
    }
    text.field("keys")
    text.beginList()
    var key: NodeID?
    for child in tree.children(of: node) {
      if tree.pythonRole(child) == .keys {
        key = child
        continue
      }
      text.element()
      if let key { try write(key) } else { text.word("None") }
      key = nil
    }
    text.endList()
    try list("values", values)
    end(tree.range(node))
  }

  private mutating func comprehensionNode(_ name: StaticString, _ node: NodeID) throws(Refused) {
    begin(name)
    try child("elt", .element, of: node)
    try list("generators", .generators, of: node)
    end(tree.range(node))
  }

  private mutating func dictComprehension(_ node: NodeID) throws(Refused) {
    begin("DictComp")
    try child("key", .keys, of: node)
    try child("value", .values, of: node)
    try list("generators", .generators, of: node)
    end(tree.range(node))
  }

  private mutating func comprehension(_ node: NodeID) throws(Refused) {
    begin("comprehension")
    try child("target", .target, of: node)
    try child("iter", .iterator, of: node)
    try list("ifs", .ifs, of: node)
    integer("is_async", Int(tree.detail(node)))
    text.end()
  }

  private mutating func call(_ node: NodeID) throws(Refused) {
    begin("Call")
    try child("func", .function, of: node)
    try list("args", .argumentValues, of: node)
    try list("keywords", .keywords, of: node)
    end(tree.range(node))
  }

  private mutating func keyword(_ node: NodeID) throws(Refused) {
    begin("keyword")
    identifier("arg", .name, of: node)
    try child("value", .value, of: node)
    if version.minor >= 9 { end(tree.range(node)) } else { text.end() }
  }

  private mutating func attribute(_ node: NodeID) throws(Refused) {
    begin("Attribute")
    try child("value", .value, of: node)
    identifier("attr", .attribute, of: node)
    context(node)
    end(tree.range(node))
  }

  private mutating func subscription(_ node: NodeID) throws(Refused) {
    begin("Subscript")
    try child("value", .value, of: node)
    if version.minor >= 9 { try child("slice", .slice, of: node) } else { try oldSlice(node) }
    context(node)
    end(tree.range(node))
  }

  private mutating func withContext(
    _ name: StaticString, _ node: NodeID, _ field: (StaticString, PythonRole)
  ) throws(Refused) {
    begin(name)
    try child(field.0, field.1, of: node)
    context(node)
    end(tree.range(node))
  }

  private mutating func name(_ node: NodeID) {
    begin("Name")
    text.field("id")
    identifier(node)
    context(node)
    end(tree.range(node))
  }

  private mutating func sequence(_ name: StaticString, _ node: NodeID) throws(Refused) {
    begin(name)
    try list("elts", .elements, of: node)
    context(node)
    end(tree.range(node))
  }

  // MARK: Constants

  private mutating func number(_ node: NodeID) throws(Refused) {
    begin("Constant")
    text.field("value")
    text.raw(
      try Numbers.text(tree.bytes(in: tree.range(node)), form: tree.detail(node), version: version))
    absent("kind")
    end(tree.range(node))
  }

  private mutating func constant(_ value: StaticString, _ node: NodeID) {
    begin("Constant")
    word("value", value)
    absent("kind")
    end(tree.range(node))
  }
}
