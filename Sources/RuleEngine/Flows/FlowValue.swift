// What is known of a value that is followed, at one place of its way.

import RuleModel
import SourceModel

/// The properties of a value and the way it came.
struct FlowValue: Hashable {
  /// By property; one that is not known is not there.
  var properties: [String: String] = [:]
  /// The calls and loops it went through.
  var path: Set<NodeID> = []
  /// Those among them of which nobody knows what they do, with their names.
  var unknown: [NodeID: String] = [:]

  /// What holds on both ways, where two come together.
  func joined(_ other: FlowValue) -> FlowValue {
    var result = self
    result.path.formUnion(other.path)
    result.unknown.merge(other.unknown) { first, _ in first }
    for (property, word) in properties {
      guard let otherWord = other.properties[property] else {
        result.properties[property] = nil
        continue
      }
      let words = Set(word.alternatives + otherWord.alternatives)
      result.properties[property] = words.sorted().joined(separator: String.or)
    }
    return result
  }

  /// The properties in the flow's order: `BGR, 0..255, HWC, uint8`.
  func described(by flow: FlowRule) -> String {
    flow.properties.compactMap { properties[$0] }.joined(separator: ", ")
  }
}

extension String {
  fileprivate static let or = " or "

  fileprivate var alternatives: [String] {
    var parts: [String] = []
    var part: [Substring] = []
    for word in split(separator: " ", omittingEmptySubsequences: false) {
      if word == "or" {
        parts.append(part.joined(separator: " "))
        part = []
      } else {
        part.append(word)
      }
    }
    return parts + [part.joined(separator: " ")]
  }
}

/// A place where a value is to arrive.
struct FlowEnd: Hashable {
  /// What it arrives at, and where, as a person reads it.
  var place: String
  var name: String
  var value: FlowValue
}

/// What a call made of a value, to be told beside findings there.
struct FlowPassage: Hashable {
  var node: NodeID
  var text: String
}

/// A range such as `0..255`, multiplied and shifted.
enum FlowRange {
  static func scaled(_ range: String, by factor: String, plus shift: String) -> String {
    let bounds = range.split(separator: ".", omittingEmptySubsequences: false)
    if bounds.count == 3, bounds[1].isEmpty, let low = Double(bounds[0]), let high = Double(bounds[2]),
      let factor = number(factor), let shift = number(shift)
    {
      return "\(shown(low * factor + shift))..\(shown(high * factor + shift))"
    }
    let product = number(factor) == 1 ? range : "\(range) * \(factor)"
    return number(shift) == 0 ? product : "\(product) + \(shift)"
  }

  /// The value of `1.0 / 255` and the like: numbers with `*` and `/` between them.
  private static func number(_ text: String) -> Double? {
    var result: Double?
    var sign: Character = "*"
    var word = ""
    for character in text + "*" {
      guard character == "*" || character == "/" else {
        if character != " " && character != "f" && character != "F" { word.append(character) }
        continue
      }
      guard let next = Double(word) else { return nil }
      result = sign == "*" ? (result ?? 1) * next : (result ?? 1) / next
      (sign, word) = (character, "")
    }
    return result
  }

  /// Four digits are more than anybody tells ranges apart by.
  private static func shown(_ number: Double) -> String {
    let rounded = (number * 10000).rounded() / 10000
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}
