// What a pickle holds besides or in place of an estimator: `{"model": …, "features": …}` as people save it.

package import ModelCore

/// Something that a dictionary, a list, a tuple or an object of the user's holds, and where.
package struct HeldValue: Sendable {
  /// Keys and attributes behind dots, places in brackets: `models[0]`, `artifact.scaler`.
  package var path: String
  /// In a few words: the class of an estimator or object, the kind and size of a container, a plain value itself.
  package var summary: String
  package var isEstimator: Bool
  let value: PickleValue
}

/// Which estimator of a file is meant.
package enum ModelSelection: Equatable, Sendable {
  /// The file as a whole is one.
  case whole
  /// The file as a whole, or the only one in it.
  case only
  case path(String)
}

extension ScikitLearnReader {
  /// What the root holds where it is no estimator itself, in the order of the file.
  package static func held(in pickle: Pickle) -> [HeldValue] {
    if canRead(pickle) { return [] }
    var walk = HeldWalk()
    walk.visit(pickle.root, "", depth: 0)
    return walk.found
  }

  /// The value that a selection means.
  static func root(of pickle: Pickle, _ selection: ModelSelection) throws -> HeldValue {
    let whole = HeldValue(path: "", summary: "", isEstimator: true, value: pickle.root)
    if selection == .whole || (selection == .only && canRead(pickle)) { return whole }
    let all = held(in: pickle)
    let estimators = all.filter(\.isEstimator)
    let list = estimators.prefix(20).map { "`\($0.path)` (\($0.summary))" }.joined(separator: ", ")
    if case .path(let path) = selection {
      if let found = estimators.first(where: { $0.path == path }) { return found }
      throw ModelRefusal(
        place: path, estimator: "the file", "There is no estimator of that path.",
        remedy: list.isEmpty ? "Leave the selection out." : "Choose one of \(list).")
    }
    guard let first = estimators.first else { return whole }
    guard estimators.count == 1 else {
      throw ModelRefusal(
        place: "", estimator: "the file", "It holds several estimators: \(list).",
        remedy: "Choose one by its path, as with `--select \(first.path)`.")
    }
    return first
  }

  /// What is said of an estimator that was taken out of something.
  static func remark(_ taken: HeldValue, in pickle: Pickle) -> Remark? {
    guard !taken.path.isEmpty else { return nil }
    let others = held(in: pickle).filter { $0.path != taken.path && !$0.path.hasPrefix(taken.path + ".") }
    guard !others.isEmpty else { return Remark(.exact, at: taken.path, "It is all that the file holds.") }
    let list = others.prefix(10).map { "\($0.path) (\($0.summary))" }.joined(separator: ", ")
    return Remark(
      .lossy, at: taken.path, "What the file holds beside it stays behind: \(list)\(others.count > 10 ? ", …" : "").")
  }
}

/// Goes through containers, not into estimators.
private struct HeldWalk {
  var found: [HeldValue] = []
  private static let deepest = 6
  private static let most = 1000
  /// Values looked at: containers may hold one another many times over.
  private var allowance = 20_000

  mutating func visit(_ value: PickleValue, _ path: String, depth: Int) {
    guard depth < Self.deepest, found.count < Self.most, allowance > 0 else { return }
    allowance -= 1
    if let type = value.object?.type, EstimatorCatalogue.isKnown(type) {
      found.append(HeldValue(path: path, summary: type.path, isEstimator: true, value: value))
      return
    }
    let parts = Self.parts(value, path)
    // A container that holds estimators is told by what it holds.
    let before = found.count
    for part in parts.prefix(Self.most) { visit(part.value, part.path, depth: depth + 1) }
    guard !path.isEmpty, !found[before...].contains(where: \.isEstimator) else { return }
    found.removeSubrange(before...)
    found.append(HeldValue(path: path, summary: Self.summary(value), isEstimator: false, value: value))
  }

  private static func parts(_ value: PickleValue, _ path: String) -> [(path: String, value: PickleValue)] {
    func below(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
    if value.isArray { return [] }
    if let entries = value.entries {
      return entries.prefix(most).enumerated().map { place, entry in
        (entry.key.text.map(below) ?? entry.key.integer.map { "\(path)[\($0)]" } ?? "\(path)[#\(place)]", entry.value)
      }
    }
    if let items = value.items { return items.prefix(most).enumerated().map { ("\(path)[\($0)]", $1) } }
    guard let object = value.object, object.type != nil else { return [] }
    return object.attributes.prefix(most).compactMap { entry in entry.key.text.map { (below($0), entry.value) } }
  }

  private static func summary(_ value: PickleValue) -> String {
    if let text = value.text { return text.count <= 40 ? "'\(text)'" : "text of \(text.count)" }
    if let flag = value.boolean { return flag ? "True" : "False" }
    if let number = value.integer { return "\(number)" }
    if let number = value.double { return "\(number)" }
    switch value.kind {
    case .dictionary: return "dictionary of \(value.slotCount / 2)"
    case .list, .tuple, .set, .frozenSet: return "\(value.kind.rawValue) of \(value.slotCount)"
    case .object: return value.isArray ? "array" : value.object?.type?.path ?? "object"
    default: return value.kind.rawValue
    }
  }
}
