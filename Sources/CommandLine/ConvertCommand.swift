// godwit convert: a model file becomes ONNX or PMML, or the reason why it cannot.

import ArgumentParser
import Conversion
import ModelCore
import ModelFormats
import Verification

/// `godwit convert MODEL --to onnx|pmml [-o FILE] [--opset N]`.
struct ConvertCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case onnx, pmml }

  static let configuration = CommandConfiguration(
    commandName: "convert",
    abstract: "Convert a model file without its framework.",
    discussion: """
      Nothing in the file is executed. What the conversion lost is told item by item: exact, bounded, or lossy. A model \
      that cannot be converted faithfully is refused, and no file is written.
      """)

  @Argument(help: ArgumentHelp("The model file, recognised by what it holds.", valueName: "model"))
  var model: String

  @Option(help: "What it is to become: \(Format.allCases.map(\.rawValue).joined(separator: " or ")).")
  var to: Format

  @Option(
    name: [.short, .long],
    help: ArgumentHelp("The file to write; the model's name with another ending by default.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "The `ai.onnx` opset, \(OperatorTarget.oldest) to \(OperatorTarget.newest).", valueName: "number"))
  var opset: Int?

  @Option(
    help: ArgumentHelp(
      "Which estimator of a pickle that holds several, by its path as `godwit inspect` tells it.", valueName: "path"))
  var select: String?

  @Flag(help: "Give probabilities as maps from labels, as skl2onnx does by default.")
  var zipMap = false

  @Flag(help: "Give the leaf of each tree too, as `pred_leaf` and `apply` do.")
  var leaves = false

  @Flag(help: "Give raw scores of regressors too, as `raw_score` and `output_margin` do.")
  var rawScores = false

  @Option(
    help: ArgumentHelp(
      "How many rows with their answers travel with the model, 0 to \(GoldenRows.most); `godwit verify` of the file alone checks them.",
      valueName: "number"))
  var goldenRows = 100

  @Option(
    help: ArgumentHelp(
      "Write the graph and its golden rows as a folder for ONNX's own test runner as well.", valueName: "folder"))
  var testData: String?

  func validate() throws {
    guard (0...GoldenRows.most).contains(goldenRows) else {
      throw ValidationError("--golden-rows takes a number from 0 to \(GoldenRows.most).")
    }
  }

  func run() throws {
    if to == .pmml && (opset != nil || zipMap || leaves || rawScores || testData != nil) {
      throw Failure(
        "--opset, --zip-map, --leaves, --raw-scores and --test-data are of ONNX; leave them out with --to pmml.")
    }
    if testData != nil && (zipMap || goldenRows == 0) {
      throw Failure("--test-data needs golden rows, and outputs that are tensors; leave --zip-map out.")
    }
    let target = output ?? Self.path(of: model, ending: to.rawValue)
    do {
      var file = try ModelFile(path: model)
      let (bytes, remarks) = try converted(&file)
      try OutputFile(path: target).write(bytes)
      Console().print("Wrote \(target) (\(bytes.count) bytes).")
      for remark in remarks { Console().print("  \(remark.loss.rawValue): \(remark.place): \(remark.text)") }
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure("\(error)".hasPrefix("\(model): ") ? "\(error)" : "\(model): \(error)")
    }
  }

  private static func unsupported(_ kind: ModelFileKind, _ path: String) -> Failure {
    if kind == .unknown {
      return Failure("\(path) is no model file of a kind that is known; look at how it was saved.")
    }
    if kind == .pmml { return Failure("\(path) is PMML already; convert it with --to onnx.") }
    if kind == .skops {
      return Failure(
        "\(path) is skops, whose objects are not read here; load it with `skops.io.load` and save it with `joblib.dump`."
      )
    }
    return Failure("\(path) is \(kind.rawValue), which cannot be converted yet; `godwit inspect` tells what is in it.")
  }

  private func converted(_ file: inout ModelFile) throws -> (bytes: ContiguousArray<UInt8>, remarks: [Remark]) {
    if file.kind == .pmml && to == .onnx && select == nil {
      if zipMap || leaves || rawScores || testData != nil {
        throw Failure(
          "--zip-map, --leaves, --raw-scores and --test-data are of models read from other files; leave them out for "
            + "PMML.")
      }
      let document = try PMMLReader.read(emptying: &file.source)
      let result = try PMMLToONNXConversion.convert(document, target: try operatorTarget())
      return (ONNXWriter.bytes(of: result.model), result.remarks)
    }
    if select != nil, ![.pickle, .joblib, .joblibZ].contains(file.kind) {
      throw Failure("--select is of pickles; \(model) is \(file.kind.rawValue).")
    }
    guard let reading = try ModelReading.read(file, selecting: select.map { .path($0) } ?? .only) else {
      throw Self.unsupported(file.kind, model)
    }
    return try converted(reading.model)
  }

  private func operatorTarget() throws -> OperatorTarget {
    try opset.map { number in try OperatorTarget(opset: number) } ?? OperatorTarget()
  }

  private func converted(_ read: PredictiveModel) throws -> (bytes: ContiguousArray<UInt8>, remarks: [Remark]) {
    let golden = golden(of: read)
    switch to {
    case .onnx:
      var result = try ONNXConversion.convert(
        read,
        options: .init(
          target: try operatorTarget(), zipsMaps: zipMap, givesLeaves: leaves, givesRawScores: rawScores))
      if let golden, !zipMap { result.model.metadata.append(golden.property) }
      let bytes = ONNXWriter.bytes(of: result.model)
      if let testData {
        guard let golden else { throw Failure("\(model) has no answer to rows made from it; leave --test-data out.") }
        try TestDataFolder(path: testData).write(bytes, golden.tensors(for: result.model.graph))
      }
      return (bytes, result.remarks)
    case .pmml:
      let result = try PMMLConversion.convert(read, goldenRows: golden?.forMarkup)
      return (PMMLWriter.write(result.document), result.remarks)
    }
  }

  /// Nil where none are wanted, or the model has no answer to rows that are made from it.
  private func golden(of model: PredictiveModel) -> GoldenRows? {
    goldenRows == 0 ? nil : try? GoldenRows(of: model, limit: goldenRows)
  }

  /// The path with another ending than its last.
  private static func path(of model: String, ending: String) -> String {
    let start = model.lastIndex(of: "/").map { model.index(after: $0) } ?? model.startIndex
    let name = model[start...]
    let stem = name.dropFirst().lastIndex(of: ".").map { name[..<$0] } ?? name
    return "\(model[..<start])\(stem).\(ending)"
  }
}
