import SwiftSyntax

/// Turns calls of `print` into calls of a logger, and names every function's missing access level.
final class LoggingRewriter: SyntaxRewriter {
  private(set) var count = 0
  private let logger: String

  init(logger: String) {
    self.logger = logger
  }

  override func visit(_ node: FunctionCallExprSyntax) -> ExprSyntax {
    guard let callee = node.calledExpression.as(IdentifierExprSyntax.self), callee.identifier.text == "print",
      node.argumentList.count == 1
    else { return super.visit(node) }
    count += 1
    let name = callee.identifier.withKind(.identifier(logger))
    let call = node.withCalledExpression(ExprSyntax(callee.withIdentifier(name)))
    return ExprSyntax(call.withArgumentList(labelled(call.argumentList)))
  }

  private func labelled(_ arguments: TupleExprElementListSyntax) -> TupleExprElementListSyntax {
    TupleExprElementListSyntax(
      arguments.map { argument in
        guard argument.label == nil else { return argument }
        return argument
          .withLabel(.identifier("message"))
          .withColon(.colonToken(trailingTrivia: .space))
      })
  }

  override func visit(_ node: FunctionDeclSyntax) -> DeclSyntax {
    guard node.modifiers == nil, let first = node.firstToken, first.text == "func" else { return DeclSyntax(node) }
    let modifier = DeclModifierSyntax(
      name: .internalKeyword(leadingTrivia: node.leadingTrivia ?? [], trailingTrivia: .space))
    let bare = node.withLeadingTrivia([])
    return DeclSyntax(bare.withModifiers(ModifierListSyntax([modifier])))
  }

  /// A call of the logger, for code that has none yet.
  static func call(_ logger: String, message: ExprSyntax) -> FunctionCallExprSyntax {
    FunctionCallExprSyntax(
      calledExpression: ExprSyntax(IdentifierExprSyntax(identifier: .identifier(logger))),
      leftParen: .leftParenToken(),
      argumentList: TupleExprElementListSyntax([
        TupleExprElementSyntax(
          label: .identifier("message"),
          colon: .colonToken(trailingTrivia: .space),
          expression: message)
      ]),
      rightParen: .rightParenToken())
  }
}
