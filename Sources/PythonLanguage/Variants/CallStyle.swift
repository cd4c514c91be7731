// The ways to pass arguments, and to lay them out.

import Semantics

/// Which arguments a call gives, and which of them by name.
struct CallStyle: Hashable {
  struct Slot: Hashable {
    var parameter: String
    var label: String?
  }
  var title: String
  var slots: [Slot]

  /// All that the signature allows, each once.
  static func all(for subject: UsageSubject) -> [CallStyle] {
    guard subject.form == .call else { return [CallStyle(title: "", slots: [])] }
    var styles = [
      style("by position", of: subject, gives: .all) { _ in true },
      style("by name", of: subject, gives: .all) { _ in false },
      style("first by position", of: subject, gives: .all) { $0 == 0 },
      style("defaults left out", of: subject, gives: .needed) { _ in true },
      style("needed ones by name", of: subject, gives: .needed) { _ in false },
      style("the last default given", of: subject, gives: .last) { _ in true },
    ].compactMap { $0 }
    if var turned = style("by name, turned round", of: subject, gives: .all, isPositional: { _ in false }) {
      let labelled = turned.slots.drop { $0.label == nil }
      turned.slots = turned.slots.filter { $0.label == nil } + labelled.reversed()
      styles.append(turned)
    }
    var seen: Set<[Slot]> = []
    return styles.filter { seen.insert($0.slots).inserted }
  }

  private enum Extent { case all, needed, last }

  /// Nil where Python could not pass the arguments in this way.
  private static func style(
    _ title: String, of subject: UsageSubject, gives extent: Extent, isPositional: (Int) -> Bool
  ) -> CallStyle? {
    let parameters = subject.signature.parameters
    let last = parameters.last { isOptional($0, subject) }?.name
    var slots: [Slot] = []
    var isOpen = true
    for (index, parameter) in parameters.enumerated() {
      let name = parameter.name
      guard !subject.omitted.contains(name) else {
        isOpen = isOpen && parameter.passing != .positionalOrKeyword && parameter.passing != .positionalOnly
        continue
      }
      let isGiven = !isOptional(parameter, subject) || extent == .all || (extent == .last && name == last)
      switch parameter.passing {
      case .positionalOnly:
        guard isOpen || !isGiven else { return nil }
        if isGiven { slots.append(Slot(parameter: name)) } else { isOpen = false }
      case .positionalOrKeyword:
        isOpen = isOpen && isGiven && isPositional(index)
        if isGiven { slots.append(Slot(parameter: name, label: isOpen ? nil : name)) }
      case .variadic:
        if isOpen, extent == .all { slots += [Slot(parameter: name), Slot(parameter: name)] }
      case .keywordOnly:
        if isGiven { slots.append(Slot(parameter: name, label: name)) }
      case .keywordVariadic:
        if extent == .all { slots.append(Slot(parameter: name, label: "extra")) }
      }
    }
    return CallStyle(title: title, slots: slots)
  }

  private static func isOptional(_ parameter: Parameter, _ subject: UsageSubject) -> Bool {
    switch parameter.passing {
    case .variadic, .keywordVariadic: true
    default:
      parameter.defaultValue != nil && subject.fixed[parameter.name] == nil
        && !subject.required.contains(parameter.name)
    }
  }
}

/// How a call's arguments are laid out.
enum CallLayout: CaseIterable {
  case oneLine, commented, trailingComma, broken, spaced

  var title: String {
    switch self {
    case .oneLine: ""
    case .commented: "comments between the arguments"
    case .trailingComma: "a trailing comma"
    case .broken: "an argument a line"
    case .spaced: "spaces everywhere"
    }
  }

  /// The argument list with its parentheses, and the comments in it.
  func list(_ arguments: [(label: String?, value: String)]) -> (text: String, comments: [String]) {
    let equals = self == .spaced ? " = " : "="
    let texts = arguments.map { argument in argument.label.map { $0 + equals + argument.value } ?? argument.value }
    guard !texts.isEmpty else { return ("()", []) }
    switch self {
    case .oneLine: return ("(\(texts.joined(separator: ", ")))", [])
    case .trailingComma: return ("(\(texts.joined(separator: ", ")),)", [])
    case .spaced: return ("( \(texts.joined(separator: " , ")) )", [])
    case .broken: return ("(\n    \(texts.joined(separator: ",\n    "))\n)", [])
    case .commented:
      let comments = texts.indices.map { "# about number \($0)" } + ["# before the first"]
      let lines = zip(texts, comments).map { "    \($0),  \($1)\n" }
      return ("(\n    # before the first\n\(lines.joined()))", comments)
    }
  }
}
