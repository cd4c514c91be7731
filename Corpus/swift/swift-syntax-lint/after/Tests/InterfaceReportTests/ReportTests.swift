import XCTest

@testable import InterfaceReport

final class ReportTests: XCTestCase {
  private let source = """
    @testable import Models
    public struct Scorer<Model>: Sendable, Equatable {
      public let threshold: Double
      public var labels: [String] { [] }
      var cache: Array<Int>
      var rows: [Double]
      public func score(_ row: [Double], at time: Int) throws -> Double {
        for a in row { for b in row { for c in row { use(a, b, c) } } }
        print("scored")
        return outputs.first!
      }
      func reset() {
        fatalError("later")
      }
    }
    public enum Verdict { case same, different(Int, Int) }
    public typealias Row = [Double]
    """

  func testEntries() {
    let report = Report(file: "Scorer.swift", source: source)
    XCTAssertEqual(
      report.entries.map(\.path),
      [
        "Models", "Row", "Scorer.labels", "Scorer.score(_:at:)", "Scorer.threshold", "Scorer<Model>", "Verdict",
        "Verdict.different", "Verdict.same",
      ])
    XCTAssertEqual(report.entries.first?.detail, "with attributes")
    XCTAssertEqual(report.entries[3].detail, " throws-> Double")
    XCTAssertEqual(report.entries[2].detail, "computed [String]")
    XCTAssertEqual(report.entries[5].detail, "Sendable, Equatable")
    XCTAssertEqual(report.entries[7].detail, "2 values")
    XCTAssertEqual(report.entries[3].line, 7)
  }

  func testRemarks() {
    let report = Report(file: "Scorer.swift", source: source)
    XCTAssertEqual(
      report.remarks.map(\.text),
      [
        "a loop within loops over row", "`outputs.first!` stops the process where there is no value",
        "outputs are looked up by name, not by place", "reset is plain", "fatalError: later",
      ])
  }

  func testMembers() {
    let report = Report(file: "Scorer.swift", source: source)
    XCTAssertEqual(report.members, ["Scorer: threshold: Double; cache: Array of 1; rows: many Double"])
  }

  func testLogging() {
    XCTAssertEqual(logging("print(\"a\")\n"), "log(message: \"a\")\n")
    XCTAssertEqual(logging("print(1, 2)"), "print(1, 2)")
    XCTAssertEqual(logging("  func f() {}"), "  internal func f() {}")
    XCTAssertEqual(logLine("ready"), "log(message: \"ready\")")
  }
}
