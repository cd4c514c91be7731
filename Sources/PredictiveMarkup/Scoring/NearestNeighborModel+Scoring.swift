// Rows of the document that are nearest to a row.

internal import ModelCore

/// The instances of a model, read once.
struct PreparedNeighbors: Sendable {
  /// A row an instance, a number an input; NaN where there is none.
  var points: [[Double]] = []
  var targets: [FieldValue] = []
  var ids: [String] = []
  var failure: ScoringError?

  init(
    _ neighbors: NearestNeighborModel, target: String?, dictionary: [String: DataField],
    derived: [String: DerivedField], library: FunctionLibrary
  ) {
    do throws(ScoringError) {
      let places = try neighbors.columns()
      for row in neighbors.instances.rows {
        let scope = Scope(parent: nil, derived: neighbors.isTransformed ? [:] : derived, library: library)
        for (field, place) in zip(neighbors.instanceFields, places) {
          let text = row[place]
          let type = dictionary[field.field]?.type ?? derived[field.field]?.type ?? .double
          scope.set(field.field, to: text.flatMap { FieldValue.parse($0, as: type) } ?? .missing)
        }
        var point: [Double] = []
        for input in neighbors.inputs { point.append(try scope.number(of: input.field) ?? .nan) }
        points.append(point)
        targets.append(try target.map { name throws(ScoringError) in try scope.value(of: name) } ?? .missing)
        if let id = neighbors.idField {
          ids.append(try scope.value(of: id).text)
        } else {
          ids.append(String(ids.count + 1))
        }
      }
    } catch {
      failure = error
    }
  }
}

extension NearestNeighborModel {
  /// The instances as rows are compared with them: a number an input, NaN where there is none. Derived fields are computed,
  /// where the table does not have them as they are.
  package func points(in document: MarkupDocument, _ model: MarkupModel) throws(ScoringError) -> [[Double]] {
    let fields = Dictionary(document.fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let derived = Dictionary(
      (document.derived + model.derived).map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    let prepared = PreparedNeighbors(
      self, target: model.targetName, dictionary: fields, derived: derived,
      library: FunctionLibrary(document.functions))
    if let failure = prepared.failure { throw failure }
    return prepared.points
  }

  /// Where the table has each instance field.
  fileprivate func columns() throws(ScoringError) -> [Int] {
    var places: [Int] = []
    for field in instanceFields {
      guard let place = instances.index(of: field.column) else {
        throw ScoringError(.brokenDocument, "the training instances have no column \(field.column)")
      }
      places.append(place)
    }
    return places
  }
}

extension PreparedModel {
  func score(_ model: NearestNeighborModel, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    guard let instances = neighbors else { return ModelAnswer() }
    if let failure = instances.failure { throw failure }
    var row: [Double] = []
    for input in model.inputs { row.append(try scope.number(of: input.field) ?? .nan) }
    guard row.contains(where: { !$0.isNaN }) else { return ModelAnswer() }
    var distances: [Double] = []
    distances.reserveCapacity(instances.points.count)
    for point in instances.points {
      var pairs: [ComparisonMeasure.Pair] = []
      for (place, input) in model.inputs.enumerated() where !row[place].isNaN && !point[place].isNaN {
        pairs.append(
          .init(left: row[place], right: point[place], weight: input.weight, comparison: input.comparison, scale: nil))
      }
      let adjustment = pairs.isEmpty ? 1 : Double(model.inputs.count) / Double(pairs.count)
      distances.append(self.model.precision.rounded(try model.measure.evaluate(pairs, adjustment: adjustment)))
    }
    let isDistance = model.measure.isDistance
    let order = distances.indices.sorted {
      distances[$0] == distances[$1] ? $0 < $1 : (distances[$0] < distances[$1]) == isDistance
    }
    return decide(model, Array(order.prefix(model.neighborCount)), distances, instances)
  }

  private func decide(
    _ model: NearestNeighborModel, _ nearest: [Int], _ distances: [Double], _ instances: PreparedNeighbors
  ) -> ModelAnswer {
    var weights = nearest.map { model.measure.isDistance ? 1 / (distances[$0] + model.threshold) : distances[$0] }
    // Without a threshold, neighbours at no distance outweigh all others: the limit, not infinity over infinity.
    if weights.contains(.infinity) { weights = weights.map { $0 == .infinity ? 1 : 0 } }
    let targets = nearest.map { instances.targets[$0] }
    var answer = ModelAnswer()
    if targets.allSatisfy(\.isMissing) {
      answer.entity = nearest.first.map { instances.ids[$0] }
      answer.value = answer.entity.map(FieldValue.string) ?? .missing
    } else if self.model.function == .classification {
      var votes: [ModelAnswer.Score] = []
      for (place, target) in targets.enumerated() {
        let vote = model.categoricalScoring == .majorityVote ? 1 : weights[place]
        if let index = votes.firstIndex(where: { $0.category == target.text }) {
          votes[index].value += vote
        } else {
          votes.append(.init(target.text, vote))
        }
      }
      answer = classified(normalized(withAll(votes)))
      if let winner = Self.winner(votes, among: instances) { answer.value = value(of: winner) }
    } else {
      let numbers = targets.compactMap(\.number)
      guard numbers.count == targets.count else { return ModelAnswer() }
      switch model.continuousScoring {
      case .average: answer = regressed(numbers.reduce(0, +) / Double(numbers.count))
      case .median: answer = regressed(FunctionCall.median(numbers))
      case .weightedAverage:
        let sum = zip(weights, numbers).reduce(0) { $0 + $1.0 * $1.1 }
        answer = regressed(sum / weights.reduce(0, +))
      }
    }
    answer.affinities = nearest.map { .init(instances.ids[$0], distances[$0]) }
    return answer
  }

  /// Of categories with as many votes: the one that most instances have, then the first by its letters.
  private static func winner(_ votes: [ModelAnswer.Score], among instances: PreparedNeighbors) -> String? {
    let most = votes.map(\.value).max()
    let winners = votes.filter { $0.value == most }.map(\.category).sorted()
    guard winners.count > 1 else { return nil }
    let counts = winners.map { winner in instances.targets.count { $0.text == winner } }
    return zip(winners, counts).first { $0.1 == counts.max() }?.0
  }

  /// Categories in the order of the data dictionary, with those that got no vote.
  func withAll(_ votes: [ModelAnswer.Score]) -> [ModelAnswer.Score] {
    let known = model.targetName.flatMap { dictionary[$0] }?.values.map(\.literal.text) ?? []
    let missing = known.filter { name in !votes.contains { $0.category == name } }.map { ModelAnswer.Score($0, 0) }
    return ordered(votes + missing)
  }
}
