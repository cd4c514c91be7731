// Steps that take a table and hand on a table.

/// A step between a table and the next one. Shapes are told with n rows and d columns in.
package indirect enum Transformer: Equatable, Sendable {
  /// The table as it is.
  case passthrough
  /// Steps one after the other.
  case sequence([Transformer])
  /// Branches over the same table, their results side by side: a column transformer, a union of features.
  case branches([Branch])
  /// Some columns, in this order: feature selection.
  case select([Int])
  /// Arithmetic column by column: n × d → n × d.
  case arithmetic([ColumnArithmetic])
  /// Each row divided by its norm; a row whose norm is 0 stays.
  case normalize(RowNorm)
  /// 1 where the number is greater than the threshold, else 0.
  case binarize(threshold: Double)
  case impute(Imputation)
  case oneHot(OneHotEncoding)
  case ordinal(OrdinalEncoding)
  /// Classes to 0, 1, …: one column of labels in, one of numbers out. An unseen label is an error.
  case labels([Label])
  case discretize(Discretization)
  case polynomial(PolynomialExpansion)
  case power(PowerTransform)
  case quantile(QuantileTransform)
  case project(Projection)
  case text(TextVectorization)
  case splines(SplineExpansion)
  case imputeByNeighbors(NeighborImputation)
  case imputeIteratively(IterativeImputation)
  /// What an estimator answers, as columns: stacking, distances to centres, discriminant axes.
  case answer(of: Estimator, AnswerKind)
  /// A pure function by name: a transformer of a function that is known.
  case function(ElementFunction)

  package struct Branch: Equatable, Sendable {
    /// The branch's name in the model, for messages; may be empty.
    package var name: String
    /// Columns of the table, in the order the branch takes them; nil for all.
    package var columns: [Int]?
    package var transformer: Transformer
    /// What each number that comes out is multiplied by (`transformer_weights`).
    package var weight: Double

    package init(name: String, columns: [Int]?, transformer: Transformer, weight: Double = 1) {
      self.name = name
      self.columns = columns
      self.transformer = transformer
      self.weight = weight
    }
  }

  /// `greatest` is the greatest cell, whatever its sign: what scikit-learn before 0.23 took for `max`, where a row of
  /// negative cells and zeros stays as it is.
  package enum RowNorm: String, Sendable { case l1, l2, max, greatest }

  package enum ElementFunction: String, Sendable, CaseIterable {
    case identity, log, log1p, log2, log10, exp, expm1, sqrt, square, absolute, negative, reciprocal, sin, cos, tanh
  }
}

/// One operation on every row, with an operand for each column.
///
/// Kept apart and in order so that rounding is the library's: `(x - mean) / scale` is not `x * a + b`.
package enum ColumnArithmetic: Equatable, Sendable {
  case subtract([Double])
  case divide([Double])
  case multiply([Double])
  case add([Double])
  /// Held between two numbers, each column its own.
  case clip(lower: [Double], upper: [Double])
}

/// Missing cells filled column by column.
package struct Imputation: Equatable, Sendable {
  /// What counts as missing.
  package enum Marker: Equatable, Sendable {
    case nan
    case number(Double)
    case string(String)
    /// Python's `None`, or a missing string.
    case none
  }
  package var marker: Marker
  /// One a column. A column whose fill is `.missing` was empty when fitted and is left out of the result, unless
  /// `keepsEmptyColumns`.
  package var fills: [Label]
  package var keepsEmptyColumns: Bool
  /// Columns that get a 0/1 column behind the others, saying what was missing.
  package var indicators: [Int]
  /// Whether missing cells are filled; false for an indicator alone.
  package var fillsCells: Bool

  package init(
    marker: Marker, fills: [Label], keepsEmptyColumns: Bool = false, indicators: [Int] = [], fillsCells: Bool = true
  ) {
    self.marker = marker
    self.fills = fills
    self.keepsEmptyColumns = keepsEmptyColumns
    self.indicators = indicators
    self.fillsCells = fillsCells
  }
}

/// A column for each category of each column.
package struct OneHotEncoding: Equatable, Sendable {
  package enum UnknownPolicy: String, Sendable {
    /// The library raises; a conversion answers as `zeros` and says so.
    case refuse
    /// No column of this input is 1.
    case zeros
    /// The infrequent column is 1, where there is one.
    case infrequent
  }
  package struct Column: Equatable, Sendable {
    package var categories: [Label]
    /// The category without a column of its own, as its place in `categories` after grouping of infrequent ones.
    package var dropped: Int?
    /// Places in `categories` that share the last output column.
    package var infrequent: [Int]

    package init(categories: [Label], dropped: Int? = nil, infrequent: [Int] = []) {
      self.categories = categories
      self.dropped = dropped
      self.infrequent = infrequent
    }
  }
  package var columns: [Column]
  package var unknown: UnknownPolicy

  package init(columns: [Column], unknown: UnknownPolicy) {
    self.columns = columns
    self.unknown = unknown
  }
}

/// A number for each category: its place, or `value(of:)` where the encoder learnt one (target encoding).
package struct OrdinalEncoding: Equatable, Sendable {
  package struct Column: Equatable, Sendable {
    package var categories: [Label]
    /// One a category.
    package var codes: [Double]
    /// For a category that was not seen; nil where the library raises.
    package var unknown: Double?
    /// For a missing cell; nil where it is a category like others, or unknown.
    package var missing: Double?

    package init(categories: [Label], codes: [Double], unknown: Double? = nil, missing: Double? = nil) {
      self.categories = categories
      self.codes = codes
      self.unknown = unknown
      self.missing = missing
    }
  }
  package var columns: [Column]
  package init(columns: [Column]) { self.columns = columns }
}

/// Numbers into bins.
package struct Discretization: Equatable, Sendable {
  /// Ascending edges of each column: bin b holds edges[b] ≤ x < edges[b + 1]; outside counts to the outermost bins.
  package var edges: [[Double]]
  /// A column a bin (`onehot`), or the bin's number.
  package var isOneHot: Bool
  /// scikit-learn before 1.3 added `1e-5 * |x| + 1e-8` to each number before it looked for the bin.
  package var nudgesUp: Bool

  package init(edges: [[Double]], isOneHot: Bool, nudgesUp: Bool) {
    self.edges = edges
    self.isOneHot = isOneHot
    self.nudgesUp = nudgesUp
  }
}

/// Products of powers of columns.
package struct PolynomialExpansion: Equatable, Sendable {
  /// A row an output column: the exponent of each input column.
  package var exponents: [[Int]]
  package init(exponents: [[Int]]) { self.exponents = exponents }
}

/// Yeo–Johnson or Box–Cox, column by column; a scaling that follows is a step of its own.
package struct PowerTransform: Equatable, Sendable {
  package enum Method: String, Sendable { case yeoJohnson, boxCox }
  package var method: Method
  package var lambdas: [Double]
  package init(method: Method, lambdas: [Double]) {
    self.method = method
    self.lambdas = lambdas
  }
}

/// Each number to its quantile.
package struct QuantileTransform: Equatable, Sendable {
  /// Ascending, in [0, 1].
  package var references: [Double]
  /// For each column the values at `references`.
  package var quantiles: [[Double]]
  package var isNormal: Bool
  /// Whether numbers within 1e-7 of the outermost quantiles are outside already: of normal ones, and of all before 0.21.
  package var hasMargin: Bool
  package init(references: [Double], quantiles: [[Double]], isNormal: Bool, hasMargin: Bool) {
    self.references = references
    self.quantiles = quantiles
    self.isNormal = isNormal
    self.hasMargin = hasMargin
  }
}

/// `(x - mean) · componentsᵀ`, then divided by `scale`: principal components, truncated SVD, random projections.
package struct Projection: Equatable, Sendable {
  /// One a column in; nil for none.
  package var mean: [Double]?
  /// k × d.
  package var components: Matrix
  /// One a column out; nil for none (no whitening).
  package var scale: [Double]?
  /// Whether the mean is taken off after projecting (`x · cᵀ - mean · cᵀ`), as scikit-learn does since 1.5.
  package var centersAfterwards: Bool
  package init(mean: [Double]?, components: Matrix, scale: [Double]?, centersAfterwards: Bool = false) {
    self.mean = mean
    self.components = components
    self.scale = scale
    self.centersAfterwards = centersAfterwards
  }
}

/// Words or characters counted and weighted: count and TF-IDF vectorisers; one column of strings in.
package struct TextVectorization: Equatable, Sendable {
  package enum Analyzer: Equatable, Sendable {
    /// Words found by a token pattern: Python's regular expression as written.
    case words(pattern: String)
    case characters
    /// Characters inside words, padded with a blank.
    case charactersInWords
  }
  package enum AccentStripping: String, Sendable { case none, ascii, unicode }
  package var analyzer: Analyzer
  package var lowercases: Bool
  package var accents: AccentStripping
  package var stopWords: [String]
  /// Shortest and longest run of tokens.
  package var minimumLength: Int
  package var maximumLength: Int
  /// Terms by their column; none where terms are hashed.
  package var vocabulary: [String]
  package var hashing: TermHashing?
  package var isBinary: Bool
  /// 1 + ln(count) in place of the count.
  package var isSublinear: Bool
  /// A factor a term; nil for counts.
  package var idf: [Double]?
  package var norm: Transformer.RowNorm?

  package init(
    analyzer: Analyzer, lowercases: Bool, accents: AccentStripping, stopWords: [String], minimumLength: Int,
    maximumLength: Int, vocabulary: [String], isBinary: Bool, isSublinear: Bool, idf: [Double]?,
    norm: Transformer.RowNorm?, hashing: TermHashing? = nil
  ) {
    self.hashing = hashing
    self.analyzer = analyzer
    self.lowercases = lowercases
    self.accents = accents
    self.stopWords = stopWords
    self.minimumLength = minimumLength
    self.maximumLength = maximumLength
    self.vocabulary = vocabulary
    self.isBinary = isBinary
    self.isSublinear = isSublinear
    self.idf = idf
    self.norm = norm
  }
}

extension TextVectorization {
  /// More tokens than a run of any model has.
  package static let longest = 1 << 16

  package var columnCount: Int { hashing?.columnCount ?? vocabulary.count }
}

/// Columns of terms by MurmurHash3 in place of a vocabulary: the feature of hash h is |h| modulo the number of features.
package struct TermHashing: Equatable, Sendable {
  /// How terms count whose hash is below 0.
  package enum Signs: String, Sendable {
    /// As −1.
    case alternating
    /// As −1, and the sum of a feature counts without its sign (`non_negative`, up to 0.20).
    case dropped
    /// As others.
    case none
  }
  package var featureCount: Int
  package var signs: Signs
  /// The features that have a column, ascending, where what comes behind takes no others; nil for all.
  package var kept: [Int]?
  package init(featureCount: Int, signs: Signs, kept: [Int]? = nil) {
    self.featureCount = featureCount
    self.signs = signs
    self.kept = kept
  }

  package var columnCount: Int { kept?.count ?? featureCount }

  package func feature(of term: String) -> Int { abs(Int(TermHash.murmur3(term.utf8))) % featureCount }

  /// The most columns of a table: each takes 8 bytes a row.
  package static let widest = 1 << 16
}
