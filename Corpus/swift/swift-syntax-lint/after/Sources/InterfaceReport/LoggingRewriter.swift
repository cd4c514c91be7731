import SwiftSyntax

/// Turns calls of `print` into calls of a logger, and names every function's missing access level.
final class LoggingRewriter: SyntaxRewriter {
  private(set) var count = 0
  private let logger: String

  init(logger: String) {
    self.logger = logger
  }

  override func visit(_ node: FunctionCallExprSyntax) -> ExprSyntax {
    guard let callee = node.calledExpression.as(DeclReferenceExprSyntax.self), callee.baseName.text == "print",
      node.arguments.count == 1
    else { return super.visit(node) }
    count += 1
    let name = callee.baseName.with(\.tokenKind, .identifier(logger))
    let call = node.with(\.calledExpression, ExprSyntax(callee.with(\.baseName, name)))
    return ExprSyntax(call.with(\.arguments, labelled(call.arguments)))
  }

  private func labelled(_ arguments: LabeledExprListSyntax) -> LabeledExprListSyntax {
    LabeledExprListSyntax(
      arguments.map { argument in
        guard argument.label == nil else { return argument }
        return argument
          .with(\.label, .identifier("message"))
          .with(\.colon, .colonToken(trailingTrivia: .space))
      })
  }

  override func visit(_ node: FunctionDeclSyntax) -> DeclSyntax {
    guard node.modifiers.isEmpty, let first = node.firstToken(viewMode: .sourceAccurate), first.text == "func" else { return DeclSyntax(node) }
    let modifier = DeclModifierSyntax(
      name: .keyword(.internal, leadingTrivia: node.leadingTrivia, trailingTrivia: .space))
    let bare = node.with(\.leadingTrivia, [])
    return DeclSyntax(bare.with(\.modifiers, DeclModifierListSyntax([modifier])))
  }

  /// A call of the logger, for code that has none yet.
  static func call(_ logger: String, message: ExprSyntax) -> FunctionCallExprSyntax {
    FunctionCallExprSyntax(
      calledExpression: ExprSyntax(DeclReferenceExprSyntax(baseName: .identifier(logger))),
      leftParen: .leftParenToken(),
      arguments: LabeledExprListSyntax([
        LabeledExprSyntax(
          label: .identifier("message"),
          colon: .colonToken(trailingTrivia: .space),
          expression: message)
      ]),
      rightParen: .rightParenToken())
  }
}
