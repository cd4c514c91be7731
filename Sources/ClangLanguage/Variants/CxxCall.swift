// Which arguments a call in C++ gives, of which types, and how it lays them out.

import Semantics

/// The arguments of one call.
struct CxxCall: Hashable {
  struct Slot: Hashable {
    var parameter: String
    var type: String
  }
  var slots: [Slot]

  /// All that may be given, only what must be, and what lies between.
  static func all(for subject: UsageSubject, _ declared: [Declared]) -> [CxxCall] {
    let parameters = subject.signature.parameters
    let candidates = declared.filter { ![.class, .namespace].contains($0.kind) }
    // Of a renamed name, only the declaration tells what it takes.
    if subject.form != .call {
      return candidates.prefix(1).map { found in
        let count = found.parameters.count + (found.isVariadic ? 1 : 0)
        return CxxCall(slots: (0..<count).map { Slot(parameter: "given", type: found.type(at: $0)) })
      }
    }
    let end = parameters.firstIndex { subject.omitted.contains($0.name) } ?? parameters.count
    let needed = parameters.lastIndex { parameter in
      parameter.passing != .variadic
        && (parameter.defaultValue == nil || subject.fixed[parameter.name] != nil
          || subject.required.contains(parameter.name))
    }
    let least = needed.map { $0 + 1 } ?? 0
    guard least <= end else { return [] }
    var calls: [CxxCall] = []
    for count in [end, least] + Array(least..<end) {
      var slots: [String] = []
      for parameter in parameters.prefix(count) {
        slots += parameter.passing == .variadic ? [parameter.name, parameter.name] : [parameter.name]
      }
      guard let found = candidates.first(where: { $0.kind == .call || $0.takes(slots.count) }) else { continue }
      let call = CxxCall(
        slots: slots.enumerated().map { Slot(parameter: $1, type: found.kind == .call ? "int" : found.type(at: $0)) })
      if !calls.contains(call) { calls.append(call) }
    }
    return calls
  }

  struct Given {
    var text: String
    var declaration: String
    var given: UsageVariant.Given
  }

  /// Values that no other call of the file gives, as parameters of the function around.
  func arguments(number: Int, fixed: [String: String]) -> [Given] {
    slots.enumerated().map { index, slot in
      let constant = fixed[slot.parameter].map { Self.constants[$0] ?? $0 }
      let text = constant ?? "\(slot.parameter)_\(number)_\(index)"
      return Given(
        text: text, declaration: constant == nil ? Declared.declaration(of: text, as: slot.type) : "",
        given: .init(parameter: slot.parameter, label: nil, value: .text(text)))
    }
  }

  /// Conditions write constants in one way for all languages.
  private static let constants = ["None": "nullptr", "True": "true", "False": "false"]
}

/// How a call's arguments are laid out.
enum CxxCallLayout {
  case oneLine, commented, broken

  var title: String {
    switch self {
    case .oneLine: ""
    case .commented: "comments between the arguments"
    case .broken: "an argument a line"
    }
  }

  /// The argument list with its parentheses, and the comments in it.
  func list(_ texts: [String]) -> (text: String, comments: [String]) {
    guard !texts.isEmpty else { return ("()", []) }
    switch self {
    case .oneLine: return ("(\(texts.joined(separator: ", ")))", [])
    case .broken: return ("(\n    \(texts.joined(separator: ",\n    ")))", [])
    case .commented:
      var comments = ["/* before the first */"]
      var lines = "(\(comments[0]) "
      for (index, text) in texts.enumerated() {
        comments.append("// about number \(index)")
        lines += "\(text)\(index == texts.count - 1 ? "" : ",")  \(comments[index + 1])\n    "
      }
      return (lines + ")", comments)
    }
  }
}
