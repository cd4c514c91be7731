// A model file as the graph that serves it.

package import Conversion
internal import Equivalence
package import ModelCore
internal import ModelFormats
internal import Verification

/// The bytes of an ONNX model: those of the file, or what it was converted to.
package struct ServableGraph: Sendable {
  package var path: String
  package var bytes: ContiguousArray<UInt8>
  package var producer: String
  /// Where its operators are from; `ai.onnx` is the empty domain.
  package var domains: Set<String>
  package var metadata: [Property]
  /// What the file was, where it was no ONNX.
  package var convertedFrom: String?

  /// Golden rows that a model converted here is given.
  private static let goldenRows = 100

  /// Reads a file of any format that can be a graph.
  ///
  /// - Parameter target: the operators that a model converted here may use.
  package init(path: String, target: OperatorTarget) throws {
    let file = try ModelFile(path: path)
    switch file.kind {
    case .onnx:
      let bytes = file.source.bytes.withUnsafeBytes { ContiguousArray($0) }
      let model = try ONNXReader.outline(bytes).model
      if let file = model.graph.weightFile {
        throw ServingError(
          "\(path) keeps weights in \(file), and a model is served from one file; save it as one, as "
            + "`onnx.save(onnx.load(path), other)` does")
      }
      self.init(path, bytes, model)
    case .pmml:
      self.init(path, try PMMLToONNXConversion.convert(PMMLReader.read(file.source.bytes), target: target).model, file)
    case .unknown:
      throw ServingError("\(path) is no model file of a kind that is known; look at how it was saved")
    default:
      guard let reading = try ModelReading.read(file, selecting: .only) else {
        throw ServingError(
          "\(path) is \(file.kind.rawValue), which cannot be served; give an ONNX file, or one that `godwit convert` reads"
        )
      }
      var model = try ONNXConversion.convert(reading.model, options: .init(target: target)).model
      if let golden = try? GoldenRows(of: reading.model, limit: Self.goldenRows) {
        model.metadata.append(golden.property)
      }
      self.init(path, model, file)
    }
  }

  private init(_ path: String, _ model: TensorModel, _ file: ModelFile) {
    self.init(path, ONNXWriter.bytes(of: model), model)
    convertedFrom = file.kind.rawValue
  }

  private init(_ path: String, _ bytes: ContiguousArray<UInt8>, _ model: TensorModel) {
    self.path = path
    self.bytes = bytes
    producer = model.producerName
    domains = Set(model.graph.nodes.map(\.domain))
    metadata = model.metadata
  }
}

extension Graph {
  /// The file that some weights are kept in, beside the graph's own.
  fileprivate var weightFile: String? {
    for case .external(let place) in constants.map(\.tensor.contents) {
      return place.first { $0.key == "location" }?.value ?? "another file"
    }
    return nil
  }
}
