// The data types of PMML's fields.

/// How the values of a field are written and compared.
package enum FieldType: Hashable, Sendable {
  case string, integer, float, double, boolean
  case date, time, dateTime
  /// Whole days since the first of January of a year.
  case daysSince(year: Int)
  /// Whole seconds since the first of January of a year.
  case secondsSince(year: Int)
  /// Whole seconds since midnight.
  case timeSeconds

  /// Nil where PMML has no such type. Years other than PMML's own are those that other writers added with `x-`.
  package init?(name: String) {
    switch name {
    case "string": self = .string
    case "integer": self = .integer
    case "float": self = .float
    case "double": self = .double
    case "boolean": self = .boolean
    case "date": self = .date
    case "time": self = .time
    case "dateTime": self = .dateTime
    case "timeSeconds": self = .timeSeconds
    default:
      let bare = name.hasPrefix("x-") ? String(name.dropFirst(2)) : name
      if let year = Self.year(in: bare, after: "dateDaysSince[") {
        self = .daysSince(year: year)
      } else if let year = Self.year(in: bare, after: "dateTimeSecondsSince[") {
        self = .secondsSince(year: year)
      } else {
        return nil
      }
    }
  }

  private static func year(in name: String, after prefix: String) -> Int? {
    guard name.hasPrefix(prefix), name.hasSuffix("]") else { return nil }
    guard let year = Int(name.dropFirst(prefix.count).dropLast()), (0...9999).contains(year) else { return nil }
    return year
  }

  package var name: String {
    switch self {
    case .string: "string"
    case .integer: "integer"
    case .float: "float"
    case .double: "double"
    case .boolean: "boolean"
    case .date: "date"
    case .time: "time"
    case .dateTime: "dateTime"
    case .timeSeconds: "timeSeconds"
    case .daysSince(let year): (year > 1980 ? "x-" : "") + "dateDaysSince[\(year)]"
    case .secondsSince(let year): (year > 1980 ? "x-" : "") + "dateTimeSecondsSince[\(year)]"
    }
  }

  package var isNumeric: Bool { self == .integer || self == .float || self == .double }
}

/// Whether a field's values are names, steps, or numbers.
package enum OperationType: String, Sendable { case categorical, ordinal, continuous }
