// Expressions and predicates as elements.

internal import PredictiveMarkup

extension MarkupWriter {
  mutating func expression(_ expression: FieldExpression) {
    switch expression {
    case .missing: element("Constant", ["missing": "true"])
    case .literal(let literal, let type): element("Constant", ["dataType": type?.name], text: literal.text)
    case .field(let name, let missing): element("FieldRef", ["field": name, "mapMissingTo": missing?.text])
    case .normContinuous(let norm): normContinuous(norm)
    case .normDiscrete(let field, let value, let missing):
      element("NormDiscrete", ["field": field, "value": value.text, "mapMissingTo": text(missing)])
    case .discretize(let discretize): self.discretize(discretize)
    case .mapValues(let map): mapValues(map)
    case .textIndex(let index): textIndex(index)
    case .apply(let application):
      let treatment = application.invalidTreatment
      element(
        "Apply",
        [
          "function": application.function, "mapMissingTo": application.missing?.text,
          "defaultValue": application.fallback?.text,
          "invalidValueTreatment": treatment == .returnInvalid ? nil : treatment.rawValue,
        ]
      ) { writer in
        for argument in application.arguments { writer.expression(argument) }
      }
    case .aggregate(let aggregate):
      element(
        "Aggregate",
        ["field": aggregate.field, "function": aggregate.function.rawValue, "groupField": aggregate.group])
    case .lag(let field, let count, let aggregate, let blocks):
      element("Lag", ["field": field, "n": String(count), "aggregate": aggregate]) { writer in
        for block in blocks { writer.element("BlockIndicator", ["field": block]) }
      }
    }
  }

  private mutating func normContinuous(_ norm: NormContinuous) {
    element(
      "NormContinuous",
      [
        "field": norm.field, "mapMissingTo": text(norm.missing),
        "outliers": norm.outliers == .asIs ? nil : norm.outliers.rawValue,
      ]
    ) { writer in
      for point in norm.points {
        writer.element("LinearNorm", ["orig": Literal.text(of: point.original), "norm": Literal.text(of: point.norm)])
      }
    }
  }

  private mutating func discretize(_ discretize: Discretize) {
    element(
      "Discretize",
      [
        "field": discretize.field, "mapMissingTo": discretize.missing?.text, "defaultValue": discretize.fallback?.text,
        "dataType": discretize.type?.name,
      ]
    ) { writer in
      for bin in discretize.bins {
        writer.element("DiscretizeBin", ["binValue": bin.value.text]) { writer in writer.interval(bin.interval) }
      }
    }
  }

  private mutating func mapValues(_ map: MapValues) {
    element(
      "MapValues",
      [
        "outputColumn": map.outputColumn, "mapMissingTo": map.missing?.text, "defaultValue": map.fallback?.text,
        "dataType": map.type?.name,
      ]
    ) { writer in
      for pair in map.pairs { writer.element("FieldColumnPair", ["field": pair.field, "column": pair.column]) }
      writer.table(map.table)
    }
  }

  private mutating func textIndex(_ index: TextIndex) {
    element(
      "TextIndex",
      [
        "textField": index.field, "localTermWeights": index.weighting.rawValue,
        "isCaseSensitive": index.isCaseSensitive ? "true" : nil,
        "maxLevenshteinDistance": index.maximumEdits == 0 ? nil : String(index.maximumEdits),
        "countHits": index.counting == .allHits ? nil : index.counting.rawValue,
        "wordSeparatorCharacterRE": index.separator, "x-wordRE": index.word,
        "tokenize": index.tokenizes ? nil : "false",
      ]
    ) { writer in
      for normalization in index.normalizations { writer.normalization(normalization) }
      writer.expression(index.term)
    }
  }

  private mutating func normalization(_ normalization: TextIndex.Normalization) {
    element(
      "TextIndexNormalization",
      [
        "inField": normalization.inField, "outField": normalization.outField, "regexField": normalization.regexField,
        "recursive": normalization.isRecursive ? "true" : nil,
        "isCaseSensitive": normalization.isCaseSensitive.map { $0 ? "true" : "false" },
        "maxLevenshteinDistance": normalization.maximumEdits.map { String($0) },
        "wordSeparatorCharacterRE": normalization.separator,
        "tokenize": normalization.tokenizes.map { $0 ? "true" : "false" },
      ]
    ) { writer in writer.table(normalization.table) }
  }

  mutating func predicate(_ predicate: RowPredicate) {
    switch predicate {
    case .always: element("True")
    case .never: element("False")
    case .simple(let field, let comparison, let literal):
      let takesNone = comparison == .isMissing || comparison == .isNotMissing
      element(
        "SimplePredicate",
        ["field": field, "operator": comparison.rawValue, "value": takesNone ? nil : literal.text])
    case .set(let field, let isIn, let literals):
      element("SimpleSetPredicate", ["field": field, "booleanOperator": isIn ? "isIn" : "isNotIn"]) { writer in
        writer.array(words: literals.map(\.text))
      }
    case .compound(let connective, let parts):
      element("CompoundPredicate", ["booleanOperator": connective.rawValue]) { writer in
        for part in parts { writer.predicate(part) }
      }
    }
  }
}
