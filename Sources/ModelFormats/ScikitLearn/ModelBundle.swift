// Estimators and plain values that one pickle keeps together: `{"model": …, "columns": […]}`, `(model, encoder)`.

/// What a dictionary, tuple or list at the root of a pickle holds, where some of it are estimators.
package struct ModelBundle: Sendable {
  package enum Container: String, Sendable { case dictionary, tuple, list }

  /// One value that it holds.
  package struct Part: Sendable {
    /// The key, or the place as a number.
    package var key: String
    /// As `ModelSelection` names it: `model`, `[0]`.
    package var path: String
    package var isEstimator: Bool
  }

  package var container: Container
  /// In the order of the file.
  package var parts: [Part] = []
  /// What is plain, as JSON: an object for a dictionary, else an array. Nil where nothing is.
  package private(set) var plainText: String?
  /// Why it cannot be taken apart, one sentence; nil where it can.
  package private(set) var obstacle: String?

  /// Nil for a pickle with another root, and for one without any estimator right below it.
  package init?(_ pickle: Pickle) {
    let root = pickle.root
    switch root.kind {
    case .dictionary: container = .dictionary
    case .tuple: container = .tuple
    case .list: container = .list
    default: return nil
    }
    let values = Self.values(root, container)
    guard values.count <= Self.mostParts, values.contains(where: { Self.isEstimator($0.value) }) else { return nil }
    var plain = PlainText()
    var lines: [String] = []
    for (key, value) in values {
      guard let key else {
        obstacle = "a key of it is no text, and JSON has no other."
        return
      }
      let isEstimator = Self.isEstimator(value)
      parts.append(Part(key: key, path: container == .dictionary ? key : "[\(key)]", isEstimator: isEstimator))
      guard !isEstimator else { continue }
      guard let text = plain.text(value, depth: 0) else {
        obstacle = "`\(key)` is \(plain.obstacle ?? "too large"), which is neither a known estimator nor plain data."
        return
      }
      lines.append(container == .dictionary ? "  \(JSONText.quoted(key)): \(text)" : "  \(text)")
    }
    guard !lines.isEmpty else { return }
    let (open, close) = container == .dictionary ? ("{", "}") : ("[", "]")
    plainText = "\(open)\n\(lines.joined(separator: ",\n"))\n\(close)\n"
  }

  /// Whoever keeps more beside a model keeps data.
  private static let mostParts = 200

  private static func isEstimator(_ value: PickleValue) -> Bool {
    value.object?.type.map(EstimatorCatalogue.isKnown) ?? false
  }

  private static func values(_ root: PickleValue, _ container: Container) -> [(key: String?, value: PickleValue)] {
    if container == .dictionary { return (root.entries ?? []).map { ($0.key.text, $0.value) } }
    return (root.items ?? []).enumerated().map { ("\($0.offset)", $0.element) }
  }
}

/// Writes what Python reads back from JSON as the same values.
private struct PlainText {
  /// What stood in the way.
  var obstacle: String?
  private var allowance = 200_000
  private static let deepest = 16

  mutating func text(_ value: PickleValue, depth: Int) -> String? {
    allowance -= 1
    guard allowance > 0, depth < Self.deepest else { return nil }
    if let boolean = value.boolean { return boolean ? "true" : "false" }
    switch value.kind {
    case .none: return "null"
    case .text, .narrowText: return value.text.map(JSONText.quoted)
    case .integer: return value.integer.map { "\($0)" }
    case .double: return value.double.flatMap { $0.isFinite ? "\($0)" : refuse("\($0)") }
    case .list: return list(value, depth)
    case .dictionary: return dictionary(value, depth)
    case .tuple: return refuse("a tuple")
    case .set, .frozenSet: return refuse("a set")
    default: return scalar(value)
    }
  }

  /// A number of NumPy's is written as the number that it is.
  private mutating func scalar(_ value: PickleValue) -> String? {
    guard !value.isArray else { return refuse("a NumPy array") }
    if let integer = value.integer { return "\(integer)" }
    if let double = value.double, double.isFinite { return "\(double)" }
    if let text = value.text { return JSONText.quoted(text) }
    return refuse("a \(value.object?.type?.path ?? value.kind.rawValue)")
  }

  private mutating func list(_ value: PickleValue, _ depth: Int) -> String? {
    var parts: [String] = []
    for item in value.items ?? [] {
      guard let text = text(item, depth: depth + 1) else { return nil }
      parts.append(text)
    }
    return "[" + parts.joined(separator: ", ") + "]"
  }

  private mutating func dictionary(_ value: PickleValue, _ depth: Int) -> String? {
    var parts: [String] = []
    for entry in value.entries ?? [] {
      guard let key = entry.key.text else { return refuse("a dictionary whose keys are no text") }
      guard let text = text(entry.value, depth: depth + 1) else { return nil }
      parts.append("\(JSONText.quoted(key)): \(text)")
    }
    return "{" + parts.joined(separator: ", ") + "}"
  }

  private mutating func refuse(_ what: String) -> String? {
    obstacle = obstacle ?? what
    return nil
  }
}
