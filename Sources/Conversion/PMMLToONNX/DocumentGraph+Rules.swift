// Conditions, and the models that are made of them: scorecards and rule sets.

internal import ModelCore
internal import PredictiveMarkup

extension DocumentGraph {
  /// Where a predicate is true, and where it is false; where neither, it is unknown.
  func holds(_ predicate: RowPredicate) throws -> (isTrue: Value, isFalse: Value) {
    switch predicate {
    case .always:
      let all = try constant(1) > 0
      return (all, !all)
    case .never:
      let all = try constant(1) > 0
      return (!all, all)
    case .simple(let name, let comparison, let literal):
      let value = try field(name)
      let missing = isMissing(value)
      let test: Value
      switch comparison {
      case .isMissing: return (missing, !missing)
      case .isNotMissing: return (!missing, missing)
      case .equal: test = try equals(value, literal)
      case .notEqual: test = !(try equals(value, literal))
      case .lessThan: test = try number(value, name) < bound(name, literal)
      case .lessOrEqual: test = try number(value, name) <= bound(name, literal)
      case .greaterThan: test = try number(value, name) > bound(name, literal)
      case .greaterOrEqual: test = try number(value, name) >= bound(name, literal)
      }
      return (test && !missing, !test && !missing)
    case .set(let name, let isIn, let literals):
      let value = try field(name)
      let missing = isMissing(value)
      var found = missing && !missing
      for literal in literals { found = found || (try equals(value, literal)) }
      let (yes, no) = (found && !missing, !found && !missing)
      return isIn ? (yes, no) : (no, yes)
    case .compound(let connective, let parts):
      let all = try parts.map { try holds($0) }
      guard let first = all.first else { throw refusal("a compound predicate has no parts") }
      return all.dropFirst().reduce(first) { left, right in
        switch connective {
        case .and: (left.isTrue && right.isTrue, left.isFalse || right.isFalse)
        case .or: (left.isTrue || right.isTrue, left.isFalse && right.isFalse)
        case .xor:
          (
            (left.isTrue && right.isFalse) || (left.isFalse && right.isTrue),
            (left.isTrue && right.isTrue) || (left.isFalse && right.isFalse)
          )
        case .surrogate:
          (left.isTrue || (!left.isFalse && right.isTrue), left.isFalse || (!left.isTrue && right.isFalse))
        }
      }
    }
  }

  func score(_ card: Scorecard, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    var total = try constant(card.initialScore)
    for characteristic in card.characteristics {
      var points = try constant(.nan)
      for attribute in characteristic.attributes.reversed() {
        let own =
          try attribute.complexScore.map { try number(try value(of: $0), "a partial score") }
          ?? graph.scalar(attribute.partialScore ?? .nan)
        points = graph.where(try holds(attribute.predicate).isTrue, own, points)
      }
      total = total + points
    }
    if card.usesReasonCodes { note(.lossy, "reason codes are left out") }
    return MarkupGraphAnswer(value: .number(total))
  }

  func rule(_ rules: RuleSetModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    var flat: [(fires: Value, rule: RuleSetModel.SimpleRule)] = []
    func collect(_ rule: RuleSetModel.Rule, _ outer: Value?) throws {
      switch rule {
      case .simple(let simple):
        let fires = try holds(simple.predicate).isTrue
        flat.append((outer.map { $0 && fires } ?? fires, simple))
      case .compound(let predicate, let inner):
        let holds = try holds(predicate).isTrue
        for rule in inner { try collect(rule, outer.map { $0 && holds } ?? holds) }
      }
    }
    for rule in rules.rules { try collect(rule, nil) }
    var names = flat.map(\.rule.score) + [rules.defaultScore].compactMap { $0 }
    names = names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }.map(\.element)
    func place(_ name: String) -> Double { Double(names.firstIndex(of: name) ?? -1) }
    var result = try constant(rules.defaultScore.map(place) ?? -1)
    switch rules.criteria.first {
    case .firstHit:
      for (fires, rule) in flat.reversed() { result = graph.where(fires, graph.scalar(place(rule.score)), result) }
    case .weightedMax:
      var best = try constant(-.infinity)
      for (fires, rule) in flat {
        let wins = fires && (best < rule.weight)
        result = graph.where(wins, graph.scalar(place(rule.score)), result)
        best = graph.where(wins, graph.scalar(rule.weight), best)
      }
    case .weightedSum:
      var sums = try names.map { _ in try constant(0) }
      for (fires, rule) in flat {
        let index = Int(place(rule.score))
        sums[index] = sums[index] + fires.cast(to: .double) * rule.weight
      }
      let all = graph.concatenate(sums)
      // Of scores that weigh as much the one that fired first.
      let none = Double(flat.count)
      let firsts = try names.map { name in
        try flat.enumerated().reversed().reduce(constant(none)) { first, entry in
          guard entry.element.rule.score == name else { return first }
          return graph.where(entry.element.fires, graph.scalar(Double(entry.offset)), first)
        }
      }
      let ranks = graph.where(
        all >= all.maximum(), none - graph.concatenate(firsts), graph.scalar(-1))
      if let first = flat.first?.fires {
        let any = flat.dropFirst().reduce(first) { $0 || $1.fires }
        result = graph.where(any, ranks.argMax(keepsAxis: true).cast(to: .double), result)
      }
    case nil: throw refusal("a rule set says no way to select rules")
    }
    return MarkupGraphAnswer(value: FieldValueOfGraph(content: .choice(result.cast(to: .int64), names)))
  }
}
