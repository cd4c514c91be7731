// ONNX Runtime's shared library: where it is looked for, and its functions.

internal import COnnxRuntime

/// A loaded ONNX Runtime.
///
/// It is loaded when it is first asked for, so that everything else works without it, and stays loaded.
package final class InferenceLibrary: Sendable {
  /// Such as `1.32.0`.
  package let version: String
  /// Where it was found: a path, or a name that the system's loader knew.
  package let path: String
  /// The table is constant data of a library that is never unloaded.
  nonisolated(unsafe) let functions: UnsafePointer<OrtFunctions>
  /// Lives as long as the library; the interface allows its use from any thread.
  nonisolated(unsafe) let environment: OpaquePointer
  nonisolated(unsafe) let allocator: OpaquePointer

  /// The first library of `candidates` that loads; those of this machine by default.
  package init(candidates: [String] = InferenceLibrary.candidates()) throws(InferenceError) {
    var reasons: [String] = []
    for path in candidates {
      if path.contains("/"), !onnxruntime_is_readable(path) { continue }
      var message = [CChar](repeating: 0, count: 1024)
      var version: UnsafePointer<CChar>?
      guard let functions = onnxruntime_load(path, &version, &message, message.count) else {
        reasons.append(
          "\(path): \(String(decoding: message.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))")
        continue
      }
      self.functions = functions
      self.path = path
      self.version = version.map { String(cString: $0) } ?? "unknown"
      environment = try Self.make(functions) { functions.pointee.CreateEnv(Self.fatalOnly, "godwit", &$0) }
      allocator = try Self.make(functions) { functions.pointee.GetAllocatorWithDefaultOptions(&$0) }
      return
    }
    // The loader's words about a name that no folder has tell nothing.
    let reason = reasons.first { $0.hasPrefix("/") || $0.hasPrefix(".") }
    throw InferenceError(
      "ONNX Runtime's library is not there" + (reason.map { " (\($0))" } ?? ""),
      remedy: "run `make runtime`, or set GODWIT_ONNXRUNTIME to libonnxruntime.so or its folder")
  }

  /// Where the library is looked for, in order: `GODWIT_ONNXRUNTIME`, `.build/runtime` of the working folder and of the
  /// folders above the program, beside the program, the system.
  package static func candidates() -> [String] {
    var folders: [String] = []
    if let wanted = environmentVariable("GODWIT_ONNXRUNTIME"), !wanted.isEmpty {
      // Who names a library wants that one and no other.
      return [wanted] + libraryNames.map { "\(wanted)/\($0)" }
    }
    folders.append(".build/runtime")
    if let program = programPath() {
      var folder = parent(of: program)
      folders += [folder, "\(folder)/../lib"]
      for _ in 0..<6 where !folder.isEmpty {
        folders.append("\(folder)/.build/runtime")
        folder = parent(of: folder)
      }
    }
    return folders.flatMap { folder in libraryNames.map { "\(folder)/\($0)" } } + libraryNames
  }

  #if os(macOS)
    static let libraryNames = ["libonnxruntime.dylib", "libonnxruntime.1.dylib"]
  #else
    static let libraryNames = ["libonnxruntime.so", "libonnxruntime.so.1"]
  #endif

  /// ONNX Runtime's logging level for fatal errors: others come back with a status, and are said once.
  private static let fatalOnly: Int32 = 4

  private static func environmentVariable(_ name: String) -> String? {
    onnxruntime_environment(name).map { String(cString: $0) }
  }

  private static func programPath() -> String? {
    var path = [CChar](repeating: 0, count: 4096)
    guard onnxruntime_program_path(&path, path.count) else { return nil }
    return String(decoding: path.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }

  private static func parent(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
  }
}

// MARK: Calling

extension InferenceLibrary {
  /// Calls a function that makes something.
  static func make(
    _ functions: UnsafePointer<OrtFunctions>, _ call: (inout OpaquePointer?) -> OpaquePointer?
  ) throws(InferenceError) -> OpaquePointer {
    var result: OpaquePointer?
    try check(functions, call(&result))
    guard let result else { throw InferenceError("ONNX Runtime made nothing", remedy: "try another release of it") }
    return result
  }

  static func check(_ functions: UnsafePointer<OrtFunctions>, _ status: OpaquePointer?) throws(InferenceError) {
    guard let status else { return }
    let message = functions.pointee.GetErrorMessage(status).map { String(cString: $0) } ?? "it failed"
    functions.pointee.ReleaseStatus(status)
    throw InferenceError("ONNX Runtime: \(message)", remedy: "look at the model's graph and the inputs given to it")
  }

  func make(_ call: (inout OpaquePointer?) -> OpaquePointer?) throws(InferenceError) -> OpaquePointer {
    try Self.make(functions, call)
  }
  func check(_ status: OpaquePointer?) throws(InferenceError) { try Self.check(functions, status) }
}
