// A graph with rows and answers, laid out as ONNX's test runner finds them.

import ModelCore
import ModelFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// `model.onnx`, and `test_data_set_0` with a file a tensor.
struct TestDataFolder {
  var path: String

  func write(
    _ model: ContiguousArray<UInt8>, _ tensors: (inputs: [NamedTensor], outputs: [NamedTensor])
  ) throws {
    let set = "\(path)/test_data_set_0"
    for folder in [path, set] {
      guard mkdir(folder, 0o777) == 0 || errno == EEXIST else {
        throw Failure("\(folder) cannot be made: \(String(cString: strerror(errno))); name another with --test-data.")
      }
    }
    try OutputFile(path: "\(path)/model.onnx").write(model)
    for (kind, list) in [("input", tensors.inputs), ("output", tensors.outputs)] {
      for (place, tensor) in list.enumerated() {
        try OutputFile(path: "\(set)/\(kind)_\(place).pb").write(ONNXWriter.bytes(of: tensor))
      }
    }
  }
}
