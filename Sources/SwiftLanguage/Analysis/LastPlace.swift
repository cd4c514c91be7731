// Whether a call is the last thing that is done in the function or closure around it.

import SourceModel
import SwiftSyntax

/// Looks at what stands behind a statement, up to the body around it.
struct LastPlace {
  let table: ScopeTable
  private var tree: Tree { table.tree }

  init(_ table: ScopeTable) { self.table = table }

  /// The item of a list of statements that an expression is, words such as `await` aside; nil where its value is used.
  func statement(of expression: NodeID) -> NodeID? {
    var at = expression
    while at.row > 0 {
      let parent = table.parent(at)
      switch tree.swift(parent) {
      case .awaitExpr, .tryExpr, .expressionStmt: at = parent
      case .codeBlockItem: return parent
      default: return nil
      }
    }
    return nil
  }

  /// Why an expression is not the last thing done; nil where it is.
  func obstacle(behind expression: NodeID) -> String? {
    guard var item = statement(of: expression) else { return "it is no statement of its own" }
    while true {
      let list = table.parent(item)
      guard isLast(item, in: list) else { return "what stands behind it came before what it waits for now" }
      var holder = table.parent(list)
      if tree.swift(holder) == .codeBlock { holder = table.parent(holder) }
      switch tree.swift(holder) {
      case .functionDecl, .closureExpr, .sourceFile, .accessorDecl, .accessorBlock, .initializerDecl,
        .deinitializerDecl:
        return nil
      case .forStmt, .whileStmt, .repeatStmt:
        return "it stands in a loop, whose next round came before what it waits for"
      case .ifExpr, .doStmt, .switchCase, .catchClause:
        guard let outer = block(around: holder) else { return "it stands inside of an expression" }
        item = outer
      default: return "it stands where what follows cannot be told"
      }
    }
  }

  /// Whether nothing stands behind an item but a plain `return`.
  private func isLast(_ item: NodeID, in list: NodeID) -> Bool {
    let rest = tree.children(of: list).filter { $0 > item }
    return rest.isEmpty || (rest.count == 1 && tree.text(rest[0]) == "return")
  }

  /// The item that an `if`, a `do` or a `switch` is, with the chain of `else` that it stands in.
  private func block(around node: NodeID) -> NodeID? {
    var at = node
    while at.row > 0 {
      let parent = table.parent(at)
      switch tree.swift(parent) {
      case .codeBlockItem: return parent
      case .expressionStmt, .switchCaseList, .switchExpr, .catchClauseList, .doStmt, .ifExpr: at = parent
      default: return nil
      }
    }
    return nil
  }
}
