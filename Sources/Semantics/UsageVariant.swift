// Ways to use an API, made up to test what rules do to each of them.

/// An API whose uses are to be varied: what it takes, where it is imported from, and what every call must give.
package struct UsageSubject: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    /// Calls, their arguments bound to the signature.
    case call
    /// The name itself, wherever it stands; called with any arguments where `isCallable`.
    case name(isCallable: Bool)
  }
  package var signature: Signature
  package var form: Form
  /// The module that the API is imported from, a beginning of its name: `numpy.linalg`.
  package var module: String
  /// Whether `from module import *` brings it.
  package var isStarExported: Bool
  /// Arguments that every call gives, as written: `copy` → `False`.
  package var fixed: [String: String]
  /// Parameters that every call gives, with whatever value, and those that none gives.
  package var required: Set<String>
  package var omitted: Set<String>
  /// Names that take its place, for languages in which the file must bring them.
  package var written: [String] = []
  /// The expression that takes its place, as rules write it; empty where only the name or an argument changes.
  package var replacement = ""

  package init(
    signature: Signature, form: Form = .call, module: String, isStarExported: Bool = false,
    fixed: [String: String] = [:], required: Set<String> = [], omitted: Set<String> = []
  ) {
    self.signature = signature
    self.form = form
    self.module = module
    self.isStarExported = isStarExported
    self.fixed = fixed
    self.required = required
    self.omitted = omitted
  }
}

/// A small file that uses an API in one certain way, and what must become of it.
package struct UsageVariant: Hashable, Sendable {
  package enum Expectation: String, Hashable, Sendable {
    /// Each use becomes what the rule says.
    case replaced
    /// Uses without a call: they become the new name if it takes the same parameters in the same order, and are
    /// otherwise found and left.
    case bare
    /// Found, and left for a person: what is given cannot be told.
    case doubtful
    /// Not a use at all; every byte stays.
    case untouched
    /// The name is imported and hidden where it is read: the import may follow the rule, the code must stay.
    case hidden
  }

  /// One use in the text.
  package struct Use: Hashable, Sendable {
    /// The arguments in the order written.
    package var arguments: [Given]
    /// The value that the API is a member of.
    package var receiver: String?

    package init(arguments: [Given], receiver: String? = nil) {
      self.arguments = arguments
      self.receiver = receiver
    }
  }

  /// One argument of a use and the parameter it is for.
  package struct Given: Hashable, Sendable {
    package enum Value: Hashable, Sendable {
      /// No other argument of the file has the same text, but for values that all calls give.
      case text(String)
      /// Another use, by its index.
      case use(Int)
    }
    package var parameter: String
    package var label: String?
    package var value: Value

    package init(parameter: String, label: String?, value: Value) {
      self.parameter = parameter
      self.label = label
      self.value = value
    }
  }

  /// What is special about it: `from import; keywords; as a decorator`.
  package var title: String
  package var text: String
  package var expectation: Expectation
  package var uses: [Use]
  /// What must survive to the letter: comments, and code that is hidden.
  package var kept: [String]
  /// What the file's name ends in, where that tells the language: `.cu`.
  package var suffix = ""
  /// How many ways to use the API the file shows.
  package var ways = 1
  /// Ways that do not compile with the declarations at hand and are not in the text.
  package var leftOut = 0

  package init(title: String, text: String, expectation: Expectation, uses: [Use], kept: [String] = []) {
    self.title = title
    self.text = text
    self.expectation = expectation
    self.uses = uses
    self.kept = kept
  }
}
