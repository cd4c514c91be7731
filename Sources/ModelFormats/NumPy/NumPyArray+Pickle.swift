// Arrays and scalars of NumPy's out of pickles: what their constructors mean.

package import ModelCore

extension PickleValue {
  /// This value as an array: pickled, put there by joblib, or made by `_frombuffer`.
  package func array() throws(FormatError) -> NumPyArray? {
    if let rawArray { return rawArray }
    guard let object else { return nil }
    if let payload = object.payload { return try payload.array() }
    guard let callable = object.callable, callable.module.hasPrefix("numpy") else { return nil }
    switch callable.name {
    case "_reconstruct": return try object.reconstructedArray()
    case "_frombuffer": return try object.bufferArray()
    default: return nil
    }
  }

  /// Whether it is one, whatever it holds.
  package var isArray: Bool {
    if kind == .array { return true }
    guard let object else { return false }
    if object.payload != nil { return true }
    guard let callable = object.callable, callable.module.hasPrefix("numpy") else { return false }
    return callable.name == "_reconstruct" || callable.name == "_frombuffer"
  }

  /// `numpy.core.multiarray.scalar(dtype, bytes)`: one element.
  var scalar: NumPyScalar? {
    guard let object, let callable = object.callable, callable.name == "scalar", callable.module.hasPrefix("numpy"),
      object.arguments.count == 2, let type = object.arguments[0].dtype()
    else { return nil }
    if type.kind == .object { return nil }
    guard let data = object.arguments[1].bytes,
      let array = try? NumPyArray(type: type, shape: [], isFortran: false, data: data)
    else { return nil }
    return NumPyScalar(array: array)
  }
}

/// One element of an array.
struct NumPyScalar {
  let array: NumPyArray

  var boolean: Bool? { array.type.kind == .boolean ? integer.map { $0 != 0 } : nil }

  var integer: Int? {
    switch array.type.kind {
    case .boolean, .integer, .unsigned: (try? array.integers())?.first
    default: nil
    }
  }

  var double: Double? {
    switch array.type.kind {
    case .boolean, .integer, .unsigned, .float: (try? array.doubles())?.first
    default: nil
    }
  }

  var text: String? {
    switch array.type.kind {
    case .text, .bytes: (try? array.texts())?.first ?? nil
    default: nil
    }
  }
}

extension PickleObject {
  /// `_reconstruct(ndarray, (0,), b'b')` and the state `(version, shape, dtype, is_fortran, data)`.
  fileprivate func reconstructedArray() throws(FormatError) -> NumPyArray {
    guard let state = state?.items, state.count >= 4, state.count <= 5 else {
      throw NumPyArray.error("An array was pickled in a way that is not known.", .unsupported)
    }
    // Before NumPy 1.0 there was no version in front.
    let parts = state.count == 5 ? Array(state.dropFirst()) : state
    guard let shape = parts[0].items?.compactMap(\.integer), shape.count == parts[0].items?.count else {
      throw NumPyArray.error("An array has no shape.")
    }
    guard let type = parts[1].dtype() else {
      throw NumPyArray.error("An array has a dtype that is not known.", .unsupported)
    }
    let isFortran = parts[2].boolean ?? (parts[2].integer == 1)
    if type.kind == .object {
      guard let objects = parts[3].items else { throw NumPyArray.error("An array of objects has no list of them.") }
      return try NumPyArray(type: type, shape: shape, isFortran: isFortran, data: Bytes([]), objects: objects)
    }
    guard !type.holdsObjects, let data = parts[3].bytes else {
      throw NumPyArray.error("An array of the type \(type.description) has no bytes.", .unsupported)
    }
    return try NumPyArray(type: type, shape: shape, isFortran: isFortran, data: data)
  }

  /// `_frombuffer(buffer, dtype, shape, order)`, protocol 5.
  fileprivate func bufferArray() throws(FormatError) -> NumPyArray {
    let arguments = arguments
    guard arguments.count >= 4, let data = arguments[0].bytes, let type = arguments[1].dtype(),
      let shape = arguments[2].items?.compactMap(\.integer), shape.count == arguments[2].items?.count
    else { throw NumPyArray.error("An array was pickled in a way that is not known.", .unsupported) }
    return try NumPyArray(type: type, shape: shape, isFortran: arguments[3].text == "F", data: data)
  }
}

extension NumPyArray {
  /// As many columns as hashed texts have, and twice over; nothing in a file answers for those of an empty matrix.
  private static let longestEmpty = 1 << 22

  /// As a matrix: one row for each of the first index; one dimension becomes one row.
  package func matrix() throws(FormatError) -> Matrix {
    let numbers = try doubles()
    switch shape.count {
    case 0, 1: return Matrix(rowCount: 1, columnCount: numbers.count, values: ContiguousArray(numbers))
    case 2:
      guard !numbers.isEmpty || max(shape[0], shape[1]) <= Self.longestEmpty else {
        throw Self.error("An empty matrix claims to be \(shape[0]) × \(shape[1]).")
      }
      return Matrix(rowCount: shape[0], columnCount: shape[1], values: ContiguousArray(numbers))
    default: throw Self.error("An array of \(shape.count) dimensions stands where a matrix is expected.", .unsupported)
    }
  }

  /// As labels, integers never through doubles.
  package func labels() throws(FormatError) -> [Label] {
    switch type.kind {
    case .boolean: return try integers().map { .boolean($0 != 0) }
    case .integer, .unsigned: return try integers().map { .integer($0) }
    case .float: return try doubles().map { .number($0) }
    case .text, .bytes: return try texts().map { $0.map { .string($0) } ?? .missing }
    case .object: return try objectLabels()
    default: throw Self.error("Elements of the type \(type.description) are no labels.", .unsupported)
    }
  }

  private func objectLabels() throws(FormatError) -> [Label] {
    guard shape.count == 1 else { throw Self.error("Labels have more than one dimension.", .unsupported) }
    var labels: [Label] = []
    for value in objects { labels.append(try value.label()) }
    return labels
  }
}

extension PickleValue {
  /// As one label or category.
  package func label() throws(FormatError) -> Label {
    if let text { return .string(text) }
    if isNone { return .missing }
    if kind == .boolean || scalar?.boolean != nil, let boolean { return .boolean(boolean) }
    if let integer { return .integer(integer) }
    if let double { return .number(double) }
    throw NumPyArray.error("A label is a \(kind.rawValue), which no label is.", .unsupported)
  }
}
