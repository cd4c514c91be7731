// What a call must give so that a rule's condition holds, without knowing any type.

import RuleModel
import Semantics

/// Arguments that make a condition hold at every call that gives and leaves out what is said here.
struct CallDemand: Hashable {
  /// Parameters given as these constants, as written.
  var fixed: [String: String] = [:]
  /// Parameters given, whatever the value.
  var given: Set<String> = []
  var omitted: Set<String> = []

  /// What makes `condition` true, or false; nil where only a type could tell, or nothing does.
  init?(_ condition: Condition, is wanted: Bool, of signature: Signature) {
    self.init()
    switch condition {
    case .rank, .type: return nil
    case .not(let inner): guard meet(Self(inner, is: !wanted, of: signature)) else { return nil }
    case .and(let left, let right), .or(let left, let right):
      let demands = [Self(left, is: wanted, of: signature), Self(right, is: wanted, of: signature)]
      if Self.needsBoth(condition, wanted) {
        guard demands.allSatisfy({ meet($0) }) else { return nil }
      } else {
        guard let first = demands.compactMap({ $0 }).first else { return nil }
        self = first
      }
    case .given(let parameter):
      if wanted { given = [parameter] } else { omitted = [parameter] }
    case .literal(let parameter):
      if wanted { fixed = [parameter: "1"] } else { omitted = [parameter] }
    case .value(let parameter, let comparison, let constant):
      guard demand(parameter, comparison, constant, wanted, signature) else { return nil }
    }
  }

  init() {}

  private static func needsBoth(_ condition: Condition, _ wanted: Bool) -> Bool {
    if case .and = condition { return wanted }
    return !wanted
  }

  /// Adds another demand; false where the two cannot be met by one call.
  mutating func meet(_ other: CallDemand?) -> Bool {
    guard let other else { return false }
    for (parameter, value) in other.fixed where fixed.updateValue(value, forKey: parameter) ?? value != value {
      return false
    }
    given.formUnion(other.given)
    omitted.formUnion(other.omitted)
    return omitted.isDisjoint(with: given) && omitted.isDisjoint(with: fixed.keys)
  }

  private mutating func demand(
    _ parameter: String, _ comparison: Condition.Comparison, _ constant: Constant, _ wanted: Bool,
    _ signature: Signature
  ) -> Bool {
    let standard = signature.parameter(parameter)?.defaultValue
    guard let written = constant.written else { return false }
    switch (comparison, wanted) {
    case (.equal, true), (.notEqual, false):
      if standard == written { omitted = [parameter] } else { fixed = [parameter: written] }
      return true
    case (.equal, false), (.notEqual, true):
      // A name given there could have any value: only a default that differs is sure.
      guard let standard, standard != written, standard != "..." else { return false }
      omitted = [parameter]
      return true
    case (.less, _), (.greater, _): return false
    }
  }
}

extension Constant {
  /// As Python and the conditions write it; nil for names.
  fileprivate var written: String? {
    switch self {
    case .none: "None"
    case .boolean(let value): value ? "True" : "False"
    case .number(let digits): digits
    case .string(let text): "\"\(text)\""
    case .symbol: nil
    }
  }
}
