// Matches a path against one pattern as git does: `*` and `?` stop at slashes, `**` crosses them.

/// One pattern and one text, matched with git's rules for ignore files.
struct Glob {
  var pattern: UnsafeBufferPointer<UInt8>
  var text: UnsafeBufferPointer<UInt8>

  /// How a try ended. The two ways of giving up early keep several stars from costing exponential time: no later
  /// place of any star helps, or only a later place of an enclosing `**` does.
  private enum Outcome { case match, mismatch, giveUp, giveUpToDoubleStar }

  /// Whether the whole text matches.
  var matches: Bool { match(0, 0) == .match }

  private func match(_ patternStart: Int, _ textStart: Int) -> Outcome {
    var at = patternStart
    var place = textStart
    while at < pattern.count {
      let byte = pattern[at]
      if byte == star { return matchStar(&at, &place) ?? match(at, place) }
      guard place < text.count else { return .giveUp }
      switch byte {
      case UInt8(ascii: "?"):
        if text[place] == slash { return .mismatch }
      case UInt8(ascii: "["):
        guard let isIn = matchBracket(&at, text[place]) else { return .giveUp }
        if !isIn { return .mismatch }
      case backslash:
        at += 1
        guard at < pattern.count, pattern[at] == text[place] else { return .mismatch }
      default:
        if byte != text[place] { return .mismatch }
      }
      at += 1
      place += 1
    }
    return place == text.count ? .match : .mismatch
  }

  /// Matches a run of stars and all that follows; nil to go on at the places moved to.
  private func matchStar(_ at: inout Int, _ place: inout Int) -> Outcome? {
    let first = at
    while at < pattern.count, pattern[at] == star { at += 1 }
    let crosses = at - first > 1 && (first == 0 || pattern[first - 1] == slash) && endsSegment(at)
    if crosses, at < pattern.count, pattern[at] == slash, match(at + 1, place) == .match { return .match }
    if at == pattern.count { return crosses || !text[place...].contains(slash) ? .match : .giveUpToDoubleStar }
    if !crosses && pattern[at] == slash {
      guard let next = text[place...].firstIndex(of: slash) else { return .giveUp }
      place = next
      return nil
    }
    while place < text.count {
      let outcome = match(at, place)
      if outcome == .match || outcome == .giveUp { return outcome }
      if outcome == .giveUpToDoubleStar && !crosses { return outcome }
      if !crosses && text[place] == slash { return .giveUpToDoubleStar }
      place += 1
    }
    return .giveUp
  }

  private func endsSegment(_ at: Int) -> Bool {
    if at == pattern.count || pattern[at] == slash { return true }
    return pattern[at] == backslash && at + 1 < pattern.count && pattern[at + 1] == slash
  }

  /// Whether `byte` is in the bracket expression at `at`, which is moved to its `]`; nil where it is not closed.
  private func matchBracket(_ at: inout Int, _ byte: UInt8) -> Bool? {
    at += 1
    guard at < pattern.count else { return nil }
    let isNegated = pattern[at] == UInt8(ascii: "!") || pattern[at] == UInt8(ascii: "^")
    if isNegated { at += 1 }
    var found = false
    var previous: UInt8 = 0
    var isFirst = true
    while true {
      guard at < pattern.count else { return nil }
      if pattern[at] == UInt8(ascii: "]") && !isFirst { break }
      isFirst = false
      guard matchBracketItem(&at, byte, &previous, &found) else { return nil }
      at += 1
    }
    return found != isNegated && byte != slash
  }

  /// One character, range or class inside brackets; false where the expression is broken.
  private func matchBracketItem(_ at: inout Int, _ byte: UInt8, _ previous: inout UInt8, _ found: inout Bool) -> Bool {
    let isDash = pattern[at] == UInt8(ascii: "-")
    if isDash, previous != 0, at + 1 < pattern.count, pattern[at + 1] != UInt8(ascii: "]") {
      at += 1
      guard let end = escaped(&at) else { return false }
      found = found || (previous <= byte && byte <= end)
      previous = 0
      return true
    }
    if pattern[at] == UInt8(ascii: "["), at + 1 < pattern.count, pattern[at + 1] == UInt8(ascii: ":") {
      if let known = matchClass(&at, byte) {
        found = found || known
        previous = 0
        return true
      }
      guard pattern[at] == UInt8(ascii: "[") else { return false }
    }
    guard let single = escaped(&at) else { return false }
    found = found || single == byte
    previous = single
    return true
  }

  private func escaped(_ at: inout Int) -> UInt8? {
    if pattern[at] == backslash { at += 1 }
    return at < pattern.count ? pattern[at] : nil
  }

  /// Whether `byte` is of the class `[:name:]` at `at`. Nil and unmoved where it is only a `[` and a `:`; nil and at
  /// the end where the name is not one.
  private func matchClass(_ at: inout Int, _ byte: UInt8) -> Bool? {
    let nameStart = at + 2
    var end = nameStart
    while end < pattern.count, pattern[end] != UInt8(ascii: "]") { end += 1 }
    guard end > nameStart, end < pattern.count, pattern[end - 1] == UInt8(ascii: ":") else { return nil }
    let name = String(decoding: pattern[nameStart..<end - 1], as: UTF8.self)
    at = end
    return isByte(byte, ofClass: name)
  }

  private func isByte(_ byte: UInt8, ofClass name: String) -> Bool? {
    let isLower = (0x61...0x7A).contains(byte)
    let isUpper = (0x41...0x5A).contains(byte)
    let isDigit = (0x30...0x39).contains(byte)
    switch name {
    case "alpha": return isLower || isUpper
    case "lower": return isLower
    case "upper": return isUpper
    case "digit": return isDigit
    case "alnum": return isLower || isUpper || isDigit
    case "xdigit": return isDigit || (0x61...0x66).contains(byte | 0x20)
    case "blank": return byte == 0x20 || byte == 0x09
    case "space": return byte == 0x20 || (0x09...0x0D).contains(byte)
    case "cntrl": return byte < 0x20 || byte == 0x7F
    case "graph": return (0x21...0x7E).contains(byte)
    case "print": return (0x20...0x7E).contains(byte)
    case "punct": return (0x21...0x7E).contains(byte) && !(isLower || isUpper || isDigit)
    default: return nil
    }
  }
}

private let star = UInt8(ascii: "*")
private let slash = UInt8(ascii: "/")
private let backslash = UInt8(ascii: "\\")
