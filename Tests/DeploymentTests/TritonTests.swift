// Triton's configuration, as text; Tests/Oracle/deployments.py holds it against Triton itself.

import InferenceProtocol
import ModelCore
import Testing

@testable import Deployment

@Suite("Deployments for Triton")
struct TritonTests {
  private func configuration(_ deployable: Deployable, batchLimit: Int = 16) throws -> String {
    let files = try TritonDeployment(deployable, version: 2, batchLimit: batchLimit).files
    #expect(files.map(\.path) == ["\(deployable.name)/2/model.onnx", "\(deployable.name)/config.pbtxt"])
    #expect(files[0].bytes == deployable.model)
    return try files.text("\(deployable.name)/config.pbtxt")
  }

  @Test("an estimator's rows are batched, and its label has no dimension but that of rows")
  func estimator() throws {
    #expect(
      try configuration(classifier()) == """
        name: "prices"
        platform: "onnxruntime_onnx"
        max_batch_size: 16
        input [
          {
            name: "input"
            data_type: TYPE_FP64
            dims: [ 4 ]
          }
        ]
        output [
          {
            name: "label"
            data_type: TYPE_INT64
            dims: [ 1 ]
            reshape: { shape: [ ] }
          },
          {
            name: "probabilities"
            data_type: TYPE_FP64
            dims: [ 3 ]
          }
        ]
        # Requests that wait are run as one: no row's answer depends on another row.
        dynamic_batching { }
        # Its operators (ai.onnx.ml) are computed on the main processor only.
        instance_group [ { kind: KIND_CPU } ]

        """)
  }

  @Test("a network that others wrote is not run with other requests' rows, and shapes that are fixed stay so")
  func network() throws {
    let network = try deployable(
      inputs: [value("image", .float, [.unknown, .fixed(3), .unknown, .unknown])],
      outputs: [value("scores", .float16, [.unknown, .fixed(10)])], rowsAreIndependent: false, isForMainProcessor: false
    )
    #expect(
      try configuration(network) == """
        name: "prices"
        platform: "onnxruntime_onnx"
        max_batch_size: 16
        input [
          {
            name: "image"
            data_type: TYPE_FP32
            dims: [ 3, -1, -1 ]
          }
        ]
        output [
          {
            name: "scores"
            data_type: TYPE_FP16
            dims: [ 10 ]
          }
        ]

        """)
    let fixed = try deployable(
      inputs: [value("image", .uint8, [.fixed(1), .fixed(3)]), value("scale", .float, [])],
      outputs: [value("text", .string, [.unknown])], rowsAreIndependent: false, isForMainProcessor: false)
    #expect(
      try configuration(fixed) == """
        name: "prices"
        platform: "onnxruntime_onnx"
        max_batch_size: 0
        input [
          {
            name: "image"
            data_type: TYPE_UINT8
            dims: [ 1, 3 ]
          },
          {
            name: "scale"
            data_type: TYPE_FP32
            dims: [ 1 ]
            reshape: { shape: [ ] }
          }
        ]
        output [
          {
            name: "text"
            data_type: TYPE_STRING
            dims: [ -1 ]
          }
        ]

        """)
  }

  /// What the first dimensions of an input, another input and an output must be for batches.
  @Test("there are batches only where all first dimensions are one and the same")
  func batches() throws {
    func takes(
      _ one: [ValueType.Dimension], _ other: [ValueType.Dimension], _ out: [ValueType.Dimension], _ limit: Int = 8
    )
      throws -> Bool
    {
      let model = try deployable(
        inputs: [value("a", .float, one), value("b", .float, other)], outputs: [value("c", .float, out)])
      return try TritonDeployment(model, version: 1, batchLimit: limit).takesBatches
    }
    #expect(try takes([.named("n"), .fixed(2)], [.named("n")], [.named("n")]))
    #expect(try takes([.named("n"), .fixed(2)], [.unknown], [.unknown, .unknown]))
    #expect(try takes([.named("n"), .named("m")], [.named("n"), .named("m")], [.named("n")]))
    #expect(try !takes([.named("n")], [.named("m")], [.named("n")]), "two numbers of rows")
    #expect(try !takes([.named("n")], [.named("n")], [.named("k")]), "another number comes out")
    #expect(try !takes([.named("n"), .named("n")], [.named("n")], [.named("n")]), "a square matrix")
    #expect(try !takes([.named("n")], [.fixed(1)], [.named("n")]), "one input is for all rows")
    #expect(try !takes([.named("n")], [.named("n")], [.fixed(1)]), "one answer for all rows")
    #expect(try !takes([.named("n")], [.named("n")], []), "one number for all rows")
    #expect(try !takes([.named("n")], [.named("n")], [.named("n")], 0), "none are wanted")
  }

  @Test("every type that a tensor can have is told")
  func types() throws {
    let names: [(ElementType, String)] = [
      (.bool, "TYPE_BOOL"), (.uint8, "TYPE_UINT8"), (.uint16, "TYPE_UINT16"), (.uint32, "TYPE_UINT32"),
      (.uint64, "TYPE_UINT64"), (.int8, "TYPE_INT8"), (.int16, "TYPE_INT16"), (.int32, "TYPE_INT32"),
      (.int64, "TYPE_INT64"), (.float16, "TYPE_FP16"), (.float, "TYPE_FP32"), (.double, "TYPE_FP64"),
      (.string, "TYPE_STRING"), (.bfloat16, "TYPE_BF16"),
    ]
    for (type, name) in names {
      let model = try deployable(inputs: [value("a", type, [.fixed(1)])], outputs: [])
      #expect(try configuration(model).contains("data_type: \(name)\n"))
    }
  }

  @Test("names of inputs are quoted byte for byte")
  func quoting() throws {
    let model = try deployable(inputs: [value("a\"\\\nü", .float, [.fixed(1)])], outputs: [])
    #expect(try configuration(model).contains(#"name: "a\"\\\012\303\274""#))
  }

  @Test("shapes that a configuration has no words for are refused")
  func refusals() throws {
    let unknown = try deployable(inputs: [value("a", .float, nil)], outputs: [])
    #expect(
      refusal { () throws(DeploymentError) in try TritonDeployment(unknown, version: 1, batchLimit: 1) }
        == "how many dimensions `a` has is not known, and Triton must be told; write the graph with shapes, as "
        + "onnx.shape_inference does")
    let empty = try deployable(inputs: [], outputs: [value("b", .float, [.unknown, .fixed(0)])])
    #expect(
      refusal { () throws(DeploymentError) in try TritonDeployment(empty, version: 1, batchLimit: 1) }
        == "`b` has a dimension of 0, which Triton does not take; write the graph without it")
  }
}
