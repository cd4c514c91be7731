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

      A model that `godwit convert` wrote carries golden rows: `godwit verify MODEL` alone says whether it still answers
      them as the original did.

      Nothing in a file is executed, unless you name an interpreter with --python: it then loads and runs the original.

      What answers are is seen by their names and cells: label, probabilities, scores, embeddings, anomalies; `boxes` with
      `classes` and `scores` in JSON Lines are detections. --kind says it where that is not so.

      Exit codes: 0 equivalent, 1 different, 2 could not be compared, 3 not enough evidence.
      """)

  @Argument(help: ArgumentHelp("The original model, or its recorded answers.", valueName: "original"))
  var original: String

  @Argument(
    help: ArgumentHelp(
      "The migrated model, or its recorded answers; without it, the first file is checked by its own golden rows.",
      valueName: "migrated"))
  var migrated: String?

  @Option(help: ArgumentHelp("Rows to compare on: CSV, JSON Lines, .npy or .npz.", valueName: "file"))
  var data: String?

  @Option(
    help: ArgumentHelp(
      "Which estimator of an original that holds several, by its path as `godwit inspect` tells it.", valueName: "path")
  )
  var select: String?

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

  @Option(help: ArgumentHelp("Write a page for a browser as well.", valueName: "file"))
  var html: String?

  func validate() throws {
    if rows < 1 { throw ValidationError("--rows takes a number from 1.") }
    if let budget, !(budget > 0 && budget < 1) { throw ValidationError("--budget takes a share between 0 and 1.") }
    if let cosine, !(cosine > 0 && cosine <= 1) { throw ValidationError("--cosine takes a number between 0 and 1.") }
    let isOfTwo = [data, python, truth, key, query, select].contains { $0 != nil } || kind != nil
    if migrated == nil, isOfTwo {
      throw ValidationError("--data, --select, --python, --truth, --key, --query and --kind need two files.")
    }
    if let threshold, !threshold.isFinite { throw ValidationError("--threshold takes a number.") }
  }

  func run() throws {
    let report = try verified()
    if let html {
      let page = VerificationPage(report, command: Self.typed).text
      try OutputFile(path: html).write(ContiguousArray(page.utf8))
    }
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

  /// The command as it was typed, with quotes where a shell wants them.
  private static var typed: String {
    let words = CommandLine.arguments.dropFirst().map { word in
      let isPlain = word.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "-_./=,:@+".utf8.contains(byte)
      }
      return isPlain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
    }
    return (["godwit"] + words).joined(separator: " ")
  }

  private func request(_ migrated: String) -> VerificationRequest {
    var request = VerificationRequest(original: original, migrated: migrated, data: data)
    request.truth = truth
    request.key = key
    request.query = query
    request.kind = kind?.role
    request.select = select
    request.python = python
    request.rowLimit = rows
    request.tolerance = tolerance?.tolerance
    request.budget = budget
    request.cosine = cosine ?? tolerance?.cosine
    request.threshold = threshold
    request.allowsRelabelling = relabelled
    return request
  }

  private func verified() throws -> VerificationReport {
    do {
      guard let migrated else { return try GoldenCheck(path: original, tolerance: tolerance?.tolerance).report() }
      var run = VerificationRun(request(migrated))
      return try run.report()
    } catch {
      throw Failure("\(error)")
    }
  }
}
