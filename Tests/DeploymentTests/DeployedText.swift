// What the tests deploy, and its files as text.

import InferenceProtocol
import ModelCore
import Testing

@testable import Deployment

/// A value that goes in or out.
func value(_ name: String, _ type: ElementType, _ shape: [ValueType.Dimension]?) throws -> ModelSignature.Value {
  ModelSignature.Value(name: name, datatype: try #require(Datatype(type)), shape: shape)
}

/// A model of three bytes.
func deployable(
  _ name: String = "prices", inputs: [ModelSignature.Value], outputs: [ModelSignature.Value], megabytes: Int = 0,
  rowsAreIndependent: Bool = true, isForMainProcessor: Bool = true
) throws -> Deployable {
  try Deployable(
    name: name, model: ContiguousArray(repeating: 7, count: max(3, megabytes << 20)),
    signature: ModelSignature(inputs: inputs, outputs: outputs), rowsAreIndependent: rowsAreIndependent,
    isForMainProcessor: isForMainProcessor)
}

/// A classifier of rows of four numbers.
func classifier(_ name: String = "prices") throws -> Deployable {
  try deployable(
    name, inputs: [value("input", .double, [.named("rows"), .fixed(4)])],
    outputs: [
      value("label", .int64, [.named("rows")]), value("probabilities", .double, [.named("rows"), .fixed(3)]),
    ])
}

extension [DeployedFile] {
  func text(_ path: String) throws -> String {
    String(decoding: try #require(first { $0.path == path }, "\(map(\.path))").bytes, as: UTF8.self)
  }
}

/// The sentence that something cannot be deployed with.
func refusal<Value>(_ body: () throws(DeploymentError) -> Value) -> String? {
  do {
    _ = try body()
    return nil
  } catch {
    return error.description
  }
}
