// A model that only the user's interpreter can run, run by the CPython at hand.

import Equivalence
import Testing

@testable import Verification

@Suite("An interpreter of the user's")
struct PythonTests {
  /// A class in one expression, so that a pickle brings it along; nothing here would read it.
  private static let ours = """
    type('Ours', (object,), {'classes_': ['no', 'yes'], \
    'predict_proba': lambda self, rows: [[0.75, 0.25] if row[0] + row[1] < 1 else [0.125, 0.875] for row in rows], \
    'predict': lambda self, rows: [self.classes_[shares[1] > 0.5] for shares in self.predict_proba(rows)]})()
    """
  private static var alone: String { "c__builtin__\neval\n(V\(ours)\ntR." }
  private static var several: String {
    "(dVfirst\nc__builtin__\neval\n(V\(ours.replacing("0.75", with: "0.625"))\ntRsVsecond\nc__builtin__\neval\n(V\(ours)\ntRs."
  }
  private static let rows = "a,b\n0,0.5\n0.5,0.75\n2,-3\n1,0\n"
  private static let answers =
    "label,probability_no,probability_yes\nno,0.75,0.25\nyes,0.125,0.875\nno,0.75,0.25\nyes,0.125,0.875\n"

  private func report(_ pickle: String, _ answers: String, select: String? = nil) throws -> VerificationReport {
    try ScratchFile(pickle, ending: "pkl").read { original in
      try ScratchFile(answers, ending: "csv").read { recorded in
        try ScratchFile(Self.rows, ending: "csv").read { rows in
          var request = VerificationRequest(original: original, migrated: recorded, data: rows)
          request.python = "python3"
          request.select = select
          var run = VerificationRun(request)
          return try run.report()
        }
      }
    }
  }

  @Test("answers are compared number by number and label by label")
  func answers() throws {
    let same = try report(Self.alone, Self.answers)
    #expect(same.originalName.contains("Python 3."))
    #expect(same.comparison.rows == 4 && same.judgement.verdict != .different)
    let other = try report(Self.alone, Self.answers.replacing("no,0.75,0.25\nyes", with: "yes,0.25,0.75\nyes"))
    #expect(other.judgement.verdict == .different)
  }

  @Test("a model is chosen among what the file holds")
  func chosen() throws {
    #expect(try report(Self.several, Self.answers, select: "second").judgement.verdict != .different)
    #expect(try report(Self.several, Self.answers, select: "first").judgement.verdict == .different)
    #expect(throws: VerificationError.self) { try report(Self.several, Self.answers) }
  }
}
