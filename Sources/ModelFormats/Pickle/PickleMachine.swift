// The machine that runs a pickle's opcodes and makes records of what they ask for; it calls nothing.

/// Runs one pickle, from its first opcode to its stop.
///
/// Each opcode takes a bounded number of steps for each byte of the file, so time is linear in its size.
struct PickleMachine {
  static let format = "pickle"
  /// Pickles in pickles: joblib writes arrays of objects so.
  static let deepestNesting = 16
  /// More values than this are on no stack of a real model: containers are filled in batches of a thousand.
  static let deepestStack = 2 << 20

  var reader: ByteReader
  var arena: PickleArena
  var stack: ContiguousArray<PickleWord> = []
  /// Heights of the stack at its marks.
  var marks: ContiguousArray<Int> = []
  var memo = PickleMemo()
  var highestProtocol = 0
  /// Globals that were called, by place.
  var called: Set<Int> = []
  var depth = 0
  var joblib: JoblibArrays

  init(_ source: ModelSource, at offset: Int = 0) {
    reader = ByteReader(source.bytes, format: Self.format, at: offset)
    arena = PickleArena(bytes: source.bytes)
    joblib = JoblibArrays(source: source)
  }

  /// Runs to the next `STOP` and gives what is on top then. Opcodes are handed to `watch`, which is there for tests.
  mutating func run(watch: ((Opcode) -> Void)? = nil) throws(FormatError) -> PickleWord {
    while true {
      let place = reader.offset
      let byte = try reader.byte("The next opcode")
      guard let opcode = Opcode(rawValue: byte) else {
        let digits = String(byte, radix: 16)
        throw FormatError(.malformed, Self.format, at: place, "0x\(digits) is no opcode of protocols 0 to 5.")
      }
      watch?(opcode)
      if opcode == .stop { return try pop("STOP") }
      try execute(opcode)
    }
  }

  /// Whether the first opcodes can be run, or the pickle ends before that many.
  mutating func runs(opcodes count: Int) -> Bool {
    for _ in 0..<count {
      guard let byte = try? reader.byte("The next opcode"), let opcode = Opcode(rawValue: byte) else { return false }
      if opcode == .stop { return !stack.isEmpty }
      do { try execute(opcode) } catch { return false }
    }
    return true
  }

  mutating func execute(_ opcode: Opcode) throws(FormatError) {
    switch opcode {
    case .none: try push(.none)
    case .newTrue: try push(.boolean(true))
    case .newFalse: try push(.boolean(false))
    case .integer, .long, .binaryInteger, .binaryInteger1, .binaryInteger2, .long1, .long4, .float, .binaryFloat:
      try executeNumber(opcode)
    case .string, .binaryString, .shortBinaryString, .unicode, .binaryUnicode, .shortBinaryUnicode, .binaryUnicode8,
      .binaryBytes, .shortBinaryBytes, .binaryBytes8, .byteArray8:
      try executeText(opcode)
    case .mark, .pop, .popMark, .duplicate, .get, .binaryGet, .longBinaryGet, .put, .binaryPut, .longBinaryPut,
      .memoize:
      try executeStack(opcode)
    case .emptyTuple, .tuple1, .tuple2, .tuple3, .tuple, .emptyList, .list, .append, .appends, .emptyDictionary,
      .dictionary, .setItem, .setItems, .emptySet, .addItems, .frozenSet:
      try executeContainer(opcode)
    case .global, .stackGlobal, .reduce, .newObject, .newObjectWithKeywords, .instance, .object, .build, .persistentID,
      .binaryPersistentID:
      try executeObject(opcode)
    case .protocol: try readProtocol()
    case .frame: _ = try reader.little(UInt64.self, "The length of a frame")
    case .extension1, .extension2, .extension4:
      throw refusal("It uses a code of a registry of extensions (`copyreg`), which only the program that wrote it has.")
    case .nextBuffer, .readOnlyBuffer:
      throw refusal(
        "Its data was handed on beside it (out-of-band buffers) and is not in the file. Save the model without a `buffer_callback`."
      )
    case .stop: preconditionFailure("the loop ends at a stop")
    }
  }

  private mutating func readProtocol() throws(FormatError) {
    let version = Int(try reader.byte("The protocol's number"))
    guard version <= 5 else { throw refusal("It is of pickle protocol \(version); protocols 0 to 5 are known.") }
    highestProtocol = max(highestProtocol, version)
  }

  // MARK: Stack and memo

  @inline(__always)
  mutating func push(_ word: PickleWord) throws(FormatError) {
    guard stack.count < Self.deepestStack else {
      throw FormatError(
        .tooLarge, Self.format, at: reader.offset, "More than \(Self.deepestStack) values are on its stack.")
    }
    stack.append(word)
  }

  /// Takes the topmost value, which must lie above the last mark.
  @inline(__always)
  mutating func pop(_ what: @autoclosure () -> String) throws(FormatError) -> PickleWord {
    guard stack.count > (marks.last ?? 0), let word = stack.popLast() else {
      throw malformed("\(what()) needs a value on the stack, and there is none.")
    }
    return word
  }

  func top(_ what: String) throws(FormatError) -> PickleWord {
    guard stack.count > (marks.last ?? 0), let word = stack.last else {
      throw malformed("\(what) needs a value on the stack, and there is none.")
    }
    return word
  }

  /// The values above the last mark; the mark goes, the values are still there.
  mutating func popMark(_ what: String) throws(FormatError) -> Int {
    guard let height = marks.popLast() else { throw malformed("\(what) needs a mark, and there is none.") }
    return height
  }

  private mutating func executeStack(_ opcode: Opcode) throws(FormatError) {
    switch opcode {
    case .mark:
      guard marks.count < Self.deepestStack else { throw malformed("Marks are nested too deep.") }
      marks.append(stack.count)
    case .pop:
      // CPython's POP takes a mark where one is on top.
      if stack.count == marks.last { marks.removeLast() } else { _ = try pop("POP") }
    case .popMark: stack.removeSubrange((try popMark("POP_MARK"))...)
    case .duplicate: try push(try top("DUP"))
    case .get: try push(try memorized(try decimal("The key of GET")))
    case .binaryGet: try push(try memorized(Int(try reader.byte("The key of BINGET"))))
    case .longBinaryGet: try push(try memorized(Int(try reader.little(UInt32.self, "The key of LONG_BINGET"))))
    case .put: try memorize(try decimal("The key of PUT"))
    case .binaryPut: try memorize(Int(try reader.byte("The key of BINPUT")))
    case .longBinaryPut: try memorize(Int(try reader.little(UInt32.self, "The key of LONG_BINPUT")))
    case .memoize: try memorize(memo.count)
    default: preconditionFailure("\(opcode) is no opcode of the stack")
    }
  }

  private mutating func memorize(_ key: Int) throws(FormatError) {
    let word = try top("The memo")
    guard let cost = memo.store(word, at: key) else { throw malformed("\(key) is no key of the memo.") }
    if cost > 0 { try arena.charge(cost) }
  }

  private func memorized(_ key: Int) throws(FormatError) -> PickleWord {
    guard let word = memo[key] else { throw malformed("Nothing was put into the memo at \(key).") }
    return word
  }

  private mutating func decimal(_ what: String) throws(FormatError) -> Int {
    let line = try reader.line(what)
    guard let number = Int(line.latin1) else { throw malformed("\(what) is no number.") }
    return number
  }

  // MARK: Errors

  func malformed(_ message: String) -> FormatError { FormatError(.malformed, Self.format, at: reader.offset, message) }
  func refusal(_ message: String) -> FormatError { FormatError(.unsupported, Self.format, at: reader.offset, message) }
}

/// What a pickle remembers by number, so that it can say it once.
struct PickleMemo {
  private var dense: ContiguousArray<PickleWord> = []
  private var sparse: [Int: PickleWord] = [:]
  private(set) var count = 0

  /// What the storage costs, in bytes, or nil for a key that none can be.
  mutating func store(_ word: PickleWord, at key: Int) -> Int? {
    guard key >= 0, key <= Int(UInt32.max) else { return nil }
    if key < dense.count {
      if dense[key] == .absent { count += 1 }
      dense[key] = word
      return 0
    }
    if key <= dense.count + 64 {
      let before = dense.count
      while dense.count < key { dense.append(sparse.removeValue(forKey: dense.count) ?? .absent) }
      if sparse.removeValue(forKey: key) == nil { count += 1 }
      dense.append(word)
      // An array may be held twice while it grows.
      return 16 * (dense.count - before)
    }
    if sparse.updateValue(word, forKey: key) == nil { count += 1 }
    return 64
  }

  subscript(key: Int) -> PickleWord? {
    guard key >= 0 else { return nil }
    let word = key < dense.count ? dense[key] : sparse[key]
    return word == .absent ? nil : word
  }
}
