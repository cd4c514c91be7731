// What a survey is asked for, and its form on the way to a worker process.

internal import CLibclang

/// One file to be parsed by the compiler.
struct SurveyRequest: Hashable, Sendable {
  var path: String
  var bytes: ContiguousArray<UInt8>
  var arguments: [String]
  /// Set to list what the headers below a folder declare.
  var declaredBelow = ""
  /// Files that are to be read otherwise than they stand on the disk.
  var others: [File] = []
  /// Headers that were compiled before, to begin with; empty where there are none.
  var precompiled = ""
  /// Whether the bytes are nothing but includes, to be compiled for other files; the answer is the path of the result.
  var isPrecompiling = false
  /// Whether what templates become is left out, and complaints about it.
  var leavesTemplates = false

  struct File: Hashable, Sendable {
    /// Absolute.
    var path: String
    var bytes: ContiguousArray<UInt8>
  }

  init(path: String, bytes: ContiguousArray<UInt8>, arguments: [String], declaredBelow: String = "") {
    self.path = path
    self.bytes = bytes
    self.arguments = arguments
    self.declaredBelow = declaredBelow
  }

  // MARK: Coding

  /// Each part as its length (32 bits, little endian) and its bytes; how many other files there are, as digits; what is
  /// compiled already, or `*` if the bytes are to be; whether templates are left.
  var encoded: [UInt8] {
    var result: [UInt8] = []
    let files = others.flatMap { [Array($0.path.utf8), Array($0.bytes)] }
    let head = [
      Array(path.utf8), Array(declaredBelow.utf8), Array(bytes), Array("\(others.count)".utf8),
      Array((isPrecompiling ? "*" : precompiled).utf8), Array((leavesTemplates ? "t" : "").utf8),
    ]
    for part in head + files + arguments.map({ Array($0.utf8) }) {
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
    guard parts.count >= Self.headCount, at == encoded.count,
      let count = Int(String(decoding: parts[3], as: UTF8.self)),
      count >= 0, parts.count >= Self.headCount + 2 * count
    else { return nil }
    path = String(decoding: parts[0], as: UTF8.self)
    declaredBelow = String(decoding: parts[1], as: UTF8.self)
    bytes = ContiguousArray(parts[2])
    others = (0..<count).map { index in
      let place = Self.headCount + 2 * index
      return File(path: String(decoding: parts[place], as: UTF8.self), bytes: ContiguousArray(parts[place + 1]))
    }
    arguments = parts[(Self.headCount + 2 * count)...].map { String(decoding: $0, as: UTF8.self) }
    precompiled = String(decoding: parts[4], as: UTF8.self)
    isPrecompiling = precompiled == "*"
    if isPrecompiling { precompiled = "" }
    leavesTemplates = !parts[5].isEmpty
  }

  /// How many parts stand before the other files.
  private static let headCount = 6

  // MARK: Answering

  /// What libclang, in this process, makes of it; to be freed by the caller.
  func answer() -> ClangBytes {
    withPointers(arguments) { pointers, count in
      path.withCString { path in
        declaredBelow.withCString { below in
          precompiled.withCString { headers in
            bytes.withUnsafeBytes { source in
              withFiles(others) { files in
                clang_survey(
                  ClangSurveyRequest(
                    path: path, bytes: source.baseAddress?.assumingMemoryBound(to: CChar.self), length: source.count,
                    arguments: pointers, argument_count: count, declared_below: declaredBelow.isEmpty ? nil : below,
                    others: files.baseAddress, other_count: Int32(files.count),
                    precompiled: precompiled.isEmpty ? nil : headers, is_precompiling: isPrecompiling,
                    leaves_templates: leavesTemplates))
              }
            }
          }
        }
      }
    }
  }
}

/// Calls with copies of files as C sees them.
private func withFiles<Result>(
  _ files: [SurveyRequest.File], _ body: (UnsafeBufferPointer<ClangFile>) -> Result
) -> Result {
  let copies = files.map { file -> ClangFile in
    let path = Array(file.path.utf8CString)
    let pathCopy = UnsafeMutablePointer<CChar>.allocate(capacity: path.count)
    pathCopy.initialize(from: path, count: path.count)
    let bytes = UnsafeMutablePointer<CChar>.allocate(capacity: file.bytes.count + 1)
    for (index, byte) in file.bytes.enumerated() { bytes[index] = CChar(bitPattern: byte) }
    bytes[file.bytes.count] = 0
    return ClangFile(path: pathCopy, bytes: bytes, length: file.bytes.count)
  }
  defer {
    for copy in copies {
      copy.path?.deallocate()
      copy.bytes?.deallocate()
    }
  }
  return copies.withUnsafeBufferPointer(body)
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
