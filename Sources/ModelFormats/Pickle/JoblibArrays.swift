// joblib's arrays: raw bytes between the opcodes, or files beside the pickle.

/// Finds the array that a wrapper of joblib's stands for.
struct JoblibArrays: Sendable {
  let source: ModelSource
  /// How many were found.
  private(set) var count = 0
  /// Files beside the pickle that were read. Each holds one array, and a pickle can name one in a few bytes.
  private var siblings: Set<String> = []
  /// The size of the pickle and of those files, and what those that were compressed became.
  private var size: Int
  private var unpacked: Int

  init(source: ModelSource) {
    self.source = source
    size = source.bytes.packedSize ?? source.bytes.count
    unpacked = source.bytes.packedSize == nil ? 0 : source.bytes.count
  }

  enum Found {
    /// The array, and where the opcodes go on.
    case raw(NumPyArray, end: Int)
    /// A pickle of its own follows.
    case pickled
  }

  private static let modules: Set = [
    "joblib.numpy_pickle", "sklearn.externals.joblib.numpy_pickle", "joblib.numpy_pickle_compat",
    "sklearn.externals.joblib.numpy_pickle_compat",
  ]
  private static let names: Set = ["NumpyArrayWrapper", "NDArrayWrapper", "ZNDArrayWrapper"]

  static func isWrapper(_ arena: PickleArena, _ row: PickleRow) -> Bool {
    let callable = arena.records[Int(row.first)].callable
    guard let type = arena.row(callable), type.kind == .global || type.kind == .object else { return false }
    return Self.type(arena, row).map { modules.contains($0.module) && names.contains($0.name) } ?? false
  }

  /// Looks through `copy_reg._reconstructor`, which protocols 0 and 1 use.
  private static func type(_ arena: PickleArena, _ row: PickleRow) -> PickleGlobal? {
    let record = arena.records[Int(row.first)]
    guard let callable = arena.row(record.callable), callable.kind == .global else { return nil }
    let global = arena.globals[Int(callable.first)]
    guard global.name == "_reconstructor", let arguments = arena.row(record.arguments), arguments.second > 0,
      let first = arena.row(arena.slots[Int(arguments.first)]), first.kind == .global
    else { return global }
    return arena.globals[Int(first.first)]
  }

  mutating func array(
    for wrapper: PickleWord, in arena: PickleArena, at reader: ByteReader
  ) throws(FormatError) -> Found {
    count += 1
    // This view holds the tables; it is gone before the machine goes on writing to them.
    guard let object = PickleValue(Pickle(looking: arena), wrapper).object, let type = object.type else {
      throw failure(reader, "joblib's wrapper of an array is not understood.")
    }
    switch type.name {
    case "NumpyArrayWrapper": return try inStream(object, reader)
    case "NDArrayWrapper": return .raw(try sibling(object, reader), end: reader.offset)
    default: return .raw(try compressedSibling(object, reader), end: reader.offset)
    }
  }

  private func failure(_ reader: ByteReader, _ message: String, _ code: FormatError.Code = .malformed) -> FormatError {
    FormatError(code, "joblib", at: reader.offset, message)
  }

  /// joblib from 0.10 on; from 1.2 on with padding: one byte with its length, then as many.
  private func inStream(_ object: PickleObject, _ reader: ByteReader) throws(FormatError) -> Found {
    guard let type = object["dtype"]?.dtype(), let shape = object["shape"]?.items?.map(\.integer) else {
      throw failure(reader, "joblib's wrapper of an array lacks its shape or dtype.")
    }
    if type.holdsObjects { return .pickled }
    let lengths = shape.compactMap { $0 }
    guard lengths.count == shape.count, let count = NumPyArray.count(of: lengths) else {
      throw failure(reader, "An array has an impossible shape.")
    }
    var reader = reader
    if let alignment = object["numpy_array_alignment_bytes"], !alignment.isNone {
      let padding = Int(try reader.byte("The length of padding"))
      _ = try reader.take(padding, "Padding")
    }
    let (size, overflow) = count.multipliedReportingOverflow(by: type.size)
    guard !overflow, size <= reader.left else {
      throw reader.ended("An array of \(count) elements", needed: overflow ? Int.max : size)
    }
    let data = try reader.take(size, "An array")
    let array = try NumPyArray(type: type, shape: lengths, isFortran: object["order"]?.text == "F", data: data)
    return .raw(array, end: reader.offset)
  }

  /// joblib before 0.10: a file in NumPy's format beside the pickle.
  private mutating func sibling(_ object: PickleObject, _ reader: ByteReader) throws(FormatError) -> NumPyArray {
    let bytes = try siblingBytes(object, reader)
    let (plain, compression) = try Decompression.plain(bytes, most: room)
    if compression != nil { unpacked += plain.count }
    return try NumPyFile.array(plain)
  }

  /// What the next file may become: all together as much as one compressed file of their size.
  private var room: Int { max(0, Decompression.limit(of: size) - unpacked) }

  private mutating func siblingBytes(_ object: PickleObject, _ reader: ByteReader) throws(FormatError) -> Bytes {
    guard let name = object["filename"]?.text else { throw failure(reader, "joblib's wrapper names no file.") }
    let base = name.split(separator: "/").last.map { String($0) } ?? name
    guard siblings.insert(base).inserted else {
      throw failure(reader, "Two arrays are in one file, \(base), which joblib never writes.")
    }
    guard let bytes = try source.sibling(base) else {
      throw failure(
        reader,
        "The array in the file \(base) is needed, and there is none in the folder of \(source.name). Put the files that joblib wrote beside it.",
        .unreadable)
    }
    size += bytes.count
    return bytes
  }

  /// joblib before 0.10, compressed: `init_args` and `state` of the array, its bytes in a file of joblib's own kind.
  private mutating func compressedSibling(
    _ object: PickleObject, _ reader: ByteReader
  ) throws(FormatError) -> NumPyArray {
    let data = try JoblibZFile.plain(try siblingBytes(object, reader), most: room)
    unpacked += data.count
    guard let state = object["state"]?.items, state.count >= 4, let shape = state[1].items?.compactMap(\.integer),
      let type = state[2].dtype(), !type.holdsObjects
    else { throw failure(reader, "joblib's wrapper of a compressed array is not understood.", .unsupported) }
    return try NumPyArray(type: type, shape: shape, isFortran: state[3].boolean ?? false, data: data)
  }
}

/// `ZF`, the length in nineteen hexadecimal characters (`0x…`, padded with blanks), and zlib.
enum JoblibZFile {
  static func isOne(_ bytes: Bytes) -> Bool { bytes.starts(with: "ZF") && bytes.starts(with: "0x", at: 2) }

  static func plain(_ bytes: Bytes, most: Int = .max) throws(FormatError) -> Bytes {
    guard isOne(bytes), let digits = bytes.part(4, count: 17) else {
      throw FormatError(.malformed, "joblib", at: 0, "It begins with no header of joblib's compressed files.")
    }
    let text = digits.latin1.prefix { $0.isHexDigit }
    guard let size = Int(text, radix: 16), size <= min(most, Decompression.limit(of: bytes.count)) else {
      throw FormatError(.tooLarge, "joblib", at: 2, "It claims to become larger than any model does.")
    }
    // The header is 21 bytes long, on some systems 22.
    let start = bytes.count > 22 && Compression(of: bytes.suffix(from: 21)) != .zlib ? 22 : 21
    let plain = try Decompression(.zlib, limit: size).result(of: bytes.suffix(from: start))
    guard plain.count == size else {
      throw FormatError(.malformed, "joblib", "It claims \(size) bytes and holds \(plain.count).")
    }
    return plain
  }
}
