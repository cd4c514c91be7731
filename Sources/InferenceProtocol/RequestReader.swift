// The body of a request, read: JSON, JSON with binary tensors behind it, or one bare tensor.

package import ModelFormats
internal import ModelCore

/// Reads requests for one model.
///
/// Strict where the reference servers guess: what is missing, given twice, unknown, of another type, of another shape or
/// of another length than its shape says is an error of the client's, status 400.
package struct RequestReader: Sendable {
  private let model: ModelSignature

  package init(for model: ModelSignature) { self.model = model }

  /// - Parameter headerLength: what `Inference-Header-Content-Length` says; nil where it is not sent, 0 for a bare tensor.
  package func read(_ body: Bytes, headerLength: Int?) throws(ProtocolError) -> InferenceRequest {
    if headerLength == 0 { return try bareTensor(body) }
    guard let json = body.part(0, count: headerLength ?? body.count) else {
      throw .invalid(
        "Inference-Header-Content-Length is \(headerLength ?? 0), more than the \(body.count) bytes of the body")
    }
    guard !json.isEmpty else { throw .invalid("the body is empty where a JSON object belongs") }
    let root: DocumentValue
    do { root = try JSONReader.read(json).root } catch { throw .invalid("the body is no JSON: \(error.message)") }
    guard root.kind == .object else { throw .invalid("the body is no JSON object") }
    var parts = BinaryParts(body.suffix(from: json.count), isExpected: headerLength != nil)
    let inputs = try inputs(root, &parts)
    if parts.rest > 0 { throw .invalid("\(parts.rest) bytes are left behind the last binary tensor") }
    return InferenceRequest(id: try id(root), inputs: inputs, outputs: try outputs(root))
  }

  /// "Raw binary request": one input whose only free dimension follows from the number of bytes.
  private func bareTensor(_ body: Bytes) throws(ProtocolError) -> InferenceRequest {
    guard model.inputs.count == 1, let input = model.inputs.first else {
      throw .invalid("a bare tensor goes to models of one input, and this one has \(model.inputs.count); send JSON")
    }
    var shape = input.sizes
    let free = shape.indices.filter { shape[$0] < 0 }
    if let width = input.datatype.byteCount {
      let fixed = shape.reduce(width) { $1 < 0 ? $0 : $0 * $1 }
      if let place = free.first, free.count == 1, fixed > 0, body.count % fixed == 0 {
        shape[place] = body.count / fixed
      }
    } else if shape.allSatisfy({ $0 <= 1 }) {
      shape = shape.map { _ in 1 }
    }
    guard !shape.contains(where: { $0 < 0 }) else {
      throw .invalid(
        "the shape of a bare tensor of \(body.count) bytes does not follow from \(input.shapeText); send JSON with it")
    }
    let tensor: Tensor
    if input.datatype.byteCount == nil {
      // The only element, without a length before it.
      guard let text = body.utf8 else { throw .invalid("input `\(input.name)` is no UTF-8") }
      tensor = Tensor([text], shape: shape)
    } else {
      tensor = try BinaryTensor.read(body, input.datatype, shape, named: input.name)
    }
    return InferenceRequest(
      inputs: [NamedTensor(input.name, tensor)],
      outputs: model.outputs.map { .init(name: $0.name, isBinary: true) })
  }

  private func id(_ root: DocumentValue) throws(ProtocolError) -> String? {
    guard let value = root["id"] else { return nil }
    guard let id = value.text else { throw .invalid("`id` is no text") }
    return id
  }

  // MARK: Inputs

  private func inputs(_ root: DocumentValue, _ parts: inout BinaryParts) throws(ProtocolError) -> [NamedTensor] {
    guard let given = root["inputs"] else { throw .invalid("`inputs` is missing") }
    guard given.kind == .array, given.count > 0, !given.isRunOfNumbers else {
      throw .invalid("`inputs` is no list of tensors")
    }
    var tensors: [NamedTensor] = []
    var sizes: [String: Int] = [:]
    for value in given.elements {
      let (name, input) = try input(value)
      if tensors.contains(where: { $0.name == name }) { throw .invalid("input `\(name)` is given twice") }
      let shape = try shape(value, of: name)
      if let complaint = input.complaint(about: shape) { throw .invalid(complaint) }
      for (dimension, size) in zip(input.shape ?? [], shape) {
        guard case .named(let label) = dimension else { continue }
        if let other = sizes.updateValue(size, forKey: label), other != size {
          throw .invalid(
            "the inputs differ in dimension `\(label)`: \(other) and \(size) of `\(name)`")
        }
      }
      tensors.append(NamedTensor(name, try tensor(value, input, shape, &parts)))
    }
    for input in model.inputs where !tensors.contains(where: { $0.name == input.name }) {
      throw .invalid("input `\(input.name)` is missing")
    }
    return tensors
  }

  private func input(_ value: DocumentValue) throws(ProtocolError) -> (String, ModelSignature.Value) {
    guard let name = value["name"]?.text else { throw .invalid("an input has no `name`") }
    guard let input = model.input(named: name) else {
      let names = model.inputs.map { "`\($0.name)`" }.joined(separator: ", ")
      throw .invalid("the model has no input `\(name)`; it has \(names)")
    }
    guard let word = value["datatype"]?.text else { throw .invalid("input `\(name)` has no `datatype`") }
    guard let datatype = Datatype(name: word) else {
      throw .invalid("input `\(name)` has the unknown datatype `\(word)`")
    }
    guard datatype == input.datatype else {
      throw .invalid("input `\(name)` is \(datatype.name) where the model takes \(input.datatype.name)")
    }
    return (name, input)
  }

  private func shape(_ value: DocumentValue, of name: String) throws(ProtocolError) -> [Int] {
    guard let given = value["shape"], given.kind == .array, given.count == 0 || given.isRunOfNumbers,
      let sizes = given.count == 0 ? [] : given.wholeNumbers()
    else { throw .invalid("input `\(name)` has no `shape`, a list of whole numbers") }
    if let size = sizes.first(where: { $0 < 0 }) { throw .invalid("input `\(name)` has the size \(size) in its shape") }
    return sizes.map(Int.init)
  }

  private func tensor(
    _ value: DocumentValue, _ input: ModelSignature.Value, _ shape: [Int], _ parts: inout BinaryParts
  ) throws(ProtocolError) -> Tensor {
    let name = input.name
    let size = value["parameters"]?["binary_data_size"]
    guard let data = value["data"] else {
      guard let size else { throw .invalid("input `\(name)` has no `data`") }
      guard let count = size.whole.flatMap({ Int(exactly: $0) }), count >= 0 else {
        throw .invalid("`binary_data_size` of input `\(name)` is no number of bytes")
      }
      return try BinaryTensor.read(parts.next(count, for: name), input.datatype, shape, named: name)
    }
    guard size == nil else { throw .invalid("input `\(name)` has both `data` and `binary_data_size`") }
    return try JSONTensor(name: name, datatype: input.datatype, shape: shape).read(data)
  }

  // MARK: Outputs

  private func outputs(_ root: DocumentValue) throws(ProtocolError) -> [InferenceRequest.WantedOutput] {
    let isBinary = try flag(root, "binary_data_output", of: "the request") ?? false
    guard let wanted = root["outputs"], wanted.kind != .null else {
      return try model.outputs.map { output throws(ProtocolError) in
        try self.output(output, isBinary: isBinary)
      }
    }
    guard wanted.kind == .array, !wanted.isRunOfNumbers else { throw .invalid("`outputs` is no list") }
    if wanted.count == 0 {
      return try model.outputs.map { output throws(ProtocolError) in try self.output(output, isBinary: isBinary) }
    }
    var outputs: [InferenceRequest.WantedOutput] = []
    for value in wanted.elements {
      guard let name = value["name"]?.text else { throw .invalid("an output has no `name`") }
      guard let output = model.output(named: name) else {
        let names = model.outputs.map { "`\($0.name)`" }.joined(separator: ", ")
        throw .invalid("the model has no output `\(name)`; it has \(names)")
      }
      if outputs.contains(where: { $0.name == name }) { throw .invalid("output `\(name)` is asked for twice") }
      if value["parameters"]?["classification"] != nil {
        throw .invalid("output `\(name)` is asked for as a classification, an extension that is not offered here")
      }
      outputs.append(
        try self.output(output, isBinary: try flag(value, "binary_data", of: "output `\(name)`") ?? isBinary))
    }
    return outputs
  }

  private func output(
    _ output: ModelSignature.Value, isBinary: Bool
  ) throws(ProtocolError) -> InferenceRequest.WantedOutput {
    guard isBinary || output.datatype.hasJSONForm else {
      throw .invalid(
        "output `\(output.name)` is \(output.datatype.name), which JSON has no form for; ask for it as `binary_data`")
    }
    return .init(name: output.name, isBinary: isBinary)
  }

  private func flag(
    _ value: DocumentValue, _ name: StaticString, of what: String
  ) throws(ProtocolError) -> Bool? {
    guard let parameters = value["parameters"], parameters.kind != .null else { return nil }
    guard parameters.kind == .object else { throw .invalid("`parameters` of \(what) is no JSON object") }
    guard let value = parameters[name] else { return nil }
    guard let flag = value.boolean else { throw .invalid("`\(name)` of \(what) is neither true nor false") }
    return flag
  }
}

/// The bytes behind the JSON, handed out in the order in which inputs ask.
private struct BinaryParts {
  private var bytes: Bytes
  private let isExpected: Bool

  init(_ bytes: Bytes, isExpected: Bool) {
    self.bytes = bytes
    self.isExpected = isExpected
  }

  var rest: Int { bytes.count }

  mutating func next(_ count: Int, for name: String) throws(ProtocolError) -> Bytes {
    guard isExpected else {
      throw .invalid("input `\(name)` has `binary_data_size`, and Inference-Header-Content-Length is not sent")
    }
    guard let part = bytes.part(0, count: count) else {
      throw .invalid("input `\(name)` has \(count) bytes by its `binary_data_size`, and \(bytes.count) are left")
    }
    bytes = bytes.suffix(from: count)
    return part
  }
}
