// The parameters of a function or method, in any language.

/// One parameter of a signature.
package struct Parameter: Hashable, Sendable {
  package enum Passing: String, Sendable {
    case positionalOnly, positionalOrKeyword, variadic, keywordOnly, keywordVariadic
  }
  package var name: String
  package var passing: Passing
  /// The default as written, or nil where the argument must be given.
  package var defaultValue: String?
  /// What an argument for it is labelled with, where that is not its name.
  package var ownLabel: String?

  /// What an argument for it is labelled with, where it has a label.
  package var label: String { ownLabel ?? name }

  package init(
    name: String, passing: Passing = .positionalOrKeyword, defaultValue: String? = nil, label: String? = nil
  ) {
    ownLabel = label
    self.name = name
    self.passing = passing
    self.defaultValue = defaultValue
  }
}

/// The name of an API and what it takes: `numpy.ndarray.ptp(self, axis=None)`.
package struct Signature: Hashable, Sendable {
  /// The qualified name, without parameters.
  package var name: String
  /// The parameters without the receiver.
  package var parameters: [Parameter]
  /// Whether the first parameter was `self`: the API is a member of values of the type that `name`'s prefix names.
  package var hasReceiver: Bool
  /// The type it returns, as written after `->`.
  package var returns: String?

  package init(name: String, parameters: [Parameter], hasReceiver: Bool = false, returns: String? = nil) {
    self.name = name
    self.parameters = parameters
    self.hasReceiver = hasReceiver
    self.returns = returns
  }

  /// Whether labels that no parameter has are taken, too.
  package var takesAnyLabel: Bool { parameters.contains { $0.passing == .keywordVariadic } }

  package func parameter(_ name: String) -> Parameter? { parameters.first { $0.name == name } }

  /// The parameter that an argument with this label is for.
  package func parameter(labelled label: String) -> Parameter? {
    parameters.first { $0.label == label && $0.passing != .positionalOnly }
  }
}
