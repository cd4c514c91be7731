// Which output of one model is which of the other.

internal import Equivalence

/// The outputs that both models have, by what they mean, in the original's order; found for the first rows and kept.
struct Alignment {
  private let pairs: [(reference: Int, candidate: Int)]
  private let roles: [Predictions.Role]
  let notes: [String]

  /// - Parameter kind: what numbers are that are no probabilities; nil for what the models say.
  init(_ reference: Predictions, _ candidate: Predictions, kind: Predictions.Role?) throws {
    var left = Array(candidate.outputs.indices)
    var pairs: [(Int, Int)] = []
    var roles: [Predictions.Role] = []
    var notes: [String] = []
    for (index, output) in reference.outputs.enumerated() {
      guard let place = left.firstIndex(where: { candidate.outputs[$0].role == output.role }) else {
        notes.append("`\(output.name)` of the original is not compared: the migrated model does not give it")
        continue
      }
      pairs.append((index, left.remove(at: place)))
      roles.append(Self.role(output.role, kind))
    }
    notes += left.map { index in
      "`\(candidate.outputs[index].name)` of the migrated model is not compared: the original does not give it"
    }
    guard !pairs.isEmpty else {
      throw VerificationError(
        "the models have no output in common", remedy: "compare models that answer with the same kind of outputs")
    }
    self.pairs = pairs
    // What a model that groups rows makes of them are distances from its groups.
    let isGrouping = roles.contains(.label)
    self.roles = zip(pairs, roles).map { pair, role in
      isGrouping && role == .numbers && reference.outputs[pair.0].name.hasPrefix("transform") ? .distances : role
    }
    self.notes = notes
  }

  private static func role(_ role: Predictions.Role, _ kind: Predictions.Role?) -> Predictions.Role {
    guard let kind, kind != .label, kind != .detections else { return role }
    return role == .numbers || role == .scores || role == .values ? kind : role
  }

  func reference(_ predictions: Predictions) -> Predictions { picked(predictions, pairs.map(\.reference)) }
  func candidate(_ predictions: Predictions) -> Predictions { picked(predictions, pairs.map(\.candidate)) }

  private func picked(_ predictions: Predictions, _ places: [Int]) -> Predictions {
    var outputs = places.map { predictions.outputs[$0] }
    for (index, role) in roles.enumerated() { outputs[index].role = role }
    return Predictions(outputs: outputs, rowCount: predictions.rowCount)
  }
}
