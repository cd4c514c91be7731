// Reads one model file in a process of its own, and says how it went and how much memory it took. For tests only.

import ModelCore
import ModelFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Reads a file as far as its format is read here.
func read(_ path: String) throws -> String {
  var file = try ModelFile(path: path)
  switch file.kind {
  case .numpyArray: return "\(file.kind.rawValue) of \(try NumPyFile.array(file.source.bytes).count)"
  case .pmml:
    _ = try PMMLReader.read(emptying: &file.source)
    return file.kind.rawValue
  case .onnx:
    let bytes = file.source.bytes.withUnsafeBytes { ContiguousArray($0) }
    return "\(file.kind.rawValue) of \(try ONNXReader.read(bytes).model.graph.nodes.count) nodes"
  case .numpyArchive: return "\(file.kind.rawValue) of \(try NumPyArchive.arrays(file.source.bytes).count)"
  case .pickle, .joblib, .joblibZ:
    let pickle = try Pickle.read(file.source)
    guard ScikitLearnReader.canRead(pickle) || ScikitLearnReader.held(in: pickle).contains(where: \.isEstimator) else {
      return "\(pickle.root.kind.rawValue)"
    }
    let model = try ScikitLearnReader.read(pickle, selecting: .only)
    return "\(model.origin.library) \(model.origin.version ?? "?"), \(model.inputs.count) columns"
  default:
    guard let model = try ModelReading.read(file)?.model else { return file.kind.rawValue }
    return "\(model.origin.library) \(model.origin.version ?? "?"), \(model.inputs.count) columns"
  }
}

/// The greatest memory this process had resident, in KiB.
func peak() -> Int {
  #if canImport(Glibc)
    // `getrusage` would tell the greatest of this process and the one it was forked from.
    let descriptor = open("/proc/self/status", O_RDONLY)
    guard descriptor >= 0 else { return 0 }
    defer { close(descriptor) }
    let text = String(
      unsafeUninitializedCapacity: 8192,
      initializingUTF8With: { max(0, Glibc.read(descriptor, $0.baseAddress, $0.count)) })
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return line.flatMap { Int($0.filter { $0.isNumber }) } ?? 0
  #else
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss >> 10
  #endif
}

for path in CommandLine.arguments.dropFirst() {
  do { print("read: \(try read(path))") } catch { print("refused: \(error)") }
}
print("peak: \(peak())")
