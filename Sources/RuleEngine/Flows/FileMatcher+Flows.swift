// Tells beside findings what they do to values that are followed, and asks where nobody knows.

import RuleModel
package import Semantics
package import SourceModel

extension FileMatcher {
  /// Follows values wherever a finding touches their way.
  mutating func followValues() {
    guard !findings.isEmpty else { return }
    for (number, flow) in ruleSet.flows {
      var following = FlowFollowing(flow, facts: facts, ruleSet: ruleSet)
      following.run()
      let ways = Set(following.ends.flatMap(\.value.path))
      var touched: Set<NodeID> = []
      for index in findings.indices {
        guard !findings[index].changes.isEmpty else { continue }
        for passage in following.passages where ways.contains(passage.node) {
          guard touches(findings[index], passage.node) else { continue }
          let note = "\(ruleSet.rules[number].id): \(passage.text)"
          if !findings[index].notes.contains(note) { findings[index].notes.append(note) }
        }
        for node in ways where touches(findings[index], node) { touched.insert(node) }
      }
      var asked: Set<NodeID> = []
      for end in following.ends where !end.value.path.isDisjoint(with: touched) {
        for (node, name) in end.value.unknown.sorted(by: { $0.key < $1.key }) where asked.insert(node).inserted {
          ask(number, at: node, name: name, end)
        }
      }
    }
  }

  private func touches(_ finding: Finding, _ node: NodeID) -> Bool {
    let range = tree.range(node)
    return range.contains(finding.range) || finding.range.contains(range)
  }

  private mutating func ask(_ rule: Int, at node: NodeID, name: String, _ end: FlowEnd) {
    var finding = Finding(rule: rule, node: node, range: tree.range(node), name: name, standing: .review)
    finding.reasons = ["what `\(name)` does to a value on its way to \(end.name) is not known"]
    findings.append(finding)
  }
}

/// How a followed value arrives, to be held against how it arrives once the file is rewritten.
package struct FlowArrival: Hashable, Sendable {
  /// What it arrives at, and where, as a person reads it.
  package var place: String
  package var properties: String
  /// Where the calls on its way stand.
  package var way: [ByteRange]
}

extension RuleSet {
  /// How every followed value of a file arrives, in order.
  package func arrivals(in facts: any FileFacts) -> [FlowArrival] {
    flows.flatMap { _, flow -> [FlowArrival] in
      var following = FlowFollowing(flow, facts: facts, ruleSet: self)
      following.run()
      return following.ends.map { end in
        FlowArrival(
          place: end.place, properties: end.value.described(by: flow),
          way: end.value.path.sorted().map { facts.tree.range($0) })
      }
    }
  }

  /// Whether the rules follow any values.
  package var followsValues: Bool { !flows.isEmpty }
}
