// Built-in functions of texts and dates.

extension FunctionCall {
  func text() throws(ScoringError) -> FieldValue {
    if values.contains(where: \.isMissing) { return .missing }
    switch name {
    case "concat": return .string(values.map(\.text).joined())
    case "uppercase": return .string(try one().text.uppercased())
    case "lowercase": return .string(try one().text.lowercased())
    case "stringLength": return .integer(try one().text.unicodeScalars.count)
    case "trimBlanks": return .string(Literal.trimmed(try one().text))
    case "substring": return try substring()
    case "replace":
      try expectCount(3)
      return .string(try RegularExpression(values[1].text).replace(in: values[0].text, with: values[2].text))
    case "matches":
      try expectCount(2)
      return .boolean(try RegularExpression(values[1].text).isFound(in: values[0].text))
    case "formatNumber":
      try expectCount(2)
      return .string(
        try FormatPattern.format(try number(values[0]), by: values[1].text, isWhole: values[0].type == .integer))
    default:
      try expectCount(2)
      return .string(try FormatPattern.format(values[0], by: values[1].text))
    }
  }

  private func substring() throws(ScoringError) -> FieldValue {
    try expectCount(3)
    guard case .integer(let start)? = values[1].cast(to: .integer),
      case .integer(let length)? = values[2].cast(to: .integer),
      start >= 1, length >= 0
    else { throw ScoringError(.invalidValue, "`substring` counts from 1, and is given \(values[1].text)") }
    let scalars = values[0].text.unicodeScalars.dropFirst(start - 1).prefix(length)
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return .string(String(text))
  }

  func date() throws(ScoringError) -> FieldValue {
    if values.contains(where: \.isMissing) { return .missing }
    try expectCount(name == "dateSecondsSinceMidnight" ? 1 : 2)
    let type: FieldType
    if name == "dateSecondsSinceMidnight" {
      type = .timeSeconds
    } else {
      guard case .integer(let year)? = values[1].cast(to: .integer), (0...9999).contains(year) else {
        throw ScoringError(.invalidValue, "`\(name)` takes a year, and is given \(values[1].text)")
      }
      type = name == "dateDaysSinceYear" ? .daysSince(year: year) : .secondsSince(year: year)
    }
    guard case .moment(_, let count)? = values[0].cast(to: type) else {
      throw ScoringError(.invalidValue, "`\(name)` takes a date or a time, and is given \(values[0].text)")
    }
    return .integer(count)
  }
}

/// A pattern of a document, as Swift's regular expressions read it.
struct RegularExpression {
  private let regex: Regex<AnyRegexOutput>

  init(_ pattern: String) throws(ScoringError) {
    do {
      // Letters and words as the document's engines know them: scalar by scalar.
      regex = try Regex(Self.withoutUnicodeFlags(pattern)).wordBoundaryKind(.simple).matchingSemantics(.unicodeScalar)
    } catch {
      throw ScoringError(.brokenDocument, "\(pattern) is no regular expression: \(error)")
    }
  }

  /// `(?u)` and `(?U)` ask Java and Python for what is the case here: letters are Unicode's. Swift gives `u` another
  /// meaning, and takes none in the middle.
  private static func withoutUnicodeFlags(_ pattern: String) -> String {
    guard pattern.hasPrefix("(?"), let end = pattern.firstIndex(of: ")") else { return pattern }
    let flags = pattern[pattern.index(pattern.startIndex, offsetBy: 2)..<end]
    guard !flags.isEmpty, flags.allSatisfy({ "imsxuU".contains($0) }) else { return pattern }
    let kept = flags.filter { $0 != "u" && $0 != "U" }
    return (kept.isEmpty ? "" : "(?\(kept))") + pattern[pattern.index(after: end)...]
  }

  func isFound(in text: String) -> Bool { text.contains(regex) }

  /// `$1` in the replacement is the first group.
  func replace(in text: String, with replacement: String) -> String {
    text.replacing(regex) { match in
      var result = ""
      var rest = replacement[...]
      while let character = rest.popFirst() {
        if character == "$", let digit = rest.first?.wholeNumberValue, digit < match.output.count {
          result += match.output[digit].substring.map(String.init) ?? ""
          rest.removeFirst()
        } else if character == "\\", let escaped = rest.popFirst() {
          result.append(escaped)
        } else {
          result.append(character)
        }
      }
      return result
    }
  }

  func split(_ text: String) -> [String] {
    text.split(separator: regex, omittingEmptySubsequences: true).map(String.init)
  }

  func allMatches(in text: String) -> [String] { text.matches(of: regex).map { String(text[$0.range]) } }
}

/// C's patterns for numbers and dates, as far as PMML's functions take them.
enum FormatPattern {
  /// `%[flags][width][.precision](d|f|e|s)` with text around it.
  static func format(_ number: Double, by pattern: String, isWhole: Bool) throws(ScoringError) -> String {
    guard let start = pattern.firstIndex(of: "%") else { return pattern }
    var rest = pattern[pattern.index(after: start)...]
    let flags = rest.prefix { "-+ 0,#".contains($0) }
    rest = rest.dropFirst(flags.count)
    let width = rest.prefix(while: \.isWholeNumber)
    rest = rest.dropFirst(width.count)
    var precision = 6
    if rest.first == "." {
      let digits = rest.dropFirst().prefix(while: \.isWholeNumber)
      precision = min(Int(digits) ?? 0, 300)
      rest = rest.dropFirst(digits.count + 1)
    }
    guard let kind = rest.popFirst(), number.isFinite else {
      throw ScoringError(.brokenDocument, "\(pattern) formats no number")
    }
    var digits: String
    switch kind {
    case "d": digits = Int(exactly: number.rounded(.towardZero)).map { String(abs($0)) } ?? abs(number).description
    case "f": digits = FixedPoint.text(of: abs(number), digits: precision)
    case "s": digits = isWhole ? Int(exactly: abs(number)).map { String($0) } ?? "" : abs(number).description
    default: throw ScoringError(.unsupported, "the format %\(kind) of \(pattern)")
    }
    let sign = number < 0 ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : ""
    let room = max(0, min(Int(width) ?? 0, 1000) - digits.count - sign.count)
    if flags.contains("0"), !flags.contains("-") { digits = String(repeating: "0", count: room) + digits }
    let blanks = flags.contains("0") && !flags.contains("-") ? "" : String(repeating: " ", count: room)
    let body = flags.contains("-") ? sign + digits + blanks : blanks + sign + digits
    return String(pattern[..<start]) + body + rest
  }

  /// `%Y-%m-%d %H:%M:%S` and their like.
  static func format(_ moment: FieldValue, by pattern: String) throws(ScoringError) -> String {
    guard case .moment(let type, let count) = moment else {
      throw ScoringError(.invalidValue, "`formatDatetime` takes a date or a time, and is given \(moment.text)")
    }
    let seconds = Calendar.seconds(count, of: type) ?? count
    let days = Calendar.floorDivide(seconds, Calendar.secondsPerDay)
    let time = seconds - days * Calendar.secondsPerDay
    let date = Calendar.date(ofDays: days)
    var result = ""
    var rest = pattern[...]
    while let character = rest.popFirst() {
      guard character == "%", let letter = rest.popFirst() else {
        result.append(character)
        continue
      }
      guard let part = part(letter, date: date, time: time, days: days) else {
        throw ScoringError(.unsupported, "the format %\(letter) of \(pattern)")
      }
      result += part
    }
    return result
  }

  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let dayNames = ["Thursday", "Friday", "Saturday", "Sunday", "Monday", "Tuesday", "Wednesday"]

  private static func part(
    _ letter: Character, date: (year: Int, month: Int, day: Int), time: Int, days: Int
  ) -> String? {
    let hour = time / 3600
    let weekday = dayNames[days - Calendar.floorDivide(days, 7) * 7]
    switch letter {
    case "Y": return Calendar.padded(date.year, 4)
    case "y": return Calendar.padded(date.year % 100, 2)
    case "m": return Calendar.padded(date.month, 2)
    case "d": return Calendar.padded(date.day, 2)
    case "e": return date.day < 10 ? " \(date.day)" : "\(date.day)"
    case "H": return Calendar.padded(hour, 2)
    case "I": return Calendar.padded(hour % 12 == 0 ? 12 : hour % 12, 2)
    case "p": return hour < 12 ? "AM" : "PM"
    case "M": return Calendar.padded(time / 60 % 60, 2)
    case "S": return Calendar.padded(time % 60, 2)
    case "j": return Calendar.padded(days - Calendar.start(ofYear: date.year) + 1, 3)
    case "B": return monthNames[date.month - 1]
    case "b", "h": return String(monthNames[date.month - 1].prefix(3))
    case "A": return weekday
    case "a": return String(weekday.prefix(3))
    case "F": return Calendar.text(of: days, as: .date)
    case "T": return Calendar.text(of: time, as: .time)
    case "%": return "%"
    default: return nil
    }
  }
}

/// Numbers with a set count of digits behind the point.
enum FixedPoint {
  /// The decimal expansion of the double, cut exactly, halves away from zero.
  static func text(of number: Double, digits: Int) -> String {
    // A double is an integer times a power of two: digits come out one at a time, in integers as long as they must be.
    var whole = Decimal(number.rounded(.down))
    var fraction = number - number.rounded(.down)
    var places: [UInt8] = []
    for _ in 0...digits {
      fraction *= 10
      let digit = fraction.rounded(.down)
      places.append(UInt8(digit))
      fraction -= digit
    }
    let roundsUp = places.removeLast() >= 5
    if roundsUp {
      var index = places.count - 1
      while index >= 0, places[index] == 9 {
        places[index] = 0
        index -= 1
      }
      if index >= 0 { places[index] += 1 } else { whole = Decimal(number.rounded(.down) + 1) }
    }
    let tail = places.map { String($0) }.joined()
    return digits == 0 ? whole.text : whole.text + "." + tail
  }

  /// A whole double in decimal digits.
  private struct Decimal {
    var text: String
    init(_ number: Double) {
      if let whole = Int(exactly: number) {
        text = String(whole)
        return
      }
      // Significand times a power of two, by schoolbook doubling.
      var digits = String(UInt64(number.significand * 4_503_599_627_370_496)).reversed().map {
        Int($0.wholeNumberValue ?? 0)
      }
      for _ in 0..<max(0, Int(number.exponent) - 52) {
        var carry = 0
        for index in digits.indices {
          let doubled = digits[index] * 2 + carry
          digits[index] = doubled % 10
          carry = doubled / 10
        }
        if carry > 0 { digits.append(carry) }
      }
      text = digits.reversed().map { String($0) }.joined()
    }
  }
}
