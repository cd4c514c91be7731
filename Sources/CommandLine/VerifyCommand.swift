// godwit verify: whether a migrated model still predicts the same.

import ArgumentParser
import Equivalence
import Verification

/// `godwit verify ORIGINAL MIGRATED`.
struct VerifyCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json, jsonl }
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

    /// The least cosine of embeddings.
    var cosine: Double { self == .half || self == .bfloat16 ? 0.999 : 0.9999 }
  }
  enum Kind: String, ExpressibleByArgument, CaseIterable {
    case labels, probabilities, scores, values, numbers, embeddings, anomalies, ranking, detections

    var role: Predictions.Role { self == .labels ? .label : Predictions.Role(rawValue: rawValue) ?? .numbers }
  }

  static let configuration = CommandConfiguration(
    commandName: "verify",
    abstract: "Say whether a migrated model still predicts the same.",
    discussion: """
      Each of the two is a model file (a pickle or joblib of scikit-learn, ONNX, PMML) or a file of recorded answers: CSV,
      JSON Lines, .npy, .npz. Without --data the rows are made from the model: each threshold with its neighbours, each
      category, what is missing, unseen and beyond measure. Files are read a part at a time, so their size does not matter.

      Nothing in a file is executed, unless you name an interpreter with --python: it then loads and runs the original.

      What answers are is seen by their names and cells: label, probabilities, scores, embeddings, anomalies; `boxes` with
      `classes` and `scores` in JSON Lines are detections. --kind says it where that is not so.

      Exit codes: 0 equivalent, 1 different, 2 could not be compared, 3 not enough evidence.
      """)

  @Argument(help: ArgumentHelp("The original model, or its recorded answers.", valueName: "original"))
  var original: String

  @Argument(help: ArgumentHelp("The migrated model, or its recorded answers.", valueName: "migrated"))
  var migrated: String

  @Option(help: ArgumentHelp("Rows to compare on: CSV, JSON Lines, .npy or .npz.", valueName: "file"))
  var data: String?

  @Option(help: ArgumentHelp("An interpreter of Python that runs the original.", valueName: "interpreter"))
  var python: String?

  @Option(help: ArgumentHelp("The column of the data that says what is right.", valueName: "column"))
  var truth: String?

  @Option(help: ArgumentHelp("The column that names each row; it must be the same in all files.", valueName: "column"))
  var key: String?

  @Option(help: ArgumentHelp("The column that says which query of a ranking a row belongs to.", valueName: "column"))
  var query: String?

  @Option(help: "What the answers are.")
  var kind: Kind?

  @Option(help: ArgumentHelp("How many rows to make from the model at most.", valueName: "number"))
  var rows = 20_000

  @Option(help: "The precision that decides how close numbers must be; that of the less precise model by default.")
  var tolerance: Precision?

  @Option(help: ArgumentHelp("The share of rows that may flip at a boundary.", valueName: "share"))
  var budget: Double?

  @Option(
    help: ArgumentHelp("Where a score begins to count: of anomalies (0 by default) and boxes.", valueName: "number"))
  var threshold: Double?

  @Option(help: ArgumentHelp("The least cosine of embeddings.", valueName: "number"))
  var cosine: Double?

  @Flag(help: "Labels may have other names, one for one, as clusters have after another fit.")
  var relabelled = false

  @Option(help: "How to print: text, json or jsonl.")
  var format = Format.text

  func validate() throws {
    if rows < 1 { throw ValidationError("--rows takes a number from 1.") }
    if let budget, !(budget > 0 && budget < 1) { throw ValidationError("--budget takes a share between 0 and 1.") }
    if let cosine, !(cosine > 0 && cosine <= 1) { throw ValidationError("--cosine takes a number between 0 and 1.") }
    if let threshold, !threshold.isFinite { throw ValidationError("--threshold takes a number.") }
  }

  func run() throws {
    let report = try verified(request)
    switch format {
    case .text: Console().print(VerificationText(report, isColoured: Console().isColoured).text)
    case .json: Console().print(try JSONOutput.encode(VerificationDocument(report), pretty: true))
    case .jsonl: for line in try VerificationDocument(report).lines { Console().print(line) }
    }
    switch report.judgement.verdict {
    case .equivalent: return
    case .different: throw ExitCode(ExitStatus.findings.rawValue)
    case .notEnoughEvidence: throw ExitCode(ExitStatus.notEnoughEvidence.rawValue)
    }
  }

  private var request: VerificationRequest {
    var request = VerificationRequest(original: original, migrated: migrated, data: data)
    request.truth = truth
    request.key = key
    request.query = query
    request.kind = kind?.role
    request.python = python
    request.rowLimit = rows
    request.tolerance = tolerance?.tolerance
    request.budget = budget
    request.cosine = cosine ?? tolerance?.cosine
    request.threshold = threshold
    request.allowsRelabelling = relabelled
    return request
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
