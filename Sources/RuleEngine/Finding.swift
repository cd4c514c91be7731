// What the engine found at one place, and what it would write there.

package import RuleModel
package import Semantics
package import SourceModel

/// What a finding means for the code if nothing is done.
package enum Standing: String, Sendable, CaseIterable {
  /// Applied without asking.
  case rewritten
  /// Offered; applied on request, or for a person to do.
  case review
  /// Only said.
  case advised
  /// Gone or changed in the target release, and no rule says what to write.
  case broken
  /// The same in both releases, or guarded by the code itself.
  case fine
  /// Not in any surface or rule.
  case unknown
}

/// One place a rule matched, with what would be written there.
package struct Finding: Sendable {
  /// The index of the rule in its rule set.
  package var rule: Int
  /// The rule's case that matched.
  package var alternative: Int
  /// The node the rule matched: a call, a name, an import's name, a string.
  package var node: NodeID
  package var range: ByteRange
  /// The name found, as the library calls it: `numpy.in1d`.
  package var name: String
  package var standing: Standing
  /// Why the standing is less than the rule's grade: `the receiver's type is only guessed`.
  package var reasons: [String]
  /// What it does to values that are followed, for the person who reads it.
  package var notes: [String] = []
  /// How the receiver's type is known, where one matters.
  package var receiver: TypeFact?
  /// The type of the model that this loads.
  package var loadedModel: String?
  /// Where else in the project the path of the model stands that this loads: `service.settings.MODEL_PATH`.
  package var modelPath: String?
  /// What would be written; empty where there is nothing to write.
  package var changes: [Change]
  /// The names the changes need, spelled when the file's accepted findings are known.
  package var wishes: [SymbolWish]
  /// References that no longer stand once the changes are made.
  package var gone: [NodeID]
  /// The pattern whose places the changes' arguments fill.
  package var pattern: Pattern? {
    get { kept?.pattern }
    set { kept = newValue.map { KeptPattern($0) } }
  }
  var kept: KeptPattern?
  /// Whether the pattern's root takes the place of `node`.
  package var replacesNode: Bool
  /// What the new text does besides giving a value, and whether it says so itself.
  var effects: Effects = []
  var isMarked = false
  /// The closure whose statements come to stand in the function around it.
  var dissolved: ByteRange?
  /// Whether nothing of it may be written here, not even what it would need besides.
  var isHeldBack = false
  /// Where the new text may stand only in newer releases: the lines that are to stand twice, and the condition.
  var guarded: (lines: ByteRange, condition: String)?
  /// Variables that a rule declares further down than the code did.
  var moved: Set<String> = []

  init(rule: Int, alternative: Int = 0, node: NodeID, range: ByteRange, name: String, standing: Standing) {
    self.rule = rule
    self.alternative = alternative
    self.node = node
    self.range = range
    self.name = name
    self.standing = standing
    reasons = []
    receiver = nil
    changes = []
    wishes = []
    gone = []
    kept = nil
    replacesNode = false
  }

  /// Whether there is something to write.
  package var isFixable: Bool { !changes.isEmpty || !wishes.isEmpty }

  /// Lowers a finding that would apply itself to one that a person looks at.
  mutating func doubt(_ reason: String) {
    if standing == .rewritten { standing = .review }
    reasons.append(reason)
  }
}

/// A pattern that many findings hold. A class: findings are handed on, and a pattern has many parts.
final class KeptPattern: Sendable {
  let pattern: Pattern
  init(_ pattern: Pattern) { self.pattern = pattern }
}

/// One replacement of a range by parts.
package struct Change: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    case literal(String)
    /// What became of that range.
    case copy(ByteRange)
    /// What became of that node, in parentheses if it needs them at `place` of the finding's pattern.
    case argument(NodeID, place: NodeID)
    /// The spelling of the finding's wish of that index.
    case symbol(Int)
  }
  package var range: ByteRange
  package var parts: [Part]

  init(_ range: ByteRange, _ parts: [Part]) {
    self.range = range
    self.parts = parts
  }
}

/// Everything the engine has to say of one file.
package struct FileFindings: Sendable {
  /// In source order.
  package var findings: [Finding]
  /// Every use of a provided library and how it stands.
  package var uses: [Use]
  /// Functions that come to wait or fail, by module and path, with the rule that began it.
  package var waiting: [String: WaitingFunction] = [:]

  /// One use in the coverage ledger.
  package struct Use: Hashable, Sendable {
    package var node: NodeID
    /// The place of its reference among those of the file, which tells the name.
    package var reference: Int
    package var standing: Standing
    /// The finding that speaks of it.
    package var finding: Int?

    init(node: NodeID, reference: Int, standing: Standing, finding: Int?) {
      self.node = node
      self.reference = reference
      self.standing = standing
      self.finding = finding
    }
  }
}
