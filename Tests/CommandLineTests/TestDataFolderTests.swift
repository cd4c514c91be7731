// Golden rows as ONNX's own test runner finds them.

import Foundation
import Testing

@Suite("Folders for ONNX's test runner")
struct TestDataFolderTests {
  @Test("a folder holds the graph, and a tensor an input and an output")
  func folder() throws {
    let scratch = ScratchFolder()
    defer { scratch.remove() }
    scratch.shell("cp \"$CORPUS\"/models/open/sk024/rfc.pkl .")
    let steps = scratch.run("convert rfc.pkl --to onnx -o rfc.onnx --golden-rows 50 --test-data data", input: "")
    #expect(steps.first { $0.kind == .exit }?.rest == "0")
    let data = scratch.project.appending(path: "data")
    let set = data.appending(path: "test_data_set_0")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: set.path).sorted()
        == ["input_0.pb", "output_0.pb", "output_1.pb"])
    #expect(
      try Data(contentsOf: data.appending(path: "model.onnx"))
        == Data(contentsOf: scratch.project.appending(path: "rfc.onnx")))
    // Five columns of doubles a row, the name, and a dozen bytes around them.
    let rows = try Data(contentsOf: set.appending(path: "input_0.pb"))
    let count = (rows.count - 16) / 40
    #expect((30...50).contains(count) && rows.range(of: Data("input".utf8)) != nil)
    // Three shares of doubles a row, and a whole number a row.
    #expect(try Data(contentsOf: set.appending(path: "output_1.pb")).count > count * 24)
    #expect(try Data(contentsOf: set.appending(path: "output_0.pb")).count > count * 8)
    // A folder that cannot be made is said.
    let refused = scratch.run("convert rfc.pkl --to onnx -o rfc.onnx --test-data rfc.pkl", input: "")
    #expect(refused.first { $0.kind == .exit }?.rest == "2")
  }
}
