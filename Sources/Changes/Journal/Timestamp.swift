// The time of a journal entry, without a date library.

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A second in UTC, written down.
struct Timestamp {
  /// Year, month, day, hour, minute, second; two digits each but the year.
  private let parts: [String]

  static func now() -> Timestamp { Timestamp(secondsSince1970: Int64(time(nil))) }

  /// The civil date by counting 400-year eras of 146,097 days from the first of March of the year 0.
  init(secondsSince1970 seconds: Int64) {
    let days = (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400 + 719_468
    let second = (seconds % 86_400 + 86_400) % 86_400
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let day = days - era * 146_097
    let yearOfEra = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
    let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    let numbers = [month, dayOfYear - (153 * march + 2) / 5 + 1, second / 3_600, second / 60 % 60, second % 60]
    parts = ["\(year)"] + numbers.map { $0 < 10 ? "0\($0)" : "\($0)" }
  }

  /// `2026-11-23T22:50:20Z`.
  var text: String { parts[0..<3].joined(separator: "-") + "T" + parts[3...].joined(separator: ":") + "Z" }
  /// `20261123T225020Z`, fit for a file's name.
  var compact: String { parts[0..<3].joined() + "T" + parts[3...].joined() + "Z" }
}
