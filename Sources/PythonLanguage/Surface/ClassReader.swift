// The members of a class, from its source and its stub.

import Semantics
import SourceModel

/// What one class body declares under one name.
enum MemberDeclaration {
  case functions([NodeID])
  case value(expression: NodeID?, annotation: NodeID?)
  case classDefinition(NodeID)
}

/// One class as one text defines it.
struct ClassBody {
  let text: ModuleText
  let node: NodeID
  private(set) var members: [String: MemberDeclaration] = [:]
  private(set) var order: [String] = []
  /// Names that methods assign on `self`.
  private(set) var attributes: Set<String> = []

  init(_ node: NodeID, in text: ModuleText, target: PythonTarget) {
    self.text = text
    self.node = node
    conditions = ConditionReader(tree: text.tree, isStub: text.isStub, target: target)
    read(node, .body, depth: 0)
  }

  private let conditions: ConditionReader
  private var tree: Tree { text.tree }

  private mutating func read(_ owner: NodeID, _ role: PythonRole, depth: Int) {
    guard depth < 30 else { return }
    for statement in tree.children(of: owner) where tree.pythonRole(statement) == role {
      switch tree.python(statement) {
      case .functionDef, .asyncFunctionDef: addFunction(statement)
      case .classDef: add(.classDefinition(statement), named: tree.child(PythonRole.name.role, of: statement))
      case .assign:
        let value = tree.child(PythonRole.value.role, of: statement)
        for target in tree.children(of: statement) where tree.pythonRole(target) == .targets {
          add(.value(expression: value, annotation: nil), named: target)
        }
      case .annAssign:
        let value = tree.child(PythonRole.value.role, of: statement)
        let annotation = tree.child(PythonRole.annotation.role, of: statement)
        add(.value(expression: value, annotation: annotation), named: tree.child(PythonRole.target.role, of: statement))
      case .ifStatement:
        let effect: Effect = text.isStub ? .forTypes : .atRunTime
        let holds = tree.child(PythonRole.test.role, of: statement).flatMap { conditions.truth($0, effect) }
        if holds != false { read(statement, .body, depth: depth + 1) }
        if holds != true { read(statement, .orElse, depth: depth + 1) }
      case .tryStatement, .with: read(statement, .body, depth: depth + 1)
      default: break
      }
    }
  }

  /// `self.limit = …` anywhere in a method.
  private mutating func addAttributes(of method: NodeID) {
    guard !text.isStub, let receiver = FunctionReader.parameters(of: method, in: tree).parameters.first?.name else {
      return
    }
    var row = method.row
    while row < tree[method].subtreeEnd {
      let node = NodeID(row)
      if tree.python(node) == .attribute, tree.detail(node) == ExpressionContext.store.rawValue,
        tree.python(NodeID(row + 1)) == .name, tree.text(NodeID(row + 1)) == receiver
      {
        attributes.insert(tree.text(NodeID(tree[node].subtreeEnd - 1)))
      }
      row += 1
    }
  }

  private mutating func addFunction(_ node: NodeID) {
    guard let nameNode = tree.child(PythonRole.name.role, of: node) else { return }
    addAttributes(of: node)
    let name = tree.text(nameNode)
    let decorators = FunctionReader.decorators(of: node, in: tree)
    if decorators.contains(where: { $0.hasSuffix(".setter") || $0.hasSuffix(".deleter") }), members[name] != nil {
      return
    }
    if case .functions(let known)? = members[name], known.last.map({ FunctionReader.isOverload($0, in: tree) }) ?? false
    {
      members[name] = .functions(known + [node])
    } else {
      add(.functions([node]), named: nameNode)
    }
  }

  private mutating func add(_ declaration: MemberDeclaration, named node: NodeID?) {
    guard let node, [.name, .identifier].contains(tree.python(node)) else { return }
    let name = tree.text(node)
    if members[name] == nil { order.append(name) }
    members[name] = declaration
  }

  /// The expressions between the parentheses of the class.
  var bases: [NodeID] { tree.children(of: node).filter { tree.pythonRole($0) == .bases } }
}

extension FunctionReader {
  /// What a function in a class body is to the class.
  static func memberKind(_ node: NodeID, in tree: Tree) -> APISurface.Entry.Kind {
    for decorator in decorators(of: node, in: tree) {
      let last = decorator.split(separator: ".").last.map(String.init) ?? decorator
      switch last {
      case "staticmethod": return .staticmethod
      case "classmethod", "abstractclassmethod": return .classmethod
      case "property", "abstractproperty", "getter", "setter": return .property
      // `functools.cached_property`, and what libraries build after its image.
      case let name where name.hasSuffix("property") || name.hasPrefix("cache_readonly"): return .property
      default: continue
      }
    }
    let name = tree.child(PythonRole.name.role, of: node).map(tree.text) ?? ""
    return ["__new__"].contains(name)
      ? .staticmethod : ["__class_getitem__", "__init_subclass__"].contains(name) ? .classmethod : .method
  }
}
