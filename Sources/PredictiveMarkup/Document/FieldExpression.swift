// How fields are computed from fields.

/// The expressions of PMML.
package indirect enum FieldExpression: Equatable, Sendable {
  /// A type of nil: a number where the text is one, else a string. An empty text may be marked missing.
  case literal(Literal, FieldType?)
  case missing
  case field(String, missing: Literal?)
  case normContinuous(NormContinuous)
  /// 1 where the field has the value, else 0.
  case normDiscrete(field: String, value: Literal, missing: Double?)
  case discretize(Discretize)
  case mapValues(MapValues)
  case textIndex(TextIndex)
  case apply(Application)
  case aggregate(Aggregate)
  case lag(field: String, count: Int, aggregate: String?, blocks: [String])

  package static func constant(_ number: Double) -> FieldExpression { .literal(Literal(number), .double) }
  package static func field(_ name: String) -> FieldExpression { .field(name, missing: nil) }
  package static func apply(_ function: String, _ arguments: FieldExpression...) -> FieldExpression {
    .apply(Application(function, arguments))
  }
}

/// A function applied to expressions.
package struct Application: Equatable, Sendable {
  package var function: String
  package var arguments: [FieldExpression]
  /// The result where an argument is missing.
  package var missing: Literal?
  /// The result where the function has none.
  package var fallback: Literal?
  package var invalidTreatment = MiningField.InvalidTreatment.returnInvalid
  package init(_ function: String, _ arguments: [FieldExpression]) {
    self.function = function
    self.arguments = arguments
  }
}

/// Straight pieces between points.
package struct NormContinuous: Equatable, Sendable {
  package struct Point: Equatable, Sendable {
    package var original: Double
    package var norm: Double
    package init(_ original: Double, _ norm: Double) {
      self.original = original
      self.norm = norm
    }
  }
  package var field = ""
  package var missing: Double?
  package var outliers = MiningField.Outliers.asIs
  /// At least two, ascending.
  package var points: [Point] = []
  package init() {}
}

/// Ranges to values.
package struct Discretize: Equatable, Sendable {
  package struct Bin: Equatable, Sendable {
    package var interval: Interval
    package var value: Literal
    package init(_ interval: Interval, _ value: Literal) {
      self.interval = interval
      self.value = value
    }
  }
  package var field = ""
  package var bins: [Bin] = []
  package var missing: Literal?
  package var fallback: Literal?
  package var type: FieldType?
  package init() {}
}

/// Combinations of values to a value, by a table.
package struct MapValues: Equatable, Sendable {
  package struct Pair: Equatable, Sendable {
    package var field: String
    package var column: String
    package init(field: String, column: String) {
      self.field = field
      self.column = column
    }
  }
  package var pairs: [Pair] = []
  package var outputColumn = ""
  package var table = InlineTable()
  package var missing: Literal?
  package var fallback: Literal?
  package var type: FieldType?
  package init() {}
}

/// How often a term is in a text.
package struct TextIndex: Equatable, Sendable {
  package enum Weighting: String, Sendable {
    case termFrequency, binary, logarithmic, augmentedNormalizedTermFrequency
  }
  package enum Counting: String, Sendable { case allHits, bestHits }
  package struct Normalization: Equatable, Sendable {
    package var inField = "string"
    package var outField = "stem"
    package var regexField = "regex"
    package var isRecursive = false
    package var isCaseSensitive: Bool?
    package var maximumEdits: Int?
    package var separator: String?
    package var tokenizes: Bool?
    package var table = InlineTable()
    package init() {}
  }
  package var field = ""
  package var weighting = Weighting.termFrequency
  package var isCaseSensitive = false
  package var maximumEdits = 0
  package var counting = Counting.allHits
  /// A regular expression between words.
  package var separator = #"\s+"#
  /// A regular expression of words, in place of what is between them (`x-wordRE`).
  package var word: String?
  package var tokenizes = true
  package var normalizations: [Normalization] = []
  package var term = FieldExpression.missing
  package init() {}
}

/// A function over the values of a field that holds several.
package struct Aggregate: Equatable, Sendable {
  package enum Function: String, Sendable { case count, sum, average, min, max, multiset }
  package var field = ""
  package var function = Function.count
  package var group: String?
  package init() {}
}
