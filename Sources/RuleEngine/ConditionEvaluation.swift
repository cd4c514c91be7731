// Decides a rule's condition at one call: true, false or unknown.

import RuleModel
import Semantics
import SourceModel

/// A truth value of three: unknown means that a person must look.
enum Truth: Hashable {
  case yes, no, unknown

  init(_ value: Bool) { self = value ? .yes : .no }

  static func && (left: Truth, right: Truth) -> Truth {
    if left == .no || right == .no { return .no }
    return left == .yes && right == .yes ? .yes : .unknown
  }
  static func || (left: Truth, right: Truth) -> Truth {
    if left == .yes || right == .yes { return .yes }
    return left == .no && right == .no ? .no : .unknown
  }
  static prefix func ! (value: Truth) -> Truth {
    switch value {
    case .yes: .no
    case .no: .yes
    case .unknown: .unknown
    }
  }
}

/// What a condition is decided on: a call bound to a signature, or code that a pattern matched.
struct ConditionScene {
  private enum Place {
    case call(Signature, Binding, NodeID)
    /// With the calls inside what was matched that may load a model.
    case shape(ShapeBinding, calls: [NodeID])
  }

  private let facts: any FileFacts
  private let place: Place
  private let surfaces: SurfaceSet

  init(facts: any FileFacts, signature: Signature, binding: Binding, call: NodeID, surfaces: SurfaceSet) {
    self.facts = facts
    self.surfaces = surfaces
    place = .call(signature, binding, call)
  }

  init(facts: any FileFacts, shape: ShapeBinding, calls: [NodeID], surfaces: SurfaceSet) {
    self.facts = facts
    self.surfaces = surfaces
    place = .shape(shape, calls: calls)
  }

  /// What stands for a parameter or variable, if it is given.
  private func value(_ parameter: String) -> NodeID? {
    switch place {
    case .call(let signature, let binding, _):
      parameter == "self" || signature.parameter(parameter) != nil ? binding.value(parameter) : nil
    case .shape(let binding, _): binding.nodes[parameter]?.first
    }
  }

  private func defaultValue(_ parameter: String) -> String? {
    if case .call(let signature, _, _) = place { return signature.parameter(parameter)?.defaultValue }
    return nil
  }

  func truth(of condition: Condition) -> Truth {
    switch condition {
    case .and(let left, let right): truth(of: left) && truth(of: right)
    case .or(let left, let right): truth(of: left) || truth(of: right)
    case .not(let inner): !truth(of: inner)
    case .sure(let inner): Truth(truth(of: inner) == .yes)
    case .given(let parameter): Truth(value(parameter) != nil)
    case .literal(let parameter): isLiteral(parameter)
    case .loads(let type): isLoad(of: type)
    case .feeds(let type): feeds(type)
    case .takenApart: isTakenApart
    case .made(let parameter, let name, let type): isMade(parameter, by: name, for: type)
    case .rank(let parameter, let comparison, let rank): compareRank(parameter, comparison, rank)
    case .type(let parameter, let type): isType(parameter, type)
    case .value(let parameter, let comparison, let constant): compareValue(parameter, comparison, constant)
    }
  }

  private func isLoad(of type: String) -> Truth {
    let sources =
      switch place {
      case .call(_, _, let call): [call].compactMap { facts.modelSource(of: $0) }
      case .shape(_, let calls): calls.compactMap { facts.modelSource(of: $0) }
      }
    guard let source = sources.first(where: { $0.model.type == type }) else { return .no }
    return source.isKnown ? .yes : .unknown
  }

  private var isTakenApart: Truth {
    guard case .call(_, _, let call) = place else { return .unknown }
    return Truth(facts.isTakenApart(call))
  }

  private func feeds(_ type: String) -> Truth {
    guard case .call(_, _, let call) = place else { return .no }
    return facts.feeds(call, membersOf: type).map { Truth($0) } ?? .unknown
  }

  /// Where the value comes from elsewhere, nobody knows what it is.
  private func isMade(_ parameter: String, by name: String, for type: String) -> Truth {
    guard let node = value(parameter), let maker = facts.maker(of: node), maker.name == name else { return .unknown }
    return facts.feeds(maker.call, membersOf: type) == true ? .yes : .unknown
  }

  private func isLiteral(_ parameter: String) -> Truth {
    guard let node = value(parameter) else { return .no }
    return Truth(facts.constant(of: node) != nil)
  }

  private func compareRank(_ parameter: String, _ comparison: Condition.Comparison, _ rank: Int) -> Truth {
    guard let node = value(parameter), let known = facts.type(of: node)?.rank else { return .unknown }
    switch comparison {
    case .equal: return Truth(known == rank)
    case .notEqual: return Truth(known != rank)
    case .less: return Truth(known < rank)
    case .greater: return Truth(known > rank)
    }
  }

  private func isType(_ parameter: String, _ type: String) -> Truth {
    guard let node = value(parameter), let fact = facts.typeName(of: node) else { return .unknown }
    if surfaces.isType(fact.name, a: type) { return fact.evidence >= .annotated ? .yes : .unknown }
    return fact.evidence >= .inferred ? .no : .unknown
  }

  private func compareValue(
    _ parameter: String, _ comparison: Condition.Comparison, _ constant: Constant
  ) -> Truth {
    let actual: Constant?
    if let node = value(parameter) {
      actual = facts.constant(of: node)
    } else {
      actual = defaultValue(parameter).flatMap(Constant.init(written:))
    }
    guard let actual else { return cannotBe(constant, parameter) ? Truth(comparison == .notEqual) : .unknown }
    if case .number(let left) = actual, case .number(let right) = constant, let left = Double(left),
      let right = Double(right)
    {
      return compare(left, right, comparison)
    }
    switch comparison {
    case .equal: return Truth(actual == constant)
    case .notEqual: return Truth(actual != constant)
    case .less, .greater: return .unknown
    }
  }

  private static let neverStrings: Set<String> = [
    "builtins.int", "builtins.float", "builtins.bool", "builtins.tuple", "builtins.list", "builtins.dict",
  ]

  /// Whether the type of a parameter's value rules the constant out: a tuple is not `None`.
  private func cannotBe(_ constant: Constant, _ parameter: String) -> Bool {
    guard let node = value(parameter) else {
      // A default that is a name, such as `float`, is none of the words and numbers.
      if case .symbol = constant { return false }
      return defaultValue(parameter)?.isDottedName ?? false
    }
    guard let fact = facts.typeName(of: node), fact.evidence >= .inferred else { return false }
    switch constant {
    case .none: return fact.name != "builtins.NoneType"
    case .boolean, .number: return ["builtins.str", "builtins.tuple", "builtins.list"].contains(fact.name)
    case .string: return Self.neverStrings.contains(fact.name)
    case .symbol(let name) where name.isDottedName:
      return ["builtins.NoneType", "builtins.str"].contains(fact.name) || Self.neverStrings.contains(fact.name)
    case .symbol: return false
    }
  }

  private func compare(_ left: Double, _ right: Double, _ comparison: Condition.Comparison) -> Truth {
    switch comparison {
    case .equal: Truth(left == right)
    case .notEqual: Truth(left != right)
    case .less: Truth(left < right)
    case .greater: Truth(left > right)
    }
  }
}

extension String {
  fileprivate var isDottedName: Bool {
    let isWord = utf8.allSatisfy {
      (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x5F || $0 == 0x2E
    }
    return isWord && utf8.first.map { (0x61...0x7A).contains($0 | 0x20) } ?? false
  }
}

extension Constant {
  /// Reads a default as a signature writes it: `None`, `False`, `-1`, `"warn"`.
  init?(written text: String) {
    switch text {
    case "None": self = .none
    case "True", "true": self = .boolean(true)
    case "False", "false": self = .boolean(false)
    default:
      if let quote = text.first, quote == "\"" || quote == "'", text.count >= 2, text.last == quote {
        self = .string(String(text.dropFirst().dropLast()))
      } else if Double(text) != nil {
        self = .number(text)
      } else {
        return nil
      }
    }
  }
}

extension SurfaceSet {
  /// Whether a type is another one or inherits from it; `int` is `builtins.int`.
  func isType(_ type: String, a wanted: String, depth: Int = 0) -> Bool {
    let wanted = wanted.isDotted ? wanted : "builtins." + wanted
    if type == wanted { return true }
    // Nearly all types that are asked about are Python's own, of which no library says anything.
    guard !type.hasPrefix("builtins."), let found = resolve(type) else { return false }
    if found.name == (resolve(wanted)?.name ?? wanted) { return true }
    // Surfaces are generated: chains of bases are short; the limit is there for a broken file.
    guard depth < 8 else { return false }
    return found.entry.bases.contains { isType($0, a: wanted, depth: depth + 1) }
  }
}
