// The versions that CMake files ask packages for: `find_package(OpenCV 3.4 REQUIRED)`.

import Projects
import SourceModel

/// Moves the versions in CMake files along with the code.
struct CMakePins {
  /// The packages that CMake calls a library.
  let names: [String]
  let version: String

  /// The edits of one file: of each version that stands there as digits.
  func edits(in bytes: ContiguousArray<UInt8>) -> [Edit] {
    versions(in: bytes).map { Edit(ByteRange($0), version) }
  }

  /// Where the packages' versions stand as digits.
  func versions(in bytes: ContiguousArray<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = 0
    while let call = nextCall(in: bytes, from: at) {
      at = call.upperBound
      var words = CMakeWords(bytes: bytes, at: call.upperBound)
      guard let name = words.next(), names.contains(text(name, bytes)), let version = words.next(),
        bytes[version.lowerBound...].first.map({ (0x30...0x39).contains($0) }) == true
      else { continue }
      found.append(version)
    }
    return found
  }

  private func text(_ range: Range<Int>, _ bytes: ContiguousArray<UInt8>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The next `find_package(`, in any case, that no comment hides; up to and with its parenthesis.
  private func nextCall(in bytes: ContiguousArray<UInt8>, from start: Int) -> Range<Int>? {
    let word = Array("find_package".utf8)
    var at = start
    while at + word.count < bytes.count {
      if bytes[at] == UInt8(ascii: "#") {
        while at < bytes.count, bytes[at] != 0x0A { at += 1 }
        continue
      }
      if bytes[at..<(at + word.count)].elementsEqual(word, by: { $0 | 0x20 == $1 | 0x20 }) {
        var end = at + word.count
        while end < bytes.count, bytes[end] == 0x20 { end += 1 }
        if end < bytes.count, bytes[end] == UInt8(ascii: "(") { return at..<(end + 1) }
      }
      at += 1
    }
    return nil
  }
}

/// The words of one CMake command.
private struct CMakeWords {
  let bytes: ContiguousArray<UInt8>
  var at: Int

  mutating func next() -> Range<Int>? {
    while at < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[at]) { at += 1 }
    let start = at
    while at < bytes.count, ![0x20, 0x09, 0x0A, 0x0D, 0x28, 0x29, 0x22, 0x23].contains(bytes[at]) { at += 1 }
    return at > start ? start..<at : nil
  }
}
