// Several targets: an estimator each, in parallel or as a chain; and stacking.

struct TargetsRegressor: PreparedEstimator {
  let members: [any PreparedEstimator]

  func answer(_ table: Table) throws -> Answer {
    let columns = try members.map { Table.matrix(try $0.answer(table).numbers(for: "MultiOutputRegressor")) }
    return Answer(
      values: try Table(sideBySide: columns, rowCount: table.rowCount).numbers(for: "MultiOutputRegressor"))
  }
}

struct TargetsClassifier: PreparedEstimator {
  let members: [any PreparedEstimator]
  func answer(_ table: Table) throws -> Answer { Answer(targets: try members.map { try $0.answer(table) }) }
}

/// Estimators each of which also takes what those before it predicted.
private struct Chain: Sendable {
  private let members: [any PreparedEstimator]
  private let order: [Int]
  private let name: String

  init(_ estimators: [Estimator], order: [Int], name: String) throws {
    guard order.sorted() == Array(estimators.indices) else {
      throw Refusal.misfit(name, "its order does not name each target once")
    }
    members = try estimators.map(Preparation.estimator)
    self.order = order
    self.name = name
  }

  /// Answers by target.
  func answers(_ table: Table) throws -> [Answer] {
    var table = table
    var answers = [Answer](repeating: Answer(), count: members.count)
    for (member, target) in zip(members, order) {
      let answer = try member.answer(table)
      answers[target] = answer
      table = Table(sideBySide: [table, .matrix(try answer.numbers(for: name))], rowCount: table.rowCount)
    }
    return answers
  }
}

struct ChainRegressor: PreparedEstimator {
  private let chain: Chain
  init(_ estimators: [Estimator], order: [Int]) throws {
    chain = try Chain(estimators, order: order, name: "RegressorChain")
  }

  func answer(_ table: Table) throws -> Answer {
    let columns = try chain.answers(table).map { Table.matrix(try $0.numbers(for: "RegressorChain")) }
    return Answer(values: try Table(sideBySide: columns, rowCount: table.rowCount).numbers(for: "RegressorChain"))
  }
}

struct ChainClassifier: PreparedEstimator {
  private let chain: Chain
  init(_ estimators: [Estimator], order: [Int]) throws {
    chain = try Chain(estimators, order: order, name: "ClassifierChain")
  }

  func answer(_ table: Table) throws -> Answer { Answer(targets: try chain.answers(table)) }
}

/// Answers of estimators as columns, before the inputs where those go along.
struct StackedFeatures: PreparedTransformer {
  let members: [PreparedMember]
  let answer: AnswerKind
  let passesInputs: Bool

  func transform(_ table: Table) throws -> Table {
    var parts = try members.map(columns(table))
    if passesInputs { parts.append(table) }
    return Table(sideBySide: parts, rowCount: table.rowCount)
  }

  private func columns(_ table: Table) -> (PreparedMember) throws -> Table {
    { member in
      let answers = try member.answer(table)
      let kind: AnswerKind = member.isTransformer ? .transformation : answer
      guard let columns = answers.columns(kind) else {
        throw Refusal(
          "stacking", "asks a member for its \(kind.rawValue), which it does not have",
          remedy: "fit it with a stack_method that all members have")
      }
      if kind == .probabilities, columns.columnCount == 2, answers.targets.isEmpty {
        return try columns.columns([1], for: "stacking")
      }
      return columns
    }
  }
}

/// An estimator over other estimators' answers.
struct StackedEstimator: PreparedEstimator {
  let features: StackedFeatures
  let final: any PreparedEstimator
  /// Of a classifier.
  let labels: [Label]?

  func answer(_ table: Table) throws -> Answer {
    let stacked = try features.transform(table)
    var answer = try final.answer(stacked)
    if let labels {
      guard answer.classes == labels else {
        throw Refusal.misfit("StackingClassifier", "its final estimator answers with other labels")
      }
    }
    answer.transformation = stacked
    return answer
  }
}
