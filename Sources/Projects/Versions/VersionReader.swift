// Reads versions: PEP 440 with all the spellings it lets through, and Semantic Versioning.

/// A place in the text of a version, letters made small.
struct VersionReader {
  private let bytes: [UInt8]
  private var at = 0

  init(_ text: String) {
    let blank: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D]
    var bytes = text.utf8.drop { blank.contains($0) }.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    while let last = bytes.last, blank.contains(last) { bytes.removeLast() }
    self.bytes = bytes
  }

  private var current: UInt8? { at < bytes.count ? bytes[at] : nil }
  private var isAtEnd: Bool { at == bytes.count }

  // MARK: PEP 440

  mutating func readPython(into version: inout Version) -> Bool {
    _ = take("v")
    guard let first = number() else { return false }
    if take("!") {
      version.epoch = first
      guard let start = number() else { return false }
      version.release = [start]
    } else {
      version.release = [first]
    }
    while let next = dottedNumber() { version.release.append(next) }
    readPhase(into: &version)
    readPost(into: &version)
    if let dev = labelledNumber(["dev"]) { version.dev = dev.number }
    return readLocal(into: &version) && isAtEnd
  }

  private mutating func readPhase(into version: inout Version) {
    let words = ["alpha", "a", "beta", "b", "preview", "pre", "rc", "c"]
    guard let label = labelledNumber(words) else { return }
    version.phaseNumber = label.number
    switch label.word {
    case "alpha", "a": version.phase = .alpha
    case "beta", "b": version.phase = .beta
    default: version.phase = .candidate
    }
  }

  private mutating func readPost(into version: inout Version) {
    let start = at
    if take("-"), let post = number() {
      version.post = post
      return
    }
    at = start
    if let label = labelledNumber(["post", "rev", "r"]) { version.post = label.number }
  }

  /// A separator or none, one of `words`, a separator or none, a number or 0 for none; nothing is read otherwise.
  private mutating func labelledNumber(_ words: [String]) -> (word: String, number: Int)? {
    let start = at
    takeSeparator()
    guard let word = words.first(where: { take($0) }) else {
      at = start
      return nil
    }
    let afterWord = at
    takeSeparator()
    if let number = number() { return (word, number) }
    at = afterWord
    return (word, 0)
  }

  private mutating func readLocal(into version: inout Version) -> Bool {
    guard take("+") else { return true }
    while true {
      let start = at
      while let byte = current, isDigit(byte) || isLetter(byte) { at += 1 }
      guard at > start else { return false }
      version.local.append(identifier(start, at))
      if !takeSeparator() { return true }
    }
  }

  // MARK: Semantic Versioning

  mutating func readSemantic(into version: inout Version) -> Bool {
    _ = take("v")
    guard let first = number() else { return false }
    version.release = [first]
    while let next = dottedNumber() { version.release.append(next) }
    if take("-") {
      repeat {
        let start = at
        while let byte = current, isDigit(byte) || isLetter(byte) || byte == UInt8(ascii: "-") { at += 1 }
        guard at > start else { return false }
        version.identifiers.append(identifier(start, at))
      } while take(".")
    }
    // What follows a plus says how it was built and takes no part in the order.
    if take("+") { at = bytes.count }
    return isAtEnd && version.release.count <= 3
  }

  // MARK: Pieces

  private mutating func number() -> Int? {
    let start = at
    var value = 0
    while let byte = current, isDigit(byte) {
      let (scaled, isLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, isTooLarge) = scaled.addingReportingOverflow(Int(byte - 0x30))
      if isLarge || isTooLarge { return nil }
      value = sum
      at += 1
    }
    return at > start ? value : nil
  }

  private mutating func dottedNumber() -> Int? {
    let start = at
    if take("."), let number = number() { return number }
    at = start
    return nil
  }

  private func identifier(_ start: Int, _ end: Int) -> Version.Identifier {
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    return Int(text).map { .number($0) } ?? .word(text)
  }

  private mutating func take(_ word: String) -> Bool {
    guard bytes[at...].starts(with: word.utf8) else { return false }
    at += word.utf8.count
    return true
  }

  @discardableResult
  private mutating func takeSeparator() -> Bool { take(".") || take("-") || take("_") }

  private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
}
