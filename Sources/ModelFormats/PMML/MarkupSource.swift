// A document as a parser takes it, piece by piece; pieces that were read are given back.

/// The bytes of a document in pieces. While a large one is read, what is made of it grows as its text goes.
final class MarkupSource {
  let count: Int
  private var pieces: [Bytes]
  private var piece = 0
  private var offset = 0

  private static let pieceSize = 1 << 20
  /// Up to here the text stays whole: cutting it into pieces takes it once more.
  private static let wholeSize = 16 << 20

  init(_ bytes: Bytes) {
    count = bytes.count
    guard count > Self.wholeSize else {
      pieces = [bytes]
      return
    }
    pieces = stride(from: 0, to: bytes.count, by: Self.pieceSize).map { start in
      let end = min(start + Self.pieceSize, bytes.count)
      return Bytes(ContiguousArray(bytes.storage[(bytes.range.lowerBound + start)..<(bytes.range.lowerBound + end)]))
    }
  }

  /// What libxml2 calls for the next bytes, with the source as context.
  static let next: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<CChar>?, Int32) -> Int32 = {
    context, bytes, count in
    guard let context, let bytes, count > 0 else { return 0 }
    let source = Unmanaged<MarkupSource>.fromOpaque(context).takeUnretainedValue()
    return Int32(source.copy(to: UnsafeMutableRawBufferPointer(start: bytes, count: Int(count))))
  }

  private func copy(to buffer: UnsafeMutableRawBufferPointer) -> Int {
    guard piece < pieces.count else { return 0 }
    let size = min(buffer.count, pieces[piece].count - offset)
    pieces[piece].withUnsafeBytes { bytes in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + size)]))
    }
    offset += size
    if offset == pieces[piece].count {
      pieces[piece] = Bytes([])
      piece += 1
      offset = 0
    }
    return size
  }
}
