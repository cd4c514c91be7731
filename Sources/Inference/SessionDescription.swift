// What a loaded model takes and gives.

internal import COnnxRuntime
internal import ModelCore

/// Asks a session for the names and types of its inputs and outputs.
struct SessionDescription {
  private let library: InferenceLibrary
  private let session: OpaquePointer
  private var functions: OrtFunctions { library.functions.pointee }

  init(_ library: InferenceLibrary, _ session: OpaquePointer) {
    self.library = library
    self.session = session
  }

  func inputs() throws(InferenceError) -> [ValueInfo] {
    try list(functions.SessionGetInputCount, functions.SessionGetInputName, functions.SessionGetInputTypeInfo)
  }
  func outputs() throws(InferenceError) -> [ValueInfo] {
    try list(functions.SessionGetOutputCount, functions.SessionGetOutputName, functions.SessionGetOutputTypeInfo)
  }

  private typealias CountOf = @convention(c) (OpaquePointer?, UnsafeMutablePointer<Int>?) -> OpaquePointer?
  private typealias NameOf =
    @convention(c) (
      OpaquePointer?, Int, OpaquePointer?, UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    ) -> OpaquePointer?
  private typealias TypeOf =
    @convention(c) (OpaquePointer?, Int, UnsafeMutablePointer<OpaquePointer?>?) -> OpaquePointer?

  private func list(_ countOf: CountOf, _ nameOf: NameOf, _ typeOf: TypeOf) throws(InferenceError) -> [ValueInfo] {
    var count = 0
    try library.check(countOf(session, &count))
    var infos: [ValueInfo] = []
    for index in 0..<count {
      var name: UnsafeMutablePointer<CChar>?
      try library.check(nameOf(session, index, library.allocator, &name))
      let text = name.map { String(cString: $0) } ?? ""
      if let name { try library.check(functions.AllocatorFree(library.allocator, name)) }
      let type = try library.make { typeOf(session, index, &$0) }
      defer { functions.ReleaseTypeInfo(type) }
      infos.append(ValueInfo(text, try valueType(type)))
    }
    return infos
  }

  /// Nil for what is not a tensor.
  private func valueType(_ type: OpaquePointer) throws(InferenceError) -> ValueType? {
    var kind: Int32 = 0
    try library.check(functions.GetOnnxTypeFromTypeInfo(type, &kind))
    let tensor: Int32 = 1
    guard kind == tensor else { return nil }
    var info: OpaquePointer?
    try library.check(functions.CastTypeInfoToTensorInfo(type, &info))
    guard let info else { return nil }
    var element: Int32 = 0
    var rank = 0
    try library.check(functions.GetTensorElementType(info, &element))
    try library.check(functions.GetDimensionsCount(info, &rank))
    var sizes = [Int64](repeating: 0, count: rank)
    var names = [UnsafePointer<CChar>?](repeating: nil, count: rank)
    try library.check(functions.GetDimensions(info, &sizes, rank))
    try library.check(functions.GetSymbolicDimensions(info, &names, rank))
    guard let elementType = ElementType(rawValue: element) else { return nil }
    let shape = zip(sizes, names).map { size, name -> ValueType.Dimension in
      if size >= 0 { return .fixed(Int(size)) }
      let text = name.map { String(cString: $0) } ?? ""
      return text.isEmpty ? .unknown : .named(text)
    }
    return .tensor(elementType, shape: shape)
  }
}
