// A pack: what one release of a library changes for one language, or how one library takes another's place.

/// The rules of one file.
package struct RulePack: Sendable {
  package enum Kind: Hashable, Sendable {
    case release(Release)
    /// The library that takes this one's place.
    case swap(to: String)
  }
  package var library: String
  package var language: String
  package var kind: Kind
  /// The guide the facts come from.
  package var guide: String?
  /// In the order written.
  package var rules: [Rule]
  /// Examples that belong to no single rule.
  package var examples: [Example]
  package var place: RulePlace

  package init(
    library: String, language: String, kind: Kind, guide: String?, rules: [Rule], examples: [Example] = [],
    place: RulePlace
  ) {
    self.library = library
    self.language = language
    self.kind = kind
    self.guide = guide
    self.rules = rules
    self.examples = examples
    self.place = place
  }
}

/// A library and what it is called where.
package struct Library: Hashable, Sendable {
  package var name: String
  /// Top-level module names: `sklearn`.
  package var modules: [String]
  /// Names by package system: `pip` → `scikit-learn`.
  package var distributions: [String: [String]]
  /// Libraries whose pins must move along.
  package var companions: [String]

  package init(name: String, modules: [String], distributions: [String: [String]], companions: [String] = []) {
    self.name = name
    self.modules = modules
    self.distributions = distributions
    self.companions = companions
  }
}
