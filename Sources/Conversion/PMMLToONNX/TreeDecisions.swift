// Trees of predicates as trees of single comparisons.

internal import ModelCore
internal import PredictiveMarkup

/// What a row meets on its way: comparisons of one number, and leaves.
indirect enum TreeDecision {
  case leaf(Int)
  /// `yes` where x ≤ bound, or x < bound; a missing x goes to `no`, or to `yes`.
  case test(feature: Int, bound: Double, includesBound: Bool, missingGoesYes: Bool, yes: TreeDecision, no: TreeDecision)
}

/// Makes decisions of a tree model. Predicates of three values are taken apart: where a missing value leads elsewhere than
/// a false one, the tree asks for it first.
struct TreeDecisions {
  /// The feature of a field, and the code a literal has there; nil for a literal that the field never is.
  let feature: (String) throws -> Int
  let code: (String, Literal) throws -> Double?
  let leaf: (TreeNode?) throws -> Int
  let refusal: (String) -> ConversionError
  private var budget = 300_000

  init(
    feature: @escaping (String) throws -> Int, code: @escaping (String, Literal) throws -> Double?,
    leaf: @escaping (TreeNode?) throws -> Int, refusal: @escaping (String) -> ConversionError
  ) {
    self.feature = feature
    self.code = code
    self.leaf = leaf
    self.refusal = refusal
  }

  typealias Path = (inout TreeDecisions) throws -> TreeDecision
  fileprivate enum Unknown {
    case asNo
    case asYes
    case other(Path)
  }

  mutating func decide(_ tree: TreeModel) throws -> TreeDecision {
    try branch(tree.root.predicate, { try $0.decide(tree.root, tree) }, { .leaf(try $0.leaf(nil)) }, .asNo)
  }

  private mutating func decide(_ node: TreeNode, _ tree: TreeModel) throws -> TreeDecision {
    if node.children.isEmpty { return .leaf(try leaf(node)) }
    return try decide(node, from: 0, tree)
  }

  private mutating func decide(_ node: TreeNode, from index: Int, _ tree: TreeModel) throws -> TreeDecision {
    budget -= 1
    guard budget > 0 else { throw refusal("taken apart the tree has more than 300,000 decisions") }
    guard index < node.children.count else { return .leaf(try leaf(tree.returnsLastPrediction ? node : nil)) }
    let child = node.children[index]
    let unknown: Unknown
    switch tree.missingStrategy {
    case .none: unknown = .asNo
    case .lastPrediction: unknown = .other { .leaf(try $0.leaf(node)) }
    case .nullPrediction: unknown = .other { .leaf(try $0.leaf(nil)) }
    case .defaultChild:
      guard let standard = node.children.first(where: { $0.id == node.defaultChild }) else {
        throw refusal("a node names no default child")
      }
      unknown = standard.id == child.id ? .asYes : .other { try $0.decide(standard, tree) }
    case .weightedConfidence, .aggregateNodes:
      throw refusal("the missing value strategy \(tree.missingStrategy.rawValue) follows several children at once")
    }
    return try branch(
      child.predicate, { try $0.decide(child, tree) }, { try $0.decide(node, from: index + 1, tree) }, unknown)
  }

  private mutating func branch(
    _ predicate: RowPredicate, _ yes: @escaping Path, _ no: @escaping Path, _ unknown: Unknown
  ) throws -> TreeDecision {
    switch predicate {
    case .always: return try yes(&self)
    case .never: return try no(&self)
    case .simple(let field, let comparison, let literal):
      return try compare(field, comparison, literal, yes, no, unknown)
    case .set(let field, let isIn, let literals):
      let codes = try literals.compactMap { try code(field, $0) }.sorted()
      let place = try feature(field)
      return try withMissing(place, isIn ? yes : no, isIn ? no : yes, isIn ? unknown : unknown.swapped) {
        decisions, yes, no in
        try decisions.member(place, codes[...], yes, no)
      }
    case .compound(let connective, let parts): return try connect(connective, parts[...], yes, no, unknown)
    }
  }

  private mutating func member(
    _ feature: Int, _ codes: ArraySlice<Double>, _ yes: @escaping Path, _ no: @escaping Path
  ) throws -> TreeDecision {
    guard let first = codes.first else { return try no(&self) }
    let inner = TreeDecision.test(
      feature: feature, bound: first, includesBound: true, missingGoesYes: false, yes: try yes(&self),
      no: try member(feature, codes.dropFirst(), yes, no))
    return .test(
      feature: feature, bound: first, includesBound: false, missingGoesYes: false, yes: try no(&self), no: inner)
  }

  private mutating func compare(
    _ field: String, _ comparison: RowPredicate.Comparison, _ literal: Literal, _ yes: @escaping Path,
    _ no: @escaping Path, _ unknown: Unknown
  ) throws -> TreeDecision {
    let place = try feature(field)
    switch comparison {
    case .isMissing, .isNotMissing:
      let (present, absent) = comparison == .isMissing ? (no, yes) : (yes, no)
      return .test(
        feature: place, bound: .infinity, includesBound: true, missingGoesYes: false, yes: try present(&self),
        no: try absent(&self))
    case .lessOrEqual, .lessThan, .greaterThan, .greaterOrEqual:
      guard let bound = try code(field, literal) else { throw refusal("\(field) is a text and has no order") }
      let isBelow = comparison == .lessOrEqual || comparison == .lessThan
      let includes = comparison == .lessOrEqual || comparison == .greaterThan
      let (below, above) = isBelow ? (yes, no) : (no, yes)
      var missingGoesYes: Bool?
      switch unknown {
      case .asNo: missingGoesYes = !isBelow
      case .asYes: missingGoesYes = isBelow
      case .other: break
      }
      let test = TreeDecision.test(
        feature: place, bound: bound, includesBound: includes, missingGoesYes: missingGoesYes ?? false,
        yes: try below(&self), no: try above(&self))
      guard case .other(let path) = unknown else { return test }
      return .test(
        feature: place, bound: .infinity, includesBound: true, missingGoesYes: false, yes: test, no: try path(&self))
    case .equal, .notEqual:
      let codes = try code(field, literal).map { [$0] } ?? []
      let isEqual = comparison == .equal
      return try withMissing(place, isEqual ? yes : no, isEqual ? no : yes, isEqual ? unknown : unknown.swapped) {
        decisions, yes, no in
        try decisions.member(place, codes[...], yes, no)
      }
    }
  }

  /// Asks for a missing value first, then whatever `test` asks.
  private mutating func withMissing(
    _ feature: Int, _ yes: @escaping Path, _ no: @escaping Path, _ unknown: Unknown,
    _ test: (inout TreeDecisions, @escaping Path, @escaping Path) throws -> TreeDecision
  ) throws -> TreeDecision {
    let present = try test(&self, yes, no)
    let absent: TreeDecision
    switch unknown {
    case .asNo: absent = try no(&self)
    case .asYes: absent = try yes(&self)
    case .other(let path): absent = try path(&self)
    }
    return .test(
      feature: feature, bound: .infinity, includesBound: true, missingGoesYes: false, yes: present, no: absent)
  }

  private mutating func connect(
    _ connective: RowPredicate.Connective, _ parts: ArraySlice<RowPredicate>, _ yes: @escaping Path,
    _ no: @escaping Path, _ unknown: Unknown
  ) throws -> TreeDecision {
    let other: Path
    switch unknown {
    case .asNo: other = no
    case .asYes: other = yes
    case .other(let path): other = path
    }
    guard let first = parts.first else {
      return try (connective == .and ? yes : connective == .surrogate ? other : no)(&self)
    }
    let rest = parts.dropFirst()
    switch connective {
    case .surrogate:
      return try branch(first, yes, no, .other { try $0.connect(.surrogate, rest, yes, no, .other(other)) })
    case .and:
      return try branch(
        first, { try $0.connect(.and, rest, yes, no, .other(other)) }, no,
        .other { try $0.connect(.and, rest, other, no, .other(other)) })
    case .or:
      return try branch(
        first, yes, { try $0.connect(.or, rest, yes, no, .other(other)) },
        .other { try $0.connect(.or, rest, yes, other, .other(other)) })
    case .xor:
      return try branch(
        first, { try $0.connect(.xor, rest, no, yes, .other(other)) },
        { try $0.connect(.xor, rest, yes, no, .other(other)) },
        .other(other))
    }
  }
}

extension TreeDecisions.Unknown {
  fileprivate var swapped: Self {
    switch self {
    case .asNo: .asYes
    case .asYes: .asNo
    case .other: self
    }
  }
}
