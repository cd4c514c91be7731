// The answer to a request for predictions, as it is written.

package import ModelCore

/// What a model answered.
package struct InferenceResponse: Sendable {
  package var modelName: String
  package var modelVersion: String
  package var id: String?
  /// In the order of `forms`.
  package var outputs: [NamedTensor]
  package var forms: [InferenceRequest.WantedOutput]

  package init(
    modelName: String, modelVersion: String, id: String?, outputs: [NamedTensor],
    forms: [InferenceRequest.WantedOutput]
  ) {
    self.modelName = modelName
    self.modelVersion = modelVersion
    self.id = id
    self.outputs = outputs
    self.forms = forms
  }

  /// The body, and how long its JSON is where binary tensors follow.
  ///
  /// - Throws: status 500 where an output has a type that the protocol has no name for.
  package func written() throws(ProtocolError) -> (body: [UInt8], headerLength: Int?) {
    var tail: [UInt8] = []
    var failure: ProtocolError?
    var json = JSONBytes(capacity: 128 + outputs.reduce(0) { $0 + 96 + ($1.tensor.elementCount ?? 0) * 12 })
    json.object { json in
      json.entry("model_name", modelName)
      json.entry("model_version", modelVersion)
      if let id { json.entry("id", id) }
      json.key("outputs")
      json.array { json in
        for (output, form) in zip(outputs, forms) {
          guard let datatype = Datatype(output.tensor.type) else {
            failure = ProtocolError(500, "output `\(output.name)` has a type that the protocol has no name for")
            continue
          }
          json.object { json in
            json.entry("name", output.name)
            json.entry("datatype", datatype.name)
            json.key("shape")
            json.array { json in for size in output.tensor.shape { json.value(size) } }
            if form.isBinary {
              let bytes = BinaryTensor.bytes(of: output.tensor)
              tail += bytes
              json.key("parameters")
              json.object { json in json.entry("binary_data_size", bytes.count) }
            } else {
              json.key("data")
              json.array { json in json.elements(of: output.tensor) }
            }
          }
        }
      }
    }
    if let failure { throw failure }
    guard forms.contains(where: \.isBinary) else { return (json.bytes, nil) }
    return (json.bytes + tail, json.bytes.count)
  }
}

extension JSONBytes {
  /// Flat, row after row.
  fileprivate mutating func elements(of tensor: Tensor) {
    switch tensor.contents {
    case .floats(let numbers): for number in numbers { value(number) }
    case .doubles(let numbers): for number in numbers { value(number) }
    case .integers(let numbers): for number in numbers { value(number) }
    case .strings(let texts): for text in texts { value(text) }
    case .bytes(let bytes): elements(bytes, tensor.type)
    case .external: break
    }
  }

  private mutating func elements(_ bytes: ContiguousArray<UInt8>, _ type: ElementType) {
    switch type {
    case .bool: for byte in bytes { value(byte != 0) }
    case .int8: for byte in bytes { value(Int8(bitPattern: byte)) }
    case .int16: wholes(bytes, Int16.self)
    case .int32: wholes(bytes, Int32.self)
    case .uint16: wholes(bytes, UInt16.self)
    case .uint32: wholes(bytes, UInt32.self)
    case .uint64: wholes(bytes, UInt64.self)
    default: for byte in bytes { value(byte) }
    }
  }

  private mutating func wholes<Number: FixedWidthInteger>(_ bytes: ContiguousArray<UInt8>, _: Number.Type) {
    let width = MemoryLayout<Number>.size
    for place in stride(from: 0, to: bytes.count - width + 1, by: width) {
      value(bytes.withUnsafeBytes { Number(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: Number.self)) })
    }
  }
}
