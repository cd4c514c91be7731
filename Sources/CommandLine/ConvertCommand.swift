// godwit convert: a model file becomes ONNX or PMML, or the reason why it cannot.

import ArgumentParser
import Conversion
import ModelCore
import ModelFormats

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

  @Flag(help: "Give probabilities as maps from labels, as skl2onnx does by default.")
  var zipMap = false

  func run() throws {
    if to == .pmml && (opset != nil || zipMap) {
      throw Failure("--opset and --zip-map are of ONNX; leave them out with --to pmml.")
    }
    let target = output ?? Self.path(of: model, ending: to.rawValue)
    do {
      let (bytes, remarks) = try converted(ModelFile(path: model))
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
    return Failure("\(path) is \(kind.rawValue), which cannot be converted yet; `godwit inspect` tells what is in it.")
  }

  private func converted(_ file: ModelFile) throws -> (bytes: ContiguousArray<UInt8>, remarks: [Remark]) {
    if file.kind == .pmml && to == .onnx {
      if zipMap { throw Failure("--zip-map is of models read from pickles; leave it out for PMML.") }
      let result = try PMMLToONNXConversion.convert(PMMLReader.read(file.source.bytes), target: try operatorTarget())
      return (ONNXWriter.bytes(of: result.model), result.remarks)
    }
    guard let reading = try ModelReading.read(file) else { throw Self.unsupported(file.kind, model) }
    return try converted(reading.model)
  }

  private func operatorTarget() throws -> OperatorTarget {
    try opset.map { number in try OperatorTarget(opset: number) } ?? OperatorTarget()
  }

  private func converted(_ read: PredictiveModel) throws -> (bytes: ContiguousArray<UInt8>, remarks: [Remark]) {
    switch to {
    case .onnx:
      let result = try ONNXConversion.convert(read, options: .init(target: try operatorTarget(), zipsMaps: zipMap))
      return (ONNXWriter.bytes(of: result.model), result.remarks)
    case .pmml:
      let result = try PMMLConversion.convert(read)
      return (PMMLWriter.write(result.document), result.remarks)
    }
  }

  /// The path with another ending than its last.
  private static func path(of model: String, ending: String) -> String {
    let start = model.lastIndex(of: "/").map { model.index(after: $0) } ?? model.startIndex
    let name = model[start...]
    let stem = name.dropFirst().lastIndex(of: ".").map { name[..<$0] } ?? name
    return "\(model[..<start])\(stem).\(ending)"
  }
}
