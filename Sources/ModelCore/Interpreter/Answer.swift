// What a model says about rows.

/// Everything an estimator answers for n rows, as far as its library has it.
package struct Answer: Equatable, Sendable {
  /// What `choices` count in: labels in the order of the columns of `probabilities`. A label that has no probability (of
  /// rows without neighbours) stands behind the others.
  package var classes: [Label]
  /// `predict` of classifiers, clusterers and outlier detectors: for each row the place of its label in `classes`.
  package var choices: [Int]?
  /// `predict_proba`: n × k.
  package var probabilities: Matrix?
  /// `decision_function`: n × k, or n × 1 for two classes.
  package var scores: Matrix?
  /// `predict` of regressors: n × targets.
  package var values: Matrix?
  /// `transform`.
  package var transformation: Table?
  /// One a target, of classifiers of several.
  package var targets: [Answer]

  package init(
    classes: [Label] = [], choices: [Int]? = nil, probabilities: Matrix? = nil, scores: Matrix? = nil,
    values: Matrix? = nil, transformation: Table? = nil, targets: [Answer] = []
  ) {
    self.classes = classes
    self.choices = choices
    self.probabilities = probabilities
    self.scores = scores
    self.values = values
    self.transformation = transformation
    self.targets = targets
  }

  /// The label of each row.
  package var labels: [Label]? { choices?.map { classes[$0] } }
}

extension Answer {
  /// Answers of consecutive rows as one.
  init(joining parts: [Answer]) {
    self.init(
      classes: parts.first?.classes ?? [],
      choices: Self.joined(parts.map(\.choices)) { $0.reduce(into: []) { $0 += $1 } },
      probabilities: Self.joined(parts.map(\.probabilities), Matrix.init(stacking:)),
      scores: Self.joined(parts.map(\.scores), Matrix.init(stacking:)),
      values: Self.joined(parts.map(\.values), Matrix.init(stacking:)),
      transformation: Self.joined(parts.map(\.transformation), Table.init(stacking:)),
      targets: (parts.first?.targets ?? []).indices.map { target in Answer(joining: parts.map { $0.targets[target] }) })
  }

  private static func joined<Part>(_ parts: [Part?], _ join: ([Part]) -> Part) -> Part? {
    let present = parts.compactMap { $0 }
    return present.isEmpty ? nil : join(present)
  }

  /// One kind of answer as columns that a next estimator takes; nil where this estimator has no such answer.
  func columns(_ kind: AnswerKind) -> Table? {
    switch kind {
    case .probabilities: probabilities.map(Table.matrix) ?? Self.positives(of: targets)
    case .scores: scores.map(Table.matrix)
    case .transformation: transformation
    case .prediction: values.map(Table.matrix) ?? labels.map(Self.column) ?? targetLabels
    }
  }

  /// The probability of each target's last class, side by side.
  private static func positives(of targets: [Answer]) -> Table? {
    let columns = targets.compactMap { target in target.probabilities.map { $0.column($0.columnCount - 1) } }
    guard !columns.isEmpty, columns.count == targets.count else { return nil }
    return .matrix(Matrix(columns: columns))
  }

  private var targetLabels: Table? {
    let columns = targets.compactMap { $0.labels.map(Self.column) }
    guard !columns.isEmpty, columns.count == targets.count else { return nil }
    return Table(sideBySide: columns, rowCount: columns[0].rowCount)
  }

  private static func column(_ labels: [Label]) -> Table {
    let numbers = labels.compactMap(\.numericValue)
    if numbers.count == labels.count {
      return .matrix(Matrix(rowCount: labels.count, columnCount: 1, values: ContiguousArray(numbers)))
    }
    return .columns([.strings(labels.map(\.text))])
  }
}
