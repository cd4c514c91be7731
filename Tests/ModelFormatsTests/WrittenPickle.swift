// Pickles that no library writes, for tests: estimators and arrays put together by hand.

@testable import ModelFormats

/// The bytes that make one value, of protocol 0 where nothing shorter is as plain.
struct WrittenPickle {
  var bytes: ContiguousArray<UInt8>

  private init(_ bytes: ContiguousArray<UInt8>) { self.bytes = bytes }
  private init(_ text: String) { bytes = ContiguousArray(text.unicodeScalars.map { UInt8($0.value) }) }

  /// The whole file.
  var file: Bytes { Bytes(bytes + [0x2E]) }

  static let none = WrittenPickle("N")
  static let yes = WrittenPickle("I01\n")

  static func integer(_ number: Int) -> WrittenPickle { WrittenPickle("L\(number)L\n") }
  static func number(_ number: Double) -> WrittenPickle { WrittenPickle("F\(number)\n") }
  static func text(_ text: String) -> WrittenPickle { WrittenPickle("V\(text)\n") }
  static func tuple(_ items: [WrittenPickle]) -> WrittenPickle { of(items, between: "(", "t") }
  static func list(_ items: [WrittenPickle]) -> WrittenPickle { of(items, between: "(", "l") }
  static func dictionary(_ entries: [(String, WrittenPickle)]) -> WrittenPickle {
    of(entries.flatMap { [text($0.0), $0.1] }, between: "(", "d")
  }

  /// The same value, kept for `again`.
  func kept(as key: Int) -> WrittenPickle { WrittenPickle(bytes + "p\(key)\n".utf8) }
  static func again(_ key: Int) -> WrittenPickle { WrittenPickle("g\(key)\n") }

  static func call(_ path: (module: String, name: String), _ arguments: [WrittenPickle]) -> WrittenPickle {
    of([tuple(arguments)], between: "c\(path.module)\n\(path.name)\n", "R")
  }

  /// An estimator of scikit-learn's, or any other object with attributes.
  static func object(
    _ name: String, in module: String = "sklearn.any", arguments: [WrittenPickle] = [],
    _ attributes: [(String, WrittenPickle)]
  ) -> WrittenPickle {
    let made = of([tuple(arguments)], between: "c\(module)\n\(name)\n", "\u{81}")
    return of([made, dictionary(attributes + [("_sklearn_version", text("1.3.2"))])], between: "", "b")
  }

  // MARK: Arrays

  /// A dtype: a code such as `f8`, or a structure of the fields given.
  static func type(_ code: String, _ fields: [(name: String, code: String, offset: Int)] = []) -> WrittenPickle {
    let isStructure = !fields.isEmpty
    let names = isStructure ? tuple(fields.map { text($0.name) }) : none
    let table =
      isStructure ? dictionary(fields.map { ($0.name, tuple([type($0.code), integer($0.offset)])) }) : none
    let size = isStructure ? Int(code.dropFirst()) ?? 0 : -1
    return of(
      [
        call(("numpy", "dtype"), [text(code), integer(0), integer(1)]),
        tuple([integer(3), text("<"), none, names, table, integer(size), integer(-1), integer(0)]),
      ], between: "", "b")
  }

  static func array(_ type: WrittenPickle, _ shape: [Int], _ data: ContiguousArray<UInt8>) -> WrittenPickle {
    let size = withUnsafeBytes(of: UInt32(data.count).littleEndian) { ContiguousArray($0) }
    let bytes = WrittenPickle([0x42] + size + data)
    let empty = of(
      [tuple([of([], between: "cnumpy\nndarray\n", ""), tuple([integer(0)]), text("b")])],
      between: "cnumpy.core.multiarray\n_reconstruct\n", "R")
    return of(
      [empty, tuple([integer(1), tuple(shape.map { integer($0) }), type, WrittenPickle("I00\n"), bytes])],
      between: "", "b")
  }

  static func numbers(_ numbers: [Double], _ shape: [Int]? = nil) -> WrittenPickle {
    array(type("f8"), shape ?? [numbers.count], words(numbers.map(\.bitPattern)))
  }

  static func integers(_ numbers: [Int], _ shape: [Int]? = nil) -> WrittenPickle {
    array(type("i8"), shape ?? [numbers.count], words(numbers.map { UInt64(bitPattern: Int64($0)) }))
  }

  static func words(_ words: [UInt64]) -> ContiguousArray<UInt8> {
    var bytes = ContiguousArray<UInt8>()
    bytes.reserveCapacity(8 * words.count)
    for word in words { withUnsafeBytes(of: word.littleEndian) { bytes += $0 } }
    return bytes
  }

  static func halves(_ words: [UInt32]) -> ContiguousArray<UInt8> {
    var bytes = ContiguousArray<UInt8>()
    bytes.reserveCapacity(4 * words.count)
    for word in words { withUnsafeBytes(of: word.littleEndian) { bytes += $0 } }
    return bytes
  }

  private static func of(_ items: [WrittenPickle], between start: String, _ end: String) -> WrittenPickle {
    var all = WrittenPickle(start).bytes
    for item in items { all += item.bytes }
    return WrittenPickle(all + WrittenPickle(end).bytes)
  }
}
