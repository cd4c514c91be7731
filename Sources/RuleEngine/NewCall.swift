// A call that a rule writes, and what the target's own signature says of leaving arguments out.

import Semantics

/// One call of a rule's new text.
struct NewCall {
  let ruleSet: RuleSet
  /// The qualified name called, where it is one.
  let symbol: String?
  /// The signature of the call that is replaced.
  let was: Signature

  /// Whether leaving out an argument means what leaving out `parameter` meant.
  ///
  /// False where the target's signature is not known: then the old default is written down, except for the same
  /// parameter of the same function, whose default would have a rule of its own.
  func mayLeaveOut(_ parameter: String, label: String?, position: Int) -> Bool {
    guard let old = was.parameter(parameter)?.defaultValue, Self.isWritable(old) else { return true }
    guard let signature else { return isSame(parameter, label: label, position: position) }
    let name = label ?? positionalName(at: position)
    guard let new = name.flatMap({ signature.parameter($0) })?.defaultValue else {
      // A parameter that the target does not have yet, or has no more, cannot be written.
      return name.map { name in signature.parameter(name) == nil && !signature.takesAnyLabel } ?? false
    }
    return Self.normalised(new) == Self.normalised(old) || !Self.isWritable(new)
  }

  private func isSame(_ parameter: String, label: String?, position: Int) -> Bool {
    let positional = Self.positional(was)
    let name = label ?? (position < positional.count ? positional[position].name : nil)
    return symbol == was.name && name == parameter
  }

  /// The name of the target's positional parameter, where it may also be given by name.
  func positionalName(at position: Int) -> String? {
    guard let positional = signature.map(Self.positional), position < positional.count,
      positional[position].passing == .positionalOrKeyword
    else { return nil }
    return positional[position].name
  }

  /// Whether an argument at a position cannot be read as another parameter of the old signature: a call of the same name
  /// without a label would be taken for an old one again.
  func isUnambiguous(_ label: String?, at position: Int) -> Bool {
    guard symbol == was.name else { return true }
    let positional = Self.positional(was)
    return position < positional.count && positional[position].name == label
  }

  private static func positional(_ signature: Signature) -> [Parameter] {
    signature.parameters.filter { $0.passing == .positionalOrKeyword || $0.passing == .positionalOnly }
  }

  private var signature: Signature? {
    guard let symbol, let found = ruleSet.target.resolve(symbol), let parameters = found.entry.parameters else {
      return nil
    }
    return try? ruleSet.language.signature("\(found.name)(\(parameters))")
  }

  /// Whether a default as a signature shows it can be written in a call (`<no value>` and `...` cannot).
  static func isWritable(_ text: String) -> Bool { !text.hasPrefix("<") && text != "..." }

  /// `-1` and `- 1`, `'warn'` and `"warn"` are the same default.
  private static func normalised(_ text: String) -> String {
    String(text.filter { $0 != " " }.map { $0 == "'" ? "\"" : $0 })
  }
}
