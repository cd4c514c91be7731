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
    /// Of a clusterer: one number a group, the smallest of them deciding.
    case distances
    /// Vectors of which the direction matters: compared by cosine and length.
    case embeddings
    /// One number a row, where lower or higher than a threshold means an outlier.
    case anomalies
    /// One number a row, of which only the order within a query matters.
    case ranking
    /// Boxes with classes and scores: matched by what they cover.
    case detections
  }

  package enum Content: Equatable, Sendable {
    case labels([Label])
    case numbers(Matrix)
    /// For each row the boxes found.
    case detections([[Detection]])
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
    case .detections(let boxes): boxes.count
    }
  }

  /// How an output is made, for a message: `3 numbers a row`, `whole numbers`.
  var shape: String {
    switch self {
    case .numbers(let matrix): "\(matrix.columnCount) number\(matrix.columnCount == 1 ? "" : "s") a row"
    case .detections: "boxes"
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

/// A box that a detector found.
package struct Detection: Equatable, Sendable {
  package var left: Double
  package var top: Double
  package var right: Double
  package var bottom: Double
  package var label: Label
  package var score: Double

  package init(left: Double, top: Double, right: Double, bottom: Double, label: Label = .missing, score: Double = 1) {
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
    self.label = label
    self.score = score
  }

  var area: Double { max(0, right - left) * max(0, bottom - top) }

  /// What both cover over what either covers; 0 where that is nothing.
  func overlap(_ other: Detection) -> Double {
    let width = min(right, other.right) - max(left, other.left)
    let height = min(bottom, other.bottom) - max(top, other.top)
    guard width > 0, height > 0 else { return self.hasSameEdges(other) ? 1 : 0 }
    let common = width * height
    let share = common / (area + other.area - common)
    return share.isFinite ? share : 0
  }

  private func hasSameEdges(_ other: Detection) -> Bool {
    left == other.left && top == other.top && right == other.right && bottom == other.bottom
  }
}
