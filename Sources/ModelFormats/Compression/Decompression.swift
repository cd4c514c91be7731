// Whole files that were compressed: recognised by their first bytes, decompressed within bounds.

internal import CCompression

/// A way bytes are compressed.
package enum Compression: String, Sendable, CaseIterable {
  case zlib, gzip, deflate, bzip2, xz, lz4

  /// By the first bytes; nil where they are of none. Raw deflate has no mark and is never found.
  package init?(of bytes: Bytes) {
    if bytes.starts(with: [0x1F, 0x8B]) {
      self = .gzip
    } else if bytes.starts(with: "BZh") && bytes.count > 3 && (0x31...0x39).contains(bytes[3]) {
      self = .bzip2
    } else if bytes.starts(with: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]) || Self.isOldLZMA(bytes) {
      self = .xz
    } else if bytes.starts(with: [0x04, 0x22, 0x4D, 0x18]) {
      self = .lz4
    } else if bytes.count > 2 && bytes[0] & 0x8F == 0x08 && (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0 {
      self = .zlib
    } else {
      return nil
    }
  }

  /// `.lzma` has no magic: properties 0x5D, a dictionary size that is a power of two (or 1.5 of one), the size or −1.
  private static func isOldLZMA(_ bytes: Bytes) -> Bool {
    guard bytes.starts(with: [0x5D, 0x00, 0x00]), bytes.count > 13 else { return false }
    let isUnknownSize = (5..<13).allSatisfy { bytes[$0] == 0xFF }
    return isUnknownSize || (10..<13).allSatisfy { bytes[$0] == 0 }
  }

  fileprivate var kind: Int32 {
    switch self {
    case .zlib: Int32(CCOMPRESSION_ZLIB)
    case .gzip: Int32(CCOMPRESSION_GZIP)
    case .deflate: Int32(CCOMPRESSION_DEFLATE)
    case .bzip2: Int32(CCOMPRESSION_BZIP2)
    case .xz: Int32(CCOMPRESSION_XZ)
    case .lz4: Int32(CCOMPRESSION_LZ4)
    }
  }
}

/// Decompression that knows how large its result is before it keeps any of it.
///
/// The data is run through twice: once into a small window to count, once into memory of exactly that size. What would
/// grow beyond `limit` costs time, but no memory. Measured on our own models (forests, boosters, vocabularies, k-NN), the
/// ratio is 1.5 to 11 and never above 16.
///
/// What a file becomes counts as its size from then on, where the bound of memory is twice the size and 64 MB. What
/// becomes more than 24 times as large, as an array of zeros may, is read up to 16 MB, and counts by the size that it had:
/// see `Bytes.allowance(beyond:)`.
package struct Decompression {
  package var compression: Compression
  /// The largest result; by default `Decompression.limit(of:)`.
  package var limit: Int

  package static let greatestRatio = 24
  package static let alwaysAllowed = 16 << 20

  /// 24 times the compressed size, or 16 MB, whichever is greater.
  package static func limit(of compressedSize: Int) -> Int {
    max(alwaysAllowed, compressedSize > Int.max / greatestRatio ? Int.max : compressedSize * greatestRatio)
  }

  package init(_ compression: Compression, limit: Int) {
    self.compression = compression
    self.limit = limit
  }

  /// Decompresses a whole file that begins with a known mark, or gives it back as it is.
  ///
  /// - Parameter most: what is left where several files are one model's.
  package static func plain(
    _ bytes: Bytes, most: Int = .max
  ) throws(FormatError) -> (bytes: Bytes, compression: Compression?) {
    guard let compression = Compression(of: bytes) else { return (bytes, nil) }
    let decompression = Decompression(compression, limit: min(most, limit(of: bytes.count)))
    return (try decompression.result(of: bytes), compression)
  }

  package func result(of bytes: Bytes) throws(FormatError) -> Bytes {
    let size = try run(bytes, into: nil)
    var storage = ContiguousArray<UInt8>(repeating: 0, count: size)
    let again = try storage.withUnsafeMutableBufferPointerThrowing { (buffer) throws(FormatError) in
      try run(bytes, into: buffer)
    }
    guard again == size else { throw broken("It gave two different results.") }
    return Bytes(storage, packedSize: bytes.count)
  }

  private func broken(_ message: String, at offset: Int? = nil) -> FormatError {
    FormatError(.malformed, compression.rawValue, at: offset, message)
  }

  /// How many bytes come out. Streams that stand one behind the other are one.
  private func run(_ bytes: Bytes, into buffer: UnsafeMutableBufferPointer<UInt8>?) throws(FormatError) -> Int {
    var offset = 0
    var size = 0
    repeat {
      size = try runStream(bytes, &offset, size, into: buffer)
    } while offset < bytes.count && Compression(of: bytes.suffix(from: offset)) == compression
    return size
  }

  private func runStream(
    _ bytes: Bytes, _ offset: inout Int, _ sizeBefore: Int, into buffer: UnsafeMutableBufferPointer<UInt8>?
  ) throws(FormatError) -> Int {
    guard let stream = ccompression_open(compression.kind, 80 << 20) else { throw missing() }
    defer { ccompression_close(stream) }
    var size = sizeBefore
    var window = ContiguousArray<UInt8>(repeating: 0, count: buffer == nil ? 1 << 16 : 0)
    while true {
      var used = 0
      var written = 0
      let state = try step(stream, bytes, offset, buffer, size, &window, &used, &written)
      offset += used
      size += written
      guard size <= limit else { throw tooLarge(bytes.count) }
      if state == CCOMPRESSION_END { return size }
      if state == CCOMPRESSION_BROKEN { throw broken("The compressed data is damaged.", at: offset) }
      if state == CCOMPRESSION_TOO_MUCH_MEMORY { throw tooMuchMemory() }
      guard used > 0 || written > 0 else {
        throw FormatError(.truncated, compression.rawValue, at: offset, "The compressed data ends too early.")
      }
    }
  }

  private func step(
    _ stream: OpaquePointer, _ bytes: Bytes, _ offset: Int, _ buffer: UnsafeMutableBufferPointer<UInt8>?, _ size: Int,
    _ window: inout ContiguousArray<UInt8>, _ used: inout Int, _ written: inout Int
  ) throws(FormatError) -> Int32 {
    bytes.withUnsafeBytes { input in
      let source = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
      let left = bytes.count - offset
      guard let source else { return Int32(CCOMPRESSION_MORE) }
      guard let buffer else {
        return window.withUnsafeMutableBufferPointer { window in
          guard let base = window.baseAddress else { return Int32(CCOMPRESSION_MORE) }
          return ccompression_run(stream, source + offset, left, &used, base, window.count, &written)
        }
      }
      // One byte of room at the end of a full buffer, so that the end mark is still seen.
      var spare: UInt8 = 0
      guard let base = buffer.baseAddress, size < buffer.count else {
        return ccompression_run(stream, source + offset, left, &used, &spare, 1, &written)
      }
      return ccompression_run(stream, source + offset, left, &used, base + size, buffer.count - size, &written)
    }
  }

  private func missing() -> FormatError {
    let library = String(cString: ccompression_library(compression.kind))
    return FormatError(
      .missingLibrary, compression.rawValue,
      "The system's \(library) is needed for this file and could not be loaded. Install it, or decompress the file first."
    )
  }

  private func tooLarge(_ size: Int) -> FormatError {
    FormatError(
      .tooLarge, compression.rawValue,
      "\(size) bytes would become more than \(limit), which no model does. If it is one, decompress it first and give the plain file."
    )
  }

  private func tooMuchMemory() -> FormatError {
    FormatError(
      .tooLarge, compression.rawValue,
      "Its dictionary is larger than 80 MB. Decompress the file first and give the plain file.")
  }
}

extension ContiguousArray {
  /// As the standard library's, with a typed error.
  fileprivate mutating func withUnsafeMutableBufferPointerThrowing<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Element>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var outcome: Swift.Result<Result, Failure>?
    withUnsafeMutableBufferPointer { buffer in
      do throws(Failure) { outcome = .success(try body(buffer)) } catch { outcome = .failure(error) }
    }
    guard let outcome else { preconditionFailure("the body has run") }
    return try outcome.get()
  }
}
