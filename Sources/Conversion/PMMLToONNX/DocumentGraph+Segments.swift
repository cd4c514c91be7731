// Models made of models: chains, the first that fits, and answers put together.

internal import ModelCore
internal import PredictiveMarkup

/// A segment's answer, and for which rows it counts.
struct SegmentOfGraph {
  var answer: MarkupGraphAnswer
  var weight: Double
  /// n × 1: 1 where the segment's predicate holds; nil where it holds always.
  var runs: Value?
  /// n × 1: 1 where its answer is missing.
  var isAbsent: Value
}

extension DocumentGraph {
  func combine(_ segmentation: Segmentation, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    switch segmentation.method {
    case .modelChain, .multiModelChain: return try chain(segmentation, model)
    case .selectFirst: return try selectFirst(segmentation, model)
    case .selectAll: throw refusal("all answers side by side, which are as many as segments run for a row")
    default: break
    }
    let isEverywhere = segmentation.segments.allSatisfy { $0.predicate == .always }
    if isEverywhere, segmentation.missingThreshold >= 1, let answer = try treesAtOnce(segmentation, model) {
      return answer
    }
    var segments: [SegmentOfGraph] = []
    for (place, segment) in segmentation.segments.enumerated() {
      try within("segment \(place + 1)") {
        let answer = try self.answer(of: segment.model)
        segments.append(
          SegmentOfGraph(
            answer: answer, weight: model.precision.held(segment.weight),
            runs: segment.predicate == .always ? nil : try holds(segment.predicate).isTrue.cast(to: .double),
            isAbsent: isAbsent(answer)))
        // Those that follow may read what this one says.
        for field in segment.model.outputs {
          if let value = try? withScope(segment.model.derived, { try outputValue(field, answer) }) {
            set(field.name, value)
          }
        }
      }
    }
    guard !segments.isEmpty else { throw refusal("there is no segment") }
    var answer =
      model.function == .regression
      ? try combineNumbers(segments, segmentation, model) : try combineClasses(segments, segmentation, model)
    if let nothing = try isNothing(segments, segmentation) { answer = absent(answer, where: nothing) }
    return answer
  }

  /// All trees through one operator; nil for what is none, or asks for more.
  private func treesAtOnce(_ segmentation: Segmentation, _ model: MarkupModel) throws -> MarkupGraphAnswer? {
    let additive: Set<Segmentation.Method> = [
      .sum, .average, .weightedSum, .weightedAverage, .majorityVote, .weightedMajorityVote,
    ]
    guard additive.contains(segmentation.method) else { return nil }
    for segment in segmentation.segments {
      guard case .tree(let tree) = segment.model.content, !tree.followsSeveral, segment.model.outputs.isEmpty,
        segment.model.targets.isEmpty, segment.model.function == model.function,
        segment.model.precision == model.precision, !treats(segment.model)
      else { return nil }
    }
    return try trees(
      segmentation.segments.map(\.model), weights: segmentation.segments.map(\.weight), method: segmentation.method,
      missing: segmentation.missingPrediction, model)
  }

  /// n × 1: 1 where there is no answer.
  private func isAbsent(_ answer: MarkupGraphAnswer) -> Value { isMissing(answer.value).cast(to: .double) }

  private func absent(_ answer: MarkupGraphAnswer, where condition: Value) -> MarkupGraphAnswer {
    var answer = answer
    answer.probabilities = answer.probabilities.map { graph.where(condition, graph.scalar(.nan), $0) }
    switch answer.value.content {
    case .number(let number): answer.value = .number(graph.where(condition, graph.scalar(.nan), number))
    case .choice(let places, let texts):
      answer.value = FieldValueOfGraph(
        content: .choice(graph.where(condition, graph.scalar(-1, as: .int64), places), texts))
    case .text(let text):
      answer.value = FieldValueOfGraph(content: .text(graph.where(condition, graph.string(""), text)))
    }
    return answer
  }

  // MARK: One after the other

  private func chain(_ segmentation: Segmentation, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    var result: MarkupGraphAnswer?
    var targets: [(name: String, answer: MarkupGraphAnswer)] = []
    for (place, segment) in segmentation.segments.enumerated() {
      try within("segment \(place + 1)") {
        let runs = segment.predicate == .always ? nil : try holds(segment.predicate).isTrue
        let answer = try self.answer(of: segment.model)
        for field in segment.model.outputs {
          do {
            var value = try withScope(segment.model.derived) { try outputValue(field, answer) }
            if let runs { value = try self.value(value, where: runs) }
            if field.isFinalResult { finals[field.name] = value }
            set(field.name, value)
          } catch let error as ConversionError {
            leftOut[field.name] = error.message
          }
        }
        if let target = segment.model.targetName { targets.append((target, answer)) }
        guard let runs else {
          result = answer
          return
        }
        guard let before = result else {
          result = absent(answer, where: !runs)
          return
        }
        result = try either(runs, answer, before, model)
      }
    }
    guard var answer = result else { throw refusal("a chain has no segment") }
    if segmentation.method == .multiModelChain {
      if let first = targets.first(where: { $0.name == model.targetName }) { answer = first.answer }
      answer.targets = targets
    }
    return answer
  }

  /// A value for some rows, and none for others.
  private func value(_ value: FieldValueOfGraph, where condition: Value) throws -> FieldValueOfGraph {
    switch value.content {
    case .number(let number): return .number(graph.where(condition, number, graph.scalar(.nan)))
    case .text(let text): return FieldValueOfGraph(content: .text(graph.where(condition, text, graph.string(""))))
    case .choice(let places, let texts):
      return FieldValueOfGraph(
        content: .choice(graph.where(condition, places, graph.scalar(-1, as: .int64)), texts))
    }
  }

  private func selectFirst(_ segmentation: Segmentation, _ model: MarkupModel) throws -> MarkupGraphAnswer {
    var conditions: [Value] = []
    var answers: [MarkupGraphAnswer] = []
    for (place, segment) in segmentation.segments.enumerated() {
      try within("segment \(place + 1)") {
        conditions.append(try holds(segment.predicate).isTrue)
        answers.append(try self.answer(of: segment.model))
      }
    }
    guard let last = answers.last else { throw refusal("there is no segment") }
    var result = absent(last, where: !conditions[conditions.count - 1])
    for (condition, answer) in zip(conditions, answers).dropLast().reversed() {
      result = try either(condition, answer, result, model)
    }
    return result
  }

  /// One answer where a condition holds, another elsewhere.
  private func either(
    _ condition: Value, _ yes: MarkupGraphAnswer, _ no: MarkupGraphAnswer, _ model: MarkupModel
  ) throws -> MarkupGraphAnswer {
    if case .number(let first) = yes.value.content, case .number(let second) = no.value.content {
      return MarkupGraphAnswer(value: .number(graph.where(condition, first, second)))
    }
    guard case .choice(let first, let firstTexts) = yes.value.content,
      case .choice(let second, let secondTexts) = no.value.content
    else { throw refusal("segments of which some answer with numbers and others with texts") }
    let categories = categories(of: [yes, no], texts: firstTexts + secondTexts, model)
    func moved(_ places: Value, _ texts: [String]) -> Value {
      let table = texts.map { Int64(categories.firstIndex(of: $0) ?? -1) } + [-1]
      return places.looked(up: Tensor(table, shape: [table.count]))
    }
    var answer = MarkupGraphAnswer(
      value: FieldValueOfGraph(
        content: .choice(graph.where(condition, moved(first, firstTexts), moved(second, secondTexts)), categories)),
      categories: categories)
    if yes.probabilities != nil, no.probabilities != nil {
      answer.probabilities = graph.where(condition, try shares(yes, categories), try shares(no, categories))
    }
    return answer
  }

  private func categories(of answers: [MarkupGraphAnswer], texts: [String], _ model: MarkupModel) -> [String] {
    var names: [String] = []
    for name in answers.flatMap(\.categories) + texts where !names.contains(name) { names.append(name) }
    return ordered(names, model)
  }

  /// Probabilities in the order of other categories; 0 for those that the answer does not have.
  private func shares(_ answer: MarkupGraphAnswer, _ categories: [String]) throws -> Value {
    guard let probabilities = answer.probabilities else { throw refusal("a segment has no probabilities") }
    if answer.categories == categories { return probabilities }
    return graph.concatenate(
      try categories.map { name in
        try answer.categories.firstIndex(of: name).map { probabilities.column($0) } ?? constant(0)
      })
  }

  // MARK: All at once

  /// What a segment counts: 1, 0 where it does not run or is passed over.
  private func counts(_ segment: SegmentOfGraph, _ segmentation: Segmentation) throws -> Value {
    var counts = try segment.runs ?? constant(1)
    if segmentation.missingPrediction == .skipSegment { counts = counts * (1 - segment.isAbsent) }
    return counts
  }

  /// Where there is no answer because segments have none, or none ran; nil for nowhere.
  private func isNothing(_ segments: [SegmentOfGraph], _ segmentation: Segmentation) throws -> Value? {
    let isWeighted = segmentation.method.isWeighted
    var (total, missing, members) = (try constant(0), try constant(0), try constant(0))
    for segment in segments {
      let runs = try segment.runs ?? constant(1)
      let share = isWeighted ? segment.weight : 1
      total = total + runs * share
      missing = missing + runs * segment.isAbsent * share
      members = members + (try counts(segment, segmentation))
    }
    let isTooFew = (missing > 0) && (missing >= total * segmentation.missingThreshold) && (total > 0)
    var result = isTooFew || !(members > 0)
    if segmentation.missingPrediction == .returnMissing {
      let absent = try segments.map { try ($0.runs ?? constant(1)) * $0.isAbsent }
      result = result || graph.sum(absent) > 0
    }
    return result
  }

  private func combineNumbers(
    _ segments: [SegmentOfGraph], _ segmentation: Segmentation, _ model: MarkupModel
  ) throws -> MarkupGraphAnswer {
    let method = segmentation.method
    let counts = try segments.map { try self.counts($0, segmentation) }
    // A segment that does not count adds nothing; a missing answer that counts makes all missing.
    let numbers = try zip(segments, counts).map { segment, count in
      let number = try self.number(segment.answer.value, "a segment")
      return graph.where(count > 0, rounded(number, model), graph.scalar(0))
    }
    func sum(_ values: [Value]) -> Value { values.dropFirst().reduce(values[0]) { rounded($0 + $1, model) } }
    func weighted() -> Value { sum(zip(numbers, segments).map { rounded($0 * $1.weight, model) }) }
    let value: Value
    switch method {
    case .sum: value = sum(numbers)
    case .average: value = rounded(sum(numbers) / sum(counts), model)
    case .weightedSum: value = weighted()
    case .weightedAverage: value = rounded(weighted() / sum(zip(counts, segments).map { $0 * $1.weight }), model)
    case .max, .median, .weightedMedian:
      let aside = graph.scalar(method == .max ? -.infinity : .infinity)
      let all = graph.concatenate(zip(numbers, counts).map { graph.where($1 > 0, $0, aside) })
      let isMissing = sum(numbers).isNaN()
      let present = graph.where(all.isNaN(), graph.scalar(0), all)
      let found: Value
      switch method {
      case .max: found = present.maximum()
      case .median: found = median(present, count: segments.count, of: graph.sum(counts))
      default:
        let weights = graph.concatenate(zip(counts, segments).map { $0 * $1.weight })
        found = weightedMedian(present, weights, count: segments.count)
      }
      value = graph.where(isMissing, graph.scalar(.nan), found)
    default: throw refusal("the method \(method.rawValue) of numbers")
    }
    return MarkupGraphAnswer(value: .number(value))
  }

  /// The median along axis 1 of the `members` smallest, or of all.
  func median(_ all: Value, count: Int, of members: Value? = nil) -> Value {
    let (values, _) = all.top(count, isLargest: false)
    guard let members else {
      let middle = count / 2
      return count % 2 == 1 ? values.column(middle) : halfway(values.column(middle - 1), values.column(middle))
    }
    func at(_ place: Value) -> Value {
      let inside = graph.where(place < 0, graph.scalar(0), place).cast(to: .int64)
      return graph.apply("GatherElements", [values, inside], [Attribute("axis", .integer(1))], type: .double)
    }
    let (lower, upper) = (at(((members - 1) / 2).floor()), at((members / 2).floor()))
    return graph.where(lower.isEqual(to: upper), lower, halfway(lower, upper))
  }

  private func halfway(_ lower: Value, _ upper: Value) -> Value { lower + 0.5 * (upper - lower) }

  /// The first number, ascending, at which half of the weight is reached.
  private func weightedMedian(_ all: Value, _ weights: Value, count: Int) -> Value {
    let (values, places) = all.top(count, isLargest: false)
    let sorted = graph.apply("GatherElements", [weights, places], [Attribute("axis", .integer(1))], type: .double)
    let reached = sorted.runningSum()
    let isFirst = (reached >= reached.column(count - 1) * 0.5).cast(to: .int64).argMax(keepsAxis: true)
    return graph.apply("GatherElements", [values, isFirst], [Attribute("axis", .integer(1))], type: .double)
  }

  private func combineClasses(
    _ segments: [SegmentOfGraph], _ segmentation: Segmentation, _ model: MarkupModel
  ) throws -> MarkupGraphAnswer {
    let method = segmentation.method
    let isVote = method == .majorityVote || method == .weightedMajorityVote
    var texts: [String] = []
    for segment in segments { if case .choice(_, let own) = segment.answer.value.content { texts += own } }
    let categories = categories(of: segments.map(\.answer), texts: isVote ? texts : [], model)
    let counts = try segments.map { try self.counts($0, segmentation) }
    var parts: [Value] = []
    for (segment, count) in zip(segments, counts) {
      var part: Value
      if isVote {
        guard case .choice(let choices, let texts) = segment.answer.value.content else {
          throw refusal("a segment votes for no class")
        }
        var table = Matrix(rowCount: texts.count + 1, columnCount: categories.count)
        for (row, text) in texts.enumerated() {
          if let column = categories.firstIndex(of: text) { table[row, column] = 1 }
        }
        part = choices.squeezed([1]).looked(up: Tensor(table))
      } else {
        part = try shares(segment.answer, categories)
        part = graph.where(part.isNaN(), graph.scalar(0), part)
      }
      parts.append(graph.where(count > 0, part, graph.scalar(0)))
    }
    let weights = segments.map { method.isWeighted ? $0.weight : 1 }
    let sum = graph.sum(zip(parts, weights).map { rounded($0 * $1, model) })
    // A missing answer that counts is a vote for none, and leaves what is made of shares without any.
    let none = graph.sum(zip(zip(segments, counts), weights).map { $0.0.isAbsent * $0.1 * $1 })
    if isVote {
      var answer = classified(categories, sum / sum.sum())
      if case .choice(let places, let texts) = answer.value.content {
        let isNone = none > sum.maximum()
        answer.value = FieldValueOfGraph(
          content: .choice(graph.where(isNone, graph.scalar(-1, as: .int64), places), texts))
      }
      return answer
    }
    let shares: Value
    switch method {
    case .sum, .weightedSum: shares = sum
    case .average, .weightedAverage: shares = sum / graph.sum(zip(counts, weights).map { $0 * $1 })
    case .median, .weightedMedian, .max:
      let aside = graph.scalar(method == .max ? -.infinity : .infinity)
      let present = zip(parts, counts).map { graph.where($1 > 0, $0, aside) }
      let all = graph.concatenate(zip(counts, weights).map { $0 * $1 })
      let middles = categories.indices.map { place in
        let column = graph.concatenate(present.map { $0.column(place) })
        switch method {
        case .max: return column.maximum()
        case .median: return median(column, count: segments.count, of: graph.sum(counts))
        default: return weightedMedian(column, all, count: segments.count)
        }
      }
      shares = mean(of: parts, counts, nearest: graph.concatenate(middles))
    default: throw refusal("the method \(method.rawValue) of classes")
    }
    return classified(categories, graph.where(none > 0, graph.scalar(.nan), shares))
  }

  /// The mean of those whose share of the winner, the category with the greatest number, is nearest to that number.
  private func mean(of parts: [Value], _ counts: [Value], nearest numbers: Value) -> Value {
    let winner = numbers.argMax(keepsAxis: true)
    let gaps = zip(parts, counts).map { part, count in
      let own = graph.apply("GatherElements", [part, winner], [Attribute("axis", .integer(1))], type: .double)
      return graph.where(count > 0, (own - numbers.maximum()).absolute(), graph.scalar(.infinity))
    }
    let least = graph.concatenate(gaps).minimum()
    let chosen = gaps.map { $0.isEqual(to: least).cast(to: .double) }
    return graph.sum(zip(parts, chosen).map { $0 * $1 }) / graph.sum(chosen)
  }
}

extension TreeModel {
  /// Whether a missing value leads down several children at once.
  var followsSeveral: Bool { missingStrategy == .aggregateNodes || missingStrategy == .weightedConfidence }
}
