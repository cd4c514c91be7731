// Classes, categories and clusters by their names, and how cells are held against them.

/// What a class, a category or a cluster is called. Integers are never passed through doubles.
package enum Label: Hashable, Sendable {
  case integer(Int)
  case string(String)
  case boolean(Bool)
  /// Not NaN, except as the missing category of an encoder.
  case number(Double)
  /// Python's `None` among categories.
  case missing
}

extension Label {
  /// The label as a number, as NumPy would cast it; nil for strings and missing.
  package var numericValue: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .boolean(let value): value ? 1 : 0
    case .number(let value): value
    case .string, .missing: nil
    }
  }

  /// The label as Python prints it; nil for missing.
  package var text: String? {
    switch self {
    case .integer(let value): String(value)
    case .boolean(let value): value ? "True" : "False"
    case .number(let value): value.description
    case .string(let value): value
    case .missing: nil
    }
  }
}

/// A text that equals another one only scalar for scalar, as in Python; Swift's strings also equal their other spellings.
struct ExactText: Hashable, Sendable {
  private let text: String
  init(_ text: String) { self.text = text }

  static func == (left: ExactText, right: ExactText) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}

/// A label or a cell, so that equal ones are equal in Python's sense: 1, 1.0 and true are one category.
enum CategoryKey: Hashable, Sendable {
  case number(UInt64)
  /// An integer that no double holds.
  case integer(Int)
  case string(ExactText)
  /// NaN and None.
  case missing

  init(_ value: Double) {
    self = value.isNaN ? .missing : .number((value == 0 ? 0 : value).bitPattern)
  }

  init(_ label: Label) {
    switch label {
    case .integer(let value):
      self = Int(exactly: Double(value)) == value ? CategoryKey(Double(value)) : .integer(value)
    case .string(let value): self = .string(ExactText(value))
    case .boolean(let value): self = CategoryKey(value ? 1 : 0)
    case .number(let value): self = CategoryKey(value)
    case .missing: self = .missing
    }
  }
}

extension Cells {
  /// Each cell as a category.
  var keys: [CategoryKey] {
    switch self {
    case .numbers(let cells): cells.map(CategoryKey.init)
    case .strings(let cells): cells.map { $0.map { .string(ExactText($0)) } ?? .missing }
    }
  }

  /// A cell as a person would name it.
  func text(at row: Int) -> String {
    switch self {
    case .numbers(let cells): cells[row].description
    case .strings(let cells): cells[row].map { "'\($0)'" } ?? "None"
    }
  }
}

/// Places of categories by their names.
struct CategoryPlaces: Sendable {
  private let places: [CategoryKey: Int]

  init(_ labels: [Label]) {
    places = Dictionary(labels.enumerated().map { (CategoryKey($1), $0) }, uniquingKeysWith: { first, _ in first })
  }

  subscript(key: CategoryKey) -> Int? { places[key] }
  subscript(label: Label) -> Int? { places[CategoryKey(label)] }
}
