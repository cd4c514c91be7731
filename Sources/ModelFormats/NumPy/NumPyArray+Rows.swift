// Some rows of an array, without the others.

extension NumPyArray {
  /// Elements whose first index lies in a range; an array of at least one dimension, which is no field of a structure.
  package func rows(_ range: Range<Int>) throws(FormatError) -> NumPyArray {
    precondition(!shape.isEmpty && offset == 0 && stride == type.size, "rows are taken of whole arrays")
    precondition(range.lowerBound >= 0 && range.upperBound <= shape[0], "rows lie inside their array")
    let shape = [range.count] + shape.dropFirst()
    let width = shape.dropFirst().reduce(1, *)
    if isFortran { return try fortranRows(range, shape, width) }
    if type.kind == .object {
      let cells = Array(objects[(range.lowerBound * width)..<(range.upperBound * width)])
      return try NumPyArray(type: type, shape: shape, isFortran: false, data: data, objects: cells)
    }
    guard let part = data.part(range.lowerBound * width * stride, count: range.count * width * stride) else {
      throw Self.error("An array ends before its rows do.")
    }
    return try NumPyArray(type: type, shape: shape, isFortran: false, data: part)
  }

  /// The first index runs fastest: a range of it is a piece of each run.
  private func fortranRows(_ range: Range<Int>, _ shape: [Int], _ width: Int) throws(FormatError) -> NumPyArray {
    var bytes: ContiguousArray<UInt8> = []
    var cells: [PickleValue] = []
    for run in 0..<width {
      let first = run * self.shape[0] + range.lowerBound
      if type.kind == .object {
        cells += objects[first..<(first + range.count)]
      } else if let part = data.part(first * stride, count: range.count * stride) {
        bytes += part.storage[part.range]
      } else {
        throw Self.error("An array ends before its rows do.")
      }
    }
    return try NumPyArray(
      type: type, shape: shape, isFortran: true, data: type.kind == .object ? data : Bytes(bytes), objects: cells)
  }
}
