// Annotations as the types that surfaces write: only what is certain for every way to call.

import SourceModel

/// Reads annotations of a library; gives nil rather than something that holds only sometimes.
struct TypeReader {
  let library: Library
  /// The public name of a class of the library; nil where neither it nor a base of it is public.
  let publicName: (Definition) -> String?

  /// Where an annotation stands.
  struct Place {
    var text: ModuleText
    /// The type variable that annotates `self`.
    var receiverVariable: String?
    /// The definition whose own type parameters are in force.
    var definition: NodeID?
    /// The class around it.
    var owner: NodeID?
  }

  static let unionLimit = 12

  // MARK: Functions

  /// What a call returns: the one type that all overloads agree on.
  func returnType(of definitions: [NodeID], in place: Place) -> String? {
    var found: String?
    for definition in definitions
    where definitions.count == 1 || FunctionReader.isOverload(definition, in: place.text.tree) {
      guard let type = returnType(of: definition, in: place) else { return nil }
      if let found, found != type { return nil }
      found = type
    }
    return found
  }

  private func returnType(of definition: NodeID, in place: Place) -> String? {
    let tree = place.text.tree
    guard tree.python(definition) == .functionDef, let annotation = tree.child(PythonRole.returns.role, of: definition)
    else { return nil }
    var place = place
    place.definition = definition
    if place.owner != nil { place.receiverVariable = receiverVariable(of: definition, in: tree) }
    return type(annotation, in: tree, place)
  }

  /// `T` in `def f(self: T)` and `def f(cls: type[T])`.
  private func receiverVariable(of definition: NodeID, in tree: Tree) -> String? {
    guard let arguments = tree.child(PythonRole.arguments.role, of: definition),
      let first = tree.children(of: arguments).first(where: { tree.python($0) == .argument }),
      let annotation = tree.child(PythonRole.annotation.role, of: first)
    else { return nil }
    if tree.python(annotation) == .subscription, let inner = tree.child(PythonRole.slice.role, of: annotation) {
      return tree.text(inner)
    }
    return tree.text(annotation)
  }

  // MARK: Expressions

  func type(_ node: NodeID, in tree: Tree, _ place: Place, depth: Int = 0) -> String? {
    guard depth < 24 else { return nil }
    switch tree.python(node) {
    case .none: return "None"
    case .string: return quoted(node, in: tree, place, depth)
    case .name, .attribute:
      guard let dotted = DottedText.of(node, in: tree) else { return nil }
      return named(dotted, arguments: [], in: tree, place, depth)
    case .subscription:
      guard let value = tree.child(PythonRole.value.role, of: node),
        let index = tree.child(PythonRole.slice.role, of: node),
        let dotted = DottedText.of(value, in: tree)
      else { return nil }
      let arguments = tree.python(index) == .tuple ? tree.children(of: index).map { $0 } : [index]
      return named(dotted, arguments: arguments, in: tree, place, depth)
    case .binaryOp where tree.detail(node) == BinaryOperator.bitOr.rawValue:
      return union(tree.children(of: node).map { type($0, in: tree, place, depth: depth + 1) })
    default: return nil
    }
  }

  /// An annotation in quotes.
  private func quoted(_ node: NodeID, in tree: Tree, _ place: Place, _ depth: Int) -> String? {
    guard let content = StringLiteral.content(of: node, in: tree) else { return nil }
    let file = PythonParser.parseExpression(ContiguousArray(content.utf8))
    guard !file.hasErrors, let root = file.tree.children(of: file.tree.root).first(where: { _ in true }) else {
      return nil
    }
    return type(root, in: file.tree, place, depth: depth + 1)
  }

  private func union(_ parts: [String?]) -> String? {
    var found: String?
    var hasNone = false
    for part in parts {
      guard let part else { return nil }
      if part == "None" {
        hasNone = true
        continue
      }
      let plain = part.hasSuffix(" | None") ? String(part.dropLast(7)) : part
      hasNone = hasNone || plain != part
      if let found, found != plain { return nil }
      found = plain
    }
    guard let found else { return hasNone ? "None" : nil }
    return hasNone ? "\(found) | None" : found
  }

  // MARK: Names

  private func named(_ dotted: String, arguments: [NodeID], in tree: Tree, _ place: Place, _ depth: Int) -> String? {
    if dotted == place.receiverVariable { return "Self" }
    if let bound = typeParameter(dotted, place) {
      return bound.flatMap { type($0, in: place.text.tree, place, depth: depth + 1) }
    }
    switch library.resolve(dotted, in: place.text.module, .types) ?? unresolved(dotted, place) {
    case .foreign(let name)?: return foreign(name, arguments, in: tree, place, depth)
    case .definition(let definition)?: return defined(definition, depth)
    case .module?, .compiled?, nil: return nil
    }
  }

  /// A class that stands inside the class around the annotation, and names that only run time has.
  private func unresolved(_ dotted: String, _ place: Place) -> Meaning? {
    library.resolve(dotted, in: place.text.module, .runTime)
  }

  /// A type parameter of the function or class around: `.some(nil)` where it has no bound.
  private func typeParameter(_ name: String, _ place: Place) -> NodeID?? {
    for owner in [place.definition, place.owner].compactMap({ $0 }) {
      let tree = place.text.tree
      for child in tree.children(of: owner) where tree.pythonRole(child) == .typeParameters {
        guard tree.child(PythonRole.name.role, of: child).map(tree.text) == name else { continue }
        return .some(tree.child(PythonRole.bound.role, of: child))
      }
    }
    return nil
  }

  private static let containers: [String: String] = [
    "List": "list", "Dict": "dict", "Set": "set", "FrozenSet": "frozenset", "Tuple": "tuple", "DefaultDict": "dict",
  ]

  private func foreign(
    _ name: String, _ arguments: [NodeID], in tree: Tree, _ place: Place, _ depth: Int
  ) -> String? {
    let parts = name.split(separator: ".").map(String.init)
    guard let last = parts.last else { return nil }
    let inner = { (node: NodeID) in type(node, in: tree, place, depth: depth + 1) }
    if parts[0] == "builtins" { return builtin(last, arguments.map(inner), arguments, tree) }
    guard parts[0].contains("typing") else {
      let isNoClass = ["collections", "types", "contextlib"].contains(parts[0]) || parts[0].hasPrefix("_")
      return isNoClass || !(last.first?.isUppercase ?? false) ? nil : name
    }
    switch last {
    case "Optional": return union(arguments.map(inner) + ["None"])
    case "Union": return arguments.count > Self.unionLimit ? nil : union(arguments.map(inner))
    case "Annotated", "Final", "ClassVar", "Required", "NotRequired", "ReadOnly": return arguments.first.flatMap(inner)
    case "Self": return "Self"
    case "LiteralString", "AnyStr": return last == "AnyStr" ? nil : "str"
    case "TypeGuard", "TypeIs": return "bool"
    case "Literal": return union(arguments.map { literal($0, tree) })
    default:
      guard let container = Self.containers[last] else { return nil }
      return builtin(container, arguments.map(inner), arguments, tree)
    }
  }

  private func literal(_ node: NodeID, _ tree: Tree) -> String? {
    switch tree.python(node) {
    case .string: "str"
    case .bytes: "bytes"
    case .number: "int"
    case .trueLiteral, .falseLiteral: "bool"
    case .none: "None"
    case .unaryOp: "int"
    default: nil
    }
  }

  private func builtin(_ name: String, _ inner: [String?], _ arguments: [NodeID], _ tree: Tree) -> String? {
    switch name {
    case "object", "type", "property", "staticmethod", "classmethod": return nil
    case "tuple":
      // A tuple of any length says nothing of single items.
      if arguments.isEmpty || arguments.contains(where: { tree.python($0) == .ellipsis || tree.python($0) == .starred })
      {
        return "tuple"
      }
      return inner.allSatisfy { $0 == nil } ? "tuple" : "tuple[\(inner.map { $0 ?? "Any" }.joined(separator: ", "))]"
    case "list", "set", "frozenset": return inner.first.flatMap { $0 }.map { "\(name)[\($0)]" } ?? name
    case "dict":
      guard inner.count == 2, let key = inner[0], let value = inner[1] else { return name }
      return "dict[\(key), \(value)]"
    default: return Builtins.names.contains(name) ? name : nil
    }
  }

  private func defined(_ definition: Definition, _ depth: Int) -> String? {
    switch definition.binding {
    case .classDefinition: return publicName(definition)
    case .value(let expression?, let annotation): return alias(expression, annotation, of: definition, depth)
    default: return nil
    }
  }

  /// A type alias, or a type variable by its bound.
  private func alias(_ expression: NodeID, _ annotation: NodeID?, of definition: Definition, _ depth: Int) -> String? {
    let tree = definition.text.tree
    let place = Place(text: definition.text)
    if tree.python(expression) == .call {
      guard let function = tree.child(PythonRole.function.role, of: expression) else { return nil }
      let name = tree.text(function)
      guard name == "TypeVar" || name.hasSuffix(".TypeVar") else {
        guard name == "NewType" || name.hasSuffix(".NewType") || name.hasSuffix("TypeAliasType") else { return nil }
        return tree.children(of: expression).filter { tree.pythonRole($0) == .argumentValues }.last.flatMap {
          type($0, in: tree, place, depth: depth + 1)
        }
      }
      for keyword in tree.children(of: expression) where tree.python(keyword) == .keyword {
        guard tree.child(PythonRole.name.role, of: keyword).map(tree.text) == "bound",
          let bound = tree.child(PythonRole.value.role, of: keyword)
        else { continue }
        return type(bound, in: tree, place, depth: depth + 1)
      }
      return nil
    }
    // `intp = signedinteger[_NBit]` in a stub makes a class of its own, which has a public name.
    if definition.text.isStub, definition.text.isPlainAlias(annotation), let name = publicName(definition) {
      return name
    }
    return type(expression, in: tree, place, depth: depth + 1)
  }
}
