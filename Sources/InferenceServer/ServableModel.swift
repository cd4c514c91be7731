// A model file as a session that answers requests.

internal import Conversion
internal import Equivalence
package import Inference
package import InferenceProtocol
internal import ModelCore
internal import ModelFormats
internal import Verification

/// A model that is loaded, and has shown that it answers here as it did where it was made.
package struct ServableModel: Sendable {
  package var session: InferenceSession
  package var signature: ModelSignature
  /// What a person should know of how it came here.
  package var remarks: [String]

  package init(session: InferenceSession, signature: ModelSignature, remarks: [String] = []) {
    self.session = session
    self.signature = signature
    self.remarks = remarks
  }
}

extension ServableModel {
  /// Golden rows that a model converted here is checked by.
  private static let goldenRows = 100

  /// Loads a file of any format that can be a graph, and runs its golden rows.
  ///
  /// - Parameter threads: that one run may use.
  /// - Throws: an error with one sentence where it cannot be served, and where its golden rows come out different.
  package static func load(path: String, threads: Int) throws -> ServableModel {
    let graph = try graph(path)
    let library = try InferenceLibrary()
    let session = try InferenceSession(graph.bytes, in: library, options: .init(threads: threads))
    let signature = try signature(of: session, path)
    var remarks = graph.remarks
    if let report = try GoldenCheck.report(of: session, metadata: graph.metadata, path: path) {
      guard case .equivalent = report.judgement.verdict else {
        throw ServingError(
          "\(path) answers \(report.comparison.differentRows) of its \(report.rows) differently here; "
            + "`godwit verify \(path)` shows which")
      }
    } else {
      remarks.append(
        "\(path) carries no golden rows, so that it is served unchecked; `godwit convert` writes them into a model")
    }
    return ServableModel(session: session, signature: signature, remarks: remarks)
  }

  private struct Graph {
    var bytes: ContiguousArray<UInt8>
    var metadata: [Property]
    var remarks: [String] = []
  }

  private static func graph(_ path: String) throws -> Graph {
    let file = try ModelFile(path: path)
    switch file.kind {
    case .onnx:
      let bytes = file.source.bytes.withUnsafeBytes { ContiguousArray($0) }
      return Graph(bytes: bytes, metadata: try ONNXReader.outline(bytes).model.metadata)
    case .pmml:
      let result = try PMMLToONNXConversion.convert(PMMLReader.read(file.source.bytes), target: OperatorTarget())
      return Graph(
        bytes: ONNXWriter.bytes(of: result.model), metadata: result.model.metadata, remarks: [converted(path, file)])
    default:
      guard let reading = try ModelReading.read(file, selecting: .only) else {
        throw ServingError(
          "\(path) is \(file.kind.rawValue), which cannot be served; give an ONNX file, or one that `godwit convert` reads"
        )
      }
      var result = try ONNXConversion.convert(reading.model, options: .init(target: OperatorTarget()))
      if let golden = try? GoldenRows(of: reading.model, limit: goldenRows) {
        result.model.metadata.append(golden.property)
      }
      return Graph(
        bytes: ONNXWriter.bytes(of: result.model), metadata: result.model.metadata, remarks: [converted(path, file)])
    }
  }

  private static func converted(_ path: String, _ file: ModelFile) -> String {
    "\(path) is \(file.kind.rawValue) and was converted for serving; `godwit convert` does that once and for all"
  }

  private static func signature(of session: InferenceSession, _ path: String) throws -> ModelSignature {
    func values(_ infos: [ValueInfo], _ what: String) throws -> [ModelSignature.Value] {
      try infos.map { info in
        guard case .tensor(let type, let shape)? = info.type, let datatype = Datatype(type) else {
          throw ServingError(
            "\(what) `\(info.name)` of \(path) is no tensor that the protocol has a type for; convert the model without --zip-map"
          )
        }
        return ModelSignature.Value(name: info.name, datatype: datatype, shape: shape)
      }
    }
    return ModelSignature(
      inputs: try values(session.inputs, "input"), outputs: try values(session.outputs, "output"))
  }
}

/// Why a model is not served: one sentence, with what to do.
package struct ServingError: Error, Equatable, Sendable, CustomStringConvertible {
  package var description: String
  package init(_ description: String) { self.description = description }
}
