// What a count of rows says about all rows: exact bounds and tests.

internal import ModelCore

/// k of n rows.
package struct Proportion: Equatable, Sendable {
  package var count: Int
  package var total: Int

  package init(_ count: Int, of total: Int) {
    self.count = count
    self.total = total
  }

  /// No greater share than this lies behind the rows, with the confidence given (Clopper & Pearson, one side).
  package func upperBound(confidence: Double) -> Double {
    guard count < total else { return 1 }
    return Beta.quantile(confidence, Double(count + 1), Double(total - count))
  }

  /// No smaller share than this.
  package func lowerBound(confidence: Double) -> Double {
    guard count > 0 else { return 0 }
    return Beta.quantile(1 - confidence, Double(count), Double(total - count + 1))
  }

  /// How many rows, with this many among them, would bring the upper bound down to `share`.
  package static func rowsNeeded(for share: Double, count: Int = 0, confidence: Double) -> Int {
    guard share > 0 else { return Int.max }
    var low = count
    var high = max(count + 1, Int(3 / share))
    while Proportion(count, of: high).upperBound(confidence: confidence) > share {
      low = high
      guard high < Int.max / 4 else { return Int.max }
      high *= 2
    }
    while low + 1 < high {
      let middle = low + (high - low) / 2
      if Proportion(count, of: middle).upperBound(confidence: confidence) > share {
        low = middle
      } else {
        high = middle
      }
    }
    return high
  }

  /// The chance of `count` or more of `total` where each has the chance `share`: an exact one-sided binomial test.
  package func chance(under share: Double) -> Double {
    guard count > 0 else { return 1 }
    return Beta.distribution(share, Double(count), Double(total - count + 1))
  }
}

/// Rows that only one of two models got right.
package struct DiscordantPairs: Equatable, Sendable {
  /// Only the original was right.
  package var onlyReference: Int
  /// Only the migrated model was right.
  package var onlyCandidate: Int
  package var total: Int

  package init(onlyReference: Int, onlyCandidate: Int, total: Int) {
    self.onlyReference = onlyReference
    self.onlyCandidate = onlyCandidate
    self.total = total
  }

  /// McNemar's exact test, both sides: how likely so uneven a split is by chance.
  package var chance: Double {
    let fewer = min(onlyReference, onlyCandidate)
    let all = onlyReference + onlyCandidate
    guard all > 0 else { return 1 }
    // P(X ≤ fewer) for a fair coin is I_{1/2}(all − fewer, fewer + 1).
    return min(1, 2 * Beta.distribution(0.5, Double(all - fewer), Double(fewer + 1)))
  }

  /// The difference of accuracies, migrated minus original.
  package var difference: Double {
    total == 0 ? 0 : Double(onlyCandidate - onlyReference) / Double(total)
  }

  /// Tango's score bound of that difference from below, one side (Statistics in Medicine 17, 1998).
  package func lowerBound(confidence: Double) -> Double {
    guard total > 0 else { return -1 }
    let wanted = -Normal.quantile(1 - confidence)
    var low = -1.0
    var high = difference
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if score(of: middle) > wanted { low = middle } else { high = middle }
    }
    return low
  }

  /// How many standard errors the observed difference lies above `delta`.
  private func score(of delta: Double) -> Double {
    let n = Double(total)
    let gained = Double(onlyCandidate)
    let lost = Double(onlyReference)
    // The likeliest share of lost rows where the difference is `delta`.
    let a = 2 * n
    let b = -gained - lost + (2 * n - gained + lost) * delta
    let c = -lost * delta * (1 - delta)
    let root = max(0, b * b - 4 * a * c).squareRoot()
    let share = (root - b) / (2 * a)
    let variance = n * (2 * share + delta * (1 - delta))
    guard variance > 0 else { return gained - lost - n * delta > 0 ? .infinity : 0 }
    return (gained - lost - n * delta) / variance.squareRoot()
  }

  /// How many rows would show that the difference lies above −`margin`, if as many disagree and none side gains.
  package func rowsNeeded(margin: Double, confidence: Double, power: Double = 0.9) -> Int {
    let disagreeing = total == 0 ? 1 : max(Double(onlyReference + onlyCandidate) / Double(total), 1 / Double(total))
    let reach = -Normal.quantile(1 - confidence) - Normal.quantile(1 - power)
    return Int((reach * reach * disagreeing / (margin * margin)).rounded(.up))
  }
}

/// The standard normal distribution.
enum Normal {
  static func distribution(_ x: Double) -> Double { 0.5 * Mathematics.erfc(-x / 2.0.squareRoot()) }

  static func quantile(_ share: Double) -> Double {
    var low = -40.0
    var high = 40.0
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if distribution(middle) < share { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
