// Code that must run with both releases, in a language that can ask which one is at hand: the old way stays beside the new.

import RuleModel
import Semantics
import SourceModel

extension FileMatcher {
  /// Whether a rule's changes go under a guard instead of being held back.
  func isGuarded(_ rule: Int) -> Bool { ruleSet.guards(rule) != nil }

  /// Puts a guard around each place that changes, the same around all that change in it.
  mutating func settleGuards() {
    guard ruleSet.isStraddling else { return }
    var plans: [(finding: Int, condition: VersionGuard, plan: GuardPlan)] = []
    for index in findings.indices where findings[index].standing == .rewritten && !findings[index].changes.isEmpty {
      guard let condition = ruleSet.guards(findings[index].rule), isNew(findings[index]) else { continue }
      plans.append((index, condition, facts.guardPlan(around: findings[index].range, condition)))
    }
    // A guard inside of another one's place would be written twice: the outer one serves both.
    for (finding, condition, plan) in plans {
      let outer = plans.filter { $0.plan.obstacle == nil && $0.plan.range.contains(plan.range) }
        .max { $0.plan.range.count < $1.plan.range.count }
      if let outer, outer.condition != condition {
        findings[finding].doubt("it stands with what needs another guard")
      } else if let obstacle = (outer?.plan ?? plan).obstacle {
        findings[finding].doubt("a version guard is needed, and cannot be written here: \(obstacle)")
      } else {
        findings[finding].changes += (outer?.plan ?? plan).edits.map { edit in
          Change(
            edit.range,
            edit.replacement.map { piece in
              switch piece {
              case .literal(let text): .literal(text)
              case .copy(let range): .copy(range)
              }
            })
        }
      }
    }
  }

  /// Whether what is written is there in the newer release only.
  private func isNew(_ finding: Finding) -> Bool {
    guard case .compilation = ruleSet.guards(finding.rule),
      case .rename(_, let to)? = ruleSet.rules[finding.rule].cases.first?.action
    else { return true }
    return ruleSet.source.resolve(to) == nil
  }
}

extension RuleSet {
  /// What tells the releases apart that a rule speaks of; nil where the code never meets the older one, or nothing does.
  func guards(_ rule: Int) -> VersionGuard? {
    guard isStraddling else { return nil }
    switch rules[rule].versionGuard {
    case .platforms(let platforms):
      let older = platforms.filter { name, least in
        guard let runsOn = deployment[name].flatMap({ Release($0) }), let wanted = Release(least) else {
          // Of platforms, those that the project names are the ones it runs on.
          return deployment.isEmpty
        }
        return runsOn < wanted
      }
      return older.isEmpty ? nil : .platforms(platforms.filter { deployment.isEmpty || deployment[$0.key] != nil })
    case .compilation: return newestCompilation(rules[rule].library)
    case nil: return nil
    }
  }

  /// What is written is brought up to the newest release, which the newest condition asks for.
  private func newestCompilation(_ library: String) -> VersionGuard? {
    rules.last { rule in
      guard rule.library == library, case .compilation = rule.versionGuard else { return false }
      return true
    }?.versionGuard
  }
}
