// What a model answered for some rows, output by output.

package import ModelCore

/// Answers for consecutive rows, whoever gave them.
package struct Predictions: Equatable, Sendable {
  /// What an output means; decides how it is compared.
  package enum Role: String, Sendable, CaseIterable {
    /// The class, the cluster, the token: compared exactly.
    case label
    /// One number a class, summing to 1.
    case probabilities
    /// One number a class or a pair of classes, or one for two classes.
    case scores
    /// Regression targets.
    case values
    /// Anything else that is numbers.
    case numbers
  }

  package enum Content: Equatable, Sendable {
    case labels([Label])
    case numbers(Matrix)
  }

  package struct Output: Equatable, Sendable {
    package var name: String
    package var role: Role
    package var content: Content

    package init(name: String, role: Role, content: Content) {
      self.name = name
      self.role = role
      self.content = content
    }
  }

  package var outputs: [Output]
  package var rowCount: Int

  package init(outputs: [Output], rowCount: Int) {
    self.outputs = outputs
    self.rowCount = rowCount
  }
}

extension Predictions.Content {
  package var rowCount: Int {
    switch self {
    case .labels(let labels): labels.count
    case .numbers(let matrix): matrix.rowCount
    }
  }

  /// How an output is made, for a message: `3 numbers a row`, `whole numbers`.
  var shape: String {
    switch self {
    case .numbers(let matrix): "\(matrix.columnCount) number\(matrix.columnCount == 1 ? "" : "s") a row"
    case .labels(let labels): labels.first(where: { $0 != .missing })?.kindName ?? "no labels"
    }
  }
}

extension Label {
  /// What kind of label it is, in the plural.
  var kindName: String {
    switch self {
    case .integer: "whole numbers"
    case .string: "strings"
    case .boolean: "booleans"
    case .number: "fractional numbers"
    case .missing: "nothing"
    }
  }
}
