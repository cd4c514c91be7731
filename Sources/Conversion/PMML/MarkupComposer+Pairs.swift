// Support vector classifiers by pairs, and libsvm's probabilities.

internal import ModelCore
internal import PredictiveMarkup

extension MarkupComposer {
  func pairwise(_ labels: [Label], _ machine: PairwiseMachine, _ columns: [MarkupColumn]) throws -> ComposedAnswer {
    let pairs = labels.indices.flatMap { first in ((first + 1)..<max(labels.count, first + 1)).map { (first, $0) } }
    guard pairs.count == machine.machine.intercepts.count else {
      throw misfit("\(machine.machine.intercepts.count) scores for \(labels.count) classes")
    }
    guard !machine.breaksTies || labels.count == 2 else {
      throw refusal(
        "ties are broken by confidence (break_ties)", remedy: "set break_ties=False and save the model anew")
    }
    let columns = try numbers(columns, "SVC", width: machine.machine.supportVectors.columnCount)
    let fields = columns.map { field($0, "feature") }
    // A score above 0 is for the first of a pair, and PMML's target category is where a score is below the threshold.
    var vectors = try vectors(of: machine.machine, fields, rows: Array(pairs.indices), sign: -1)
    vectors.isOneAgainstOne = true
    for (place, (first, second)) in pairs.enumerated() {
      vectors.machines[place].category = try labelText(labels[first])
      vectors.machines[place].alternate = try labelText(labels[second])
    }
    if labels.count > 2 {
      note(.bounded, "among classes with equal votes the first wins; some engines take the first that was voted for")
    }
    var answer = ComposedAnswer(MarkupModel(.classification, .supportVectors(vectors)))
    answer.classes = labels
    let needsScores = !machine.probA.isEmpty
    if labels.count == 2 || needsScores {
      let scores = try models(of: machine.machine, columns).map { try value(ComposedAnswer($0), "pair") }
      if labels.count == 2 { answer.scores = [equation(.constant(0) - scores[0], "score")] }
      if needsScores {
        answer.probabilities = try coupled(scores, machine, labels.count, pairs)
        answer.hasProbabilities = true
      }
    }
    return answer
  }

  /// Pairs' probabilities by Platt's sigmoid, coupled by libsvm's rounds, written out one after the other: its answer is
  /// where it stops, not the fixed point.
  private func coupled(
    _ scores: [MarkupColumn], _ machine: PairwiseMachine, _ count: Int, _ pairs: [(Int, Int)]
  ) throws -> [MarkupColumn] {
    guard machine.probA.count == pairs.count, machine.probB.count == pairs.count else {
      throw misfit("parameters of probability are not one a pair")
    }
    var shares = [[MarkupColumn]](repeating: Array(repeating: .constant(0), count: count), count: count)
    for (place, (first, second)) in pairs.enumerated() {
      let exponent = scores[place] * .constant(machine.probA[place]) + .constant(machine.probB[place])
      let share = materialized((.constant(0) - exponent).logistic, "share")
      shares[first][second] = materialized(clip(share, 1e-7, 1 - 1e-7), "share")
      shares[second][first] = materialized(.constant(1) - shares[first][second], "share")
    }
    guard count <= 4 else {
      throw refusal(
        "probabilities of \(count) classes are coupled in up to 100 rounds, too many to write out",
        remedy: "convert to ONNX instead, or wrap the SVC in CalibratedClassifierCV")
    }
    return coupledInRounds(shares, count)
  }

  private func coupledInRounds(_ shares: [[MarkupColumn]], _ count: Int) -> [MarkupColumn] {
    var system = shares
    for row in 0..<count {
      let others = (0..<count).filter { $0 != row }
      system[row][row] = materialized(added(others.map { shares[$0][row] * shares[$0][row] }), "system")
      for column in others {
        system[row][column] = materialized(.constant(0) - shares[column][row] * shares[row][column], "system")
      }
    }
    var p = [MarkupColumn](repeating: .constant(1 / Double(count)), count: count)
    var isDone: MarkupColumn?
    let tolerance = MarkupColumn.constant(0.005 / Double(count))
    for _ in 0..<100 {
      var product = (0..<count).map { row in
        materialized(added((0..<count).map { system[row][$0] * p[$0] }), "product")
      }
      var quadratic = materialized(added((0..<count).map { p[$0] * product[$0] }), "quadratic")
      let near = product.map { ($0 - quadratic).applying("abs").applying("lessThan", tolerance) }
      var all = MarkupColumn(expression: .apply(Application("and", near.map(\.expression))))
      if let isDone { all = all.applying("or", isDone.applying("equal", .constant(1))) }
      let done = materialized(.condition(all, .constant(1), .constant(0)), "done")
      var next = p
      for place in 0..<count {
        let step = materialized((quadratic - product[place]) / system[place][place], "step")
        next[place] = next[place] + step
        let scale = materialized(.constant(1) + step, "scale")
        quadratic = materialized(
          (quadratic + step * (step * system[place][place] + .constant(2) * product[place])) / scale / scale,
          "quadratic")
        for other in 0..<count {
          product[other] = materialized((product[other] + step * system[place][other]) / scale, "product")
          next[other] = materialized(next[other] / scale, "next")
        }
      }
      let stops = done.applying("equal", .constant(1))
      p = (0..<count).map { materialized(.condition(stops, p[$0], next[$0]), "coupled") }
      isDone = done
    }
    return p
  }
}
