// Expressions and predicates.

internal import PredictiveMarkup

extension PMMLReader {
  /// Nil for an element that is no expression.
  func expression(_ element: MarkupElement) throws(FormatError) -> FieldExpression? {
    switch element.name {
    case "Constant":
      let type = try type(element, "dataType")
      if try flag(element, "missing") == true { return .missing }
      return .literal(Literal(try cursor.text(of: element)), type)
    case "FieldRef": return .field(try required(element, "field"), missing: literal(element, "mapMissingTo"))
    case "NormContinuous": return .normContinuous(try normContinuous(element))
    case "NormDiscrete":
      return .normDiscrete(
        field: try required(element, "field"), value: Literal(try required(element, "value")),
        missing: try number(element, "mapMissingTo"))
    case "Discretize": return .discretize(try discretize(element))
    case "MapValues": return .mapValues(try mapValues(element))
    case "TextIndex": return .textIndex(try textIndex(element))
    case "Apply": return .apply(try application(element))
    case "Aggregate":
      var aggregate = Aggregate()
      aggregate.field = try required(element, "field")
      aggregate.function = try choice(element, "function", Aggregate.Function.self) ?? .count
      aggregate.group = element["groupField"]
      return .aggregate(aggregate)
    case "Lag":
      let blocks = try list(element, "BlockIndicator") { (child) throws(FormatError) in try required(child, "field") }
      return .lag(
        field: try required(element, "field"), count: try integer(element, "n") ?? 1, aggregate: element["aggregate"],
        blocks: blocks)
    default: return nil
    }
  }

  private func normContinuous(_ element: MarkupElement) throws(FormatError) -> NormContinuous {
    var norm = NormContinuous()
    norm.field = try required(element, "field")
    norm.missing = try number(element, "mapMissingTo")
    norm.outliers = try choice(element, "outliers", MiningField.Outliers.self) ?? .asIs
    norm.points = try list(element, "LinearNorm") { (child) throws(FormatError) in
      .init(try requiredNumber(child, "orig"), try requiredNumber(child, "norm"))
    }
    return norm
  }

  private func discretize(_ element: MarkupElement) throws(FormatError) -> Discretize {
    var discretize = Discretize()
    discretize.field = try required(element, "field")
    discretize.missing = literal(element, "mapMissingTo")
    discretize.fallback = literal(element, "defaultValue")
    discretize.type = try type(element, "dataType")
    discretize.bins = try list(element, "DiscretizeBin") { (child) throws(FormatError) in
      let value = Literal(try required(child, "binValue"))
      guard let interval = try list(child, "Interval", interval).first else {
        throw cursor.malformed(child, "the bin has no interval.")
      }
      return Discretize.Bin(interval, value)
    }
    return discretize
  }

  private func mapValues(_ element: MarkupElement) throws(FormatError) -> MapValues {
    var map = MapValues()
    map.outputColumn = try required(element, "outputColumn")
    map.missing = literal(element, "mapMissingTo")
    map.fallback = literal(element, "defaultValue")
    map.type = try type(element, "dataType")
    try cursor.children(of: element) { (child) throws(FormatError) in
      switch child.name {
      case "FieldColumnPair":
        try keep(
          .init(field: try required(child, "field"), column: try required(child, "column")), of: child, in: &map.pairs)
      case "InlineTable": map.table = try table(child)
      case "TableLocator": throw cursor.unsupported(child, "tables outside the document are not read.")
      default: break
      }
    }
    return map
  }

  private func application(_ element: MarkupElement) throws(FormatError) -> Application {
    var application = Application(try required(element, "function"), [])
    application.missing = literal(element, "mapMissingTo")
    application.fallback = literal(element, "defaultValue")
    application.invalidTreatment =
      try choice(element, "invalidValueTreatment", MiningField.InvalidTreatment.self) ?? .returnInvalid
    try cursor.children(of: element) { (child) throws(FormatError) in
      if let expression = try expression(child) {
        try keep(expression, of: child, in: &application.arguments)
      } else if child.name != "Extension" {
        throw cursor.unsupported(child, "this expression is not known.")
      }
    }
    return application
  }

  private func textIndex(_ element: MarkupElement) throws(FormatError) -> TextIndex {
    var index = TextIndex()
    index.field = try required(element, "textField")
    index.weighting = try choice(element, "localTermWeights", TextIndex.Weighting.self) ?? .termFrequency
    index.isCaseSensitive = try flag(element, "isCaseSensitive") ?? false
    index.maximumEdits = try integer(element, "maxLevenshteinDistance") ?? 0
    index.counting = try choice(element, "countHits", TextIndex.Counting.self) ?? .allHits
    index.separator = element["wordSeparatorCharacterRE"] ?? index.separator
    index.word = element.extended("wordRE")
    index.tokenizes = try flag(element, "tokenize") ?? true
    var term: FieldExpression?
    try cursor.children(of: element) { (child) throws(FormatError) in
      if child.name == "TextIndexNormalization" {
        try keep(normalization(child), of: child, in: &index.normalizations)
      } else if let expression = try expression(child) {
        term = expression
      }
    }
    guard let term else { throw cursor.malformed(element, "there is no term to look for.") }
    index.term = term
    return index
  }

  private func normalization(_ element: MarkupElement) throws(FormatError) -> TextIndex.Normalization {
    var normalization = TextIndex.Normalization()
    normalization.inField = element["inField"] ?? normalization.inField
    normalization.outField = element["outField"] ?? normalization.outField
    normalization.regexField = element["regexField"] ?? normalization.regexField
    normalization.isRecursive = try flag(element, "recursive") ?? false
    normalization.isCaseSensitive = try flag(element, "isCaseSensitive")
    normalization.maximumEdits = try integer(element, "maxLevenshteinDistance")
    normalization.separator = element["wordSeparatorCharacterRE"]
    normalization.tokenizes = try flag(element, "tokenize")
    try cursor.children(of: element) { (child) throws(FormatError) in
      if child.name == "InlineTable" { normalization.table = try table(child) }
      if child.name == "TableLocator" { throw cursor.unsupported(child, "tables outside the document are not read.") }
    }
    return normalization
  }

  /// Nil for an element that is no predicate.
  func predicate(_ element: MarkupElement) throws(FormatError) -> RowPredicate? {
    switch element.name {
    case "True": return .always
    case "False": return .never
    case "SimplePredicate":
      guard let comparison = try choice(element, "operator", RowPredicate.Comparison.self) else {
        throw cursor.malformed(element, "the attribute operator is missing.")
      }
      let takesNone = comparison == .isMissing || comparison == .isNotMissing
      let value = takesNone ? element["value"] ?? "" : try required(element, "value")
      return .simple(field: try required(element, "field"), comparison, Literal(value))
    case "SimpleSetPredicate":
      var values: [Literal] = []
      try cursor.children(of: element) { (child) throws(FormatError) in
        if child.name == "Array" { values = try differentWords(child) }
      }
      let name = try required(element, "booleanOperator")
      guard name == "isIn" || name == "isNotIn" else { throw cursor.malformed(element, "\(name) is no set test.") }
      return .set(field: try required(element, "field"), isIn: name == "isIn", values)
    case "CompoundPredicate":
      var parts: [RowPredicate] = []
      guard let connective = try choice(element, "booleanOperator", RowPredicate.Connective.self) else {
        throw cursor.malformed(element, "the attribute booleanOperator is missing.")
      }
      try cursor.children(of: element) { (child) throws(FormatError) in
        if let part = try predicate(child) { parts.append(part) }
      }
      return .compound(connective, parts)
    default: return nil
    }
  }
}
