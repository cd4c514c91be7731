// Models that compare rows, count, or give points.

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
    let points = Matrix(rows: vectors.vectors.map(\.values))
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
      return MarkupGraphAnswer(
        value: FieldValueOfGraph(
          content: .choice(
            vectors.maxWins ? scores.argMax(keepsAxis: true) : scores.argMin(keepsAxis: true), categories)),
        categories: categories)
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
    return classified(categories, graph.concatenate(votes) / Double(vectors.machines.count))
  }

  // MARK: Distances

  private func distances(
    _ measure: ComparisonMeasure, _ x: Value, _ points: Matrix, _ weights: [Double], shares: [Double]
  ) throws -> Value {
    guard measure.isDistance, measure.comparison == .absDiff || measure.comparison == .delta else {
      throw refusal("a similarity of rows")
    }
    // Missing numbers are left out, and the sum over the others is stretched to all.
    let missing = x.isNaN()
    let present = graph.where(missing, graph.scalar(0), graph.scalar(1))
    let total = shares.reduce(0, +)
    let column = Matrix(rowCount: shares.count, columnCount: 1, values: ContiguousArray(shares))
    let stretch = total / present.times(graph.constant(column))
    let gap = differences(graph.where(missing, graph.scalar(0), x), points) * present.unsqueezed([1])
    let size =
      measure.comparison == .delta
      ? (!gap.isEqual(to: 0)).cast(to: .double)
      : gap.absolute()
    let factors = graph.constant(Tensor(weights, shape: [1, 1, weights.count]))
    switch measure.metric {
    case .euclidean: return ((size.squared() * factors).sum(axis: 2, keepsAxis: false) * stretch).sqrt()
    case .squaredEuclidean: return (size.squared() * factors).sum(axis: 2, keepsAxis: false) * stretch
    case .cityBlock: return (size * factors).sum(axis: 2, keepsAxis: false) * stretch
    case .chebychev: return (size * factors).maximum(axis: 2, keepsAxis: false) * stretch
    case .minkowski(let p): return ((size.power(p) * factors).sum(axis: 2, keepsAxis: false) * stretch).power(1 / p)
    default: throw refusal("a similarity of rows")
    }
  }

  func cluster(_ clustering: ClusteringModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    let fields = clustering.fields.filter(\.isCenter)
    guard clustering.isCenterBased, fields.allSatisfy({ $0.comparison == nil }) else {
      throw refusal("clusters by distributions, or fields compared each in its own way")
    }
    let x = graph.concatenate(try fields.map { try number($0.field) })
    let distances = try distances(
      clustering.measure, x, Matrix(rows: clustering.clusters.map(\.center)), fields.map(\.weight),
      shares: clustering.missingWeights.isEmpty ? fields.map { _ in 1 } : clustering.missingWeights)
    let names = clustering.clusters.enumerated().map { $1.id ?? String($0 + 1) }
    var answer = MarkupGraphAnswer(value: FieldValueOfGraph(content: .choice(distances.argMin(keepsAxis: true), names)))
    answer.ranked = ranked(distances, names, count: names.count)
    return answer
  }

  private func ranked(
    _ distances: Value, _ names: [String], count: Int
  ) -> (places: Value, distances: Value, names: [String]) {
    let top = distances.top(count, isLargest: false)
    return (top.places, top.values, names)
  }

  func near(_ neighbors: NearestNeighborModel, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    guard neighbors.isTransformed, let target = model.targetName else {
      throw refusal("neighbours whose points are derived, or that predict nothing")
    }
    func column(_ field: String) throws -> [String] {
      guard let instance = neighbors.instanceFields.first(where: { $0.field == field }),
        let place = neighbors.instances.index(of: instance.column)
      else { throw refusal("the points have no column for \(field)") }
      return neighbors.instances.rows.map { $0[place] ?? "" }
    }
    let points = try neighbors.inputs.map { try column($0.field).map { Literal($0).number } }
    var matrix = Matrix(rowCount: neighbors.instances.rows.count, columnCount: points.count)
    for (place, numbers) in points.enumerated() {
      for (row, number) in numbers.enumerated() { matrix[row, place] = number }
    }
    var measure = neighbors.measure
    if neighbors.inputs.allSatisfy({ $0.comparison == .delta }) { measure.comparison = .delta }
    let x = graph.concatenate(try neighbors.inputs.map { try number($0.field) })
    let all = try distances(measure, x, matrix, neighbors.inputs.map(\.weight), shares: neighbors.inputs.map { _ in 1 })
    let (values, places) = all.top(neighbors.neighborCount, isLargest: false)
    var weights = 1 / (values + neighbors.threshold)
    if neighbors.threshold == 0 {
      let isHere = weights.isEqual(to: .infinity)
      let share = isHere.cast(to: .double)
      weights = graph.where(share.sum() > 0, share, weights)
    }
    let answers = try column(target)
    var answer: MarkupGraphAnswer
    if model.function == .classification {
      var names: [String] = []
      for name in answers where !names.contains(name) { names.append(name) }
      let categories = ordered(names, model)
      let table = Matrix(rows: answers.map { name in categories.map { $0 == name ? 1.0 : 0 } })
      var votes = graph.constant(table).gathered(places, axis: 0)
      if neighbors.categoricalScoring == .weightedMajorityVote { votes = votes * weights.unsqueezed([2]) }
      let sums = votes.sum(axis: 1, keepsAxis: false)
      answer = classified(categories, sums / sums.sum())
    } else {
      let numbers = answers.map { Literal($0).number }
      let near = graph.constant(Tensor(numbers, shape: [numbers.count])).gathered(places, axis: 0)
      switch neighbors.continuousScoring {
      case .average: answer = MarkupGraphAnswer(value: .number(near.mean()))
      case .weightedAverage: answer = MarkupGraphAnswer(value: .number((near * weights).sum() / weights.sum()))
      case .median: throw refusal("the median of neighbours")
      }
    }
    let names =
      try neighbors.idField.map { try column($0) }
      ?? matrix.values.indices.prefix(matrix.rowCount).map { String($0 + 1) }
    answer.ranked = (places, values, names)
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

  // MARK: Conditions

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
      if let first = flat.first?.fires {
        let any = flat.dropFirst().reduce(first) { $0 || $1.fires }
        result = graph.where(any, all.argMax(keepsAxis: true).cast(to: .double), result)
      }
    case nil: throw refusal("a rule set says no way to select rules")
    }
    if rules.defaultScore == nil { note(.lossy, "rows that no rule fires for get the first class") }
    let choice = graph.where(result < 0, graph.scalar(0), result).cast(to: .int64)
    return MarkupGraphAnswer(value: FieldValueOfGraph(content: .choice(choice, names)))
  }
}
