// JSON as the cases are written in it.

import Foundation

/// A value of a case file. Numbers that JSON lacks are the texts `NaN`, `Infinity` and `-Infinity`.
enum JSONValue: Decodable {
  case null
  case boolean(Bool)
  case number(Double)
  case string(String)
  case list([JSONValue])
  case object([String: JSONValue])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if container.decodeNil() {
      self = .null
    } else if let value = try? container.decode(Double.self) {
      self = .number(value)
    } else if let value = try? container.decode(String.self) {
      self = .string(value)
    } else if let value = try? container.decode(Bool.self) {
      self = .boolean(value)
    } else if let value = try? container.decode([JSONValue].self) {
      self = .list(value)
    } else {
      self = .object(try container.decode([String: JSONValue].self))
    }
  }

  struct Unexpected: Error, CustomStringConvertible {
    var description: String
  }

  /// A member of an object; null where it is missing.
  subscript(key: String) -> JSONValue {
    if case .object(let members) = self { members[key] ?? .null } else { .null }
  }

  var isNull: Bool { if case .null = self { true } else { false } }

  func number() throws -> Double {
    switch self {
    case .number(let value): return value
    case .string(let text): if let value = Double(text) { return value }
    default: break
    }
    throw Unexpected(description: "no number: \(self)")
  }

  func integer() throws -> Int { Int(try number()) }

  func text() throws -> String {
    guard case .string(let text) = self else { throw Unexpected(description: "no text: \(self)") }
    return text
  }

  func list() throws -> [JSONValue] {
    guard case .list(let list) = self else { throw Unexpected(description: "no list: \(self)") }
    return list
  }

  func flag() -> Bool { if case .boolean(let flag) = self { flag } else { false } }
  func numbers() throws -> [Double] { try list().map { try $0.number() } }
  func integers() throws -> [Int] { try list().map { try $0.integer() } }
  func texts() throws -> [String] { try list().map { try $0.text() } }

  /// The value, or nil for null.
  func optional<Value>(_ read: (JSONValue) throws -> Value) rethrows -> Value? { isNull ? nil : try read(self) }
}
