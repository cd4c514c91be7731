// One cell of a row while it is scored.

/// A typed value, or none.
package enum FieldValue: Hashable, Sendable {
  case missing
  case string(String)
  case integer(Int)
  case float(Float)
  case double(Double)
  case boolean(Bool)
  /// Days since 1970 for dates; seconds since midnight for times; seconds since 1970 for both together; for counted
  /// types the count.
  case moment(FieldType, Int)
  /// Several values of one field: a transaction's items, a group's values.
  case list([FieldValue])
}

extension FieldValue {
  package var isMissing: Bool { self == .missing }

  /// The value as a number, booleans as 0 and 1; nil for texts, lists and nothing.
  package var number: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .float(let value): Double(value)
    case .double(let value): value
    case .boolean(let value): value ? 1 : 0
    case .moment(_, let count): Double(count)
    case .string, .list, .missing: nil
    }
  }

  package var type: FieldType? {
    switch self {
    case .string: .string
    case .integer: .integer
    case .float: .float
    case .double: .double
    case .boolean: .boolean
    case .moment(let type, _): type
    case .list, .missing: nil
    }
  }

  /// As a document writes it.
  package var text: String {
    switch self {
    case .missing: ""
    case .string(let text): text
    case .integer(let value): String(value)
    case .float(let value): value.description
    case .double(let value): Literal.text(of: value)
    case .boolean(let value): value ? "true" : "false"
    case .moment(let type, let count): Calendar.text(of: count, as: type)
    case .list(let values): values.map(\.text).joined(separator: " ")
    }
  }

  /// The value in another type; nil where it cannot be without loss of meaning.
  package func cast(to type: FieldType) -> FieldValue? {
    switch (self, type) {
    case (.missing, _), (.string, .string), (.integer, .integer), (.float, .float), (.double, .double),
      (.boolean, .boolean):
      return self
    case (.moment(let own, let count), _) where own == type: return .moment(own, count)
    case (.string(let text), _): return FieldValue.parse(text, as: type)
    case (.list(let values), _):
      let cast = values.compactMap { $0.cast(to: type) }
      return cast.count == values.count ? .list(cast) : nil
    case (_, .string): return .string(text)
    case (_, .double): return number.map(FieldValue.double)
    case (_, .float): return number.map { .float(Float($0)) }
    case (_, .integer): return number.flatMap { Int(exactly: $0) }.map(FieldValue.integer)
    case (_, .boolean): return number.flatMap { $0 == 1 ? .boolean(true) : $0 == 0 ? .boolean(false) : nil }
    case (.moment(let own, let count), _): return Calendar.convert(count, from: own, to: type).map { .moment(type, $0) }
    default: return number.flatMap { Int(exactly: $0) }.map { .moment(type, $0) }
    }
  }

  /// A text read as a type; nil where it is none.
  package static func parse(_ text: String, as type: FieldType) -> FieldValue? {
    switch type {
    case .string: return .string(text)
    case .double: return Literal.number(text).map(FieldValue.double)
    case .float: return (Float(Literal.trimmed(text)) ?? Literal.number(text).map { Float($0) }).map(FieldValue.float)
    case .integer:
      let text = Literal.trimmed(text)
      if let value = Int(text) { return .integer(value) }
      return Literal.number(text).flatMap { Int(exactly: $0) }.map(FieldValue.integer)
    case .boolean:
      switch Literal.trimmed(text).lowercased() {
      case "true": return .boolean(true)
      case "false": return .boolean(false)
      default: return Literal.number(text).flatMap { $0 == 1 ? .boolean(true) : $0 == 0 ? .boolean(false) : nil }
      }
    default: return Calendar.parse(text, as: type).map { .moment(type, $0) }
    }
  }

  /// Whether the value is the literal, read in the value's own type.
  package func equals(_ literal: Literal) -> Bool {
    switch self {
    case .missing: return false
    case .string(let text): return text.utf8.elementsEqual(literal.text.utf8)
    case .double(let value): return value == literal.number
    case .float(let value): return value == literal.single
    case .integer(let value): return Double(value) == literal.number && (Int(literal.text) ?? value) == value
    case .boolean, .moment: return FieldValue.parse(literal.text, as: type ?? .string) == self
    case .list(let values): return values.contains { $0.equals(literal) }
    }
  }

  /// −1, 0 or 1 as the value stands to the literal; nil where one of them has no order.
  package func order(to literal: Literal) -> Int? {
    switch self {
    case .double(let value): return Self.order(value, literal.number)
    case .float(let value): return Self.order(value, literal.single)
    case .integer(let value): return Self.order(Double(value), literal.number)
    case .string(let text): return Self.order(text, literal.text)
    case .boolean, .moment:
      return FieldValue.parse(literal.text, as: type ?? .string).flatMap { order(to: $0) }
    case .list, .missing: return nil
    }
  }

  /// −1, 0 or 1; numbers of different types compare as numbers, texts as texts.
  package func order(to other: FieldValue) -> Int? {
    if case .string(let left) = self, case .string(let right) = other { return Self.order(left, right) }
    if let type, let cast = other.cast(to: type), case .string = other { return order(to: cast) }
    if let otherType = other.type, case .string = self, let cast = cast(to: otherType) { return cast.order(to: other) }
    guard let left = number, let right = other.number else { return nil }
    return Self.order(left, right)
  }

  private static func order<T: Comparable>(_ left: T, _ right: T) -> Int? {
    left < right ? -1 : left > right ? 1 : left == right ? 0 : nil
  }
}
