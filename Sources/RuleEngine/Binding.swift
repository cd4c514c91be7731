// Binds the arguments of a call to the parameters of a signature.

import Semantics
import SourceModel

/// Which argument was given for each parameter.
struct Binding {
  /// Why a call cannot be bound.
  enum Failure: Hashable {
    /// `*items` or `**items`: what they hold is not known.
    case unpacked
    /// More positional arguments than parameters.
    case tooMany
    case unknownLabel(String)
    case givenTwice(String)
    case missing(String)

    /// For the reader of a finding.
    var reason: String {
      switch self {
      case .unpacked: "the call unpacks `*` or `**` arguments, which cannot be bound for certain"
      case .tooMany: "the call gives more arguments than the old signature takes"
      case .unknownLabel(let label): "the old signature has no parameter `\(label)`"
      case .givenTwice(let name): "`\(name)` is given twice"
      case .missing(let name): "the call does not give `\(name)`"
      }
    }
  }

  /// The arguments for each parameter given; several for a variadic one. Few: searching them costs less than hashing.
  private var given: [Given] = []

  private struct Given {
    var parameter: String
    var first: Argument
    /// Those behind the first, of a parameter that takes several.
    var others: [Argument] = []

    init(_ parameter: String, _ argument: Argument) { (self.parameter, first) = (parameter, argument) }
  }

  /// The value bound to `self`.
  var receiver: NodeID?

  func arguments(_ parameter: String) -> [Argument] {
    guard let place = place(of: parameter) else { return [] }
    return [given[place].first] + given[place].others
  }

  func argument(_ parameter: String) -> Argument? { place(of: parameter).map { given[$0].first } }

  private func place(of parameter: String) -> Int? { given.indices.first { given[$0].parameter == parameter } }

  /// The value of a parameter, `self` included.
  func value(_ parameter: String) -> NodeID? {
    parameter == "self" ? receiver : argument(parameter)?.node
  }

  /// The parameter that an argument was bound to.
  func parameter(of argument: Argument) -> String? {
    given.lazy.filter { $0.first == argument || $0.others.contains(argument) }.map(\.parameter).min()
  }

  /// Binds as the language would at run time.
  static func bind(
    _ arguments: [Argument], to signature: Signature, receiver: NodeID?
  ) -> Result<Binding, BindingError> {
    var binding = Binding()
    binding.receiver = receiver
    binding.given.reserveCapacity(arguments.count)
    var positional = signature.parameters[...]
    var rest = arguments[...]
    if signature.hasReceiver && receiver == nil {
      // `numpy.ndarray.ptp(x)`: the function of the class, called with the receiver as its first argument.
      guard let first = rest.popFirst(), first.form == .positional else { return .failure(.init(.missing("self"))) }
      binding.receiver = first.node
    }
    for isClosure in [false, true] {
      for argument in rest where argument.isPlainClosure == isClosure {
        if let failure = binding.take(argument, positional: &positional, of: signature) {
          return .failure(.init(failure))
        }
      }
    }
    let missing = signature.parameters.first { parameter in
      parameter.defaultValue == nil && !binding.isGiven(parameter.name)
        && parameter.passing != .variadic && parameter.passing != .keywordVariadic
    }
    if let missing { return .failure(.init(.missing(missing.name))) }
    return .success(binding)
  }

  private mutating func take(
    _ argument: Argument, positional: inout ArraySlice<Parameter>, of signature: Signature
  ) -> Failure? {
    switch argument.form {
    case .unpacked, .unpackedMapping: return .unpacked
    case .positional:
      while let next = positional.first, !next.isPositional { positional.removeFirst() }
      if let parameter = positional.popFirst() {
        given.append(Given(parameter.name, argument))
      } else if let variadic = signature.parameters.first(where: { $0.passing == .variadic }) {
        append(argument, to: variadic.name)
      } else {
        return .tooMany
      }
    case .trailing(nil):
      // The types that would tell are not known: a closure without a label is for the last parameter without an argument.
      guard let parameter = signature.parameters.last(where: { !isGiven($0.name) }) else { return .tooMany }
      given.append(Given(parameter.name, argument))
    case .labelled(let label), .trailing(.some(let label)):
      if let parameter = signature.parameter(labelled: label) {
        guard !isGiven(parameter.name) else { return .givenTwice(label) }
        given.append(Given(parameter.name, argument))
      } else if let variadic = signature.parameters.first(where: { $0.passing == .keywordVariadic }) {
        append(argument, to: variadic.name)
      } else {
        return .unknownLabel(label)
      }
    }
    return nil
  }

  private func isGiven(_ parameter: String) -> Bool { place(of: parameter) != nil }

  private mutating func append(_ argument: Argument, to parameter: String) {
    if let place = place(of: parameter) {
      given[place].others.append(argument)
    } else {
      given.append(Given(parameter, argument))
    }
  }
}

extension Parameter {
  /// Whether an argument without a label may be for it.
  fileprivate var isPositional: Bool { passing == .positionalOnly || passing == .positionalOrKeyword }
}

extension Argument {
  /// A closure behind the parentheses without a label, which takes what the others leave.
  fileprivate var isPlainClosure: Bool { form == .trailing(nil) }
}

/// A call that cannot be bound, and why.
struct BindingError: Error, Hashable {
  var failure: Binding.Failure
  init(_ failure: Binding.Failure) { self.failure = failure }
}
