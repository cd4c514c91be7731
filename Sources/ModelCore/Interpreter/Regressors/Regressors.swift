// Regressors that are scores with a link, or means and medians of regressors.

/// A score function and its link.
struct LinkedScores: PreparedEstimator {
  let scores: any PreparedScores
  let link: Link

  func answer(_ table: Table) throws -> Answer {
    var values = try scores.scores(table)
    if link == .ascending {
      values = values.mapRows(width: values.columnCount) { cells, out in _ = out.update(fromContentsOf: cells.sorted()) }
    } else if link != .identity {
      for index in values.values.indices { values.values[index] = link.value(at: values.values[index]) }
    }
    return Answer(values: values)
  }
}

extension Link {
  /// The answer's scale for a linear predictor.
  package func value(at x: Double) -> Double {
    switch self {
    // Order is a matter of rows, not of numbers.
    case .identity, .ascending: x
    case .exponential: Mathematics.exp(x)
    case .logistic(let slope): Mathematics.logistic(slope * x)
    case .softplus: x > 0 ? x + Mathematics.log1p(Mathematics.exp(-x)) : Mathematics.log1p(Mathematics.exp(x))
    case .signedSquare: x < 0 ? -(x * x) : x * x
    case .probit: Mathematics.normalDistribution(x)
    case .complementaryLogLog: -Mathematics.expm1(-Mathematics.exp(x))
    case .logLog: Mathematics.exp(-Mathematics.exp(-x))
    case .reciprocal: 1 / x
    case .power(let exponent): Mathematics.pow(x, exponent)
    case .step: x > 0 ? 1 : 0
    }
  }
}

/// A regressor's numbers, or a refusal.
extension Answer {
  func numbers(for user: String) throws -> Matrix {
    guard let columns = columns(.prediction) else { throw Refusal.misfit(user, "an estimator predicts nothing") }
    return try columns.numbers(for: user)
  }
}

struct AverageRegressor: PreparedEstimator {
  let members: [PreparedMember]

  func answer(_ table: Table) throws -> Answer {
    var sums: Matrix?
    var total = 0.0
    for member in members {
      let values = try member.answer(table).numbers(for: "averaging")
      var next = sums ?? Matrix(rowCount: values.rowCount, columnCount: values.columnCount)
      guard next.columnCount == values.columnCount else {
        throw Refusal.misfit("averaging", "its members predict different numbers of targets")
      }
      for index in values.values.indices { next.values[index] += member.weight * values.values[index] }
      sums = next
      total += member.weight
    }
    guard var mean = sums else { throw Refusal.misfit("averaging", "it has no members") }
    for index in mean.values.indices { mean.values[index] /= total }
    return Answer(values: mean)
  }
}

/// The answer at which half the weight is reached, from below.
struct MedianRegressor: PreparedEstimator {
  let members: [PreparedMember]

  func answer(_ table: Table) throws -> Answer {
    let answers = try members.map { try $0.answer(table).numbers(for: "AdaBoostRegressor").column(0) }
    guard !answers.isEmpty else { throw Refusal.misfit("AdaBoostRegressor", "it has no members") }
    let values = (0..<table.rowCount).map { row -> Double in
      let order = answers.indices.sorted { (answers[$0][row], $0) < (answers[$1][row], $1) }
      var sum = 0.0
      let sums = order.map { place -> Double in
        sum += members[place].weight
        return sum
      }
      let at = sums.firstIndex { $0 >= 0.5 * sum } ?? 0
      return answers[order[at]][row]
    }
    return Answer(values: Matrix(columns: [values]))
  }
}

struct TransformedTargetRegressor: PreparedEstimator {
  let inner: any PreparedEstimator
  let inverse: any PreparedTransformer

  func answer(_ table: Table) throws -> Answer {
    let values = try inner.answer(table).numbers(for: "TransformedTargetRegressor")
    return Answer(values: try inverse.transform(.matrix(values)).numbers(for: "TransformedTargetRegressor"))
  }
}

struct IsotonicRegressor: PreparedEstimator {
  let curve: IsotonicCurve

  func answer(_ table: Table) throws -> Answer {
    let rows = try table.numbers(for: "IsotonicRegression", width: 1)
    return Answer(values: rows.mapRows(width: 1) { $1[0] = curve.value(at: $0[0]) })
  }
}
