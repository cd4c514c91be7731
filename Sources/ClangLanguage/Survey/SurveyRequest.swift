// What a survey is asked for, and its form on the way to a worker process.

internal import CLibclang

/// One file to be parsed by the compiler.
struct SurveyRequest: Hashable, Sendable {
  var path: String
  var bytes: ContiguousArray<UInt8>
  var arguments: [String]
  /// Set to list what the headers below a folder declare.
  var declaredBelow = ""

  init(path: String, bytes: ContiguousArray<UInt8>, arguments: [String], declaredBelow: String = "") {
    self.path = path
    self.bytes = bytes
    self.arguments = arguments
    self.declaredBelow = declaredBelow
  }

  // MARK: Coding

  /// Each part as its length (32 bits, little endian) and its bytes.
  var encoded: [UInt8] {
    var result: [UInt8] = []
    for part in [Array(path.utf8), Array(declaredBelow.utf8), Array(bytes)] + arguments.map({ Array($0.utf8) }) {
      for shift in stride(from: 0, to: 32, by: 8) { result.append(UInt8(truncatingIfNeeded: part.count >> shift)) }
      result += part
    }
    return result
  }

  init?(decoding encoded: UnsafeBufferPointer<UInt8>) {
    var parts: [[UInt8]] = []
    var at = 0
    while at + 4 <= encoded.count {
      let count = (0..<4).reduce(0) { $0 | Int(encoded[at + $1]) << (8 * $1) }
      guard at + 4 + count <= encoded.count else { return nil }
      parts.append(Array(encoded[(at + 4)..<(at + 4 + count)]))
      at += 4 + count
    }
    guard parts.count >= 3, at == encoded.count else { return nil }
    path = String(decoding: parts[0], as: UTF8.self)
    declaredBelow = String(decoding: parts[1], as: UTF8.self)
    bytes = ContiguousArray(parts[2])
    arguments = parts[3...].map { String(decoding: $0, as: UTF8.self) }
  }

  // MARK: Answering

  /// What libclang, in this process, makes of it; to be freed by the caller.
  func answer() -> ClangBytes {
    withPointers(arguments) { pointers, count in
      path.withCString { path in
        declaredBelow.withCString { below in
          bytes.withUnsafeBytes { source in
            clang_survey(
              ClangSurveyRequest(
                path: path, bytes: source.baseAddress?.assumingMemoryBound(to: CChar.self), length: source.count,
                arguments: pointers, argument_count: count, declared_below: declaredBelow.isEmpty ? nil : below))
          }
        }
      }
    }
  }
}

/// Calls with C strings of all texts.
private func withPointers<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafePointer<CChar>?>?, Int32) -> Result
) -> Result {
  let copies = texts.map { text -> UnsafeMutablePointer<CChar> in
    let bytes = Array(text.utf8CString)
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
    copy.initialize(from: bytes, count: bytes.count)
    return copy
  }
  defer { for copy in copies { copy.deallocate() } }
  let pointers: [UnsafePointer<CChar>?] = copies.map { UnsafePointer($0) }
  return pointers.withUnsafeBufferPointer { body($0.baseAddress, Int32($0.count)) }
}

extension ClangBytes {
  /// The bytes as an array; frees them.
  consuming func taken() -> [UInt8] {
    let result = Array(UnsafeBufferPointer(start: bytes, count: bytes == nil ? 0 : length))
    clang_bytes_free(self)
    return result
  }
}
