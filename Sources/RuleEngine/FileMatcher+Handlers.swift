// Calls with a completion handler that become calls that wait.

import RuleModel
import Semantics
import SourceModel

extension FileMatcher {
  /// Puts what a closure does behind the call that it is handed to.
  ///
  /// - Parameter rewriting: The call and its rule; its handler is taken out of it.
  mutating func dissolve(
    _ handler: Argument, _ form: HandlerForm, _ rewriting: CallRewriting, effects: Effects, into finding: inout Finding
  ) {
    guard let plan = facts.handlerPlan(for: rewriting.site, handler: handler, form: form, effects: effects) else {
      return finding.doubt("the call cannot be rewritten for certain")
    }
    guard plan.obstacles.isEmpty, let pattern = try? ruleSet.language.pattern(plan.text, variables: []) else {
      let reasons = plan.obstacles.isEmpty ? ["the call cannot be rewritten for certain"] : plan.obstacles
      for reason in reasons { finding.doubt(reason) }
      return
    }
    guard let call = rewriting.without(handler).rewriting() else {
      return finding.doubt("the call cannot be rewritten for certain")
    }
    var renderer = ShapeRenderer(
      pattern: pattern, binding: ShapeBinding(nodes: plan.nodes), tree: tree, language: ruleSet.language,
      place: rewriting.site.node)
    let template = rewriting.template.pattern
    renderer.given["call"] =
      call.replacesNode ? call.changes.flatMap { settled($0.parts, of: template) } : plan.call.map { part($0) }
    finding.changes = renderer.changes(replacing: finding.range)
    if !call.replacesNode {
      finding.changes += call.changes.map { Change($0.range, settled($0.parts, of: template)) }
    }
    finding.changes += plan.edits.map { edit in Change(edit.range, edit.replacement.map { part($0) }) }
    finding.wishes = call.wishes
    finding.gone = call.gone
    finding.pattern = pattern
    finding.effects = effects.contains(.waits) ? [.waits, .comesFirst] : []
    finding.isMarked = true
    finding.dissolved = tree.range(handler.node)
    for reason in call.doubts where !call.replacesNode || reason != CallRewriting.lostComment {
      finding.doubt(reason)
    }
    if losesComment(finding) { finding.doubt("a comment inside it would be lost") }
  }

  private func part(_ piece: Piece) -> Change.Part {
    switch piece {
    case .literal(let text): .literal(text)
    case .copy(let range): .copy(range)
    }
  }

  /// Parts whose arguments stand in places of the rule's own text, as they stand there.
  private func settled(_ parts: [Change.Part], of template: Pattern) -> [Change.Part] {
    parts.flatMap { part -> [Change.Part] in
      guard case .argument(let node, let place) = part else { return [part] }
      let copy = Change.Part.copy(tree.range(node))
      let isOpen = ruleSet.language.needsParentheses(node, of: tree, at: place, of: template.tree)
      return isOpen ? [.literal("("), copy, .literal(")")] : [copy]
    }
  }

  private func losesComment(_ finding: Finding) -> Bool {
    let kept = finding.changes.flatMap(\.parts).compactMap { part -> ByteRange? in
      if case .copy(let range) = part { range } else { nil }
    }
    return ruleSet.language.comments(in: finding.range, of: tree).contains { comment in
      !kept.contains { $0.contains(comment) }
    }
  }
}
