// What the walk does at each kind of node.

import SourceModel

extension ScopeWalker {
  enum Action: UInt8 {
    case nothing, statement, name, attribute, label, function, classDefinition, lambda, comprehension, importing
    case declaration, named, branch, attempt, string
  }

  static let statementKinds = PythonKind.functionDef.rawValue...PythonKind.error.rawValue

  /// By kind: most kinds need nothing, and the walk passes them at the cost of one table look-up.
  static let actions: ContiguousArray<Action> = {
    let size = (PythonKind.allCases.map { Int($0.rawValue) }.max() ?? 0) + 1
    var actions = ContiguousArray(repeating: Action.nothing, count: size)
    for kind in PythonKind.allCases { actions[Int(kind.rawValue)] = action(for: kind) }
    return actions
  }()

  private static func action(for kind: PythonKind) -> Action {
    switch kind {
    case .functionDef, .asyncFunctionDef: .function
    case .classDef: .classDefinition
    case .lambda: .lambda
    case .listComprehension, .setComprehension, .dictComprehension, .generatorExpression: .comprehension
    case .importStatement, .importFrom: .importing
    case .global, .nonlocal: .declaration
    case .exceptHandler, .matchCase, .comprehension, .matchAs, .matchStar, .matchMapping, .typeVariable,
      .parameterSpecification, .typeVariableTuple:
      .named
    case .ifStatement, .conditional, .boolOp, .with, .asyncWith: .branch
    case .tryStatement, .tryStar: .attempt
    case .name: .name
    case .attribute: .attribute
    case .keyword: .label
    case .string: .string
    default: statementKinds.contains(kind.rawValue) ? .statement : .nothing
    }
  }
}
