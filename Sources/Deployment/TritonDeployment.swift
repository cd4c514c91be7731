// A model as NVIDIA's Triton finds it: a folder with a configuration, and a folder a version.

package import InferenceProtocol
internal import ModelCore

/// One model of a model repository.
package struct TritonDeployment: Sendable {
  package var deployable: Deployable
  package var version: Int
  /// How many rows Triton may take or make into one request where the graph takes any number.
  package var batchLimit: Int

  /// - Throws: a `DeploymentError` for a graph that a configuration has no words for.
  package init(_ deployable: Deployable, version: Int, batchLimit: Int) throws(DeploymentError) {
    for value in deployable.signature.inputs + deployable.signature.outputs {
      guard let shape = value.shape else {
        throw DeploymentError(
          "how many dimensions `\(value.name)` has is not known, and Triton must be told",
          remedy: "write the graph with shapes, as onnx.shape_inference does")
      }
      if let size = shape.lazy.compactMap(\.size).first(where: { $0 < 1 }) {
        throw DeploymentError(
          "`\(value.name)` has a dimension of \(size), which Triton does not take", remedy: "write the graph without it"
        )
      }
    }
    self.deployable = deployable
    self.version = version
    self.batchLimit = batchLimit
  }

  package var files: [DeployedFile] {
    [
      DeployedFile(path: "\(deployable.name)/\(version)/model.onnx", bytes: deployable.model),
      DeployedFile(path: "\(deployable.name)/config.pbtxt", text: configuration),
    ]
  }

  /// Whether the first dimension of everything that goes in and out is a number of rows: free in all, nowhere named
  /// otherwise, and no other dimension of an input is the same.
  package var takesBatches: Bool {
    let values = deployable.signature.inputs + deployable.signature.outputs
    let firsts = values.map { $0.shape?.first }
    guard batchLimit > 0, !firsts.isEmpty, firsts.allSatisfy({ $0.map { $0.size == nil } ?? false }) else {
      return false
    }
    let names = Set(firsts.compactMap { $0?.name })
    let others = deployable.signature.inputs.flatMap { ($0.shape ?? []).dropFirst().compactMap(\.name) }
    return names.count < 2 && names.isDisjoint(with: others)
  }

  private var configuration: String {
    let takesBatches = takesBatches
    var lines = [
      "name: \(Self.quoted(deployable.name))", "platform: \"onnxruntime_onnx\"",
      "max_batch_size: \(takesBatches ? batchLimit : 0)",
    ]
    for (word, values) in [("input", deployable.signature.inputs), ("output", deployable.signature.outputs)] {
      lines.append("\(word) [")
      for (place, value) in values.enumerated() {
        lines += ["  {"] + Self.lines(of: value, takesBatches).map { "    " + $0 }
        lines.append(place == values.count - 1 ? "  }" : "  },")
      }
      lines.append("]")
    }
    if takesBatches && deployable.rowsAreIndependent {
      lines += ["# Requests that wait are run as one: no row's answer depends on another row.", "dynamic_batching { }"]
    }
    if deployable.isForMainProcessor {
      lines += [
        "# Its operators (ai.onnx.ml) are computed on the main processor only.",
        "instance_group [ { kind: KIND_CPU } ]",
      ]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The batch's dimension is not told. What has no other is told as one number, which Triton takes away and puts on again.
  private static func lines(of value: ModelSignature.Value, _ takesBatches: Bool) -> [String] {
    let sizes = Array(value.sizes.dropFirst(takesBatches ? 1 : 0))
    let dimensions = sizes.isEmpty ? "1" : sizes.map(String.init).joined(separator: ", ")
    let lines = [
      "name: \(quoted(value.name))", "data_type: \(value.datatype.configurationName)", "dims: [ \(dimensions) ]",
    ]
    return sizes.isEmpty ? lines + ["reshape: { shape: [ ] }"] : lines
  }

  /// As the text format of protocol buffers has strings: bytes that are not plain in octal.
  private static func quoted(_ text: String) -> String {
    var quoted = "\""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): quoted += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7F: quoted += String(UnicodeScalar(byte))
      default:
        let digits = String(byte, radix: 8)
        quoted += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return quoted + "\""
  }
}

extension ValueType.Dimension {
  fileprivate var size: Int? { if case .fixed(let size) = self { size } else { nil } }
  fileprivate var name: String? { if case .named(let name) = self { name } else { nil } }
}
