// Holds the packs of TensorRT against its surfaces: what is gone, and which rule speaks of it.

import Foundation
import RuleModel
import Semantics
import Testing

@testable import Adaptation

@Suite("What the packs of TensorRT cover")
struct TensorRTCoverageTests {
  static let steps = [("8.6", "10.0"), ("10.0", "10.16"), ("10.16", "11.0")]
  static let page = CxxProjects.root.appending(path: "Docs/coverage-tensorrt.txt")

  @Test("every name that a release took away has a rule, and the page that tells which is as they are")
  func covered() throws {
    var lines = [
      "What TensorRT's releases took out of its C++ headers, and the rule that speaks of each name; made by TensorRTCoverageTests."
    ]
    for (old, new) in Self.steps {
      let gone = try Self.gone(from: old, to: new)
      let speakers = try Self.speakers(into: new)
      var counts: [String: Int] = [:]
      var told: [String] = []
      for name in gone {
        // What is said of a class or a namespace holds for its members.
        let speaker = name.dottedBeginnings.lazy.compactMap { speakers[$0] }.first
        #expect(speaker != nil, "\(name) is gone in \(new), and no rule says so")
        counts[speaker?.how ?? "unsaid", default: 0] += 1
        told.append(
          "  \((CxxProjects.language() as any Language).shown(name))  \(speaker?.how ?? "unsaid")  \(speaker?.rule ?? "")"
        )
      }
      let sums = counts.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", ")
      lines += ["", "\(old) → \(new): \(gone.count) names (\(sums))"] + told
    }
    let text = lines.joined(separator: "\n") + "\n"
    if ProcessInfo.processInfo.environment["UPDATE_EXPECTED"] == "1" {
      try text.write(to: Self.page, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOf: Self.page, encoding: .utf8) == text)
  }

  private static func surface(_ release: String) throws -> APISurface {
    let number = try #require(Release(release))
    let surface = try CxxProjects.catalogue.get().surface(of: "tensorrt", language: "cpp", at: number)
    return try #require(surface)
  }

  /// Names of the one surface that the other has not, without modules and macros.
  private static func gone(from old: String, to new: String) throws -> [String] {
    let (before, after) = (try surface(old), try surface(new))
    return before.entries.filter { name, entry in
      after.entries[name] == nil && entry.kind != .module && !(name.hasPrefix("::.") && entry.kind == .value)
    }
    .map(\.key).sorted()
  }

  private struct Speaker {
    var rule: String
    var how: String
  }

  /// Which rule of a release's pack speaks of a name, and what it does.
  private static func speakers(into release: String) throws -> [String: Speaker] {
    let packs = try CxxProjects.catalogue.get().allPacks(of: "tensorrt", language: CxxProjects.language())
    var found: [String: Speaker] = [:]
    let number = try #require(Release(release))
    for pack in packs where pack.kind == .release(number) {
      for rule in pack.rules {
        for alternative in rule.cases {
          let name: String
          switch alternative.action {
          case .rename(let from, _): name = from
          case .replace(let was, _), .pin(let was, _), .tell(let was, _): name = was.name
          default: continue
          }
          let how =
            alternative.action.writes ? (rule.grade == .safe ? "rewritten" : "offered for review") : "advised"
          found[name] = Speaker(rule: rule.id, how: how)
        }
      }
    }
    return found
  }
}
