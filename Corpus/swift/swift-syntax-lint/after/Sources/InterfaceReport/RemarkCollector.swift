import SwiftSyntax

/// Points at code that tends to stop a server: forced unwrapping, `fatalError`, very long bodies, loops within loops.
final class RemarkCollector: SyntaxVisitor {
  private(set) var remarks: [Remark] = []
  private var loopDepth = 0
  private let converter: SourceLocationConverter
  private let longestBody: Int

  init(converter: SourceLocationConverter, longestBody: Int = 40) {
    self.converter = converter
    self.longestBody = longestBody
    super.init(viewMode: .sourceAccurate)
  }

  override func visit(_ node: ForceUnwrapExprSyntax) -> SyntaxVisitorContinueKind {
    let value = node.expression.trimmed
    remark("`\(value)!` stops the process where there is no value", at: node.exclamationMark)
    return .visitChildren
  }

  override func visit(_ node: FunctionCallExprSyntax) -> SyntaxVisitorContinueKind {
    guard let callee = node.calledExpression.as(DeclReferenceExprSyntax.self) else { return .visitChildren }
    if callee.baseName.text == "fatalError" {
      let reason = node.arguments.first?.expression.as(StringLiteralExprSyntax.self)
      remark("fatalError: \(reason?.segments.description ?? "no reason")", at: callee)
    }
    if let closure = node.trailingClosure, closure.statements.count > longestBody {
      remark("a closure of \(closure.statements.count) statements", at: closure.leftBrace)
    }
    return .visitChildren
  }

  override func visit(_ node: MemberAccessExprSyntax) -> SyntaxVisitorContinueKind {
    if node.name.text == "first", node.base?.as(DeclReferenceExprSyntax.self)?.baseName.text == "outputs" {
      remark("outputs are looked up by name, not by place", at: node.period)
    }
    return .visitChildren
  }

  override func visit(_ node: FunctionDeclSyntax) -> SyntaxVisitorContinueKind {
    if let body = node.body, body.statements.count > longestBody {
      remark("\(node.name.text) has \(body.statements.count) statements", at: node.funcKeyword)
    }
    if node.modifiers.isEmpty, node.attributes.isEmpty, node.signature.returnClause == nil {
      remark("\(node.name.text) is plain", at: node.name)
    }
    return .visitChildren
  }

  // MARK: Loops

  override func visit(_ node: ForStmtSyntax) -> SyntaxVisitorContinueKind {
    enterLoop(over: node.sequence.trimmed.description, at: node.forKeyword)
  }

  override func visitPost(_ node: ForStmtSyntax) { loopDepth -= 1 }

  override func visit(_ node: RepeatStmtSyntax) -> SyntaxVisitorContinueKind {
    enterLoop(over: node.condition.description, at: node.repeatKeyword)
  }

  override func visitPost(_ node: RepeatStmtSyntax) { loopDepth -= 1 }

  private func enterLoop(over text: String, at token: TokenSyntax) -> SyntaxVisitorContinueKind {
    loopDepth += 1
    if loopDepth > 2 { remark("a loop within loops over \(text)", at: token) }
    return .visitChildren
  }

  private func remark(_ text: String, at node: some SyntaxProtocol) {
    let location = converter.location(for: node.positionAfterSkippingLeadingTrivia)
    remarks.append(Remark(line: location.line, text: text))
  }
}
