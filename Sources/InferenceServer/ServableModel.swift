// A model file as a session that answers requests.

internal import Conversion
internal import Equivalence
package import Inference
package import InferenceProtocol
internal import ModelCore
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
  /// Loads a file of any format that can be a graph, and runs its golden rows.
  ///
  /// - Parameter threads: that one run may use.
  /// - Throws: an error with one sentence where it cannot be served, and where its golden rows come out different.
  package static func load(path: String, threads: Int) throws -> ServableModel {
    let graph = try ServableGraph(path: path, target: OperatorTarget())
    var model = try load(graph, threads: threads)
    if let kind = graph.convertedFrom {
      model.remarks.insert(
        "\(path) is \(kind) and was converted for serving; `godwit convert` does that once and for all", at: 0)
    }
    return model
  }

  package static func load(_ graph: ServableGraph, threads: Int) throws -> ServableModel {
    let path = graph.path
    let library = try InferenceLibrary()
    let session = try InferenceSession(graph.bytes, in: library, options: .init(threads: threads))
    let signature = try signature(of: session, path)
    var remarks: [String] = []
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
