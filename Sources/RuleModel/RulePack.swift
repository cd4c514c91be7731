// A pack: what one release of a library changes for one language, or how one library takes another's place.

package import Semantics

/// The rules of one file.
package struct RulePack: Sendable {
  package enum Kind: Hashable, Sendable {
    case release(Release)
    /// The library that takes this one's place.
    case swap(to: String)
  }
  /// Which releases of the library that takes over fit what the rules write.
  package struct Requirement: Hashable, Sendable {
    package var least: Release
    /// For projects that name one release exactly.
    package var tried: Release
    /// The oldest and the newest release of the language that `tried` is built for.
    package var language: ClosedRange<Release>?
    /// System packages that only the library that leaves had a use for.
    package var system: [String]
    /// What who takes it in should know, told beside each requirement that is written.
    package var notice: String?

    package init(least: Release, tried: Release, language: ClosedRange<Release>? = nil, system: [String] = []) {
      self.least = least
      self.tried = tried
      self.language = language
      self.system = system
    }
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
  /// Headers and macros of C and C++ that have another name; empty for other languages.
  package var headers: [HeaderChange]
  package var macros: [MacroChange]
  /// Of a swap: the model files that its rules are about.
  package var models: [ModelFact]
  package var requirement: Requirement?
  /// Of a swap in C and C++: macros by which code knows the other library.
  package var defines: [String] = []
  /// Words of build files that become others; C and C++ only.
  package var buildWords: [BuildWord] = []
  package var package = PackageChange()
  /// Rules about names that were gone by the release in use, or before it.
  package var lapsed: [Rule] = []
  package var place: RulePlace

  package init(
    library: String, language: String, kind: Kind, guide: String?, rules: [Rule], examples: [Example] = [],
    headers: [HeaderChange] = [], macros: [MacroChange] = [],
    models: [ModelFact] = [], requirement: Requirement? = nil, place: RulePlace
  ) {
    self.library = library
    self.language = language
    self.kind = kind
    self.guide = guide
    self.rules = rules
    self.examples = examples
    self.headers = headers
    self.macros = macros
    self.models = models
    self.requirement = requirement
    self.place = place
  }
}

/// A word of build files that becomes another: a package, a target, a library to link.
package struct BuildWord: Hashable, Sendable {
  /// The command whose word it is (`find_package`), or the program (`pkg-config`); empty where it may stand anywhere.
  package var command: String
  package var from: String
  package var to: String
  /// The package of CMake that the new word comes from.
  package var package: String?
  /// What else there is to do, for the person who reads the diff.
  package var why: String?

  package init(command: String = "", from: String, to: String, package: String? = nil) {
    self.command = command
    self.from = from
    self.to = to
    self.package = package
  }
}

/// What the library asks of the manifests of Swift packages that use it.
package struct PackageChange: Hashable, Sendable {
  /// Products by their old names.
  package var products: [String: String] = [:]
  /// The least release of each platform.
  package var platforms: [String: String] = [:]
  package var tools: String?
}

/// A header of C or C++ that has another name: `old.h` → `new.h`.
package struct HeaderChange: Hashable, Sendable {
  package var from: String
  package var to: String
  package var place: RulePlace

  package init(from: String, to: String, place: RulePlace) {
    self.from = from
    self.to = to
    self.place = place
  }
}

/// A macro that has another name or meaning: `OLD(x)` → `NEW(x, 0)`.
package struct MacroChange: Hashable, Sendable {
  package var name: String
  /// Nil for a macro without parentheses.
  package var parameters: [String]?
  /// The text that takes its place, over the parameters.
  package var replacement: String
  package var place: RulePlace

  package init(name: String, parameters: [String]?, replacement: String, place: RulePlace) {
    self.name = name
    self.parameters = parameters
    self.replacement = replacement
    self.place = place
  }
}

/// A library and what it is called where.
package struct Library: Hashable, Sendable {
  /// The Pythons that a release has wheels for, as far as is known; the newest that is listed speaks for later ones.
  package struct Pythons: Hashable, Sendable {
    package var since: Release
    package var range: ClosedRange<Release>
  }

  /// The folder's name, by which rules and the command line know it: `numpy`.
  package var name: String
  /// As people write it: `NumPy`.
  package var title: String
  /// Top-level module names: `sklearn`.
  package var modules: [String]
  /// Names by package system: `pip` → `scikit-learn`.
  package var distributions: [String: [String]]
  /// Libraries whose pins must move along.
  package var companions: [String]
  /// The oldest and the newest Python that releases have wheels for, from the oldest release on.
  package var pythons: [Pythons]
  /// How the preprocessor tells its release, in C and C++.
  package var versionMacros: [VersionMacro]

  package init(
    name: String, title: String? = nil, modules: [String], distributions: [String: [String]],
    companions: [String] = [], pythons: [Pythons] = [], versionMacros: [VersionMacro] = []
  ) {
    self.name = name
    self.title = title ?? name
    self.modules = modules
    self.distributions = distributions
    self.companions = companions
    self.pythons = pythons
    self.versionMacros = versionMacros
  }

  /// What is known of the Pythons of a release.
  package func pythons(of release: Release) -> Pythons? { pythons.last { $0.since <= release } }
}
