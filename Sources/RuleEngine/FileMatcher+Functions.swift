// Members of models that are handed on without being called: `to_thread(model.predict, X)`.

import Semantics
import SourceModel

extension FileMatcher {
  /// Puts a function in the place of a member that is handed on: what calls it gets what the new text gives.
  mutating func writesFunction(
    _ entry: RuleSet.Entry, _ was: Signature, name: String, at node: NodeID, use: Reference.Use,
    of reference: Reference
  ) -> Bool {
    let language = ruleSet.language
    guard use == .load, entry.condition == nil, let template = entry.template, was.hasReceiver,
      reference.receiver.map({ ruleSet.models.model(ofType: $0.type) != nil }) ?? false,
      let head = language.functionHead(of: was.parameters.filter { $0.defaultValue == nil }.map(\.name)),
      let access = language.memberAccess(at: node, in: tree), !language.hasSideEffects(access.base, in: tree)
    else { return false }
    // The function's own parameters stand where the arguments of a call would.
    var own = was
    for index in own.parameters.indices where own.parameters[index].defaultValue == nil {
      own.parameters[index].defaultValue = own.parameters[index].name
    }
    var binding = Binding()
    binding.receiver = access.base
    let end = tree[node].end
    let site = CallSite(node: node, callee: node, arguments: [], argumentList: ByteRange(end, end))
    var renderer = TemplateRenderer(
      rewriting: CallRewriting(
        ruleSet: ruleSet, tree: tree, site: site, reference: node, was: own, binding: binding, template: template))
    guard let parts = renderer.render(), renderer.doubts.isEmpty else { return false }
    let (open, close) = standsAlone(node) ? ("", "") : ("(", ")")
    var finding = makeFinding(entry.rule, case: entry.index, node: node, name: name, of: reference)
    finding.changes = [Change(tree.range(node), [.literal(open + head)] + parts + [.literal(close)])]
    finding.wishes = renderer.wishes
    finding.gone = [node]
    add(finding)
    return true
  }

  /// Whether an expression is an argument, or all that is assigned or given back.
  private func standsAlone(_ node: NodeID) -> Bool {
    let (bytes, blanks): (ContiguousArray<UInt8>, Set<UInt8>) = (tree.bytes, [0x20, 0x09, 0x0A, 0x0D])
    let before = bytes[..<Int(tree[node].start)].last { !blanks.contains($0) }
    let behind = bytes[Int(tree[node].end)...].first { $0 != 0x20 && $0 != 0x09 }
    return [UInt8(ascii: "("), UInt8(ascii: ","), UInt8(ascii: "=")].contains(before)
      && [nil, UInt8(ascii: ")"), UInt8(ascii: ","), 0x0A, 0x0D].contains(behind)
  }
}
