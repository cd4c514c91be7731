// Takes back changes after which a value that is followed would arrive otherwise.

import RuleEngine
import RuleModel
import SourceModel

/// The findings on the way of values that would not arrive as they did.
struct Strays {
  private(set) var findings: Set<Int> = []
  private(set) var sentences: [String] = []

  init() {}

  init(
    _ old: [FlowArrival], _ new: [FlowArrival], study: FileAdaptation.Study, applied: Set<Int>, rules: [Rule]
  ) {
    let lines = LineTable(study.bytes)
    for (index, arrival) in old.enumerated() {
      let after = index < new.count && new.count == old.count ? new[index] : nil
      guard after?.properties != arrival.properties else { continue }
      let before = findings.count
      for finding in applied.sorted() where !findings.contains(finding) {
        let range = study.findings[finding].range
        guard arrival.way.contains(where: { $0.contains(range) || range.contains($0) }) else { continue }
        findings.insert(finding)
        let position = lines.position(of: range.start)
        sentences.append(
          "\(study.place.path):\(position.line):\(position.column): "
            + "\(rules[study.findings[finding].rule].qualifiedID) was taken back: what came to \(arrival.place) as "
            + "\(Self.told(arrival.properties)) would come as \(Self.told(after?.properties ?? ""))")
      }
      if findings.count == before {
        sentences.append(
          "\(study.place.path): what comes to \(arrival.place) as \(Self.told(arrival.properties)) may come otherwise "
            + "once the changes are made; look at it")
      }
    }
  }

  private static func told(_ properties: String) -> String { properties.isEmpty ? "something unknown" : properties }
}
