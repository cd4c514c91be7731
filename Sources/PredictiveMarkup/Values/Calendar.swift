// Dates and times as numbers, by the proleptic Gregorian calendar.

/// What PMML's date types need of a calendar: no zones, no leap seconds.
enum Calendar {
  static let secondsPerDay = 86_400

  /// Days from 1970-01-01.
  static func days(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  static func date(ofDays days: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let part = (5 * dayOfYear + 2) / 153
    let month = part < 10 ? part + 3 : part - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
  }

  /// Days of the first of January of a year. PMML's year 0 is the year before year 1.
  static func start(ofYear year: Int) -> Int { days(year: year, month: 1, day: 1) }

  static func parse(_ text: String, as type: FieldType) -> Int? {
    let text = Literal.trimmed(text)
    switch type {
    case .date: return parseDate(text[...])
    case .time: return parseTime(text[...])
    case .dateTime: return parseBoth(text)
    case .daysSince(let year):
      return Int(text) ?? (parseDate(text.prefix(10))).map { $0 - start(ofYear: year) }
    case .secondsSince(let year):
      return Int(text) ?? parseBoth(text).map { $0 - start(ofYear: year) * secondsPerDay }
    case .timeSeconds: return Int(text) ?? parseTime(text[...])
    default: return nil
    }
  }

  private static func parseBoth(_ text: String) -> Int? {
    guard let at = text.firstIndex(where: { $0 == "T" || $0 == " " }) else {
      return parseDate(text[...]).map { $0 * secondsPerDay }
    }
    guard let date = parseDate(text[..<at]), let time = parseTime(text[text.index(after: at)...]) else { return nil }
    return date * secondsPerDay + time
  }

  private static func parseDate(_ text: Substring) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
      (0...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    let result = days(year: year, month: month, day: day)
    return date(ofDays: result) == (year, month, day) ? result : nil
  }

  private static func parseTime(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let hour = Int(parts[0]), let minute = Int(parts[1]),
      (0...23).contains(hour), (0...59).contains(minute)
    else { return nil }
    let seconds = parts.count == 3 ? Int(parts[2].prefix { $0 != "." }) : 0
    guard let seconds, (0...59).contains(seconds) else { return nil }
    return hour * 3600 + minute * 60 + seconds
  }

  /// Between date types, as far as the one says what the other needs.
  static func convert(_ count: Int, from: FieldType, to: FieldType) -> Int? {
    guard let seconds = seconds(count, of: from) else {
      return (from == .time && to == .timeSeconds) || (from == .timeSeconds && to == .time) ? count : nil
    }
    let days = floorDivide(seconds, secondsPerDay)
    switch to {
    case .date: return days
    case .dateTime: return seconds
    case .daysSince(let year): return days - start(ofYear: year)
    case .secondsSince(let year): return seconds - start(ofYear: year) * secondsPerDay
    case .time, .timeSeconds: return seconds - days * secondsPerDay
    default: return nil
    }
  }

  /// Seconds since 1970; nil for times of day.
  static func seconds(_ count: Int, of type: FieldType) -> Int? {
    switch type {
    case .date: count.multipliedReportingOverflow(by: secondsPerDay).overflow ? nil : count * secondsPerDay
    case .dateTime: count
    case .daysSince(let year):
      abs(count) > 1 << 40 ? nil : (count + start(ofYear: year)) * secondsPerDay
    case .secondsSince(let year): abs(count) > 1 << 56 ? nil : count + start(ofYear: year) * secondsPerDay
    default: nil
    }
  }

  static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
  }

  static func text(of count: Int, as type: FieldType) -> String {
    switch type {
    case .date: dateText(count)
    case .time: timeText(count)
    case .dateTime:
      dateText(floorDivide(count, secondsPerDay)) + "T"
        + timeText(count - floorDivide(count, secondsPerDay) * secondsPerDay)
    default: String(count)
    }
  }

  private static func dateText(_ days: Int) -> String {
    let date = date(ofDays: days)
    return "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
  }

  private static func timeText(_ seconds: Int) -> String {
    "\(padded(seconds / 3600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
  }

  static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
