// What tells at a glance that a case is not about a call.

import RuleModel
import Semantics

/// An argument without which the condition of a case is false, whatever else a call gives.
///
/// Nearly all calls of `numpy.array` say nothing of `copy`; binding each to the signature, only to find that a condition
/// about `copy` is false, took a twentieth of a run.
struct Necessity: Sendable {
  private let label: String
  /// The place among positional arguments, if it can be given by place.
  private let position: Int?

  /// Nil where no single argument decides.
  init?(_ alternative: Rule.Case) {
    guard let condition = alternative.condition, !alternative.isWholeSymbol else { return nil }
    let signature: Signature
    switch alternative.action {
    case .replace(let was, _), .pin(let was, _), .tell(let was, _): signature = was
    case .rename, .match, .strings, .require, .declare, .follow: return nil
    }
    let named = signature.parameters.filter { $0.passing != .variadic && $0.passing != .keywordVariadic }
    guard let found = named.first(where: { Self.isFalse(condition, without: $0) }) else { return nil }
    label = found.label ?? found.name
    position = named.filter { $0.passing != .keywordOnly }.firstIndex { $0.name == found.name }
  }

  /// Whether a call that binds would surely leave the argument out; one with unpacked arguments is never sure.
  func isMissing(in site: CallSite) -> Bool {
    var positional = 0
    for argument in site.arguments {
      switch argument.form {
      case .unpacked, .unpackedMapping, .trailing: return false
      case .labelled(let given): if given == label { return false }
      case .positional: positional += 1
      }
    }
    return position.map { positional <= $0 } ?? true
  }

  private static func isFalse(_ condition: Condition, without parameter: Parameter) -> Bool {
    switch condition {
    case .and(let left, let right): isFalse(left, without: parameter) || isFalse(right, without: parameter)
    case .or(let left, let right): isFalse(left, without: parameter) && isFalse(right, without: parameter)
    case .given(let name), .literal(let name): name == parameter.name
    case .value(let name, .equal, let constant):
      name == parameter.name
        && (parameter.defaultValue.flatMap(Constant.init(written:)).map { differ($0, constant) } ?? false)
    case .made(let name, _, _): name == parameter.name
    case .value, .rank, .type, .loads, .feeds, .not: false
    }
  }

  /// Whether two constants are surely not the same.
  private static func differ(_ left: Constant, _ right: Constant) -> Bool {
    if case .number(let left) = left, case .number(let right) = right, let left = Double(left),
      let right = Double(right)
    {
      return left != right
    }
    return left != right
  }
}
