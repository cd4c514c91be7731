// Standard output and standard error: results go to one, everything else to the other.

import Adaptation
import SourceModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where the program speaks.
struct Console: Sendable {
  /// Whether results may be coloured.
  let isColoured: Bool
  /// Whether standard error is a terminal that a progress line can be drawn on.
  let showsProgress: Bool
  let isQuiet: Bool
  /// What takes results down for the next run.
  var writer: PrintedTextWriter?

  init(quiet: Bool = false) {
    let plain = getenv("NO_COLOR").map { $0.pointee != 0 } ?? false
    let dumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? false
    isColoured = isatty(STDOUT_FILENO) == 1 && !plain && !dumb
    showsProgress = isatty(STDERR_FILENO) == 1 && !dumb && !quiet
    isQuiet = quiet
  }

  /// Writes a result.
  func print(_ text: String) { write(ContiguousArray((text + "\n").utf8)) }
  func write(_ bytes: ContiguousArray<UInt8>) { bytes.withUnsafeBytes { write($0) } }

  func write(_ bytes: UnsafeRawBufferPointer) {
    Self.write(bytes, to: STDOUT_FILENO)
    writer?.append(bytes)
  }

  /// Says something that is no result; not with `--quiet`.
  func note(_ text: String) {
    guard !isQuiet else { return }
    complain(text)
  }

  /// Says what went wrong; always.
  func complain(_ text: String) { Self.write(ContiguousArray((text + "\n").utf8), to: STDERR_FILENO) }

  /// Asks, on a line of its own that the answer continues.
  func ask(_ question: String) { Self.write(ContiguousArray(question.utf8), to: STDERR_FILENO) }

  /// Draws over the last line of standard error, without a line end.
  func draw(_ text: String) { Self.write(ContiguousArray(("\r\u{1B}[K" + text).utf8), to: STDERR_FILENO) }

  private static func write(_ bytes: ContiguousArray<UInt8>, to descriptor: Int32) {
    bytes.withUnsafeBytes { write($0, to: descriptor) }
  }

  /// A reader that has gone away (`| head`) ends the writing, not the program's work.
  private static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) {
    var offset = 0
    while offset < bytes.count {
      let written = systemWrite(descriptor, bytes.baseAddress?.advanced(by: offset), bytes.count - offset)
      if written < 0 && errno == EINTR { continue }
      guard written > 0 else { return }
      offset += written
    }
  }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  guard let bytes else { return 0 }
  #if canImport(Glibc)
    return Glibc.write(descriptor, bytes, count)
  #elseif canImport(Musl)
    return Musl.write(descriptor, bytes, count)
  #else
    return Darwin.write(descriptor, bytes, count)
  #endif
}

/// Colours of a terminal.
enum Style: String {
  case bold = "1"
  case dim = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"
  case cyan = "36"

  func callAsFunction(_ text: String, if isColoured: Bool) -> String {
    isColoured ? begin + text + Self.end : text
  }

  /// What turns it on, and all off again.
  var begin: String { "\u{1B}[\(rawValue)m" }
  static let end = "\u{1B}[0m"
}
