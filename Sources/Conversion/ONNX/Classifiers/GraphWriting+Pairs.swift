// Support vector classifiers of k classes by pairs, as libsvm has them; one against one.

internal import ModelCore

extension GraphWriting {
  private func pairs(_ count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { first in ((first + 1)..<max(count, first + 1)).map { (first, $0) } }
  }

  func answer(of machine: PairwiseMachine, _ labels: [Label], _ table: GraphTable) throws -> GraphAnswer {
    let count = labels.count
    let pairs = pairs(count)
    guard machine.machine.intercepts.count == pairs.count, machine.probA.count == machine.probB.count,
      machine.probA.isEmpty || machine.probA.count == pairs.count
    else { throw misfit("its parameters are not one a pair") }
    let scores = try self.scores(machine.machine, table)
    let answered: GraphMatrix
    if count == 2 {
      answered = GraphMatrix(-scores.value, width: 1)
    } else if machine.answersPerClass {
      answered = GraphMatrix(pairVotes(-scores.value, isSecond: scores.value < 0, pairs, count), width: count)
    } else {
      answered = scores
    }
    let choices: Value
    if machine.breaksTies && machine.answersPerClass && count > 2 {
      choices = answered.value.choice()
    } else {
      choices = votes(!(scores.value > 0), pairs, count).argMax()
    }
    return GraphAnswer(
      classes: labels, choices: choices,
      probabilities: machine.probA.isEmpty
        ? nil : GraphMatrix(coupled(scores.value, machine, pairs, count), width: count),
      scores: answered)
  }

  /// n × classes: how many pairs each wins.
  private func votes(_ isSecond: Value, _ pairs: [(Int, Int)], _ count: Int) -> Value {
    var first = Matrix(rowCount: pairs.count, columnCount: count)
    var second = first
    for (place, (one, other)) in pairs.enumerated() {
      first[place, one] = 1
      second[place, other] = 1
    }
    let goes = isSecond.cast(to: .double)
    return (1 - goes).times(graph.constant(first)) + goes.times(graph.constant(second))
  }

  /// Whole votes, and less than a third of one for confidence.
  func pairVotes(_ confidences: Value, isSecond: Value, _ count: Int) -> Value {
    pairVotes(confidences, isSecond: isSecond, pairs(count), count)
  }
  private func pairVotes(_ confidences: Value, isSecond: Value, _ pairs: [(Int, Int)], _ count: Int) -> Value {
    var signs = Matrix(rowCount: pairs.count, columnCount: count)
    for (place, (first, second)) in pairs.enumerated() {
      signs[place, first] = -1
      signs[place, second] = 1
    }
    let sums = confidences.times(graph.constant(signs))
    return votes(isSecond, pairs, count) + sums / (3 * (sums.absolute() + 1))
  }

  /// Pairs' probabilities by Platt's sigmoid, coupled by the second method of Wu, Lin and Weng (2004), stopped row by row
  /// where libsvm stops: the answer is where it stops, not the fixed point.
  private func coupled(_ scores: Value, _ machine: PairwiseMachine, _ pairs: [(Int, Int)], _ count: Int) -> Value {
    let exponents = scores * graph.row(machine.probA) + graph.row(machine.probB)
    let shares = (-exponents).logistic().clipped(1e-7, 1 - 1e-7)
    func share(_ row: Int, _ column: Int) -> Value {
      let place = pairs.firstIndex { $0 == (min(row, column), max(row, column)) } ?? 0
      let value = pairs.count == 1 ? shares : shares.column(place)
      return row < column ? value : 1 - value
    }
    // Row after row, each n × classes.
    let system = (0..<count).map { row -> Value in
      graph.concatenate(
        (0..<count).map { column -> Value in
          if row != column { return -(share(column, row) * share(row, column)) }
          return graph.sum((0..<count).filter { $0 != row }.map { share($0, row).squared() })
        })
    }
    let start = shares.filled(with: 1 / Double(count), columns: count)
    let tolerance = 0.005 / Double(count)
    let result = graph.loop(atMost: max(100, count), [start]) { states in
      var p = states[0]
      let inner = p.builder
      var product = inner.concatenate(system.map { (p * $0).orderedSum(count: count).unsqueezed([1]) })
      var quadratic = (p * product).orderedSum(count: count).unsqueezed([1])
      let isDone = !((product - quadratic).absolute().maximum() >= tolerance)
      for place in 0..<count {
        let diagonal = system[place].column(place)
        let step = (quadratic - product.column(place)) / diagonal
        let scale = 1 + step
        quadratic = (quadratic + step * (step * diagonal + 2 * product.column(place))) / scale / scale
        product = (product + step * system[place]) / scale
        let unit = inner.row((0..<count).map { $0 == place ? 1.0 : 0 })
        p = (p + step * unit) / scale
      }
      let next = inner.where(isDone, states[0], p)
      let open = (!isDone).cast(to: .int64).maximum(axis: 0, keepsAxis: false).squeezed([0])
      return ([next], open.cast(to: .bool))
    }
    // Scores that are no numbers have no probabilities.
    let isUnknown = (pairs.count == 1 ? shares.isNaN() : shares.isNaN().cast(to: .double).maximum() > 0)
    return graph.where(isUnknown, graph.scalar(.nan), result[0])
  }

  // MARK: One against one

  func againstEach(
    _ members: [Regressor.Member], _ labels: [Label], _ decidesAtZero: Bool, _ table: GraphTable
  ) throws -> GraphAnswer {
    let count = labels.count
    guard members.count == pairs(count).count, !members.isEmpty else {
      throw misfit("its estimators are not one a pair")
    }
    let answers = try members.enumerated().map { try binary(try answer(of: $1, $0, table)) }
    let confidences = graph.concatenate(answers.map(\.score))
    let isSecond = graph.concatenate(
      answers.map { answer in
        (answer.choices.map { $0.unsqueezed([1]) } ?? (answer.score > answer.threshold).cast(to: .int64))
      }
    ).cast(to: .bool)
    let scores = pairVotes(confidences, isSecond: isSecond, count)
    guard count == 2 else {
      return GraphAnswer(classes: labels, choices: scores.choice(), scores: GraphMatrix(scores, width: count))
    }
    let second = scores.column(1)
    return GraphAnswer(
      classes: labels, choices: (second > (decidesAtZero ? 0 : answers[0].threshold)).cast(to: .int64).squeezed([1]),
      scores: GraphMatrix(second, width: 1))
  }
}
