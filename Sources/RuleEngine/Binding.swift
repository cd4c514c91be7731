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

  /// The argument for each parameter given, by the parameter's name; several for a variadic one.
  private(set) var arguments: [String: [Argument]] = [:]
  /// The value bound to `self`.
  var receiver: NodeID?

  func argument(_ parameter: String) -> Argument? { arguments[parameter]?.first }

  /// The value of a parameter, `self` included.
  func value(_ parameter: String) -> NodeID? {
    parameter == "self" ? receiver : argument(parameter)?.node
  }

  /// The parameter that an argument was bound to.
  func parameter(of argument: Argument) -> String? {
    arguments.lazy.filter { $0.value.contains(argument) }.map(\.key).min()
  }

  /// Binds as the language would at run time.
  static func bind(
    _ arguments: [Argument], to signature: Signature, receiver: NodeID?
  ) -> Result<Binding, BindingError> {
    var binding = Binding()
    binding.receiver = receiver
    var positional = signature.parameters.filter {
      $0.passing == .positionalOnly || $0.passing == .positionalOrKeyword
    }[...]
    var rest = arguments[...]
    if signature.hasReceiver && receiver == nil {
      // `numpy.ndarray.ptp(x)`: the function of the class, called with the receiver as its first argument.
      guard let first = rest.popFirst(), first.form == .positional else { return .failure(.init(.missing("self"))) }
      binding.receiver = first.node
    }
    for argument in rest.filter({ !$0.isPlainClosure }) + rest.filter(\.isPlainClosure) {
      if let failure = binding.take(argument, positional: &positional, of: signature) {
        return .failure(.init(failure))
      }
    }
    let missing = signature.parameters.first { parameter in
      parameter.defaultValue == nil && binding.arguments[parameter.name] == nil
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
      if let parameter = positional.popFirst() {
        arguments[parameter.name] = [argument]
      } else if let variadic = signature.parameters.first(where: { $0.passing == .variadic }) {
        arguments[variadic.name, default: []].append(argument)
      } else {
        return .tooMany
      }
    case .trailing(nil):
      // The types that would tell are not known: a closure without a label is for the last parameter without an argument.
      guard let parameter = signature.parameters.last(where: { arguments[$0.name] == nil }) else { return .tooMany }
      arguments[parameter.name] = [argument]
    case .labelled(let label), .trailing(.some(let label)):
      if let parameter = signature.parameter(labelled: label) {
        guard arguments[parameter.name] == nil else { return .givenTwice(label) }
        arguments[parameter.name] = [argument]
      } else if let variadic = signature.parameters.first(where: { $0.passing == .keywordVariadic }) {
        arguments[variadic.name, default: []].append(argument)
      } else {
        return .unknownLabel(label)
      }
    }
    return nil
  }
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
