// Tensors into ONNX Runtime and out of it.

internal import COnnxRuntime
internal import ModelCore

/// Copies tensors between the dialect and the library.
struct TensorTransfer {
  private let library: InferenceLibrary
  private var functions: OrtFunctions { library.functions.pointee }

  init(_ library: InferenceLibrary) { self.library = library }

  /// A value of the library's with the tensor's elements; the caller releases it.
  func value(of tensor: Tensor, named name: String) throws(InferenceError) -> OpaquePointer {
    guard let count = tensor.elementCount else { throw unusable(name, "its shape has no size") }
    let shape = tensor.shape.map(Int64.init)
    let value = try library.make {
      functions.CreateTensorAsOrtValue(library.allocator, shape, shape.count, tensor.type.rawValue, &$0)
    }
    do throws(InferenceError) {
      switch tensor.contents {
      case .doubles(let elements): try fill(value, elements, count, name)
      case .floats(let elements): try fill(value, elements, count, name)
      case .integers(let elements): try fill(value, elements, count, name)
      case .bytes(let bytes):
        guard let expected = tensor.type.byteCount(of: count) else { throw unusable(name, "its size overflows") }
        try fill(value, bytes, expected, name)
      case .strings(let strings):
        guard strings.count == count else { throw unusable(name, "\(strings.count) strings for \(count) places") }
        guard !strings.contains(where: { $0.utf8.contains(0) }) else {
          throw unusable(name, "a string with a NUL character cannot be handed over")
        }
        let copies = CStrings(strings)
        try library.check(functions.FillStringTensor(value, copies.pointers, count))
      case .external: throw unusable(name, "its data is in another file")
      }
    } catch {
      functions.ReleaseValue(value)
      throw error
    }
    return value
  }

  private func fill<Element>(
    _ value: OpaquePointer, _ elements: ContiguousArray<Element>, _ count: Int, _ name: String
  ) throws(InferenceError) {
    guard elements.count == count else { throw unusable(name, "\(elements.count) elements for \(count) places") }
    guard count > 0 else { return }
    var memory: UnsafeMutableRawPointer?
    try library.check(functions.GetTensorMutableData(value, &memory))
    guard let memory else { throw unusable(name, "no memory") }
    elements.withUnsafeBytes { source in
      if let base = source.baseAddress { memory.copyMemory(from: base, byteCount: source.count) }
    }
  }

  func tensor(of value: OpaquePointer, named name: String) throws(InferenceError) -> Tensor {
    var isTensor: Int32 = 0
    try library.check(functions.IsTensor(value, &isTensor))
    guard isTensor == 1 else {
      throw InferenceError("output `\(name)` is not a tensor", remedy: "convert the model without ZipMap")
    }
    let info = try library.make { functions.GetTensorTypeAndShape(value, &$0) }
    defer { functions.ReleaseTensorInfo(info) }
    var element: Int32 = 0
    var rank = 0
    var count = 0
    try library.check(functions.GetTensorElementType(info, &element))
    try library.check(functions.GetDimensionsCount(info, &rank))
    var sizes = [Int64](repeating: 0, count: rank)
    try library.check(functions.GetDimensions(info, &sizes, rank))
    try library.check(functions.GetTensorShapeElementCount(info, &count))
    guard let type = ElementType(rawValue: element) else { throw unusable(name, "its type has number \(element)") }
    let contents = try contents(of: value, type, count, name)
    return Tensor(type: type, shape: sizes.map(Int.init), contents: contents)
  }

  private func contents(
    of value: OpaquePointer, _ type: ElementType, _ count: Int, _ name: String
  ) throws(InferenceError) -> Tensor.Contents {
    if type == .string { return .strings(try strings(of: value, count)) }
    guard count > 0 else { return empty(type) }
    var memory: UnsafeMutableRawPointer?
    try library.check(functions.GetTensorMutableData(value, &memory))
    guard let memory, let byteCount = type.byteCount(of: count) else { throw unusable(name, "it has no memory") }
    let bytes = UnsafeRawBufferPointer(start: memory, count: byteCount)
    return switch type {
    case .double: .doubles(ContiguousArray(bytes.bindMemory(to: Double.self)))
    case .float: .floats(ContiguousArray(bytes.bindMemory(to: Float.self)))
    case .int64: .integers(ContiguousArray(bytes.bindMemory(to: Int64.self)))
    default: .bytes(ContiguousArray(bytes))
    }
  }

  private func empty(_ type: ElementType) -> Tensor.Contents {
    switch type {
    case .double: .doubles([])
    case .float: .floats([])
    case .int64: .integers([])
    default: .bytes([])
    }
  }

  private func strings(of value: OpaquePointer, _ count: Int) throws(InferenceError) -> [String] {
    var length = 0
    try library.check(functions.GetStringTensorDataLength(value, &length))
    var bytes = [UInt8](repeating: 0, count: max(length, 1))
    var offsets = [Int](repeating: 0, count: max(count, 1))
    guard count > 0 else { return [] }
    try library.check(functions.GetStringTensorContent(value, &bytes, length, &offsets, count))
    return (0..<count).map { index in
      let end = index + 1 < count ? offsets[index + 1] : length
      return String(decoding: bytes[offsets[index]..<end], as: UTF8.self)
    }
  }

  private func unusable(_ name: String, _ why: String) -> InferenceError {
    InferenceError("tensor `\(name)` cannot be used: \(why)", remedy: "look at what is given to the model")
  }
}
