// What a model takes and gives, as requests are held against it.

package import ModelCore

/// The inputs and outputs of a model.
package struct ModelSignature: Equatable, Sendable {
  package struct Value: Equatable, Sendable {
    package var name: String
    package var datatype: Datatype
    /// Nil where not even the number of dimensions is known.
    package var shape: [ValueType.Dimension]?

    package init(name: String, datatype: Datatype, shape: [ValueType.Dimension]?) {
      self.name = name
      self.datatype = datatype
      self.shape = shape
    }

    /// With -1 for what is free. A shape of which nothing is known is told as one free dimension.
    package var sizes: [Int] {
      (shape ?? [.unknown]).map { dimension in
        if case .fixed(let size) = dimension { size } else { -1 }
      }
    }
  }
  package var inputs: [Value]
  package var outputs: [Value]

  package init(inputs: [Value], outputs: [Value]) {
    self.inputs = inputs
    self.outputs = outputs
  }

  package func input(named name: String) -> Value? { inputs.first { $0.name == name } }
  package func output(named name: String) -> Value? { outputs.first { $0.name == name } }
}

extension ModelSignature.Value {
  /// Such as `[-1, 64]`.
  var shapeText: String { Self.text(sizes) }

  static func text(_ shape: [Int]) -> String { "[\(shape.map(String.init).joined(separator: ", "))]" }

  /// Says why a tensor of this shape cannot be given here; nil where it can.
  func complaint(about given: [Int]) -> String? {
    guard let shape else { return nil }
    let fits =
      shape.count == given.count
      && zip(shape, given).allSatisfy { wanted, size in
        if case .fixed(let fixed) = wanted { fixed == size } else { true }
      }
    return fits ? nil : "input `\(name)` has the shape \(Self.text(given)) where the model takes \(shapeText)"
  }
}
