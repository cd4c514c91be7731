// godwit verify: whether a migrated model still predicts the same.

import ArgumentParser
import Equivalence
import Verification

/// `godwit verify ORIGINAL MIGRATED`.
struct VerifyCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }
  enum Precision: String, ExpressibleByArgument, CaseIterable {
    case double, single, tight, half, bfloat16

    var tolerance: Tolerance {
      switch self {
      case .double: .double
      case .single: .single
      case .tight: .tightSingle
      case .half: .half
      case .bfloat16: .brainHalf
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Say whether a migrated model still predicts the same.",
    discussion: """
      Each of the two is a model file (a pickle or joblib of scikit-learn, ONNX, PMML) or a file of recorded answers (.csv,
      .npy, .npz). Without --data the rows are made from the model: each threshold with its neighbours, each category,
      what is missing, unseen and beyond measure. Nothing in a file is executed.

      Exit codes: 0 equivalent, 1 different, 2 could not be compared, 3 not enough evidence.
      """)

  @Argument(help: ArgumentHelp("The original model, or its recorded answers.", valueName: "original"))
  var original: String

  @Argument(help: ArgumentHelp("The migrated model, or its recorded answers.", valueName: "migrated"))
  var migrated: String

  @Option(help: ArgumentHelp("Rows to compare on: .csv, .npy or .npz.", valueName: "file"))
  var data: String?

  @Option(help: ArgumentHelp("The column of the data that says what is right.", valueName: "column"))
  var truth: String?

  @Option(help: ArgumentHelp("How many rows to make from the model at most.", valueName: "number"))
  var rows = 20_000

  @Option(help: "The precision that decides how close numbers must be; that of the less precise model by default.")
  var tolerance: Precision?

  @Option(help: ArgumentHelp("The share of rows that may flip at a boundary.", valueName: "share"))
  var budget: Double?

  @Option(help: "How to print: text or json.")
  var format = Format.text

  func validate() throws {
    if rows < 1 { throw ValidationError("--rows takes a number from 1.") }
    if let budget, !(budget > 0 && budget < 1) { throw ValidationError("--budget takes a share between 0 and 1.") }
  }

  func run() throws {
    var request = VerificationRequest(original: original, migrated: migrated, data: data)
    request.truth = truth
    request.rowLimit = rows
    request.tolerance = tolerance?.tolerance
    request.budget = budget
    let report = try verified(request)
    switch format {
    case .text: Console().print(VerificationText(report, isColoured: Console().isColoured).text)
    case .json: Console().print(try JSONOutput.encode(VerificationDocument(report), pretty: true))
    }
    switch report.judgement.verdict {
    case .equivalent: return
    case .different: throw ExitCode(ExitStatus.findings.rawValue)
    case .notEnoughEvidence: throw ExitCode(ExitStatus.notEnoughEvidence.rawValue)
    }
  }

  private func verified(_ request: VerificationRequest) throws -> VerificationReport {
    var run = VerificationRun(request)
    do {
      return try run.report()
    } catch {
      throw Failure("\(error)")
    }
  }
}
