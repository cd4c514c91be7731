// Values, dates and functions as documents write them.

import Testing

@testable import PredictiveMarkup

@Suite("Values of documents")
struct ValueTests {
  @Test(
    "days are counted by the calendar", arguments: [("1970-01-01", 0), ("2000-03-01", 11_017), ("1960-01-01", -3653)])
  func days(text: String, expected: Int) {
    #expect(Calendar.parse(text, as: .date) == expected)
    #expect(Calendar.text(of: expected, as: .date) == text)
  }

  @Test("days that are none are refused", arguments: ["2001-02-29", "2001-13-01", "2001-1", "x", ""])
  func noDays(text: String) { #expect(Calendar.parse(text, as: .date) == nil) }
}
