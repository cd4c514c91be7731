// Kernels with support vectors, and votes of machines.

internal import ModelCore

extension PreparedModel {
  func score(_ vectors: SupportVectorMachineModel, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    var row: [Double] = []
    for field in vectors.fields {
      let value = try scope.value(of: field.field)
      if let literal = field.value {
        row.append(value.equals(literal) ? field.coefficient : 0)
        continue
      }
      guard let number = value.number else { return ModelAnswer() }
      row.append(model.precision.rounded(number))
    }
    var kernels: [String: Double] = [:]
    if !vectors.usesCoefficients {
      for vector in vectors.vectors {
        guard vector.values.count == row.count else {
          throw ScoringError(
            .brokenDocument, "the vector \(vector.id) has \(vector.values.count) numbers, not \(row.count)")
        }
        kernels[vector.id] = model.precision.rounded(vectors.kernel.compare(vector.values.doubles, row))
      }
    }
    var sums: [Double] = []
    for machine in vectors.machines { sums.append(try sum(machine, of: vectors, row: row, kernels: kernels)) }
    if model.function == .regression { return regressed(sums.first) }
    return try vote(vectors, sums)
  }

  private func sum(
    _ machine: SupportVectorMachineModel.Machine, of vectors: SupportVectorMachineModel, row: [Double],
    kernels: [String: Double]
  ) throws(ScoringError) -> Double {
    var sum = 0.0
    if vectors.usesCoefficients {
      for (coefficient, number) in zip(machine.coefficients, row) { sum += coefficient * number }
    } else {
      guard machine.vectors.count == machine.coefficients.count else {
        throw ScoringError(
          .brokenDocument,
          "a machine has \(machine.vectors.count) vectors and \(machine.coefficients.count) coefficients")
      }
      for (id, coefficient) in zip(machine.vectors, machine.coefficients) {
        guard let kernel = kernels[id] else { throw ScoringError(.brokenDocument, "no vector is called \(id)") }
        sum = model.precision.rounded(sum + model.precision.rounded(coefficient * kernel))
      }
    }
    return model.precision.rounded(sum + machine.constant)
  }

  private func vote(_ vectors: SupportVectorMachineModel, _ sums: [Double]) throws(ScoringError) -> ModelAnswer {
    let alternates = vectors.machines.map { $0.alternate ?? vectors.alternateCategory }
    if vectors.isOneAgainstOne || alternates.contains(where: { $0 != nil }) {
      var votes: [ModelAnswer.Score] = []
      for (index, machine) in vectors.machines.enumerated() {
        guard let category = machine.category, let alternate = alternates[index] else {
          throw ScoringError(.brokenDocument, "a machine of pairs names only one category")
        }
        let isBelow = sums[index] < (machine.threshold ?? vectors.threshold)
        for name in [category, alternate] where !votes.contains(where: { $0.category == name }) {
          votes.append(.init(name, 0))
        }
        let winner = isBelow ? category : alternate
        for place in votes.indices where votes[place].category == winner { votes[place].value += 1 }
      }
      return classified(normalized(ordered(votes)))
    }
    let scores = zip(vectors.machines, sums).map { ModelAnswer.Score($0.category ?? "", $1) }
    var answer = ModelAnswer()
    answer.affinities = scores.sorted { vectors.maxWins ? $0.value > $1.value : $0.value < $1.value }
    let winner = ModelAnswer.winner(scores.map { .init($0.category, vectors.maxWins ? $0.value : -$0.value) })
    if let winner { answer.value = value(of: winner) }
    return answer
  }

  /// Categories in the order of the data dictionary, so that ties fall to the first there.
  func ordered(_ scores: [ModelAnswer.Score]) -> [ModelAnswer.Score] {
    let known = model.targetName.flatMap { dictionary[$0] }?.values.map(\.literal.text) ?? []
    guard scores.allSatisfy({ known.contains($0.category) }) else { return scores }
    return known.compactMap { name in scores.first { $0.category == name } }
  }
}

extension SupportVectorMachineModel.Kernel {
  func compare(_ left: [Double], _ right: [Double]) -> Double {
    switch self {
    case .linear: return Self.product(left, right)
    case .polynomial(let gamma, let coef0, let degree):
      return Mathematics.pow(gamma * Self.product(left, right) + coef0, degree)
    case .radialBasis(let gamma):
      let distance = zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      return Mathematics.exp(-gamma * distance)
    case .sigmoid(let gamma, let coef0): return Mathematics.tanh(gamma * Self.product(left, right) + coef0)
    }
  }

  private static func product(_ left: [Double], _ right: [Double]) -> Double {
    zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
  }
}
