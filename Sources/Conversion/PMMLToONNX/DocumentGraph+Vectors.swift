// Models that compare rows with others, or count classes.

internal import ModelCore
internal import PredictiveMarkup

extension DocumentGraph {
  func vote(_ vectors: SupportVectorMachineModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    var columns: [Value] = []
    for field in vectors.fields {
      if let literal = field.value {
        columns.append(try equals(try self.field(field.field), literal).cast(to: .double) * field.coefficient)
      } else {
        columns.append(try number(field.field))
      }
    }
    let x = graph.concatenate(columns)
    guard !vectors.usesCoefficients else {
      let sums = vectors.machines.map { machine in
        x.times(
          graph.constant(
            Matrix(rowCount: machine.coefficients.count, columnCount: 1, values: ContiguousArray(machine.coefficients)))
        ) + machine.constant
      }
      return try decide(vectors, sums, model)
    }
    let points = Matrix(rows: vectors.vectors.map(\.values.doubles))
    let kernels = kernel(vectors.kernel, x, points)
    var places: [String: Int] = [:]
    for (place, vector) in vectors.vectors.enumerated() { places[vector.id] = place }
    let sums = try vectors.machines.map { machine -> Value in
      var coefficients = Matrix(rowCount: vectors.vectors.count, columnCount: 1)
      for (id, value) in zip(machine.vectors, machine.coefficients) {
        guard let place = places[id] else { throw refusal("no vector is called \(id)") }
        coefficients[place, 0] += value
      }
      return kernels.times(graph.constant(coefficients)) + machine.constant
    }
    return try decide(vectors, sums, model)
  }

  /// n × m: each row against each point.
  private func kernel(_ kernel: SupportVectorMachineModel.Kernel, _ x: Value, _ points: Matrix) -> Value {
    let product = { x.times(self.graph.constant(points).transposed()) }
    switch kernel {
    case .linear: return product()
    case .polynomial(let gamma, let coef0, let degree): return (product() * gamma + coef0).power(degree)
    case .sigmoid(let gamma, let coef0): return (product() * gamma + coef0).tanh()
    case .radialBasis(let gamma):
      return (differences(x, points).squared().sum(axis: 2, keepsAxis: false) * -gamma).exp()
    }
  }

  /// n × m × d.
  private func differences(_ x: Value, _ points: Matrix) -> Value {
    x.unsqueezed([1]) - graph.constant(Tensor(points.values, shape: [1, points.rowCount, points.columnCount]))
  }

  private func decide(
    _ vectors: SupportVectorMachineModel, _ sums: [Value], _ model: MarkupModel
  ) throws -> MarkupGraphAnswer {
    guard let first = sums.first else { throw refusal("there is no machine") }
    if model.function == .regression { return MarkupGraphAnswer(value: .number(first)) }
    let alternates = vectors.machines.map { $0.alternate ?? vectors.alternateCategory }
    guard vectors.isOneAgainstOne || alternates.contains(where: { $0 != nil }) else {
      let scores = graph.concatenate(sums)
      let categories = vectors.machines.map { $0.category ?? "" }
      let places = vectors.maxWins ? scores.argMax(keepsAxis: true) : scores.argMin(keepsAxis: true)
      return MarkupGraphAnswer(
        value: FieldValueOfGraph(content: .choice(known(places, by: scores), categories)), categories: categories)
    }
    var names: [String] = []
    for name in vectors.machines.map(\.category) + alternates {
      if let name, !names.contains(name) { names.append(name) }
    }
    let categories = ordered(names, model)
    var votes = try categories.map { _ in try constant(0) }
    for (place, machine) in vectors.machines.enumerated() {
      guard let category = machine.category.flatMap(categories.firstIndex),
        let other = alternates[place].flatMap(categories.firstIndex)
      else {
        throw refusal("a machine of pairs names only one category")
      }
      let isBelow = (sums[place] < (machine.threshold ?? vectors.threshold)).cast(to: .double)
      votes[category] = votes[category] + isBelow
      votes[other] = votes[other] + (1 - isBelow)
    }
    let shares = graph.concatenate(votes) / Double(vectors.machines.count)
    let isMissing = graph.concatenate(sums).sum().isNaN()
    return classified(categories, graph.where(isMissing, graph.scalar(.nan), shares))
  }

  /// Places that numbers gave; none where a number is missing.
  func known(_ places: Value, by numbers: Value) -> Value {
    graph.where(numbers.sum().isNaN(), graph.scalar(-1, as: .int64), places)
  }

  // MARK: Distances

  /// n × m: how far, or how alike, each row and each point are. `compared` says it for each column.
  private func distances(
    _ measure: ComparisonMeasure, _ x: Value, _ points: Matrix, _ weights: [Double], shares: [Double],
    compared: [(ComparisonMeasure.Comparison, scale: Double?)]
  ) throws -> Value {
    // Missing numbers are left out, and the sum over the others is stretched to all.
    let missing = x.isNaN()
    let present = graph.where(missing, graph.scalar(0), graph.scalar(1))
    switch measure.metric {
    case .simpleMatching, .jaccard, .tanimoto, .binarySimilarity:
      return try similarities(measure.metric, x, points, present)
    default: break
    }
    let total = shares.reduce(0, +)
    let column = Matrix(rowCount: shares.count, columnCount: 1, values: ContiguousArray(shares))
    let stretch = total / present.times(graph.constant(column))
    let gap = differences(graph.where(missing, graph.scalar(0), x), points)
    let size = try compare(gap, compared) * present.unsqueezed([1])
    let factors = graph.constant(Tensor(weights, shape: [1, 1, weights.count]))
    switch measure.metric {
    case .euclidean: return ((size.squared() * factors).sum(axis: 2, keepsAxis: false) * stretch).sqrt()
    case .squaredEuclidean: return (size.squared() * factors).sum(axis: 2, keepsAxis: false) * stretch
    case .cityBlock: return (size * factors).sum(axis: 2, keepsAxis: false) * stretch
    case .chebychev: return (size * factors).maximum(axis: 2, keepsAxis: false) * stretch
    case .minkowski(let p): return ((size.power(p) * factors).sum(axis: 2, keepsAxis: false) * stretch).power(1 / p)
    default: throw refusal("a measure of rows that is not known")
    }
  }

  /// What differences count, column by column.
  private func compare(
    _ gap: Value, _ compared: [(ComparisonMeasure.Comparison, scale: Double?)]
  ) throws -> Value {
    var result = gap.absolute()
    let isSame = gap.isEqual(to: 0)
    func put(_ own: Value, _ comparison: ComparisonMeasure.Comparison) {
      let flags = compared.map { $0.0 == comparison }
      if flags.allSatisfy({ $0 }) { return result = own }
      result = graph.where(graph.constant(Tensor(flags, shape: [1, 1, flags.count])), own, result)
    }
    for comparison in Set(compared.map(\.0)).sorted(by: { $0.rawValue < $1.rawValue }) {
      switch comparison {
      case .absDiff: continue
      case .delta: put((!isSame).cast(to: .double), .delta)
      case .equal: put(isSame.cast(to: .double), .equal)
      case .gaussSim:
        let scales = compared.map { $0.0 == .gaussSim ? $0.scale : 1 }
        guard !scales.contains(where: { $0 == nil }) else { throw refusal("gaussSim without a similarity scale") }
        let factors = scales.map { -Mathematics.log(2) / (($0 ?? 1) * ($0 ?? 1)) }
        put((gap.squared() * graph.constant(Tensor(factors, shape: [1, 1, factors.count]))).exp(), .gaussSim)
      case .table: throw refusal("values compared by a table")
      }
    }
    return result
  }

  /// Shares of columns that are 1 in both, in one, in neither.
  private func similarities(
    _ metric: ComparisonMeasure.Metric, _ x: Value, _ points: Matrix, _ present: Value
  ) throws -> Value {
    var flags = Matrix(rowCount: points.columnCount, columnCount: points.rowCount)
    var others = flags
    for point in 0..<points.rowCount {
      for column in 0..<points.columnCount {
        flags[column, point] = points[point, column] == 1 ? 1 : 0
        others[column, point] = 1 - flags[column, point]
      }
    }
    let one = x.isEqual(to: 1).cast(to: .double)
    let zero = present - one
    let (ones, zeros) = (graph.constant(flags), graph.constant(others))
    let counts = [one.times(ones), one.times(zeros), zero.times(ones), zero.times(zeros)]
    let shares: Value
    switch metric {
    case .simpleMatching: shares = (counts[0] + counts[3]) / graph.sum(counts)
    case .jaccard: shares = counts[0] / (counts[0] + counts[1] + counts[2])
    case .tanimoto: shares = (counts[0] + counts[3]) / (counts[0] + 2 * (counts[1] + counts[2]) + counts[3])
    case .binarySimilarity(let weights) where weights.count == 8:
      shares =
        graph.sum(zip(counts, weights.prefix(4)).map { $0 * $1 })
        / graph.sum(zip(counts, weights.suffix(4)).map { $0 * $1 })
    default: throw refusal("a similarity that is not known")
    }
    return graph.where(present.sum() > 0, shares, graph.scalar(.nan))
  }

  func cluster(_ clustering: ClusteringModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    let fields = clustering.fields.filter(\.isCenter)
    guard clustering.isCenterBased else { throw refusal("clusters by distributions") }
    let x = graph.concatenate(try fields.map { try number($0.field) })
    let distances = try distances(
      clustering.measure, x, Matrix(rows: clustering.clusters.map(\.center)), fields.map(\.weight),
      shares: clustering.missingWeights.isEmpty ? fields.map { _ in 1 } : clustering.missingWeights,
      compared: fields.map { ($0.comparison ?? clustering.measure.comparison, $0.scale) })
    let names = clustering.clusters.enumerated().map { $1.id ?? String($0 + 1) }
    let best = clustering.measure.isDistance ? distances.argMin(keepsAxis: true) : distances.argMax(keepsAxis: true)
    var answer = MarkupGraphAnswer(value: FieldValueOfGraph(content: .choice(known(best, by: distances), names)))
    answer.ranked = ranked(distances, names, count: names.count, isLargest: !clustering.measure.isDistance)
    return answer
  }

  private func ranked(
    _ distances: Value, _ names: [String], count: Int, isLargest: Bool
  ) -> (places: Value, distances: Value, names: [String]) {
    let top = distances.top(count, isLargest: isLargest)
    return (known(top.places, by: distances), top.values, names)
  }

  func near(_ neighbors: NearestNeighborModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    guard let target = model.targetName else { throw refusal("neighbours that predict nothing") }
    func column(_ field: String) throws -> [String] {
      guard let instance = neighbors.instanceFields.first(where: { $0.field == field }),
        let place = neighbors.instances.index(of: instance.column)
      else { throw refusal("the points have no column for \(field)") }
      return neighbors.instances.rows.map { $0[place] ?? "" }
    }
    let matrix = Matrix(rows: try neighbors.points(in: document, model))
    guard !matrix.values.contains(where: \.isNaN) else { throw refusal("neighbours of which some lack a number") }
    let measure = neighbors.measure
    let x = graph.concatenate(try neighbors.inputs.map { try number($0.field) })
    let all = try distances(
      measure, x, matrix, neighbors.inputs.map(\.weight), shares: neighbors.inputs.map { _ in 1 },
      compared: neighbors.inputs.map { ($0.comparison ?? measure.comparison, nil) })
    let (values, places) = all.top(min(neighbors.neighborCount, matrix.rowCount), isLargest: !measure.isDistance)
    var weights = measure.isDistance ? 1 / (values + neighbors.threshold) : values
    if measure.isDistance, neighbors.threshold == 0 {
      let isHere = weights.isEqual(to: .infinity)
      let share = isHere.cast(to: .double)
      weights = graph.where(share.sum() > 0, share, weights)
    }
    let answers = try column(target)
    // A row that has none of the fields is near to nothing.
    let isNowhere = values.sum().isNaN()
    var answer: MarkupGraphAnswer
    if model.function == .classification {
      var names: [String] = []
      for name in answers where !names.contains(name) { names.append(name) }
      let categories = ordered(names, model)
      let table = Matrix(rows: answers.map { name in categories.map { $0 == name ? 1.0 : 0 } })
      var votes = graph.constant(table).gathered(places, axis: 0)
      if neighbors.categoricalScoring == .weightedMajorityVote { votes = votes * weights.unsqueezed([2]) }
      let sums = votes.sum(axis: 1, keepsAxis: false)
      answer = classified(categories, graph.where(isNowhere, graph.scalar(.nan), sums / sums.sum()))
      // Of categories with as many votes: the one that most points have, then the first by its letters.
      let counts = categories.map { name in answers.count { $0 == name } }
      let order = categories.indices.sorted {
        counts[$0] != counts[$1] ? counts[$0] > counts[$1] : categories[$0] < categories[$1]
      }
      let ranks = categories.indices.map { Double(categories.count - (order.firstIndex(of: $0) ?? 0)) }
      let winners = graph.where(sums >= sums.maximum(), graph.row(ranks), graph.scalar(0))
      let place = graph.where(isNowhere, graph.scalar(-1, as: .int64), winners.argMax(keepsAxis: true))
      answer.value = FieldValueOfGraph(content: .choice(place, categories))
    } else {
      let numbers = answers.map { Literal($0).number }
      let near = graph.constant(Tensor(numbers, shape: [numbers.count])).gathered(places, axis: 0)
      let number: Value
      switch neighbors.continuousScoring {
      case .average: number = near.mean()
      case .weightedAverage: number = (near * weights).sum() / weights.sum()
      case .median: number = median(near, count: min(neighbors.neighborCount, matrix.rowCount))
      }
      answer = MarkupGraphAnswer(value: .number(graph.where(isNowhere, graph.scalar(.nan), number)))
    }
    let names =
      try neighbors.idField.map { try column($0) }
      ?? matrix.values.indices.prefix(matrix.rowCount).map { String($0 + 1) }
    answer.ranked = (known(places, by: values), values, names)
    return answer
  }

  func weigh(_ bayes: NaiveBayesModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    let categories = bayes.output.map(\.value)
    var sums = try bayes.output.map { try constant(Mathematics.log($0.count)) }
    for input in bayes.inputs {
      let value = try input.derived.map { try self.value(of: $0.expression) } ?? field(input.field)
      for (place, name) in categories.enumerated() {
        var part: Value
        if let distribution = input.distributions.first(where: { $0.value == name })?.distribution {
          guard case .gaussian(let mean, let variance) = distribution else {
            throw refusal("a distribution that is not Gaussian")
          }
          let gap = try number(value, input.field) - mean
          part = (gap * gap / variance + Mathematics.log(2 * Double.pi * variance)) * -0.5
          if bayes.threshold > 0 {
            let floor = Mathematics.log(bayes.threshold)
            part = graph.where(part < floor, graph.scalar(floor), part)
          }
        } else {
          part = try constant(0)
          let total = input.pairs.reduce(0) { $0 + ($1.counts.first { $0.value == name }?.count ?? 0) }
          for pair in input.pairs {
            let count = pair.counts.first { $0.value == name }?.count ?? 0
            let share = Mathematics.log(count == 0 || total == 0 ? bayes.threshold : count / total)
            part = graph.where(try equals(value, pair.value), graph.scalar(share), part)
          }
        }
        sums[place] = sums[place] + graph.where(isMissing(value), graph.scalar(0), part)
      }
    }
    return classified(categories, graph.concatenate(sums).softmax())
  }
}
