// Rules that a basket fits.

internal import ModelCore

/// A rule whose antecedent is in the basket.
package struct AssociationMatch: Equatable, Sendable {
  package var rule: AssociationModel.Rule
  package var antecedent: [String]
  package var consequent: [String]
  package var id: String
  /// Whether the antecedent is in the basket, and whether the consequent is.
  package var hasAntecedent: Bool
  package var hasConsequent: Bool
}

extension PreparedModel {
  func score(_ association: AssociationModel, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    let basket = try basket(of: association, in: scope)
    var sets: [String: AssociationModel.Itemset] = [:]
    for set in association.itemsets { sets[set.id] = set }
    var values: [String: String] = [:]
    for item in association.items { values[item.id] = item.mapped ?? item.value }
    var answer = ModelAnswer()
    for (index, rule) in association.rules.enumerated() {
      guard let antecedent = sets[rule.antecedent], let consequent = sets[rule.consequent] else {
        throw ScoringError(
          .brokenDocument, "a rule names the item set \(rule.antecedent) or \(rule.consequent), which is none")
      }
      answer.rules.append(
        AssociationMatch(
          rule: rule, antecedent: antecedent.items.compactMap { values[$0] },
          consequent: consequent.items.compactMap { values[$0] }, id: rule.id ?? String(index + 1),
          hasAntecedent: antecedent.items.allSatisfy(basket.contains),
          hasConsequent: consequent.items.allSatisfy(basket.contains)))
    }
    return answer
  }

  /// The names of the items that the row holds.
  private func basket(of association: AssociationModel, in scope: Scope) throws(ScoringError) -> Set<String> {
    var present: [(field: String, value: FieldValue)] = []
    for field in model.schema where field.usage == .active {
      switch try scope.value(of: field.name) {
      case .missing: break
      case .list(let values): present += values.map { (field.name, $0) }
      case let value: present.append((field.name, value))
      }
    }
    return Set(
      association.items.filter { item in
        present.contains { field, value in
          if let own = item.field {
            return own == field && value.equals(Literal(item.category ?? item.value))
          }
          if value.equals(Literal(item.value)) { return true }
          // A field called as the item, that says whether the item is there.
          return field == item.value && (value.cast(to: .boolean) == .boolean(true))
        }
      }.map(\.id))
  }

  /// One rule's feature by rank, or all of them where the output holds several.
  func associated(_ field: OutputField, _ feature: OutputField.Feature, of answer: ModelAnswer) -> FieldValue {
    let matches = answer.rules.filter { match in
      switch field.algorithm ?? .exclusiveRecommendation {
      case .recommendation: match.hasAntecedent
      case .exclusiveRecommendation: match.hasAntecedent && !match.hasConsequent
      case .ruleAssociation: match.hasAntecedent && match.hasConsequent
      }
    }
    let ranked = matches.enumerated().sorted { left, right in
      let (a, b) = (basis(left.element, field), basis(right.element, field))
      return a == b ? left.offset < right.offset : (a > b) == (field.rankOrder == .descending)
    }.map(\.element)
    if field.isMultiValued { return .list(ranked.map { Self.feature($0, feature) }) }
    guard ranked.indices.contains(field.rank - 1) else { return .missing }
    return Self.feature(ranked[field.rank - 1], feature)
  }

  private func basis(_ match: AssociationMatch, _ field: OutputField) -> Double {
    switch field.rankBasis {
    case .confidence: match.rule.confidence
    case .support: match.rule.support
    case .lift: match.rule.lift ?? -.infinity
    case .leverage: match.rule.leverage ?? -.infinity
    case .affinity: match.rule.affinity ?? -.infinity
    }
  }

  private static func feature(_ match: AssociationMatch, _ feature: OutputField.Feature) -> FieldValue {
    switch feature {
    case .antecedent: .list(match.antecedent.map(FieldValue.string))
    case .consequent: .list(match.consequent.map(FieldValue.string))
    case .rule:
      .string("{" + match.antecedent.joined(separator: " ") + "}->{" + match.consequent.joined(separator: " ") + "}")
    case .confidence: .double(match.rule.confidence)
    case .support: .double(match.rule.support)
    case .lift: match.rule.lift.map(FieldValue.double) ?? .missing
    case .leverage: match.rule.leverage.map(FieldValue.double) ?? .missing
    case .affinity: match.rule.affinity.map(FieldValue.double) ?? .missing
    default: .string(match.id)
    }
  }
}
