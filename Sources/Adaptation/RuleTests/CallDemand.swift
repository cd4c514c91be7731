// What a call must give so that a rule's condition holds, without knowing any type.

import RuleModel
import Semantics

/// Arguments that make a condition hold at every call that gives and leaves out what is said here.
struct CallDemand: Hashable {
  /// Parameters given as these constants, as written.
  var fixed: [String: String] = [:]
  /// Parameters given, whatever the value; some as literals, and some never as one.
  var given: Set<String> = []
  var literal: Set<String> = []
  var variable: Set<String> = []
  var omitted: Set<String> = []

  init() {}

  /// What meets all of several conditions, each wanted true or false; nil where only types could tell, or nothing does.
  static func meeting(_ wishes: [(condition: Condition, isTrue: Bool)], of signature: Signature) -> CallDemand? {
    var demands = [CallDemand()]
    for wish in wishes {
      let more = alternatives(wish.condition, is: wish.isTrue, of: signature)
      demands = demands.flatMap { demand in more.compactMap { demand.joined(with: $0) } }
    }
    guard var demand = demands.first else { return nil }
    for name in demand.literal.sorted() where demand.fixed[name] == nil { demand.fixed[name] = "1" }
    return demand
  }

  /// The ways to make a condition true, or false.
  private static func alternatives(_ condition: Condition, is wanted: Bool, of signature: Signature) -> [CallDemand] {
    var demand = CallDemand()
    switch condition {
    case .rank, .type, .loads, .feeds, .made: return []
    case .takenApart: return wanted ? [] : [demand]
    case .not(let inner): return alternatives(inner, is: !wanted, of: signature)
    case .sure(let inner): return alternatives(inner, is: wanted, of: signature)
    case .and(let left, let right), .or(let left, let right):
      let (first, second) = (
        alternatives(left, is: wanted, of: signature), alternatives(right, is: wanted, of: signature)
      )
      guard needsBoth(condition, wanted) else { return first + second }
      return first.flatMap { demand in second.compactMap { demand.joined(with: $0) } }
    case .given(let parameter):
      if wanted { demand.given = [parameter] } else { demand.omitted = [parameter] }
    case .literal(let parameter):
      // Names that variants give are no literals, and nothing given is none either.
      if wanted { demand.literal = [parameter] } else { demand.variable = [parameter] }
    case .value(let parameter, let comparison, let constant):
      return values(parameter, comparison, constant, wanted, signature.parameter(parameter)?.defaultValue)
    }
    return [demand]
  }

  private static func needsBoth(_ condition: Condition, _ wanted: Bool) -> Bool {
    if case .and = condition { return wanted }
    return !wanted
  }

  /// A default that was not given decides too; a name given could have any value.
  private static func values(
    _ parameter: String, _ comparison: Condition.Comparison, _ constant: Constant, _ wanted: Bool,
    _ standard: String?
  ) -> [CallDemand] {
    guard let written = constant.written, comparison == .equal || comparison == .notEqual else { return [] }
    var (fixed, omitted) = (CallDemand(), CallDemand())
    fixed.fixed = [parameter: written]
    omitted.omitted = [parameter]
    if (comparison == .equal) == wanted { return standard == written ? [omitted, fixed] : [fixed] }
    return standard == nil || standard == written || standard == "..." ? [] : [omitted]
  }

  /// Both demands; nil where no call can meet them together.
  private func joined(with other: CallDemand) -> CallDemand? {
    var both = self
    for (parameter, value) in other.fixed {
      if let mine = both.fixed.updateValue(value, forKey: parameter), mine != value { return nil }
    }
    both.given.formUnion(other.given)
    both.literal.formUnion(other.literal)
    both.variable.formUnion(other.variable)
    both.omitted.formUnion(other.omitted)
    let constant = both.literal.union(both.fixed.keys)
    guard both.omitted.isDisjoint(with: both.given.union(constant)), both.variable.isDisjoint(with: constant) else {
      return nil
    }
    return both
  }

  func leavingOut(_ parameters: [String]) -> CallDemand? {
    var more = CallDemand()
    more.omitted = Set(parameters)
    return joined(with: more)
  }
}

extension Condition {
  /// The parameters it speaks of.
  var parameters: Set<String> {
    switch self {
    case .rank(let parameter, _, _), .type(let parameter, _), .given(let parameter), .literal(let parameter),
      .value(let parameter, _, _), .made(let parameter, _, _):
      [parameter]
    case .loads, .feeds, .takenApart: []
    case .and(let left, let right), .or(let left, let right): left.parameters.union(right.parameters)
    case .not(let inner), .sure(let inner): inner.parameters
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
