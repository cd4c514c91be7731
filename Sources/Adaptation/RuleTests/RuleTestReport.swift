// What testing rules came to.

package import RuleModel

/// One example or variant that did not come out.
package struct RuleTestFailure: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable { case example, variant, execution }

  package var kind: Kind
  /// `numpy/2.0/in1d`; the pack's name for examples of no single rule.
  package var rule: String
  /// The example, or the rule that the variant is of.
  package var place: RulePlace
  /// Which example or variant.
  package var title: String
  /// One sentence each.
  package var problems: [String]
  /// The code that was tried.
  package var code: String
  /// What came out instead of what should, as a unified diff; empty where that says nothing.
  package var diff: String

  package init(
    kind: Kind, rule: String, place: RulePlace, title: String, problems: [String], code: String, diff: String = ""
  ) {
    self.kind = kind
    self.rule = rule
    self.place = place
    self.title = title
    self.problems = problems
    self.code = code
    self.diff = diff
  }
}

/// The outcome of one run of tests.
package struct RuleTestReport: Hashable, Sendable {
  package var ruleCount = 0
  package var exampleCount = 0
  package var variantCount = 0
  /// Variants made up that do not compile with the declarations at hand, and are none.
  package var leftOutCount = 0
  /// Renames without variants, of packs with so many that others stand for them.
  package var stoodForCount = 0
  /// Examples executed, and those that were not because they have no `after` or lie outside of the two releases.
  package var executedCount = 0
  package var exemptCount = 0
  package var outsideCount = 0
  /// In the order of packs and rules, examples before variants.
  package var failures: [RuleTestFailure] = []

  package init() {}

  package mutating func add(_ other: RuleTestReport) {
    ruleCount += other.ruleCount
    exampleCount += other.exampleCount
    variantCount += other.variantCount
    leftOutCount += other.leftOutCount
    stoodForCount += other.stoodForCount
    executedCount += other.executedCount
    exemptCount += other.exemptCount
    outsideCount += other.outsideCount
    failures += other.failures
  }
}
