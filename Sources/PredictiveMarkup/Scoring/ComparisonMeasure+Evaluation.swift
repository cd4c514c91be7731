// Distances and similarities between two rows.

internal import ModelCore

extension ComparisonMeasure {
  struct Pair {
    var left: Double
    var right: Double
    var weight: Double
    var comparison: Comparison?
    var scale: Double?
  }

  /// `adjustment` stretches what is summed over the fields that are there to all fields.
  func evaluate(_ pairs: [Pair], adjustment: Double = 1) throws(ScoringError) -> Double {
    switch metric {
    case .simpleMatching, .jaccard, .tanimoto, .binarySimilarity: return similarity(pairs)
    default: break
    }
    var total = 0.0
    for pair in pairs {
      let difference = try compare(pair)
      switch metric {
      case .euclidean, .squaredEuclidean: total += difference * difference * pair.weight
      case .cityBlock: total += difference * pair.weight
      case .chebychev: total = max(total, difference * pair.weight)
      case .minkowski(let p): total += Mathematics.pow(difference, p) * pair.weight
      default: break
      }
    }
    switch metric {
    case .euclidean: return (total * adjustment).squareRoot()
    case .minkowski(let p): return Mathematics.pow(total * adjustment, 1 / p)
    default: return total * adjustment
    }
  }

  private func compare(_ pair: Pair) throws(ScoringError) -> Double {
    switch pair.comparison ?? comparison {
    case .absDiff: return abs(pair.left - pair.right)
    case .delta: return pair.left == pair.right ? 0 : 1
    case .equal: return pair.left == pair.right ? 1 : 0
    case .gaussSim:
      guard let scale = pair.scale else { throw ScoringError(.brokenDocument, "gaussSim needs a similarity scale") }
      let difference = pair.left - pair.right
      return Mathematics.exp(-Mathematics.log(2) * difference * difference / (scale * scale))
    case .table: throw ScoringError(.unsupported, "comparison by a table")
    }
  }

  private func similarity(_ pairs: [Pair]) -> Double {
    // Counts of 11, 10, 01 and 00.
    var counts = [0.0, 0.0, 0.0, 0.0]
    for pair in pairs { counts[(pair.left == 1 ? 0 : 2) + (pair.right == 1 ? 0 : 1)] += 1 }
    switch metric {
    case .simpleMatching: return (counts[0] + counts[3]) / counts.reduce(0, +)
    case .jaccard: return counts[0] / (counts[0] + counts[1] + counts[2])
    case .tanimoto: return (counts[0] + counts[3]) / (counts[0] + 2 * (counts[1] + counts[2]) + counts[3])
    case .binarySimilarity(let weights) where weights.count == 8:
      let above = zip(counts, weights.prefix(4)).reduce(0) { $0 + $1.0 * $1.1 }
      let below = zip(counts, weights.suffix(4)).reduce(0) { $0 + $1.0 * $1.1 }
      return above / below
    default: return .nan
    }
  }
}

extension PreparedModel {
  func score(_ clustering: ClusteringModel, in scope: Scope) throws(ScoringError) -> ModelAnswer {
    guard clustering.isCenterBased else {
      throw ScoringError(.unsupported, "clusters by distributions; only those by centres are scored")
    }
    let fields = clustering.fields.filter(\.isCenter)
    var row: [Double?] = []
    for field in fields { row.append(try scope.number(of: field.field)) }
    guard row.contains(where: { $0 != nil }) else { return ModelAnswer() }
    let weights = clustering.missingWeights.isEmpty ? fields.map { _ in 1 } : clustering.missingWeights
    let present = zip(weights, row).reduce(0) { $1.1 == nil ? $0 : $0 + $1.0 }
    let adjustment = row.contains(nil) ? weights.reduce(0, +) / present : 1
    var scores: [ModelAnswer.Score] = []
    for (index, cluster) in clustering.clusters.enumerated() {
      guard cluster.center.count == fields.count else {
        throw ScoringError(
          .brokenDocument, "a cluster's centre has \(cluster.center.count) numbers, not \(fields.count)")
      }
      var pairs: [ComparisonMeasure.Pair] = []
      for (place, field) in fields.enumerated() {
        guard let number = row[place] else { continue }
        pairs.append(
          .init(
            left: number, right: cluster.center[place], weight: field.weight, comparison: field.comparison,
            scale: field.scale))
      }
      scores.append(
        .init(
          cluster.id ?? String(index + 1),
          model.precision.rounded(try clustering.measure.evaluate(pairs, adjustment: adjustment))))
    }
    return nearest(scores, isDistance: clustering.measure.isDistance)
  }

  private func nearest(_ scores: [ModelAnswer.Score], isDistance: Bool) -> ModelAnswer {
    var answer = ModelAnswer()
    answer.affinities = scores.enumerated().sorted {
      $0.element.value == $1.element.value
        ? $0.offset < $1.offset : ($0.element.value < $1.element.value) == isDistance
    }.map(\.element)
    answer.entity = answer.affinities.first?.category
    answer.value = answer.entity.map { value(of: $0) } ?? .missing
    return answer
  }
}
