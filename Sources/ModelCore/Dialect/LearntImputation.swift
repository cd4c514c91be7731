// Missing cells filled from other cells, and columns bent by splines.

/// A missing cell becomes the mean of that column in the nearest rows that have it.
///
/// Rows are compared by the columns that both have: the Euclidean distance over them, raised as if all columns were there.
package struct NeighborImputation: Equatable, Sendable {
  /// m × d, with NaN for what is missing. A column that is missing everywhere is left out of the result, unless
  /// `keepsEmptyColumns`.
  package var points: Matrix
  package var marker: Imputation.Marker
  package var count: Int
  package var weighting: NearestNeighbors.Weighting
  package var keepsEmptyColumns: Bool
  /// Columns that get a 0/1 column behind the others, saying what was missing.
  package var indicators: [Int]
  /// Whether rows that have no column in common with the cell's row count among the neighbours (releases before 1.6).
  package var countsStrangers: Bool

  package init(
    points: Matrix, marker: Imputation.Marker, count: Int, weighting: NearestNeighbors.Weighting,
    keepsEmptyColumns: Bool, indicators: [Int], countsStrangers: Bool
  ) {
    self.points = points
    self.marker = marker
    self.count = count
    self.weighting = weighting
    self.keepsEmptyColumns = keepsEmptyColumns
    self.indicators = indicators
    self.countsStrangers = countsStrangers
  }
}

/// Missing cells are filled plainly, then column after column by estimators over what the others hold by then.
package struct IterativeImputation: Equatable, Sendable {
  package struct Step: Equatable, Sendable {
    /// The column that is filled, and those its estimator takes: places in what `initial` leaves.
    package var column: Int
    package var features: [Int]
    package var estimator: Estimator
    package var lower: Double
    package var upper: Double
    package init(column: Int, features: [Int], estimator: Estimator, lower: Double, upper: Double) {
      self.column = column
      self.features = features
      self.estimator = estimator
      self.lower = lower
      self.upper = upper
    }
  }
  /// Without indicators.
  package var initial: Imputation
  package var steps: [Step]
  /// Columns that get a 0/1 column behind the others, saying what was missing.
  package var indicators: [Int]
  package init(initial: Imputation, steps: [Step], indicators: [Int]) {
    self.initial = initial
    self.steps = steps
    self.indicators = indicators
  }
}

/// Each column becomes several, all of them piecewise polynomials of it.
package struct SplineExpansion: Equatable, Sendable {
  /// The polynomials from a number on, up to the next piece's.
  package struct Piece: Equatable, Sendable {
    /// −∞ for the first piece.
    package var start: Double
    /// What powers are of: x − origin.
    package var origin: Double
    /// By power, from 0 on; each has one number an output.
    package var coefficients: [[Double]]
    package init(start: Double, origin: Double, coefficients: [[Double]]) {
      self.start = start
      self.origin = origin
      self.coefficients = coefficients
    }
  }
  package struct Column: Equatable, Sendable {
    /// Ascending.
    package var pieces: [Piece]
    /// Numbers outside are refused by the library.
    package var allowed: ClosedRange<Double>?
    /// Numbers are taken back into this range by whole turns.
    package var period: Range<Double>?
    package init(pieces: [Piece], allowed: ClosedRange<Double>? = nil, period: Range<Double>? = nil) {
      self.pieces = pieces
      self.allowed = allowed
      self.period = period
    }
    package var outputCount: Int { pieces.first?.coefficients.first?.count ?? 0 }
  }
  package var columns: [Column]
  package init(columns: [Column]) { self.columns = columns }
}
