// godwit inspect: what a model file is and holds, without executing it.

import ArgumentParser
import FoundationEssentials
import ModelCore
import ModelFormats
import PredictiveMarkup
import Verification

/// `godwit inspect MODEL`.
struct InspectCommand: ParsableCommand {
  enum Format: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Tell what a model file is: what wrote it, what goes in, the estimator or graph, what a pickle wants.",
    discussion: "Nothing in the file is executed.")

  @Argument(help: ArgumentHelp("The model file, recognised by what it holds.", valueName: "model"))
  var model: String

  @Option(
    help: ArgumentHelp("Which estimator of a pickle that holds several, by its path.", valueName: "path"))
  var select: String?

  @Option(help: "How to print: \(Format.allCases.map(\.rawValue).joined(separator: " or ")).")
  var format = Format.text

  func run() throws {
    do {
      let report = try ModelReport(path: model, select: select)
      switch format {
      case .text: Console().print(report.text)
      case .json:
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        Console().print(String(decoding: try encoder.encode(report), as: UTF8.self))
      }
    } catch let error as FormatError {
      throw Failure("\(error)".hasPrefix("\(model): ") ? "\(error)" : "\(model): \(error)")
    } catch let error as ONNXError {
      throw Failure("\(error)".hasPrefix("\(model): ") ? "\(error)" : "\(model): \(error)")
    }
  }
}

/// What is told about a model file.
struct ModelReport: Encodable {
  struct Global: Encodable {
    var name: String
    var isCalled: Bool
    var meaning: String
  }
  struct Held: Encodable {
    var path: String
    var summary: String
    var isEstimator: Bool
  }
  struct Column: Encodable {
    var name: String
    var kind: String
  }

  var path: String
  var kind: String
  var compression: String?
  var size: Int
  var writer: String?
  var inputs: [Column] = []
  var outputs: [Column] = []
  var model: ValueOutline?
  /// What is in a pickle that is no estimator itself.
  var holds: [Held] = []
  var globals: [Global] = []
  var remarks: [String] = []
  /// Why the model in the file is not read; nil where it is.
  var problem: String?

  private var select: String?
  private enum CodingKeys: String, CodingKey {
    case path, kind, compression, size, writer, inputs, outputs, model, holds, globals, remarks, problem
  }

  init(path: String, select: String? = nil) throws {
    self.path = path
    self.select = select
    var file = try ModelFile(path: path)
    size = file.size
    kind = file.kind.rawValue
    compression = file.compression?.rawValue
    switch file.kind {
    case .pickle, .joblib, .joblibZ: try readPickle(file)
    case .onnx: try readGraph(file)
    case .pmml: readDocument(&file.source)
    case .unknown: throw Failure("\(path) is no model file of a kind that is known; look at how it was saved.")
    case .lightGBM, .lightGBMJSON, .xgboostBinary, .xgboostJSON, .xgboostUBJSON, .catBoost, .catBoostJSON:
      try readModel { try ModelReading.read(file)?.model }
    case .skops:
      problem =
        "skops files are recognised and not opened here; load it with skops.io.load and save it with joblib.dump"
    default: problem = "files of this kind are recognised and not opened here"
    }
  }

  private mutating func readPickle(_ file: ModelFile) throws {
    let pickle = try Pickle.read(file.source)
    if pickle.isJoblib && file.kind == .pickle { kind = ModelFileKind.joblib.rawValue }
    globals = pickle.wanted.map { Global(name: $0.global.path, isCalled: $0.isCalled, meaning: $0.meaning.rawValue) }
    if !ScikitLearnReader.canRead(pickle) {
      let all = ScikitLearnReader.held(in: pickle)
      holds = all.map { Held(path: $0.path, summary: $0.summary, isEstimator: $0.isEstimator) }
      guard all.contains(where: \.isEstimator) || select != nil else {
        problem = "it holds no estimator that is known"
        return
      }
    }
    let selection = select.map { ModelSelection.path($0) } ?? .only
    try readModel { try ScikitLearnReader.read(pickle, selecting: selection) }
  }

  /// What the estimator dialect tells of a model; why it is not read, where it is refused.
  private mutating func readModel(_ read: () throws -> PredictiveModel?) throws {
    do {
      guard let read = try read() else { return }
      let version = read.origin.version.map { " \($0)\(read.origin.isInferred ? " (concluded from its shape)" : "")" }
      writer = read.origin.library + (version ?? "")
      inputs = read.inputs.map { Column(name: $0.name, kind: $0.kind.rawValue) }
      outputs = ((try? GoldenRows(of: read, limit: 1))?.outputs ?? []).map { Column(name: $0.name, kind: $0.kind) }
      model = ValueOutline(of: read.estimator, named: "model")
      remarks = read.remarks.map { "\($0.loss.rawValue): \($0.place): \($0.text)" }
    } catch {
      problem = "\(error)"
    }
  }

  private mutating func readDocument(_ source: inout ModelSource) {
    do {
      let document = try PMMLReader.read(emptying: &source)
      writer = [document.header.application, document.header.applicationVersion].compactMap { $0 }
        .joined(separator: " ")
      if writer?.isEmpty == true { writer = nil }
      model = document.outline
      guard let first = document.models.first else { return }
      let fields = Dictionary(document.fields.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
      inputs = first.schema.filter { !$0.usage.isTarget }.map { mining in
        let field = fields[mining.name]
        let usage = mining.usage == .active ? "" : ", \(mining.usage.rawValue)"
        return Column(
          name: mining.name,
          kind: field.map { "\($0.type.name), \(($0.operation).rawValue)\(usage)" } ?? "unknown\(usage)")
      }
      outputs = first.answers(in: document).map { Column(name: $0.name, kind: $0.kind) }
      if document.models.count > 1 {
        remarks = ["lossy: document: only the first of its \(document.models.count) models is scored and converted"]
      }
    } catch {
      problem = "\(error)"
    }
  }

  private mutating func readGraph(_ file: ModelFile) throws {
    let bytes = file.source.bytes
    let result = try ONNXReader.outline(bytes.withUnsafeBytes { ContiguousArray($0) })
    let read = result.model
    writer = [read.producerName, read.producerVersion].filter { !$0.isEmpty }.joined(separator: " ")
    func column(_ info: ValueInfo) -> Column { Column(name: info.name, kind: info.type?.text ?? "unknown") }
    let constants = Set(read.graph.constants.map(\.name))
    inputs = read.graph.inputs.filter { !constants.contains($0.name) }.map(column)
    outputs = read.graph.outputs.map(column)
    var counts: [String: Int] = [:]
    for node in read.graph.nodes { counts[node.operation, default: 0] += 1 }
    let operators = counts.sorted { $0.key < $1.key }.map { ValueOutline(name: $0.key, value: "\($0.value)") }
    let opsets = read.opsets.map {
      ValueOutline(name: $0.domain.isEmpty ? "ai.onnx" : $0.domain, value: "\($0.version)")
    }
    model = ValueOutline(
      name: "graph", value: read.graph.name,
      children: [
        ValueOutline(name: "opsets", children: opsets), ValueOutline(name: "operators", children: operators),
        ValueOutline(name: "constants", value: "\(constants.count)"),
      ])
    remarks = result.remarks.map { "\($0.loss.rawValue): \($0.place): \($0.text)" }
  }

  var text: String {
    var lines = ["\(path): \(kind)\(compression.map { ", \($0)" } ?? ""), \(size) bytes"]
    if let writer { lines.append("written by \(writer)") }
    if !inputs.isEmpty { lines.append("inputs") }
    lines += inputs.map { "  \($0.name): \($0.kind)" }
    if !outputs.isEmpty { lines.append("outputs") }
    lines += outputs.map { "  \($0.name): \($0.kind)" }
    if let model { lines += model.lines(indent: "") }
    if !holds.isEmpty { lines.append("holds") }
    lines += holds.map { "  \($0.path): \($0.summary)\($0.isEstimator ? ", an estimator" : "")" }
    if !globals.isEmpty { lines.append("a pickle's names") }
    lines += globals.map { "  \($0.name): \($0.meaning)\($0.isCalled ? ", called" : "")" }
    lines += remarks
    if let problem { lines.append("not read: \(problem)") }
    return lines.joined(separator: "\n")
  }
}

extension ValueType {
  /// As ONNX's tools write it.
  fileprivate var text: String {
    switch self {
    case .tensor(let element, let shape), .sparseTensor(let element, let shape): "\(element)\(Self.text(shape))"
    case .sequence(let element): "sequence of \(element.text)"
    case .map(let key, let value): "map from \(key) to \(value.text)"
    case .optional(let element): "optional \(element.text)"
    case .opaque(let domain, let name): "\(domain).\(name)"
    }
  }

  private static func text(_ shape: [Dimension]?) -> String {
    guard let shape else { return "" }
    let sizes = shape.map { dimension in
      switch dimension {
      case .fixed(let size): "\(size)"
      case .named(let name): name
      case .unknown: "?"
      }
    }
    return "[\(sizes.joined(separator: ", "))]"
  }
}
