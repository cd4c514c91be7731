// Functions of a project that come to wait or fail, as its files tell each other.

/// What becomes of one function once rules are applied, and what speaks against it.
///
/// Both only grow while files are looked at in turn, so that this comes to an end.
package struct WaitingFunction: Hashable, Sendable {
  package var effects: Effects
  /// The rule that began it; empty where only an obstacle is told.
  package var rule: String
  /// Calls and other uses that cannot follow, each with its place; sorted.
  package var obstacles: [String]
  /// The labels of its parameters, as its language writes them; nil where they are not known.
  package var labels: String?

  package init(effects: Effects, rule: String, obstacles: [String] = [], labels: String? = nil) {
    self.labels = labels
    self.effects = effects
    self.rule = rule
    self.obstacles = obstacles
  }

  package mutating func formUnion(_ other: WaitingFunction) {
    effects.formUnion(other.effects)
    labels = labels ?? other.labels
    if rule.isEmpty || (!other.rule.isEmpty && other.rule < rule) { rule = other.rule }
    obstacles = Set(obstacles + other.obstacles).sorted()
  }
}

/// A call of a function that another file declares and that comes to wait or fail.
package struct ForeignSeed: Sendable {
  /// The function, by module and path.
  package var function: String
  package var rule: String
  package var seed: EffectSeed

  package init(function: String, rule: String, seed: EffectSeed) {
    self.function = function
    self.rule = rule
    self.seed = seed
  }
}
