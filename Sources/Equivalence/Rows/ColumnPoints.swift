// Where a model changes its mind: for each input column the numbers and categories that its parameters name.

internal import ModelCore

/// Values of an input column that a model's parameters speak of.
package struct ColumnPoints: Equatable, Sendable {
  /// Ascending, without NaN, each once.
  package var numbers: [Double] = []
  /// In the order found, each once.
  package var strings: [String] = []
  /// Categories that have a column each, in the order found, each once.
  var indicated: [Label] = []
  /// Whether strings are words of texts.
  var isProse = false
  /// Whether a step of the model says what a missing cell means.
  package var takesMissing = false
  /// Whether an unseen category is an answer and not an error.
  package var takesUnseen = false
  /// Whether infinities are numbers like others.
  package var takesInfinity = false
  /// Center and spread that a scaler learnt; nil where none did.
  package var location: Double?
  package var scale: Double?

  mutating func add(_ label: Label) {
    switch label {
    case .integer(let number): numbers.append(Double(number))
    case .number(let number): if !number.isNaN { numbers.append(number) }
    case .boolean(let flag): numbers.append(flag ? 1 : 0)
    case .string(let string): strings.append(string)
    case .missing: takesMissing = true
    }
  }

  mutating func tidy() {
    numbers = Array(Set(numbers.filter { !$0.isNaN })).sorted()
    var seen: Set<String> = []
    strings = strings.filter { seen.insert($0).inserted }
  }
}

/// Where a feature inside a model comes from.
struct FeatureOrigin: Equatable, Sendable {
  /// The input column.
  var column: Int
  /// How the input became the feature, in order.
  var steps: [Step]
  /// The category of each code, where the feature is the code of a category; the steps come behind it.
  var categories: [Double: Label]?
  /// The category for which the feature is 1; for others it is 0.
  var indicated: Label?
  /// Whether a step on the way put something in the place of missing cells.
  var isFilled = false
  /// Whether a step on the way is none of `Step`: which input makes the feature what it is, is not known then.
  var isCurved = false

  init(column: Int, steps: [Step], categories: [Double: Label]? = nil) {
    self.column = column
    self.steps = steps
    self.categories = categories
  }

  /// All the feature can be but missing, ascending; nil for a number.
  var codes: [Double]? {
    guard isCell else { return nil }
    return categories?.keys.sorted()
  }

  /// Whether the feature is the cell as it came, but for the place of its category.
  var isCell: Bool { steps.isEmpty && !isCurved && indicated == nil }

  /// The cell that makes the feature `value`; nil where none does.
  func cell(for value: Double) -> GeneratedCell? {
    if value.isNaN { return indicated == nil ? .missing : nil }
    guard let categories else { return input(for: value).map { .number($0) } }
    guard isCell, let label = categories[value] else { return nil }
    return GeneratedCell(label)
  }

  enum Step: Equatable, Sendable {
    case subtract(Double)
    case divide(Double)
    case multiply(Double)
    case add(Double)
  }

  /// The input that makes the feature `value`; nil where none does.
  func input(for value: Double) -> Double? {
    guard categories == nil, !isCurved, indicated == nil else { return nil }
    var value = value
    for step in steps.reversed() {
      switch step {
      case .subtract(let operand): value += operand
      case .divide(let operand): value *= operand
      case .multiply(let operand):
        guard operand != 0 else { return nil }
        value /= operand
      case .add(let operand): value -= operand
      }
    }
    return value.isFinite ? value : nil
  }
}
