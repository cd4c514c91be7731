// Source files in encodings that the parser does not know, made UTF-8 by the C library.

import SourceModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

enum Transcoding {
  /// The file in UTF-8, its cookie saying so, or nil if the encoding named at `cookie` is unknown or does not fit.
  ///
  /// Columns of `ast` are those of the text as UTF-8, so the tree of this text is the one to compare.
  static func utf8(_ bytes: ContiguousArray<UInt8>, cookie: ByteRange) -> ContiguousArray<UInt8>? {
    guard !cookie.isEmpty else { return nil }
    let name = String(decoding: bytes[cookie.range], as: UTF8.self)
    let converter = iconv_open("UTF-8", name)
    guard let converter, Int(bitPattern: converter) != -1 else { return nil }
    defer { iconv_close(converter) }
    var text = bytes.map { CChar(bitPattern: $0) }
    text.replaceSubrange(cookie.range, with: "utf-8".utf8.map { CChar(bitPattern: $0) })
    var output = [CChar](repeating: 0, count: text.count * 4 + 16)
    let length = convert(converter, &text, &output)
    return length.map { ContiguousArray(output[..<$0].map { UInt8(bitPattern: $0) }) }
  }

  /// The number of bytes written to `output`, or nil if some of `input` stands for nothing.
  private static func convert(_ converter: iconv_t, _ input: inout [CChar], _ output: inout [CChar]) -> Int? {
    input.withUnsafeMutableBufferPointer { source -> Int? in
      output.withUnsafeMutableBufferPointer { target -> Int? in
        var from = source.baseAddress
        var to = target.baseAddress
        var left = source.count
        var room = target.count
        let failed = iconv(converter, &from, &left, &to, &room) == -1 || left > 0
        return failed ? nil : target.count - room
      }
    }
  }
}
