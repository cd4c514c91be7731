// Rules as checked values: what the engine gets.

package import Semantics
package import SourceModel

/// How freely a rule may be applied.
package enum Grade: String, Sendable, CaseIterable {
  /// Applies itself where the receiver is proved or annotated.
  case safe
  /// Shown, applied on request.
  case review
  /// Only said.
  case advise
}

/// One change of an API and what to do about it, checked, with its texts parsed by its language.
package struct Rule: Sendable {
  /// What a rule does where it matches.
  package enum Action: Sendable {
    /// The symbol and its members have another name.
    case rename(from: String, to: String)
    /// A call (or a bare reference) becomes an expression over the parameters.
    case replace(was: Signature, now: Pattern)
    /// Arguments that were left out are written down, with the value that used to be the default.
    case pin(was: Signature, values: [PinnedValue])
    /// Code of this shape becomes code of that shape; `rewrite` is nil for a rule that only speaks.
    case match(pattern: Pattern, types: [String: String], rewrite: Pattern?)
    /// The member was optional and always has a value now; what tells that there is nothing, where something does.
    case require(member: String, absence: String?)
    /// Uses are pointed out.
    case tell(was: Signature, wholeSymbol: Bool)
    /// Strings given for this parameter name APIs of the library.
    case strings(api: String, parameter: String)
    /// What code declares changes along.
    case declare(DeclarationRule)
    /// Values are followed from call to call.
    case follow(FlowRule)
  }

  package struct PinnedValue: Sendable {
    package var parameter: String
    package var value: Pattern
    package init(parameter: String, value: Pattern) {
      self.parameter = parameter
      self.value = value
    }
  }

  /// One alternative; the first whose condition holds is taken.
  package struct Case: Sendable {
    package var condition: Condition?
    package var action: Action
    /// Whether `was` has no parentheses, so that the action is about the name wherever it stands, not about calls.
    package var isWholeSymbol: Bool
    /// What there is to say of this alternative, where that differs from what is said of the rule.
    package var why: String?
    /// Of `strings`: where in a list or dictionary given for the parameter further strings stand, as paths of steps.
    package var inside: [[Step]] = []

    /// One step into a display.
    package enum Step: Hashable, Sendable {
      /// Every element of a list or tuple.
      case each
      /// The element at this index, counted from 0.
      case index(Int)
      /// The value under this key.
      case key(String)

      /// Reads `each`, `1` or `formats`.
      package init(_ text: some StringProtocol) {
        self = text == "each" ? .each : Int(text).map { .index($0) } ?? .key(String(text))
      }
    }

    package init(condition: Condition? = nil, action: Action, isWholeSymbol: Bool = false, why: String? = nil) {
      self.condition = condition
      self.action = action
      self.isWholeSymbol = isWholeSymbol
      self.why = why
    }
  }

  /// `in1d`; unique in its pack.
  package var id: String
  package var library: String
  /// The release of the pack it stands in.
  package var release: Release?
  /// The release that warns, and the one that breaks.
  package var deprecated: Release?
  package var removed: Release?
  /// Set where the release in use does not have the API any more: since when it is gone.
  package var lapsed: Release?
  package var cases: [Case]
  package var grade: Grade
  package var why: String?
  /// The header that code must include for what stays or is written, in C and C++.
  package var header: String?
  /// The closure that the call is handed and that what stands behind the new call takes the place of, in Swift.
  package var handler: CompletionHandler?
  /// What tells the rule's release from those before it, in code that is to run with both.
  package var versionGuard: VersionGuard?
  package var examples: [Example]
  /// Where it is written.
  package var place: RulePlace

  package init(
    id: String, library: String, release: Release?, deprecated: Release? = nil, removed: Release? = nil,
    cases: [Case], grade: Grade, why: String?, examples: [Example] = [], place: RulePlace
  ) {
    self.id = id
    self.library = library
    self.release = release
    self.deprecated = deprecated
    self.removed = removed
    self.cases = cases
    self.grade = grade
    self.why = why
    self.examples = examples
    self.place = place
  }

  /// `numpy/2.0/in1d`, as the command line names it.
  package var qualifiedID: String { "\(library)/\(release?.description ?? place.stem)/\(id)" }
}

/// Where something stands in an author's file.
package struct RulePlace: Hashable, Sendable {
  /// As the author would name it: `Rules/numpy/python/2.0.yaml`.
  package var file: String
  package var position: Position
  package init(file: String, position: Position) {
    self.file = file
    self.position = position
  }
  /// The file's name without folder and ending.
  package var stem: String {
    let bytes = file.utf8
    let start = bytes.lastIndex(of: UInt8(ascii: "/")).map { bytes.index(after: $0) } ?? bytes.startIndex
    let name = file[start...]
    return String(name.hasSuffix(".yaml") ? name.dropLast(5) : name)
  }
}

/// A rule's test and documentation.
package struct Example: Hashable, Sendable {
  package enum Expectation: Hashable, Sendable {
    case becomes(String)
    case unchanged
    /// Something is said or offered for review, and nothing is rewritten.
    case told
  }
  /// Code that sets the scene; runs before both.
  package var given: String?
  package var before: String
  package var expectation: Expectation
  package var place: RulePlace

  package init(given: String?, before: String, expectation: Expectation, place: RulePlace) {
    self.given = given
    self.before = before
    self.expectation = expectation
    self.place = place
  }
}

/// When a rule applies: a closed language with three values, true, false and unknown.
package indirect enum Condition: Hashable, Sendable {
  package enum Comparison: String, Sendable { case equal = "==", notEqual = "!=", less = "<", greater = ">" }
  /// The number of dimensions of a parameter's value.
  case rank(parameter: String, Comparison, Int)
  case type(parameter: String, String)
  case given(parameter: String)
  case literal(parameter: String)
  /// What the call gives is loaded from the model file that this type stands for.
  case loads(type: String)
  /// What the call gives goes into calls of members of that type, and nowhere else.
  case feeds(type: String)
  /// What the call gives is taken apart on the spot.
  case takenApart
  /// The parameter's value is what a call of that name gives, here or in a name bound once, and feeds the type only.
  case made(parameter: String, by: String, type: String)
  /// The parameter's value, its default where it was not given, against a constant as written.
  case value(parameter: String, Comparison, Constant)
  case and(Condition, Condition)
  case or(Condition, Condition)
  case not(Condition)
  /// The condition holds for certain: what cannot be told from the code counts as false.
  case sure(Condition)
}

extension Condition {
  /// The condition with the names in it as `form` makes them.
  func naming(_ form: (String) -> String) -> Condition {
    switch self {
    case .type(let parameter, let name): .type(parameter: parameter, form(name))
    case .value(let parameter, let comparison, .symbol(let name)):
      .value(parameter: parameter, comparison, .symbol(form(name)))
    case .made(let parameter, let name, let type): .made(parameter: parameter, by: form(name), type: type)
    case .and(let left, let right): .and(left.naming(form), right.naming(form))
    case .or(let left, let right): .or(left.naming(form), right.naming(form))
    case .not(let inner): .not(inner.naming(form))
    case .sure(let inner): .sure(inner.naming(form))
    case .rank, .given, .literal, .value, .loads, .feeds, .takenApart: self
    }
  }

  /// The type of model that what a call gives must go into.
  package var fedType: String? {
    switch self {
    case .feeds(let type): type
    case .and(let left, let right): left.fedType ?? right.fedType
    default: nil
    }
  }

  /// Whether it is about calls that load a model.
  package var asksForLoading: Bool {
    switch self {
    case .loads: true
    case .and(let left, let right), .or(let left, let right): left.asksForLoading || right.asksForLoading
    case .not(let inner), .sure(let inner): inner.asksForLoading
    case .rank, .type, .given, .literal, .value, .feeds, .takenApart, .made: false
    }
  }
}
