// Reads one requirement: pip's notation (PEP 508) or Conda's, with the place of each part.

internal import SourceModel

/// One requirement and where its parts stand.
struct Requirement {
  var name: String
  var range: ByteRange
  var constraint: VersionConstraint?
  var marker: String?
  var address: String?
  var build: String?
  /// Where reading stopped: the end of the range, or the first option of a requirements file.
  var end: Int

  func pin(_ place: PinPlace, line: Int) -> Pin {
    Pin(
      distribution: normalizedDistribution(name), channel: place.channel, role: place.role, file: place.file,
      kind: place.kind, line: line, section: place.section, range: range, constraint: constraint, marker: marker,
      address: address, build: build)
  }
}

/// What all the pins of one list have in common.
struct PinPlace {
  var file: String
  var kind: ManifestKind
  var channel = Channel.pip
  var role = Pin.Role.runtime
  var section = ""
}

/// Reads one requirement out of a file's bytes.
struct RequirementReader {
  private let bytes: ContiguousArray<UInt8>
  private let end: Int
  private let start: Int
  private var at: Int

  init(_ bytes: ContiguousArray<UInt8>, in range: Range<Int>) {
    self.bytes = bytes
    start = skippingBlanks(bytes, range.lowerBound, range.upperBound)
    at = start
    end = range.upperBound
  }

  // MARK: pip

  /// PEP 508: `name[extras] >=1,<2 ; marker`, `name @ address`, the versions in parentheses or not. Nil where the text
  /// is anything else. Stops before a word that begins with a hyphen.
  mutating func readPip() -> Requirement? {
    guard let name = readName() else { return nil }
    skipBlanks()
    guard skipExtras() else { return nil }
    var requirement = Requirement(name: name, range: ByteRange(start..<at), end: at)
    skipBlanks()
    if take(UInt8(ascii: "@")) {
      skipBlanks()
      requirement.address = readWord()
    } else if !readConstraint(into: &requirement) {
      return nil
    }
    var last = at
    skipBlanks()
    if take(UInt8(ascii: ";")) {
      skipBlanks()
      requirement.marker = readMarker()
      last = trimmedEnd()
    }
    skipBlanks()
    guard at == end || bytes[at] == UInt8(ascii: "-") else { return nil }
    requirement.range = ByteRange(start..<max(trimmed(last), start))
    requirement.end = at
    return requirement
  }

  private mutating func readName() -> String? {
    let first = at
    while at < end, isNameByte(bytes[at]) { at += 1 }
    while at > first, !isAlphanumeric(bytes[at - 1]) { at -= 1 }
    guard at > first, isAlphanumeric(bytes[first]) else { return nil }
    return String(decoding: bytes[first..<at], as: UTF8.self)
  }

  private mutating func skipExtras() -> Bool {
    guard take(UInt8(ascii: "[")) else { return true }
    while at < end, bytes[at] != UInt8(ascii: "]"), bytes[at] != 0x0A { at += 1 }
    return take(UInt8(ascii: "]"))
  }

  private mutating func readConstraint(into requirement: inout Requirement) -> Bool {
    skipBlanks()
    let isParenthesised = take(UInt8(ascii: "("))
    let first = skippingBlanks(bytes, at, end)
    while at < end, !isConstraintEnd(isParenthesised) { at += 1 }
    let last = trimmed(at)
    if isParenthesised && !take(UInt8(ascii: ")")) { return false }
    if last <= first { return true }
    requirement.constraint = VersionConstraint(bytes, in: ByteRange(first..<last), dialect: .python)
    if !isParenthesised { at = last }
    return requirement.constraint != nil
  }

  /// Versions end at a marker, at an option after a space, or at the closing parenthesis.
  private func isConstraintEnd(_ isParenthesised: Bool) -> Bool {
    let byte = bytes[at]
    if isParenthesised { return byte == UInt8(ascii: ")") }
    if byte == UInt8(ascii: ";") { return true }
    return byte == UInt8(ascii: "-") && at > start && isBlank(bytes[at - 1])
  }

  /// The text up to an option such as ` --hash`.
  private mutating func readMarker() -> String {
    let first = at
    while at < end {
      let isOption = bytes[at] == UInt8(ascii: "-") && at + 1 < end && bytes[at + 1] == UInt8(ascii: "-")
      if isOption && isBlank(bytes[at - 1]) { break }
      at += 1
    }
    return String(decoding: bytes[first..<max(first, trimmed(at))], as: UTF8.self)
  }

  private mutating func readWord() -> String {
    let first = at
    while at < end, !isBlank(bytes[at]) { at += 1 }
    return String(decoding: bytes[first..<at], as: UTF8.self)
  }

  // MARK: Conda

  /// Conda's match specification: `channel::name=1.21=build`, `name >=1.20,<2`, `name 1.21.*`. Nil where the text is
  /// anything else.
  mutating func readConda() -> Requirement? {
    skipChannel()
    guard let name = readName() else { return nil }
    var requirement = Requirement(name: name, range: ByteRange(start..<at), end: end)
    skipBlanks()
    let first = at
    let last = trimmed(end)
    guard first < last else { return requirement }
    guard let split = condaBuildStart(first, last) else { return nil }
    let versionEnd = trimmed(split)
    requirement.constraint = VersionConstraint(bytes, in: ByteRange(first..<versionEnd), dialect: .conda)
    guard requirement.constraint != nil else { return nil }
    if split < last { requirement.build = String(decoding: bytes[split + 1..<last], as: UTF8.self) }
    requirement.range = ByteRange(start..<last)
    return requirement
  }

  private mutating func skipChannel() {
    let colons: [UInt8] = [UInt8(ascii: ":"), UInt8(ascii: ":")]
    var probe = at
    while probe < end, !bytes[probe..<end].starts(with: colons) { probe += 1 }
    if probe < end { at = probe + 2 }
  }

  /// Where the build string begins (`=` after the version, or a space), the end where there is none.
  private func condaBuildStart(_ first: Int, _ last: Int) -> Int? {
    var at = first
    while at < last, isOperator(bytes[at]) { at += 1 }
    at = skippingBlanks(bytes, at, last)
    guard at < last else { return nil }
    while at < last {
      let isEqualsAfterVersion =
        bytes[at] == UInt8(ascii: "=") && !isOperator(bytes[at - 1]) && bytes[at - 1] != UInt8(ascii: ",")
        && bytes[at - 1] != UInt8(ascii: "|")
      if isEqualsAfterVersion { return at }
      if isBlank(bytes[at]), !isWithinList(at, last) { return at }
      at += 1
    }
    return last
  }

  /// Whether a space stands beside a comma, a bar or an operator, and so does not end the version.
  private func isWithinList(_ space: Int, _ last: Int) -> Bool {
    let next = skippingBlanks(bytes, space, last)
    let previous = bytes[space - 1]
    let joins: (UInt8) -> Bool = { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "|") || isOperator($0) }
    return next < last && (joins(bytes[next]) || joins(previous) || isBlank(previous))
  }

  // MARK: Pieces

  private mutating func skipBlanks() { at = skippingBlanks(bytes, at, end) }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard at < end, bytes[at] == byte else { return false }
    at += 1
    return true
  }

  /// `place` without the blanks before it.
  private func trimmed(_ place: Int) -> Int { trimmingBlanks(bytes, start, place) }
  private func trimmedEnd() -> Int { trimmed(at) }
}

/// The place before the spaces and continued line ends that end at `end`.
func trimmingBlanks(_ bytes: ContiguousArray<UInt8>, _ start: Int, _ end: Int) -> Int {
  var at = end
  while at > start {
    let isContinuation = bytes[at - 1] == UInt8(ascii: "\\") && at < bytes.count && isLineEnd(bytes[at])
    guard isBlank(bytes[at - 1]) || isLineEnd(bytes[at - 1]) || isContinuation else { break }
    at -= 1
  }
  return at
}

func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0C }
func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

func isAlphanumeric(_ byte: UInt8) -> Bool {
  (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
}

private func isNameByte(_ byte: UInt8) -> Bool {
  isAlphanumeric(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-")
}

private func isOperator(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "=") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "!")
    || byte == UInt8(ascii: "~")
}
